"""The yearly status as a document: what was found, put in order and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hotspots import safe
from hotspots.errors import UsageProblem
from hotspots.language import Lang, Progress, Say, message
from hotspots.model.answer import Source
from hotspots.model.indicators import ChangeRow
from hotspots.model.report import Block, Heading, Report
from hotspots.sentences.indicators.change import foremost_words
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking import questions
from hotspots.workflows.report import chapters
from hotspots.workflows.report.asked import ReportQuestion
from hotspots.workflows.report.incident_report import incident_blocks, subtitle
from hotspots.workflows.report.material import Material, gather_material, sources
from hotspots.workflows.report.news_chapter import news_chapter
from hotspots.workflows.report.profiles import profiles
from hotspots.workflows.report.summary_chapter import summary

SUFFIXES = (".docx", ".html", ".pdf")
_SENTENCE = 2  # blocks of a chapter that has nothing to tell: its heading and why


@dataclass(frozen=True)
class ReportFile:
    """Where a report goes; ``template`` is a Word document whose styles are used."""

    path: Path
    force: bool = False
    template: Path | None = None


def report(
    store_path: Path,
    question: ReportQuestion,
    files: Sequence[ReportFile],
    say: Say,
    progress: Progress,
) -> None:
    """Write one report in each of the files; the ending of each decides its format.

    ``progress`` is called with the number of steps that are done: the answers, the text with
    its pictures, and each file.
    """
    for file in files:
        _checked(file)
    steps = message("of {n} steps", n=2 + len(files))
    progress(steps, 0)
    material = gather_material(store_path, question, say)
    progress(steps, 1)
    made = made_report(question, material)
    for done, file in enumerate(files, start=2):
        progress(steps, done)
        _write(made, file, say)
    progress(steps, 2 + len(files))


def _checked(file: ReportFile) -> None:
    suffix = file.path.suffix.lower()
    if suffix not in SUFFIXES:
        raise UsageProblem(
            message(
                "{path}: name a report that ends in {suffixes}.",
                path=file.path,
                suffixes=", ".join(SUFFIXES),
            )
        )
    if file.template is not None and not file.template.is_file():
        raise UsageProblem(
            message("{template_}: there is no such template.", template_=file.template)
        )
    safe.refuse_overwrite(file.path, force=file.force)


def _write(made: Report, file: ReportFile, say: Say) -> None:
    writers: dict[str, Callable[[Report, ReportFile, Say], bytes]] = {
        ".docx": _docx, ".html": _html, ".pdf": _pdf,
    }  # fmt: skip
    content = writers[file.path.suffix.lower()](made, file, say)
    with safe.whole_file(file.path) as draft:
        draft.write_bytes(content)


def _docx(made: Report, file: ReportFile, say: Say) -> bytes:
    from hotspots.output.report.docx import as_docx

    written = as_docx(made, file.template)
    if written.missing_styles:
        say(
            message(
                "{template_} has no style {missing_styles}: hotspots' own is used.",
                template_=file.template,
                missing_styles=", ".join(map(repr, written.missing_styles)),
            )
        )
    return written.content


def _html(made: Report, _: ReportFile, __: Say) -> bytes:
    from hotspots.output.report.html import as_html

    return as_html(made).encode()


def _pdf(made: Report, _: ReportFile, __: Say) -> bytes:
    from hotspots.output.report.pdf import as_pdf

    return as_pdf(made)


def made_report(question: ReportQuestion, material: Material) -> Report:
    """Return the report's content; every number is that of the command it comes from."""
    lang = question.question.lang
    facts = report_facts(material, lang)
    rests_on = sources(material)
    standing = questions.standing_notes(rests_on, material.frame.area_set, lang)
    basis = chapters.ChapterBasis(question, material, facts, standing)
    line = text(lang, "page.source", source=source_line(rests_on, lang))
    return Report(
        lang=lang,
        title=facts.say("title"),
        subtitle=facts.say("subtitle") if material.figures else subtitle(material, facts),
        made_on=question.made_on,
        date_line=facts.say("date_line", day=day(lang, question.made_on)),
        source=line,
        mark=_mark(rests_on, material.change_rows, lang),
        warnings=standing,
        words={one: facts.say(one) for one in words.WORDS},
        blocks=flowing(_blocks(basis)),
    )


def report_facts(material: Material, lang: Lang) -> ReportFacts:
    """Return what the report is about; without figures it has no indicator to name."""
    frame, figures = material.frame, material.figures
    return ReportFacts(
        indicator=figures.change.scope.indicator_name(lang) if figures else "",
        set_name=frame.set_name, baseline=frame.baseline, year=frame.period,
        measure=figures.change.scope.indicator["measure"] if figures else "share", lang=lang,
    )  # fmt: skip


def _blocks(basis: chapters.ChapterBasis) -> list[Block]:
    """Return all chapters in order."""
    material, facts = basis.material, basis.facts
    if material.figures is None:
        return incident_blocks(basis)
    return [
        *summary(material, material.figures, facts),
        *news_chapter(basis),
        *chapters.overview(basis, material.figures),
        *chapters.priority(basis, material.figures),
        *profiles(material, facts),
        *chapters.goals(basis),
        *chapters.hotspots(basis),
        *words.method(facts),
        *chapters.data(basis),
    ]


def flowing(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with no page begun after a chapter that leaves half of one.

    That is a chapter of one sentence, and one of an odd number of profiles, two to a page.
    """
    starts = [
        index
        for index, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    after = {later for first, later in pairwise(starts)
             if later - first == _SENTENCE or _n_kept(blocks[first:later]) % 2}  # fmt: skip
    return [replace(block, flows=block.flows or index in after)
            if isinstance(block, Heading) else block
            for index, block in enumerate(blocks)]  # fmt: skip


def _n_kept(blocks: Sequence[Block]) -> int:
    return sum(isinstance(block, Heading) and block.keeps > 0 for block in blocks)


def _mark(rests_on: Sequence[Source], rows: Sequence[ChangeRow], lang: Any) -> str:
    synthetic = (
        [text(lang, "words.synthetic")] if any(one["synthetic"] for one in rests_on) else []
    )
    return " · ".join([text(lang, "words.internal"), *synthetic, *foremost_words(rows, lang)])

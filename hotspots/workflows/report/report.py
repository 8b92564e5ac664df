"""The yearly status as a document: what was found, put in order and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from typing import Any

from hotspots import safe
from hotspots.errors import UsageProblem
from hotspots.language import Progress, Say, message
from hotspots.model.answer import Source
from hotspots.model.report import Block, Bullets, Heading, Paragraph, Report
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking import questions
from hotspots.workflows.report import chapters
from hotspots.workflows.report.material import Material, ReportQuestion, gather_material, sources
from hotspots.workflows.report.news_chapter import news_chapter
from hotspots.workflows.report.profiles import profiles

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
    scope, lang = material.change.scope, question.question.lang
    facts = ReportFacts(
        indicator=scope.indicator_name(lang), set_name=scope.set_name,
        baseline=scope.baseline_period, year=scope.period,
        measure=scope.indicator["measure"], lang=lang,
    )  # fmt: skip
    rests_on = sources(material)
    standing = questions.standing_notes(rests_on, scope.area_set, lang)
    basis = chapters.ChapterBasis(question, material, facts, standing)
    blocks: list[Block] = [
        *_summary(material, facts),
        *news_chapter(basis),
        *chapters.overview(basis),
        *chapters.priority(basis),
        *profiles(material, facts),
        *chapters.goals(basis),
        *chapters.hotspots(basis),
        *words.method(facts),
        *chapters.data(basis),
    ]
    line = text(lang, "page.source", source=source_line(rests_on, lang))
    return Report(
        lang=lang,
        title=facts.say("title"),
        subtitle=facts.say("subtitle"),
        made_on=question.made_on,
        date_line=facts.say("date_line", day=day(lang, question.made_on)),
        source=line,
        mark=_mark(rests_on, lang),
        warnings=standing,
        words={one: facts.say(one) for one in words.WORDS},
        blocks=flowing(blocks),
    )


def flowing(blocks: Sequence[Block]) -> list[Block]:
    """Return the blocks with no page begun after a chapter of one sentence."""
    starts = [
        index
        for index, block in enumerate(blocks)
        if isinstance(block, Heading) and block.level == 1
    ]
    after = {later for first, later in pairwise(starts) if later - first == _SENTENCE}
    return [replace(block, flows=index in after) if isinstance(block, Heading) else block
            for index, block in enumerate(blocks)]  # fmt: skip


def _mark(rests_on: Sequence[Source], lang: Any) -> str:
    synthetic = (
        [text(lang, "words.synthetic")] if any(one["synthetic"] for one in rests_on) else []
    )
    return " · ".join([text(lang, "words.internal"), *synthetic])


def _summary(material: Material, facts: ReportFacts) -> list[Block]:
    lead, *rest = words.changes(material.change.rows, facts)
    if material.priority is not None:
        rest += chapters.first_places(material, facts)
    rest += [*_crime(material, facts), *_spots(material, facts), *_targets(material, facts)]
    return [
        Heading(1, facts.say("summary")),
        Paragraph(lead, "lead"),
        Heading(2, facts.say("main_findings")),
        Bullets(rest),
        Heading(2, facts.say("how_sure")),
        Paragraph(facts.say("sure")),
    ]


def _crime(material: Material, facts: ReportFacts) -> list[str]:
    if material.crime is None:
        return [facts.say("no_crime")]
    settings = material.crime.settings
    return [words.crime(row, settings, facts) for row in material.crime.rows if row["area"] == "*"]


def _spots(material: Material, facts: ReportFacts) -> list[str]:
    if material.hotspots is None or material.period is None:
        return [chapters.no_hotspots(material, facts)]
    sentences = [words.hotspots(material.hotspots.rows, material.period, facts)]
    if material.review is None:
        return [*sentences, facts.say("no_review")]
    before = chapters.days_of(material.review.settings["before"])
    return [*sentences, words.review(material.review.rows, before, facts)]


def _targets(material: Material, facts: ReportFacts) -> list[str]:
    if material.goals is None:
        return [facts.say("no_goals")]
    return [words.targets(material.goals.rows, facts)]

"""The yearly status as a document: what was found, put in order and written."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from hotspots import safe, targets
from hotspots.errors import UsageProblem
from hotspots.language import Lang, Progress, Say, message
from hotspots.model.answer import Source
from hotspots.model.indicators import ChangeRow
from hotspots.model.report import Block, Heading, Report, SlideShow
from hotspots.output.templates.removed import removed_words
from hotspots.sentences.indicators.change import foremost_words
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.sources import source_line
from hotspots.sentences.texts import day, text
from hotspots.workflows.asking import every_output
from hotspots.workflows.asking.area_sets import title_of
from hotspots.workflows.report import chapters
from hotspots.workflows.report.asked import ReportQuestion
from hotspots.workflows.report.incident_report import incident_blocks, subtitle
from hotspots.workflows.report.lacking import unread
from hotspots.workflows.report.material import Material, gather_material, sources
from hotspots.workflows.report.news_chapter import news_chapter
from hotspots.workflows.report.profiles import profiles
from hotspots.workflows.report.slides import drawn_maps, made_slides
from hotspots.workflows.report.summary_chapter import summary

if TYPE_CHECKING:
    from hotspots.output.templates.clean import CleanTemplate

SUFFIXES = (".docx", ".html", ".pdf", ".pptx")
_SENTENCE = 2  # blocks of a chapter that has nothing to tell: its heading and why


@dataclass(frozen=True)
class ReportFile:
    """Where a report goes; ``template`` is a document of its kind whose looks are used."""

    path: Path
    force: bool = False
    template: Path | None = None


class Target(NamedTuple):
    """A file to write, and what is left of its template."""

    file: ReportFile
    template: "CleanTemplate | None"


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
    templates = {file.path: _clean(file.path, file.template, say)
                 for file in files if file.template}  # fmt: skip
    steps = message("of {n} steps", n=2 + len(files))
    progress(steps, 0)
    material = gather_material(store_path, question, say)
    progress(steps, 1)
    basis = report_basis(question, material)
    made = Made(basis)
    for done, file in enumerate(files, start=2):
        progress(steps, done)
        _write(made, Target(file, templates.get(file.path)), say)
    progress(steps, 2 + len(files))


class Made:
    """The report and the slides of one basis, each made when it is first asked for."""

    def __init__(self, basis: chapters.ChapterBasis) -> None:
        self.basis = basis

    @cached_property
    def report(self) -> Report:
        """Return the report."""
        return made_report(self.basis)

    @cached_property
    def slides(self) -> SlideShow:
        """Return the slides; maps that the report has are not drawn again."""
        drawn = drawn_maps(self.report.blocks) if "report" in self.__dict__ else {}
        return made_slides(self.basis, _cover(self.basis), drawn)


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
    targets.refuse_overwrite(file.path, force=file.force)


def _clean(path: Path, template: Path, say: Say) -> "CleanTemplate":
    """Return a template without what it fetches or runs, which is said."""
    from hotspots.output.report import docx_file, pptx_file

    if path.suffix.lower() == ".pptx":
        clean = pptx_file.cleaned_template(template)
    else:
        clean = docx_file.cleaned_template(template)
    if clean.removed:
        say(
            message(
                "{template_}: left out for safety: {things}.",
                template_=template,
                things=removed_words(clean.removed),
            )
        )
    return clean


def _write(made: Made, target: Target, say: Say) -> None:
    writers: dict[str, Callable[[Made, Target, Say], bytes]] = {
        ".docx": _docx, ".html": _html, ".pdf": _pdf, ".pptx": _pptx,
    }  # fmt: skip
    path = target.file.path
    content = writers[path.suffix.lower()](made, target, say)
    with safe.whole_file(path) as draft:
        draft.write_bytes(content)


def _docx(made: Made, target: Target, say: Say) -> bytes:
    from hotspots.output.report.docx import as_docx

    written = as_docx(made.report, target.template)
    if written.missing_styles:
        say(
            message(
                "{template_} has no style {missing_styles}: hotspots' own is used.",
                template_=target.file.template,
                missing_styles=", ".join(map(repr, written.missing_styles)),
            )
        )
    return written.content


def _html(made: Made, _: Target, __: Say) -> bytes:
    from hotspots.output.report.html import as_html

    return as_html(made.report).encode()


def _pdf(made: Made, _: Target, __: Say) -> bytes:
    from hotspots.output.report.pdf import as_pdf

    return as_pdf(made.report)


def _pptx(made: Made, target: Target, _: Say) -> bytes:
    from hotspots.output.report.pptx import as_pptx

    return as_pptx(made.slides, target.template)


def report_basis(question: ReportQuestion, material: Material) -> chapters.ChapterBasis:
    """Return what reports and slides are made from."""
    lang = question.question.lang
    rests_on = sources(material)
    standing = every_output.standing_notes(rests_on, material.frame.area_set, lang)
    line = text(lang, "page.source", source=source_line(rests_on, lang))
    return chapters.ChapterBasis(question, material, report_facts(material, lang), standing, line)


def made_report(basis: chapters.ChapterBasis) -> Report:
    """Return the report's content; every number is that of the command it comes from."""
    cover, facts = _cover(basis), basis.facts
    return Report(
        lang=cover.lang,
        title=cover.title,
        subtitle=cover.subtitle,
        made_on=cover.made_on,
        date_line=cover.date_line,
        source=basis.source,
        mark=cover.mark,
        warnings=cover.warnings,
        words={one: facts.say(one) for one in words.WORDS},
        blocks=flowing(_blocks(basis)),
    )


def _cover(basis: chapters.ChapterBasis) -> SlideShow:
    """Return the first page, which reports and slides share."""
    material, facts, made_on = basis.material, basis.facts, basis.question.made_on
    return SlideShow(
        lang=facts.lang,
        title=facts.say("title"),
        subtitle=facts.say("subtitle") if material.figures else subtitle(material, facts),
        made_on=made_on,
        date_line=facts.say("date_line", day=day(facts.lang, made_on)),
        mark=_mark(sources(material), material.change_rows, facts.lang),
        warnings=basis.standing,
        slides=(),
    )


def report_facts(material: Material, lang: Lang) -> ReportFacts:
    """Return what the report is about; without figures it has no indicator to name."""
    frame, figures = material.frame, material.figures
    return ReportFacts(
        indicator=figures.change.scope.indicator_name(lang) if figures else "",
        set_name=title_of(frame.area_set), baseline=frame.baseline, year=frame.period,
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
        *words.method(facts, unread(material)),
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

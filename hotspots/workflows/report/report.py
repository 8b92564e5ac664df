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
from hotspots.workflows.report.material import AskedReport, Material, material, sources
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
    question: AskedReport,
    files: Sequence[ReportFile],
    say: Say,
    progress: Progress,
) -> None:
    """Write one report in each of the files; the ending of each decides its format.

    ``progress`` is called with the number of steps that are done: the answers, the text with
    its pictures, and each file.
    """
    for one in files:
        _checked(one)
    steps = message("of {n} steps", n=2 + len(files))
    progress(steps, 0)
    found = material(store_path, question, say)
    progress(steps, 1)
    made = made_report(question, found)
    for done, one in enumerate(files, start=2):
        progress(steps, done)
        _write(made, one, say)
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


def made_report(question: AskedReport, found: Material) -> Report:
    """Return the report's content; every number is that of the command it comes from."""
    scope, lang = found.change.scope, question.asked.lang
    facts = ReportFacts(
        indicator=scope.indicator_name(lang), set_name=scope.set_name, baseline=scope.baseline,
        year=scope.year, measure=scope.indicator["measure"], lang=lang,
    )  # fmt: skip
    rests_on = sources(found)
    standing = questions.standing_notes(rests_on, scope.area_set, lang)
    shown = chapters.Shown(question, found, facts, standing)
    blocks: list[Block] = [
        *_summary(found, facts),
        *chapters.overview(shown),
        *chapters.priority(shown),
        *profiles(found, facts),
        *chapters.goals(shown),
        *chapters.hotspots(shown),
        *words.method(facts),
        *chapters.data(shown),
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
    starts = [at for at, one in enumerate(blocks) if isinstance(one, Heading) and one.level == 1]
    after = {later for first, later in pairwise(starts) if later - first == _SENTENCE}
    return [replace(one, flows=at in after) if isinstance(one, Heading) else one
            for at, one in enumerate(blocks)]  # fmt: skip


def _mark(rests_on: Sequence[Source], lang: Any) -> str:
    synthetic = (
        [text(lang, "words.synthetic")] if any(one["synthetic"] for one in rests_on) else []
    )
    return " · ".join([text(lang, "words.internal"), *synthetic])


def _summary(found: Material, facts: ReportFacts) -> list[Block]:
    lead, *rest = words.changes(found.change.rows, facts)
    if found.priority is not None:
        rest += chapters.first_places(found, facts)
    rest += [*_crime(found, facts), *_spots(found, facts), *_targets(found, facts)]
    return [
        Heading(1, facts.say("summary")),
        Paragraph(lead, "lead"),
        Heading(2, facts.say("main_findings")),
        Bullets(rest),
        Heading(2, facts.say("how_sure")),
        Paragraph(facts.say("sure")),
    ]


def _crime(found: Material, facts: ReportFacts) -> list[str]:
    if found.crime is None:
        return [facts.say("no_crime")]
    settings = found.crime.settings
    return [words.crime(row, settings, facts) for row in found.crime.rows if row["area"] == "*"]


def _spots(found: Material, facts: ReportFacts) -> list[str]:
    if found.hotspots is None or found.period is None:
        return [chapters.no_hotspots(found, facts)]
    told = [words.hotspots(found.hotspots.rows, found.period, facts)]
    if found.review is None:
        return [*told, facts.say("no_review")]
    before = chapters.days_of(found.review.settings["before"])
    return [*told, words.review(found.review.rows, before, facts)]


def _targets(found: Material, facts: ReportFacts) -> list[str]:
    if found.goals is None:
        return [facts.say("no_goals")]
    return [words.targets(found.goals.rows, facts)]

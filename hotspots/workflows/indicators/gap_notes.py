"""What must travel with an answer about a gap: groups, breaks, editions, limits."""

from collections.abc import Mapping, Sequence

from hotspots.analysis.indicators.gap_rows import GapQuestion, GroupFigures
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import GapRow
from hotspots.sentences.texts import counted, text
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.change_notes import (
    assumed_notes,
    break_notes,
    family_note,
    thin_notes,
)


def gap_notes(
    scope: Scope,
    asked: Question,
    question: GapQuestion,
    rows: Sequence[GapRow],
    figures: Mapping[str, GroupFigures],
) -> list[str]:
    """Return the notes on a gap, the gravest first."""
    lang = asked.lang
    flags = {flag for row in rows for flag in row.flags}
    used = [one for pairs in figures.values() for one in (*pairs.earlier, *pairs.later) if one]
    n_tests = sum(row.p is not None and row.area != CITY for row in rows)
    return [
        *(break_notes(scope, lang) if question.baseline else []),
        text(lang, "note.gap", first=question.first_group, second=question.second_group),
        *_from_answers(rows, lang),
        *_editions(question, figures, lang),
        *assumed_notes(asked, used),
        *family_note(n_tests, asked.adjust, lang),
        *thin_notes(asked, too_few="too_few_answers" in flags, unreliable="unreliable" in flags),
    ]


def _from_answers(rows: Sequence[GapRow], lang: Lang) -> list[str]:
    n_rows = sum("from_answers" in row.flags for row in rows)
    return [counted(lang, "note.gap_answers", n_rows, n_rows=n_rows)] if n_rows else []


def _editions(question: GapQuestion, figures: Mapping[str, GroupFigures], lang: Lang) -> list[str]:
    """Return the editions of the figures of each year, or part of one."""
    later = [one for pairs in figures.values() for one in pairs.later]
    sides = [(question.period, later)]
    if question.baseline is not None:
        earlier = [one for pairs in figures.values() for one in pairs.earlier]
        sides.insert(0, (question.baseline, earlier))
    notes = []
    for period, used in sides:
        editions = {one["edition"] for one in used if one and one["edition"] is not None}
        listed = ", ".join(map(str, sorted(editions)))
        notes += [text(lang, "note.edition", year=period, editions=listed)] if listed else []
    return notes

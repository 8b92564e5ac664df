"""What an order says that rests on cleared counts: places that they do not decide, and notes."""

from collections.abc import Sequence

from hotspots.analysis.incidents.rates import IncidentCounts
from hotspots.language import Lang
from hotspots.model.indicators import PriorityRow
from hotspots.sentences.incidents.cleared import classes_note
from hotspots.sentences.texts import counted, rate_number, text


def cleared_notes(
    rows: Sequence[PriorityRow], data: IncidentCounts, k: int, lang: Lang
) -> list[str]:
    """Return the sentences that must stand beside an order in which counts are cleared."""
    notes = [classes_note(k, lang), text(lang, "note.occurred")]
    if not data.population:
        notes.append(text(lang, "note.no_population", year=data.year))
    undecided = [row.name for row in rows if is_undecided(row)]
    if undecided:
        notes.append(counted(lang, "map_priority.undecided_note", len(undecided),
                             n_areas=len(undecided), names=", ".join(undecided)))  # fmt: skip
    return notes


def is_undecided(row: PriorityRow) -> bool:
    """Tell whether an area may have several places, for all that is published."""
    return row.rank is None and row.rank_low is not None


def place_words(row: PriorityRow) -> str:
    """Return the place of an area, or between which places it lies; nothing without any."""
    if is_undecided(row):
        return f"{row.rank_low}–{row.rank_high}"
    return "" if row.rank is None else str(row.rank)


def rate_words(row: PriorityRow, lang: Lang) -> str:
    """Return the rate of an area, or what it is under; nothing where there is none."""
    if row.rate_per_1000 is not None:
        return rate_number(lang, row.rate_per_1000)
    below = None if row.reported is None else row.reported.rate_below_per_1000
    return "" if below is None else text(lang, "cleared.under_rate", rate=rate_number(lang, below))

"""Why an area stands where it stands, in words."""

from collections.abc import Sequence
from itertools import groupby

from hotspots.language import Lang
from hotspots.model.indicators import PriorityRow, RankQuestion
from hotspots.sentences.indicators.change import share
from hotspots.sentences.priority.cleared import rate_words
from hotspots.sentences.texts import number, text


def rank_note(draws: int, ranks: RankQuestion, lang: Lang) -> str:
    """Return where the interval of a place by level comes from, and for whom it holds."""
    kind = "joint" if ranks.joint else ranks.estimate
    return text(lang, f"map_priority.note_rank_{kind}", draws=number(lang, draws), seed=ranks.seed)


def tie_note(rows: Sequence[PriorityRow], lang: Lang) -> list[str]:
    """Return which placed areas nothing tells apart, so that their codes decide; else nothing.

    Areas whose counts are cleared are left out: what their counts decide is said elsewhere.
    """
    placed = [row for row in rows if row.rank is not None and row.reported is None]
    runs = [[row.name for row in run] for _, run in groupby(placed, key=_what_decides)]
    ties = "; ".join(", ".join(run) for run in runs if len(run) > 1)
    return [text(lang, "note.priority_ties", names=ties)] if ties else []


def _what_decides(row: PriorityRow) -> tuple[object, ...]:
    level = row.percent if row.estimate is None else row.estimate
    return row.category, row.light == "green", row.light == "red", level, row.rate_per_1000


def reasons(row: PriorityRow, n_levels: int, ranks: RankQuestion, lang: Lang) -> tuple[str, ...]:
    """Return the reasons in the order in which they decide: category, light, level, crime."""
    estimated = ranks.estimate == "shared" and row.estimate is not None
    if row.percent is None and not estimated:
        return _reasons(row, "", lang)
    level = {
        "percent": share(
            row.estimate if estimated else row.percent, None if estimated else row.decimals, lang
        ),
        "rank": row.level_rank,
        "n": n_levels,
    }
    key = "reason.estimate" if estimated else "reason.level"
    return _reasons(row, text(lang, key, **level), lang)


def reasons_beside_place(row: PriorityRow, lang: Lang) -> tuple[str, ...]:
    """Return the same where the place by level stands in a column of its own."""
    level = "" if row.percent is None else share(row.percent, row.decimals, lang)
    return _reasons(row, level, lang)


def _reasons(row: PriorityRow, level: str, lang: Lang) -> tuple[str, ...]:
    texts = []
    if row.category is not None:
        texts.append(text(lang, "reason.category", category=row.category))
    if not level:
        return (*texts, text(lang, "reason.no_level", year=row.period))
    texts += [text(lang, f"reason.{row.light}", year=row.baseline_period), level]
    if rate := rate_words(row, lang):
        texts.append(text(lang, "reason.rate", rate=rate))
    return tuple(texts)

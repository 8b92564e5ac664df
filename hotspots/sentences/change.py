"""What a change of a share means, in a sentence that a committee can read."""

from hotspots.model.change import CITY, ChangeRow
from hotspots.model.page import Lang
from hotspots.sentences.texts import number, text


def change_sentence(row: ChangeRow, lang: Lang) -> str:
    """Say what became of one area; undecided is said as plainly as better and worse."""
    name = text(lang, "change.city") if row.area == CITY else row.name
    if row.verdict in {"no_baseline", "no_figure"}:
        year = row.baseline_year if row.verdict == "no_baseline" else row.year
        return text(lang, f"change.{row.verdict}", name=name, year=year)
    values = {
        "name": name,
        "earlier": share(row.baseline_percent, row.baseline_decimals, lang),
        "later": share(row.percent, row.decimals, lang),
        "baseline_year": row.baseline_year,
        "year": row.year,
        "change": points(row.change_pp, lang),
        "low": points(row.ci_low_pp, lang),
        "high": points(row.ci_high_pp, lang),
    }
    return text(lang, f"change.{_kind(row)}", **values)


def _kind(row: ChangeRow) -> str:
    """Return the sentence's key; yellow beside an interval without 0 has a key of its own."""
    low, high = row.ci_low_pp, row.ci_high_pp
    alone = low is not None and high is not None and (low > 0 or high < 0)
    return f"{row.verdict}_in_family" if row.light == "yellow" and alone else row.verdict


def share(percent: float | None, decimals: int | None, lang: Lang) -> str:
    """Write a percentage with the decimals it was printed with, an exact one with one: ``9,4 %``.

    A figure printed as 11 is not shown as 11,0: that would claim what nobody said.
    """
    if percent is None:
        return text(lang, "words.not_available")
    return f"{number(lang, percent, 1 if decimals is None else min(decimals, 1))} %"


def points(value: float | None, lang: Lang) -> str:
    """Write a difference in percentage points with its sign: ``+1,2``, ``−0,4``."""
    if value is None:
        return text(lang, "words.not_available")
    rounded = round(value, 1) or 0.0
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{number(lang, abs(rounded), 1)}"

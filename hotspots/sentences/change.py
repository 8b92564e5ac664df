"""What a change of a share means, in a sentence that a committee can read."""

from collections.abc import Iterable

from hotspots.model.change import CITY, ChangeRow
from hotspots.model.page import Lang
from hotspots.sentences.texts import number, text

_WHOLE = 1e-9


def change_sentence(row: ChangeRow, lang: Lang) -> str:
    """Say what became of one area; undecided is said as plainly as better and worse."""
    name = text(lang, "change.city") if row.area == CITY else row.name
    if row.verdict in {"no_baseline", "no_figure"}:
        year = row.baseline_year if row.verdict == "no_baseline" else row.year
        return text(lang, f"change.{row.verdict}", name=name, year=year)
    decimals = shown_decimals([row.baseline_percent, row.percent])
    values = {
        "name": name,
        "earlier": share(row.baseline_percent, lang, decimals),
        "later": share(row.percent, lang, decimals),
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


def shown_decimals(percents: Iterable[float | None]) -> int:
    """Return the decimals of figures that stand together: 1, or 0 where all are whole."""
    known = [percent for percent in percents if percent is not None]
    return 0 if all(abs(percent - round(percent)) < _WHOLE for percent in known) else 1


def share(percent: float | None, lang: Lang, decimals: int) -> str:
    """Write a percentage: ``9,4 %``."""
    if percent is None:
        return text(lang, "words.not_available")
    return f"{number(lang, percent, decimals)} %"


def points(value: float | None, lang: Lang) -> str:
    """Write a difference in percentage points with its sign: ``+1,2``, ``−0,4``."""
    if value is None:
        return text(lang, "words.not_available")
    rounded = round(value, 1) or 0.0
    sign = "−" if rounded < 0 else "+" if rounded > 0 else ""
    return f"{sign}{number(lang, abs(rounded), 1)}"

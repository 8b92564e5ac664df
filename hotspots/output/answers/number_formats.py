"""How a workbook shows the numbers and dates of each column; the values stay as they are."""

import re
from datetime import UTC, date, datetime
from typing import Any

from hotspots.language import Lang
from hotspots.model.rounding import is_rate, rate_decimals

_WHOLE, _PLAIN, _TENTHS, _HUNDREDTHS, _FOUR = "#,##0", "0", "#,##0.0", "#,##0.00", "0.0000"
_CHANCE: dict[Lang, str] = {
    "da": '[<0.00005]"< 0,0001";0.0000',
    "en": '[<0.00005]"< 0.0001";0.0000',
}
_PART = "0.0 %"
_POINTS = "+0.0;-0.0;0.0"
_DAY: dict[Lang, str] = {"da": "dd-mm-yyyy", "en": "d mmm yyyy"}
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_FORMATS = {
    **dict.fromkeys(("year", "baseline_year", "edition", "baseline_edition", "period",
                     "published_against", "x_m", "y_m", "load", "row", "superseded_by", "step",
                     "weekday", "hour", "rank", "rank_low", "rank_high", "level_rank",
                     "level_rank_low", "level_rank_high", "hotspot", "category_steps",
                     "trend_years", "decimals", "contour"), _PLAIN),
    "weight": _FOUR,
    **dict.fromkeys(("share", "share_nodata"), _PART),
    **dict.fromkeys(("n", "baseline_n", "before_n", "after_n", "population", "residents", "pairs",
                     "n_eff", "counted", "before", "after", "near_m", "moved_m", "from_m", "to_m",
                     "from_days", "to_days"), _WHOLE),
    **dict.fromkeys(("area_km2", "rate_ratio", "rr_low", "rr_high", "city_ratio",
                     "city_ratio_low", "city_ratio_high", "ratio", "gi_z", "gi_z_before",
                     "gi_z_after", "trend_z", "trend_per_year", "trend_low", "trend_high",
                     "times_expected", "assumed_deff"), _HUNDREDTHS),
    **dict.fromkeys(("published_change_pp", "city_diff_pp", "change_pp", "change_percent",
                     "ci_low_pp", "ci_high_pp", "city_low_pp", "city_high_pp", "ends_change_pp",
                     "ends_low_pp", "ends_high_pp", "break_step_pp"), _POINTS),
}  # fmt: skip
# Numbers that are parts of incidents or cells, and not counts.
_OF_TABLE = {"hours": {"n": _TENTHS}, "zonal": {"n_cells": _TENTHS}}
_CHANCES = frozenset({"p", "p_adjusted", "trend_p", "trend_p_adjusted"})
_COUNTS = ("n_", "rows_", "cells_", "steps_", "months_")


def number_format(command: str, name: str, value: float, lang: Lang, measure: str = "") -> str:
    """Return a format code for a number: by the column, else by its name and kind.

    A p-value below 0.0001 is shown as that, never as 0, and of a rate below 1 two digits.
    Excel and LibreOffice write the marks of the reader's own land in place of ``,`` and ``.``.
    """
    if name in _CHANCES:
        return _CHANCE[lang]
    if is_rate(command, name, measure):
        rate = f"#,##0.{'0' * rate_decimals(value)}"
        return f"+{rate};-{rate};{rate}" if _FORMATS.get(name) == _POINTS else rate
    code = _OF_TABLE.get(command, {}).get(name) or _FORMATS.get(name)
    if code == _WHOLE and value != int(value):
        return _TENTHS
    if code:
        return code
    return _WHOLE if is_count(name) or isinstance(value, int) else _TENTHS


def is_count(name: str) -> bool:
    """Return whether a column holds counts, which are written with marks between thousands."""
    return name.startswith(_COUNTS) or _FORMATS.get(name) == _WHOLE


def date_format(lang: Lang, moment: date) -> str:
    """Return a format code for a day, or for a day and its time."""
    return f"{_DAY[lang]} hh:mm" if isinstance(moment, datetime) else _DAY[lang]


def as_moment(value: Any) -> date | None:
    """Return a day or a time in UTC (without its zone) that a cell's text writes, or None."""
    if not isinstance(value, str):
        return None
    try:
        if _DATE.fullmatch(value):
            return date.fromisoformat(value)
        if _MOMENT.fullmatch(value):
            return datetime.fromisoformat(value).astimezone(UTC).replace(tzinfo=None)
    except ValueError:
        return None
    return None

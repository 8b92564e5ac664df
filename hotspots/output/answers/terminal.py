"""Answers as a table for the terminal: what a person can read, and the notes below it.

Every other format keeps every column. Here a column is left out where it says again what a
sentence or another column says, and texts that are the answer itself stand on several lines.
"""

import textwrap
import unicodedata
from collections.abc import Mapping, Sequence
from itertools import zip_longest
from typing import Any

from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.rounding import as_written, is_rate, rate_decimals
from hotspots.output.plain import cell
from hotspots.safe import shortened, terminal_text

_WIDEST = 34
# A table wider than this has its headings broken at their underscores.
_ROOM = 140
_TOO_WIDE = frozenset({
    "sentence", "sha256", "city_low_pp", "city_high_pp", "trend_years", "published_against",
    "rule", "programme", "definition", "trend_low", "trend_high", "trend_verdict",
    "trend_sentence", "assumed_deff", "ends_low_pp", "ends_high_pp", "ends_first_years",
    "ends_last_years",
})  # fmt: skip
_IN_SETTINGS = {"indicator": "indicator", "baseline_year": "baseline", "year": "year",
                "period": "year"}  # fmt: skip
# Texts that are the answer itself: written on several lines of this width, never cut off.
_WRAPPED: Mapping[str, Mapping[str, int]] = {
    "areas show": {"units": 40, "attributes": 60},
    "check": {"where": 24, "what": 46, "do": 38},
    "designations": {"kind": 19, "name": 26, "criteria_set": 26, "area_name": 24},
    "interventions": {
        "intervention": 18,
        "place": 16,
        "goal": 16,
        "committee": 16,
        "partners": 16,
        "budget": 12,
        "status": 12,
        "documentation": 20,
    },
    "goals": {"goal": 20, "sentence": 66, "name": 20, "missing": 38},
    "priority": {"reasons": 44, "flags": 24},
    "trace": {"what": 46, "value": 44},
    "change": {"flags": 24},
    "evaluate": {"measure": 32, "sentence": 84, "areas": 40},
    "review": {"sentence": 60, "flags": 18},
}
_BESIDE: Mapping[str, frozenset[str]] = {
    "check": frozenset({"area", "year", "indicator", "load", "row"}),
    "designations": frozenset({"set", "note", "origin"}),
    "interventions": frozenset({"place_id", "set", "area", "area_name", "outlined",
                                "dates_as_stated", "note", "origin", "load", "row"}),
    "repeat": frozenset({"from_m", "to_m", "from_days", "to_days"}),
    "review": frozenset({"hotspot", "name", "change_percent", "x_m", "y_m", "verdict",
                         "cells_before", "cells_after"}),
    "evaluate": frozenset({"about", "value", "low", "high"}),
    "goals": frozenset({"scope", "indicator", "comparison", "flags", "note", "origin"}),
    "trace": frozenset({"set", "area", "name", "year", "indicator", "edition", "loaded_at",
                        "source"}),
}  # fmt: skip
_NO_AREA = frozenset({CITY, OUTSIDE, UNPLACED})
_CHANCES = frozenset({"p", "p_adjusted", "trend_p", "trend_p_adjusted"})
_LEAST_CHANCE = 0.0001
_DECIMALS = {
    "n": 0, "baseline_n": 0, "population": 0, "p": 4, "p_adjusted": 4, "rate_ratio": 2,
    "rr_low": 2, "rr_high": 2, "weight": 4, "trend_per_year": 2, "trend_p": 4,
    "trend_p_adjusted": 4, "city_ratio": 2,
    "city_ratio_low": 2, "city_ratio_high": 2, "area_km2": 2, "gi_z": 2, "share": 4, "ratio": 2,
}  # fmt: skip
# Numbers that are parts of incidents.
_DECIMALS_OF: Mapping[str, Mapping[str, int]] = {"hours": {"n": 1}}
# What a goal's sentence says in words.
_IN_SENTENCE = frozenset({
    "value", "baseline_year", "baseline", "year", "figure", "n_areas", "n_fulfilled", "n_not",
    "n_undecided", "missing", "areas",
})  # fmt: skip


def as_table(answer: Answer) -> str:
    """Return the rows as a table for a terminal, and the notes below it.

    Columns that are empty, too wide, or say the same as the settings or sentences are left out.
    """
    columns = [name for name in answer.columns if _is_printed(name, answer)]
    body = [line for row in answer.rows for line in _lines(row, columns, answer)]
    cells = [max(map(_width, column)) for column in zip(*body, strict=True)] or [0] * len(columns)
    heads = _headings(columns, cells)
    widths = [max(cell, *map(_width, parts)) for cell, parts in zip(cells, heads, strict=True)]
    numeric = [all(_is_number(row[name]) for row in answer.rows) for name in columns]
    lines = [_line(line, widths, numeric) for line in zip_longest(*heads, fillvalue="")]
    lines += [_line(line, widths, numeric) for line in (["─" * one for one in widths], *body)]
    notes = [shortened(terminal_text(note)) for note in answer.notes]
    return "\n".join([*lines, *(["", *notes] if notes else [])]) + "\n"


def aligned(
    headings: Sequence[str],
    rows: Sequence[Sequence[str]],
    numeric: Sequence[bool] | None = None,
    wrapped: Mapping[int, int] | None = None,
    widest: int = _WIDEST,
) -> list[str]:
    """Return the lines of a table of texts below its headings, which may be none.

    ``numeric`` columns stand to the right; ``wrapped`` ones, by their number, on several lines of
    a width. Other texts are cut off where they are wider than ``widest``.
    """
    body = [
        list(line)
        for row in rows
        for line in zip_longest(
            *(_in_lines(text, (wrapped or {}).get(at), widest) for at, text in enumerate(row)),
            fillvalue="",
        )
    ]
    lines = [[*headings], *body] if headings else body
    widths = [max(map(_width, column)) for column in zip(*lines, strict=True)]
    if headings:
        lines.insert(1, ["─" * width for width in widths])
    return [_line(line, widths, numeric or [False] * len(widths)) for line in lines]


def _in_lines(text: str, width: int | None, widest: int) -> list[str]:
    return [_cut(text, widest)] if width is None else _wrapped(text, width)


def _cut(text: str, widest: int = _WIDEST) -> str:
    plain = terminal_text(text)
    return plain if _width(plain) <= widest else plain[: widest - 1] + "…"


def _headings(columns: Sequence[str], cells: Sequence[int]) -> list[list[str]]:
    """Return each heading in lines: broken at underscores where the table is too wide."""
    across = sum(max(len(name), cell) + 2 for name, cell in zip(columns, cells, strict=True))
    if across <= _ROOM:
        return [[name] for name in columns]
    return [_broken(name, cell) for name, cell in zip(columns, cells, strict=True)]


def _broken(name: str, width: int) -> list[str]:
    first, *rest = name.split("_")
    lines = [first]
    for part in rest:
        if len(lines[-1]) + 1 + len(part) <= width:
            lines[-1] += f"_{part}"
        else:
            lines[-1] += "_"
            lines.append(part)
    return lines


def _lines(row: Mapping[str, Any], columns: Sequence[str], answer: Answer) -> list[list[str]]:
    """Return a row's cells, line by line where cells of this answer are wrapped."""
    wrapped = _WRAPPED.get(answer.command, {})
    measure = answer.settings.get("measure") or row.get("measure", "")
    cells = [
        _wrapped(row[name], wrapped[name])
        if name in wrapped
        else [_cell_text(row[name], name, answer.command, measure)]
        for name in columns
    ]
    return [list(line) for line in zip_longest(*cells, fillvalue="")]


def _wrapped(value: Any, width: int) -> list[str]:
    if value is None:
        return [""]
    text = shortened(terminal_text(str(cell(value))))
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _is_printed(name: str, answer: Answer) -> bool:
    wrapped = name in _WRAPPED.get(answer.command, {})
    if name in _BESIDE.get(answer.command, ()) or (name == "area" and _called_by_code(answer)):
        return False
    if name in _IN_SENTENCE and answer.command == "goals" and "sentence" in answer.columns:
        return False
    if name in _TOO_WIDE and not wrapped:
        return False
    if name in _IN_SETTINGS and _IN_SETTINGS[name] in answer.settings:
        return False
    return not answer.rows or any(_has_value(row[name]) for row in answer.rows)


def _called_by_code(answer: Answer) -> bool:
    """Return whether every area's code is its name, so that one of them is enough."""
    if not {"area", "name"} <= set(answer.columns):
        return False
    codes = {row["area"]: row["name"] for row in answer.rows if row["area"] not in _NO_AREA}
    return bool(codes) and all(code == name for code, name in codes.items())


def _has_value(value: Any) -> bool:
    return value not in (None, (), [], {}, "")


def _is_number(value: Any) -> bool:
    return value is None or (isinstance(value, int | float) and not isinstance(value, bool))


def _cell_text(value: Any, name: str, command: str, measure: str) -> str:
    if not _has_value(value):
        return ""
    if isinstance(value, float):
        decimals = _DECIMALS_OF.get(command, {}).get(name, _DECIMALS.get(name, 1))
        if is_rate(command, name, measure):
            decimals = rate_decimals(value)
        if name in _CHANCES and value < _LEAST_CHANCE:
            return f"<{_LEAST_CHANCE}"
        return f"{as_written(value, decimals):.{decimals}f}"
    return _cut(str(cell(value)))


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (width - _width(text)) + text if right else text + " " * (width - _width(text))
        for text, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return "  ".join(padded).rstrip()

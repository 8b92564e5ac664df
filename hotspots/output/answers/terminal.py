"""Answers as a table for the terminal: what a person can read, and the notes below it.

CSV and JSON keep every column by its public name. A table has the columns of
``maps/columns/terminal.toml``, called by words, then as many of the others as its width has room
for.
"""

import re
import textwrap
import tomllib
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from typing import Any

from hotspots import shipped
from hotspots.model.answer import Answer
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED
from hotspots.model.rounding import as_written, is_rate, rate_decimals
from hotspots.output.answers.columns import table_of
from hotspots.output.answers.headings import heading, word
from hotspots.output.answers.number_formats import is_count
from hotspots.output.plain import cell
from hotspots.safe import shortened, terminal_text
from hotspots.sentences.texts import text as output_text

_WIDEST = 34
_NARROWEST = 8
_GAP = "  "
_SPEC = re.compile(r"(\w+)(?:\((\w+),(\w+)\))?(\*?)")
# What the settings say of all rows.
_IN_SETTINGS = {"indicator": "indicator", "baseline_year": "baseline", "year": "year",
                "period": "year"}  # fmt: skip
# Flags without which a change is read as what it is not.
_WEIGHTY = {"definition_break", "break_adjusted", "assumed_n"}
_NO_AREA = frozenset({CITY, OUTSIDE, UNPLACED})
_CHANCES = frozenset({"p", "p_adjusted", "trend_p", "trend_p_adjusted"})
_LEAST_CHANCE = 0.0001
_DECIMALS = {
    "n": 0, "baseline_n": 0, "population": 0, "p": 4, "p_adjusted": 4, "rate_ratio": 2,
    "rr_low": 2, "rr_high": 2, "weight": 4, "trend_per_year": 2, "trend_p": 4,
    "trend_p_adjusted": 4, "city_ratio": 2,
    "city_ratio_low": 2, "city_ratio_high": 2, "area_km2": 2, "gi_z": 2, "share": 4, "ratio": 2,
    "ratio_low": 2, "ratio_high": 2,
}  # fmt: skip
# Means of counts, whose tenths say something of small ones alone.
_MEANS, _TENTHS_BELOW = frozenset({"usual_mean"}), 10
# Numbers that are parts of incidents.
_DECIMALS_OF: Mapping[str, Mapping[str, int]] = {"hours": {"n": 1}}


@dataclass(frozen=True)
class _TableColumn:
    """A column of a table: a name, or a figure and the two ends of its interval."""

    names: tuple[str, ...]
    is_wrapped: bool = False


@dataclass(frozen=True)
class _PrintedColumn:
    """A column with its heading and the texts of its cells; numbers stand to the right."""

    head: str
    cells: Sequence[str]
    is_wrapped: bool
    is_number: bool

    @property
    def width(self) -> int:
        """Return how wide the cells are, or a heading's longest word."""
        return max(self.least_head, *map(_width, self.cells), 0)

    @property
    def least_head(self) -> int:
        """Return how wide a heading's longest word is."""
        return max(map(_width, self.head.split(" ")), default=0)


def as_table(answer: Answer, width: int | None = None) -> str:
    """Return the rows as a table, and the notes below it.

    A table has at most the given width, where there is one and its columns allow it. Without a
    width it has every column that is not empty.
    """
    columns = _fitting(answer, width) if width else [
        _printed(answer, column) for column in _further_columns(answer, ())
    ]  # fmt: skip
    lines = _table_lines(columns, _widths(columns, width))
    notes = [shortened(terminal_text(note)) for note in answer.notes]
    return "\n".join([*lines, *(["", *notes] if notes else [])]) + "\n"


def _fitting(answer: Answer, width: int) -> list[_PrintedColumn]:
    """Return the columns of a table's short form, then those others that there is room for."""
    chosen = [column for column in short_form(answer) if _has_values(answer, column)]
    further = _further_columns(answer, _taken(answer, chosen)) if answer.rows or not chosen else []
    columns = [_printed(answer, column) for column in chosen]
    for column in further:
        wider = [*columns, _printed(answer, column)]
        if chosen and _across([column.width for column in wider]) > width:
            break
        columns = wider
    return columns


@cache
def _short_forms() -> Mapping[str, Sequence[str]]:
    forms: Mapping[str, Sequence[str]] = tomllib.loads(shipped.text("maps/columns/terminal.toml"))
    return forms


def short_form(answer: Answer) -> list[_TableColumn]:
    """Return the columns of an answer's table that a terminal shows first."""
    table = table_of(answer.command, answer.columns, answer.lang)
    columns = []
    for spec in _short_forms().get(table, ()):
        match = _SPEC.fullmatch(spec)
        if match is None:
            raise ValueError(spec)
        *names, star = match.groups()
        columns.append(_TableColumn(tuple(name for name in names if name), bool(star)))
    return [each for column in columns for each in _instead(answer, column)]


def _instead(answer: Answer, column: _TableColumn) -> list[_TableColumn]:
    """Return what stands in the place of a column where rows need to be told apart or marked.

    A group stands in the place of the code, flags that change the meaning in that of the light.
    """
    if column.names == ("area",) and _is_filled(answer, "group"):
        return []
    if column.names == ("name",) and _is_filled(answer, "group"):
        return [column, _TableColumn(("group",))]
    is_marked = any(_WEIGHTY & {*(row.get("flags") or ())} for row in answer.rows)
    if column.names == ("light",) and is_marked:
        return [_TableColumn(("flags",), is_wrapped=True)]
    return [column]


def _is_filled(answer: Answer, name: str) -> bool:
    return any(_has_value(row.get(name)) for row in answer.rows)


def front_columns(answer: Answer, most: int) -> list[str]:
    """Return the names of the columns that a reader needs first, at most so many of them."""
    short = [column for column in short_form(answer) if _has_values(answer, column)]
    names = [name for column in short for name in column.names]
    further = [column.names[0] for column in _further_columns(answer, _taken(answer, short))]
    return [*names, *further][:most]


def _taken(answer: Answer, columns: Sequence[_TableColumn]) -> list[str]:
    """Return the names that need no column: those of others, and what the settings say of all."""
    of_settings = [name for name, key in _IN_SETTINGS.items() if key in answer.settings]
    return [*of_settings, *(name for column in columns for name in column.names)]


def _has_values(answer: Answer, column: _TableColumn) -> bool:
    name = column.names[0]
    if not set(column.names) <= set(answer.columns):
        return False
    if name == "area" and _called_by_code(answer):
        return False
    return not answer.rows or any(_has_value(row[name]) for row in answer.rows)


def _further_columns(answer: Answer, taken: Sequence[str]) -> list[_TableColumn]:
    wrapped = {column.names[0] for column in short_form(answer) if column.is_wrapped}
    columns = (
        _TableColumn((name,), name in wrapped) for name in answer.columns if name not in taken
    )
    return [column for column in columns if _has_values(answer, column)]


def _printed(answer: Answer, column: _TableColumn) -> _PrintedColumn:
    table = table_of(answer.command, answer.columns, answer.lang)
    head = heading(answer, table, column.names[0])
    if len(column.names) > 1:
        head = output_text(answer.lang, "terminal.with_interval", head=head)
    cells = [_cell(answer, row, column) for row in answer.rows]
    numeric = all(_is_number(row[column.names[0]]) for row in answer.rows)
    return _PrintedColumn(head, cells, column.is_wrapped, numeric)


def _cell(answer: Answer, row: Mapping[str, Any], column: _TableColumn) -> str:
    measure = answer.settings.get("measure") or row.get("measure", "")
    texts = [_cell_text(answer, row[name], name, measure) for name in column.names]
    if column.is_wrapped:
        return shortened(texts[0])
    if len(texts) > 1 and any(texts[1:]):
        value, low, high = texts
        return output_text(answer.lang, "terminal.interval", value=value, low=low, high=high)
    return _cut(texts[0])


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


def _cell_text(answer: Answer, value: Any, name: str, measure: str) -> str:
    if not _has_value(value) or (name == "area" and value == OUTSIDE):
        return ""
    if isinstance(value, float) and name in _MEANS and value >= _TENTHS_BELOW:
        value = round(as_written(value, 0))
    if isinstance(value, float):
        written = _number_text(answer.command, value, name, measure)
        return written.replace(".", ",") if answer.lang == "da" else written
    if (
        isinstance(value, int)
        and not isinstance(value, bool)
        and (is_count(name) or name in _MEANS)
    ):
        return f"{value:,}".replace(",", "." if answer.lang == "da" else ",")
    return terminal_text(str(cell(word(answer.command, name, value, answer.lang))))


def _number_text(command: str, value: float, name: str, measure: str) -> str:
    decimals = _DECIMALS_OF.get(command, {}).get(name, _DECIMALS.get(name, 1))
    if is_rate(command, name, measure):
        decimals = rate_decimals(value)
    if name in _CHANCES and value < _LEAST_CHANCE:
        return f"<{_LEAST_CHANCE}"
    return f"{as_written(value, decimals):.{decimals}f}"


def _widths(columns: Sequence[_PrintedColumn], width: int | None) -> list[int]:
    """Return how wide each column is: texts share what numbers and codes leave of the width."""
    widths = [column.width for column in columns]
    if width is None:
        return [min(one, _WIDEST) if column.is_wrapped else one
                for one, column in zip(widths, columns, strict=True)]  # fmt: skip
    for is_giving in (
        lambda column: column.is_wrapped,
        lambda column: not column.is_number and len(column.cells) > 0,
    ):
        giving = [at for at, column in enumerate(columns) if is_giving(column)]
        _share(widths, giving, columns, width)
    return widths


def _share(
    widths: list[int], giving: Sequence[int], columns: Sequence[_PrintedColumn], width: int
) -> None:
    """Make the widest of the columns that give narrower, one by one, until the table fits."""
    while _across(widths) > width:
        widest = max(giving, key=lambda at: widths[at], default=None)
        if widest is None or widths[widest] <= max(_NARROWEST, columns[widest].least_head):
            return
        widths[widest] -= 1


def _across(widths: Sequence[int]) -> int:
    return sum(widths) + len(_GAP) * (len(widths) - 1)


def _table_lines(columns: Sequence[_PrintedColumn], widths: Sequence[int]) -> list[str]:
    numeric = [column.is_number for column in columns]
    heads = [textwrap.wrap(column.head, max(width, 1)) or [""]
             for column, width in zip(columns, widths, strict=True)]  # fmt: skip
    lines = [*zip_longest(*heads, fillvalue=""), ["─" * width for width in widths]]
    for row in zip(*(column.cells for column in columns), strict=True):
        parts = (
            _in_lines(text, width if column.is_wrapped else None, width)
            for text, column, width in zip(row, columns, widths, strict=True)
        )
        lines += zip_longest(*parts, fillvalue="")
    return [_line(line, widths, numeric) for line in lines]


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


def _wrapped(text: str, width: int) -> list[str]:
    return textwrap.wrap(text, width, break_on_hyphens=False) or [""]


def _width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(mark) in "WF" else 1 for mark in text)


def _line(cells: Sequence[str], widths: Sequence[int], numeric: Sequence[bool]) -> str:
    padded = [
        " " * (width - _width(text)) + text if right else text + " " * (width - _width(text))
        for text, width, right in zip(cells, widths, numeric, strict=True)
    ]
    return _GAP.join(padded).rstrip()

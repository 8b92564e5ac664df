"""Tables of breaks: from which year a series is no longer the same, of which kind, and why."""

from dataclasses import dataclass, replace
from typing import get_args

from hotspots.language import message
from hotspots.model.indicators import BreakKind
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.names import AreaNames
from hotspots.sources.files.tables import Table

_DANISH: dict[str, BreakKind] = {
    "definition": "definition",
    "definitionsbrud": "definition",
    "metode": "method",
    "metodebrud": "method",
    "method": "method",
    "kontekst": "context",
    "særlige forhold": "context",
    "context": "context",
}
EVERY_INDICATOR = "*"


@dataclass(frozen=True)
class BreakRow:
    """One break as a table gives it; ``area_code`` is None where every area is meant."""

    row_number: int
    indicator: str
    area_code: str | None
    year: int
    last_year: int | None
    kind: BreakKind
    text_da: str
    text_en: str
    source: str
    source_en: str | None = None


def read_breaks(
    table: Table, indicators: frozenset[str], names: AreaNames | None
) -> tuple[list[BreakRow], list[Reject]]:
    """Turn a table into breaks and rejects; each data row is in exactly one.

    ``indicators`` are the known indicators and series, ``names`` those of the areas' set where
    one was named.
    """
    return distinct_rows(
        table,
        lambda row_number, cells: _break(row_number, cells, indicators, names),
        lambda row: replace(row, row_number=0),
        _repeat,
    )


def _repeat(earlier: BreakRow, later: BreakRow) -> Rejected:
    reason = message("row {first} has this very break", first=earlier.row_number)
    return Rejected("indicator", later.indicator, reason)


def _break(
    row_number: int, cells: Cells, indicators: frozenset[str], names: AreaNames | None
) -> BreakRow:
    year, last_year = cells.required_year(), cells.year("last_year")
    if last_year is not None and last_year < year:
        raise Rejected("last_year", str(last_year), message("is before {year}", year=year))
    text_da = _required(cells, "text_da")
    return BreakRow(
        row_number=row_number,
        indicator=_indicator(cells, indicators),
        area_code=_area(cells, names),
        year=year,
        last_year=last_year,
        kind=_kind(cells),
        text_da=text_da,
        text_en=cells.text("text_en") or text_da,
        source=_required(cells, "source"),
        source_en=cells.text("source_en"),
    )


def _required(cells: Cells, name: str) -> str:
    text = cells.text(name)
    if text is None:
        raise Rejected(name, None, message("is missing"))
    return text


def _indicator(cells: Cells, indicators: frozenset[str]) -> str:
    name = _required(cells, "indicator").casefold()
    if name != EVERY_INDICATOR and name not in indicators:
        raise Rejected(
            "indicator",
            name,
            message("is not known; known are {known}", known=", ".join(sorted(indicators))),
        )
    return name


def _kind(cells: Cells) -> BreakKind:
    named = _required(cells, "kind").casefold()
    if named not in _DANISH:
        raise Rejected(
            "kind",
            named,
            message("is none of {get_args}", get_args=", ".join(get_args(BreakKind))),
        )
    return _DANISH[named]


def _area(cells: Cells, names: AreaNames | None) -> str | None:
    if cells.text("area") is None:
        return None
    if names is None:
        raise Rejected(
            "area", cells.text("area"), message("needs --set to say which areas are meant")
        )
    return cells.area_code(names)

"""Tables that lie on their side: a row for each year, and a column for each area."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from hotspots.language import message
from hotspots.sources.files import headings
from hotspots.sources.files.heading_meanings import WideReading, heading_meaning, held_period
from hotspots.sources.files.headings import cell_of
from hotspots.sources.files.values import is_missing
from hotspots.sources.files.wide import CellSource, LongRows, long_rows

_LEAST_AREAS = 2


def lying_rows(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> LongRows | None:
    """Return the long rows of a table whose headings are areas; None where it is no such table."""
    table = _upright(rows, searched, wanted)
    if table is None:
        return None
    where = message("{where}, turned so that each area is a row", where=where)
    made = long_rows(where, table.rows, searched, wanted)
    return None if made is None else table.as_in_file(made)


@dataclass(frozen=True)
class Upright:
    """A table stood up, a row for each area, and the periods of the rows that it had."""

    rows: Sequence[Sequence[str]]
    periods: Sequence[str]

    def as_in_file(self, made: LongRows) -> LongRows:
        """Return long rows that say where their cells stand in the file as it lies."""
        area, year = (made.binding.position[name] for name in ("area", "year"))
        sources = [
            CellSource(self.periods.index(row[year]) + 1, [row[area]] * len(source.headings))
            for row, source in zip(made.rows, made.sources, strict=True)
        ]
        called = f"{self.rows[1][0]} … {self.rows[-1][0]}"
        texts = [called if at == area else text for at, text in enumerate(made.binding.headings)]
        return replace(made, sources=sources, binding=replace(made.binding, headings=texts))


def _upright(rows: Sequence[Sequence[str]], searched: int, wanted: WideReading) -> Upright | None:
    """Return a table whose headings are areas, stood up; None where it does not lie on its side.

    Its only heading that is known is that of the periods, of which each row has one; the cells of
    all other columns are numbers.
    """
    for start, row in enumerate(rows[:searched]):
        bound = headings.bind(row, wanted.fields, wanted.reading, grouped=wanted.grouped)
        year = bound.position.get("year")
        if year is None or {*bound.position} != {"year"} or bound.groups or bound.has("area"):
            continue
        names = {at: text.strip() for at, text in enumerate(row) if at != year and text.strip()}
        data = [line for line in rows[start + 1 :] if cell_of(line, year)]
        if len(names) >= _LEAST_AREAS and _are_figures(data, year, names, wanted):
            periods = [cell_of(line, year) for line in data]
            first = next(one.headings[0] for one in wanted.fields if one.name == "area")
            body = [[text, *(cell_of(line, at) for line in data)] for at, text in names.items()]
            return Upright([[first, *periods], *body], periods)
    return None


def _are_figures(
    data: Sequence[Sequence[str]], year: int, names: dict[int, str], wanted: WideReading
) -> bool:
    """Tell whether rows are periods beside numbers, below headings that say nothing else."""
    periods = [cell_of(line, year) for line in data]
    if not data or len({*periods}) < len(periods):
        return False
    if any(heading_meaning(text, wanted) is not None for text in names.values()):
        return False
    whole = all(held_period(text) == (text, "") for text in periods)
    cells = [cell_of(line, at) for line in data for at in names]
    return whole and all(is_missing(cell) or cell[:1].isdigit() for cell in cells if cell)

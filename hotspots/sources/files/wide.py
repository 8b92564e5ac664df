"""Wide tables: headings that hold a period, an indicator or both, turned into long rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.language import message
from hotspots.model.groups import value_key
from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.heading_meanings import WideReading, period_beside
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.files.wide_headings import WideHeader, month_headings, wide_header
from hotspots.sources.files.wide_refusals import refuse_second_header, refuse_two_meanings

_EVERYBODY = "I alt"
# Names of areas have fewer.
_LEAST_WORDS = 5
_BELOW = re.compile(
    r"(?:kilder?|sources?|noter?|notes?|anm(?:ærkning(?:er)?)?|bemærk)\b|[*†¹²³]|\d\)",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class CellSource:
    """Where a long row comes from: its data row in the file, and the heading of each cell."""

    row_number: int
    headings: Sequence[str]


@dataclass(frozen=True)
class LongRows:
    """A wide table's rows, one a period, indicator and group, with their bound columns."""

    binding: Binding
    reading: Reading
    rows: Sequence[Sequence[str]]
    sources: Sequence[CellSource]
    heading_groups: frozenset[tuple[str, str]] = frozenset()
    notes: Sequence[str] = ()


def long_rows(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> LongRows | None:
    """Return a wide table's rows as long ones, or None where the table is not wide.

    Raises ``InputProblem`` where its headings could mean two things.
    """
    header = wide_header(rows, searched, wanted)
    if header is None:
        return None
    refuse_second_header(where, header.words_below, wanted, can_state=not header.is_joined)
    headings.check_twins(where, header.bound, wanted.reading)
    refuse_two_meanings(where, header, wanted)
    data, below = split_below(rows[header.end :])
    made = _long(where, header, data, wanted)
    return replace(made, notes=left_out(where, below))


def rows_by_month(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> LongRows | None:
    """Return a row for each month of a table with months as headings beside a column of years.

    None where it is no such table.
    """
    header = month_headings(rows, searched, wanted)
    value = wanted.kinds.value
    if header is not None and "year" in header.bound.overruled:
        headings.check_columns(where, header.bound, wanted.reading)
    if header is None or "year" not in header.bound.position or header.bound.has(value):
        return None
    headings.check_twins(where, header.bound, wanted.reading)
    texts = header.bound.headings
    kept = [column for column in range(len(texts)) if column not in header.months]
    data, below = split_below(rows[header.row + 1 :])
    filled = [row for row in data if any(cell.strip() for cell in row)]
    year = kept.index(header.bound.position["year"])
    made: list[list[str]] = []
    sources: list[CellSource] = []
    n_table = len(filled) - _n_lines_below(data)
    for number, row in enumerate(filled, start=1):
        for column, month in [*header.months.items()][: None if number <= n_table else 1]:
            cells = [cell_of(row, at) for at in kept]
            cells[year] = f"{month} {cells[year]}".strip()
            made.append([*cells, cell_of(row, column)])
            sources.append(CellSource(number, [*(texts[at] for at in kept), texts[column]]))
    reading = replace(wanted.reading, columns={**wanted.reading.columns,
                                               value: f"#{len(kept) + 1}"})  # fmt: skip
    called = _in_short([*header.months.values()])
    binding = headings.bind([*(texts[at] for at in kept), called], wanted.fields, reading,
                            grouped=wanted.grouped)  # fmt: skip
    unheaded = headings.with_unheaded(binding, made, [*kept, -1])
    return LongRows(unheaded, wanted.reading, made, sources, notes=left_out(where, below))


def left_out(where: str, below: Sequence[str]) -> list[str]:
    """Return what is said of lines below a table that were left out."""
    if not below:
        return []
    return [message("{where}: left out below the table: {texts}.", where=where,
                    texts=", ".join(map(repr, below)))]  # fmt: skip


def split_below(
    data: Sequence[Sequence[str]],
) -> tuple[Sequence[Sequence[str]], list[str]]:
    """Return the rows without the last ones that hold a source or a note alone, and these."""
    end = len(data)
    below: list[str] = []
    while end:
        texts = {cell.strip() for cell in data[end - 1]} - {""}
        if len(texts) > 1 or not all(map(_BELOW.match, texts)):
            break
        below = [*texts, *below]
        end -= 1
    return (data[:end], below) if below else (data, [])


def _n_lines_below(data: Sequence[Sequence[str]]) -> int:
    """Return how many rows at the end hold one text alone that is no name of an area.

    It stands below an empty row, or is long. An area at the end without figures is none.
    """
    n = n_lines = 0
    for row in reversed(data):
        texts = [cell.strip() for cell in row if cell.strip()]
        if len(texts) > 1 or (texts and not any(map(str.isalpha, texts[0]))):
            break
        n += len(texts)
        if not texts or len(texts[0].split()) >= _LEAST_WORDS or ":" in texts[0]:
            n_lines = n
    return n_lines


def _long(
    where: str, header: WideHeader, data: Sequence[Sequence[str]], wanted: WideReading
) -> LongRows:
    kept = [column for column in range(len(header.headings)) if column not in header.meanings]
    blocks = _blocks(header)
    names = _names(header, blocks)
    reading = _rest_of(header, kept)
    texts = [header.headings[column] for column in kept]
    keyed = [*texts, *names]
    dimensions = [name for name in header.dimensions if name not in wanted.categories]
    mapped = replace(reading, columns={**reading.columns,
                                       **{name: f"#{len(kept) + n}"
                                          for n, name in enumerate(names, start=1)
                                          if name not in dimensions}})  # fmt: skip
    binding = headings.bind(keyed, wanted.fields, mapped, grouped=wanted.grouped)
    in_file = {f"#{kept[column] + 1}" if name.startswith("#") else name: column
               for name, column in binding.groups.items() if column < len(kept)}  # fmt: skip
    in_headings = {name: keyed.index(name, len(kept)) for name in dimensions}
    binding = replace(binding, headings=(*texts, *_told_as(header, names)),
                      groups={**in_file, **in_headings})  # fmt: skip
    lacking = headings.missing(binding, wanted.fields)
    if lacking:
        raise headings.complain(
            where, replace(binding, headings=tuple(header.headings)), lacking, reading
        )
    rows: list[list[str]] = []
    sources: list[CellSource] = []
    filled = [row for row in data if any(cell.strip() for cell in row)]
    first_line = len(filled) - _n_lines_below(data)
    for row_number, row in enumerate(filled, start=1):
        # a line of text is turned away once, not once a column
        for block in blocks if row_number <= first_line else blocks[:1]:
            rows.append([*(cell_of(row, column) for column in kept),
                         *_cells(row, block, names), *row[len(header.headings):]])  # fmt: skip
            sources.append(CellSource(row_number, [*texts, *_headings(header, block, names)]))
    unheaded = headings.with_unheaded(binding, rows, [*kept, *(-1 for _ in names)])
    return LongRows(unheaded, reading, rows, sources, _heading_groups(header))


@dataclass(frozen=True)
class LongRowCells:
    """The cells of one period, indicator and group in a row: the column of each field."""

    period: str
    indicator: str
    groups: Mapping[str, str]
    columns: Mapping[str, int]


def _blocks(header: WideHeader) -> list[LongRowCells]:
    """Return the blocks of a row; what names no indicator goes with each of its period."""
    columns: dict[tuple[str, tuple[tuple[str, str], ...], str], dict[str, int]] = {}
    everybody = dict.fromkeys(header.dimensions, _EVERYBODY)
    for column, one in header.meanings.items():
        columns.setdefault((one.period, one.group, one.indicator), {})[one.kind] = column
    written = {(name, value_key(value)): value for one in header.meanings.values()
               for name, value in one.groups.items()}  # fmt: skip
    with_indicator = {(held, group) for held, group, indicator in columns if indicator}
    return [
        LongRowCells(
            held,
            indicator,
            {**everybody, **{name: written[name, value] for name, value in group}},
            {**columns.get((held, group, ""), {}), **own_columns},
        )
        for (held, group, indicator), own_columns in columns.items()
        if indicator or (held, group) not in with_indicator
    ]


def _heading_groups(header: WideHeader) -> frozenset[tuple[str, str]]:
    """Return the dimensions and values, by their key, of the groups that headings hold."""
    return frozenset((dimension, value_key(value)) for one in header.meanings.values()
                     for dimension, value in one.groups.items())  # fmt: skip


def _names(header: WideHeader, blocks: Sequence[LongRowCells]) -> list[str]:
    """Return the fields that the headings and their cells give, in the order of the columns."""
    named = ["year"] if header.has_periods else []
    named += ["indicator"] if any(block.indicator for block in blocks) else []
    named += header.dimensions
    return [*named, *dict.fromkeys(name for block in blocks for name in block.columns)]


def _cells(row: Sequence[str], block: LongRowCells, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name == "year":
            yield block.period
        elif name == "indicator":
            yield block.indicator
        elif name in block.columns:
            yield cell_of(row, block.columns[name])
        else:
            yield block.groups.get(name, "")


def _headings(header: WideHeader, block: LongRowCells, names: Sequence[str]) -> Iterator[str]:
    first = next(iter(block.columns.values()))
    for name in names:
        yield header.headings[block.columns.get(name, first)]


def _told_as(header: WideHeader, names: Sequence[str]) -> Iterator[str]:
    """Yield how each new column is called where the load says which column is what."""
    for name in names:
        columns = [
            column for column, one in header.meanings.items()
            if one.kind == name or (name == "year" and one.period)
            or (name == "indicator" and one.indicator) or name in one.groups
        ]  # fmt: skip
        texts = [header.headings[column] for column in columns]
        if name == "year":
            texts = [header.meanings[column].period for column in columns]
        elif name == "indicator":
            texts = [header.meanings[column].about for column in columns]
        elif name in header.dimensions:
            texts = [header.meanings[column].groups[name] for column in columns]
        yield _in_short([*dict.fromkeys(texts)])


def _in_short(texts: Sequence[str]) -> str:
    return texts[0] if len(texts) == 1 else f"{texts[0]} … {texts[-1]}"


def _rest_of(header: WideHeader, kept: Sequence[int]) -> Reading:
    """Return how the long rows are to be read: what was asked of the headings is settled."""
    reading = header.reading
    keys = {heading_key(without_footnote(header.headings[column])) for column in kept}

    def stands(name: str) -> str:
        if re.fullmatch(r"#\d+", name):
            column = int(name[1:]) - 1
            return f"#{kept.index(column) + 1}" if column in kept else ""
        return name if heading_key(name) in keys else ""

    parts = {heading_key(one) for one in _parts(header)}
    return replace(
        reading,
        columns={name: stands(text) or text for name, text in reading.columns.items()
                 if stands(text) or heading_key(text) not in parts},
        groups=tuple(stands(name) or name for name in reading.groups),
        only={stands(name) or name: value for name, value in reading.only.items()},
        ignore=tuple(stands(name) or name for name in reading.ignore
                     if stands(name) or heading_key(name) not in parts),
    )  # fmt: skip


def _parts(header: WideHeader) -> set[str]:
    """Return the texts beside the periods of all headings, which options may name."""
    return {period_beside(without_footnote(text))[1] for text in header.headings}

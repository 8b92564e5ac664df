"""Wide tables: headings that hold a period, an indicator or both, turned into long rows."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.files.periods import period
from hotspots.sources.files.wide_headings import (
    WideHeader,
    WideReading,
    period_beside,
    wide_header,
)


@dataclass(frozen=True)
class CellSource:
    """Where a long row comes from: its data row in the file, and the heading of each cell."""

    row_number: int
    headings: Sequence[str]


@dataclass(frozen=True)
class LongRows:
    """A wide table's rows, one for each period and indicator, with their bound columns."""

    binding: Binding
    reading: Reading
    rows: Sequence[Sequence[str]]
    sources: Sequence[CellSource]


def long_rows(
    where: str, rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> LongRows | None:
    """Return a wide table's rows as long ones, or None where the table is not wide.

    Raises ``InputProblem`` where its headings could mean two things.
    """
    header = wide_header(rows, searched, wanted)
    if header is None:
        return None
    _refuse_two_meanings(where, header, wanted)
    return _long(where, header, rows[header.end :], wanted)


def _refuse_two_meanings(where: str, header: WideHeader, wanted: WideReading) -> None:
    _refuse_unknown(where, header, wanted)
    _refuse_beside(where, header, wanted)
    _refuse_incomplete(where, header, wanted)
    cells: dict[tuple[str, str, str], int] = {}
    for column, one in header.meanings.items():
        kind = (str(period(one.period)) if one.period else "", one.indicator, one.kind)
        if kind in cells:
            raise InputProblem(
                message(
                    "{where}: the headings {first!r} and {second!r} (columns {number_1} and "
                    "{number_2}) mean the same: {field}. Leave one out with --ignore #{number_2}.",
                    where=where,
                    first=header.headings[cells[kind]],
                    second=header.headings[column],
                    number_1=cells[kind] + 1,
                    number_2=column + 1,
                    field=one.kind,
                )
            )
        cells[kind] = column


def _refuse_unknown(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse a period in a heading beside words that mean nothing known."""
    for column, one in header.meanings.items():
        if not one.kind:
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} holds the period {period}, but what "
                    "{rest!r} means is not known. Say --map {field}={option} if its columns hold "
                    "the {field}, or leave them out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    period=one.period,
                    rest=one.rest,
                    field=wanted.kinds.value,
                    option=headings.quoted(one.rest),
                )
            )


def _refuse_incomplete(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse a heading without the period or the indicator that others hold."""
    full = next(iter(sorted(header.meanings.items(), key=lambda one: (
        not one[1].period, not one[1].indicator))))  # fmt: skip
    has_indicators = any(one.indicator for one in header.meanings.values())
    for column, one in header.meanings.items():
        lacks_indicator = has_indicators and not one.indicator and one.kind == wanted.kinds.value
        if lacks_indicator or (header.has_periods and not one.period):
            raise InputProblem(
                message(
                    "{where}: the heading {heading!r} does not say its {what}, as {full!r} does. "
                    "Leave it out with --ignore {option}.",
                    where=where,
                    heading=header.headings[column],
                    what=message("indicator") if lacks_indicator else message("period"),
                    full=header.headings[full[0]],
                    option=headings.quoted(header.headings[column]),
                )
            )


def _refuse_beside(where: str, header: WideHeader, wanted: WideReading) -> None:
    """Refuse headings that say what a column says too, or a value that is of no period."""
    settled = {"year"} if header.has_periods else set()
    if header.has_periods:
        settled |= {wanted.kinds.value, *wanted.kinds.beside}
    if any(one.indicator for one in header.meanings.values()):
        settled |= {"indicator", wanted.kinds.value}
    for name, column in header.plain.position.items():
        if name in settled:
            raise InputProblem(
                message(
                    "{where}: the column {heading!r} ({field}) and the headings {headings} can "
                    "be meant both. Leave the column out with --ignore {option}, or the others "
                    "with {others}.",
                    where=where,
                    heading=header.headings[column],
                    field=name,
                    headings=_listed(header),
                    option=headings.quoted(header.headings[column]),
                    others=" ".join(
                        f"--ignore {headings.quoted(header.headings[one])}"
                        for one in header.meanings
                    ),
                )
            )


def _listed(header: WideHeader) -> str:
    return ", ".join(repr(header.headings[column]) for column in header.meanings)


def _long(
    where: str, header: WideHeader, data: Sequence[Sequence[str]], wanted: WideReading
) -> LongRows:
    kept = [column for column in range(len(header.headings)) if column not in header.meanings]
    blocks = _blocks(header)
    names = _names(header, blocks)
    reading = _rest_of(header, kept)
    texts = [header.headings[column] for column in kept]
    keyed = [*texts, *names]
    mapped = replace(reading, columns={**reading.columns,
                                       **{name: f"#{len(kept) + n}"
                                          for n, name in enumerate(names, start=1)}})  # fmt: skip
    binding = headings.bind(keyed, wanted.fields, mapped, grouped=wanted.grouped)
    binding = replace(binding, headings=(*texts, *_told_as(header, names)))
    lacking = headings.missing(binding, wanted.fields)
    if lacking:
        raise headings.complain(
            where, replace(binding, headings=tuple(header.headings)), lacking, reading
        )
    rows: list[list[str]] = []
    sources: list[CellSource] = []
    filled = (row for row in data if any(cell.strip() for cell in row))
    for row_number, row in enumerate(filled, start=1):
        for block in blocks:
            rows.append([*(cell_of(row, column) for column in kept),
                         *_cells(row, block, names), *row[len(header.headings):]])  # fmt: skip
            sources.append(CellSource(row_number, [*texts, *_headings(header, block, names)]))
    return LongRows(binding, reading, rows, sources)


@dataclass(frozen=True)
class LongRowCells:
    """The cells of one period and indicator in a row: the column of each field."""

    period: str
    indicator: str
    columns: Mapping[str, int]


def _blocks(header: WideHeader) -> list[LongRowCells]:
    """Return the blocks of a row; what names no indicator goes with each of its period."""
    columns: dict[tuple[str, str], dict[str, int]] = {}
    for column, one in header.meanings.items():
        columns.setdefault((one.period, one.indicator), {})[one.kind] = column
    with_indicator = {held for held, indicator in columns if indicator}
    return [
        LongRowCells(held, indicator, {**columns.get((held, ""), {}), **own_columns})
        for (held, indicator), own_columns in columns.items()
        if indicator or held not in with_indicator
    ]


def _names(header: WideHeader, blocks: Sequence[LongRowCells]) -> list[str]:
    """Return the fields that the headings and their cells give, in the order of the columns."""
    named = ["year"] if header.has_periods else []
    named += ["indicator"] if any(block.indicator for block in blocks) else []
    return [*named, *dict.fromkeys(name for block in blocks for name in block.columns)]


def _cells(row: Sequence[str], block: LongRowCells, names: Sequence[str]) -> Iterator[str]:
    for name in names:
        if name == "year":
            yield block.period
        elif name == "indicator":
            yield block.indicator
        else:
            yield cell_of(row, block.columns[name]) if name in block.columns else ""


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
            or (name == "indicator" and one.indicator)
        ]  # fmt: skip
        texts = [header.headings[column] for column in columns]
        if name == "year":
            texts = [header.meanings[column].period for column in columns]
        elif name == "indicator":
            texts = [header.meanings[column].rest for column in columns]
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

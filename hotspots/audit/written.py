"""Dimensions, classes and the ledger as JSON, in one order: the same things have the same text."""

import json
from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.audit.ledger import ExtractRow, LedgerEntry, LedgerRow, SealedRow
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.disclosure import (
    Cell,
    CountClass,
    Dimension,
    Member,
    PublishedClasses,
)
from hotspots.model.published.shares import Area, PublishedShare, ShareKey
from hotspots.model.release import AUDIENCES

_MOST_VINTAGES = 999_999  # their names have six digits
_KEY_PARTS = len(ShareKey._fields)
_JSON = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def written_classes(
    published: PublishedClasses,
    shares: Sequence[PublishedShare] = (),
    borders: Mapping[str, str] | None = None,
) -> str:
    """Return the classes of a release, its shares of answers, and its sets' borders, as JSON.

    ``borders`` are hashes of the areas that were counted, by the names of their sets.
    """
    cells = [[*_numbers(count), _cell(cell)] for cell, count in sorted(published.cells.items())]
    return _JSON.encode(
        {
            "borders": dict(borders or {}),
            "cells": cells,
            "shares": [
                [*share.key, *share[1:4], _areas(share.within), _areas(share.holds)]
                for share in sorted(shares, key=str)
            ],
            "vintage": published.vintage,
        }
    )


def read_classes(text: str) -> PublishedClasses:
    """Return the classes that a JSON holds; InputProblem if it holds none."""
    try:
        parts = json.loads(text)
        _refuse_statements(parts.get("differences"))
        return PublishedClasses(
            {_read_cell(row[3]): _class(row) for row in parts["cells"]},
            _vintage(parts.get("vintage", 1)),
        )
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unreadable() from error


def _refuse_statements(differences: object) -> None:
    """Older proofs said of differences that they are not under k, which binds what comes later."""
    if differences:
        raise ValueError(differences)


def read_borders(text: str) -> dict[str, str]:
    """Return the hashes of borders that a JSON holds, by sets; InputProblem where they are none.

    Older proofs have none.
    """
    try:
        return {str(name): str(borders)
                for name, borders in json.loads(text).get("borders", {}).items()}  # fmt: skip
    except (ValueError, TypeError, AttributeError) as error:
        raise _unreadable() from error


def read_shares(text: str) -> list[PublishedShare]:
    """Return the shares of answers that a JSON holds; InputProblem where they are none."""
    try:
        return [_share(row) for row in json.loads(text).get("shares", [])]
    except (ValueError, LookupError, TypeError, AttributeError) as error:
        raise _unreadable() from error


def written_dimensions(dimensions: tuple[Dimension, ...]) -> str:
    """Return dimensions as JSON."""
    return _JSON.encode(
        [
            {
                "name": dimension.name,
                "finest": list(dimension.finest),
                "members": [
                    [*member, sorted(positions)]
                    for member, positions in sorted(dimension.members.items())
                ],
            }
            for dimension in dimensions
        ]
    )


def read_dimensions(text: str) -> tuple[Dimension, ...]:
    """Return the dimensions that a JSON holds; InputProblem if it holds none."""
    try:
        return tuple(map(_dimension, list(json.loads(text))))
    except (ValueError, LookupError, TypeError) as error:
        raise _unreadable() from error


def written_extract(rows: Sequence[ExtractRow]) -> str:
    """Return rows of the ledger as JSON; of sealed ones not what they say."""
    return _JSON.encode([_row(row) for row in rows])


def read_extract(text: str) -> list[ExtractRow]:
    """Return the rows that a JSON holds; InputProblem if it holds none."""
    try:
        return [_read_row(dict(part)) for part in list(json.loads(text))]
    except (ValueError, LookupError, TypeError) as error:
        raise _unreadable() from error


def _row(row: ExtractRow) -> dict[str, Any]:
    if isinstance(row, SealedRow):
        return vars(row)
    return {**vars(row), "entry": {**vars(row.entry), "files": dict(row.entry.files)}}


def _read_row(part: dict[str, Any]) -> ExtractRow:
    if "entry" not in part:
        sealed = SealedRow(**part)
        if sealed.audience not in AUDIENCES:
            raise ValueError(part)
        return sealed
    entry = LedgerEntry(**part.pop("entry"))
    if not isinstance(entry.files, dict) or entry.audience not in AUDIENCES:
        raise ValueError(part)
    return LedgerRow(entry=entry, **part)


def _dimension(part: Any) -> Dimension:
    finest = tuple(str(code) for code in part["finest"])
    members = {
        Member(str(level), str(code)): frozenset(numbers)
        for level, code, numbers in part["members"]
    }
    if not frozenset().union(*members.values()) <= frozenset(range(len(finest))):
        raise ValueError(part)
    return Dimension(str(part["name"]), finest, members)


def _numbers(count: CountClass) -> list[int | None]:
    return [count.low, count.high, count.figure]


def _class(row: Any) -> CountClass:
    low, high, figure = row[:3]
    is_figure = figure is None or type(figure) is int
    if not (type(low) is int and type(high) is int and is_figure and 0 <= low <= high):
        raise ValueError(row)
    return CountClass(low, high, figure)


def _share(row: Any) -> PublishedShare:
    key, (n, percent, decimals, *nesting) = row[:_KEY_PARTS], row[_KEY_PARTS:]
    if not all(type(number) in {int, float} and number >= 0 for number in (n, percent)):
        raise ValueError(row)
    within, holds = map(_read_areas, nesting or ((), ()))
    return PublishedShare(ShareKey(*key), n, percent, decimals, within, holds)


def _areas(areas: Sequence[Area]) -> list[list[str]]:
    return [list(area) for area in sorted(areas)]


def _read_areas(parts: Any) -> tuple[Area, ...]:
    return tuple((str(set_name), str(code)) for set_name, code in parts)


def _vintage(number: Any) -> int:
    if type(number) is not int or not 1 <= number <= _MOST_VINTAGES:
        raise ValueError(number)
    return number


def _cell(cell: Cell) -> list[list[str]]:
    return [list(member) for member in cell]


def _read_cell(members: Any) -> Cell:
    return tuple(Member(str(level), str(code)) for level, code in members)


def _unreadable() -> InputProblem:
    return InputProblem(
        message(
            "The classes of the release cannot be read. "
            "Build the release again; do not use it as it is."
        )
    )

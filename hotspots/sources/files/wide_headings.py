"""The header of a wide table: which rows it takes, and what its headings mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.heading_groups import group_beside
from hotspots.sources.files.heading_meanings import (
    HeadingMeaning,
    WideReading,
    heading_meaning,
    held_period,
    kind_of,
)
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key, without_footnote


@dataclass(frozen=True)
class WideHeader:
    """A wide table's header: its headings, how many rows it takes, and what they mean.

    ``bound`` are the columns as a plain table's, ``plain`` those of them that stay plain.
    """

    headings: Sequence[str]
    end: int
    bound: Binding
    plain: Binding
    meanings: Mapping[int, HeadingMeaning]
    reading: Reading

    @property
    def has_periods(self) -> bool:
        """Tell whether any heading holds a period."""
        return any(one.period for one in self.meanings.values())

    @property
    def dimensions(self) -> list[str]:
        """Return the dimensions of the groups that headings hold."""
        return [*dict.fromkeys(name for one in self.meanings.values() for name in one.groups)]


def wide_header(
    rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> WideHeader | None:
    """Return the header of a wide table among its first rows, or None where it is not wide."""
    incomplete: WideHeader | None = None
    for start, row in enumerate(rows[:searched]):
        candidates = [(list(row), start + 1)]
        if start + 1 < len(rows):
            candidates.append((_two_rows(row, rows[start + 1], wanted), start + 2))
        read = [_read_header(texts, end, wanted) for texts, end in candidates if texts]
        headers = [header for header in read if header is not None]
        complete = [header for header in headers if not _lacking(header, wanted)]
        if complete:
            return max(complete, key=lambda header: len(header.meanings))
        incomplete = incomplete or next((one for one in headers if one.has_periods), None)
        plain = headings.bind(row, wanted.fields, wanted.reading, grouped=wanted.grouped)
        if plain.position and not headings.missing(plain, wanted.fields):
            return None
    return incomplete


def _two_rows(top: Sequence[str], bottom: Sequence[str], wanted: WideReading) -> list[str]:
    """Return the headings of two header rows as one; empty where they are no header."""
    width = max(len(top), len(bottom))
    upper = [cell_of(top, column) for column in range(width)]
    lower = [cell_of(bottom, column) for column in range(width)]
    if _area(lower, wanted) is None and _area(upper, wanted) is None:
        return []
    area = _area(lower, wanted)
    if area is None:
        area = _area(upper, wanted) or 0
        if lower[area]:
            return []
    else:
        title = upper[area]
        upper = ["" if text == title else text for text in upper]
    over = ""
    joined: list[str] = []
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        holds_group = group_beside(below, wanted.reading.heading_groups).is_named
        over = above or (over if below and _is_below(over, below, wanted) else "")
        parts = dict.fromkeys(part for part in (over, below) if part)
        joined.append((", " if holds_group else " ").join(parts))
        if column == area:
            over = ""
    return joined


def _is_below(over: str, below: str, wanted: WideReading) -> bool:
    """Tell whether a heading may belong to one that stands over an earlier column too."""
    stated = wanted.reading.heading_groups
    if held_period(below)[0] or group_beside(below, stated).is_named:
        return True
    is_over = held_period(over)[0] or group_beside(over, stated).is_named
    return bool(is_over and kind_of(below, wanted))


def _area(texts: Sequence[str], wanted: WideReading) -> int | None:
    return headings.bind(texts, wanted.fields, wanted.reading).position.get("area")


def _read_header(texts: Sequence[str], end: int, wanted: WideReading) -> WideHeader | None:
    plain = headings.bind(texts, wanted.fields, wanted.reading, grouped=wanted.grouped)
    if not plain.has("area"):
        return None
    settled = {*plain.position.values(), *plain.groups.values(), *plain.only, *plain.ignored}
    meanings = {
        column: meaning
        for column, text in enumerate(texts)
        if column not in settled and (meaning := heading_meaning(text, wanted)) is not None
        and heading_key(without_footnote(meaning.rest)) not in _ignored(wanted.reading)
    }  # fmt: skip
    meanings = _of_this_table(meanings, plain, wanted)
    if not meanings:
        return None
    bound = plain
    plain, whole = _whole_beside_groups(meanings, bound, wanted)
    return WideHeader(texts, end, bound, plain, {**whole, **meanings}, wanted.reading)


def _whole_beside_groups(
    meanings: Mapping[int, HeadingMeaning], plain: Binding, wanted: WideReading
) -> tuple[Binding, dict[int, HeadingMeaning]]:
    """Return plain columns of values and answers as those of everybody, beside groups."""
    if not any(one.groups for one in meanings.values()):
        return plain, {}
    kinds = {wanted.kinds.value, *wanted.kinds.beside} & {*plain.position}
    position = {name: column for name, column in plain.position.items() if name not in kinds}
    whole = {plain.position[kind]: HeadingMeaning("", "", kind, is_named=True)
             for kind in sorted(kinds)}  # fmt: skip
    return replace(plain, position=position), whole


def _ignored(reading: Reading) -> set[str]:
    return {heading_key(name) for name in reading.ignore}


def _of_this_table(
    meanings: Mapping[int, HeadingMeaning], plain: Binding, wanted: WideReading
) -> dict[int, HeadingMeaning]:
    """Return the headings that say something here: a plain table's may hold periods in vain."""
    has_value = plain.has(wanted.kinds.value)
    has_own = plain.has("indicator")
    several_new = len({one.about for one in meanings.values() if one.is_new}) > 1
    kept: dict[int, HeadingMeaning] = {}
    for column, meaning in meanings.items():
        if plain.has("year") and has_value and meaning.period:
            continue
        if meaning.is_new and not meaning.period and (has_value or (has_own and several_new)):
            continue
        # beside figures "Mænd" may as well be how many of them were asked, or their share
        if not meaning.period and has_value and not meaning.is_stated(wanted.reading):
            continue
        is_said = "indicator" in plain.fixed or (meaning.is_new and has_own)
        kept[column] = replace(meaning, indicator="", is_new=False) if is_said else meaning
    have_groups = any(one.groups for one in kept.values())
    return {column: one for column, one in kept.items()
            if one.period or one.groups or have_groups or not one.has_total}  # fmt: skip


def _lacking(header: WideHeader, wanted: WideReading) -> bool:
    names = {*headings.missing(header.plain, wanted.fields)} - {wanted.kinds.value}
    if header.has_periods:
        names -= {"year"}
    if any(one.indicator for one in header.meanings.values()):
        names -= {"indicator"}
    return bool(names)

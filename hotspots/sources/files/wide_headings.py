"""The header of a wide table: which rows it takes, and what its headings mean."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.heading_groups import group_beside
from hotspots.sources.files.heading_meanings import (
    HeadingMeaning,
    WideReading,
    heading_meaning,
    held_period,
    indicator_of,
    kind_of,
)
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.files.values import is_missing
from hotspots.sources.values.month_names import MONTH_OF


@dataclass(frozen=True)
class MonthHeadings:
    """A header row with months that say no year: where it stands, its columns, and the months."""

    row: int
    bound: Binding
    months: Mapping[int, str]

    def mapped(self, wanted: WideReading) -> str | None:
        """Return the field of numbers that is said to stand in one of the months, if any is."""
        names = (name for name in sorted(wanted.numbers)
                 if self.bound.position.get(name) in self.months)  # fmt: skip
        return next(names, None)


def month_headings(
    rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> MonthHeadings | None:
    """Return the first header with an area and several months that say no year, or None."""
    for number, row in enumerate(rows[:searched]):
        bound = headings.bind(row, wanted.fields, wanted.reading, grouped=wanted.grouped)
        months = {column: text.strip() for column, text in enumerate(row)
                  if column not in bound.ignored
                  and heading_key(without_footnote(text)).strip(".") in MONTH_OF}  # fmt: skip
        if bound.has("area") and len(months) > 1:
            return MonthHeadings(number, bound, months)
    return None


def with_year_of_months(
    rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> tuple[Sequence[Sequence[str]], Reading]:
    """Return rows and reading in which months of a header are of the year that is fixed."""
    reading = wanted.reading
    year = reading.fixed.get("year", "")
    if len(year) != len("2024") or not year.isdecimal():
        return rows, reading
    header = month_headings(rows, searched, wanted)
    if header is None or header.mapped(wanted) or "year" in header.bound.overruled:
        return rows, reading
    dated = [f"{text} {year}" if column in header.months else text
             for column, text in enumerate(rows[header.row])]  # fmt: skip
    fixed = {name: value for name, value in reading.fixed.items() if name != "year"}
    return [*rows[: header.row], dated, *rows[header.row + 1 :]], replace(reading, fixed=fixed)


@dataclass(frozen=True)
class WideHeader:
    """A wide table's header: its headings, how many rows it takes, and what they mean.

    ``bound`` are the columns as a plain table's, ``plain`` those of them that stay plain.
    ``words_below`` are those of a further header row that are not read, by column; ``is_joined``
    tells that two rows were read already.
    """

    headings: Sequence[str]
    end: int
    bound: Binding
    plain: Binding
    meanings: Mapping[int, HeadingMeaning]
    reading: Reading
    words_below: Mapping[int, str] = field(default_factory=dict)
    is_joined: bool = False

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
        below = next((at for at in range(start + 1, len(rows)) if any(rows[at])), None)
        if below is not None and (below == start + 1 or _area(rows[below], wanted) is None):
            candidates.append((_two_rows(row, rows[below], wanted), below + 1))
        read = [_read_header(texts, end, wanted) for texts, end in candidates if texts]
        headers = [
            _with_words_below(header, rows, wanted) for header in read if header is not None
        ]
        complete = [header for header in headers if not _lacking(header, wanted)]
        if complete:
            return _fullest(complete, wanted)
        dated = [header for header in headers if header.has_periods]
        incomplete = incomplete or (_fullest(dated, wanted) if dated else None)
        plain = headings.bind(row, wanted.fields, wanted.reading, grouped=wanted.grouped)
        if plain.position and not headings.missing(plain, wanted.fields):
            return None
    return incomplete


def _fullest(complete: Sequence[WideHeader], wanted: WideReading) -> WideHeader:
    """Return the header that reads most; of words below a first row all, or it keeps them."""
    first, last = complete[0], complete[-1]
    if not first.words_below or first is last:
        return max(complete, key=lambda header: len(header.meanings))
    unread = {column: text for column, text in first.words_below.items()
              if not _is_read(last, column, text, wanted)}  # fmt: skip
    return replace(first, words_below=unread) if unread else last


def _is_read(header: WideHeader, column: int, text: str, wanted: WideReading) -> bool:
    """Tell whether the words of a second row are read where they stand below the first."""
    meaning = header.meanings.get(column)
    settled = {*header.bound.position.values(), *header.bound.groups.values(), *header.bound.only}
    is_ignored = heading_key(without_footnote(text)) in _ignored(wanted.reading)
    return is_ignored or column in settled or (meaning is not None and bool(meaning.kind))


def _with_words_below(
    header: WideHeader, rows: Sequence[Sequence[str]], wanted: WideReading
) -> WideHeader:
    figures = [column for column, one in header.meanings.items()
               if one.kind in {"", *wanted.numbers}]  # fmt: skip
    below = words_below(header.bound, figures, rows[header.end :])
    is_joined = [*header.headings] != [*rows[header.end - 1]]
    return replace(header, words_below=below, is_joined=is_joined)


def words_below(
    bound: Binding, figures: Collection[int], rows: Sequence[Sequence[str]]
) -> dict[int, str]:
    """Return the words of a second header row, by column; empty where the first row is data.

    It has no area, or its heading once more, as in cells merged over both rows; and words but no
    numbers where ``figures`` stand, or after them no heading.
    """
    row = next((row for row in rows if any(cell.strip() for cell in row)), [])
    area = bound.position.get("area")
    if area is None or cell_of(row, area) not in {"", cell_of(bound.headings, area)}:
        return {}
    columns = [column for column in range(min(figures, default=len(row)), len(row))
               if column in figures or not cell_of(bound.headings, column)]  # fmt: skip
    texts = {column: cell_of(row, column) for column in columns}
    texts = {column: text for column, text in texts.items()
             if not is_missing(text) and text != cell_of(bound.headings, column)}  # fmt: skip
    if any(column in figures and _is_figure(text) for column, text in texts.items()):
        return {}
    return {column: text for column, text in texts.items() if not _is_figure(text)}


def _is_figure(text: str) -> bool:
    return not any(letter.isalpha() for letter in text) and text.strip(" ()") != "%"


def _two_rows(top: Sequence[str], bottom: Sequence[str], wanted: WideReading) -> list[str]:
    """Return the headings of two header rows as one; empty where they are no header."""
    width = max(len(top), len(bottom))
    upper = [cell_of(top, column) for column in range(width)]
    lower = [cell_of(bottom, column) for column in range(width)]
    if _area(lower, wanted) is None and _area(upper, wanted) is None:
        return []
    area = _area(lower, wanted)
    if area is None:
        plain = headings.bind(upper, wanted.fields, wanted.reading).position
        area, year = plain["area"], plain.get("year")
        if lower[area] or (year is not None and lower[year] not in {"", upper[year]}):
            return []
    else:
        title = upper[area]
        upper = ["" if text == title else text for text in upper]
        if not any(upper) and title != lower[area]:
            # a title, or nothing: the lower row may be the first of two
            return []
    over = ""
    joined: list[str] = []
    for column, (above, below) in enumerate(zip(upper, lower, strict=True)):
        is_below = below and (_is_below(over, below, wanted) or _is_kind_of(over, below, lower))
        over = above or (over if is_below else "")
        joined.append(_joined(over, below, wanted))
        if column == area:
            over = ""
    return joined


def _joined(over: str, below: str, wanted: WideReading) -> str:
    """Return a heading and the one below it as one, the period of both at an end."""
    if not over or not below or over == below:
        return over or below
    holds_group = group_beside(below, wanted.reading.heading_groups).is_named
    mark = ", " if holds_group else " "
    text = f"{over}{mark}{below}"
    return text if held_period(text)[0] or not held_period(over)[0] else f"{below}{mark}{over}"


def _is_kind_of(over: str, below: str, lower: Sequence[str]) -> bool:
    """Tell whether a heading stands below several periods, and so belongs to each."""
    return bool(held_period(over)[0]) and lower.count(below) > 1


def _is_below(over: str, below: str, wanted: WideReading) -> bool:
    """Tell whether a heading may belong to one that stands over an earlier column too."""
    stated = wanted.reading.heading_groups
    if held_period(below)[0] or group_beside(below, stated).is_named:
        return True
    if held_period(f"{over} {below}")[0] != held_period(over)[0]:
        return True
    if held_period(over)[0] and not headings.bind([below], wanted.fields, wanted.reading).position:
        return True
    is_over = group_beside(over, stated).is_named
    return bool(is_over and (kind_of(below, wanted) or any(indicator_of(below, wanted.kinds))))


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

"""What the headings of a wide table mean: a period, an indicator, a kind of value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.model.fields import Field
from hotspots.model.groups import is_total
from hotspots.model.loads import Reading
from hotspots.sources.files import headings
from hotspots.sources.files.headings import Binding, cell_of
from hotspots.sources.files.names import heading_key, without_footnote
from hotspots.sources.files.periods import period
from hotspots.sources.files.values import UnreadableCell

_EDGES = " ,:;-–—/()[]"
_PERCENT = re.compile(
    r"[\s,]*[(\[]?\s*(?:i\s+|in\s+)?(?:%|pct\.?|procent|percent|per cent)\s*[)\]]?\s*$",
    re.IGNORECASE,
)
_SHARE = re.compile(
    r"^(?:andel(?:en)?|procent|pct\.?|share|percent(?:age)?|%)\s+(?:af\s|of\s)?", re.IGNORECASE
)
# "Utrygge i nabolaget" are those of whom "Utryg i nabolaget" is said.
_PLURAL = re.compile(r"\b(u?tryg)ge\b")
_MOST_WORDS = 6
# "1. januar 2010" is a day, not the month.
_DAY = re.compile(r"\d{1,2}\.")


@dataclass(frozen=True)
class ValueKinds:
    """What the cells of a wide table may be: ``value`` where nothing is said, and its companions.

    ``titles`` are the indicators that a heading may hold, by the key of their names and titles;
    None where the table is of no indicators.
    """

    value: str
    beside: frozenset[str] = frozenset()
    titles: Mapping[str, str] | None = None


@dataclass(frozen=True)
class HeadingMeaning:
    """What a heading says about its cells; ``rest`` is what of it means nothing known."""

    period: str
    indicator: str
    kind: str
    rest: str = ""
    is_new: bool = False


@dataclass(frozen=True)
class WideReading:
    """What a wide table is read for."""

    fields: Sequence[Field]
    reading: Reading
    kinds: ValueKinds
    grouped: bool = False


@dataclass(frozen=True)
class WideHeader:
    """A wide table's header: its headings, how many rows it takes, and what they mean."""

    headings: Sequence[str]
    end: int
    plain: Binding
    meanings: Mapping[int, HeadingMeaning]
    reading: Reading

    @property
    def has_periods(self) -> bool:
        """Tell whether any heading holds a period."""
        return any(one.period for one in self.meanings.values())


def wide_header(
    rows: Sequence[Sequence[str]], searched: int, wanted: WideReading
) -> WideHeader | None:
    """Return the header of a wide table among its first rows, or None where it is not wide."""
    incomplete: WideHeader | None = None
    for start, row in enumerate(rows[:searched]):
        candidates = [(list(row), start + 1)]
        if start + 1 < len(rows):
            candidates.append((_two_rows(row, rows[start + 1], wanted), start + 2))
        for texts, end in candidates:
            header = _read_header(texts, end, wanted) if texts else None
            if header is not None and not _lacking(header, wanted):
                return header
            if header is not None and header.has_periods:
                incomplete = incomplete or header
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
        over = above or (over if below and _held_period(below)[0] else "")
        joined.append(" ".join(dict.fromkeys(part for part in (over, below) if part)))
        if column == area:
            over = ""
    return joined


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
        if column not in settled and (meaning := _meaning(text, wanted)) is not None
        and heading_key(without_footnote(meaning.rest)) not in _ignored(wanted.reading)
    }  # fmt: skip
    meanings = _of_this_table(meanings, plain, wanted)
    if not meanings:
        return None
    return WideHeader(texts, end, plain, meanings, wanted.reading)


def _ignored(reading: Reading) -> set[str]:
    return {heading_key(name) for name in reading.ignore}


def _of_this_table(
    meanings: Mapping[int, HeadingMeaning], plain: Binding, wanted: WideReading
) -> dict[int, HeadingMeaning]:
    """Return the headings that say something here: a plain table's may hold periods in vain."""
    has_value = plain.has(wanted.kinds.value)
    has_own = plain.has("indicator")
    several_new = len({one.rest for one in meanings.values() if one.is_new}) > 1
    kept: dict[int, HeadingMeaning] = {}
    for column, meaning in meanings.items():
        if plain.has("year") and has_value and meaning.period:
            continue
        if meaning.is_new and not meaning.period and (has_value or (has_own and several_new)):
            continue
        is_said = "indicator" in plain.fixed or (meaning.is_new and has_own)
        kept[column] = replace(meaning, indicator="", is_new=False) if is_said else meaning
    return kept


def _meaning(text: str, wanted: WideReading) -> HeadingMeaning | None:
    """Return what a heading says, or None where it holds neither period nor indicator."""
    held, rest = period_beside(without_footnote(text))
    kind = _kind(rest, wanted)
    if kind:
        return HeadingMeaning(held, "", kind) if held else None
    indicator, is_new = _indicator(rest, wanted.kinds)
    if indicator or is_new:
        return HeadingMeaning(held, indicator, wanted.kinds.value, rest, is_new)
    return HeadingMeaning(held, "", "", rest) if held else None


def period_beside(text: str) -> tuple[str, str]:
    """Return a heading's period and the text beside it; a percent sign may stand after both."""
    held, rest = _held_period(text)
    sign = _PERCENT.search(text)
    if held or sign is None:
        return held, rest
    held, rest = _held_period(text[: sign.start()])
    return (held, f"{rest} (%)".strip()) if held else ("", text.strip())


def _held_period(text: str) -> tuple[str, str]:
    """Return the period that a heading begins or ends with, and the text beside it."""
    words = text.split()
    for n in range(min(len(words), _MOST_WORDS), 0, -1):
        for part, rest in ((words[-n:], words[:-n]), (words[:n], words[n:])):
            written = " ".join(part).strip(" ,:;()[]")
            try:
                period(written)
            except UnreadableCell:
                continue
            if rest and _DAY.fullmatch(rest[-1]) and written[:1].isalpha():
                return "", text.strip()
            return written, _beside(rest)
    return "", text.strip()


def _beside(words: Sequence[str]) -> str:
    text = " ".join(words).strip()
    text = re.sub(r"[\s,:;–—-]+$|^[\s,:;–—-]+", "", text)
    return re.sub(r"\s+(i|in|for|of|år|year)$", "", text)


def _kind(rest: str, wanted: WideReading) -> str:
    """Return the field that a heading without its period means; that of the table for none."""
    key = heading_key(without_footnote(rest).strip(_EDGES))
    for name, mapped in wanted.reading.columns.items():
        if heading_key(mapped) == key and name in {wanted.kinds.value, *wanted.kinds.beside}:
            return name
    if not key or (wanted.kinds.titles is None and is_total(rest)):
        return wanted.kinds.value
    for spec in wanted.fields:
        if spec.name in {wanted.kinds.value, *wanted.kinds.beside}:
            known = {heading_key(name) for name in (spec.name, *spec.headings)}
            if key in known:
                return spec.name
    return ""


def _indicator(rest: str, kinds: ValueKinds) -> tuple[str, bool]:
    """Return the indicator that a heading holds, and whether it is a share of something unknown.

    "Andel utrygge" is a share, but says no indicator by which it could be told from others.
    """
    if kinds.titles is None:
        return "", False
    without = _PERCENT.sub("", rest).strip(_EDGES)
    plain = _SHARE.sub("", without).strip(_EDGES)
    for text in (rest, without, plain):
        key = heading_key(text)
        for spelled in (key, _PLURAL.sub(r"\1", key)):
            if spelled and spelled in kinds.titles:
                return kinds.titles[spelled], False
    if without != rest.strip(_EDGES) and plain:
        return plain, True
    return "", plain != without


def _lacking(header: WideHeader, wanted: WideReading) -> bool:
    names = {*headings.missing(header.plain, wanted.fields)} - {wanted.kinds.value}
    if header.has_periods:
        names -= {"year"}
    if any(one.indicator for one in header.meanings.values()):
        names -= {"indicator"}
    return bool(names)

"""What one heading of a wide table means: a period, an indicator, a group, a kind of value."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from hotspots.model.fields import Field
from hotspots.model.groups import is_total, value_key
from hotspots.model.loads import Reading
from hotspots.sources.files.heading_groups import HeadingGroup, group_beside
from hotspots.sources.files.names import heading_key, stems, without_footnote
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
    """What a heading says about its cells; ``rest`` is what of it is no period.

    ``about`` is what of that is no group either; ``groups`` are the values of a group by
    dimension. ``has_total`` says that everybody is named, ``is_named`` that the kind is, which
    else is that of the table.
    """

    period: str
    indicator: str
    kind: str
    rest: str = ""
    is_new: bool = False
    about: str = ""
    groups: Mapping[str, str] = field(default_factory=dict)
    has_total: bool = False
    is_named: bool = False

    @property
    def group(self) -> tuple[tuple[str, str], ...]:
        """Return its group, to be told from others."""
        return tuple(sorted((name, value_key(value)) for name, value in self.groups.items()))

    def is_stated(self, reading: Reading) -> bool:
        """Tell whether it is said, or stands in the heading, that the cells hold the group."""
        unsaid = [value for _, value in self.group if value not in reading.heading_groups]
        return self.is_named or not unsaid


@dataclass(frozen=True)
class WideReading:
    """What a wide table is read for."""

    fields: Sequence[Field]
    reading: Reading
    kinds: ValueKinds
    grouped: bool = False

    @property
    def categories(self) -> frozenset[str]:
        """Return the field of categories that headings may hold, where the table has one."""
        names = {one.name for one in self.fields} - self.kinds.beside
        return frozenset({"category"} & names)

    @property
    def numbers(self) -> frozenset[str]:
        """Return the fields of numbers that the cells may be."""
        names = {self.kinds.value, *self.kinds.beside}
        return frozenset(one.name for one in self.fields if one.number and one.name in names)

    @property
    def dimension(self) -> str:
        """Return what unknown words in headings are likely to be values of."""
        return "kategori" if self.categories else "gruppe"


def with_categories(reading: Reading, wanted: WideReading) -> Reading:
    """Return a reading in which values that are said to be categories are of their field."""
    named = {heading_key(text): one.name for one in wanted.fields if one.name in wanted.categories
             for text in (one.name, *one.headings)}  # fmt: skip
    stated = {value: named.get(heading_key(dimension), dimension)
              for value, dimension in reading.heading_groups.items()}  # fmt: skip
    return replace(reading, heading_groups=stated)


def heading_meaning(text: str, wanted: WideReading) -> HeadingMeaning | None:
    """Return what a heading says, or None where it holds no period, indicator or group."""
    held, rest = period_beside(without_footnote(text))
    whole = _meaning_beside(held, rest, wanted)
    if whole is not None and whole.kind and not whole.is_new:
        return whole if held or whole.indicator or whole.has_total else None
    group = _group(rest, wanted)
    if wanted.grouped and group.is_named:
        if _is_share_of(group):
            return HeadingMeaning(held, "", "", rest) if held else None
        meaning = _meaning_beside(held, group.rest, wanted)
        if meaning is not None and meaning.kind and (group.is_apart or not meaning.is_new):
            return replace(meaning, rest=rest, groups=group.values, has_total=group.has_total)
    return whole


def _meaning_beside(held: str, rest: str, wanted: WideReading) -> HeadingMeaning | None:
    kind = kind_of(rest, wanted)
    if kind:
        total = is_total(rest)
        return HeadingMeaning(held, "", kind, has_total=total, is_named=bool(rest) and not total)
    indicator, is_new = indicator_of(rest, wanted.kinds)
    if indicator or is_new:
        return HeadingMeaning(
            held, indicator, wanted.kinds.value, rest, is_new, rest, is_named=True
        )
    return HeadingMeaning(held, "", "", rest) if held else None


def _group(text: str, wanted: WideReading) -> HeadingGroup:
    """Return the group in a heading's text, after which a percent sign may stand."""
    stated = wanted.reading.heading_groups
    sign = _PERCENT.search(text)
    group = group_beside(text[: sign.start()] if sign else text, stated)
    return replace(group, rest=f"{group.rest} (%)".strip()) if sign else group


def _is_share_of(group: HeadingGroup) -> bool:
    """Tell whether a heading may mean how large a part a group is, such as "Andel kvinder"."""
    return (
        bool(group.values)
        and not group.is_apart
        and _SHARE.fullmatch(f"{group.rest} ") is not None
    )


def period_beside(text: str) -> tuple[str, str]:
    """Return a heading's period and the text beside it; a percent sign may stand after both."""
    held, rest = held_period(text)
    sign = _PERCENT.search(text)
    if held or sign is None:
        return held, rest
    held, rest = held_period(text[: sign.start()])
    return (held, f"{rest} (%)".strip()) if held else ("", text.strip())


def held_period(text: str) -> tuple[str, str]:
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


def kind_of(rest: str, wanted: WideReading) -> str:
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


def indicator_of(rest: str, kinds: ValueKinds) -> tuple[str, bool]:
    """Return the indicator that a heading holds, and whether it is a share of something unknown.

    "Andel utrygge" is a share, but says no indicator by which it could be told from others.
    """
    if kinds.titles is None:
        return "", False
    without = _PERCENT.sub("", rest).strip(_EDGES)
    plain = _SHARE.sub("", without).strip(_EDGES)
    for text in (rest, without, plain):
        key = heading_key(text)
        for spelled in (key, _PLURAL.sub(r"\1", key), stems(text)):
            if spelled and spelled in kinds.titles:
                return kinds.titles[spelled], False
    if without != rest.strip(_EDGES) and plain:
        return plain, True
    return "", plain != without

"""Shares of survey answers as a release publishes them, and which of them lie in which others."""

import math
from collections.abc import Collection, Iterator, Mapping
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from hotspots.model.areas import CITY
from hotspots.model.groups import group_name, parts_of
from hotspots.model.periods import Period

Area = tuple[str, str]
# the areas that each area lies in, as set and code, beside the city
Within = Mapping[Area, Collection[Area]]

# answers that are lost in reckoning with fractions
_NOTHING = 1e-9


class ShareKey(NamedTuple):
    """What a share is of: an area of a set, an indicator, a year or a part of it, and a group."""

    set_name: str
    area_code: str
    indicator: str
    year: int
    part: str = ""
    group_key: str = ""
    edition: int | None = None
    supplier: str | None = None

    @property
    def subject(self) -> "ShareKey":
        """Return whose answers these are, in whatever edition; the city is that of all sets.

        Another supplier is taken to have asked the same people: nothing here says otherwise.
        """
        set_name = "" if self.area_code == CITY else self.set_name
        return self._replace(set_name=set_name, edition=None, supplier=None)

    @property
    def words(self) -> str:
        """Return the key as refusals name it."""
        period = f"{self.year} {self.part}".strip()
        group = [self.group_key] if self.group_key else []
        return ", ".join([f"{self.set_name} {self.area_code}", self.indicator, period, *group])


class PublishedShare(NamedTuple):
    """A share in per cent of ``n`` answers, printed with so many decimals; None if exact.

    Its area lies in the areas ``within``, and those that it ``holds`` lie in it.
    """

    key: ShareKey
    n: float
    percent: float
    decimals: int | None = None
    within: tuple[Area, ...] = ()
    holds: tuple[Area, ...] = ()

    @property
    def yes(self) -> float:
        """Return how many answers the share is, as the printed figures have it."""
        return self.percent / 100 * self.n

    @property
    def fewest(self) -> float:
        """Return how many answers the smaller side has at least, in whole ones if rounded."""
        side = min(self.yes, self.n - self.yes)
        if self.decimals is None:
            return side
        return math.ceil(side - self.n * 10.0**-self.decimals / 200 - _NOTHING)


def wholes(subject: ShareKey, within: Within) -> Iterator[tuple[ShareKey, str]]:
    """Yield what a subject is a part of, each with what divides it.

    It lies in others by area, by people, by time, and by several of these at once.
    """
    ways = product(_outer(subject, within), _wider(subject.group_key), _longer(subject))
    for (set_name, area_code), (group_key, dimensions), part in ways:
        whole = subject._replace(
            set_name=set_name, area_code=area_code, group_key=group_key, part=part
        )
        if whole != subject:
            divided = [
                "area" if whole[:2] != subject[:2] else "",
                dimensions,
                subject.part[:1] if part != subject.part else "",
            ]
            yield whole, " and ".join(filter(None, divided))


def _outer(subject: ShareKey, within: Within) -> list[Area]:
    """Return the area itself, the larger ones that it lies in, and the city."""
    area = subject.set_name, subject.area_code
    if subject.area_code == CITY:
        return [area]
    return [area, *sorted(within.get(area, ())), ("", CITY)]


@lru_cache(maxsize=4096)
def _wider(group_key: str) -> list[tuple[str, str]]:
    """Return the group and all that are told by fewer of its dimensions, with those left out."""
    parts = parts_of(group_key)
    names = sorted(parts)
    wider = [(group_key, "")]
    for bits in range(2 ** len(names) - 1):
        left = {name: parts[name] for at, name in enumerate(names) if bits >> at & 1}
        wider.append((group_name(left), " and ".join(sorted(parts.keys() - left.keys()))))
    return wider


def _longer(subject: ShareKey) -> list[str]:
    """Return the period's part of the year, and the longer ones that it lies in."""
    return [subject.part, *_longer_parts(subject.year, subject.part)]


@lru_cache(maxsize=4096)
def _longer_parts(year: int, part: str) -> list[str]:
    if not part:
        return []
    first, last = Period(year, part).days
    longer = []
    for other in ("", "H1", "H2", "Q1", "Q2", "Q3", "Q4", *(f"M{n:02d}" for n in range(1, 13))):
        start, end = Period(year, other).days
        if (start, end) != (first, last) and start <= first and last <= end:
            longer.append(other)
    return longer

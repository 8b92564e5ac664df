"""Shares of survey answers as a release publishes them, and which of them lie in which others."""

import math
from collections.abc import Iterator
from typing import NamedTuple

from hotspots.model.areas import CITY
from hotspots.model.groups import parts_of

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
    def wholes(self) -> Iterator[tuple["ShareKey", str]]:
        """Yield the keys that this one is a part of, each with what divides it."""
        if self.area_code != CITY:
            yield self._replace(area_code=CITY), "area"
        if self.group_key:
            yield self._replace(group_key=""), " and ".join(parts_of(self.group_key))
        if self.part:
            yield self._replace(part=""), f"part {self.part[:1]}"

    @property
    def words(self) -> str:
        """Return the key as refusals name it."""
        period = f"{self.year} {self.part}".strip()
        group = [self.group_key] if self.group_key else []
        return ", ".join([f"{self.set_name} {self.area_code}", self.indicator, period, *group])


class PublishedShare(NamedTuple):
    """A share in per cent of ``n`` answers, printed with so many decimals; None if exact."""

    key: ShareKey
    n: float
    percent: float
    decimals: int | None = None

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

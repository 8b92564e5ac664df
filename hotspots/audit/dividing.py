"""Whether sets of areas lie over one another, as they do in one city.

Two sets that were said to lie beside each other would have nothing to be subtracted.
"""

from collections import defaultdict
from collections.abc import Iterator

from hotspots.model.areas import CITY, OUTSIDE
from hotspots.model.disclosure import Dimension

_TOTAL = "total"


def undivided(areas: Dimension) -> Iterator[str]:
    """Yield each set whose areas are not its city, or whose city and outside are not all."""
    levels: dict[str, dict[str, frozenset[int]]] = defaultdict(dict)
    for member, finest in areas.members.items():
        levels[member.level][member.code] = finest
    levels.pop(_TOTAL, None)
    for level, by_code in levels.items():
        outside = by_code.pop(OUTSIDE, frozenset())
        city = by_code.pop(CITY, None)
        inside = frozenset[int]().union(*by_code.values())
        is_whole = inside | outside == frozenset(range(len(areas.finest)))
        if not is_whole or inside & outside or city not in {None, inside}:
            yield level

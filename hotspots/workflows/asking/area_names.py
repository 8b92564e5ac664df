"""Which area of a set is meant by a name or a code."""

from collections.abc import Sequence

from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.sources.files.names import AreaNames

_MOST_NAMES = 40


def match_area(names: AreaNames, named: str) -> str:
    """Return the code of the area that is meant, or say which areas there are."""
    match = names.match(named)
    if match.code is not None:
        return match.code
    areas = names.areas
    listed = ", ".join(f"{code} {name}" for code, name in areas[:_MOST_NAMES])
    more = message(" and {n} more", n=len(areas) - _MOST_NAMES) if len(areas) > _MOST_NAMES else ""
    raise HotspotsError(
        message(
            "{named!r}: {reason}. Areas: {listed}{more}; * is the city.",
            named=named,
            reason=match.reason,
            listed=listed,
            more=more,
        )
    )


def chosen_codes(names: AreaNames, named: Sequence[str]) -> list[str]:
    """Return the codes of the areas that are named, each once; of none where none is."""
    return [*dict.fromkeys(match_area(names, each) for each in named)]

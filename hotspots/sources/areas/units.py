"""An area given as units of a division: ``12``, ``distrikt 8``, ``12 + rode 157``."""

import re
from dataclasses import dataclass

from hotspots.language import message
from hotspots.sources.files.names import WHOLE, AreaNames, key

_BETWEEN = re.compile(
    r"\s*(?:[+;]|\b(?:inkl\.|inklusive|inkl|plus|med|samt|with)(?=\s))\s*", re.IGNORECASE
)
_ASIDE = re.compile(r"\s*\([^()]*\)\s*$")
_UNIT = re.compile(
    r"(?P<word>distrikt|district|rode|bydel|kvarter|quarter)(?:\s+nr\.?)?\s+(?P<code>\S+)",
    re.IGNORECASE,
)
_STEMS = {
    "distrikt": ("distrikt", "district"),
    "district": ("distrikt", "district"),
    "rode": ("rode",),
    "bydel": ("bydel",),
    "kvarter": ("kvarter", "quarter"),
    "quarter": ("kvarter", "quarter"),
}


@dataclass(frozen=True)
class Unit:
    """One unit: the word before its code, such as ``rode``, or nothing, and the code."""

    word: str
    code: str

    def is_of(self, set_name: str) -> bool:
        """Tell whether a set's name speaks of this kind of unit; a bare code fits any set."""
        return not self.word or any(stem in key(set_name) for stem in _STEMS[self.word])

    def __str__(self) -> str:
        """Return the unit as it is written."""
        return f"{self.word} {self.code}".strip()


@dataclass(frozen=True)
class UnitsResult:
    """The codes of a set's areas that a text names, and the units it names of other divisions.

    Without codes ``reason`` says why.
    """

    codes: tuple[str, ...] = ()
    beside: tuple[Unit, ...] = ()
    reason: str = ""


def units_of(text: str) -> tuple[Unit, ...]:
    """Return the units that a text names, in its order, without a remark in brackets at the end.

    ``12 + rode 157`` and ``distrikt 12 inkl. rode 157 (ved Tagensvej)`` name two.
    """
    parts = _BETWEEN.split(_ASIDE.sub("", text).strip())
    return tuple(_unit(part.strip()) for part in parts if part.strip())


def _unit(part: str) -> Unit:
    match = _UNIT.fullmatch(part)
    return Unit(match["word"].casefold(), match["code"]) if match else Unit("", part)


def find_units(text: str, names: AreaNames) -> UnitsResult:
    """Find the areas of a set that a text names: all of them, or none and the reason.

    A unit that says what it is, such as ``bydel 8``, is looked for in sets of that kind only.
    """
    whole = names.match(text)
    if whole.code is not None:
        return UnitsResult((whole.code,))
    units = units_of(text)
    set_units = [unit for unit in units if unit.is_of(names.set_name)]
    beside = tuple(unit for unit in units if unit not in set_units)
    if not set_units:
        return UnitsResult(
            (), beside, message("names no area of {set_name}", set_name=names.set_name)
        )
    if len(units) == 1 and not set_units[0].word:
        return UnitsResult((), beside, whole.reason)
    matches = [(unit, names.match(unit.code)) for unit in set_units]
    for unit, match in matches:
        if match.code is None or match.code == WHOLE:
            reason = match.reason or message("is no single area")
            return UnitsResult(
                (), beside, message("{unit}: {reason}", unit=str(unit), reason=reason)
            )
    codes = dict.fromkeys(match.code for _, match in matches if match.code is not None)
    return UnitsResult(tuple(codes), beside)

"""Zones of time behind a time of day: by name, or by how far from UTC they are."""

import re

# Clocks of the world are up to 14 hours before UTC and 12 behind it; the quarters are before.
_MOST_AHEAD, _MOST_BEHIND = 14 * 60, 12 * 60
_HALVES_BEHIND = frozenset({150, 210, 270, 570})
_OFFSET = re.compile(r" ?(?P<sign>[-+])(?P<hours>\d\d):?(?P<minutes>\d\d)?(?![\d:.])")
_OFFSET_OF_UTC = re.compile(
    r" ?\(?(?:utc|gmt) ?(?P<sign>[-+])(?P<hours>\d\d?)(?::?(?P<minutes>\d\d))?(?![\d:.])\)?"
)
# Names of zones that have one offset.
_ZONES = {
    "z": "+00:00", "utc": "+00:00", "gmt": "+00:00", "cet": "+01:00", "mez": "+01:00",
    "normaltid": "+01:00", "vintertid": "+01:00", "cest": "+02:00", "mesz": "+02:00",
    "sommertid": "+02:00",
}  # fmt: skip
_ZONE = re.compile(rf" ?\(?(?:dansk )?(?P<zone>{'|'.join(_ZONES)})\)?(?![a-z+-])")
_FOREIGN_ZONE = re.compile(
    r".*\d ?[\[(]?(?:[ecmp][sd]t|ak[sd]t|hst|[bi]st|wes?t|eest|eet|msk|[jk]st|hkt|sgt|brt"
    r"|a[ecw]?[sd]t|nz[sd]t|utc|gmt|[a-z]{2,}/[a-z_]+)(?: ?[-+]\d.*)?[\])]?"
)
# What programs write behind an offset: the name of the zone, once more.
_AGAIN = re.compile(r" ?(?:\([^()\d]+\)|\[[^\[\]\d]+\])$")


def named_zone(plain: str) -> tuple[str, str] | None:
    """Return the offset of a zone by whose name a text begins, and the text behind it."""
    if zone := _ZONE.match(plain):
        return _ZONES[zone["zone"]], plain[zone.end() :]
    offset = _OFFSET_OF_UTC.match(plain)
    return _written(offset, plain) if offset and _exists(offset) else None


def signed_offset(plain: str) -> tuple[str, str] | None:
    """Return an offset such as ``+01:00`` with which a text begins, and the text behind it."""
    offset = _OFFSET.match(plain)
    return _written(offset, plain) if offset and _exists(offset) else None


def may_be_clock(plain: str) -> bool:
    """Tell whether the offset with which a text begins may be the end of a range: ``-09:00``."""
    offset = _OFFSET.match(plain)
    return offset is not None and offset["sign"] == "-" and ":" in offset[0]


def ends_with_foreign_zone(plain: str) -> bool:
    """Tell whether a text ends with the name of a zone whose offset is not known here."""
    return _FOREIGN_ZONE.fullmatch(plain) is not None


def _exists(offset: re.Match[str]) -> bool:
    minutes = int(offset["minutes"] or 0)
    whole = 60 * int(offset["hours"]) + minutes
    if offset["sign"] == "-":
        return whole in _HALVES_BEHIND or (minutes == 0 and whole <= _MOST_BEHIND)
    return minutes in {0, 15, 30, 45} and whole <= _MOST_AHEAD


def _written(offset: re.Match[str], plain: str) -> tuple[str, str]:
    text = f"{offset['sign']}{int(offset['hours']):02d}:{offset['minutes'] or '00'}"
    return text, _AGAIN.sub("", plain[offset.end() :])

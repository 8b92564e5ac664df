"""Leaflet's own script and style, from the installed package, to stand inside the page."""

import re
from functools import cache
from pathlib import Path

from hotspots import shipped

_PICTURE = re.compile(r"url\([^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def script() -> str:
    """Return the script without the line that names its source map, another file."""
    return _SOURCE_MAP.sub("", _read("leaflet.js")).strip()


@cache
def style() -> str:
    """Return the style without its pictures, which belong to markers and layer switches.

    The terms of its licence, which must go along with every copy, stand above it.
    """
    own = _PICTURE.sub("none", _read("leaflet.css")).strip()
    return f"{shipped.text('maps/styles/licences.css').strip()}\n{own}"


def _read(name: str) -> str:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")

"""Leaflet's own script and style, from the installed package, to stand inside the page."""

import re
from functools import cache
from pathlib import Path

_PICTURE = re.compile(r"url\([^)]*\)")
_SOURCE_MAP = re.compile(r"^//# sourceMappingURL=.*$", re.MULTILINE)


@cache
def script() -> str:
    """Return the script without the line that names its source map, another file."""
    return _SOURCE_MAP.sub("", _read("leaflet.js")).strip()


@cache
def style() -> str:
    """Return the style without its pictures: they belong to markers and layer switches."""
    return _PICTURE.sub("none", _read("leaflet.css")).strip()


def _read(name: str) -> str:
    from xstatic.pkg import leaflet

    return (Path(leaflet.BASE_DIR) / name).read_text(encoding="utf-8")

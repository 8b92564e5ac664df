"""What a page may load and run, as a content policy (Content Security Policy, level 2)."""

import base64
import hashlib
import re
from collections.abc import Sequence

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.pages import Tiles

# Nothing but Leaflet's own placeholders may stand in braces.
_TILES = re.compile(
    r"https://(?P<any>\{s\}\.)?(?P<host>[a-z0-9-]+(\.[a-z0-9-]+)*(:[0-9]+)?)"
    r"(/([A-Za-z0-9_.~%?&=+,:@/-]|\{[sxyzr]\})*)"
)


def policy(scripts: Sequence[str], tiles: Tiles | None) -> str:
    """Return the policy that lets exactly these scripts run and no request leave.

    Styles may stand in the page, because Leaflet places its parts by them.
    """
    hashes = " ".join(f"'sha256-{_digest(script)}'" for script in scripts)
    pictures = f"data: {_source(tiles)}" if tiles else "data:"
    return (
        f"default-src 'none'; script-src {hashes}; style-src 'unsafe-inline'; "
        f"img-src {pictures}; base-uri 'none'; form-action 'none'"
    )


def host(tiles: Tiles) -> str:
    """Return the host that serves the tiles, or raise where the address is not plain https."""
    return _address(tiles)["host"]


def _source(tiles: Tiles) -> str:
    address = _address(tiles)
    return f"https://{'*.' if address['any'] else ''}{address['host']}"


def _address(tiles: Tiles) -> re.Match[str]:
    address = _TILES.fullmatch(tiles.url)
    if address is None:
        raise UsageProblem(
            message(
                "{url!r} is no address of tiles; it must look like "
                "https://host/{{z}}/{{x}}/{{y}}.png.",
                url=tiles.url,
            )
        )
    return address


def _digest(script: str) -> str:
    return base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()

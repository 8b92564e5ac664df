"""Whether areas still lie as they did when counts of them were published."""

import hashlib
from collections.abc import Iterable, Sequence

from hotspots.audit.ledger import LedgerEntry, LedgerRow, entries
from hotspots.audit.written import read_borders
from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import message

_DECIMALS = 1


def borders_of(store: Store, set_names: Iterable[str]) -> dict[str, str]:
    """Return the SHA-256 of the codes and borders of each set's areas, by its name.

    Borders are those to a decimetre, wherever a file begins an outline and whatever its format.
    """
    return {name: _borders(store, name) for name in sorted({*set_names})}


def refuse_moved(store: Store, ledger: Sequence[LedgerRow]) -> None:
    """Raise where a set of which counts were published has other borders now.

    Its classes are of the ground of then, which its readers know, and cases would be held to them
    on the ground of now.
    """
    for entry in entries(ledger):
        published = read_borders(entry.classes)
        now = borders_of(store, published)
        moved = sorted(name for name, borders in published.items() if now[name] != borders)
        if moved:
            raise _moved(entry, moved)


def _borders(store: Store, set_name: str) -> str:
    digest = hashlib.sha256()
    for row in store.rows("areas/areas_of_set", set_name=set_name):
        code, outline = row["code"].encode(), _outline(bytes(row["geometry"]))
        digest.update(b"%d %d " % (len(code), len(outline)) + code + outline)
    return digest.hexdigest()


def _outline(wkb: bytes) -> bytes:
    """Return a shape as the same bytes, however its rings and vertices are ordered."""
    import numpy as np
    import shapely

    # adding 0 takes the sign off a zero
    rounded = shapely.transform(shapely.from_wkb(wkb), lambda at: np.round(at, _DECIMALS) + 0.0)
    return bytes(shapely.to_wkb(shapely.normalize(rounded)))


def _moved(entry: LedgerEntry, names: Sequence[str]) -> ReleaseRefused:
    return ReleaseRefused(
        message(
            "The areas of {sets} have other borders, or other codes, than when {release!r} was "
            "released. What was published of them is about the borders of then. Load these as "
            "{sets} again, and the new ones as a set of another name.",
            sets=", ".join(names),
            release=entry.release,
        )
    )

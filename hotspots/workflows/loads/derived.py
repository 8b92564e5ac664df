"""Loads without a file of their own: what is computed from loads that are in the store."""

import hashlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store
from hotspots.model.loads import Origin, Receipt
from hotspots.model.rows import StoreLoadsRow
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.loading import OpenLoad


@contextmanager
def derived_session(
    store: Store,
    kind: str,
    target: str | None,
    origin: Origin,
    made_from: Sequence[int],
    settings: dict[str, Any],
) -> Iterator[OpenLoad | Receipt]:
    """Open a load that is made from loads in the store, in one transaction.

    The sibling of ``loading.session``: the caller opens the store by ``writing`` first,
    because the sources must be looked up in it. ``made_from`` are the numbers of the loads
    that the new one rests on, ``origin.path`` counts for nothing. File name, hash and source
    are those of the loads made from (with several, their names joined and one hash over
    theirs), the licence too where each has one, and what is made from synthetic data is
    synthetic. ``settings`` must say how it was made and from which loads: made again in the
    same way it is the same load, and a ``Receipt`` that says so is yielded in place of the
    open load.
    """
    sources = _sources(store, made_from)
    joint_origin = replace(
        origin,
        path=Path(_joined(str(one["file"]) for one in sources).replace("/", "_")),
        source=origin.source or _joined(str(one["source"] or "") for one in sources) or None,
        licence=origin.licence or _licences(sources),
        synthetic=origin.synthetic or any(one["synthetic"] for one in sources),
    )
    with loading.opened(store, kind, target, joint_origin, _digest(sources), settings) as load:
        yield load


def _sources(store: Store, made_from: Sequence[int]) -> list[StoreLoadsRow]:
    loads = {row["load"]: row for row in store.rows("store/loads")}
    return [loads[number] for number in made_from]


def _licences(sources: Sequence[StoreLoadsRow]) -> str | None:
    """Return the licences of all sources, or None where one of them has none that is known."""
    stated = [one["licence"] for one in sources]
    return _joined(iter(stated)) or None if all(stated) else None


def _joined(texts: Iterator[str | None]) -> str:
    return " + ".join(dict.fromkeys(text for text in texts if text))


def _digest(sources: Sequence[StoreLoadsRow]) -> str:
    """Return the one source's hash, or one over all of theirs."""
    hashes = [str(one["sha256"]) for one in sources]
    if len(hashes) == 1:
        return hashes[0]
    return hashlib.sha256("\n".join(hashes).encode()).hexdigest()

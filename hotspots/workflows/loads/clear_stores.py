"""Stores that releases are made from: cleared counts in the place of incidents."""

from collections.abc import Mapping
from typing import Any

from hotspots.engine.store import Store
from hotspots.errors import ReleaseRefused
from hotspots.language import message

# under which name such a store keeps the k of its classes
K_SETTING = "release_k"


def is_clear(store: Store) -> bool:
    """Tell whether a store holds cleared counts, and nothing that is about anybody."""
    return store.rows("releases/is_clear")[0]["is_clear"]


def is_asked(indicator: Mapping[str, Any]) -> bool:
    """Tell whether an indicator is a share of answers: figures of no other are in such a store."""
    return bool(indicator["measure"] == "share" and indicator["asked_by"] != "police")


def refuse_uncounted(store: Store, named: str | None) -> None:
    """Raise ``ReleaseRefused`` for an indicator that counts what a release has not cleared."""
    if named is not None and named.casefold() in uncleared_indicators(store):
        raise ReleaseRefused(
            message(
                "{indicator!r} is no share of answers, and no [[tabel]] of the release clears "
                "what it counts. Leave it out, or take the rates of `incidents`.",
                indicator=named.casefold(),
            )
        )


def uncleared_indicators(store: Store) -> set[str]:
    """Return the indicators and series that are no shares of answers, in a store of a release."""
    rows = store.rows("estimates/indicators") if is_clear(store) else []
    return {name for row in rows for name in (row["indicator"], row["series"])
            if name is not None and not is_asked(row)}  # fmt: skip


def class_k(store: Store) -> int:
    """Return under which number the counts of such a store are one class."""
    return int(store.rows("store/setting", name=K_SETTING)[0]["value"])

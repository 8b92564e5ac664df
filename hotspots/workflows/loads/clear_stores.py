"""Stores that releases are made from: cleared counts in the place of incidents."""

from hotspots.engine.store import Store

# under which name such a store keeps the k of its classes
K_SETTING = "release_k"


def is_clear(store: Store) -> bool:
    """Tell whether a store holds cleared counts, and nothing that is about anybody."""
    return store.rows("releases/is_clear")[0]["is_clear"]


def class_k(store: Store) -> int:
    """Return under which number the counts of such a store are one class."""
    return int(store.rows("store/setting", name=K_SETTING)[0]["value"])

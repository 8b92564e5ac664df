"""How much a test tries: a part in every run, the whole in a campaign (``make campaign``)."""

import os


def amount(whole: int, usual: int) -> int:
    """Return how many cases are tried: ``usual``, or the ``whole`` in a campaign."""
    return whole if is_campaign() else usual


def is_campaign() -> bool:
    """Tell whether this run tries all there is to try."""
    return bool(os.environ.get("HOTSPOTS_CAMPAIGN"))

"""What an answer says of the swings that its tests allow for."""

from typing import Any

from hotspots.analysis.methods.count_swings import Swings


def swing_settings(learnt: Swings | None) -> dict[str, Any]:
    """Return the two moments, the common swing and the years they are of, as settings."""
    if learnt is None:
        return {"phi": None, "alpha": None, "alpha_common": None, "swing_years": []}
    return {
        "phi": learnt.phi,
        "alpha": learnt.alpha if learnt.knows_years else None,
        "alpha_common": learnt.common if learnt.knows_years else None,
        "swing_years": list(learnt.years),
    }

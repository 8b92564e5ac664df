"""What became of a cell over many steps of time: new, lasting, fading, or on and off."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.trend import mann_kendall

EmergingKind = Literal[
    "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "oscillating",
    "historical",
]  # fmt: skip
KINDS: tuple[EmergingKind, ...] = (
    "new", "consecutive", "intensifying", "persistent", "diminishing", "sporadic", "oscillating",
    "historical",
)  # fmt: skip
NO_CLASS = "none"
LEAST_STEPS = 10
# Equal sums give z that differ in their last digits; they are ties.
_Z_DECIMALS = 9
_RUN = 2
_MOST_TENTHS, _TENTHS = 9, 10
_BY_SLOPE: dict[int, EmergingKind] = {1: "intensifying", 0: "persistent", -1: "diminishing"}


@dataclass(frozen=True)
class Emerging:
    """A cell's class, such as ``new_hot`` or ``none``, and the trend of its z over the steps."""

    class_: str
    n_hot: int
    n_cold: int
    trend_z: float
    trend_p: float


def emerging(z: Sequence[float], heat: Sequence[int]) -> Emerging:
    """Class a cell by its Gi* z values and by what each step was: 1 hot, 0 neither, -1 cold.

    The classes are those that Esri publishes for its emerging hot spot analysis, with the trend
    by Mann-Kendall on the z values, to nine decimals, at 5 %. Exactly nine steps in ten count as
    nine in ten. Where two definitions fit: a last step that is not hot makes a cell historical,
    not persistent; a cell that was cold before is oscillating, also where its hot steps alone
    would make it new or consecutive. Cold classes mirror hot ones: the trend of a cold cell runs
    downwards when it intensifies. A cell that fits a hot and a cold class has that of its last
    step.
    """
    trend = mann_kendall([round(one, _Z_DECIMALS) for one in z])
    slope = 0 if trend.p >= ALPHA else 1 if trend.s > 0 else -1
    hot = _kind([one == 1 for one in heat], [one == -1 for one in heat], slope)
    cold = _kind([one == -1 for one in heat], [one == 1 for one in heat], -slope)
    sides = {1: (f"{hot}_hot" if hot else None), -1: (f"{cold}_cold" if cold else None)}
    now = sides.get(heat[-1]) or sides[1] or sides[-1] or NO_CLASS
    return Emerging(now, heat.count(1), heat.count(-1), trend.z, trend.p)


def _kind(on: Sequence[bool], opposite: Sequence[bool], slope: int) -> EmergingKind | None:
    """Return the class of one side, if any.

    ``slope`` is 1 for a trend towards the side, -1 for one away from it, 0 for none.
    """
    mostly = _TENTHS * sum(on) >= _MOST_TENTHS * len(on)
    if not on[-1]:
        return "historical" if mostly else None
    if mostly:
        return _BY_SLOPE[slope]
    if any(opposite):
        return "oscillating"
    return _recent(on)


def _recent(on: Sequence[bool]) -> EmergingKind:
    """Return the class of a cell that is on in the last step and was not in most."""
    run = next((at for at, one in enumerate(reversed(on)) if not one), len(on))
    if sum(on) > run:
        return "sporadic"
    return "consecutive" if run >= _RUN else "new"

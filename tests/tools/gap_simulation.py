"""How often intervals of gaps hold the truth; ``python -m tests.tools.gap_simulation [runs]``.

The first setting draws the answers (60 to 400) and the share (0.03 to 0.5) of every group of
every area anew; the others hold them. Each run draws 13 areas of two groups in two years, in
which the gap does not change. Printed are, for each setting, how often the interval of a gap and
of its change holds the truth, how often any of the 13 areas gets a light (Holm), and the same
with Wald's variance for comparison.
"""

import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.indicators.gap import GroupGap, GroupShare, gap, gap_change
from hotspots.analysis.methods.share_change import ALPHA

N_AREAS = 13
Z95 = 1.959963984540054


@dataclass(frozen=True)
class Setting:
    """Answers and true shares of two groups; ``moved`` is what both shares change by.

    None is drawn anew for every area of every run.
    """

    n_first: int | None = None
    n_second: int | None = None
    first: float | None = None
    second: float | None = None
    moved: float = 0.0
    step: float = 0.0


MIXED = Setting()
SETTINGS = (
    MIXED,
    *(
        Setting(n_first, n_second, first, second)
        for n_first, n_second in ((60, 60), (60, 400), (120, 250), (200, 200), (400, 400))
        for first, second in ((0.03, 0.03), (0.1, 0.03), (0.25, 0.1), (0.5, 0.03), (0.5, 0.5))
    ),
    Setting(60, 400, 0.3, 0.2, moved=-0.1),
    Setting(150, 300, 0.15, 0.2, moved=0.1),
    Setting(60, 400, 0.25, 0.1, step=0.01),
    Setting(400, 400, 0.2, 0.15, step=0.01),
)


@dataclass(frozen=True)
class Rates:
    """What came of a setting, all between 0 and 1."""

    gap: float
    change: float
    any_light: float
    wald_gap: float
    wald_light: float


def rates(setting: Setting, runs: int, rng: np.random.Generator) -> Rates:
    """Return how often a setting was judged rightly."""
    shape = (runs, N_AREAS)
    groups = [
        (
            rng.integers(60, 401, shape) if n is None else np.full(shape, n),
            rng.uniform(0.03, 0.5, shape) if share is None else np.full(shape, share),
        )
        for n, share in ((setting.n_first, setting.first), (setting.n_second, setting.second))
    ]
    earlier, later = (
        gap(*(_drawn(n, share + moved, setting.step, rng) for n, share in groups))
        for moved in (0.0, setting.moved)
    )
    truth = groups[0][1] - groups[1][1]
    change = gap_change(earlier, later)
    wald = 2 * _tail(np.abs(change.change) / np.sqrt(_wald(earlier) + _wald(later)))
    reach = Z95 * np.sqrt(_wald(earlier))
    return Rates(
        gap=float(np.mean((earlier.low <= truth) & (truth <= earlier.high))),
        change=float(np.mean((change.low <= 0) & (change.high >= 0))),
        any_light=_any_light(change.p),
        wald_gap=float(np.mean(np.abs(earlier.difference - truth) <= reach)),
        wald_light=_any_light(wald),
    )


def _drawn(
    n: np.ndarray, true_share: np.ndarray, step: float, rng: np.random.Generator
) -> GroupShare:
    share = rng.binomial(n, true_share) / n
    if step:
        share = np.round(share / step) * step
    return GroupShare(share, n.astype(float), np.full((), step))


def _wald(year: GroupGap) -> np.ndarray:
    variances = [one.share * (1 - one.share) / one.n for one in (year.first, year.second)]
    return np.maximum(sum(variances), 1e-12)


def _tail(z: np.ndarray) -> np.ndarray:
    from scipy.stats import norm

    return norm.sf(z)


def _spelled(setting: Setting) -> str:
    if setting == MIXED:
        return "60-400 60-400 0.03-0.5 0.03-0.5 0 0"
    return " ".join(f"{value:g}" for value in vars(setting).values())


def _any_light(p: np.ndarray) -> float:
    """Return how often Holm passes any area: the smallest p-value decides."""
    return float(np.mean(p.min(axis=1) * p.shape[1] < ALPHA))


def main(arguments: Sequence[str]) -> None:
    """Print a line for each setting and the extremes."""
    runs = int(arguments[0]) if arguments else 10_000
    rng = np.random.default_rng(20260112)
    listed = []
    lines = ["n1 n2 p1 p2 moved step: gap change any_light | Wald: gap any_light"]
    for setting in SETTINGS:
        rate = rates(setting, runs, rng)
        listed.append(rate)
        lines.append(
            f"{_spelled(setting)}: {rate.gap:.4f} {rate.change:.4f} "
            f"{rate.any_light:.4f} | {rate.wald_gap:.4f} {rate.wald_light:.4f}"
        )
    lines.append(
        f"{runs} runs: least coverage of a gap {min(rate.gap for rate in listed):.4f}, "
        f"of its change {min(rate.change for rate in listed):.4f}, "
        f"most often any false light {max(rate.any_light for rate in listed):.4f}; "
        f"Wald {min(rate.wald_gap for rate in listed):.4f}, "
        f"{max(rate.wald_light for rate in listed):.4f}"
    )
    sys.stdout.write("\n".join(lines) + "\n")


if __name__ == "__main__":
    main(sys.argv[1:])

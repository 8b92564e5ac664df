"""How often ``incidents`` calls a change sure where nothing changed, and one that did."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.incidents.rates import IncidentCounts, incident_rows
from hotspots.analysis.methods.count_swings import swings
from hotspots.analysis.methods.multiplicity import adjusted
from hotspots.analysis.methods.share_change import ALPHA
from hotspots.analysis.methods.swing_ratio import swing_p
from hotspots.analysis.time.periods import WHOLE_YEAR, Window
from hotspots.model.incidents import IncidentRow
from tests.simulate.table import SimulationRow

MEANS = np.array([5, 10, 20, 40, 60, 90, 120, 160, 200, 300, 400, 600, 800.0])
AREAS = [(f"{at:02}", "") for at in range(len(MEANS))]
CHANGED = {"06": 0.7, "09": 0.7, "12": 0.7}
_PARENTS = 0.6

Floats = NDArray[np.float64]


class IncidentSetting(NamedTuple):
    """Squared swings of an area's year and of the whole city's, and whether cases cluster."""

    name: str
    alpha: float = 0.0
    city: float = 0.0
    clusters: bool = False


SETTINGS = (
    IncidentSetting("chance"),
    IncidentSetting("alpha 0.01", alpha=0.01),
    IncidentSetting("alpha 0.03", alpha=0.03),
    IncidentSetting("clusters", clusters=True),
    IncidentSetting("clusters and alpha 0.02", alpha=0.02, clusters=True),
    IncidentSetting("years of the whole city 10 %", city=0.01),
)


def drawn_counts(
    rng: np.random.Generator, setting: IncidentSetting, n_years: int, effect: Floats
) -> Floats:
    """Return counts of shape (n_areas, n_years); ``effect`` is on the last year's means."""
    mean = np.repeat(MEANS[:, None], n_years, axis=1)
    mean[:, -1] *= effect
    if setting.alpha:
        mean = mean * rng.gamma(1 / setting.alpha, setting.alpha, mean.shape)
    if setting.city:
        mean = mean * rng.gamma(1 / setting.city, setting.city, (1, n_years))
    if setting.clusters:
        parents = rng.poisson(mean * _PARENTS)
        return np.asarray(parents + rng.poisson(parents * (1 / _PARENTS - 1)), dtype=np.float64)
    return rng.poisson(mean).astype(np.float64)


def incident_rows_of(counts: Floats) -> list[IncidentRow]:
    """Compare the last year with the first, as ``incidents`` does."""
    # years without a leap day between them, so that the exposure is the same
    years = range(2001, 2001 + counts.shape[1])
    cells = {(code, year): int(n) for (code, _), row in zip(AREAS, counts, strict=True)
             for year, n in zip(years, row, strict=True)}  # fmt: skip
    cells |= {("*", year): int(n) for year, n in zip(years, counts.sum(axis=0), strict=True)}
    window = Window(*WHOLE_YEAR, frozenset(years))
    data = IncidentCounts(cells, {}, window, years[0], years[-1], "*", earlier=tuple(years)[:-1])
    return incident_rows(AREAS, data)[1:-1]


def judged(counts: Floats) -> tuple[Floats, Floats]:
    """Return p and Holm's adjusted p of the last year against the first, as ``incidents`` does.

    A test holds them to its rows; without intervals they are reckoned far faster.
    """
    learnt = swings(range(counts.shape[1] - 1), counts[:, :-1])
    if learnt is None:
        raise ValueError(counts)
    first, last = counts[:, 0], counts[:, -1]
    p, p_adjusted = swing_p(first, last, (1.0, 1.0), learnt), np.ones(len(counts))
    in_family = first + last > 0
    p_adjusted[in_family] = adjusted(p[in_family], "holm")
    return p, p_adjusted


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return false verdicts, coverage and power in each setting with 3, 5 and 9 earlier years.

    An interval holds no change exactly where p is not under 5 %.
    """
    rng = np.random.default_rng(seed)
    effect = np.array([CHANGED.get(code, 1.0) for code, _ in AREAS])
    lines = []
    for setting in SETTINGS:
        for n_years in (3, 5, 9):
            false, covered, power = 0, np.zeros(len(MEANS)), 0.0
            for _ in range(runs):
                p, p_adjusted = judged(
                    drawn_counts(rng, setting, n_years + 1, np.ones(len(MEANS)))
                )
                false += bool((p_adjusted < ALPHA).any())
                covered += p >= ALPHA
                changed = drawn_counts(rng, setting, n_years + 1, effect)
                is_fewer = (judged(changed)[1] < ALPHA) & (changed[:, -1] < changed[:, 0])
                power += is_fewer[effect < 1].mean()
            lines.append(
                _line(f"{setting.name}, {n_years} earlier years", runs, false, covered, power)
            )
    return lines


def _line(setting: str, runs: int, false: int, covered: Floats, power: float) -> SimulationRow:
    share = covered / runs
    worst = f"{share.min():.3f} (mean {MEANS[share.argmin()]:.0f})"
    return SimulationRow("incidents", setting, runs, false / runs, power / runs,
                         float(share.mean()), worst)  # fmt: skip

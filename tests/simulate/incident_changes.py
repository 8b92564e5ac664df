"""How often ``incidents`` calls a change sure where nothing changed, and one that did."""

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.incidents.rates import IncidentCounts, incident_rows
from hotspots.analysis.time.periods import WHOLE_YEAR, Window
from hotspots.model.incidents import IncidentRow
from tests.simulate.table import SimulationRow

MEANS = np.array([5, 10, 20, 40, 60, 90, 120, 160, 200, 300, 400, 600, 800.0])
AREAS = [(f"{at:02}", "") for at in range(len(MEANS))]
CHANGED = {"06": 0.7, "09": 0.7, "12": 0.7}
_PARENTS = 0.6

Floats = NDArray[np.float64]


class _Setting(NamedTuple):
    """Squared swings of an area's year and of the whole city's, and whether cases cluster."""

    name: str
    alpha: float = 0.0
    city: float = 0.0
    clusters: bool = False


_SETTINGS = (
    _Setting("chance"),
    _Setting("alpha 0.01", alpha=0.01),
    _Setting("alpha 0.03", alpha=0.03),
    _Setting("clusters", clusters=True),
    _Setting("clusters and alpha 0.02", alpha=0.02, clusters=True),
    _Setting("years of the whole city 10 %", city=0.01),
)


def _counts(rng: np.random.Generator, setting: _Setting, n_years: int, effect: Floats) -> Floats:
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


def _rows(counts: Floats) -> list[IncidentRow]:
    """Compare the last year with the first, as ``incidents`` does."""
    # years without a leap day between them, so that the exposure is the same
    years = range(2001, 2001 + counts.shape[1])
    cells = {(code, year): int(n) for (code, _), row in zip(AREAS, counts, strict=True)
             for year, n in zip(years, row, strict=True)}  # fmt: skip
    cells |= {("*", year): int(n) for year, n in zip(years, counts.sum(axis=0), strict=True)}
    window = Window(*WHOLE_YEAR, frozenset(years))
    data = IncidentCounts(cells, {}, window, years[0], years[-1], "*", earlier=tuple(years)[:-1])
    return incident_rows(AREAS, data)[1:-1]


def _covers(row: IncidentRow, ratio: float) -> bool:
    low, high = row.rr_low or 0.0, row.rr_high
    return low <= ratio and (high is None or ratio <= high)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return false verdicts, coverage and power in each setting with 3, 5 and 9 earlier years."""
    rng = np.random.default_rng(seed)
    effect = np.array([CHANGED.get(code, 1.0) for code, _ in AREAS])
    lines = []
    for setting in _SETTINGS:
        for n_years in (3, 5, 9):
            false, covered, power = 0, np.zeros(len(MEANS)), 0.0
            for _ in range(runs):
                result = _rows(_counts(rng, setting, n_years + 1, np.ones(len(MEANS))))
                false += any(row.verdict in {"better", "worse"} for row in result)
                covered += [_covers(row, 1.0) for row in result]
                changed = _rows(_counts(rng, setting, n_years + 1, effect))
                power += sum(row.verdict == "better" for row in changed if row.area in CHANGED)
            lines.append(
                _line(f"{setting.name}, {n_years} earlier years", runs, false, covered, power)
            )
    return lines


def _line(setting: str, runs: int, false: int, covered: Floats, power: float) -> SimulationRow:
    share = covered / runs
    worst = f"{share.min():.3f} (mean {MEANS[share.argmin()]:.0f})"
    return SimulationRow("incidents", setting, runs, false / runs, power / runs / len(CHANGED),
                         float(share.mean()), worst)  # fmt: skip

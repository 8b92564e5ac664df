"""Efforts that did nothing, and efforts that took three incidents in ten, judged many times.

A city of thirteen areas of very different size. One of them, drawn at random, is treated and
three others are compared with it, a year before against a year after, with some earlier years.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.efforts.earlier import AreaMonths, earlier_swings, yearly_swings
from hotspots.analysis.efforts.evaluation import (
    BeforeAfter,
    Design,
    displacement_difference,
    ratio_of_ratios,
)
from hotspots.analysis.efforts.monthly import PreTrend, pre_trend
from hotspots.analysis.efforts.placebo import placebo
from hotspots.analysis.methods.swing_ratio import swing_ratio
from hotspots.analysis.time.months import YEAR, Span
from tests.simulate.table import SimulationRow

MEANS = np.array([15, 30, 60, 120, 180, 270, 360, 480, 600, 900, 1200, 1800, 2400], float)
YEARS = (3, 5, 9)
FIRST = 2000 * YEAR
# of incidents three in five come by themselves, and each brings so many more
_FIRST_ONES, _FOLLOWERS = 0.6, 2 / 3
_COMPARED = 3
_LEFT = 0.7
_GROWTH = 1.5
_LIMIT = 0.05
_TENTH = 0.1
_YEARS_CHOSEN = 5

Counts = NDArray[np.int64]


class Kind(NamedTuple):
    """How counts vary: the swing of a place's year (CV), and whether cases come in clusters."""

    name: str
    swing: float = 0.0
    is_clustered: bool = False


KINDS = (
    Kind("chance"),
    Kind("α 0.01", 0.1),
    Kind("α 0.03", 0.03**0.5),
    Kind("clusters", is_clustered=True),
    Kind("swings of 10 %, clusters", 0.1, is_clustered=True),
    Kind("swings of 15 %", 0.15),
)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return what the verdicts on efforts did, for each kind of counts and number of years."""
    plain = [
        row
        for at, kind in enumerate(KINDS)
        for n_years in YEARS
        for row in setting(kind, n_years, runs, np.random.default_rng([seed, at, n_years]))
    ]
    trends = [
        ran_before(kind, n_years, runs, np.random.default_rng([seed, at, n_years, 1]))
        for at, kind in enumerate(KINDS)
        for n_years in YEARS
    ]
    chosen = [chosen_for_its_bad_year(kind, runs, seed) for kind in (KINDS[0], KINDS[1])]
    return [*plain, *trends, *chosen]


def drawn(kind: Kind, means: NDArray[np.float64], rng: np.random.Generator) -> Counts:
    """Draw counts of some means, of any shape."""
    swings = rng.gamma(kind.swing**-2, kind.swing**2, means.shape) if kind.swing else 1.0
    if not kind.is_clustered:
        return rng.poisson(means * swings)
    first_ones = rng.poisson(means * swings * _FIRST_ONES)
    return np.asarray(first_ones + rng.poisson(first_ones * _FOLLOWERS))


class Store(NamedTuple):
    """Made years of a city: the treated area, those compared, and all as the product sees it."""

    treated: int
    compared: NDArray[np.intp]
    years: Counts
    months: AreaMonths

    @property
    def spans(self) -> tuple[Span, Span]:
        """Return the last year but one and the last."""
        n = self.years.shape[1]
        return _year(n - 2), _year(n - 1)

    @property
    def design(self) -> Design:
        """Return the counts compared, with how many areas they are."""
        return Design(self.sums([self.treated]), self.sums(self.compared))

    def sums(self, areas: object) -> BeforeAfter:
        """Return the counts of some areas before and after."""
        pair = self.years[areas, -2:]  # type: ignore[index]
        shares = ((pair / np.maximum(pair.sum(0), 1)) ** 2).sum(0)
        return BeforeAfter(int(pair[:, 0].sum()), int(pair[:, 1].sum()), *shares.tolist())


def chosen_for_its_bad_year(kind: Kind, runs: int, seed: int) -> SimulationRow:
    """Treat the area whose last year stood highest above its mean: no variance mends that."""
    rng, sure, furthest = np.random.default_rng(seed), [], []
    for _ in range(runs):
        years = drawn(kind, np.repeat(MEANS[:, None], _YEARS_CHOSEN + 1, axis=1), rng)
        usual = years[:, :-2].mean(axis=1)
        treated = int(np.argmax((years[:, -2] - usual) / np.sqrt(usual + 0.02 * usual**2)))
        compared = rng.permutation(np.delete(np.arange(len(MEANS)), treated))[:_COMPARED]
        made = Store(treated, compared, years, _months(years, treated, compared))
        sure.append(_judged(made).is_sure[0])
        rank = placebo(made.months, *made.spans).rank_bad_year
        furthest += [rank.share <= _TENTH] if rank else []
    return SimulationRow(
        verdict="evaluate: ratio, area chosen for its bad year",
        setting=f"{kind.name}, {_YEARS_CHOSEN} earlier years",
        runs=runs,
        any_false=float(np.mean(sure)),
        power=None,
        coverage=None,
        worst=f"in the outermost tenth of places with as bad a year: {np.mean(furthest):.1%}",
    )


def ran_before(
    kind: Kind, n_years: int, runs: int, rng: np.random.Generator, *, has_power: bool = True
) -> SimulationRow:
    """Compare how areas ran before that ran alike, and those of which one grew by half a year."""
    alike = [_ran(store(kind, n_years, rng), rng) for _ in range(runs)]
    apart = [_ran(store(kind, n_years, rng, growth=_GROWTH), rng) for _ in range(runs * has_power)]
    holds = [trend.low <= 1 <= trend.high for trend in alike
             if trend.low is not None and trend.high is not None]  # fmt: skip
    verdicts = [trend.verdict for trend in alike]
    return SimulationRow(
        verdict="evaluate: not alike before",
        setting=f"{kind.name}, {n_years} earlier years",
        runs=runs,
        any_false=verdicts.count("different") / runs,
        power=float(np.mean([one.verdict == "different" for one in apart])) if apart else None,
        coverage=float(np.mean(holds)),
        worst=f"called alike: {verdicts.count('alike') / runs:.1%}",
    )


def _ran(made: Store, rng: np.random.Generator) -> PreTrend:
    """Compare the months before, into which each year's incidents fall by chance."""
    sums = [made.years[made.treated, :-1], made.years[made.compared, :-1].sum(axis=0)]
    treated, comparison = (rng.multinomial(one, [1 / YEAR] * YEAR).ravel() for one in sums)
    design = made.design
    shares = design.treated.shares_before + design.comparison.shares_before
    return pre_trend(treated, comparison, yearly_swings(made.months), shares)


def _year(at: int) -> Span:
    return Span(FIRST + at * YEAR, FIRST + at * YEAR + YEAR - 1)


def store(
    kind: Kind, n_years: int, rng: np.random.Generator, left: float = 1.0, growth: float = 1.0
) -> Store:
    """Draw a city whose treated area grows, and keeps a share of its last year's incidents."""
    order = rng.permutation(len(MEANS))
    treated, compared = int(order[0]), order[1 : 1 + _COMPARED]
    means = np.repeat(MEANS[:, None], n_years + 1, axis=1)
    means[treated] *= growth ** np.arange(n_years + 1)
    means[treated, -1] *= left
    years = drawn(kind, means, rng)
    return Store(treated, compared, years, _months(years, treated, compared))


def _months(years: Counts, treated: int, compared: NDArray[np.intp]) -> AreaMonths:
    """Put each year's incidents into its January; only whole years are asked for."""
    n_areas, n_years = years.shape
    months = np.zeros((n_areas, n_years * YEAR), np.int64)
    months[:, ::YEAR] = years
    is_compared = np.isin(np.arange(n_areas), compared)
    inside = months * is_compared[:, None]
    return AreaMonths(
        first=FIRST,
        names=[str(at) for at in range(n_areas)],
        areas=months,
        in_comparison=inside,
        treated=months[treated],
        comparison=inside.sum(axis=0),
        holds_treated=np.arange(n_areas) == treated,
        covered=range(FIRST, FIRST + n_years * YEAR),
        last_before=FIRST + (n_years - 1) * YEAR - 1,
    )


class _Judged(NamedTuple):
    """Whether each measure is called sure, and whether its interval holds what is true."""

    is_sure: tuple[bool, bool, bool]
    holds: tuple[bool, bool, bool]


def _judged(made: Store) -> _Judged:
    learnt = earlier_swings(made.months, *made.spans)
    assert learnt is not None
    ratio = ratio_of_ratios(made.design, learnt)
    difference = displacement_difference(made.design, learnt)
    own = made.design.treated
    change = swing_ratio(own.before, own.after, (1.0, 1.0), learnt, areas=own.shares)
    assert ratio is not None
    assert difference is not None
    return _Judged(
        (ratio.p < _LIMIT, difference.p < _LIMIT, change.p < _LIMIT),
        (ratio.low <= 1 <= ratio.high, difference.low <= 0 <= difference.high,
         change.low <= 1 <= change.high),
    )  # fmt: skip


_NAMES = ("evaluate: ratio", "evaluate: weighted difference", "evaluate: change of one area")


def setting(
    kind: Kind, n_years: int, runs: int, rng: np.random.Generator, *, has_power: bool = True
) -> Iterator[SimulationRow]:
    """Judge so many cities without an effect, and as many in which the effort took 30 %."""
    nothing = [store(kind, n_years, rng) for _ in range(runs)]
    judged = [_judged(made) for made in nothing]
    helped = [_judged(store(kind, n_years, rng, _LEFT)) for _ in range(runs * has_power)]
    by_area = np.array([made.treated for made in nothing])
    for at, name in enumerate(_NAMES):
        holds = np.array([one.holds[at] for one in judged])
        share = [holds[by_area == area].mean() for area in range(len(MEANS))
                 if (by_area == area).any()]  # fmt: skip
        yield SimulationRow(
            verdict=name,
            setting=f"{kind.name}, {n_years} earlier years",
            runs=runs,
            any_false=float(np.mean([one.is_sure[at] for one in judged])),
            power=float(np.mean([one.is_sure[at] for one in helped])) if helped else None,
            coverage=float(np.mean(share)),
            worst=f"{MEANS[int(np.argmin(share))]:.0f} a year: {100 * min(share):.1f} %",
        )


def placebo_shares(runs: int, seed: int, kind: Kind = KINDS[1], n_years: int = 5) -> list[float]:
    """Return the effort's share of more extreme ratios in cities in which nothing happened."""
    rng = np.random.default_rng(seed)
    ranks = []
    while len(ranks) < runs:
        made = store(kind, n_years, rng)
        rank = placebo(made.months, *made.spans).rank
        if rank is not None:
            ranks.append((rank.rank - rng.random()) / rank.n)
    return ranks

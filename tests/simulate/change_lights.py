"""Lights of change on made-up surveys: how often they err, and what they find.

Thirteen areas, shares of 10 to 25 %, about 230 to 700 answers (350 where power is asked for),
15 % more or fewer from year to year. The design effect of an area lies between 1 and 1.6 and is
unknown, so 1.3 is assumed. A wiggle is a swing of each area and year by itself, with a standard
deviation in points. What is judged is judged by the functions behind ``hotspots change``; a test
holds both to the same answer.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.indicators.all_years import (
    YearColumns,
    by_their_own,
    ends_of,
    judged,
    judged_ends,
    lines_through,
    off_their_lines,
    swings_of,
)
from hotspots.analysis.indicators.two_years import compared
from hotspots.analysis.methods.multiplicity import adjusted
from hotspots.analysis.methods.share_change import ALPHA, Floats
from hotspots.analysis.methods.spread import ExtraSpread
from hotspots.analysis.methods.weighted_line import Lines, PooledEnds
from tests.simulate.table import SimulationRow

AREAS = 13
CHANGED = 3
ASSUMED = 1.3
ANSWERS = 350
SIZES = np.linspace(230, 700, AREAS)
EARLIER_YEARS = (3, 5, 9)
WINDOW = 3


@dataclass(frozen=True)
class Made:
    """Stores that are made up alike; points and percentages are 0 to 1."""

    name: str
    earlier_years: int
    wiggle: float = 0.0
    is_deff_known: bool = False
    step: float = 0.0
    change: float = 0.0
    shape: str = "gradual"
    answers: int | None = None


@dataclass(frozen=True)
class Drawn:
    """The figures of many stores, in percent, stores by areas by years, and the true shares."""

    columns: YearColumns
    truth: Floats


def draw(made: Made, runs: int, dice: np.random.Generator) -> Drawn:
    """Return the figures of ``runs`` stores; each area's change is spread over the years."""
    years = made.earlier_years + 1
    size = (runs, AREAS, years)
    profile = np.arange(years) / (years - 1)
    if made.shape != "gradual":
        first = years - 1 if made.shape == "last year alone" else years // 2
        profile = (np.arange(years) >= first).astype(float)
    truth = np.repeat(dice.uniform(0.1, 0.25, (runs, AREAS, 1)), years, axis=2)
    truth[:, :CHANGED] += made.change * profile
    truth = np.clip(truth, 0.01, 0.99)
    sizes = SIZES if made.answers is None else np.full(AREAS, made.answers)
    n = np.round(sizes[:, None] * dice.uniform(0.85, 1.15, size))
    deff = dice.uniform(1.0, 1.6, (runs, AREAS, 1))
    asked = np.round(n / deff).astype(int)
    lived = np.clip(truth + dice.normal(0, made.wiggle, size) if made.wiggle else truth, 0.005, 1)
    shares = dice.binomial(asked, lived) / asked
    halves = np.full(size, 100 * made.step / 2)
    if made.step:
        shares = np.round(shares / made.step) * made.step
    bases = asked.astype(float) if made.is_deff_known else n / ASSUMED
    return Drawn(YearColumns(np.arange(years, dtype=float), 100 * shares, bases, halves), truth)


@dataclass(frozen=True)
class Lit:
    """What was judged: adjusted p-values, changes with limits in points, and the true ones."""

    p_adjusted: Floats
    change: Floats
    low: Floats
    high: Floats
    truth: Floats

    def row(self, verdict: str, made: Made) -> SimulationRow:
        """Return the line of the table; where nothing changes there is no power."""
        is_lit = self.p_adjusted < ALPHA
        changed = np.zeros(AREAS, dtype=bool)
        changed[:CHANGED] = made.change != 0
        held = ((self.low <= self.truth) & (self.truth <= self.high)).mean(axis=0)
        right = is_lit & (np.sign(self.change) == np.sign(made.change))
        false = is_lit & ~(right & changed)
        return SimulationRow(
            verdict,
            made.name,
            len(self.change),
            float(false.any(axis=1).mean()),
            float(right[:, changed].mean()) if changed.any() else None,
            float(held.mean()),
            f"{100 * held.min():.1f} % (n about {made.answers or SIZES[held.argmin()]:.0f})",
        )


def lights(drawn: Drawn) -> Lit:
    """Return the lights of the first and the last year."""
    made = drawn.columns
    ends = [column[..., at] for at in (0, -1) for column in (made.values, made.bases)]
    columns = np.array([*ends, made.halves[..., 0], made.halves[..., -1]])
    years = swings_of(lines_through(made, "share"), np.zeros(AREAS, dtype=bool))
    two = compared(columns, "share", years)
    surely = np.array([adjusted(p, "holm") for p in two.p_high])
    truth = 100 * (drawn.truth[..., -1] - drawn.truth[..., 0])
    return Lit(surely, two.change.difference, two.change.low, two.change.high, truth)


def _spread(lines: Lines, fits: Lines | PooledEnds) -> ExtraSpread:
    """Return the spread of all years, of areas whose years do not lie on a line by their own."""
    city = np.zeros(AREAS, dtype=bool)
    return by_their_own(fits, swings_of(lines, city), off_their_lines(lines, city))


def trends(drawn: Drawn) -> Lit:
    """Return the verdicts of all years; truth is the slope of the line through the true shares."""
    made = drawn.columns
    lines = lines_through(made, "share")
    found = judged(lines, _spread(lines, lines))
    p_adjusted = np.array([adjusted(p, "holm") for p in found.p])
    from_mean = made.years - made.years.mean()
    truth = 100 * (drawn.truth * from_mean).sum(-1) / (from_mean**2).sum()
    return Lit(p_adjusted, found.change, found.low, found.high, truth)


def pooled(drawn: Drawn, window: int) -> Lit:
    """Return the verdicts of the last years pooled against the first ones; truth is of these."""
    made = drawn.columns
    ends = ends_of(made, "share", window)
    found = judged_ends(ends, _spread(lines_through(made, "share"), ends))
    p_adjusted = np.array([adjusted(p, "holm") for p in found.p])
    earlier, later = (_mean_of(drawn.truth, made.bases, end) for end in (ends.first, ends.last))
    return Lit(p_adjusted, found.change, found.low, found.high, 100 * (later - earlier))


def _mean_of(truth: Floats, bases: Floats, end: NDArray[np.bool_]) -> Floats:
    """Return the mean of the true shares over the years of an end, weighed as these are."""
    weights = np.where(end, bases, 0.0)
    return np.asarray((weights * truth).sum(-1) / weights.sum(-1))


def settings() -> Iterator[Made]:
    """Return what is simulated: nothing changes, then three areas of thirteen do."""
    for years in EARLIER_YEARS:
        after = f"{years} earlier years"
        yield Made(f"chance alone, deff known, {after}", years, is_deff_known=True)
        yield Made(f"deff 1-1.6 unknown, {after}", years)
        yield Made(f"deff unknown, years wiggle by 1 point, {after}", years, wiggle=0.01)
        yield Made(f"deff unknown, whole percents, {after}", years, step=0.01)
        yield Made(f"deff unknown, wiggle and whole percents, {after}", years, 0.01, step=0.01)
    for points in (3, 5, 8):
        for years in EARLIER_YEARS:
            name = f"-{points} points in 3 areas, n {ANSWERS}, {years} earlier years"
            yield Made(name, years, change=-points / 100, answers=ANSWERS)
    for shape in ("step in the middle", "last year alone"):
        name = f"-8 points in 3 areas, {shape}, n {ANSWERS}, 9 earlier years"
        yield Made(name, 9, change=-0.08, shape=shape, answers=ANSWERS)
    for step, words in ((0.0, "exact"), (0.01, "whole percents")):
        name = f"-8 points in 3 areas, n {ANSWERS}, {words}, no earlier years"
        yield Made(name, 1, change=-0.08, answers=ANSWERS, step=step)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return the lines of the table, one for each verdict that a setting has enough years for."""
    dice = np.random.default_rng(seed)
    found = []
    for made in settings():
        drawn = draw(made, runs, dice)
        found.append(lights(drawn).row("two years", made))
        if made.earlier_years >= min(EARLIER_YEARS) + 1:
            found.append(trends(drawn).row("all years", made))
        if made.earlier_years + 1 >= 2 * WINDOW:
            found.append(pooled(drawn, WINDOW).row(f"ends of {WINDOW} years", made))
    return found

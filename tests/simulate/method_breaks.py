"""Changes across a break of method, on made-up surveys: how often they err once it is taken out.

Thirteen areas of 230 to 700 effective answers, shares of 10 to 25 %. The first supplier asks up
to the break, the second from it on, and in one year or two both. The second measures a step more,
in each area a little otherwise. What is judged is judged by the functions behind ``hotspots
change --adjust-break``.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from hotspots.analysis.indicators.overlap import measured_step, overlaps
from hotspots.analysis.methods.reliability import Limits
from hotspots.model.indicators import ChangeRow, Figure, MeasuredStep
from tests.simulate.change_lights import AREAS, CHANGED, SIZES
from tests.simulate.table import SimulationRow

FIRST, BREAK, LAST = 2012, 2016, 2020
CODES = [(f"{place:02}", f"{place}") for place in range(AREAS)]


@dataclass(frozen=True)
class Broken:
    """Stores made up alike; the step, its spread, the change and the wiggle are 0 to 1."""

    name: str
    overlap: int = 1
    step: float = 0.03
    between: float = 0.0
    change: float = 0.0
    wiggle: float = 0.0


def store(made: Broken, dice: np.random.Generator) -> list[Figure]:
    """Return the figures of one store; the change comes evenly over the years."""
    level = dice.uniform(0.1, 0.25, AREAS)
    steps = made.step + dice.normal(0, made.between, AREAS)
    figures: list[Figure] = []
    for year in range(FIRST, LAST + 1):
        moved = np.where(np.arange(AREAS) < CHANGED, made.change, 0.0)
        lived = level + moved * (year - FIRST) / (LAST - FIRST)
        lived = lived + (dice.normal(0, made.wiggle, AREAS) if made.wiggle else 0.0)
        if year <= BREAK:
            figures += _asked(lived, year, "A", 1, dice)
        if year > BREAK - made.overlap:
            figures += _asked(lived + steps, year, "B", 2, dice)
    return figures


def _asked(
    truth: np.ndarray, year: int, supplier: str, edition: int, dice: np.random.Generator
) -> Iterator[Figure]:
    sizes = np.round(SIZES * dice.uniform(0.85, 1.15, AREAS)).astype(int)
    shares = dice.binomial(sizes, np.clip(truth, 0.005, 1)) / sizes
    for (code, _), share, n in zip(CODES, shares, sizes, strict=True):
        yield Figure(
            area_code=code, indicator="utryg_nabolag", year=year, edition=edition,
            supplier=supplier, survey_period=None, percent=100 * float(share), decimals=None,
            n=float(n), n_eff=float(n), counted=None, category=None, withheld=None,
            published_light=None, published_against=None, load_id=1, row_number=None,
        )  # fmt: skip


def judged_rows(figures: list[Figure], *, adjusted: bool = True) -> list[ChangeRow]:
    """Return the areas' rows of ``change``, with or without the step taken out."""
    step: MeasuredStep | None = None
    if adjusted:
        step = measured_step(overlaps(figures, "A", "B", Limits()), "A", "B")
    question = ChangeQuestion("utryg_nabolag", "lower", FIRST, LAST, step=step)
    return change_rows(CODES, figures, question)[1:]


def line(made: Broken, runs: int, dice: np.random.Generator, *, adjusted: bool) -> SimulationRow:
    """Return the line of the table: of the light of two years, and the intervals of it."""
    changed = np.arange(AREAS) < (CHANGED if made.change else 0)
    truth = np.where(changed, 100 * made.change, 0.0)
    stores = [judged_rows(store(made, dice), adjusted=adjusted) for _ in range(runs)]
    lit = np.array([[row.light in {"green", "red"} for row in rows] for rows in stores])
    right = lit & np.array([[row.light == "green" for row in rows] for rows in stores]) & changed
    low, high = (np.array([[getattr(row, name) for row in rows] for rows in stores])
                 for name in ("ci_low_pp", "ci_high_pp"))  # fmt: skip
    held = ((low <= truth) & (truth <= high)).mean(axis=0)
    return SimulationRow(
        "two years, step taken out" if adjusted else "two years, step left in",
        made.name,
        runs,
        float((lit & ~right).any(axis=1).mean()),
        float(right[:, changed].mean()) if changed.any() else None,
        float(held.mean()),
        f"{100 * held.min():.1f} % (n about {SIZES[held.argmin()]:.0f})",
    )


def settings() -> Iterator[Broken]:
    """Return what is simulated: a step of three points, then what makes it harder to take out."""
    yield Broken("step of 3 points, alike, 1 year of both")
    yield Broken("step of 3 points, alike, 2 years of both", overlap=2)
    yield Broken("step of 3 points, sd 1 between areas, 1 year of both", between=0.01)
    yield Broken("step of 3 points, sd 2 between areas, 1 year of both", between=0.02)
    yield Broken("the same, years wiggle by 1 point", between=0.02, wiggle=0.01)
    yield Broken("step of -3 points, sd 1 between areas, 2 years of both", 2, -0.03, 0.01)
    yield Broken("the first, -8 points in 3 areas", change=-0.08)


def rows(runs: int, seed: int) -> list[SimulationRow]:
    """Return the lines of the table; the first setting without the step taken out too."""
    dice = np.random.default_rng(seed)
    first, *others = settings()
    lines = [line(first, runs, dice, adjusted=False), line(first, runs, dice, adjusted=True)]
    return [*lines, *(line(made, runs, dice, adjusted=True) for made in others)]

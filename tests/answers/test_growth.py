"""Twice the areas are at most about twice the work, counted in steps of our own code."""

import sys
from collections import Counter
from pathlib import Path

import numpy as np
import pytest

import hotspots
from hotspots.analysis.incidents.rates import IncidentCounts, incident_rows
from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from hotspots.analysis.time.periods import WHOLE_YEAR, Window
from hotspots.mapping.pages.page import page
from hotspots.model.indicators import CATEGORIES
from hotspots.workflows.indicators.change import by_area, finished
from tests.maps.test_mapping_page import small_page

OURS = str(Path(hotspots.__file__).parent)
SOLVERS = {"LogVariance.quantile", "LogVariance.tail", "Swings.log_variance"}
FEW, MOST_GROWTH = 60, 2.1
YEARS = (2019, 2020, 2021, 2022, 2023, 2024)


def steps_of(work):
    """Return how many byte codes of our own functions run in the work."""
    n_steps = 0

    def step(frame, event, _):
        nonlocal n_steps
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        n_steps += event == "opcode"
        return step

    def entered(frame, event, argument):
        return step(frame, event, argument) if frame.f_code.co_filename.startswith(OURS) else None

    sys.settrace(entered)
    try:
        work()
    finally:
        sys.settrace(None)
    return n_steps


def searches_of(work):
    """Return how often our own functions set out to find a root or integrate a variance."""
    entered = Counter()

    def seen(frame, event, _):
        code, caller = frame.f_code, frame.f_back
        if event == "call" and caller and caller.f_code.co_filename.startswith(OURS):
            entered["optimize"] += "/scipy/optimize/" in code.co_filename
            entered["swings"] += code.co_qualname in SOLVERS

    sys.setprofile(seen)
    try:
        work()
    finally:
        sys.setprofile(None)
    return entered


def areas_of(n):
    return [(f"{at:03d}", f"Felt {at}") for at in range(n)]


def figure(code, year, percent, base):
    """Return a figure with all that a query gives."""
    names = ("edition", "supplier", "survey_period", "decimals", "category", "withheld",
             "published_light", "published_against", "row_number")  # fmt: skip
    rest = {"indicator": "utryg", "load_id": 1, "n_eff": None}
    return {**dict.fromkeys(names), **rest, "area_code": code, "year": year, "percent": percent,
            "n": base, "counted": base}  # fmt: skip


def changes(n, measure):
    """Return the work of ``change`` on n areas, with its sentences."""
    rng, areas = np.random.default_rng(n), areas_of(n)
    figures = [figure(code, year, float(rng.integers(10, 60)), int(rng.integers(120, 400)))
               for code, _ in [("*", ""), *areas] for year in YEARS]  # fmt: skip
    question = ChangeQuestion("utryg", "lower", YEARS[0], YEARS[-1], measure)
    categories = [{"area_code": code, "year": year, "category": CATEGORIES[0]}
                  for code, _ in areas for year in YEARS]  # fmt: skip

    def work():
        of_areas = by_area(categories)
        for row in change_rows(areas, figures, question):
            finished(row, of_areas.get(row.area, {}), (), "da")

    return work


def counts_of(n):
    """Return the work of ``incidents`` on n areas whose earlier years swing."""
    rng, areas = np.random.default_rng(n), areas_of(n)
    counts = {(code, year): int(rng.integers(0, 60)) for code, _ in areas for year in YEARS}
    people = {(code, year): float(rng.integers(500, 900)) for code, _ in areas for year in YEARS}
    for year in YEARS:
        counts["*", year] = sum(counts[code, year] for code, _ in areas)
        people["*", year] = sum(people[code, year] for code, _ in areas)
    window = Window(*WHOLE_YEAR, frozenset(YEARS))
    data = IncidentCounts(
        counts, people, window, YEARS[0], YEARS[-1], "", YEARS[:-1], people_then=people
    )
    return lambda: incident_rows(areas, data)


def drawn(n):
    """Return the work of a page of n areas with names, and a table."""
    content = small_page(names=[f"Felt {at}" for at in range(n)])
    return lambda: page(content)


WORKS = {
    "change of shares": lambda n: changes(n, "share"),
    "change of rates": lambda n: changes(n, "per_1000"),
    "incidents": counts_of,
    "page": drawn,
}


@pytest.mark.parametrize("name", WORKS)
def test_twice_the_areas_are_twice_the_steps(name):
    """What is done for each area does not walk over all of them."""
    WORKS[name](3)()
    few, many = (steps_of(WORKS[name](n)) for n in (FEW, 2 * FEW))
    assert 1.2 * few < many < MOST_GROWTH * few


@pytest.mark.parametrize("name", ["change of rates", "incidents"])
def test_areas_are_solved_for_all_at_once(name):
    """Roots are searched, and variances integrated, as often for many areas as for few."""
    WORKS[name](3)()
    few, many = (searches_of(WORKS[name](n)) for n in (FEW, 2 * FEW))
    assert few.total()
    assert many == few

"""Counts of incidents become rates, ratios and verdicts: by hand, scipy and the plain test."""

from dataclasses import replace

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.incidents.rates import (
    IncidentCounts,
    against_city,
    incident_rows,
    squared_shares,
    swings_of,
)
from hotspots.analysis.methods.count_swings import swings
from hotspots.analysis.methods.rates import RateRatio, rate_ratio, ratio_of_ratios
from hotspots.analysis.methods.swing_ratio import swing_ratio
from hotspots.analysis.time.periods import WHOLE_YEAR, Window
from hotspots.model.areas import CITY, OUTSIDE, UNPLACED

AREAS = [("a", "Nord"), ("b", "Syd"), ("c", "Øst")]
BEFORE, NOW = 2015, 2021
COUNTS = {
    ("a", BEFORE): 60, ("a", NOW): 18, ("b", BEFORE): 10, ("b", NOW): 26, (OUTSIDE, NOW): 4,
    (UNPLACED, BEFORE): 9, (CITY, BEFORE): 79, (CITY, NOW): 44,
}  # fmt: skip
PEOPLE = {
    ("a", BEFORE): 500.0, ("a", NOW): 600.0, ("b", BEFORE): 800.0, ("b", NOW): 900.0,
    ("c", BEFORE): 90.0, ("c", NOW): 100.0, (CITY, BEFORE): 1390.0, (CITY, NOW): 1600.0,
}  # fmt: skip
DATA = IncidentCounts(
    COUNTS, PEOPLE, Window(*WHOLE_YEAR, frozenset({BEFORE, NOW})), BEFORE, NOW, ""
)
EARLIER = (2016, 2017, 2018, 2019, 2020)


def rows_of(data=DATA, **options):
    return {row.area: row for row in incident_rows(AREAS, data, **options)}


def ratio_in(row):
    return RateRatio(row.rate_ratio, row.rr_low, row.rr_high, row.p)


def close(row, expected):
    return (row.rate_ratio, row.rr_low, row.rr_high, row.p) == pytest.approx(
        (expected.ratio, expected.low, expected.high, expected.p)
    )


def test_a_rate_is_of_its_own_years_residents():
    """18 of 600 are 30 per 1,000, with Garwood's limits by chi square."""
    row = rows_of()["a"]
    assert (row.n, row.baseline_n, row.population, row.rate_per_1000) == (18, 60, 600, 30)
    assert row.ci_low == pytest.approx(stats.chi2.ppf(0.025, 36) / 2 / 0.6)
    assert row.ci_high == pytest.approx(stats.chi2.ppf(0.975, 38) / 2 / 0.6)


def test_order_and_ratios():
    """The city, the areas, what lies outside, what has no place; each ratio is of two rates."""
    rows = rows_of()
    assert list(rows) == [CITY, "a", "b", "c", OUTSIDE, UNPLACED]
    assert close(rows["a"], rate_ratio(60, 18, 500, 600))
    assert close(rows[CITY], rate_ratio(79, 44, 1390, 1600))


def test_the_family_is_the_areas_that_had_incidents():
    """Of a and b the smaller p counts twice by Holm; the city's and that of c as they are."""
    rows = rows_of()
    assert rows["a"].p_adjusted == pytest.approx(2 * rows["a"].p)
    assert rows["b"].p_adjusted == pytest.approx(max(rows["b"].p, 2 * rows["a"].p))
    assert (rows["c"].p, rows["c"].p_adjusted) == (1, 1)
    assert rows[CITY].p_adjusted == rows[CITY].p
    plain = rows_of(adjust="none")
    assert plain["a"].p_adjusted == plain["a"].p == rows["a"].p


def test_incidents_in_one_of_both_years_are_enough_for_the_family():
    """Area c had 5 and has none, or the other way round: three tests, no more two."""
    for year in (BEFORE, NOW):
        rows = rows_of(replace(DATA, counts={**COUNTS, ("c", year): 5}))
        assert rows["a"].p_adjusted == pytest.approx(3 * rows["a"].p)


def test_verdicts():
    """Fewer is better; what rose for sure is worse; 0 and 0 tells nothing."""
    rows = rows_of()
    verdicts = [rows[area].verdict for area in (CITY, "a", "b", "c")]
    assert verdicts == ["better", "better", "worse", "not_distinguishable"]


def test_what_rose_for_sure_by_a_few_percent_is_worse():
    """From 10,000 of 800 residents to 12,500 of 900: a ratio between 1.08 and 1.14."""
    counts = {**COUNTS, ("b", BEFORE): 10_000, ("b", NOW): 12_500}
    assert rows_of(replace(DATA, counts=counts))["b"].verdict == "worse"


def test_a_rise_from_nothing_is_worse():
    """From 0 to 26 has no ratio, and limits that are open above."""
    row = rows_of(replace(DATA, counts={**COUNTS, ("b", BEFORE): 0}))["b"]
    assert (row.rate_ratio, row.rr_high, row.verdict) == (None, None, "worse")
    assert row.city_ratio is None


@pytest.mark.parametrize("area", [OUTSIDE, UNPLACED])
def test_what_is_no_area_is_counted_and_not_judged(area):
    """No rate, no test, and a flag that says what it is."""
    row = rows_of()[area]
    assert (row.rate_per_1000, row.p, row.p_adjusted, row.verdict) == (
        None,
        None,
        None,
        "not_testable",
    )
    assert row.flags == (("outside",) if area == OUTSIDE else ("unplaced",))
    assert (row.baseline_n, row.n) == ((0, 4) if area == OUTSIDE else (9, 0))


def test_nothing_outside_has_no_row():
    """Only where something lies there."""
    inside = {key: n for key, n in COUNTS.items() if key[0] != OUTSIDE}
    assert OUTSIDE not in rows_of(replace(DATA, counts=inside))


@pytest.mark.parametrize("year", [BEFORE, NOW])
def test_without_residents_of_a_year_counts_are_compared(year):
    """And then not divided by the city's ratio, which is of rates."""
    people = {key: n for key, n in PEOPLE.items() if key != ("a", year)}
    row = rows_of(replace(DATA, population=people))["a"]
    assert close(row, rate_ratio(60, 18, 1, 1))
    assert row.city_ratio is None
    expected = ("no_population",) if year == NOW else ()
    assert row.flags == (*expected, "counts_only", "chance_only")
    assert (row.rate_per_1000 is None) == (year == NOW)


def test_counts_are_divided_by_a_city_of_counts():
    """Nobody's residents are known: both are ratios of counts."""
    rows = rows_of(replace(DATA, population={}))
    expected = ratio_of_ratios(rate_ratio(60, 18, 1, 1), rate_ratio(79, 44, 1, 1))
    assert rows["a"].city_ratio == pytest.approx(expected.ratio)
    assert rows["a"].eb_rate_per_1000 is None


def test_a_change_beside_the_citys():
    """Ratio and limits are those of one ratio by the other."""
    rows = rows_of()
    expected = ratio_of_ratios(ratio_in(rows["a"]), ratio_in(rows[CITY]))
    row = rows["a"]
    assert (row.city_ratio, row.city_ratio_low, row.city_ratio_high) == pytest.approx(
        (expected.ratio, expected.low, expected.high)
    )


def test_nothing_is_divided_by_a_city_that_fell_to_none():
    """Nor by itself where it has no ratio."""
    rows = rows_of()
    assert against_city(rows["a"], replace(rows[CITY], rate_ratio=0.0)).city_ratio == (
        rows["a"].city_ratio
    )
    for missing in ("rate_ratio", "rr_low", "rr_high", "p"):
        bare = replace(rows["a"], city_ratio=None, **{missing: None})
        assert against_city(bare, rows[CITY]).city_ratio is None


@pytest.mark.parametrize(("year", "why"), [(BEFORE, "withheld"), (NOW, "not_stated")])
def test_a_count_that_is_not_known_is_not_judged(year, why):
    """It is no 0: no ratio, no rate of that year, no part of the family."""
    rows = rows_of(replace(DATA, unknown={("a", year): why}))
    row = rows["a"]
    assert (row.baseline_n if year == BEFORE else row.n) is None
    assert (row.p, row.verdict, row.flags[0]) == (None, "not_testable", why)
    assert rows["b"].p_adjusted == rows["b"].p
    assert (row.eb_rate_per_1000 is None) == (row.rate_per_1000 is None) == (year == NOW)


def test_why_a_count_is_not_known_is_said_once():
    """Both years for one reason are one flag, also of what lies outside."""
    unknown = {(area, year): "withheld" for area in ("a", OUTSIDE) for year in (BEFORE, NOW)}
    rows = rows_of(replace(DATA, unknown=unknown))
    assert rows["a"].flags == ("withheld", "chance_only")
    assert rows[OUTSIDE].flags == ("withheld", "outside")


def test_without_a_baseline_there_is_a_rate_and_no_change():
    """2015 is not covered: its counts and gaps are not asked for."""
    window = Window(*WHOLE_YEAR, frozenset({NOW}))
    row = rows_of(replace(DATA, window=window, unknown={("a", BEFORE): "withheld"}))["a"]
    assert (row.baseline_n, row.p, row.rate_per_1000) == (None, None, 30)
    assert (row.flags, row.verdict) == (("no_baseline",), "no_baseline")


def test_a_part_of_a_year_with_a_leap_day():
    """60 days of 2020 stand beside 59 of 2015; a rate is of as many as a year without has."""
    window = Window((1, 1), (2, 29), frozenset({BEFORE, 2020}))
    counts = {(code, 2020 if year == NOW else year): n for (code, year), n in COUNTS.items()}
    people = {(code, 2020 if year == NOW else year): n for (code, year), n in PEOPLE.items()}
    data = replace(DATA, window=window, year=2020, counts=counts, population=people)
    rows = rows_of(data)
    assert close(rows["a"], rate_ratio(60, 18, 500 * 59, 600 * 60))
    assert rows["a"].rate_per_1000 == pytest.approx(30 * 59 / 60)
    assert rows["a"].eb_rate_per_1000 == pytest.approx(27.5 * 59 / 60)
    assert rows["a"].flags == ("part_year", "chance_only")
    assert rows[UNPLACED].flags == ("unplaced", "part_year")
    asked = rows_of(replace(data, part="Q1"))
    assert (asked["a"].flags, asked[UNPLACED].flags) == (("chance_only",), ("unplaced",))
    assert (asked["a"].period, rows["a"].period) == ("2020-Q1", 2020)


def test_the_drawn_rate_lies_between_its_own_and_the_common():
    """Marshall's rate by hand: of 44 incidents among 1,600; c has none."""
    rows = rows_of()
    common = 44 / 1600
    spread = (600 * (0.03 - common) ** 2 + 900 * (26 / 900 - common) ** 2 + 100 * common**2) / 1600
    between = spread - common / (1600 / 3)
    assert between < 0
    assert [rows[area].eb_rate_per_1000 for area in ("a", "b", "c")] == pytest.approx(
        [27.5, 27.5, 27.5]
    )
    assert rows[CITY].eb_rate_per_1000 is rows[OUTSIDE].eb_rate_per_1000 is None


def test_visitors_are_marked():
    """Only where the extract says so."""
    rows = rows_of(replace(DATA, visitor_heavy=frozenset({"b"})))
    assert (rows["a"].flags, rows["b"].flags) == (
        ("chance_only",), ("chance_only", "visitor_heavy"),
    )  # fmt: skip


def test_squared_shares_by_hand():
    """60 and 10 of 70, 18 and 26 of 44; years without incidents have none."""
    expected = (60**2 + 10**2) / 70**2 + (18**2 + 26**2) / 44**2
    assert squared_shares(AREAS, DATA) == pytest.approx(expected)
    assert squared_shares(AREAS, replace(DATA, counts={})) == 0
    assert squared_shares(AREAS, replace(DATA, counts={("a", NOW): 1})) == 1


SWINGING = {
    ("a", 2016): 90, ("a", 2017): 20, ("a", 2018): 95, ("a", 2019): 15, ("a", 2020): 80,
    ("b", 2016): 10, ("b", 2017): 40, ("b", 2018): 5, ("b", 2019): 50, ("b", 2020): 12,
    ("c", 2016): 3, ("c", 2017): 9, ("c", 2018): 2, ("c", 2019): 8, ("c", 2020): 1,
}  # fmt: skip
LEARNT = replace(DATA, counts=COUNTS | SWINGING, earlier=EARLIER)


def test_swings_of_earlier_years_widen_the_limits():
    """An area's own swing enters its ratio twice, the city's as often as areas share in it."""
    rows, learnt = rows_of(LEARNT), swings_of(AREAS, LEARNT)
    assert close(rows["a"], swing_ratio(60, 18, (500, 600), learnt, areas=2.0))
    shares = squared_shares(AREAS, LEARNT)
    assert close(rows[CITY], swing_ratio(79, 44, (1390, 1600), learnt, areas=shares))
    assert rows["a"].flags == ("overdispersed",)


def test_residents_of_every_earlier_year_are_the_exposure():
    """And the days of the window: 60 in leap years, 59 in others; a gap leaves the days alone."""
    people = {(code, year): float(people) for code, _ in AREAS
              for year, people in zip(EARLIER, (500, 100, 480, 90, 400), strict=True)}  # fmt: skip
    data = replace(LEARNT, window=Window((1, 1), (2, 29), frozenset({BEFORE, NOW})))
    counts = np.array([[SWINGING[code, year] for year in EARLIER] for code, _ in AREAS], float)
    days = np.array([60, 59, 59, 59, 60]) / 59 * np.ones((3, 1))
    exposure = days * [500, 100, 480, 90, 400]
    assert swings_of(AREAS, data).phi == swings(EARLIER, counts, days).phi
    assert swings_of(AREAS, replace(data, people_then=people)).phi == (
        swings(EARLIER, counts, exposure).phi
    )
    del people["a", 2018]
    exposure[0] = days[0]
    assert swings_of(AREAS, replace(data, people_then=people)).phi == (
        swings(EARLIER, counts, exposure).phi
    )


def test_a_year_without_a_count_has_none():
    """The covered years of an area are 0 where nothing is said of them."""
    quiet = {key: n for key, n in LEARNT.counts.items() if key != ("c", 2018)}
    assert swings_of(AREAS, replace(LEARNT, counts=quiet)).phi == (
        swings_of(AREAS, replace(LEARNT, counts=quiet | {("c", 2018): 0})).phi
    )


def test_an_area_with_an_unknown_count_teaches_nothing():
    """Nor does a city in which every area has one."""
    without = replace(LEARNT, unknown={("a", 2018): "withheld"})
    assert swings_of(AREAS, without).phi == swings_of(AREAS[1:], LEARNT).phi
    assert swings_of(AREAS[:1], without) is None

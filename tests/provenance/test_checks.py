"""Each check by itself, on plain rows: where it speaks, and where it must not."""

import json
from datetime import date

import pytest

from hotspots.analysis.provenance import coverage, figures, loads, people, points, spelling


def rate(year, counted, percent, **other):
    """Return a rate with its count, printed with one decimal."""
    return {
        "set_name": "by", "area_code": "1", "indicator": "borgervendt_pr_1000", "year": year,
        "percent": percent, "decimals": 1, "counted": counted, "population": None, "load_id": 2,
        "row_number": year - 2000,
    } | other  # fmt: skip


def test_residents_behind_a_count_and_a_rate():
    """739 reports at 22.9 per 1,000 are 32,271 people; 22.85 to 22.95 are 32,341 to 32,200."""
    found = people.implied_residents(739, 22.9, 1)
    assert (round(found.stated), round(found.low), round(found.high)) == (32_271, 32_200, 32_341)
    exact = people.implied_residents(739, 22.9, None)
    assert exact.low == exact.stated == exact.high


def test_the_published_error():
    """Brønshøj-Husum 2019 and 2020: 32,271 residents become 44,762, 39 % more in a year."""
    (found,) = people.rate_count_population([rate(2019, 739, 22.9), rate(2020, 846, 18.9)])
    assert (found.text, found.how_sure, found.place.year) == ("rate_and_years", "likely", 2020)
    assert (found.figures["implied"], found.figures["later_implied"]) == (32_271, 44_762)
    assert round(found.figures["off"].value) == 39
    assert (found.figures["year"], found.figures["later_year"]) == ("2019", "2020")


@pytest.mark.parametrize(
    "rows",
    [
        [rate(2020, 846, 18.9), rate(2021, 850, 19.0)],
        # two years leave room for 32 %
        [rate(2019, 1000, 20.0), rate(2021, 1300, 20.0)],
        # 1 per 1,000 without decimals is anything from 0.5 to 1.5
        [rate(2019, 30, 1, decimals=0), rate(2020, 30, 2, decimals=0)],
        # another area
        [rate(2019, 739, 22.9), rate(2020, 846, 18.9, area_code="2")],
    ],
)
def test_rates_that_fit(rows):
    """Small changes, longer gaps, coarse rounding and other areas are no findings."""
    assert people.rate_count_population(rows) == []


def test_a_rate_against_the_loaded_population():
    """739 at 22.9 fits 33,000 residents, not 44,000."""
    assert people.rate_count_population([rate(2019, 739, 22.9, population=33_000)]) == []
    (found,) = people.rate_count_population([rate(2019, 739, 22.9, population=44_000)])
    assert (found.text, found.figures["people"]) == ("rate_and_population", 44_000)


def step(earlier, later, years=1):
    """Return the residents of an area in two years."""
    return {
        "set_name": "by", "area_code": "1", "year": 2010 + years, "earlier_year": 2010,
        "population": later, "earlier_population": earlier, "load_id": 1, "row_number": 2,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("row", "sure"),
    [
        (step(40_000, 47_000), "likely"),
        (step(40_000, 33_000), "likely"),
        (step(2_000, 2_600), "possible"),
        (step(0, 9_000), "likely"),
        (step(40_000, 45_000), None),
        (step(40_000, 60_000, years=3), None),
        (step(100, 190), None),
    ],
)
def test_population_jumps(row, sure):
    """Over 15 % a year, up or down; small areas are possible; fewer than 100 people are none."""
    assert [one.how_sure for one in people.population_jump([row])] == ([sure] if sure else [])


def share(percent, decimals, **other):
    """Return a share of an area."""
    return {
        "set_name": "by", "area_code": "1", "indicator": "tryg_nabolag", "year": 2023,
        "percent": percent, "decimals": decimals, "load_id": 2, "row_number": 1,
        "group_key": "", "part": "",
    } | other  # fmt: skip


def test_shares_over_100():
    """100 is everybody, 104 is more."""
    assert figures.share_over_100([share(100.0, 0)]) == []
    (found,) = figures.share_over_100([share(104.0, 0)])
    assert found.how_sure == "certain"


@pytest.mark.parametrize(
    ("safe", "unsafe", "fires"),
    [((93, 0), (9, 0), True), ((93, 0), (8, 0), False), ((93.0, 1), (8.0, 1), True),
     ((92.0, None), (8.001, None), True), ((92.0, None), (8.0, None), False)],
)  # fmt: skip
def test_safe_and_unsafe_over_100(safe, unsafe, fires):
    """93 and 8 may be 92.5 and 7.5; 93.0 and 8.0 may not; exact shares have no room."""
    row = share(*safe, other="utryg_nabolag", other_percent=unsafe[0], other_decimals=unsafe[1])
    assert bool(figures.safe_and_unsafe_over_100([row])) is fires


def year_of_areas(year, n, missing=(), n_areas=8):
    """Return how many areas have a figure in a year."""
    return {
        "set_name": "by", "indicator": "utryg_nabolag", "year": year, "n_areas": n_areas,
        "n_with_figure": n, "missing": list(missing), "load_id": 3,
    }  # fmt: skip


def test_an_area_missing_where_most_have_a_figure():
    """Seven of eight: the eighth is found once with its years; four of eight say nothing."""
    rows = [
        year_of_areas(2019, 7, ["5"]),
        year_of_areas(2020, 8),
        year_of_areas(2021, 7, ["5"]),
        year_of_areas(2022, 4, ["5", "6", "7", "8"]),
    ]
    (found,) = figures.area_missing(rows)
    assert (found.place.area, found.figures["years"]) == ("5", ("2019", "2021"))
    assert found.how_sure == "likely"


def test_an_area_that_never_has_a_figure_is_possible():
    """It may not have been asked about at all; a set of three areas says nothing."""
    (found,) = figures.area_missing([year_of_areas(2019, 7, ["5"]), year_of_areas(2020, 7, ["5"])])
    assert found.how_sure == "possible"
    assert figures.area_missing([year_of_areas(2019, 2, ["3"], n_areas=3)]) == []


def test_a_year_with_few_areas():
    """Three where eight are usual; four are half, and enough; the city alone is no area."""
    rows = [year_of_areas(2018, 0), year_of_areas(2019, 8), year_of_areas(2020, 8),
            year_of_areas(2021, 8), year_of_areas(2022, 3), year_of_areas(2023, 4)]  # fmt: skip
    assert [one.place.year for one in figures.few_areas(rows)] == [2022]


def pair(**other):
    """Return two indicators with figures of the same areas and years."""
    return {
        "set_name": "by", "indicator": "utryg_nabolag", "other": "utryg_nabo",
        "spelled_alike": False, "n_common": 12, "n_equal": 12, "n_values": 9, "load_id": 4,
        "row_number": 1,
    } | other  # fmt: skip


@pytest.mark.parametrize(
    ("row", "text"),
    [
        (pair(), "indicator_loaded_twice"),
        (pair(spelled_alike=True, n_common=1, n_equal=0), "indicator_spelled_twice"),
        (pair(n_equal=11), None),
        (pair(n_common=5, n_equal=5), None),
        (pair(n_values=2), None),
    ],
)
def test_one_figure_under_two_names(row, text):
    """Equal throughout, or names that differ in marks alone; a few equal figures are chance."""
    assert [one.text for one in figures.duplicate_figure([row])] == ([text] if text else [])


def criteria(year, name, n):
    """Return the designations of a year."""
    return {"kind": "udsat", "year": year, "criteria_set": name, "n_designated": n,
            "set_name": None, "load_id": 5, "row_number": year - 2000}  # fmt: skip


def test_designations_by_other_criteria():
    """5, 4, 2 by one set of criteria and 6 by another: one finding, at the change."""
    rows = [criteria(2007, "a", 5), criteria(2008, "a", 4), criteria(2009, "a", 2)]
    assert figures.designation_criteria(rows) == []
    (found,) = figures.designation_criteria([*rows, criteria(2010, "b", 6)])
    assert (found.place.year, found.figures["n"], found.figures["later_n"]) == (2010, 2, 6)


def test_two_sets_of_criteria_side_by_side():
    """Both in both years are no change; one of them given up is."""
    both = [criteria(year, name, 3) for year in (2009, 2010) for name in ("a", "b")]
    assert figures.designation_criteria(both) == []
    (found,) = figures.designation_criteria(both[:3])
    assert (found.figures["criteria"], found.figures["later_criteria"]) == (("a", "b"), ("a",))


@pytest.mark.parametrize(
    ("n_repeats", "total", "sure"),
    [(60, 1000, "likely"), (20, 1000, "possible"), (10, 1000, None), (9, 100, None),
     (135, 35_746, None)],
)  # fmt: skip
def test_incidents_there_twice(n_repeats, total, sure):
    """Over 5 % likely, over 1 % possible, fewer than ten nothing."""
    row = {"load_id": 6, "n_timed": total, "n_repeats": n_repeats, "row_number": 3}
    assert [one.how_sure for one in points.duplicate_incidents([row])] == ([sure] if sure else [])


@pytest.mark.parametrize(
    ("placed", "yearly", "busiest", "fires"),
    [(1000, 199, 100, True), (1000, 900, 201, True), (1000, 900, 200, False),
     (1000, 200, 100, False), (199, 12, 190, False), (2245, 1893, 58, False)],
)  # fmt: skip
def test_snapped_incidents(placed, yearly, busiest, fires):
    """Over five incidents to a point, or a fifth on ten points; the Memphis robberies are fine."""
    row = {"source": "politi", "load_id": 6, "n_placed": placed, "n_points": yearly,
           "n_yearly": yearly, "n_on_busiest": busiest}  # fmt: skip
    assert bool(points.snapped_incidents([row])) is fires


def month(year, number, n, first=1, last=28):
    """Return the incidents of one month."""
    return {
        "source": "politi", "year": year, "month": number, "n": n, "load_id": 6,
        "first_day": date(year, number, first), "last_day": date(year, number, last),
    }  # fmt: skip


def whole_years(*years, n=40):
    """Return months with the same number of incidents, from end to end."""
    return [month(year, number, n, last=31 if number == 12 else 28)
            for year in years for number in range(1, 13)]  # fmt: skip


def of_months(rows):
    """Return what is found of half-loaded years."""
    return coverage.half_loaded_year(coverage.covered(rows))


def test_whole_years_are_no_finding():
    """Nor is a month with half of the usual, nor years with few incidents and empty months."""
    assert of_months(whole_years(2010, 2011)) == []
    rows = whole_years(2010, 2011)
    rows[5] = month(2010, 6, 20)
    assert of_months(rows) == []
    sparse = [row for at, row in enumerate(whole_years(2010, 2011, n=3)) if at not in {4, 5, 6}]
    assert of_months(sparse) == []


def test_months_without_incidents():
    """June is empty and July thin, in a year between covered ones."""
    rows = [
        row for row in whole_years(2010, 2011, 2012) if (row["year"], row["month"]) != (2011, 6)
    ]
    rows = [{**row, "n": 5} if (row["year"], row["month"]) == (2011, 7) else row for row in rows]
    (found,) = of_months(rows)
    assert found.figures["months"] == ("2011-06", "2011-07")
    assert (found.figures["n"], found.figures["usual"], found.how_sure) == (5, 40, "likely")


def test_a_year_that_is_gone_altogether():
    """Twelve months at once."""
    (found,) = of_months(whole_years(2010, 2012))
    assert len(found.figures["months"]) == 12
    assert found.place.year == 2011


def test_years_that_begin_late_or_end_early():
    """Possible, not likely: the extract may simply be of that day."""
    rows = whole_years(2010, 2011, 2012)
    late, early = of_months(rows[3:-2])
    assert (late.text, early.text) == ("year_begins_late", "year_ends_early")
    assert (late.figures["day"], early.figures["day"]) == (date(2010, 4, 1), date(2012, 10, 28))
    assert {late.how_sure, early.how_sure} == {"possible"}


def test_stragglers_cover_nothing():
    """Three old thefts in a newer extract do not make their years half-loaded."""
    old = [month(2005, 3, 1), month(2007, 5, 2)]
    assert of_months([*old, *whole_years(2010, 2011)]) == []


def yearly(counts, **key):
    """Return incidents of one series by year."""
    return [{**key, "source": "politi", "year": year, "n": n, "load_id": 6}
            for year, n in counts.items()]  # fmt: skip


SOURCES = coverage.covered(whole_years(2010, 2011, 2012, 2013))


@pytest.mark.parametrize(
    ("counts", "text"),
    [
        ({2012: 30, 2013: 30}, "category_begins"),
        ({2010: 30, 2011: 30}, "category_stops"),
        ({2010: 30, 2012: 30, 2013: 30}, "category_pauses"),
        ({2010: 30, 2011: 1, 2012: 30, 2013: 30}, None),
        ({2010: 12, 2011: 15}, None),
    ],
)
def test_a_category_that_begins_stops_or_pauses(counts, text):
    """None in years in which at least 20 a year were to be expected."""
    found = coverage.coverage_changed(yearly(counts, category="Vold"), [], SOURCES)
    assert [one.text for one in found] == ([text] if text else [])


def test_an_area_that_stops():
    """The same by area, with its set and code."""
    rows = yearly({2010: 50, 2011: 50, 2012: 50}, set_name="by", area_code="4")
    (found,) = coverage.coverage_changed([], rows, SOURCES)
    assert (found.text, found.place.area, found.place.year) == ("area_stops", "4", 2013)
    whole = yearly(dict.fromkeys(range(2010, 2014), 50), set_name="by", area_code="4")
    assert coverage.coverage_changed([], whole, SOURCES) == []


def test_a_year_that_has_just_begun_says_nothing_of_a_category():
    """Of a category with 30 a year two are expected in 28 days."""
    begun = coverage.covered([*whole_years(2010, 2011), month(2012, 1, 40)])
    assert (
        coverage.coverage_changed(yearly({2010: 30, 2011: 30}, category="Vold"), [], begun) == []
    )


def area(code, **attributes):
    """Return an area with a layer's attributes."""
    return {"set_name": "roder", "code": code, "area_name": f"Rode {code}", "load_id": 1,
            "attributes": json.dumps(attributes), "row_number": int(code)}  # fmt: skip


def test_spellings():
    """Case and blanks at an edge are found; other texts, numbers and short codes are not."""
    rows = [area("1", bydel="Indre By", lokaludvalg="Indre by", kort="A"),
            area("2", bydel="Brønshøj-Husum ", kort="a", nr=7),
            area("3", bydel="Valby")]  # fmt: skip
    found = {one.text: one for one in spelling.spelling_of_areas(rows)}
    assert set(found) == {"spelled_several_ways", "blank_at_edge"}
    assert found["spelled_several_ways"].figures["spellings"] == (
        "'Indre By' (1)",
        "'Indre by' (1)",
    )
    assert found["blank_at_edge"].place.row == 2
    assert spelling.spelling_of_areas(rows[2:]) == []


def test_spellings_of_categories():
    """Within one source only."""
    rows = [{"source": "politi", "category": name, "year": 2010, "n": 3, "load_id": 6}
            for name in ("Vold", "vold", "Tyveri", None)]  # fmt: skip
    (found,) = spelling.spelling_of_categories(rows)
    assert found.figures["spellings"] == ("'Vold' (3)", "'vold' (3)")
    other = [{**rows[1], "source": "kommune"}, rows[0]]
    assert spelling.spelling_of_categories(other) == []


def test_rejected_rows():
    """More than a fifth."""
    row = {"load_id": 3, "set_name": "by", "rows_in": 100, "reason": "no area", "row_number": 4}
    assert loads.rejected_rows([{**row, "n_rejected": 20}]) == []
    (found,) = loads.rejected_rows([{**row, "n_rejected": 21}])
    assert round(found.figures["share"].value) == 21

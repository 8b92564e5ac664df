"""Which years the extracts cover: stragglers and late reports are no baseline."""

import json

import pytest

from tests.small_city import City, by_area

NORD = "720500;6170500"


def city_of(folder, days, *, reported=True, names=("Nord", "Syd")):
    """Return areas with incidents in Nord; ``days`` are pairs of occurrence and report."""
    made = City(folder)
    made.areas(list(names))
    rows = [
        f"{at};{when};{told if reported else ''};{NORD}" for at, (when, told) in enumerate(days)
    ]
    path = made.write("h.csv", "\n".join(["id;dato;anmeldt;x;y", *rows]) + "\n")
    made.run("load", "incidents", path)
    return made


def spread_over(year, n, reported_in=None):
    """Return so many incidents all over a year, reported the day after, or in another year."""
    return [
        (f"{1 + at % 27:02d}-{1 + at % 12:02d}-{year}",
         f"{2 + at % 27:02d}-{1 + at % 12:02d}-{reported_in or year}")
        for at in range(n)
    ]  # fmt: skip


@pytest.fixture(scope="module")
def cut_by_report(tmp_path_factory):
    """Return an extract of what was reported from 2022 on: 2021 has 150 that came late."""
    days = [*spread_over(2020, 20, 2022), *spread_over(2021, 150, 2022),
            *spread_over(2022, 1000), *spread_over(2023, 1000)]  # fmt: skip
    return city_of(tmp_path_factory.mktemp("cut"), days)


def test_a_year_of_late_reports_is_no_baseline(cut_by_report):
    """150 against 1,000 is no rise; the first note says so."""
    answer = cut_by_report.ask("incidents", "--baseline", 2021, "--year", 2022)
    assert {row["verdict"] for row in answer["rows"] if row["area"] != "-"} == {"no_baseline"}
    assert by_area(answer)["*"]["rate_ratio"] is None
    assert answer["notes"][0].startswith("Udtrækkene dækker ikke 2021")
    both = by_area(cut_by_report.ask("incidents", "--baseline", 2022, "--year", 2023))
    assert both["1"]["baseline_n"] == 1000


def test_stragglers_without_a_day_of_report_are_measured_by_the_largest_year(tmp_path):
    """60 of 1,000 are none, though the median year is no larger."""
    days = [*spread_over(2020, 20), *spread_over(2021, 60), *spread_over(2022, 1000)]
    city = city_of(tmp_path, days, reported=False)
    rows = by_area(city.ask("incidents", "--baseline", 2021, "--year", 2022))
    assert rows["1"]["verdict"] == "no_baseline"


def test_check_review_evaluate_and_detect_follow_the_same_rule(cut_by_report):
    """Nothing is half-loaded before 2022, and hot cells are of 2022 and 2023 by default."""
    findings = cut_by_report.ask("check", "--kind", "half_loaded_year")["rows"]
    assert {row["year"] for row in findings} <= {2022, 2023}
    assert cut_by_report.ask("detect")["settings"]["first_day"] == "2022-01-01"
    asked = ("review", "--before", "2021-01-01..2021-12-31", "--after", "2022-01-01..2022-12-31")
    notes = cut_by_report.ask(*asked)["notes"]
    assert any("2022" in note and "indlæst" in note for note in notes[:2]), notes[:3]


def test_one_year_is_counted_without_a_baseline(tmp_path):
    """No error, also where the year is the default baseline itself."""
    for year in (2010, 2024):
        folder = tmp_path / str(year)
        folder.mkdir()
        answer = city_of(folder, spread_over(year, 30)).ask("incidents")
        assert by_area(answer)["1"]["n"] == 30
        assert by_area(answer)["1"]["verdict"] == "no_baseline"
        assert "intet basisår" in answer["notes"][0]


def test_a_set_larger_than_the_extract_is_said_first(tmp_path):
    """Of six areas five have none at all, and Nord has 60."""
    days = [*spread_over(2023, 30), *spread_over(2024, 30)]
    city = city_of(tmp_path, days, names=[f"Nr. {at}" for at in range(6)])
    answer = city.ask("incidents", "--baseline", 2023, "--year", 2024)
    assert answer["notes"][0].startswith("5 af 6 områder har slet ingen hændelser")
    assert json.dumps(answer["notes"]).count("slet ingen") == 1

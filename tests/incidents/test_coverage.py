"""Which years the extracts cover: stragglers and late reports are no baseline."""

import json
from datetime import date, timedelta

import pytest

from hotspots.engine.store import reading
from hotspots.workflows.asking.periods import chosen_period
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
    """No month is missed before 2022, and hot cells are of 2022 and 2023 by default."""
    findings = cut_by_report.ask("check", "--kind", "half_loaded_year")["rows"]
    assert {row["year"] for row in findings} <= {None, 2022, 2023}
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


def every_day(first, last, n=2):
    """Return so many incidents of every day, from one ISO date to another, without a report."""
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    days = [start + timedelta(at) for at in range((end - start).days + 1)]
    return [(f"{one:%d-%m-%Y}", "") for one in days for _ in range(n)]


@pytest.mark.parametrize("last", ["20-12-2024", "2024-12", "uge 1 2025", "03-01-2025", "2024"])
def test_one_incident_far_from_the_others_does_not_make_a_year(tmp_path, last):
    """Two a day to March 2024: 182 against 180 of the same days, not 183 against 730."""
    days = [*every_day("2023-01-01", "2024-03-31"), (last, "")]
    city = city_of(tmp_path, days, reported=False)
    answer = city.ask("incidents", "--baseline", 2023, "--year", 2024)
    row = by_area(answer)["*"]
    n = 183 if last == "2024" else 182
    assert (row["baseline_n"], row["n"], row["verdict"]) == (180, n, "not_distinguishable")
    assert "part_year" in row["flags"]
    assert answer["settings"]["days"] == ["2024-01-01", "2024-03-31"]
    said = [note for note in answer["notes"] if "langt fra de øvrige" in note]
    assert [note[:31] for note in said] == (
        [] if last in {"2024", "03-01-2025"} else ["1 hændelse fra 2024 ligger lang"]
    )


def test_check_names_what_lies_beyond_the_covered_days(tmp_path):
    """Also of a source with so few that no month is judged: one of five days, then December."""
    days = [*every_day("2023-01-01", "2024-03-31", 1)[::5], ("20-12-2024", "")]
    city = city_of(tmp_path, days, reported=False)
    answer = city.ask("check", "--kind", "half_loaded_year")
    found = [row for row in answer["rows"] if "ikke dækker" in row["what"]]
    assert [(row["how_sure"], row["what"].split(". ")[0]) for row in found] == [
        ("possible", "Hændelser fra unnamed på dage, som udtrækkene ikke dækker: 1, fra 2024")
    ]


def test_a_small_extract_is_not_cut(tmp_path):
    """Four a year have gaps of months, which say nothing."""
    quarters = ["10-01", "12-01", "20-01", "20-12"]
    days = [(f"{day}-{year}", "") for year in (2022, 2023, 2024) for day in quarters]
    city = city_of(tmp_path, days, reported=False)
    answer = city.ask("incidents", "--baseline", 2023, "--year", 2024)
    assert (by_area(answer)["*"]["baseline_n"], by_area(answer)["*"]["n"]) == (4, 4)
    assert "part_year" not in by_area(answer)["*"]["flags"]


def rows_of(folder, name, cases):
    """Write cases as (id, day of March 2024, day of its report)."""
    rows = [f"{one};{at:02d}-03-2024;{told:02d}-03-2024;{NORD}" for one, at, told in cases]
    return folder.write(name, "\n".join(["id;dato;anmeldt;x;y", *rows]) + "\n")


def test_a_corrected_extract_does_not_make_the_covered_days_fewer(tmp_path):
    """Five cases of 1 to 5 March, the first reported the day after: all count, none is late."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    first = [("A1", 1, 2), ("A2", 2, 3), ("A3", 3, 4), ("A4", 4, 5)]
    rows = rows_of(city, "a.csv", first)
    city.run("load", "incidents", rows, "--rows", "offences", "--source", "p")
    answer = city.ask("incidents", "--year", 2024)
    assert by_area(answer)["*"]["n"] == 4
    later = rows_of(city, "b.csv", [("A2", 2, 3), ("A3", 3, 5), ("A4", 4, 5), ("A5", 5, 6)])
    city.run("load", "incidents", later, "--rows", "offences", "--source", "p")
    answer = city.ask("incidents", "--year", 2024)
    assert by_area(answer)["*"]["n"] == 5
    assert answer["settings"]["days"] == ["2024-03-01", "2024-03-05"]
    said = [note for note in answer["notes"] if "ende til anden" in note]
    assert len(said) == 1
    assert "basisår" not in said[0]


def test_an_overlapping_extract_cut_by_report_takes_no_covered_day_away(tmp_path):
    """January to June by day; then a newer one by report from June on, which corrects January."""
    city = city_of(tmp_path, [(day, day) for day, _ in every_day("2023-03-01", "2023-06-30", 1)])
    before = city.ask("incidents", "--year", 2023)
    rows = [f"0;01-03-2023;01-06-2023;{NORD}"]
    rows += [f"n{at};{at:02d}-07-2023;{at:02d}-07-2023;{NORD}" for at in range(1, 31)]
    path = city.write("h2.csv", "\n".join(["id;dato;anmeldt;x;y", *rows]) + "\n")
    city.run("load", "incidents", path)
    after = city.ask("incidents", "--year", 2023)
    assert before["settings"]["days"] == ["2023-03-01", "2023-06-30"]
    assert after["settings"]["days"] == ["2023-03-01", "2023-07-30"]


def test_check_names_the_years_of_late_reports(cut_by_report):
    """170 of 2020 and 2021, which incidents says are not covered."""
    found = cut_by_report.ask("check", "--kind", "half_loaded_year")["rows"]
    assert any("ikke dækker: 170, fra 2020, 2021." in row["what"] for row in found)


def small_set_of(folder, *, others=200):
    """Return a set with 13 cases in a park to 11 December, of a year of cases in districts."""
    city = City(folder)
    city.areas(["Nord"], set_name="parker")
    city.areas([f"Bydel {number}" for number in range(12)], set_name="bydele")
    in_park = [f"{1 + at % 11:02d}-{at % 12 + 1:02d}-2024;{NORD}" for at in range(13)]
    step = 366 / others
    elsewhere = [f"{date(2024, 1, 1) + timedelta(int(at * step)):%d-%m-%Y};730500;6170500"
                 for at in range(others)]  # fmt: skip
    unplaced = ["15-06-2024;;"]
    rows = [f"{at};{row}" for at, row in enumerate([*in_park, *elsewhere, *unplaced])]
    path = city.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    city.run("load", "incidents", path, "--crs", "25832")
    return city


def test_a_set_with_few_cases_is_covered_as_the_others_are(tmp_path):
    """Which days an extract has does not depend on where an area set lies."""
    city = small_set_of(tmp_path)
    answer = city.ask("incidents", "--set", "parker", "--year", 2024)
    assert by_area(answer)["1"]["n"] == 13
    assert answer["settings"]["days"] == ["2024-01-01", "2024-12-31"]
    assert not [note for note in answer["notes"] if "fra ende til anden" in note]


def test_what_lies_outside_every_set_covers_no_day(tmp_path):
    """A year of a neighbour's incidents says nothing of the days of the park."""
    city = City(tmp_path)
    city.areas(["Nord"], set_name="parker")
    days = every_day("2024-01-01", "2024-12-31", 1)
    rows = [f"{at};{day};{720_500 if at < 31 else 790_500};6170500"
            for at, (day, _) in enumerate(days)]  # fmt: skip
    path = city.write("h.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    city.run("load", "incidents", path, "--crs", "25832")
    answer = city.ask("incidents", "--set", "parker", "--year", 2024)
    assert answer["settings"]["days"] == ["2024-01-01", "2024-01-31"]


def test_a_rare_category_does_not_shorten_what_is_loaded(tmp_path):
    """Of a year the only thefts are of June; what is asked of them is of the year."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    days = every_day("2024-01-01", "2024-12-31", 1)
    rows = [f"{at};{day};{'Tyveri' if at in {160, 170} else 'Vold'};{720_100 + at};6170500"
            for at, (day, _) in enumerate(days)]  # fmt: skip
    path = city.write("h.csv", "\n".join(["id;dato;kategori;x;y", *rows]) + "\n")
    city.run("load", "incidents", path, "--crs", "25832")
    with reading(city.store) as store:
        period = chosen_period(store, "Tyveri", None, None, None)
    assert period == (date(2024, 1, 1), date(2024, 12, 31))

"""``incidents`` by weeks, months, quarters, half-years and days: counts against pandas."""

from datetime import date, timedelta
from itertools import pairwise

import geopandas
import numpy as np
import pandas as pd
import pytest

from hotspots.analysis.incidents.periods import PeriodCounts, learnt_swings, period_rows
from hotspots.analysis.methods.rates import rate_ratio
from hotspots.analysis.time.whole_periods import (
    period_around,
    span_of,
    whole_periods,
    year_span,
)
from hotspots.model.periods import Period
from tests.incidents.test_week import AREAS, FIRST, LAST, extract, made_up
from tests.small_city import City

KINDS = ("week", "month", "quarter", "half")
OPTION = {"half": "half-year"}
CODES = {-1: "-", 0: "1", 1: "2", 2: "3", 3: "4", 4: "outside"}


def name_by_pandas(kind, days):
    """Return the names of the periods of days, by pandas' calendar and no code of ours."""
    iso = days.dt.isocalendar()
    return {
        "week": iso["year"].astype(str) + "-W" + iso["week"].astype(str).str.zfill(2),
        "month": days.dt.strftime("%Y-M%m"),
        "quarter": days.dt.year.astype(str) + "-Q" + days.dt.quarter.astype(str),
        "half": days.dt.year.astype(str) + "-H" + ((days.dt.month + 5) // 6).astype(str),
    }[kind]


@pytest.fixture(scope="module")
def frame():
    """Return incidents over five New Years, of which every ninth has no day of report."""
    own = made_up()
    own["code"] = own["area"].map(CODES)
    own["is_undated"] = np.arange(len(own)) % 9 == 0
    return own


@pytest.fixture(scope="module")
def city(frame, tmp_path_factory):
    own = City(tmp_path_factory.mktemp("city"))
    own.areas(AREAS)
    lines = extract(frame).splitlines()
    for at in np.flatnonzero(frame["is_undated"]) + 1:
        number, when, _, *rest = lines[at].split(";")
        lines[at] = ";".join([number, when, "", *rest])
    path = own.write("sager.csv", "\n".join(lines) + "\n")
    own.run("load", "incidents", path, "--crs", "25832")
    return own


def names_of_whole(kind):
    """Return the names of the periods of which every day lies in the extract, by counting days."""
    every = pd.Series(pd.date_range(date(2016, 1, 1), date(2023, 12, 31)))
    is_in = every.between(pd.Timestamp(FIRST), pd.Timestamp(LAST))
    whole = is_in.groupby(name_by_pandas(kind, every)).all()
    return list(whole[whole].index)


def days_of(frame, date_used):
    """Return the days that count, NaT where there is none."""
    days = frame["at"].dt.normalize()
    return days if date_used == "occurred" else frame["reported"].mask(frame["is_undated"])


@pytest.mark.parametrize("date_used", ["occurred", "reported"])
@pytest.mark.parametrize("kind", KINDS)
def test_counts_are_those_of_pandas_over_all_new_years(city, frame, kind, date_used):
    """Every area, the city, what lies outside and what has no place, in every whole period."""
    answer = city.ask("incidents", "--per", OPTION.get(kind, kind), "--date", date_used,
                      "--from", FIRST, "--to", LAST)  # fmt: skip
    days = days_of(frame, date_used)
    dated = frame[days.notna()]
    names = name_by_pandas(kind, days[days.notna()])
    of_area = dated.groupby([names, "code"]).size().to_dict()
    in_city = dated[dated["code"] != "outside"].groupby(names[dated["code"] != "outside"]).size()
    rows = {(row["period"], row["area"]): row["n"] for row in answer["rows"]}
    whole = sorted(set(names_of_whole(kind)) - set(answer["settings"]["not_covered"]))
    assert sorted({period for period, _ in rows}) == whole
    # a week ends on a Sunday of which no report is known
    is_last_unknown = (kind, date_used) == ("week", "reported")
    assert answer["settings"]["not_covered"] == (["2022-W02"] if is_last_unknown else [])
    for (period, code), n in rows.items():
        expected = in_city.get(period, 0) if code == "*" else of_area.get((period, code), 0)
        assert n == expected, (period, code)
    total = sum(n for (_, code), n in rows.items() if code in {"*", "outside"})
    settings = answer["settings"]
    assert settings["n_counted"] == total
    parts = ("n_counted", "n_coarse", "n_undated", "n_elsewhere")
    assert settings["n"] == len(frame) == sum(settings[name] for name in parts)
    assert settings["n_undated"] == (frame["is_undated"].sum() if date_used == "reported" else 0)


def test_what_has_no_day_of_report_is_named(city, frame):
    notes = city.ask("--lang", "en", "incidents", "--per", "quarter", "--year", "2021",
                     "--date", "reported")["notes"]  # fmt: skip
    reported = days_of(frame, "reported")
    n = int((reported.dt.year == 2021).sum())
    undated = int(frame["is_undated"].sum())
    rest = len(frame) - n - undated
    expected = (f"Of {len(frame):,} incidents, {n} were reported in these periods and {rest:,} on "
                f"other days; {undated} have no day of report and are in no period.")  # fmt: skip
    assert expected in notes


# The same days of earlier years, by hand; of week 53 the week after week 52.
NEW_YEARS = [("2017-01-02", "2017-01-08"), ("2018-01-01", "2018-01-07"),
             ("2018-12-31", "2019-01-06"), ("2019-12-30", "2020-01-05")]  # fmt: skip
EARLIER = {
    "2021-Q1": [(f"{year}-01-01", f"{year}-03-31") for year in range(2017, 2021)],
    "2021-H1": [(f"{year}-01-01", f"{year}-06-30") for year in range(2017, 2021)],
    "2020-M02": [(f"{year}-02-01", f"{year}-02-28") for year in range(2017, 2020)],
    "2020-W53": NEW_YEARS,
    "2021-W01": NEW_YEARS,
}


@pytest.mark.parametrize("part", EARLIER)
def test_a_part_of_a_year_stands_beside_the_same_part_of_earlier_years(city, frame, part):
    """Means by pandas over dates by hand; reports have long ceased."""
    rows = {row["area"]: row for row in city.ask("incidents", "--year", part)["rows"]}
    days = frame["at"].dt.normalize()
    for code, row in rows.items():
        is_of_row = frame["code"] != "outside" if code == "*" else frame["code"] == code
        counts = [int((days.between(*ends) & is_of_row).sum()) for ends in EARLIER[part]]
        assert (row["period"], row["usual_years"]) == (part, len(counts))
        assert row["usual_mean"] == pytest.approx(np.mean(counts), rel=1e-9)


def test_the_newest_weeks_are_compared_at_the_same_age(city, frame):
    """Reports have come in until the last Sunday: of earlier years, too, only so long after."""
    row = by_code(city.ask("incidents", "--year", "2022-W01"))["*"]
    lag = timedelta((LAST - date(2022, 1, 9)).days)
    is_known = frame["code"] != "outside"
    counts = []
    for first in ("2017-01-02", "2018-01-01", "2018-12-31", "2019-12-30", "2021-01-04"):
        last = pd.Timestamp(first) + timedelta(6)
        in_time = (frame["reported"] <= last + lag) | frame["is_undated"]
        counts.append(int((frame["at"].dt.normalize().between(first, last) & in_time
                           & is_known).sum()))  # fmt: skip
    assert row["usual_mean"] == pytest.approx(np.mean(counts), rel=1e-9)


def by_code(answer):
    return {row["area"]: row for row in answer["rows"]}


def test_days_over_new_year_stand_beside_the_same_days(city, frame):
    """From 20 December to 10 January, with one name, and one baseline year where it is said."""
    line = ["incidents", "--from", "2020-12-20", "--to", "2021-01-10"]
    row = by_code(city.ask(*line))["1"]
    days = frame["at"].dt.normalize()
    counts = [int((days.between(f"{year}-12-20", f"{year + 1}-01-10")
                   & (frame["code"] == "1")).sum()) for year in range(2017, 2021)]  # fmt: skip
    assert (row["period"], row["n"]) == ("2020-D1220-0110", counts[-1])
    assert row["usual_mean"] == pytest.approx(np.mean(counts[:-1]))
    against_2018 = city.ask("--lang", "en", *line, "--baseline", "2018")
    of_one = by_code(against_2018)["1"]
    assert f"In 2018: {counts[1]}." in of_one["sentence"]
    assert not any("usual" in row["sentence"] for row in against_2018["rows"])
    assert (of_one["usual_years"], of_one["usual_mean"]) == (1, counts[1])


def test_a_cut_or_uncovered_period_is_named_and_no_zero(city):
    """The last quarter is half there; the month at the edge is not whole."""
    answer = city.ask("--lang", "en", "incidents", "--per", "month", "--from", "2021-10-15",
                      "--to", "2022-02-28")  # fmt: skip
    assert {row["period"] for row in answer["rows"]} == {"2021-M11", "2021-M12"}
    assert answer["settings"]["not_covered"] == ["2022-M01", "2022-M02"]
    assert answer["settings"]["cut"] == ["2021-M10"]
    notes = " ".join(answer["notes"])
    assert "do not cover 2 periods from end to end" in notes
    assert "January 2022; February 2022" in notes
    assert "October 2021" in notes


def test_the_family_is_all_areas_of_the_set_whichever_are_shown(city):
    line = ["--lang", "en", "incidents", "--per", "quarter", "--year", 2020]
    every, part = city.ask(*line), city.ask(*line, "--area", "Nord", "--area", "3")
    kept = [row for row in every["rows"] if row["area"] in {"1", "3"}]
    assert part["rows"] == kept
    assert part["settings"]["family_size"] == every["settings"]["family_size"] == 16
    assert any("tested together with all 4 areas of the set" in note for note in part["notes"])
    of_years = ["--lang", "en", "incidents", "--year", 2020, "--baseline", 2019]
    whole, alone = city.ask(*of_years), city.ask(*of_years, "--area", "Syd")
    assert alone["rows"] == [row for row in whole["rows"] if row["name"] == "Syd"]


def test_every_format_holds_every_period(city, tmp_path):
    """Four quarters of four areas, in layers too; periods are texts there."""
    line = ["incidents", "--per", "quarter", "--year", 2021]
    for ending in ("gpkg", "geojson", "parquet", "xlsx", "csv"):
        city.run(*line, "-o", tmp_path / f"out.{ending}")
    layer = geopandas.read_file(tmp_path / "out.gpkg", layer="incidents")
    placed = layer[layer["area"].isin(["1", "2", "3", "4"])]
    assert sorted(set(placed["period"])) == [f"2021-Q{number}" for number in range(1, 5)]
    assert len(placed) == 16
    assert (placed.area.round() == 1_000_000).all()
    assert len(pd.read_parquet(tmp_path / "out.parquet")) == 28


def test_no_more_than_chance_is_the_usual_sentence(city):
    answer = city.ask("--lang", "en", "incidents", "--per", "quarter", "--year", 2021)
    assert answer["notes"][0].endswith("the differences are no more than chance.")
    for row in answer["rows"]:
        if row["verdict"] == "not_distinguishable":
            assert row["sentence"].endswith("No more than chance.")
    said = city.ask("--lang", "da", "incidents", "--year", "2021-Q2")["rows"][0]["sentence"]
    assert said.startswith("Hele byen: ")
    assert said.endswith(" Ikke mere end tilfældige udsving.")
    assert "hændelser i 2. kvartal 2021. Sædvanligt " in said


def counts_of(now, then, people=None):
    """Return counts of areas 1 to n in one quarter and in the same of earlier years."""
    span = span_of(Period(2024, "Q1"))
    years = range(2024 - len(then[0]), 2024)
    codes = [str(at + 1) for at in range(len(now))]
    return PeriodCounts(
        span=span,
        now=dict(zip(codes, now, strict=True)) | {"*": sum(now)},
        earlier={year: span.earlier(2024 - year) for year in years},
        then=dict(zip(codes, then, strict=True))
        | {"*": [sum(year) for year in zip(*then, strict=True)]},
        people=people or {},
    )


AREA_PAIRS = [("1", "Nord"), ("2", "Syd")]


def test_a_leap_day_is_no_crime():
    """Exactly one a day in 91 days and in 90: the ratio is 1, whatever is known of swings."""
    row = period_rows(AREA_PAIRS, [counts_of([91, 91], [[90], [90]])])[1]
    assert row.ratio == pytest.approx(1, rel=1e-12)
    assert row.verdict == "not_distinguishable"


def test_the_test_is_that_of_two_rates_where_no_swing_is_known():
    """One earlier year teaches nothing: mid-p over residents and days."""
    people = {
        (code, year): n for code, n in (("1", 4000.0), ("2", 5000.0)) for year in (2023, 2024)
    }
    people["1", 2024] = 4400.0
    data = counts_of([60, 20], [[30], [22]], people)
    assert learnt_swings(data, AREA_PAIRS) is None
    row = period_rows(AREA_PAIRS, [data], adjust="none")[1]
    expected = rate_ratio(30, 60, 4000 * 90, 4400 * 91)
    assert (row.ratio, row.ratio_low, row.p) == pytest.approx(
        (expected.ratio, expected.low, expected.p), rel=1e-12)  # fmt: skip
    assert row.rate_per_1000 == pytest.approx(1000 * 60 / 4400 * 90 / 91, rel=1e-12)
    assert row.verdict == "worse"


def test_years_without_change_are_seldom_called_one():
    """Of 100 tables in which nothing changed at most one in ten says that something did."""
    rng = np.random.default_rng(7)
    pairs = [(str(at), str(at)) for at in range(1, 11)]
    means = np.linspace(15, 200, 10)
    n_false = 0
    for _ in range(100):
        drawn = rng.poisson(means[:, None] * rng.normal(1, 0.08, (10, 9)).clip(0.5))
        rows = period_rows(pairs, [counts_of(list(drawn[:, -1]), drawn[:, :-1].tolist())])
        n_false += any(row.verdict in {"better", "worse"} for row in rows[1:11])
    assert n_false <= 10


@pytest.mark.parametrize("kind", KINDS)
def test_periods_follow_on_each_other_without_a_gap(kind):
    """Over forty years each day is in the period that is said to be around it."""
    whole, cut = whole_periods(kind, (date(1999, 12, 27), date(2040, 1, 8)))
    spans = [period.days for period in [*cut[:1], *whole, *cut[1:]]] if cut else [
        period.days for period in whole]  # fmt: skip
    for earlier, later in pairwise(spans):
        assert later[0] - earlier[1] == timedelta(1)
    for period in whole:
        assert {period_around(kind, day) for day in period.days} == {period}
    weeks = whole_periods("week", year_span("week", 2020))[0]
    assert (len(weeks), str(weeks[-1])) == (53, "2020-W53")


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        (date(2024, 2, 29), date(2024, 3, 10), (date(2023, 2, 28), date(2023, 3, 10))),
        (date(2023, 2, 1), date(2023, 2, 28), (date(2022, 2, 1), date(2022, 2, 28))),
        (date(2025, 2, 10), date(2025, 2, 28), (date(2024, 2, 10), date(2024, 2, 29))),
        (date(2023, 12, 1), date(2024, 2, 29), (date(2022, 12, 1), date(2023, 2, 28))),
    ],
)
def test_the_last_of_february_stays_the_last(first, last, expected):
    from hotspots.analysis.time.whole_periods import PeriodSpan

    assert PeriodSpan(Period(first.year), (first, last)).earlier(1) == expected


REFUSED = {
    "a year and days": (["--year", "2021", "--from", "2021-01-01"], 2,
                        "--year does not go with --from and --to"),
    "a part divided": (["--year", "2021-Q1", "--per", "week"], 2, "say --year 2021."),
    "days turned round": (["--from", "2021-02-01", "--to", "2021-01-01"], 2, "Turn them round"),
    "more than a year": (["--from", "2019-01-01", "--to", "2021-01-01"], 2, "with --per"),
    "a baseline of another part": (["--year", "2021-Q1", "--baseline", "2020-Q2"], 2,
                                   "not the same part of a year"),
    "a baseline afterwards": (["--year", "2020-Q1", "--baseline", "2021"], 2,
                              "not before what is asked about (2020)"),
    "nothing covered": (["--year", "2023-Q1"], 1, "cover none of the periods asked for"),
    "a group": (["--per", "month", "--group", "køn=kvinder"], 2, "Tables of counts give months"),
    "an area that is not there": (["--year", "2021-Q1", "--area", "Øst"], 1, "Øst"),
}  # fmt: skip


@pytest.mark.parametrize("why", REFUSED)
def test_what_makes_no_sense_is_refused_in_a_sentence(city, why):
    options, code, words = REFUSED[why]
    assert words in city.run("--lang", "en", "incidents", *options, expect=code).stderr


def test_what_is_known_to_the_month_alone_is_in_no_week(tmp_path):
    """It is in its month and its quarter, and named where the periods are shorter."""
    own = City(tmp_path)
    own.areas(AREAS)
    lines = [f"{at};2023-{at % 12 + 1:02}-{at % 28 + 1:02};Tyveri;;" for at in range(400)]
    lines += [f"M{at};2024-03;Tyveri;;" for at in range(7)]
    lines += [f"T{at};2024-{at % 12 + 1:02}-{at % 28 + 1:02};Tyveri;;" for at in range(400)]
    path = own.write("sager.csv", "id;dato;kategori;x;y\n" + "\n".join(lines) + "\n")
    own.run("load", "incidents", path, "--crs", "25832")
    by_day = sum(at % 12 == 2 for at in range(400))
    month = by_code(own.ask("incidents", "--year", "2024-M03"))["*"]
    assert month["n"] == by_day + 7
    weeks = own.ask("--lang", "en", "incidents", "--per", "week", "--year", 2024)
    assert weeks["settings"]["n_coarse"] == 7
    assert any(note.startswith("7 incidents are known to the week, month or year alone")
               for note in weeks["notes"])  # fmt: skip

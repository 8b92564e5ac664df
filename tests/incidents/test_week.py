"""``week``: counts of ISO weeks against pandas, what is usual, what is new, and where."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest
from scipy.stats import binom

from hotspots.analysis.incidents.week import (
    _NO_SWING,
    WeekCounts,
    WeekPlace,
    _Test,
    usual_counts,
)
from hotspots.analysis.time.extents import DayCount
from hotspots.analysis.time.weeks import (
    covered_to,
    has_week_53,
    same_weeks,
    span_before,
    weeks_until,
)
from tests.small_city import SOUTH_M, WEST_M, City

FIRST, LAST = date(2017, 1, 2), date(2022, 1, 16)
KINDS = ("Indbrud", "Tyveri", "Vold")
AREAS = ("Nord", "Midt", "Syd", "Vest")
HEAD = "Sagsnr;Gerningstidspunkt;Anmeldt;Kategori;X;Y\n"
# Where New Year falls in week 53, in week 1, in week 52, and the weeks when clocks change.
WEEKS = (date(2021, 1, 3), date(2020, 1, 5), date(2022, 1, 2), date(2021, 3, 28),
         date(2021, 10, 31), date(2022, 1, 16))  # fmt: skip


def made_up(n=3_000):
    """Return incidents as pandas sees them: area -1 has no place, 4 lies outside."""
    rng = np.random.default_rng(53)
    days = rng.integers(0, (LAST - FIRST).days + 1, n)
    minutes = rng.choice([0, 119, 120, 150, 179, 180, 1439, 700], n)
    at = pd.Timestamp(FIRST) + pd.to_timedelta(days, unit="D") + pd.to_timedelta(minutes, unit="m")
    frame = pd.DataFrame(
        {
            "at": at,
            "kind": rng.choice(KINDS, n, p=[0.6, 0.3, 0.1]),
            "area": rng.choice([-1, 0, 1, 2, 3, 4], n, p=[0.1, 0.4, 0.2, 0.1, 0.1, 0.1]),
        }
    )
    late = pd.to_timedelta(rng.geometric(0.15, n) - 1, unit="D")
    frame["reported"] = frame["at"].dt.normalize() + late
    # the extract was made on the morning after its last Sunday
    return frame[frame["reported"].dt.date <= LAST].sort_values("at").reset_index(drop=True)


def extract(frame, first_number=0):
    """Return incidents as the lines of an extract."""
    lines = []
    for at, row in enumerate(frame.itertuples(), start=first_number):
        place = ";" if row.area < 0 else (
            f"{WEST_M + row.area * 1000 + 100 + at % 30 * 25};{SOUTH_M + 100 + at % 7 * 100}"
        )  # fmt: skip
        when = row.at.strftime("%d-%m-%Y %H:%M")
        lines.append(f"{at};{when};{row.reported:%d-%m-%Y};{row.kind};{place}")
    return HEAD + "\n".join(lines) + "\n"


@pytest.fixture(scope="module")
def frame():
    """Return the incidents as pandas has them."""
    return made_up()


@pytest.fixture(scope="module")
def filled(tmp_path_factory, frame):
    """Return a city of four areas with those incidents."""
    made = City(tmp_path_factory.mktemp("weeks"))
    made.areas(AREAS)
    path = made.write("h.csv", extract(frame))
    made.run("load", "incidents", path, "--crs", "EPSG:25832", "--source", "politi")
    return made


def iso_counts(frame, last, weeks=1):
    """Return the counts of the ISO weeks that end on a day, and of each earlier year.

    By (area, kind), from pandas' ISO calendar. Each period counts what had been reported as long
    after it as the newest has.
    """
    monday = frame["at"].dt.normalize() - pd.to_timedelta(frame["at"].dt.day_of_week, unit="D")
    lag = pd.Timestamp(LAST) - pd.Timestamp(last)
    year, week, _ = last.isocalendar()

    def of(sunday):
        first = pd.Timestamp(sunday) - pd.Timedelta(weeks=weeks) + pd.Timedelta(days=1)
        is_in = (monday >= first) & (monday <= pd.Timestamp(sunday))
        if lag < pd.Timedelta(days=90):
            is_in &= frame["reported"] <= pd.Timestamp(sunday) + lag
        rows = frame[is_in & (frame["area"] != 4)]
        return rows.groupby(["area", "kind"]).size()

    calendar = pd.date_range("2016-01-01", "2022-12-31", freq="W-SUN")
    iso = calendar.isocalendar()
    sundays = {}
    for earlier in range(year - 1, 2016, -1):
        same = calendar[(iso["year"] == earlier) & (iso["week"] == min(week, 52))]
        shifted = same[0] + pd.Timedelta(weeks=1 if week == 53 else 0)
        if week == 53 and ((iso["year"] == earlier) & (iso["week"] == 53)).any():
            shifted = calendar[(iso["year"] == earlier) & (iso["week"] == 53)][0]
        if shifted - pd.Timedelta(weeks=weeks) >= pd.Timestamp(FIRST) - pd.Timedelta(days=1):
            sundays[earlier] = shifted
    return of(last), {earlier: of(sunday) for earlier, sunday in sorted(sundays.items())}


def of_kind(counts, kind):
    """Return how many of a kind there are, wherever."""
    return counts[counts.index.get_level_values("kind") == kind].sum()


@pytest.mark.part(2)
@pytest.mark.parametrize(("last", "weeks"), [*((last, 1) for last in WEEKS), (WEEKS[0], 3),
                                             (WEEKS[-1], 3)])  # fmt: skip
def test_counts_and_means_are_those_of_pandas(filled, frame, last, weeks):
    """Over New Year, in week 53 and where clocks change; of areas, kinds and the city."""
    answer = filled.ask("week", "--to", last, "--weeks", weeks)
    now, then = iso_counts(frame, last, weeks)
    assert answer["settings"]["usual_years"] == sorted(then)[-5:]
    rows = {(row["area"], row["category"]): row for row in answer["rows"]}
    usual = [then[year] for year in sorted(then)[-5:]]
    for code, area in (("1", 0), ("2", 1), ("3", 2), ("4", 3), ("-", -1)):
        row = rows[code, "*"]
        assert row["n"] == now.get(area, pd.Series(dtype=int)).sum(), code
        mean = np.mean([of.get(area, pd.Series(dtype=int)).sum() for of in usual])
        assert row["usual_mean"] == pytest.approx(mean)
    for kind in KINDS:
        row = rows["*", kind]
        assert row["n"] == of_kind(now, kind)
        means = [of_kind(counts, kind) for counts in usual]
        assert row["usual_mean"] == pytest.approx(np.mean(means))
    assert rows["*", "*"]["n"] == now.sum()


def test_the_week_before_is_counted_when_as_old(filled, frame):
    """What was reported later than the newest week can have been does not count."""
    row = filled.ask("week", "--to", LAST)["rows"][0]
    sunday = pd.Timestamp(LAST) - pd.Timedelta(weeks=1)
    is_in = (frame["at"].dt.normalize() > sunday - pd.Timedelta(weeks=1)) & (
        frame["at"].dt.normalize() <= sunday
    )
    of_city = frame[is_in & (frame["area"] != 4)]
    assert row["before_n"] == (of_city["reported"] <= sunday).sum() < len(of_city)


def test_new_is_what_was_reported_whatever_its_day(filled, frame):
    """Late is what of it occurred before the week."""
    row = filled.ask("week", "--area", "Nord", "--to", "2021-06-20")["rows"][0]
    reported = frame[(frame["area"] == 0) & frame["reported"].between("2021-06-14", "2021-06-20")]
    assert row["new_n"] == len(reported)
    assert row["late_n"] == (reported["at"] < "2021-06-14").sum() > 0


def test_the_default_is_the_last_whole_week(filled):
    """The extracts end on a Sunday; a day in the week after changes nothing."""
    answer = filled.ask("week")
    assert answer["settings"]["days"] == ["2022-01-10", "2022-01-16"]
    assert filled.ask("week", "--to", "2022-01-20")["rows"] == answer["rows"]


def test_several_areas_are_a_place_and_each_a_row(filled):
    """The sum of the areas, as no case lies in two."""
    rows = filled.ask("week", "--area", "Nord", "--area", "3", "--to", "2021-05-02")["rows"]
    by_code = {row["area"]: row for row in rows if row["category"] == "*"}
    assert [*by_code] == ["+", "1", "3"]
    assert by_code["+"]["n"] == by_code["1"]["n"] + by_code["3"]["n"]


def test_more_than_usual_is_judged_for_its_area_alone(filled, frame, tmp_path):
    """Forty more burglaries in one area in one week are more, there and nowhere else."""
    city = filled.copied(tmp_path)
    extra = pd.DataFrame({"at": pd.Timestamp("2022-01-12 10:00"), "kind": "Indbrud", "area": 2,
                          "reported": pd.Timestamp("2022-01-13")}, index=range(40))  # fmt: skip
    text = extract(extra, 900_000)
    city.run("load", "incidents", city.write("flere.csv", text), "--crs", "EPSG:25832",
             "--source", "politi")  # fmt: skip
    answer = city.ask("--lang", "da", "week")
    verdicts = {row["name"]: row["verdict"] for row in answer["rows"] if row["category"] == "*"}
    assert verdicts["Syd"] == "worse"
    assert {verdicts[name] for name in ("Nord", "Midt", "Vest")} == {"not_distinguishable"}
    assert "Flere i: Syd" in answer["notes"][0]
    since = city.ask("week", "--since", "last")
    assert (since["rows"][0]["new_n"], since["rows"][0]["late_n"]) == (40, 0)
    assert city.ask("week", "--since", since["sources"][-1]["load"])["rows"][0]["new_n"] == 0


def test_a_correction_is_not_new(filled, frame, tmp_path):
    """A later load that has a case again, changed or not, brings nothing new."""
    city = filled.copied(tmp_path)
    again = frame.iloc[-30:].assign(kind="Vold")
    text = extract(again, int(again.index[0]))
    city.run("load", "incidents", city.write("rettet.csv", text), "--crs", "EPSG:25832",
             "--source", "politi")  # fmt: skip
    assert city.ask("week", "--since", "last")["rows"][0]["new_n"] == 0


def test_an_offset_counts_by_the_clock_of_copenhagen(tmp_path):
    """Half past ten in the evening in UTC is Monday already, once summer time has begun."""
    city = City(tmp_path)
    city.areas(["Nord"])
    place = f"{WEST_M + 500};{SOUTH_M + 500}"
    times = ["2024-03-31T21:59:00Z", "2024-03-31T22:30:00Z", "2024-03-31T00:59:00Z",
             "2024-10-27T22:59:00Z", "2024-10-27T23:01:00Z", "2024-03-24T22:59:00Z"]  # fmt: skip
    lines = [f"{at};{time};;Vold;{place}" for at, time in enumerate(times)]
    head = HEAD.replace(";Anmeldt", ";Anm")
    city.run("load", "incidents", city.write("h.csv", head + "\n".join(lines) + "\n"), "--crs",
             "EPSG:25832")  # fmt: skip
    counts = {last: city.ask("week", "--to", last)["rows"][0]["n"]
              for last in ("2024-03-31", "2024-04-07", "2024-10-27")}  # fmt: skip
    assert counts == {"2024-03-31": 2, "2024-04-07": 1, "2024-10-27": 1}


def test_weeks_are_those_of_pandas():
    """Every day of thirty years: the last whole week, the same one a year before, week 53."""
    for day in pd.date_range("2000-01-01", "2029-12-31", freq="3D"):
        first, last = weeks_until(day.date())
        assert pd.Timestamp(first).day_of_week == 0
        assert timedelta(0) <= day.date() - last < timedelta(7)
        assert last - first == timedelta(6)
        iso = pd.Timestamp(last).isocalendar()
        earlier = pd.Timestamp(same_weeks((first, last), 1)[1]).isocalendar()
        if iso.week < 53:
            assert (earlier.year, earlier.week) == (iso.year - 1, iso.week)
        else:
            assert (earlier.year, earlier.week) == (iso.year, 1)
        assert has_week_53((first, last)) == (iso.week == 53)
        assert span_before((first, last))[1] == first - timedelta(1)


def test_a_quiet_sunday_ends_a_week_and_a_cut_does_not():
    """At two incidents a day a day without any is no cut, at sixty it is; reports must be in."""
    saturday, sunday = date(2024, 6, 29), date(2024, 6, 30)
    few, many = (
        [DayCount(saturday - timedelta(at), saturday - timedelta(at), n) for at in range(90)]
        for n in (2, 60)
    )
    assert covered_to(saturday, sunday, few) == sunday
    assert covered_to(saturday, sunday, many) == saturday
    assert covered_to(saturday, saturday, few) == covered_to(saturday, None, few) == saturday
    assert covered_to(date(2024, 6, 25), sunday, few) == date(2024, 6, 25)
    assert covered_to(sunday, sunday, many) == sunday


@pytest.mark.parametrize(("total", "n_years"), [(50, 5), (0, 5), (3, 1), (2000, 5), (17, 4)])
def test_usual_counts_are_those_of_the_exact_test(total, n_years):
    """With nothing that swings: the mid-p test, written out by the binomial distribution."""
    share = 1 / (n_years + 1)

    def p(n):
        at = binom.pmf(n, n + total, share) / 2
        return 2 * min(binom.cdf(n, n + total, share) - at, binom.sf(n, n + total, share) + at)

    kept = [n for n in range(1_000) if min(p(n), 1) >= 0.05]
    weights = (1 + 1 / n_years, 1 + 1 / n_years)
    assert usual_counts(total, n_years, _NO_SWING, weights) == (kept[0], kept[-1])


def test_swings_enter_as_often_as_drawn_weeks_have_them():
    """The variance of the log of a week over the mean of five, of swings that were drawn.

    Of one area, and of four of unlike size together; each week's swings are its own.
    """
    rng, alpha = np.random.default_rng(1), 0.004
    sizes = {"1": 10, "2": 20, "3": 30, "4": 60}
    swung = rng.normal(1, np.sqrt(alpha), (200_000, 6, 4)) * [*sizes.values()]
    data = WeekCounts(
        (date(2022, 1, 3), date(2022, 1, 9)),
        {},
        None,
        {(code, "*"): [n] * 5 for code, n in sizes.items()},
        (1, 2, 3, 4, 5),
    )
    areas = [(code, "") for code in sizes]
    test = _Test(WeekPlace("*", "", areas, [*sizes]), data, {})
    for code, weeks in (("*", swung.sum(axis=2)), ("2", swung[:, :, 1])):
        drawn = np.log(weeks[:, 0] / weeks[:, 1:].mean(axis=1)).var()
        assert test._weights(code, "*")[0] * alpha == pytest.approx(drawn, rel=0.02)


def test_test_and_span_agree(filled):
    """A count lies in its span where its own p is at least 0.05, and only there."""
    rows = [row for last in WEEKS[:2] for row in filled.ask("week", "--to", last)["rows"]
            if row["p"] is not None]  # fmt: skip
    assert len(rows) > 10
    for row in rows:
        assert (row["usual_low"] <= row["n"] <= row["usual_high"]) == (row["p"] >= 0.05)
        if row["usual_mean"]:
            assert row["ratio"] == pytest.approx(row["n"] / row["usual_mean"])


def test_what_cannot_be_answered_is_refused_in_a_sentence(filled):
    """Weeks that no extract covers, a load that is none, one load and what is newer."""
    assert "do not cover" in filled.run("week", "--to", "2010-01-03", expect=1).stderr
    assert "There are: " in filled.run("week", "--since", "99", expect=1).stderr
    assert "one load" in filled.run("week", "--since", "last", expect=1).stderr
    assert "a page" in filled.run("week", "--format", "csv", "-o", "x.html", expect=2).stderr


def test_without_days_of_report_nothing_is_said_to_be_new(tmp_path):
    """Nought would be a figure; a single year has nothing to be compared with."""
    city = City(tmp_path)
    city.areas(["Nord", "Syd"])
    rows = [f"{at};{at % 28 + 1:02d}-{at % 12 + 1:02d}-2023;Nord" for at in range(300)]
    path = city.write("h.csv", "\n".join(["Sagsnr;Dato;Område", *rows, ""]))
    city.run("load", "incidents", path, "--set", "bydele")
    answer = city.ask("--lang", "da", "week", "--to", "2023-06-25")
    row = answer["rows"][0]
    assert (row["new_n"], row["late_n"], row["verdict"]) == (None, None, "no_baseline")
    assert "Intet i udtrækkene har en anmeldelsesdag" in answer["notes"][1]
    city.run("week", "--to", "2023-06-25", "-o", tmp_path / "uge.html")
    assert "kun området" in (tmp_path / "uge.html").read_text(encoding="utf-8")

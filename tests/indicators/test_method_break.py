"""A break of method: measured where two suppliers asked at once, taken out by choice, marked."""

import math

import numpy as np
import pytest
from scipy import stats

from hotspots.analysis.indicators.change import ChangeQuestion, change_rows
from hotspots.analysis.indicators.overlap import measured_step, overlaps
from hotspots.analysis.methods.reliability import Limits
from tests.indicators.test_properties import figure
from tests.small_city import City, by_area

NAMES = ["Nord", "Midt", "Syd", "Øst"]
EARLIER = {"Nord": (20, 21), "Midt": (16, 15), "Syd": (25, 24), "Øst": (30, 30)}
LATER = {"Nord": (24, 23), "Midt": (20, 20), "Syd": (27, 20), "Øst": (35, 40)}
HEAD = "Område;År;Procent;Antal svar;Udgave;Leverandør\n"
FIXED = ("--set", "bydele", "--fixed", "indicator=utryg_nabolag")


@pytest.fixture
def city(tmp_path):
    """Return a city of four areas whose survey changed hands in 2017, after one year of both."""
    made = City(tmp_path)
    made.areas(NAMES)
    load(made, "dst.csv", EARLIER, (2010, 2016), "2016;Danmarks Statistik")
    load(made, "epinion.csv", LATER, (2016, 2020), "2020;Epinion")
    return made


def load(city, name, shares, years, ends, n=400):
    """Load a supplier's file of two years."""
    rows = [f"{area};{year};{share},0;{n};{ends}\n" for area, both in shares.items()
            for year, share in zip(years, both, strict=True)]  # fmt: skip
    city.run("load", "index", city.write(name, HEAD + "".join(rows)), *FIXED)


def by_hand():
    """Return the step, its variance and the spread between areas, in points and their squares.

    Steps of 3, 5, 3 and 5; each with the variance of two shares by their mean, on 400 / 1.3
    answers, and of two figures rounded to a tenth of a point.
    """
    steps = np.array([LATER[name][0] - EARLIER[name][1] for name in NAMES], dtype=float)
    means = np.array([(LATER[name][0] + EARLIER[name][1]) / 200 for name in NAMES])
    variances = 1e4 * means * (1 - means) * 2 * 1.3 / 400 + 2 * 0.1**2 / 12
    weights = 1 / variances
    # squares are fewer than three degrees of freedom, so the areas do not differ but by chance
    mean = np.average(steps, weights=weights)
    assert (weights * (steps - mean) ** 2).sum() < 3
    return mean, 1 / weights.sum()


def test_the_step_is_measured_and_taken_out(city):
    """Every number by hand: the step on 3 df, the change without it, its limits and its p."""
    step, variance = by_hand()
    plain = by_area(city.ask("change", "--year", 2020))["1"]
    answer = city.ask("change", "--year", 2020, "--adjust-break")
    row, told = by_area(answer)["1"], answer["settings"]["adjust_break"]
    assert told["step_pp"] == pytest.approx(step)
    half = stats.t.ppf(0.975, 3) * math.sqrt(variance)
    assert (told["low_pp"], told["high_pp"]) == pytest.approx((step - half, step + half))
    assert (told["from"], told["to"], told["years"]) == ("Danmarks Statistik", "Epinion", [2016])
    assert (told["n_areas"], told["df"], told["between_areas_sd_pp"]) == (4, 3, 0)
    assert (row["baseline_percent"], row["percent"]) == (20, 23)
    assert row["break_step_pp"] == pytest.approx(step)
    assert row["change_pp"] == pytest.approx(3 - step)
    assert row["ci_low_pp"] == pytest.approx(3 - step - math.hypot(3 - plain["ci_low_pp"], half))
    assert row["ci_high_pp"] == pytest.approx(3 - step + math.hypot(plain["ci_high_pp"] - 3, half))
    later = (0.20 + step / 100 + 0.23) / 2
    earlier = later - step / 100
    chance = (later * (1 - later) + earlier * (1 - earlier)) * 1.3 / 400 + 2 * 0.001**2 / 12
    both = chance + variance / 1e4
    df = both**2 / ((variance / 1e4) ** 2 / 3)
    assert row["p"] == pytest.approx(2 * stats.t.sf(abs(0.03 - step / 100) / both**0.5, df))


def test_what_is_adjusted_is_marked_everywhere(city):
    """Column, flag, sentence, note, setting; on the page legend and banner; both tongues."""
    answer = city.ask("change", "--year", 2020, "--adjust-break")
    rows = by_area(answer)
    assert all("break_adjusted" in rows[code]["flags"] for code in "1234")
    assert all("Springet mellem de to metoder (+" in rows[code]["sentence"] for code in "1234")
    assert rows["*"]["break_step_pp"] is None
    note = next(one for one in answer["notes"] if one.startswith("Springet fra Danmarks Stat"))
    assert not any("En del af forskellen" in one for one in answer["notes"])
    assert "målt i 4 områder, hvor begge har spurgt (2016)" in note
    assert "er det forkert, er alle ændringer forkerte på én gang" in note
    english = city.ask("--lang", "en", "change", "--year", 2020, "--adjust-break")
    assert "is taken out." in by_area(english)["1"]["sentence"]
    assert "all changes are wrong together" in " ".join(english["notes"])
    page = city.folder / "kort.html"
    city.run("map", "change", "--year", 2020, "--adjust-break", "-o", page)
    text = page.read_text(encoding="utf-8")
    assert "(metodespring trukket fra)" in text
    assert "Springet mellem to metoder er trukket fra ændringen" in text
    for kind in ("change", "intervals"):
        picture = city.folder / f"{kind}.svg"
        city.run("figure", kind, "--year", 2020, "--adjust-break", "-o", picture)
        words = "".join(one.read_text(encoding="utf-8") for one in city.folder.glob(f"{kind}.*"))
        assert "Springet mellem to metoder er trukket fra" in words


def test_without_the_option_nothing_is_taken_out(city):
    """The change is flagged as before, and no row or setting speaks of a step."""
    answer = city.ask("change", "--year", 2020)
    row = by_area(answer)["1"]
    assert (row["change_pp"], row["break_step_pp"]) == (3, None)
    assert {"method_break", "supplier_changed"} <= {*row["flags"]}
    assert "break_adjusted" not in row["flags"]
    assert answer["settings"]["adjust_break"] is None


def test_years_of_one_supplier_have_nothing_to_take_out(city):
    """2016 and 2020 of one edition are both Epinion's."""
    refused = city.run("--lang", "en", "change", "--baseline", 2016, "--year", 2020,
                       "--adjust-break", expect=1)  # fmt: skip
    assert "are of one supplier in each area (Epinion)" in refused.stderr
    assert refused.stdout == ""


def refused_with(tmp_path, *files):
    """Return why a city of these files is refused."""
    city = City(tmp_path)
    city.areas(NAMES)
    for place, (shares, years, ends, *n) in enumerate(files):
        load(city, f"{place}.csv", shares, years, ends, *n)
    return city.run("--lang", "en", "change", "--year", 2020, "--adjust-break", expect=1).stderr


def test_without_an_overlap_it_is_refused_with_what_is_needed(tmp_path):
    """Which years each has, how many areas overlap, and how to load a parallel run."""
    said = refused_with(tmp_path, (EARLIER, (2010, 2016), "2016;A"),
                        (LATER, (2017, 2020), "2020;B"))  # fmt: skip
    assert "in 0 areas, and 3 are needed" in said
    assert "A has 2010, 2016, B has 2017, 2020" in said
    assert "--fixed supplier=NAME" in said


def test_two_areas_are_too_few_to_tell_a_step(tmp_path):
    """How areas differ is not known from two."""
    few = {name: LATER[name] for name in ("Nord", "Midt")}
    rest = {name: LATER[name] for name in ("Syd", "Øst")}
    said = refused_with(tmp_path, (EARLIER, (2010, 2016), "2016;A"), (few, (2016, 2020), "2020;B"),
                        (rest, (2017, 2020), "2020;B"))  # fmt: skip
    assert "in 2 areas, and 3 are needed" in said


def test_figures_without_answers_measure_no_step(tmp_path):
    """A parallel run that says no numbers of answers tells nothing of its certainty."""
    said = refused_with(tmp_path, (EARLIER, (2010, 2016), "2016;A"),
                        (LATER, (2016, 2020), "2020;B", ""))  # fmt: skip
    assert "in 0 areas, and 3 are needed" in said


def test_unnamed_and_several_suppliers_are_refused(tmp_path):
    """The reason is true of each."""
    unnamed = tmp_path / "a"
    unnamed.mkdir()
    said = refused_with(unnamed, (EARLIER, (2010, 2016), "2016;"), (LATER, (2016, 2020), "2020;B"))
    assert "some do not say it" in said
    several = tmp_path / "b"
    several.mkdir()
    few, rest = ({name: LATER[name] for name in names} for names in (NAMES[:2], NAMES[2:]))
    said = refused_with(several, (EARLIER, (2010, 2016), "2016;A"), (few, (2016, 2020), "2020;B"),
                        (rest, (2016, 2020), "2020;C"))  # fmt: skip
    assert "areas have several: A → B; A → C" in said


def test_rates_and_groups_are_refused(city):
    """What the police counts has no second supplier; groups are asked for one by one."""
    rates = "Område;År;Indikator;Pr. 1.000;Anmeldelser\nNord;2010;anmeldelser_pr_1000;20,0;400\n"
    path = city.write("rater.csv", rates + "Nord;2011;anmeldelser_pr_1000;10,0;200\n")
    city.run("load", "index", path, "--set", "bydele")
    refused = city.run("--lang", "en", "change", "--indicator", "anmeldelser_pr_1000", "--year",
                       2011, "--adjust-break", expect=1)  # fmt: skip
    assert "is for shares of a survey" in refused.stderr
    city.run("change", "--year", 2020, "--adjust-break", "--by-group", "køn", expect=2)
    city.run("figure", "intervals", "--reported", "--adjust-break", "-o", "x.svg", expect=2)


def made(code, year, percent, supplier, edition=None, n=400.0):
    """Return an exact figure of a supplier."""
    return {**figure(code, year, percent, n=n, n_eff=n), "supplier": supplier, "edition": edition}


def test_years_of_an_area_are_joined_by_their_variances():
    """Steps of 2 and 5 on 400 and 100 answers: 4 to 1, but for their shares; the city is out."""
    figures = [
        made(code, year, percent, supplier, edition, n)
        for code in ("1", "2", "3", "*")
        for year, n, shares in ((2016, 400.0, (20, 22)), (2017, 100.0, (20, 25)))
        for percent, supplier, edition in zip(shares, "AB", (1, 2), strict=True)
    ]
    step = measured_step(overlaps(figures, "A", "B", Limits()), "A", "B")
    v_1, v_2 = 1e4 * 0.21 * 0.79 * 2 / 400, 1e4 * 0.225 * 0.775 * 2 / 100
    assert step.value == pytest.approx((2 / v_1 + 5 / v_2) / (1 / v_1 + 1 / v_2))
    assert step.variance == pytest.approx(1 / (1 / v_1 + 1 / v_2) / 3)
    assert (step.n_areas, step.years, step.between) == (3, (2016, 2017), 0)


def series_of(step, years=range(2010, 2021), break_year=2016):
    """Return even series of three areas and the city, with a jump where the supplier changes."""
    return [
        made(code, year, level + (step if supplier == "B" else 0), supplier, edition)
        for code, level in (("1", 20.0), ("2", 15.0), ("3", 25.0), ("*", 20.0))
        for year in years
        for supplier, edition in (("A", 1), ("B", 2))
        if (supplier == "B") == (year > break_year) or year == break_year
    ]


@pytest.mark.parametrize("window", [None, 3])
def test_all_years_are_freed_of_the_step_too(window):
    """An even series with a jump of 6 is level again, and less sure by the step's variance."""
    figures = series_of(6.0)
    step = measured_step(overlaps(figures, "A", "B", Limits()), "A", "B")
    areas = [(code, code) for code in "123"]
    asked = ChangeQuestion("utryg_nabolag", "lower", 2010, 2020, window=window)
    jumped = change_rows(areas, figures, asked)
    rows = change_rows(areas, figures, ChangeQuestion(
        "utryg_nabolag", "lower", 2010, 2020, window=window, step=step))  # fmt: skip
    assert rows[0].break_step_pp == pytest.approx(step.value)
    value, low = ("trend_per_year", "trend_low") if window is None else (
        "ends_change_pp", "ends_low_pp")  # fmt: skip
    for row, jump, share in zip(rows[1:], jumped[1:], (0.20, 0.15, 0.25), strict=True):
        assert getattr(jump, value) > 0.5
        assert getattr(row, value) == pytest.approx(0, abs=1e-9)
        assert row.trend_verdict == "not_distinguishable"
        half = joined_half(share + 0.06 * 5 / 11, window, step)
        assert getattr(row, low) == pytest.approx(-half)


def joined_half(mean, window, step):
    """Return half the interval of a level series of eleven years on 400 answers, in points.

    2016 is of the newer edition, so six years had the step added. Nothing swings: the factor is 1,
    on 27 degrees of freedom.
    """
    x = np.arange(11.0)
    moved = np.polyfit(x, (x < 6).astype(float), 1)[0] if window is None else 1.0
    parts = 1 / ((x - 5) ** 2).sum() if window is None else 2 / window
    chance = 100 * math.sqrt(mean * (1 - mean) / 400 * parts)
    of_step = abs(moved) * math.sqrt(step.variance)
    return math.hypot(stats.t.ppf(0.975, 27) * chance, stats.t.ppf(0.975, step.df) * of_step)


def test_the_city_has_no_step_of_its_own():
    """Areas are less sure by how their steps differ; the city only by the mean step."""
    figures = [
        made(code, year, 20.0 + (add if supplier == "B" else 0), supplier, edition, 2000.0)
        for code, add in (("1", 0.0), ("2", 5.0), ("3", 10.0), ("*", 5.0))
        for year, supplier, edition in ((2010, "A", 1), (2016, "A", 1), (2016, "B", 2),
                                        (2020, "B", 2))
    ]  # fmt: skip
    step = measured_step(overlaps(figures, "A", "B", Limits()), "A", "B")
    # steps of 0, 5 and 10 vary by 25, of which chance in 2000 answers has about 1.7
    assert 22.5 < step.between < 24
    assert step.variance_in("1") == pytest.approx(step.variance + step.between)
    assert step.variance_in("*") == step.variance
    asked = ChangeQuestion("utryg_nabolag", "lower", 2010, 2020, step=step)
    rows = change_rows([(code, code) for code in "123"], figures, asked)
    widths = [row.ci_high_pp - row.ci_low_pp for row in rows]
    assert widths[0] < min(widths[1:]) / 1.5


def in_one_file(city):
    """Return the path of a file that holds both suppliers, with no edition."""
    rows = [
        f"{name};{year};{share},0;400;{supplier}\n"
        for shares, years, supplier in ((EARLIER, (2010, 2016), "A"), (LATER, (2016, 2020), "B"))
        for name, both in shares.items()
        for year, share in zip(years, both, strict=True)
    ]
    return city.write("begge.csv", "Område;År;Procent;Antal svar;Leverandør\n" + "".join(rows))


def test_both_suppliers_of_one_file_are_loaded_one_by_one(tmp_path):
    """At once their common year is turned away, with the way out; so loaded, the step is there."""
    city = City(tmp_path)
    city.areas(NAMES)
    path = in_one_file(city)
    tried = city.run("--lang", "en", "load", "index", path, *FIXED, "--dry-run")
    reason = " ".join(tried.output.split())
    assert "is one of 2 suppliers' figures of the same edition" in reason
    assert "--only COLUMN=NAME" in reason
    for supplier, edition in (("A", 2016), ("B", 2020)):
        city.run("load", "index", path, *FIXED, "--only", f"Leverandør={supplier}", "--fixed",
                 f"supplier={supplier}", "--fixed", f"edition={edition}")  # fmt: skip
    told = city.ask("change", "--year", 2020, "--adjust-break")["settings"]["adjust_break"]
    assert told["step_pp"] == pytest.approx(by_hand()[0])


def test_a_second_supplier_in_a_stored_edition_is_no_correction(city):
    """Neither --replace is advised nor a figure alike passed over: an edition of its own is."""
    alike = {name: (EARLIER[name][1], LATER[name][1]) for name in NAMES}
    load(city, "andre.csv", alike, (2016, 2021), "2016;Epinion")
    said = city.run("--lang", "en", "status", "--rejects", 4, "--format", "json").stdout
    assert "load 2 has the figure of another supplier (Danmarks Statistik), 21" in said
    assert "--fixed edition=YEAR" in said
    assert "--replace" not in said


def test_what_was_printed_again_is_no_second_measurement(tmp_path):
    """A reprint under the new supplier's name tells nothing of a step, and the reason says so."""
    again = {name: (EARLIER[name][1], LATER[name][1]) for name in NAMES}
    files = (EARLIER, (2010, 2016), "2016;A"), (again, (2016, 2020), "2020;B")
    said = refused_with(tmp_path, *files)
    assert "in 2016 both have the same figure in every area" in said


def test_years_printed_again_do_not_dilute_the_step():
    """2015 is alike in all areas, 2016 four points apart: the step is that of 2016."""
    figures = [
        made(code, year, percent, supplier, edition)
        for code in "123"
        for year, shares in ((2015, (20, 20)), (2016, (20, 24)))
        for percent, supplier, edition in zip(shares, "AB", (1, 2), strict=True)
    ]
    step = measured_step(overlaps(figures, "A", "B", Limits()), "A", "B")
    assert (step.value, step.years) == (pytest.approx(4), (2016,))


def test_an_area_is_not_set_beside_a_city_that_is_not_adjusted(city):
    """The city has no figures of the suppliers: its change still holds the step."""
    rows = by_area(city.ask("change", "--year", 2020, "--adjust-break"))
    assert [rows[code]["city_diff_pp"] for code in "1234"] == [None] * 4
    step = measured_step(overlaps(series_of(6.0), "A", "B", Limits()), "A", "B")
    asked = ChangeQuestion("utryg_nabolag", "lower", 2010, 2020, step=step)
    figures = [one for one in series_of(6.0) if one["area_code"] != "*" or one["supplier"] == "B"]
    figures += [made("*", 2010, 20.0, "B", 2)]
    _, *areas = change_rows([(code, code) for code in "123"], figures, asked)
    assert [row.city_diff_pp for row in areas] == [None] * 3

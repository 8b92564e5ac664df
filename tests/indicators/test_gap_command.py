"""``hotspots gap``: two groups beside each other in every area, from figures and from answers."""

import duckdb
import numpy as np
import pytest

from hotspots.analysis.indicators.gap import GroupShare
from hotspots.analysis.indicators.gap import gap as share_gap
from tests.small_city import City, by_area

GROUPS = ("--between", "oprindelse=ikke-vestlig", "--and", "Oprindelse=Dansk")
HEAD = "Område;År;Oprindelse;Procent;Antal svar"


@pytest.fixture
def city(tmp_path):
    """Return a city of three areas."""
    made = City(tmp_path)
    made.areas(["Nord", "Syd", "Øst"])
    return made


def figures(city, rows, *options, name="grupper.csv"):
    """Load printed figures of groups."""
    path = city.write(name, "\n".join([HEAD, *rows]) + "\n")
    city.run(
        "load", "index", path, "--set", "bydele", "--fixed", "indicator=utryg_nabolag", *options
    )


def pair(area, year, first, second, n=(400, 400)):
    """Return the rows of two groups in one area."""
    return [
        f"{area};{year};Ikke-vestlig;{first};{n[0]}",
        f"{area};{year};Dansk;{second};{n[1]}",
    ]


TWO_YEARS = [
    *pair("Hele byen", 2010, 25, 10), *pair("Hele byen", 2012, 22, 10),
    *pair("Nord", 2010, "30,0", "10,0"), *pair("Nord", 2012, "12,0", "10,0"),
    *pair("Syd", 2010, 10, 10), *pair("Syd", 2012, 25, 10),
    *pair("Øst", 2010, 25, 10), *pair("Øst", 2012, 10, 25),
]  # fmt: skip


def gap(city, *options):
    """Return the rows of a gap by area."""
    return by_area(city.ask("--lang", "en", "gap", "utryg_nabolag", *GROUPS, *options))


def test_nearer_further_and_changed_places(city):
    """Green is nearer to nought, red is further, grey changed places, yellow cannot be told."""
    figures(city, TWO_YEARS)
    rows = gap(city, "--baseline", 2010, "--year", 2012)
    lights = {area: (row["light"], row["verdict"]) for area, row in rows.items()}
    assert lights == {
        "*": ("yellow", "not_distinguishable"), "1": ("green", "better"),
        "2": ("red", "worse"), "3": ("grey", "reversed"),
    }  # fmt: skip
    nord = rows["1"]
    assert (nord["baseline_gap_pp"], nord["gap_pp"], nord["change_pp"]) == (20, 2, -18)
    assert (nord["first_group"], nord["second_group"]) == (
        "oprindelse=ikke-vestlig", "oprindelse=dansk",
    )  # fmt: skip
    assert nord["ci_low_pp"] < -18 < nord["ci_high_pp"] < 0
    assert nord["gap_low_pp"] < 2 < nord["gap_high_pp"]
    assert nord["p"] < nord["p_adjusted"] < 0.001
    assert rows["3"]["baseline_gap_pp"] == -rows["3"]["gap_pp"] == 15
    assert "the groups have changed places" in rows["3"]["sentence"]
    assert nord["sentence"].startswith(
        "Nord: oprindelse=ikke-vestlig 12.0 % and oprindelse=dansk 10.0 % in 2012, a gap of +2.0 "
        "percentage points (95 % interval "
    )


def test_without_a_baseline_only_the_gap(city):
    """Nothing is judged, and the newest year is said."""
    figures(city, TWO_YEARS)
    said = city.run("--lang", "en", "gap", "utryg_nabolag", *GROUPS)
    assert "Year set to 2012, the newest with figures of both groups." in said.stderr
    row = by_area(city.ask("gap", "utryg_nabolag", *GROUPS))["*"]
    assert (row["gap_pp"], row["change_pp"], row["p"], row["light"]) == (12, None, None, "grey")
    assert row["gap_low_pp"] > 0
    assert row["baseline_year"] is None
    assert "no_baseline" not in row["flags"]
    assert row["sentence"].startswith(
        "Hele byen: oprindelse=ikke-vestlig 22 % og oprindelse=dansk 10 % i 2012, et gab på "
        "+12,0 procentpoint (95 %-interval +"
    )


def test_settings_notes_and_sources_travel_with_it(city):
    """As those of change do."""
    figures(city, TWO_YEARS)
    answer = city.ask("--lang", "en", "gap", "utryg_nabolag", *GROUPS, "--baseline", "2010")
    settings = answer["settings"]
    assert settings["first_group"] == "oprindelse=ikke-vestlig"
    assert (settings["baseline"], settings["year"], settings["n_tests"]) == ("2010", "2012", 3)
    assert settings["adjust"] == "holm"
    assert any("better is nearer to nought" in note for note in answer["notes"])
    assert any("over 3 areas" in note for note in answer["notes"])
    assert [source["file"] for source in answer["sources"]] == ["bydele.geojson", "grupper.csv"]


def test_half_years(city):
    """A first half with a first half, however it is written."""
    figures(
        city,
        [*pair("Nord", "1. halvår 2011", 25, 10), *pair("Nord", "2012-H1", 12, 10),
         *pair("Nord", "2012-H2", 40, 10)],
        "--fixed", "edition=2013",
    )  # fmt: skip
    row = gap(city, "--baseline", "2011-H1", "--year", "1. halvår 2012")["1"]
    assert (row["baseline_year"], row["year"], row["change_pp"]) == ("2011-H1", "2012-H1", -13)
    notes = city.ask("--lang", "en", "gap", "utryg_nabolag", *GROUPS, "--baseline", "2011-H1",
                     "--year", "2012-H1")["notes"]  # fmt: skip
    assert [note for note in notes if "from edition" in note] == [
        "The figures for H1 2011 are from edition 2013.",
        "The figures for H1 2012 are from edition 2013.",
    ]
    wrong = ("gap", "utryg_nabolag", *GROUPS, "--baseline", "2011-H1", "--year", "2012-H2")
    said = city.run("--lang", "en", *wrong, expect=2)
    assert "--baseline 2011-H1 and --year 2012-H2 are not the same part of a year." in said.stderr


def test_figures_without_answers_and_with_few(city):
    """No number of answers: a gap without an interval; too few: not shown."""
    figures(
        city,
        [*pair("Nord", 2010, 25, 10, ("", "")), *pair("Nord", 2012, 20, 10, ("", "")),
         *pair("Syd", 2010, 25, 10), *pair("Syd", 2012, 20, 10, (12, 400)),
         "Øst;2012;Dansk;10;400"],
    )  # fmt: skip
    rows = gap(city, "--baseline", 2010)
    assert (rows["1"]["verdict"], rows["1"]["change_pp"]) == ("not_testable", -5)
    assert rows["1"]["gap_low_pp"] is None
    assert "no_n" in rows["1"]["flags"]
    assert (rows["2"]["verdict"], rows["2"]["first_percent"]) == ("suppressed", None)
    assert rows["3"]["verdict"] == "no_figure"
    assert rows["*"]["verdict"] == "no_figure"


def survey(city, share_of_first, name):
    """Load answers of two groups that were drawn in clusters, 2 of 5 in each of the first."""
    year, n_yes = share_of_first
    rows = ["Område;Svar;Oprindelse;Klynge;Stratum;År"]
    for area in ("Nord", "Syd", "Øst"):
        for cluster in range(30):
            unsafe = cluster % 3 == 0
            for at in range(4):
                first = "ja" if at < n_yes + unsafe else "nej"
                second = "ja" if unsafe and at < 2 else "nej"
                rows.append(f"{area};{first};Ikke-vestlig;{cluster};{area};{year}")
                rows.append(f"{area};{second};Dansk;{cluster};{area};{year}")
    path = city.write(name, "\n".join(rows) + "\n")
    fixed = ("--fixed", "indicator=utryg_nabolag", "--by-group", "Oprindelse")
    city.run("load", "survey", path, "--set", "bydele", *fixed)


def test_a_gap_from_answers_minds_that_both_groups_were_drawn_together(city):
    """Unsafe blocks are so for both groups: the gap is surer than that of independent groups."""
    survey(city, (2024, 1), "svar.csv")
    row = gap(city)["1"]
    assert "from_answers" in row["flags"]
    assert row["gap_pp"] == pytest.approx(100 * (1 / 4 + 1 / 12 - 1 / 6))
    stored = duckdb.connect(str(city.store), read_only=True).execute(
        "select percent, n_eff from estimate where area_code = '1' and group_key like 'opr%'"
    )
    (second, n_second), (first, n_first) = stored.fetchall()
    apart = share_gap(
        *(GroupShare(*map(np.atleast_1d, (share / 100, n, 0.0)))
          for share, n in ((first, n_first), (second, n_second)))
    )  # fmt: skip
    assert row["gap_pp"] == pytest.approx(100 * apart.difference[0])
    assert row["gap_high_pp"] - row["gap_low_pp"] < 100 * (apart.high - apart.low)[0] - 3


def test_the_change_of_a_gap_from_two_surveys(city):
    """Both years from answers of their own."""
    survey(city, (2022, 1), "svar_2022.csv")
    survey(city, (2024, 0), "svar_2024.csv")
    rows = gap(city, "--baseline", "2022")
    assert rows["1"]["change_pp"] == pytest.approx(-25)
    assert rows["1"]["verdict"] == "reversed"


@pytest.mark.parametrize(
    ("options", "words", "code"),
    [
        (("--between", "køn", "--and", "køn=mænd"), "--between 'køn' is no group", 2),
        (("--between", "oprindelse=dansk", "--and", "Oprindelse=Dansk"), "both name", 2),
        (("--between", "oprindelse=danske", "--and", "oprindelse=dansk"),
         "no figures of the group 'oprindelse=danske'", 1),
        ((*GROUPS, "--year", "2031"), "There are no figures of both groups for 2031.", 1),
        ((*GROUPS, "--year", "x"), "'x' is not a year or another period", 2),
        ((*GROUPS, "--baseline", "2014", "--year", "2012"), "lies after", 2),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(city, options, words, code):
    """Each with a sentence that says what there is."""
    figures(city, TWO_YEARS)
    said = city.run("--lang", "en", "gap", "utryg_nabolag", *options, expect=code)
    assert words in said.stderr


def test_a_store_without_groups_and_an_indicator_without_them(city):
    """Said with the ways on."""
    city.index(["Nord;2024;11;300;;"])
    said = city.run("--lang", "en", "gap", "utryg_nabolag", *GROUPS, expect=1)
    assert "The store has no figures of groups." in said.stderr
    figures(city, TWO_YEARS)
    said = city.run("--lang", "en", "gap", "tryg_nabolag", *GROUPS, expect=1)
    assert "There are no figures of groups for 'tryg_nabolag'." in said.stderr

"""``report`` on a store of incidents alone: what is there is told, and what is not."""

import pytest

from tests.report.test_report import DAY, SUFFIXES, squeezed, words_of
from tests.small_city import SOUTH_M, WEST_M, City

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

NO_FIGURES = (
    "Der er ikke indlæst tal for nogen indikator: rapporten handler om anmeldelser.",
    "Ikke med, fordi der ikke er indlæst data: niveauer og lys (tal for en indikator);",
)
HEAD = "Sagsnr;Gerningstidspunkt;Gerningstype;X;Y\n"
NAMED = "Sagsnr;Gerningstidspunkt;Gerningstype;Område\n"
# How many incidents each area has in 2019 and in 2020.
NUMBERS = {1: (60, 20), 2: (30, 34), 3: (12, 12)}


def days_of(number, year):
    """Yield days of a year, from its first to its last."""
    for at in range(number):
        if at in {0, number - 1}:
            yield f"01-01-{year} 10:00" if at == 0 else f"31-12-{year} 10:00"
        else:
            yield f"{1 + at % 28:02d}-{1 + at % 12:02d}-{year} 11:00"


def moments():
    """Yield area and moment of every incident."""
    for area, numbers in NUMBERS.items():
        for year, number in zip((2019, 2020), numbers, strict=True):
            for moment in days_of(number, year):
                yield area, moment


def new_city(folder):
    """Return a city of three areas without anything in them."""
    made = City(folder)
    made.areas(["Nord", "Midt", "Syd"])
    return made


def words_of_report(city, suffix, *options):
    """Return the text of a report, and what the command said."""
    path = city.folder / f"status.{suffix}"
    said = city.run("report", *DAY, *options, "--force", "-o", path).output
    return words_of(path, suffix), said


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return three areas with points of two years, and interventions."""
    made = new_city(tmp_path_factory.mktemp("points"))
    lines = [
        f"{at};{moment};Tyveri;{WEST_M + 1000 * area - 950 + at % 9 * 100};{SOUTH_M + 450}"
        for at, (area, moment) in enumerate(moments())
    ]
    path = made.write("haendelser.csv", HEAD + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--crs", "EPSG:25832")
    return made


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_points_alone_make_a_report(city, suffix):
    """Counts and changes, hotspots and their review are told, and no figures are said to be."""
    shown, said = words_of_report(city, suffix)
    assert "Year set to 2020, the newest with incidents." in said
    assert "Baseline set to 2019, the year before" in said
    told = (
        "Anmeldelser i 2020, sammenlignet med 2019 (inddeling: bydele)",
        "66 anmeldelser i 2020.",
        "I 2019 var der 102 på de samme dage.",
        "Statistisk sikkert fald i: Nord.",
        "Sådan læses rapporten",
        "Hvad er der sket med hotspots?",
        "mål; indsatser; udpegninger.",
    )
    if suffix == "pdf":
        told = tuple(one for one in told if " i: " not in one)
    for sentence in (*told, *NO_FIGURES):
        assert squeezed(sentence) in shown, sentence


def test_the_table_has_the_numbers_of_incidents(city):
    """Each area's counts, change and verdict stand in a row."""
    shown, _ = words_of_report(city, "html")
    for row in city.ask("incidents", "--baseline", "2019")["rows"]:
        if row["area"] in {"1", "2", "3"}:
            change = f"{100 * (row['rate_ratio'] - 1):+.1f}".replace("-", "−").replace(".", ",")
            change = change.lstrip("+") if change == "+0,0" else change
            cells = f"{row['name']}{row['n']}{row['baseline_n']}{change} % ("
            assert squeezed(cells) in shown, cells
    assert squeezed("statistisk sikkert fald") in shown
    assert squeezed("kan ikke skelnes fra ingen ændring") in shown


def test_a_baseline_that_is_there_is_used_and_profiles_can_be_named(city):
    """Nothing is said of a baseline that was asked for and is covered."""
    shown, said = words_of_report(city, "html", "--baseline", "2019", "--profiles", "Midt")
    assert "Baseline set" not in said
    assert squeezed("Der er bedt om en profil af 1 af 3 områder.") in shown
    assert squeezed("Midt i 2020") in shown
    assert squeezed("Nord i 2020") not in shown


def test_a_half_year_is_counted_by_itself(city):
    """The status of a half-year counts its days beside those of the half-year before a year."""
    shown, said = words_of_report(city, "html", "--period", "2020-H1")
    n = sum(moment[6:10] == "2020" and int(moment[3:5]) <= 6 for _, moment in moments())
    assert squeezed("Anmeldelser i 1. halvår 2020, sammenlignet med 1. halvår 2019") in shown
    assert squeezed(f"{n} anmeldelser fra 01-01-2020 til 30-06-2020.") in shown
    assert squeezed("Nyt siden sidste status") in shown
    assert squeezed("Der er ingen lys") not in shown
    assert "Baseline set to" in said


def test_a_week_is_no_period_of_a_report_of_incidents(city, tmp_path):
    """It would be counted as the whole year."""
    path = tmp_path / "uge.html"
    said = city.run("report", *DAY, "--year", "2020-W05", "--baseline", "2019-W05", "-o", path,
                    expect=2).output  # fmt: skip
    assert "Name a year, half-year, quarter or month" in said
    assert not path.exists()


def test_one_year_alone_has_nothing_beside_it(tmp_path):
    """The counts are told, and that there is nothing to compare them with."""
    made = new_city(tmp_path)
    lines = [f"{at};{moment};Tyveri;{WEST_M + 500};{SOUTH_M + 450}"
             for at, moment in enumerate(days_of(20, 2020))]  # fmt: skip
    made.run("load", "incidents", made.write("en.csv", HEAD + "\n".join(lines) + "\n"),
             "--crs", "EPSG:25832")  # fmt: skip
    shown, _ = words_of_report(made, "html")
    assert squeezed("Anmeldelser i 2020 (inddeling: bydele)") in shown
    assert squeezed("Der er ingen anmeldelser fra 2019 at sammenligne med.") in shown
    assert squeezed("Vurdering") not in shown.split(squeezed("Alle områder: anmeldelser"))[1][:120]


def test_areas_without_points_make_a_report(tmp_path):
    """Incidents that are known by area only have no hotspots, which is said."""
    made = new_city(tmp_path)
    names = {1: "Nord", 2: "Midt", 3: "Syd"}
    lines = [f"{at};{moment};Tyveri;{names[area]}" for at, (area, moment) in enumerate(moments())]
    path = made.write("navngivne.csv", NAMED + "\n".join(lines) + "\n")
    made.run("load", "incidents", path, "--set", "bydele")
    shown, _ = words_of_report(made, "html")
    for sentence in (
        "66 anmeldelser i 2020.",
        "Statistisk sikkert fald i: Nord.",
        "hotspots (anmeldelser med koordinater fra 01-01-2020 til 31-12-2020).",
        "der er ingen serie, der kan være brudt.",
        *NO_FIGURES,
    ):
        assert squeezed(sentence) in shown, sentence


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_tables_of_counts_make_a_report(tmp_path, suffix):
    """So do tables, whose newest year and the one before are compared."""
    made = new_city(tmp_path)
    rows = [f"{area};{year};{number}" for area, numbers in NUMBERS.items()
            for year, number in zip((2019, 2020), numbers, strict=True)]  # fmt: skip
    path = made.write("antal.csv", "Område;År;Antal\n" + "\n".join(rows) + "\n")
    made.run("load", "counts", path, "--set", "bydele")
    shown, said = words_of_report(made, suffix)
    assert "Year set to 2020, the newest with incidents." in said
    for sentence in (
        "66 anmeldelser i 2020.",
        "I 2019 var der 102 på de samme dage.",
        "hotspots (anmeldelser med koordinater, der dækker 2020).",
        *NO_FIGURES,
    ):
        assert squeezed(sentence) in shown, sentence


def test_targets_are_there_and_cannot_be_judged(city, tmp_path):
    """They are not said to be missing: what they are judged by is."""
    copy = city.copied(tmp_path)
    copy.run("load", "goals")
    shown, _ = words_of_report(copy, "html")
    assert shown.count(squeezed("svar på målene (tal for en indikator);")) == 1
    assert squeezed("; mål;") not in shown


def test_a_store_without_incidents_still_says_what_is_missing(tmp_path):
    """Neither figures nor incidents: there is no report to make."""
    made = new_city(tmp_path)
    path = tmp_path / "tom.html"
    said = made.run("report", *DAY, "-o", path, expect=1).output
    assert "The store has no shares to compare yet" in said

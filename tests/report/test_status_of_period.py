"""``report --period``: the status of a half-year, and what is new since the one before."""

from datetime import date

import pytest

from hotspots.model.periods import Period
from tests.small_city import SOUTH_M, WEST_M, City

# Nord is sure in both halves of 2012, Syd only in the first.
SHARES = {
    "Nord": {"2010-H1": 30, "2010-H2": 30, "2011-H2": 15, "2012-H1": 15},
    "Syd": {"2010-H1": 30, "2010-H2": 30, "2011-H2": 30, "2012-H1": 15},
    "Hele byen": {"2010-H1": 30, "2010-H2": 30, "2011-H2": 22, "2012-H1": 15},
}
GOAL = (
    "goal;programme;rule_da;rule_en;scope;indicator;comparison;value;baseline_year;first_year;"
    "deadline;origin\nmål 1;P;Højst 16;At most 16;city;utryg_nabolag;at_most;16;;2010;"
    "31-12-2014;T\n"
)
EFFORTS = (
    "Indsats;Rolle;Område;Fra;Til\nGadelys;treated;Nord;01-02-2012;\n"
    "Vagt;treated;Syd;01-03-2010;30-04-2012\nGammel;treated;Syd;01-03-2010;30-04-2011\n"
)


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return two areas with half-years, a target, efforts, and incidents of 2011 and 2012."""
    made = City(tmp_path_factory.mktemp("status"))
    made.areas(("Nord", "Syd"))
    made.index(
        [
            f"{area};{half};{share};1000;2012;"
            for area, shares in SHARES.items()
            for half, share in shares.items()
        ]
    )
    made.run("load", "goals", made.write("maal.csv", GOAL))
    made.run("load", "interventions", made.write("indsatser.csv", EFFORTS), "--set", "bydele")
    made.run("load", "incidents", made.write("anmeldelser.csv", _incidents()), "--crs",
             "EPSG:25832")  # fmt: skip
    return made


def _incidents():
    """Write 240 incidents in each half of 2011, and 120 in the first of 2012."""
    rows = ["Sagsnr;Dato;Kategori;X;Y"]
    for year, months, n in ((2011, range(1, 13), 40), (2012, range(1, 7), 20)):
        for month in months:
            for at in range(n):
                x = WEST_M + 50 + 1900 * at / n
                day = min(1 + at * 29 // (n - 1), 30 if month != 2 else 28)
                rows.append(f"{len(rows)};{day:02d}-{month:02d}-{year};tyveri;{x:.1f};"
                            f"{SOUTH_M + 500}".replace(".", ","))  # fmt: skip
    return "\n".join(rows) + "\n"


@pytest.fixture(scope="module")
def status(city):
    """Return the words of the status of the first half of 2012, made in August."""
    path = city.folder / "status.html"
    city.run("--lang", "da", "report", "--period", "2012-H1", "--baseline", "2010-H1",
             "--date", "2012-08-15", "-o", path)  # fmt: skip
    return path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "sentence",
    [
        "Status for tryghed 1. halvår 2012",
        "i 1. halvår 2012, sammenlignet med 1. halvår 2010",
        "Holdt op mod status for 2. halvår 2011.",
        "Syd: gul i 2. halvår 2011, nu grøn.",
        "Mål 1: ikke nået i 2. halvår 2011, nu på vej.",
        "Målene er bedømt pr. 30-06-2012",
        "Begyndt: Gadelys.",
        "Afsluttet: Vagt.",
        "Anmeldelser holdt op mod 1. halvår 2011",
        "120 anmeldelser fra 01-01-2012 til 30-06-2012",
        "Statistisk sikkert fald siden 1. halvår 2011: −50,3\u00a0%",
    ],
)
def test_the_status_says(status, sentence):
    assert sentence in status


def test_what_has_not_changed_is_not_news(status):
    chapter = status.split("Nyt siden sidste status</h1>")[-1].split("<h1")[0]
    assert "Nord:" not in chapter
    assert "Gammel" not in chapter


def test_a_status_without_the_one_before_says_so(city, tmp_path):
    path = tmp_path / "status.html"
    city.run("--lang", "da", "report", "--period", "2011-H2", "-o", path)
    assert "Der er ingen lys for 1. halvår 2011 at holde dem op mod" in (
        path.read_text(encoding="utf-8")
    )


def test_the_status_before_is_not_missing_where_it_is_the_baseline(city, tmp_path):
    """The second half of 2011 has figures; it would be held against itself."""
    path = tmp_path / "new.html"
    copy = city.copied(tmp_path)
    copy.index([f"{area};2011-H1;30;1000;2012;" for area in ("Nord", "Syd")], name="h1.csv")
    copy.run("--lang", "da", "report", "--period", "2012-H1", "--baseline", "2011-H1", "-o", path)
    page = path.read_text(encoding="utf-8")
    assert "udgangspunktet ville være 2. halvår 2011 selv" in page
    assert "der mangler tal for perioden" not in page


def test_only_breaks_up_to_the_year_are_told(city, tmp_path):
    """What broke the series later is no matter of this status."""
    copy = city.copied(tmp_path)
    head = "indicator;set;area;year;last_year;kind;text_da;text_en;source\n"
    rows = [f"utryg_nabolag;;;{year};;definition;Brud i {year};Break of {year};K\n"
            for year in (2009, 2017)]  # fmt: skip
    copy.run("load", "breaks", copy.write("brud.csv", head + "".join(rows)))
    path = tmp_path / "new.html"
    copy.run("--lang", "da", "report", "--period", "2012-H1", "--baseline", "2010-H1", "-o", path)
    data = path.read_text(encoding="utf-8").split("Brud i serien")[-1]
    assert "Brud i 2009" in data
    assert "Brud i 2017" not in data


def test_a_report_without_a_period_is_held_against_the_one_before_too(city, tmp_path):
    """Its targets are judged on its own date and a year earlier."""
    path = tmp_path / "status.html"
    city.run("--lang", "da", "report", "--year", "2012-H1", "--baseline", "2010-H1", "--date",
             "2012-08-15", "-o", path)  # fmt: skip
    page = path.read_text(encoding="utf-8")
    assert "Syd: gul i 2. halvår 2011, nu grøn." in page
    assert "Målene er bedømt pr. 15-08-2012" in page


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (("--period", "2012-W20"), "2012-W20 is no period of a status."),
        (("--period", "2012-H1", "--year", "2012"), "--period says which year too."),
    ],
)
def test_periods_that_are_no_status(city, tmp_path, options, why):
    said = city.run("report", *options, "-o", tmp_path / "status.html", expect=2)
    assert why in said.stderr


@pytest.mark.parametrize(
    ("period", "before"),
    [("2012", "2011"), ("2012-H1", "2011-H2"), ("2012-H2", "2012-H1"), ("2012-Q1", "2011-Q4"),
     ("2012-M01", "2011-M12"), ("2012-M03", "2012-M02"), ("2021-W01", "2020-W53")],
)  # fmt: skip
def test_the_period_before(period, before):
    """It ends the day before: 2020 had 53 weeks, of which the last ended on 3 January 2021."""
    assert str(Period.of(period).before) == before
    assert (Period.of(period).days[0] - Period.of(before).days[1]).days == 1


def test_before_leaves_no_day_out():
    assert Period.of("2012-M03").before.days == (date(2012, 2, 1), date(2012, 2, 29))

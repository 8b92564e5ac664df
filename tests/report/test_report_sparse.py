"""``report`` on an extract with gaps: nothing empty, nothing of what it does not have."""

import html
import re

import pytest

from tests.small_city import City

AREAS = ["Nord", "Midt", "Syd", "Vest"]


def report_of(city, folder, *options):
    """Return the words of a report as a page."""
    path = folder / "r.html"
    city.run("report", "--date", "2026-11-03", *options, "-o", path, "--force")
    page = re.sub(
        r"<style.*?</style>|<[^>]*>", " ", path.read_text(encoding="utf-8"), flags=re.DOTALL
    )
    return " ".join(html.unescape(page).split())


@pytest.fixture(scope="module")
def sparse(tmp_path_factory):
    """Return a city whose baseline is of the whole alone; Syd has no figure in any year."""
    made = City(tmp_path_factory.mktemp("sparse"))
    made.areas(AREAS)
    made.index(["Hele byen;2010;20;1200;;", "Hele byen;2020;15;1200;;", "Nord;2020;12;300;;",
                "Midt;2020;9;300;;", "Vest;2019;8;300;;"])  # fmt: skip
    made.run("load", "designations")
    return made


@pytest.fixture(scope="module")
def told(sparse, tmp_path_factory):
    """Return the words of its report."""
    return report_of(sparse, tmp_path_factory.mktemp("told"))


def test_areas_without_any_figure_are_one_line(told):
    """Syd has no profile; Vest has its series, and no table without rows."""
    assert "Uden tal i noget år: Syd." in told
    captions = re.findall(r"Tabel \d+\. (\w+) i 2020", told)
    assert captions == ["Nord", "Midt"]
    assert re.findall(r"Figur \d+\. (\w+): Utrygge", told) == ["Nord", "Midt", "Vest"]


def test_a_change_that_no_area_has_is_a_sentence(told):
    """The whole city's alone makes no map and no chart of nothing."""
    assert ("Intet område har tal for både 2010 og 2020; derfor er der intet kort over "
            "udviklingen.") in told  # fmt: skip
    assert "Ændring fra 2010 til 2020" not in told


def test_what_nobody_is_told_of_is_not_explained(told):
    """Categories, incidents and hotspots are not; the list of priority areas is."""
    heads = ("Handlingskategorier", "Anmeldelser Anmeldelser er talt", "Hotspots Et hotspot er")
    assert [head for head in heads if head in told] == []
    assert "Listen over prioriterede områder" in told


def test_designations_of_other_years_are_one_line_too(told):
    """Those that ship are of 2007 to 2010: not *none in the area* in every profile."""
    assert "Udpegninger i 2020" not in told
    assert re.search(r"Ikke med, fordi der ikke er indlæst data: .*; udpegninger i 2020;", told)


def test_where_no_area_can_be_judged_nothing_is_said_of_improvement(told):
    """That none shows an improvement would be read as a result."""
    sentence = "Ingen af de 4 områder kan vurderes: intet område har tal for både 2010 og 2020."
    assert told.count(sentence) == 1
    assert "ingen en statistisk sikker" not in told
    assert "I intet område" not in told


def test_the_table_of_all_areas_promises_no_incidents_where_there_are_none(told):
    assert "Alle områder: niveau i 2020 og udvikling siden 2010" in told

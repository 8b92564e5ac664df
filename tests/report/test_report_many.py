"""``report`` of many areas: the chart goes on over pictures, and what is left out is said."""

import re
from types import SimpleNamespace

import pytest

from hotspots.errors import HotspotsError
from hotspots.sources.files.names import AreaNames
from hotspots.workflows.report import chart
from hotspots.workflows.report.choice import chosen_profiles
from tests.report.test_report import DAY, _Page
from tests.small_city import City

N, CERTAIN = 30, 4


@pytest.fixture(scope="module")
def city(tmp_path_factory):
    """Return 30 areas, four of which have become better for certain, and one without a figure."""
    made = City(tmp_path_factory.mktemp("many"))
    made.areas([f"Sted {at}" for at in range(1, N + 1)])
    rows = [f"{code};{year};{20 - 15 * (year == 2020 and code <= CERTAIN)};400;2020;"
            for code in range(1, N) for year in (2010, 2020)]  # fmt: skip
    made.index([*rows, "Hele byen;2010;20;9000;2020;", "Hele byen;2020;19;9000;2020;"])
    return made


def page_of(city, *options):
    """Return the report's page."""
    path = city.folder / "status.html"
    city.run("report", *DAY, *options, "--force", "-o", path)
    return _Page(path.read_text(encoding="utf-8"))


def charts(page):
    """Return the words for those who cannot see the charts of change."""
    return [one["alt"] for one in page.of("img") if one["alt"].startswith("Figur: Ændring")]


@pytest.mark.thorough
def test_the_chart_goes_on_and_named_areas_have_profiles(city):
    """Two pictures hold all areas between them; the profiles are those asked for."""
    page = page_of(city, "--profiles", "Sted 7", "--profiles", "12")
    told = charts(page)
    assert ["(1 af 2)" in told[0], "(2 af 2)" in told[1], len(told)] == [True, True, 2]
    whole = next(row["sentence"] for row in city.ask("change")["rows"] if row["area"] == "*")
    assert all(whole in one.replace("\u00a0", " ") for one in told)
    named = [set(re.findall(r"Sted \d+", one)) for one in told]
    assert named[0].isdisjoint(named[1])
    assert len(named[0] | named[1]) == N
    words = " ".join(page.words)
    assert "Der er bedt om en profil af 2 af 30 områder." in words
    assert "Sted 12 i 2020" in words
    assert "Sted 8 i 2020" not in words


@pytest.mark.thorough
def test_of_very_many_only_certain_changes_are_drawn(city, monkeypatch):
    """The others are counted by the reason for leaving them out."""
    monkeypatch.setattr(chart, "MOST_ALL", N - 1)
    page = page_of(city, "--profiles", "none")
    (told,) = charts(page)
    assert [f"Sted {at}" in told for at in (CERTAIN, CERTAIN + 1)] == [True, False]
    words = " ".join(page.words)
    assert ("Af 30 områder er kun dem med en statistisk sikker ændring tegnet (4). De øvrige har "
            "deres tal i tabellen: Gul: kan ikke skelnes fra uændret (25); intet tal for 2020 (1)."
            ) in words  # fmt: skip
    assert "Rapporten er lavet uden profiler. Tallene for alle 30 områder" in words


@pytest.mark.thorough
def test_of_very_many_without_a_certain_change_none_is_drawn(city, monkeypatch):
    """And that is said."""
    monkeypatch.setattr(chart, "MOST_ALL", N - 1)
    monkeypatch.setattr(chart, "_CERTAIN", frozenset())
    page = page_of(city, "--profiles", "none")
    assert not charts(page)
    told = "Med 30 områder tegnes kun statistisk sikre ændringer, og ingen er statistisk sikre."
    assert told in " ".join(page.words)


def row(code, change=None, verdict="not_distinguishable"):
    """Return as much of a row as choosing needs."""
    return SimpleNamespace(area=str(code), name=f"Sted {code}", change_pp=change, verdict=verdict)


def found(n):
    """Return as much of a change as choosing needs: the last two areas changed for certain."""
    rows = [row("*"), *(row(code, code / 10) for code in range(n - 2)),
            *(row(code, 0.1, "worse") for code in (n - 2, n - 1))]  # fmt: skip
    return SimpleNamespace(rows=rows, scope=SimpleNamespace(set_name="steder"))


def names(n):
    """Return the names of as many areas."""
    return AreaNames.of("steder", [(each.area, each.name) for each in found(n).rows[1:]])


def test_up_to_sixty_areas_all_have_a_profile():
    """Nothing is left out of a report that nobody asked to be shorter."""
    said = []
    assert len(chosen_profiles((), names(60), found(60), None, said.append).codes) == 60
    assert not said


def test_of_more_the_first_twenty_have_a_profile_and_that_is_said():
    """The first of the list; where there is none, certain changes, then the largest."""
    said = []
    listed = SimpleNamespace(rows=[row(code) for code in range(60, 0, -1)])
    chosen = chosen_profiles((), names(61), found(61), listed, said.append)
    assert (chosen.why, set(chosen.codes)) == ("priority", {str(at) for at in range(41, 61)})
    assert said == ["20 of 61 areas have a profile. Choose others with --profiles."]
    chosen = chosen_profiles((), names(61), found(61), None, said.append)
    assert chosen.why == "changed"
    assert set(chosen.codes) == {"59", "60", *(str(at) for at in range(41, 59))}


def test_an_area_that_is_not_there_has_no_profile():
    """It is named, with those there are."""
    with pytest.raises(HotspotsError, match=r"'Hundige'.*Areas: 0 Sted 0"):
        chosen_profiles(("Hundige",), names(5), found(5), None, print)

"""Figures of surveys of one release beside those of all before: what they leave of one another."""

import json

import pytest

from hotspots.audit.shares import ThinFigure, thin_figures, thin_words
from hotspots.audit.written import read_shares, written_classes
from hotspots.errors import InputProblem
from hotspots.model.disclosure import PublishedClasses
from hotspots.model.published.shares import PublishedShare, ShareKey
from tests.release.made.made_city import AREAS, declaration
from tests.release.made.made_release import made_release
from tests.small_city import City

CHANGE = {"udvikling.csv": "change --baseline 2010 --year 2014"}
ALL = ShareKey("bydele", "*", "utryg", 2014)
WOMEN, MEN = (ALL._replace(group_key=f"køn={sex}") for sex in ("kvinder", "mænd"))
SPRING = ALL._replace(part="H1")


def share(key, n, percent=40.0):
    return PublishedShare(key, n, percent)


def thin(published, earlier=()):
    return thin_figures(published, earlier, 30, 5)


def test_a_share_needs_answers_and_as_many_on_either_side():
    assert thin([share(ALL, 30)]) == []
    for few in (share(ALL, 29), share(ALL, 100, 4), share(ALL, 100, 96)):
        assert thin([few]) == [ThinFigure(ALL)]


@pytest.mark.parametrize("order", [1, -1])
def test_women_in_a_release_and_all_in_the_next_leave_men(order):
    """80 of 100 are women; in one release or in two, whichever is first."""
    first, second = [share(WOMEN, 80), share(ALL, 100)][::order]
    expected = [ThinFigure(ALL, (WOMEN,))]
    assert thin([first, second]) == expected
    assert thin([second], [first]) == expected
    assert thin([share(ALL, 100)], [share(WOMEN, 60)]) == []
    assert thin([], [first, second]) == []


def test_one_side_of_what_is_left_counts_too():
    """All have 40 of 100, women 37 of 60: of the 40 men 3."""
    published = [share(ALL, 100), share(WOMEN, 60, 100 * 37 / 60)]
    assert thin(published) == [ThinFigure(ALL, (WOMEN,))]


def test_all_parts_of_any_release_together_leave_the_rest():
    """Three areas in three releases, of which each alone leaves enough."""
    areas = [share(ALL._replace(area_code=str(code)), 60) for code in range(3)]
    whole = share(ALL, 200)
    assert thin([areas[2]], [whole, areas[0]]) == []
    caught = thin([areas[2]], [whole, *areas[:2]])
    assert caught == [ThinFigure(ALL, tuple(area.key for area in areas))]


def test_what_was_published_anew_leaves_the_answers_that_came():
    """Ten more answers are a group of their own; none, or fifty, are not."""
    assert thin([share(ALL, 110)], [share(ALL, 100)]) == [ThinFigure(ALL, (ALL,))]
    assert thin([share(ALL, 90)], [share(ALL, 100)]) == [ThinFigure(ALL, (ALL,))]
    assert thin([share(ALL, 100)], [share(ALL, 100)]) == []
    assert thin([share(ALL, 150)], [share(ALL, 100)]) == []


def test_an_earlier_version_counts_as_long_as_people_have_it():
    """The whole was corrected from 105 to 200, and women are 80 of either."""
    assert thin([share(WOMEN, 80)], [share(ALL, 105), share(ALL, 200)]) == [
        ThinFigure(ALL, (WOMEN,))
    ]


def test_a_half_lies_in_its_year_and_another_indicator_in_nothing():
    other = ALL._replace(indicator="tryg_nat", group_key="køn=kvinder")
    assert thin([share(SPRING, 90), share(other, 90)], [share(ALL, 100)]) == [
        ThinFigure(ALL, (SPRING,))
    ]


def test_refusals_name_the_group():
    assert thin_words(ThinFigure(ALL, (MEN,))) == (
        "what bydele *, utryg, 2014 leaves beside bydele *, utryg, 2014, køn=mænd "
        "rests on too few answers"
    )
    assert "changed by too few" in thin_words(ThinFigure(ALL, (ALL,)))


def test_shares_come_back_as_written_and_are_none_where_none_stand():
    shares = [share(WOMEN, 80.5), share(ALL._replace(edition=2014, supplier="A"), 100)]
    text = written_classes(PublishedClasses({}), shares)
    assert sorted(read_shares(text), key=str) == sorted(shares, key=str)
    assert read_shares('{"cells":[]}') == []
    for wrong in ('{"shares":[[1]]}', '{"shares":[["a","b","c",1,"","",null,null,"x",3]]}', "[]"):
        with pytest.raises(InputProblem):
            read_shares(wrong)


def test_the_audit_asks_for_it_from_the_folder_alone(tmp_path):
    """With every hash made to fit: twenty more answers than were published before."""
    first = made_release(tmp_path / "a")
    first.rewrite(shares=[share(ALL, 100), share(WOMEN, 60)])
    second = made_release(tmp_path / "b", earlier=[first], name="b")
    second.ledger = [*first.ledger, *second.ledger[-1:]]
    second.rewrite(shares=[share(ALL, 120)])
    done = City(tmp_path).run("audit", second.folder, expect=3)
    assert "the answers of bydele *, utryg, 2014 changed by too few" in done.stderr
    second.rewrite(shares=[share(ALL, 100)])
    City(tmp_path).run("audit", second.folder)


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return a city that published three areas of a survey, and has the city's figure now."""
    city = City(tmp_path_factory.mktemp("city"))
    city.areas(AREAS)
    answers = zip(AREAS, (400, 350, 320, 12), strict=True)
    rows = [f"{name};{year};40;{n};2014;" for name, n in answers for year in (2010, 2014)]
    city.index(rows)
    path = declaration(city, CHANGE, tables="", history=0)
    city.run("release", "build", path, "-o", city.folder / "dele")
    city.index([f"Hele byen;{year};40;1090;2014;" for year in (2010, 2014)], name="by.csv")
    return city


def test_the_whole_after_its_parts_is_refused_by_the_name_of_the_group(released):
    """1,090 less 400, 350 and 320 are 20; one release of all would leave out a part."""
    path = declaration(released, CHANGE, tables="", history=0)
    done = released.run("release", "build", path, "-o", released.folder / "alt", expect=3)
    assert "what bydele *, utryg_nabolag, 2010 leaves beside bydele 1" in done.stderr
    assert "Leave out the files that tell of surveys" in done.stderr
    assert not (released.folder / "alt").exists()
    assert "alt" not in released.run("release", "list", "--format", "csv").stdout


def test_files_without_surveys_may_leave_all_the_same(released):
    """They publish no share, and the ledger says so."""
    path = declaration(released, {"a.csv": "areas list"}, tables="", history=0)
    released.run("release", "build", path, "-o", released.folder / "uden")
    text = (released.folder / "uden" / "bevis" / "klasser.json").read_text(encoding="utf-8")
    assert json.loads(text)["shares"] == []
    before = (released.folder / "dele" / "bevis" / "klasser.json").read_text(encoding="utf-8")
    assert {row[1] for row in json.loads(before)["shares"]} == {"1", "2", "3"}

"""What shares of earlier releases leave beside later ones: editions, areas, groups and periods."""

from itertools import product

import pytest

from hotspots.audit.shares import ThinFigure, thin_figures
from hotspots.audit.written import read_shares, written_classes
from hotspots.model.disclosure import PublishedClasses
from hotspots.model.published.shares import PublishedShare, ShareKey, wholes
from tests.release.made.made_city import declaration
from tests.release.made.made_release import made_release
from tests.small_city import City

ALL = ShareKey("bydele", "A", "utryg", 2024, edition=2024, supplier="x")
WOMEN = ALL._replace(group_key="køn=kvinder")
YOUNG = ALL._replace(group_key="alder=15-24")
YOUNG_WOMEN = ALL._replace(group_key="køn=kvinder; alder=15-24")
CITY = ALL._replace(area_code="*")
HOOD = ALL._replace(set_name="kvarter", area_code="A1")
NEXT = {"edition": 2025}


def share(key, n, percent=40.0, **nesting):
    return PublishedShare(key, n, percent, **nesting)


def refused(first, second):
    """Tell whether a release of the second is refused after one of the first, and otherwise."""
    after = [thin_figures([fresh], [earlier], 30, 5)
             for earlier, fresh in ((first, second), (second, first))]  # fmt: skip
    assert after[0] == after[1]
    return after[0]


@pytest.mark.parametrize(
    ("whole", "part"),
    [
        (ALL._replace(**NEXT), WOMEN),
        (ALL, WOMEN._replace(supplier="y")),
        (WOMEN, YOUNG_WOMEN),
        (YOUNG, YOUNG_WOMEN._replace(**NEXT)),
        (ALL, YOUNG_WOMEN),
        (CITY, WOMEN),
        (CITY, HOOD),
        (CITY._replace(set_name="andre"), ALL),
        (ALL._replace(part="H1"), ALL._replace(part="Q2")),
        (ALL._replace(part="Q3"), ALL._replace(part="M08")),
        (CITY._replace(part="H2", **NEXT), YOUNG_WOMEN._replace(part="Q4")),
    ],
)
def test_six_answers_that_are_left_refuse_a_release(whole, part):
    """106 less 100, in either order; of 140 forty are left."""
    assert refused(share(part, 100), share(whole, 106)) == [ThinFigure(whole, (part,))]
    assert refused(share(part, 100), share(whole, 140)) == []


def test_what_does_not_lie_in_one_another_leaves_nothing():
    for key in (YOUNG, WOMEN._replace(area_code="B"), HOOD, ALL._replace(part="Q3"),
                WOMEN._replace(indicator="tryg"), WOMEN._replace(year=2023)):  # fmt: skip
        first = WOMEN._replace(part="H1") if key.part else WOMEN
        assert refused(share(first, 100), share(key, 106)) == []


def test_an_edition_may_print_the_same_again_and_not_with_a_few_answers_more():
    again = ALL._replace(**NEXT)
    assert refused(share(ALL, 100), share(again, 100)) == []
    assert refused(share(ALL, 100), share(again, 140)) == []
    assert refused(share(ALL, 100, 40), share(again, 140, 30)) == []
    assert refused(share(ALL, 100), share(again, 106)) == [ThinFigure(again, (ALL,))]


@pytest.mark.parametrize("says", ["inner", "outer"])
def test_areas_lie_in_areas_of_other_sets_by_what_either_release_says(says):
    """Women of a neighbourhood are all but six of everybody in its district."""
    inner = {"within": (("bydele", "A"),)} if says == "inner" else {}
    outer = {"holds": (("kvarter", "A1"),)} if says == "outer" else {}
    for part in (HOOD, HOOD._replace(group_key="køn=kvinder", **NEXT)):
        thin = refused(share(part, 100, **inner), share(ALL, 106, **outer))
        assert thin == [ThinFigure(ALL, (part,))]


def test_the_city_less_an_area_of_each_of_two_sets():
    """165 less 110 and 50; not where one of the two lies in the other."""
    whole, larger, smaller = share(CITY, 165), share(ALL, 110), share(HOOD, 50)
    caught = thin_figures([smaller], [whole, larger], 30, 5)
    assert caught == [ThinFigure(CITY, (ALL, HOOD))]
    across = share(HOOD._replace(area_code="A2"), 60)
    assert thin_figures([smaller], [whole, larger, across], 30, 5) == caught
    inside = share(HOOD, 50, within=(("bydele", "A"),))
    assert thin_figures([inside], [whole, larger], 30, 5) == []


def test_the_gap_of_a_set_is_filled_by_areas_of_another():
    """Of 300 two districts are 220 and two neighbourhoods, which lie in a third, 70."""
    districts = [share(ALL._replace(area_code=code), 110) for code in "AB"]
    hoods = [share(HOOD._replace(area_code=code), 35, within=(("bydele", "C"),))
             for code in ("C1", "C2")]  # fmt: skip
    in_a = share(HOOD, 60, within=(("bydele", "A"),))
    thin = thin_figures([hoods[1]], [share(CITY, 300), *districts, hoods[0], in_a], 30, 5)
    parts = tuple(each.key for each in (*districts, *hoods))
    assert {frozenset(each.parts) for each in thin} >= {frozenset(parts)}


def test_parts_are_taken_from_a_whole_of_their_edition_too():
    """In 2024 the areas left ten of 130; by 2025 one of them has many more answers."""
    first, second = (ALL._replace(area_code=code) for code in "AB")
    earlier = [share(first, 60), share(second, 60), share(second._replace(**NEXT), 95)]
    assert thin_figures([share(CITY, 130)], earlier, 30, 5) == [
        ThinFigure(CITY, (first, second)),
    ]


def test_wholes_are_those_of_every_area_group_and_period():
    """By enumeration, of a quarter of young women in a neighbourhood."""
    part = YOUNG_WOMEN._replace(set_name="kvarter", area_code="A1", part="Q2").subject
    areas = [("kvarter", "A1"), ("bydele", "A"), ("", "*")]
    groups = ["køn=kvinder; alder=15-24", "køn=kvinder", "alder=15-24", ""]
    expected = {
        part._replace(set_name=name, area_code=code, group_key=group, part=time)
        for (name, code), group, time in product(areas, groups, ("Q2", "H1", ""))
    }
    reckoned = [whole for whole, _ in wholes(part, {("kvarter", "A1"): [("bydele", "A")]})]
    assert {*reckoned} == expected - {part}
    assert len(reckoned) == len(expected) - 1


def test_how_areas_nest_stands_in_the_proof_and_older_proofs_have_none():
    each = share(HOOD, 50, within=(("bydele", "A"), ("by", "Ø")), holds=(("celler", "1"),))
    text = written_classes(PublishedClasses({}), [each])
    assert read_shares(text) == [each._replace(within=(("by", "Ø"), ("bydele", "A")))]
    older = '{"shares":[["bydele","A","utryg",2024,"","",2024,"x",100,40.0,null]]}'
    assert read_shares(older) == [share(ALL, 100)]


def test_the_audit_asks_for_it_from_the_folder_and_the_ledger(tmp_path):
    """A district in one release and, but for six answers, its neighbourhood in the next."""
    first = made_release(tmp_path / "a")
    first.rewrite(shares=[share(ALL, 106)])
    second = made_release(tmp_path / "b", earlier=[first], name="b")
    second.ledger = [*first.ledger, *second.ledger[-1:]]
    second.rewrite(shares=[share(HOOD, 100, within=(("bydele", "A"),))])
    done = City(tmp_path).run("audit", second.folder, expect=3)
    assert "what bydele A, utryg, 2024 leaves beside kvarter A1" in done.stderr


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    """Return a city that published a survey by district, and has it by neighbourhood now."""
    city = City(tmp_path_factory.mktemp("city"))
    city.areas(("Nord", "Syd"))
    city.areas(("Nord", "Syd"), set_name="kvarter")
    rows = [f"{name};{year};40;{n};2014;" for name, n in (("Nord", 106), ("Syd", 400))
            for year in (2010, 2014)]  # fmt: skip
    city.index(rows)
    city.run("release", "build", declared(city, "bydele"), "-o", city.folder / "a")
    city.index([f"Syd;{year};40;;2014;" for year in (2010, 2014)], "--replace", "3")
    by_hood = [row.replace(";106;", ";100;") for row in rows]
    path = city.write("kvarter.csv", "Område;År;Procent;Antal svar;Udgave;Kategori\n"
                      + "\n".join(by_hood) + "\n")  # fmt: skip
    city.run("load", "index", path, "--set", "kvarter", "--fixed", "indicator=utryg_nabolag")
    return city


def declared(city, set_name):
    files = {"a.csv": f"change --set {set_name} --baseline 2010 --year 2014"}
    return declaration(city, files, tables="", history=0)


def test_a_neighbourhood_after_its_district_is_refused(released):
    """The borders say which lies in which; the district's figures are no longer in the store."""
    before = read_shares((released.folder / "a/bevis/klasser.json").read_text(encoding="utf-8"))
    assert {each.key.area_code: each.n for each in before} == {"1": 106, "2": 400}
    path = declared(released, "kvarter")
    done = released.run("release", "build", path, "-o", released.folder / "b", expect=3)
    assert "leaves beside" in done.stderr
    assert "kvarter 1" in done.stderr

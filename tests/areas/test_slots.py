"""Where an incident says itself in which area of a set it lies, and where pairs are stored."""

import random

import duckdb
import pytest

from hotspots.engine import sql
from hotspots.workflows.incidents.placing import SLOTS
from tests.changed_stores import changing
from tests.small_city import SOUTH_M, WEST_M, City

NAMES = ("Akacie", "Birk", "Ceder", "Dild")
# Of each set: its slot, how many incidents say an area of it, and how many pairs it has.
SETS = """
select set_name, slot,
    (select count(*) from placed_incident
     where area_load_id = active_area_set.load_id and area_order is not null) as n_placed,
    (select count(*) from incident_area
     where area_load_id = active_area_set.load_id) as n_pairs
from active_area_set
order by load_id
"""
PAIRS_OF_SLOTS = """
insert into incident_area (area_load_id, incident_key, area_code)
select area.load_id, placed.incident_key, area.code
from (unpivot incident on columns('placed_.') into name slot value code_order) as placed
inner join area_set on placed.slot = 'placed_' || area_set.slot
inner join area on area_set.load_id = area.load_id and placed.code_order = area.code_order
"""
SPAN = ("--before", "2019-01..2019-12", "--after", "2020-01..2020-12")
QUESTIONS = (
    *(("incidents", "--set", name, "--year", "2020", "--baseline", "2019", *more)
      for name in ("bydele", "halve", "kredse")
      for more in ((), ("--category", "vold"), ("--date", "reported"))),
    *(("detect", "--set", name, "--cell", "250", "--table", table)
      for name in ("bydele", "kredse") for table in ("cells", "hotspots")),
    ("hours",),
    *(("hours", "--set", name) for name in ("bydele", "halve", "kredse")),
    ("hours", "--set", "bydele", "--area", "Birk"),
    *(("week", "--set", name, "--to", "2020-10-31", "--weeks", "20")
      for name in ("bydele", "kredse")),
    *(("review", "--set", name, "--cell", "250", "--before", "2019-01-01..2019-12-31", "--after",
       "2020-01-01..2020-12-31", "--table", table)
      for name in ("bydele", "kredse") for table in ("cells", "hotspots")),
    *(("evaluate", "Prøve", "--set", "bydele", *SPAN, "--table", table)
      for table in ("measures", "counts")),
    ("evaluate", "Prøve", "--set", "bydele", "--against-rest", *SPAN),
    ("repeat", "--set", "bydele"),
    ("trace", "Birk", "2020", "incidents", "--set", "bydele"),
    ("check",),
    ("check", "--set", "bydele"),
)  # fmt: skip


def incident_rows(rng, n, first):
    """Return rows of id, days, category and point: some twice, some without a place, some away.

    Each third lies near one place.
    """
    rows = []
    for number in range(first, first + n):
        year, month, day = rng.choice([2019, 2020]), rng.randrange(1, 13), rng.randrange(1, 28)
        width_m, height_m = (120, 120) if number % 3 == 0 else (4_600, 1_000)
        x, y = WEST_M + rng.randrange(width_m), SOUTH_M + rng.randrange(1, height_m)
        place = ";" if number % 17 == 0 else f"{x};{y}"
        when = f"{year}-{month:02d}-{day:02d} {rng.randrange(24):02d}:{rng.randrange(60):02d}"
        row = f"{when};{year}-{month:02d}-{day + 1:02d};{rng.choice(['vold', 'tyveri'])};{place}"
        rows += [f"P{number};{row}"] * (2 if number % 5 == 0 else 1)
    return rows


def load_incidents(city, n=600):
    """Load an extract of offences, a correction of a tenth of it, and one of names of areas."""
    rng = random.Random(3)  # noqa: S311 - no secret
    extracts = {"h.csv": incident_rows(rng, n, 1), "r.csv": incident_rows(rng, n // 10, 1)}
    for name, rows in extracts.items():
        path = city.write(name, "\n".join(["id;dato;anmeldt;kategori;x;y", *rows]) + "\n")
        city.run("load", "incidents", path, "--source", "politi", "--rows", "offences",
                 "--crs", "EPSG:25832")  # fmt: skip
    named = [f"N{at};2020-0{1 + at % 9}-1{at % 9};{(*NAMES, 'Uden for kommunen', '')[at % 6]}"
             for at in range(n // 10)]  # fmt: skip
    path = city.write("n.csv", "\n".join(["id;dato;bydel", *named]) + "\n")
    city.run("load", "incidents", path, "--source", "vagt", "--set", "bydele")


def load_sets(city):
    """Load a set, one of half the city with other names, and one that is said to overlap."""
    city.areas(NAMES)
    city.areas(NAMES[:2], set_name="halve")
    city.areas(NAMES, "--overlapping", set_name="kredse")


@pytest.fixture
def city(tmp_path):
    return City(tmp_path)


def sets(city):
    with duckdb.connect(str(city.store), read_only=True) as con:
        rows = con.execute(SETS).fetchall()
    return {name: (slot, n_placed, n_pairs) for name, slot, n_placed, n_pairs in rows}


def says_nothing(city, slot):
    """Tell whether no incident says anything in the column of a slot."""
    with duckdb.connect(str(city.store), read_only=True) as con:
        said = con.execute(
            "select slot from (unpivot incident on columns('placed_.') into name slot value area)"
        ).fetchall()
    return said != [] and (f"placed_{slot}",) not in said


def load_of(city, set_name):
    """Return the load that brought a set."""
    (row,) = (one for one in city.ask("areas", "list")["rows"] if one["set"] == set_name)
    return row["load"]


def points(city, *metres_east):
    """Load an incident at each of some places, so many metres from the west."""
    rows = [f"{x_m};2020-01-01;{WEST_M + x_m};{SOUTH_M + 500}" for x_m in metres_east]
    path = city.write("p.csv", "\n".join(["id;dato;x;y", *rows]) + "\n")
    city.run("load", "incidents", path, "--source", "punkter", "--crs", "EPSG:25832")


def counted(city, set_name):
    """Return how many incidents each area of a set has that has any."""
    rows = city.ask("incidents", "--set", set_name, "--year", "2020")["rows"]
    return {row["area"]: row["n"] for row in rows if row["n"]}


def test_of_nine_sets_the_ninth_has_pairs(city):
    """All nine answer alike, be they loaded before the incidents or after."""
    names = [f"s{at}" for at in range(1, 10)]
    for name in names[:5]:
        city.areas(NAMES[:2], set_name=name)
    points(city, 100, 200, 1100, 3500)
    for name in names[5:]:
        city.areas(NAMES[:2], set_name=name)
    expected = {name: (slot, 3, 0) for name, slot in zip(names, SLOTS, strict=False)}
    assert sets(city) == {**expected, "s9": (None, 3, 3)}
    for name in names:
        assert counted(city, name) == {"*": 3, "1": 2, "2": 1, "outside": 1}, name
    points(city, 300)
    assert sets(city)["s9"] == (None, 4, 4)
    assert counted(city, "s9") == counted(city, "s8") == {"*": 4, "1": 3, "2": 1, "outside": 1}


def test_a_set_that_is_replaced_leaves_nothing_in_its_slot(city):
    """The new version has one area of two: what lay in the other lies outside now."""
    city.areas(NAMES[:2], set_name="a")
    city.areas(NAMES[:2], set_name="b")
    points(city, 100, 1100)
    city.areas(NAMES[:1], "--replace", load_of(city, "b"), set_name="b")
    assert sets(city) == {"a": (1, 2, 0), "b": (2, 1, 0)}
    assert counted(city, "b") == {"*": 1, "1": 1, "outside": 1}
    assert counted(city, "a") == {"*": 2, "1": 1, "2": 1}
    with duckdb.connect(str(city.store), read_only=True) as con:
        assert con.execute("select count(*) from area_set where slot = 2").fetchall() == [(1,)]


def test_the_slot_of_a_set_that_overlaps_now_is_free_and_empty(city):
    """The next set takes it, and knows nothing of what was said in it."""
    city.areas(NAMES[:2], set_name="a")
    city.areas(NAMES, set_name="b")
    points(city, 100, 1100, 3500)
    assert sets(city)["b"] == (2, 3, 0)
    city.areas(NAMES, "--overlapping", "--replace", load_of(city, "b"), set_name="b")
    assert sets(city) == {"a": (1, 2, 0), "b": (None, 3, 3)}
    assert says_nothing(city, 2)
    city.areas(NAMES[:1], set_name="c")
    assert sets(city)["c"] == (2, 1, 0)
    assert counted(city, "c") == {"*": 1, "1": 1, "outside": 2}
    assert counted(city, "b") == {"*": 3, "1": 1, "2": 1, "4": 1}


def test_a_ninth_set_stays_where_it_is_when_a_slot_is_free(city):
    """The tenth takes the slot of one that was replaced by areas that overlap."""
    for at in range(1, 10):
        city.areas(NAMES[:2], set_name=f"s{at}")
    points(city, 100, 1100)
    city.areas(NAMES[:2], "--overlapping", "--replace", load_of(city, "s4"), set_name="s4")
    city.areas(NAMES[:2], set_name="s10")
    of_sets = sets(city)
    assert of_sets["s10"] == (4, 2, 0)
    assert of_sets["s9"] == of_sets["s4"] == (None, 2, 2)
    assert counted(city, "s10") == counted(city, "s9") == {"*": 2, "1": 1, "2": 1}


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a city of three sets, then incidents of every kind, an effort and residents."""
    city = City(tmp_path_factory.mktemp("filled"))
    load_sets(city)
    load_incidents(city)
    efforts = "Indsats;Sted;Rolle;Start;Slut\nPrøve;Birk;;2020-01-01;2020-12-31\n"
    comparison = "Prøve;Dild;sammenligning;2020-01-01;2020-12-31\n"
    path = city.write("indsatser.csv", efforts + comparison)
    city.run("load", "interventions", path, "--set", "bydele")
    people = [f"{name};{year};{1000 + 100 * at}" for year in (2019, 2020)
              for at, name in enumerate(NAMES)]  # fmt: skip
    path = city.write("folk.csv", "\n".join(["Område;År;Indbyggere", *people]) + "\n")
    city.run("load", "population", path, "--set", "bydele")
    return city


def test_sets_before_and_after_the_incidents_answer_alike(filled, city):
    """Also of incidents that name their area, which lie in no other set."""
    city.areas(NAMES)
    load_incidents(city)
    city.areas(NAMES[:2], set_name="halve")
    city.areas(NAMES, "--overlapping", set_name="kredse")
    assert sets(city) == sets(filled)
    assert {name: of_set[0] for name, of_set in sets(city).items()} == {
        "bydele": 1, "halve": 2, "kredse": None,
    }  # fmt: skip
    for name in sets(city):
        assert counted(city, name) == counted(filled, name), name


def test_areas_that_are_named_stay_named_in_a_new_version_of_their_set(city):
    """With their coordinates in none: the new version is asked for its own area of that code."""
    load_sets(city)
    path = city.write("n.csv", "id;dato;bydel\nN1;2020-01-01;Birk\nN2;2020-01-02;Dild\n")
    city.run("load", "incidents", path, "--source", "vagt", "--set", "bydele")
    assert sets(city)["bydele"] == (1, 2, 0)
    city.areas(NAMES, "--replace", load_of(city, "bydele"))
    assert sets(city)["bydele"] == (1, 2, 0)
    assert counted(city, "bydele") == {"*": 2, "2": 1, "4": 1}
    assert counted(city, "halve") == {"*": 2, "-": 2}


@pytest.fixture(scope="module")
def answers(filled):
    """Return what is answered from slots, by question, and from pairs alone, of the same path."""
    from_slots = [filled.ask(*asked) for asked in QUESTIONS]
    with changing(filled.store) as con:
        before = sets_of(con)
        con.execute(PAIRS_OF_SLOTS)
        con.execute("update area_set set slot = null")
        for slot in SLOTS:
            sql.run(con, "incidents/empty_slot", slot=slot)
        assert [row[:1] + row[2:3] for row in sets_of(con)] == [row[:1] + row[2:3]
                                                                for row in before]  # fmt: skip
    from_pairs = [filled.ask(*asked) for asked in QUESTIONS]
    return dict(zip(QUESTIONS, zip(from_slots, from_pairs, strict=True), strict=True))


def sets_of(con):
    return con.execute(SETS).fetchall()


@pytest.mark.part(1)
@pytest.mark.parametrize("asked", QUESTIONS, ids=" ".join)
def test_slots_answer_as_pairs_do(answers, asked):
    """Rows, settings and notes alike, whatever is asked."""
    from_slots, from_pairs = answers[asked]
    assert from_slots["rows"] or asked[0] == "check"
    assert from_slots == from_pairs

"""A store of every schema there ever was opens, takes new loads, and answers as it did.

What answers otherwise is named here, cell by cell, with the words of the CHANGELOG that say so.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pytest

from tests.small_city import City
from tests.tools import kept_store

# Their cases are many and alike: the usual run tries a part of them.
pytestmark = pytest.mark.part(3)

ALL = kept_store.names()
CITY_FIGURES = frozenset({
    "n", "rate_per_1000", "ci_low", "ci_high", "baseline_n", "rate_ratio", "rr_low", "rr_high",
    "p", "p_adjusted",
})  # fmt: skip
OF_DESIGN = frozenset({"ci_low_pp", "ci_high_pp", "p", "p_adjusted", "sentence", "flags"})
DESIGN_ASSUMED = OF_DESIGN | {"city_low_pp", "city_high_pp"}
AGAINST_CITY = frozenset({"city_ratio", "city_ratio_low", "city_ratio_high"})
OF_SWINGS = frozenset({"rr_low", "rr_high", "p", "p_adjusted"})
BESIDE_CITY = frozenset({"city_ratio_low", "city_ratio_high"})


@dataclass(frozen=True)
class Told:
    """Cells by row that differ in stores of schemas before one, and where that is told."""

    question: str
    before: str
    cells: Mapping[str, frozenset[str]]
    changelog: str
    rows: frozenset[str] = field(default_factory=frozenset)


TOLD = (
    Told(
        "incidents", "11",
        {"*": CITY_FIGURES, "-": frozenset({"name", "n", "baseline_n"}),
         "1": AGAINST_CITY, "2": AGAINST_CITY, "3": AGAINST_CITY},
        "Incidents with coordinates outside every area of the set no longer count for the city: "
        "they are a row of their own, `outside`",
        frozenset({"outside"}),
    ),
    Told(
        "incidents", "17",
        {"*": OF_SWINGS, "1": OF_SWINGS | BESIDE_CITY, "2": OF_SWINGS | BESIDE_CITY,
         "3": OF_SWINGS | BESIDE_CITY},
        "`hotspots incidents`: tests and intervals allow for cases that come in clusters",
    ),
    Told("goals", "13b", {"byen": frozenset({"sentence"})}, "`hotspots goals` says the pace"),
    Told("change", "06", {"1": frozenset({"flags"})}, "names the editions used"),
    Told(
        "change", "17",
        {"*": OF_DESIGN | {"verdict", "light"}, "1": DESIGN_ASSUMED, "2": DESIGN_ASSUMED,
         "3": DESIGN_ASSUMED},
        "Figures with answers but no design effect rest on answers / 1.3 in `change`",
    ),
    Told(
        "goals", "17",
        {"maal5": frozenset({"sentence"}),
         "byen": frozenset({"needed_low", "needed_high", "pace_per_year", "pace_low", "pace_high",
                            "sentence"})},
        "`hotspots goals` and `trace` rest on the same assumed design effect",
    ),
    Told("change", "20", dict.fromkeys(("*", "1", "2", "3"), frozenset({"sentence"})),
         "An interval is written one way in every sentence"),
    Told("goals", "20", {"byen": frozenset({"sentence"})},
         "An interval is written one way in every sentence"),
)  # fmt: skip


@pytest.fixture
def opened(tmp_path):
    """Return a way to unpack a kept store into a folder of its own."""

    def open_kept(name):
        city = City(tmp_path)
        kept_store.unpack(name, city.store)
        return city

    return open_kept


def by_row(rows):
    """Return the rows of an answer by what names them."""
    return {str(row.get("goal") or row["area"]): row for row in rows}


def differing(kept, now):
    """Return the columns that a row of the time answers otherwise now, by row."""
    found = {
        name: frozenset(key for key in row if row[key] != now.get(name, {}).get(key))
        for name, row in kept.items()
    }
    return {name: columns for name, columns in found.items() if columns}


def told(question, name, kept):
    """Return what the CHANGELOG says of a store: the cells that the code of its time had too."""
    telling = [one for one in TOLD if one.question == question and name < one.before]
    cells: dict[str, frozenset[str]] = {}
    for one in telling:
        for row, columns in one.cells.items():
            cells[row] = cells.get(row, frozenset()) | (columns & kept[row].keys())
    return {row: columns for row, columns in cells.items() if columns}, {
        row for one in telling for row in one.rows
    }


ASKED = [(name, question) for name in ALL for question in kept_store.answers(name)
         if question != "left_out"]  # fmt: skip


@pytest.mark.part(2)
@pytest.mark.parametrize(("name", "question"), ASKED)
def test_an_old_store_answers_as_it_did(opened, name, question):
    """Every cell of every row, but for those that the CHANGELOG tells of, and exactly those."""
    kept = by_row(kept_store.answers(name)[question])
    now = by_row(opened(name).ask("--lang", "en", *kept_store.QUESTIONS[question])["rows"])
    cells, more_rows = told(question, name, kept)
    assert differing(kept, now) == cells
    assert now.keys() - kept.keys() == more_rows
    assert [row for row in now if row in kept] == list(kept)


def test_what_is_told_stands_in_the_changelog():
    text = (kept_store.ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert [one.changelog for one in TOLD if one.changelog not in text] == []


@pytest.mark.part(3)
@pytest.mark.parametrize("name", ALL)
def test_what_left_the_city_is_what_lies_outside(opened, name):
    """One incident of 2014 lies outside: no longer the city's, and not lost."""
    kept = by_row(kept_store.answers(name)["incidents"])
    now = by_row(opened(name).ask("--lang", "en", *kept_store.QUESTIONS["incidents"])["rows"])
    assert now["outside"]["n"] == 1
    assert now["*"]["n"] == sum(now[area]["n"] for area in ("-", "1", "2", "3")) == 74
    before = sum(row["n"] for row in kept.values() if row["area"] != "*")
    assert before == 75


@pytest.mark.parametrize("name", ALL)
def test_an_old_store_has_every_step_when_it_was_opened(opened, name):
    """Those that are older than its newest too; opened again there is nothing left to do."""
    import duckdb

    city = opened(name)
    city.run("status")
    with duckdb.connect(str(city.store), read_only=True) as con:
        rows = con.execute("select version from schema_version order by all").fetchall()
    steps = sorted(int(file.name[:4]) for file in (kept_store.ROOT / "queries/schema").iterdir())
    assert [number for (number,) in rows] == steps
    assert city.run("status").exit_code == 0


GOALS = (
    "goal;programme;rule_da;scope;indicator;comparison;value;deadline;origin\n"
    "ny;P;R;city;utryg_nabolag;at_most;15;31-12-2016;O\n"
)
NEW_LOADS = (
    ("index", "Område;År;Køn;Procent\nNord;2016;Kvinder;9\n",
     "--set bydele --fixed indicator=utryg_nabolag"),
    ("population", "Område;År;Indbyggere\nNord;2016;9000\n", "--set bydele"),
    ("incidents", "id;dato;x;y\nA1;2016-02-03 10:10;720100;6170100\n", "--source andre"),
    ("survey", "Område;Svar\n" + 20 * "Syd;tryg\nSyd;utryg\n",
     "--set bydele --fixed indicator=tryg_nabolag --fixed year=2016 --yes tryg --no utryg"),
    ("goals", GOALS, ""),
    ("indicators", "indicator;better;title_da;title_en\nny_ting;lower;Ny;New\n", ""),
)  # fmt: skip


@pytest.mark.part(3)
@pytest.mark.parametrize("name", ALL)
def test_an_old_store_takes_all_kinds_of_loads(opened, name):
    """Figures by group, residents, incidents, answers, goals and definitions of today."""
    city = opened(name)
    n_loads = len(city.ask("status")["rows"])
    for kind, text, options in NEW_LOADS:
        city.run("load", kind, city.write(f"{kind}.csv", text), *options.split())
    assert len(city.ask("status")["rows"]) == n_loads + len(NEW_LOADS)


SURVEYS = [name for name in ALL if "load survey svar.csv" not in str(kept_store.answers(name))]


@pytest.mark.part(3)
@pytest.mark.parametrize("name", SURVEYS)
def test_the_answers_of_an_old_survey_say_what_they_answer(opened, name):
    """Also where the store was made when only their load's figures said so."""
    import duckdb

    city = opened(name)
    steps = city.ask("trace", "Nord", "2014", "tryg_nabolag")["rows"]
    assert any(step["value"].startswith("100 × ") for step in steps)
    with duckdb.connect(str(city.store), read_only=True) as con:
        found = con.execute(
            "select indicator, year, edition, group_key, part, count(*) from active_answer "
            "group by all"
        ).fetchall()
    assert found == [("tryg_nabolag", 2014, 2015, "", "", 120)]


def test_the_early_stores_are_there():
    """Of the first schema that had commands, of 0.1.0 (8), and of those edited on the way."""
    assert {"02", "05a", "05b", "05c", "06", "07", "08", "09a", "09b", "10", "11", "13a",
            "13b"} <= set(ALL)  # fmt: skip

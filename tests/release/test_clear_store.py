"""The store that releases are made from holds what is cleared, and nothing about anybody."""

import stat
from datetime import datetime
from itertools import product

import duckdb
import numpy as np
import pytest

from hotspots.analysis.disclosure.clearing import clear
from hotspots.engine.store import reading
from hotspots.errors import ReleaseRefused, StoreProblem
from hotspots.model.periods import Period
from hotspots.model.release import DeclaredTable, Policy
from hotspots.workflows.incidents.cleared import cleared_incidents
from hotspots.workflows.incidents.question import IncidentsQuestion
from hotspots.workflows.loads.clear_stores import is_clear
from hotspots.workflows.release import clear_store
from hotspots.workflows.release.clear_store import ClearedCounts, make_clear_store
from hotspots.workflows.release.counting import counted
from hotspots.workflows.release.rooms import private_room
from hotspots.workflows.release.survey_figures import passing_figures
from tests.release.made.made_city import SECRETS, made_city

MADE_AT = datetime(2026, 12, 1)  # noqa: DTZ001 - the store's times have no zone
ABOUT_PEOPLE = ("incident", "incident_area", "answer", "place", "reject", "intervention",
                "incident_count", "point_use", "release")  # fmt: skip


@pytest.fixture(scope="module")
def cleared(tmp_path_factory):
    """Yield a city, the path of its clear store, and what was cleared."""
    city = made_city(tmp_path_factory.mktemp("city"))
    table = DeclaredTable(("bydele",), "year", Period(2020), Period(2024), ("Indbrud", "Vold"))
    with private_room(city.store) as room:
        with reading(city.store) as store:
            counts = counted(store, [table], Policy(), 5, n_history=2)
            published = clear(counts.tables, counts.counts, 5).published
            classes = ClearedCounts(published, counts.printed, 5, MADE_AT)
            path = make_clear_store(store, room, Policy(), classes)
        yield city, path, classes
    assert not room.exists()


def test_only_its_owner_may_enter_the_room_and_read_the_store(cleared):
    """The room is beside the store, and nothing but the store is in it."""
    city, path, _ = cleared
    assert path.parent.parent == city.store.parent
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert [each.name for each in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(("reason", "said"), [
    ("Could not write file: No space left on device", "Nothing was released"),
    ("Something else", "Something else"),
])  # fmt: skip
def test_a_full_disk_is_said_of_the_release(cleared, monkeypatch, reason, said):
    """Not that a load is stored in the room, which nobody sees; other faults are left as said."""
    city, _, classes = cleared

    def full(*_):
        raise StoreProblem(reason)

    monkeypatch.setattr(clear_store, "_insert_counts", full)
    with (
        private_room(city.store) as room,
        reading(city.store) as store,
        pytest.raises(StoreProblem, match=said) as raised,
    ):
        make_clear_store(store, room, Policy(), classes)
    assert reason in str(raised.value)


def test_no_byte_of_it_is_a_secret(cleared):
    """The ordinary store has every one of them, so that the search can find them."""
    city, path, _ = cleared
    ordinary, content = city.store.read_bytes(), path.read_bytes()
    with duckdb.connect(str(city.store), read_only=True) as con:
        users = {user for (user,) in con.execute("select loaded_by from load").fetchall()}
        hashes = {digest for (digest,) in con.execute("select sha256 from load").fetchall()}
    for secret in (*SECRETS[:3], "folketal.csv", "indeks.csv", "bydele.geojson", *hashes):
        assert secret.encode() in ordinary, secret
        assert secret.encode() not in content, secret
    with duckdb.connect(str(path), read_only=True) as con:
        kept = con.execute("select loaded_by, file_name, sha256 from load").fetchall()
    assert {user for user, _, _ in kept} == {""} != users
    assert {digest for _, _, digest in kept} == {""}
    assert {name for _, name, _ in kept} == {"areas", "population", "index", "cleared"}


def test_tables_about_people_are_empty(cleared):
    _, path, _ = cleared
    with duckdb.connect(str(path), read_only=True) as con:
        for table in ABOUT_PEOPLE:
            assert con.execute(f"select count(*) from {table}").fetchone() == (0,)  # noqa: S608
        names = {
            name for (name,) in con.execute("select table_name from duckdb_tables()").fetchall()
        }
        for table in names - {"load", "setting", "schema_version", "indicator", "break_point"}:
            columns = {column for (column,) in con.execute(
                "select column_name from duckdb_columns() where table_name = $table",
                {"table": table}).fetchall()}  # fmt: skip
            assert not {"incident_id", "sha256", "loaded_by"} & columns or table in ABOUT_PEOPLE


def test_it_holds_the_classes_and_no_true_count(cleared):
    _, path, classes = cleared
    with duckdb.connect(str(path), read_only=True) as con:
        rows = con.execute("select set_name, area_code, category, period, n_low, n_high, figure, "
                           "printed from cleared_count").fetchall()  # fmt: skip
    by_key = {(cell[0].level, cell[0].code, "" if cell[1].code == "*" else cell[1].code,
               cell[3].code): (each, cell in classes.printed)
              for cell, each in classes.published.cells.items()}  # fmt: skip
    assert len(rows) == len(by_key)
    for *key, low, high, figure, printed in rows:
        each, is_printed = by_key[tuple(key)]
        assert (low, high, figure, printed) == (each.low, each.high, each.figure, is_printed)


def test_it_is_told_from_an_ordinary_store_and_opens_as_one(cleared):
    city, path, _ = cleared
    with reading(path) as clear_store, reading(city.store) as store:
        assert is_clear(clear_store)
        assert not is_clear(store)


def test_years_of_the_history_are_not_printed(cleared):
    """They are cleared for the swings alone."""
    _, path, _ = cleared
    with reading(path) as store:
        asked = IncidentsQuestion(baseline=2018, year=2024)
        with pytest.raises(ReleaseRefused, match="2018"):
            cleared_incidents(store, asked, lambda _: None)
        answer = cleared_incidents(store, IncidentsQuestion(), lambda _: None)
        assert answer.settings["swing_years"] == [2018, 2019, 2020, 2021, 2022, 2023]
        assert answer.settings["baseline"] == 2020


def figure(area, percent, n, group="", **other):
    usual = {"set_name": "b", "indicator": "utryg", "year": 2024, "part": "", "edition": None,
             "supplier": None, "decimals": None}  # fmt: skip
    return {**usual, "area_code": area, "percent": percent, "n": n, "group_key": group, **other}


def passing(*rows, within=None):
    kept = passing_figures(rows, {"utryg"}, 30, 5, within)
    return {(row["area_code"], row["group_key"]) for row in kept}


def test_a_share_of_few_answers_or_few_on_a_side_does_not_pass():
    assert passing(figure("1", 50, 29), figure("2", 50, 30), figure("3", 4, 100),
                   figure("4", 5, 100)) == {("2", ""), ("4", "")}  # fmt: skip


def test_what_groups_and_areas_leave_of_their_whole_must_pass_too():
    """Women and everybody leave 20 men; areas leave 10 answers of the city."""
    women = figure("1", 50, 100, "køn=kvinder")
    assert passing(figure("1", 50, 120), women) == {("1", "")}
    assert passing(figure("1", 50, 200), women) == {("1", ""), ("1", "køn=kvinder")}
    assert passing(figure("*", 50, 210), figure("1", 50, 120), figure("2", 50, 80)) == {
        ("*", ""), ("1", ""),
    }  # fmt: skip


def test_a_rounded_share_must_pass_whatever_rounds_to_it():
    """1 % of 600 are 6 answers, or 3; 2 % are 9 or more; 5 % of 100 people can only be 5."""
    rounded = {"decimals": 0}
    assert passing(figure("1", 1, 600, **rounded), figure("2", 2, 600, **rounded),
                   figure("3", 5, 100, **rounded), figure("4", 99, 600, **rounded),
                   figure("5", 1, 600)) == {("2", ""), ("3", ""), ("5", "")}  # fmt: skip


def test_groups_of_two_dimensions_lie_in_those_of_either():
    """20 young are no women; young women are 100 of 130 women, and of 200 people."""
    women, young = figure("1", 50, 130, "køn=kvinder"), figure("1", 50, 120, "alder=15-24")
    both = figure("1", 50, 100, "køn=kvinder; alder=15-24")
    everybody = figure("1", 50, 200)
    assert passing(everybody, women, both) == {("1", ""), ("1", "køn=kvinder"),
                                              ("1", "køn=kvinder; alder=15-24")}  # fmt: skip
    assert passing(everybody, women, young, both) == {
        ("1", ""), ("1", "køn=kvinder"), ("1", "alder=15-24"),
    }  # fmt: skip


def test_figures_nest_in_several_ways_at_once():
    """Women of an area are all but 20 of the city, and nothing between the two is printed."""
    women = figure("1", 50, 180, "køn=kvinder")
    assert passing(figure("*", 50, 200), women) == {("*", "")}
    assert passing(figure("*", 50, 210), women) == {("*", ""), ("1", "køn=kvinder")}


def test_periods_lie_in_longer_ones():
    """A quarter of 60 answers and another of 50 are a half of 130: 20 are of neither."""
    half = figure("1", 50, 130, part="H1")
    quarters = [figure("1", 50, n, part=part) for part, n in (("Q1", 60), ("Q2", 50))]
    kept = passing_figures([half, *quarters], {"utryg"}, 30, 5)
    assert [row["part"] for row in kept] == ["H1", "Q1"]
    later = figure("1", 50, 50, part="Q3")
    kept = passing_figures([half, quarters[0], later], {"utryg"}, 30, 5)
    assert [row["part"] for row in kept] == ["H1", "Q1", "Q3"]


def test_areas_of_a_set_lie_in_those_of_another():
    """Two areas of 60 and 50 answers in one of 130; a third, elsewhere, leaves nothing of it."""
    whole = figure("A", 50, 130, set_name="wide")
    parts = [figure("1", 50, 60), figure("2", 50, 50), figure("3", 50, 125)]
    within = {("b", "1"): [("wide", "A")], ("b", "2"): [("wide", "A")]}
    assert passing(whole, *parts) == {("A", ""), ("1", ""), ("2", ""), ("3", "")}
    assert passing(whole, *parts, within=within) == {("A", ""), ("1", ""), ("3", "")}
    assert passing(whole, *parts, within={("b", "3"): [("other", "Z"), ("wide", "A")]}) == {
        ("A", ""), ("1", ""), ("2", ""),
    }  # fmt: skip


def test_no_difference_of_what_passes_is_thin():
    """Drawn figures of areas, sexes and ages, every pair of which is taken from each other."""
    rng = np.random.default_rng(3)
    groups = [(sex, age) for sex in ("", "k", "m") for age in ("", "15-24", "25-99")]
    n_left = 0
    for _ in range(20):
        rows = [
            figure(area, *values, group_of(*group)) for area, values, group in drawn(rng, groups)
        ]
        kept = passing_figures(rows, {"utryg"}, 30, 5)
        n_left += len(kept)
        for whole, part in product(kept, kept):
            if whole is not part and is_in(part, whole) and whole["n"] != part["n"]:
                n = whole["n"] - part["n"]
                yes = (whole["percent"] * whole["n"] - part["percent"] * part["n"]) / 100
                assert n >= 30
                assert min(yes, n - yes) >= 5 - 1e-9
    assert 20 * 27 * 0.2 < n_left < 20 * 27


def drawn(rng, groups):
    """Yield shares of two areas and the city, of each group, all sums of 8 kinds of people."""
    kinds = {(area, sex, age): rng.multinomial(rng.integers(20, 120), [0.3, 0.7])
             for area in "12" for sex in "km" for age in ("15-24", "25-99")}  # fmt: skip
    for area, group in product("*12", groups):
        inside = [
            counts
            for (place, *kind), counts in kinds.items()
            if area in {"*", place} and all(w in {"", v} for w, v in zip(group, kind, strict=True))
        ]
        yes, no = np.sum(inside, axis=0).tolist()
        yield area, (100 * yes / (yes + no), yes + no), group


def group_of(sex, age):
    return "; ".join(f"{name}={value}" for name, value in (("køn", sex), ("alder", age)) if value)


def is_in(part, whole):
    parts, wholes = ({*row["group_key"].split("; ")} - {""} for row in (part, whole))
    return whole["area_code"] in {"*", part["area_code"]} and wholes <= parts


def test_rates_of_offences_and_figures_without_answers_do_not_pass():
    assert passing(figure("1", 50, 100, indicator="borgervendt_pr_1000"),
                   figure("2", 50, None), figure("3", None, 100)) == set()  # fmt: skip


def test_the_order_of_figures_changes_nothing():
    rows = [figure(str(at), 50, n) for at, n in enumerate((31, 44, 29, 90), start=1)]
    rows.append(figure("*", 50, 200))
    orders = [np.random.default_rng(seed).permutation(len(rows)) for seed in range(5)]
    assert len({frozenset(passing(*(rows[at] for at in order))) for order in orders}) == 1

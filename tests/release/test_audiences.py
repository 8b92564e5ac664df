"""Who may have what: the table of commands, the queries' headers, and what the engine refuses."""

import re

import click
import pytest

from hotspots import safe
from hotspots.cli.main import main
from hotspots.engine import sql
from hotspots.engine.session import scratch
from hotspots.engine.store import reading, trying, writing
from hotspots.errors import ReleaseRefused
from hotspots.model.audiences import COMMAND_RULES, CommandRule, command_path
from hotspots.model.release import Permit
from tests.small_city import City
from tests.tools.command_tree import tree
from tests.tools.query_headers import NAMES, header, relations_of

# What a cleared store holds, as queries name it: areas, residents, survey figures, designations,
# goals, what these rest on, and cleared counts.
CLEARED = {
    "active_area_set", "active_area", "active_load", "load", "setting", "active_designation",
    "active_figure", "active_estimate", "indicator", "active_break_point", "active_goal",
    "active_residents", "active_population", "active_category_scale", "active_crosswalk",
    "area_alias", "cleared_count", "cleared_correlation", "duckdb_tables", "checksum",
}  # fmt: skip
# These count rows and sum over them, whatever they are of, so that a damaged store is not opened.
COUNT_ROWS = frozenset({
    "store/row_counts", "store/table_sizes", "store/checksums_of_tables",
    "store/checksums_of_later_tables",
    "store/checksums_by_load", "store/checksum_of_table", "store/checksum_of_settings",
    "store/checksums_of_incidents", "store/checksums_of_placements",
})  # fmt: skip
COMMANDS = {path for path, command in tree(main) if not isinstance(command, click.Group)}


def audience(name):
    return header(name)[1].get("audience")


def test_every_command_has_a_row_and_every_row_a_command():
    """No row, no release."""
    assert COMMAND_RULES.keys() - COMMANDS == set()
    assert COMMANDS - COMMAND_RULES.keys() == set()


def test_what_may_leave_obeys_a_rule_and_nothing_else_does():
    """Of what stays in the house no rule is named."""
    assert {rule.rules == frozenset() for rule in COMMAND_RULES.values()
            if rule.widest != "internal"} == {False}  # fmt: skip
    assert {rule for rule in COMMAND_RULES.values() if rule.widest == "internal"} == {
        CommandRule()
    }


def test_the_commands_that_may_leave_are_those_of_the_docs():
    """Whoever adds one must think of it here too."""
    leaving = {" ".join(path) for path, rule in COMMAND_RULES.items() if rule.serves("public")}
    assert leaving == {
        "areas list", "areas show", "change", "designations", "figure change",
        "figure designations", "figure indicator", "figure intervals", "figure priority",
        "figure series", "gap", "goals", "incidents", "map change", "map designations",
        "map indicator", "map priority", "priority",
    }  # fmt: skip
    cleared = {" ".join(path) for path, rule in COMMAND_RULES.items() if "cleared" in rule.rules}
    assert cleared == {"incidents", "priority", "map priority", "map change", "figure priority",
                       "figure intervals"}  # fmt: skip


@pytest.mark.parametrize(
    ("line", "path"),
    [
        ("change --set bydele", ("change",)), ("map change", ("map", "change")),
        ("map", None), ("nothing", None), ("--lang da change", None), ("", None),
    ],
)  # fmt: skip
def test_which_command_a_line_begins_with(line, path):
    assert command_path(line.split()) == path


def test_an_audience_line_is_one_of_two_and_stands_in_the_header():
    """Misspelt or below the header it would not be seen; both are named here."""
    for name in NAMES:
        lines = re.findall(r"(?im)^-- *audience.*$", sql.statement(name))
        assert lines in ([], [f"-- audience: {audience(name)}"]), name
        assert audience(name) in {None, "partner", "public"}, name
        assert sql.widest_audience(sql.statement(name)) == (audience(name) or "internal")


def test_queries_with_an_audience_read_what_a_cleared_store_holds():
    """Never incidents, answers, places or rejects."""
    served = [name for name in NAMES if audience(name)]
    assert len(served) > 15
    for name in served:
        reads = header(name)[1].get("reads", "")
        relations = set(re.sub(r"\([^)]*\)", "", reads).replace(" ", "").split(",")) - {""}
        assert relations >= relations_of(reads).keys()
        if name not in COUNT_ROWS:
            assert relations - CLEARED == set(), name
        assert "changes" not in header(name)[1], name


@pytest.mark.parametrize(
    ("named", "served"),
    [
        ("-- audience: public", {"partner", "public"}),
        ("-- audience: partner", {"partner"}),
        ("-- audience: everybody", set()),
        ("-- all", set()),
        ("select 1 -- audience: public", set()),
    ],
)
def test_whom_a_query_serves(room, monkeypatch, named, served):
    monkeypatch.setattr("hotspots.shipped.text", lambda _: f"-- A number.\n{named}\n\nselect 1")
    assert sql.statement("made/up")
    for below in ("partner", "public"):
        with safe.permitted(Permit(below, room)):
            if below in served:
                assert sql.statement("made/up")
                continue
            with pytest.raises(ReleaseRefused, match="The query made/up is not for") as refused:
                sql.statement("made/up")
            assert refused.value.exit_code == 3


@pytest.fixture
def room(tmp_path):
    """Return a private room."""
    folder = tmp_path / "room"
    folder.mkdir(mode=0o700)
    return folder


def test_below_internal_every_query_without_a_line_is_refused(room):
    """By its name, however it is asked; with one it is not."""
    served = {name for name in NAMES if audience(name) == "public"}
    with scratch() as session, safe.permitted(Permit("public", room)):
        for number, name in enumerate(NAMES):
            asked = (session.rows, session.run, session.arrow)[number % 3]
            if name not in served:
                with pytest.raises(ReleaseRefused, match=f"The query {name} is not for 'public'"):
                    asked(name)
            else:
                assert sql.statement(name)


@pytest.fixture(scope="module")
def kept_city(tmp_path_factory):
    """Return a city with figures of two years, residents and goals, without an incident."""
    city = City(tmp_path_factory.mktemp("city"))
    city.areas(("Nord", "Midt", "Syd"))
    city.index([f"{name};{year};{percent};400;;" for name, *figures in
                (("Nord", 31, 18), ("Midt", 22, 24), ("Syd", 21, 20), ("Hele byen", 24, 21))
                for year, percent in zip((2010, 2014), figures, strict=True)])  # fmt: skip
    city.run("load", "designations")
    city.run("load", "goals")
    return city


@pytest.fixture
def cleared(kept_city, room):
    """Return the city with its store in a private room, as if it were a cleared one."""
    city = kept_city.copied(room)
    city.store.chmod(0o600)
    return city


def test_below_internal_only_a_store_in_the_private_room_is_opened(kept_city, cleared, room):
    with safe.permitted(Permit("partner", room)):
        with reading(cleared.store) as store:
            assert store.rows("areas/active_sets")[0]["set_name"] == "bydele"
        for refused in (reading(kept_city.store), writing(cleared.store), trying(cleared.store)):
            with pytest.raises(ReleaseRefused, match="never from this store"):
                refused.__enter__()


FILES = {
    "a.csv": "change", "b.xlsx": "change", "c.geojson": "change", "d.gpkg": "change",
    "e.parquet": "change", "f.csv": "areas list", "g.json": "areas show bydele", "h.csv": "goals",
    "i.csv": "designations", "j.html": "map designations --kind udsat_boligomraade --set bydele",
    "k.html": "map indicator --indicator utryg_nabolag", "l.svg": "figure change",
    "m.pdf": "figure series", "n.png": "figure intervals",
}  # fmt: skip


@pytest.mark.parametrize(("name", "line"), FILES.items())
def test_ordinary_commands_run_under_a_permit(cleared, room, tmp_path, name, line):
    """What they write lies in the room, readable by its owner only, and is not called internal."""
    before = {path for path in tmp_path.rglob("*") if not path.is_relative_to(room)}
    with safe.permitted(Permit("public", room)):
        cleared.run("-q", *line.split(), "-o", tmp_path / name)
    after = {path for path in tmp_path.rglob("*") if not path.is_relative_to(room)}
    assert after == before
    written = room / name
    assert written.stat().st_mode & 0o077 == 0
    assert [
        path for path in room.iterdir() if path.name.startswith((".hotspots-", "hotspots-"))
    ] == []
    assert b"Internt brug" not in written.read_bytes()


@pytest.mark.parametrize(
    "line",
    ["detect -o a.csv", "hours -o a.csv", "surface -o a.tif", "repeat -o a.csv",
     "incidents -o a.csv", "interventions -o a.csv", "status -o a.csv", "check -o a.csv",
     "report -o a.docx", "map hotspots -o a.html", "map change --hotspots -o a.html",
     "load goals", "change -o a.txt"],
)  # fmt: skip
def test_what_asks_for_more_is_refused_and_leaves_no_file(cleared, room, tmp_path, line):
    """With exit code 3."""
    words = [str(tmp_path / word) if word.startswith("a.") else word for word in line.split()]
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    with safe.permitted(Permit("public", room)):
        cleared.run(*words, expect=3)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before


def test_nothing_is_printed_below_internal(cleared, room):
    with safe.permitted(Permit("public", room)):
        done = cleared.run("change", expect=3)
    assert done.stdout == ""
    assert "Nothing is printed for public" in done.stderr

"""What a row is: an incident, an offence or a victim; the case is what they belong to."""

import itertools
import shutil

import pytest

from tests.small_city import City, by_area
from tests.tools.campaign import amount

PLACES = {"Nord": "720500;6170500", "Syd": "721500;6170500"}
JOURNAL = ("sagsnr;dato;kategori;x;y", [
    f"J1;01-03-2024 21:00;vold;{PLACES['Nord']}",
    f"J1;01-03-2024 21:00;hærværk;{PLACES['Nord']}",
    f"J2;02-03-2024 22:10;tyveri;{PLACES['Nord']}",
    f"J3;03-03-2024 23:20;tyveri;{PLACES['Syd']}",
    f"J3;03-03-2024 23:20;vold;{PLACES['Syd']}",
    f"J3;03-03-2024 23:20;trusler;{PLACES['Syd']}",
])  # fmt: skip
# Two of the same kind, sex and age in one case: alike in all that is a field.
VICTIMS = ("sagsnr;dato;kategori;x;y;køn;alder", [
    f"J1;01-03-2024 21:00;vold;{PLACES['Nord']};k;31",
    f"J1;01-03-2024 21:00;vold;{PLACES['Nord']};m;34",
    f"J3;03-03-2024 23:20;vold;{PLACES['Syd']};m;19",
])  # fmt: skip
# Overlaps with the journal: J2 was vandalism, J3 is as it was, J4 is new.
CORRECTED = ("sagsnr;dato;kategori;x;y", [
    f"J2;02-03-2024 22:10;hærværk;{PLACES['Nord']}",
    *JOURNAL[1][3:],
    f"J4;05-03-2024 12:30;tyveri;{PLACES['Syd']}",
])  # fmt: skip


@pytest.fixture(scope="module")
def empty(tmp_path_factory):
    made = City(tmp_path_factory.mktemp("empty"))
    made.areas(list(PLACES))
    return made


@pytest.fixture
def city(empty, tmp_path):
    return empty.copied(tmp_path)


def load(city, name, table, *options, expect=0):
    heading, rows = table
    path = city.write(f"{name}.csv", "\n".join([heading, *rows]) + "\n")
    return city.run("--lang", "en", "load", "incidents", path, *options, expect=expect)


def counts(city, *options):
    """Return the incidents of 2024 by area."""
    answer = city.ask("incidents", "--baseline", 2023, "--year", 2024, *options)
    return {code: row["n"] for code, row in by_area(answer).items() if code != "-"}


def test_a_load_asks_what_a_row_is(city):
    """Two ids stand in rows that differ: exit 2, how many, an example, three ways on."""
    asked = load(city, "j", JOURNAL, expect=2).stderr
    assert "2 ids stand in several rows that differ" in asked
    assert "'J1' in row 1 ('vold') and row 2 ('hærværk')" in asked
    assert all(f"--rows {kind}" in asked for kind in ("offences", "victims", "incidents"))
    assert "no incidents yet" in city.run("--lang", "en", "incidents", expect=1).stderr


def test_both_offences_of_a_case_count(city):
    """6 rows of 3 cases; by category each case once."""
    load(city, "j", JOURNAL, "--rows", "offences")
    assert counts(city) == {"*": 3, "1": 2, "2": 1}
    assert counts(city, "--count", "rows") == {"*": 6, "1": 3, "2": 3}
    assert counts(city, "--count", "victims") == {"*": 0, "1": 0, "2": 0}
    assert counts(city, "--category", "hærværk") == {"*": 1, "1": 1, "2": 0}
    answer = city.ask("incidents", "--baseline", 2023, "--year", 2024)
    assert answer["settings"]["count"] == "cases"
    assert any("6 forhold i 3 sager" in note for note in answer["notes"])


def test_each_row_may_be_an_incident(city):
    """As said: the id is no case."""
    load(city, "j", JOURNAL, "--rows", "incidents")
    assert counts(city) == counts(city, "--count", "rows") == {"*": 6, "1": 3, "2": 3}


def test_the_order_of_journal_victims_and_correction_changes_no_count(empty, tmp_path):
    """4 cases, 7 offences, 3 victims in all six orders; rows in are stored plus rejected.

    The usual run tries three of the orders.
    """
    tables = {"journal": JOURNAL, "victims": VICTIMS, "corrected": CORRECTED}
    for order in [*itertools.permutations(tables)][:: amount(1, usual=2)]:
        folder = tmp_path / "-".join(order)
        shutil.copytree(empty.folder, folder)
        city = City(folder)
        for name in order:
            kind = "victims" if name == "victims" else "offences"
            load(city, name, tables[name], "--rows", kind)
        assert counts(city)["*"] == 4, order
        assert counts(city, "--count", "offences")["*"] == 7, order
        assert counts(city, "--count", "victims")["*"] == 3, order
        for row in city.ask("status")["rows"]:
            assert row["rows_in"] == row["rows_stored"] + row["rows_rejected"]


def test_a_later_load_speaks_of_a_case_as_a_whole(city):
    """The correction repeats J3's three rows and changes J2; the journal's other cases stay."""
    load(city, "j", JOURNAL, "--rows", "offences")
    said = load(city, "c", CORRECTED, "--rows", "offences")
    assert "3 rows repeat incidents that are already stored" in said.stderr
    assert "1 row is of a case of which an earlier load says something else" in said.stderr
    assert "repeats load 2, row 4" in said.stdout + said.stderr
    assert counts(city, "--category", "hærværk")["*"] == 2
    fewer = ("sagsnr;dato;kategori;x;y", JOURNAL[1][3:5])
    load(city, "f", fewer, "--rows", "offences")
    assert counts(city, "--count", "offences")["*"] == 6


def test_victims_who_differ_in_a_column_that_is_no_field_are_two(city):
    """And rows that are alike in every column are one, which the load says of this file."""
    heading, rows = VICTIMS
    twice = (heading, [*rows, rows[0]])
    assert "an id stands in several rows that differ: " in load(city, "v", twice, expect=2).stderr
    said = load(city, "v", twice, "--rows", "victims").stderr
    assert "1 row repeats other rows of this file; counted once." in said
    assert "already stored" not in said
    assert counts(city, "--count", "victims")["*"] == 3


def test_what_a_row_is_must_be_said_where_an_earlier_load_has_something_else(city):
    """One row for J1 after its two offences: a later version of them, or another thing."""
    load(city, "j", JOURNAL, "--rows", "offences")
    plain = ("sagsnr;dato;kategori;x;y", JOURNAL[1][:1])
    asked = load(city, "p", plain, expect=2).stderr
    assert "1 of its ids is in load 2 too, where a row is one of the offences" in asked


def test_hours_and_hot_cells_take_a_case_once(city):
    """3 cases in 3 hours, not 6 rows."""
    load(city, "j", JOURNAL, "--rows", "offences")
    hours = city.ask("hours")
    assert {(row["weekday"], row["hour"]): row["n"] for row in hours["rows"] if row["n"]} == {
        (5, 21): 1, (6, 22): 1, (7, 23): 1,
    }  # fmt: skip


def test_an_extract_without_ids(city):
    """Refused with the way on; with it rows alike in all count once, other rows each."""
    rows = [f"01-03-2024 21:00;vold;{PLACES['Nord']};{sex}" for sex in "kmk"]
    table = ("dato;kategori;x;y;køn", rows)
    assert "say --no-ids" in load(city, "n", table, expect=4).stderr
    said = load(city, "n", table, "--no-ids")
    assert "rows alike in every column count once" in said.stderr
    assert "3 rows in, 2 stored, 1 rejected" in said.stdout
    assert counts(city)["*"] == 2
    again = load(
        city, "m", (table[0], [*rows[:1], rows[1].replace("vold", "trusler")]), "--no-ids"
    )
    assert "2 rows in, 1 stored, 1 rejected" in again.stdout
    assert "holds ids" in load(city, "j", JOURNAL, "--no-ids", expect=2).stderr


def test_the_columns_of_incidents_are_said_and_kept(city):
    """Read and not read, in one line and in the store."""
    said = load(city, "v", VICTIMS, "--rows", "victims").stderr
    assert "v.csv: columns" in said
    assert "sagsnr → id" in said
    assert "Not read: 'køn', 'alder'." in said


def test_a_heading_twice_is_refused(city):
    """Which of two dates is meant is not guessed."""
    table = ("sagsnr;dato;dato;x;y", [f"1;01-03-2024;02-03-2024;{PLACES['Nord']}"])
    assert "stands over columns 2, 3" in load(city, "d", table, expect=4).stderr
    load(city, "d", table, "--map", "occurred=#3")


def test_only_some_rows_are_taken(city):
    """Rows of another value are rejected with it, whether the column is a field or not."""
    heading, rows = VICTIMS
    said = load(city, "v", (heading, rows), "--rows", "victims", "--only", "køn=M")
    assert "3 rows in, 2 stored, 1 rejected" in said.stdout
    assert "column 'køn', 'k' is left out by --only" in said.stdout + said.stderr

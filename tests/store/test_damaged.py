"""A store in which bytes were changed: said whenever it is found out, and no load goes in."""

import shutil

import duckdb
import pytest

from hotspots.engine import checksums
from hotspots.engine.store import reading, writing
from hotspots.errors import StoreProblem

BLOCK = 262_144
HEADERS = 3 * 4096


@pytest.fixture(scope="module")
def filled(tmp_path_factory):
    """Return a store whose incidents fill several blocks."""
    store = tmp_path_factory.mktemp("filled") / "store.duckdb"
    with writing(store) as opened, opened.transaction():
        opened._con.execute(
            "insert into setting select 'made up ' || i, hash(i)::text || hash(i + 1)::text "
            "from range(60000) t(i)"
        )
        opened._con.execute(
            "insert into load (load_id, kind, loaded_by, loaded_at_utc, file_name, sha256, "
            "synthetic, settings, rows_in, rows_stored, rows_rejected, place) values "
            "(1, 'index', 'x', now()::timestamp, 'a.csv', 'x', false, '{}', 0, 0, 0, 1)"
        )
    return store


def flipped(store, block):
    """Change 2,000 bytes in the middle of a block."""
    with store.open("r+b") as file:
        file.seek(HEADERS + block * BLOCK + BLOCK // 2)
        there = file.read(2000)
        file.seek(-len(there), 1)
        file.write(bytes(255 - byte for byte in there))


def can_be_read(store):
    """Say whether DuckDB itself can read every value of every table."""
    try:
        with duckdb.connect(str(store), read_only=True) as con:
            names = con.execute("select table_name from duckdb_tables()").fetchall()
            for (name,) in names:
                con.execute(f'select bit_xor(hash(t)) from "{name}" t').fetchall()  # noqa: S608
    except duckdb.Error:
        return False
    return True


def test_every_table_is_read_before_a_load(three_areas):
    """What is compared are all tables that a store has, but for what it keeps for itself."""
    names = {name for (name,) in three_areas.query("select table_name from duckdb_tables()")}
    assert names - set(checksums.TABLES) == {"checksum", "schema_version"}


def problem_of(work):
    """Return the sentence that a store answers work with; None where it is done."""
    try:
        work()
    except StoreProblem as problem:
        return str(problem)
    return None


def broken(filled, store):
    """Yield the store with one block broken after the other, and whether its values are whole."""
    for block in range((filled.stat().st_size - HEADERS) // BLOCK):
        shutil.copy(filled, store)
        flipped(store, block)
        yield can_be_read(store)


@pytest.mark.thorough
def test_a_damaged_store_takes_no_load(filled, tmp_path):
    """Whichever block is broken: refused in a sentence and left as it is, byte for byte."""
    store = tmp_path / "store.duckdb"

    def load():
        with writing(store) as opened, opened.transaction():
            opened.run("store/insert_setting", name="mine", value="x")

    refused = 0
    for is_whole in broken(filled, store):
        before = store.read_bytes()
        said = problem_of(load)
        if said is None:
            assert is_whole
        else:
            assert "from a copy" in said
            assert store.read_bytes() == before
            refused += 1
    assert refused >= 2


def test_damage_that_a_question_meets_is_said(filled, tmp_path):
    """Not at opening alone: the sentence says what to do."""
    store = tmp_path / "store.duckdb"

    def ask():
        with reading(store) as opened:
            opened.arrow("store/table_digest", table="incident")

    said = [problem_of(ask) for is_whole in broken(filled, store) if not is_whole]
    assert all("from a copy" in sentence for sentence in said)
    assert any("the store is damaged" in sentence for sentence in said)


@pytest.mark.parametrize("kept", [0.1, 0.4, 0.7])
def test_a_store_that_was_cut_short(filled, tmp_path, kept):
    store = tmp_path / "store.duckdb"
    shutil.copy(filled, store)
    content = store.read_bytes()
    store.write_bytes(content[: int(len(content) * kept)])
    for opened in (reading, writing):
        with pytest.raises(StoreProblem, match="from a copy"), opened(store) as it:
            it.arrow("store/table_digest", table="incident")

"""Every schema leaves a small store behind, so that later code can be held to its answers."""

from tests.tools import kept_store

MOST_BYTES = 40_000


def test_the_newest_schema_has_a_kept_store():
    """``python -m tests.tools.kept_store`` makes it."""
    newest = f"{kept_store.newest_step():02d}"
    assert newest in {name[:2] for name in kept_store.names()}


def test_every_kept_store_has_its_answers_and_is_small():
    sizes = {}
    for name in kept_store.names():
        assert {"left_out", "incidents"} <= kept_store.answers(name).keys(), name
        sizes[name] = (kept_store.KEPT / f"{name}.duckdb.xz").stat().st_size
    assert {name: size for name, size in sizes.items() if size > MOST_BYTES} == {}


def test_the_extracts_are_the_same_every_time(tmp_path):
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    for folder in ("a", "b"):
        kept_store.write_extracts(tmp_path / folder)
    written = [sorted((path.name, path.read_bytes()) for path in (tmp_path / folder).iterdir())
               for folder in ("a", "b")]  # fmt: skip
    assert written[0] == written[1]

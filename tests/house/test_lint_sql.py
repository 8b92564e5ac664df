"""Queries found clean are not linted again, and none else is left out."""

import pytest

from tests.tools.lint_sql import lint


@pytest.fixture
def room(tmp_path):
    """Return a folder with two queries and settings of SQLFluff."""
    (tmp_path / "one.sql").write_text("select 1\n", encoding="utf-8")
    (tmp_path / "two.sql").write_text("select 2\n", encoding="utf-8")
    (tmp_path / "pyproject.toml").write_text("[tool.sqlfluff.core]\nmax_line_length = 99\n")
    return tmp_path


def linted(room, code=0):
    """Return the exit code, and the names of the queries that were linted."""
    seen = []

    def linter(paths):
        seen.extend(path.name for path in paths)
        return code

    memory = room / "cache" / "clean.json"
    return lint(room, memory, room / "pyproject.toml", linter), seen


def test_a_clean_query_is_linted_once(room):
    """All at first, then none, then the one that was changed, though it keeps its length."""
    assert linted(room) == (0, ["one.sql", "two.sql"])
    assert linted(room) == (0, [])
    (room / "two.sql").write_text("select 3\n", encoding="utf-8")
    assert linted(room) == (0, ["two.sql"])


def test_a_finding_is_told_until_it_is_gone(room):
    """What was turned down is linted again, and so is what was turned down with it."""
    assert linted(room, code=1) == (1, ["one.sql", "two.sql"])
    assert linted(room, code=1) == (1, ["one.sql", "two.sql"])


def test_other_settings_and_another_version_are_another_question(room, monkeypatch):
    """What was clean under other rules is linted again."""
    linted(room)
    (room / "pyproject.toml").write_text("[tool.sqlfluff.core]\nmax_line_length = 80\n")
    assert linted(room) == (0, ["one.sql", "two.sql"])
    monkeypatch.setattr("tests.tools.lint_sql.version", lambda _: "0")
    assert linted(room) == (0, ["one.sql", "two.sql"])

"""A store is a file: every command refuses what is none, before any work."""

import os

import pytest
from click.testing import CliRunner

from hotspots.cli.main import main

NO_FILES = (
    ":memory:", ":memory:x", ":default:", "md:city", "motherduck:city", "s3://bucket/a.duckdb",
    "https://example.org/a.duckdb", "postgres:dbname=a", "file:a.duckdb", "", ".", "a\nb",
    "/dev/null",
)  # fmt: skip


def asked(name, *arguments):
    return CliRunner().invoke(main, ["--lang", "en", "--store", name, *arguments])


@pytest.mark.parametrize("name", [*NO_FILES, "folder", "pipe"])
def test_what_is_no_file_is_refused(tmp_path, monkeypatch, name):
    """In one sentence, with nothing written, also where the name comes from the surroundings."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
    (tmp_path / "a.csv").write_text("a;b\n1;2\n")
    before = sorted(path.name for path in tmp_path.iterdir())
    for arguments in (["status"], ["load", "population", "a.csv", "--set", "by"]):
        refused = asked(name, *arguments)
        assert refused.exit_code == 2, refused.output
        assert "A store is a file on a disk" in refused.stderr
        assert refused.stdout == ""
    assert sorted(path.name for path in tmp_path.iterdir()) == before


def test_the_name_in_the_surroundings_is_looked_at_too(monkeypatch):
    monkeypatch.setenv("HOTSPOTS_STORE", ":memory:")
    refused = CliRunner().invoke(main, ["--lang", "da", "status"])
    assert refused.exit_code == 2
    assert "Et lager er en fil på en disk" in refused.stderr


def test_a_file_with_a_colon_behind_a_folder_is_a_file(tmp_path):
    assert "there is no store here yet" in asked(str(tmp_path / "a:b.duckdb"), "status").stderr

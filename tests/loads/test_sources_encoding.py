"""Files that are neither quite UTF-8 nor Windows-1252."""

from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hotspots.errors import InputProblem
from hotspots.sources.files.encoding import utf8


def test_damaged_utf8_is_not_taken_for_windows_1252(tmp_path):
    """One stray byte in a UTF-8 file: refused with a line, instead of Ã¸ for every ø."""
    path = tmp_path / "a.csv"
    path.write_bytes("Sted;Tal\nNørrebro;2010\n".encode() + b"Br\xe9;2010\n")
    found = r"mostly UTF-8 \(line 2: 'ø'\)"
    with pytest.raises(InputProblem, match=found), utf8(path, None):
        pass
    with utf8(path, "windows-1252") as plain:
        assert "NÃ¸rrebro" in plain.path.read_text(encoding="utf-8")


_LETTERS = st.text(st.sampled_from("abcæøåÆØÅéüß 0123456789;,\n"), min_size=1)


@given(_LETTERS, st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "windows-1252"]))
def test_text_of_an_encoding_that_is_said_is_what_was_written(text, encoding):
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(text.encode(encoding))
        with utf8(path, encoding) as plain:
            assert plain.path.read_bytes().decode("utf-8") == text


@given(st.binary(), st.sampled_from([None, "utf-8", "utf-16", "utf-7", "cp865", "ascii"]))
def test_any_bytes_are_text_or_refused(content, encoding):
    """Whatever stands in a file, and whatever is said of it."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "a.csv"
        path.write_bytes(content)
        with suppress(InputProblem), utf8(path, encoding) as plain:
            plain.path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_an_encoding_with_its_mark_is_known_by_it(tmp_path, encoding):
    path = tmp_path / "a.csv"
    path.write_bytes("Nørrebro;2010\n".encode(encoding))
    with utf8(path, None) as plain:
        assert plain.path.read_text(encoding="utf-8") == "Nørrebro;2010\n"


def test_letters_that_were_lost_before_are_noticed(tmp_path):
    """H\ufffdrv\ufffdrk was stored as a category of its own; it is, where that is said."""
    path = tmp_path / "a.csv"
    path.write_text("Sted;Kategori\nN;H\ufffdrv\ufffdrk\n", encoding="utf-8")
    with pytest.raises(InputProblem, match=r"line 2: letters were lost"), utf8(path, None):
        pass
    with utf8(path, "utf-8") as plain:
        assert "\ufffd" in plain.path.read_text(encoding="utf-8")

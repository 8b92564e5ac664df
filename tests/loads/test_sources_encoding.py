"""Files that are neither quite UTF-8 nor Windows-1252."""

import pytest

from hotspots.errors import InputProblem
from hotspots.sources.files.encoding import utf8


def test_damaged_utf8_is_not_taken_for_windows_1252(tmp_path):
    """One stray byte in a UTF-8 file: refused with a line, instead of Ã¸ for every ø."""
    path = tmp_path / "a.csv"
    path.write_bytes("Sted;Tal\nNørrebro;2010\n".encode() + b"Br\xe9;2010\n")
    found = r"mostly UTF-8 \(line 2: 'Nørrebro;2010'\)"
    with pytest.raises(InputProblem, match=found), utf8(path, None):
        pass
    with utf8(path, "windows-1252") as plain:
        assert "NÃ¸rrebro" in plain.path.read_text(encoding="utf-8")

"""Every console gets its signs: those of Windows, a file, a pipe; README's commands on Windows."""

import os
import subprocess
import sys
from pathlib import PureWindowsPath

import pytest

from hotspots import safe
from hotspots.cli.encodings import nearest
from hotspots.errors import ReleaseRefused
from hotspots.model.release import Permit
from hotspots.workflows.demo.steps import steps
from tests.tools.first_screen import PAGES, on_windows, typed, windows_lines
from tests.tools.reference_docs import ROOT

LINES = (
    ["--help"], ["change", "--help"], ["chang"], ["kort"],
    ["load", "areas", "nej.csv", "--set", "æ"],
    ["status"], ["check"], ["change", "--set", "bydele13"], ["priority", "--set", "bydele13"],
    ["change", "--set", "λ…→"],
)  # fmt: skip
# All in one process, for each would take a second to start. What was raised is the exit code.
RUN = """
import json, sys
from hotspots.cli.main import main
for line in json.loads(sys.argv[1]):
    try:
        main(line, prog_name="hotspots")
    except SystemExit as ended:
        print(f"exit {ended.code}", file=sys.stderr)
"""


def run(demo, lines, encoding, lang):
    """Run lines in a process whose console has an encoding; return stdout, stderr and code."""
    import json

    store = ["--store", str(demo.folder / "hotspots.duckdb"), "--lang", lang]
    env = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    asked = json.dumps([[*store, *line] for line in lines])
    done = subprocess.run(
        [sys.executable, "-c", RUN, asked], env=env, cwd=ROOT, capture_output=True, check=False
    )
    return done.stdout, done.stderr, done.returncode


@pytest.mark.thorough
@pytest.mark.part(3)
@pytest.mark.parametrize("lang", ["da", "en"])
@pytest.mark.parametrize("encoding", ["cp850", "cp1252", "utf-8", "cp437"])
def test_no_console_lacks_a_sign_and_none_is_coloured(demo, encoding, lang):
    """Help, errors, tables and status are printed whole; no line is lost on the way."""
    stdout, stderr, code = run(demo, LINES, encoding, lang)
    said = stderr.decode(encoding)
    assert (code, "Traceback" in said) == (0, False), said
    assert [line for line in said.splitlines() if line.startswith("exit ")] == [
        "exit 0", "exit 0", "exit 2", "exit 2", "exit 4", "exit 0", "exit 0", "exit 0", "exit 0",
        "exit 1",
    ]  # fmt: skip
    text = stdout.decode(encoding)
    assert "\x1b" not in text + said
    words = {"da": "Østerbro", "en": "The whole city"}[lang]
    assert ("Oesterbro" if encoding == "cp437" and lang == "da" else words) in text
    rule = "---" if encoding == "cp1252" else "───"
    assert rule in text


def test_csv_into_a_file_is_utf8_on_every_console(demo):
    """A spreadsheet reads the mark at its beginning; no name of an area is lost."""
    lines = [["change", "--set", "bydele13", "--format", "csv"]]
    stdout, _, code = run(demo, lines, "cp1252", "da")
    assert code == 0
    assert stdout.decode("utf-8-sig").splitlines()[4].startswith("03,Østerbro,")


@pytest.mark.parametrize(
    ("sign", "written"),
    [("→", "->"), ("…", "..."), ("ø", "oe"), ("č", "c"), ("²", "2"), ("\ufeff", ""), ("漢", "?")],
)
def test_a_sign_has_a_nearest(sign, written):
    assert nearest(sign) == written


@pytest.mark.parametrize("page", PAGES)
def test_powershell_is_told_what_other_shells_are(page):
    """The lines for Windows are those for Linux and macOS, with Windows' paths and names."""
    text = (ROOT / page).read_text(encoding="utf-8")
    elsewhere = [one.command for one in typed(text)]
    n_install = len(typed(text, ["sh"]))
    exports = [one for one in elsewhere if one.startswith("export ")]
    expected = [on_windows(one) for one in (*elsewhere[:n_install], *exports)]
    assert windows_lines(text) == expected
    assert [one for one in elsewhere[n_install:] if one.startswith(("make", "."))] == []


def test_the_demo_shows_windows_paths_on_windows():
    """Each file lies in the folder, and none is named with both kinds of strokes."""
    folder = PureWindowsPath("C:\\tryghed\\demo")
    words = [word for step in steps(folder) for word in step.arguments]
    paths = [PureWindowsPath(word) for word in words if word.startswith("C:")]
    assert len(paths) > 25
    assert {path.parent for path in paths} == {folder, folder / "udtraek"}
    assert [word for word in words if word.startswith("C:") and "/" in word] == []


def test_a_page_s_commands_and_what_they_print_are_told_apart():
    text = (
        "```sh\npython3 -m venv .venv\n```\n"
        "```console\n$ a b\n1\n2\n$ c\n```\n"
        "## With make\n```sh\nx\n```\n"
    )
    assert typed(text) == [("python3 -m venv .venv", ()), ("a b", ("1", "2")), ("c", ())]


def test_a_private_room_is_judged_by_its_mode_only_where_modes_tell(tmp_path, monkeypatch):
    """Windows shows every folder as open to all: there a release could not be made at all."""
    room = tmp_path / "room"
    room.mkdir()
    room.chmod(0o755)
    with pytest.raises(ReleaseRefused), safe.permitted(Permit("public", room)):
        pass
    monkeypatch.setattr(safe, "_HAS_MODES", False)
    with safe.permitted(Permit("public", room)):
        assert safe.way_out(tmp_path / "a.csv") == room.resolve() / "a.csv"


@pytest.mark.parametrize("page", PAGES)
def test_the_demo_is_shown_by_its_last_lines(page):
    """It prints a line for each file: what is shown is the end, and says so."""
    demo_lines = [command for command in typed((ROOT / page).read_text(encoding="utf-8"))
                  if command.command == "python -m hotspots demo"]  # fmt: skip
    assert [command.shown[0] for command in demo_lines] == ["…"]

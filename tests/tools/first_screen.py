"""Follow README.md and LÆSMIG.md from a clean clone; ``python -m tests.tools.first_screen``.

Every command above the section about ``make`` is typed as it stands, in one shell, in a clone of
the newest commit. What is printed below a ``$`` must be printed in truth. It installs packages,
so that it needs a network, and takes about two minutes a page.
"""

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]
PAGES = ("README.md", "LÆSMIG.md")
_BLOCK = re.compile(
    r"^```(?P<kind>sh|console|powershell)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_INLINE = re.compile(r"`(\$env:\w+ = [^`]+)`")
_MARK = "---- next"


class Typed(NamedTuple):
    """A command of a page, and the lines shown below it."""

    command: str
    shown: tuple[str, ...]


def first_screen(text: str) -> str:
    """Return a page down to its section about ``make``."""
    return re.split(r"^## .*make$", text, maxsplit=1, flags=re.MULTILINE)[0]


def typed(text: str, kinds: Sequence[str] = ("sh", "console")) -> list[Typed]:
    """Return the commands of the blocks of some kinds in a page's first screen, in order."""
    commands = list[Typed]()
    for block in _BLOCK.finditer(first_screen(text)):
        if block["kind"] == "console" and "console" in kinds:
            for part in re.split(r"^\$ ", block["body"], flags=re.MULTILINE)[1:]:
                command, *shown = part.splitlines()
                commands.append(Typed(command, tuple(shown)))
        elif block["kind"] in kinds:
            commands += [Typed(line, ()) for line in block["body"].splitlines() if line]
    return commands


def on_windows(command: str) -> str:
    """Return a command of a POSIX shell as PowerShell has it."""
    if command == ". .venv/bin/activate":
        return r".venv\Scripts\Activate.ps1"
    if command.startswith("export "):
        name, _, value = command.removeprefix("export ").partition("=")
        path = value.replace("/", "\\")
        return f'$env:{name} = "{path}"'
    return re.sub(r"^python3 ", "py ", command)


def windows_lines(text: str) -> list[str]:
    """Return what a page tells those at PowerShell to type that others type otherwise."""
    variables = _INLINE.findall(first_screen(text))
    return [*(one.command for one in typed(text, ["powershell"])), *variables]


def follow(page: str) -> list[str]:
    """Type a page's commands in a clean clone; return what was not as shown."""
    with tempfile.TemporaryDirectory() as place:
        clone = Path(place).resolve() / "hotspots"
        subprocess.run(["git", "clone", "--quiet", ROOT, clone], check=True)
        commands = typed((clone / page).read_text(encoding="utf-8"))
        script = "set -e\n" + "".join(f"{one.command}\necho '{_MARK}'\n" for one in commands)
        kept = ("PYTHONPATH", "VIRTUAL_ENV", "HOTSPOTS_STORE", "LANG", "LC_ALL")
        env = {name: value for name, value in os.environ.items() if name not in kept}
        ran = subprocess.run(
            ["bash", "-c", script],
            cwd=clone, env=env, check=False, encoding="utf-8",
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip
    printed = ran.stdout.replace(str(clone), "…").split(f"{_MARK}\n")
    if ran.returncode:
        return [f"{page}: exit code {ran.returncode} after {len(printed) - 1} commands", *printed]
    pairs = zip(commands, printed, strict=False)
    return [f"{page}: {one.command}" for one, lines in pairs if not _agrees(one.shown, lines)]


def _agrees(shown: Sequence[str], printed: str) -> bool:
    lines = [line.rstrip() for line in printed.splitlines()]
    if shown and shown[0] == "…":
        return lines[-len(shown[1:]) :] == list(shown[1:])
    return not shown or lines == list(shown)


def main(pages: Sequence[str]) -> int:
    """Follow the pages, and say of each whether it holds."""
    wrong = [line for page in pages for line in follow(page)]
    sys.stdout.write("\n".join(wrong or [f"{page}: as it says" for page in pages]) + "\n")
    return len(wrong)


if __name__ == "__main__":
    sys.exit(bool(main(sys.argv[1:] or PAGES)))

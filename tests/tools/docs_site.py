"""Build the docs as a site; ``python -m tests.tools.docs_site FOLDER``, which ``make docs`` runs.

The pages keep their places, so that their links hold. Beside them comes a page for each command,
in English and in Danish: its help, an example from the pages, its picture drawn from the demo's
store, and where it is used. Zensical, in an environment of its own, makes the site of them.
"""

import html
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import NamedTuple
from unittest.mock import patch

from click.testing import CliRunner

from hotspots.cli.main import main as hotspots
from hotspots.language import Lang
from tests.made_demo import make_demo
from tests.tools.reference_docs import DOCS, ROOT, commands, is_danish

COMMAND_PAGES: Mapping[Lang, str] = {"en": "docs/commands", "da": "docs/da/kommandoer"}
_LINK = re.compile(r"\]\((?P<target>[^)#\s]+)")
_BLOCK = re.compile(
    r"^```(?P<kind>sh|console|text)[^\n]*\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL
)
_LANG = re.compile(r"--lang \w\w |--quiet ")
_MOST_LINES = 24
_PROGRAM = Path("Scripts/zensical.exe" if os.name == "nt" else "bin/zensical")
BUILDER = ROOT / ".venv-docs" / _PROGRAM
# What the theme itself says on a page.
_DANISH = {"On this page": "På denne side", "Back to top": "Til toppen", "Search": "Søg"}
_WORDS: Mapping[Lang, Mapping[str, str]] = {
    "en": {"all": "Commands", "example": "Example", "picture": "What it draws", "help": "Help",
           "used": "Where it is used", "below": "Commands below it",
           "made": "Drawn from the demo's made-up data."},
    "da": {"all": "Kommandoer", "example": "Eksempel", "picture": "Det tegner den",
           "help": "Hjælp", "used": "Her bruges den", "below": "Kommandoer under den",
           "made": "Tegnet af demoens opdigtede tal."},
}  # fmt: skip
# Of commands that no page types: a line that works on the demo's store, or on files of one's own.
_EXAMPLES = {
    "areas list": "hotspots areas list",
    "demo": "hotspots demo",
    "figure designations": "hotspots figure designations --year 2010 -o udpegede.png",
    "figure hotspots": "hotspots figure hotspots --from 2024-01-01 -o hotspots.png",
    "figure priority": "hotspots figure priority --set bydele13 -o prioriterede.png",
    "figure review": "hotspots figure review --after 2024-01-01..2024-06-30 -o gennemgang.png",
    "load places": "hotspots load places steder.csv",
    "map evaluation": 'hotspots map evaluation "Hotspot Valby" -o valby.html',
    "map review": "hotspots map review --after 2024-01-01..2024-06-30 -o gennemgang.html",
}
# Drawn for the page of ``figure`` and, where there is one, of ``map`` of the same name.
PICTURES: Mapping[str, Sequence[str]] = {
    "change": ["--set", "bydele13"],
    "priority": ["--set", "bydele13"],
    "indicator": ["--set", "bydele13"],
    "hotspots": ["--set", "bydele13", "--from", "2024-01-01"],
    "review": ["--set", "bydele13", "--after", "2024-07-01..2024-12-31"],
    "series": ["--set", "bydele13"],
    "intervals": ["--set", "bydele13"],
    "hours": [],
}


class Example(NamedTuple):
    """Lines of a shell with what they print, and the page that they stand on."""

    kind: str
    lines: tuple[str, ...]
    page: Path


def pages() -> list[Path]:
    """Return the pages of the repository that the site has."""
    rooms = (ROOT / room / "README.md" for room in ("geodata", "maps", "queries"))
    return sorted([*ROOT.glob("*.md"), *DOCS.rglob("*.md"), *rooms])


def lay_out(folder: Path, store: Path | None) -> None:
    """Write the site's pages and its ``mkdocs.yml`` into a new folder; pictures from a store."""
    sources = folder / "pages"
    for page in pages():
        text = page.read_text(encoding="utf-8")
        _write(
            sources / page.relative_to(ROOT),
            re.sub(r"^```console.*$", "```console", text, flags=re.MULTILINE),
        )
        _copy_linked(page, text, sources)
    for lang in COMMAND_PAGES:
        drawn = _draw(store, sources / COMMAND_PAGES[lang], lang) if store else {}
        _write_commands(sources, lang, drawn)
    added = {"docs_dir": "pages", "site_dir": "site", "nav": navigation(sources)}
    lines = (f"{name}: {json.dumps(value, ensure_ascii=False)}\n" for name, value in added.items())
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    _write(folder / "mkdocs.yml", settings + "".join(lines))


def build(folder: Path) -> Path:
    """Make the site of the pages that lie in a folder; return where it is. A bad link stops it."""
    builder = [str(BUILDER), "build", "--strict", "-f", "mkdocs.yml"]
    subprocess.run(builder, cwd=folder, check=True, stdout=sys.stderr)
    site = folder / "site"
    for page in (site / "LÆSMIG.html", *(site / "docs" / "da").rglob("*.html")):
        text = page.read_text(encoding="utf-8").replace('<html lang="en"', '<html lang="da"', 1)
        for english, danish in _DANISH.items():
            text = re.sub(rf"([\">]\s*){english}(?=\s*[\"<])", rf"\1{danish}", text)
        page.write_text(text, encoding="utf-8", newline="\n")
    return site


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="\n")


def _copy_linked(page: Path, text: str, sources: Path) -> None:
    """Copy the pictures, tables and licences that a page links to."""
    for link in _LINK.finditer(text):
        linked = (page.parent / link["target"]).resolve()
        if linked.is_file() and linked.suffix != ".md":
            copy = sources / linked.relative_to(ROOT)
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(linked, copy)


def _write_commands(sources: Path, lang: Lang, drawn: Mapping[str, str]) -> None:
    paths = [path for path, _ in commands()]
    for path in paths:
        below = [one for one in paths if len(one) == len(path) + 1 and one[: len(path)] == path]
        _write(sources / page_of(path, lang), command_page(path, lang, below, drawn))


def page_of(path: Sequence[str], lang: Lang) -> str:
    """Return where the page of a command lies: ``hotspots map change`` in ``map-change.md``."""
    return f"{COMMAND_PAGES[lang]}/{'-'.join(path[1:]) or 'README'}.md"


def command_page(
    path: Sequence[str], lang: Lang, below: Sequence[Sequence[str]], drawn: Mapping[str, str]
) -> str:
    """Return the page of a command: example, picture, help, and where it is used."""
    words, parts = _WORDS[lang], [f"# {' '.join(path) if path[1:] else _WORDS[lang]['all']}"]
    found = examples(" ".join(path[1:]), lang) if path[1:] and not below else []
    if found:
        parts += [f"## {words['example']}", _shown(found[0])]
    if picture := drawn.get(path[-1]) if path[1:-1] in {("map",), ("figure",)} else None:
        parts += [f"## {words['picture']}", picture, words["made"]]
    if below:
        names = (f"- [{' '.join(one)}]({Path(page_of(one, lang)).name})" for one in below)
        parts += [f"## {words['below']}", "\n".join(names)]
    parts += [f"## {words['help']}", f"```text\n{help_of(path, lang)}\n```"]
    used = dict.fromkeys(one.page for one in found if one.page.name != "CHANGELOG.md")
    if used:
        links = (f"- [{_title(one)}]({_relative(one, page_of(path, lang))})" for one in used)
        parts += [f"## {words['used']}", "\n".join(links)]
    return "\n\n".join(parts) + "\n"


def help_of(path: Sequence[str], lang: Lang) -> str:
    """Return the help page of a command in a language."""
    asked = CliRunner().invoke(
        hotspots, ["--lang", lang, *path[1:], "--help"], prog_name="hotspots", terminal_width=80
    )
    return asked.output.rstrip()


def examples(command: str, lang: Lang) -> list[Example]:
    """Return what pages type of a command, those of the language and with output first."""
    typed = [one for one in _examples() if _types(one.lines[0], command)]
    if not typed and command in _EXAMPLES:
        return [Example("sh", (_EXAMPLES[command],), ROOT / "CHANGELOG.md")]
    in_language = [one for one in typed if is_danish(one.page) == (lang == "da")] or typed
    return sorted(in_language, key=lambda one: (one.kind == "sh", len(one.lines) < 3))


def _types(line: str, command: str) -> bool:
    words = _LANG.sub("", line.removeprefix("$ ").replace("python -m ", "")).split()
    return words[: 1 + len(command.split())] == ["hotspots", *command.split()]


@cache
def _examples() -> tuple[Example, ...]:
    told = (page for page in pages() if page.name not in {"commands.md", "CHANGELOG.md"})
    return tuple(one for page in told for one in _typed(page))


def _typed(page: Path) -> Iterator[Example]:
    for block in _BLOCK.finditer(page.read_text(encoding="utf-8")):
        if block["kind"] == "sh":
            lines = block["body"].splitlines()
            yield from (Example("sh", (line,), page) for line in lines if line.strip())
        elif "$ " in block["body"]:
            for part in re.split(r"^(?=\$ )", block["body"], flags=re.MULTILINE)[1:]:
                yield Example("console", tuple(part.splitlines()), page)


def _shown(example: Example) -> str:
    lines = example.lines
    kept = lines if len(lines) <= _MOST_LINES else (*lines[:_MOST_LINES], "…")
    body = "\n".join(kept)
    return f"```{example.kind}\n{body}\n```"


def _title(page: Path) -> str:
    return page.read_text(encoding="utf-8").partition("\n")[0].removeprefix("# ")


def _relative(page: Path, beside: str) -> str:
    return Path(os.path.relpath(page, (ROOT / beside).parent)).as_posix()


def _draw(store: Path, folder: Path, lang: Lang) -> dict[str, str]:
    """Draw a picture for each command that draws one; return how its page shows it."""
    folder.mkdir(parents=True, exist_ok=True)
    shown = {}
    for name, arguments in PICTURES.items():
        path = folder / f"{name}.png"
        line = ["-q", "--lang", lang, "--store", str(store), "figure", name, *arguments]
        CliRunner().invoke(
            hotspots, [*line, "--dpi", "110", "-o", str(path)], catch_exceptions=False
        )
        words = folder / f"{name}.png.alt.txt"
        alt = html.escape(" ".join(words.read_text(encoding="utf-8").split()))
        words.unlink()
        shown[name] = f'<img src="{path.name}" alt="{alt}">'
    return shown


def navigation(sources: Path) -> list[object]:
    """Return what the site's head and side list, in English and in Danish."""
    begin = "docs/da/kom-godt-i-gang.md"
    return [
        {"English": [
            "README.md", "docs/tutorial.md",
            {"How to": _listed(sources, "docs/how-to")},
            {"Explanation": _listed(sources, "docs/explanation")},
            {"Commands": _listed(sources, COMMAND_PAGES["en"])},
            {"Reference": _listed(sources, "docs/reference")},
            "docs/glossary.md",
        ]},
        {"Dansk": [
            "LÆSMIG.md", begin,
            {"Sådan gør du": [page for page in _listed(sources, "docs/da") if page != begin]},
            {"Kommandoer": _listed(sources, COMMAND_PAGES["da"])},
        ]},
        {"For developers": [
            "ARCHITECTURE.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md",
            {"Decisions": _listed(sources, "docs/decisions")},
            {"Data and queries": [f"{one}/README.md" for one in ("geodata", "maps", "queries")]},
        ]},
    ]  # fmt: skip


def _listed(sources: Path, folder: str) -> list[str]:
    """Return the pages of a folder, its README first."""
    found = sorted(
        (sources / folder).glob("*.md"), key=lambda one: (one.stem != "README", one.stem)
    )
    return [one.relative_to(sources).as_posix() for one in found]


def main(folder: Path) -> None:
    """Build the site anew, with pictures from the demo in ``demo/``, or from one made for it."""
    folder = folder.absolute()
    shutil.rmtree(folder, ignore_errors=True)
    with tempfile.TemporaryDirectory() as place, patch.dict(os.environ, {"COLUMNS": "80"}):
        made = ROOT / "demo" / "hotspots.duckdb"
        source = made if made.exists() else make_demo(Path(place)).folder / made.name
        store = Path(shutil.copy(source, Path(place) / "store.duckdb"))
        lay_out(folder, store)
    sys.stdout.write(f"The site is in {build(folder)}.\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))

"""Write the parts of the docs that follow from the code; ``python -m tests.tools.reference_docs``.

Generated are the help pages in ``docs/reference/commands.md``, the tables of fields in
``docs/reference/formats.md``, and the output below each ``$ command`` in a ``console`` block
of the README, the tutorial and the how-to pages, which is run in a fresh copy of the demo.
On Danish pages the terminal speaks Danish.
"""

import io
import re
import shlex
import shutil
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import chdir
from pathlib import Path
from unittest.mock import patch

import click
from click.testing import CliRunner

from hotspots.cli.main import main as hotspots
from hotspots.language import Lang
from hotspots.model import fields
from hotspots.model.fields import Field
from hotspots.output.answers.columns import explained
from tests.made_demo import MadeDemo, make_demo
from tests.tools.answer_tables import TABLES
from tests.tools.command_tree import tree

ROOT = Path(__file__).resolve().parents[2]
DOCS = ROOT / "docs"
EXAMPLES = DOCS / "examples"
COMMANDS = DOCS / "reference" / "commands.md"
FORMATS = DOCS / "reference" / "formats.md"
CHECKS = DOCS / "reference" / "checks.md"
_CONSOLE = re.compile(r"^```console(?P<how>[^\n]*)\n(?P<body>.*?)^```$", re.MULTILINE | re.DOTALL)
_TIME = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ")
_KINDS = {
    "unit areas": fields.UNIT_AREAS,
    "index": fields.INDEX,
    "survey": fields.SURVEY,
    "population": fields.POPULATION,
    "incidents": fields.INCIDENTS,
    "counts": fields.COUNTS,
    "designations": fields.DESIGNATIONS,
    "interventions": fields.INTERVENTIONS,
    "categories": fields.CODES,
    "crosswalk": fields.CROSSWALK,
    "breaks": fields.BREAKS,
    "places": fields.PLACES,
    "scale": fields.SCALE,
    "goals": fields.GOALS,
}


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield every command with its full name, groups before what is in them."""
    return tree(hotspots, ("hotspots",))


def help_pages() -> str:
    """Return a section with the help page of every command."""
    return "\n".join(_section(path) for path, _ in commands())


def _section(path: Sequence[str]) -> str:
    asked = CliRunner().invoke(
        hotspots, [*path[1:], "--help"], prog_name="hotspots", terminal_width=80, color=False
    )
    return f"## {' '.join(path)}\n\n```text\n{asked.output.rstrip()}\n```\n"


def field_table(known: Sequence[Field]) -> str:
    """Return a table of the fields of an extract and the headings that mean them."""
    lines = ["| field | required | headings |", "|---|---|---|"]
    for one in known:
        required = "yes" if one.required else ""
        headings = ", ".join(f"`{heading}`" for heading in one.headings)
        lines.append(f"| `{one.name}` | {required} | {headings} |")
    return "\n".join(lines) + "\n"


def column_table(table: str) -> str:
    """Return a table of what an answer's columns mean, from the file that workbooks use too."""
    told = explained(table, TABLES[table], "en")
    rows = (f"| `{one.name}` | {one.unit} | {one.meaning} |" for one in told)
    return "\n".join(["| column | unit | meaning |", "|---|---|---|", *rows]) + "\n"


def with_part(text: str, name: str, part: str) -> str:
    """Return a page with the generated part of a name put in anew."""
    begin, end = f"<!-- begin {name} (generated) -->", f"<!-- end {name} -->"
    before, mark, rest = text.partition(begin)
    _, other, after = rest.partition(end)
    if not mark or not other:
        raise ValueError(f"no generated part {name!r} in the page")
    return f"{before}{begin}\n\n{part.rstrip()}\n\n{end}{after}"


def pages_with_runs() -> list[Path]:
    """Return the pages whose commands are run."""
    pages = [ROOT / "README.md", ROOT / "LÆSMIG.md", *sorted(DOCS.rglob("*.md"))]
    return [page for page in pages if "```console" in page.read_text(encoding="utf-8")]


def is_danish(page: Path) -> bool:
    """Tell whether a page is for Danish readers: ``LÆSMIG.md`` and what lies in ``docs/da/``."""
    return page.name == "LÆSMIG.md" or page.is_relative_to(DOCS / "da")


def with_output(text: str, demo: MadeDemo, lang: Lang = "en") -> str:
    """Return a page with the true output below each command of its console blocks.

    ``last=N`` or ``first=N`` beside ``console`` keeps so many lines and shows the rest by ``…``.
    """
    spoken = {"LC_ALL": "", "LC_MESSAGES": "", "LANG": lang}
    with tempfile.TemporaryDirectory() as folder, chdir(folder), patch.dict("os.environ", spoken):
        shutil.copytree(demo.folder, Path("demo"))
        for example in EXAMPLES.glob("*.csv"):
            shutil.copy(example, example.name)
        return _CONSOLE.sub(lambda block: _run_block(block, demo), text)


def _run_block(block: re.Match[str], demo: MadeDemo) -> str:
    asked = [line[2:] for line in block["body"].splitlines() if line.startswith("$ ")]
    how = dict(part.split("=") for part in block["how"].split())
    shown = [f"$ {command}\n{_kept(_run(command, demo), how)}" for command in asked]
    return f"```console{block['how']}\n{''.join(shown)}```"


def _kept(output: str, how: Mapping[str, str]) -> str:
    lines = [line.rstrip() for line in output.splitlines()]
    first, last = int(how.get("first", 0)), int(how.get("last", 0))
    if first and len(lines) > first:
        lines = [*lines[:first], "…"]
    elif last and len(lines) > last:
        lines = ["…", *lines[-last:]]
    return "".join(f"{line}\n" for line in lines)


def _run(command: str, demo: MadeDemo) -> str:
    import os

    words = shlex.split(command)
    if words[0] == "export":
        name, _, value = words[1].partition("=")
        os.environ[name] = value
        return ""
    if words[0] == "cat":
        return Path(words[1]).read_text(encoding="utf-8-sig")
    if words == ["python", "-m", "hotspots", "demo"]:
        return _demo_output(demo)
    if words[0] != "hotspots":
        raise ValueError(f"{command!r} cannot be run in a console block; use an sh block")
    with patch.dict(os.environ, {"LOGNAME": "analytiker"}):
        answer = CliRunner().invoke(hotspots, words[1:], prog_name="hotspots")
    if answer.exception is not None and not isinstance(answer.exception, SystemExit):
        raise answer.exception
    output = answer.output.removeprefix("\ufeff").replace(str(Path.cwd()), "…")
    return _TIME.sub("2026-11-03T09:30:00Z", output)


def _demo_output(demo: MadeDemo) -> str:
    """Return what the demo printed; in Danish its last lines after a ``…``: nothing is made."""
    import os

    if os.environ["LANG"].startswith("da"):
        made_up = "hotspots.workflows.demo"
        with (
            patch(f"{made_up}.folder.prepare"),
            patch(f"{made_up}.extracts.write_extracts"),
            patch(f"{made_up}.steps.steps", return_value=[]),
            patch(f"{made_up}.start_page.write_start_pages", return_value="demo/index.html"),
        ):
            end = CliRunner().invoke(hotspots, ["demo"]).output
        return "…\n" + end.replace(str(Path.cwd()), "…")
    return demo.output.replace(str(demo.folder.parent.resolve()), "…")


def with_true_output(page: Path, demo: MadeDemo) -> str:
    """Return what a page should be whose commands are run."""
    lang: Lang = "da" if is_danish(page) else "en"
    return with_output(page.read_text(encoding="utf-8"), demo, lang)


def references() -> dict[Path, str]:
    """Return what every page with parts from the code should be."""
    commands_page = with_part(COMMANDS.read_text(encoding="utf-8"), "commands", help_pages())
    text = FORMATS.read_text(encoding="utf-8")
    for name, known in _KINDS.items():
        text = with_part(text, f"{name} fields", field_table(known))
    checks = CHECKS.read_text(encoding="utf-8")
    for name in TABLES:
        if name == "check":
            checks = with_part(checks, f"{name} columns", column_table(name))
        else:
            text = with_part(text, f"{name} columns", column_table(name))
    return {COMMANDS: commands_page, FORMATS: text, CHECKS: checks}


def generated(demo: MadeDemo) -> dict[Path, str]:
    """Return what every page with generated parts should be."""
    runs = {page: with_true_output(page, demo) for page in pages_with_runs()}
    return runs | references()


def write() -> None:
    """Bring every generated part up to date and name the pages that changed."""
    out = io.StringIO()
    with tempfile.TemporaryDirectory() as folder:
        for page, text in generated(make_demo(Path(folder))).items():
            if page.read_text(encoding="utf-8") != text:
                page.write_text(text, encoding="utf-8", newline="\n")
                out.write(f"{page.relative_to(ROOT)}\n")
    sys.stdout.write(out.getvalue() or "Everything was up to date.\n")


if __name__ == "__main__":
    write()

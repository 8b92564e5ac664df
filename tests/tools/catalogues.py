"""Write the gettext catalogues anew from the code; ``python -m tests.tools.catalogues``.

Every message that the code marks, and every help text, gets a place in ``messages.po``; those
that are gone lose theirs. ``outputs.po`` is kept by hand and only laid out.
"""

import inspect
import sys
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract
from babel.messages.pofile import read_po, write_po

from hotspots.cli.language import METAVAR_WORD, speak_in, translate_help
from hotspots.cli.main import main
from tests.tools.command_tree import tree

ROOT = Path(__file__).resolve().parents[2]
FOLDER = ROOT / "maps" / "texts" / "da"
_MARKS: Mapping[str, None] = {"message": None, "marked": None}
_WIDTH = 99
_HEADER = b"""msgid ""
msgstr ""
"Language: da\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"
"Plural-Forms: nplurals=2; plural=(n != 1);\\n"

"""
# What Click itself says that a user of ours can come to see.
CLICK = (
    "COMMAND",
    "ARGS",
    "Aborted!",
    "Commands",
    "Could not open file {filename!r}: {message}",
    "Error: {message}",
    "Got unexpected extra argument ({args})",
    "Got unexpected extra arguments ({args})",
    "Invalid value for {param_hint}: {message}",
    "Invalid value: {message}",
    "Missing argument",
    "Missing command.",
    "Missing option",
    "Missing parameter",
    "No such command {name!r}.",
    "No such option {name!r}.",
    "Did you mean {possibility}?",
    "(Did you mean one of: {possibilities}?)",
    "Option {name!r} does not take a value.",
    "Option {name!r} requires an argument.",
    "Option {name!r} requires {nargs} arguments.",
    "Options",
    "Show the version and exit.",
    "Show this message and exit.",
    "Takes {nargs} values but {len} were given.",
    "Try '{command} {option}' for help.",
    "Usage:",
    "default: {default}",
    "directory",
    "env var: {var}",
    "file",
    "path",
    "required",
    "Choose from:\n\t{choices}",
    "{name} {filename!r} does not exist.",
    "{name} {filename!r} is a directory.",
    "{name} {filename!r} is a file.",
    "{name} {filename!r} is not readable.",
    "{name} {filename!r} is not writable.",
    "{value!r} does not match the format {format}.",
    "{value!r} does not match the formats {formats}.",
    "{value!r} is not a valid {number_type}.",
    "{value!r} is not {choice}.",
    "{value!r} is not one of {choices}.",
    "{value} is not in the range {range}.",
)


def marked_messages() -> list[str]:
    """Return every message of the program once: the code's, the help's, and Click's."""
    speak_in("en")
    in_code = (
        str(found)
        for path in sorted((ROOT / "hotspots").rglob("*.py"))
        for _, found, _, _ in extract("python", BytesIO(path.read_bytes()), keywords=_MARKS)
    )
    return list(dict.fromkeys([*in_code, *_help_texts(), *CLICK]))


def _help_texts() -> Iterator[str]:
    translate_help(main)
    for _, command in tree(main):
        translate_help(command)
        yield from METAVAR_WORD.findall(command.options_metavar or "")
        if command.help:
            yield inspect.cleandoc(command.help)
        for parameter in command.params:
            if getattr(parameter, "help", None):
                yield str(parameter.help)  # type: ignore[attr-defined]
            yield from METAVAR_WORD.findall(parameter.metavar or "")


def catalogue(name: str) -> Catalog:
    """Return a catalogue as it is in the file."""
    return read_po(BytesIO((FOLDER / f"{name}.po").read_bytes()), locale="da")


def written(entries: Catalog) -> bytes:
    """Return a catalogue as a file, with a header that says nothing of when and by whom."""
    out = BytesIO()
    write_po(out, entries, width=_WIDTH, omit_header=True)
    return _HEADER + out.getvalue()


def messages() -> Catalog:
    """Return the catalogue of messages with a place for each and none for what is gone."""
    known = {one.id: one.string for one in catalogue("messages") if one.id}
    found = Catalog(locale="da")
    for sentence in marked_messages():
        found.add(sentence, known.get(sentence, ""))
    return found


if __name__ == "__main__":
    (FOLDER / "outputs.po").write_bytes(written(catalogue("outputs")))
    (FOLDER / "messages.po").write_bytes(written(messages()))
    missing = [one.id for one in messages() if one.id and not one.string]
    sys.exit("Not translated yet:\n" + "\n".join(missing) if missing else 0)

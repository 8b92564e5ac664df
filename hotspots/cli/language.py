"""In which language the terminal speaks, and help and errors of the command line in it."""

import os
import re
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

import click

from hotspots import language
from hotspots.language import Lang, translated

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Click asks the standard gettext, which reads compiled catalogues only; ours is asked instead.
_CLICK = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types,
)  # fmt: skip
# Options of the program that may be typed behind a command, and whether a value follows.
_ANYWHERE = {"--lang": True, "--wait": True, "--debug": False}
# The words of metavars, which stand for what is to be written: COLUMN, FILE.
METAVAR_WORD = re.compile(r"[A-Z]{2,}")


def language_of(arguments: Sequence[str]) -> Lang:
    """Return what ``--lang`` says, before anything is parsed; else the locale's language."""
    for index, argument in enumerate(arguments):
        if argument == "--lang" and index + 1 < len(arguments):
            return "da" if arguments[index + 1] == "da" else "en"
        if argument.startswith("--lang="):
            return "da" if argument == "--lang=da" else "en"
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return "da" if locale.startswith("da") else "en"


def lang_first(arguments: Sequence[str]) -> list[str]:
    """Return a line with ``--lang`` and its like before the command, wherever they were typed."""
    named, rest = list[str](), list[str]()
    words = iter(arguments)
    for word in words:
        name, is_whole = word.partition("=")[0], "=" in word
        if word == "--":
            return [*named, *rest, word, *words]
        if name not in _ANYWHERE:
            rest.append(word)
        elif is_whole or not _ANYWHERE[name]:
            named.append(word)
        else:
            named += [word, *([value] if (value := next(words, None)) is not None else [])]
    return [*named, *rest]


def speak_in(lang: Lang) -> None:
    """Let messages, and the help that is translated from now on, be in a language."""
    language.speak(_danish if lang == "da" else None)
    for module in _CLICK:
        vars(module).update(_=translated, ngettext=_counted)


def _danish(sentence: str) -> str:
    from hotspots.sentences.catalogue import messages

    return messages().get(sentence) or _first_paragraphs().get(sentence, sentence)


@cache
def _first_paragraphs() -> Mapping[str, str]:
    """Return how longer texts begin: the Danish by the English, which is in one line here."""
    from hotspots.sentences.catalogue import messages

    return {
        " ".join(english.partition("\n\n")[0].split()): danish.partition("\n\n")[0]
        for english, danish in messages().items()
        if "\n" in english
    }


def _counted(singular: str, plural: str, n: int) -> str:
    return translated(singular if n == 1 else plural)


def translate_help(command: click.Command) -> None:
    """Put the help of a command, not of those below it, into the language that is spoken."""
    import inspect

    if command.help:
        command.help = translated(_english(command, "help", inspect.cleandoc(command.help)))
    # Click keeps the option --help as it was first shown, in the language of that time.
    vars(command)["_help_option"] = None
    command.options_metavar = _with_words(command, command.options_metavar or "", "options")
    if isinstance(command, click.Group):
        words = command.subcommand_metavar
        command.subcommand_metavar = _with_words(command, words or "", "subcommand")
    context = click.Context(command)
    for parameter in command.params:
        _help_of_option(parameter)
        if not getattr(parameter, "is_flag", False):
            _name_in_english(parameter.type)
            parameter.metavar = _with_words(parameter, parameter.make_metavar(context))


def _name_in_english(kind: Any) -> None:
    """Undo that Click names a kind of path in the language in which it was made."""
    if isinstance(kind, click.Path):
        both = kind.file_okay and kind.dir_okay
        kind.name = "path" if both else "file" if kind.file_okay else "directory"


def _with_words(owner: Any, metavar: str, kind: str = "") -> str:
    """Return a metavar, which is English where it is first met, in the language that is spoken."""
    english = _english(owner, f"{kind}_metavar", metavar)
    return METAVAR_WORD.sub(lambda word: translated(word[0]), english)


def _english(owner: Any, name: str, words: str) -> str:
    """Return English words as they were first met; a copy of their owner has them too."""
    kept: str = vars(owner).setdefault(f"_english_{name}", words)
    return kept


def _help_of_option(parameter: Any) -> None:
    if getattr(parameter, "help", None):
        parameter.help = translated(_english(parameter, "help", parameter.help))

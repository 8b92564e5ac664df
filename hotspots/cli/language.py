"""In which language the terminal speaks, and help and errors of the command line in it."""

import os
from collections.abc import Sequence
from typing import Any

import click

from hotspots import language
from hotspots.language import Lang, translated

_LOCALES = ("LC_ALL", "LC_MESSAGES", "LANG")
# Click asks the standard gettext, which reads compiled catalogues only; ours is asked instead.
_CLICK = (
    click.core, click.decorators, click.exceptions, click.formatting, click.parser, click.types,
)  # fmt: skip
_english: dict[int, str] = {}
_shown: dict[int, Lang] = {}


def asked_language(arguments: Sequence[str]) -> Lang:
    """Return what ``--lang`` says, before anything is parsed; else the locale's language."""
    for at, one in enumerate(arguments):
        if one == "--lang" and at + 1 < len(arguments):
            return "da" if arguments[at + 1] == "da" else "en"
        if one.startswith("--lang="):
            return "da" if one == "--lang=da" else "en"
    locale = next((os.environ[name] for name in _LOCALES if os.environ.get(name)), "")
    return "da" if locale.startswith("da") else "en"


def speak_in(lang: Lang, command: click.Command) -> None:
    """Let messages, and the help of a command and of all below it, be in a language."""
    language.speak(_danish if lang == "da" else None)
    for module in _CLICK:
        vars(module).update(_=translated, ngettext=_counted)
    if _shown.get(id(command)) != lang:
        _help_of(command)
        _shown[id(command)] = lang


def _danish(sentence: str) -> str:
    from hotspots.sentences.catalogue import messages

    return messages().get(sentence, sentence)


def _counted(one: str, many: str, n: int) -> str:
    return translated(one if n == 1 else many)


def _help_of(command: click.Command) -> None:
    import inspect

    if command.help:
        english = _english.setdefault(id(command), inspect.cleandoc(command.help))
        command.help = translated(english)
    # Click keeps the option --help as it was first shown, in the language of that time.
    vars(command)["_help_option"] = None
    for parameter in command.params:
        _help_of_option(parameter)
    for below in getattr(command, "commands", {}).values():
        _help_of(below)


def _help_of_option(parameter: Any) -> None:
    if getattr(parameter, "help", None):
        parameter.help = translated(_english.setdefault(id(parameter), parameter.help))

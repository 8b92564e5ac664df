"""Commands that are advised: they name the store, where it was named by ``--store``."""

import re
import shlex
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import click
from click.core import ParameterSource

from hotspots.model.answer import Answer
from hotspots.model.release import is_below
from hotspots.safe import permit

_PROGRAM = "hotspots "


def named_store() -> str | None:
    """Return the store of the command at work, where it was named by an option.

    The one that a release is made from vanishes: no command can be asked of it.
    """
    if is_below(permit().audience):
        return None
    context = click.get_current_context(silent=True)
    root = context and context.find_root()
    if root is None or root.get_parameter_source("store") is not ParameterSource.COMMANDLINE:
        return None
    return str(root.params["store"])


def with_store(text: str) -> str:
    """Return a text whose advised commands can be pasted: they ask the store that was asked."""
    store = named_store() if _PROGRAM in text else None
    if store is None:
        return text
    registry = getattr(click.get_current_context().find_root().command, "registry", {})
    advised = rf"(^|`|: ){_PROGRAM}(?=(?:{'|'.join(registry)})\b)"
    option = shlex.join(["--store", store])
    return re.sub(advised, lambda start: f"{start[1]}{_PROGRAM}{option} ", text)


def advising(answer: Answer) -> Answer:
    """Return an answer whose rows, settings and notes advise commands that can be pasted."""
    if named_store() is None:
        return answer
    return replace(
        answer,
        rows=[_advising(row) for row in answer.rows],
        settings=_advising(answer.settings),
        notes=_advising(answer.notes),
        beside=[replace(one, rows=_advising(one.rows)) for one in answer.beside],
    )


def _advising(value: Any) -> Any:
    if isinstance(value, str):
        return with_store(value)
    if value is None or isinstance(value, int | float):
        return value
    if isinstance(value, Mapping):
        return {name: _advising(part) for name, part in value.items()}
    if isinstance(value, list | tuple):
        parts = [_advising(part) for part in value]
        return tuple(parts) if isinstance(value, tuple) else parts
    return value

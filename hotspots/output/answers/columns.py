"""What each column of an answer means, from ``maps/columns/``: the docs' and workbooks' source."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from hotspots import shipped
from hotspots.language import Lang
from hotspots.model.answer import Answer

_COMMON = "common"
_TITLE = "title"


@dataclass(frozen=True)
class Column:
    """A column's name, its unit (empty where it has none) and its meaning."""

    name: str
    unit: str
    meaning: str


@cache
def tables(lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the explanations by table and column, as they stand in the file."""
    return tomllib.loads(shipped.text(f"maps/columns/{lang}.toml"))


def explained(table: str, names: Sequence[str], lang: Lang) -> list[Column]:
    """Return what columns of a table mean; one that nobody explained has no meaning."""
    meanings = {**tables(lang)[_COMMON], **tables(lang).get(table, {})}
    return [_column(name, meanings.get(name, "")) for name in names]


def _column(name: str, explanation: str) -> Column:
    unit, _, meaning = explanation.partition("|")
    return Column(name, unit.strip(), meaning.strip())


def table_of(command: str, names: Sequence[str], lang: Lang) -> str:
    """Return under which name a table is explained: the command's that shares most columns."""
    present = set(names)
    candidates = [one for one in tables(lang) if one == command or one.startswith(f"{command} ")]
    columns_of = {one: set(tables(lang)[one]) - {_TITLE} for one in candidates}
    fitting = sorted(
        candidates,
        key=lambda table: (
            len(columns_of[table] - present) - len(columns_of[table] & present),
            table,
        ),
    )
    return fitting[0] if fitting else command


def table_title(answer: Answer) -> str:
    """Return what an answer's table is called in its language."""
    table = table_of(answer.command, answer.columns, answer.lang)
    return title_of(table, answer.lang)


def title_of(table: str, lang: Lang) -> str:
    """Return what a table is called; its own name where it has no other."""
    return tables(lang).get(table, {}).get(_TITLE, table)

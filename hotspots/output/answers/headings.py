"""What columns are called for people, and the words for the codes in their cells.

CSV, JSON and layers have the public names and codes; tables and workbooks have these words, from
``maps/columns/``.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from hotspots import shipped
from hotspots.language import Lang
from hotspots.model.answer import Answer
from hotspots.model.rounding import PER_1000

_COMMON = "common"
_KINDS = ("light", "verdict", "class")


@cache
def word_file(kind: str, lang: Lang) -> Mapping[str, Mapping[str, str]]:
    """Return the headings of columns (``heads``) or the words for codes (``words``) by table."""
    return tomllib.loads(shipped.text(f"maps/columns/{kind}_{lang}.toml"))


def heading(answer: Answer, table: str, name: str) -> str:
    """Return what a column is called, with the answer's years and unit where its name has them.

    A name without words of its own has blanks for its underscores.
    """
    heads = word_file("heads", answer.lang)
    plain_name = name.replace("_", " ")
    words = heads.get(table, {}).get(name) or heads[_COMMON].get(name) or plain_name.capitalize()
    return words.format(**_filled(answer)).strip(" ,") or plain_name.capitalize()


def is_light(name: str) -> bool:
    """Return whether a column holds lights."""
    return "light" in name.split("_")


def word(command: str, name: str, value: Any, lang: Lang) -> Any:
    """Return the word for a code in a column's cell; what is no code comes back as it is."""
    words = word_file("words", lang)
    if isinstance(value, bool):
        return words["boolean"][str(value)]
    if not isinstance(value, str):
        return value
    kind = next((kind for kind in _KINDS if kind in name.split("_")), name)
    of_command = words.get(f"{command} {kind}", {})
    return of_command.get(value) or words.get(kind, {}).get(value, value)


def _filled(answer: Answer) -> dict[str, str]:
    years = {key: str(answer.settings.get(key) or "") for key in ("baseline", "year")}
    return {**years, "unit": "" if answer.settings.get("measure") == PER_1000 else "%"}

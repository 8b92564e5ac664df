"""Texts from ``maps/texts/``: gettext catalogues, in English with their Danish translation."""

from collections.abc import Mapping
from functools import cache
from io import BytesIO
from typing import Any

from hotspots import shipped
from hotspots.language import Lang

SINGULAR = "_one"


@cache
def outputs(lang: Lang) -> Mapping[str, str]:
    """Return what stands in outputs, by key; a singular's key ends in ``_one``."""
    by_key: dict[str, str] = {}
    for entry in _entries("outputs"):
        texts = entry.id if lang == "en" else entry.string
        if isinstance(texts, str):
            by_key[entry.context] = texts
        else:
            by_key[entry.context + SINGULAR], by_key[entry.context] = texts
    return by_key


@cache
def messages() -> Mapping[str, str]:
    """Return what is said in the terminal: the Danish by the English."""
    return {str(entry.id): str(entry.string) for entry in _entries("messages")}


def _entries(name: str) -> list[Any]:
    from babel.messages.pofile import read_po

    text = shipped.text(f"maps/texts/da/{name}.po")
    return [entry for entry in read_po(BytesIO(text.encode())) if entry.id]

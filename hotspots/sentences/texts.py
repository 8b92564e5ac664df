"""Texts of outputs by key and language; numbers and dates by the land."""

from datetime import date
from typing import Any

from hotspots.language import Lang
from hotspots.model.rounding import as_written
from hotspots.sentences import catalogue

LANGUAGES: tuple[Lang, ...] = ("da", "en")


def keys(lang: Lang) -> frozenset[str]:
    """Return every key of a language, such as ``page.skip``."""
    return frozenset(catalogue.outputs(lang))


def text(lang: Lang, key: str, **values: Any) -> str:
    """Return a text with its placeholders filled; values are inserted as they are."""
    return catalogue.outputs(lang)[key].format(**values)


def counted(lang: Lang, key: str, n: int, **values: Any) -> str:
    """Return a text about ``n`` things: where n is 1, its singular, which is ``key`` with _one."""
    return text(lang, f"{key}_one" if n == 1 else key, **values)


def number(lang: Lang, value: float, decimals: int = 0) -> str:
    """Write a number with the marks of the language, and a minus sign, not a hyphen."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written: str = format_decimal(
        as_written(value, decimals), format=pattern, locale=_locale(lang)
    )
    return written.replace("-", "−")


def tight(text: str) -> str:
    """Return a table cell's text whose percent signs stay on the line of their number."""
    return text.replace(" %", "\u00a0%")


def day(lang: Lang, value: date) -> str:
    """Write a date: 03-11-2026 in Danish, 3 November 2026 in English."""
    if lang == "da":
        return value.strftime("%d-%m-%Y")
    from babel.dates import format_date

    return format_date(value, format="d MMMM y", locale="en_GB")


def _locale(lang: Lang) -> str:
    return "da_DK" if lang == "da" else "en_GB"

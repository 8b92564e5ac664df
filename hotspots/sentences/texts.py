"""Texts of outputs by key and language; numbers and dates by the land."""

from datetime import date
from functools import lru_cache
from typing import Any

from hotspots.audit.numbers.spoken import Kind, heard_number, heard_words
from hotspots.language import Lang
from hotspots.model.periods import Period
from hotspots.model.rounding import as_written, limit_decimals, rate_decimals
from hotspots.sentences import catalogue

LANGUAGES: tuple[Lang, ...] = ("da", "en")
_NUMBERED = {"H": "period.half", "Q": "period.quarter", "W": "period.week"}
_OF_YEAR = {"H": "period.half_of_year", "Q": "period.quarter_of_year",
            "W": "period.week_of_year"}  # fmt: skip
_MOST_KEPT = 2**16
_A_YEAR = 2001  # any year will do to name a month


def keys(lang: Lang) -> frozenset[str]:
    """Return every key of a language, such as ``page.skip``."""
    return frozenset(catalogue.outputs(lang))


def text(lang: Lang, key: str, **values: Any) -> str:
    """Return a text with its placeholders filled; a period is put into words, all else stays."""
    words = {
        name: period_words(value, lang) if isinstance(value, Period) else value
        for name, value in values.items()
    }
    frame = catalogue.outputs(lang)[key]
    heard_words(key, frame, words)
    return frame.format(**words)


def period_words(period: Period, lang: Lang) -> str:
    """Return a period, such as ``1. halvår 2011``."""
    letter, number_ = period.part[:1], period.part[1:]
    if letter in _OF_YEAR:
        return text(lang, _OF_YEAR[letter], n=int(number_), year=period.year)
    part = part_words(period.part, lang)
    return f"{part} {period.year}" if part else str(period.year)


def part_words(part: str, lang: Lang) -> str:
    """Return a part of a year, such as ``1. halvår``; nothing for the whole year."""
    if not part:
        return ""
    if part[0] == "M":
        from babel.dates import format_date

        return str(format_date(Period(_A_YEAR, part).days[0], "MMMM", locale=_locale(lang)))
    if part[0] == "D":
        start, end = (f"{day[2:]}-{day[:2]}" for day in part[1:].split("-"))
        return f"{start} – {end}"
    return text(lang, _NUMBERED[part[0]], n=int(part[1:]))


def counted(lang: Lang, key: str, n: int, **values: Any) -> str:
    """Return a text about ``n`` things: where n is 1, its singular, which is ``key`` with _one."""
    return text(lang, f"{key}_one" if n == 1 else key, **values)


def ended(sentence: str) -> str:
    """Return words with the full stop that ends them, where no other mark does."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def number(lang: Lang, value: float, decimals: int = 0, kind: Kind = "figure") -> str:
    """Write a number with the marks of the language, and a minus sign, not a hyphen.

    ``kind`` tells figures from what is reckoned of many, and from marks of axes and scales.
    """
    written = _marked(lang, as_written(value, decimals), decimals)
    heard_number(written, value, kind)
    return written.replace("-", "−")


@lru_cache(maxsize=_MOST_KEPT)
def _marked(lang: Lang, rounded: float, decimals: int) -> str:
    """Write a rounded number; of many areas most have one of the same few."""
    from babel.numbers import format_decimal

    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    written: str = format_decimal(rounded, format=pattern, locale=_locale(lang))
    return written


def rate_number(lang: Lang, rate: float) -> str:
    """Write a rate; of one below 1 two digits that mean something, however rare it is."""
    return number(lang, rate, rate_decimals(rate))


def ratio_limit(lang: Lang, ratio: float) -> str:
    """Write a limit of a ratio, with another digit where it would be written 1: ``1,004``."""
    return number(lang, ratio, limit_decimals(ratio, 2, 1.0))


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

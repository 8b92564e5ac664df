"""Of whom and of which part of the year a figure is, in words."""

from hotspots.language import Lang
from hotspots.model.groups import parts_of
from hotspots.model.periods import Period
from hotspots.sentences.texts import text

_NUMBERED = {"H": "period.half", "Q": "period.quarter", "W": "period.week"}
_A_YEAR = 2001  # any year will do to name a month


def slice_words(group: str, part: str, lang: Lang) -> str:
    """Return the group and the part of the year; nothing for everybody in whole years."""
    return "; ".join(words for words in (group_words(group), part_words(part, lang)) if words)


def group_words(group: str) -> str:
    """Return a group by its values, such as ``kvinder, 15-24``."""
    return ", ".join(parts_of(group).values())


def part_words(part: str, lang: Lang) -> str:
    """Return a part of a year, such as ``1. halvår``; nothing for the whole year."""
    if not part:
        return ""
    if part[0] == "M":
        from babel.dates import format_date

        locale = "da_DK" if lang == "da" else "en_GB"
        return str(format_date(Period(_A_YEAR, part).days[0], "MMMM", locale=locale))
    if part[0] == "D":
        start, end = (f"{day[2:]}-{day[:2]}" for day in part[1:].split("-"))
        return f"{start} – {end}"
    return text(lang, _NUMBERED[part[0]], n=int(part[1:]))


def period_words(period: Period, lang: Lang) -> str:
    """Return a period, such as ``1. halvår 2011``."""
    part = part_words(period.part, lang)
    return f"{part} {period.year}" if part else str(period.year)

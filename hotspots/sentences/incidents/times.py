"""Which incidents count where only some hours and days of the week do."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.sentences.texts import text


def times_notes(hours: tuple[int, int] | None, weekdays: Sequence[int], lang: Lang) -> list[str]:
    """Return the hours and days that count; hours are half-open, days count from Monday as 0."""
    notes = []
    if hours is not None:
        first, end = (f"{hour:02d}" for hour in hours)
        notes.append(text(lang, "detect.hours", first=first, end=end))
    if weekdays:
        notes.append(text(lang, "detect.weekdays", days=", ".join(day_names(weekdays, lang))))
        if hours is not None and hours[0] > hours[1]:
            notes.append(text(lang, "detect.after_midnight"))
    return notes


def day_names(weekdays: Sequence[int], lang: Lang) -> list[str]:
    """Return the names of days of the week, from Monday on."""
    return [text(lang, f"detect.day_{weekday}") for weekday in sorted(weekdays)]

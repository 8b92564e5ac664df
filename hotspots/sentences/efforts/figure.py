"""What the picture of an effort says."""

from collections.abc import Sequence
from datetime import date

from hotspots.language import Lang
from hotspots.model.charts import MonthPanel
from hotspots.sentences.incidents.times import day_names
from hotspots.sentences.texts import day, ended, number, text


def title(name: str, months: str, lang: Lang) -> str:
    """Return the picture's title."""
    return text(lang, "evaluation.figure_title", name=name, months=months)


def subtitle(
    category: str | None, hours: tuple[int, int] | None, weekdays: Sequence[int], lang: Lang
) -> str:
    """Return what is counted, at which times, and how the picture is read."""
    counted = [category or text(lang, "evaluation.all_categories")]
    if hours is not None:
        counted.append("{:02d}-{:02d}".format(*hours))
    counted += day_names(weekdays, lang)
    return text(lang, "evaluation.figure_subtitle", category=", ".join(counted))


def start(when: date, lang: Lang) -> str:
    """Return the words beside the start."""
    return text(lang, "evaluation.figure_start", day=day(lang, when))


def end(when: date, lang: Lang) -> str:
    """Return the words beside the end."""
    return text(lang, "evaluation.figure_end", day=day(lang, when))


def part(which: str, lang: Lang) -> str:
    """Return the word for the months before or after."""
    key = "evaluation.figure_before" if which == "before" else "evaluation.figure_after"
    return text(lang, key)


def alt(heading: str, panels: Sequence[MonthPanel], sentences: Sequence[str], lang: Lang) -> str:
    """Say the picture in words: the mean of every area, then the days and the verdicts."""
    means = [
        text(lang, "evaluation.figure_alt_area", name=panel.title,
             before=number(lang, panel.stretches[0].mean, 1),
             after=number(lang, panel.stretches[1].mean, 1))
        for panel in panels
    ]  # fmt: skip
    start = text(lang, "evaluation.figure_alt", title=heading)
    return " ".join([start, *means, *(ended(one) for one in sentences)])


def strip_title(n: int, *, has_bad_years: bool, lang: Lang) -> str:
    """Return what the dots are: the same comparison where the effort did not run."""
    key = "evaluation.figure_strip_bad" if has_bad_years else "evaluation.figure_strip"
    return text(lang, key, n=number(lang, n))


def effort_words(ratio: float, rank: int, n: int, lang: Lang) -> str:
    """Return the words beside the effort's own ratio."""
    values = {"rank": number(lang, rank), "n": number(lang, n)}
    return text(lang, "evaluation.figure_own", ratio=number(lang, ratio, 2), **values)

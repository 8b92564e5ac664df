"""What must be said beside incidents over the hours of the week, and the same picture in words."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.time.hour_classes import HourClasses
from hotspots.language import Lang
from hotspots.model.charts import HourClass
from hotspots.model.incidents import CountedHours
from hotspots.sentences.advice import advice
from hotspots.sentences.texts import day, number, text

LEAST_MEAN = 20  # in the average hour; chance alone moves one of 20 by about a fifth
_DAY_HOURS = 24
_TEN_WEEKS = 70  # days; in a longer period one day more of a weekday is less than a tenth
_CLASSES = 5
_MOST_NAMED = 3


def weekdays(lang: Lang) -> list[str]:
    """Return the names of the days of the week from Monday."""
    return [text(lang, f"detect.day_{one}") for one in range(7)]


def hours_notes(counted: CountedHours, lang: Lang) -> list[str]:
    """Return the sentences that must stand beside a table of hours."""
    return [_used(counted, lang), *_question(counted, lang), *_left_out(counted, lang),
            text(lang, "hours.method"), text(lang, "hours.clock"),
            *_limits(counted, lang)]  # fmt: skip


def _used(counted: CountedHours, lang: Lang) -> str:
    return text(
        lang, "hours.used", n_used=number(lang, counted.n_used), n=number(lang, counted.n),
        first=day(lang, counted.first_day), last=day(lang, counted.last_day),
    )  # fmt: skip


def _question(counted: CountedHours, lang: Lang) -> list[str]:
    notes = [text(lang, "hours.dated")]
    if counted.category is not None:
        notes.append(text(lang, "detect.category", category=counted.category))
    if counted.set_name is not None:
        key = "hours.in_set" if counted.area_name is None else "hours.in_area"
        notes.append(text(lang, key, area=counted.area_name, set_name=counted.set_name))
    if counted.n_elsewhere:
        notes.append(text(lang, "hours.elsewhere", n=number(lang, counted.n_elsewhere)))
    if counted.n_uncovered:
        first = day(lang, counted.first_day)
        n_uncovered = number(lang, counted.n_uncovered)
        notes += [text(lang, "hours.uncovered", n_uncovered=n_uncovered, first=first),
                  advice(lang, "uncovered")]  # fmt: skip
    return notes


def _left_out(counted: CountedHours, lang: Lang) -> list[str]:
    kinds = {"day_only": counted.n_day_only, "coarse": counted.n_coarse,
             "open": counted.n_open, "long": counted.n_long}  # fmt: skip
    hours = f"{counted.longest_hours:g}".replace(".", "," if lang == "da" else ".")
    notes = [
        text(lang, f"hours.{key}", n=number(lang, n), hours=hours) for key, n in kinds.items() if n
    ]
    if counted.n_left_out:
        percent = number(lang, 100 * counted.n_left_out / counted.n, 1)
        notes.append(text(lang, "hours.left_out", percent=percent))
    return notes


def _limits(counted: CountedHours, lang: Lang) -> list[str]:
    """Warn of midnights that may be unknown times, of parts of weeks, and of few incidents.

    Midnights are too many where one minute of the day holds more than an even hour would.
    """
    notes = []
    if counted.n_midnight * _DAY_HOURS > counted.n_moments:
        values = {"n": number(lang, counted.n_midnight), "total": number(lang, counted.n_moments)}
        notes.append(text(lang, "hours.midnight", **values))
    days = (counted.last_day - counted.first_day).days + 1
    if days < _TEN_WEEKS and days % 7:
        notes.append(text(lang, "hours.part_week"))
    if counted.n_used < LEAST_MEAN * 7 * _DAY_HOURS:
        notes.append(text(lang, "hours.few", least=LEAST_MEAN))
    return notes


def title(counted: CountedHours, lang: Lang) -> str:
    """Return the picture's title: what is counted, and where."""
    what = counted.category or text(lang, "hours.incidents")
    key = "hours.title" if counted.area_name is None else "hours.title_area"
    return text(lang, key, what=what, area=counted.area_name)


def subtitle(counted: CountedHours, lang: Lang) -> str:
    """Return the days, and how many incidents the picture holds."""
    return text(
        lang, "hours.subtitle", n=number(lang, counted.n_used),
        first=day(lang, counted.first_day), last=day(lang, counted.last_day),
    )  # fmt: skip


def legend_title(classes: HourClasses, lang: Lang) -> str:
    """Return what the fields' numbers are, with the average that the classes follow."""
    mean = number(lang, classes.mean, classes.decimals)
    return text(lang, "hours.legend_title", mean=mean)


def legend(classes: HourClasses, lang: Lang) -> list[HourClass]:
    """Return the classes that are drawn, fewest first, with the numbers that they hold."""
    ends = [number(lang, one - classes.unit, classes.decimals) for one in classes.starts]
    starts = [number(lang, one, classes.decimals) for one in classes.starts]
    entries = []
    for rank in classes.present():
        low = starts[rank - 1] if rank else ""
        high = starts[0] if rank == 0 else ends[rank] if rank < _CLASSES - 1 else ""
        entries.append(HourClass(rank, text(lang, f"hours.class_{rank}", low=low, high=high)))
    return entries


def alt(
    table: NDArray[np.float64], counted: CountedHours, classes: HourClasses, lang: Lang
) -> str:
    """Say the picture in words: the busiest and quietest hours, each day, each part of a day."""
    names = weekdays(lang)
    order = np.argsort(-table, axis=None, kind="stable")

    def hours(places: NDArray[np.intp]) -> str:
        return ", ".join(_hour(names, int(at), table, classes.decimals, lang) for at in places)

    days = ", ".join(f"{name} {number(lang, float(n))}"
                     for name, n in zip(names, table.sum(axis=1), strict=True))  # fmt: skip
    parts = ", ".join(
        text(lang, "hours.alt_part", first=first, end=first + 6,
             n=number(lang, float(table[:, first : first + 6].sum())))
        for first in range(0, _DAY_HOURS, 6)
    )  # fmt: skip
    return text(
        lang,
        "hours.alt",
        title=title(counted, lang),
        subtitle=subtitle(counted, lang),
        most=hours(order[:_MOST_NAMED]),
        fewest=hours(order[::-1][:_MOST_NAMED]),
        days=days,
        parts=parts,
        mean=number(lang, classes.mean, classes.decimals),
    )


def _hour(
    names: Sequence[str], week_hour: int, table: NDArray[np.float64], decimals: int, lang: Lang
) -> str:
    weekday, hour = divmod(week_hour, _DAY_HOURS)
    n = number(lang, float(table[weekday, hour]), decimals)
    return text(lang, "hours.alt_hour", day=names[weekday], first=hour, end=hour + 1, n=n)

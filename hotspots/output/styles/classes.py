"""The class and colour of each row of a layer: those of the pages, for programs beside them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from hotspots.analysis.methods import fifths
from hotspots.language import Lang
from hotspots.mapping.pages.layer_looks import CELL_CHANGE, CELLS, EMERGING, PLAIN, Look
from hotspots.mapping.palettes import (
    FIFTHS_OF_LIST,
    HOTSPOTS,
    LEVEL5,
    LIGHTS,
    NO_DATA,
    REVIEW,
    WITHHELD,
)
from hotspots.model.answer import Answer
from hotspots.model.pages import LegendClass, Pattern
from hotspots.output.plain import decimals_for
from hotspots.safe import xml_text
from hotspots.sentences.priority import page
from hotspots.sentences.texts import number, text

NO_VALUE = "no_value"
_FEW = 8
_OF_VERDICT = {"better": "green", "worse": "red", "not_distinguishable": "yellow"}
# A goal is no light: no area of it is judged by a test of change.
_GOALS: Mapping[str, Look] = {
    "fulfilled": REVIEW["gone"],
    "not": REVIEW["new"],
    "undecided": WITHHELD,
    "missing": NO_DATA,
}
_PATTERNS: tuple[Pattern, ...] = ("none", "lines", "cross", "dots")
_STRONG_FIRST = tuple(LEVEL5[at] for at in (4, 1, 3, 0, 2))


@dataclass(frozen=True)
class StyleClasses:
    """A title, the classes with how they look and are called, and the class of each row."""

    title: str
    legend: Sequence[LegendClass]
    of_rows: Sequence[str]

    @property
    def colours(self) -> list[str]:
        """Return the colour of each row, as ``#rrggbb``."""
        colour_by_key = {one.key: one.colour for one in self.legend}
        return [colour_by_key[key] for key in self.of_rows]


def classes_of(answer: Answer) -> StyleClasses:
    """Return how the rows of an answer with geometry are classed.

    Classes are those of the answer's own page where it has one. An answer of no known kind has
    one class. Long legends keep the classes in use.
    """
    classes = _find(answer)(answer)
    used = set(classes.of_rows)
    if len(classes.legend) <= _FEW:
        return classes
    return StyleClasses(
        classes.title, [one for one in classes.legend if one.key in used], classes.of_rows
    )


def _find(answer: Answer) -> Callable[[Answer], StyleClasses]:
    for command, column, rule in _RULES:
        if answer.command == command and column in answer.columns:
            return rule
    return _single_class


def _named(
    answer: Answer, column: str, looks: Mapping[str, Look], title: str, part: str
) -> StyleClasses:
    """Return classes that a column names, with the texts of a part by the same names."""
    keys = [str(row[column]) for row in answer.rows]
    legend = [LegendClass(key, text(answer.lang, f"{part}.{key}"), *look)
              for key, look in looks.items()]  # fmt: skip
    more = sorted(set(keys) - set(looks))
    return StyleClasses(
        text(answer.lang, title), legend + [LegendClass(key, key, *PLAIN) for key in more], keys
    )


def _change(answer: Answer) -> StyleClasses:
    lang, settings = answer.lang, answer.settings
    legend = [LegendClass(key, text(lang, f"map_change.{key}"), *look)
              for key, look in LIGHTS.items()]  # fmt: skip
    values = {"baseline_year": settings["baseline"], "year": settings["year"],
            "unit": text(lang, f"unit.{settings['measure']}")}  # fmt: skip
    title = text(lang, "map_change.legend_title", **values)
    return StyleClasses(title, legend, [str(row["light"]) for row in answer.rows])


def _priority(answer: Answer) -> StyleClasses:
    places = [
        (row["rank_low"], row["rank_high"]) if "rank_low" in row else (row["rank"], row["rank"])
        for row in answer.rows
    ]
    n_ranked = sum(low is not None for low, _ in places)
    of_rows = [page.class_of(each, n_ranked) for each in places]
    legend = [LegendClass(key, label, *FIFTHS_OF_LIST[key])
              for key, label in page.classes(n_ranked, answer.lang, {*of_rows})]  # fmt: skip
    return StyleClasses(text(answer.lang, "map_priority.legend_title"), legend, of_rows)


def _incidents(answer: Answer) -> StyleClasses:
    verdicts = ("better", "not_distinguishable", "worse", "no_baseline", "not_testable")
    looks = {key: LIGHTS[_OF_VERDICT.get(key, "grey")] for key in verdicts}
    if answer.settings.get("use") == "cleared":
        looks["undecided_classes"] = LIGHTS["grey"]
    return _named(answer, "verdict", looks, "layer.incidents", "layer_light")


def _cells(answer: Answer) -> StyleClasses:
    return _named(answer, "class", CELLS, "layer.detect", "layer")


def _review(answer: Answer) -> StyleClasses:
    return _named(answer, "class", REVIEW, "map_review.legend_title", "map_review")


def _cell_change(answer: Answer) -> StyleClasses:
    return _named(answer, "verdict", CELL_CHANGE, "layer.cells", "layer")


def _emerging(answer: Answer) -> StyleClasses:
    return _named(answer, "class", EMERGING, "layer.emerging", "layer")


def _windows(answer: Answer) -> StyleClasses:
    looks: dict[str, Look] = {
        "more": HOTSPOTS["hotspot"],
        "not_distinguishable": PLAIN,
        "not_testable": NO_DATA,
        "open_band": (PLAIN[0], "cross"),
    }
    return _named(answer, "verdict", looks, "layer.windows", "layer_window")


def _goals(answer: Answer) -> StyleClasses:
    return _named(answer, "standing", _GOALS, "layer.goals", "layer")


def _designations(answer: Answer) -> StyleClasses:
    lang = answer.lang
    of_rows = [_designated(row) for row in answer.rows]
    fixed = {
        key: text(lang, f"map_designations.{key}") for key in ("designated", "not_designated")
    }
    values = sorted(set(of_rows) - set(fixed))
    order = ["designated"] * ("designated" in of_rows) + values
    legend = [LegendClass(key, fixed.get(key, key), *_strong(at)) for at, key in enumerate(order)]
    if "not_designated" in of_rows:
        legend.append(LegendClass("not_designated", fixed["not_designated"], *PLAIN))
    return StyleClasses(text(lang, "layer.designations"), legend, of_rows)


def _designated(row: Mapping[str, Any]) -> str:
    if not row["designated"]:
        return "not_designated"
    return xml_text(row["value"] or "designated")


def _strong(index: int) -> Look:
    again, colour = divmod(index, len(_STRONG_FIRST))
    return _STRONG_FIRST[colour], _PATTERNS[again % len(_PATTERNS)]


def _zonal(answer: Answer) -> StyleClasses:
    means = [row["mean"] for row in answer.rows]
    edges = fifths.limits([mean for mean in means if mean is not None])
    bounds = list(pairwise(edges))
    legend = [
        LegendClass(f"class_{index + 1}", _between(low, high, answer.lang),
                    *_step(index, len(bounds)))
        for index, (low, high) in enumerate(bounds)
    ] + [LegendClass(NO_VALUE, text(answer.lang, "layer.no_value"), *NO_DATA)]  # fmt: skip
    of_rows = [NO_VALUE if mean is None else f"class_{fifths.class_of(mean, edges) + 1}"
               for mean in means]  # fmt: skip
    unit = answer.settings["unit"] or text(answer.lang, "words.not_available")
    title = text(answer.lang, "layer.zonal", unit=unit)
    return StyleClasses(title, legend, of_rows)


def _contours(answer: Answer) -> StyleClasses:
    legend = [
        LegendClass(f"band_{row['contour']}", _between(row["low"], row["high"], answer.lang),
                    *_step(index, len(answer.rows)))
        for index, row in enumerate(answer.rows)
    ]  # fmt: skip
    risk = any("residents" in row["unit"] for row in answer.rows)
    title = text(answer.lang, "surface.title_risk" if risk else "surface.title")
    return StyleClasses(title, legend, [one.key for one in legend])


def _between(low: float, high: float | None, lang: Lang) -> str:
    decimals = decimals_for(low if high is None else high - low)
    bounds = {"low": number(lang, low, decimals)}
    if high is None:
        return text(lang, "layer.at_least", **bounds)
    return text(lang, "layer.from_to", **bounds, high=number(lang, high, decimals))


def _step(step: int, n_steps: int) -> Look:
    """Return one of so many even steps of a level, low to high, mixed between our five."""
    place = step * (len(LEVEL5) - 1) / max(n_steps - 1, 1)
    low = min(int(place), len(LEVEL5) - 2)
    return _mixed(LEVEL5[low], LEVEL5[low + 1], place - low), "none"


def _mixed(darker: str, lighter: str, share: float) -> str:
    parts = [
        round(
            int(darker[position : position + 2], 16) * (1 - share)
            + int(lighter[position : position + 2], 16) * share
        )
        for position in (1, 3, 5)
    ]
    return "#" + "".join(f"{part:02x}" for part in parts)


def _single_class(answer: Answer) -> StyleClasses:
    places, hotspots = "place" in answer.columns, answer.command == "detect"
    key = "place" if places else "hotspot" if hotspots else "area"
    look = PLAIN if key == "area" else HOTSPOTS["hotspot"]
    title = {"place": "layer.places", "hotspot": "layer.hotspots", "area": "layer.area"}[key]
    legend = [LegendClass(key, text(answer.lang, f"layer.{key}"), *look)]
    return StyleClasses(text(answer.lang, title), legend, [key] * len(answer.rows))


# A command, a column that only this answer of it has, and the rule.
_RULES: Sequence[tuple[str, str, Callable[[Answer], StyleClasses]]] = (
    ("change", "light", _change),
    ("priority", "rank", _priority),
    ("incidents", "verdict", _incidents),
    ("detect", "class", _cells),
    ("review", "class_before", _cell_change),
    ("review", "history", _emerging),
    ("review", "class", _review),
    ("goals", "standing", _goals),
    ("repeat", "window", _windows),
    ("designations", "designated", _designations),
    ("zonal", "mean", _zonal),
    ("contours", "contour", _contours),
)

"""What the layers beside a page's own say: category, light, change, level and reported crime."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from hotspots.analysis.methods.class_breaks import ClassBreaks, around_zero, classes
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import (
    CATEGORIES,
    COLOURED,
    MOST_CLASSES,
    ChangeRow,
    Level,
    LevelKind,
)
from hotspots.model.rounding import PER_1000, as_written, class_decimals
from hotspots.sentences.indicators import level_page
from hotspots.sentences.indicators.level_page import IndicatorFacts
from hotspots.sentences.page_text import PageFacts
from hotspots.sentences.texts import text

NONE = "none"
# rates under a number: the lowest class, hatched
SMALL = "unreliable_0"
_MARKS = ("assumed_n", "break_adjusted")
_LIGHTS = ("green", "yellow", "red", "grey")
_SURE = frozenset({"better", "worse"})


@dataclass(frozen=True)
class LayerText:
    """A layer before it has colours: ``classes`` are (key, label) pairs, lowest or worst first.

    ``title`` and ``summary`` are what the page says first while the layer is shown.
    ``n_classes`` is the number of classes of a figure, 0 where classes are no figures.
    """

    key: str
    label: str
    legend_title: str
    classes: Sequence[tuple[str, str]]
    class_of: Mapping[str, str]
    note: str = ""
    n_classes: int = 0
    title: str = ""
    summary: str = ""


@dataclass(frozen=True)
class AreaRates:
    """Incidents per 1,000 residents by area, and what they are under where a count is small."""

    figures: Mapping[str, float]
    below: Mapping[str, float] = field(default_factory=dict)


def light_layer(rows: Sequence[ChangeRow], facts: PageFacts, lang: Lang) -> LayerText:
    """Return the layer of the lights: green, yellow, red and grey."""
    years = {"baseline_year": facts.baseline, "year": facts.year}
    return LayerText(
        key="light",
        label=text(lang, "map_layers.light"),
        legend_title=text(lang, "map_layers.light_title", **years),
        classes=[(key, text(lang, f"map_change.{key}")) for key in _LIGHTS],
        class_of={row.area: row.light for row in _areas(rows)},
    )


def trend_layer(rows: Sequence[ChangeRow], lang: Lang) -> LayerText | None:
    """Return the layer of the verdicts of all years; None where no area has enough of them."""
    if all(row.trend_verdict in {"too_few_years", "not_testable"} for row in _areas(rows)):
        return None
    window = pooled_years(rows)
    title = text(lang, f"map_layers.{'trend' if window is None else 'ends'}_title", window=window)
    grey = "trend_grey" if window is None else "ends_grey"
    keys = {**{key: f"trend_{key}" for key in _LIGHTS}, "grey": grey}
    least = None if window is None else 2 * window
    return LayerText(
        key="trend",
        label=text(lang, "map_layers.trend"),
        legend_title=marked_title(title, rows, lang),
        classes=[(key, text(lang, f"map_layers.{keys[key]}", least=least)) for key in _LIGHTS],
        class_of={row.area: row.trend_light for row in _areas(rows)},
        note=text(lang, f"map_layers.{'trend' if window is None else 'ends'}_note"),
    )


def pooled_years(rows: Sequence[ChangeRow]) -> int | None:
    """Return how many years are pooled at each end; None where a line is judged."""
    n_years = [row.trend_years for row in rows if row.ends_change_pp is not None]
    return None if not n_years else (n_years[0] or 0) // 2


def marked_title(title: str, rows: Sequence[ChangeRow], lang: Lang) -> str:
    """Return a legend's title with the mark of what is assumed of figures, or taken out."""
    flags = {flag for row in rows for flag in row.flags}
    marks = [text(lang, f"flag.{flag}") for flag in _MARKS if flag in flags]
    return f"{title} ({', '.join(marks)})" if marks else title


def change_layer(
    rows: Sequence[ChangeRow], facts: PageFacts, lang: Lang, *, better_low: bool
) -> LayerText | None:
    """Return the layer of the change in points, alike on both sides of none; None without any.

    Each class says which way is better, and has one beside it for the changes that cannot be
    told from none.
    """
    exact = {row.area: row.change_pp for row in _areas(rows) if row.change_pp is not None}
    if not exact:
        return None
    decimals = _limit_decimals(exact, rows[0].printed.measure)
    changes = {code: as_written(change, decimals) for code, change in exact.items()}
    parts = around_zero(list(changes.values()), MOST_CLASSES, decimals)
    class_of = {row.area: _class_of(changes.get(row.area), parts, sure=row.verdict in _SURE)
                for row in _areas(rows)}  # fmt: skip
    unit = text(lang, f"unit.{rows[0].printed.measure}")
    return LayerText(
        key="change",
        label=text(lang, "map_layers.change"),
        legend_title=marked_title(
            text(lang, "map_layers.change_title", unit=unit, baseline_year=facts.baseline,
                 year=facts.year), rows, lang),
        classes=_changes(parts, set(class_of.values()), lang, better_low=better_low),
        class_of=class_of,
        note=text(lang, "map_layers.change_note"),
        n_classes=parts.count,
    )  # fmt: skip


def _changes(
    parts: ClassBreaks, used: Collection[str], lang: Lang, *, better_low: bool
) -> list[tuple[str, str]]:
    entries = []
    for index, (key, label) in enumerate(_numbers(parts, lang)):
        entries.append((key, _directed(label, _side(parts, index), lang, better_low=better_low)))
        unsure = f"unreliable_{index}"
        if unsure in used:
            entries.append((unsure, text(lang, "map_layers.change_unsure", label=label)))
    missing = (NONE, text(lang, "map_layers.no_change"))
    return [*entries, missing] if NONE in used else entries


def _side(parts: ClassBreaks, index: int) -> int:
    """Return which side of no change a class lies on: -1, 1, or 0 where it holds no change."""
    if index < len(parts.limits) and parts.limits[index] <= 0:
        return -1
    return int(index > 0 and parts.limits[index - 1] >= 0)


def _directed(label: str, side: int, lang: Lang, *, better_low: bool) -> str:
    """Return the label of a class with the word for its side of no change."""
    if side == 0:
        return label
    key = "change_better" if (side < 0) == better_low else "change_worse"
    return text(lang, f"map_layers.{key}", label=label)


def category_layer(rows: Sequence[ChangeRow], facts: PageFacts, lang: Lang) -> LayerText | None:
    """Return the layer of the action categories; None where no area has one that year."""
    category_by_area = {row.area: row.category for row in _areas(rows)}
    if not any(category_by_area.values()):
        return None
    none = (
        [(NONE, text(lang, "map_layers.no_category"))] if None in category_by_area.values() else []
    )
    return LayerText(
        key="category",
        label=text(lang, "map_layers.category"),
        legend_title=text(lang, "map_layers.category_title", year=facts.year),
        classes=[*((one, one[:1].upper() + one[1:]) for one in CATEGORIES), *none],
        class_of={code: category or NONE for code, category in category_by_area.items()},
    )


@dataclass(frozen=True)
class LevelClasses:
    """The classes of an indicator's level, the years they hold for, and how few are hidden."""

    parts: ClassBreaks
    years: Sequence[int]
    min_n: float


def level_layer(
    rows: Sequence[ChangeRow], facts: PageFacts, level_classes: LevelClasses, lang: Lang
) -> LayerText | None:
    """Return the layer of the later year's figure; None where no area has one to show.

    The classes are those of the map of the indicator itself.
    """
    levels = {row.area: level_of(row) for row in _areas(rows)}
    measure, parts = rows[0].printed.measure, level_classes.parts
    is_empty = not any(level.kind in COLOURED for level in levels.values())
    if is_empty or measure == "points":
        return None
    level_facts = IndicatorFacts(
        facts.indicator,
        facts.set_name,
        measure,
        parts,
        level_classes.years,
        lang,
        level_classes.min_n,
    )
    class_of = {code: level_page.class_key(level, parts) for code, level in levels.items()}
    hidden = {level.kind for level in levels.values() if level.kind in {"too_few", "withheld"}}
    return LayerText(
        key="level",
        label=text(lang, "map_layers.level", year=facts.year),
        legend_title=text(lang, "map_layers.level_title", indicator=facts.indicator,
                          year=facts.year),
        classes=level_page.legend(set(class_of.values()), hidden, level_facts),
        class_of=class_of,
        note=level_page.legend_note(level_facts),
        n_classes=parts.count,
    )  # fmt: skip


def level_of(row: ChangeRow) -> Level:
    """Return a change's later figure as a level."""
    return Level(
        area=row.area,
        name=row.name,
        year=row.year,
        kind=_kind(row),
        value=row.percent,
        n=row.n,
        edition=row.edition,
        decimals=row.printed.decimals,
    )


def _kind(row: ChangeRow) -> LevelKind:
    if row.percent is not None:
        return "unreliable" if "unreliable" in row.flags else "certain"
    if "withheld" in row.flags:
        return "withheld"
    return "too_few" if "too_few_answers" in row.flags else "missing"


def crime_layer(
    rows: Sequence[ChangeRow], rates: AreaRates, facts: PageFacts, lang: Lang
) -> LayerText | None:
    """Return the layer of reported incidents per 1,000 residents; None where there is no rate.

    A rate that is only known to be under a number has the lowest class, and a mark where it may
    belong to another.
    """
    codes = [row.area for row in _areas(rows)]
    exact = {code: rates.figures[code] for code in codes if code in rates.figures}
    if not exact:
        return None
    decimals = _limit_decimals(exact, PER_1000)
    figures = {code: as_written(rate, decimals) for code, rate in exact.items()}
    parts = classes(list(figures.values()), MOST_CLASSES, "pretty", decimals)
    class_of = {code: _rate_class(code, figures, rates.below, parts) for code in codes}
    used = {*class_of.values()}
    small = [(SMALL, text(lang, "map_layers.crime_small"))] if SMALL in used else []
    missing = [(NONE, text(lang, "map_indicator.missing"))] if NONE in used else []
    method = text(lang, f"map_indicator.method_{parts.method}")
    notes = [text(lang, "map_indicator.limits", method=method)] if parts.limits else []
    notes += [text(lang, "map_layers.crime_small_note")] if small else []
    return LayerText(
        key="crime",
        label=text(lang, "map_layers.crime"),
        legend_title=text(lang, "map_layers.crime_title", year=facts.year),
        classes=[*small, *_numbers(parts, lang), *missing],
        class_of=class_of,
        note=" ".join(notes),
        n_classes=parts.count,
    )


def _rate_class(
    code: str, figures: Mapping[str, float], below: Mapping[str, float], parts: ClassBreaks
) -> str:
    if code in figures or code not in below:
        return _class_of(figures.get(code), parts)
    is_lowest = bool(parts.limits) and below[code] <= parts.limits[0]
    return "class_0" if is_lowest else SMALL


def _limit_decimals(figures: Mapping[str, float], measure: str) -> int:
    return max(1, class_decimals(list(figures.values()), measure))


def _class_of(value: float | None, parts: ClassBreaks, *, sure: bool = True) -> str:
    if value is None:
        return NONE
    return f"{'class' if sure else 'unreliable'}_{parts.of(value)}"


def _numbers(parts: ClassBreaks, lang: Lang) -> list[tuple[str, str]]:
    labels = level_page.limits_in_words(parts, lang)
    return [(f"class_{at}", label) for at, label in enumerate(labels)]


def _areas(rows: Sequence[ChangeRow]) -> list[ChangeRow]:
    return [row for row in rows if row.area != CITY]

"""What the page on the level of an indicator says."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from hotspots.analysis.methods.class_breaks import ClassBreaks
from hotspots.audit.numbers.spoken import Kind
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import COLOURED, Level, LevelKind, Measure
from hotspots.model.pages import Fact, PageTable, Spark
from hotspots.sentences.indicators.change import figure, plain
from hotspots.sentences.texts import counted, number, text, tight

MISSING, HIDDEN, BROKEN = "missing", "hidden", "broken"
_MOST_NAMED = 2
_REMARKS: Mapping[LevelKind, str] = {
    "unreliable": "unreliable",
    "no_base": "no_base_{measure}",
    "broken": "broken",
}
_LINED = ("area", "value", "interval", "answers", "edition", "remark")
_LINED_SHARED = ("area", "shared", "interval", "direct", "answers", "edition", "remark")
_NUMERIC = frozenset({"value", "shared", "answers", "edition"})


@dataclass(frozen=True)
class IndicatorFacts:
    """What a page is about: names as people know them, its unit, its classes and its years."""

    indicator: str
    set_name: str
    measure: Measure
    classes: ClassBreaks
    years: Sequence[int]
    lang: Lang
    min_n: float
    is_shared: bool = False


def title(facts: IndicatorFacts) -> str:
    """Return the page's title."""
    first, last = facts.years[0], facts.years[-1]
    key = "title" if first == last else "title_years"
    return text(facts.lang, f"map_indicator.{key}", indicator=_named(facts),
                year=first, last_year=last)  # fmt: skip


def _named(facts: IndicatorFacts) -> str:
    if not facts.is_shared:
        return facts.indicator
    return text(facts.lang, "shared.named", indicator=facts.indicator)


def subtitle(facts: IndicatorFacts, n_areas: int) -> str:
    """Return the unit, the number of areas and their set."""
    unit = text(facts.lang, f"map_indicator.of_{facts.measure}")
    return counted(facts.lang, "map_indicator.subtitle", n_areas,
                   unit=unit, n_areas=n_areas, set_name=facts.set_name)  # fmt: skip


def summary(levels: Mapping[str, Level], year: int, facts: IndicatorFacts) -> str:
    """Say the least and the largest figure of the areas in a year, and the city's."""
    visible_levels = [one for code, one in levels.items() if code != CITY and one.kind in COLOURED]
    if not visible_levels:
        return text(facts.lang, "map_indicator.summary_none", year=year)
    extremes = {"low": min(map(_value, visible_levels)), "high": max(map(_value, visible_levels))}
    ends = {key: _end(visible_levels, value, facts) for key, value in extremes.items()}
    key = "summary_value" if extremes["low"] == extremes["high"] else "summary"
    sentences = [text(facts.lang, f"map_indicator.{key}", year=year, **ends)]
    city = levels.get(CITY)
    if city is not None and city.kind in COLOURED:
        sentences.append(text(facts.lang, "map_indicator.summary_city", city=written(city, facts)))
    if hidden := sum(code != CITY for code in levels) - len(visible_levels):
        sentences.append(
            counted(facts.lang, "map_indicator.summary_hidden", hidden, n_areas=hidden)
        )
    return " ".join(sentences)


def _value(level: Level) -> float:
    return level.value or 0.0


def _end(levels: Sequence[Level], value: float, facts: IndicatorFacts) -> str:
    matches = [one for one in levels if one.value == value]
    names = text(facts.lang, "words.and").join(one.name for one in matches)
    if len(matches) > _MOST_NAMED:
        names = text(facts.lang, "map_indicator.several", n_areas=len(matches))
    return f"{written(matches[0], facts)} ({names})"


def written(level: Level, facts: IndicatorFacts) -> str:
    """Write a figure in its unit, as it was printed."""
    return figure(level.value, level.decimals, facts.measure, facts.lang, _kind(level))


def _kind(level: Level) -> Kind:
    """Return what a level is: as it was published, or estimated from several years."""
    return "figure" if level.shared is None else "statistic"


def legend_title(facts: IndicatorFacts) -> str:
    """Return the unit as the heading of the legend."""
    return text(facts.lang, f"map_indicator.of_{facts.measure}")


def legend_note(facts: IndicatorFacts) -> str:
    """Return how the limits were found, and for which years they hold."""
    classes = facts.classes
    method = text(facts.lang, f"map_indicator.method_{classes.method or 'given'}")
    key = "limits_mirrored" if classes.mirrored else "limits"
    sentences = [text(facts.lang, f"map_indicator.{key}", method=method)]
    if len(facts.years) > 1:
        sentences.append(text(facts.lang, "map_indicator.fixed",
                         first=facts.years[0], last=facts.years[-1]))  # fmt: skip
    return " ".join(sentences) if classes.limits else ""


def class_key(level: Level, classes: ClassBreaks) -> str:
    """Return the key of a figure's class; of what stands instead where it has no colour."""
    if level.kind in {"too_few", "withheld"}:
        return HIDDEN
    if level.kind == "broken":
        return BROKEN
    if level.value is None:
        return MISSING
    key = f"class_{classes.of(level.value)}"
    if level.kind == "estimated":
        return estimated_key(key)
    return key.replace("class", "unreliable") if level.kind == "unreliable" else key


def estimated_key(key: str) -> str:
    """Return the key of a class for areas of which there is an estimate only."""
    return f"estimated_{key.rpartition('_')[2]}"


def legend(used: Collection[str], hidden: Collection[str], facts: IndicatorFacts
           ) -> list[tuple[str, str]]:  # fmt: skip
    """Return (key, label) of every class, and of those beside them that are used.

    ``hidden`` has ``too_few`` and ``withheld``, each where it occurs.
    """
    entries = []
    for index, label in enumerate(labels(facts)):
        entries.append((f"class_{index}", label))
        entries += [
            (key, text(facts.lang, f"map_indicator.{kind}", label=label))
            for kind in ("unreliable", "estimated")
            if (key := f"{kind}_{index}") in used
        ]
    if HIDDEN in used:
        which = "both" if len(hidden) > 1 else next(iter(hidden))
        least = number(facts.lang, facts.min_n)
        entries.append((HIDDEN, text(facts.lang, f"map_indicator.hidden_{which}", min_n=least)))
    beside = [key for key in (BROKEN, MISSING) if key in used]
    return entries + [(key, text(facts.lang, f"map_indicator.{key}")) for key in beside]


def labels(facts: IndicatorFacts) -> list[str]:
    """Return the classes' limits in words with their unit, the lowest first."""
    return limits_in_words(facts.classes, facts.lang, f"map_indicator.unit_{facts.measure}")


def limits_in_words(parts: ClassBreaks, lang: Lang, unit_key: str = "") -> list[str]:
    """Return the limits of classes in words, the lowest first, with a unit where one is named."""
    if not parts.limits:
        return [text(lang, "map_indicator.one_class")]

    def limit_text(limit: float, *, last: bool) -> str:
        value = number(lang, limit, parts.decimals, "tick")
        return text(lang, unit_key, number=value) if unit_key and last else value

    ends = zip((None, *parts.limits), (*parts.limits, None), strict=True)
    return [
        text(lang, f"map_indicator.{_kind_of_class(low, high, parts)}",
             **({} if low is None else {"low": limit_text(low, last=high is None)}),
             **({} if high is None else {"high": limit_text(high, last=True)}))
        for low, high in ends
    ]  # fmt: skip


def _kind_of_class(low: float | None, high: float | None, parts: ClassBreaks) -> str:
    """Return the words for a class by which of its limits belong to it."""
    if high is None:
        return "over"
    closed = parts.mirrored and high < 0
    if low is None:
        return "at_most" if closed else "under"
    if closed:
        return "between_closed"
    return "between_open" if parts.mirrored and low < 0 else "between"


def sentence(level: Level, city: Level | None, facts: IndicatorFacts) -> str:
    """Say one area's figure in one year beside the city's, or why there is none to see.

    The area's name stands above it.
    """
    lang = facts.lang
    if level.value is None:
        return text(lang, f"map_indicator.no_{level.kind}", year=level.year)
    values = {"value": written(level, facts), "year": level.year}
    key = "sentence" if level.shared is None else "estimate"
    if city is not None and city.kind in COLOURED:
        key, values["city"] = f"{key}_city", written(city, facts)
    return " ".join([text(lang, f"map_indicator.{key}", **values), *remarks(level, facts)])


def remarks(level: Level, facts: IndicatorFacts) -> list[str]:
    """Return what must be said with one figure."""
    keys = [_REMARKS.get(level.kind, "").format(measure=facts.measure)]
    if level.kind == "estimated" and level.direct is not None:
        keys.append(f"estimated_{level.direct.kind}")
    keys += ["carried"] * level.carried + ["disputed"] * level.disputed
    return [text(facts.lang, f"map_indicator.remark_{key}") for key in keys if key]


def panel_facts(level: Level, facts: IndicatorFacts) -> list[Fact]:
    """Return a figure's interval, the number behind it and its edition, where known."""
    if level.value is None:
        return []
    values = {
        "interval": interval(level, facts),
        "direct": _direct(level, facts),
        "weights": _weights(level, facts),
        "answers": "" if level.n is None else number(facts.lang, level.n),
        "edition": "" if level.edition is None else str(level.edition),
    }
    return [(_label(key, facts), value) for key, value in values.items() if value]


def _direct(level: Level, facts: IndicatorFacts) -> str:
    """Write the area's own figure beside the estimate, with its interval."""
    if level.direct is None or level.direct.value is None:
        return ""
    bounds = interval(level.direct, facts)
    percent = written(level.direct, facts)
    return f"{percent} ({bounds})" if bounds else percent


def _weights(level: Level, facts: IndicatorFacts) -> str:
    """Write what the estimate rests on, each by its share."""
    shared = level.shared
    if shared is None:
        return ""
    direct, years = (round(100 * part) for part in (shared.direct_weight, shared.years_weight))
    key = "shared.weights" if years else "shared.weights_one_year"
    return text(facts.lang, key, own=direct, others=years, common=100 - direct - years)


def _label(key: str, facts: IndicatorFacts) -> str:
    if key == "answers":
        return text(facts.lang, f"counted.{facts.measure}")
    return text(facts.lang, f"map_indicator.head_{key}")


def interval(level: Level, facts: IndicatorFacts) -> str:
    """Write a figure's 95 % interval in its unit; nothing where there is none."""
    if level.low is None or level.high is None:
        return ""
    low, high = (
        plain(end, None, facts.measure, facts.lang, "statistic") for end in (level.low, level.high)
    )
    unit = text(facts.lang, f"map_indicator.unit_{facts.measure}", number=high)
    return text(facts.lang, "words.interval", low=low, high=unit)


def spark(levels: Sequence[Level], facts: IndicatorFacts) -> Spark | None:
    """Return an area's figures over the years, oldest first; None for fewer than two."""
    visible_levels = [one for one in levels if one.kind in COLOURED]
    if len(visible_levels) <= 1:
        return None
    first, last = visible_levels[0], visible_levels[-1]
    ends = written(first, facts), written(last, facts)
    values = {"first": ends[0], "year": first.year, "last": ends[1], "last_year": last.year}
    points = [(one.year, one.value if one.kind in COLOURED else None) for one in levels]
    return Spark(points, text(facts.lang, "map_indicator.series", **values), ends)


def table(by_year: Mapping[int, Mapping[str, Level]], codes: Sequence[str], facts: IndicatorFacts
          ) -> PageTable:  # fmt: skip
    """Return all years side by side, or one year with all that is known of each figure."""
    years = list(facts.years)
    single = len(years) == 1
    lang, last = facts.lang, by_year[years[-1]]
    lined = _LINED_SHARED if facts.is_shared else _LINED
    headings = [_label(key, facts) for key in lined] if single else [
        text(lang, "map_indicator.head_area"), *map(str, years)]  # fmt: skip
    numeric = [key in _NUMERIC for key in lined] if single else [False, *(True,) * len(years)]
    rows = [
        _line(last[code], facts) if single
        else [last[code].name, *(cell(by_year[year][code], facts) for year in years)]
        for code in codes
    ]  # fmt: skip
    key = "caption" if single else "caption_years"
    unit = text(lang, f"map_indicator.of_{facts.measure}")
    caption = text(lang, f"map_indicator.{key}", indicator=_named(facts), year=years[0],
                   last_year=years[-1], unit=unit[:1].lower() + unit[1:])  # fmt: skip
    if not single and any(level.kind == "unreliable" for levels in by_year.values()
                          for level in levels.values()):  # fmt: skip
        caption += " " + text(lang, "map_indicator.caption_star")
    return PageTable(
        caption, headings, numeric, rows, ["" if one == CITY else one for one in codes]
    )


def _line(level: Level, facts: IndicatorFacts) -> list[str]:
    panel = dict(panel_facts(level, facts))
    lined = (_LINED_SHARED if facts.is_shared else _LINED)[2:-1]
    details = [panel.get(_label(key, facts), "–") for key in lined]
    remark = " ".join(remarks(level, facts)) if level.value is not None else ""
    return [tight(one) for one in (level.name, cell(level, facts), *details, remark or "–")]


def cell(level: Level, facts: IndicatorFacts) -> str:
    """Write a figure without its unit, which stands in the caption; words where it is hidden."""
    if level.value is None:
        return text(facts.lang, f"map_indicator.cell_{level.kind}")
    words = plain(level.value, level.decimals, facts.measure, facts.lang, _kind(level))
    return f"{words}*" if level.kind == "unreliable" else words

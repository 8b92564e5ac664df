"""What the page on change per area says."""

from collections.abc import Sequence

from hotspots.model.change import CITY, ChangeRow
from hotspots.model.page import Lang, PageTable
from hotspots.sentences.change import figure, points
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.texts import counted, number, text, tight

ALPHA = 0.05
_REMARKED = frozenset({
    "carried_over", "unreliable", "withheld", "too_few_answers", "edition_conflict",
    "definition_break", "no_n",
})  # fmt: skip
_KEYS = ("green", "yellow", "red", "grey")
_TOLD_FLAGS = frozenset(
    {"design_effect_unknown", "mixed_editions", "edition_conflict", "supplier_changed"}
)


def tell(rows: Sequence[ChangeRow], facts: PageFacts, lang: Lang) -> PageText:
    """Return the texts of the page; the table has the same numbers as the answer."""
    areas = [row for row in rows if row.area != CITY]
    years = {"baseline_year": facts.baseline, "year": facts.year}
    measure = rows[0].shown.measure
    units = {name: text(lang, f"{name}.{measure}") for name in ("unit", "told", "counted")}
    part = {"indicator": facts.indicator, **years, **units}
    return PageText(
        title=text(lang, "map_change.title", **part),
        subtitle=counted(
            lang, "map_change.subtitle", len(areas), n_areas=len(areas), set_name=facts.set_name
        ),
        summary=_summary(areas, lang),
        legend_title=text(lang, "map_change.legend_title", **part),
        classes=[(key, text(lang, f"map_change.{key}")) for key in _KEYS],
        class_of={row.area: row.light for row in areas},
        lines={row.area: _lines(row, lang) for row in areas},
        table=_table(rows, part, lang),
    )


def _summary(areas: Sequence[ChangeRow], lang: Lang) -> str:
    lights = [row.light for row in areas]
    return counted(
        lang,
        "map_change.summary",
        len(areas),
        n_areas=len(areas),
        better=lights.count("green"),
        worse=lights.count("red"),
        same=lights.count("yellow"),
        open=lights.count("grey"),
    )


def answers(n: float | None, lang: Lang) -> str:
    """Write a number of answers, or that it is not stated."""
    return text(lang, "words.not_available") if n is None else number(lang, n)


def interval(low: float | None, high: float | None, lang: Lang) -> str:
    """Write an interval of percentage points; nothing where there is none."""
    if low is None or high is None:
        return "–"
    return text(lang, "words.interval", low=points(low, lang), high=points(high, lang))


def flag_words(flags: Sequence[str], lang: Lang, told: frozenset[str] = _TOLD_FLAGS) -> str:
    """Return flags in words; those that the sentence does not say already, unless named."""
    return ", ".join(text(lang, f"flag.{flag}") for flag in flags if flag in told)


def _lines(row: ChangeRow, lang: Lang) -> list[str]:
    lines = [row.sentence]
    if row.baseline_n is not None or row.n is not None:
        shown = {"earlier": answers(row.baseline_n, lang), "later": answers(row.n, lang)}
        key = "line_reports" if row.shown.measure == "per_1000" else "line_answers"
        lines.append(text(lang, f"map_change.{key}", **shown))
    lines += [*_beside(row, lang), *_city_verdict(row, lang)]
    if told := flag_words(row.flags, lang):
        lines.append(text(lang, "map_change.line_edition", flags=told))
    return lines


def _beside(row: ChangeRow, lang: Lang) -> list[str]:
    """Return what stands beside the two end points: the city's change and the whole series."""
    lines, unit = [], text(lang, f"unit.{row.shown.measure}")
    if row.city_diff_pp is not None:
        told = {"change": points(row.city_diff_pp, lang),
                "interval": interval(row.city_low_pp, row.city_high_pp, lang)}  # fmt: skip
        lines.append(text(lang, "map_change.line_city", **told))
    if row.trend_per_year is not None and row.trend_p is not None:
        slope = {"slope": points(row.trend_per_year, lang, 2), "unit": unit,
                 "years": row.trend_years}  # fmt: skip
        key = "line_trend" if row.trend_p < ALPHA else "line_no_trend"
        lines.append(text(lang, f"map_change.{key}", **slope))
    return lines


def _city_verdict(row: ChangeRow, lang: Lang) -> list[str]:
    lines = []
    if row.baseline_category and row.category:
        named = {"earlier": row.baseline_category, "later": row.category}
        lines.append(text(lang, "map_change.line_category", **named))
    if row.published_light is not None:
        light = text(lang, f"light.{row.published_light}")
        against = row.published_against or text(lang, "words.not_available")
        lines.append(text(lang, "map_change.line_published", light=light, against=against))
    return lines


def _table(rows: Sequence[ChangeRow], part: dict[str, object], lang: Lang) -> PageTable:
    def heading(key: str) -> str:
        year = part["baseline_year"] if key == "earlier" else part["year"]
        return text(lang, f"map_change.{key}", **{**part, "year": year})

    keys = ("area", "earlier", "later", "change", "interval", "answers", "light", "remark")
    return PageTable(
        caption=text(lang, f"caption.{rows[0].shown.measure}", **part),
        headings=[heading(key) for key in keys],
        numeric=[key in {"earlier", "later", "change"} for key in keys],
        rows=[[tight(one) for one in _cells(row, lang)] for row in rows],
        codes=["" if row.area == CITY else row.area for row in rows],
    )


def _cells(row: ChangeRow, lang: Lang) -> list[str]:
    return [
        row.name,
        figure(row.baseline_percent, row.shown.baseline_decimals, row.shown.measure, lang),
        figure(row.percent, row.shown.decimals, row.shown.measure, lang),
        "–" if row.change_pp is None else points(row.change_pp, lang),
        interval(row.ci_low_pp, row.ci_high_pp, lang),
        f"{answers(row.baseline_n, lang)} / {answers(row.n, lang)}",
        text(lang, f"light.{row.light}"),
        flag_words(row.flags, lang, _REMARKED) or "–",
    ]

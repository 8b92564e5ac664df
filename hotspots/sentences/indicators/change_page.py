"""What the page on change per area says."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, ChangeRow, Light
from hotspots.model.pages import PageTable
from hotspots.sentences.indicators.area_layers import marked_title
from hotspots.sentences.indicators.area_sentence import area_sentence
from hotspots.sentences.indicators.change import difference, figure
from hotspots.sentences.indicators.change_facts import answers_of_both, facts, flag_words, interval
from hotspots.sentences.indicators.headlines import headline
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.texts import counted, number, rate_number, text, tight

_REMARKED = frozenset({
    "carried_over", "unreliable", "withheld", "too_few_answers", "edition_conflict",
    "definition_break", "no_n", "assumed_n", "break_adjusted", "off_line", "trend_break",
})  # fmt: skip
NO_RATES: Mapping[str, float] = MappingProxyType({})
_SURE = frozenset({"green", "red"})
_KEYS: tuple[Light, ...] = ("green", "yellow", "red", "grey")


def tell(
    rows: Sequence[ChangeRow],
    about: PageFacts,
    lang: Lang,
    rates: Mapping[str, float] = NO_RATES,
    breaks: Sequence[Break] = (),
) -> PageText:
    """Return the texts of the page; the table has the same numbers as the answer.

    ``rates`` are incidents per 1,000 residents by area, empty where the page shows none;
    ``breaks`` are those of the series.
    """
    areas = [row for row in rows if row.area != CITY]
    years = {"baseline_year": about.baseline, "year": about.year}
    measure = rows[0].printed.measure
    units = {name: text(lang, f"{name}.{measure}") for name in ("unit", "told", "counted")}
    part = {"indicator": about.indicator, **years, **units}
    return PageText(
        title=title(about, lang),
        subtitle=counted(
            lang, "map_change.subtitle", len(areas), n_areas=len(areas), set_name=about.set_name
        ),
        summary=" ".join(filter(None, (headline(rows, lang), all_years_counts(areas, lang)))),
        legend_title=_legend_title(areas, part, lang),
        classes=[(key, text(lang, f"map_change.{key}")) for key in _KEYS],
        class_of={row.area: row.light for row in areas},
        lines={row.area: [area_sentence(row, breaks, lang)] for row in areas},
        table=_table(rows, part, rates, lang),
        facts={row.area: facts(row, rates.get(row.area), lang) for row in areas},
    )


def title(about: PageFacts, lang: Lang) -> str:
    """Return the page's title: the indicator and the years that are compared."""
    years = {"baseline_year": about.baseline, "year": about.year}
    return text(lang, "map_change.title", indicator=about.indicator, **years)


def _legend_title(areas: Sequence[ChangeRow], part: dict[str, object], lang: Lang) -> str:
    title = text(lang, "map_change.legend_title", **part)
    return marked_title(title, areas, lang)


def summary(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return how many areas the two years show a change of."""
    lights = [row.light for row in areas]
    n_of = {light: number(lang, lights.count(light)) for light in _KEYS}
    better, worse = (
        n_of[light] if light in lights else text(lang, "map_change.summary_none")
        for light in ("green", "red")
    )
    remaining = [text(lang, f"map_change.summary_{light}", n=n_of[light])
              for light in ("yellow", "grey") if light in lights]  # fmt: skip
    return counted(
        lang, "map_change.summary", len(areas), n_areas=number(lang, len(areas)),
        better=better, worse=worse, others="".join(remaining),
    )  # fmt: skip


def all_years(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return how many areas all years show a change of, beside the two; nothing if none is judged.

    The city is none of the ``areas``.
    """
    counts = all_years_counts(areas, lang)
    return counts and counts + _beside_two_years(areas, lang)


def all_years_counts(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return the same without a word on the two years."""
    lights = [row.trend_light for row in areas]
    if all(light == "grey" for light in lights):
        return ""
    n_of = {light: number(lang, lights.count(light)) for light in _KEYS}
    better, worse = (
        n_of[light] if light in lights else text(lang, "map_change.summary_none")
        for light in ("green", "red")
    )
    return counted(
        lang, "map_change.all_years_summary", len(areas), n_areas=number(lang, len(areas)),
        better=better, worse=worse,
    )  # fmt: skip


def _beside_two_years(areas: Sequence[ChangeRow], lang: Lang) -> str:
    """Return how many areas all years judge otherwise than the two, and how many not at all."""
    kinds = [(row.trend_light in _SURE, row.light in _SURE, row.trend_light) for row in areas]
    n_alone = sum(over_all and not of_two for over_all, of_two, _ in kinds)
    n_two = sum(of_two and light == "yellow" for _, of_two, light in kinds)
    n_grey = sum(light == "grey" for *_, light in kinds)
    sentences = [
        counted(lang, f"map_change.all_years_{key}", n, n_areas=number(lang, n))
        for key, n in (("alone", n_alone), ("two_only", n_two))
        if n
    ]
    if n_grey:
        sentences.append(text(lang, "map_change.all_years_grey", n=number(lang, n_grey)))
    return "".join(sentences)


def _table(
    rows: Sequence[ChangeRow], part: dict[str, object], rates: Mapping[str, float], lang: Lang
) -> PageTable:
    def heading(key: str) -> str:
        year = part["baseline_year"] if key == "earlier" else part["year"]
        return text(lang, f"map_change.{key}", **{**part, "year": year})

    keys = ["area", "earlier", "later", "change", "interval", "answers", "light"]
    pooled = any(row.ends_change_pp is not None for row in rows)
    keys += ["all_years_pooled" if pooled else "all_years"] * any(_is_told(row) for row in rows)
    keys += ["category"] * any(row.category for row in rows) + ["rate"] * bool(rates) + ["remark"]
    return PageTable(
        caption=text(lang, f"caption.{rows[0].printed.measure}", **part),
        headings=[heading(key) for key in keys],
        numeric=[key in {"earlier", "later", "change", "rate"} for key in keys],
        rows=[[tight(cells[key]) for key in keys]
              for cells in (_cells(row, rates.get(row.area), lang) for row in rows)],
        codes=["" if row.area == CITY else row.area for row in rows],
    )  # fmt: skip


def _is_told(row: ChangeRow) -> bool:
    return row.trend_per_year is not None or row.ends_change_pp is not None


def _all_years_cell(row: ChangeRow, lang: Lang) -> str:
    """Return the light of all years with its slope, or its pooled change."""
    if not _is_told(row):
        return "–"
    light, measure = text(lang, f"light.{row.trend_light}"), row.printed.measure
    if row.ends_change_pp is None:
        change = difference(row.trend_per_year, measure, lang, 2)
    else:
        change = difference(row.ends_change_pp, measure, lang)
    return text(lang, "map_change.all_years_cell", light=light, change=change)


def _cells(row: ChangeRow, rate: float | None, lang: Lang) -> dict[str, str]:
    return {
        "area": row.name,
        "earlier": figure(
            row.baseline_percent, row.printed.baseline_decimals, row.printed.measure, lang
        ),
        "later": figure(row.percent, row.printed.decimals, row.printed.measure, lang),
        "change": "–"
        if row.change_pp is None
        else difference(row.change_pp, row.printed.measure, lang),
        "interval": interval(row.ci_low_pp, row.ci_high_pp, row.printed.measure, lang),
        "answers": answers_of_both(row, lang),
        "light": text(lang, f"light.{row.light}"),
        **dict.fromkeys(("all_years", "all_years_pooled"), _all_years_cell(row, lang)),
        "category": row.category or "–",
        "rate": "–" if rate is None else rate_number(lang, rate),
        "remark": flag_words(row.flags, lang, _REMARKED) or "–",
    }

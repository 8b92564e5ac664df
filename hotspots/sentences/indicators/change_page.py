"""What the page on change per area says."""

from collections.abc import Mapping, Sequence
from types import MappingProxyType

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow, Light
from hotspots.model.pages import PageTable
from hotspots.sentences.indicators.area_layers import marked_title
from hotspots.sentences.indicators.change import difference, figure
from hotspots.sentences.indicators.change_facts import answers, facts, flag_words, interval
from hotspots.sentences.page_text import PageFacts, PageText
from hotspots.sentences.texts import counted, number, rate_number, text, tight

_REMARKED = frozenset({
    "carried_over", "unreliable", "withheld", "too_few_answers", "edition_conflict",
    "definition_break", "no_n", "assumed_n", "break_adjusted",
})  # fmt: skip
NO_RATES: Mapping[str, float] = MappingProxyType({})
_KEYS: tuple[Light, ...] = ("green", "yellow", "red", "grey")


def tell(
    rows: Sequence[ChangeRow], about: PageFacts, lang: Lang, rates: Mapping[str, float] = NO_RATES
) -> PageText:
    """Return the texts of the page; the table has the same numbers as the answer.

    ``rates`` are incidents per 1,000 residents by area, empty where the page shows none.
    """
    areas = [row for row in rows if row.area != CITY]
    years = {"baseline_year": about.baseline, "year": about.year}
    measure = rows[0].printed.measure
    units = {name: text(lang, f"{name}.{measure}") for name in ("unit", "told", "counted")}
    part = {"indicator": about.indicator, **years, **units}
    return PageText(
        title=text(lang, "map_change.title", **part),
        subtitle=counted(
            lang, "map_change.subtitle", len(areas), n_areas=len(areas), set_name=about.set_name
        ),
        summary=_summary(areas, lang),
        legend_title=_legend_title(areas, part, lang),
        classes=[(key, text(lang, f"map_change.{key}")) for key in _KEYS],
        class_of={row.area: row.light for row in areas},
        lines={
            row.area: [one for one in (row.sentence, row.trend_sentence) if one] for row in areas
        },
        table=_table(rows, part, rates, lang),
        facts={row.area: facts(row, rates.get(row.area), lang) for row in areas},
    )


def _legend_title(areas: Sequence[ChangeRow], part: dict[str, object], lang: Lang) -> str:
    title = text(lang, "map_change.legend_title", **part)
    return marked_title(title, areas, lang)


def _summary(areas: Sequence[ChangeRow], lang: Lang) -> str:
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


def _table(
    rows: Sequence[ChangeRow], part: dict[str, object], rates: Mapping[str, float], lang: Lang
) -> PageTable:
    def heading(key: str) -> str:
        year = part["baseline_year"] if key == "earlier" else part["year"]
        return text(lang, f"map_change.{key}", **{**part, "year": year})

    keys = ["area", "earlier", "later", "change", "interval", "answers", "light"]
    keys += ["category"] * any(row.category for row in rows) + ["rate"] * bool(rates) + ["remark"]
    return PageTable(
        caption=text(lang, f"caption.{rows[0].printed.measure}", **part),
        headings=[heading(key) for key in keys],
        numeric=[key in {"earlier", "later", "change", "rate"} for key in keys],
        rows=[[tight(cells[key]) for key in keys]
              for cells in (_cells(row, rates.get(row.area), lang) for row in rows)],
        codes=["" if row.area == CITY else row.area for row in rows],
    )  # fmt: skip


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
        "answers": f"{answers(row.baseline_n, lang)} / {answers(row.n, lang)}",
        "light": text(lang, f"light.{row.light}"),
        "category": row.category or "–",
        "rate": "–" if rate is None else rate_number(lang, rate),
        "remark": flag_words(row.flags, lang, _REMARKED) or "–",
    }

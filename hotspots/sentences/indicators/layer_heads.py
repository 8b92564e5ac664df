"""The heading and the conclusion that a page has while one of its layers is shown."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from hotspots.analysis.methods.class_breaks import ClassBreaks
from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow
from hotspots.sentences.indicators import change_page, headlines, level_page
from hotspots.sentences.indicators.area_layers import LayerText, level_of
from hotspots.sentences.page_text import PageFacts
from hotspots.sentences.texts import text

Head = tuple[str, str]


@dataclass(frozen=True)
class HeadFacts:
    """What the heads of layers are about: rows of change, rates by area, names and years."""

    rows: Sequence[ChangeRow]
    rates: Mapping[str, float]
    page: PageFacts
    lang: Lang
    min_n: float


def headed(layer_text: LayerText, facts: HeadFacts) -> LayerText:
    """Return a layer with its title and its summary."""
    title, summary = _HEADS[layer_text.key](facts)
    return replace(layer_text, title=title, summary=summary)


def _light(facts: HeadFacts) -> Head:
    title = change_page.title(facts.page, facts.lang)
    return title, headlines.headline(facts.rows, facts.lang)


def _trend(facts: HeadFacts) -> Head:
    title = text(facts.lang, "headline.title_all_years", indicator=facts.page.indicator)
    areas = [row for row in facts.rows if row.area != CITY]
    parts = (change_page.all_years(areas, facts.lang),
             headlines.all_years_headline(facts.rows, facts.lang))  # fmt: skip
    return title, " ".join(filter(None, parts))


def _change(facts: HeadFacts) -> Head:
    years = {"baseline_year": facts.page.baseline, "year": facts.page.year}
    title = text(facts.lang, "headline.title_change", indicator=facts.page.indicator, **years)
    return title, headlines.change_headline(facts.rows, facts.lang)


def _category(facts: HeadFacts) -> Head:
    title = text(facts.lang, "map_layers.category_title", year=facts.page.year)
    return title, headlines.category_headline(facts.rows, facts.lang)


def _level(facts: HeadFacts) -> Head:
    year = facts.page.year.year
    level_facts = level_page.IndicatorFacts(
        facts.page.indicator, facts.page.set_name, facts.rows[0].printed.measure,
        ClassBreaks((), 0), [year], facts.lang, facts.min_n,
    )  # fmt: skip
    levels = {row.area: level_of(row) for row in facts.rows}
    return level_page.title(level_facts), level_page.summary(levels, year, level_facts)


def _crime(facts: HeadFacts) -> Head:
    title = text(facts.lang, "map_layers.crime_title", year=facts.page.year)
    return title, headlines.rates_headline(facts.rates, facts.rows, facts.lang)


_HEADS: Mapping[str, Callable[[HeadFacts], Head]] = {
    "light": _light,
    "trend": _trend,
    "change": _change,
    "category": _category,
    "level": _level,
    "crime": _crime,
}

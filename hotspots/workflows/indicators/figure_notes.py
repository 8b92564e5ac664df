"""What must stand under a picture of a series: breaks, definition, suppliers, editions, limits."""

from collections.abc import Collection, Mapping, Sequence

from hotspots.analysis.indicators.pairing import disagrees
from hotspots.language import Lang
from hotspots.model.charts import Panel
from hotspots.model.indicators import Break, Figure
from hotspots.sentences.slices import span, year_spans
from hotspots.sentences.texts import text
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.change_notes import assumed_notes, thin_notes
from hotspots.workflows.indicators.figures import FigureSeries


def notes(
    scope: Scope,
    question: Question,
    series: FigureSeries,
    used: Mapping[str, Sequence[Figure]],
    panels: Sequence[Panel],
    breaks: Sequence[Break],
) -> list[str]:
    """Return the notes on a picture; ``used`` are the figures drawn, by the place's name."""
    lang, drawn = question.lang, [one for each in used.values() for one in each]
    kinds = {one.kind for panel in panels for line in panel.lines for one in line.dots}
    return [
        *_breaks(breaks, lang, alone=len(panels) == 1),
        *_definition(scope, lang),
        text(lang, f"series_figure.interval_{scope.indicator['measure']}"),
        text(lang, "series_figure.gaps"),
        *_suppliers(drawn, lang),
        *_editions(drawn, lang),
        *_conflicts(used, series, lang),
        *_carried(scope, series, drawn, lang),
        *reliability_notes(scope, question, kinds, drawn),
    ]


def _breaks(breaks: Sequence[Break], lang: Lang, *, alone: bool) -> list[str]:
    """Return the breaks' sources; with their words where these do not stand above the panel."""
    if not alone:
        return [
            text(
                lang,
                f"note.{series_break.kind}_break",
                text=series_break.text(lang),
                source=series_break.source_in(lang),
            )
            for series_break in breaks
        ]
    sentences = []
    for series_break in breaks:
        short = text(lang, f"series_figure.short_{series_break.kind}")
        years = span(series_break.year, series_break.last_year or series_break.year)
        sentences.append(text(lang, "series_figure.break_source", short=short, years=years,
                         source=series_break.source_in(lang)))  # fmt: skip
    return sentences


def _definition(scope: Scope, lang: Lang) -> list[str]:
    indicator = scope.indicator
    definition = indicator["definition_da"] if lang == "da" else indicator["definition_en"]
    return [text(lang, "series_figure.definition", definition=definition)] if definition else []


def _suppliers(drawn: Sequence[Figure], lang: Lang) -> list[str]:
    """Return who supplied the figures of which years, in the order of years."""
    years: dict[str, set[int]] = {}
    for figure in drawn:
        if figure["supplier"]:
            years.setdefault(figure["supplier"], set()).add(figure["year"])
    suppliers = [f"{name} {year_spans(each)}" for name, each in sorted(years.items(), key=_first)]
    return (
        [text(lang, "series_figure.suppliers", suppliers=", ".join(suppliers))]
        if suppliers
        else []
    )


def _first(item: tuple[str, set[int]]) -> tuple[int, str]:
    return min(item[1]), item[0]


def _editions(drawn: Sequence[Figure], lang: Lang) -> list[str]:
    editions = sorted({one["edition"] for one in drawn if one["edition"] is not None})
    listed = ", ".join(map(str, editions))
    return [text(lang, "series_figure.editions", editions=listed)] if editions else []


def _conflicts(
    used: Mapping[str, Sequence[Figure]], series: FigureSeries, lang: Lang
) -> list[str]:
    places = []
    for name, figures in used.items():
        every = [figure for figure in series.rows
                 if any(figure["area_code"] == each["area_code"] for each in figures)]  # fmt: skip
        years = {figure["year"] for figure in figures
                 if figure["percent"] is not None and disagrees(figure, every)}  # fmt: skip
        if years:
            places.append(f"{name} {year_spans(years)}")
    return [text(lang, "series_figure.conflict", places="; ".join(places))] if places else []


def _carried(scope: Scope, series: FigureSeries, drawn: Sequence[Figure], lang: Lang) -> list[str]:
    if not any(one.get("carried") for one in drawn):
        return []
    values = {"from_set": scope.from_set, "basis": text(lang, f"basis.{series.basis}")}
    return [text(lang, "series_figure.carried_note", **values)]


def reliability_notes(
    scope: Scope, question: Question, kinds: Collection[str], figures: Sequence[Figure]
) -> list[str]:
    """Return why figures are marked or not shown; ``kinds`` are those that are drawn."""
    sentences: list[str] = []
    if scope.indicator["measure"] == "share":
        sentences += assumed_notes(question, figures)
    return sentences + thin_notes(
        question, too_few="too_few" in kinds, unreliable="unreliable" in kinds
    )

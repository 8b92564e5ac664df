"""What must travel with a map of levels: breaks, definition, suppliers, editions, limits."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure, Level, Levels
from hotspots.sentences.texts import counted, text
from hotspots.workflows.asking.questions import Question, Scope
from hotspots.workflows.indicators.figure_notes import reliability_notes
from hotspots.workflows.indicators.figures import FigureSeries


def notes(
    scope: Scope, question: Question, series: FigureSeries, levels: Levels, years: Sequence[int],
    *, is_shared: bool = False,
) -> list[str]:  # fmt: skip
    """Return the notes on a map of the years given, the gravest first.

    Where it shows estimates, how their intervals are found is told by them.
    """
    lang = question.lang
    drawn = [
        figure for year in years for figure in levels.by_year[year].values() if _has_figure(figure)
    ]
    rows = [figure for figure in series.rows
            if figure["year"] in years and figure["indicator"] == levels.indicator]  # fmt: skip
    return [
        *_breaks(scope, years, lang),
        *_incomparable_years(levels, years, lang),
        *_definition(scope, lang),
        *(
            []
            if is_shared
            else [text(lang, f"series_figure.interval_{scope.indicator['measure']}")]
        ),
        text(lang, "map_indicator.note_overlap"),
        *_rounding(drawn, lang),
        *_suppliers(rows, lang),
        *_editions(drawn, lang),
        *_carried(scope, series, drawn, lang),
        *reliability_notes(scope, question, {figure.kind for figure in drawn}, rows),
    ]


def _has_figure(level: Level) -> bool:
    return level.kind != "missing"


def _breaks(scope: Scope, years: Sequence[int], lang: Lang) -> list[str]:
    return [
        text(
            lang,
            f"note.{series_break.kind}_break",
            text=series_break.text(lang),
            source=series_break.source_in(lang),
        )
        for series_break in _between(scope, years)
    ]


def short_breaks(scope: Scope, years: Sequence[int], lang: Lang) -> list[str]:
    """Return in a few words where the method changed or a year was special."""
    return [
        text(
            lang,
            f"remark.{series_break.kind}",
            year=series_break.year,
            last_year=series_break.last_year or series_break.year,
        )
        for series_break in _between(scope, years)
        if series_break.kind != "definition"
    ]


def _between(scope: Scope, years: Sequence[int]) -> list[Break]:
    """Return the breaks between the first and the last year, and what was special in one."""
    return [
        series_break
        for series_break in scope.breaks
        if (
            series_break.kind == "context"
            and any(series_break.is_crossed(year, year) for year in years)
        )
        or (series_break.kind != "context" and series_break.is_crossed(years[0], years[-1]))
    ]


def _incomparable_years(levels: Levels, years: Sequence[int], lang: Lang) -> list[str]:
    if not levels.left_out_years or len(years) == 1:
        return []
    listed = ", ".join(map(str, levels.left_out_years))
    return [text(lang, "map_indicator.note_other_years", years=listed)]


def _definition(scope: Scope, lang: Lang) -> list[str]:
    indicator = scope.indicator
    definition = indicator["definition_da"] if lang == "da" else indicator["definition_en"]
    return [text(lang, "series_figure.definition", definition=definition)] if definition else []


def _rounding(drawn: Sequence[Level], lang: Lang) -> list[str]:
    printed = any(one.decimals == 0 and one.value is not None for one in drawn)
    return [text(lang, "map_indicator.note_as_shown")] if printed else []


def _suppliers(rows: Sequence[Figure], lang: Lang) -> list[str]:
    names = sorted({one["supplier"] for one in rows if one["supplier"]})
    return [text(lang, "series_figure.suppliers", suppliers=", ".join(names))] if names else []


def _editions(drawn: Sequence[Level], lang: Lang) -> list[str]:
    sentences, editions = [], sorted({one.edition for one in drawn if one.edition is not None})
    if editions:
        listed = ", ".join(map(str, editions))
        sentences.append(text(lang, "series_figure.editions", editions=listed))
    if disputed := sum(one.disputed for one in drawn):
        sentences.append(
            counted(lang, "map_indicator.note_disputed", disputed, n_figures=disputed)
        )
    return sentences


def _carried(scope: Scope, series: FigureSeries, drawn: Sequence[Level], lang: Lang) -> list[str]:
    codes = {one.area for one in drawn if one.carried and one.area != CITY}
    sentences = []
    if codes:
        values = {"from_set": scope.from_set, "basis": text(lang, f"basis.{series.basis}")}
        sentences.append(counted(lang, "note.carried", len(codes), n_areas=len(codes), **values))
    if series.n_incomplete:
        n_open = series.n_incomplete
        sentences.append(counted(lang, "note.carried_incomplete", n_open, n_areas=n_open))
    return sentences

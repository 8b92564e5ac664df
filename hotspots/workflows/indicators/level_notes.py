"""What must travel with a map of levels: breaks, definition, suppliers, editions, limits."""

from collections.abc import Sequence

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.indicators import Break, Figure, Level, Levels
from hotspots.sentences.texts import counted, text
from hotspots.workflows.asking.questions import Asked, Scope
from hotspots.workflows.indicators.figure_notes import reliability_notes
from hotspots.workflows.indicators.figures import Known


def notes(
    scope: Scope, asked: Asked, known: Known, found: Levels, years: Sequence[int]
) -> list[str]:
    """Return the notes on a map of the years given, the gravest first."""
    lang = asked.lang
    drawn = [one for year in years for one in found.by_year[year].values() if _is_known(one)]
    rows = [one for one in known.rows
            if one["year"] in years and one["indicator"] == found.indicator]  # fmt: skip
    return [
        *_breaks(scope, years, lang),
        *_other_years(found, years, lang),
        *_definition(scope, lang),
        text(lang, f"series_figure.interval_{scope.indicator['measure']}"),
        text(lang, "map_indicator.note_overlap"),
        *_rounding(drawn, lang),
        *_suppliers(rows, lang),
        *_editions(drawn, lang),
        *_carried(scope, known, drawn, lang),
        *reliability_notes(scope, asked, {one.kind for one in drawn}, rows),
    ]


def _is_known(level: Level) -> bool:
    return level.kind != "missing"


def _breaks(scope: Scope, years: Sequence[int], lang: Lang) -> list[str]:
    return [
        text(lang, f"note.{one.kind}_break", text=one.text(lang), source=one.source_in(lang))
        for one in _between(scope, years)
    ]


def short_breaks(scope: Scope, years: Sequence[int], lang: Lang) -> list[str]:
    """Return in a few words where the method changed or a year was special."""
    return [
        text(lang, f"remark.{one.kind}", year=one.year, last_year=one.last_year or one.year)
        for one in _between(scope, years)
        if one.kind != "definition"
    ]


def _between(scope: Scope, years: Sequence[int]) -> list[Break]:
    """Return the breaks between the first and the last year, and what was special in one."""
    return [
        one
        for one in scope.breaks
        if (one.kind == "context" and any(one.is_crossed(year, year) for year in years))
        or (one.kind != "context" and one.is_crossed(years[0], years[-1]))
    ]


def _other_years(found: Levels, years: Sequence[int], lang: Lang) -> list[str]:
    if not found.left_out_years or len(years) == 1:
        return []
    listed = ", ".join(map(str, found.left_out_years))
    return [text(lang, "map_indicator.note_other_years", years=listed)]


def _definition(scope: Scope, lang: Lang) -> list[str]:
    known = scope.indicator
    definition = known["definition_da"] if lang == "da" else known["definition_en"]
    return [text(lang, "series_figure.definition", definition=definition)] if definition else []


def _rounding(drawn: Sequence[Level], lang: Lang) -> list[str]:
    printed = any(one.decimals == 0 and one.value is not None for one in drawn)
    return [text(lang, "map_indicator.note_as_shown")] if printed else []


def _suppliers(rows: Sequence[Figure], lang: Lang) -> list[str]:
    names = sorted({one["supplier"] for one in rows if one["supplier"]})
    return [text(lang, "series_figure.suppliers", suppliers=", ".join(names))] if names else []


def _editions(drawn: Sequence[Level], lang: Lang) -> list[str]:
    told, editions = [], sorted({one.edition for one in drawn if one.edition is not None})
    if editions:
        listed = ", ".join(map(str, editions))
        told.append(text(lang, "series_figure.editions", editions=listed))
    if disputed := sum(one.disputed for one in drawn):
        told.append(counted(lang, "map_indicator.note_disputed", disputed, n_figures=disputed))
    return told


def _carried(scope: Scope, known: Known, drawn: Sequence[Level], lang: Lang) -> list[str]:
    codes = {one.area for one in drawn if one.carried and one.area != CITY}
    told = []
    if codes:
        values = {"from_set": scope.from_set, "basis": text(lang, f"basis.{known.basis}")}
        told.append(counted(lang, "note.carried", len(codes), n_areas=len(codes), **values))
    if known.n_incomplete:
        n_open = known.n_incomplete
        told.append(counted(lang, "note.carried_incomplete", n_open, n_areas=n_open))
    return told

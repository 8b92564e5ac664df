"""What must stand under a picture of a series: breaks, definition, suppliers, editions, limits."""

from collections.abc import Collection, Mapping, Sequence
from itertools import groupby

from hotspots.analysis.indicators.pairing import disagrees
from hotspots.language import Lang
from hotspots.model.charts import Panel
from hotspots.model.indicators import Break, Figure
from hotspots.sentences.indicators.series_figure import span
from hotspots.sentences.texts import text
from hotspots.workflows.asking.questions import Asked, Scope
from hotspots.workflows.indicators.change_notes import thin_notes
from hotspots.workflows.indicators.figures import Known


def notes(
    scope: Scope,
    asked: Asked,
    known: Known,
    used: Mapping[str, Sequence[Figure]],
    panels: Sequence[Panel],
    breaks: Sequence[Break],
) -> list[str]:
    """Return the notes on a picture; ``used`` are the figures drawn, by the place's name."""
    lang, drawn = asked.lang, [one for each in used.values() for one in each]
    kinds = {one.kind for panel in panels for line in panel.lines for one in line.dots}
    return [
        *_breaks(breaks, lang, alone=len(panels) == 1),
        *_definition(scope, lang),
        text(lang, f"series_figure.interval_{scope.indicator['measure']}"),
        text(lang, "series_figure.gaps"),
        *_suppliers(drawn, lang),
        *_editions(drawn, lang),
        *_conflicts(used, known, lang),
        *_carried(scope, known, drawn, lang),
        *reliability_notes(scope, asked, kinds, drawn),
    ]


def _breaks(breaks: Sequence[Break], lang: Lang, *, alone: bool) -> list[str]:
    """Return the breaks' sources; with their words where these do not stand above the panel."""
    if not alone:
        return [
            text(lang, f"note.{one.kind}_break", text=one.text(lang), source=one.source_in(lang))
            for one in breaks
        ]
    told = []
    for one in breaks:
        short = text(lang, f"series_figure.short_{one.kind}")
        years = span(one.year, one.last_year or one.year)
        told.append(text(lang, "series_figure.break_source", short=short, years=years,
                         source=one.source_in(lang)))  # fmt: skip
    return told


def _definition(scope: Scope, lang: Lang) -> list[str]:
    known = scope.indicator
    definition = known["definition_da"] if lang == "da" else known["definition_en"]
    return [text(lang, "series_figure.definition", definition=definition)] if definition else []


def _suppliers(drawn: Sequence[Figure], lang: Lang) -> list[str]:
    """Return who supplied the figures of which years, in the order of years."""
    years: dict[str, set[int]] = {}
    for one in drawn:
        if one["supplier"]:
            years.setdefault(one["supplier"], set()).add(one["year"])
    told = [f"{name} {_spans(each)}" for name, each in sorted(years.items(), key=_first)]
    return [text(lang, "series_figure.suppliers", suppliers=", ".join(told))] if told else []


def _first(item: tuple[str, set[int]]) -> tuple[int, str]:
    return min(item[1]), item[0]


def _spans(years: set[int]) -> str:
    """Write years as spans: 2015 to 2016 and 2018 are ``2015–2016, 2018``."""
    runs = groupby(enumerate(sorted(years)), key=lambda pair: pair[1] - pair[0])
    found = [[year for _, year in run] for _, run in runs]
    return ", ".join(span(run[0], run[-1]) for run in found)


def _editions(drawn: Sequence[Figure], lang: Lang) -> list[str]:
    editions = sorted({one["edition"] for one in drawn if one["edition"] is not None})
    listed = ", ".join(map(str, editions))
    return [text(lang, "series_figure.editions", editions=listed)] if editions else []


def _conflicts(used: Mapping[str, Sequence[Figure]], known: Known, lang: Lang) -> list[str]:
    places = []
    for name, figures in used.items():
        every = [one for one in known.rows
                 if any(one["area_code"] == each["area_code"] for each in figures)]  # fmt: skip
        years = {one["year"] for one in figures
                 if one["percent"] is not None and disagrees(one, every)}  # fmt: skip
        if years:
            places.append(f"{name} {_spans(years)}")
    return [text(lang, "series_figure.conflict", places="; ".join(places))] if places else []


def _carried(scope: Scope, known: Known, drawn: Sequence[Figure], lang: Lang) -> list[str]:
    if not any(one.get("carried") for one in drawn):
        return []
    values = {"from_set": scope.from_set, "basis": text(lang, f"basis.{known.basis}")}
    return [text(lang, "series_figure.carried_note", **values)]


def reliability_notes(
    scope: Scope, asked: Asked, kinds: Collection[str], figures: Sequence[Figure]
) -> list[str]:
    """Return why figures are marked or not shown; ``kinds`` are those that are drawn."""
    lang, told = asked.lang, []
    if scope.indicator["measure"] == "share" and any(
        one["n_eff"] is None and one["n"] is not None for one in figures
    ):
        told.append(text(lang, "series_figure.design_effect"))
    return told + thin_notes(asked, too_few="too_few" in kinds, unreliable="unreliable" in kinds)

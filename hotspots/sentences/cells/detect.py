"""What must be said beside hot cells: what was counted, how, what was found, and the limits."""

from collections.abc import Iterator, Sequence
from datetime import date

from hotspots.analysis.cells.accuracy import Accuracy
from hotspots.analysis.cells.series import SERIES_DAYS, SERIES_M
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.aoristic import LONGEST_HOURS
from hotspots.language import Lang
from hotspots.model.cells import (
    LEAST_INCIDENTS,
    CellSettings,
    CountedPoints,
    DetectionSummary,
    Shortage,
)
from hotspots.model.provenance import Finding
from hotspots.sentences.advice import advice
from hotspots.sentences.incidents.times import times_notes
from hotspots.sentences.texts import counted, day, number, text

_FAMILY = {"bh": "detect.bh", "holm": "detect.holm", "none": "detect.each_alone"}


def cell_notes(
    cells: CellSettings,
    points: CountedPoints,
    result: DetectionSummary,
    adjust: Method,
    lang: Lang,
) -> list[str]:
    """Return the sentences that every table of hot cells must carry."""
    return [
        headline(cells, result, lang),
        *_commands(result.shortage, lang),
        *counted_notes(cells, points, lang),
        *_method(cells, lang),
        text(lang, _FAMILY[adjust], n_tests=number(lang, cells.n_cells)),
        *_least(result, lang),
        *series_notes(result.n_in_series, lang),
        text(lang, "surface.visitors" if cells.rates else "detect.counts"),
        mask_note(cells, lang),
    ]


def headline(cells: CellSettings, result: DetectionSummary, lang: Lang) -> str:
    """Return what was found, and where incidents are too few for it, what would be needed."""
    doubts = warning(cells, result, lang)
    if doubts and not result.n_hotspots:
        return doubts
    return f"{_result(cells, result, lang)} {doubts}".rstrip()


def warning(cells: CellSettings, result: DetectionSummary, lang: Lang) -> str:
    """Return that what was found may be chance, and that incidents are too few; empty if not."""
    chance = ""
    if result.each_alone and result.n_hotspots:
        chance = text(lang, "detect.chance", n_tests=number(lang, cells.n_cells))
    return f"{chance} {shortage_words(cells, result, lang)}".strip()


def shortage_words(cells: CellSettings, result: DetectionSummary, lang: Lang) -> str:
    """Return that incidents are too few, and how many or what else would do; empty if not."""
    shortage = result.shortage
    if shortage is None:
        return ""
    key = "detect.too_few_some" if result.n_hotspots else "detect.too_few_none"
    side = number(lang, cells.side_m)
    counts = {"n": _amount(lang, shortage.n), "n_cells": number(lang, cells.n_cells)}
    needed = (
        text(lang, "detect.never", side=side)
        if shortage.needed is None
        else text(lang, "detect.needed", needed=number(lang, _rounded(shortage.needed)), side=side)
    )
    return " ".join([text(lang, key, **counts), needed, *_remedies(shortage, lang)])


def _rounded(n: int) -> int:
    """Return a number upwards to two digits that count: what would do is known no better."""
    unit: int = 10 ** max(len(str(n)) - 2, 0)
    return -(-n // unit) * unit


def _remedies(shortage: Shortage, lang: Lang) -> Iterator[str]:
    period, cell = shortage.period, shortage.cell
    if period is not None and period.first_day and period.last_day:
        first, last = day(lang, period.first_day), day(lang, period.last_day)
        yield text(lang, "detect.enough_period", first=first, last=last)
    if cell is not None and cell.side_m:
        yield text(lang, "detect.enough_cell", side=number(lang, cell.side_m))
    if period is None and cell is None:
        yield text(lang, "detect.enough_nothing")


def _commands(shortage: Shortage | None, lang: Lang) -> list[str]:
    """Return the questions that have incidents enough, to be pasted."""
    remedies = (shortage.period, shortage.cell) if shortage else ()
    return [advice(lang, "ask", command=one.command) for one in remedies if one is not None]


def _least(result: DetectionSummary, lang: Lang) -> list[str]:
    notes = [least_note(result.least_n, lang)]
    if result.n_small:
        n_groups = number(lang, result.n_small)
        small = counted(lang, "detect.small", result.n_small, n_groups=n_groups)
        notes = [f"{notes[0]} {small}"]
    if result.least_n < LEAST_INCIDENTS:
        notes.append(text(lang, "detect.untold", least=LEAST_INCIDENTS))
    return notes


def least_note(least: int, lang: Lang) -> str:
    """Return how many incidents of its own a hotspot has at least."""
    return counted(lang, "detect.least", least, least=least)


def series_notes(n_not_counted: int | None, lang: Lang) -> list[str]:
    """Return whether near repeats count; ``n_not_counted`` is None where every incident does."""
    if n_not_counted is None:
        return [text(lang, "detect.every"), advice(lang, "series_once")]
    return [text(lang, "detect.once", n=number(lang, n_not_counted),
                 metres=number(lang, SERIES_M), days=SERIES_DAYS)]  # fmt: skip


def _method(cells: CellSettings, lang: Lang) -> list[str]:
    rates, band = cells.rates, number(lang, cells.band_m)
    if rates is None:
        return [text(lang, "detect.method", band=band)]
    below = {
        "n_cells": number(lang, rates.n_below),
        "floor": number(lang, rates.floor_per_km2),
        "n_left": _amount(lang, rates.n_left),
    }
    notes = [
        text(lang, "detect.method_rates", band=band),
        text(lang, "detect.residents", year=rates.year, set_name=rates.set_name),
    ]
    if rates.n_below:
        notes.append(counted(lang, "detect.below_floor", rates.n_below, **below))
    return notes


def counted_notes(cells: CellSettings, points: CountedPoints, lang: Lang) -> list[str]:
    """Return which incidents were counted, in which cells, and which were left out."""
    first, last = day(lang, points.first_day), day(lang, points.last_day)
    notes = [
        text(lang, "detect.counted", n=_amount(lang, points.n), first=first, last=last,
             n_cells=number(lang, cells.n_cells), side=number(lang, cells.side_m),
             set_name=cells.set_title or cells.set_name),
        text(lang, "incidents.reported" if points.by_reported else "note.occurred"),
        *_selection(points, lang),
    ]  # fmt: skip
    for key, n in (
        ("detect.without_place", points.without_place),
        ("detect.by_area", points.by_area),
        ("detect.outside", points.outside),
        ("detect.time_unknown", points.time_unknown),
        ("detect.date_unknown", points.date_unknown),
    ):
        if n:
            values = {
                "set_name": cells.set_title or cells.set_name,
                "longest": number(lang, LONGEST_HOURS),
            }
            notes.append(text(lang, key, n=number(lang, n), **values))
    return notes


def _amount(lang: Lang, value: float) -> str:
    """Write a count whole, and a sum of weights with one decimal."""
    return number(lang, value, 0 if value == round(value) else 1)


def _selection(points: CountedPoints, lang: Lang) -> list[str]:
    notes = []
    if points.n_shared:
        notes.append(text(lang, "detect.shared", n=number(lang, points.n_shared)))
    if points.category is not None:
        notes.append(text(lang, "detect.category", category=points.category))
    return [*notes, *times_notes(points.hours, points.weekdays, lang)]


def _result(cells: CellSettings, result: DetectionSummary, lang: Lang) -> str:
    level = result.level.removeprefix("hot_")
    if not result.n_hotspots and result.n_small:
        return text(lang, "detect.none_small", least=result.least_n)
    if not result.n_hotspots:
        return text(lang, "detect.none", level=level)
    key = "detect.found_rates" if cells.rates else "detect.found"
    return counted(
        lang, key, result.n_hotspots, level=level, n_hot=number(lang, result.n_hot),
        n_hotspots=number(lang, result.n_hotspots), percent=number(lang, 100 * result.share, 1),
        area_percent=number(lang, 100 * result.area_share, 1),
    )  # fmt: skip


def mask_note(cells: CellSettings, lang: Lang) -> str:
    """Return which squares are cells, and how many are so by an incident alone."""
    return text(
        lang, "detect.mask", share=number(lang, 100 * cells.least_share),
        set_name=cells.set_title or cells.set_name, n=number(lang, cells.n_occupied),
    )  # fmt: skip


def snapped_notes(findings: Sequence[Finding], lang: Lang) -> list[str]:
    """Return a warning for each source whose incidents lie on few points."""
    return [
        text(lang, "detect.snapped", source=finding.figures["source"],
             n=number(lang, finding.figures["n"]),
             points=number(lang, finding.figures["points"]))
        for finding in findings
    ]  # fmt: skip


def accuracy_notes(accuracy: Accuracy, first_day: date, last_day: date, lang: Lang) -> list[str]:
    """Return how the hotspots did against later incidents."""
    period = {"first": day(lang, first_day), "last": day(lang, last_day)}
    if accuracy.hit_rate is None or accuracy.pai is None or accuracy.pei is None:
        return [text(lang, "detect.untested", **period)]
    values = {
        "hits": _amount(lang, accuracy.n_hits), "total": _amount(lang, accuracy.n_later),
        "percent": number(lang, 100 * accuracy.hit_rate, 1),
        "area_percent": number(lang, 100 * accuracy.area_share, 1),
        "pai": number(lang, accuracy.pai, 2), "pei": number(lang, accuracy.pei, 2),
    }  # fmt: skip
    notes = [text(lang, "detect.accuracy", **period, **values)]
    if accuracy.recapture_rate_index is not None:
        rate = number(lang, accuracy.recapture_rate_index, 2)
        notes.append(text(lang, "detect.recaptured", rri=rate))
    return notes

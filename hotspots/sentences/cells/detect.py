"""What must be said beside hot cells: what was counted, how, what was found, and the limits."""

from collections.abc import Sequence
from datetime import date

from hotspots.analysis.cells.accuracy import Accuracy
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.time.aoristic import LONGEST_HOURS
from hotspots.language import Lang
from hotspots.model.cells import CellSettings, CountedPoints, DetectionSummary
from hotspots.model.provenance import Finding
from hotspots.sentences.incidents.times import times_notes
from hotspots.sentences.texts import counted, day, number, text

_FAMILY = {"bh": "detect.bh", "holm": "detect.holm", "none": "detect.each_alone"}
# Randomly spread incidents in 3,000 cells gave at least one hot cell in 9 % of 300 runs at 45 per
# neighbourhood, in 16 % at 18, 30 % at 9 and 84 % at 2: counts are more skewed than the normal.
LEAST_EXPECTED = 20


def cell_notes(
    cells: CellSettings,
    points: CountedPoints,
    result: DetectionSummary,
    adjust: Method,
    lang: Lang,
) -> list[str]:
    """Return the sentences that every table of hot cells must carry."""
    return [
        *counted_notes(cells, points, lang),
        *_method(cells, lang),
        text(lang, _FAMILY[adjust], n_tests=number(lang, cells.n_cells)),
        _result_note(cells, result, lang),
        *_limits(cells, result, lang),
        mask_note(cells, lang),
    ]


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
             set_name=cells.set_name),
        text(lang, "note.occurred"),
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
            values = {"set_name": cells.set_name, "longest": number(lang, LONGEST_HOURS)}
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


def _result_note(cells: CellSettings, result: DetectionSummary, lang: Lang) -> str:
    level = result.level.removeprefix("hot_")
    if not result.n_hot:
        return text(lang, "detect.none", level=level)
    key = "detect.found_rates" if cells.rates else "detect.found"
    return counted(
        lang, key, result.n_hotspots, level=level, n_hot=number(lang, result.n_hot),
        n_hotspots=number(lang, result.n_hotspots), percent=number(lang, 100 * result.share, 1),
        area_percent=number(lang, 100 * result.area_share, 1),
    )  # fmt: skip


def _limits(cells: CellSettings, result: DetectionSummary, lang: Lang) -> list[str]:
    notes = [text(lang, "surface.visitors" if cells.rates else "detect.counts")]
    if result.expected < LEAST_EXPECTED:
        notes.append(
            text(
                lang,
                "detect.sparse",
                expected=number(lang, result.expected, 1),
                least=LEAST_EXPECTED,
            )
        )
    return notes


def mask_note(cells: CellSettings, lang: Lang) -> str:
    """Return which squares are cells, and how many are so by an incident alone."""
    return text(
        lang, "detect.mask", share=number(lang, 100 * cells.least_share),
        set_name=cells.set_name, n=number(lang, cells.n_occupied),
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

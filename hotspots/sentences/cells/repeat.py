"""What pairs of incidents, places hit again and open windows mean, in Danish and English."""

from collections.abc import Sequence
from datetime import date

import numpy as np

from hotspots.analysis.cells.bands import band_text
from hotspots.analysis.cells.knox_rows import ALPHA, least_p_adjusted
from hotspots.analysis.cells.near_repeat import Knox, Metric
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.space.points import Points
from hotspots.language import Lang
from hotspots.model.provenance import Finding, PrintedNumber
from hotspots.model.repeat import KnoxRow, OpenWindow, RepeatPlace
from hotspots.sentences.texts import counted, day, number, text

_DOMINATE = 0.5


def metres(row: KnoxRow) -> str:
    """Write a row's band of metres, such as ``[100, 200) m``."""
    return band_text(row.from_m, row.to_m, "m")


def days(row: KnoxRow, lang: Lang) -> str:
    """Write a row's band of days, such as ``[0, 8) dage``."""
    return text(lang, "repeat.days", band=band_text(row.from_days, row.to_days, "").strip())


def row_sentence(row: KnoxRow, lang: Lang) -> str:
    """Return what one cell of the table says."""
    return text(
        lang,
        f"repeat.row_{row.verdict}",
        metres=metres(row),
        days=days(row, lang),
        pairs=number(lang, row.pairs),
        expected=number(lang, row.expected, 1),
        ratio=_ratio(row, lang),
    )


def _ratio(row: KnoxRow, lang: Lang) -> str:
    return number(lang, row.ratio or 0.0, 1)


def strongest(rows: Sequence[KnoxRow]) -> KnoxRow | None:
    """Return the cell with surely more pairs and the largest ratio, or None."""
    sure = [row for row in rows if row.verdict == "more"]
    return max(sure, key=lambda row: row.ratio or 0.0, default=None)


def pattern_notes(
    knox: Knox, rows: Sequence[KnoxRow], lang: Lang, *, metric: Metric, adjust: Method, seed: int
) -> list[str]:
    """Return what the table found, and how it was tested."""
    notes = [
        *_finding(rows, lang),
        text(lang, "repeat.bands"),
        text(lang, f"repeat.{metric}"),
        *_test(knox, rows, lang, adjust=adjust, seed=seed),
    ]
    return notes + _same_place(knox, lang)


def _finding(rows: Sequence[KnoxRow], lang: Lang) -> list[str]:
    n_tests = sum(row.p is not None for row in rows)
    top = strongest(rows)
    if top is None:
        return [counted(lang, "repeat.none", n_tests, n_tests=n_tests)] if n_tests else []
    return [
        text(
            lang,
            "repeat.strongest",
            metres=metres(top),
            days=days(top, lang),
            pairs=number(lang, top.pairs),
            expected=number(lang, top.expected, 1),
            ratio=_ratio(top, lang),
            p=number(lang, top.p_adjusted or 0.0, 4),
        )
    ]


def _test(
    knox: Knox, rows: Sequence[KnoxRow], lang: Lang, *, adjust: Method, seed: int
) -> list[str]:
    if knox.p is None:
        return [text(lang, "repeat.no_test")]
    n_tests = sum(row.p is not None for row in rows)
    drawn = number(lang, knox.permutations)
    notes = [text(lang, "repeat.test", permutations=drawn, seed=seed, n_tests=n_tests,
                  method=text(lang, f"adjust.{adjust}"))]  # fmt: skip
    least = least_p_adjusted(knox.permutations, n_tests, adjust)
    if least > ALPHA:
        least_p = number(lang, least, 2)
        notes.append(text(lang, "repeat.too_few", permutations=drawn, least=least_p))
    return notes


def _same_place(knox: Knox, lang: Lang) -> list[str]:
    """Say where most of the nearest pairs are at one point; a band of its own says it itself."""
    nearest = int(knox.pairs[0].sum())
    if knox.space.upper[0] <= 1 or knox.n_same_place <= _DOMINATE * nearest:
        return []
    return [text(lang, "repeat.same_place", n=number(lang, knox.n_same_place),
                 total=number(lang, nearest), to_m=f"{knox.space.upper[0]:g}")]  # fmt: skip


def used_notes(points: Points, set_name: str, lang: Lang) -> list[str]:
    """Return how many incidents take part, from when, and which do not."""
    left = points.left_out
    dates = points.occurred_on.astype("datetime64[D]")
    notes = [
        text(
            lang,
            "repeat.used",
            n=number(lang, len(points)),
            first=day(lang, dates.min().item()),
            last=day(lang, dates.max().item()),
            without_place=number(lang, left.without_place),
            outside=number(lang, left.outside),
            set_name=set_name,
        )
    ]
    if left.by_area:
        notes.append(text(lang, "detect.by_area", n=number(lang, left.by_area)))
    if left.time_unknown or left.other_time:
        notes.append(text(lang, "repeat.left_out_times",
                          time_unknown=number(lang, left.time_unknown),
                          other_time=number(lang, left.other_time)))  # fmt: skip
    if left.date_unknown:
        n_coarse = number(lang, left.date_unknown)
        notes.append(text(lang, "repeat.date_unknown", n=n_coarse))
    spread = several_days(points)
    amount = number(lang, spread)
    return notes + ([counted(lang, "repeat.spans", spread, told=amount)] if spread else [])


def several_days(points: Points) -> int:
    """Return how many incidents have a known span over more than one day, or no known end."""
    # A span holds its beginning and not its end, which may be the midnight after its last day.
    before_end = points.occurred_to - np.timedelta64(1, "us")
    first, last = (
        moments.astype("datetime64[D]") for moments in (points.occurred_from, before_end)
    )
    longer = (points.precision == "span") & (first != last)
    return int(np.count_nonzero(longer | np.isin(points.precision, ["open_end", "open_start"])))


def snapped_notes(findings: Sequence[Finding], lang: Lang) -> list[str]:
    """Return a warning for each source whose incidents lie on few points."""
    return [
        text(
            lang,
            "repeat.snapped",
            found=text(lang, f"check.{finding.text}", **_figure_texts(finding, lang)),
        )
        for finding in findings
    ]


def _figure_texts(finding: Finding, lang: Lang) -> dict[str, str]:
    return {
        name: number(lang, value.value, value.decimals)
        if isinstance(value, PrintedNumber)
        else number(lang, value)
        if isinstance(value, int)
        else str(value)
        for name, value in finding.figures.items()
    }


def places_notes(
    places: Sequence[RepeatPlace], total: int, lang: Lang, *, same_place_m: float, at_least: int
) -> list[str]:
    """Return how much of everything happened at repeat places; first of all who may see it."""
    on_them = sum(place.n for place in places)
    percent = number(lang, 100 * on_them / total, 1) if total else "0"
    return [
        text(lang, "repeat.only_internal"),
        counted(lang, "repeat.places", len(places), n_places=number(lang, len(places)),
                at_least=at_least, n_on=number(lang, on_them), total=number(lang, total),
                percent=percent),
        text(lang, "repeat.joined", metres=f"{same_place_m:g}") if same_place_m
        else text(lang, "repeat.same_coordinates"),
    ]  # fmt: skip


def windows_notes(
    windows: Sequence[OpenWindow], bands: Sequence[KnoxRow], as_of: date, lang: Lang
) -> list[str]:
    """Return how many windows are open, and what that does not mean."""
    values = {"told": number(lang, len(windows)), "day": day(lang, as_of)}
    sentence = (counted(lang, "repeat.windows", len(windows), **values) if windows
            else text(lang, "repeat.no_windows", **values))  # fmt: skip
    return [
        text(lang, "repeat.only_internal"),
        text(lang, "repeat.no_forecast"),
        sentence if bands else text(lang, "repeat.no_pattern"),
        text(lang, "repeat.later_left_out", day=day(lang, as_of)),
    ]


def band_notes(bands: Sequence[KnoxRow], lang: Lang) -> list[str]:
    """Return that the band was asked for, and whether there is a pattern in it at all."""
    band = bands[0]
    values = {"metres": f"{band.to_m:g}", "days": f"{band.to_days:g}"}
    notes = [text(lang, "repeat.asked", **values)]
    if band.verdict != "more":
        notes.append(text(lang, "repeat.asked_in_vain"))
    return notes


def window_sentence(window: OpenWindow, where: str, lang: Lang) -> str:
    """Return where a window lies, until when it is open, and what the pattern was."""
    is_pattern = window.band.verdict == "more"
    return text(
        lang,
        "repeat.window" if is_pattern else "repeat.window_in_vain",
        metres=metres(window.band),
        day=day(lang, window.occurred_on),
        where=where,
        until=day(lang, window.until),
        ratio=_ratio(window.band, lang),
    )

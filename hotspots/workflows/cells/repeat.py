"""Repeat and near repeat: pairs of incidents, places hit again, and windows open now."""

import statistics
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from hotspots.analysis.cells.bands import Bands, bands
from hotspots.analysis.cells.knox_rows import knox_rows
from hotspots.analysis.cells.open_windows import open_windows
from hotspots.analysis.cells.repeat_places import repeat_places
from hotspots.engine.store import Store, reading
from hotspots.errors import UsageProblem
from hotspots.language import Progress, Say, message
from hotspots.model.answer import Answer, AreaShapes
from hotspots.model.repeat import (
    FOLLOW_UP_COLUMNS,
    KNOX_COLUMNS,
    PLACE_COLUMNS,
    KnoxRow,
    OpenWindow,
    RepeatPlace,
    RepeatTable,
)
from hotspots.sentences.cells import repeat as sentences
from hotspots.sentences.texts import text
from hotspots.workflows.cells.repeat_points import (
    PERMUTATIONS,
    AskedRepeat,
    Gathered,
    Spot,
    asked_bands,
    gather,
    pattern_settings,
    spots,
    table,
)

_LATEST_GAPS = 10
_CORNERS_TO_A_QUARTER = 16


def repeat(
    store_path: Path, which: RepeatTable, asked: AskedRepeat, say: Say, progress: Progress
) -> Answer:
    """Return one table of ``repeat``: ``knox``, ``places`` or ``follow-up``.

    ``progress`` is called with the number of permutations that are done.
    """
    _check_options(which, asked)
    answers: Mapping[RepeatTable, Callable[[Store, AskedRepeat, Say], Answer]] = {
        "knox": partial(_knox, progress=progress),
        "places": _places,
        "follow-up": partial(_follow_up, progress=progress),
    }
    with reading(store_path) as store:
        return answers[which](store, asked, say)


def _check_options(which: RepeatTable, asked: AskedRepeat) -> None:
    """Refuse options of another table: an answer that left them out would look as asked."""
    if which != "follow-up" and (asked.as_of or asked.metres or asked.days):
        raise UsageProblem(message("--as-of, --metres and --days belong to --table follow-up."))
    if which != "places" and asked.same_place_m:
        raise UsageProblem(
            message(
                "--same-place belongs to --table places. Elsewhere give the same place a "
                "band of its own, such as --space 1,100,200."
            )
        )


def _knox(store: Store, asked: AskedRepeat, say: Say, *, progress: Progress) -> Answer:
    space, time = asked_bands(asked)
    gathered = gather(store, asked, say, named=False)
    _say_choices(asked, space, time, say)
    found = table(gathered.points, asked, space, time, progress)
    rows = knox_rows(found, asked.adjust)
    notes = sentences.pattern_notes(found, rows, asked.lang, metric=asked.metric,
                                    adjust=asked.adjust, seed=asked.seed)  # fmt: skip
    return Answer(
        command="repeat",
        columns=KNOX_COLUMNS,
        rows=[_knox_row(row, asked) for row in rows],
        settings={"table": "knox", **gathered.settings, **pattern_settings(asked, found)},
        sources=gathered.sources,
        notes=notes + gathered.notes(asked.lang),
    )


def _say_choices(asked: AskedRepeat, space: Bands, time: Bands, say: Say) -> None:
    edges = [",".join(f"{one:g}" for one in found.upper) for found in (space, time)]
    say(
        message(
            "Bands up to {edges} m and up to {edges_2} days. Change them with --space and --time.",
            edges=edges[0],
            edges_2=edges[1],
        )
    )
    if asked.permutations:
        say(
            message(
                "p from {permutations:,} permutations of the dates with seed {seed}.",
                permutations=asked.permutations,
                seed=asked.seed,
            )
        )


def _knox_row(row: KnoxRow, asked: AskedRepeat) -> dict[str, Any]:
    return {
        "metres": sentences.metres(row),
        "days": sentences.days(row, asked.lang),
        **{name: getattr(row, name) for name in KnoxRow.__dataclass_fields__},
        "sentence": sentences.row_sentence(row, asked.lang),
    }


def _places(store: Store, asked: AskedRepeat, say: Say) -> Answer:
    if asked.at_least < 2:  # noqa: PLR2004 - one incident is no repeat
        raise UsageProblem(message("--at-least: a place is hit again from two incidents on."))
    gathered = gather(store, asked, say)
    found = repeat_places(gathered.points, same_place_m=asked.same_place_m, least_n=asked.at_least)
    lang, total = asked.lang, len(gathered.points)
    say(text("en", "repeat.only_internal"))
    xy_m = [(one.x_m, one.y_m) for one in found]
    named = spots(store, xy_m, gathered.settings["set"], lang)
    numbered = enumerate(zip(found, named, strict=True), start=1)
    notes = sentences.places_notes(found, total, lang, same_place_m=asked.same_place_m,
                                   at_least=asked.at_least)  # fmt: skip
    return Answer(
        command="repeat",
        columns=PLACE_COLUMNS,
        rows=[_place_row(str(at), one, spot, total) for at, (one, spot) in numbered],
        settings={"table": "places", **gathered.settings, "same_place_m": asked.same_place_m,
                  "at_least": asked.at_least},
        sources=gathered.sources,
        notes=notes + gathered.notes(lang),
        shapes=_points(gathered, xy_m),
    )  # fmt: skip


def _place_row(place: str, one: RepeatPlace, spot: Spot, total: int) -> dict[str, Any]:
    return {
        "place": place,
        "x_m": one.x_m,
        "y_m": one.y_m,
        "where": spot.words,
        "near_m": spot.distance_m,
        "n": one.n,
        "percent_of_all": 100 * one.n / total,
        "n_points": one.n_points,
        "first_on": one.first_on,
        "last_on": one.last_on,
        "median_gap_days": float(statistics.median(one.gaps_days)),
        "shortest_gap_days": min(one.gaps_days),
        "latest_gaps_days": list(one.gaps_days[-_LATEST_GAPS:]),
        "categories": [f"{name} ({n})" for name, n in one.categories],
    }


def _points(gathered: Gathered, xy_m: Sequence[tuple[float, float]]) -> AreaShapes:
    import shapely

    wkb = {str(at): shapely.Point(*one).wkb for at, one in enumerate(xy_m, start=1)}
    return AreaShapes(str(gathered.settings["crs"] or ""), wkb, key="place")


def _follow_up(store: Store, asked: AskedRepeat, say: Say, *, progress: Progress) -> Answer:
    space, time = _bands_of_windows(asked)
    gathered = gather(store, asked, say)
    as_of = _day_asked_about(asked, gathered, say)
    _say_choices(asked, space, time, say)
    found = table(gathered.points, asked, space, time, progress)
    rows = knox_rows(found, asked.adjust)
    chosen = _chosen(rows, asked)
    windows = open_windows(gathered.points, chosen, as_of)
    say(text("en", "repeat.only_internal"))
    xy_m = [(one.x_m, one.y_m) for one in windows]
    named = spots(store, xy_m, gathered.settings["set"], asked.lang)
    numbered = enumerate(zip(windows, named, strict=True), start=1)
    notes = sentences.windows_notes(windows, chosen, as_of, asked.lang)
    notes += sentences.band_notes(chosen, asked.lang) if asked.metres else []
    notes += sentences.pattern_notes(found, rows, asked.lang, metric=asked.metric,
                                     adjust=asked.adjust, seed=asked.seed)  # fmt: skip
    return Answer(
        command="repeat",
        columns=FOLLOW_UP_COLUMNS,
        rows=[_window_row(str(at), one, spot, asked) for at, (one, spot) in numbered],
        settings={"table": "follow-up", "as_of": as_of, **gathered.settings,
                  **pattern_settings(asked, found)},
        sources=gathered.sources,
        notes=notes + gathered.notes(asked.lang),
        shapes=_rings(gathered, windows, asked),
    )  # fmt: skip


def _day_asked_about(asked: AskedRepeat, gathered: Gathered, say: Say) -> date:
    if asked.as_of is not None:
        return asked.as_of
    newest: date = gathered.settings["last_day"]
    say(
        message(
            "As of {newest}, the newest incident's day. Change it with --as-of.", newest=newest
        )
    )
    return newest


def _bands_of_windows(asked: AskedRepeat) -> tuple[Bands, Bands]:
    if (asked.metres is None) != (asked.days is None):
        raise UsageProblem(
            message("--metres and --days go together: they are one band around incidents.")
        )
    if asked.permutations == 0:
        raise UsageProblem(
            message(
                "--permutations 0: a follow-up list rests on a tested pattern. Instead "
                "ask for {permutations}.",
                permutations=PERMUTATIONS,
            )
        )
    if asked.metres is None or asked.days is None:
        return asked_bands(asked)
    return bands([asked.metres], "--metres"), bands([asked.days], "--days")


def _chosen(rows: Sequence[KnoxRow], asked: AskedRepeat) -> list[KnoxRow]:
    """Return the bands with a pattern, or the one asked for whatever was found in it."""
    if asked.metres is not None:
        return [rows[0]]
    return [row for row in rows if row.verdict == "more"]


def _window_row(window: str, one: OpenWindow, spot: Spot, asked: AskedRepeat) -> dict[str, Any]:
    return {
        "window": window,
        **one.as_row(),
        "where": spot.words,
        "near_m": spot.distance_m,
        "metres": sentences.metres(one.band),
        "sentence": sentences.window_sentence(one, spot.words, asked.lang),
    }


def _rings(gathered: Gathered, windows: Sequence[OpenWindow], asked: AskedRepeat) -> AreaShapes:
    """Return the ground of each window: rings, or with Manhattan distances squares on a corner."""
    import shapely

    def disc(one: OpenWindow, reach_m: float) -> Any:
        if asked.metric == "manhattan":
            steps = ((1, 0), (0, 1), (-1, 0), (0, -1))
            corners = [(one.x_m + x * reach_m, one.y_m + y * reach_m) for x, y in steps]
            return shapely.Polygon(corners)
        return shapely.Point(one.x_m, one.y_m).buffer(reach_m, quad_segs=_CORNERS_TO_A_QUARTER)

    grounds = {}
    for at, one in enumerate(windows, start=1):
        ground = disc(one, one.band.to_m or 0.0)
        if one.band.from_m > 0:
            ground = ground.difference(disc(one, one.band.from_m))
        grounds[str(at)] = ground.wkb
    return AreaShapes(str(gathered.settings["crs"] or ""), grounds, key="window")

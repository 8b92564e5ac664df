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
    Gathered,
    RepeatQuestion,
    Spot,
    gather,
    pattern_settings,
    question_bands,
    spots,
    table,
)

_LATEST_GAPS = 10
_CORNERS_TO_A_QUARTER = 16


def repeat(
    store_path: Path, which: RepeatTable, question: RepeatQuestion, say: Say, progress: Progress
) -> Answer:
    """Return one table of ``repeat``: ``knox``, ``places`` or ``follow-up``.

    ``progress`` is called with the number of permutations that are done.
    """
    _check_options(which, question)
    answers: Mapping[RepeatTable, Callable[[Store, RepeatQuestion, Say], Answer]] = {
        "knox": partial(_knox, progress=progress),
        "places": _places,
        "follow-up": partial(_follow_up, progress=progress),
    }
    with reading(store_path) as store:
        return answers[which](store, question, say)


def _check_options(which: RepeatTable, question: RepeatQuestion) -> None:
    """Refuse options of another table: an answer that left them out would look as asked."""
    if which != "follow-up" and (question.as_of or question.metres or question.days):
        raise UsageProblem(message("--as-of, --metres and --days belong to --table follow-up."))
    if which != "places" and question.same_place_m:
        raise UsageProblem(
            message(
                "--same-place belongs to --table places. Elsewhere give the same place a "
                "band of its own, such as --space 1,100,200."
            )
        )


def _knox(store: Store, question: RepeatQuestion, say: Say, *, progress: Progress) -> Answer:
    space, time = question_bands(question)
    gathered = gather(store, question, say, named=False)
    _say_choices(question, space, time, say)
    knox_table = table(gathered.points, question, space, time, progress)
    rows = knox_rows(knox_table, question.adjust)
    notes = sentences.pattern_notes(knox_table, rows, question.lang, metric=question.metric,
                                    adjust=question.adjust, seed=question.seed)  # fmt: skip
    return Answer(
        command="repeat",
        columns=KNOX_COLUMNS,
        rows=[_knox_row(row, question) for row in rows],
        settings={"table": "knox", **gathered.settings, **pattern_settings(question, knox_table)},
        sources=gathered.sources,
        notes=notes + gathered.notes(question.lang),
    )


def _say_choices(question: RepeatQuestion, space: Bands, time: Bands, say: Say) -> None:
    edges = [",".join(f"{one:g}" for one in found.upper) for found in (space, time)]
    say(
        message(
            "Bands up to {edges} m and up to {edges_2} days. Change them with --space and --time.",
            edges=edges[0],
            edges_2=edges[1],
        )
    )
    if question.permutations:
        say(
            message(
                "p from {permutations:,} permutations of the dates with seed {seed}.",
                permutations=question.permutations,
                seed=question.seed,
            )
        )


def _knox_row(row: KnoxRow, question: RepeatQuestion) -> dict[str, Any]:
    return {
        "metres": sentences.metres(row),
        "days": sentences.days(row, question.lang),
        **{name: getattr(row, name) for name in KnoxRow.__dataclass_fields__},
        "sentence": sentences.row_sentence(row, question.lang),
    }


def _places(store: Store, question: RepeatQuestion, say: Say) -> Answer:
    if question.at_least < 2:  # noqa: PLR2004 - one incident is no repeat
        raise UsageProblem(message("--at-least: a place is hit again from two incidents on."))
    gathered = gather(store, question, say)
    places = repeat_places(
        gathered.points, same_place_m=question.same_place_m, least_n=question.at_least
    )
    lang, total = question.lang, len(gathered.points)
    say(text("en", "repeat.only_internal"))
    xy_m = [(one.x_m, one.y_m) for one in places]
    named = spots(store, xy_m, gathered.settings["set"], lang)
    numbered = enumerate(zip(places, named, strict=True), start=1)
    notes = sentences.places_notes(places, total, lang, same_place_m=question.same_place_m,
                                   at_least=question.at_least)  # fmt: skip
    return Answer(
        command="repeat",
        columns=PLACE_COLUMNS,
        rows=[_place_row(str(at), one, spot, total) for at, (one, spot) in numbered],
        settings={"table": "places", **gathered.settings, "same_place_m": question.same_place_m,
                  "at_least": question.at_least},
        sources=gathered.sources,
        notes=notes + gathered.notes(lang),
        shapes=_points(gathered, xy_m),
    )  # fmt: skip


def _place_row(place: str, repeat_place: RepeatPlace, spot: Spot, total: int) -> dict[str, Any]:
    return {
        "place": place,
        "x_m": repeat_place.x_m,
        "y_m": repeat_place.y_m,
        "where": spot.words,
        "near_m": spot.distance_m,
        "n": repeat_place.n,
        "percent_of_all": 100 * repeat_place.n / total,
        "n_points": repeat_place.n_points,
        "first_on": repeat_place.first_on,
        "last_on": repeat_place.last_on,
        "median_gap_days": float(statistics.median(repeat_place.gaps_days)),
        "shortest_gap_days": min(repeat_place.gaps_days),
        "latest_gaps_days": list(repeat_place.gaps_days[-_LATEST_GAPS:]),
        "categories": [f"{name} ({n})" for name, n in repeat_place.categories],
    }


def _points(gathered: Gathered, xy_m: Sequence[tuple[float, float]]) -> AreaShapes:
    import shapely

    wkb = {str(at): shapely.Point(*one).wkb for at, one in enumerate(xy_m, start=1)}
    return AreaShapes(str(gathered.settings["crs"] or ""), wkb, key="place")


def _follow_up(store: Store, question: RepeatQuestion, say: Say, *, progress: Progress) -> Answer:
    space, time = _bands_of_windows(question)
    gathered = gather(store, question, say)
    as_of = _as_of_day(question, gathered, say)
    _say_choices(question, space, time, say)
    knox_table = table(gathered.points, question, space, time, progress)
    rows = knox_rows(knox_table, question.adjust)
    chosen = _chosen(rows, question)
    windows = open_windows(gathered.points, chosen, as_of)
    say(text("en", "repeat.only_internal"))
    xy_m = [(one.x_m, one.y_m) for one in windows]
    named = spots(store, xy_m, gathered.settings["set"], question.lang)
    numbered = enumerate(zip(windows, named, strict=True), start=1)
    notes = sentences.windows_notes(windows, chosen, as_of, question.lang)
    notes += sentences.band_notes(chosen, question.lang) if question.metres else []
    notes += sentences.pattern_notes(knox_table, rows, question.lang, metric=question.metric,
                                     adjust=question.adjust, seed=question.seed)  # fmt: skip
    return Answer(
        command="repeat",
        columns=FOLLOW_UP_COLUMNS,
        rows=[_window_row(str(at), one, spot, question) for at, (one, spot) in numbered],
        settings={"table": "follow-up", "as_of": as_of, **gathered.settings,
                  **pattern_settings(question, knox_table)},
        sources=gathered.sources,
        notes=notes + gathered.notes(question.lang),
        shapes=_rings(gathered, windows, question),
    )  # fmt: skip


def _as_of_day(question: RepeatQuestion, gathered: Gathered, say: Say) -> date:
    if question.as_of is not None:
        return question.as_of
    newest: date = gathered.settings["last_day"]
    say(
        message(
            "As of {newest}, the newest incident's day. Change it with --as-of.", newest=newest
        )
    )
    return newest


def _bands_of_windows(question: RepeatQuestion) -> tuple[Bands, Bands]:
    if (question.metres is None) != (question.days is None):
        raise UsageProblem(
            message("--metres and --days go together: they are one band around incidents.")
        )
    if question.permutations == 0:
        raise UsageProblem(
            message(
                "--permutations 0: a follow-up list rests on a tested pattern. Instead "
                "ask for {permutations}.",
                permutations=PERMUTATIONS,
            )
        )
    if question.metres is None or question.days is None:
        return question_bands(question)
    return bands([question.metres], "--metres"), bands([question.days], "--days")


def _chosen(rows: Sequence[KnoxRow], question: RepeatQuestion) -> list[KnoxRow]:
    """Return the bands with a pattern, or the one asked for whatever was found in it."""
    if question.metres is not None:
        return [rows[0]]
    return [row for row in rows if row.verdict == "more"]


def _window_row(
    window: str, open_window: OpenWindow, spot: Spot, question: RepeatQuestion
) -> dict[str, Any]:
    return {
        "window": window,
        **open_window.as_row(),
        "where": spot.words,
        "near_m": spot.distance_m,
        "metres": sentences.metres(open_window.band),
        "sentence": sentences.window_sentence(open_window, spot.words, question.lang),
    }


def _rings(
    gathered: Gathered, windows: Sequence[OpenWindow], question: RepeatQuestion
) -> AreaShapes:
    """Return the ground of each window: rings, or with Manhattan distances squares on a corner."""
    import shapely

    def disc(open_window: OpenWindow, reach_m: float) -> Any:
        if question.metric == "manhattan":
            steps = ((1, 0), (0, 1), (-1, 0), (0, -1))
            corners = [
                (open_window.x_m + x * reach_m, open_window.y_m + y * reach_m) for x, y in steps
            ]
            return shapely.Polygon(corners)
        return shapely.Point(open_window.x_m, open_window.y_m).buffer(
            reach_m, quad_segs=_CORNERS_TO_A_QUARTER
        )

    grounds = {}
    for number, open_window in enumerate(windows, start=1):
        ground = disc(open_window, open_window.band.to_m or 0.0)
        if open_window.band.from_m > 0:
            ground = ground.difference(disc(open_window, open_window.band.from_m))
        grounds[str(number)] = ground.wkb
    return AreaShapes(str(gathered.settings["crs"] or ""), grounds, key="window")

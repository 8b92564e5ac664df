"""The way back from an action category: read from a row, or given by a score and a scale."""

from collections.abc import Sequence
from dataclasses import replace

from hotspots.analysis.indicators.scales import category_of
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.nulls import not_null
from hotspots.model.provenance import About, TraceStep
from hotspots.model.rows import TraceFiguresRow, TraceScaleRow
from hotspots.sentences.provenance import trace as sentences
from hotspots.workflows.provenance.ground import TraceGround, area_steps, load_steps


def category_steps(ground: TraceGround, about: About, edition: int | None) -> list[TraceStep]:
    """Return the category of an area in a year and where it comes from; none where none is.

    Categories are of everybody and of whole years.
    """
    if about.group or about.part:
        return []
    rows = [
        row
        for row in ground.store.rows(
            "trace/figures",
            set_name=about.set_name,
            area_code=about.area,
            indicator=None,
            year_1=about.year,
            year_2=None,
            group_key=about.group,
            part=about.part,
        )
        if (row["category"] is not None or row["score"] is not None)
        and edition in {None, row["edition"]}
    ]
    rows.sort(key=lambda row: _taken_first(row, about))
    if not rows:
        return []
    taken = next((row for row in rows if _gives(ground, row)), rows[0])
    not_taken = [row for row in rows if row is not taken]
    return [*_steps_of(ground, about, taken), *_steps_not_taken(ground, about, not_taken)]


def _gives(ground: TraceGround, row: TraceFiguresRow) -> bool:
    """Tell whether a row has a category, or a score that its edition's scale knows."""
    if row["category"] is not None:
        return True
    return (
        _level(ground.store.rows("trace/scale", edition=row["edition"]), not_null(row["score"]))
        is not None
    )


def _taken_first(row: TraceFiguresRow, about: About) -> tuple[bool, int, bool, str]:
    """Order rows as answers take them: a category read, the newest edition, its own row."""
    matches = row["indicator"] == about.indicator
    return row["category"] is None, -(row["edition"] or 0), not matches, row["indicator"]


def _steps_of(ground: TraceGround, about: About, row: TraceFiguresRow) -> list[TraceStep]:
    about = replace(about, indicator=row["indicator"], edition=row["edition"])
    load, number = row["load_id"], row["row_number"]
    facts = {
        "name": about.name,
        "year": about.year,
        "edition": sentences.edition(row["edition"], ground.lang),
        "value": row["category"],
    }
    if row["category"] is not None:
        steps = [TraceStep("category", about, facts, load, number)]
    else:
        steps = _from_score(ground, about, row)
    return [*steps, *load_steps(ground, about, load, number), *area_steps(ground, about)]


def _from_score(ground: TraceGround, about: About, row: TraceFiguresRow) -> list[TraceStep]:
    """Return the category that the edition's own scale gives a score; never another scale."""
    scale = ground.store.rows("trace/scale", edition=row["edition"])
    score, load, number = not_null(row["score"]), row["load_id"], row["row_number"]
    score_step = TraceStep(
        "score", about, {"value": sentences.exact(ground.lang, score)}, load, number
    )
    if not scale:
        named = sentences.edition(row["edition"], ground.lang)
        return [score_step, TraceStep("no_scale", about, {"edition": named, "value": ""})]
    level = _level(scale, score)
    if level is None:
        return [score_step, TraceStep("below_scale", about, {})]
    facts = {
        "name": about.name,
        "year": about.year,
        "category": level["category"],
        "value": f"{sentences.exact(ground.lang, score)} ≥ "
        f"{sentences.exact(ground.lang, level['lowest'])} → {level['category']}",
    }
    scored = TraceStep("category_of_score", about, facts, level["load_id"], level["row_number"])
    above = [one for one in scale if one["lowest"] > level["lowest"]]
    steps = [scored, score_step]
    if above:
        nearest = min(above, key=lambda step: step["lowest"])
        facts = {"category": nearest["category"],
                 "value": sentences.exact(ground.lang, nearest["lowest"])}  # fmt: skip
        next_up = TraceStep(
            "next_category", about, facts, nearest["load_id"], nearest["row_number"]
        )
        steps.insert(1, next_up)
    return [*steps, *load_steps(ground, about, level["load_id"], level["row_number"])]


def _level(scale: Sequence[TraceScaleRow], score: float) -> TraceScaleRow | None:
    """Return the step of the scale that gives a score its category."""
    category = category_of(score, [(one["category"], one["lowest"]) for one in scale])
    return next((one for one in scale if one["category"] == category), None)


def _steps_not_taken(
    ground: TraceGround, about: About, rows: Sequence[TraceFiguresRow]
) -> list[TraceStep]:
    return [
        TraceStep(
            "other_category",
            replace(about, indicator=row["indicator"], edition=row["edition"]),
            {
                "edition": sentences.edition(row["edition"], ground.lang),
                "value": row["category"] or sentences.exact(ground.lang, not_null(row["score"])),
            },
            row["load_id"],
            row["row_number"],
        )
        for row in rows
    ]


def no_category(about: About) -> HotspotsError:
    """Return the error that says what would bring a category."""
    return HotspotsError(
        message(
            "No action category for {name} in {year}. A row with one brings it "
            "(`hotspots load index`), or a score together with the edition's scale "
            "(`hotspots load scale`).",
            name=about.name,
            year=about.year,
        )
    )

"""The way back from one figure: its edition, its row, what was made of the cell, its load."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hotspots.analysis.methods.reliability import Limits
from hotspots.errors import HotspotsError
from hotspots.language import message
from hotspots.model.indicators import Figure
from hotspots.model.nulls import not_null
from hotspots.model.provenance import About, TraceStep
from hotspots.sentences.provenance import trace as sentences
from hotspots.workflows.provenance.ground import TraceGround, area_steps, load_steps

_SAME = 1e-9
_LIMITS = Limits()
_WORDS: tuple[Literal["supplier", "survey_period", "police_period"], ...] = (
    "supplier",
    "survey_period",
    "police_period",
)


@dataclass(frozen=True)
class ChosenFigure:
    """The figure that counts, why it does, and the editions that were not taken."""

    figure: Figure
    why: str
    alternatives: Sequence[tuple[Figure, str]] = ()
    facts: Mapping[str, Any] | None = None


def choose_figure(figures: Sequence[Figure], edition: int | None, about: About) -> ChosenFigure:
    """Return the newest edition's figure of one year, or that of the edition asked for.

    ``figures`` come newest edition first; those that give nothing to show are never taken.
    """
    candidates = [one for one in figures if one["percent"] is not None] or list(figures)
    if edition is None:
        why = "edition_newest" if len(candidates) > 1 else "edition_only"
        return ChosenFigure(candidates[0], why, [(one, "other_older") for one in candidates[1:]])
    matching = [one for one in candidates if one["edition"] == edition]
    if not matching:
        editions = ", ".join(str(one["edition"] or "none") for one in candidates)
        raise HotspotsError(
            message(
                "Edition {edition} has no figure for {name} in {year}. Editions that "
                "have one: {there}.",
                edition=edition,
                name=about.name,
                year=about.year,
                there=editions,
            )
        )
    alternatives = [(one, "other_not_asked") for one in candidates if one is not matching[0]]
    return ChosenFigure(matching[0], "edition_asked", alternatives)


def figure_steps(ground: TraceGround, about: About, chosen: ChosenFigure) -> list[TraceStep]:
    """Return every step from a figure back to the rows it rests on."""
    figure = chosen.figure
    about = replace(about, indicator=figure["indicator"], edition=figure["edition"])
    load, row = figure["load_id"], figure["row_number"]
    if ground.loads[load]["kind"] == "survey":
        row = None
    return [
        headline(ground, about, figure, row),
        *edition_steps(ground, about, chosen, row),
        *making_steps(ground, about, figure, row),
        *_answer_steps(ground, about, figure, row),
        *_identity_steps(ground, about, figure, row),
        *load_steps(ground, about, load, row),
        *_replaced_figures(ground, about),
        *area_steps(ground, about),
    ]


def headline(ground: TraceGround, about: About, figure: Figure, row: int | None) -> TraceStep:
    """Return the figure itself, as it was printed."""
    kind = "figure" if figure["percent"] is not None else "withheld"
    facts = {
        "name": about.name,
        "indicator": ground.figure_name(about),
        "year": about.year,
        "value": _printed_value(figure, ground),
    }
    return TraceStep(kind, about, facts, figure["load_id"], row)


def _printed_value(figure: Figure, ground: TraceGround) -> str:
    measure = figure.get("measure", "share")
    return sentences.figure(figure["percent"], figure["decimals"], measure, ground.lang)


def edition_steps(
    ground: TraceGround, about: About, chosen: ChosenFigure, row: int | None
) -> list[TraceStep]:
    """Return which edition counts and why, and what the others print."""
    named = sentences.edition(chosen.figure["edition"], ground.lang)
    facts = {"edition": named, "n": len(chosen.alternatives) + 1, "own_year": about.year,
             "value": str(chosen.figure["edition"] or ""), **(chosen.facts or {})}  # fmt: skip
    steps = [TraceStep(chosen.why, about, facts, chosen.figure["load_id"], row)]
    for figure, why in chosen.alternatives:
        named = sentences.edition(figure["edition"], ground.lang)
        figure_about = replace(about, indicator=figure["indicator"], edition=figure["edition"])
        facts = {"edition": named, "value": _printed_value(figure, ground)}
        steps.append(TraceStep(why, figure_about, facts, figure["load_id"], figure["row_number"]))
    return steps


def making_steps(
    ground: TraceGround, about: About, figure: Figure, row: int | None
) -> list[TraceStep]:
    """Return what was made of the row on its way in: a cell read, or a share computed."""
    percent, load = figure["percent"], figure["load_id"]
    if percent is None:
        return []
    if ground.loads[load]["kind"] == "survey":
        return _survey_steps(ground, about, figure)
    if figure["decimals"] is not None:
        half = 0.5 * 10.0 ** -figure["decimals"]
        facts = {
            "shown": sentences.printed(percent, figure["decimals"], ground.lang),
            "stored": percent,
            "decimals": figure["decimals"],
            "low": max(0.0, percent - half) if figure["measure"] != "points" else percent - half,
            "high": min(100.0, percent + half) if figure["measure"] == "share" else percent + half,
        }
        return [TraceStep("printed", about, facts, load, row)]
    counted, n = figure["counted"], figure["n"]
    if counted is not None and n and abs(percent - 100 * counted / n) < _SAME:
        facts = {"yes": counted, "n": n, "result": percent}
        return [TraceStep("counts", about, facts, load, row)]
    return [
        TraceStep("stored", about, {"value": sentences.exact(ground.lang, percent)}, load, row)
    ]


def _survey_steps(ground: TraceGround, about: About, figure: Figure) -> list[TraceStep]:
    """Return the sums over answers that a share was computed from; never one answer alone."""
    load = figure["load_id"]
    sums = ground.store.rows(
        "trace/answers", load_id=load, area_code=about.area, indicator=figure["indicator"],
        year=figure["year"], edition=figure["edition"], group_key=about.group, part=about.part,
    )[0]  # fmt: skip
    n = sums["n"]
    steps = [TraceStep("answers_n", about, {"n": n, "value": _exact(ground, n)}, load)]
    if n < _LIMITS.min_n:
        return [*steps, TraceStep("answers_few", about, {"n": _LIMITS.min_n}, load)]
    yes, whole = sums["sum_weights_yes"], sums["sum_weights"]
    steps += [
        TraceStep("answers_weights", about, {"value": _exact(ground, not_null(whole))}, load),
        TraceStep("answers_yes", about, {"value": _exact(ground, not_null(yes))}, load),
        TraceStep(
            "answers", about, {"yes": yes, "whole": whole, "result": figure["percent"]}, load
        ),
    ]
    for name in ("n_strata", "n_clusters"):
        if sums[name]:
            steps.append(TraceStep(name, about, {"value": _exact(ground, sums[name])}, load))
    if figure["se_pp"] is not None:
        steps.append(TraceStep("se_pp", about, {"value": _exact(ground, figure["se_pp"])}, load))
    return steps


def _exact(ground: TraceGround, value: float) -> str:
    return sentences.exact(ground.lang, value)


def _answer_steps(
    ground: TraceGround, about: About, figure: Figure, row: int | None
) -> list[TraceStep]:
    """Return the number of answers, and what they are worth after weighting."""
    if figure.get("measure", "share") != "share":
        return []
    n, n_eff, load = figure["n"], figure["n_eff"], figure["load_id"]
    stated = "n_counted" if ground.loads[load]["kind"] == "survey" else "n"
    kind = ("n_assumed" if figure.get("assumed_n") else stated) if n is not None else "n_missing"
    steps = [TraceStep(kind, about, {"value": "" if n is None else _exact(ground, n)}, load, row)]
    if n_eff is not None:
        steps.append(_effective(ground, about, figure, row))
    if _LIMITS.hides(n_eff):
        steps.append(TraceStep("too_few", about, {"n": _LIMITS.min_n}, load, row))
    return steps


def _effective(ground: TraceGround, about: About, figure: Figure, row: int | None) -> TraceStep:
    """Say how far it is known whether effective n was stated, or n divided by a design effect."""
    n, n_eff, load = figure["n"], not_null(figure["n_eff"]), figure["load_id"]
    if n is None:
        return TraceStep("n_eff", about, {"value": _exact(ground, n_eff)}, load, row)
    if figure.get("assumed_deff") is not None:
        facts = {"n": n, "deff": figure["assumed_deff"], "result": n_eff, "year": about.period}
        return TraceStep("n_eff_assumed", about, facts, load, row)
    if ground.loads[load]["kind"] == "survey":
        return TraceStep("deff_survey", about, {"n": n, "n_eff": n_eff, "result": n / n_eff}, load)
    fixed = ground.settings_of(load).get("fixed", {})
    if "deff" in fixed and "n_eff" not in fixed:
        facts = {"n": n, "deff": n / n_eff, "result": n_eff}
        return TraceStep("n_eff_deff", about, facts, load, row)
    return TraceStep("deff", about, {"n": n, "n_eff": n_eff, "result": n / n_eff}, load, row)


def _identity_steps(
    ground: TraceGround, about: About, figure: Figure, row: int | None
) -> list[TraceStep]:
    """Return what else the row says of the figure, and what the indicator means."""
    load = figure["load_id"]
    steps = [
        TraceStep(name, about, {"value": figure[name]}, load, row)
        for name in _WORDS
        if figure[name] is not None
    ]
    counted = figure["counted"]
    if counted is not None and figure["decimals"] is not None:
        steps.append(TraceStep("counted", about, {"value": _exact(ground, counted)}, load, row))
    if figure["published_light"] is not None:
        facts = {"against": _year(figure), "value": figure["published_light"]}
        steps.append(TraceStep("published_light", about, facts, load, row))
    indicator = ground.indicators[str(about.indicator)]
    definition = indicator["definition_da"] if ground.lang == "da" else indicator["definition_en"]
    if definition:
        steps.append(TraceStep("definition", about, {"value": definition}))
    return steps


def _year(figure: Figure) -> str | None:
    year = figure["published_against"]
    return None if year is None else str(year)


def _replaced_figures(ground: TraceGround, about: About) -> list[TraceStep]:
    """Return what the replaced loads gave as this very figure."""
    rows = ground.store.rows(
        "trace/replaced_figures", set_name=about.set_name, area_code=about.area,
        indicator=about.indicator, year=about.year, edition=about.edition,
        group_key=about.group, part=about.part,
    )  # fmt: skip
    measure = ground.indicators[str(about.indicator)]["measure"]
    return [
        TraceStep(
            "replaced_figure",
            about,
            {
                "old": row["load_id"],
                "value": sentences.figure(row["percent"], row["decimals"], measure, ground.lang),
            },
            row["load_id"],
            row["row_number"],
        )
        for row in rows
    ]

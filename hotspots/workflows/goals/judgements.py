"""Policy targets: met or not by a day, and what is missing to say so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from hotspots.analysis.goals.areas import Evidence
from hotspots.analysis.goals.judging import area_figure, best, judge, with_swings
from hotspots.analysis.methods.count_swings import Swings
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError, ReleaseRefused
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, AnswerTable, AreaShapes
from hotspots.model.areas import CITY
from hotspots.model.goals import GOAL_AREA_COLUMNS, GOAL_COLUMNS, AreaVerdict, Goal, Judgement
from hotspots.model.periods import Period
from hotspots.model.rows import EstimatesIndicatorsRow
from hotspots.sentences.goals.judgements import area_texts, goal_sentence, missing
from hotspots.sentences.texts import part_words, text
from hotspots.sources.files.names import AreaNames, unknown
from hotspots.workflows.asking import every_output, questions
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.asking.swings import swing_settings
from hotspots.workflows.goals.evidence import evidence
from hotspots.workflows.goals.judgement_notes import assumed_notes, swing_notes
from hotspots.workflows.goals.stored import stored_goal
from hotspots.workflows.loads.clear_stores import uncleared_indicators
from hotspots.workflows.loads.stored_sets import area_set_named

_ASSUMED = AssumedSample()


@dataclass(frozen=True)
class GoalsQuestion:
    """Which goals are asked about, at which day, and in which area sets; empty means all.

    ``part`` is the part of the years that figures are judged by, such as ``H1``.
    ``assumed`` is said of figures that state no answers or no design effect.
    """

    as_of: date
    sets: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    lang: Lang = "en"
    part: str = ""
    assumed: AssumedSample = _ASSUMED

    def extra_columns(self) -> tuple[str, ...]:
        """Return the columns that rows have where figures of parts of years are judged by."""
        return ("period",) if self.part else ()


@dataclass(frozen=True)
class JudgedGoal:
    """A goal's judgement in the set that was chosen, and how its indicator is read.

    ``swings`` is how far the counts behind rates swing, None where it is not known.
    """

    judgement: Judgement
    indicator: EstimatesIndicatorsRow
    alternatives: tuple[str, ...] = ()
    swings: Swings | None = None

    @property
    def is_rate(self) -> bool:
        """Tell whether counts were tested."""
        tested = any(area.p is not None for area in self.judgement.areas)
        return tested and self.indicator["measure"] == "per_1000"

    @property
    def goal(self) -> Goal:
        """Return the goal."""
        return self.judgement.goal


def goals(store_path: Path, question: GoalsQuestion, say: Say, *, by_area: bool = False) -> Answer:
    """Return one row for each goal, or with ``by_area`` one for each goal and area."""
    with reading(store_path) as store:
        judged = find_goals(store, question, say)
        loads = {load for one in judged for load in one.judgement.load_ids}
        loads |= {one.goal.load_id for one in judged if one.goal.load_id is not None}
        area_sets = [area_set_named(store, name) for name in _used_sets(judged)]
        sources = every_output.sources_of(store, [*loads, *(one["load_id"] for one in area_sets)])
        shapes = _shapes(store, judged) if by_area else None
    schematic = next((one for one in area_sets if one["schematic"]), None)
    areas = [row for one in judged for row in _area_rows(one, question.lang)]
    extra = question.extra_columns()
    of_goals = [goal_row(one, question.lang) for one in judged]
    tables = [AnswerTable((*GOAL_COLUMNS, *extra), of_goals),
              AnswerTable((*GOAL_AREA_COLUMNS, *extra), areas)]  # fmt: skip
    swings_by_goal = {one.goal.goal: one.swings for one in judged if one.is_rate}
    settings_of_swings = {goal: swing_settings(one) for goal, one in swings_by_goal.items()}
    main_table, side_table = reversed(tables) if by_area else tables
    return Answer(
        command="goals",
        columns=main_table.columns,
        rows=main_table.rows,
        settings={
            "as_of": question.as_of.isoformat(),
            "sets": list(_used_sets(judged)),
            **({"part": question.part} if question.part else {}),
            "adjust": "holm over the areas of a goal, where it is not met",
            "interval": "95 % for each area by itself: Wilson, Newcombe, of rates mid-p",
            **question.assumed.settings(),
            **({"swings": settings_of_swings} if settings_of_swings else {}),
        },
        sources=sources,
        notes=[*_part_note(question), *_set_notes(judged, question.lang),
               *assumed_notes([one.judgement for one in judged], question.assumed, question.lang),
               *swing_notes(swings_by_goal, question.lang),
               *every_output.standing_notes(sources, schematic, question.lang)],
        shapes=shapes,
        beside=[side_table],
    )  # fmt: skip


def _shapes(store: Store, judged: Sequence[JudgedGoal]) -> AreaShapes | None:
    """Return the outlines of the areas, where one set has them all."""
    sets = _used_sets(judged)
    return questions.areas_of(store, sets[0])[1] if len(sets) == 1 else None


def _used_sets(judged: Sequence[JudgedGoal]) -> tuple[str, ...]:
    return tuple(sorted({one.judgement.set_name for one in judged}))


def find_goals(store: Store, question: GoalsQuestion, say: Say) -> list[JudgedGoal]:
    """Judge goals in an open store; the set chosen for each is said where there are several."""
    wanted = _goals(store, question.goals)
    _refuse_uncleared(store, wanted)
    sets = _sets(store, question.sets)
    indicators = {row["indicator"]: row for row in store.rows("estimates/indicators")}
    gathered = {
        (name, indicator, groups): evidence(
            store, name, indicators[indicator], groups, question.part, question.assumed
        )
        for name in sets
        for indicator, groups in {(goal.indicator, goal.groups) for goal in wanted}
    }
    judged = []
    for goal in wanted:
        tried = [
            judge(
                goal,
                _listed(gathered[name, goal.indicator, goal.groups], goal),
                question.as_of,
            )
            for name in sets
        ]
        chosen = best(tried)
        of_set = gathered[chosen.set_name, goal.indicator, goal.groups]
        learnt = with_swings(of_set, chosen.year).swings.learnt
        judged_goal = JudgedGoal(chosen, indicators[goal.indicator], _alternatives(tried), learnt)
        if len(sets) > 1:
            say(
                message(
                    "{goal}: judged in the area set {set_name!r}.",
                    goal=goal.goal,
                    set_name=judged_goal.judgement.set_name,
                )
            )
        judged.append(judged_goal)
    _advise_parts(judged, say)
    return judged


def _advise_parts(judged: Sequence[JudgedGoal], say: Say) -> None:
    """Say how to judge by figures of parts of years, where only those are there."""
    newer = [period for one in judged if (period := _newer_part(one.judgement))]
    if newer:
        newest = max(newer, key=lambda period: period.days[-1])
        say(
            message(
                "There are newer figures of parts of years: judge by them with --period {period}.",
                period=newest,
            )
        )


def _newer_part(judgement: Judgement) -> Period | None:
    """Return the newest part of a year with a figure, of a later year than all whole ones."""
    if judgement.newest_part is None or judgement.figure is not None:
        return None
    period, _ = judgement.newest_part
    is_newer = judgement.newest_year is None or period.year > judgement.newest_year
    return period if is_newer else None


def _goals(store: Store, names: Collection[str]) -> list[Goal]:
    stored = [stored_goal(row) for row in store.rows("goals/goals")]
    if not stored:
        raise HotspotsError(
            message(
                "The store has no goals yet. `hotspots load goals` brings in those that "
                "the city has published, or yours from a file."
            )
        )
    wanted = {name.casefold() for name in names}
    absent = min(wanted - {one.goal.casefold() for one in stored}, default=None)
    if absent is not None:
        listed = ", ".join(repr(one.goal) for one in stored)
        raise unknown(
            message(
                "No goal {goal!r} in this store. There are {there}.", goal=absent, there=listed
            ),
            absent,
            [one.goal for one in stored],
        )
    return [one for one in stored if not wanted or one.goal.casefold() in wanted]


def _refuse_uncleared(store: Store, wanted: Sequence[Goal]) -> None:
    """Raise for goals on counts that a release has not cleared; the others may be named."""
    uncleared = uncleared_indicators(store)
    refused = [goal for goal in wanted if goal.indicator in uncleared]
    others = [goal.goal for goal in wanted if goal not in refused]
    if refused:
        raise ReleaseRefused(
            message(
                "The goal {goal!r} is measured by {indicator!r}, which is no share of answers, "
                "and no [[tabel]] of the release clears what it counts. Name the others with "
                "--goal: {others}.",
                goal=refused[0].goal,
                indicator=refused[0].indicator,
                others=", ".join(map(repr, others)) or message("none"),
            )
        )


def _sets(store: Store, names: Sequence[str]) -> list[str]:
    for name in names:
        area_set_named(store, name)
    sets_with_figures = [str(row["set_name"]) for row in store.rows("goals/sets_with_figures")]
    if not sets_with_figures and not names:
        raise HotspotsError(
            message(
                "The store has no figures to judge goals by. Bring some in with "
                "`hotspots load index`."
            )
        )
    return list(dict.fromkeys(names)) or sets_with_figures


def _alternatives(tried: Sequence[Judgement]) -> tuple[str, ...]:
    """Return the other sets in which the goal can be decided too."""
    chosen = best(tried)
    return tuple(
        judgement.set_name
        for judgement in tried
        if judgement is not chosen and judgement.answer != "cannot_be_said"
    )


def _listed(gathered: Evidence, goal: Goal) -> Evidence:
    """Return the evidence with the areas that a goal lists itself."""
    if not goal.chosen_areas:
        return gathered
    names = AreaNames.of(gathered.set_name, gathered.areas)
    return replace(gathered, listed=[(name, _code(names, name)) for name in goal.chosen_areas])


def _code(names: AreaNames, name: str) -> str | None:
    code = names.match(name).code
    return None if code == CITY else code


def goal_row(judged_goal: JudgedGoal, lang: Lang) -> dict[str, Any]:
    """Return a judgement by its public column names, and what it is measured in."""
    judgement, goal, measure = (
        judged_goal.judgement,
        judged_goal.goal,
        judged_goal.indicator["measure"],
    )
    columns = {
        name: getattr(goal, name)
        for name in ("goal", "programme", "scope", "indicator", "comparison", "value",
                     "baseline_year", "deadline", "origin")
    }  # fmt: skip
    return {
        **columns,
        "measure": measure,
        "note": goal.note_in(lang),
        "rule": goal.rule_da if lang == "da" else goal.rule_en,
        "set": judgement.set_name,
        "group": goal.group or None,
        "against_group": goal.against_group,
        "baseline": judgement.baseline,
        "year": judgement.year,
        "figure": judgement.figure,
        **_reach(judgement.areas[0] if goal.scope == "city" and judgement.areas else None),
        **_numbers(judgement),
        "answer": judgement.answer,
        "certainty": judgement.certainty,
        "missing": missing(judgement, lang),
        "areas": list(area_texts(judgement, measure, lang)),
        "sentence": goal_sentence(judgement, measure, lang),
        "flags": list(judgement.flags) + (["sets_differ"] if judged_goal.alternatives else []),
        **_period(judgement),
    }


def _period(judgement: Judgement) -> dict[str, str | None]:
    """Return the part of a year that was judged by, where it is not the year."""
    period = judgement.period(judgement.year)
    return {"period": str(period) if period else None} if judgement.part else {}


def _reach(area: AreaVerdict | None) -> dict[str, float | None]:
    """Return the interval of a gap, and the pace that is needed beside that of the series."""
    difference, pace = (area.difference, area.pace) if area else (None, None)
    needed, past = (pace.needed, pace.past) if pace else (None, None)
    return {
        "low": difference.low if difference else None,
        "high": difference.high if difference else None,
        "needed_per_year": needed.value if needed else None,
        "needed_low": needed.low if needed else None,
        "needed_high": needed.high if needed else None,
        "pace_per_year": past.value if past else None,
        "pace_low": past.low if past else None,
        "pace_high": past.high if past else None,
    }


def _numbers(judgement: Judgement) -> dict[str, int | None]:
    """Return how many areas there are and how they stand; none where the city is judged."""
    numbers = {
        "n_areas": len(judgement.areas),
        "n_fulfilled": judgement.count("fulfilled"),
        "n_not": judgement.count("not"),
        "n_undecided": judgement.count("undecided") + judgement.count("missing"),
    }
    return {name: None if judgement.goal.scope == "city" else n for name, n in numbers.items()}


def _area_rows(judged_goal: JudgedGoal, lang: Lang) -> list[dict[str, Any]]:
    return [_area_row(judged_goal, area, lang) for area in judged_goal.judgement.areas]


def _area_row(judged_goal: JudgedGoal, area: AreaVerdict, lang: Lang) -> dict[str, Any]:
    goal = judged_goal.goal
    gaps = tuple(
        replace(gap, areas=(area.name,), whole=False)
        for gap in judged_goal.judgement.gaps
        if area.name in gap.areas
    )
    return {
        "goal": goal.goal,
        "measure": judged_goal.indicator["measure"],
        "set": judged_goal.judgement.set_name,
        "area": area.area,
        "name": text(lang, "change.city") if area.area == CITY else area.name,
        "indicator": goal.indicator,
        "group": goal.group or None,
        "against_group": goal.against_group,
        "comparison": goal.comparison,
        "value": goal.value,
        "baseline_year": goal.baseline_year,
        "baseline": area.earlier["percent"] if area.earlier else None,
        "baseline_category": area.earlier_category,
        "year": judged_goal.judgement.year,
        "figure": area_figure(area),
        **_reach(area),
        "category": area.category,
        "standing": area.standing,
        "certainty": area.certainty,
        "missing": missing(replace(judged_goal.judgement, gaps=gaps), lang),
        **_period(judged_goal.judgement),
    }


def _part_note(question: GoalsQuestion) -> list[str]:
    """Say that figures of parts of years are judged by, where it is so."""
    part = part_words(question.part, question.lang)
    return [text(question.lang, "goal.by_part", part=part)] if part else []


def _set_notes(judged: Sequence[JudgedGoal], lang: Lang) -> list[str]:
    return [
        text(
            lang,
            "goal.in_set",
            goal=judged_goal.goal.goal,
            set_name=judged_goal.judgement.set_name,
            others=", ".join(judged_goal.alternatives),
        )
        for judged_goal in judged
        if judged_goal.alternatives
    ]

"""Policy targets: met or not by a day, and what is missing to say so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any, cast

from hotspots.analysis.goals.areas import Evidence
from hotspots.analysis.goals.judging import best, judge
from hotspots.engine.store import Store, reading
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.answer import Answer, AnswerTable, AreaShapes
from hotspots.model.areas import CITY
from hotspots.model.goals import GOAL_AREA_COLUMNS, GOAL_COLUMNS, AreaVerdict, Gap, Goal, Judgement
from hotspots.model.indicators import Figure
from hotspots.model.rows import EstimatesIndicatorsRow
from hotspots.sentences.goals.judgements import area_texts, goal_sentence, missing
from hotspots.sentences.texts import text
from hotspots.sources.files.names import AreaNames, unknown
from hotspots.workflows.asking import questions
from hotspots.workflows.goals.load import stored_goal
from hotspots.workflows.indicators.categories import categories_of
from hotspots.workflows.loads.stored_sets import known_set


@dataclass(frozen=True)
class GoalsAsked:
    """Which goals are asked about, at which day, and in which area sets; empty means all."""

    as_of: date
    sets: tuple[str, ...] = ()
    goals: tuple[str, ...] = ()
    lang: Lang = "en"


@dataclass(frozen=True)
class Judged:
    """A goal's judgement in the set that was chosen, and how its indicator is read."""

    found: Judgement
    indicator: EstimatesIndicatorsRow
    others: tuple[str, ...] = ()

    @property
    def goal(self) -> Goal:
        """Return the goal."""
        return self.found.goal


def goals(store_path: Path, asked: GoalsAsked, say: Say, *, by_area: bool = False) -> Answer:
    """Return one row for each goal, or with ``by_area`` one for each goal and area."""
    with reading(store_path) as store:
        judged = find_goals(store, asked, say)
        loads = {load for one in judged for load in one.found.load_ids}
        loads |= {one.goal.load_id for one in judged if one.goal.load_id is not None}
        area_sets = [known_set(store, name) for name in _used_sets(judged)]
        sources = questions.sources_of(store, [*loads, *(one["load_id"] for one in area_sets)])
        shapes = _shapes(store, judged) if by_area else None
    schematic = next((one for one in area_sets if one["schematic"]), None)
    areas = [row for one in judged for row in _area_rows(one, asked.lang)]
    tables = [AnswerTable(GOAL_COLUMNS, [goal_row(one, asked.lang) for one in judged]),
              AnswerTable(GOAL_AREA_COLUMNS, areas)]  # fmt: skip
    shown, other = reversed(tables) if by_area else tables
    return Answer(
        command="goals",
        columns=shown.columns,
        rows=shown.rows,
        settings={
            "as_of": asked.as_of.isoformat(),
            "sets": list(_used_sets(judged)),
            "adjust": "none",
            "interval": "95 % for each area by itself: Wilson, Newcombe or Poisson",
        },
        sources=sources,
        notes=[*_set_notes(judged, asked.lang),
               *questions.standing_notes(sources, schematic, asked.lang)],
        shapes=shapes,
        beside=[other],
    )  # fmt: skip


def _shapes(store: Store, judged: Sequence[Judged]) -> AreaShapes | None:
    """Return the outlines of the areas, where one set has them all."""
    sets = _used_sets(judged)
    return questions.areas_of(store, sets[0])[1] if len(sets) == 1 else None


def _used_sets(judged: Sequence[Judged]) -> tuple[str, ...]:
    return tuple(sorted({one.found.set_name for one in judged}))


def find_goals(store: Store, asked: GoalsAsked, say: Say) -> list[Judged]:
    """Judge goals in an open store; the set chosen for each is said where there are several."""
    known = _goals(store, asked.goals)
    sets = _sets(store, asked.sets)
    indicators = {row["indicator"]: row for row in store.rows("estimates/indicators")}
    gathered = {
        (name, indicator): evidence(store, name, indicators[indicator])
        for name in sets
        for indicator in {goal.indicator for goal in known}
    }
    judged = []
    for goal in known:
        tried = [
            judge(goal, _listed(gathered[name, goal.indicator], goal), asked.as_of)
            for name in sets
        ]
        one = Judged(best(tried), indicators[goal.indicator], _others(tried))
        if len(sets) > 1:
            say(
                message(
                    "{goal}: judged in the area set {set_name!r}.",
                    goal=goal.goal,
                    set_name=one.found.set_name,
                )
            )
        judged.append(one)
    return judged


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
        there = ", ".join(repr(one.goal) for one in stored)
        raise unknown(
            message(
                "No goal {goal!r} in this store. There are {there}.", goal=absent, there=there
            ),
            absent,
            [one.goal for one in stored],
        )
    return [one for one in stored if not wanted or one.goal.casefold() in wanted]


def _sets(store: Store, names: Sequence[str]) -> list[str]:
    for name in names:
        known_set(store, name)
    found = [str(row["set_name"]) for row in store.rows("goals/sets_with_figures")]
    if not found and not names:
        raise HotspotsError(
            message(
                "The store has no figures to judge goals by. Bring some in with "
                "`hotspots load index`."
            )
        )
    return list(dict.fromkeys(names)) or found


def _others(tried: Sequence[Judgement]) -> tuple[str, ...]:
    """Return the other sets in which the goal can be decided too."""
    chosen = best(tried)
    return tuple(
        one.set_name for one in tried if one is not chosen and one.answer != "cannot_be_said"
    )


def evidence(store: Store, set_name: str, indicator: EstimatesIndicatorsRow) -> Evidence:
    """Return what the store has of one area set to judge all goals for an indicator by."""
    areas, _ = questions.areas_of(store, set_name)
    name = indicator["indicator"]
    figures = store.rows(
        "estimates/figures", set_name=set_name, indicator=name, year_1=None, year_2=None,
        edition=None,
    )  # fmt: skip
    return Evidence(
        set_name=set_name,
        areas=areas,
        figures=cast("list[Figure]", figures),
        categories=categories_of(store, set_name, name),
        breaks=questions.breaks_of(store, name, set_name),
        listed=(),
        better=indicator["better"],
        measure=indicator["measure"],
    )


def _listed(found: Evidence, goal: Goal) -> Evidence:
    """Return the evidence with the areas that a goal lists itself."""
    if not goal.chosen_areas:
        return found
    names = AreaNames.of(found.set_name, found.areas)
    return replace(found, listed=[(name, _code(names, name)) for name in goal.chosen_areas])


def _code(names: AreaNames, name: str) -> str | None:
    found = names.match(name).code
    return None if found == CITY else found


def goal_row(one: Judged, lang: Lang) -> dict[str, Any]:
    """Return a judgement by its public column names."""
    found, goal, measure = one.found, one.goal, one.indicator["measure"]
    given = {
        name: getattr(goal, name)
        for name in ("goal", "programme", "scope", "indicator", "comparison", "value",
                     "baseline_year", "deadline", "origin")
    }  # fmt: skip
    return {
        **given,
        "note": goal.note_in(lang),
        "rule": goal.rule_da if lang == "da" else goal.rule_en,
        "set": found.set_name,
        "baseline": found.baseline,
        "year": found.year,
        "figure": found.figure,
        **_numbers(found),
        "answer": found.answer,
        "certainty": found.certainty,
        "missing": missing(found, lang),
        "areas": list(area_texts(found, measure, lang)),
        "sentence": goal_sentence(found, measure, lang),
        "flags": list(found.flags) + (["sets_differ"] if one.others else []),
    }


def _numbers(found: Judgement) -> dict[str, int | None]:
    """Return how many areas there are and how they stand; none where the city is judged."""
    numbers = {
        "n_areas": len(found.areas),
        "n_fulfilled": found.count("fulfilled"),
        "n_not": found.count("not"),
        "n_undecided": found.count("undecided") + found.count("missing"),
    }
    return {name: None if found.goal.scope == "city" else n for name, n in numbers.items()}


def _area_rows(one: Judged, lang: Lang) -> list[dict[str, Any]]:
    return [_area_row(one, area, lang) for area in one.found.areas]


def _area_row(one: Judged, area: AreaVerdict, lang: Lang) -> dict[str, Any]:
    goal = one.goal
    gaps = tuple(
        Gap(gap.kind, gap.year, (area.name,), crossed=gap.crossed)
        for gap in one.found.gaps
        if area.name in gap.areas
    )
    return {
        "goal": goal.goal,
        "set": one.found.set_name,
        "area": area.area,
        "name": text(lang, "change.city") if area.area == CITY else area.name,
        "indicator": goal.indicator,
        "comparison": goal.comparison,
        "value": goal.value,
        "baseline_year": goal.baseline_year,
        "baseline": area.earlier["percent"] if area.earlier else None,
        "baseline_category": area.earlier_category,
        "year": one.found.year,
        "figure": area.later["percent"] if area.later else None,
        "category": area.category,
        "standing": area.standing,
        "certainty": area.certainty,
        "missing": missing(replace(one.found, gaps=gaps), lang),
    }


def _set_notes(judged: Sequence[Judged], lang: Lang) -> list[str]:
    return [
        text(lang, "goal.in_set", goal=one.goal.goal, set_name=one.found.set_name,
             others=", ".join(one.others))
        for one in judged
        if one.others
    ]  # fmt: skip

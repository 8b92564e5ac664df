"""What must travel with judgements of goals: what was assumed, and how far counts swing."""

from collections.abc import Mapping, Sequence

from hotspots.analysis.methods.count_swings import Swings
from hotspots.language import Lang
from hotspots.model.goals import Judgement
from hotspots.sentences.advice import advice
from hotspots.sentences.incidents.swings import swing_note
from hotspots.sentences.indicators.change import deff_number
from hotspots.sentences.texts import text
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.indicators.assumed_answers import unused_notes


def assumed_notes(
    judgements: Sequence[Judgement], assumed: AssumedSample, lang: Lang
) -> list[str]:
    """Say which answers and which design effect are assumed, where figures state none."""
    used = [figure for judgement in judgements for figure in judgement.figures]
    answers = [text(lang, "note.assumed_n")] if any(one.get("assumed_n") for one in used) else []
    unused = unused_notes(assumed, used, lang)
    if all(one.get("assumed_deff") is None for one in used):
        return [*answers, *unused]
    deff = deff_number(assumed.deff, lang)
    return [*answers, text(lang, "goal.note_assumed_deff", deff=deff),
            advice(lang, "assume_deff"), *unused]  # fmt: skip


def swing_notes(swings_by_goal: Mapping[str, Swings | None], lang: Lang) -> list[str]:
    """Say how far the counts behind rates swing, goals that rest on the same ones together."""
    goals_by_note: dict[str, list[str]] = {}
    for goal, learnt in swings_by_goal.items():
        note = text(lang, "goal.note_chance_only") if learnt is None else swing_note(learnt, lang)
        goals_by_note.setdefault(note, []).append(goal)
    return [
        text(lang, "goal.note_swings", goals=", ".join(goals), note=note)
        for note, goals in goals_by_note.items()
    ]

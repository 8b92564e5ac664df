"""Bring in policy targets: from a file, or those of the city that travel with the program."""

import tomllib
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from hotspots import shipped
from hotspots.arrow import pa
from hotspots.language import Say, message
from hotspots.model import fields
from hotspots.model.goals import Goal
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.sentences.sources import program_source
from hotspots.sources.files.tables import Table
from hotspots.sources.goals.rules import read_goals
from hotspots.workflows.goals.stored import stored_goal
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.rejects import repeated_reject
from hotspots.workflows.loads.tables import TableLoad, load_table

_TEXT, _YEAR = pa.string(), pa.int32()
_COLUMNS = {
    "row_number": pa.int64(), "goal": _TEXT, "programme": _TEXT, "rule_da": _TEXT,
    "rule_en": _TEXT, "scope": _TEXT, "indicator": _TEXT, "comparison": _TEXT,
    "value": pa.float64(), "baseline_year": _YEAR, "chosen_by": _TEXT, "first_year": _YEAR,
    "deadline": pa.date32(), "note": _TEXT, "note_en": _TEXT, "origin": _TEXT,
}  # fmt: skip
_GROUPS = {"group_key": "group", "against_group_key": "against_group"}


def city_goals() -> Path:
    """Return the file of the city's published targets, which travels with the program."""
    return shipped.path("geodata/city_goals/goals.csv")


def _city_licence() -> str:
    about = tomllib.loads(shipped.text("geodata/city_goals/city_goals.toml"))
    return str(about["licence"])


def load_goals(store_path: Path, origin: Origin, reading: Reading, say: Say) -> Receipt:
    """Load goals; each row is stored or rejected with its reason."""
    if origin.path == city_goals():
        origin = replace(
            origin,
            source=origin.source or program_source("goals"),
            licence=origin.licence or _city_licence(),
        )

    def keep(load: OpenLoad, table: Table) -> Receipt:
        indicators = {row["indicator"] for row in load.store.rows("estimates/indicators")}
        goals, rejects = read_goals(table, indicators)
        return _store(load, goals, rejects)

    plan = TableLoad("goals", None, fields.GOALS, reading, grouped=True)
    return load_table(store_path, origin, plan, say, keep)


def _store(load: OpenLoad, goals: Sequence[Goal], rejects: Sequence[Reject]) -> Receipt:
    stored = {row["goal"]: stored_goal(row) for row in load.store.rows("goals/goals")}
    repeats = [_repeat(one, stored[one.goal]) for one in goals if one.goal in stored]
    new = [one for one in goals if one.goal not in stored]
    columns = {
        name: pa.array([getattr(one, name) for one in new], kind)
        for name, kind in _COLUMNS.items()
    }
    columns |= {
        name: pa.array([getattr(one, of_goal) for one in new], _TEXT)
        for name, of_goal in _GROUPS.items()
    }
    columns["chosen_areas"] = pa.array(["; ".join(one.chosen_areas) or None for one in new], _TEXT)
    with load.store.relation("new_goals", pa.table(columns)):
        load.store.run("goals/insert_goals", load_id=load.load_id)
    turned_away = [*rejects, *repeats]
    return load.close(len(new), turned_away)


def _repeat(goal: Goal, stored: Goal) -> Reject:
    load_id = stored.load_id
    same = replace(stored, row_number=goal.row_number, load_id=None) == goal
    otherwise = message(
        "load {other} has another goal of this name; say --replace {other} to correct it",
        other=load_id,
    )
    return repeated_reject(goal.row_number, goal.goal, load_id, is_same=same, otherwise=otherwise)

"""Tables of policy targets: each row one rule, checked to be one that can be judged."""

from collections.abc import Collection
from datetime import date, datetime
from typing import cast

from hotspots.language import message
from hotspots.model.goals import COMPARISONS, SCOPES, AreaRule, Comparison, Goal, Scope
from hotspots.model.groups import WHOLE_GROUP, dimension_key, group_name, is_total, parts_of
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import UnreadableCell

_AREAS_APART = ";"
_DAYS = ("%Y-%m-%d", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y")
_WHOLE = 100
_TARGETS = frozenset({"at_most", "at_least", "must_improve", "no_difference"})
_PLAIN_GROUP = "gruppe"
_WITHOUT_VALUE = frozenset({"must_improve", "no_difference"})
_ALLOWED = {
    "city": _TARGETS,
    "each_area": _TARGETS,
    "chosen_areas": _TARGETS,
    "count_of_areas": frozenset({"falls_by_percent"}),
}


def read_goals(table: Table, indicators: Collection[str]) -> tuple[list[Goal], list[Reject]]:
    """Turn a table into goals and rejects; ``indicators`` are the names that are known."""
    return distinct_rows(
        table,
        lambda row_number, cells: _goal(row_number, cells, indicators),
        lambda goal: goal.goal,
        _repeat,
    )


def _repeat(earlier: Goal, later: Goal) -> Rejected:
    reason = message("row {row_number} has a goal of this name", row_number=earlier.row_number)
    return Rejected("goal", later.goal, reason)


def _goal(row_number: int, cells: Cells, indicators: Collection[str]) -> Goal:
    indicator = _required(cells, "indicator").casefold()
    if indicator not in indicators:
        raise Rejected(
            "indicator",
            indicator,
            message("is not known ({indicators})", indicators=", ".join(sorted(indicators))),
        )
    value, rule = cells.number("value"), _required(cells, "rule_da")
    goal = Goal(
        goal=_required(cells, "goal"),
        programme=_required(cells, "programme"),
        rule_da=rule,
        rule_en=cells.raw("rule_en") or rule,
        scope=cast("Scope", _choice(cells, "scope", SCOPES)),
        indicator=indicator,
        group=_group(cells),
        against_group=cells.read("against_group", _second_group),
        comparison=cast("Comparison", _choice(cells, "comparison", COMPARISONS)),
        value=value.value if value else None,
        baseline_year=cells.year("baseline_year"),
        chosen_by=cells.read("chosen_by", _chosen_by),
        chosen_areas=_names(cells.raw("chosen_areas")),
        first_year=cells.year("first_year"),
        deadline=_deadline(cells),
        note=cells.raw("note") or None,
        note_en=cells.raw("note_en") or None,
        origin=_required(cells, "origin"),
        row_number=row_number,
    )
    _check(goal)
    return goal


def _required(cells: Cells, name: str) -> str:
    text = cells.raw(name)
    if not text:
        raise Rejected(name, None, message("is missing"))
    return text


def _choice(cells: Cells, name: str, choices: Collection[str]) -> str:
    word = _required(cells, name).casefold()
    if word not in choices:
        raise Rejected(name, word, message("is none of {known}", known=", ".join(choices)))
    return word


def _group(cells: Cells) -> str:
    """Return the group that a goal is about, from its own column and those of dimensions."""
    in_field = parts_of(cells.read("group", _group_of) or WHOLE_GROUP)
    in_columns = parts_of(cells.group_of_person())
    for dimension, value in in_columns.items():
        if in_field.get(dimension, value) != value:
            raise Rejected(
                "group",
                cells.raw("group"),
                message("contradicts the column of {dimension}: {value}",
                        dimension=dimension, value=value),
            )  # fmt: skip
    return group_name(in_field | in_columns)


def _group_of(text: str) -> str:
    """Read ``køn=kvinder; alder=15-24``, or a group by its bare name."""
    if is_total(text):
        return WHOLE_GROUP
    parts = [part.partition("=") for part in text.split(";") if part.strip()]
    pairs = [
        (dimension_key(name), value.strip()) if mark else (_PLAIN_GROUP, name.strip())
        for name, mark, value in parts
    ]
    if not all(name and value for name, value in pairs) or len(dict(pairs)) < len(pairs):
        raise UnreadableCell(message("is no group, such as køn=kvinder; alder=15-24"))
    return group_name(dict(pairs))


def _second_group(text: str) -> str:
    group = _group_of(text)
    if group == WHOLE_GROUP:
        raise UnreadableCell(message("is everybody; a gap is one between two groups"))
    return group


def _chosen_by(text: str) -> str:
    try:
        AreaRule.of(text)
    except ValueError as problem:
        raise UnreadableCell(
            message(
                "is not category=NAME,NAME, below=NUMBER or above=NUMBER (with a decimal point)"
            )
        ) from problem
    return text


def _names(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(_AREAS_APART) if name.strip())


def _deadline(cells: Cells) -> date:
    day = cells.read("deadline", _day)
    if day is None:
        raise Rejected("deadline", None, message("is missing"))
    return day


def _day(text: str) -> date:
    for pattern in _DAYS:
        try:
            return datetime.strptime(text, pattern).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise UnreadableCell(message("is not a day, such as 2014-12-31 or 31-12-2014"))


def _check(goal: Goal) -> None:
    """Turn down a rule that lacks what is needed to judge it."""
    if goal.comparison not in _ALLOWED[goal.scope]:
        allowed = ", ".join(sorted(_ALLOWED[goal.scope]))
        raise Rejected(
            "comparison",
            goal.comparison,
            message("with {scope}, it may be {allowed}", scope=goal.scope, allowed=allowed),
        )
    if goal.comparison not in _WITHOUT_VALUE and goal.value is None:
        raise Rejected("value", None, message("is missing"))
    if goal.comparison == "falls_by_percent" and not 0 < (goal.value or 0) <= _WHOLE:
        raise Rejected(
            "value", f"{goal.value:g}", message("is no fall between 0 and 100 per cent")
        )
    _check_groups(goal)
    _check_baseline(goal)


def _check_groups(goal: Goal) -> None:
    """Turn down a goal whose groups do not go with what it asks for."""
    if goal.comparison == "no_difference":
        _check_gap(goal)
    elif goal.against_group is not None:
        raise Rejected(
            "against_group",
            goal.against_group,
            message("goes with {comparison} only", comparison="no_difference"),
        )
    if goal.group == WHOLE_GROUP:
        return
    if goal.scope == "count_of_areas":
        raise Rejected("group", goal.group, message("areas are counted for everybody only"))
    if goal.chosen and not goal.chosen.categories:
        raise Rejected(
            "chosen_by",
            goal.chosen_by,
            message("with a group, areas are chosen by category or by their names"),
        )


def _check_gap(goal: Goal) -> None:
    if goal.group == WHOLE_GROUP:
        raise Rejected("group", None, message("is missing"))
    if goal.against_group is None:
        raise Rejected("against_group", None, message("is missing"))
    if goal.group == goal.against_group:
        raise Rejected("against_group", goal.against_group, message("is the same group"))
    if goal.value is not None and not 0 < goal.value <= _WHOLE:
        raise Rejected(
            "value", f"{goal.value:g}", message("is no margin between 0 and 100 points")
        )


def _check_baseline(goal: Goal) -> None:
    chooses = goal.scope in {"chosen_areas", "count_of_areas"}
    if goal.baseline_year is None and (chooses or goal.comparison == "must_improve"):
        raise Rejected("baseline_year", None, message("is missing"))
    if goal.baseline_year is not None and goal.baseline_year >= goal.deadline.year:
        raise Rejected(
            "baseline_year", str(goal.baseline_year), message("is not before the deadline")
        )
    if goal.scope == "count_of_areas" and not (goal.chosen and goal.chosen.categories):
        raise Rejected(
            "chosen_by", goal.chosen_by, message("must name the categories that are counted")
        )
    if goal.scope == "chosen_areas" and not (goal.chosen_by or goal.chosen_areas):
        raise Rejected("chosen_by", None, message("is missing, and so is a list of the areas"))

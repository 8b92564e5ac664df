"""Goals as the store keeps them."""

from hotspots.model.goals import Goal
from hotspots.model.rows import GoalsGoalsRow

_GROUPS = {"group_key": "group", "against_group_key": "against_group"}


def stored_goal(row: GoalsGoalsRow) -> Goal:
    """Return a goal from its row in the store."""
    names = str(row["chosen_areas"] or "").split(";")
    values = {_GROUPS.get(name, name): value for name, value in row.items()}
    values["chosen_areas"] = tuple(name.strip() for name in names if name.strip())
    return Goal(**values)  # type: ignore[arg-type] # the table checks what stands in it

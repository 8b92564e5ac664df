"""Which command may be run for whom: without a row here nothing leaves by it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from hotspots.model.release import Audience, serves

# What its figures must be: cleared counts; shares that rest on enough answers; nothing, for they
# are public already.
Rule = Literal["cleared", "survey", "open"]
CommandPath = tuple[str, ...]


@dataclass(frozen=True)
class CommandRule:
    """The widest audience that a command may be run for, and the rules its figures obey."""

    widest: Audience = "internal"
    rules: frozenset[Rule] = frozenset()

    def serves(self, audience: Audience) -> bool:
        """Tell whether the command may be run for an audience."""
        return serves(self.widest, audience)


_INTERNAL = CommandRule()
_CLEARED = CommandRule("public", frozenset({"cleared"}))
_SURVEY = CommandRule("public", frozenset({"survey"}))
_BOTH = CommandRule("public", frozenset({"cleared", "survey"}))
_OPEN = CommandRule("public", frozenset({"open"}))

COMMAND_RULES: Mapping[CommandPath, CommandRule] = {
    ("change",): _SURVEY,
    ("gap",): _SURVEY,
    ("priority",): _BOTH,
    ("goals",): _OPEN,
    ("incidents",): _CLEARED,
    ("week",): _INTERNAL,  # its page shows single incidents
    ("hours",): _INTERNAL,
    ("detect",): _INTERNAL,
    ("repeat",): _INTERNAL,
    ("surface",): _INTERNAL,
    ("zonal",): _INTERNAL,
    ("designations",): _OPEN,
    ("interventions",): _INTERNAL,
    ("evaluate",): _INTERNAL,
    ("review",): _INTERNAL,
    ("report",): _INTERNAL,
    ("status",): _INTERNAL,
    ("check",): _INTERNAL,
    ("doctor",): _INTERNAL,
    ("trace",): _INTERNAL,
    ("backup",): _INTERNAL,
    ("restore",): _INTERNAL,
    ("forget",): _INTERNAL,
    ("export",): _INTERNAL,
    ("import",): _INTERNAL,
    ("demo",): _INTERNAL,
    ("audit",): _INTERNAL,
    ("areas", "list"): _OPEN,
    ("areas", "show"): _OPEN,
    ("areas", "rebuild"): _INTERNAL,
    ("areas", "crosswalk"): _INTERNAL,
    ("map", "change"): _BOTH,  # its panels tell how many incidents were reported
    ("map", "priority"): _BOTH,
    ("map", "indicator"): _SURVEY,
    ("map", "designations"): _OPEN,
    ("map", "evaluation"): _INTERNAL,
    ("map", "hotspots"): _INTERNAL,
    ("map", "review"): _INTERNAL,
    ("figure", "series"): _SURVEY,
    ("figure", "intervals"): _BOTH,
    ("figure", "change"): _SURVEY,
    ("figure", "priority"): _BOTH,
    ("figure", "indicator"): _SURVEY,
    ("figure", "designations"): _OPEN,
    ("figure", "hours"): _INTERNAL,
    ("figure", "evaluation"): _INTERNAL,
    ("figure", "hotspots"): _INTERNAL,
    ("figure", "review"): _INTERNAL,
    ("release", "policy"): _INTERNAL,
    ("release", "new"): _INTERNAL,
    ("release", "list"): _INTERNAL,
    ("release", "build"): _INTERNAL,
    ("load", "areas"): _INTERNAL,
    ("load", "index"): _INTERNAL,
    ("load", "incidents"): _INTERNAL,
    ("load", "counts"): _INTERNAL,
    ("load", "population"): _INTERNAL,
    ("load", "indicators"): _INTERNAL,
    ("load", "breaks"): _INTERNAL,
    ("load", "places"): _INTERNAL,
    ("load", "scale"): _INTERNAL,
    ("load", "goals"): _INTERNAL,
    ("load", "survey"): _INTERNAL,
    ("load", "designations"): _INTERNAL,
    ("load", "interventions"): _INTERNAL,
    ("load", "crosswalk"): _INTERNAL,
}


def command_path(
    arguments: Sequence[str], rules: Mapping[CommandPath, CommandRule] = COMMAND_RULES
) -> CommandPath | None:
    """Return which command a line begins with; None where the table has no row for it."""
    paths = (tuple(arguments[:length]) for length in (2, 1))
    return next((path for path in paths if path in rules), None)

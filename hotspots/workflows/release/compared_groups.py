"""How the groups of a survey go together, worked out for a release, which has no answers."""

import math
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise
from typing import Any

from hotspots.arrow import pa
from hotspots.engine.store import Store
from hotspots.model.groups import dimension_key, group_name, parts_of
from hotspots.model.release import DeclaredFile
from hotspots.workflows.goals.stored import stored_goal
from hotspots.workflows.indicators.group_correlations import SurveySample, correlations_in_answers

Pair = tuple[str, str]
# Finer than this a correlation tells of single answers, and no interval of its own.
_STEPS = 100
_SCHEMA = pa.schema([
    ("first_group", pa.string()), ("second_group", pa.string()), ("area_code", pa.string()),
    ("load_id", pa.int32()), ("indicator", pa.string()), ("year", pa.int32()),
    ("part", pa.string()), ("edition", pa.int32()), ("correlation", pa.float64()),
])  # fmt: skip


def compared_pairs(store: Store, files: Iterable[DeclaredFile]) -> set[Pair]:
    """Return the pairs of groups that the goals of a store and the files of a release compare."""
    goals = [stored_goal(row).groups for row in store.rows("goals/goals")]
    gaps = [tuple(_groups(file.arguments)) for file in files if file.arguments[0] == "gap"]
    return {(min(groups), max(groups)) for groups in (*goals, *gaps) if groups}


def _groups(arguments: Sequence[str]) -> Iterator[str]:
    words = [part for word in arguments for part in _divided(word)]
    for option, value in pairwise(words):
        if option in {"--between", "--and"}:
            yield group_name({dimension_key(name): text for name, text in parts_of(value).items()})


def _divided(word: str) -> Sequence[str]:
    """Return an option and its value apart where one word has both."""
    option, mark, value = word.partition("=")
    return (option, value) if mark and option.startswith("--") else (word,)


def correlation_table(
    store: Store, figures: Iterable[dict[str, Any]], pairs: Iterable[Pair]
) -> pa.Table:
    """Return how the figures that may leave go together, of each pair of groups.

    Rounded down to hundredths: the interval of a gap becomes no narrower.
    """
    samples: dict[str, set[tuple[str, SurveySample]]] = defaultdict(set)
    for row in figures:
        sample = SurveySample(*(row[name] for name in SurveySample._fields))
        samples[row["group_key"]].add((row["area_code"], sample))
    rows = [
        {"first_group": first, "second_group": second, "area_code": area, **sample._asdict(),
         "correlation": math.floor(value * _STEPS) / _STEPS}
        for first, second in sorted(pairs)
        for (area, sample), value in correlations_in_answers(
            store, sorted(samples[first] & samples[second], key=str), (first, second)
        ).items()
    ]  # fmt: skip
    return pa.Table.from_pylist(rows, schema=_SCHEMA)

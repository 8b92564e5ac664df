"""Groups that are said to add up: refused where one of them holds others."""

import math
import re
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from hotspots.errors import InputProblem
from hotspots.language import message

_HOLDS_OTHERS = re.compile(
    r"\b(?:i alt|ialt|heraf|herunder|deraf|(?:sub|hoved)?total\w*|samtlige|tilsammen|samlet"
    r"|of which|altogether|in all)\b",
    re.IGNORECASE,
)
_FROM_TO = re.compile(r"(\d{1,3}) ?- ?(\d{1,3})")
_FROM = re.compile(r"(\d{1,3}) ?(?:\+|og derover|og ældre|and over|or more)")
_UNDER = re.compile(r"(?:under|below|<) ?(\d{1,3})")
_LEAST_VALUES, _SURE = 3, 50


def refuse_held_groups(where: str, dimension: str, wholes: Sequence[Mapping[str, float]]) -> None:
    """Refuse groups of which one is a total of others, by its words, its sums or its ages.

    ``wholes`` have the amount of each value of the dimension, one for each area and period.
    Raises ``InputProblem`` that names the value.
    """
    values = list(dict.fromkeys(value for whole in wholes for value in whole))
    held = next((value for value in values if _HOLDS_OTHERS.search(value)), None)
    held = held or next((value for value in values if _is_sum(value, wholes)), None)
    if held is not None:
        raise InputProblem(
            message(
                "{where}: --adds-up {dimension}: {value!r} holds the others, so that all together "
                "would count twice. Write a total as I alt, or leave its rows out.",
                where=where,
                dimension=dimension,
                value=held,
            )
        )
    overlap = _overlap(values)
    if overlap is not None:
        raise InputProblem(
            message(
                "{where}: --adds-up {dimension}: {first!r} and {second!r} overlap, so that some "
                "would count twice. Leave --adds-up out.",
                where=where,
                dimension=dimension,
                first=overlap[0],
                second=overlap[1],
            )
        )


def _is_sum(value: str, wholes: Iterable[Mapping[str, float]]) -> bool:
    """Tell whether a value is the sum of all others wherever there are three or more.

    Once by small numbers may be chance.
    """
    amounts = [(whole[value], sum(whole.values()) - whole[value]) for whole in wholes
               if value in whole and len(whole) >= _LEAST_VALUES]  # fmt: skip
    matches = [amount for amount, rest in amounts if math.isclose(amount, rest) and amount > 0]
    is_sure = len(matches) > 1 or any(amount >= _SURE for amount in matches)
    return is_sure and all(math.isclose(amount, rest) for amount, rest in amounts)


def _overlap(values: Sequence[str]) -> tuple[str, str] | None:
    """Return two ages that overlap."""
    ages = sorted((*span, value) for value in values if (span := _ages(value)) is not None)
    for (_, last, value), (first, _, following) in pairwise(ages):
        if first <= last:
            return value, following
    return None


def _ages(value: str) -> tuple[int, float] | None:
    if match := _FROM_TO.fullmatch(value):
        return int(match[1]), int(match[2])
    if match := _FROM.fullmatch(value):
        return int(match[1]), math.inf
    if match := _UNDER.fullmatch(value):
        return 0, int(match[1]) - 1
    return None

"""Shares of survey answers that rest on too few, printed or reckoned by subtracting."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Thinness = Literal["few_answers", "few_on_a_side"]


@dataclass(frozen=True)
class PrintedShare:
    """A share of a group's answers: ``yes`` of ``n``, effective ones where they are weighted.

    ``whole`` is the group that it is a part of, if that is printed, ``by`` what divides it.
    """

    group: str
    n: float
    yes: float
    whole: str | None = None
    by: str = ""


@dataclass(frozen=True)
class ThinShare:
    """A group that rests on too few answers; what is left of it without the ``without``."""

    group: str
    without: tuple[str, ...]
    reason: Thinness


@dataclass(frozen=True)
class AnswerLimits:
    """The fewest answers of a share, and the fewest on either side of it."""

    answers: float = 30
    side: float = 5


_ALL = AnswerLimits()
# answers that weighted groups differ by, when they are the same
_NOTHING = 1e-9


def thin_shares(shares: Sequence[PrintedShare], limits: AnswerLimits = _ALL) -> list[ThinShare]:
    """Return every share, and every difference of nested groups, that rests on too few answers.

    Differences are those of a group and each one in it, however deep, and of a group and all
    the parts that divide it. Where nothing is left nothing is learnt.
    """
    printed = {share.group: share for share in shares}
    thin = []
    for group, without in (*((share.group, ()) for share in shares), *_differences(printed)):
        parts = [printed[part] for part in without]
        n = printed[group].n - sum(part.n for part in parts)
        yes = printed[group].yes - sum(part.yes for part in parts)
        if (n > _NOTHING or not without) and (reason := _thinness(n, yes, limits)):
            thin.append(ThinShare(group, tuple(without), reason))
    return thin


def _thinness(n: float, yes: float, limits: AnswerLimits) -> Thinness | None:
    if n < limits.answers:
        return "few_answers"
    return "few_on_a_side" if min(yes, n - yes) < limits.side else None


def _differences(printed: Mapping[str, PrintedShare]) -> Iterator[tuple[str, tuple[str, ...]]]:
    parts: dict[tuple[str, str], list[str]] = defaultdict(list)
    for share in printed.values():
        for whole in _wholes(share, printed):
            yield whole, (share.group,)
        if share.whole in printed:
            parts[str(share.whole), share.by].append(share.group)
    yield from ((whole, tuple(groups)) for (whole, _), groups in parts.items() if len(groups) > 1)


def _wholes(share: PrintedShare, printed: Mapping[str, PrintedShare]) -> Iterator[str]:
    while share.whole is not None and share.whole in printed:
        yield share.whole
        share = printed[share.whole]

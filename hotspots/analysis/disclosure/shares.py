"""Shares of survey answers that rest on too few, printed or reckoned by subtracting."""

import math
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Thinness = Literal["few_answers", "few_on_a_side"]


# answers that weighted groups differ by, when they are the same
_NOTHING = 1e-9


@dataclass(frozen=True)
class PrintedShare:
    """A share of a group's answers: ``yes`` of ``n``, effective ones where they are weighted.

    ``whole`` is the group that it is a part of, if that is printed, ``by`` what divides it.
    Rounding may have moved ``yes`` by ``step``.
    """

    group: str
    n: float
    yes: float
    whole: str | None = None
    by: str = ""
    step: float = 0.0

    @property
    def fewest(self) -> float:
        """Return how many answers the smaller side has at least, in whole ones if rounded."""
        side = min(self.yes, self.n - self.yes) - self.step
        return math.ceil(side - _NOTHING) if self.step else side


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


def thin_shares(shares: Sequence[PrintedShare], limits: AnswerLimits = _ALL) -> list[ThinShare]:
    """Return every share, and every difference of nested groups, that rests on too few answers.

    Differences are those of a group and each one in it, however deep, and of a group and all
    the parts that divide it. Where nothing is left nothing is learnt. Of a share that is printed
    in whole per cent the smaller side counts as few as round to it; of a difference, which nobody
    can tell so closely, as the printed figures have it.
    """
    printed = {share.group: share for share in shares}
    thin = [ThinShare(share.group, (), reason) for share in shares
            if (reason := _thinness(share, limits))]  # fmt: skip
    for group, without in _differences(printed):
        left = _less(printed[group], [printed[part] for part in without])
        if left.n > _NOTHING and (reason := _thinness(left, limits)):
            thin.append(ThinShare(group, without, reason))
    return thin


def _less(whole: PrintedShare, parts: Sequence[PrintedShare]) -> PrintedShare:
    n = whole.n - sum(part.n for part in parts)
    return PrintedShare(whole.group, n, whole.yes - sum(part.yes for part in parts))


def _thinness(share: PrintedShare, limits: AnswerLimits) -> Thinness | None:
    if share.n < limits.answers:
        return "few_answers"
    return "few_on_a_side" if share.fewest < limits.side else None


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

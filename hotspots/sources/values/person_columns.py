"""Whether a column holds CPR numbers: what its cells, taken together, are likely to be.

Six digits and four with a hyphen between them are taken for one wherever they may be. Ten digits
in a row are so where a column is full of them and they are not what else has ten digits: serials,
moments counted in seconds, dates with hours.
"""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pyarrow.compute as pc

from hotspots.sources.values.person_numbers import (
    born,
    has_check_digit,
    is_of_the_very_old,
    named,
    six_and_four,
)

_SHORTEST = 9
_RE2_BETWEEN = (
    r"[ \x{a0}\x{ad}\x{200b}\x{2009}\x{202f}\x{2010}-\x{2015}\x{2212}\x{fe58}\x{fe63}\x{ff0d}-]"
)
_OTHERWISE = (
    rf"[0-9]{{2}}[ ./-][0-9]{{2}}[ ./-][0-9]{{2}}(?:{_RE2_BETWEEN}{{1,3}}|\.)[0-9]{{4}}"
    r"|[0-3][0-9]{5}\.[0-9]{4}"
)
_SHAPE = rf"[0-9]{{6}}{_RE2_BETWEEN}{{1,3}}[0-9]{{4}}|{_OTHERWISE}"
_SHAPE_TOGETHER = rf"[0-9]{{6}}{_RE2_BETWEEN}{{0,3}}[0-9]{{4}}|{_OTHERWISE}"
_NAMED = r"(?i:cpr|personn)[^0-9]{0,12}[0-9]{6}"
# spreadsheets drop the nought of the first nine days, and tables of numbers add .0
_WHOLE = r"^\s*[0-9]{9,10}(?:\.0)?\s*$"
_KEPT = 5000
_SAMPLED = 500

# Of six digits and four taken at random, one in fourteen begins with a date.
_LEAST_ODD, _MOST_BY_CHANCE = 5, 0.25
_LEAST_OLD, _LEAST_OLD_DATES = 5, 3
_FIRST_YEAR, _LAST_YEAR = 1950, 2049
# Of ten digits in a row: how many there must be, and how many of them begin with a date.
_LEAST_WHOLE, _LEAST_POSSIBLE, _FEW, _LEAST_FILLED = 3, 0.7, 10, 0.5
_LEAST_SPREAD, _LEAST_TEN_DIGITS, _MOST_OLD, _CHECKED = 0.5, 0.3, 0.9, 0.8
_MOST_YEARS_AS_DAYS, _LAST_YEAR_AS_DAY = 8, 31
_DAYS, _DAYS_OF_YEAR = 31, 365


@dataclass
class PersonColumn:
    """What is known of one column so far. With ``strict`` one ten digits in a row is enough."""

    strict: bool = False
    possible: set[str] = field(default_factory=set)
    odd: set[str] = field(default_factory=set)
    whole: set[str] = field(default_factory=set)
    n_whole: int = 0
    n_possible: int = 0
    n_ten: int = 0
    n_filled: int = 0

    def look(self, cells: Any) -> int | None:
        """Take in the next texts, an Arrow array; return the position of the first CPR number."""
        longest = pc.max(pc.binary_length(cells)).as_py()
        if longest is None:
            return None
        if longest < _SHORTEST:
            self.n_filled += len(cells) - cells.null_count
            return None
        text = self._apart(cells)
        text = self._together(cells) if text is None else text
        return None if text is None else int(pc.index(cells, text).as_py())

    def _apart(self, cells: Any) -> str | None:
        shape = _SHAPE_TOGETHER if self.strict else _SHAPE
        has_any = pc.match_substring_regex(cells, f"{shape}|{_NAMED}")
        texts = pc.unique(cells.filter(has_any)).to_pylist()
        for text in texts:
            if named(text):
                return str(text)
        by_number = {digits: text for text in texts
                     for digits in six_and_four(text, together=self.strict)}  # fmt: skip
        possible = {digits for digits in by_number if born(digits)}
        if len(self.odd) + len(self.possible) < _KEPT:
            self.odd |= by_number.keys() - possible
            self.possible |= possible
        left = unexplained(self.possible | possible, self.odd) & possible
        return next((by_number[digits] for digits in by_number if digits in left), None)

    def _together(self, cells: Any) -> str | None:
        self.n_filled += pc.sum(pc.greater(pc.binary_length(cells), 0)).as_py() or 0
        texts = pc.unique(cells.filter(pc.match_substring_regex(cells, _WHOLE))).to_pylist()
        if not texts:
            return None
        numbers = {text: text.strip().removesuffix(".0") for text in texts}
        possible = {text: number.zfill(10) for text, number in numbers.items()
                    if born(number.zfill(10))}  # fmt: skip
        self.n_whole += len(texts)
        self.n_possible += len(possible)
        self.n_ten += sum(len(numbers[text]) > _SHORTEST for text in possible)
        sampled = [*possible.values()]
        self.whole.update(sampled[:: max(1, len(sampled) // _SAMPLED)])
        return next(iter(possible), None) if self._is_full() else None

    def _is_full(self) -> bool:
        """Tell whether the ten digits in a row are CPR numbers, by all of them."""
        if len(self.whole) < _LEAST_WHOLE or self.n_possible < _LEAST_POSSIBLE * self.n_whole:
            return False
        if self.n_ten < _LEAST_TEN_DIGITS * self.n_possible:
            return False
        few = len(self.whole) < _FEW and self.n_whole < _LEAST_FILLED * self.n_filled
        return not few and are_days_of_birth(sorted(self.whole))


def unexplained(possible: set[str], odd: set[str]) -> set[str]:
    """Return those of a column's six and four that are nothing but CPR numbers.

    ``odd`` are others of that form that cannot be any: where they are the most, the rest are so
    by chance. Numbers that end in a year, and registers that begin with the day, are none.
    """
    left = possible - _by_chance(possible, odd) - _with_a_year(possible)
    return left - _of_the_very_old(left)


def _by_chance(possible: set[str], odd: set[str]) -> set[str]:
    """Return the numbers that are as many as chance lets begin with a date.

    Where the others share their last four digits, they must too.
    """
    if len(odd) < _LEAST_ODD or len(possible) > _MOST_BY_CHANCE * (len(possible) + len(odd)):
        return set()
    ends = Counter(digits[6:] for digits in odd)
    if max(ends.values()) < len(odd) / 2:
        return possible
    return {digits for digits in possible if digits[6:] in ends}


def _with_a_year(numbers: set[str]) -> set[str]:
    """Return the numbers that share their last four digits, a year, with others: 012345-2024."""
    ends: defaultdict[str, set[str]] = defaultdict(set)
    for digits in numbers:
        if _FIRST_YEAR <= int(digits[6:]) <= _LAST_YEAR:
            ends[digits[6:]].add(digits)
    return {digits for same in ends.values() if len(same) > 1 for digits in same}


def _of_the_very_old(numbers: set[str]) -> set[str]:
    """Return numbers that would all be of people born before 1937 and have no check digits.

    So are days of this century with a running number or a time of day: 120324-0017, 120324-1430.
    """
    old = {digits for digits in numbers if is_of_the_very_old(digits)}
    checked = sum(map(has_check_digit, old))
    dates = {digits[:6] for digits in old}
    few = len(old) < _LEAST_OLD or len(dates) < _LEAST_OLD_DATES
    return set() if few or checked > len(old) / 2 else old


def are_days_of_birth(numbers: Sequence[str]) -> bool:
    """Tell whether different numbers of ten digits, each possible, are spread as births are.

    Serials and moments share their first digits; dates of this century with hours or a running
    number behind them would be of the very old; years before months fill a few days only.
    """
    days = Counter(digits[:2] for digits in numbers)
    checked = sum(map(has_check_digit, numbers)) / len(numbers)
    if len(days) == 1:
        return False
    if checked >= _CHECKED:
        return True
    old = sum(map(is_of_the_very_old, numbers)) / len(numbers)
    if old >= _MOST_OLD and checked <= 1 / 2:
        return False
    return not _are_years_first(numbers, days) and _is_spread(numbers, days)


def _are_years_first(numbers: Sequence[str], days: Mapping[str, int]) -> bool:
    """Tell whether the numbers begin with year, month and day, within a few years."""
    years = [int(day) for day in days]
    return max(years) - min(years) <= _MOST_YEARS_AS_DAYS and all(
        1 <= int(digits[4:6]) <= _LAST_YEAR_AS_DAY for digits in numbers
    )


def _is_spread(numbers: Sequence[str], days: Mapping[str, int]) -> bool:
    dates = {digits[:4] for digits in numbers}
    return all(
        len(kinds) >= max(2, _LEAST_SPREAD * _expected(total, len(numbers)))
        for kinds, total in ((days, _DAYS), (dates, _DAYS_OF_YEAR))
    )


def _expected(total: int, n: int) -> float:
    """Return how many of ``total`` kinds ``n`` draws are expected to meet."""
    return float(total * (1 - np.power(1 - 1 / total, n)))

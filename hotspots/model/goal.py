"""A goal of a policy as data: what is to hold, for whom, by when, and where the rule stands."""

import math
from dataclasses import dataclass
from datetime import date
from typing import Literal

from hotspots.language import Lang
from hotspots.model.priority import CATEGORIES
from hotspots.model.words import in_language

Scope = Literal["city", "each_area", "count_of_areas", "chosen_areas"]
Comparison = Literal["at_most", "at_least", "must_improve", "falls_by_percent"]

SCOPES: tuple[Scope, ...] = ("city", "each_area", "count_of_areas", "chosen_areas")
COMPARISONS: tuple[Comparison, ...] = (
    "at_most", "at_least", "must_improve", "falls_by_percent",
)  # fmt: skip


@dataclass(frozen=True)
class Chosen:
    """How the areas of a goal were fixed in its baseline year: by category or by a threshold."""

    categories: tuple[str, ...] = ()
    below: float | None = None
    above: float | None = None

    @classmethod
    def of(cls, text: str) -> "Chosen":
        """Read ``category=markant,intensiveret``, ``below=85`` or ``above=10``.

        Raises ``ValueError`` for anything else.
        """
        kind, _, value = (part.strip().casefold() for part in text.partition("="))
        if kind == "category":
            named = tuple(part.strip() for part in value.split(","))
            if all(one in CATEGORIES for one in named):
                return cls(categories=named)
        elif kind in {"below", "above"} and math.isfinite(float(value)):
            limit = float(value)
            return cls(below=limit) if kind == "below" else cls(above=limit)
        raise ValueError(text)


@dataclass(frozen=True)
class Goal:
    """One goal. ``value`` is a share in per cent, a rate per 1,000, or a fall in per cent.

    ``chosen_areas`` are names as the policy published them. ``note`` says what is unclear.
    """

    goal: str
    programme: str
    rule_da: str
    rule_en: str
    scope: Scope
    indicator: str
    comparison: Comparison
    value: float | None
    baseline_year: int | None
    chosen_by: str | None
    chosen_areas: tuple[str, ...]
    first_year: int | None
    deadline: date
    note: str | None
    origin: str
    note_en: str | None = None
    row_number: int = 0
    load_id: int | None = None

    def note_in(self, lang: Lang) -> str | None:
        """Return what is unclear, in a language if it is known in it."""
        return in_language(self.note, self.note_en, lang)

    @property
    def chosen(self) -> Chosen | None:
        """Return how the areas were fixed, where it was by a rule."""
        return None if self.chosen_by is None else Chosen.of(self.chosen_by)

    @property
    def earlier_year(self) -> int | None:
        """Return the year that a figure is held against, for breaks of the series."""
        return self.baseline_year if self.baseline_year is not None else self.first_year

"""Area sets, crosswalks, designations; what stands for the city, outside it, and no place."""

from dataclasses import dataclass
from datetime import date
from typing import Any, Literal

from hotspots.language import Lang, in_language

Basis = Literal["rode", "population", "area", "stated"]
BASES: tuple[Basis, ...] = ("rode", "population", "area", "stated")
DESIGNATION_COLUMNS = (
    "kind", "year", "name", "value", "designated", "criteria_set", "set", "area", "area_name",
    "units", "certainty", "note", "origin",
)  # fmt: skip

CITY = "*"
# Incidents without coordinates: they count for the city and for none of its areas.
UNPLACED = "-"
# Incidents with coordinates in none of the set's areas: never the city's.
OUTSIDE = "outside"


@dataclass(frozen=True, kw_only=True)
class StatedDesignation:
    """What an extract says of a designation; ``units`` is the stated area, as a text."""

    kind: str
    name: str
    year: int
    designated: bool
    value: str | None
    criteria_set: str
    set_name: str | None
    units: str | None
    certainty: str | None
    note: str | None
    note_en: str | None
    origin: str | None


@dataclass(frozen=True, kw_only=True)
class Designation(StatedDesignation):
    """One designation and the areas it was found to name, as far as they are known.

    ``codes`` and ``area_names`` go together and are empty where no area is known; ``gap`` then
    says why: ``not_stated``, ``no_set`` or ``not_found``, with ``reason`` for the last.
    ``beside`` are units of other divisions, as (word, code).
    """

    load_id: int
    codes: tuple[str, ...] = ()
    area_names: tuple[str, ...] = ()
    beside: tuple[tuple[str, str], ...] = ()
    gap: str = ""
    reason: str = ""

    @property
    def area(self) -> str | None:
        """Return the code of its area, several divided by a comma, or None."""
        return ", ".join(self.codes) or None

    def note_in(self, lang: Lang) -> str | None:
        """Return the note, in a language if it is known in it."""
        return in_language(self.note, self.note_en, lang)

    def as_row(self, lang: Lang) -> dict[str, Any]:
        """Return the row by its public column names."""
        columns = {"set": self.set_name, "area": self.area,
               "area_name": ", ".join(self.area_names) or None,
               "note": self.note_in(lang)}  # fmt: skip
        return {
            name: columns[name] if name in columns else getattr(self, name)
            for name in DESIGNATION_COLUMNS
        }


@dataclass(frozen=True)
class CrosswalkRow:
    """``weight`` (0 to 1) of ``from_area`` lies in ``to_area``: ``amount`` people, units or m².

    From-area ``-`` is the ground of ``to_area`` that lies in no area of ``from_set``.
    """

    row_number: int
    from_set: str
    from_area: str
    to_set: str
    to_area: str
    weight: float
    amount: float | None
    basis: Basis


@dataclass(frozen=True)
class CandidateSet:
    """An area set that a question can be about; ``valid_from`` and ``valid_to`` None is open.

    ``newest_year`` is the newest year of which any of its areas has a figure.
    """

    set_name: str
    valid_from: date | None
    valid_to: date | None
    overlapping: bool
    n_areas: int
    area_m2: float
    newest_year: int | None

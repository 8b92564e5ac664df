"""Incidents placed by the name of their area, where an extract has no coordinates for them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from hotspots.arrow import pa
from hotspots.language import Say, message
from hotspots.model.areas import OUTSIDE, UNPLACED
from hotspots.sources.files.names import AreaNames, NameMatch
from hotspots.workflows.loads.aliases import names_with
from hotspots.workflows.loads.loading import OpenLoad


@dataclass(frozen=True)
class NamedPlaces:
    """What the names of a batch say, shape (n_rows,) each.

    ``codes`` are areas, None where a row has coordinates or names none, as ``is_named`` says;
    ``is_outside`` tells which are said to lie outside; ``reasons`` say why a name is none, None
    where all is well.
    """

    codes: Any
    is_outside: Any
    reasons: Any

    @classmethod
    def of(cls, matches: Sequence[NameMatch | None]) -> "NamedPlaces":
        """Build from what each row's text means; None where it is not asked."""
        codes = [match.code if match else None for match in matches]
        return cls(
            np.array([None if code in {OUTSIDE, UNPLACED} else code for code in codes], object),
            np.array([code == OUTSIDE for code in codes], bool),
            np.array([match.reason or None if match else None for match in matches], object),
        )

    @property
    def is_named(self) -> Any:
        """Return which rows are in an area by its name."""
        return np.array([code is not None for code in self.codes], bool)

    @property
    def is_known(self) -> Any:
        """Return which rows name no area that is unknown."""
        return np.array([reason is None for reason in self.reasons], bool)

    def where(self, kept: Any) -> "NamedPlaces":
        """Return the places of some of the rows."""
        return NamedPlaces(self.codes[kept], self.is_outside[kept], self.reasons[kept])


@dataclass
class NamedAreas:
    """The names of one area set, asked for what an extract calls its areas.

    ``words`` counts by state the texts that name no area.
    """

    set_name: str
    names: AreaNames
    matches: dict[str, NameMatch] = field(default_factory=dict)
    words: Mapping[str, Counter[str]] = field(
        default_factory=lambda: {OUTSIDE: Counter(), UNPLACED: Counter()}
    )
    n_named: int = 0

    @classmethod
    def of(cls, load: OpenLoad, set_name: str, aliases: Mapping[str, str]) -> "NamedAreas":
        """Build from a stored set, which gets the other names given with the load."""
        return cls(set_name, names_with(load, set_name, aliases))

    def place(self, texts: Any, has_point: Any) -> NamedPlaces:
        """Say what the texts of an Arrow column mean, for the rows without a point."""
        pairs = zip(texts.to_pylist(), has_point.tolist(), strict=True)
        return NamedPlaces.of(
            [None if point or text is None else self._match(text) for text, point in pairs]
        )

    def count(self, texts: Any, places: NamedPlaces, kept: Any) -> None:
        """Count the rows that are kept: those in an area, and the words of the others."""
        for text, code, is_outside, is_kept in zip(
            texts.to_pylist(), places.codes, places.is_outside, kept, strict=True
        ):
            if is_kept and code is not None:
                self.n_named += 1
            elif is_kept and text is not None and (is_outside or self._is_placeless(text)):
                self.words[OUTSIDE if is_outside else UNPLACED][text] += 1

    def _is_placeless(self, text: str) -> bool:
        return text in self.matches and self.matches[text].code == UNPLACED

    def _match(self, text: str) -> NameMatch:
        if text not in self.matches:
            self.matches[text] = self.names.match_place(text)
        return self.matches[text]

    def report(self, say: Say) -> None:
        """Say how many are known by their area, and which words were read as no area."""
        if self.n_named:
            say(
                message(
                    "{n:,} {n:incident|incidents} {n:is|are} placed by the name of {n:its|their} "
                    "area in {set_name!r}: {n:it has|they have} no place in other sets, nor for "
                    "what needs points.",
                    n=self.n_named,
                    set_name=self.set_name,
                )
            )
        say_words(self.words, say)


def columns_of(places: NamedPlaces, set_name: str | None) -> dict[str, Any]:
    """Return the columns of the store that tell where incidents are by name."""
    return {
        "named_set": pa.array([None if code is None else set_name for code in places.codes],
                              pa.string()),
        "named_area": pa.array(places.codes.tolist(), pa.string()),
        "named_outside": pa.array(places.is_outside),
    }  # fmt: skip


def nowhere(n_rows: int) -> NamedPlaces:
    """Return the places of an extract that names no areas."""
    nothing = np.full(n_rows, None, dtype=object)
    return NamedPlaces(nothing, np.zeros(n_rows, dtype=bool), nothing)


def say_words(words: Mapping[str, Counter[str]], say: Say) -> None:
    """Say which texts were read as lying outside, and as no place."""
    if words[OUTSIDE]:
        say(message("Read as outside the city: {words}.", words=_listed(words[OUTSIDE])))
    if words[UNPLACED]:
        say(message("Read as no place: {words}.", words=_listed(words[UNPLACED])))


def _listed(words: Counter[str]) -> str:
    return ", ".join(f"{word!r} ({n:,})" for word, n in words.most_common())

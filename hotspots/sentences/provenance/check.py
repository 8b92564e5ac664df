"""What a finding says in Danish and English, and what to do about it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hotspots.language import Lang
from hotspots.model.areas import CITY
from hotspots.model.provenance import CHECKS, Finding, FindingPlace, PrintedNumber
from hotspots.sentences.areas.designations import kind_name
from hotspots.sentences.slices import slice_words
from hotspots.sentences.texts import day, number, text


@dataclass(frozen=True)
class Names:
    """What areas, by set and code, indicators and the files of loads are called."""

    areas: Mapping[tuple[str, str], str]
    indicators: Mapping[str, str]
    files: Mapping[int, str]

    def area(self, place: FindingPlace, lang: Lang) -> str:
        """Return the name of a place's area, or of its set where it has none."""
        if place.area == CITY:
            return text(lang, "change.city")
        if place.area is None:
            return place.set_name or text(lang, "check.whole_store")
        return self.areas.get((place.set_name or "", place.area), place.area)

    def indicator(self, place: FindingPlace) -> str:
        """Return the name of a place's indicator or series; empty where it has none."""
        name = place.indicator or ""
        return self.indicators.get(name, name)


def row(finding: Finding, names: Names, lang: Lang) -> dict[str, Any]:
    """Return a finding as a row by its public column names."""
    blanks = {name: _written(value, lang) for name, value in finding.figures.items()}
    blanks |= {
        "place": names.area(finding.place, lang),
        "indicator": _named(finding.place, names, lang),
        "because": blanks.get(f"because_{lang}", ""),
        "kind": kind_name(blanks.get("kind", ""), lang),
    }
    return {
        "check": finding.check,
        "where": where(finding.place, names, lang),
        "area": finding.place.area,
        "year": finding.place.year,
        "indicator": finding.place.indicator,
        "what": text(lang, f"check.{finding.text}", **blanks),
        "how_sure": finding.how_sure,
        "do": text(lang, f"check_do.{finding.text}", **blanks),
        "load": finding.place.load,
        "row": finding.place.row,
        "group": finding.place.group or None,
        "period": finding.place.period,
    }


def where(place: FindingPlace, names: Names, lang: Lang) -> str:
    """Return a place in words: set, area, year and indicator; then load, file and row."""
    about = [
        place.set_name,
        names.area(place, lang) if place.area else None,
        str(place.year) if place.year else None,
        _named(place, names, lang) or None,
    ]
    came_from = []
    if place.load is not None:
        file = names.files.get(place.load, "")
        came_from.append(text(lang, "check.place_load", load=place.load, file=file))
    if place.row is not None:
        came_from.append(text(lang, "check.place_row", row=place.row))
    parts = [", ".join(one for one in about if one), ", ".join(came_from)]
    return "; ".join(part for part in parts if part)


def _named(place: FindingPlace, names: Names, lang: Lang) -> str:
    """Return the name of a place's indicator, with the group and the part of the year."""
    name, words = names.indicator(place), slice_words(place.group, place.part, lang)
    return f"{name} ({words})" if name and words else name or words


def _written(value: Any, lang: Lang) -> str:
    match value:
        case None:
            return text(lang, "words.not_available")
        case PrintedNumber():
            return number(lang, value.value, value.decimals)
        case date():
            return day(lang, value)
        case int():
            return number(lang, value)
        case tuple():
            return ", ".join(_member(one, lang) for one in value)
    return str(value)


def _member(value: Any, lang: Lang) -> str:
    if not isinstance(value, tuple):
        return _written(value, lang)
    percent, edition = value
    if edition is None:
        return text(lang, "check.no_edition", percent=_written(percent, lang))
    return text(lang, "check.edition", percent=_written(percent, lang), edition=edition)


def summary(
    findings: Sequence[Finding], amounts: Mapping[str, int], checks: Sequence[str], lang: Lang
) -> list[str]:
    """Return what was found in words, what was gone through, and by which checks."""
    sure = [one.how_sure for one in findings]
    counts = {name: number(lang, sure.count(name)) for name in ("certain", "likely", "possible")}
    outcome = text(lang, "check.found", **counts) if findings else text(lang, "check.nothing")
    values = {name: number(lang, n) for name, n in amounts.items()}
    return [
        outcome,
        text(lang, "check.checked", **values),
        text(lang, "check.run", n=len(checks), total=len(CHECKS), checks=", ".join(checks)),
    ]

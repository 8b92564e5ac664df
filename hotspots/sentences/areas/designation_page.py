"""What the page on designated areas says: what is drawn, and what nobody said the place of."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from hotspots.language import Lang
from hotspots.model.areas import Designation
from hotspots.model.indicators import CATEGORIES
from hotspots.model.pages import Fact, PageTable
from hotspots.sentences.areas.designations import kind_name
from hotspots.sentences.page_text import PageText
from hotspots.sentences.texts import text

NO_VALUE, SEVERAL, NONE = "designated", "several", "none"
_CERTAINTIES = frozenset({"oplyst", "navnesammenfald", "ukendt"})
_KEYS = ("name", "value", "area", "units", "certainty", "note", "origin")


@dataclass(frozen=True)
class DesignationFacts:
    """What the page is about.

    ``names`` gives every area of the set by code, and ``beside`` the remark on each unit of
    another division, such as ("rode", "157").
    """

    kind: str
    year: int
    set_name: str
    names: Mapping[str, str]
    beside: Mapping[tuple[str, str], str]


def tell(designations: Sequence[Designation], facts: DesignationFacts, lang: Lang) -> PageText:
    """Return the texts of the page; ``designations`` are of one kind and year."""
    named = [one for one in designations if one.designated]
    by_code = {code: [one for one in named if code in one.codes] for code in facts.names}
    part = {"kind": kind_name(facts.kind, lang), "year": facts.year}
    return PageText(
        title=text(lang, "map_designations.title", **part),
        subtitle=text(lang, "map_designations.subtitle", set_name=facts.set_name,
                      criteria="; ".join(dict.fromkeys(one.criteria_set for one in designations))),
        summary=_summary(named, facts, lang),
        legend_title=text(lang, "map_designations.legend_title", **part),
        classes=_classes(by_code, lang),
        class_of={code: class_of(ones) for code, ones in by_code.items()},
        lines={code: _lines(ones, facts, lang) for code, ones in by_code.items()},
        table=_table(designations, part, lang),
        facts={code: _facts(ones, lang) for code, ones in by_code.items()},
    )  # fmt: skip


def unplaced_notes(designations: Sequence[Designation], lang: Lang) -> list[str]:
    """Return a note on each designation that is not drawn and whose place something is known of.

    The summary names all of them.
    """
    return [
        text(
            lang,
            "map_designations.unplaced",
            name=_with_value(designation),
            note=_place_remark(designation, lang),
        )
        for designation in designations
        if designation.designated and not designation.codes and _place_remark(designation, lang)
    ]


def _place_remark(designation: Designation, lang: Lang) -> str:
    code = text(lang, "map_designations.units")
    remarks = (designation.units and f"{code}: {designation.units}.", designation.note_in(lang))
    return " ".join(part for part in remarks if part)


def class_of(designations: Sequence[Designation]) -> str:
    """Return the class of an area: the value it was given, one for several, or none."""
    values = {one.value or "" for one in designations}
    if not values:
        return NONE
    if len(values) > 1:
        return SEVERAL
    value = values.pop()
    return f"value:{value}" if value else NO_VALUE


def _classes(by_code: Mapping[str, Sequence[Designation]], lang: Lang) -> list[tuple[str, str]]:
    used = {class_of(ones) for ones in by_code.values()}
    values = sorted((key for key in used if key.startswith("value:")), key=_value_order)
    value_classes = [(key, key.removeprefix("value:")) for key in values]
    fixed = [key for key in (NO_VALUE, SEVERAL) if key in used]
    return [
        *value_classes,
        *((key, text(lang, f"map_designations.{key}")) for key in (*fixed, NONE)),
    ]


def _value_order(key: str) -> tuple[int, str]:
    value = key.removeprefix("value:")
    is_category = value in CATEGORIES
    return (CATEGORIES.index(value) if is_category else len(CATEGORIES)), value


def _summary(named: Sequence[Designation], facts: DesignationFacts, lang: Lang) -> str:
    unplaced = [_with_value(one) for one in named if not one.codes]
    if len(unplaced) == len(named):
        key = "empty" if named else "none_named"
        return text(lang, f"map_designations.{key}", n=len(named), year=facts.year)
    sentence = text(
        lang,
        "map_designations.summary",
        year=facts.year,
        n=len(named),
        values=_by_value(named),
        n_drawn=len(named) - len(unplaced),
    )
    if not unplaced:
        return sentence
    missing = text(lang, "map_designations.missing", n=len(unplaced), names="; ".join(unplaced))
    return f"{sentence} {missing}"


def _by_value(named: Sequence[Designation]) -> str:
    """Return how many have each value, in brackets; nothing where none has one."""
    keys = sorted({f"value:{one.value}" for one in named if one.value}, key=_value_order)
    values = [value.removeprefix("value:") for value in keys]
    counts = [f"{value} {sum(one.value == value for one in named)}" for value in values]
    return f" ({', '.join(counts)})" if counts else ""


def _with_value(designation: Designation) -> str:
    return f"{designation.name} ({designation.value})" if designation.value else designation.name


def _lines(designations: Sequence[Designation], facts: DesignationFacts, lang: Lang) -> list[str]:
    if not designations:
        return [text(lang, "map_designations.no_known")]
    return [line for one in designations for line in _designation_lines(one, facts, lang)]


def _designation_lines(designation: Designation, facts: DesignationFacts, lang: Lang) -> list[str]:
    title = _with_value(designation)
    lines = [f"{title[:1].upper()}{title[1:]}."]
    lines += [facts.beside[unit] for unit in designation.beside if unit in facts.beside]
    note = designation.note_in(lang)
    return [*lines, *([note] if note else [])]


def _facts(designations: Sequence[Designation], lang: Lang) -> list[Fact]:
    facts = []
    for designation in designations:
        units = "" if designation.units in designation.codes else designation.units
        values = {
            "units": units,
            "certainty": _certainty(designation, lang),
            "origin": designation.origin,
        }
        facts += [(text(lang, f"map_designations.{key}"), value)
                 for key, value in values.items() if value]  # fmt: skip
    return facts


def _table(
    designations: Sequence[Designation], part: Mapping[str, object], lang: Lang
) -> PageTable:
    """Return the table: what is drawn first, then what has no known area."""
    ordered = [
        *(one for one in designations if one.codes),
        *(one for one in designations if not one.codes),
    ]
    return PageTable(
        caption=text(lang, "map_designations.caption", **part),
        headings=[text(lang, f"map_designations.{key}") for key in _KEYS],
        numeric=[False] * len(_KEYS),
        rows=[_cells(one, lang) for one in ordered],
        codes=[one.codes[0] if one.codes else "" for one in ordered],
    )


def _certainty(designation: Designation, lang: Lang) -> str:
    """Return how sure the area is: our own words in the reader's language, others as stated."""
    if designation.certainty in _CERTAINTIES:
        return text(lang, f"map_designations.certainty_{designation.certainty}")
    return designation.certainty or ""


def _cells(designation: Designation, lang: Lang) -> list[str]:
    value = designation.value or text(lang, f"map_designations.{NO_VALUE}")
    unknown = text(lang, "map_designations.unknown_area")
    return [
        designation.name,
        value if designation.designated else text(lang, "map_designations.not_designated"),
        ", ".join(designation.area_names) or unknown,
        designation.units or "–",
        _certainty(designation, lang) or "–",
        designation.note_in(lang) or "–",
        designation.origin or "–",
    ]

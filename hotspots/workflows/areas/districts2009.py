"""The 35 districts of the safety index 2009-2011, made from today's roder."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from hotspots.analysis.areas.strays import NumberedUnits, Stray, find_strays
from hotspots.errors import HotspotsError
from hotspots.language import Say, message
from hotspots.sources.areas.index_districts import IndexDistrict, index_districts
from hotspots.sources.areas.unit_lists import spelled
from hotspots.sources.files import names
from hotspots.workflows.areas.from_units import Compound, UnitSet

NAME = "districts2009"
VALID_FROM = date(2009, 1, 1)
VALID_TO = date(2011, 12, 31)
NUMBER, BYDEL = ATTRIBUTES = ("distrikt_nr", "bydel")


@dataclass(frozen=True)
class _Placement:
    """A misnumbered unit, and the district it was put in; None where that cannot be said."""

    stray: Stray
    name: str
    bydel: str
    put: str | None
    assumed: bool


def compounds(units: UnitSet, *, assume: bool, say: Say) -> list[Compound]:
    """Return the districts as lists of units, and say what is odd about them.

    A misnumbered unit leaves the district it states. It is put in another only where no other
    can be meant, or with ``assume`` where the shared border is longest; either is marked in
    the attributes of both districts. Raises ``HotspotsError`` where the numbers are not those
    of the index.
    """
    districts = index_districts()
    kept = _numbered(units, say)
    _check_numbers(units.name, set(kept.stated), districts)
    findings = find_strays(kept)
    _check_homes(units.name, findings.homes, districts)
    placed = [_placed(one, units, assume=assume) for one in findings.strays]
    _report(placed, findings.doubtful, kept, districts, say)
    return [
        _district(number, row_number, kept, placed, districts, units)
        for row_number, number in enumerate(districts, start=1)
    ]


def _numbered(units: UnitSet, say: Say) -> NumberedUnits:
    with_both = [
        index
        for index, of in enumerate(units.attributes)
        if spelled(of.get(NUMBER)) and spelled(of.get(BYDEL))
    ]
    if len(with_both) < len(units.codes):
        without = [code for index, code in enumerate(units.codes) if index not in set(with_both)]
        say(
            message(
                "Without {number!r} or {bydel!r}, and in no district: {without}.",
                number=NUMBER,
                bydel=BYDEL,
                without=", ".join(without),
            )
        )
    return NumberedUnits(
        codes=[units.codes[index] for index in with_both],
        stated=[spelled(units.attributes[index][NUMBER]) for index in with_both],
        homes=[names.key(str(units.attributes[index][BYDEL])) for index in with_both],
        geometries=units.geometries[with_both],
    )


def _check_numbers(
    set_name: str, stated: set[str], districts: Mapping[str, IndexDistrict]
) -> None:
    missing = [number for number in districts if number not in stated]
    foreign = sorted(stated - districts.keys())
    if missing or foreign:
        lacks = message("; without {missing}", missing=", ".join(missing)) if missing else ""
        has = (
            message("; with {foreign}, which the index did not have", foreign=", ".join(foreign))
            if foreign
            else ""
        )
        raise HotspotsError(
            message(
                "The areas of {set_name!r} name {n} districts in {number!r}, and the "
                "index had {n_2}{lacks}{has}. Load the whole municipal layer of roder.",
                set_name=set_name,
                n=len(stated),
                number=NUMBER,
                n_2=len(districts),
                lacks=lacks,
                has=has,
            )
        )


def _check_homes(
    set_name: str, homes: Mapping[str, str], districts: Mapping[str, IndexDistrict]
) -> None:
    """Refuse numbers that are not those of the index: its districts lie in other bydele."""
    for number, district in districts.items():
        if district.bydel and names.key(district.bydel) != homes[number]:
            raise HotspotsError(
                message(
                    "In {set_name!r} district {number} lies in {homes!r}, in the index in "
                    "{bydel!r} ({name}): these are not the numbers of the index.",
                    set_name=set_name,
                    number=number,
                    homes=homes[number],
                    bydel=district.bydel,
                    name=district.name,
                )
            )


def _placed(stray: Stray, units: UnitSet, *, assume: bool) -> _Placement:
    index = units.position[stray.code]
    only = len(stray.borders_m) == 1
    put = next(iter(stray.borders_m), None) if only or assume else None
    bydel = " ".join(str(units.attributes[index][BYDEL]).split())
    return _Placement(stray, units.names[index], bydel, put, assumed=put is not None and not only)


def _report(
    placed: Sequence[_Placement],
    doubtful: Sequence[str],
    kept: NumberedUnits,
    districts: Mapping[str, IndexDistrict],
    say: Say,
) -> None:
    for placement in placed:
        say(_sentence(placement, districts))
    for code in doubtful:
        number = kept.stated[kept.codes.index(code)]
        say(
            message(
                "{code} lies in another bydel than most of district {number} but touches "
                "it: kept.",
                code=code,
                number=number,
            )
        )
    for number, district in districts.items():
        if _note_applies(district, number, kept):
            say(message("District {number}: {en}", number=number, en=district.notes["en"]))
    unnamed = [number for number, district in districts.items() if not district.named]
    say(
        message(
            "No name is known for {unnamed}: they are called by their number.",
            unnamed=", ".join(unnamed),
        )
    )


def _sentence(placement: _Placement, districts: Mapping[str, IndexDistrict]) -> str:
    stray = placement.stray
    stated = districts[stray.stated].name
    start = message(
        "{code} {name} says district {stated} ({stated_2}), but lies in {bydel}, "
        "{distance_m:.1f} km from the rest of it: ",
        code=stray.code,
        name=placement.name,
        stated=stray.stated,
        stated_2=stated,
        bydel=placement.bydel,
        distance_m=stray.distance_m / 1000,
    )
    if placement.put is not None and not placement.assumed:
        return message(
            "{found}put in {put} ({name}), the only one there it borders.",
            found=start,
            put=placement.put,
            name=districts[placement.put].name,
        )
    if placement.put is not None:
        return message(
            "{found}put in {put} ({name}), with which the shared border is longest; "
            "this is an assumption. {borders}",
            found=start,
            put=placement.put,
            name=districts[placement.put].name,
            borders=_borders(stray),
        )
    if not stray.borders_m:
        return message(
            "{found}left out; it borders no district of {bydel}.",
            found=start,
            bydel=placement.bydel,
        )
    return message(
        "{found}left out, because which district it was in cannot be said. "
        "{borders} --assume-neighbours puts it in the first.",
        found=start,
        borders=_borders(stray),
    )


def _borders(stray: Stray) -> str:
    listed = ", ".join(f"{number} ({m:,.0f} m)" for number, m in stray.borders_m.items())
    if stray.beside:
        return message(
            "Together with {beside} it borders {listed}.",
            beside=", ".join(stray.beside),
            listed=listed,
        )
    return message("It borders {listed}.", listed=listed)


def _note_applies(district: IndexDistrict, number: str, kept: NumberedUnits) -> bool:
    stated = dict(zip(kept.codes, kept.stated, strict=True))
    return bool(district.notes) and stated.get(district.note_unit) == number


def _district(
    number: str,
    row_number: int,
    kept: NumberedUnits,
    placed: Sequence[_Placement],
    districts: Mapping[str, IndexDistrict],
    units: UnitSet,
) -> Compound:
    away = {placement.stray.code for placement in placed if placement.stray.stated == number}
    kept_codes = [
        code
        for code, stated in zip(kept.codes, kept.stated, strict=True)
        if stated == number and code not in away
    ]
    arrivals = [placement for placement in placed if placement.put == number]
    members = sorted(
        [*kept_codes, *(placement.stray.code for placement in arrivals)],
        key=lambda c: units.position[c],
    )
    remarks: dict[str, Any] = {
        "name_published": districts[number].named,
        "bydel_published": districts[number].bydel,
        "misnumbered": [
            _placement_attributes(placement)
            for placement in placed
            if placement.stray.stated == number
        ],
        "put_here": [_placement_attributes(placement) for placement in arrivals],
    }
    if _note_applies(districts[number], number, kept):
        remarks |= {f"note_{lang}": note for lang, note in districts[number].notes.items()}
    return Compound(number, districts[number].name, members, row_number, remarks)


def _placement_attributes(placement: _Placement) -> dict[str, Any]:
    stray = placement.stray
    return {
        "unit": stray.code,
        "name": placement.name,
        "bydel": placement.bydel,
        "stated": stray.stated,
        "put": placement.put,
        "assumed": placement.assumed,
        "distance_m": round(stray.distance_m),
        "beside": list(stray.beside),
        "borders_m": {number: round(length) for number, length in stray.borders_m.items()},
    }

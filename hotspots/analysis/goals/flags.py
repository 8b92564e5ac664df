"""What must be said with a judgement: breaks between the years, editions, answers unknown."""

from collections.abc import Collection, Sequence

from hotspots.analysis.goals.areas import Evidence
from hotspots.analysis.indicators.pairing import base_of, is_design_unknown
from hotspots.model.goals import AreaVerdict, Goal
from hotspots.model.indicators import AreaCategory, Break, Figure


def crossed_breaks(
    goal: Goal, evidence: Evidence, year: int | None, codes: Collection[str]
) -> tuple[Break, ...]:
    """Return the breaks of method and context between a goal's earlier year and the data year."""
    if year is None:
        return ()
    earlier = year if goal.earlier_year is None else goal.earlier_year
    return tuple(
        candidate
        for candidate in evidence.breaks
        if candidate.kind != "definition"
        and candidate.is_crossed(earlier, year)
        and (candidate.area_code is None or candidate.area_code in codes)
    )


def flags(
    goal: Goal,
    evidence: Evidence,
    verdicts: Sequence[AreaVerdict],
    year: int | None,
    *,
    differs: bool = False,
    categories: Sequence[AreaCategory | Figure] = (),
) -> tuple[str, ...]:
    """Return the flags of a judgement, in their order."""
    used = [one for area in verdicts for one in (area.earlier, area.later, area.second) if one]
    pairs = [(area.earlier, area.later) for area in verdicts if area.earlier and area.later]
    kinds = {one.kind for one in crossed_breaks(goal, evidence, year, _codes(evidence, verdicts))}
    is_rate_tested = evidence.measure == "per_1000" and any(
        area.p is not None for area in verdicts
    )
    learnt = evidence.swings.learnt
    is_so = {
        "no_n": any(base_of(one, evidence.measure) is None for one in used),
        "design_effect_unknown": evidence.measure == "share"
        and any(is_design_unknown(one) for one in used),
        "assumed_n": any(one.get("assumed_n") for one in used),
        "overdispersed": is_rate_tested and learnt is not None and learnt.is_over,
        "chance_only": is_rate_tested and learnt is None,
        "mixed_editions": any(earlier["edition"] != later["edition"] for earlier, later in pairs),
        "supplier_changed": any(
            earlier["supplier"] and later["supplier"] and earlier["supplier"] != later["supplier"]
            for earlier, later in pairs
        ),
        "definition_break": any(area.crossed for area in verdicts),
        "method_break": "method" in kinds,
        "context_break": "context" in kinds,
        "category_computed": any(one.get("computed") for one in categories),
        "list_and_rule_differ": differs,
        "see_note": goal.note is not None or goal.note_en is not None,
    }
    return tuple(name for name, holds in is_so.items() if holds)


def _codes(evidence: Evidence, verdicts: Sequence[AreaVerdict]) -> set[str]:
    return {area.area for area in verdicts} or {code for code, _ in evidence.areas}

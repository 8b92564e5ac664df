"""What a report has no data for: in one line, and what therefore need not be explained."""

from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.workflows.report.material import Material


def lacking(material: Material, facts: ReportFacts) -> str:
    """Return the line that names what is left out for want of data; empty where nothing is."""
    names = [facts.say(f"lacks_{key}") for key, is_lacking in _parts(material).items()
             if is_lacking]  # fmt: skip
    if material.hotspots is None:
        names.append(_hotspots(material, facts))
    return facts.say("lacks", names="; ".join(names)) if names else ""


def unread(material: Material) -> set[str]:
    """Return which sections on how to read a report of figures speak of what it lacks."""
    lacks = _parts(material)
    without = {
        "category": lacks["categories"],
        "rank": lacks["priority"],
        "crime": lacks["crime"],
        "hotspots": material.hotspots is None,
    }
    return {key for key, is_lacking in without.items() if is_lacking}


def _parts(material: Material) -> dict[str, bool]:
    """Return which parts of a report lack their data."""
    figures, rows = material.figures, material.change_rows
    has_category = any(row.category or row.baseline_category for row in rows)
    has_goals = material.has("goals")
    return {
        "figures": figures is None,
        "categories": figures is not None and not has_category,
        "priority": figures is not None and figures.priority is None,
        "crime": material.crime is None,
        "goals": not has_goals,
        "goals_figures": has_goals and material.goals is None,
        "interventions": not material.has("interventions"),
        "interventions_then": material.has("interventions") and not any(material.efforts.values()),
        "designations": not material.has("designations"),
        "designations_then": material.has("designations") and not any(material.named.values()),
        "review": material.hotspots is not None and material.review is None,
    }


def _hotspots(material: Material, facts: ReportFacts) -> str:
    if material.question_period is None:
        return facts.say("lacks_hotspots")
    return facts.say("lacks_hotspots_days", **words.span(material.question_period, facts.lang))

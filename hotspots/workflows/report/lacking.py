"""What a report has no data for, in one line."""

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
        "designations": not material.has("designations"),
        "review": material.hotspots is not None and material.review is None,
    }


def _hotspots(material: Material, facts: ReportFacts) -> str:
    if material.question_period is None:
        return facts.say("lacks_hotspots")
    return facts.say("lacks_hotspots_days", **words.span(material.question_period, facts.lang))

"""A profile of each area: its figures, its series, the hotspots in it and what was done."""

from hotspots.analysis.areas.overlaps import shares_covered
from hotspots.model.answer import AreaShapes
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow
from hotspots.model.report import Block, Heading, Paragraph
from hotspots.sentences.report import areas as report_areas
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.texts import number
from hotspots.workflows.report.figures import Figures
from hotspots.workflows.report.material import Material
from hotspots.workflows.report.pictures import area_series, level_interval

_LEAST_SHARE, _NEARLY_ALL = 0.01, 0.95


def profiles(material: Material, facts: ReportFacts) -> list[Block]:
    """Return a profile of every area that was chosen, and say which those are."""
    if material.figures is None:
        return []
    areas = [row for row in material.figures.change.rows if row.area != CITY]
    profiled_rows = [row for row in areas if row.area in material.profiled.codes]
    blocks = profiles_head(len(areas), len(profiled_rows), material, facts)
    for index, row in enumerate(profiled_rows):
        blocks += _profile(row, material, material.figures, facts, is_first=index == 0)
    return blocks


def profiles_head(n: int, shown: int, material: Material, facts: ReportFacts) -> list[Block]:
    """Return the chapter's heading, and which of the areas have a profile."""
    which = facts.say(f"profiles_{material.profiled.why}", n=n, shown=shown)
    return [Heading(1, facts.say("profiles")), Paragraph(which)]


def _profile(
    row: ChangeRow, material: Material, figures: Figures, facts: ReportFacts, *, is_first: bool
) -> list[Block]:
    ranked = figures.priority.rows if figures.priority else ()
    place = next((one for one in ranked if one.area == row.area), None)
    n_ranked = sum(one.rank is not None for one in ranked)
    lines = report_areas.figures(row, place, n_ranked, level_interval(row.area, figures), facts)
    lines += happened(row.area, figures.change.shapes, material, facts)
    drawn = area_series(row.area, row.name, figures, facts)
    return [
        Heading(2, row.name, tops_page=not is_first),
        Paragraph(row.sentence, "lead"),
        *([Paragraph(row.trend_sentence)] if row.trend_sentence else []),
        report_areas.profile(lines, row.name, facts),
        *([drawn] if drawn else []),
    ]


def happened(
    area: str, shapes: AreaShapes, material: Material, facts: ReportFacts
) -> list[tuple[str, str]]:
    """Return (subject, text) pairs of the incidents, the hotspots and what was done."""
    return [
        *_crime(area, material, facts),
        ("hotspots", _hotspots(shapes.wkb[area], material, facts)),
        *_done(area, material, facts),
    ]


def _crime(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    if material.crime is None:
        return [("crime", facts.say("none_loaded"))]
    crime_rows = [row for row in material.crime.rows if row["area"] == area]
    return [
        ("crime", words.crime(row, material.crime.settings, facts, named=False))
        for row in crime_rows
    ]


def _hotspots(outline: bytes, material: Material, facts: ReportFacts) -> str:
    """Say which hotspots lie in an area, and which only with a part of their ground."""
    if material.hotspots is None or material.hotspots.shapes is None:
        return facts.say("not_found")
    shapes = material.hotspots.shapes.wkb
    shares = shares_covered(list(shapes.values()), outline)
    share_by_hotspot = dict(zip(shapes, shares, strict=True))
    sentences = []
    for row in material.hotspots.rows:
        share = share_by_hotspot[row["hotspot"]]
        if share >= _LEAST_SHARE:
            key = "hotspot_here" if share >= _NEARLY_ALL else "hotspot_partly"
            n = number(facts.lang, row["n"])
            sentences.append(facts.say(key, number=row["hotspot"], n=n))
    words_ = ", ".join(sentences) or facts.say("none_here")
    return words_[:1].upper() + words_[1:]


def _done(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    by_kind = {"interventions": material.efforts, "designations": material.named}
    lines = []
    for key, by_area in by_kind.items():
        names = ", ".join(by_area.get(area, ()))
        nothing = facts.say("none_here" if material.has(key) else "none_loaded")
        lines.append((key, names or nothing[:1].upper() + nothing[1:]))
    return lines

"""A profile of each area: its figures, its series, the hotspots in it and what was done."""

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


def profiles(material: Material, facts: ReportFacts) -> list[Block]:
    """Return a profile of every area that was chosen, and say which those are."""
    if material.figures is None:
        return []
    areas = [row for row in material.figures.change.rows if row.area != CITY]
    profiled_rows = [row for row in areas if row.area in material.profiled.codes]
    blocks = profiles_head(len(areas), len(profiled_rows), material, facts)
    unmeasured = []
    for row in profiled_rows:
        blocks_of_area = _profile(row, material, material.figures, facts)
        blocks += blocks_of_area
        unmeasured += [] if blocks_of_area else [row.name]
    if unmeasured:
        blocks.append(Paragraph(facts.say("profiles_unmeasured", names=", ".join(unmeasured))))
    return blocks


def profiles_head(n: int, shown: int, material: Material, facts: ReportFacts) -> list[Block]:
    """Return the chapter's heading, and which of the areas have a profile."""
    which = facts.say(f"profiles_{material.profiled.why}", n=n, shown=shown)
    return [Heading(1, facts.say("profiles")), Paragraph(which)]


def _profile(
    row: ChangeRow, material: Material, figures: Figures, facts: ReportFacts
) -> list[Block]:
    """Return an area's profile; nothing where nothing was measured or done in any year."""
    ranked = figures.priority.rows if figures.priority else ()
    place = next((one for one in ranked if one.area == row.area), None)
    n_ranked = sum(one.rank is not None for one in ranked)
    lines = report_areas.figures(row, place, n_ranked, level_interval(row.area, figures), facts)
    lines += happened(row.area, material, facts)
    drawn = area_series(row.area, row.name, figures, facts)
    if not lines and drawn is None:
        return []
    below: list[Block] = [
        Paragraph(" ".join(filter(None, (row.sentence, row.trend_sentence)))),
        *([report_areas.profile(lines, row.name, facts)] if lines else []),
        *([drawn] if drawn else []),
    ]
    return [Heading(2, row.name, keeps=len(below)), *below]


def happened(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    """Return (subject, text) pairs of the incidents, the hotspots and what was done.

    What the store has no data for is left out.
    """
    return [
        *_crime(area, material, facts),
        *_hotspots(area, material, facts),
        *_done(area, material, facts),
    ]


def _crime(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    if material.crime is None:
        return []
    crime_rows = [row for row in material.crime.rows if row["area"] == area]
    return [
        ("crime", words.crime(row, material.crime.settings, facts, named=False))
        for row in crime_rows
    ]


def _hotspots(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    """Say which hotspots have their core in an area, and which reach into it."""
    if material.hotspots is None:
        return []
    sentences = []
    for row in material.hotspots.rows:
        where = material.spot_areas[row["hotspot"]]
        if area in {where.core, *where.codes}:
            key = ("hotspot_reaches" if where.core != area
                   else "hotspot_core" if len(where.codes) > 1 else "hotspot_here")  # fmt: skip
            n = number(facts.lang, row["n"])
            sentences.append(facts.say(key, number=row["hotspot"], n=n, core=where.core_name))
    return [("hotspots", _capital("; ".join(sentences) or facts.say("none_here")))]


def _done(area: str, material: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    by_kind = {"interventions": material.efforts, "designations": material.named}
    return [
        (key, ", ".join(by_area.get(area, ())) or _capital(facts.say("none_here")))
        for key, by_area in by_kind.items()
        if any(by_area.values())
    ]


def _capital(words_: str) -> str:
    return words_[:1].upper() + words_[1:]

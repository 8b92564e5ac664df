"""A profile of each area: its figures, its series, the hotspots in it and what was done."""

from hotspots.analysis.areas.overlaps import shares_covered
from hotspots.model.areas import CITY
from hotspots.model.indicators import ChangeRow
from hotspots.model.report import Block, Heading, Paragraph
from hotspots.sentences.report import areas as report_areas
from hotspots.sentences.report import summary as words
from hotspots.sentences.report.summary import ReportFacts
from hotspots.sentences.texts import number
from hotspots.workflows.report.material import Material
from hotspots.workflows.report.pictures import area_series, level_interval

_LEAST_SHARE, _NEARLY_ALL = 0.01, 0.95


def profiles(found: Material, facts: ReportFacts) -> list[Block]:
    """Return a profile of every area that was chosen, and say which those are."""
    areas = [row for row in found.change.rows if row.area != CITY]
    shown = [row for row in areas if row.area in found.profiled.codes]
    which = facts.say(f"profiles_{found.profiled.why}", n=len(areas), shown=len(shown))
    blocks: list[Block] = [Heading(1, facts.say("profiles")), Paragraph(which)]
    for at, row in enumerate(shown):
        blocks += _profile(row, found, facts, is_first=at == 0)
    return blocks


def _profile(
    row: ChangeRow, found: Material, facts: ReportFacts, *, is_first: bool
) -> list[Block]:
    ranked = found.priority.rows if found.priority else ()
    place = next((one for one in ranked if one.area == row.area), None)
    n_ranked = sum(one.rank is not None for one in ranked)
    lines = report_areas.figures(row, place, n_ranked, level_interval(row.area, found), facts)
    lines += [*_crime(row.area, found, facts), ("hotspots", _hotspots(row.area, found, facts)),
              *_done(row.area, found, facts)]  # fmt: skip
    drawn = area_series(row.area, row.name, found, facts)
    return [
        Heading(2, row.name, tops_page=not is_first),
        Paragraph(row.sentence, "lead"),
        report_areas.profile(lines, row.name, facts),
        *([drawn] if drawn else []),
    ]


def _crime(area: str, found: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    if found.crime is None:
        return [("crime", facts.say("none_loaded"))]
    own = [one for one in found.crime.rows if one["area"] == area]
    return [("crime", words.crime(one, found.crime.settings, facts, named=False)) for one in own]


def _hotspots(area: str, found: Material, facts: ReportFacts) -> str:
    """Say which hotspots lie in an area, and which only with a part of their ground."""
    if found.hotspots is None or found.hotspots.shapes is None:
        return facts.say("not_found")
    shapes = found.hotspots.shapes.wkb
    shares = shares_covered(list(shapes.values()), found.change.shapes.wkb[area])
    there = dict(zip(shapes, shares, strict=True))
    told = []
    for row in found.hotspots.rows:
        share = there[row["hotspot"]]
        if share >= _LEAST_SHARE:
            key = "hotspot_here" if share >= _NEARLY_ALL else "hotspot_partly"
            n = number(facts.lang, row["n"])
            told.append(facts.say(key, number=row["hotspot"], n=n))
    words_ = ", ".join(told) or facts.say("none_here")
    return words_[:1].upper() + words_[1:]


def _done(area: str, found: Material, facts: ReportFacts) -> list[tuple[str, str]]:
    known = {"interventions": found.efforts, "designations": found.named}
    told = []
    for key, by_area in known.items():
        names = ", ".join(by_area.get(area, ()))
        nothing = facts.say("none_here" if found.has(key) else "none_loaded")
        told.append((key, names or nothing[:1].upper() + nothing[1:]))
    return told

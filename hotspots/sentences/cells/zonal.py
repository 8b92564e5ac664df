"""What must be said beside figures that summarise a raster by area."""

from hotspots.language import Lang
from hotspots.model.cells import RasterFacts
from hotspots.sentences.texts import counted, number, text


def zonal_notes(facts: RasterFacts, n_partly: int, n_without: int, lang: Lang) -> list[str]:
    """Return what was summarised and how, and how many areas lack values."""
    unit = facts.unit or text(lang, "words.not_available")
    sides = (number(lang, side, 0 if side == round(side) else 2)
             for side in (facts.width_m, facts.height_m))  # fmt: skip
    notes = [
        text(lang, "zonal.raster", file=facts.file, band=facts.band, unit=unit,
             sides=text(lang, "zonal.sides").join(sides)),
        text(lang, "zonal.method"),
    ]  # fmt: skip
    if facts.projected:
        notes.append(text(lang, "zonal.projected", crs=facts.crs))
    if n_partly:
        notes.append(counted(lang, "zonal.partly", n_partly, told=number(lang, n_partly)))
    if n_without:
        notes.append(counted(lang, "zonal.without", n_without, told=number(lang, n_without)))
    return notes

"""What a hotspot is, in words that a patrol leader reads."""

from hotspots.analysis.cells.profile import Peak, Profile
from hotspots.language import Lang
from hotspots.sentences.texts import number, text


def percent(share: float, lang: Lang, decimals: int = 1) -> str:
    """Write a share, 0 to 1, in per cent."""
    return f"{number(lang, 100 * share, decimals)} %"


def categories(found: Profile, lang: Lang) -> tuple[str, ...]:
    """Return the most frequent categories, each with its share: ``Tyveri 41 %``."""
    return tuple(f"{name} {percent(share, lang, 0)}" for name, share in found.categories)


def part(peak: Peak | None, lang: Lang) -> str | None:
    """Return the name of six hours of the day."""
    return None if peak is None else text(lang, f"hotspot.part_{peak.at}")


def weekday(peak: Peak | None, lang: Lang) -> str | None:
    """Return the name of a day of the week."""
    return None if peak is None else text(lang, f"hotspot.weekday_{peak.at}")


def sentence(
    at: int,
    name: str,
    counts: tuple[float, float, float],
    found: Profile,
    lang: Lang,
    rates: tuple[float, float] | None = None,
) -> str:
    """Tell a hotspot in a sentence or three.

    ``counts`` are its incidents, its share of all incidents and of the ground, 0 to 1; ``rates``
    its incidents per 1,000 residents and those of all cells, told in the shares' place.
    """
    n, share, area = counts
    named = ", ".join(categories(found, lang))
    told = {
        "number": at,
        "name": name,
        "n": number(lang, n),
        "categories": text(lang, "hotspot.categories", names=named) if named else "",
        "when": _when(found, lang),
    }
    if rates is not None:
        here, city = (number(lang, one, 1) for one in rates)
        return text(lang, "hotspot.sentence_rate", rate=here, city=city, **told)
    shares = {"share": percent(share, lang), "area": percent(area, lang)}
    return text(lang, "hotspot.sentence", **shares, **told)


def _when(found: Profile, lang: Lang) -> str:
    told = {"weekday": weekday(found.weekday, lang), "part": part(found.part, lang)}
    known = [name for name, said in told.items() if said]
    key = {2: "both", 1: known[0] if known else ""}.get(len(known))
    return text(lang, f"hotspot.when_{key}", **told) if key else ""

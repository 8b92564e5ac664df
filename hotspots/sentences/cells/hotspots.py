"""What a hotspot is, in words that a patrol leader reads."""

from hotspots.analysis.cells.profile import Peak, Profile
from hotspots.language import Lang
from hotspots.sentences.texts import number, rate_number, text


def percent(share: float, lang: Lang, decimals: int = 1) -> str:
    """Write a share, 0 to 1, in per cent."""
    return f"{number(lang, 100 * share, decimals)} %"


def categories(profile: Profile, lang: Lang) -> tuple[str, ...]:
    """Return the most frequent categories, each with its share: ``Tyveri 41 %``."""
    return tuple(f"{name} {percent(share, lang, 0)}" for name, share in profile.categories)


def part(peak: Peak | None, lang: Lang) -> str | None:
    """Return the name of six hours of the day."""
    return None if peak is None else text(lang, f"hotspot.part_{peak.class_number}")


def weekday(peak: Peak | None, lang: Lang) -> str | None:
    """Return the name of a day of the week."""
    return None if peak is None else text(lang, f"hotspot.weekday_{peak.class_number}")


def sentence(
    hotspot_number: int,
    name: str,
    counts: tuple[float, float, float],
    profile: Profile,
    lang: Lang,
    rates: tuple[float, float] | None = None,
) -> str:
    """Tell a hotspot in a sentence or three.

    ``counts`` are its incidents, its share of all incidents and of the ground, 0 to 1; ``rates``
    its incidents per 1,000 residents and those of all cells, told in the shares' place.
    """
    n, share, area = counts
    named = ", ".join(categories(profile, lang))
    values = {
        "number": hotspot_number,
        "name": name,
        "n": number(lang, n),
        "categories": text(lang, "hotspot.categories", names=named) if named else "",
        "when": _when(profile, lang),
    }
    if rates is not None:
        rate, city = (rate_number(lang, one) for one in rates)
        return text(lang, "hotspot.sentence_rate", rate=rate, city=city, **values)
    shares = {"share": percent(share, lang), "area": percent(area, lang)}
    return text(lang, "hotspot.sentence", **shares, **values)


def _when(profile: Profile, lang: Lang) -> str:
    values = {"weekday": weekday(profile.weekday, lang), "part": part(profile.part, lang)}
    names = [name for name, said in values.items() if said]
    key = {2: "both", 1: names[0] if names else ""}.get(len(names))
    return text(lang, f"hotspot.when_{key}", **values) if key else ""

"""Why an area stands where it stands, in words."""

from hotspots.language import Lang
from hotspots.model.indicators import PriorityRow
from hotspots.sentences.indicators.change import share
from hotspots.sentences.texts import number, rate_number, text


def rank_note(draws: int, seed: int, lang: Lang) -> str:
    """Return where the interval of a place by level comes from."""
    return text(lang, "map_priority.note_rank", draws=number(lang, draws), seed=seed)


def reasons(row: PriorityRow, n_levels: int, lang: Lang) -> tuple[str, ...]:
    """Return the reasons in the order in which they decide: category, light, level, crime."""
    texts = []
    if row.category is not None:
        texts.append(text(lang, "reason.category", category=row.category))
    if row.percent is None:
        return (*texts, text(lang, "reason.no_level", year=row.period))
    texts.append(text(lang, f"reason.{row.light}", year=row.baseline_period))
    level = {
        "percent": share(row.percent, row.decimals, lang),
        "rank": row.level_rank,
        "n": n_levels,
    }
    texts.append(text(lang, "reason.level", **level))
    if row.rate_per_1000 is not None:
        texts.append(text(lang, "reason.rate", rate=rate_number(lang, row.rate_per_1000)))
    return tuple(texts)

"""Where an effort's ratio lies among those of places without it, in words."""

from hotspots.analysis.efforts.findings import Findings
from hotspots.analysis.efforts.placebo import FEWEST_INCIDENTS, FEWEST_RATIOS, Rank
from hotspots.language import Lang
from hotspots.model.efforts import MeasureRow
from hotspots.sentences.texts import counted, number, text

AS_BAD_A_YEAR = "treated_bad_year"


def placebo_rows(findings: Findings, lang: Lang) -> list[MeasureRow]:
    """Return the rank among all places without the effort, and among those with as bad a year."""
    placebo = findings.placebo
    if placebo is None:
        return []
    if placebo.rank is None:
        values = {"incidents": FEWEST_INCIDENTS, "others": FEWEST_RATIOS}
        sentence = text(lang, "evaluation.placebo_none", **values)
        return [MeasureRow("placebo_rank", "treated", None, None, None, None, "cannot_be_said",
                           sentence)]  # fmt: skip
    rows = [_ranked("treated", placebo.rank, "evaluation.placebo", lang)]
    if placebo.rank_bad_year is not None:
        rows.append(_ranked(AS_BAD_A_YEAR, placebo.rank_bad_year, "evaluation.placebo_bad", lang))
    return rows


def _ranked(about: str, rank: Rank, key: str, lang: Lang) -> MeasureRow:
    values = {"rank": number(lang, rank.rank), "n": number(lang, rank.n),
              "others": number(lang, rank.n - 1),
              "percent": number(lang, 100 * rank.share)}  # fmt: skip
    return MeasureRow("placebo_rank", about, float(rank.rank), None, None, rank.share, "described",
                      text(lang, key, **values))  # fmt: skip


def placebo_notes(findings: Findings, lang: Lang) -> list[str]:
    """Return how the rank was made, and what was left out of it."""
    placebo = findings.placebo
    if placebo is None or placebo.rank is None:
        return []
    n = placebo.n_left_out
    left_out = [counted(lang, "evaluation.placebo_left_out", n, n_out=number(lang, n),
                        incidents=FEWEST_INCIDENTS)] if n else []  # fmt: skip
    return [text(lang, "evaluation.placebo_how"), *left_out]

"""The strip of ratios beside an effort's own, on its picture and on its page."""

from hotspots.model.efforts import PlaceboStrip
from hotspots.sentences.efforts import figure as words
from hotspots.workflows.efforts.evaluate import Evaluation


def placebo_strip(evaluation: Evaluation) -> PlaceboStrip | None:
    """Return the strip of ratios where the effort's own has a rank among them."""
    placebo, ratio = evaluation.findings.placebo, evaluation.findings.ratio
    if placebo is None or placebo.rank is None or ratio is None:
        return None
    lang, has_bad_years = evaluation.question.lang, placebo.rank_bad_year is not None
    return PlaceboStrip(
        words.strip_title(placebo.rank.n - 1, has_bad_years=has_bad_years, lang=lang),
        tuple(one.ratio for one in placebo.ratios),
        tuple(has_bad_years and one.is_bad_year for one in placebo.ratios),
        ratio.ratio,
        words.effort_words(ratio.ratio, placebo.rank.rank, placebo.rank.n, lang),
    )

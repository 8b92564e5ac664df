"""How the figures of two groups go together where both come from the answers of one sample."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hotspots.analysis.indicators.answer_gap import answer_contrast
from hotspots.analysis.indicators.gap_rows import GapQuestion, GroupFigures
from hotspots.engine.store import Store
from hotspots.model.indicators import AnswerRow, Figure
from hotspots.model.rows import ReleasesClearedCorrelationsRow
from hotspots.workflows.loads.clear_stores import is_clear


class SurveySample(NamedTuple):
    """The answers that figures are of: those of a load to one question in one period."""

    load_id: int
    indicator: str
    year: int
    part: str
    edition: int | None


Correlations = dict[tuple[str, SurveySample], float]


def correlations_of(
    store: Store, figures: Mapping[str, GroupFigures], question: GapQuestion
) -> dict[tuple[str, int], float]:
    """Return how the groups' shares go together, by area code and year.

    From the answers; in a store that releases are made from, as it was worked out before.
    """
    wanted = [
        (area, sample)
        for area, pairs in figures.items()
        for first, second in (pairs.earlier, pairs.later)
        if (sample := _sample(first, second, question)) is not None
    ]
    groups = (question.first_group, question.second_group)
    read = _cleared if is_clear(store) else correlations_in_answers
    correlations = read(store, wanted, groups)
    return {(area, sample.year): value for (area, sample), value in correlations.items()}


def correlations_in_answers(
    store: Store, wanted: Iterable[tuple[str, SurveySample]], groups: tuple[str, str]
) -> Correlations:
    """Return the correlations of two groups in areas and samples, where there are answers."""
    surveys = {row["load"] for row in store.rows("store/loads") if row["kind"] == "survey"}
    answers: dict[SurveySample, list[AnswerRow]] = {}
    correlations: Correlations = {}
    for area, sample in wanted:
        if sample.load_id not in surveys:
            continue
        if sample not in answers:
            answers[sample] = _answers(store, sample)
        contrast = answer_contrast(answers[sample], area, *groups)
        if contrast is not None:
            correlations[area, sample] = contrast.correlation
    return correlations


def _cleared(
    store: Store, wanted: Iterable[tuple[str, SurveySample]], groups: tuple[str, str]
) -> Correlations:
    rows = store.rows(
        "releases/cleared_correlations", first_group=min(groups), second_group=max(groups)
    )
    by_key = {(row["area_code"], _sample_of(row)): row["correlation"] for row in rows}
    return {key: by_key[key] for key in wanted if key in by_key}


def _sample_of(row: ReleasesClearedCorrelationsRow) -> SurveySample:
    return SurveySample(row["load_id"], row["indicator"], row["year"], row["part"], row["edition"])


def _sample(
    first: Figure | None, second: Figure | None, question: GapQuestion
) -> SurveySample | None:
    """Return the sample that both figures are of."""
    if first is None or second is None:
        return None
    part = question.period.part
    one, other = (
        SurveySample(
            figure["load_id"], figure["indicator"], figure["year"], part, figure["edition"]
        )
        for figure in (first, second)
    )
    return one if one == other else None


def _answers(store: Store, sample: SurveySample) -> list[AnswerRow]:
    rows = store.rows("answers/of_survey", **sample._asdict())
    return [AnswerRow(supplier=None, survey_period=None, **row) for row in rows]

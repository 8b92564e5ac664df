"""From the answers of a survey to its figures: shares with the uncertainty of the design."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from hotspots.analysis.methods.reliability import Limits
from hotspots.analysis.methods.survey_design import DesignShare, SurveyDesign, domain_shares
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.sources.indicators.answers import AnswerRow
from hotspots.sources.indicators.index import EstimateRow

Identity = tuple[str, int, int | None]
_LIMITS = Limits()


@dataclass(frozen=True)
class SurveyFigure:
    """The share of yes in one area, or in the whole city, and where the answers come from."""

    area_code: str
    indicator: str
    year: int
    edition: int | None
    supplier: str | None
    survey_period: str | None
    design_share: DesignShare

    def as_estimate(self, row_number: int) -> EstimateRow:
        """Return the figure as it is stored, in per cent and points.

        Where the design gives no interval the number of answers is left out: nobody may
        compute an interval from it as if the design were simple. Too few answers to be shown
        are told all the same, or nothing would keep the figure from being shown.
        """
        design_share = self.design_share
        keeps_n = design_share.n_effective is not None or _LIMITS.hides(design_share.n)
        return EstimateRow(
            row_number=row_number,
            area_code=self.area_code,
            indicator=self.indicator,
            year=self.year,
            edition=self.edition,
            supplier=self.supplier,
            percent=100 * design_share.share,
            decimals=None,
            n=float(design_share.n) if keeps_n else None,
            n_eff=design_share.n_reckoned,
            category=None,
            score=None,
            survey_period=self.survey_period,
            counted=float(design_share.n_yes),
            se_pp=_hundredfold(design_share.se),
            low=_hundredfold(design_share.low),
            high=_hundredfold(design_share.high),
        )


def survey_figures(rows: Sequence[AnswerRow], city_areas: frozenset[str]) -> list[SurveyFigure]:
    """Return the figures of every survey among the answers: areas by code, then the city.

    The city has a figure only where each of ``city_areas`` has answers; none of them means
    that the areas do not make up a city.
    """
    figures: list[SurveyFigure] = []
    for identity, answers in _surveys(rows).items():
        shares = _area_shares(answers)
        if city_areas and city_areas <= shares.keys():
            shares |= _shares(answers, [CITY] * len(answers), _strata(answers))
        figures += [_figure(identity, answers, area, one) for area, one in shares.items()]
    return figures


def check_stratum_sizes(rows: Sequence[AnswerRow]) -> None:
    """Refuse sizes of strata that cannot be: without strata, unequal, or below the sample.

    Raises ``InputProblem`` with what is wrong and in which stratum.
    """
    for (indicator, year, _), answers in _surveys(rows).items():
        for stratum, stratum_answers in _grouped(answers, "stratum").items():
            sizes = sorted(
                {one.stratum_size for one in stratum_answers if one.stratum_size is not None}
            )
            where = f"{indicator} {year}, stratum {stratum!r}"
            if sizes and stratum is None:
                raise InputProblem(
                    message(
                        "There are sizes of strata but no strata. Name their column with --map "
                        "stratum=COLUMN, or say --fixed stratum=all if there is one stratum."
                    )
                )
            if len(sizes) > 1:
                listed = ", ".join(f"{size:g}" for size in sizes[:3])
                raise InputProblem(
                    message(
                        "{where}: several sizes ({listed}). Give it one size.",
                        where=where,
                        listed=listed,
                    )
                )
            units = len({one.cluster or one.row_number for one in stratum_answers})
            if sizes and sizes[0] < units:
                raise InputProblem(
                    message(
                        "{where}: its size is {sizes:g}, but {units} were drawn from it. Give "
                        "the number that could be drawn, or leave the column out.",
                        where=where,
                        sizes=sizes[0],
                        units=units,
                    )
                )


def _surveys(rows: Sequence[AnswerRow]) -> dict[Identity, list[AnswerRow]]:
    surveys: dict[Identity, list[AnswerRow]] = {}
    for row in sorted(rows, key=lambda row: (row.indicator, row.year, row.edition or 0)):
        surveys.setdefault((row.indicator, row.year, row.edition), []).append(row)
    return surveys


def _grouped(rows: Sequence[AnswerRow], name: str) -> dict[Any, list[AnswerRow]]:
    groups: dict[Any, list[AnswerRow]] = {}
    for row in rows:
        groups.setdefault(getattr(row, name), []).append(row)
    return groups


def _strata(rows: Sequence[AnswerRow]) -> list[str] | None:
    """Return the stratum of each answer; whether there are any holds for the whole load."""
    strata = [row.stratum for row in rows if row.stratum is not None]
    return strata if len(strata) == len(rows) else None


def _area_shares(rows: Sequence[AnswerRow]) -> dict[str, DesignShare]:
    """Return the share of each area; without strata each area stands for itself."""
    areas = [row.area_code for row in rows]
    return _shares(rows, areas, _strata(rows) or areas)


def _shares(
    rows: Sequence[AnswerRow], domains: Sequence[str], strata: Sequence[str] | None
) -> dict[str, DesignShare]:
    sizes = [row.stratum_size for row in rows if row.stratum_size is not None]
    design = SurveyDesign(
        weights=np.array([row.weight for row in rows]),
        strata=strata,
        clusters=_labels(rows, "cluster"),
        stratum_sizes=np.array(sizes) if sizes else None,
    )
    return domain_shares(np.array([row.yes for row in rows]), domains, design)


def _labels(rows: Sequence[AnswerRow], name: str) -> list[str] | None:
    labels = [str(getattr(row, name)) for row in rows if getattr(row, name) is not None]
    return labels or None


def _figure(
    identity: Identity, answers: Sequence[AnswerRow], area: str, design_share: DesignShare
) -> SurveyFigure:
    area_answers = [one for one in answers if area in {CITY, one.area_code}]
    return SurveyFigure(
        area, *identity, _every(one.supplier for one in area_answers),
        _every(one.survey_period for one in area_answers), design_share,
    )  # fmt: skip


def _every(values: Any) -> str | None:
    """Return all that answers say of where they come from, such as the months they were given."""
    return "; ".join(sorted({one for one in values if one is not None})) or None


def _hundredfold(share: float | None) -> float | None:
    return None if share is None else 100 * share


def missing_areas(
    figures: Sequence[SurveyFigure], names: Mapping[str, str]
) -> dict[Identity, list[str]]:
    """Return the names of the areas without answers, for each survey that lacks any."""
    codes_by_survey: dict[Identity, set[str]] = {}
    for figure in figures:
        codes_by_survey.setdefault((figure.indicator, figure.year, figure.edition), set()).add(
            figure.area_code
        )
    return {
        identity: [name for code, name in names.items() if code not in codes]
        for identity, codes in codes_by_survey.items()
        if not names.keys() <= codes
    }

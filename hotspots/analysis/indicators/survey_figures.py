"""From the answers of a survey to its figures: shares with the uncertainty of the design."""

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TypeVar

import numpy as np

from hotspots.analysis.methods.linearisation import SurveyDesign
from hotspots.analysis.methods.survey_design import DesignShare, domain_shares
from hotspots.errors import InputProblem
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.groups import WHOLE_GROUP, group_name, parts_of
from hotspots.model.indicators import AnswerRow
from hotspots.model.periods import Period

Identity = tuple[str, Period, int | None]
Key = TypeVar("Key", bound=Hashable)

_NO_DOMAIN = ""


@dataclass(frozen=True)
class SurveyFigure:
    """The share of yes in one area or the whole city, of everybody or of one group."""

    area_code: str
    indicator: str
    period: Period
    edition: int | None
    supplier: str | None
    survey_period: str | None
    share: DesignShare
    group_key: str = WHOLE_GROUP


def survey_figures(
    rows: Sequence[AnswerRow], city_areas: frozenset[str], dimensions: Sequence[str] = ()
) -> list[SurveyFigure]:
    """Return the figures of every survey among the answers: areas by code, then the city.

    The city has a figure only where each of ``city_areas`` has answers; none of them means
    that the areas do not make up a city. The figures of groups follow those of everybody: by
    each of the dimensions, and by all of them that can be combined.
    """
    surveys = surveys_of(rows)
    kinds = [kind for n in range(len(dimensions) + 1) for kind in combinations(dimensions, n)]
    return [
        figure
        for kind in kinds
        for identity, answers in surveys.items()
        for figure in _figures(identity, answers, city_areas, kind)
    ]


def surveys_of(rows: Iterable[AnswerRow]) -> dict[Identity, list[AnswerRow]]:
    """Return the answers of each survey, by indicator, period and edition."""
    ordered = sorted(rows, key=lambda row: (row.indicator, row.year, row.part, row.edition or 0))
    return _grouped(ordered, lambda row: (row.indicator, Period(row.year, row.part), row.edition))


def design_of(rows: Sequence[AnswerRow], *, of_city: bool) -> SurveyDesign:
    """Return how the answers of one survey were drawn.

    Whether there are strata holds for all its answers. Without strata each area stands for
    itself, but for the city all answers are one sample.
    """
    strata = [row.stratum for row in rows if row.stratum is not None]
    areas = None if of_city else [row.area_code for row in rows]
    clusters = [row.cluster for row in rows if row.cluster is not None]
    sizes = [row.stratum_size for row in rows if row.stratum_size is not None]
    return SurveyDesign(
        weights=np.array([row.weight for row in rows]),
        strata=strata if len(strata) == len(rows) else areas,
        clusters=clusters or None,
        stratum_sizes=np.array(sizes) if sizes else None,
    )


def group_of(row: AnswerRow, dimensions: Sequence[str]) -> str | None:
    """Return the group of an answer by some dimensions; None where it lacks one of them."""
    parts = parts_of(row.group_key)
    if not parts.keys() >= {*dimensions}:
        return None
    return group_name({dimension: parts[dimension] for dimension in dimensions})


def _figures(
    identity: Identity,
    answers: Sequence[AnswerRow],
    city_areas: frozenset[str],
    dimensions: Sequence[str],
) -> Iterator[SurveyFigure]:
    yield from _of_places(identity, answers, dimensions, of_city=False)
    if city_areas and city_areas <= {row.area_code for row in answers}:
        yield from _of_places(identity, answers, dimensions, of_city=True)


def _of_places(
    identity: Identity, answers: Sequence[AnswerRow], dimensions: Sequence[str], *, of_city: bool
) -> Iterator[SurveyFigure]:
    """Yield the figure of each area, or of the city, and group that has answers, in order."""
    pairs = [(CITY if of_city else row.area_code, group_of(row, dimensions)) for row in answers]
    ordered = sorted({(place, group) for place, group in pairs if group is not None})
    domains = {pair: str(number) for number, pair in enumerate(ordered)}
    labels = [_NO_DOMAIN if group is None else domains[place, group] for place, group in pairs]
    yes = np.array([row.yes for row in answers])
    shares = domain_shares(yes, labels, design_of(answers, of_city=of_city))
    members: dict[str, list[AnswerRow]] = {}
    for row, label in zip(answers, labels, strict=True):
        members.setdefault(label, []).append(row)
    for (place, group), label in domains.items():
        suppliers = _every(row.supplier for row in members[label])
        months = _every(row.survey_period for row in members[label])
        yield SurveyFigure(place, *identity, suppliers, months, shares[label], group)


def _every(values: Iterable[str | None]) -> str | None:
    """Return all that answers say of where they come from, such as the months they were given."""
    return "; ".join(sorted({value for value in values if value is not None})) or None


def check_stratum_sizes(rows: Sequence[AnswerRow]) -> None:
    """Refuse sizes of strata that cannot be: without strata, unequal, or below the sample.

    Raises ``InputProblem`` with what is wrong and in which stratum.
    """
    for (indicator, period, _), answers in surveys_of(rows).items():
        for stratum, members in _grouped(answers, lambda row: row.stratum).items():
            _check_stratum(f"{indicator} {period}, stratum {stratum!r}", members)


def _check_stratum(where: str, members: Sequence[AnswerRow]) -> None:
    sizes = sorted({row.stratum_size for row in members if row.stratum_size is not None})
    if sizes and members[0].stratum is None:
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
    units = len({row.cluster or row.row_number for row in members})
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


def _grouped(
    rows: Iterable[AnswerRow], key: Callable[[AnswerRow], Key]
) -> dict[Key, list[AnswerRow]]:
    groups: dict[Key, list[AnswerRow]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    return groups


def missing_areas(
    figures: Sequence[SurveyFigure], names: Mapping[str, str]
) -> dict[Identity, list[str]]:
    """Return the names of the areas without answers, for each survey that lacks any."""
    answered: dict[Identity, set[str]] = {}
    for figure in figures:
        identity = (figure.indicator, figure.period, figure.edition)
        answered.setdefault(identity, set()).add(figure.area_code)
    return {
        identity: [name for code, name in names.items() if code not in codes]
        for identity, codes in answered.items()
        if not names.keys() <= codes
    }

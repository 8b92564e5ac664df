"""Bring in the answers of a survey, and compute its figures from them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from hotspots.analysis.indicators.survey_figures import (
    SurveyFigure,
    check_stratum_sizes,
    missing_areas,
    survey_figures,
)
from hotspots.analysis.methods.reliability import Limits
from hotspots.arrow import pa
from hotspots.errors import HotspotsError, InputProblem, UsageProblem
from hotspots.language import Say, message, translated
from hotspots.model import fields
from hotspots.model.areas import CITY
from hotspots.model.groups import WHOLE_GROUP, parts_of
from hotspots.model.indicators import AnswerRow
from hotspots.model.loads import Origin, Reading, Receipt, Reject
from hotspots.model.periods import Period
from hotspots.sources.files.headings import with_groups
from hotspots.sources.files.tables import Table, read_table
from hotspots.sources.indicators.answer_words import NEITHER, AnswerWords
from hotspots.sources.indicators.answers import read_answers
from hotspots.sources.indicators.index import EstimateRow
from hotspots.workflows.indicators.load_figures import ESTIMATE_COLUMNS
from hotspots.workflows.indicators.naming import (
    Directions,
    NamedIndicator,
    indicators_named,
    say_near,
)
from hotspots.workflows.loads import loading
from hotspots.workflows.loads.aliases import names_with
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import area_set_named

_MOST_LISTED = 5
_LIMITS = Limits()
_ANSWER_COLUMNS = {
    "row_number": pa.int64(), "area_code": pa.string(), "indicator": pa.string(),
    "year": pa.int32(), "part": pa.string(), "group_key": pa.string(), "edition": pa.int32(),
    "yes": pa.bool_(),
    "weight": pa.float64(), "stratum": pa.string(), "cluster": pa.string(),
    "stratum_size": pa.float64(),
}  # fmt: skip


@dataclass(frozen=True)
class SurveyOptions:
    """The set the areas belong to, which answers mean yes and no, and which way is better.

    ``by_group`` are headings of columns that tell groups of people apart.
    """

    set_name: str
    yes: Sequence[str] = ()
    no: Sequence[str] = ()
    better: Directions = field(default_factory=dict)
    by_group: Sequence[str] = ()


def load_survey(
    store_path: Path, origin: Origin, options: SurveyOptions, reading: Reading, say: Say
) -> Receipt:
    """Load the answers of a survey and the figures computed from them, in one load.

    What is stored of a person is the row's number, area, answer, weight and place in the
    sample. Raises ``PersonNumbers`` for a file that may hold CPR numbers.
    """
    words = AnswerWords.of(options.yes, options.no)
    settings = loading.reading_settings(reading) | _settings(options)
    with loading.session(store_path, "survey", options.set_name, origin, settings) as load:
        if isinstance(load, Receipt):
            return load
        table = read_table(origin.path, fields.SURVEY, reading, say, of_persons=True)
        binding = with_groups(table.where, table.binding, options.by_group)
        table = replace(table, binding=binding)
        load.read.table = table
        load.read_as(binding.columns, say, table.sheets)
        indicators = indicators_named(load.store, origin.path, table, options.better)
        say_near(indicators, say)
        _refuse_rates(origin.path, indicators)
        names = names_with(load, options.set_name, reading.aliases)
        rows, rejects = read_answers(
            table, names, words, {text: one.name for text, one in indicators.items()}
        )
        figures = _figures(load, rows, list(table.binding.groups))
        _store(load, rows, figures)
        load.keep_rejects(rejects)
        receipt = load.finish(len(rows) + len(rejects), len(rejects))
        sentences = _sentences(load, table, figures, rejects)
        sentences += _group_sentences(table, figures, rows)
    for sentence in sentences:
        say(sentence)
    return receipt


def _settings(options: SurveyOptions) -> dict[str, Any]:
    words = {"yes": sorted(options.yes), "no": sorted(options.no), "by_group": [*options.by_group]}
    return {name: values for name, values in words.items() if values}


def _refuse_rates(path: Path, indicators: Mapping[str, NamedIndicator]) -> None:
    for name in sorted(indicators):
        if indicators[name].measure != "share":
            raise UsageProblem(
                message(
                    "{path}: {name!r} is no share of people, so no answers can make it up. "
                    "Name another with --fixed indicator=NAME.",
                    path=path,
                    name=name,
                )
            )


def _figures(
    load: OpenLoad, rows: Sequence[AnswerRow], dimensions: Sequence[str]
) -> list[SurveyFigure]:
    try:
        check_stratum_sizes(rows)
    except InputProblem as problem:
        raise InputProblem(f"{load.origin.path}: {problem}") from problem
    return survey_figures(rows, _city_areas(load), dimensions)


def _city_areas(load: OpenLoad) -> frozenset[str]:
    """Return the areas that make up the city; none where they overlap on purpose."""
    if area_set_named(load.store, str(load.target))["overlapping"]:
        return frozenset()
    return frozenset(_names(load))


def _names(load: OpenLoad) -> dict[str, str]:
    areas = load.store.rows("areas/names_of_set", set_name=load.target)
    return {row["code"]: row["area_name"] for row in areas}


def _store(load: OpenLoad, rows: Sequence[AnswerRow], figures: Sequence[SurveyFigure]) -> None:
    estimates = [_estimate(figure, number) for number, figure in enumerate(figures, start=1)]
    keys = {"load_id": load.load_id, "set_name": load.target}
    with load.store.relation("new_estimates", loading.as_table(estimates, ESTIMATE_COLUMNS)):
        _refuse_repeated(load, estimates)
        load.store.run("estimates/insert_estimates", **keys)
    with load.store.relation("new_answers", loading.as_table(rows, _ANSWER_COLUMNS)):
        load.store.run("answers/insert_answers", **keys)


def _estimate(figure: SurveyFigure, row_number: int) -> EstimateRow:
    """Return a figure as it is stored, in per cent and points.

    Where the design gives no interval the number of answers is left out: nobody may compute an
    interval from it as if the design were simple. Too few answers to be shown are told all the
    same, or nothing would keep the figure from being shown.
    """
    share = figure.share
    has_n = share.n_effective is not None or _LIMITS.hides(share.n)
    return EstimateRow(
        row_number=row_number,
        area_code=figure.area_code,
        indicator=figure.indicator,
        year=figure.period.year,
        part=figure.period.part,
        group_key=figure.group_key,
        edition=figure.edition,
        supplier=figure.supplier,
        percent=100 * share.share,
        decimals=None,
        n=float(share.n) if has_n else None,
        n_eff=share.n_reckoned,
        category=None,
        score=None,
        survey_period=figure.survey_period,
        counted=float(share.n_yes),
        se_pp=_hundredfold(share.se),
        low=_hundredfold(share.low),
        high=_hundredfold(share.high),
    )


def _hundredfold(share: float | None) -> float | None:
    return None if share is None else 100 * share


def _refuse_repeated(load: OpenLoad, estimates: Sequence[EstimateRow]) -> None:
    """Refuse figures that another load gives: these come from many rows, not from one."""
    repeats = load.store.rows("estimates/known_figures", set_name=load.target)
    if not repeats:
        return
    first = estimates[repeats[0]["row_number"] - 1]
    load_id = repeats[0]["load_id"]
    kind = load.store.rows("store/one_load", load_id=load_id)[0]["kind"]
    replace = message("Give")
    if kind == load.kind:
        replace = message("Say --replace {other} to correct it, or give", other=load_id)
    more = message(" and {n} more", n=len(repeats) - 1) if len(repeats) > 1 else ""
    raise HotspotsError(
        message(
            "{path}: load {other} already gives {indicator} {year} for area "
            "{area_code}{more}. {replace} these figures an edition of their own, "
            "such as --fixed edition={year_2}.",
            path=load.origin.path,
            other=load_id,
            indicator=first.indicator,
            year=Period(first.year, first.part),
            area_code=first.area_code,
            more=more,
            replace=replace,
            year_2=first.year + 1,
        )
    )


def _sentences(
    load: OpenLoad, table: Table, figures: Sequence[SurveyFigure], rejects: Sequence[Reject]
) -> list[str]:
    names = _names(load)
    figures = [figure for figure in figures if figure.group_key == WHOLE_GROUP]
    city = [_city_sentence(figure) for figure in figures if figure.area_code == CITY]
    if city and not table.binding.has("weight"):
        city.append(message("No weights: every answer counts alike in the city's share."))
    doubts = [_doubt(one, names) for one in figures if one.share.reason]
    return [*city, *_without_city(load, figures, names), *doubts, *_left_out(rejects)]


def _city_sentence(figure: SurveyFigure) -> str:
    share = figure.share
    start = message(
        "{called}: {value:.1f} % of {n:,} {n:answer|answers} in the city",
        called=_called(figure),
        value=100 * share.share,
        n=share.n,
    )
    if share.low is None or share.high is None:
        return f"{start}."
    error = (
        ""
        if share.se is None
        else message("standard error {value:.2f} points, ", value=100 * share.se)
    )
    return message(
        "{start}, {error}design effect {deff:.2f}, 95 % interval {value:.1f} to {value_2:.1f} %.",
        start=start,
        error=error,
        deff=share.deff,
        value=100 * share.low,
        value_2=100 * share.high,
    )


def _group_sentences(
    table: Table, figures: Sequence[SurveyFigure], rows: Sequence[AnswerRow]
) -> list[str]:
    """Say the city's share of each group, and what could not be reckoned by group."""
    groups = [figure for figure in figures if figure.group_key != WHOLE_GROUP]
    city = [_city_sentence(figure) for figure in groups if figure.area_code == CITY]
    n_unsure = sum(figure.share.n_effective is None for figure in groups)
    if n_unsure:
        city.append(
            message(
                "Figures of groups without an interval: {n:,} of {n_figures:,}. The design says "
                "too little of them.",
                n=n_unsure,
                n_figures=len(groups),
            )
        )
    for dimension in table.binding.groups:
        n_rows = sum(dimension not in parts_of(row.group_key) for row in rows)
        if n_rows:
            city.append(
                message(
                    "Answers without {heading}: {n:,}. They count in the whole only.",
                    n=n_rows,
                    heading=table.binding.heading(dimension),
                )
            )
    return city


def _without_city(
    load: OpenLoad, figures: Sequence[SurveyFigure], names: Mapping[str, str]
) -> list[str]:
    if figures and not _city_areas(load):
        return [
            message("The areas of {target!r} overlap: no figure for the city.", target=load.target)
        ]
    return [
        message(
            "{indicator} {year}: no figure for the city, because nobody answered in {listed}.",
            indicator=indicator,
            year=period,
            listed=_listed(missing),
        )
        for (indicator, period, _), missing in missing_areas(figures, names).items()
    ]


def _doubt(figure: SurveyFigure, names: Mapping[str, str]) -> str:
    where = message("the city") if figure.area_code == CITY else names[figure.area_code]
    verb = message("no interval, because ") if figure.share.n_effective is None else ""
    return f"{_called(figure)}, {where}: {verb}{figure.share.reason}."


def _called(figure: SurveyFigure) -> str:
    edition = (
        "" if figure.edition is None else message(" (edition {edition})", edition=figure.edition)
    )
    group = f", {figure.group_key}" if figure.group_key else ""
    return f"{figure.indicator} {figure.period}{edition}{group}"


def _left_out(rejects: Sequence[Reject]) -> list[str]:
    """Say which answers could not be counted: a share without them may be another share."""
    met = [one.value or "" for one in rejects if one.reason == translated(NEITHER)]
    if not met:
        return []
    listed = _listed([f"{value!r} ({met.count(value):,})" for value in sorted(set(met))])
    sentence = message(
        "Left out, because they mean neither yes nor no: {listed}. A share "
        "without them may be another share: if they mean something, load again "
        "with --replace and --yes or --no.",
        listed=listed,
    )
    return [sentence]


def _listed(names: Sequence[str]) -> str:
    more = (
        message(" and {n} more", n=len(names) - _MOST_LISTED) if len(names) > _MOST_LISTED else ""
    )
    return ", ".join(names[:_MOST_LISTED]) + more

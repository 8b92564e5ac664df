"""What the questions have in common: the set, the indicator, the years, and their sources."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from hotspots.analysis.indicators.assumptions import ASSUMED_DEFF
from hotspots.analysis.methods.multiplicity import Method
from hotspots.analysis.methods.reliability import Limits
from hotspots.engine.store import Store
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import Lang, Say, marked, message, translated
from hotspots.model.answer import AreaShapes
from hotspots.model.areas import Basis
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.indicators import Break
from hotspots.model.periods import Period
from hotspots.model.rows import (
    AreasActiveSetsRow,
    EstimatesIndicatorsRow,
    EstimatesSlicesRow,
    EstimatesYearsRow,
)
from hotspots.sentences.slices import group_words, slice_words
from hotspots.sentences.texts import part_words
from hotspots.sources.files.names import unknown
from hotspots.workflows.asking.area_sets import settled_set, title_of
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.asking.available_crosswalks import crosswalks_to
from hotspots.workflows.asking.default_year import DefaultYear, SparseYear, default_year
from hotspots.workflows.asking.periods import check_periods
from hotspots.workflows.loads.clear_stores import refuse_uncounted
from hotspots.workflows.loads.stored_sets import area_set_named, working_crs

DEFAULT_INDICATOR = "utryg_nabolag"
DEFAULT_BASELINE = 2010


@dataclass(frozen=True)
class Question:
    """What a question about figures was asked with; None where the program is to choose.

    ``as_of`` is the area set that the answer is about where the baseline's figures belong to
    another one, ``carry_by`` the basis of the crosswalk between them. ``min_n``, ``unsure_n``
    and ``unsure_width`` are the limits of reliability. ``assume_deff`` is the design effect of
    figures that state none, ``assume_n`` the answers of those that state no number: a number,
    or the file that holds them. ``group`` is a group of people, and
    ``part`` the part of the years that figures are of; empty for everybody and whole years.
    ``baseline_part`` is that of the baseline where it is another one. ``window`` is how many
    years are pooled at each end of the series; None for a line through all of them.
    ``adjust_break`` takes out the step where the supplier changed, if it can be measured.
    """

    set_name: str | None = None
    indicator: str | None = None
    baseline: int = DEFAULT_BASELINE
    year: int | None = None
    edition: int | None = None
    lang: Lang = "en"
    as_of: str | None = None
    carry_by: Basis | None = None
    across_breaks: bool = False
    adjust: Method = "holm"
    min_n: float = Limits.min_n
    unsure_n: float = Limits.unsure_n
    unsure_width: float = Limits.unsure_width
    assume_deff: float = ASSUMED_DEFF
    assume_n: int | Path | None = None
    group: str = WHOLE_GROUP
    part: str = ""
    baseline_part: str | None = None
    window: int | None = None
    adjust_break: bool = False

    @property
    def earlier_part(self) -> str:
        """Return the part of the year that the baseline's figures are of."""
        return self.part if self.baseline_part is None else self.baseline_part

    @property
    def assumed(self) -> AssumedSample:
        """Return what is assumed of figures that state no answers or no design effect."""
        return AssumedSample(self.assume_deff, self.assume_n)

    @property
    def limits(self) -> Limits:
        """Return the limits of reliability."""
        return Limits(self.min_n, self.unsure_n, self.unsure_width)


@dataclass(frozen=True)
class Scope:
    """A question made definite: the area set, the indicator and two years.

    ``from_set`` is the area set whose figures are carried over to ``area_set``, if any;
    ``breaks`` are those of the indicator or series. ``sparse`` is a newer year that was passed
    over because few areas have a figure in it.
    """

    area_set: AreasActiveSetsRow
    indicator: EstimatesIndicatorsRow
    baseline: int
    year: int
    years: Sequence[int]
    breaks: Sequence[Break] = ()
    from_set: str | None = None
    group: str = WHOLE_GROUP
    part: str = ""
    baseline_part: str = ""
    sparse: SparseYear | None = None

    @property
    def baseline_period(self) -> Period:
        """Return the year compared with, or the part of one."""
        return Period(self.baseline, self.baseline_part)

    @property
    def period(self) -> Period:
        """Return the year asked about, or the part of one."""
        return Period(self.year, self.part)

    @property
    def set_name(self) -> str:
        """Return the area set's name."""
        return str(self.area_set["set_name"])

    @property
    def set_title(self) -> str:
        """Return what people call the area set."""
        return title_of(self.area_set)

    def indicator_name(self, lang: Lang) -> str:
        """Return the indicator's name for people, with the group that it is of."""
        return self._named(group_words(self.group), lang)

    def indicator_in_part(self, lang: Lang) -> str:
        """Return the same with the part of the year, for where years alone are told."""
        return self._named(slice_words(self.group, self.part, lang), lang)

    def _named(self, words: str, lang: Lang) -> str:
        name = self.indicator["name_da"] if lang == "da" else self.indicator["name_en"]
        return f"{name} ({words})" if words else name


def scope(store: Store, question: Question, say: Say) -> Scope:
    """Settle set, indicator and years; every choice made for the user is said."""
    refuse_uncounted(store, question.indicator)
    all_rows = store.rows("estimates/years", group_key=question.group, part=question.part)
    slices = [] if all_rows else store.rows("estimates/slices")
    if slices:
        raise _no_such_slice(slices, question)
    if not all_rows:
        raise HotspotsError(
            message(
                "The store has no shares to compare yet (categories alone are not "
                "enough). Bring some in with `hotspots load index`."
            )
        )
    target, from_set = _sets(store, question, all_rows, say)
    area_set = area_set_named(store, target)
    rows = [row for row in all_rows if row["set_name"] in {target, from_set}]
    indicator = _indicator(store, question.indicator, rows, target, say)
    rows = [row for row in rows if row["indicator"] == indicator["indicator"]]
    taken = _year(store, question, rows, say)
    years = sorted({row["year"] for row in rows})
    breaks = breaks_of(store, indicator["indicator"], target)
    return Scope(
        area_set, indicator, question.baseline, taken.year, years, breaks, from_set,
        question.group, question.part, question.earlier_part, taken.sparse,
    )  # fmt: skip


def _no_such_slice(slices: Sequence[EstimatesSlicesRow], question: Question) -> HotspotsError:
    """Say which groups and parts of years there are figures of."""
    lang = question.lang
    groups = dict.fromkeys(row["group_key"] or message("everybody") for row in slices)
    parts = dict.fromkeys(part_words(row["part"], lang) or message("whole years")
                          for row in slices)  # fmt: skip
    return HotspotsError(
        message(
            "There are no figures of {wanted}. Groups: {groups}. Periods: {parts}. Choose with "
            "--group, and with --baseline and --year, such as 2011-H1.",
            wanted=slice_words(question.group, question.part, lang)
            or message("everybody in whole years"),
            groups=", ".join(groups),
            parts=", ".join(parts),
        )
    )


def _sets(
    store: Store, question: Question, rows: Sequence[EstimatesYearsRow], say: Say
) -> tuple[str, str | None]:
    """Return the area set of the answer, and the one that figures are carried over from."""
    if question.as_of is None:
        return _set_with_figures(store, question, rows, say), None
    area_set_named(store, question.as_of)
    with_figures = sorted({str(row["set_name"]) for row in rows})
    if question.set_name is not None:
        return question.as_of, question.set_name
    ways = sorted({one.from_set for one in crosswalks_to(store, question.as_of)} & {*with_figures})
    if not ways:
        candidates = [one for one in with_figures if one != question.as_of]
        first = candidates[0] if len(candidates) == 1 else "FROM"
        raise HotspotsError(
            message(
                "No crosswalk leads to {as_of!r} from a set with figures ({others}). "
                "Build one with `hotspots areas crosswalk {first} {as_of} --by "
                "population`, or bring one in with `hotspots load crosswalk`.",
                as_of=question.as_of,
                others=", ".join(candidates) or message("there is none"),
                first=first,
            )
        )
    return question.as_of, _only(marked("area set to carry over from"), ways, "--set", say)


def _set_with_figures(
    store: Store, question: Question, years: Sequence[EstimatesYearsRow], say: Say
) -> str:
    """Return the set named, or the preferred one of those with figures of the indicator."""
    wanted = question.indicator and question.indicator.casefold()
    of_indicator = [row for row in years if row["indicator"] == wanted] or years
    year = question.year or max(row["year"] for row in of_indicator)
    area_set = settled_set(
        store,
        question.set_name,
        say,
        last_day=date(year, 12, 31),
        able={str(row["set_name"]) for row in of_indicator},
    )
    return str(area_set["set_name"])


def breaks_of(store: Store, indicator: str, set_name: str) -> list[Break]:
    """Return the known breaks of an indicator or series, in the order of years."""
    return [
        Break(
            year=row["year"],
            kind=row["kind"],
            text_da=row["text_da"],
            text_en=row["text_en"],
            source=row["source"],
            source_en=row["source_en"],
            last_year=row["last_year"],
            area_code=row["area_code"],
        )
        for row in store.rows("estimates/breaks", indicator=indicator, set_name=set_name)
    ]


def _year(
    store: Store, question: Question, rows: Sequence[EstimatesYearsRow], say: Say
) -> DefaultYear:
    """Return the year asked about, which must have figures; else the newest that is full."""
    taken = DefaultYear(question.year) if question.year is not None else None
    if taken is None:
        taken = _default_year(store, question, rows)
        taken.say(say)
    check_periods(
        Period(question.baseline, question.earlier_part), Period(taken.year, question.part)
    )
    years = sorted({row["year"] for row in rows})
    if taken.year not in years:
        listed = ", ".join(map(str, years))
        raise HotspotsError(
            message(
                "There are no figures for {year}. There are for {listed}.",
                year=taken.year,
                listed=listed,
            )
        )
    return taken


def _default_year(
    store: Store, question: Question, rows: Sequence[EstimatesYearsRow]
) -> DefaultYear:
    """Return the newest year in which the areas can be compared with the baseline."""
    baseline = Period(question.baseline, question.earlier_part)
    of_baseline = rows
    if question.earlier_part != question.part:
        named = {(row["set_name"], row["indicator"]) for row in rows}
        of_part = store.rows(
            "estimates/years", group_key=question.group, part=question.earlier_part
        )
        of_baseline = [row for row in of_part if (row["set_name"], row["indicator"]) in named]
    return default_year(rows, of_baseline, baseline, question.part)


def _only(what: str, names: Sequence[str], option: str, say: Say) -> str:
    if len(names) > 1:
        listed = ", ".join(map(repr, names))
        raise UsageProblem(
            message(
                "Which {what}? There are figures for {listed}. Say it with {option}.",
                what=translated(what),
                listed=listed,
                option=option,
            )
        )
    say(message("Using the {what} {names!r}.", what=translated(what), names=names[0]))
    return names[0]


def _indicator(
    store: Store, named: str | None, rows: Sequence[EstimatesYearsRow], set_name: str, say: Say
) -> EstimatesIndicatorsRow:
    indicators = sorted({str(row["indicator"]) for row in rows})
    if not indicators:
        raise HotspotsError(
            message("The set {set_name!r} has no figures to compare.", set_name=set_name)
        )
    if named is None:
        default = DEFAULT_INDICATOR in indicators
        name = (
            DEFAULT_INDICATOR
            if default
            else _only(marked("indicator"), indicators, "--indicator", say)
        )
        if default and len(indicators) > 1:
            say(message("Indicator set to {name!r}. Change it with --indicator.", name=name))
    else:
        name = named.casefold()
    if name not in indicators:
        raise _no_figures(name, set_name, indicators)
    indicator_rows = store.rows("estimates/indicators")
    return next(row for row in indicator_rows if row["indicator"] == name)


def _no_figures(indicator: str, set_name: str, indicators: Sequence[str]) -> HotspotsError:
    return unknown(
        message(
            "There are no figures of {name!r} in {set_name!r}. There are: {listed}.",
            name=indicator,
            set_name=set_name,
            listed=", ".join(indicators),
        ),
        indicator,
        indicators,
    )


def areas_of(store: Store, set_name: str) -> tuple[list[tuple[str, str]], AreaShapes]:
    """Return a set's (code, name) pairs in code order, and its geometry."""
    rows = store.rows("areas/areas_of_set", set_name=set_name)
    pairs = [(row["code"], row["area_name"]) for row in rows]
    shapes = {row["code"]: bytes(row["geometry"]) for row in rows}
    return pairs, AreaShapes(working_crs(store) or "", shapes)

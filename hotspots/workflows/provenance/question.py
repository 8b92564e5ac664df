"""What ``trace`` is asked, made definite: the set, the area, the indicator; or what there is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from hotspots.engine.store import Store
from hotspots.errors import HotspotsError
from hotspots.language import Lang, Say, message
from hotspots.model.areas import CITY, Basis
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.incidents import Use
from hotspots.model.periods import Period
from hotspots.model.provenance import CATEGORY, INCIDENTS, About
from hotspots.model.rows import TraceKnownRow
from hotspots.sentences.texts import text
from hotspots.sources.files.names import unknown
from hotspots.workflows.asking.area_names import match_area
from hotspots.workflows.asking.area_sets import settled_set
from hotspots.workflows.asking.assumed import AssumedSample
from hotspots.workflows.loads.stored_sets import area_set_named, names_of

_INCIDENT_WORDS = frozenset({"incidents", "anmeldelser", "hændelser"})
_CATEGORY_WORDS = frozenset({"category", "kategori", "handlingskategori"})

_ASSUMED = AssumedSample()
FigureRows = Sequence[TraceKnownRow]
AreasBySet = Mapping[str, Sequence[tuple[str, str]]]


@dataclass(frozen=True)
class TraceQuestion:
    """What ``trace`` was asked; None where the program is to choose.

    ``group`` is a group of people, and ``part`` the part of the years; empty for everybody and
    whole years. ``second_group`` is what the gap of two groups takes from ``group``.
    ``assumed`` is said of figures that state no answers or no design effect.
    """

    area: str
    year: int
    indicator: str
    set_name: str | None = None
    edition: int | None = None
    as_of: str | None = None
    baseline: int | None = None
    category: str | None = None
    carry_by: Basis | None = None
    use: Use | None = None
    lang: Lang = "en"
    group: str = WHOLE_GROUP
    part: str = ""
    second_group: str = WHOLE_GROUP
    assumed: AssumedSample = _ASSUMED

    @property
    def subject(self) -> str:
        """Return the indicator's name, or ``incidents`` or ``category``."""
        name = self.indicator.casefold()
        if name in _INCIDENT_WORDS:
            return INCIDENTS
        return CATEGORY if name in _CATEGORY_WORDS else name


def settle(store: Store, question: TraceQuestion, say: Say) -> About:
    """Return the one area of one set that is asked about, with the indicator and the year."""
    sets = _areas_by_set(store)
    figure_rows = [] if question.subject == INCIDENTS else _rows_with_figures(store, question)
    set_name = question.as_of or question.set_name or _set(store, question, sets, figure_rows, say)
    area_set_named(store, set_name)
    code = match_area(names_of(store, set_name), question.area)
    about = About(
        set_name, code, _name(code, sets[set_name], question.lang), question.subject,
        question.year, None, question.group, question.part,
    )  # fmt: skip
    if question.subject != INCIDENTS and question.as_of is None:
        for year in (question.year, question.baseline):
            if year is not None:
                _check_year(store, about, figure_rows, year)
    return about


def _areas_by_set(store: Store) -> dict[str, list[tuple[str, str]]]:
    sets: dict[str, list[tuple[str, str]]] = {}
    for row in store.rows("trace/areas"):
        sets.setdefault(row["set_name"], []).append((row["code"], row["area_name"]))
    if not sets:
        raise HotspotsError(message("The store has no area set yet: `hotspots load areas` first."))
    return sets


def _rows_with_figures(store: Store, question: TraceQuestion) -> FigureRows:
    """Return where there are figures of an indicator or series, or say which there are."""
    all_rows = store.rows("trace/known")
    rows = [row for row in all_rows
            if (row["group_key"], row["part"]) == (question.group, question.part)]  # fmt: skip
    subject = question.subject
    if subject == CATEGORY:
        matching = [row for row in rows if row["has_category"]]
    else:
        matching = [row for row in rows if subject in {row["indicator"], row["series"]}]
    if matching:
        return matching
    of_subject = [row for row in all_rows if subject in {row["indicator"], row["series"]}]
    if of_subject:
        raise _no_such_slice(subject, question, of_subject)
    indicators = sorted({str(row["indicator"]) for row in all_rows})
    listed = ", ".join([*indicators, INCIDENTS])
    figure = message("figure of {thing!r}", thing=subject)
    what = message("action category") if subject == CATEGORY else figure
    raise unknown(
        message(
            "The store has no {what}. There are: {listed}. Bring more in with "
            "`hotspots load index`.",
            what=what,
            listed=listed,
        ),
        subject,
        [*indicators, INCIDENTS],
    )


def _no_such_slice(subject: str, question: TraceQuestion, rows: FigureRows) -> HotspotsError:
    """Say of which groups and periods there are figures of an indicator."""
    groups = sorted({row["group_key"] or "*" for row in rows})
    periods = sorted({str(Period(row["year"], row["part"])) for row in rows})
    return HotspotsError(
        message(
            "There are no figures of {indicator!r} for {wanted}. Groups: {groups} (* is "
            "everybody). Periods: {periods}.",
            indicator=subject,
            wanted=", ".join(
                word
                for word in (question.group, str(Period(question.year, question.part)))
                if word
            ),
            groups=", ".join(map(repr, groups)),
            periods=", ".join(periods),
        )
    )


def _set(
    store: Store,
    question: TraceQuestion,
    sets: Mapping[str, Sequence[tuple[str, str]]],
    figure_rows: FigureRows,
    say: Say,
) -> str:
    """Return the one set in which the area and its figure are found."""
    having = sorted({str(row["set_name"]) for row in figure_rows} & sets.keys()) or sorted(sets)
    matched = {name: names_of(store, name).match(question.area).code for name in having}
    candidates = [name for name, code in matched.items() if code is not None]
    with_figure = {(row["set_name"], row["area_code"], row["year"]) for row in figure_rows}
    full = [name for name in candidates if (name, matched[name], question.year) in with_figure]
    able = full or candidates or having
    last_day = date(question.year, 12, 31)
    return str(settled_set(store, None, say, last_day=last_day, able=able)["set_name"])


def _name(code: str, areas: Sequence[tuple[str, str]], lang: Lang) -> str:
    return text(lang, "change.city") if code == CITY else dict(areas)[code]


def _check_year(store: Store, about: About, figure_rows: FigureRows, year: int) -> None:
    """Say what is missing where the area has no figure of a year, and what would bring it."""
    of_set = [row for row in figure_rows if row["set_name"] == about.set_name]
    years = sorted({int(row["year"]) for row in of_set if row["area_code"] == about.area})
    if year in years:
        return
    periods = ", ".join(str(Period(one, about.part)) for one in years)
    available = (
        message("There are for {own}.", own=periods)
        if years
        else message("There are for no year.")
    )
    area_codes = {row["area_code"] for row in of_set if row["year"] == year}
    if area_codes:
        period = Period(year, about.part)
        available += message(
            " {n} other {n:area has|areas have} one for {year}.", n=len(area_codes), year=period
        )
    raise HotspotsError(
        message(
            "No figure of {indicator!r} for {name} ({area}) in {year} in the set "
            "{set_name!r}. {there} A file with that row brings it: `hotspots load "
            "index`.{rejected}",
            indicator=about.indicator,
            name=about.name,
            area=about.area,
            year=Period(year, about.part),
            set_name=about.set_name,
            there=available,
            rejected=_rejected(store, about.set_name),
        )
    )


def _rejected(store: Store, set_name: str | None) -> str:
    """Name the loads that turned rows away: the figure may be among them."""
    loads = [
        row
        for row in store.rows("trace/loads")
        if row["set"] == set_name
        and row["kind"] in {"index", "survey"}
        and row["rows_rejected"]
        and row["superseded_by"] is None
    ]
    return "".join(
        message(
            " Load {load} turned {rows_rejected} {rows_rejected:row|rows} away: `hotspots status "
            "--rejects {load}`.",
            load=row["load"],
            rows_rejected=row["rows_rejected"],
        )
        for row in loads
    )

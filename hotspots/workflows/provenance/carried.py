"""The way back from a figure carried over to other areas: every piece, its figure and weight."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import cast

from hotspots.analysis.indicators.carrying import one_to_one
from hotspots.errors import HotspotsError, UsageProblem
from hotspots.language import message
from hotspots.model.areas import CITY
from hotspots.model.indicators import CarriedPiece, Figure
from hotspots.model.nulls import not_null
from hotspots.model.provenance import About, TraceStep
from hotspots.model.rows import TracePiecesRow, TracePopulationRow
from hotspots.sentences.provenance import trace as sentences
from hotspots.workflows.asking.available_crosswalks import crosswalks_to
from hotspots.workflows.indicators.assumed_answers import assumed_figures
from hotspots.workflows.indicators.carrying import Crosswalk, carried_figures, crosswalk
from hotspots.workflows.provenance.figure import (
    ChosenFigure,
    edition_steps,
    figure_steps,
    headline,
    making_steps,
)
from hotspots.workflows.provenance.ground import TraceGround, area_steps, load_steps
from hotspots.workflows.provenance.question import TraceQuestion


@dataclass(frozen=True)
class Route:
    """The set that figures are carried from, and the crosswalk that carries them."""

    from_set: str
    by: Crosswalk


def route_of(ground: TraceGround, about: About, question: TraceQuestion) -> Route:
    """Return the way that leads to the set asked about, as ``change --as-of`` takes it."""
    to_set, from_set = str(about.set_name), question.set_name
    if from_set is None:
        with_figures = {
            row["set_name"]
            for row in ground.store.rows("trace/known")
            if about.indicator in {row["indicator"], row["series"]}
        }
        ways = sorted({one.from_set for one in crosswalks_to(ground.store, to_set)} & with_figures)
        if len(ways) > 1:
            listed = ", ".join(map(repr, ways))
            raise UsageProblem(
                message(
                    "Carried over from which set? There is {listed}: say --set.", listed=listed
                )
            )
        from_set = ways[0] if ways else "SET"
    return Route(from_set, crosswalk(ground.store, from_set, to_set, question.carry_by))


def figures_of(
    ground: TraceGround, about: About, question: TraceQuestion, year: int, route: Route | None
) -> Sequence[Figure]:
    """Return what can be the area's figure of a year, newest edition first: its own, or carried.

    Raises ``HotspotsError`` with the parts that are missing where nothing can be carried.
    """
    stored = _stored(ground, about, question, year)
    if route is None:
        return stored
    usable = [row for row in stored if row["percent"] is not None
           and question.edition in {None, row["edition"]}]  # fmt: skip
    return usable or _carried(ground, about, question, year, route)


def _carried(
    ground: TraceGround, about: About, question: TraceQuestion, year: int, route: Route
) -> list[Figure]:
    figures = ground.store.rows(
        "estimates/figures", set_name=route.from_set, indicator=about.indicator, year_1=year,
        year_2=None, edition=question.edition, group_key=about.group, part=about.part,
    )  # fmt: skip
    measures = {row["indicator"]: row["measure"] for row in ground.indicators.values()}
    measure = measures[figures[0]["indicator"]] if figures else "share"
    from_figures = assumed_figures(
        ground.store, route.from_set, measure, question.assumed, cast("list[Figure]", figures)
    )
    carried: list[Figure] = [
        {**row, "measure": measure}
        for row in carried_figures(ground.store, from_figures, route.by, measure)
        if row["area_code"] == about.area
    ]
    complete = [row for row in carried if row["percent"] is not None]
    if not complete:
        raise _nothing(ground, about, carried, year, route)
    return sorted(complete, key=lambda row: -(row["edition"] or 0))


def _stored(ground: TraceGround, about: About, question: TraceQuestion, year: int) -> list[Figure]:
    rows = ground.store.rows(
        "trace/figures", set_name=about.set_name, area_code=about.area,
        indicator=about.indicator, year_1=year, year_2=None, group_key=about.group,
        part=about.part,
    )  # fmt: skip
    measure = rows[0]["measure"] if rows else "share"
    figures = cast("list[Figure]", rows)
    return assumed_figures(ground.store, str(about.set_name), measure, question.assumed, figures)


def _nothing(
    ground: TraceGround, about: About, rows: Sequence[Figure], year: int, route: Route
) -> HotspotsError:
    missing = [code for row in rows for code in row["missing"]]
    named = ", ".join(_named(ground, route.from_set, code) for code in missing)
    lacks = message(" These parts of it have no figure: {named}.", named=named) if named else ""
    return HotspotsError(
        message(
            "No figure of {indicator!r} for {name} in {year} can be carried over "
            "from {from_set!r} to {set_name!r}.{lacks} Figures of all parts from one "
            "edition bring it: `hotspots load index`.",
            indicator=about.indicator,
            name=about.name,
            year=year,
            from_set=route.from_set,
            set_name=about.set_name,
            lacks=lacks,
        )
    )


def _named(ground: TraceGround, set_name: str, code: str) -> str:
    row = ground.area_row(About(set_name=set_name, area=code))
    return f"{code} {row['area_name']}" if row else code


def traced_steps(
    ground: TraceGround, about: About, chosen: ChosenFigure, route: Route | None
) -> list[TraceStep]:
    """Return the way back from a figure, whether it is the area's own or carried over."""
    figure = chosen.figure
    if route is None or "pieces" not in figure:
        return figure_steps(ground, about, chosen)
    if not figure["carried"]:
        return _same_area(ground, about, chosen, route)
    about = replace(about, indicator=figure["indicator"], edition=figure["edition"])
    return [
        _carried_headline(ground, about, figure, route),
        *edition_steps(ground, about, chosen, None),
        *_formula(about, figure),
        *_answers(about, figure),
        *_crosswalk_steps(ground, about, route),
        *_pieces(ground, about, figure, route),
        *area_steps(ground, about),
    ]


def _same_area(
    ground: TraceGround, about: About, chosen: ChosenFigure, route: Route
) -> list[TraceStep]:
    """Return the figure of the area that is the same in both sets, as it was."""
    same = one_to_one(route.by.pieces)
    code = CITY if about.area == CITY else same[str(about.area)]
    named = about.name if code == CITY else ground.area_name(route.from_set, code)
    from_about = replace(about, set_name=route.from_set, area=code, name=named)
    row = _full(ground, from_about, route, chosen.figure)
    facts = {"name": named, "from_set": route.from_set, "set": about.set_name, "value": code}
    return [
        TraceStep("same_area", about, facts),
        *figure_steps(ground, from_about, _with(chosen, row)),
    ]


def _with(chosen: ChosenFigure, figure: Figure) -> ChosenFigure:
    return replace(chosen, figure=figure)


def _full(ground: TraceGround, about: About, route: Route, figure: Figure) -> Figure:
    """Return all that is stored of a from-area's figure that was carried."""
    rows = ground.store.rows(
        "trace/figures", set_name=route.from_set, area_code=about.area, indicator=None,
        year_1=figure["year"], year_2=None, group_key=about.group, part=about.part,
    )  # fmt: skip
    place = figure["load_id"], figure["row_number"]
    own = next(row for row in rows if (row["load_id"], row["row_number"]) == place)
    return cast("Figure", own)


def _carried_headline(
    ground: TraceGround, about: About, figure: Figure, route: Route
) -> TraceStep:
    facts = {
        "name": about.name,
        "indicator": ground.figure_name(about),
        "year": about.year,
        "from_set": route.from_set,
        "value": sentences.figure(figure["percent"], None, figure["measure"], ground.lang),
    }
    return TraceStep("carried_figure", about, facts)


def _formula(about: About, figure: Figure) -> list[TraceStep]:
    pieces = figure["pieces"]
    facts = {
        "pieces": [(one["mass"], one["percent"]) for one in pieces],
        "result": figure["percent"],
    }
    kind = {"population": "carried_people", "answers": "carried_answers"}.get(
        figure["mass"] or "", "carried"
    )
    return [TraceStep(kind, about, facts)]


def _answers(about: About, figure: Figure) -> list[TraceStep]:
    """Return the answers behind the pieces, and how many of them count: the smaller formula."""
    pieces = figure["pieces"]
    steps = []
    if figure["n"] is not None:
        facts = {
            "pieces": [(piece["n"], piece["weight"]) for piece in pieces],
            "result": figure["n"],
        }
        steps.append(TraceStep("carried_n", about, facts))
    if figure["n_eff"] is None:
        return [*steps, TraceStep("carried_no_n_eff", about, {})]
    share = not_null(figure["percent"]) / 100
    kish = [(piece["mass"], not_null(piece["n_eff"]), piece["weight"]) for piece in pieces]
    spread = [
        (piece["part"], piece["percent"] / 100, not_null(piece["n_eff"]), piece["weight"])
        for piece in pieces
    ]
    by_kish = sum(m for m, _, _ in kish) ** 2 / sum(m**2 / (n * w) for m, n, w in kish)
    variance = sum(part**2 * p * (1 - p) / (n * w) for part, p, n, w in spread)
    steps.append(TraceStep("carried_kish", about, {"pieces": kish, "result": by_kish}))
    if variance > 0:
        result = share * (1 - share) / variance
        facts = {"share": share, "pieces": spread, "result": result}
        steps.append(TraceStep("carried_variance", about, facts))
    return [*steps, TraceStep("carried_n_eff", about, {"value": figure["n_eff"]})]


def _crosswalk_steps(ground: TraceGround, about: About, route: Route) -> list[TraceStep]:
    """Return the crosswalk: what it was made by, how and from which loads."""
    load = route.by.available.load_id
    facts = {"from_set": route.from_set, "set": about.set_name, "value": route.by.available.basis}
    return [TraceStep("crosswalk", about, facts, load), *load_steps(ground, about, load, None)]


def _pieces(ground: TraceGround, about: About, figure: Figure, route: Route) -> list[TraceStep]:
    stored = {row["from_area"]: row for row in _crosswalk_rows(ground, about, route)}
    people = {
        row["area_code"]: row
        for row in ground.store.rows("trace/population", set_name=route.from_set, year=about.year)
    }
    steps: list[TraceStep] = []
    loads: dict[int, TraceStep] = {}
    for piece in figure["pieces"]:
        code = piece["from_area"]
        from_about = replace(about, set_name=route.from_set, area=code,
                      name=ground.area_name(route.from_set, code))  # fmt: skip
        steps.append(_piece(from_about, stored[code], ground))
        steps += _mass(from_about, piece, figure["mass"], people.get(code))
        row = _full(ground, from_about, route, cast("Figure", {**figure, **piece}))
        from_about = replace(from_about, indicator=row["indicator"], edition=row["edition"])
        place = _row_of(ground, row)
        steps += [
            headline(ground, from_about, row, place),
            *making_steps(ground, from_about, row, place),
        ]
        steps += _answers_of(from_about, row, piece, place)
        loads.setdefault(row["load_id"], steps[-1])
        if figure["mass"] == "population":
            loads.setdefault(people[code]["load_id"], steps[-1])
    from_about = replace(about, set_name=route.from_set, area=None, name=None)
    for load in sorted(loads):
        steps += load_steps(ground, from_about, load, None)
    return steps


def _crosswalk_rows(ground: TraceGround, about: About, route: Route) -> list[TracePiecesRow]:
    return ground.store.rows(
        "trace/pieces", load_id=route.by.available.load_id, from_set=route.from_set,
        to_set=about.set_name, to_area=about.area, basis=route.by.available.basis,
    )  # fmt: skip


def _row_of(ground: TraceGround, row: Figure) -> int | None:
    return (
        None if ground.loads[row["load_id"]]["kind"] == "survey" else not_null(row["row_number"])
    )


def _piece(about: About, row: TracePiecesRow, ground: TraceGround) -> TraceStep:
    """Return the crosswalk's row of a piece: which part of the from-area it is."""
    amount = "" if row["amount"] is None else sentences.exact(ground.lang, row["amount"])
    weight = sentences.exact(ground.lang, row["weight"])
    facts = {"name": about.name, "set": about.set_name, "weight": row["weight"],
             "value": f"{weight}; {amount}" if amount else weight}  # fmt: skip
    kind = "piece" if amount else "piece_without_amount"
    return TraceStep(kind, about, facts, row["load_id"], row["row_number"])


def _mass(
    about: About, piece: CarriedPiece, mass: str | None, people: TracePopulationRow | None
) -> list[TraceStep]:
    """Return what a piece weighs where the crosswalk itself does not say."""
    if mass == "answers" and piece["n"] is not None:
        facts = {
            "name": about.name,
            "weight": piece["weight"],
            "n": piece["n"],
            "result": piece["mass"],
        }
        return [TraceStep("piece_answers", about, facts)]
    if mass == "population" and people is not None:
        facts = {"name": about.name, "weight": piece["weight"], "people": people["population"],
                 "result": piece["mass"]}  # fmt: skip
        return [TraceStep("piece_people", about, facts, people["load_id"], people["row_number"])]
    return []


def _answers_of(
    about: About, row: Figure, piece: CarriedPiece, place: int | None
) -> list[TraceStep]:
    """Return a from-area's answers and what they are worth, as far as they are known."""
    if piece["n_eff"] is None:
        return [TraceStep("n_missing", about, {}, row["load_id"], place)]
    facts = {"name": about.name, "value": piece["n_eff"]}
    kind = "piece_n_eff" if row["n_eff"] is not None else "piece_n"
    return [TraceStep(kind, about, facts, row["load_id"], place)]

"""Extracts of the safety index and the surveys: rows of area, year, indicator and figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from hotspots.language import message
from hotspots.model.fields import MOST_DEFF
from hotspots.model.groups import WHOLE_GROUP
from hotspots.model.indicators import CATEGORIES
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, distinct_rows
from hotspots.sources.files.heading_meanings import ValueKinds
from hotspots.sources.files.names import AreaNames, without_footnote
from hotspots.sources.files.tables import Table
from hotspots.sources.files.values import NIL, WITHHELD_MARK
from hotspots.sources.values.decimals import has_unit

# Stratified samples may be worth more than their number of answers, but not twice as many.
_MOST_GAIN = 2
SUPPRESSED = "suppressed"
INDEX_KINDS = ValueKinds(
    "percent",
    frozenset({"count", "n", "n_eff", "deff", "category", "score", "published_light",
               "published_change"}),
)  # fmt: skip
_LIGHTS = {
    "grøn": "green", "gul": "yellow", "rød": "red",
    "green": "green", "yellow": "yellow", "red": "red",
}  # fmt: skip


class Indicator(Protocol):
    """An indicator as the store knows it: its name, and ``share``, ``per_1000`` or ``points``."""

    @property
    def name(self) -> str:
        """Return its name."""

    @property
    def measure(self) -> str:
        """Return its unit."""


@dataclass(frozen=True)
class EstimateRow:
    """One figure of one area in one year, as an extract gives it; percent is 0 to 100.

    ``counted`` is how many reports or answers stand behind the figure; ``withheld`` says why a
    figure that exists is not given; ``published_…`` is the city's own verdict on it. ``se_pp``,
    ``low`` and ``high`` are known only where the figure was computed from answers.
    ``has_sign`` says that a percent sign stood behind it, or that it was counted.
    """

    row_number: int
    area_code: str
    indicator: str
    year: int
    edition: int | None
    supplier: str | None
    percent: float | None
    decimals: int | None
    n: float | None
    n_eff: float | None
    category: str | None
    score: float | None
    survey_period: str | None = None
    police_period: str | None = None
    counted: float | None = None
    published_light: str | None = None
    published_against: int | None = None
    published_change_pp: float | None = None
    withheld: str | None = None
    se_pp: float | None = None
    low: float | None = None
    high: float | None = None
    part: str = ""
    group_key: str = WHOLE_GROUP
    has_sign: bool = field(default=False, compare=False)

    @property
    def identity(self) -> tuple[str, str, int, str, str, int | None]:
        """Return what makes two rows the same figure."""
        return (
            self.area_code, self.indicator, self.year, self.part, self.group_key, self.edition,
        )  # fmt: skip


def read_index(
    table: Table, names: AreaNames, indicators: Mapping[str, Indicator]
) -> tuple[list[EstimateRow], list[Reject]]:
    """Turn an index table into figures and rejects; each data row is in exactly one.

    ``indicators`` gives what the texts of the column mean, in small letters.
    """
    return distinct_rows(
        table,
        lambda row_number, cells: _figure(row_number, cells, names, indicators),
        lambda row: row.identity,
        _repeat,
        _of_several_suppliers,
    )


def _of_several_suppliers(rows: Sequence[EstimateRow]) -> str | None:
    """Say of figures that contradict each other how those of several suppliers are kept."""
    suppliers = {row.supplier for row in rows}
    if None in suppliers or len(suppliers) != len(rows):
        return None
    return message(
        "is one of {n} suppliers' figures of the same edition; load each supplier by itself and "
        "with an edition of its own: --only COLUMN=NAME --fixed supplier=NAME --fixed "
        "edition=YEAR",
        n=len(rows),
    )


def _repeat(earlier: EstimateRow, figure: EstimateRow) -> Rejected:
    same = replace(earlier, row_number=figure.row_number) == figure
    kind = (
        message("the same figure")
        if same
        else message("another figure for the same area, period, group and edition")
    )
    percent = None if figure.percent is None else f"{figure.percent:g}"
    return Rejected(
        "percent",
        percent,
        message(
            "row {row_number} already gives {other}", row_number=earlier.row_number, other=kind
        ),
    )


def _figure(
    row_number: int, cells: Cells, names: AreaNames, indicators: Mapping[str, Indicator]
) -> EstimateRow:
    if cells.text("area") is None:
        raise Rejected("area", None, message("is missing"))
    text = cells.text("indicator")
    if text is None:
        raise Rejected("indicator", None, message("is missing"))
    indicator = indicators[cells.raw("indicator").casefold()]
    n = cells.positive_whole("n")
    percent, decimals = _percent(cells, n, indicator.measure)
    category, score = cells.text("category"), cells.number("score")
    period = cells.period()
    change = cells.number("published_change")
    withheld = _withheld(cells)
    if not any(one is not None for one in (percent, category, score, change, withheld)):
        raise Rejected("percent", cells.raw("percent"), message("no figure is given"))
    return EstimateRow(
        row_number=row_number,
        area_code=cells.area_code(names),
        indicator=indicator.name,
        year=period.year,
        part=period.part,
        group_key=cells.group(),
        edition=cells.year("edition"),
        supplier=cells.text("supplier"),
        percent=percent,
        decimals=decimals,
        n=n,
        n_eff=_effective_n(cells, n),
        category=_category(category),
        score=score.value if score else None,
        survey_period=cells.text("survey_period"),
        police_period=cells.text("police_period"),
        counted=_counted(cells),
        published_light=_light(cells.text("published_light")),
        published_against=cells.year("published_against"),
        published_change_pp=change.value if change else None,
        withheld=withheld,
        has_sign=has_unit(cells.raw("percent")) or (percent is not None and decimals is None),
    )


def _withheld(cells: Cells) -> str | None:
    """Tell whether a figure is there but not given: ``..`` means so in Danish statistics."""
    return SUPPRESSED if without_footnote(cells.raw("percent")) == WITHHELD_MARK else None


def _light(text: str | None) -> str | None:
    """Return the light that a text names, in Danish or English."""
    if text is None:
        return None
    if text.casefold() not in _LIGHTS:
        raise Rejected(
            "published_light", text, message("is no light ({lights})", lights=", ".join(_LIGHTS))
        )
    return _LIGHTS[text.casefold()]


def _category(text: str | None) -> str | None:
    """Return the one action category that a text names, such as "markant indsatsbehov"."""
    if text is None:
        return None
    named = [category for category in CATEGORIES if category in text.casefold()]
    if len(named) != 1:
        categories = ", ".join(CATEGORIES)
        raise Rejected(
            "category",
            text,
            message("is none of the action categories ({known})", known=categories),
        )
    return named[0]


def _percent(cells: Cells, n: float | None, measure: str) -> tuple[float | None, int | None]:
    percent_text = cells.text("percent")
    if percent_text in NIL:
        raise Rejected(
            "percent", percent_text, message("a dash is no share; write 0 or leave it empty")
        )
    counted = _counted(cells)
    if measure == "share" and counted is not None and n is not None and percent_text is None:
        if not 0 <= counted <= n:
            raise Rejected(
                "count", cells.text("count"), message("is not between 0 and n, {n:g}", n=n)
            )
        return 100 * counted / n, None
    number = cells.number("percent")
    if number is None:
        return None, None
    if measure == "points":
        return number.value, number.decimals
    if number.value < 0 or (measure == "share" and number.value > 100):  # noqa: PLR2004
        raise Rejected("percent", percent_text, message("is not between 0 and 100"))
    return number.value, number.decimals


def _counted(cells: Cells) -> int | None:
    return 0 if cells.text("count") in NIL else cells.whole("count")


def _effective_n(cells: Cells, n: float | None) -> float | None:
    stated, deff = cells.positive("n_eff"), cells.positive("deff")
    if stated is not None and n is not None and stated > _MOST_GAIN * n:
        raise Rejected(
            "n_eff", cells.text("n_eff"), message("is far more than the {n:g} answers", n=n)
        )
    if stated is not None:
        return stated
    if n is None or deff is None:
        return None
    if deff > MOST_DEFF or n < deff:
        raise Rejected(
            "deff",
            cells.text("deff"),
            message("cannot be a design effect: it would leave {left:.2g} of {n:g} answers",
                    left=n / deff, n=n),
        )  # fmt: skip
    return n / deff

"""Answers of a survey, one row each: where, what and with what weight, never who."""

from collections.abc import Mapping

from hotspots.language import message, translated
from hotspots.model.indicators import AnswerRow
from hotspots.model.loads import Reject
from hotspots.sources.files.cells import Cells, Rejected, each_row
from hotspots.sources.files.names import WHOLE, AreaNames
from hotspots.sources.files.tables import Table
from hotspots.sources.indicators.answer_words import NEITHER, AnswerWords, is_no_answer

# A column of answers in people's own words, taken by mistake, is not kept as rejects.
_MOST_QUOTED = 40


def read_answers(
    table: Table, names: AreaNames, words: AnswerWords, indicators: Mapping[str, str]
) -> tuple[list[AnswerRow], list[Reject]]:
    """Turn a table of answers into rows and rejects; each data row is in exactly one.

    ``indicators`` are those that the table's texts mean, by the text in small letters.
    """
    rows: list[AnswerRow] = []

    def take(row_number: int, cells: Cells) -> None:
        rows.append(_answer(row_number, cells, names, words, indicators))

    rejects = each_row(table, take)
    return rows, rejects


def _answer(
    row_number: int, cells: Cells, names: AreaNames, words: AnswerWords,
    indicators: Mapping[str, str],
) -> AnswerRow:  # fmt: skip
    text = _required_text(cells, "indicator").casefold()
    indicator = indicators.get(text, text)
    period = cells.period()
    return AnswerRow(
        row_number=row_number,
        area_code=_area(cells, names),
        indicator=indicator,
        year=period.year,
        part=period.part,
        group_key=cells.group_of_person(),
        edition=cells.year("edition"),
        supplier=cells.text("supplier"),
        survey_period=cells.text("survey_period"),
        yes=_yes(cells, indicator, words),
        weight=_positive(cells, "weight") or 1.0,
        stratum=_label(cells, "stratum"),
        cluster=_label(cells, "cluster"),
        stratum_size=_positive(cells, "stratum_size"),
    )


def _area(cells: Cells, names: AreaNames) -> str:
    code = cells.area_code(names)
    if code == WHOLE:
        raise Rejected(
            "area", cells.text("area"), message("is no area: whoever answers lives in one")
        )
    return code


def _yes(cells: Cells, indicator: str, words: AnswerWords) -> bool:
    answer = cells.raw("answer")
    if is_no_answer(answer):
        raise Rejected("answer", answer.strip() or None, message("is no answer"))
    is_yes = words.meaning(answer, indicator)
    if is_yes is None:
        raise Rejected("answer", answer[:_MOST_QUOTED], translated(NEITHER))
    return is_yes


def _label(cells: Cells, name: str) -> str | None:
    """Return the label of a column that must be filled wherever it is there."""
    return _required_text(cells, name) if cells.binding.has(name) else None


def _positive(cells: Cells, name: str) -> float | None:
    """Return the number of a column that must be filled wherever it is there."""
    number = cells.positive(name)
    if number is None and cells.binding.has(name):
        raise Rejected(name, None, message("is missing"))
    return number


def _required_text(cells: Cells, name: str) -> str:
    text = cells.text(name)
    if text is None:
        raise Rejected(name, None, message("is missing"))
    return text

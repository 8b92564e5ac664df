"""Made-up surveys of all, and of women and men, which add up to those of all."""

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from hotspots.analysis.methods import synthetic
from hotspots.analysis.methods.synthetic import SyntheticSurvey
from hotspots.sentences.sources import program_source
from hotspots.workflows.demo.csv_extract import write_csv
from hotspots.workflows.demo.names import EARLY_SURVEY, LATE_SURVEY, SURVEY_BY_SEX
from hotspots.workflows.demo.steps import STATUS_DAY

_EDITION = 2024
_CITY = "Hele København"
_NEIGHBOURHOOD, _EVENING = "utryg_nabolag", "utryg_aften_nat"
_HEADING = ("Område", "År", "Indikator", "Procent", "Antal svar", "Designeffekt")
_ORIGIN = ("Udgave", "Leverandør")


def write_surveys(
    target: Path, names: Sequence[str], true: NDArray[np.float64], rng: np.random.Generator
) -> None:
    """Write the early survey as CSV, the later one as a workbook, and both by sex as CSV.

    ``true`` holds the true shares (0 to 1) by year and area, the areas called ``names``.
    """
    evening = np.clip(true * 1.9, 0.02, 0.6)
    neighbourhood = synthetic.survey(true, rng)
    parts = [(_NEIGHBOURHOOD, neighbourhood), (_EVENING, synthetic.survey(evening, rng))]
    rows = [row for name, survey in parts for row in _survey_rows(name, survey, names)]
    heading = [*_HEADING, "Handlingskategori", *_ORIGIN]
    early = [row for row in rows if row[1] <= synthetic.LAST_INDEX_YEAR]
    late = [row[:6] + row[7:] for row in rows if row[1] > synthetic.LAST_INDEX_YEAR]
    write_csv(target / EARLY_SURVEY, heading, early, encoding="cp1252")
    _write_workbook(target / LATE_SURVEY, [*_HEADING, *_ORIGIN], late)
    _write_by_sex(target / SURVEY_BY_SEX, names, neighbourhood, rng.spawn(1)[0])


def _write_by_sex(
    path: Path, names: Sequence[str], survey: SyntheticSurvey, rng: np.random.Generator
) -> None:
    sexes = zip(("kvinder", "mænd"), synthetic.by_sex(survey, rng), strict=True)
    rows = [
        [*row[:6], sex, *row[7:]]
        for sex, part in sexes
        for row in _survey_rows(_NEIGHBOURHOOD, part, names)
    ]
    write_csv(path, [*_HEADING, "Køn", *_ORIGIN], rows, encoding="utf-8-sig")


def _survey_rows(indicator: str, survey: SyntheticSurvey, names: Sequence[str]) -> list[list[Any]]:
    rows: list[list[Any]] = []
    for index, year in enumerate(survey.years.tolist()):
        early = year <= synthetic.LAST_INDEX_YEAR
        for name, yes, n in zip(names, survey.yes[index], survey.n[index], strict=True):
            category = synthetic.category(yes / n) if early else ""
            stated_category = category if indicator == _NEIGHBOURHOOD else ""
            rows.append(_survey_row(name, year, indicator, yes, n, stated_category))
        total = (survey.yes[index].sum(), survey.n[index].sum())
        rows.append(_survey_row(_CITY, year, indicator, *total, ""))
    return rows


def _survey_row(
    name: str, year: int, indicator: str, yes: int, n: int, category: str
) -> list[Any]:
    percent = round(100 * float(yes) / float(n), 1)
    return [name, year, indicator, percent, int(n), synthetic.DESIGN_EFFECT, category, _EDITION,
            program_source("made_up")]  # fmt: skip


def _write_workbook(path: Path, heading: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    import xlsxwriter

    with xlsxwriter.Workbook(str(path)) as book:
        book.set_properties({"created": datetime.combine(STATUS_DAY, time())})
        sheet = book.add_worksheet("Resultater")
        decimal_format = book.add_format({"num_format": "0.0"})
        sheet.write(0, 0, "Tryghedsundersøgelsen – SYNTETISKE DATA")
        sheet.write(1, 0, "Andel utrygge i procent. Tallene er opdigtede.")
        sheet.write_row(3, 0, heading)
        for down, row in enumerate(rows, start=4):
            for column, value in enumerate(row):
                style = decimal_format if isinstance(value, float) else None
                sheet.write(down, column, value, style)
        sheet.write(len(rows) + 5, 0, "")

"""``hotspots report``: the yearly status as a document."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.periods import Period

_OF_SLIDES = frozenset({".pptx", ".potx", ".pptm", ".potm", ".ppsx"})


@click.command()
@options.question_options
@options.break_option
@options.all_years_options
@click.option(
    "--period",
    type=options.PERIOD,
    help="Make it the status of a half-year, quarter, month or year, such as 2012-H1: targets are "
    "judged at its end, and it is held against the one before it.",
)
@click.option(
    "--from",
    "first_day",
    type=options.DAY,
    help="First day of the hotspots; the year's otherwise.",
)
@click.option("--to", "last_day", type=options.DAY, help="Last day of the hotspots.")
@click.option("--seed", type=int, default=2010, show_default=True, help="Seed of the rank draws.")
@click.option(
    "--profiles", multiple=True, metavar="all|priority|none|AREA",
    help="Which areas have a profile: all, the first 20 of the list of priority areas, none, or "
         "those named. Repeatable. All otherwise; above 60 areas, priority.",
)  # fmt: skip
@click.option(
    "--date", "made_on", type=options.DAY,
    help="Date of the report, by which targets are judged; today otherwise.",
)  # fmt: skip
@click.option(
    "--template", "templates", type=options.FILE, multiple=True,
    help="A Word document or template whose styles, headers and footers are used, or for slides "
         "a PowerPoint presentation or template (.pptx, .potx). Repeatable, one of each.",
)  # fmt: skip
@click.option(
    "-o", "--output", "outputs", type=options.FILE, required=True, multiple=True,
    callback=options.new_file,
    help="The file to write: .docx, .html, .pdf, or .pptx for slides. Repeatable.",
)  # fmt: skip
@options.force_option("Overwrite the files.")
@pass_console
def report(
    console: Console,
    /,
    outputs: tuple[Path, ...],
    templates: tuple[Path, ...],
    made_on: datetime | None,
    period: Period | None,
    *,
    force: bool,
    **parameters: Any,
) -> None:
    """Write the yearly status: summary, all areas, priority, profiles, targets, hotspots, data.

    \b
    hotspots report -o status.docx
    hotspots report --year 2024 -o status.docx -o status.pdf -o status.html
    hotspots report --template kommunens-skabelon.docx -o status.docx
    hotspots report --template kommunens-skabelon.potx -o status.pptx

    Every number is that of the command it comes from. What the store has no data for is named
    in one line at the end.
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    from hotspots.workflows.report.asked import ReportQuestion
    from hotspots.workflows.report.report import ReportFile
    from hotspots.workflows.report.report import report as write

    days = {name: options.as_date(parameters.pop(name)) for name in ("first_day", "last_day")}
    day = options.as_date(made_on) or date.today()  # noqa: DTZ011 - the local day
    seed, profiles = parameters.pop("seed"), parameters.pop("profiles")
    parameters["year"] = _year_of(period, parameters["year"])
    whole = options.question_of(parameters, console.lang)
    question = ReportQuestion(whole, day, **days, seed=seed, profiles=profiles,
                              by_period=period is not None)  # fmt: skip
    template_by_path = _templates(templates, outputs)
    files = [ReportFile(path, force, template_by_path.get(path)) for path in outputs]
    write(console.store, question, files, console.say, console.progress)
    console.end_progress()
    for file in files:
        console.say(message("Wrote {path}.", path=file.path))


def _templates(templates: tuple[Path, ...], outputs: tuple[Path, ...]) -> dict[Path, Path]:
    """Return the template of each file; one that no file could use is refused."""
    by_path: dict[Path, Path] = {}
    for template in templates:
        kind = ".pptx" if template.suffix.lower() in _OF_SLIDES else ".docx"
        paths = [path for path in outputs if path.suffix.lower() == kind]
        if not paths or by_path.keys() & {*paths}:
            raise UsageProblem(
                message(
                    "{template_}: give one template for each kind of file that is written: "
                    ".docx or .dotx with -o NAME.docx, .pptx or .potx with -o NAME.pptx.",
                    template_=template,
                )
            )
        by_path |= dict.fromkeys(paths, template)
    return by_path


def _year_of(period: Period | None, year: Period | None) -> Period | None:
    """Return what the report is about: a status has a period that comes again in every year."""
    if period is None:
        return year
    if year is not None:
        raise UsageProblem(message("--period says which year too. Leave --year out."))
    if period.kind in {"week", "span"}:
        raise UsageProblem(
            message(
                "{period} is no period of a status. Name a year, half-year, quarter or month, "
                "such as 2012-H1.",
                period=period,
            )
        )
    return period

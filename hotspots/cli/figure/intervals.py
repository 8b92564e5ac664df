"""``hotspots figure intervals``."""

from typing import Any, get_args

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.charts import SortBy
from hotspots.model.incidents import Use


@click.command()
@options.question_options
@options.break_option
@click.option("--reported", is_flag=True, help="Draw reported incidents instead of an indicator.")
@click.option("--category", help="With --reported: one category only.")
@click.option(
    "--use",
    type=click.Choice(get_args(Use)),
    help="With --reported: count from extracts of incidents, or from tables of counts.",
)
@click.option(
    "--sort",
    type=click.Choice(get_args(SortBy)),
    default="change",
    show_default=True,
    help="Order of areas: the best change first, the worst level first, or by name.",
)
@options.picture_options(least_cm=8)
@click.option(
    "--area",
    "framed_areas",
    multiple=True,
    metavar="AREA",
    help="Draw this area and the city only, by name or code; all are tested. Repeatable.",
)
@pass_console
def intervals(
    console: Console,
    /,
    category: str | None,
    use: Use | None,
    sort: SortBy,
    *,
    reported: bool,
    **parameters: Any,
) -> None:
    """Draw the change of every area as a dot with its 95 % interval.

    A green or red dot is a significant change, a yellow one cannot be told from no change, and
    where nothing can be said the reason stands instead. The figures are those of `change`, or with
    --reported the rate ratios of `incidents`, on a logarithmic axis.
    """
    from hotspots.workflows.incidents.question import IncidentsQuestion
    from hotspots.workflows.maps.intervals_figure import change_intervals, reported_intervals

    picture = options.picture_of(parameters)
    if reported:
        _refuse_survey_options(parameters)
        question = IncidentsQuestion(
            set_name=parameters["set_name"],
            category=category,
            baseline=None if _is_default("baseline") else parameters["baseline"].year,
            year=parameters["year"] and parameters["year"].year,
            adjust=parameters["adjust"],
            use=use,
            lang=console.lang,
            areas=picture.areas,
        )
        paths = reported_intervals(console.store, question, sort, picture, console.say)
    elif category is not None:
        raise UsageProblem(message("--category goes with --reported only."))
    elif use is not None:
        raise UsageProblem(message("--use goes with --reported only."))
    else:
        wanted = options.question_of(parameters, console.lang)
        paths = change_intervals(console.store, wanted, sort, picture, console.say)
    options.say_pictures(console, paths)


def _is_default(name: str) -> bool:
    """Tell whether an option was not given, so that its value is the program's."""
    source = click.get_current_context().get_parameter_source(name)
    return source == click.core.ParameterSource.DEFAULT


def _refuse_survey_options(parameters: dict[str, Any]) -> None:
    """Refuse what says nothing about reported incidents, rather than leave it unheeded."""
    names = {
        "indicator": "--indicator",
        "edition": "--edition",
        "as_of": "--as-of",
        "carry_by": "--by",
        "across_breaks": "--across-breaks",
        "adjust_break": "--adjust-break",
        "group": "--group",
    }
    unfit = [option for name, option in names.items() if parameters[name]]
    if unfit:
        raise UsageProblem(
            message("{given} cannot go with --reported: leave one out.", given=", ".join(unfit))
        )
    for name in ("baseline", "year"):
        period = parameters[name]
        if period is not None and period.part:
            raise UsageProblem(
                message(
                    "Reported incidents are drawn for whole years: --{name} {year} in the place "
                    "of {period}.",
                    name=name,
                    year=period.year,
                    period=period,
                )
            )

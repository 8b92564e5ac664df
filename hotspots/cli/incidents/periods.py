"""Options on periods: days, and weeks, months, quarters or half-years that divide them."""

from datetime import date
from typing import TYPE_CHECKING, Any

import click

from hotspots.cli import options
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.periods import Period

if TYPE_CHECKING:
    from hotspots.workflows.incidents.question import PeriodChoice

PER = click.Choice(["week", "month", "quarter", "half-year"])
_KINDS = {"half-year": "half"}


def period_options(command: options.Command) -> options.Command:
    """Add ``--from``, ``--to`` and ``--per`` to a command."""
    return options.stack(
        click.option("--from", "first_day", type=options.DAY, help="First day that counts."),
        click.option("--to", "last_day", type=options.DAY, help="Last day that counts."),
        click.option("--per", type=PER, callback=kind_of,
                     help="A row for each whole week, month, quarter or half-year of these days, "
                     "or of --year."),
    )(command)  # fmt: skip


def kind_of(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return the kind of period that ``--per`` means."""
    return value and _KINDS.get(value, value)


def with_choice(parameters: dict[str, Any]) -> dict[str, Any]:
    """Return the parameters of a question, with what was said about periods put together.

    Raises where the options contradict each other.
    """
    kept = {name: value for name, value in parameters.items()
            if name not in {"first_day", "last_day", "per", "year", "baseline"}}  # fmt: skip
    choice = choice_of(parameters)
    year: Period | None = parameters["year"]
    baseline: Period | None = parameters["baseline"]
    part = _part(choice.period if choice else None)
    return {**kept, **({"part": part} if part else {}), "choice": choice,
            "year": year and year.year, "baseline": baseline and baseline.year}  # fmt: skip


def choice_of(parameters: dict[str, Any]) -> "PeriodChoice | None":
    """Return which periods are asked about; None for whole years. Raises on contradictions."""
    from hotspots.workflows.incidents.question import PeriodChoice

    year: Period | None = parameters["year"]
    per = parameters["per"]
    days = options.as_date(parameters["first_day"]), options.as_date(parameters["last_day"])
    _check(year, parameters["baseline"], days, per)
    of_part = year if year and year.part else None
    if not (of_part or per or any(days)):
        return None
    return PeriodChoice(of_part, *days, per)


def _part(period: Period | None) -> Any:
    from hotspots.analysis.time.periods import part_of_year

    return part_of_year(period.part) if period else None


def _check(
    year: Period | None,
    baseline: Period | None,
    days: tuple[date | None, date | None],
    per: str | None,
) -> None:
    if year and any(days):
        raise UsageProblem(
            message("--year does not go with --from and --to: both say which days count.")
        )
    if days[0] and days[1] and days[0] > days[1]:
        raise UsageProblem(
            message(
                "The period from {first} to {last} has no days. Turn them round.",
                first=days[0],
                last=days[1],
            )
        )
    if year and year.part and per:
        raise UsageProblem(
            message(
                "--per divides a whole year or days: with --year {year} leave it out, or say "
                "--year {whole}.",
                year=year,
                whole=year.year,
            )
        )
    if baseline and (per or any(days) or baseline.part or (year and year.part)):
        _check_baseline(baseline, year, days)


def _check_baseline(
    baseline: Period, year: Period | None, days: tuple[date | None, date | None]
) -> None:
    if baseline.part:
        options.common_part(baseline, year or Period(baseline.year + 1))
    first = year.year if year else next((day.year for day in days if day), None)
    if first is not None and first <= baseline.year:
        raise UsageProblem(
            message(
                "--baseline {baseline} lies not before what is asked about ({year}). Choose an "
                "earlier --baseline.",
                baseline=baseline,
                year=first,
            )
        )

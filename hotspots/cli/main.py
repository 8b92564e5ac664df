"""The command line: parses, calls one workflow, prints."""

import errno
from pathlib import Path
from typing import Any

import click

from hotspots import __version__
from hotspots.cli.areas.designations import designations
from hotspots.cli.areas.group import areas
from hotspots.cli.cells.detect import detect
from hotspots.cli.cells.evaluate import evaluate
from hotspots.cli.cells.repeat import repeat
from hotspots.cli.cells.review import review
from hotspots.cli.cells.surface import surface
from hotspots.cli.cells.zonal import zonal
from hotspots.cli.console import Console, ShownError
from hotspots.cli.demo import demo
from hotspots.cli.figure.group import figure
from hotspots.cli.incidents.hours import hours
from hotspots.cli.incidents.incidents import incidents
from hotspots.cli.indicators.change import change
from hotspots.cli.indicators.goals import goals
from hotspots.cli.indicators.priority import priority
from hotspots.cli.language import asked_language, speak_in
from hotspots.cli.load.group import load
from hotspots.cli.map.group import map_
from hotspots.cli.report import report
from hotspots.cli.store.check import check
from hotspots.cli.store.status import status
from hotspots.cli.store.trace import trace
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message


class _Commands(click.Group):
    """Speaks the reader's language, and turns our errors into one sentence and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        speak_in(asked_language(args), self)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except HotspotsError as problem:
            raise ShownError(problem) from problem
        except OSError as problem:
            raise ShownError(_of_the_system(problem)) from problem


def _of_the_system(problem: OSError) -> HotspotsError:
    if problem.errno == errno.EPIPE:
        raise problem
    where = f"{problem.filename}: " if problem.filename else ""
    return HotspotsError(
        message(
            "{where}{strerror}. Check the name, the free space and who may write.",
            where=where,
            strerror=problem.strerror or problem,
        )
    )


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--store",
    type=click.Path(path_type=Path, dir_okay=False),
    envvar="HOTSPOTS_STORE",
    default=Path("hotspots.duckdb"),
    show_default=True,
    help="The store; the first load creates it.",
)
@click.option(
    "--lang",
    type=click.Choice(["da", "en"]),
    help="Language of outputs and of the terminal; da and the locale's language otherwise.",
)
@click.option("-q", "--quiet", is_flag=True, help="Say nothing but results and errors.")
@click.version_option(__version__, prog_name="hotspots")
@click.pass_context
def main(ctx: click.Context, store: Path, lang: Lang | None, *, quiet: bool) -> None:
    """Find out where a city has become safer since the baseline, and where not.

    \b
    hotspots load areas bydele.gpkg --set bydele
    hotspots load index indeks.csv --set bydele
    hotspots change
    hotspots map priority -o kort.html
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    ctx.obj = Console(store=store, lang=lang or "da", quiet=quiet)


for _command in (
    load,
    areas,
    change,
    priority,
    goals,
    incidents,
    hours,
    detect,
    repeat,
    surface,
    zonal,
    designations,
    evaluate,
    review,
    map_,
    figure,
    report,
    status,
    check,
    trace,
    demo,
):
    main.add_command(_command)

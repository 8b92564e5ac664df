"""The command line: parses, calls one workflow, prints."""

import errno
from pathlib import Path
from typing import Any

import click

from hotspots import __version__
from hotspots.cli.console import ARGUMENTS
from hotspots.cli.encodings import write_nearest
from hotspots.cli.language import lang_first, language_of, speak_in, translate_help
from hotspots.cli.lazy import Entry, LazyGroup
from hotspots.errors import HotspotsError
from hotspots.language import Lang, message

COMMANDS = {
    "load": Entry(
        "hotspots.cli.load.group:load",
        "Bring an extract into the store, whole or not at all.",
    ),
    "areas": Entry(
        "hotspots.cli.areas.group:areas",
        "Show area sets, and make new ones from smaller units.",
    ),
    "change": Entry(
        "hotspots.cli.indicators.change:change",
        "Show per-area safety change against the baseline, the city first.",
    ),
    "gap": Entry(
        "hotspots.cli.indicators.gap:gap",
        "Show how far two groups are apart in each area, and whether they came nearer.",
    ),
    "priority": Entry(
        "hotspots.cli.indicators.priority:priority",
        "List priority areas: category, then light, then level, then reported crime.",
    ),
    "goals": Entry(
        "hotspots.cli.indicators.goals:goals",
        "Show which policy targets are met, which are not, and what is missing to say so.",
    ),
    "incidents": Entry(
        "hotspots.cli.incidents.incidents:incidents",
        "Count reported incidents per area, with rates and their change.",
    ),
    "week": Entry(
        "hotspots.cli.incidents.week:week",
        "Show what is new since last week, against the same weeks of earlier years.",
    ),
    "hours": Entry(
        "hotspots.cli.incidents.hours:hours",
        "Show when in the week incidents happen, hour by hour.",
    ),
    "detect": Entry(
        "hotspots.cli.cells.detect:detect",
        "Find the cells of a city that stand out with their neighbours, and their hotspots.",
    ),
    "repeat": Entry(
        "hotspots.cli.cells.repeat:repeat",
        "Find repeat and near repeat: what happens again, close in place and time.",
    ),
    "surface": Entry(
        "hotspots.cli.cells.surface:surface",
        "Draw the density of incidents as a GeoTIFF: incidents per km² on square cells.",
    ),
    "zonal": Entry(
        "hotspots.cli.cells.zonal:zonal",
        "Summarise a raster for each area: mean, lowest, highest, sum.",
    ),
    "designations": Entry(
        "hotspots.cli.areas.designations:designations",
        "List what areas were officially named, with the criteria and what is not known.",
    ),
    "interventions": Entry(
        "hotspots.cli.areas.interventions:interventions",
        "List all efforts, those without a place too, with goal, dates, partners and budget.",
    ),
    "evaluate": Entry(
        "hotspots.cli.cells.evaluate:evaluate",
        "Judge whether an effort helped, beside comparison areas.",
    ),
    "review": Entry(
        "hotspots.cli.cells.review:review",
        "Say what became of the hotspots: new, grown, moved, lasting, shrunk or gone.",
    ),
    "map": Entry(
        "hotspots.cli.map.group:map_",
        "Write an interactive map as one HTML file that asks nothing of any server.",
    ),
    "figure": Entry(
        "hotspots.cli.figure.group:figure",
        "Write a picture for a report: PNG, SVG or PDF.",
    ),
    "report": Entry(
        "hotspots.cli.report:report",
        "Write the yearly status: summary, all areas, priority, profiles, targets, hotspots, "
        "data.",
    ),
    "release": Entry(
        "hotspots.cli.release.group:release",
        "Make what may leave: maps, tables and figures from cleared counts, with their proof.",
    ),
    "audit": Entry(
        "hotspots.cli.release.audit:audit",
        "Prove a release from its folder alone, by adding whole numbers.",
    ),
    "status": Entry(
        "hotspots.cli.store.status:status",
        "Show every load, what the store holds, and what was rejected.",
    ),
    "check": Entry(
        "hotspots.cli.store.check:check",
        "Look through the store for what is implausible or cannot be compared.",
    ),
    "doctor": Entry(
        "hotspots.cli.store.doctor:doctor",
        "Say what is wrong with the store or missing on this machine, and what to do.",
    ),
    "trace": Entry(
        "hotspots.cli.store.trace:trace",
        "Follow a figure back to its load, file and row, with every formula and its numbers.",
    ),
    "demo": Entry(
        "hotspots.cli.demo:demo",
        "Make up extracts and take them to maps and tables, without a network.",
    ),
}


# What somebody types who thinks of the commands in Danish.
DANISH_NAMES = {
    "anmeldelser": "incidents", "billede": "figure", "figur": "figure", "gab": "gap",
    "gentagelser": "repeat", "hændelser": "incidents", "indlæs": "load", "indsatser":
    "interventions", "kontrol": "check", "kort": "map", "mål": "goals", "områder": "areas",
    "prioritering": "priority", "rapport": "report", "spor": "trace", "timer": "hours",
    "udgivelse": "release", "udpegninger": "designations", "uge": "week", "udvikling": "change",
}  # fmt: skip


class _Commands(LazyGroup):
    """Speaks the reader's language, and turns our errors into one sentence and an exit code."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        write_nearest()
        speak_in(language_of(args))
        translate_help(self)
        ctx.meta[ARGUMENTS] = [*args]
        return super().parse_args(ctx, lang_first(args))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Answer a Danish name with the command's own."""
        if cmd_name in DANISH_NAMES:
            command = DANISH_NAMES[cmd_name]
            ctx.fail(
                message(
                    "The command is called {command}: hotspots {command} --help", command=command
                )
            )
        return super().get_command(ctx, cmd_name)

    def invoke(self, ctx: click.Context) -> Any:
        from hotspots.cli.console import ConsoleError
        from hotspots.private import remove_abandoned

        remove_abandoned()
        try:
            return super().invoke(ctx)
        except HotspotsError as problem:
            if problem.receipt:
                ctx.obj.preview(problem.receipt)
            raise ConsoleError(problem) from problem
        except OSError as problem:
            raise ConsoleError(_of_the_system(problem)) from problem


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


@click.group(
    cls=_Commands, registry=COMMANDS, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--store",
    type=click.Path(path_type=Path),
    metavar="FILE",
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
    from hotspots.cli.console import Console
    from hotspots.engine import notices
    from hotspots.engine.names import refuse_no_file

    refuse_no_file(store)
    ctx.obj = Console(store=store, lang=lang or "da", quiet=quiet)
    notices.to(ctx.obj.say, ctx.obj.warn)

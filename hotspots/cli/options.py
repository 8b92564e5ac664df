"""Options that several commands share, each defined once."""

import functools
import math
import shutil
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar, get_args

import click

from hotspots.analysis.indicators.assumptions import ASSUMED_DEFF
from hotspots.analysis.methods.reliability import Limits
from hotspots.cli import view_options
from hotspots.cli.advice import advising
from hotspots.cli.console import Console
from hotspots.cli.encodings import write_utf8
from hotspots.errors import UsageProblem
from hotspots.language import Lang, message
from hotspots.model.answer import Answer
from hotspots.model.groups import dimension_key, group_name
from hotspots.model.indicators import ESTIMATES, RankQuestion
from hotspots.model.pages import PAGE_ENDINGS, EmbedKind
from hotspots.model.periods import Period
from hotspots.model.pictures import PICTURE_ENDINGS
from hotspots.output.answers import write
from hotspots.safe import harmless
from hotspots.targets import refuse_overwrite

if TYPE_CHECKING:
    from hotspots.model.pictures import PictureOptions
    from hotspots.workflows.asking.questions import Question

Command = TypeVar("Command", bound=Callable[..., Any])
FILE = click.Path(path_type=Path)


class NewFile(click.Path):
    """A file that is written, and how it may end: its format follows from that."""

    def __init__(self, endings: Sequence[str]) -> None:
        """Keep the endings, each with its dot."""
        super().__init__(path_type=Path)
        self.endings = endings


_NOTES = "hotspots.notes"
_WIDTH = "hotspots.width"
DAY = click.DateTime(formats=["%Y-%m-%d", "%d-%m-%Y"])


class Finite(click.FloatRange):
    """A number in a range; nan, which passes every comparison, and inf are none."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return the number, or say that it is none."""
        number = super().convert(value, param, ctx)
        if not math.isfinite(number):
            self.fail(
                message("{value} is no number that can be used here", value=value), param, ctx
            )
        return number


def stack(*decorators: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Return one decorator that adds all the options given, in their order."""
    return lambda command: functools.reduce(
        lambda decorated, decorator: decorator(decorated), reversed(decorators), command
    )


def new_file(ctx: click.Context, _: click.Parameter, value: Any) -> Any:
    """Return the file or files to write, refused before any work where that cannot be done.

    The command's ``--force`` must be eager, so that it is known by then.
    """
    for path in [value] if isinstance(value, Path) else value or ():
        refuse_overwrite(path, force=ctx.params["force"])
    return value


def _rows_file(ctx: click.Context, param: click.Parameter, value: Path | None) -> Path | None:
    new_file(ctx, param, value)
    fmt = write.format_for(value, ctx.params["fmt"])
    notes = ctx.meta.get(_NOTES)
    if notes and fmt != "csv":
        raise UsageProblem(
            message("--notes is for CSV: every other format has one place for them.")
        )
    new_file(ctx, param, value and write.files_of(value, fmt, notes or "beside"))
    return value


def _keep_notes(ctx: click.Context, _: click.Parameter, value: write.Notes | None) -> None:
    """Keep for ``deliver``, in every command that gives rows, where CSV is to have its notes."""
    ctx.meta[_NOTES] = value


def _keep_width(ctx: click.Context, _: click.Parameter, value: bool) -> None:  # noqa: FBT001 - click's
    """Keep for ``deliver`` how wide a table may be: as the terminal, or as all its columns are."""
    ctx.meta[_WIDTH] = None if value else shutil.get_terminal_size().columns


def force_option(text: str) -> Callable[[Command], Command]:
    """Return ``--force``, which ``new_file`` asks for."""
    return click.option("--force", is_flag=True, is_eager=True, help=text)


def rank_options(command: Command) -> Command:
    """Add the options on places by level; ``ranks_of`` takes them out."""
    return stack(
        click.option(
            "--estimate",
            type=click.Choice(ESTIMATES),
            default="direct",
            show_default=True,
            help="Which level places an area: its own figure, or the estimate in which its other "
            "years and the city support it.",
        ),
        click.option(
            "--joint",
            is_flag=True,
            help="Intervals of places that hold for all areas at once; otherwise for each alone.",
        ),
        click.option(
            "--seed", type=int, default=2010, show_default=True, help="Seed of the rank draws."
        ),
        click.option(
            "--no-rates",
            is_flag=True,
            help="Leave reported crime out: the order follows category, light and level.",
        ),
    )(command)


def ranks_of(parameters: dict[str, Any]) -> RankQuestion:
    """Take out what ``rank_options`` added."""
    return RankQuestion(
        parameters.pop("seed"),
        parameters.pop("estimate"),
        joint=parameters.pop("joint"),
        with_rates=not parameters.pop("no_rates"),
    )


def is_page(path: Path) -> bool:
    """Tell whether a file is a page, by its ending."""
    return path.suffix.lower() in PAGE_ENDINGS


def _page_or_rows_file(
    ctx: click.Context, param: click.Parameter, value: Path | None
) -> Path | None:
    if value is None or not is_page(value):
        return _rows_file(ctx, param, value)
    if ctx.params["fmt"] or ctx.meta.get(_NOTES):
        raise UsageProblem(message("--format and --notes are for rows: a page has its own form."))
    new_file(ctx, param, value)
    return value


def output_options(command: Command) -> Command:
    """Add ``--format``, ``-o`` and ``--force`` to a command that gives rows."""
    return _rows_options(
        _rows_file, NewFile(write.ENDINGS), "Write to this file instead of stdout."
    )(command)


def page_or_rows_options(command: Command) -> Command:
    """Add the same to a command whose rows can be a page too."""
    return _rows_options(
        _page_or_rows_file,
        NewFile((*PAGE_ENDINGS, *write.ENDINGS)),
        "Write to this file instead of stdout; .html is the page.",
    )(command)


def _rows_options(
    check: Callable[[click.Context, click.Parameter, Path | None], Path | None],
    kind: NewFile,
    text: str,
) -> Callable[[Command], Command]:
    return stack(
        click.option(
            "--format",
            "fmt",
            type=click.Choice(write.FORMATS),
            is_eager=True,
            help="Format of the rows; the output file's ending decides otherwise.",
        ),
        click.option(
            "-o",
            "--output",
            type=kind,
            callback=check,
            help=text,
        ),
        click.option(
            "--notes",
            type=click.Choice(write.NOTES),
            is_eager=True,
            expose_value=False,
            callback=_keep_notes,
            help="Where CSV has its notes: in FILE.notes.txt beside it, without a file on stderr, "
            "or in a column of every row.  [default: beside]",
        ),
        click.option(
            "--all-columns",
            is_flag=True,
            expose_value=False,
            callback=_keep_width,
            help="Print every column of a table; otherwise those that the terminal has room for.",
        ),
        force_option("Overwrite the output file."),
    )


def reliability_options(command: Command) -> Command:
    """Add the options on when a figure is too thin to be shown, or to be relied on."""
    return stack(
        click.option(
            "--min-n",
            type=float,
            default=Limits.min_n,
            show_default=True,
            help="Effective answers below which a figure is not shown.",
        ),
        click.option(
            "--unsure-n",
            type=float,
            default=Limits.unsure_n,
            show_default=True,
            help="Effective answers below which a figure is marked unreliable.",
        ),
        click.option(
            "--unsure-width",
            type=float,
            default=Limits.unsure_width,
            show_default=True,
            help="Width of the 95 % interval, over the share of the rarer answer, above which a "
            "figure is marked unreliable.",
        ),
        assume_deff_option,
    )(command)


def assume_deff_option(command: Command) -> Command:
    """Add ``--assume-deff``: the design effect of figures that state none."""
    return click.option(
        "--assume-deff",
        type=Finite(1, 10),
        default=ASSUMED_DEFF,
        show_default=True,
        help="Design effect of figures that have answers but state none.",
    )(command)


def carrying_options(command: Command) -> Command:
    """Add ``--as-of`` and ``--by``: to which areas figures are carried over, and how."""
    return stack(
        click.option(
            "--as-of",
            metavar="SET",
            help="Carry figures of --set over to the areas of this set, by a crosswalk.",
        ),
        click.option(
            "--by",
            "carry_by",
            type=click.Choice(["population", "rode", "stated", "area"]),
            help="Which crosswalk --as-of uses; by area only where it is asked for.",
        ),
    )(command)


def set_option(command: Command) -> Command:
    """Add ``--set``: which area set a question is about."""
    return click.option(
        "--set", "set_name", metavar="SET", help="Area set; found if there is one."
    )(command)


def edition_option(command: Command) -> Command:
    """Add ``--edition``."""
    return click.option("--edition", type=int, help="Use figures of this edition only.")(command)


class PeriodType(click.ParamType[Period]):
    """A year or a part of one, as people write it."""

    name = "period"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> Period:
        """Return the period, or say that it is none."""
        from hotspots.sources.files.periods import period
        from hotspots.sources.files.values import UnreadableCell

        if isinstance(value, Period):
            return value
        try:
            return period(str(value))
        except UnreadableCell as problem:
            self.fail(f"{value!r} {problem}", param, ctx)


PERIOD = PeriodType()


def group_option(command: Command) -> Command:
    """Add ``--group``: of which group of people the figures are."""
    return click.option(
        "--group",
        multiple=True,
        metavar="DIMENSION=VALUE",
        callback=_group,
        help="Figures of this group of people, such as køn=kvinder; everybody otherwise. "
        "Repeatable, for a group of several dimensions.",
    )(command)


def second_group_option(command: Command) -> Command:
    """Add ``--and``: the group that is taken from that of ``--group``."""
    return click.option(
        "--and",
        "second_group",
        multiple=True,
        metavar="DIMENSION=VALUE",
        callback=_group,
        help="The group that is taken from it, such as køn=mænd.",
    )(command)


def by_group_option(command: Command) -> Command:
    """Add ``--by-group``: every group of a dimension, side by side."""
    return click.option(
        "--by-group",
        metavar="DIMENSION",
        callback=lambda _, __, value: value and dimension_key(value),
        help="Give a row for each group of this dimension, such as køn; within --group, if any.",
    )(command)


def _group(_: click.Context, __: click.Parameter, values: tuple[str, ...]) -> str:
    """Return the group that pairs of dimension and value name, as it is stored."""
    pairs = [value.partition("=") for value in values]
    for dimension, mark, value in pairs:
        if not mark or not dimension.strip() or not value.strip():
            raise click.BadParameter(message("write DIMENSION=VALUE, such as køn=kvinder"))
    return group_name({dimension_key(dimension): value for dimension, _, value in pairs})


def question_of(parameters: dict[str, Any], lang: Lang) -> "Question":
    """Return what a question was asked with, from a command's options; takes them out.

    The two periods must be of one kind and of one part of the year.
    """
    from hotspots.workflows.asking.questions import Question

    baseline: Period = parameters.pop("baseline")
    year: Period | None = parameters.pop("year")
    source = click.get_current_context().get_parameter_source("baseline")
    is_default = year is not None and source == click.core.ParameterSource.DEFAULT
    compared = None if is_default else baseline
    part, earlier_part = _parts(compared, year, across=parameters.pop("across_parts"))
    later = None if year is None else year.year
    return Question(**parameters, baseline=baseline.year, year=later, part=part,
                    baseline_part=earlier_part, lang=lang)  # fmt: skip


def _parts(baseline: Period | None, year: Period | None, *, across: bool) -> tuple[str, str]:
    """Return the parts of the year asked about and of the baseline, which differ if said so."""
    if not baseline or not year or baseline.part == year.part or baseline.kind != year.kind:
        part = common_part(baseline, year)
        return part, part
    if not across:
        raise UsageProblem(
            message(
                "--baseline {baseline} and --year {year} are different parts of a year. Compare "
                "{example} with {year}, or say --across-parts to have it computed and marked.",
                baseline=baseline,
                year=year,
                example=Period(min(baseline.year, year.year - 1), year.part),
            )
        )
    return year.part, baseline.part


def common_part(baseline: Period | None, year: Period | None) -> str:
    """Return the part of the year that two periods are of; raise where they differ."""
    if baseline and year and baseline.part != year.part:
        raise UsageProblem(
            message(
                "--baseline {baseline} and --year {year} are not the same part of a year. "
                "Compare periods of one kind, such as {example} with {year}.",
                baseline=baseline,
                year=year,
                example=Period(baseline.year, year.part),
            )
        )
    return next((period.part for period in (year, baseline) if period), "")


class AssumedAnswers(click.ParamType[int | Path]):
    """A number of answers for each area and year, or the file that holds them."""

    name = "assumed answers"

    def convert(
        self, value: Any, param: click.Parameter | None, ctx: click.Context | None
    ) -> int | Path:
        """Return the number, or the path of a file that is there."""
        if isinstance(value, int | Path):
            return value
        if not value.isdecimal():
            path: Path = click.Path(exists=True, dir_okay=False, path_type=Path).convert(
                value, param, ctx
            )
            return path
        if int(value) < 1:
            self.fail(message("{value} is no number of answers", value=value), param, ctx)
        return int(value)


def assume_n_option(command: Command) -> Command:
    """Add ``--assume-n``: the answers of figures that state no number."""
    return click.option(
        "--assume-n",
        type=AssumedAnswers(),
        metavar="N|FILE",
        help="Answers of figures that state no number, for each area and year: a number, or a "
        "file of area, year and number. Marked wherever it is used.",
    )(command)


def judging_options(command: Command) -> Command:
    """Add the options on when a change is judged, and how figures are told to be thin."""
    return stack(
        click.option(
            "--across-breaks",
            is_flag=True,
            help="Compute and mark a change across a break in the definition.",
        ),
        click.option(
            "--adjust",
            type=click.Choice(["holm", "bh", "none"]),
            default="holm",
            show_default=True,
            help="How p-values of all areas at once are adjusted.",
        ),
        reliability_options,
    )(command)


def question_options(command: Command) -> Command:
    """Add the options on what is compared with what."""
    return stack(
        set_option,
        click.option("--indicator", help="Indicator; utryg_nabolag if there is one."),
        click.option(
            "--baseline",
            type=PERIOD,
            default="2010",
            show_default=True,
            help="Year compared with, or half-year, quarter or month, such as 2011-H1.",
        ),
        click.option(
            "--year",
            type=PERIOD,
            help="Year asked about, or a period of the baseline's kind; the newest otherwise.",
        ),
        click.option(
            "--across-parts",
            is_flag=True,
            help="Compare two parts of a year, such as 2010-H2 and 2011-H1, and mark it.",
        ),
        edition_option,
        group_option,
        carrying_options,
        judging_options,
        assume_n_option,
    )(command)


def break_option(command: Command) -> Command:
    """Add ``--adjust-break``: whether a measured step between two suppliers is taken out."""
    return click.option(
        "--adjust-break",
        is_flag=True,
        help="Take out the step where the survey changed hands, measured in the years in which "
        "both suppliers asked. Marked wherever it is done; refused without such years.",
    )(command)


def all_years_options(command: Command) -> Command:
    """Add ``--window``: how what all years say is judged."""
    return click.option(
        "--window",
        type=click.IntRange(2, 50),
        metavar="N",
        help="Over all years: hold the last N years pooled against the first N, in the place of a "
        "line through all of them.",
    )(command)


def output_option(help_text: str, endings: Sequence[str]) -> Callable[[Command], Command]:
    """Return the option of the one file that a command must be told to write."""
    return click.option(
        "-o", "--output", type=NewFile(endings), required=True, callback=new_file, help=help_text
    )


def page_options_dated(date_option: str) -> Callable[[Command], Command]:
    """Return the options of a map page, with the page's own date under a name of its own."""
    return stack(
        output_option("The HTML file to write.", PAGE_ENDINGS),
        force_option("Overwrite the file."),
        click.option(date_option, "made_on", type=DAY, help="Date on the page; today otherwise."),
        click.option(
            "--tiles",
            metavar="URL",
            help="Background tiles, such as https://…/{z}/{x}/{y}.png; none otherwise.",
        ),
        click.option("--attribution", help="Whose tiles they are; must go with --tiles."),
        click.option(
            "--embed",
            is_flag=False,
            flag_value="whole",
            type=click.Choice(get_args(EmbedKind)),
            help="Write what is needed to show the page inside another: a snippet, a picture, "
            "and a note on the headers that the web host must send. With compact the snippet "
            "shows a small page: map, legend and conclusion, and a link to the whole one.",
        ),
        view_options.area_option,
        view_options.notes_option,
    )


def picture_options(
    date_option: str = "--date", least_cm: int = 10
) -> Callable[[Command], Command]:
    """Return the options of a picture; ``picture_of`` takes them out again."""
    return stack(
        output_option("The file to write: .png, .svg or .pdf.", PICTURE_ENDINGS),
        force_option("Overwrite the file."),
        click.option(
            "--width-cm",
            type=Finite(least_cm, 60),
            default=16.0,
            show_default=True,
            help="Printed width in centimetres; the height follows.",
        ),
        click.option(
            "--dpi",
            type=click.IntRange(72, 1200),
            default=300,
            show_default=True,
            help="Dots to the inch of a PNG.",
        ),
        click.option(
            date_option, "made_on", type=DAY, help="Date on the picture; today otherwise."
        ),
        view_options.shape_option,
        view_options.notes_option,
    )


def picture_of(parameters: dict[str, Any]) -> "PictureOptions":
    """Return where a picture goes and how it is made, from a command's options; takes them out."""
    from hotspots.model.pictures import PictureFile, PictureOptions

    made_on: datetime | None = parameters.pop("made_on")
    source = click.get_current_context().get_parameter_source("width_cm")
    has_width = source != click.core.ParameterSource.DEFAULT
    shape = view_options.shape_of(parameters, has_width=has_width)
    return PictureOptions(
        path=parameters.pop("output"),
        made_on=made_on.date() if made_on else date.today(),  # noqa: DTZ011 - the local day
        force=parameters.pop("force"),
        file=PictureFile(parameters.pop("width_cm"), parameters.pop("dpi")),
        areas=view_options.areas_of(parameters),
        notes=view_options.notes_of(parameters, shape),
        shape=shape,
    )


def say_pictures(console: Console, paths: Sequence[Path]) -> None:
    """Say where a picture was written, and its words where they stand beside it."""
    picture, *beside = paths
    console.say(message("Wrote {picture}.", picture=picture))
    for path in beside:
        console.say(message("Its words, for those who cannot see it: {one}.", one=path))


def page_options(command: Command) -> Command:
    """Add the options of a map page."""
    return page_options_dated("--date")(command)


def as_date(value: datetime | None) -> date | None:
    """Return the day of an option's value, or None."""
    return value.date() if value else None


def deliver(
    console: Console, answer: Answer, fmt: write.Format | None, output: Path | None, *, force: bool
) -> None:
    """Print an answer, or write it to a file and say where.

    Where the store lies is a matter of this terminal: no file says it.
    """
    chosen = write.format_for(output, fmt)
    notes: write.Notes = click.get_current_context().meta.get(_NOTES) or "beside"
    answer = replace(advising(answer) if output is None else answer, lang=console.lang)
    if output is None:
        width = click.get_current_context().meta.get(_WIDTH)
        text = write.as_text(answer, chosen, notes, width)
        if chosen != "table":
            write_utf8()
        console.give(harmless(text) if sys.stdout.isatty() else text, nl=False)
        if chosen == "csv":
            for note in answer.notes:
                console.say(note)
        return
    n_rows = write.write_file(answer, chosen, output, force=force, notes=notes)
    console.say(
        message("Wrote {output} ({n_rows:,} {n_rows:row|rows}).", output=output, n_rows=n_rows)
    )
    for beside in write.files_of(output, chosen, notes)[1:]:
        if answer.notes:
            console.say(message("Its notes: {beside}.", beside=beside))

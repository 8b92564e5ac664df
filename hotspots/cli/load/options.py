"""Options that the loads share: how a file is read, where it comes from, which set it is of."""

import getpass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Literal

import click

from hotspots.cli.options import Command, stack
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.groups import dimension_key, value_key
from hotspots.model.loads import DateOrder, Mark, Origin, Reading, is_database
from hotspots.safe import terminal_text

_DIALECTS: dict[str, tuple[Mark, DateOrder]] = {"dk": (",", "day-first"), "iso": (".", "iso")}
_MARKS: dict[str, Mark] = {",": ",", ".": "."}

_MOST_TITLE = 80
SHEET = "Sheet of a workbook; * joins all sheets with the same columns."


class _Extract(click.Path):
    """A file, or the address of a database, which stays the text that it is."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        """Return a path, or the address as a text."""
        if isinstance(value, str) and is_database(value):
            return value
        return super().convert(value, param, ctx)


EXTRACT = _Extract(path_type=Path)


def rows_from(extract: Path | str, query: Path | None) -> tuple[Path, str | None]:
    """Return the file that is read and, where it holds a query, the address that is asked."""
    if isinstance(extract, Path):
        if query:
            raise UsageProblem(
                message(
                    "--query {query}: a query needs the address of a database in the place of "
                    "FILE, as in postgresql://USER@HOST/DATABASE.",
                    query=query,
                )
            )
        return extract, None
    if query is None:
        raise UsageProblem(
            message("A database is asked with a query: name its file with --query FILE.sql.")
        )
    return query, extract


def reading_options(command: Command) -> Command:
    """Add the options on how a table is to be read."""
    return stack(
        click.option(
            "--map",
            "columns",
            multiple=True,
            metavar="FIELD=COLUMN",
            help="Say which column holds a field. Repeatable.",
        ),
        click.option(
            "--fixed",
            multiple=True,
            metavar="FIELD=VALUE",
            help="Give a field one value for all rows. Repeatable.",
        ),
        click.option(
            "--dialect",
            type=click.Choice(["dk", "iso"]),
            help="Short for both: dk is --decimal , --dates day-first; iso is --decimal . --dates "
            "iso.",
        ),
        click.option(
            "--decimal",
            "decimals",
            multiple=True,
            metavar="[COLUMN=],|.",
            help="What stands before decimals, in all columns or in one; told by each column's "
            "numbers otherwise. Repeatable.",
        ),
        click.option(
            "--dates",
            type=click.Choice(["day-first", "month-first", "iso"]),
            help="How dates of numbers alone are written; told by the column otherwise.",
        ),
        click.option("--encoding", help="Encoding of a text file; found otherwise."),
        click.option("--delimiter", help="What stands between two columns; found otherwise."),
        click.option("--sheet", help=SHEET),
        click.option(
            "--shown-as",
            "display",
            type=click.Choice(["percent", "number", "date", "time", "month", "year"]),
            help="What shares of at most 1, midnights, and days as headings mean in a file that "
            "does not say it.",
        ),
        click.option(
            "--only",
            multiple=True,
            metavar="COLUMN=VALUE",
            help="Take only the rows with this value in a column. Repeatable.",
        ),
        click.option(
            "--ignore",
            multiple=True,
            metavar="COLUMN",
            help="Leave a column out of account. Repeatable.",
        ),
        not_personal_option,
    )(command)


def not_personal_option(command: Command) -> Command:
    """Add ``--not-personal``: columns that hold no CPR numbers, though it looks so."""
    return click.option(
        "--not-personal",
        multiple=True,
        metavar="COLUMN",
        help="A column that holds no CPR numbers, though it looks so. Kept with the load and "
        "listed by `check`. Repeatable.",
    )(command)


def better_option(command: Command) -> Command:
    """Add ``--better``, for indicators that are not known yet; ``directions`` reads it."""
    return click.option(
        "--better",
        multiple=True,
        metavar="[INDICATOR=]lower|higher",
        help="Which way is better, for an indicator that is not known yet. Repeatable.",
    )(command)


def directions(values: tuple[str, ...]) -> dict[str, Literal["lower", "higher"]]:
    """Return which way is better by indicator; under an empty name where none was named."""
    better: dict[str, Literal["lower", "higher"]] = {}
    for value in values:
        name, _, way = value.rpartition("=")
        if way == "lower":
            better[name.strip()] = "lower"
        elif way == "higher":
            better[name.strip()] = "higher"
        else:
            raise UsageProblem(
                message("--better {value!r}: write INDICATOR=lower or =higher.", value=value)
            )
    return better


def group_options(command: Command) -> Command:
    """Add the options on groups of people, for tables of figures and of residents."""
    return click.option(
        "--group",
        "groups",
        multiple=True,
        metavar="COLUMN|DIMENSION=VALUE",
        help="A column that tells groups of people apart, or the group whose value stands in "
        "headings. Repeatable; sex, age, origin and the like are known.",
    )(command)


def _heading_groups(texts: tuple[str, ...]) -> dict[str, str]:
    """Return the dimension of each value that is said to stand in headings, by its key."""
    stated = {text: pairs((text,), "--group") for text in texts if "=" in text}
    return {
        value_key(value): dimension_key(dimension)
        for pair in stated.values()
        for dimension, value in pair.items()
    }


def origin_options(command: Command) -> Command:
    """Add the options on where a file comes from and what it takes the place of."""
    return stack(
        click.option("--source", help="Who or what the file comes from."),
        click.option("--licence", help="On which terms it may be passed on, such as CC BY 4.0."),
        click.option(
            "--replace", type=int, metavar="LOAD", help="Take the place of an earlier load."
        ),
        click.option(
            "--again",
            is_flag=True,
            help="Count a file once more that another load holds already.",
        ),
        click.option("--synthetic", is_flag=True, help="Made-up data: every output will say so."),
        click.option(
            "--dry-run",
            is_flag=True,
            help="Show how the file is read, its first rows and what would be rejected; store "
            "nothing.",
        ),
    )(command)


def areas_set_option(command: Command) -> Command:
    """Add the required ``--set``: which area set the rows' areas belong to."""
    return click.option(
        "--set",
        "set_name",
        required=True,
        callback=set_name,
        help="Area set that the rows' areas belong to.",
    )(command)


def alias_option(command: Command) -> Command:
    """Add ``--alias``: other names of areas, kept in the store."""
    return click.option(
        "--alias",
        "aliases",
        multiple=True,
        metavar="NAME=AREA",
        help='Another name of an area, such as "Amager Ø=Amager Øst", kept for later loads. '
        "Repeatable.",
    )(command)


def _aliases(texts: tuple[str, ...]) -> dict[str, str]:
    by_alias: dict[str, str] = {}
    for text in texts:
        alias, _, area = (part.strip() for part in text.partition("="))
        if not alias or not area:
            raise UsageProblem(
                message(
                    "--alias {text!r}: write NAME=AREA, such as --alias 'Amager Ø=Amager Øst'.",
                    text=text,
                )
            )
        by_alias[alias] = area
    return by_alias


def pairs(texts: tuple[str, ...], option: str) -> dict[str, str]:
    """Turn ``name=value`` texts into a dictionary."""
    by_name: dict[str, str] = {}
    for text in texts:
        name, mark, value = text.partition("=")
        if not mark or not name.strip():
            raise UsageProblem(
                message(
                    "{option} {text!r}: write FIELD=VALUE, such as {option} area=Navn.",
                    option=option,
                    text=text,
                )
            )
        by_name[name.strip()] = value.strip()
    return by_name


def _marks(texts: tuple[str, ...]) -> dict[str, Mark]:
    """Return the mark before decimals by column; under an empty name that of all others."""
    marks: dict[str, Mark] = {}
    for text in texts:
        column, _, mark = text.rpartition("=")
        if mark not in _MARKS or ("=" in text and not column.strip()):
            raise UsageProblem(
                message("--decimal {text!r}: write , or . or COLUMN=, or COLUMN=.", text=text)
            )
        marks[column.strip()] = _MARKS[mark]
    return marks


def reading(parameters: dict[str, Any]) -> Reading:
    """Return how a file is to be read, from a command's options; takes them out."""
    dialect = parameters.pop("dialect", None)
    decimal, dates = _DIALECTS[dialect] if dialect else (None, None)
    groups: tuple[str, ...] = parameters.pop("groups", ())
    marks = _marks(parameters.pop("decimals", ()))
    return Reading(
        decimal=marks.pop("", decimal),
        column_marks=marks,
        dates=parameters.pop("dates", None) or dates,
        columns=pairs(parameters.pop("columns", ()), "--map"),
        fixed=pairs(parameters.pop("fixed", ()), "--fixed"),
        groups=tuple(text for text in groups if "=" not in text),
        heading_groups=_heading_groups(groups),
        only=pairs(parameters.pop("only", ()), "--only"),
        ignore=parameters.pop("ignore", ()),
        no_ids=parameters.pop("no_ids", False),
        not_personal=parameters.pop("not_personal", ()),
        aliases=_aliases(parameters.pop("aliases", ())),
        **{
            name: parameters.pop(name, None)
            for name in (
                "encoding",
                "delimiter",
                "sheet",
                "layer",
                "crs",
                "named_set",
                "display",
            )
        },
    )


def origin(path: Path, parameters: dict[str, Any]) -> Origin:
    """Return who loads what, from a command's options; takes them out."""
    return Origin(
        path=path,
        loaded_by=user_name(),
        now_utc=datetime.now(UTC),
        source=parameters.pop("source"),
        licence=parameters.pop("licence") or None,
        replaces=parameters.pop("replace"),
        synthetic=parameters.pop("synthetic"),
        again=parameters.pop("again"),
        dry_run=parameters.pop("dry_run"),
    )


def user_name() -> str:
    """Return who runs the program, as loads record it."""
    try:
        return getpass.getuser()
    except (OSError, KeyError):
        return "unknown"


def set_title(_: click.Context, __: click.Parameter, value: str | None) -> str | None:
    """Return an area set's title in one line; an empty or a very long one is wrong usage."""
    if value is None:
        return None
    title = " ".join(terminal_text(value).split())
    if not 0 < len(title) <= _MOST_TITLE:
        raise click.BadParameter(
            message("give a title of 1 to {most} characters", most=_MOST_TITLE)
        )
    return title


def set_name(_: click.Context, __: click.Parameter, value: str) -> str:
    """Return an area set's name without blanks around it; an empty one is wrong usage."""
    if not value.strip():
        raise click.BadParameter(message("give the set a name"))
    return value.strip()

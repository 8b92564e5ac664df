"""``hotspots forget``."""

from datetime import UTC, datetime

import click

from hotspots.cli import options
from hotspots.cli.console import Console, pass_console
from hotspots.cli.load.options import user_name
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.upkeep.erasures import Erasure, Retention


@click.command()
@click.option(
    "--before",
    type=options.DAY,
    required=True,
    help="Erase incidents that occurred before this day.",
)
@click.option("--source", help="Erase incidents of this source only.")
@click.option("--yes", "is_sure", is_flag=True, help="Erase; otherwise only say what would be.")
@pass_console
def forget(console: Console, /, before: datetime, source: str | None, *, is_sure: bool) -> None:
    """Erase incidents whose retention has ended, for good, and say which answers change.

    With them go their areas, and the cells of rows that their loads turned away. Of each load the
    record stays, and the table `erasure` keeps how much was erased. The store's file is written
    anew, so that no byte of them is left in it. Copies, exports and extracts are for you to erase.

    \b
    hotspots forget --before 2015-01-01
    hotspots forget --before 2015-01-01 --source politiet --yes
    """  # noqa: D301 - Click reads the mark as "keep these lines"
    from hotspots.workflows.upkeep import forget as workflow

    retention = Retention(before.date(), source, user_name(), datetime.now(UTC))
    erasure = workflow.expired(console.store, retention)
    if not erasure.loads:
        console.give(message("There is nothing to erase before {day}.", day=retention.before))
        return
    _give_plan(console, erasure)
    if not is_sure:
        raise UsageProblem(message("Nothing was erased. Say --yes to erase this for good."))
    done = workflow.forget(console.store, retention)
    console.give(
        message(
            "Erased: {n:,} {n:incident|incidents} and {n_cells:,} {n_cells:cell|cells}. The file "
            "was written anew, and nothing of them is in it. Copies, exports and extracts that "
            "hold them are for you to erase.",
            n=done.n_rows,
            n_cells=done.n_cells,
        )
    )


def _give_plan(console: Console, erasure: Erasure) -> None:
    """Say how many of what, which years' answers change, and which releases rested on them."""
    for load in erasure.loads:
        console.give(
            message(
                "Load {load_id} ({file_name}): {n_rows:,} {n_rows:incident|incidents}, and "
                "{n_cells:,} {n_cells:cell|cells} of rows that were turned away.",
                **vars(load),
            )
        )
    for year, n in erasure.years.items():
        console.give(
            message(
                "Answers of {year} change: {n:,} {n:incident|incidents} of that year no longer "
                "{n:counts|count}.",
                year=f"{year}",
                n=n,
            )
        )
    for release in erasure.releases:
        console.give(
            message(
                "The release {release!r} counted some of them. The ledger keeps what it counted, "
                "and the store can no longer show it.",
                release=release,
            )
        )

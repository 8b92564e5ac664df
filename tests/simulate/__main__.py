"""Print the table of simulations: ``python -m tests.simulate --runs 2000``."""

import importlib
import pkgutil
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from types import ModuleType

import click

import tests.simulate
from tests.simulate.table import SimulationRow

HEADS = ("verdict", "setting", "runs", "any false", "power", "coverage", "worst area")


def modules() -> list[str]:
    """Return the names of the modules that simulate a verdict."""
    names = [module.name for module in pkgutil.iter_modules(tests.simulate.__path__)]
    return [name for name in names if hasattr(_module(name), "rows")]


def _module(name: str) -> ModuleType:
    return importlib.import_module(f"tests.simulate.{name}")


def as_line(row: SimulationRow) -> str:
    """Return a row of the table in Markdown; shares in percent."""
    shares = ["–" if one is None else f"{100 * one:.1f} %"
              for one in (row.any_false, row.power, row.coverage)]  # fmt: skip
    cells = [row.verdict, row.setting, f"{row.runs:,}", *shares, row.worst or "–"]
    return f"| {' | '.join(cells)} |"


def _rows(name: str, runs: int, seed: int) -> list[SimulationRow]:
    click.echo(f"{name} …", err=True)
    return list(_module(name).rows(runs, seed))


@click.command()
@click.option("--runs", default=2000, show_default=True, help="Stores drawn for each line.")
@click.option("--seed", default=1, show_default=True, help="Where the random numbers begin.")
@click.option("--only", multiple=True, help="Names of modules; all where none is named.")
def main(runs: int, seed: int, only: tuple[str, ...]) -> None:
    """Draw stores in which nothing changed, and count how often a verdict says it did."""
    click.echo(f"| {' | '.join(HEADS)} |\n|{'---|' * len(HEADS)}")
    with ProcessPoolExecutor() as pool:
        for rows in pool.map(partial(_rows, runs=runs, seed=seed), only or modules()):
            for row in rows:
                click.echo(as_line(row))


if __name__ == "__main__":
    main()

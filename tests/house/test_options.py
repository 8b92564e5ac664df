"""Options of all commands: one name means one thing, or it is written here why it does not."""

from collections import defaultdict

import click

from hotspots.cli.main import main
from tests.tools.command_tree import tree

# Options whose words differ between commands: how many meanings they have, and why.
SEVERAL_MEANINGS = {
    "--adds-up": (2, "of residents groups of people, of counts categories too"),
    "--adjust": (6, "what is tested at once are areas, cells or hotspots, or kinds and areas"),
    "--after": (2, "months of an effort, or the later period of a review"),
    "--area": (6, "the only area or areas counted, listed or drawn, or what a map is framed on"),
    "--as-of": (4, "the set that figures are carried over to; of targets and windows the day"),
    "--band": (3, "how near cells are neighbours; of a raster which of its bands"),
    "--baseline": (5, "what is compared with; the default is that of the command"),
    "--before": (3, "months of an effort, the earlier period of a review, or the first day kept"),
    "--by": (3, "of figures which crosswalk, of crosswalks the weights, of new sets an attribute"),
    "--by-group": (2, "of answers the column of groups, of stored figures the dimension"),
    "--category": (4, "always one category of incidents, which are not all that some show"),
    "--cell": (3, "always the side of a cell; said where it holds with --hotspots or is fixed"),
    "--crs": (4, "always a coordinate system, of what lies below, a layer, columns or a raster"),
    "--date": (4, "which of an incident's days counts, or the date on what is written"),
    "--delimiter": (2, "areas are a table only with --units"),
    "--edition": (2, "a trace is of one figure"),
    "--encoding": (3, "of a text, or of a layer's attributes"),
    "--estimate": (2, "always own figures or estimates, by which areas are drawn or placed"),
    "--floor": (2, "cells that take no part, or have no value"),
    "--force": (6, "what is overwritten: a file, files, the demo, a copy or the store"),
    "--from": (4, "the first day; of new sets the stored set whose areas are the units"),
    "--group": (2, "of stored figures the group; of a file to load the column or the heading"),
    "--indicator": (3, "a series may be drawn as one; an evaluation shows it beside"),
    "--kind": (3, "of checks, or of designations"),
    "--layer": (2, "of the water or the background, or of the file to load"),
    "--made-on": (2, "on a picture, or on a page"),
    "--map": (3, "of a table the column, of a layer the attribute of a field"),
    "--notes": (2, "how many stand around a map or picture, or where those of CSV are"),
    "--output": (8, "which kind of file is written"),
    "--per": (2, "each period in a row, or the last whole one"),
    "--period": (2, "of a status, or of targets"),
    "--population": (2, "what is measured by residents: a test, or a density"),
    "--seed": (3, "what is drawn at random"),
    "--set": (17, "always an area set: asked about, named, made or belonged to"),
    "--since": (2, "of an effort what is measured from, of weeks the load that new is after"),
    "--source": (2, "where rows come from, or whose are erased"),
    "--table": (4, "which rows are given; each command has its own"),
    "--to": (4, "the last day, of incidents or of the hotspots beside, or by which weeks end"),
    "--units": (2, "the set of units, and that a table lists them"),
    "--use": (3, "extracts or tables of counts, of what is asked about"),
    "--year": (8, "always a year or period; the default is that of the command"),
    "--yes": (2, "of answers those that are a yes, or that erasing is meant"),
}  # fmt: skip
OF_FIGURES = {
    "change", "priority", "report", "figure change", "figure indicator", "figure intervals",
    "figure priority", "figure series", "map change", "map indicator", "map priority",
}  # fmt: skip


def meanings():
    """Return the commands of each option and help text."""
    found = defaultdict(lambda: defaultdict(set))
    for path, command in tree(main):
        for option in command.params:
            for mark in option.opts if isinstance(option, click.Option) else ():
                if mark.startswith("--"):
                    found[mark][option.help].add(" ".join(path))
    return found


def test_a_name_has_one_meaning_or_a_reason_why_it_has_several():
    """The words of the help are the meaning; a new one must be thought about, and declared."""
    several = {mark: len(helps) for mark, helps in meanings().items() if len(helps) > 1}
    assert several == {mark: n for mark, (n, _) in SEVERAL_MEANINGS.items()}


def test_by_keeps_its_meaning_beside_groups():
    """--by carries figures over; groups are --group and --by-group, in commands of figures."""
    found = meanings()
    carrying = "Which crosswalk --as-of uses; by area only where it is asked for."
    assert found["--by"][carrying] == OF_FIGURES | {"trace"}
    groups = {next(iter(commands)): help_text for help_text, commands in found["--group"].items()
              if commands == OF_FIGURES | {"trace", "incidents"}}  # fmt: skip
    assert [text.split(",")[0] for text in groups.values()] == ["Figures of this group of people"]
    of_rows = next(commands for text, commands in found["--by-group"].items()
                   if text.startswith("Give a row for each group"))  # fmt: skip
    assert of_rows == {"change"}

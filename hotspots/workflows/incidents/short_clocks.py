"""What is said of clocks of one or two digits: whether they are hours or minutes."""

from hotspots.language import Say, message
from hotspots.sources.incidents.stream import IncidentStream


def say_short_clocks(stream: IncidentStream, say: Say) -> None:
    """Say of each column of clocks how a number such as 5 in it is read."""
    for name, cell in stream.clocks.examples.items():
        heading = stream.headings.get(name, name)
        if stream.clocks.short[name] == "minutes":
            say(
                message(
                    "{heading!r}: numbers of one or two digits, such as {cell}, are minutes past "
                    "midnight, because others are written like 2330.",
                    heading=heading,
                    cell=cell,
                )
            )
        else:
            say(
                message(
                    "{heading!r}: numbers of one or two digits, such as {cell}, are hours.",
                    heading=heading,
                    cell=cell,
                )
            )

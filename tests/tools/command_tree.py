"""The commands of the program, all of them loaded."""

from collections.abc import Iterator

import click


def below(group: click.Command) -> Iterator[tuple[str, click.Command]]:
    """Yield the commands right below one by name; a command that is no group has none."""
    if isinstance(group, click.Group):
        context = click.Context(group)
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            assert command is not None, name
            yield name, command


def tree(
    command: click.Command, path: tuple[str, ...] = ()
) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    """Yield a command with its path of names, and all below it, groups before what is in them."""
    yield path, command
    for name, one in below(command):
        yield from tree(one, (*path, name))

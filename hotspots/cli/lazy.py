"""Commands that are imported when they are asked for, so that help answers at once."""

from collections.abc import Mapping
from importlib import import_module
from typing import Any, NamedTuple

import click

from hotspots.cli.language import translate_help
from hotspots.cli.releasing import TYPED, offer, refuse_audience
from hotspots.language import translated


class Entry(NamedTuple):
    """Where a command is, and the first paragraph of its help, which the list of its group shows.

    The place is written ``module:attribute``. The summary is not marked for translation: the
    catalogue has it as part of the whole help.
    """

    place: str
    summary: str

    def load(self) -> click.Command:
        """Import the command."""
        module, _, attribute = self.place.partition(":")
        command: click.Command = getattr(import_module(module), attribute)
        return command


class LazyGroup(click.Group):
    """A group that lists its commands by what a registry says, and imports the one asked for."""

    def __init__(
        self, name: str | None = None, *, registry: Mapping[str, Entry], **settings: Any
    ) -> None:
        # Click looks for likely names in what is here; ``get_command`` gives the commands.
        listed = [click.Command(one) for one in registry]
        super().__init__(name, commands=listed, **settings)
        self.registry = registry

    def get_command(
        self,
        ctx: click.Context,  # noqa: ARG002 - Click hands it over
        cmd_name: str,
    ) -> click.Command | None:
        """Import a command of the registry, in the reader's language; None if there is none."""
        entry = self.registry.get(cmd_name)
        if entry is None:
            return None
        command = entry.load()
        offer(command, self.name, cmd_name)
        translate_help(command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command asked for, and keep what was typed for a release of its output."""
        ctx.meta.setdefault(TYPED, [*args])
        name, command, rest = super().resolve_command(ctx, args)
        if command is not None:
            words = ctx.meta[TYPED]
            refuse_audience(command, " ".join(words[: len(words) - len(rest)]), rest)
        return name, command, rest

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands as Click does, without importing them."""
        listed = [
            click.Command(name, help=translated(entry.summary))
            for name, entry in self.registry.items()
        ]
        click.Group(commands=listed).format_commands(ctx, formatter)

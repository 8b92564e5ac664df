"""The command lines of a release file, parsed before anything is counted."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from hotspots.cli.options import NewFile
from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.model.audiences import command_path
from hotspots.model.release import DeclaredFile

if TYPE_CHECKING:
    from hotspots.workflows.release.declared import Declared


def refuse_misspelt(path: Path, declaration: "Declared") -> None:
    """Raise ``UsageProblem`` for a line that its command cannot take, naming the file it makes."""
    for file in declaration.release.files:
        try:
            _parse(file)
        except click.UsageError as problem:
            raise _refused(path, file, problem.format_message()) from problem
        except UsageProblem as problem:
            raise _refused(path, file, str(problem)) from problem


def _refused(path: Path, file: DeclaredFile, problem: str) -> UsageProblem:
    return UsageProblem(
        message("{path}: [[fil]] {name}: {problem}", path=path, name=file.name, problem=problem)
    )


def _parse(file: DeclaredFile) -> None:
    root = click.get_current_context().find_root()
    words = command_path(file.arguments) or ()
    command: click.Command | None = root.command
    for word in words:
        command = command.get_command(root, word) if isinstance(command, click.Group) else None
    if command is None:
        return
    _refuse_ending(command, file)
    # parsed alone: nothing is written, and --force lets a file of that name lie here
    line = ["--force", *file.arguments[len(words) :], "-o", file.name]
    command.make_context(words[-1], line, parent=root).close()


def _refuse_ending(command: click.Command, file: DeclaredFile) -> None:
    """Raise where a file does not end as a file of its command may."""
    endings = [ending for parameter in command.params if isinstance(parameter.type, NewFile)
               for ending in parameter.type.endings]  # fmt: skip
    if endings and Path(file.name).suffix.lower() not in endings:
        raise UsageProblem(
            message(
                "the name must end in one of {endings}",
                endings=", ".join(endings),
            )
        )

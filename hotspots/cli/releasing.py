"""Builds releases for the commands that do: ``release build``, and any with ``--audience``."""

import functools
from collections.abc import Callable, Sequence
from datetime import UTC, datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from hotspots.errors import ReleaseRefused, UsageProblem
from hotspots.language import message
from hotspots.model.audiences import COMMAND_RULES, CommandPath
from hotspots.model.release import AUDIENCES, Audience, is_below

if TYPE_CHECKING:
    from hotspots.cli.console import Console
    from hotspots.workflows.release.declared import Declared

# Under which names Click's context has the words behind ``hotspots`` and its own options, and
# what these two options were given.
TYPED = "hotspots.typed"
_AUDIENCE, _POLICY = "hotspots.audience", "hotspots.policy"
_OF_THE_RELEASE = ("-o", "--output", "--audience", "--policy")


def _keep(context: click.Context, parameter: click.Parameter, value: Any) -> None:
    context.meta[f"hotspots.{parameter.name}"] = value


AUDIENCE = click.Option(
    ["--audience"],
    type=click.Choice([each for each in AUDIENCES if is_below(each)]),
    expose_value=False,
    callback=_keep,
    help="Release this output alone, to partners or the public: a new folder with the file of -o "
    "and its proof, called as the file is without its ending.",
)
POLICY = click.Option(
    ["--policy"],
    type=click.Path(path_type=Path),
    expose_value=False,
    callback=_keep,
    help="With --audience: the policy that is obeyed; politik.toml in this folder, or else beside "
    "the store, otherwise.",
)


def offer(command: click.Command, group: str | None, name: str) -> None:
    """Give a command ``--audience`` where the table of commands lets its output leave."""
    paths: tuple[CommandPath, ...] = ((group or "", name), (name,))
    path = next((path for path in paths if path in COMMAND_RULES), None)
    if path is None or command.callback is None or AUDIENCE in command.params:
        return
    if is_below(COMMAND_RULES[path].widest):
        command.params += [AUDIENCE, POLICY]
        command.callback = _released_or_run(command.callback, path)


def refuse_audience(command: click.Command, path: str, words: Sequence[str]) -> None:
    """Raise ``ReleaseRefused`` where a command that stays inside is asked for ``--audience``."""
    has_audience = any(word.partition("=")[0] == "--audience" for word in words)
    if not has_audience or AUDIENCE in command.params or isinstance(command, click.Group):
        return
    raise ReleaseRefused(
        message(
            "`{command}` may not be run for others. These may: {commands}.",
            command=path,
            commands=", ".join(
                " ".join(words_of)
                for words_of, rule in COMMAND_RULES.items()
                if is_below(rule.widest)
            ),
        )
    )


def build_and_say(console: "Console", declaration: "Declared", output: Path) -> None:
    """Build what is declared into a new folder, and say what it came to."""
    from hotspots.workflows.release.build import Job
    from hotspots.workflows.release.build import build as built

    job = Job(console.store, declaration, _run, console.say, _time_in_files(declaration))
    made = built(job, output)
    console.say(
        message(
            "Wrote {output}: {n_files:,} {n_files:file|files} from {n_cells:,} cleared "
            "{n_cells:count|counts}, {n_small:,} of them small.",
            output=made.path,
            n_files=made.n_files,
            n_cells=made.n_cells,
            n_small=made.n_small,
        )
    )


def _time_in_files(declaration: "Declared") -> datetime:
    """Return the time that files tell: the day of the approval, so that none tells a build's."""
    approval = declaration.policy.approval
    if approval is None:
        raise ValueError(declaration)
    return datetime.combine(approval.on, time(), UTC)


def _run(store: Path, arguments: Sequence[str]) -> None:
    """Run a command as somebody would who types it, on another store."""
    root = click.get_current_context().find_root()
    lang = root.params.get("lang")
    lead = ["--store", str(store), "--quiet", *(["--lang", lang] if lang else [])]
    root.command.main([*lead, *arguments], standalone_mode=False)


def _released_or_run(run: Callable[..., Any], path: CommandPath) -> Callable[..., Any]:
    @functools.wraps(run)
    def released_or_run(*arguments: Any, **parameters: Any) -> Any:
        context = click.get_current_context()
        audience: Audience | None = context.meta.get(_AUDIENCE)
        if audience is not None:
            return _release(context, path, audience)
        if context.meta.get(_POLICY) is not None:
            raise UsageProblem(message("--policy goes with --audience only."))
        return run(*arguments, **parameters)

    return released_or_run


def _release(context: click.Context, path: CommandPath, audience: Audience) -> None:
    """Build a release of one file by the command that was typed."""
    from hotspots.workflows.release.single import SingleFile, declared_alone

    output = _output(context, audience)
    single = SingleFile(
        audience=audience,
        command=path,
        name=output.name,
        arguments=(*path, *_without_release(context.meta[TYPED][len(path) :])),
        policy=context.meta.get(_POLICY),
        parameters=context.params,
    )
    console = context.obj
    declaration = declared_alone(console.store, single, console.say)
    build_and_say(console, declaration, output.with_suffix(""))


def _output(context: click.Context, audience: Audience) -> Path:
    output: Path | None = context.params.get("output")
    if output is None:
        raise ReleaseRefused(
            message(
                "Nothing is printed for {audience}: only files can be proved. Name one with -o.",
                audience=audience,
            )
        )
    if context.params.get("force"):
        raise UsageProblem(
            message("A release overwrites nothing. Leave --force out, and name a new file.")
        )
    return output


def _without_release(words: Sequence[str]) -> list[str]:
    """Return a command line without what the release decides."""
    kept: list[str] = []
    is_value = False
    for word in words:
        name, is_joined, _ = word.partition("=")
        if is_value:
            is_value = False
        elif name in _OF_THE_RELEASE:
            is_value = not is_joined
        elif not (word.startswith("-o") and not word.startswith("--")):
            kept.append(word)
    return kept

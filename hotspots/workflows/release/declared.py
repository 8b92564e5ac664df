"""What a release file declares, held to its policy and to the table of commands."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from hotspots.errors import ReleaseRefused
from hotspots.language import message
from hotspots.model.audiences import COMMAND_RULES, CommandPath, CommandRule, command_path
from hotspots.model.release import (
    Audience,
    DeclaredFile,
    DeclaredTable,
    Policy,
    ReleaseFile,
    is_below,
)
from hotspots.sources.release.policy import STEP_WORDS, read_policy, refuse_unapproved
from hotspots.sources.release.release_file import AUDIENCE_WORDS, read_release_file

Rules = Mapping[CommandPath, CommandRule]


@dataclass(frozen=True)
class Declared:
    """A release as it was declared, with its policy, which allows it."""

    release: ReleaseFile
    policy: Policy


def declared(path: Path, rules: Rules = COMMAND_RULES) -> Declared:
    """Return what a release file declares; ``ReleaseRefused`` where its policy forbids it.

    Below internal the policy is approved, each table is of long enough periods and of no
    category that is excluded, and each command has a row that serves the audience.
    """
    release = read_release_file(path)
    policy = read_policy(release.policy)
    if is_below(release.audience):
        refuse_unapproved(release.policy, policy)
        for number, table in enumerate(release.tables, start=1):
            _refuse_fine_periods(path, number, table, release.audience, policy)
            _refuse_excluded(path, number, table, policy)
        for file in release.files:
            _refuse_command(path, file, release.audience, rules)
    return Declared(release, policy)


def audience_word(audience: Audience) -> str:
    """Return an audience as files name it."""
    return next(word for word, named in AUDIENCE_WORDS.items() if named == audience)


def _refuse_fine_periods(
    path: Path, number: int, table: DeclaredTable, audience: Audience, policy: Policy
) -> None:
    limits = policy.limits(audience)
    if not limits.allows(table.step):
        words = {step: word for word, step in STEP_WORDS.items()}
        raise ReleaseRefused(
            message(
                "{path}: [[tabel]] {number} is of each {step}. For {audience!r} the policy allows "
                "nothing shorter than {shortest}: write trin = {shortest!r}.",
                path=path,
                number=number,
                step=words[table.step],
                audience=audience_word(audience),
                shortest=words[limits.shortest],
            )
        )


def _refuse_excluded(path: Path, number: int, table: DeclaredTable, policy: Policy) -> None:
    excluded = {category.casefold() for category in policy.excluded}
    for category in table.categories:
        if category.casefold() in excluded:
            raise ReleaseRefused(
                message(
                    "{path}: [[tabel]] {number} has {category!r}, of which the policy lets "
                    "nothing leave. Take it out of kategorier.",
                    path=path,
                    number=number,
                    category=category,
                )
            )


def _refuse_command(path: Path, file: DeclaredFile, audience: Audience, rules: Rules) -> None:
    command = command_path(file.arguments, rules)
    if command is None or not rules[command].serves(audience):
        raise ReleaseRefused(
            message(
                "{path}: {name} is made by `{command}`, which may not be run for {audience!r}. "
                "Take it out; these may: {commands}.",
                path=path,
                name=file.name,
                command=" ".join(command or file.arguments[:2]),
                audience=audience_word(audience),
                commands=", ".join(
                    " ".join(other) for other in rules if rules[other].serves(audience)
                ),
            )
        )

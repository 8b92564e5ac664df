"""The list of mutants that nothing can kill, each with its reason."""

import tomllib
from pathlib import Path

from tests.mutation.mutants import Fate, Mutant

FILE = Path(__file__).with_name("survivors.toml")


def listed(text: str) -> dict[tuple[str, str, str], str]:
    """Return the reason of each listed mutant by its file, line and change."""
    return {
        (entry["file"], entry["line"], change): entry["reason"]
        for entry in tomllib.loads(text).get("survivor", [])
        for change in entry["changes"]
    }


def errors(reasons: dict[tuple[str, str, str], str], fates: dict[Mutant, Fate],
           existing: set[tuple[str, str, str]]) -> list[str]:  # fmt: skip
    """Return what is wrong with the list: a mutant that is killed, or that is not there.

    ``existing`` are the keys of all mutants of the files that were tried, ``fates`` those of
    which the fate is known. Where one key stands for several mutants, all must be killed.
    """
    files = {mutant.file for mutant in fates}
    survivors = {mutant.key for mutant, fate in fates.items() if fate == "survived"}
    killed = {mutant.key for mutant in fates} - survivors
    known = [key for key in reasons if key[0] in files]
    return [
        *(f"listed, but killed: {' | '.join(key)}" for key in known if key in killed),
        *(f"listed, but not there: {' | '.join(key)}" for key in known if key not in existing),
    ]

"""Private rooms: folders that only their owner may enter, in which releases are made."""

from contextlib import AbstractContextManager
from pathlib import Path

from hotspots.language import Say, message
from hotspots.private import private_folder
from hotspots.private import remove_abandoned as remove_folders

_PREFIX = ".hotspots-release-"


def private_room(beside: Path) -> AbstractContextManager[Path]:
    """Return a folder beside a file that only its owner may enter; it vanishes at the end."""
    return private_folder(_PREFIX, beside.absolute().parent)


def remove_abandoned(beside: Path, say: Say) -> None:
    """Remove the rooms beside a file that no living process holds, and say which."""
    for room in remove_folders(_PREFIX, beside.absolute().parent):
        say(
            message(
                "Removed {room}: a release that was interrupted had left it, unfinished.",
                room=room,
            )
        )

"""What became of the changes of a store, and the sentences that say it."""

import contextlib
import signal
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hotspots import stopping
from hotspots.language import message

Outcome = Literal["under way", "undone", "stored", "in log", "unknown"]


@dataclass
class StoreChange:
    """A change of a store, or a file or folder put whole in its place, and what became of it."""

    path: Path
    outcome: Outcome = "under way"
    is_placing: bool = False


_changes: list[StoreChange] = []


def begun(path: Path) -> StoreChange:
    """Return a change of a store that begins now, and remember it for this command."""
    _changes.append(StoreChange(path))
    return _changes[-1]


@contextlib.contextmanager
def placing(path: Path, draft: contextlib.AbstractContextManager[Path]) -> Iterator[Path]:
    """Yield the draft of a file or folder that takes a place at the end, and remember that it did.

    Signals are held back meanwhile, so that what is said of it is true.
    """
    change = StoreChange(path, is_placing=True)
    _changes.append(change)
    with contextlib.ExitStack() as stack:
        yield stack.enter_context(draft)
        with stopping.held_back():
            stack.close()
            change.outcome = "stored"


def forget_changes() -> None:
    """Begin anew: another command is carried out."""
    _changes.clear()


def log_of(path: Path) -> Path:
    """Return where the write-ahead log of a store lies, whether there is one or not."""
    return path.with_name(path.name + ".wal")


def has_log(path: Path) -> bool:
    """Say whether a store has a write-ahead log with something in it."""
    try:
        return log_of(path).stat().st_size > 0
    except OSError:
        return False


def lost_log(path: Path) -> str:
    """Say that a store may lack what was last stored in it, and what to do."""
    return message(
        "{path}: something was being stored when this file was copied, or the program ended, and "
        "the write-ahead log {log} is not beside it: what was stored last may be missing. Put the "
        "log beside the store. Where there is none, load that extract again, which takes the "
        "store as it is.",
        path=path,
        log=log_of(path).name,
    )


def broken_sentence(change: StoreChange, problem: BaseException) -> str:
    """Say what became of a change that an error met, and what to do."""
    reason = next(iter(str(problem).splitlines()), "") or type(problem).__name__
    match change.outcome:
        case "in log":
            return message(
                "{path}: what was loaded is stored, but could not be written through "
                "({reason}). It lies in the write-ahead log {log}, which must stay beside the "
                "store. Make room on the disk; the next command writes it through.",
                path=change.path,
                reason=reason,
                log=log_of(change.path).name,
            )
        case "stored":
            return message(
                "{path}: what was loaded is stored; it was written through when the store was "
                "closed, for before that it failed ({reason}). Nothing need be loaded again.",
                path=change.path,
                reason=reason,
            )
        case "unknown":
            return message(
                "{path}: it cannot be told whether what was loaded is stored ({reason}). Make "
                "room on the disk, leave the write-ahead log {log} beside the store, and see "
                "`hotspots status` before you load anything again.",
                path=change.path,
                reason=reason,
                log=log_of(change.path).name,
            )
        case _:
            return message(
                "{path}: what was loaded could not be stored ({reason}). The store is as it was "
                "before. Check the free space and who may write, and try again.",
                path=change.path,
                reason=reason,
            )


def stop_sentence(number: int) -> str:
    """Say that the program was ended by a signal, and what of its changes is stored."""
    ended = (
        message("Ended by Ctrl-C.")
        if number == signal.SIGINT
        else message("Ended by signal {signal}.", signal=signal.Signals(number).name)
    )
    return f"{ended} {_what_is_stored()}"


def _what_is_stored() -> str:
    """Return what became of the changes of stores that are still there, and of other files."""
    loads = [
        change
        for change in _changes
        if not change.is_placing and (change.path.exists() or change.outcome == "undone")
    ]
    places = [change for change in _changes if change.is_placing]
    placed = [change for change in places if change.outcome == "stored"]
    if placed:
        return message(
            "{path} had taken its place by then, whole: what was asked for is done.",
            path=placed[-1].path,
        )
    sentence = _stored_loads(loads)
    if places and any(change.outcome == "stored" for change in loads):
        sentence += " " + message(
            "But the file was not written anew, so that bytes of what was replaced may be left "
            "in it. Give the same command again, which writes it anew."
        )
    return sentence


def _stored_loads(loads: Sequence[StoreChange]) -> str:
    outcomes = [change.outcome for change in loads]
    n_stored = outcomes.count("stored") + outcomes.count("in log")
    if "unknown" in outcomes:
        return message(
            "It cannot be told whether what was loaded is stored: see `hotspots status`."
        )
    if "in log" in outcomes:
        path = loads[outcomes.index("in log")].path
        return message(
            "What was loaded is stored. It lies in the write-ahead log {log}, which must stay "
            "beside the store; the next command writes it through.",
            log=log_of(path),
        )
    if not n_stored:
        return message("Nothing was stored: the store is as it was before.")
    if n_stored < len(loads):
        return message(
            "{n_stored:,} {n_stored:load|loads} before it {n_stored:is|are} stored, the last "
            "one is not.",
            n_stored=n_stored,
        )
    return message("What was loaded is stored.")

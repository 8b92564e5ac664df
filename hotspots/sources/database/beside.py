"""Work that waits for somebody else, done beside the main thread, which hears signals."""

import threading
from collections.abc import Callable
from contextvars import copy_context
from typing import Any

_BEAT_S = 0.1
# How long work that was cancelled may take to end before it is left to itself.
_ENDING_S = 5.0


class _Work:
    """What a thread does, and what came of it."""

    def __init__(self, work: Callable[[], Any]) -> None:
        self._work = work
        self.answer: Any = None
        self.problem: BaseException | None = None

    def run(self) -> None:
        try:
            self.answer = self._work()
        except BaseException as problem:  # noqa: BLE001 - raised again where it is waited for
            self.problem = problem


def done_beside(work: Callable[[], Any], cancel: Callable[[], None],
                beat: Callable[[], None]) -> Any:  # fmt: skip
    """Return what work gives, or raise what it raises; ``beat`` is called while it is waited for.

    Whatever is raised here meanwhile, such as the end of the program, cancels the work.
    """
    underway = _Work(work)
    thread = threading.Thread(target=copy_context().run, args=(underway.run,), daemon=True)
    thread.start()
    try:
        while thread.is_alive():
            thread.join(_BEAT_S)
            beat()
    except BaseException:
        cancel()
        thread.join(_ENDING_S)
        raise
    if underway.problem is not None:
        raise underway.problem
    return underway.answer

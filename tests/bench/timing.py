"""Timing two pieces of work in turn, and the memory of a process."""

import resource
import statistics
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

STATUS = Path("/proc/self/status")


def report(
    label: str,
    one: Callable[[], Any],
    other: Callable[[], Any],
    runs: int,
    *,
    warmed: bool = False,
    scale: float = 1,
) -> None:
    """Time two pieces of work in turn and print the median, least and greatest ratio.

    Both are done once before, unless they have been (``warmed``). ``scale`` multiplies the
    time of the first, where only a part of its work is done; the label says so.
    """
    if not warmed:
        one(), other()
    ratios, first, second = [], [], []
    for _ in range(runs):
        first.append(timed(one) * scale)
        second.append(timed(other))
        ratios.append(first[-1] / second[-1])
    print(
        f"{label}: {statistics.median(ratios):.1f} (from {min(ratios):.1f} to {max(ratios):.1f}; "
        f"{statistics.median(first):.3f} s and {statistics.median(second):.3f} s)",
        flush=True,
    )


def timed(work: Callable[[], Any]) -> float:
    """Return how long a piece of work takes, in seconds."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def peak_mb() -> float:
    """Return the largest resident size of this process so far, in megabytes.

    On Linux the resource usage of a process that was started by a larger one begins with the
    size of that one, so that the kernel's own figure is read where there is one.
    """
    if STATUS.exists():
        lines = STATUS.read_text(encoding="ascii").splitlines()
        return int(next(line.split()[1] for line in lines if line.startswith("VmHWM:"))) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024

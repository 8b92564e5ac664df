"""Runs below a tracer, which sees every call of a process that reaches a network."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

# What a process of its own may ask of the network, IPv4 and IPv6; sockets of this machine's
# own kind (AF_UNIX) lead nowhere.
NETWORK = re.compile(r"(connect|sendto|sendmsg|sendmmsg|bind|socket)\(.*(AF_INET6?|sin6?_port)")
# The address leads to a port of this machine where nobody listens.
ADDRESS = "http://127.0.0.1:9/"
# What a file computes may have no end.
_ENDLESS_SECONDS = 400


def traced(folder: Path, *words: str | Path) -> tuple[str, list[str]] | None:
    """Run Python below a tracer; return what it printed, and its calls that reach a network.

    None where this machine has no strace, or lets nobody trace a process.
    """
    strace, log = shutil.which("strace"), folder / "calls.txt"
    if strace is None:
        return None
    command = [strace, "-f", "-qq", "-e", "trace=network", "-o", log, sys.executable, *words]
    bare = {name: value for name, value in os.environ.items() if not name.startswith("GDAL_")}
    run = subprocess.run(command, capture_output=True, text=True, check=False, env=bare,
                         timeout=_ENDLESS_SECONDS)  # fmt: skip
    if "Operation not permitted" in run.stderr and not run.stdout:
        return None
    calls = log.read_text(encoding="utf-8").splitlines()
    return run.stdout, [line for line in calls if NETWORK.search(line)]

"""Readers that fall: what a hostile file may make of one, planted where the real one would be."""

import os
import signal
import time
from contextlib import contextmanager


def prepare():
    """Nothing is imported for these."""


@contextmanager
def broken_memory(say, **_):
    """Fall as a library does that reads where it may not."""
    import ctypes

    ctypes.string_at(0)
    yield


@contextmanager
def aborted(say, **_):
    """End as a library does that finds its own memory broken."""
    os.abort()
    yield


@contextmanager
def killed(say, **_):
    """End as where the system has no memory left."""
    os.kill(os.getpid(), signal.SIGKILL)
    yield


@contextmanager
def left(say, **_):
    """Leave without a word."""
    os._exit(3)
    yield


@contextmanager
def asleep(say, **_):
    """Wait for what never comes, which takes no time of the processor."""
    time.sleep(3600)
    yield


@contextmanager
def greedy(say, **_):
    """Ask for more memory than any machine has."""
    bytearray(1 << 50)
    yield


@contextmanager
def babbling(say, **_):
    """Say what is no frame."""
    for descriptor in range(3, 20):
        try:
            os.write(descriptor, b"\xff" * 64)
        except OSError:
            continue
    time.sleep(3600)
    yield


@contextmanager
def foreseen_nothing(say, **_):
    """Meet what nobody foresaw."""
    raise KeyError("unforeseen")
    yield


@contextmanager
def numbered(say, **_):
    """Say the numbers of this process and of its parent."""
    yield [os.getpid(), os.getppid()], {}

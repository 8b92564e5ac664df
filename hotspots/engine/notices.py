"""What is said to whoever waits or must know, from where no command's own words reach."""

from dataclasses import dataclass

from hotspots.language import Say


def _nobody(_sentence: str) -> None:
    pass


@dataclass
class _Listener:
    say: Say = _nobody
    warn: Say = _nobody


_listener = _Listener()


def to(say: Say, warn: Say) -> None:
    """Let notices be said from now on by these; ``warn`` is heard by those who asked for quiet."""
    _listener.say, _listener.warn = say, warn


def say(sentence: str) -> None:
    """Say what whoever waits would like to know."""
    _listener.say(sentence)


def warn(sentence: str) -> None:
    """Say what nobody may miss."""
    _listener.warn(sentence)

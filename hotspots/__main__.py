"""``python -m hotspots``: the command line, where the script is not on the path."""

import signal


def run() -> None:
    """Run the command line; a signal that comes while it is being read waits until it is."""
    _block()
    from hotspots import stopping
    from hotspots.cli.main import main

    try:
        main(prog_name="hotspots")
    finally:
        stopping.ignore_from_now()


def _block() -> None:
    """Let signals wait; ``stopping.watched`` lets them in. Windows has no such thing."""
    if hasattr(signal, "pthread_sigmask"):
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})


if __name__ == "__main__":
    run()

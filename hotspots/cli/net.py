"""One net below all commands: whatever goes wrong is a sentence and an exit code.

Errors of ours are said as they are. Those of libraries are known by the library they come from,
which need not be imported for that. What is left is a fault of the program, and is called so.
"""

import contextlib
import errno
import os
import shlex
import sys
import tempfile
import traceback
from collections.abc import Iterator
from pathlib import Path

import click

from hotspots import stopping
from hotspots.cli.console import ARGUMENTS, ConsoleError, StopNotice
from hotspots.errors import HotspotsError, InputProblem, ProgramFault, StoreProblem
from hotspots.language import message
from hotspots.safe import harmless

_FILES = frozenset({
    "zipfile", "zlib", "lzma", "gzip", "tarfile", "struct", "xml", "pyexpat", "lxml", "csv",
    "pyogrio", "rasterio", "osgeo", "python_calamine", "docx", "pptx", "json", "tomllib",
})  # fmt: skip
_WRITERS = frozenset({"xlsxwriter", "PIL", "matplotlib", "typst", "folium", "jinja2"})
_GEOMETRY = frozenset({"shapely", "pyproj"})
_ENGINE = frozenset({"duckdb", "_duckdb", "pyarrow"})
# Drafts and parts of a file, which nobody asked for by their names.
_PROGRAM_FOLDERS = (f"{os.sep}.hotspots-", str(Path(tempfile.gettempdir(), "hotspots-")))


@contextlib.contextmanager
def caught(ctx: click.Context) -> Iterator[None]:
    """Turn whatever a command raises into one sentence on stderr and an exit code."""
    try:
        yield
    except (click.ClickException, click.exceptions.Exit, SystemExit):
        raise
    except BaseException as problem:
        if _is_closed_pipe(problem) or _is_nobodys(problem):
            raise
        _show(ctx, problem)
        raise _ended(ctx, problem) from problem


def _is_closed_pipe(problem: BaseException) -> bool:
    return isinstance(problem, OSError) and problem.errno == errno.EPIPE


def _is_nobodys(problem: BaseException) -> bool:
    """Say whether this is none of what goes wrong; libraries in Rust panic outside of it too."""
    is_wrong = isinstance(problem, Exception | KeyboardInterrupt)
    return not is_wrong and type(problem).__name__ != "PanicException"


def _show(ctx: click.Context, problem: BaseException) -> None:
    """Print where a problem came from, for those who asked for it."""
    if ctx.params.get("debug"):
        sys.stderr.write(harmless("".join(traceback.format_exception(problem))))


def _ended(ctx: click.Context, problem: BaseException) -> click.ClickException:
    stop = stopping.stopped_by(problem)
    if stop is not None or stopping.received() or isinstance(problem, click.Abort):
        return StopNotice(stop or stopping.Stopped(stopping.received() or 2))
    if isinstance(problem, HotspotsError):
        if problem.receipt:
            ctx.obj.preview(problem.receipt)
        return ConsoleError(problem)
    return ConsoleError(_fault(ctx, problem))


def _fault(ctx: click.Context, problem: BaseException) -> HotspotsError:
    """Return a problem of a library, or of the program, as one of ours."""
    if isinstance(problem, MemoryError) or "OutOfMemory" in type(problem).__name__:
        return _no_memory(problem)
    if isinstance(problem, RecursionError):
        return _too_deep(ctx)
    if isinstance(problem, OSError):
        return _of_the_system(ctx, problem)
    return _of_a_library(ctx, problem)


def _of_a_library(ctx: click.Context, problem: BaseException) -> HotspotsError:
    library = type(problem).__module__.partition(".")[0]
    if library in _WRITERS:
        return _not_written(ctx, problem)
    is_of_file = library in _FILES or isinstance(problem, UnicodeError)
    is_of_either = library in _GEOMETRY or library in _ENGINE
    if is_of_file or (is_of_either and ctx.invoked_subcommand == "load"):
        return _not_read(ctx, problem)
    return _bad_store(ctx, problem) if is_of_either else _of_the_program(ctx, problem)


def _reason(problem: BaseException) -> str:
    return next(iter(str(problem).splitlines()), "") or type(problem).__name__


def _typed(ctx: click.Context) -> list[str]:
    return [str(word) for word in ctx.meta.get(ARGUMENTS, [])]


def _no_memory(problem: BaseException) -> HotspotsError:
    return HotspotsError(
        message(
            "There is not enough memory for this ({reason}). Close other programs, ask for less "
            "at once (fewer years, one category, larger cells), or split the file.",
            reason=_reason(problem),
        )
    )


def _too_deep(ctx: click.Context) -> HotspotsError:
    return InputProblem(
        message(
            "{files}: something in it is nested too deeply to be read. Save it anew from the "
            "program it comes from, or ask for it in another format.",
            files=_handed_in(ctx),
        )
    )


def _not_read(ctx: click.Context, problem: BaseException) -> HotspotsError:
    return InputProblem(
        message(
            "{files}: it cannot be read ({reason}). Save it anew from the program it comes from, "
            "or ask for it in another format.",
            files=_handed_in(ctx),
            reason=_reason(problem),
        )
    )


def _handed_in(ctx: click.Context) -> str:
    """Return the first file that was named on the line, else the store."""
    words = [word for word in _typed(ctx) if not word.startswith("-")]
    files = [word for word in words if _is_file(word) and word != str(ctx.params.get("store"))]
    return files[0] if files else str(ctx.params.get("store"))


def _is_file(word: str) -> bool:
    return os.path.isfile(word)  # noqa: PTH113 - a word of the line may be no path at all


def _bad_store(ctx: click.Context, problem: BaseException) -> HotspotsError:
    return StoreProblem(
        message(
            "{path}: something in the store cannot be worked with ({reason}). Restore the store "
            "from a copy, or load its extracts into a new one.",
            path=ctx.params.get("store"),
            reason=_reason(problem),
        )
    )


def _not_written(ctx: click.Context, problem: BaseException) -> HotspotsError:
    within = problem.args[0] if problem.args else None
    if isinstance(within, OSError):
        return _of_the_system(ctx, within)
    return HotspotsError(
        message(
            "{target}: it could not be written ({reason}). Try another format, or see with "
            "hotspots --debug where it stopped.",
            target=_target(ctx) or message("The answer"),
            reason=_reason(problem),
        )
    )


def _target(ctx: click.Context) -> str | None:
    """Return the file that was asked for with ``-o``."""
    words = _typed(ctx)
    for at, word in enumerate(words):
        if word in {"-o", "--output"} and at + 1 < len(words):
            return words[at + 1]
        if word.startswith("--output="):
            return word.partition("=")[2]
    return None


def _of_the_system(ctx: click.Context, problem: OSError) -> HotspotsError:
    file = str(problem.filename or "")
    if not file or any(folder in file for folder in _PROGRAM_FOLDERS):
        file = _target(ctx) or file
    return HotspotsError(
        message(
            "{where}{strerror}. Check the name, the free space and who may write.",
            where=f"{file}: " if file else "",
            strerror=problem.strerror or _reason(problem),
        )
    )


def _of_the_program(ctx: click.Context, problem: BaseException) -> HotspotsError:
    words = [word for word in _typed(ctx) if word != "--debug"]
    return ProgramFault(
        message(
            "This is a fault of hotspots, not yours ({kind}: {reason}). Whoever mends it needs "
            "what this prints: {command}",
            kind=type(problem).__name__,
            reason=_reason(problem),
            command=shlex.join(["hotspots", "--debug", *words]),
        )
    )

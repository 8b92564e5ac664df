"""Two functions: of the one all errors are noticed, of the other not all."""

LEAST = 10


def larger(first, second):
    """Return the larger of two numbers; at equal ones it makes no difference which."""
    return first if first > second else second  # noqa: FURB136 - an error is put in here


def reduced(n):
    """Return a number above the least, less 1."""
    return n - 1 if n > LEAST else n

"""Arrow, which needs no pandas here.

pyarrow asks once, at the first array that is made, whether there is pandas, and imports it: longer
work than all else that a question needs. It is answered no. Where a table of pandas comes in or
goes out, pyarrow asks again by itself.
"""

import sys

import pyarrow as pa

__all__ = ["pa"]


class _NoPandas:
    """Says of pandas alone that there is none."""

    def find_spec(self, fullname: str, *_: object) -> None:
        if fullname == "pandas":
            raise ModuleNotFoundError(name=fullname)


def _answer_no() -> None:
    finder = _NoPandas()
    sys.meta_path.insert(0, finder)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(finder)


_answer_no()

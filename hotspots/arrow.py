"""Arrow, which needs no pandas here.

pyarrow asks once, at the first array that is made, whether there is pandas, and imports it: longer
work than all else that a question needs. It is answered no; a table of pandas that becomes one of
Arrow, or is written by pyarrow, goes through ``arrow_ready``.
"""

import sys
from typing import Any

import pyarrow as pa

__all__ = ["arrow_ready", "dictionary", "few_texts", "pa"]


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


def arrow_ready(frame: Any) -> Any:
    """Return a table of pandas as pyarrow takes it, which imports pandas for it.

    What stands for a missing value in columns of objects becomes None, for pyarrow, which was
    told that there is no pandas, knows no other.
    """
    pa.array([0]).to_pandas()
    objects = [name for name, kind in frame.dtypes.items() if str(kind) == "object"]
    return frame.assign(**{name: frame[name].where(frame[name].notna(), None) for name in objects})


def dictionary(column: Any) -> Any:
    """Return a text column as one Arrow dictionary array."""
    encoded = column.dictionary_encode().combine_chunks()
    return encoded if isinstance(encoded, pa.DictionaryArray) else encoded.chunk(0)


def few_texts(column: Any) -> Any:
    """Return a column of few different texts as an array of numpy, none of them missing."""
    import numpy as np

    encoded = dictionary(column)
    texts = np.array(encoded.dictionary.to_pylist() or [""], dtype=np.str_)
    return texts[encoded.indices.to_numpy(zero_copy_only=False)]


_answer_no()

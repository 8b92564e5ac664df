"""How the classes of a map can be chosen."""

from typing import Literal, get_args

Method = Literal["pretty", "quantile", "equal", "jenks"]
METHODS: tuple[Method, ...] = get_args(Method)
MOST_CLASSES = 5

"""When the loads were made that an answer rests on."""

from hotspots.model.answer import Answer

_NO_LOAD = "1970-01-01T00:00:00Z"


def newest_load(answer: Answer) -> str:
    """Return when the newest load that an answer rests on was made (ISO 8601, UTC).

    An answer without loads says the beginning of 1970, never the clock's time.
    """
    return max((str(one["loaded_at"]) for one in answer.sources), default=_NO_LOAD)

"""Other names of areas, given once with a load and kept for every later one."""

from collections.abc import Mapping

from hotspots.errors import UsageProblem
from hotspots.language import message
from hotspots.sources.files.names import AreaNames
from hotspots.workflows.loads.loading import OpenLoad
from hotspots.workflows.loads.stored_sets import names_of


def names_with(load: OpenLoad, set_name: str, aliases: Mapping[str, str]) -> AreaNames:
    """Keep other names of a set's areas, and return all of its names.

    Raises ``UsageProblem`` where the area is unknown, or the other name is the name of an area.
    """
    names = names_of(load.store, set_name)
    for alias, area in aliases.items():
        code = names.match(area)
        if code.code is None:
            raise UsageProblem(
                message(
                    "--alias {alias!r}: {area!r}: {reason}.",
                    alias=f"{alias}={area}",
                    area=area,
                    reason=code.reason,
                )
            )
        if names.is_named(alias):
            raise UsageProblem(
                message(
                    "--alias {alias!r}: {name!r} is the name of an area of {set_name} already.",
                    alias=f"{alias}={area}",
                    name=alias,
                    set_name=set_name,
                )
            )
        load.store.run(
            "areas/insert_alias",
            load_id=load.load_id,
            set_name=set_name,
            alias=alias,
            area_code=code.code,
        )
    return names_of(load.store, set_name) if aliases else names

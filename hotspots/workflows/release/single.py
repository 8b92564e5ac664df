"""A release of one output: what the line of a single command declares."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from hotspots.engine.store import Store, reading
from hotspots.errors import ReleaseRefused, UsageProblem
from hotspots.language import Say, message
from hotspots.model.audiences import CommandPath
from hotspots.model.groups import parts_of
from hotspots.model.periods import Period
from hotspots.model.release import (
    STEPS,
    Audience,
    DeclaredFile,
    DeclaredTable,
    Policy,
    ReleaseFile,
)
from hotspots.sources.release.policy import STEP_WORDS, read_policy, refuse_unapproved
from hotspots.sources.release.release_file import RESERVED
from hotspots.workflows.asking.area_sets import incident_set, settled_set
from hotspots.workflows.asking.questions import DEFAULT_BASELINE
from hotspots.workflows.incidents.chosen_periods import named_periods
from hotspots.workflows.incidents.question import PeriodChoice
from hotspots.workflows.release.declared import Declared, audience_word
from hotspots.workflows.release.definite import whole_years
from hotspots.workflows.release.templates import POLICY


@dataclass(frozen=True)
class SingleFile:
    """A command whose file is to be released alone: what it is run with, and for whom.

    ``policy`` is the file that was named, if any; ``parameters`` are the command's options by
    their names.
    """

    audience: Audience
    command: CommandPath
    name: str
    arguments: tuple[str, ...]
    policy: Path | None
    parameters: Mapping[str, Any]


def declared_alone(store_path: Path, single: SingleFile, say: Say) -> Declared:
    """Return a release with the tables of counts that a command prints, and its one file.

    Raises ``ReleaseRefused`` where there is no policy, or the policy does not allow it.
    """
    if single.name.startswith(".") or single.name.casefold() in RESERVED:
        raise UsageProblem(
            message("{name}: a release has a file of its own of that name.", name=single.name)
        )
    path = _policy_file(store_path, single.policy)
    policy = read_policy(path)
    refuse_unapproved(path, policy)
    release = ReleaseFile(
        audience=single.audience,
        policy=path,
        title=" ".join(single.command),
        tables=_tables(store_path, single, policy, say) if _has_counts(single) else (),
        files=(DeclaredFile(single.name, single.arguments),),
    )
    return Declared(release, policy)


def _policy_file(store_path: Path, named: Path | None) -> Path:
    if named is not None:
        return named
    places = [Path(POLICY), store_path.absolute().with_name(POLICY)]
    for path in places:
        if path.is_file():
            return path
    raise ReleaseRefused(
        message(
            "No policy says what may leave: it was looked for as {places}. `hotspots release "
            "policy` writes one, to be filled in and approved; --policy names another.",
            places=", ".join(map(str, places)),
        )
    )


def _has_counts(single: SingleFile) -> bool:
    """Tell whether a command prints counts of incidents, or rates of them."""
    if single.command[-1] == "priority":
        return not single.parameters.get("no_rates")
    return single.command == ("incidents",) or bool(single.parameters.get("reported"))


def _refuse_excluded(single: SingleFile, policy: Policy) -> None:
    category = single.parameters.get("category")
    if category and category.casefold() in {each.casefold() for each in policy.excluded}:
        raise ReleaseRefused(
            message(
                "--category {category}: the policy lets nothing of it leave.", category=category
            )
        )


def _tables(
    store_path: Path, single: SingleFile, policy: Policy, say: Say
) -> tuple[DeclaredTable, ...]:
    """Return the tables whose counts a command prints, held to the policy."""
    _refuse_excluded(single, policy)
    tables_of = _table_of_year if single.command[-1] == "priority" else _tables_of_two_years
    with reading(store_path) as store:
        tables = tables_of(store, single.parameters, say)
    limits = policy.limits(single.audience)
    for table in tables:
        if not limits.allows(table.step):
            words = {step: word for word, step in STEP_WORDS.items()}
            raise ReleaseRefused(
                message(
                    "--year {period}: for {audience!r} the policy allows nothing shorter than "
                    "{shortest}.",
                    period=table.first,
                    audience=audience_word(single.audience),
                    shortest=words[limits.shortest],
                )
            )
    return tables


def _table_of_year(
    store: Store, parameters: Mapping[str, Any], say: Say
) -> tuple[DeclaredTable, ...]:
    """Return the table of the year, or the part of one, whose order reported crime decides."""
    period: Period | None = parameters["year"]
    if period is None:
        raise UsageProblem(
            message("Name the year with --year: reported crime of it is counted first.")
        )
    set_name = settled_set(store, parameters["set_name"], say)["set_name"]
    return (_table(set_name, period),)


def _tables_of_two_years(
    store: Store, parameters: Mapping[str, Any], say: Say
) -> tuple[DeclaredTable, ...]:
    """Return a table of the year that is asked about, and one of the year compared with.

    Of parts of a year each has a table, and so has the same part of the year compared with.
    """
    set_name = incident_set(store, parameters["set_name"], None, say)["set_name"]
    category, group = parameters["category"], parameters["group"]
    groups = tuple(parts_of(group))
    able = whole_years(store, set_name, by_group=bool(groups))
    periods = _periods(parameters) or _newest(able, set_name)
    year = periods[0].year
    baseline = _year(parameters["baseline"])
    if baseline is None and DEFAULT_BASELINE in able and year > DEFAULT_BASELINE:
        baseline = DEFAULT_BASELINE
    categories = (category,) if category else ()
    compared = {replace(period, year=baseline or year) for period in periods}
    return tuple(_table(set_name, each, categories, groups)
                 for each in sorted({*periods, *compared}))  # fmt: skip


def _periods(parameters: Mapping[str, Any]) -> list[Period]:
    """Return the periods that the line names; none where it leaves the year to the store."""
    year: Period | int | None = parameters["year"]
    per, first, last = (parameters.get(name) for name in ("per", "first_day", "last_day"))
    if per is None and first is None and last is None:
        return [] if year is None else [year if isinstance(year, Period) else Period(year)]
    choice = PeriodChoice(None, first and first.date(), last and last.date(), per)
    periods = named_periods(choice, _year(year))
    if not periods:
        raise UsageProblem(
            message(
                "{options}: name the periods that are counted first, with --year and --per, or "
                "with --from and --to of whole ones.",
                options=choice.words,
            )
        )
    return periods


def _newest(years: Sequence[int], set_name: str) -> list[Period]:
    if years:
        return [Period(max(years))]
    raise ReleaseRefused(
        message(
            "Neither extracts nor tables of counts have a year in {set_name!r} from end to "
            "end, and only such years are released.",
            set_name=set_name,
        )
    )


def _table(
    set_name: str,
    period: Period,
    categories: tuple[str, ...] = (),
    groups: tuple[str, ...] = (),
) -> DeclaredTable:
    """Return a table of one period."""
    step = next((step for step in STEPS if step == period.kind), None)
    if step is None:
        raise ReleaseRefused(
            message(
                "Counts in {period} are not released: only years, halves, quarters and months "
                "are.",
                period=period,
            )
        )
    return DeclaredTable((set_name,), step, period, period, categories, groups)


def _year(value: Period | int | None) -> int | None:
    return value.year if isinstance(value, Period) else value

"""What a row of each query has in it: the columns of its header, with their types.

Written by ``python -m tests.tools.row_types`` from the headers in ``queries/`` and the types that
DuckDB gives; do not edit it.
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any, Literal, Protocol, TypedDict, overload

    class AnswersFirstAnswersRow(TypedDict):
        """A row of answers/first_answers."""

        row_number: int
        area_code: str
        area_name: str | None
        period: str
        indicator: str
        group_key: str | None
        answer: str
        weight: float | None
        edition: int | None
        stratum: str | None
        cluster: str | None
        stratum_size: float | None

    class AnswersOfSurveyRow(TypedDict):
        """A row of answers/of_survey."""

        row_number: int
        area_code: str
        indicator: str
        year: int
        part: str
        group_key: str
        edition: int | None
        yes: bool
        weight: float
        stratum: str | None
        cluster: str | None
        stratum_size: float | None

    class AreasActiveSetsRow(TypedDict):
        """A row of areas/active_sets."""

        load_id: int
        set_name: str
        valid_from: date | None
        valid_to: date | None
        overlapping: bool
        schematic: bool
        overlap_m2: float
        gap_m2: float
        title: str | None
        slot: int | None
        n_areas: int

    class AreasAliasesOfSetRow(TypedDict):
        """A row of areas/aliases_of_set."""

        alias: str
        area_code: str

    class AreasAreasOfSetRow(TypedDict):
        """A row of areas/areas_of_set."""

        load_id: int
        code: str
        area_name: str
        area_m2: float
        geometry: bytes

    class AreasCandidateSetsRow(TypedDict):
        """A row of areas/candidate_sets."""

        set_name: str
        valid_from: date | None
        valid_to: date | None
        overlapping: bool
        n_areas: int
        area_m2: float
        newest_year: int | None

    class AreasFirstAreasRow(TypedDict):
        """A row of areas/first_areas."""

        row_number: int
        area_code: str
        area_name: str | None
        km2: float

    class AreasFreedSlotsRow(TypedDict):
        """A row of areas/freed_slots."""

        slot: int

    class AreasNamesOfSetRow(TypedDict):
        """A row of areas/names_of_set."""

        code: str
        area_name: str

    class AreasOrphanedCodesRow(TypedDict):
        """A row of areas/orphaned_codes."""

        area_code: str
        old_name: str | None
        new_name: str | None
        old_shape: bytes | None
        new_shape: bytes | None

    class AreasSetsRow(TypedDict):
        """A row of areas/sets."""

        load_id: int
        set_name: str
        n_areas: int
        area_m2: float
        valid_from: date | None
        valid_to: date | None
        overlapping: bool
        schematic: bool
        file_name: str
        settings: str

    class AreasWholeAreasRow(TypedDict):
        """A row of areas/whole_areas."""

        load_id: int
        code: str
        area_name: str
        area_m2: float
        attributes: str
        geometry: bytes

    class CheckAmountsRow(TypedDict):
        """A row of check/amounts."""

        n_sets: int
        n_areas: int
        n_figures: int
        n_population: int
        n_incidents: int
        n_counts: int
        n_designations: int
        n_loads: int

    class CheckAreaTextsRow(TypedDict):
        """A row of check/area_texts."""

        set_name: str
        code: str
        area_name: str
        attributes: str
        load_id: int
        row_number: int

    class CheckAreasWithFiguresRow(TypedDict):
        """A row of check/areas_with_figures."""

        set_name: str
        indicator: str
        year: int
        n_areas: int
        n_with_figure: int
        missing: list[str]
        load_id: int

    class CheckByAreaRow(TypedDict):
        """A row of check/by_area."""

        set_name: str
        source: str
        area_code: str
        year: int
        n: int
        load_id: int

    class CheckByCategoryRow(TypedDict):
        """A row of check/by_category."""

        source: str
        category: str | None
        year: int
        n: int
        load_id: int

    class CheckCriteriaRow(TypedDict):
        """A row of check/criteria."""

        kind: str
        year: int
        criteria_set: str
        n_designated: int
        set_name: str | None
        load_id: int
        row_number: int

    class CheckDateHeapsRow(TypedDict):
        """A row of check/date_heaps."""

        source: str
        load_id: int
        n_dated: int
        n_new_year: int
        n_first: int

    class CheckDaysRow(TypedDict):
        """A row of check/days."""

        source: str
        first_day: date
        last_day: date
        is_coarse: bool
        is_late: bool
        n: int
        load_id: int

    class CheckDefinitionBreaksRow(TypedDict):
        """A row of check/definition_breaks."""

        set_name: str
        series: str
        year: int
        last_before: int
        first_after: int
        n_before: int
        n_after: int
        text_da: str
        text_en: str
        load_id: int
        row_number: int

    class CheckDoubleLoadsRow(TypedDict):
        """A row of check/double_loads."""

        load_id: int
        set_name: str
        kind: str
        file_name: str
        rows_stored: int
        source: str
        settings: str
        earlier_load: int
        earlier_source: str
        earlier_settings: str

    class CheckGroupFiguresRow(TypedDict):
        """A row of check/group_figures."""

        set_name: str
        area_code: str
        indicator: str
        year: int
        part: str
        dimension: str
        percent: float
        decimals: int | None
        half: float
        lowest: float
        highest: float
        load_id: int
        row_number: int

    class CheckGroupPeopleRow(TypedDict):
        """A row of check/group_people."""

        set_name: str
        area_code: str
        year: int
        part: str
        dimension: str
        population: float
        people_of_groups: float
        load_id: int
        row_number: int

    class CheckLetThroughRow(TypedDict):
        """A row of check/let_through."""

        load_id: int
        covered_id: int
        settings: str
        columns: str | None

    class CheckMonthsRow(TypedDict):
        """A row of check/months."""

        source: str
        year: int
        month: int
        n: int
        first_day: date
        last_day: date
        load_id: int

    class CheckNamesRow(TypedDict):
        """A row of check/names."""

        set_name: str
        code: str
        area_name: str

    class CheckOldDatesRow(TypedDict):
        """A row of check/old_dates."""

        load_id: int
        n_moments: int
        n_midnight: int
        n_dated: int
        n_first: int

    class CheckOldLoadsRow(TypedDict):
        """A row of check/old_loads."""

        load_id: int
        kind: str
        set_name: str | None
        file_name: str
        sha256: str
        source: str | None
        licence: str | None
        synthetic: bool
        settings: str
        columns: str | None
        rows_are: str | None
        rows_stored: int
        n_alike: int
        first_alike: int | None

    class CheckOldOutsideRow(TypedDict):
        """A row of check/old_outside."""

        load_id: int
        set_name: str
        n_outside: int

    class CheckOldRepeatedIdsRow(TypedDict):
        """A row of check/old_repeated_ids."""

        load_id: int
        n_ids: int
        n_rows: int
        first_id: str
        first_row: int

    class CheckPersonTextsRow(TypedDict):
        """A row of check/person_texts."""

        load_id: int
        place: str
        cell: str
        row_number: int

    class CheckPlaceHeapsRow(TypedDict):
        """A row of check/place_heaps."""

        source: str
        load_id: int
        n_placed: int
        n_busiest: int
        n_next: int
        x_m: float
        y_m: float

    class CheckPointsRow(TypedDict):
        """A row of check/points."""

        source: str
        load_id: int
        n_placed: int
        n_points: int
        n_yearly: int
        n_on_busiest: int

    class CheckPopulationStepsRow(TypedDict):
        """A row of check/population_steps."""

        set_name: str
        area_code: str
        year: int
        population: float
        earlier_year: int
        earlier_population: float
        load_id: int
        row_number: int

    class CheckPossiblePointsRow(TypedDict):
        """A row of check/possible_points."""

        source: str
        n_placed: int
        at_most_busiest: int
        at_most_on_ten: int
        at_least_yearly: int

    class CheckRatesRow(TypedDict):
        """A row of check/rates."""

        set_name: str
        area_code: str
        indicator: str
        year: int
        percent: float
        decimals: int | None
        counted: float
        population: float | None
        load_id: int
        row_number: int

    class CheckRejectedRowsRow(TypedDict):
        """A row of check/rejected_rows."""

        load_id: int
        set_name: str | None
        rows_in: int
        n_rejected: int
        reason: str
        kept: str
        row_number: int

    class CheckRepeatedIncidentsRow(TypedDict):
        """A row of check/repeated_incidents."""

        load_id: int
        n_timed: int
        n_repeats: int
        row_number: int | None

    class CheckSafeAndUnsafeRow(TypedDict):
        """A row of check/safe_and_unsafe."""

        set_name: str
        area_code: str
        indicator: str
        other: str
        group_key: str
        year: int
        part: str
        percent: float
        decimals: int | None
        other_percent: float
        other_decimals: int | None
        load_id: int
        row_number: int

    class CheckSameFiguresRow(TypedDict):
        """A row of check/same_figures."""

        set_name: str
        indicator: str
        other: str
        spelled_alike: bool
        n_common: int
        n_equal: int
        n_values: int
        load_id: int
        row_number: int

    class CheckSharesOver100Row(TypedDict):
        """A row of check/shares_over_100."""

        set_name: str
        area_code: str
        indicator: str
        group_key: str
        year: int
        part: str
        percent: float
        decimals: int | None
        load_id: int
        row_number: int

    class CheckTimeHeapsRow(TypedDict):
        """A row of check/time_heaps."""

        source: str
        load_id: int
        n_moments: int
        n_midnight: int
        n_noon: int
        n_whole_hours: int

    class CrosswalkAvailableRow(TypedDict):
        """A row of crosswalk/available."""

        from_set: str
        to_set: str
        basis: Literal["rode", "population", "area", "stated"]
        load_id: int
        n_pieces: int

    class CrosswalkFirstPiecesRow(TypedDict):
        """A row of crosswalk/first_pieces."""

        row_number: int
        from_set: str
        from_area: str
        to_set: str
        to_area: str
        weight: float | None
        amount: float | None
        basis: Literal["rode", "population", "area", "stated"]

    class CrosswalkPeopleRow(TypedDict):
        """A row of crosswalk/people."""

        area_code: str
        population: float
        load_id: int

    class CrosswalkPiecesRow(TypedDict):
        """A row of crosswalk/pieces."""

        from_area: str
        to_area: str
        weight: float
        amount: float | None
        row_number: int

    class CsvBadLinesRow(TypedDict):
        """A row of csv/bad_lines."""

        line: int
        csv_line: str | None
        reason: str

    class DesignationsFirstDesignationsRow(TypedDict):
        """A row of designations/first_designations."""

        row_number: int
        kind: str
        name: str
        designated_in: int
        designated: bool
        category: str | None
        criteria_set: str | None
        set_name: str | None
        area_code: str | None
        units: str | None
        certainty: str | None

    class DesignationsKindsRow(TypedDict):
        """A row of designations/kinds."""

        kind: str
        year: int
        n_designations: int

    class DesignationsKnownRow(TypedDict):
        """A row of designations/known."""

        row_number: int
        name: str
        load_id: int
        is_same: bool

    class DesignationsOfKindRow(TypedDict):
        """A row of designations/of_kind."""

        load_id: int
        row_number: int
        kind: str
        name: str
        year: int
        designated: bool
        value: str | None
        criteria_set: str
        set_name: str | None
        units: str | None
        certainty: str | None
        note: str | None
        note_en: str | None
        origin: str | None

    class EstimatesBreaksRow(TypedDict):
        """A row of estimates/breaks."""

        area_code: str | None
        year: int
        last_year: int | None
        kind: Literal["definition", "method", "context"]
        text_da: str
        text_en: str
        source: str
        source_en: str | None
        load_id: int | None

    class EstimatesCategoryCandidatesRow(TypedDict):
        """A row of estimates/category_candidates."""

        area_code: str
        year: int
        edition: int | None
        category: str | None
        score: float | None
        load_id: int

    class EstimatesFiguresRow(TypedDict):
        """A row of estimates/figures."""

        area_code: str
        indicator: str
        year: int
        part: str
        edition: int | None
        supplier: str | None
        survey_period: str | None
        percent: float | None
        decimals: int | None
        n: float | None
        n_eff: float | None
        counted: float | None
        category: str | None
        withheld: str | None
        published_light: str | None
        published_against: int | None
        load_id: int
        row_number: int

    class EstimatesFirstBreaksRow(TypedDict):
        """A row of estimates/first_breaks."""

        row_number: int
        area_code: str | None
        area_name: str | None
        indicator: str
        first_year: int
        last_year: int | None
        kind: str | None
        text_da: str | None
        text_en: str | None

    class EstimatesFirstDefinitionsRow(TypedDict):
        """A row of estimates/first_definitions."""

        row_number: int
        indicator: str
        better: Literal["lower", "higher"] | None
        measure: Literal["share", "per_1000", "points"] | None
        name_da: str | None
        name_en: str | None
        definition_da: str | None
        definition_en: str | None

    class EstimatesFirstFiguresRow(TypedDict):
        """A row of estimates/first_figures."""

        row_number: int
        area_code: str
        area_name: str | None
        period: str
        indicator: str
        group_key: str | None
        edition: int | None
        percent: float | None
        n: float | None
        n_eff: float | None
        counted: float | None
        category: str | None
        score: float | None
        withheld: str | None
        supplier: str | None

    class EstimatesGroupPeriodsRow(TypedDict):
        """A row of estimates/group_periods."""

        set_name: str
        indicator: str
        measure: Literal["share", "per_1000", "points"]
        group_key: str
        year: int
        part: str

    class EstimatesIndicatorsRow(TypedDict):
        """A row of estimates/indicators."""

        indicator: str
        better: Literal["lower", "higher"]
        measure: Literal["share", "per_1000", "points"]
        name_da: str
        name_en: str
        series: str | None
        definition_da: str | None
        definition_en: str | None
        asked_by: Literal["survey", "police"] | None
        group_1: str | None
        group_2: str | None

    class EstimatesKnownFiguresRow(TypedDict):
        """A row of estimates/known_figures."""

        row_number: int
        load_id: int
        stored_value: float | None
        new_value: float | None
        is_same: bool
        stored_supplier: str | None

    class EstimatesSlicesRow(TypedDict):
        """A row of estimates/slices."""

        group_key: str
        part: str

    class EstimatesYearsRow(TypedDict):
        """A row of estimates/years."""

        set_name: str
        indicator: str
        measure: Literal["share", "per_1000", "points"]
        year: int
        n_areas: int
        area_codes: list[str]

    class GoalsFirstGoalsRow(TypedDict):
        """A row of goals/first_goals."""

        row_number: int
        goal: str
        indicator: str | None
        group_key: str | None
        against_group_key: str | None
        scope: Literal["city", "each_area", "count_of_areas", "chosen_areas"]
        comparison: Literal[
            "at_most", "at_least", "must_improve", "falls_by_percent", "no_difference"
        ]
        target: float | None
        baseline_year: int | None
        first_year: int | None
        deadline: date | None

    class GoalsGoalsRow(TypedDict):
        """A row of goals/goals."""

        load_id: int
        goal: str
        programme: str
        rule_da: str
        rule_en: str
        scope: Literal["city", "each_area", "count_of_areas", "chosen_areas"]
        indicator: str
        comparison: Literal[
            "at_most", "at_least", "must_improve", "falls_by_percent", "no_difference"
        ]
        value: float | None
        baseline_year: int | None
        chosen_by: str | None
        chosen_areas: str | None
        first_year: int | None
        deadline: date
        note: str | None
        note_en: str | None
        origin: str
        group_key: str
        against_group_key: str | None

    class GoalsSetsWithFiguresRow(TypedDict):
        """A row of goals/sets_with_figures."""

        set_name: str

    class IncidentsActiveLoadsRow(TypedDict):
        """A row of incidents/active_loads."""

        load_id: int

    class IncidentsAreaCountsRow(TypedDict):
        """A row of incidents/area_counts."""

        load_id: int
        row_number: int
        area_code: str
        year: int
        first_month: int
        last_month: int
        n: int | None
        made: str | None

    class IncidentsAreasWithoutRow(TypedDict):
        """A row of incidents/areas_without."""

        n_areas: int
        n_without: int
        n_incidents: int

    class IncidentsCasesOfDaysRow(TypedDict):
        """A row of incidents/cases_of_days."""

        incident_key: int
        incident_id: str
        occurred_on: date
        occurred_from: datetime | None
        occurred_to: datetime | None
        time_precision: str
        reported_on: date | None
        category: str | None
        x_m: float | None
        y_m: float | None
        place_known: str
        area_code: str | None

    class IncidentsCategoriesRow(TypedDict):
        """A row of incidents/categories."""

        category: str
        n_rows: int

    class IncidentsCorrectionsRow(TypedDict):
        """A row of incidents/corrections."""

        n_corrections: int

    class IncidentsCountedGroupsRow(TypedDict):
        """A row of incidents/counted_groups."""

        set_name: str
        category: str
        group_key: str
        last_year: int

    class IncidentsCountedSetsRow(TypedDict):
        """A row of incidents/counted_sets."""

        set_name: str
        category: str
        n_rows: int
        n_groups: int
        n_incidents: int
        first_year: int
        last_year: int

    class IncidentsCountsRow(TypedDict):
        """A row of incidents/counts."""

        area_code: str
        year: int
        n: int

    class IncidentsDaysRow(TypedDict):
        """A row of incidents/days."""

        first_day: date
        last_day: date
        is_coarse: bool
        n: int

    class IncidentsDuplicatesRow(TypedDict):
        """A row of incidents/duplicates."""

        incident_key: int
        row_number: int
        incident_id: str
        earlier_load: int
        earlier_row: int

    class IncidentsExpiredCellsRow(TypedDict):
        """A row of incidents/expired_cells."""

        load_id: int
        file_name: str
        n_rows: int
        n_cells: int

    class IncidentsExpiredYearsRow(TypedDict):
        """A row of incidents/expired_years."""

        year: int
        n: int

    class IncidentsFirstCountsRow(TypedDict):
        """A row of incidents/first_counts."""

        row_number: int
        area_code: str
        area_name: str | None
        period: str
        category: str | None
        group_key: str | None
        n: int | None
        withheld: str | None

    class IncidentsFirstIncidentsRow(TypedDict):
        """A row of incidents/first_incidents."""

        row_number: int
        incident_id: str
        occurred_from: datetime | None
        occurred_to: datetime | None
        occurred_on: date | None
        time_precision: str
        reported: datetime | None
        category: str | None
        x_m: float | None
        y_m: float | None
        named_area: str | None
        named_outside: bool | None
        areas: str | None

    class IncidentsJudgedRowsRow(TypedDict):
        """A row of incidents/judged_rows."""

        row_number: int
        occurred_from: datetime | None
        occurred_to: datetime | None
        occurred_on: date | None
        time_precision: str
        reported: datetime | None
        x: float | None
        y: float | None
        reject_field: str | None
        reject_reason: str | None

    class IncidentsKnownCountsRow(TypedDict):
        """A row of incidents/known_counts."""

        row_number: int
        load_id: int
        stored_value: float | None
        new_value: float | None
        is_same: bool

    class IncidentsLastReportedRow(TypedDict):
        """A row of incidents/last_reported."""

        last_reported: date | None

    class IncidentsLostRepeatsRow(TypedDict):
        """A row of incidents/lost_repeats."""

        load_id: int
        n_rows: int

    class IncidentsMonthlyPointsRow(TypedDict):
        """A row of incidents/monthly_points."""

        x_m: float | None
        y_m: float | None
        month: int
        in_city: bool
        is_named: bool
        n: int

    class IncidentsMonthlyTimesRow(TypedDict):
        """A row of incidents/monthly_times."""

        case_id: int
        x_m: float | None
        y_m: float | None
        month: int
        in_city: bool
        is_named: bool
        occurred_from: datetime | None
        occurred_to: datetime | None
        time_precision: str

    class IncidentsNamedElsewhereRow(TypedDict):
        """A row of incidents/named_elsewhere."""

        named_set: str
        n: int

    class IncidentsNewCasesRow(TypedDict):
        """A row of incidents/new_cases."""

        area_code: str
        category: str | None
        is_total: bool
        n: int
        n_late: int

    class IncidentsNextKeyRow(TypedDict):
        """A row of incidents/next_key."""

        next_key: int

    class IncidentsOccupiedCellsRow(TypedDict):
        """A row of incidents/occupied_cells."""

        grid_col: int
        grid_row: int
        n: int

    class IncidentsOtherKindsRow(TypedDict):
        """A row of incidents/other_kinds."""

        rows_are: str
        load_id: int
        n_ids: int

    class IncidentsPeriodRow(TypedDict):
        """A row of incidents/period."""

        first_day: date | None
        last_day: date | None
        categories: list[str] | None

    class IncidentsPeriodCountsRow(TypedDict):
        """A row of incidents/period_counts."""

        area_code: str
        category: str | None
        is_total: bool
        period: int
        n: int
        n_undated: int

    class IncidentsPointsRow(TypedDict):
        """A row of incidents/points."""

        incident_key: int
        x_m: float | None
        y_m: float | None
        occurred_on: date
        occurred_from: datetime | None
        occurred_to: datetime | None
        time_precision: str
        category: str | None
        in_city: bool
        is_named: bool
        named_outside: bool
        in_period: bool

    class IncidentsReadCellsRow(TypedDict):
        """A row of incidents/read_cells."""

        row_number: int
        has_left_out: bool
        has_id: bool
        has_occurred: bool
        has_earliest: bool
        has_latest: bool
        has_reported: bool
        has_x: bool
        has_y: bool
        whole_day: bool | None
        has_only_days: bool | None
        has_last_day: bool
        coarse: str | None
        occurred_time: datetime | None
        earliest_time: datetime | None
        latest_time: datetime | None
        reported_time: datetime | None
        x: float | None
        y: float | None
        rest_hash: int | None

    class IncidentsRegistrationRow(TypedDict):
        """A row of incidents/registration."""

        n_known: int
        n_after_year: int
        n_unreported: int
        last_reported: date | None
        n_before: int
        n_after_30: int
        n_after_90: int

    class IncidentsRowsAlikeRow(TypedDict):
        """A row of incidents/rows_alike."""

        incident_key: int
        row_number: int
        incident_id: str
        earlier_row: int

    class IncidentsRowsOfCasesRow(TypedDict):
        """A row of incidents/rows_of_cases."""

        rows_are: str
        n_rows: int
        n_cases: int

    class IncidentsSeveralRowsRow(TypedDict):
        """A row of incidents/several_rows."""

        n_ids: int
        incident_id: str | None
        row_numbers: list[int] | None
        categories: list[str] | None

    class IncidentsSpanAccountsRow(TypedDict):
        """A row of incidents/span_accounts."""

        n: int
        n_counted: int
        n_coarse: int
        n_undated: int
        n_elsewhere: int

    class IncidentsSpanCountsRow(TypedDict):
        """A row of incidents/span_counts."""

        area_code: str
        span: int
        n: int
        n_undated: int

    class IncidentsStoredPointsRow(TypedDict):
        """A row of incidents/stored_points."""

        incident_key: int
        x_m: float
        y_m: float

    class IncidentsTimesRow(TypedDict):
        """A row of incidents/times."""

        incident_key: int
        occurred_from: datetime | None
        occurred_to: datetime | None
        time_precision: str
        in_set: bool
        in_area: bool

    class IncidentsWithoutClockRow(TypedDict):
        """A row of incidents/without_clock."""

        n_moments: int
        n_midnight: int

    class InterventionsFirstEffortsRow(TypedDict):
        """A row of interventions/first_efforts."""

        row_number: int
        intervention: str
        role: Literal["treated", "comparison"] | None
        place: str | None
        set_name: str | None
        area_code: str | None
        outlined: bool | None
        starts_on: date | None
        ends_on: date | None
        goal: str | None
        committee: str | None
        partners: str | None
        budget: str | None
        status: str | None
        documentation: str | None

    class InterventionsKnownRow(TypedDict):
        """A row of interventions/known."""

        row_number: int
        intervention: str
        place: str | None
        load_id: int
        is_same: bool

    class InterventionsListingRow(TypedDict):
        """A row of interventions/listing."""

        load_id: int
        row_number: int
        intervention: str
        role: Literal["treated", "comparison"]
        place: str | None
        set_name: str | None
        area_code: str | None
        area_name: str | None
        starts_on: date | None
        ends_on: date | None
        dates_as_stated: str | None
        goal: str | None
        committee: str | None
        partners: str | None
        budget: str | None
        status: str | None
        documentation: str | None
        note: str | None
        origin: str | None
        geometry: bytes | None

    class InterventionsPlacesRow(TypedDict):
        """A row of interventions/places."""

        load_id: int
        row_number: int
        intervention: str
        role: Literal["treated", "comparison"]
        place: str | None
        set_name: str | None
        area_code: str | None
        starts_on: date | None
        ends_on: date | None
        dates_as_stated: str | None
        geometry: bytes | None

    class InterventionsRunningRow(TypedDict):
        """A row of interventions/running."""

        load_id: int
        row_number: int
        intervention: str
        role: Literal["treated", "comparison"]
        place: str | None
        set_name: str | None
        area_code: str | None
        starts_on: date | None
        ends_on: date | None
        dates_as_stated: str | None
        geometry: bytes | None

    class PlacesFirstPlacesRow(TypedDict):
        """A row of places/first_places."""

        row_number: int
        name: str
        kind: str | None
        x_m: float
        y_m: float

    class PlacesPlacesRow(TypedDict):
        """A row of places/places."""

        load_id: int
        place_set: str
        name: str
        kind: str | None
        x_m: float
        y_m: float
        geometry: bytes

    class PlacesSetsRow(TypedDict):
        """A row of places/sets."""

        place_set: str
        load_id: int
        n_places: int

    class PopulationFirstResidentsRow(TypedDict):
        """A row of population/first_residents."""

        row_number: int
        area_code: str
        area_name: str | None
        period: str
        group_key: str | None
        population: float

    class PopulationKnownFiguresRow(TypedDict):
        """A row of population/known_figures."""

        row_number: int
        load_id: int
        stored_value: float
        new_value: float
        is_same: bool

    class PopulationOfYearsRow(TypedDict):
        """A row of population/of_years."""

        area_code: str
        year: int
        population: float
        visitor_heavy: bool | None
        load_id: int

    class ReleasesBreakTextsRow(TypedDict):
        """A row of releases/break_texts."""

        year: int
        last_year: int | None
        text_da: str
        text_en: str
        source: str
        source_en: str | None

    class ReleasesCasesRow(TypedDict):
        """A row of releases/cases."""

        areas: str
        categories: str
        periods: str
        is_mixed: bool
        x_m: float | None
        y_m: float | None
        n: int

    class ReleasesClearedCorrelationsRow(TypedDict):
        """A row of releases/cleared_correlations."""

        area_code: str
        load_id: int
        indicator: str
        year: int
        part: str
        edition: int | None
        correlation: float

    class ReleasesClearedCountsRow(TypedDict):
        """A row of releases/cleared_counts."""

        area_code: str
        period: str
        n_low: int
        n_high: int
        figure: int | None
        printed: bool

    class ReleasesClearedTablesRow(TypedDict):
        """A row of releases/cleared_tables."""

        set_name: str
        category: str
        group_key: str
        period: str

    class ReleasesIsClearRow(TypedDict):
        """A row of releases/is_clear."""

        is_clear: bool

    class ReleasesKeptAreaRow(TypedDict):
        """A row of releases/kept_area."""

        load_id: int
        set_name: str
        code: str
        area_name: str
        code_order: int
        area_m2: float
        attributes: str
        geometry: bytes
        row_number: int

    class ReleasesKeptAreaAliasRow(TypedDict):
        """A row of releases/kept_area_alias."""

        load_id: int
        set_name: str
        alias: str
        area_code: str

    class ReleasesKeptAreaSetRow(TypedDict):
        """A row of releases/kept_area_set."""

        load_id: int
        set_name: str
        valid_from: date | None
        valid_to: date | None
        overlapping: bool
        schematic: bool
        overlap_m2: float
        gap_m2: float
        title: str | None

    class ReleasesKeptBreakPointRow(TypedDict):
        """A row of releases/kept_break_point."""

        load_id: int | None
        row_number: int
        indicator: str
        set_name: str | None
        area_code: str | None
        year: int
        last_year: int | None
        kind: str
        text_da: str
        text_en: str
        source: str
        source_en: str | None

    class ReleasesKeptCategoryScaleRow(TypedDict):
        """A row of releases/kept_category_scale."""

        load_id: int
        row_number: int
        edition: int
        place: int
        category: str
        lowest: float

    class ReleasesKeptCrosswalkRow(TypedDict):
        """A row of releases/kept_crosswalk."""

        load_id: int
        row_number: int
        from_set: str
        from_area: str
        to_set: str
        to_area: str
        weight: float
        amount: float | None
        basis: Literal["rode", "population", "area", "stated"]

    class ReleasesKeptDesignationRow(TypedDict):
        """A row of releases/kept_designation."""

        load_id: int
        row_number: int
        kind: str
        name: str
        year: int
        designated: bool
        value: str | None
        criteria_set: str
        set_name: str | None
        area_code: str | None
        units: str | None
        certainty: str | None
        note: str | None
        origin: str | None
        note_en: str | None

    class ReleasesKeptEstimateRow(TypedDict):
        """A row of releases/kept_estimate."""

        load_id: int
        row_number: int
        set_name: str
        area_code: str
        indicator: str
        year: int
        edition: int | None
        supplier: str | None
        percent: float | None
        decimals: int | None
        n: float | None
        n_eff: float | None
        category: str | None
        score: float | None
        survey_period: str | None
        police_period: str | None
        counted: float | None
        published_light: str | None
        published_against: int | None
        published_change_pp: float | None
        withheld: str | None
        se_pp: float | None
        low: float | None
        high: float | None
        group_key: str | None
        part: str | None

    class ReleasesKeptGoalRow(TypedDict):
        """A row of releases/kept_goal."""

        load_id: int
        row_number: int
        goal: str
        programme: str
        rule_da: str
        rule_en: str
        scope: Literal["city", "each_area", "count_of_areas", "chosen_areas"]
        indicator: str
        comparison: Literal[
            "at_most", "at_least", "must_improve", "falls_by_percent", "no_difference"
        ]
        value: float | None
        baseline_year: int | None
        chosen_by: str | None
        chosen_areas: str | None
        first_year: int | None
        deadline: date
        note: str | None
        origin: str
        note_en: str | None
        group_key: str | None
        against_group_key: str | None

    class ReleasesKeptIndicatorRow(TypedDict):
        """A row of releases/kept_indicator."""

        indicator: str
        better: Literal["lower", "higher"]
        measure: Literal["share", "per_1000", "points"]
        name_da: str
        name_en: str
        series: str | None
        definition_da: str | None
        definition_en: str | None
        asked_by: Literal["survey", "police"] | None
        group_1: str | None
        group_2: str | None

    class ReleasesKeptIndicatorDefinitionRow(TypedDict):
        """A row of releases/kept_indicator_definition."""

        load_id: int
        row_number: int
        indicator: str
        better: Literal["lower", "higher"]
        measure: Literal["share", "per_1000", "points"]
        name_da: str
        name_en: str
        definition_da: str | None
        definition_en: str | None
        source: str | None

    class ReleasesKeptPopulationRow(TypedDict):
        """A row of releases/kept_population."""

        load_id: int
        row_number: int
        set_name: str
        area_code: str
        year: int
        population: float
        visitor_heavy: bool | None
        group_key: str | None
        part: str | None
        summed: bool | None

    class ReleasesLedgerRowsRow(TypedDict):
        """A row of releases/ledger_rows."""

        number: int
        state: str
        release: str
        audience: str
        policy: str
        classes: str
        witnesses: str
        files: str
        previous: str
        hash: str

    class ReleasesLoadsRow(TypedDict):
        """A row of releases/loads."""

        load_id: int
        kind: str
        target: str | None
        loaded_at_utc: datetime
        source: str | None
        licence: str | None
        synthetic: bool
        place: int

    class ReleasesNamedSetsRow(TypedDict):
        """A row of releases/named_sets."""

        named_set: str

    class ScalesFirstStepsRow(TypedDict):
        """A row of scales/first_steps."""

        row_number: int
        edition: int
        category: str
        lowest: float

    class ScalesStepsRow(TypedDict):
        """A row of scales/steps."""

        edition: int
        place: int
        category: str
        lowest: float
        load_id: int

    class StoreChecksumOfSettingsRow(TypedDict):
        """A row of store/checksum_of_settings."""

        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreChecksumOfTableRow(TypedDict):
        """A row of store/checksum_of_table."""

        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreChecksumsByLoadRow(TypedDict):
        """A row of store/checksums_by_load."""

        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreChecksumsOfIncidentsRow(TypedDict):
        """A row of store/checksums_of_incidents."""

        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreChecksumsOfLaterTablesRow(TypedDict):
        """A row of store/checksums_of_later_tables."""

        table_name: str
        n_rows: int
        checksum: int | None

    class StoreChecksumsOfPlacementsRow(TypedDict):
        """A row of store/checksums_of_placements."""

        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreChecksumsOfTablesRow(TypedDict):
        """A row of store/checksums_of_tables."""

        table_name: str
        n_rows: int
        checksum: int | None

    class StoreColumnsRow(TypedDict):
        """A row of store/columns."""

        table_name: str
        column_name: str

    class StoreConflictsRow(TypedDict):
        """A row of store/conflicts."""

        set: str
        area: str
        indicator: str
        measure: Literal["share", "per_1000", "points"] | None
        group_key: str
        year: int
        part: str
        edition: int | None
        percent: float
        decimals: int | None
        load: int
        file: str
        row: int
        source: str | None

    class StoreContentsRow(TypedDict):
        """A row of store/contents."""

        thing: str
        set_name: str | None
        label: str | None
        n_rows: int
        first: str | None
        last: str | None

    class StoreErasuresRow(TypedDict):
        """A row of store/erasures."""

        load_id: int
        before: date
        rows_erased: int

    class StoreFiguresRow(TypedDict):
        """A row of store/figures."""

        set: str
        area: str
        indicator: str
        measure: Literal["share", "per_1000", "points"] | None
        group_key: str
        part: str
        definition_da: str | None
        definition_en: str | None
        year: int
        edition: int | None
        supplier: str | None
        survey_period: str | None
        police_period: str | None
        percent: float | None
        decimals: int | None
        n: float | None
        n_eff: float | None
        counted: float | None
        low: float | None
        high: float | None
        category: str | None
        score: float | None
        published_light: str | None
        published_against: int | None
        published_change_pp: float | None
        withheld: str | None
        load: int
        file: str
        row: int

    class StoreHashOfTextRow(TypedDict):
        """A row of store/hash_of_text."""

        checksum: int

    class StoreLoadsRow(TypedDict):
        """A row of store/loads."""

        load: int
        kind: str
        set: str | None
        file: str
        sha256: str
        loaded_at_utc: datetime
        loaded_by: str
        source: str | None
        licence: str | None
        timezone: str | None
        synthetic: bool
        rows_in: int
        rows_stored: int
        rows_rejected: int
        superseded_by: int | None
        settings: str
        columns: str | None

    class StoreNextLoadRow(TypedDict):
        """A row of store/next_load."""

        load_id: int

    class StoreOneLoadRow(TypedDict):
        """A row of store/one_load."""

        load_id: int
        kind: str
        target: str | None
        file_name: str
        superseded_by: int | None
        place: int

    class StoreOrphansRow(TypedDict):
        """A row of store/orphans."""

        table_name: str
        fault: str
        load_id: int
        example: str
        n_rows: int

    class StoreRejectReasonsRow(TypedDict):
        """A row of store/reject_reasons."""

        column_name: str | None
        reason: str
        kept: str | None
        n_rows: int
        first_row: int
        first_value: str | None
        any_repeats: bool

    class StoreRejectsRow(TypedDict):
        """A row of store/rejects."""

        load: int
        file: str
        row: int
        column: str | None
        value: str | None
        reason: str
        kept: str | None

    class StoreReplacedFileRow(TypedDict):
        """A row of store/replaced_file."""

        load_id: int
        superseded_by: int

    class StoreRowCountsRow(TypedDict):
        """A row of store/row_counts."""

        load_id: int
        file_name: str
        rows_stored: int
        rows_found: int
        rows_rejected: int
        rejects_found: int

    class StoreSameBytesRow(TypedDict):
        """A row of store/same_bytes."""

        load_id: int
        source: str
        settings: str

    class StoreSameFileRow(TypedDict):
        """A row of store/same_file."""

        load_id: int
        loaded_at_utc: datetime
        file_name: str
        rows_in: int
        rows_stored: int
        rows_rejected: int

    class StoreSchemaPartsRow(TypedDict):
        """A row of store/schema_parts."""

        relation: str
        kind: str
        part: str

    class StoreSettingRow(TypedDict):
        """A row of store/setting."""

        value: str

    class StoreSlicesRow(TypedDict):
        """A row of store/slices."""

        thing: str
        set_name: str
        label: str | None
        group_key: str
        part: str
        n_rows: int
        first: int
        last: int

    class StoreStepsRow(TypedDict):
        """A row of store/steps."""

        version: int

    class StoreStoredChecksumsRow(TypedDict):
        """A row of store/stored_checksums."""

        table_name: str
        load_id: int
        slice: int
        n_rows: int
        checksum: int

    class StoreStoredWritesRow(TypedDict):
        """A row of store/stored_writes."""

        table_name: str

    class StoreTableDigestRow(TypedDict):
        """A row of store/table_digest."""

        n_rows: int
        digest: str

    class StoreTableSizesRow(TypedDict):
        """A row of store/table_sizes."""

        table_name: str
        n_rows: int

    class TraceAnswersRow(TypedDict):
        """A row of trace/answers."""

        n: int
        sum_weights: float | None
        sum_weights_yes: float | None
        n_strata: int
        n_clusters: int

    class TraceAreasRow(TypedDict):
        """A row of trace/areas."""

        load_id: int
        row_number: int
        set_name: str
        code: str
        area_name: str

    class TraceFiguresRow(TypedDict):
        """A row of trace/figures."""

        load_id: int
        row_number: int
        area_code: str
        indicator: str
        measure: Literal["share", "per_1000", "points"]
        year: int
        edition: int | None
        supplier: str | None
        percent: float | None
        decimals: int | None
        n: float | None
        n_eff: float | None
        category: str | None
        score: float | None
        survey_period: str | None
        police_period: str | None
        counted: float | None
        published_light: str | None
        published_against: int | None
        published_change_pp: float | None
        withheld: str | None
        se_pp: float | None
        low: float | None
        high: float | None

    class TraceIncidentsOfAreaRow(TypedDict):
        """A row of trace/incidents_of_area."""

        load_id: int
        n: int
        n_corrected: int
        n_unplaced: int
        n_named: int

    class TraceKnownRow(TypedDict):
        """A row of trace/known."""

        set_name: str
        area_code: str
        indicator: str
        series: str | None
        group_key: str
        year: int
        part: str
        has_figure: bool
        has_category: bool

    class TraceLoadsRow(TypedDict):
        """A row of trace/loads."""

        load: int
        kind: str
        set: str | None
        file: str
        sha256: str
        loaded_at_utc: datetime
        loaded_by: str
        source: str | None
        rows_in: int
        rows_stored: int
        rows_rejected: int
        supersedes: int | None
        superseded_by: int | None
        settings: str

    class TracePiecesRow(TypedDict):
        """A row of trace/pieces."""

        load_id: int
        row_number: int
        from_area: str
        weight: float
        amount: float | None

    class TracePopulationRow(TypedDict):
        """A row of trace/population."""

        load_id: int
        row_number: int
        area_code: str
        part: str
        population: float
        summed: bool

    class TraceReplacedFiguresRow(TypedDict):
        """A row of trace/replaced_figures."""

        load_id: int
        row_number: int
        percent: float | None
        decimals: int | None

    class TraceScaleRow(TypedDict):
        """A row of trace/scale."""

        load_id: int
        row_number: int
        place: int
        category: str
        lowest: float

    class TraceSummedGroupsRow(TypedDict):
        """A row of trace/summed_groups."""

        row_number: int
        group_key: str
        population: float

    class AskRows(Protocol):
        """Asking for a query's rows by its name."""

        @overload
        def __call__(
            self, query: Literal["answers/first_answers"], /, *, load_id: Any
        ) -> list[AnswersFirstAnswersRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["answers/of_survey"],
            /,
            *,
            load_id: Any,
            indicator: Any,
            year: Any,
            part: Any,
            edition: Any,
        ) -> list[AnswersOfSurveyRow]: ...

        @overload
        def __call__(self, query: Literal["areas/active_sets"], /) -> list[AreasActiveSetsRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/aliases_of_set"], /, *, set_name: Any
        ) -> list[AreasAliasesOfSetRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/areas_of_set"], /, *, set_name: Any
        ) -> list[AreasAreasOfSetRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/candidate_sets"], /
        ) -> list[AreasCandidateSetsRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/first_areas"], /, *, load_id: Any
        ) -> list[AreasFirstAreasRow]: ...

        @overload
        def __call__(self, query: Literal["areas/freed_slots"], /) -> list[AreasFreedSlotsRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/names_of_set"], /, *, set_name: Any
        ) -> list[AreasNamesOfSetRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/orphaned_codes"], /, *, set_name: Any, replaced: Any
        ) -> list[AreasOrphanedCodesRow]: ...

        @overload
        def __call__(self, query: Literal["areas/sets"], /) -> list[AreasSetsRow]: ...

        @overload
        def __call__(
            self, query: Literal["areas/whole_areas"], /, *, set_name: Any
        ) -> list[AreasWholeAreasRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/amounts"], /, *, set_name: Any
        ) -> list[CheckAmountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/area_texts"], /, *, set_name: Any
        ) -> list[CheckAreaTextsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/areas_with_figures"], /, *, set_name: Any
        ) -> list[CheckAreasWithFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/by_area"], /, *, set_name: Any
        ) -> list[CheckByAreaRow]: ...

        @overload
        def __call__(self, query: Literal["check/by_category"], /) -> list[CheckByCategoryRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/criteria"], /, *, set_name: Any
        ) -> list[CheckCriteriaRow]: ...

        @overload
        def __call__(self, query: Literal["check/date_heaps"], /) -> list[CheckDateHeapsRow]: ...

        @overload
        def __call__(self, query: Literal["check/days"], /) -> list[CheckDaysRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/definition_breaks"], /, *, set_name: Any
        ) -> list[CheckDefinitionBreaksRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/double_loads"], /
        ) -> list[CheckDoubleLoadsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/group_figures"], /, *, set_name: Any
        ) -> list[CheckGroupFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/group_people"], /, *, set_name: Any
        ) -> list[CheckGroupPeopleRow]: ...

        @overload
        def __call__(self, query: Literal["check/let_through"], /) -> list[CheckLetThroughRow]: ...

        @overload
        def __call__(self, query: Literal["check/months"], /) -> list[CheckMonthsRow]: ...

        @overload
        def __call__(self, query: Literal["check/names"], /) -> list[CheckNamesRow]: ...

        @overload
        def __call__(self, query: Literal["check/old_dates"], /) -> list[CheckOldDatesRow]: ...

        @overload
        def __call__(self, query: Literal["check/old_loads"], /) -> list[CheckOldLoadsRow]: ...

        @overload
        def __call__(self, query: Literal["check/old_outside"], /) -> list[CheckOldOutsideRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/old_repeated_ids"], /
        ) -> list[CheckOldRepeatedIdsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/person_texts"], /, *, most: Any
        ) -> list[CheckPersonTextsRow]: ...

        @overload
        def __call__(self, query: Literal["check/place_heaps"], /) -> list[CheckPlaceHeapsRow]: ...

        @overload
        def __call__(self, query: Literal["check/points"], /) -> list[CheckPointsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/population_steps"], /, *, set_name: Any
        ) -> list[CheckPopulationStepsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/possible_points"], /
        ) -> list[CheckPossiblePointsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/rates"], /, *, set_name: Any
        ) -> list[CheckRatesRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/rejected_rows"], /, *, repeat: Any, set_name: Any
        ) -> list[CheckRejectedRowsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/repeated_incidents"], /
        ) -> list[CheckRepeatedIncidentsRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/safe_and_unsafe"], /, *, set_name: Any
        ) -> list[CheckSafeAndUnsafeRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/same_figures"], /, *, set_name: Any
        ) -> list[CheckSameFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["check/shares_over_100"], /, *, set_name: Any
        ) -> list[CheckSharesOver100Row]: ...

        @overload
        def __call__(self, query: Literal["check/time_heaps"], /) -> list[CheckTimeHeapsRow]: ...

        @overload
        def __call__(
            self, query: Literal["crosswalk/available"], /, *, from_set: Any, to_set: Any
        ) -> list[CrosswalkAvailableRow]: ...

        @overload
        def __call__(
            self, query: Literal["crosswalk/first_pieces"], /, *, load_id: Any
        ) -> list[CrosswalkFirstPiecesRow]: ...

        @overload
        def __call__(
            self, query: Literal["crosswalk/people"], /, *, set_name: Any, year: Any
        ) -> list[CrosswalkPeopleRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["crosswalk/pieces"],
            /,
            *,
            load_id: Any,
            from_set: Any,
            to_set: Any,
            basis: Any,
        ) -> list[CrosswalkPiecesRow]: ...

        @overload
        def __call__(self, query: Literal["csv/bad_lines"], /) -> list[CsvBadLinesRow]: ...

        @overload
        def __call__(
            self, query: Literal["designations/first_designations"], /, *, load_id: Any
        ) -> list[DesignationsFirstDesignationsRow]: ...

        @overload
        def __call__(
            self, query: Literal["designations/kinds"], /
        ) -> list[DesignationsKindsRow]: ...

        @overload
        def __call__(
            self, query: Literal["designations/known"], /
        ) -> list[DesignationsKnownRow]: ...

        @overload
        def __call__(
            self, query: Literal["designations/of_kind"], /, *, kind: Any, year: Any
        ) -> list[DesignationsOfKindRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/breaks"], /, *, indicator: Any, set_name: Any
        ) -> list[EstimatesBreaksRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["estimates/category_candidates"],
            /,
            *,
            set_name: Any,
            indicator: Any,
            year_1: Any,
            year_2: Any,
            edition: Any,
        ) -> list[EstimatesCategoryCandidatesRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["estimates/figures"],
            /,
            *,
            set_name: Any,
            indicator: Any,
            year_1: Any,
            year_2: Any,
            edition: Any,
            group_key: Any,
            part: Any,
        ) -> list[EstimatesFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/first_breaks"], /, *, load_id: Any
        ) -> list[EstimatesFirstBreaksRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/first_definitions"], /, *, load_id: Any
        ) -> list[EstimatesFirstDefinitionsRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/first_figures"], /, *, load_id: Any
        ) -> list[EstimatesFirstFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/group_periods"], /, *, indicator: Any
        ) -> list[EstimatesGroupPeriodsRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/indicators"], /
        ) -> list[EstimatesIndicatorsRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/known_figures"], /, *, set_name: Any
        ) -> list[EstimatesKnownFiguresRow]: ...

        @overload
        def __call__(self, query: Literal["estimates/slices"], /) -> list[EstimatesSlicesRow]: ...

        @overload
        def __call__(
            self, query: Literal["estimates/years"], /, *, group_key: Any, part: Any
        ) -> list[EstimatesYearsRow]: ...

        @overload
        def __call__(
            self, query: Literal["goals/first_goals"], /, *, load_id: Any
        ) -> list[GoalsFirstGoalsRow]: ...

        @overload
        def __call__(self, query: Literal["goals/goals"], /) -> list[GoalsGoalsRow]: ...

        @overload
        def __call__(
            self, query: Literal["goals/sets_with_figures"], /
        ) -> list[GoalsSetsWithFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/active_loads"], /
        ) -> list[IncidentsActiveLoadsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/area_counts"],
            /,
            *,
            set_name: Any,
            category: Any,
            group_key: Any,
        ) -> list[IncidentsAreaCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/areas_without"], /, *, area_load_id: Any
        ) -> list[IncidentsAreasWithoutRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/cases_of_days"],
            /,
            *,
            area_load_id: Any,
            area_codes: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
        ) -> list[IncidentsCasesOfDaysRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/categories"], /, *, load_id: Any
        ) -> list[IncidentsCategoriesRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/corrections"], /, *, load_id: Any, rows_are: Any
        ) -> list[IncidentsCorrectionsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/counted_groups"], /
        ) -> list[IncidentsCountedGroupsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/counted_sets"], /
        ) -> list[IncidentsCountedSetsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/counts"],
            /,
            *,
            area_load_id: Any,
            years: Any,
            from_day: Any,
            to_day: Any,
            category: Any,
            by_reported: Any,
            count: Any,
        ) -> list[IncidentsCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/days"], /, *, area_load_id: Any, by_reported: Any
        ) -> list[IncidentsDaysRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/duplicates"],
            /,
            *,
            load_id: Any,
            source: Any,
            rows_are: Any,
            version: Any,
        ) -> list[IncidentsDuplicatesRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/expired_cells"], /
        ) -> list[IncidentsExpiredCellsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/expired_years"], /
        ) -> list[IncidentsExpiredYearsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/first_counts"], /, *, load_id: Any
        ) -> list[IncidentsFirstCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/first_incidents"], /, *, load_id: Any
        ) -> list[IncidentsFirstIncidentsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/judged_rows"], /, *, decimal_comma: Any
        ) -> list[IncidentsJudgedRowsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/known_counts"], /, *, set_name: Any
        ) -> list[IncidentsKnownCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/last_reported"], /
        ) -> list[IncidentsLastReportedRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/lost_repeats"], /, *, replaced: Any
        ) -> list[IncidentsLostRepeatsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/monthly_points"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
            by_reported: Any,
        ) -> list[IncidentsMonthlyPointsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/monthly_times"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
            by_reported: Any,
        ) -> list[IncidentsMonthlyTimesRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/named_elsewhere"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
            by_reported: Any,
        ) -> list[IncidentsNamedElsewhereRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/new_cases"],
            /,
            *,
            area_load_id: Any,
            area_codes: Any,
            first_day: Any,
            last_day: Any,
            since_load: Any,
            category: Any,
        ) -> list[IncidentsNewCasesRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/next_key"], /
        ) -> list[IncidentsNextKeyRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/occupied_cells"], /, *, area_load_id: Any, side_m: Any
        ) -> list[IncidentsOccupiedCellsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/other_kinds"],
            /,
            *,
            load_id: Any,
            source: Any,
            rows_are: Any,
        ) -> list[IncidentsOtherKindsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/period"], /, *, category: Any
        ) -> list[IncidentsPeriodRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/period_counts"],
            /,
            *,
            area_load_id: Any,
            area_codes: Any,
            first_days: Any,
            last_days: Any,
            reported_by: Any,
            category: Any,
        ) -> list[IncidentsPeriodCountsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/points"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            by_reported: Any,
            category: Any,
        ) -> list[IncidentsPointsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/read_cells"],
            /,
            *,
            decimal_comma: Any,
            day_first: Any,
            zone: Any,
        ) -> list[IncidentsReadCellsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/registration"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
        ) -> list[IncidentsRegistrationRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/rows_alike"], /, *, load_id: Any
        ) -> list[IncidentsRowsAlikeRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/rows_of_cases"],
            /,
            *,
            area_load_id: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
            by_reported: Any,
        ) -> list[IncidentsRowsOfCasesRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/several_rows"], /, *, load_id: Any
        ) -> list[IncidentsSeveralRowsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/span_accounts"],
            /,
            *,
            first_days: Any,
            last_days: Any,
            category: Any,
            by_reported: Any,
            count: Any,
        ) -> list[IncidentsSpanAccountsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/span_counts"],
            /,
            *,
            area_load_id: Any,
            first_days: Any,
            last_days: Any,
            reported_by: Any,
            category: Any,
            by_reported: Any,
            count: Any,
        ) -> list[IncidentsSpanCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/stored_points"], /
        ) -> list[IncidentsStoredPointsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["incidents/times"],
            /,
            *,
            area_load_id: Any,
            area_code: Any,
            first_day: Any,
            last_day: Any,
            category: Any,
        ) -> list[IncidentsTimesRow]: ...

        @overload
        def __call__(
            self, query: Literal["incidents/without_clock"], /, *, load_id: Any
        ) -> list[IncidentsWithoutClockRow]: ...

        @overload
        def __call__(
            self, query: Literal["interventions/first_efforts"], /, *, load_id: Any
        ) -> list[InterventionsFirstEffortsRow]: ...

        @overload
        def __call__(
            self, query: Literal["interventions/known"], /
        ) -> list[InterventionsKnownRow]: ...

        @overload
        def __call__(
            self, query: Literal["interventions/listing"], /
        ) -> list[InterventionsListingRow]: ...

        @overload
        def __call__(
            self, query: Literal["interventions/places"], /
        ) -> list[InterventionsPlacesRow]: ...

        @overload
        def __call__(
            self, query: Literal["interventions/running"], /, *, first_day: Any, last_day: Any
        ) -> list[InterventionsRunningRow]: ...

        @overload
        def __call__(
            self, query: Literal["places/first_places"], /, *, load_id: Any
        ) -> list[PlacesFirstPlacesRow]: ...

        @overload
        def __call__(self, query: Literal["places/places"], /) -> list[PlacesPlacesRow]: ...

        @overload
        def __call__(self, query: Literal["places/sets"], /) -> list[PlacesSetsRow]: ...

        @overload
        def __call__(
            self, query: Literal["population/first_residents"], /, *, load_id: Any
        ) -> list[PopulationFirstResidentsRow]: ...

        @overload
        def __call__(
            self, query: Literal["population/known_figures"], /, *, set_name: Any
        ) -> list[PopulationKnownFiguresRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["population/of_years"],
            /,
            *,
            set_name: Any,
            years: Any,
            group_key: Any,
        ) -> list[PopulationOfYearsRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/break_texts"], /
        ) -> list[ReleasesBreakTextsRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/cases"], /, *, by_reported: Any, count: Any
        ) -> list[ReleasesCasesRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["releases/cleared_correlations"],
            /,
            *,
            first_group: Any,
            second_group: Any,
        ) -> list[ReleasesClearedCorrelationsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["releases/cleared_counts"],
            /,
            *,
            set_name: Any,
            category: Any,
            group_key: Any,
        ) -> list[ReleasesClearedCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/cleared_tables"], /
        ) -> list[ReleasesClearedTablesRow]: ...

        @overload
        def __call__(self, query: Literal["releases/is_clear"], /) -> list[ReleasesIsClearRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_area"], /
        ) -> list[ReleasesKeptAreaRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_area_alias"], /
        ) -> list[ReleasesKeptAreaAliasRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_area_set"], /
        ) -> list[ReleasesKeptAreaSetRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_break_point"], /
        ) -> list[ReleasesKeptBreakPointRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_category_scale"], /
        ) -> list[ReleasesKeptCategoryScaleRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_crosswalk"], /
        ) -> list[ReleasesKeptCrosswalkRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_designation"], /
        ) -> list[ReleasesKeptDesignationRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_estimate"], /
        ) -> list[ReleasesKeptEstimateRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_goal"], /
        ) -> list[ReleasesKeptGoalRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_indicator"], /
        ) -> list[ReleasesKeptIndicatorRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_indicator_definition"], /
        ) -> list[ReleasesKeptIndicatorDefinitionRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/kept_population"], /
        ) -> list[ReleasesKeptPopulationRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/ledger_rows"], /
        ) -> list[ReleasesLedgerRowsRow]: ...

        @overload
        def __call__(self, query: Literal["releases/loads"], /) -> list[ReleasesLoadsRow]: ...

        @overload
        def __call__(
            self, query: Literal["releases/named_sets"], /
        ) -> list[ReleasesNamedSetsRow]: ...

        @overload
        def __call__(
            self, query: Literal["scales/first_steps"], /, *, load_id: Any
        ) -> list[ScalesFirstStepsRow]: ...

        @overload
        def __call__(self, query: Literal["scales/steps"], /) -> list[ScalesStepsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksum_of_settings"], /
        ) -> list[StoreChecksumOfSettingsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksum_of_table"], /, *, table: Any
        ) -> list[StoreChecksumOfTableRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksums_by_load"], /, *, table: Any
        ) -> list[StoreChecksumsByLoadRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksums_of_incidents"], /, *, first: Any, last: Any
        ) -> list[StoreChecksumsOfIncidentsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksums_of_later_tables"], /, *, tables: Any
        ) -> list[StoreChecksumsOfLaterTablesRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/checksums_of_placements"], /, *, first: Any, last: Any
        ) -> list[StoreChecksumsOfPlacementsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["store/checksums_of_tables"],
            /,
            *,
            tables: Any,
            first_incident: Any,
            last_incident: Any,
            first_placed: Any,
            last_placed: Any,
        ) -> list[StoreChecksumsOfTablesRow]: ...

        @overload
        def __call__(self, query: Literal["store/columns"], /) -> list[StoreColumnsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/conflicts"], /, *, set_name: Any
        ) -> list[StoreConflictsRow]: ...

        @overload
        def __call__(self, query: Literal["store/contents"], /) -> list[StoreContentsRow]: ...

        @overload
        def __call__(self, query: Literal["store/erasures"], /) -> list[StoreErasuresRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/figures"], /, *, indicator: Any
        ) -> list[StoreFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/hash_of_text"], /
        ) -> list[StoreHashOfTextRow]: ...

        @overload
        def __call__(self, query: Literal["store/loads"], /) -> list[StoreLoadsRow]: ...

        @overload
        def __call__(self, query: Literal["store/next_load"], /) -> list[StoreNextLoadRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/one_load"], /, *, load_id: Any
        ) -> list[StoreOneLoadRow]: ...

        @overload
        def __call__(self, query: Literal["store/orphans"], /) -> list[StoreOrphansRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/reject_reasons"], /, *, load_id: Any, most: Any
        ) -> list[StoreRejectReasonsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/rejects"], /, *, load_id: Any, most: Any
        ) -> list[StoreRejectsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["store/replaced_file"],
            /,
            *,
            sha256: Any,
            kind: Any,
            target: Any,
            settings: Any,
        ) -> list[StoreReplacedFileRow]: ...

        @overload
        def __call__(self, query: Literal["store/row_counts"], /) -> list[StoreRowCountsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/same_bytes"], /, *, sha256: Any, kind: Any, target: Any
        ) -> list[StoreSameBytesRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["store/same_file"],
            /,
            *,
            sha256: Any,
            kind: Any,
            target: Any,
            settings: Any,
        ) -> list[StoreSameFileRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/schema_parts"], /
        ) -> list[StoreSchemaPartsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/setting"], /, *, name: Any
        ) -> list[StoreSettingRow]: ...

        @overload
        def __call__(self, query: Literal["store/slices"], /) -> list[StoreSlicesRow]: ...

        @overload
        def __call__(self, query: Literal["store/steps"], /) -> list[StoreStepsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/stored_checksums"], /
        ) -> list[StoreStoredChecksumsRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/stored_writes"], /
        ) -> list[StoreStoredWritesRow]: ...

        @overload
        def __call__(
            self, query: Literal["store/table_digest"], /, *, table: Any
        ) -> list[StoreTableDigestRow]: ...

        @overload
        def __call__(self, query: Literal["store/table_sizes"], /) -> list[StoreTableSizesRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/answers"],
            /,
            *,
            load_id: Any,
            area_code: Any,
            indicator: Any,
            year: Any,
            edition: Any,
            group_key: Any,
            part: Any,
        ) -> list[TraceAnswersRow]: ...

        @overload
        def __call__(self, query: Literal["trace/areas"], /) -> list[TraceAreasRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/figures"],
            /,
            *,
            set_name: Any,
            area_code: Any,
            indicator: Any,
            year_1: Any,
            year_2: Any,
            group_key: Any,
            part: Any,
        ) -> list[TraceFiguresRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/incidents_of_area"],
            /,
            *,
            area_load_id: Any,
            area_code: Any,
            year: Any,
            from_day: Any,
            to_day: Any,
            category: Any,
        ) -> list[TraceIncidentsOfAreaRow]: ...

        @overload
        def __call__(self, query: Literal["trace/known"], /) -> list[TraceKnownRow]: ...

        @overload
        def __call__(self, query: Literal["trace/loads"], /) -> list[TraceLoadsRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/pieces"],
            /,
            *,
            load_id: Any,
            from_set: Any,
            to_set: Any,
            to_area: Any,
            basis: Any,
        ) -> list[TracePiecesRow]: ...

        @overload
        def __call__(
            self, query: Literal["trace/population"], /, *, set_name: Any, year: Any
        ) -> list[TracePopulationRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/replaced_figures"],
            /,
            *,
            set_name: Any,
            area_code: Any,
            indicator: Any,
            year: Any,
            edition: Any,
            group_key: Any,
            part: Any,
        ) -> list[TraceReplacedFiguresRow]: ...

        @overload
        def __call__(
            self, query: Literal["trace/scale"], /, *, edition: Any
        ) -> list[TraceScaleRow]: ...

        @overload
        def __call__(
            self,
            query: Literal["trace/summed_groups"],
            /,
            *,
            load_id: Any,
            area_code: Any,
            year: Any,
            part: Any,
        ) -> list[TraceSummedGroupsRow]: ...

else:

    def __getattr__(name: str) -> type:
        """Give what a row is at run time: to make all these types would slow every start."""
        if name.endswith("Row"):
            return dict
        raise AttributeError(name)

"""Every table an answer can be, under the name by which its columns are explained."""

from collections.abc import Mapping, Sequence

from hotspots.model.areas import DESIGNATION_COLUMNS
from hotspots.model.cells import (
    CONTOUR_COLUMNS,
    DETECT_COLUMNS,
    HOTSPOT_RATE_COLUMNS,
    RATE_COLUMNS,
    ZONAL_COLUMNS,
)
from hotspots.model.efforts import (
    COUNT_COLUMNS,
    INTERVENTION_COLUMNS,
    MEASURE_COLUMNS,
    MONTH_COLUMNS,
)
from hotspots.model.goals import GOAL_AREA_COLUMNS, GOAL_COLUMNS
from hotspots.model.incidents import (
    CLEARED_INCIDENT_COLUMNS,
    HOUR_COLUMNS,
    INCIDENT_PERIOD_COLUMNS,
    WEEK_COLUMNS,
)
from hotspots.model.indicators import CHANGE_COLUMNS, CLEARED_PRIORITY_COLUMNS, GAP_COLUMNS
from hotspots.model.provenance import CHECK_COLUMNS, DOCTOR_COLUMNS, SLICE_COLUMNS, TRACE_COLUMNS
from hotspots.model.release import RELEASE_COLUMNS
from hotspots.model.repeat import FOLLOW_UP_COLUMNS, KNOX_COLUMNS, PLACE_COLUMNS
from hotspots.model.review import (
    CELL_COLUMNS,
    EMERGING_COLUMNS,
    REVIEW_COLUMNS,
    TRANSITION_COLUMNS,
)
from hotspots.workflows.areas.crosswalks import CROSSWALK_COLUMNS
from hotspots.workflows.areas.tables import AREA_COLUMNS, SET_COLUMNS
from hotspots.workflows.provenance.status import (
    CONFLICT_COLUMNS,
    FIGURE_COLUMNS,
    REJECT_COLUMNS,
    STATUS_COLUMNS,
)

TABLES: Mapping[str, Sequence[str]] = {
    "change": CHANGE_COLUMNS,
    "gap": GAP_COLUMNS,
    "priority": CLEARED_PRIORITY_COLUMNS,
    "incidents": CLEARED_INCIDENT_COLUMNS,
    "incidents periods": INCIDENT_PERIOD_COLUMNS,
    "repeat knox": KNOX_COLUMNS,
    "repeat places": PLACE_COLUMNS,
    "repeat follow-up": FOLLOW_UP_COLUMNS,
    "week": WEEK_COLUMNS,
    "hours": HOUR_COLUMNS,
    "detect": (*DETECT_COLUMNS, *RATE_COLUMNS),
    "detect hotspots": HOTSPOT_RATE_COLUMNS,
    "review": REVIEW_COLUMNS,
    "review cells": CELL_COLUMNS,
    "review transitions": TRANSITION_COLUMNS,
    "review emerging": EMERGING_COLUMNS,
    "evaluate measures": MEASURE_COLUMNS,
    "evaluate counts": COUNT_COLUMNS,
    "evaluate monthly": MONTH_COLUMNS,
    "areas list": SET_COLUMNS,
    "areas show": AREA_COLUMNS,
    "areas crosswalk": CROSSWALK_COLUMNS,
    "release list": RELEASE_COLUMNS,
    "goals": GOAL_COLUMNS,
    "goals areas": GOAL_AREA_COLUMNS,
    "designations": DESIGNATION_COLUMNS,
    "interventions": INTERVENTION_COLUMNS,
    "status": STATUS_COLUMNS,
    "status rejects": REJECT_COLUMNS,
    "status conflicts": (*CONFLICT_COLUMNS, *SLICE_COLUMNS),
    "status figures": (*FIGURE_COLUMNS, *SLICE_COLUMNS),
    "trace": (*TRACE_COLUMNS, *SLICE_COLUMNS),
    "zonal": ZONAL_COLUMNS,
    "contours": CONTOUR_COLUMNS,
    "check": (*CHECK_COLUMNS, *SLICE_COLUMNS),
    "doctor": DOCTOR_COLUMNS,
}

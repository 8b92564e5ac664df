"""The steps of a page's slider, such as years, with what all areas say alike said once."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from hotspots.mapping.pages.looks import AreaLook, look_of
from hotspots.mapping.pages.outlines import Outline
from hotspots.mapping.pages.plain_text import tight
from hotspots.model.pages import SliderStep, StepArea

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")


def steps_and_forms(
    steps: Sequence[SliderStep], areas: Sequence[Outline], looks: Mapping[str, AreaLook]
) -> Mapping[str, Any]:
    """Return the steps, and the forms of their texts: the pieces around each number.

    Of an area a step has its look, its form and its numbers in turn; None where it is not there.
    """
    forms: dict[str, tuple[int, Any]] = {}

    def area_step(step_area: StepArea | None) -> list[Any] | None:
        if step_area is None:
            return None
        form, numbers = _taken_apart(step_area)
        form_number, _ = forms.setdefault(repr(form), (len(forms), form))
        return [look_of(looks, step_area.class_key).number, form_number, " ".join(numbers)]

    made = [
        {"label": step.label, "column": step.column, "summary": tight(step.summary),
         "areas": [area_step(step.areas.get(one.area.code)) for one in areas]}
        for step in steps
    ]  # fmt: skip
    return {"steps": made, "forms": [form for _, form in forms.values()]}


def _taken_apart(step_area: StepArea) -> tuple[Mapping[str, Any], list[str]]:
    """Return an area's texts without their numbers, and the numbers; labels are left whole."""
    lines = [tight(one) for one in step_area.lines]
    facts = [(tight(label), tight(value)) for label, value in step_area.facts]
    form = {
        "lines": [_NUMBER.split(one) for one in lines],
        "facts": [[label, _NUMBER.split(value)] for label, value in facts],
    }
    numbers = [_NUMBER.findall(one) for one in (*lines, *(value for _, value in facts))]
    return form, [one for each in numbers for one in each]

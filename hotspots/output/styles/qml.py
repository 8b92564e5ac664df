"""A layer's style as QGIS keeps it (QML): one symbol for each class, with its hatching."""

from collections.abc import Mapping, Sequence
from typing import Literal
from xml.etree import ElementTree as ET

from hotspots.mapping import palettes
from hotspots.model.pages import LegendClass
from hotspots.safe import xml_text

Shape = Literal["fill", "marker"]
# The oldest QGIS whose way of writing options this is.
_VERSION = "3.16.0"
_LINE = "#5b6470"
_ANGLES = {"lines": (45,), "cross": (45, 135)}


def qml(attribute: str, legend: Sequence[LegendClass], shape: Shape, line_mm: float) -> str:
    """Return a categorized style by an attribute; outlines are ``line_mm`` wide on paper.

    Keys and labels are texts of the tree, so that none of them becomes markup.
    """
    root = ET.Element("qgis", version=_VERSION, styleCategories="Symbology")
    renderer = ET.SubElement(
        root, "renderer-v2", type="categorizedSymbol", attr=attribute, symbollevels="0",
        forceraster="0", enableorderby="0",
    )  # fmt: skip
    categories = ET.SubElement(renderer, "categories")
    symbols = ET.SubElement(renderer, "symbols")
    for index, legend_class in enumerate(legend):
        ET.SubElement(
            categories, "category", symbol=str(index), value=xml_text(legend_class.key),
            label=xml_text(legend_class.label), render="true", type="string",
        )  # fmt: skip
        symbol = _symbol(symbols, str(index), shape)
        if shape == "marker":
            _marker(symbol, legend_class)
        else:
            _fill(symbol, legend_class, line_mm)
    return ET.tostring(root, encoding="unicode")


def _symbol(parent: ET.Element, name: str, kind: str) -> ET.Element:
    return ET.SubElement(parent, "symbol", type=kind, name=name, alpha="1", clip_to_extent="1",
                         force_rhr="0")  # fmt: skip


def _layer(symbol: ET.Element, kind: str, options: Mapping[str, object]) -> ET.Element:
    layer = ET.SubElement(symbol, "layer", {"class": kind, "enabled": "1", "locked": "0",
                                            "pass": "0"})  # fmt: skip
    listed = ET.SubElement(layer, "Option", type="Map")
    for name, value in options.items():
        ET.SubElement(listed, "Option", name=name, value=str(value), type="QString")
    return layer


def _fill(symbol: ET.Element, legend_class: LegendClass, line_mm: float) -> None:
    _layer(symbol, "SimpleFill", {
        "color": _rgba(legend_class.colour), "style": "solid", "outline_color": _rgba(_LINE),
        "outline_style": "solid" if line_mm else "no", "outline_width": line_mm,
        "outline_width_unit": "MM", "joinstyle": "bevel",
    })  # fmt: skip
    ink = _rgba(palettes.ink(legend_class.colour))
    for angle in _ANGLES.get(legend_class.pattern, ()):
        _lines(symbol, ink, angle)
    if legend_class.pattern == "dots":
        _dots(symbol, ink)


def _lines(symbol: ET.Element, ink: str, angle: int) -> None:
    layer_number = len(symbol)
    hatch = _layer(symbol, "LinePatternFill", {
        "angle": angle, "distance": 2, "distance_unit": "MM", "line_width": 0.3,
        "line_width_unit": "MM", "color": ink,
    })  # fmt: skip
    line = _symbol(hatch, f"@{symbol.get('name')}@{layer_number}", "line")
    _layer(line, "SimpleLine", {"line_color": ink, "line_width": 0.3, "line_width_unit": "MM",
                                "line_style": "solid"})  # fmt: skip


def _dots(symbol: ET.Element, ink: str) -> None:
    layer_number = len(symbol)
    pattern = _layer(symbol, "PointPatternFill", {
        "distance_x": 2, "distance_x_unit": "MM", "distance_y": 2, "distance_y_unit": "MM",
        "displacement_x": 1, "displacement_x_unit": "MM",
    })  # fmt: skip
    dot = _symbol(pattern, f"@{symbol.get('name')}@{layer_number}", "marker")
    _layer(dot, "SimpleMarker", {"name": "circle", "color": ink, "outline_style": "no",
                                 "size": 0.7, "size_unit": "MM"})  # fmt: skip


def _marker(symbol: ET.Element, legend_class: LegendClass) -> None:
    _layer(symbol, "SimpleMarker", {
        "name": "circle", "color": _rgba(legend_class.colour), "size": 3, "size_unit": "MM",
        "outline_color": _rgba(palettes.LIGHT_INK), "outline_style": "solid",
        "outline_width": 0.3, "outline_width_unit": "MM",
    })  # fmt: skip


def _rgba(colour: str) -> str:
    code = palettes.checked(colour)
    return ",".join(str(int(code[at : at + 2], 16)) for at in (1, 3, 5)) + ",255"

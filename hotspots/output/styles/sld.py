"""A layer's style as Styled Layer Descriptor 1.1 (OGC), for map servers and other programs."""

from collections.abc import Sequence
from xml.etree import ElementTree as ET

from hotspots.mapping import palettes
from hotspots.model.pages import LegendClass
from hotspots.output.styles.qml import Shape
from hotspots.safe import xml_text

_SLD, _SE, _OGC = (f"http://www.opengis.net/{name}" for name in ("sld", "se", "ogc"))
_LINE = "#5b6470"
_SPACE_PX = 7
_MM_PER_PX = 0.28
_ROTATIONS = {"lines": (45,), "cross": (45, 135)}
for _prefix, _address in (("sld", _SLD), ("se", _SE), ("ogc", _OGC)):
    ET.register_namespace(_prefix, _address)


def sld(
    layer: str, attribute: str, legend: Sequence[LegendClass], shape: Shape, line_mm: float
) -> str:
    """Return a style with one rule for each class; hatching as in QGIS's own export.

    Outlines are ``line_mm`` wide on a screen of the standard's 0.28 mm to the pixel.
    """
    root = ET.Element(f"{{{_SLD}}}StyledLayerDescriptor", version="1.1.0")
    named = ET.SubElement(root, f"{{{_SLD}}}NamedLayer")
    ET.SubElement(named, f"{{{_SE}}}Name").text = xml_text(layer)
    user = ET.SubElement(named, f"{{{_SLD}}}UserStyle")
    ET.SubElement(user, f"{{{_SE}}}Name").text = xml_text(layer)
    style = ET.SubElement(user, f"{{{_SE}}}FeatureTypeStyle")
    for legend_class in legend:
        rule = _rule(style, attribute, legend_class)
        if shape == "marker":
            _point(rule, legend_class)
        else:
            _polygon(rule, legend_class, round(line_mm / _MM_PER_PX, 2))
    return ET.tostring(root, encoding="unicode")


def _rule(style: ET.Element, attribute: str, legend_class: LegendClass) -> ET.Element:
    rule = ET.SubElement(style, f"{{{_SE}}}Rule")
    ET.SubElement(rule, f"{{{_SE}}}Name").text = xml_text(legend_class.label)
    description = ET.SubElement(rule, f"{{{_SE}}}Description")
    ET.SubElement(description, f"{{{_SE}}}Title").text = xml_text(legend_class.label)
    equal = ET.SubElement(ET.SubElement(rule, f"{{{_OGC}}}Filter"), f"{{{_OGC}}}PropertyIsEqualTo")
    ET.SubElement(equal, f"{{{_OGC}}}PropertyName").text = attribute
    ET.SubElement(equal, f"{{{_OGC}}}Literal").text = xml_text(legend_class.key)
    return rule


def _point(rule: ET.Element, legend_class: LegendClass) -> None:
    graphic = ET.SubElement(ET.SubElement(rule, f"{{{_SE}}}PointSymbolizer"), f"{{{_SE}}}Graphic")
    _mark(graphic, "circle", legend_class.colour)
    ET.SubElement(graphic, f"{{{_SE}}}Size").text = "11"


def _polygon(rule: ET.Element, legend_class: LegendClass, line_px: float) -> None:
    plain = ET.SubElement(rule, f"{{{_SE}}}PolygonSymbolizer")
    _parameter(
        ET.SubElement(plain, f"{{{_SE}}}Fill"), "fill", palettes.checked(legend_class.colour)
    )
    stroke = ET.SubElement(plain, f"{{{_SE}}}Stroke")
    _parameter(stroke, "stroke", _LINE)
    _parameter(stroke, "stroke-width", str(line_px))
    ink = palettes.ink(legend_class.colour)
    for rotation in _ROTATIONS.get(legend_class.pattern, ()):
        graphic = _pattern(rule, "horline", ink)
        turned = ET.SubElement(graphic, f"{{{_SE}}}Rotation")
        ET.SubElement(turned, f"{{{_OGC}}}Literal").text = str(rotation)
    if legend_class.pattern == "dots":
        _pattern(rule, "circle", ink)


def _pattern(rule: ET.Element, name: str, ink: str) -> ET.Element:
    """Add a polygon that is filled with a repeated mark, and return its graphic."""
    fill = ET.SubElement(ET.SubElement(rule, f"{{{_SE}}}PolygonSymbolizer"), f"{{{_SE}}}Fill")
    repeated = ET.SubElement(fill, f"{{{_SE}}}GraphicFill")
    graphic = ET.SubElement(repeated, f"{{{_SE}}}Graphic")
    _mark(graphic, name, ink)
    ET.SubElement(graphic, f"{{{_SE}}}Size").text = str(_SPACE_PX if name == "horline" else 3)
    return graphic


def _mark(graphic: ET.Element, name: str, colour: str) -> None:
    mark = ET.SubElement(graphic, f"{{{_SE}}}Mark")
    ET.SubElement(mark, f"{{{_SE}}}WellKnownName").text = name
    if name == "horline":
        _parameter(ET.SubElement(mark, f"{{{_SE}}}Stroke"), "stroke", colour)
    else:
        _parameter(ET.SubElement(mark, f"{{{_SE}}}Fill"), "fill", palettes.checked(colour))


def _parameter(parent: ET.Element, name: str, value: str) -> None:
    ET.SubElement(parent, f"{{{_SE}}}SvgParameter", name=name).text = value

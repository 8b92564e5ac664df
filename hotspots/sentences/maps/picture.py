"""What a picture of a map says to those who cannot see it."""

from collections.abc import Mapping, Sequence

from hotspots.model.pages import MapArea, MapPage
from hotspots.model.pictures import MapContent
from hotspots.sentences.texts import counted, ended, text

_MOST_LISTED = 15


def alt(content: MapContent) -> str:
    """Return the picture in words: what it shows, what matters most, and each class's areas."""
    page = content.page
    start = text(
        page.lang, "map_picture.alt_start", title=ended(page.title), subtitle=ended(page.subtitle)
    )
    sentences = list(dict.fromkeys([start, page.summary, *content.findings, *_years(page)]))
    if page.steps:
        return " ".join(ended(one) for one in sentences if one)
    classes = _classes(page, _names(content))
    class_sentence = text(page.lang, "map_picture.alt_classes", title=page.legend_title,
                classes="; ".join(classes))  # fmt: skip
    return " ".join(ended(one) for one in (*sentences, class_sentence if classes else "") if one)


def _years(page: MapPage) -> list[str]:
    """Return the figure in each of the years that have a map: the city's, or of those framed."""
    columns = [one.column for one in page.steps if one.column is not None]
    return [
        text(
            page.lang,
            "map_picture.alt_years",
            name=cells[0],
            years="; ".join(f"{page.table.headings[at]}: {cells[at]}" for at in columns),
        )
        for code, cells in zip(page.table.codes, page.table.rows, strict=True)
        if columns and (code in page.focus if page.focus else not code)
    ]


def _names(content: MapContent) -> Mapping[str, str]:
    return {one.code: content.names.get(one.code, one.name) for one in content.page.areas}


def _classes(page: MapPage, names: Mapping[str, str]) -> list[str]:
    """Return each class that is on the map with how many areas it has, and which if few."""
    texts = []
    for entry in page.legend:
        areas = [
            area
            for area in page.areas
            if area.class_key == entry.key
            and area.labelled
            and (not page.focus or area.code in page.focus)
        ]
        if areas:
            texts.append(_class(entry.label, areas, names, page))
    return texts


def _class(label: str, areas: Sequence[MapArea], names: Mapping[str, str], page: MapPage) -> str:
    n = len(areas)
    if n > _MOST_LISTED:
        return counted(page.lang, "map_picture.alt_class", n, label=label, n_areas=n)
    listed = ", ".join(names[area.code] for area in areas)
    return text(page.lang, "map_picture.alt_listed", label=label, names=listed)

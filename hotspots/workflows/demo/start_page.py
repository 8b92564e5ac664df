"""The page that the demo begins at: each file that was made, what it is and for whom."""

from pathlib import Path
from urllib.parse import quote

from hotspots import safe
from hotspots.language import Lang
from hotspots.model.pages import FileGroup, FileLink, ListedFile, StartPage
from hotspots.output.start_page import as_html
from hotspots.sentences.texts import text
from hotspots.workflows.demo.contents import GROUPS, SECOND_START, START, DemoFile, DemoGroup


def write_start_pages(folder: Path, lang: Lang) -> Path:
    """Write the page in the demo's language and in the second one; return the first.

    Only files that exist are linked.
    """
    second: Lang = "en" if lang == "da" else "da"
    pages = {lang: START, second: SECOND_START[second]}
    for page_lang, second_lang in ((lang, second), (second, lang)):
        page = _start_page(folder, page_lang, second_lang, pages[second_lang])
        safe.write_text(folder / pages[page_lang], as_html(page))
    return folder / START


def _start_page(folder: Path, lang: Lang, second_lang: Lang, second_page: str) -> StartPage:
    groups = [_group(folder, lang, group) for group in GROUPS]
    return StartPage(
        lang=lang,
        title=text(lang, "start.title"),
        banner=text(lang, "note.synthetic"),
        subtitle=text(lang, "start.subtitle"),
        summary=text(lang, "start.summary"),
        groups_label=text(lang, "start.groups"),
        skip=text(lang, "start.skip"),
        switch_lang=second_lang,
        switch=FileLink(quote(second_page), text(second_lang, "start.switch")),
        groups=[group for group in groups if group.files],
    )


def _group(folder: Path, lang: Lang, group: DemoGroup) -> FileGroup:
    files = [file for file in group.files if (folder / file.path).exists()]
    return FileGroup(
        id=group.key,
        heading=text(lang, f"start.{group.key}"),
        about=text(lang, f"start.{group.key}_about"),
        audience=text(lang, f"start.{group.audience}"),
        is_public=group.audience == "public",
        files=[_listed(folder, lang, file) for file in files],
    )


def _listed(folder: Path, lang: Lang, file: DemoFile) -> ListedFile:
    beside = [path for path in file.beside if (folder / path).exists()]
    return ListedFile(
        link=FileLink(quote(file.path), text(lang, f"start.{file.key}")),
        name=file.path,
        about=text(lang, f"start.{file.key}_about"),
        beside=[FileLink(quote(path), path.rpartition("/")[2]) for path in beside],
    )

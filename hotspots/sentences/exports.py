"""What an export holds, in both languages: for its manifest, which stands on its own."""

from hotspots.language import Lang
from hotspots.model.upkeep.exports import ExportManifest
from hotspots.sentences.texts import LANGUAGES, keys, text

Words = dict[Lang, str]


def holds(manifest: ExportManifest) -> Words:
    """Say what the export is, and whether there are personal data in it."""
    key = "export.holds_personal" if manifest.personal_rows else "export.holds"
    return {lang: text(lang, key) for lang in LANGUAGES}


def table_words(table: str) -> Words:
    """Say what a row of a table is; of one that has no words of its own, that it is a table."""
    key = f"export.table.{table}"
    return {
        lang: text(lang, key if key in keys(lang) else "export.table.other") for lang in LANGUAGES
    }

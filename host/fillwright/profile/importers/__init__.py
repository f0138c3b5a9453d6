"""Résumés of five formats → a profile, by rules alone.

detect (the format, by content) → jsonresume, rendercv, linkedin; or pdf (columns) and docx → lines, then resume:
sections, contact (with address), blocks → entries and studies (by way of putting), listed (the rest); lexicon and dates
read the word lists in lexicons/; model is what comes out.
"""

from fillwright.profile.importers.detect import MAX_BYTES, TAKES
from fillwright.profile.importers.keep import import_into
from fillwright.profile.importers.model import Finding, Imported
from fillwright.profile.importers.read import import_resume

__all__ = ["MAX_BYTES", "TAKES", "Finding", "Imported", "import_into", "import_resume"]

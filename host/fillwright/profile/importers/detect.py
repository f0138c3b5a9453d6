"""Which of the five formats a file has, by its content."""

from __future__ import annotations

import re
from typing import Final, Literal

from fillwright.errors import TooLarge, UnreadableFile
from fillwright.profile.importers.archive import Archive

Format = Literal["json-resume", "rendercv", "linkedin", "pdf", "docx"]

MAX_BYTES: Final = 10 * 1024 * 1024
_PDF_WITHIN: Final = 1024  # readers look for the header in the first KiB (ISO 32000-1, implementation note 13)
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LINKEDIN: Final = {"profile.csv", "positions.csv", "education.csv", "skills.csv"}
_CV: Final = re.compile(rb"^(?:---\s*\n)?(?:[^\n]*\n)*?cv\s*:", re.MULTILINE)
TAKES: Final = "JSON Resume (JSON), RenderCV (YAML), a LinkedIn data export (ZIP), PDF and Word (.docx)"


def detect(data: bytes) -> Format:
    """Return the format of `data`.

    Raises TooLarge from 10 MiB on and UnreadableFile for everything else, with the way out where there is one.
    """
    if len(data) > MAX_BYTES:
        raise TooLarge(f"The file is over {MAX_BYTES // 1024 // 1024} MiB: no résumé is that large.")
    if b"%PDF-" in data[:_PDF_WITHIN]:
        return "pdf"
    if data.startswith(_OLE):
        raise UnreadableFile(
            "This is an old Word document (.doc), or one with a password: save it as .docx without a password."
        )
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip(Archive(data).names)
    if data.startswith(b"{\\rtf"):
        raise UnreadableFile("This is a Rich Text document: save it as .docx or PDF.")
    start = data.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start:
        raise UnreadableFile("The file is empty.")
    if start[:1] in b"{[":
        return "json-resume"
    if _CV.search(data):
        return "rendercv"
    raise UnreadableFile(f"This is none of the formats that can be imported: {TAKES}.")


def _zip(names: list[str]) -> Format:
    if "word/document.xml" in names:
        return "docx"
    if _LINKEDIN & {name.rsplit("/", 1)[-1].lower() for name in names}:
        return "linkedin"
    if "mimetype" in names or "content.xml" in names:
        raise UnreadableFile("This is an OpenDocument file: save it as .docx or PDF.")
    if "Index/Document.iwa" in names:
        raise UnreadableFile("This is a Pages document: export it as Word or PDF.")
    raise UnreadableFile(f"This ZIP archive is no Word document and no LinkedIn data export. Taken are {TAKES}.")

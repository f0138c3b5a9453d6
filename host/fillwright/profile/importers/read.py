"""The one way in: a file's bytes → what it says."""

from __future__ import annotations

from fillwright.profile.importers.detect import detect
from fillwright.profile.importers.model import Imported


def import_resume(data: bytes, name: str = "") -> Imported:
    """Return the profile that a résumé file tells, with the place of each value and what was not understood.

    The format is told by the content; `name` is only used in messages. Nothing is added to what the file says. Raises
    UnreadableFile (none of the five formats, broken, with a password, without text), TooLarge (over 10 MiB, or unpacks
    to too much), and for JSON Resume NotJson and InvalidProfile.
    """
    try:
        return _read(data)
    except Exception as wrong:
        if name:
            wrong.add_note(name)
        raise


def _read(data: bytes) -> Imported:
    kind = detect(data)
    # each reader has libraries of its own, and a server that imports nothing need not carry them
    if kind == "json-resume":
        from fillwright.profile.importers import jsonresume  # noqa: PLC0415

        return jsonresume.read(data)
    if kind == "rendercv":
        from fillwright.profile.importers import rendercv  # noqa: PLC0415

        return rendercv.read(data)
    if kind == "linkedin":
        from fillwright.profile.importers import linkedin  # noqa: PLC0415

        return linkedin.read(data)
    from fillwright.profile.importers import resume  # noqa: PLC0415

    if kind == "pdf":
        from fillwright.profile.importers import pdf  # noqa: PLC0415

        return resume.read(pdf.read(data), kind)
    from fillwright.profile.importers import docx  # noqa: PLC0415

    return resume.read(docx.read(data), kind)

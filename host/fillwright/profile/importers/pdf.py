"""PDF → lines: pypdf opens the file and bounds what it unpacks to, pdfminer says where each character stands."""

from __future__ import annotations

import io
import itertools
import logging
import re
import statistics
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from fillwright.errors import FillwrightError, TooLarge, UnreadableFile
from fillwright.profile.importers.columns import Piece, in_reading_order
from fillwright.profile.importers.lines import UNKNOWN, Document, Link, tidy

MAX_PAGES: Final = 30
MAX_UNPACKED: Final = 128 * 1024 * 1024
_STREAM_LIMIT: Final = 32 * 1024 * 1024
_PAGE_NUMBER: Final = re.compile(
    r"(?:[^\d]{0,60}[–—|·,-]?\s+)?(?:(?:page|seite|página|pág\.?|p\.)\s*\d{1,2}|\d{1,2}\s*(?:/|of|von|de|sur)\s*\d{1,2})"
    r"|\d{1,2}",
    re.IGNORECASE,
)
_SIGNS: Final = ("dingbats", "wingdings", "webdings", "awesome", "icon")  # fonts of signs, however coded
_MIN_CHARACTERS: Final = 40
_SPACE: Final = 0.18  # of the font size: a narrower gap is kerning
_WIDE: Final = 1.6  # of the font size: a wider gap parts a line
_SAME_LINE: Final = 0.35  # of the font size


@dataclass(frozen=True, slots=True)
class _Char:
    text: str
    x0: float
    x1: float
    y: float
    size: float
    bold: bool


def read(data: bytes) -> Document:
    """Return the lines and links of a PDF.

    Raises UnreadableFile for one that is broken, has a password or holds no text (a scan), TooLarge for one of more
    than 30 pages or that unpacks to more than 128 MiB.
    """
    for name in ("pypdf", "pdfminer"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # they report every slip of a producer
    try:
        links = _open(data)
        pages = list(_pages(data))
    except FillwrightError:
        raise
    except RecursionError:
        raise UnreadableFile("The PDF is nested too deeply.") from None
    except Exception as wrong:  # a broken PDF breaks the readers in any way there is
        raise UnreadableFile("The PDF is broken: save or print it to PDF again.") from wrong
    if sum(len(piece.text) for page in pages for piece in page) < _MIN_CHARACTERS:
        raise UnreadableFile(
            "The PDF holds pictures but no text, as a scan does: export it from the program it was written in."
        )
    return Document(tuple(tidy(line) for line in in_reading_order(pages)), tuple(links))


def _open(data: bytes) -> list[Link]:
    import pypdf  # noqa: PLC0415 - slow to import, and only an import of a PDF needs it
    from pypdf.errors import LimitReachedError  # noqa: PLC0415

    with pypdf.apply_configuration(
        zlib_maximum_output_length=_STREAM_LIMIT,
        lzw_maximum_output_length=_STREAM_LIMIT,
        run_length_maximum_output_length=_STREAM_LIMIT,
        brotli_maximum_output_length=_STREAM_LIMIT,
    ):
        try:
            reader = pypdf.PdfReader(io.BytesIO(data))
            if reader.is_encrypted and not reader.decrypt(""):
                raise UnreadableFile("The PDF has a password: save it without one.")
            if len(reader.pages) > MAX_PAGES:
                raise TooLarge(f"The PDF has {len(reader.pages)} pages: a résumé has at most {MAX_PAGES}.")
            _measure(reader)
            return list(_links(reader))
        except LimitReachedError:
            raise TooLarge("A part of the PDF unpacks to more than 32 MiB: no résumé is that large.") from None


def _measure(reader: Any) -> None:  # noqa: ANN401 - pypdf is imported late
    """Unpack every stream once within the limits, as pdfminer has none."""
    from pypdf.generic import IndirectObject, StreamObject  # noqa: PLC0415

    seen = {(number, generation) for generation, table in reader.xref.items() for number in table}
    seen |= {(number, 0) for number in reader.xref_objStm}
    unpacked = 0
    for number, generation in seen:
        found = reader.get_object(IndirectObject(number, generation, reader))
        if isinstance(found, StreamObject) and found.get("/Subtype") != "/Image":
            unpacked += len(found.get_data())
            if unpacked > MAX_UNPACKED:
                raise TooLarge(f"The PDF unpacks to more than {MAX_UNPACKED // 1024 // 1024} MiB.")


def _links(reader: Any) -> Iterator[Link]:  # noqa: ANN401 - pypdf is imported late
    for number, page in enumerate(reader.pages, start=1):
        for annotation in page.get("/Annots") or ():
            action = annotation.get_object().get("/A")
            address = action.get_object().get("/URI") if action else None
            if address:
                yield Link(str(address), f"page {number}, a link")


def _pages(data: bytes) -> Iterator[list[Piece]]:
    from pdfminer.converter import PDFPageAggregator  # noqa: PLC0415 - slow to import, and only a PDF needs it
    from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager  # noqa: PLC0415
    from pdfminer.pdfpage import PDFPage  # noqa: PLC0415

    resources = PDFResourceManager()
    device = PDFPageAggregator(resources, laparams=None)
    interpreter = PDFPageInterpreter(resources, device)
    for number, page in enumerate(PDFPage.get_pages(io.BytesIO(data), maxpages=MAX_PAGES), start=1):
        interpreter.process_page(page)
        yield _without_number(_pieces(number, list(_characters(device.get_result()))))


def _without_number(page: list[Piece]) -> list[Piece]:
    """Leave out the lowest line where it numbers the page ("Ada Example – 1/2")."""
    if not page:
        return page
    lowest = min(piece.y for piece in page)
    foot = [piece for piece in page if piece.y - lowest < 1]
    numbered = len(foot) < len(page) and _PAGE_NUMBER.fullmatch(" ".join(piece.text for piece in foot))
    return [piece for piece in page if piece not in foot] if numbered else page


def _characters(item: Any) -> Iterator[_Char]:  # noqa: ANN401 - pdfminer is imported late
    from pdfminer.layout import LTChar, LTContainer  # noqa: PLC0415

    if isinstance(item, LTChar):
        text = item.get_text()
        if item.upright and text:
            name = item.fontname.casefold()
            sign = text.startswith("(cid:") or (text.isascii() and any(word in name for word in _SIGNS))
            text = UNKNOWN if sign else text
            bold = any(word in name for word in ("bold", "black", "heavy", "semibold", "-bd", "cmbx"))
            yield _Char(text, item.x0, item.x1, _baseline(item), item.size, bold)
    elif isinstance(item, LTContainer):
        for inside in item:
            yield from _characters(inside)


def _baseline(item: Any) -> float:  # noqa: ANN401 - pdfminer is imported late
    return float(item.matrix[5])


def _pieces(page: int, characters: list[_Char]) -> list[Piece]:
    """Return the texts of one page, each a stretch of a line without a wide gap."""
    pieces: list[Piece] = []
    for row in _rows(characters):
        stretch: list[_Char] = []
        for char in row:
            if stretch and char.x0 - _right(stretch) > _limit(stretch[-1], char):
                pieces += _piece(page, stretch)
                stretch = []
            stretch.append(char)
        pieces += _piece(page, stretch)
    return pieces


def _limit(before: _Char, after: _Char) -> float:
    """Return the gap that parts a line: less where bold type ends or begins, as beside a heading."""
    return (_WIDE if before.bold == after.bold else _WIDE / 2) * max(before.size, after.size)


def _right(stretch: list[_Char]) -> float:
    """Return where the last visible character ends; blanks may fill a gap."""
    return next((char.x1 for char in reversed(stretch) if char.text.strip()), stretch[-1].x1)


def _rows(characters: Iterable[_Char]) -> list[list[_Char]]:
    """Return the characters by baseline, from the top, each row from the left."""
    rows: list[list[_Char]] = []
    for char in sorted((char for char in characters if char.text.strip()), key=lambda char: (-char.y, char.x0)):
        if rows and abs(rows[-1][0].y - char.y) <= _SAME_LINE * min(char.size, rows[-1][0].size):
            rows[-1].append(char)
        else:
            rows.append([char])
    return [sorted(row, key=lambda char: char.x0) for row in rows]


def _piece(page: int, stretch: list[_Char]) -> list[Piece]:
    unique: list[_Char] = []
    for char in stretch:  # bold by printing twice
        if unique and unique[-1].text == char.text and abs(unique[-1].x0 - char.x0) < 0.1 * char.size:
            continue
        unique.append(char)
    if not unique:
        return []
    gaps = [after.x0 - char.x1 for char, after in itertools.pairwise(unique)]
    limit = _SPACE * statistics.median(char.size for char in unique)
    if gaps and statistics.median(gaps) > limit:  # letter-spaced: only what is much wider parts words
        limit = 1.8 * statistics.median(gaps)
    text = unique[0].text
    for gap, char in zip(gaps, unique[1:], strict=True):
        text += (" " if gap > limit else "") + char.text
    bold = sum(char.bold for char in unique) * 2 > len(unique)
    size = statistics.median(char.size for char in unique)
    return [Piece(page, text, unique[0].x0, unique[-1].x1, unique[0].y, size, bold=bold)]

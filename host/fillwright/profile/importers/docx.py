"""Word (.docx) → lines: paragraphs, tables, text boxes and content controls in the order they stand."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from fillwright.errors import FillwrightError, UnreadableFile
from fillwright.profile.importers.archive import Archive
from fillwright.profile.importers.lexicon import section_of
from fillwright.profile.importers.lines import GAP, Document, Line, Link, tidy

_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_R: Final = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_FALLBACK: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_DEFAULT_SIZE: Final = 11.0
_MIN_CHARACTERS: Final = 40
_FIRST_BOX: Final = 100  # what a text box holds is a column of its own
_TYPED_GAP: Final = re.compile(r"(?<![.!?:;,\s])[ \u00a0]{2,}(?=\S)")
_MAX_DEPTH: Final = 60
_HEADINGS: Final = ("heading", "title", "überschrift", "titre", "título", "titulo")


def read(data: bytes) -> Document:
    """Return the lines and links of a Word document.

    Raises UnreadableFile for one that is broken, holds no text or declares entities of its own, TooLarge for one that
    unpacks to more than 64 MiB.
    """
    archive = Archive(data)
    for name in archive.names:
        if name.endswith((".xml", ".rels")) and b"<!DOCTYPE" in _ascii(archive.read(name)):
            raise UnreadableFile("The Word document declares entities of its own, which no program writes.")
    import docx  # noqa: PLC0415 - slow to import, and only an import of a Word document needs it

    try:
        reader = _Reader(docx.Document(io.BytesIO(data)))
        lines = [tidy(line) for line in reader.lines()]
    except FillwrightError:
        raise
    except RecursionError:
        raise UnreadableFile("The Word document is nested too deeply.") from None
    except Exception as wrong:  # a broken package breaks the reader in any way there is
        raise UnreadableFile("The Word document is broken: open it in Word and save it again.") from wrong
    if sum(len(line.text) for line in lines) < _MIN_CHARACTERS:
        raise UnreadableFile("The Word document holds no text: pictures of text can't be read.")
    return Document(tuple(line for line in lines if line.text), tuple(reader.links))


def _ascii(part: bytes) -> bytes:
    """Return the part with the zero bytes of UTF-16 left out, so that ASCII can be found in it."""
    return part.replace(b"\0", b"") if part[:2] in {b"\xff\xfe", b"\xfe\xff"} or b"\0" in part[:8] else part


class _Reader:
    def __init__(self, document: Any) -> None:  # noqa: ANN401 - python-docx is imported late
        self._document = document
        self._styles = {style.style_id: style for style in document.styles}
        self._paragraph = 0
        self._box = 0
        self.links: list[Link] = []

    def lines(self) -> Iterator[Line]:
        """Yield the head of the first page, then the body; empty lines become space above."""
        above = 0.0
        for line in self._all():
            if not line.text.strip():
                above += 1
                continue
            yield replace(line, above=line.above + above)
            above = 0.0

    def _all(self) -> Iterator[Line]:
        section = self._document.sections[0]
        heads = [section.first_page_header] if section.different_first_page_header_footer else [section.header]
        for head in heads:
            if not head.is_linked_to_previous:
                yield from self._blocks(head._element, head.part, 0)  # noqa: SLF001 - the library names no public way
        yield from self._blocks(self._document.element.body, self._document.part, 0)

    def _blocks(self, parent: Any, part: Any, depth: int) -> Iterator[Line]:  # noqa: ANN401 - lxml
        if depth > _MAX_DEPTH:
            raise UnreadableFile("The Word document is nested too deeply.")
        for child in parent:
            if child.tag == f"{_W}p":
                yield from self._paragraph_lines(child, part)
                for box in _boxes(child):
                    self._box += 1
                    column = _FIRST_BOX + self._box
                    yield from (replace(line, column=column) for line in self._blocks(box, part, depth + 1))
            elif child.tag == f"{_W}tbl":
                yield from self._table(child, part, depth + 1)
            elif child.tag in {f"{_W}sdt", f"{_W}sdtContent", f"{_W}customXml", f"{_W}ins"}:
                yield from self._blocks(child, part, depth + 1)

    def _table(self, table: Any, part: Any, depth: int) -> Iterator[Line]:  # noqa: ANN401 - lxml
        for row in table.iter(f"{_W}tr"):
            if next(row.iterancestors(f"{_W}tbl")) is not table:
                continue
            cells = [list(self._blocks(cell, part, depth + 1)) for cell in _children(row, f"{_W}tc")]
            cells = [cell for cell in cells if any(line.text.strip() for line in cell)]
            if _beside(cells):
                yield from _rows(cells)
            else:
                for number, cell in enumerate(cells):
                    yield from (replace(line, column=line.column or number) for line in cell)

    def _paragraph_lines(self, paragraph: Any, part: Any) -> Iterator[Line]:  # noqa: ANN401 - lxml
        self._paragraph += 1
        where = f"paragraph {self._paragraph}"
        style = self._style(paragraph)
        name = (style.name or "").casefold() if style is not None else ""
        numbered = paragraph.find(f"{_W}pPr/{_W}numPr") is not None or "list" in name
        sizes, bolds, text = [], [], ""
        for run in paragraph.iter(f"{_W}r", f"{_W}hyperlink"):
            if run.tag == f"{_W}hyperlink":
                self._link(run, part, where)
                continue
            if _elsewhere(run, paragraph):
                continue
            piece = _run_text(run)
            text += piece
            if piece.strip():
                sizes.append(_size(run) or _style_size(style))
                bolds.append(_bold(run, style))
        for line in text.split("\n"):
            yield Line(
                text=_TYPED_GAP.sub(GAP, line),
                where=where,
                size=max(sizes, default=0.0),
                bold=bool(bolds) and bolds[0],
                above=_space(paragraph, style),
                heading=name.startswith(_HEADINGS),
                bullet=numbered and bool(line.strip()) and not name.startswith(_HEADINGS),
            )

    def _style(self, paragraph: Any) -> Any:  # noqa: ANN401 - lxml in, python-docx out
        named = paragraph.find(f"{_W}pPr/{_W}pStyle")
        return self._styles.get(named.get(f"{_W}val")) if named is not None else None

    def _link(self, hyperlink: Any, part: Any, where: str) -> None:  # noqa: ANN401 - lxml
        relation = part.rels.get(hyperlink.get(f"{_R}id"))
        if relation is not None and relation.is_external:
            self.links.append(Link(str(relation.target_ref), where))


def _children(parent: Any, tag: str) -> Iterator[Any]:  # noqa: ANN401 - lxml
    for child in parent:
        if child.tag == tag:
            yield child
        elif child.tag in {f"{_W}sdt", f"{_W}sdtContent"}:
            yield from _children(child, tag)


def _boxes(paragraph: Any) -> list[Any]:  # noqa: ANN401 - lxml
    """Return the text boxes that hang on a paragraph, without the copies kept for old programs."""
    boxes = paragraph.iter(f"{_W}txbxContent")
    return [box for box in boxes if not any(parent.tag == _FALLBACK for parent in box.iterancestors())]


def _elsewhere(run: Any, paragraph: Any) -> bool:  # noqa: ANN401 - lxml
    """Say whether the run belongs to a text box or to what was deleted."""
    for parent in run.iterancestors():
        if parent is paragraph:
            return False
        if parent.tag in {f"{_W}txbxContent", f"{_W}del", _FALLBACK}:
            return True
    return False


def _run_text(run: Any) -> str:  # noqa: ANN401 - lxml
    signs = {f"{_W}tab": GAP, f"{_W}ptab": GAP, f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "-"}
    return "".join((child.text or "") if child.tag == f"{_W}t" else signs.get(child.tag, "") for child in run)


def _size(run: Any) -> float:  # noqa: ANN401 - lxml
    found = run.find(f"{_W}rPr/{_W}sz")
    value = found.get(f"{_W}val", "") if found is not None else ""
    return int(value) / 2 if value.isdigit() else 0.0


def _style_size(style: Any) -> float:  # noqa: ANN401 - python-docx
    while style is not None:
        if style.font.size is not None:
            return float(style.font.size.pt)
        style = style.base_style
    return _DEFAULT_SIZE


def _bold(run: Any, style: Any) -> bool:  # noqa: ANN401 - lxml and python-docx
    found = run.find(f"{_W}rPr/{_W}b")
    if found is not None:
        return found.get(f"{_W}val", "1") not in {"0", "false", "off"}
    while style is not None:
        if style.font.bold is not None:
            return bool(style.font.bold)
        style = style.base_style
    return False


def _space(paragraph: Any, style: Any) -> float:  # noqa: ANN401 - lxml and python-docx
    """Return the space before the paragraph in lines of 12 points."""
    found = paragraph.find(f"{_W}pPr/{_W}spacing")
    value = found.get(f"{_W}before", "") if found is not None else ""
    if value.isdigit():
        return int(value) / 20 / 12
    spacing = style.paragraph_format.space_before if style is not None and hasattr(style, "paragraph_format") else None
    return spacing.pt / 12 if spacing is not None else 0.0


def _beside(cells: list[list[Line]]) -> bool:
    """Say whether a row's cells belong side by side; a cell with a heading and texts below is a column of its own."""
    if len(cells) < 2:  # noqa: PLR2004 - one cell has nothing beside it
        return False
    own = [len(cell) > 2 and any(section_of(line.text.strip()) for line in cell[:-1]) for cell in cells]  # noqa: PLR2004
    return not any(own)


def _rows(cells: list[list[Line]]) -> Iterator[Line]:
    """Lay cells side by side line by line, without empty lines; bullets keep their sign."""
    filled = [[line for line in cell if line.text.strip()] for cell in cells]
    for number in range(max(len(cell) for cell in filled)):
        row = [cell[number] for cell in filled if number < len(cell)]
        first = row[0]
        yield replace(first, text=GAP.join(line.text for line in row), bullet=first.bullet)

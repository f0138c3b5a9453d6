"""A pen on a PDF page: text in a box that flows down, and over to the next page."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final

from reportlab.lib.pagesizes import A4
from reportlab.lib.utils import simpleSplit
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas

from tools.resumes.person import Sheet

WIDTH: Final = A4[0]
HEIGHT: Final = A4[1]


@dataclass(frozen=True, slots=True)
class Face:
    """The fonts of one layout."""

    plain: str = "Helvetica"
    bold: str = "Helvetica-Bold"
    italic: str = "Helvetica-Oblique"


SANS: Final = Face()
SERIF: Final = Face("Times-Roman", "Times-Bold", "Times-Italic")


class Paper:
    """One document; `pen` gives boxes on it."""

    def __init__(self, face: Face = SANS) -> None:
        self._bytes = io.BytesIO()
        self.canvas = Canvas(self._bytes, pagesize=A4)
        self.face = face
        self.page = 1

    def turn(self) -> None:
        """Begin the next page."""
        self.canvas.showPage()
        self.page += 1

    def finish(self) -> bytes:
        """Return the document."""
        self.canvas.save()
        return self._bytes.getvalue()

    def pen(self, left: float = 56, right: float = WIDTH - 56, top: float = HEIGHT - 60) -> Pen:
        """Return a pen in the box between two edges, at a height."""
        return Pen(self, left, right, top)


class Pen:
    """Writes downwards between two edges; `y` is the next baseline."""

    def __init__(self, paper: Paper, left: float, right: float, top: float) -> None:
        self.paper = paper
        self.left = left
        self.right = right
        self.y = top

    def _font(self, style: str) -> str:
        return str(getattr(self.paper.face, style))

    def room(self, height: float = 40) -> None:
        """Turn the page where less than `height` is left."""
        if self.y < 50 + height:
            self.paper.turn()
            self.y = HEIGHT - 60

    def text(
        self, text: str, size: float = 10, style: str = "plain", *, indent: float = 0, leading: float = 1.3
    ) -> None:
        """Write a paragraph, wrapped."""
        font = self._font(style)
        for line in simpleSplit(text, font, size, self.right - self.left - indent):
            self.room(size)
            self.at(self.left + indent, line, size, style)
            self.y -= size * leading

    def at(self, x: float, text: str, size: float = 10, style: str = "plain") -> None:
        """Write one text at `x` on the present line."""
        self.paper.canvas.setFont(self._font(style), size)
        self.paper.canvas.drawString(x, self.y, text)

    def cell(self, left: float, right: float, text: str, size: float = 10) -> float:
        """Write a text into a narrow column beside the box, wrapped as a table's cell is; return where it ends."""
        side = self.paper.pen(left, right, self.y)
        side.text(text, size)
        return side.y

    def end(self, text: str, size: float = 10, style: str = "plain") -> None:
        """Write one text at the right edge of the present line."""
        self.paper.canvas.setFont(self._font(style), size)
        self.paper.canvas.drawRightString(self.right, self.y, text)

    def center(self, text: str, size: float = 10, style: str = "plain", leading: float = 1.3) -> None:
        """Write one line in the middle."""
        self.paper.canvas.setFont(self._font(style), size)
        self.paper.canvas.drawCentredString((self.left + self.right) / 2, self.y, text)
        self.y -= size * leading

    def runs(self, runs: list[tuple[str, str]], size: float = 10) -> None:
        """Write texts of several styles one after the other on one line."""
        x = self.left
        for text, style in runs:
            self.at(x, text, size, style)
            x += stringWidth(text, self._font(style), size)
        self.y -= size * 1.3

    def bullets(self, texts: list[str], size: float = 10, sign: str = "•", indent: float = 12) -> None:
        """Write a list; wrapped lines stand below the text."""
        for text in texts:
            self.room(size * 2)
            self.at(self.left, sign, size)
            self.text(text, size, indent=indent)

    def rule(self) -> None:
        """Draw a line across the box."""
        self.paper.canvas.setLineWidth(0.5)
        self.paper.canvas.line(self.left, self.y + 6, self.right, self.y + 6)
        self.y -= 6

    def down(self, points: float) -> None:
        """Leave space."""
        self.y -= points


def spaced(text: str) -> str:
    """Return `text` letter by letter, as some print headings."""
    return "  ".join(" ".join(word) for word in text.split())


def lists(sheet: Sheet, pen: Pen, section: str, size: float = 10) -> None:
    """Write skills, languages or certificates as running text."""
    if section == "skills":
        pen.text(", ".join(sheet.person["skills"]), size)
    elif section == "spoken":
        pen.text(", ".join(f"{name} ({level})" for name, level in sheet.person["spoken"]), size)
    elif section == "certificates":
        for name, giver, date in sheet.person["certificates"]:
            pen.text(f"{name}, {giver}, {sheet.date(date)}", size)

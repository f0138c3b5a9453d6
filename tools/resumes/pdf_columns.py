"""Résumés as PDF in two columns."""

from __future__ import annotations

from reportlab.lib.colors import HexColor

from tools.resumes.pen import HEIGHT, SERIF, WIDTH, Paper, Pen, lists
from tools.resumes.person import Sheet


def _side(sheet: Sheet, pen: Pen, *, summary: bool = False) -> None:
    """Write the narrow column: contact, skills, languages, certificates."""
    for section in ("contact", *(("summary",) if summary else ()), "skills", "spoken", "certificates"):
        pen.text(sheet.heading(section), 11, "bold")
        pen.down(3)
        if section == "contact":
            for text in sheet.contact():
                pen.text(text, 8)
        elif section == "summary":
            pen.text(sheet.person["summary"], 8)
        elif section == "skills":
            for skill in sheet.person["skills"]:
                pen.text(skill, 9)
        elif section == "spoken":
            for name, level in sheet.person["spoken"]:
                pen.text(name, 9, "bold")
                pen.text(level, 8)
        else:
            for name, giver, date in sheet.person["certificates"]:
                pen.text(f"{name} ({giver}, {sheet.date(date)})", 8)
        pen.down(12)


def _main(sheet: Sheet, pen: Pen, *, summary: bool = True) -> None:
    """Write the wide column: summary, positions, education; dates on lines of their own."""
    if summary:
        pen.text(sheet.heading("summary"), 13, "bold")
        pen.text(sheet.person["summary"], 9)
        pen.down(10)
    pen.text(sheet.heading("work"), 13, "bold")
    pen.down(4)
    for entry in sheet.person["work"]:
        pen.text(entry["position"], 11, "bold")
        pen.text(f"{entry['name']} | {entry['location']}", 9)
        pen.text(sheet.period(entry), 9, "italic")
        pen.bullets(entry["highlights"], 9)
        pen.down(8)
    pen.text(sheet.heading("education"), 13, "bold")
    pen.down(4)
    for entry in sheet.person["education"]:
        pen.text(sheet.study(entry), 11, "bold")
        pen.text(entry["school"], 9)
        pen.text(sheet.period(entry), 9, "italic")
        pen.down(6)


def sidebar_left(sheet: Sheet) -> bytes:
    """Put a coloured column at the left, the name above the right one."""
    paper = Paper()
    paper.canvas.setFillColor(HexColor(0xDDE4EA))
    paper.canvas.rect(0, 0, 190, HEIGHT, stroke=0, fill=1)
    paper.canvas.setFillColor(HexColor(0x111111))
    _side(sheet, paper.pen(left=24, right=176, top=HEIGHT - 70))
    pen = paper.pen(left=212, right=WIDTH - 36, top=HEIGHT - 64)
    pen.text(sheet.person["name"], 22, "bold")
    pen.text(sheet.person["label"], 12)
    pen.down(14)
    _main(sheet, pen)
    return paper.finish()


def sidebar_right(sheet: Sheet) -> bytes:
    """Put the name across the page, a narrow column at the right."""
    paper = Paper()
    head = paper.pen(left=40)
    head.text(sheet.person["name"].upper(), 26, "bold")
    head.text(sheet.person["label"], 12)
    _main(sheet, paper.pen(left=40, right=380, top=HEIGHT - 130))
    _side(sheet, paper.pen(left=410, right=WIDTH - 30, top=HEIGHT - 130))
    return paper.finish()


def halves(sheet: Sheet) -> bytes:
    """Two columns as wide as each other below a head across the page."""
    paper = Paper(SERIF)
    head = paper.pen(left=40, right=WIDTH - 40)
    head.center(sheet.person["name"], 24, "bold")
    head.center("  ·  ".join(sheet.contact()), 8.5)
    right = paper.pen(left=312, right=WIDTH - 40, top=HEIGHT - 130)
    left = paper.pen(left=40, right=286, top=HEIGHT - 130)
    left.text(sheet.heading("work"), 13, "bold")
    left.down(3)
    for entry in sheet.person["work"]:
        left.text(entry["name"], 10.5, "bold")
        left.at(left.left, entry["position"], 10, "italic")
        left.end(sheet.period(entry), 8)
        left.down(13)
        left.text(" ".join(entry["highlights"]), 9)
        left.down(7)
    for section in ("education", "skills", "spoken", "certificates"):
        right.text(sheet.heading(section), 13, "bold")
        right.down(3)
        for entry in sheet.person["education"] if section == "education" else []:
            right.text(entry["school"], 10.5, "bold")
            right.text(sheet.study(entry), 10)
            right.text(sheet.period(entry), 8)
            right.down(4)
        if section == "skills":
            right.bullets(sheet.person["skills"], 9)
        elif section != "education":
            lists(sheet, right, section, 9)
        right.down(8)
    return paper.finish()


def networked(sheet: Sheet) -> bytes:
    """Print what a professional network makes of a profile: a side column, times with their length, places below."""
    paper = Paper()
    side = paper.pen(left=20, right=200, top=HEIGHT - 60)
    for section in ("contact", "skills", "spoken"):
        side.text(sheet.heading(section), 12)
        side.down(4)
        if section == "contact":
            for text in (sheet.person["phone"], sheet.person["email"], *sheet.links()):
                side.text(text, 9)
        for skill in sheet.person["skills"][:3] if section == "skills" else []:
            side.text(skill, 9)
        for name, level in sheet.person["spoken"] if section == "spoken" else []:
            side.text(f"{name} ({level})", 9)
        side.down(14)
    pen = paper.pen(left=225, right=WIDTH - 30, top=HEIGHT - 60)
    pen.text(sheet.person["name"], 26)
    pen.text(sheet.person["label"], 12)
    pen.text(sheet.town(), 12)
    pen.down(16)
    pen.text(sheet.heading("summary"), 15)
    pen.text(sheet.person["summary"], 11)
    pen.down(14)
    pen.text(sheet.heading("work"), 15)
    for entry in sheet.person["work"]:
        pen.room(80)
        pen.text(entry["name"], 12)
        pen.text(entry["position"], 11)
        pen.text(f"{sheet.period(entry)} (3 {sheet.words['duration']})", 10)
        pen.text(entry["location"], 10)
        pen.down(4)
        pen.text(" ".join(entry["highlights"]), 10)
        pen.down(10)
    pen.text(sheet.heading("education"), 15)
    for entry in sheet.person["education"]:
        pen.room(40)
        pen.text(entry["school"], 12)
        pen.text(
            f"{entry['degree']}, {entry['area']} · ({sheet.period(entry)})"
            if entry["area"]
            else f"{entry['degree']} · ({sheet.period(entry)})",
            10,
        )
        pen.down(8)
    return paper.finish()

"""Résumés as PDF, each function one way people lay them out."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Final

from reportlab.lib.colors import HexColor

from tools.resumes.pen import HEIGHT, SERIF, WIDTH, Paper, Pen, spaced
from tools.resumes.person import Sheet

Entry = dict[str, Any]


def classic(sheet: Sheet) -> bytes:
    """One column, name in the middle, dates at the right edge."""
    paper = Paper()
    pen = paper.pen()
    pen.center(sheet.person["name"], 20, "bold")
    pen.center(" | ".join(sheet.contact()), 9)
    pen.down(8)
    for section in ("summary", "work", "education", "skills", "spoken", "certificates"):
        pen.down(6)
        pen.text(sheet.heading(section).upper(), 11, "bold")
        pen.rule()
        if section == "summary":
            pen.text(sheet.person["summary"])
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(50)
            pen.at(pen.left, entry["position"], 10, "bold")
            pen.end(sheet.period(entry))
            pen.down(13)
            pen.text(f"{entry['name']}, {entry['location']}", 10, "italic")
            pen.bullets(entry["highlights"])
            pen.down(4)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.at(pen.left, sheet.study(entry), 10, "bold")
            pen.end(sheet.period(entry))
            pen.down(13)
            pen.text(entry["school"])
        _lists(sheet, pen, section)
    return paper.finish()


def _lists(sheet: Sheet, pen: Pen, section: str, size: float = 10) -> None:
    if section == "skills":
        pen.text(", ".join(sheet.person["skills"]), size)
    elif section == "spoken":
        pen.text(", ".join(f"{name} ({level})" for name, level in sheet.person["spoken"]), size)
    elif section == "certificates":
        for name, giver, date in sheet.person["certificates"]:
            pen.text(f"{name}, {giver}, {sheet.date(date)}", size)


def dates_left(sheet: Sheet) -> bytes:
    """Dates and labels in a narrow left column, everything else beside them, as LaTeX's moderncv does."""
    paper = Paper(SERIF)
    pen = paper.pen(left=150)
    pen.at(56, sheet.person["name"], 24)
    pen.down(24)
    pen.at(56, sheet.person["label"], 12, "italic")
    pen.down(20)
    for text in sheet.contact():
        pen.end(text, 9)
        pen.down(11)
    for section in ("work", "education", "skills", "spoken"):
        pen.down(10)
        pen.at(150, sheet.heading(section), 14)
        pen.down(18)
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(60)
            pen.at(56, sheet.period(entry), 9)
            pen.runs(
                [
                    (entry["position"], "bold"),
                    (", ", "plain"),
                    (entry["name"], "italic"),
                    (f", {entry['location']}.", "plain"),
                ]
            )
            pen.bullets(entry["highlights"], sign="–")
            pen.down(4)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.at(56, sheet.period(entry), 9)
            pen.runs([(sheet.study(entry), "bold"), (", ", "plain"), (entry["school"], "italic"), (".", "plain")])
        if section == "skills":
            pen.text(", ".join(sheet.person["skills"]))
        for name, level in sheet.person["spoken"] if section == "spoken" else []:
            pen.at(56, name, 10)
            pen.text(level, 10, "italic")
    return paper.finish()


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
            _lists(sheet, right, section, 9)
        right.down(8)
    return paper.finish()


def dense(sheet: Sheet) -> bytes:
    """Small type, an entry's head on one line with its time in brackets, lists with labels."""
    paper = Paper(SERIF)
    pen = paper.pen(left=40, right=WIDTH - 40)
    pen.runs([(sheet.person["name"], "bold"), (" – ", "plain"), (sheet.person["label"], "plain")], 13)
    pen.text(" • ".join(sheet.contact()), 8)
    for section in ("summary", "work", "education", "skills", "spoken"):
        pen.down(3)
        pen.text(sheet.heading(section), 9.5, "bold")
        if section == "summary":
            pen.text(sheet.person["summary"], 8.5)
        for entry in sheet.person["work"] if section == "work" else []:
            pen.runs(
                [
                    (f"{entry['position']}", "bold"),
                    (f", {entry['name']}, {entry['location']} ({sheet.period(entry)})", "plain"),
                ],
                8.5,
            )
            pen.bullets(entry["highlights"], 8.5, sign="-", indent=8)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.text(f"{sheet.study(entry)}, {entry['school']} ({sheet.period(entry)})", 8.5)
        if section in {"skills", "spoken"}:
            _lists(sheet, pen, section, 8.5)
    return paper.finish()


def airy(sheet: Sheet) -> bytes:
    """Much space, headings letter by letter, company and position and time on a line each."""
    paper = Paper()
    pen = paper.pen(left=90, right=WIDTH - 90)
    pen.center(spaced(sheet.person["name"].upper()), 18, leading=2)
    pen.center(sheet.person["label"], 10, leading=2)
    for text in sheet.contact():
        pen.center(text, 9, leading=1.6)
    for section in ("summary", "work", "education", "skills", "spoken"):
        pen.down(26)
        pen.room(80)
        pen.center(spaced(sheet.heading(section).upper()), 10, "bold", leading=2.6)
        if section == "summary":
            pen.text(sheet.person["summary"], 9.5, leading=1.7)
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(90)
            pen.text(entry["name"], 10.5, "bold", leading=1.7)
            pen.text(
                f"{entry['position']}, {entry['location']}" if sheet.places else entry["position"],
                9.5,
                "italic",
                leading=1.7,
            )
            pen.text(sheet.period(entry), 9, leading=1.9)
            for highlight in entry["highlights"]:
                pen.text(highlight, 9.5, leading=1.7)
            pen.down(14)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.room(70)
            pen.text(entry["school"], 10.5, "bold", leading=1.7)
            pen.text(sheet.study(entry), 9.5, "italic", leading=1.7)
            pen.text(sheet.period(entry), 9, leading=1.9)
            pen.down(10)
        if section in {"skills", "spoken"}:
            _lists(sheet, pen, section, 9.5)
    return paper.finish()


def bare(sheet: Sheet) -> bytes:
    """No headings at all: a head, a paragraph, entries."""
    paper = Paper()
    pen = paper.pen()
    pen.text(sheet.person["name"], 16, "bold")
    pen.text(", ".join((sheet.town(), sheet.person["phone"], sheet.person["email"])))
    for link in sheet.links():
        pen.text(link)
    pen.down(10)
    pen.text(sheet.person["summary"])
    for entry in sheet.person["work"]:
        pen.down(10)
        pen.text(f"{entry['position']}, {entry['name']}, {sheet.period(entry)}", 10, "bold")
        pen.bullets(entry["highlights"])
    for entry in sheet.person["education"]:
        pen.down(10)
        pen.text(f"{sheet.study(entry)}, {entry['school']}, {sheet.period(entry)}", 10, "bold")
    pen.down(10)
    pen.text(f"{sheet.heading('skills')}: {', '.join(sheet.person['skills'])}")
    pen.text(f"{sheet.heading('spoken')}: {', '.join(f'{name} ({level})' for name, level in sheet.person['spoken'])}")
    return paper.finish()


def tabular(sheet: Sheet) -> bytes:
    """Follow the German tabular form: personal data as labels and values, then dates beside every entry."""
    paper = Paper()
    pen = paper.pen(left=190)
    labels = sheet.words["labels"]
    pen.at(
        56, {"de": "Lebenslauf", "es": "Curriculum vitae"}.get(sheet.person["language"], "Curriculum Vitae"), 20, "bold"
    )
    pen.down(36)
    pen.at(56, sheet.heading("contact"), 12, "bold")
    pen.down(18)
    rows = [
        ("Name", sheet.person["name"]),
        (labels["address"], sheet.address()),
        (labels["phone"], sheet.person["phone"]),
        (labels["email"], sheet.person["email"]),
        (labels["born"], "03.05.1988"),
    ]
    for label, value in rows:
        pen.at(56, f"{label}:")
        pen.text(value)
    for section in ("work", "education", "skills", "spoken"):
        pen.down(14)
        pen.at(56, sheet.heading(section), 12, "bold")
        pen.down(18)
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(70)
            pen.at(56, sheet.period(entry))
            pen.text(entry["position"], 10, "bold")
            pen.text(f"{entry['name']}, {entry['location']}")
            pen.bullets(entry["highlights"])
            pen.down(6)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.room(40)
            pen.at(56, sheet.period(entry))
            pen.text(entry["school"])
            pen.text(sheet.study(entry), 10, "bold")
            pen.down(6)
        if section == "skills":
            pen.text(", ".join(sheet.person["skills"]))
        for name, level in sheet.person["spoken"] if section == "spoken" else []:
            pen.at(56, name)
            pen.text(level)
    return paper.finish()


def titles_left(sheet: Sheet) -> bytes:
    """Headings in a left margin, their sections beside them."""
    paper = Paper()
    pen = paper.pen(left=180, right=WIDTH - 40)
    pen.at(180, sheet.person["name"], 20, "bold")
    pen.down(18)
    pen.text(f"{sheet.town()}  |  {sheet.person['phone']}  |  {sheet.person['email']}", 9)
    pen.text("  |  ".join(sheet.links()), 9)
    for section in ("summary", "work", "education", "skills", "spoken", "certificates"):
        pen.down(12)
        pen.room(60)
        pen.at(40, sheet.heading(section).upper(), 9, "bold")
        if section == "summary":
            pen.text(sheet.person["summary"])
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(60)
            pen.at(pen.left, entry["name"], 10, "bold")
            pen.end(entry["location"])
            pen.down(13)
            pen.at(pen.left, entry["position"], 10, "italic")
            pen.end(sheet.period(entry), 10, "italic")
            pen.down(13)
            pen.bullets(entry["highlights"])
            pen.down(6)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.at(pen.left, entry["school"], 10, "bold")
            pen.end(sheet.period(entry), 10, "italic")
            pen.down(13)
            pen.text(sheet.study(entry))
            pen.down(4)
        _lists(sheet, pen, section)
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


def company_first(sheet: Sheet) -> bytes:
    """Company in bold with a dash to the position, then place and time between bars, prose below; numbered pages."""
    paper = Paper(SERIF)
    pen = paper.pen()
    pen.text(sheet.person["name"], 18)
    pen.text(f"{sheet.person['email']}   {sheet.person['phone']}", 10)
    pen.text(sheet.address(), 10)
    pen.text("   ".join(sheet.links()), 10)
    for section in ("work", "education", "spoken", "skills"):
        pen.down(12)
        pen.text(f"{sheet.heading(section)}:", 12, "italic")
        pen.down(2)
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(60)
            pen.runs([(entry["name"], "bold"), (" — ", "plain"), (entry["position"], "plain")], 11)
            pen.text(f"{entry['location']} | {sheet.period(entry)}", 10)
            pen.text(" ".join(entry["highlights"]), 10)
            pen.down(6)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.text(f"{sheet.period(entry)}: {sheet.study(entry)}, {entry['school']}", 10)
        if section in {"skills", "spoken"}:
            _lists(sheet, pen, section)
    paper.canvas.setFont("Times-Roman", 8)
    paper.canvas.drawCentredString(WIDTH / 2, 30, f"{sheet.person['name']} – 1/1")
    return paper.finish()


LAYOUTS: Final[dict[str, Callable[[Sheet], bytes]]] = {
    layout.__name__: layout
    for layout in (
        classic,
        dates_left,
        sidebar_left,
        sidebar_right,
        halves,
        dense,
        airy,
        bare,
        tabular,
        titles_left,
        networked,
        company_first,
    )
}

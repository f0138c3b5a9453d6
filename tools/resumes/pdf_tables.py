"""Résumés as PDF whose text stands beside something: dates, labels or headings in a margin."""

from __future__ import annotations

from tools.resumes.pen import SERIF, WIDTH, Paper, lists
from tools.resumes.person import Sheet


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
            pen.cell(56, 140, sheet.period(entry), 9)
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
            low = pen.cell(56, 140, sheet.period(entry), 9)
            pen.runs([(sheet.study(entry), "bold"), (", ", "plain"), (entry["school"], "italic"), (".", "plain")])
            pen.y = min(pen.y, low)
        if section == "skills":
            pen.text(", ".join(sheet.person["skills"]))
        for name, level in sheet.person["spoken"] if section == "spoken" else []:
            pen.at(56, name, 10)
            pen.text(level, 10, "italic")
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
            low = pen.cell(56, 176, sheet.period(entry))
            pen.text(entry["position"], 10, "bold")
            pen.text(f"{entry['name']}, {entry['location']}")
            pen.bullets(entry["highlights"])
            pen.y = min(pen.y, low)
            pen.down(6)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.room(40)
            low = pen.cell(56, 176, sheet.period(entry))
            pen.text(entry["school"])
            pen.text(sheet.study(entry), 10, "bold")
            pen.y = min(pen.y, low)
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
    pen = paper.pen(left=210, right=WIDTH - 40)
    pen.at(210, sheet.person["name"], 20, "bold")
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
        lists(sheet, pen, section)
    return paper.finish()

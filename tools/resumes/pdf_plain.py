"""Résumés as PDF in one column."""

from __future__ import annotations

from tools.resumes.pen import SERIF, WIDTH, Paper, lists, spaced
from tools.resumes.person import Sheet


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
        lists(sheet, pen, section)
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
            lists(sheet, pen, section, 8.5)
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
            lists(sheet, pen, section, 9.5)
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
            lists(sheet, pen, section)
    paper.canvas.setFont("Times-Roman", 8)
    paper.canvas.drawCentredString(WIDTH / 2, 30, f"{sheet.person['name']} – 1/1")
    return paper.finish()

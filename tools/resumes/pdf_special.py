"""Résumés as PDF that follow a form of their own."""

from __future__ import annotations

from tools.resumes.pen import HEIGHT, SERIF, WIDTH, Paper, lists
from tools.resumes.person import Sheet


def nested(sheet: Sheet) -> bytes:
    """Put several positions below one company with its whole time, the place beside the company."""
    paper = Paper()
    pen = paper.pen()
    pen.text(sheet.person["name"], 18, "bold")
    pen.text(" – ".join(sheet.contact()), 8)
    pen.down(8)
    pen.text(sheet.heading("work"), 13, "bold")
    companies: dict[str, list[dict[str, str]]] = {}
    for entry in sheet.truth()["work"]:
        companies.setdefault(entry["name"], []).append(entry)
    entries = {entry["position"]: entry for entry in sheet.person["work"]}
    for company, positions in companies.items():
        pen.room(70)
        first, last = entries[positions[-1]["position"]], entries[positions[0]["position"]]
        pen.at(pen.left, company, 11, "bold")
        if len(positions) > 1:
            pen.end(sheet.period({"start": first["start"], "end": last.get("end", "")}), 10)
        pen.down(14)
        for position in positions:
            entry = entries[position["position"]]
            pen.at(pen.left, entry["position"], 10, "italic")
            pen.end(sheet.period(entry), 10)
            pen.down(13)
            pen.bullets(entry["highlights"])
        pen.down(6)
    pen.text(sheet.heading("education"), 13, "bold")
    for entry in sheet.person["education"]:
        pen.text(f"{sheet.period(entry)}  {sheet.study(entry)}", 10, "bold")
        pen.text(entry["school"])
    for section in ("skills", "spoken"):
        pen.down(8)
        pen.text(sheet.heading(section), 13, "bold")
        lists(sheet, pen, section)
    return paper.finish()


def timeline(sheet: Sheet) -> bytes:
    """Draw signs before the contact data and dots along the entries, times above, skills with rows of dots."""
    paper = Paper()
    pen = paper.pen(left=70, right=WIDTH - 50)
    pen.text(sheet.person["name"], 28, "bold")
    pen.text(sheet.person["label"].upper(), 11)
    pen.down(6)
    signs = {sheet.address(): "\u2302", sheet.person["phone"]: "4", sheet.person["email"]: "5"}
    for number, text in enumerate(sheet.contact()):
        x = 70 + 165 * (number % 3)
        paper.canvas.setFont("ZapfDingbats", 8)
        paper.canvas.drawString(x, pen.y, "\u2706" if text in signs else "\u2794")
        pen.at(x + 14, text, 7.5)
        if number % 3 == 2 or number == len(sheet.contact()) - 1:  # noqa: PLR2004 - three to a row
            pen.down(12)
    for section in ("summary", "work", "education", "skills", "spoken"):
        pen.down(14)
        pen.room(70)
        pen.text(sheet.heading(section), 14, "bold")
        if section == "summary":
            pen.text(sheet.person["summary"])
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(80)
            paper.canvas.circle(60, pen.y + 3, 3, fill=1)
            pen.text(sheet.period(entry).upper(), 8)
            pen.text(entry["position"].upper(), 10, "bold")
            pen.text(f"{entry['name']}, {entry['location']}", 10)
            pen.text(" ".join(entry["highlights"]), 9)
            pen.down(8)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.room(50)
            paper.canvas.circle(60, pen.y + 3, 3, fill=1)
            pen.text(sheet.period(entry).upper(), 8)
            pen.text(sheet.study(entry), 10, "bold")
            pen.text(entry["school"], 10)
            pen.down(8)
        for number, skill in enumerate(sheet.person["skills"] if section == "skills" else []):
            pen.at(pen.left, skill, 10)
            paper.canvas.setFont("ZapfDingbats", 8)
            paper.canvas.drawString(260, pen.y, "\u25cf" * (5 - number % 3) + "\u274d" * (number % 3))
            pen.down(13)
        for name, level in sheet.person["spoken"] if section == "spoken" else []:
            pen.at(pen.left, name, 10)
            pen.at(260, level, 10)
            pen.down(13)
    return paper.finish()


def europass(sheet: Sheet) -> bytes:
    """Follow Europass: bars and capitals, time and place above each entry, mother tongue apart from other languages."""
    paper = Paper()
    pen = paper.pen(left=50, right=WIDTH - 50, top=HEIGHT - 50)
    pen.text(sheet.person["name"], 22, "bold")
    labels = sheet.words["labels"]
    pen.text(f"{labels['email']}: {sheet.person['email']}   {labels['phone']}: {sheet.person['phone']}", 9)
    pen.text(f"{labels['address']}: {sheet.address()}", 9)
    for section in ("work", "education", "spoken"):
        pen.down(12)
        pen.room(60)
        pen.text(sheet.heading(section).upper(), 11, "bold")
        pen.rule()
        for entry in sheet.person["work"] if section == "work" else []:
            pen.room(60)
            pen.text(f"{sheet.period(entry).upper()} {entry['location']}", 8)
            pen.runs([(entry["position"].upper(), "bold"), (f" – {entry['name'].upper()}", "plain")], 10)
            pen.bullets(entry["highlights"], 9)
            pen.down(6)
        for entry in sheet.person["education"] if section == "education" else []:
            pen.room(40)
            pen.text(sheet.period(entry).upper(), 8)
            pen.runs([(sheet.study(entry).upper(), "bold"), (f" – {entry['school']}", "plain")], 10)
            pen.down(6)
        if section == "spoken":
            first, *others = sheet.person["spoken"]
            pen.text(f"{first[0]}: {first[1]}", 9)
            for name, level in others:
                pen.at(pen.left, name.upper(), 9, "bold")
                pen.at(220, level, 9)
                pen.down(12)
    return paper.finish()


def functional(sheet: Sheet) -> bytes:
    """Begin with what the person can, in sentences, and end with bare lists of positions and studies."""
    paper = Paper(SERIF)
    pen = paper.pen(left=80, right=WIDTH - 80)
    pen.center(sheet.person["name"].upper(), 15, "bold")
    for text in sheet.contact():
        pen.center(text, 9)
    pen.down(10)
    pen.text(sheet.heading("skills").upper(), 10, "bold")
    pen.bullets(sheet.person["skills"])
    for section in ("work", "education"):
        pen.down(10)
        pen.text(sheet.heading(section).upper(), 10, "bold")
        for entry in sheet.person[section]:
            told = (
                f"{entry['position']}, {entry['name']}"
                if section == "work"
                else f"{entry['school']}, {sheet.study(entry)}"
            )
            pen.at(pen.left, sheet.period(entry), 9)
            pen.at(pen.left + 170, told, 9)
            pen.down(13)
    pen.down(10)
    pen.text(f"{sheet.heading('spoken')}: {', '.join(f'{name} – {level}' for name, level in sheet.person['spoken'])}")
    return paper.finish()

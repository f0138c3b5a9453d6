"""Résumés as Word documents, each function one way people lay them out."""

from __future__ import annotations

import io
from typing import Any

from docx import Document
from docx.enum.text import WD_TAB_ALIGNMENT
from docx.shared import Cm, Pt
from docx.table import _Cell

from tools.resumes.person import Sheet

Entry = dict[str, Any]
Doc = Any  # the class that `Document` makes has no name in the library's interface


def done(document: Doc) -> bytes:
    """Return the document's bytes."""
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def strong(holder: Doc | _Cell, text: str, size: float | None = None) -> None:
    """Add a paragraph in bold type."""
    run = holder.add_paragraph().add_run(text)
    run.bold = True
    if size:
        run.font.size = Pt(size)


def spoken(sheet: Sheet) -> list[str]:
    """Return the languages with their levels."""
    return [f"{name}: {level}" for name, level in sheet.person["spoken"]]


def certificates(sheet: Sheet) -> list[str]:
    """Return the certificates with who gave them, and when."""
    return [f"{name} – {giver} ({sheet.date(date)})" for name, giver, date in sheet.person["certificates"]]


def styled(sheet: Sheet) -> bytes:
    """Word's own styles: title, headings, list bullets; dates at a tab stop."""
    document = Document()
    document.add_heading(sheet.person["name"], 0)
    document.add_paragraph(" | ".join(sheet.contact()))
    document.add_heading(sheet.heading("summary"), 1)
    document.add_paragraph(sheet.person["summary"])
    document.add_heading(sheet.heading("work"), 1)
    for entry in sheet.person["work"]:
        line = document.add_paragraph()
        line.paragraph_format.tab_stops.add_tab_stop(Cm(15), WD_TAB_ALIGNMENT.RIGHT)
        line.add_run(entry["position"]).bold = True
        line.add_run(f"\t{sheet.period(entry)}")
        document.add_paragraph(f"{entry['name']}, {entry['location']}")
        for highlight in entry["highlights"]:
            document.add_paragraph(highlight, style="List Bullet")
    document.add_heading(sheet.heading("education"), 1)
    for entry in sheet.person["education"]:
        document.add_paragraph(f"{sheet.study(entry)}\t{sheet.period(entry)}")
        document.add_paragraph(entry["school"])
    document.add_heading(sheet.heading("skills"), 1)
    document.add_paragraph(", ".join(sheet.person["skills"]))
    document.add_heading(sheet.heading("spoken"), 1)
    for text in spoken(sheet):
        document.add_paragraph(text, style="List Bullet")
    document.add_heading(sheet.heading("certificates"), 1)
    for text in certificates(sheet):
        document.add_paragraph(text)
    return done(document)


def header_table(sheet: Sheet) -> bytes:
    """Lay the head out as a table of two cells, headings in bold capitals, company before position."""
    document = Document()
    cells = document.add_table(rows=1, cols=2).rows[0].cells
    name = cells[0].paragraphs[0].add_run(sheet.person["name"])
    name.bold, name.font.size = True, Pt(22)
    cells[0].add_paragraph(sheet.person["label"])
    for text in sheet.contact():
        cells[1].add_paragraph(text)
    for section in ("work", "education", "skills", "spoken"):
        strong(document, sheet.heading(section).upper())
        for entry in sheet.person["work"] if section == "work" else []:
            document.add_paragraph(f"{entry['name']} | {entry['position']} | {sheet.period(entry)}")
            for highlight in entry["highlights"]:
                document.add_paragraph(f"• {highlight}")
        for entry in sheet.person["education"] if section == "education" else []:
            document.add_paragraph(f"{entry['school']} | {sheet.study(entry)} | {sheet.period(entry)}")
        if section == "skills":
            document.add_paragraph(" • ".join(sheet.person["skills"]))
        if section == "spoken":
            document.add_paragraph(", ".join(spoken(sheet)).replace(":", " –"))
    return done(document)


def dated_table(sheet: Sheet) -> bytes:
    """Make a table per section: times in the left cell, everything else in the right one."""
    document = Document()
    strong(document, sheet.person["name"], 20)
    for text in sheet.contact():
        document.add_paragraph(text)
    for section in ("work", "education"):
        document.add_heading(sheet.heading(section), 2)
        table = document.add_table(rows=0, cols=2)
        for entry in sheet.person[section]:
            left, right = table.add_row().cells
            left.text = sheet.period(entry)
            head = right.paragraphs[0].add_run(entry["position"] if section == "work" else sheet.study(entry))
            head.bold = True
            right.add_paragraph(f"{entry['name']}, {entry['location']}" if section == "work" else entry["school"])
            for highlight in entry.get("highlights", []):
                right.add_paragraph(highlight, style="List Bullet")
    document.add_heading(sheet.heading("spoken"), 2)
    table = document.add_table(rows=0, cols=2)
    for name, level in sheet.person["spoken"]:
        left, right = table.add_row().cells
        left.text, right.text = name, level
    document.add_heading(sheet.heading("skills"), 2)
    for skill in sheet.person["skills"]:
        document.add_paragraph(skill, style="List Bullet")
    return done(document)


def sidebar_table(sheet: Sheet) -> bytes:
    """One table of two cells for the whole page: a side column and the main one."""
    document = Document()
    side, main = document.add_table(rows=1, cols=2).rows[0].cells
    for section in ("contact", "skills", "spoken", "certificates"):
        strong(side, sheet.heading(section), 12)
        texts = {
            "contact": sheet.contact(),
            "skills": sheet.person["skills"],
            "spoken": spoken(sheet),
            "certificates": certificates(sheet),
        }[section]
        for text in texts:
            side.add_paragraph(text)
    strong(main, sheet.person["name"], 24)
    main.add_paragraph(sheet.person["label"])
    strong(main, sheet.heading("summary"), 12)
    main.add_paragraph(sheet.person["summary"])
    strong(main, sheet.heading("work"), 12)
    for entry in sheet.person["work"]:
        strong(main, entry["position"])
        main.add_paragraph(f"{entry['name']} – {entry['location']}")
        main.add_paragraph(sheet.period(entry))
        for highlight in entry["highlights"]:
            main.add_paragraph(highlight, style="List Bullet")
    strong(main, sheet.heading("education"), 12)
    for entry in sheet.person["education"]:
        strong(main, sheet.study(entry))
        main.add_paragraph(entry["school"])
        main.add_paragraph(sheet.period(entry))
    return done(document)


def plain(sheet: Sheet) -> bytes:
    """No headings and no styles, lines typed one below the other, empty lines between."""
    document = Document()
    document.add_paragraph(sheet.person["name"])
    document.add_paragraph(sheet.address())
    document.add_paragraph(sheet.person["phone"])
    document.add_paragraph(sheet.person["email"])
    for link in sheet.links():
        document.add_paragraph(link)
    document.add_paragraph("")
    document.add_paragraph(sheet.person["summary"])
    for entry in sheet.person["work"]:
        document.add_paragraph("")
        document.add_paragraph(sheet.period(entry))
        document.add_paragraph(f"{entry['position']}, {entry['name']}, {entry['location']}")
        for highlight in entry["highlights"]:
            document.add_paragraph(f"- {highlight}")
    for entry in sheet.person["education"]:
        document.add_paragraph("")
        document.add_paragraph(sheet.period(entry))
        document.add_paragraph(f"{sheet.study(entry)}, {entry['school']}")
    return done(document)


def broken_lines(sheet: Sheet) -> bytes:
    """Every entry one paragraph with line breaks in it."""
    document = Document()
    document.add_paragraph(f"{sheet.person['name']}\n{sheet.person['label']}")
    document.add_paragraph("\n".join(sheet.contact()))
    strong(document, sheet.heading("work"), 13)
    for entry in sheet.person["work"]:
        lines = [
            f"{entry['position']} @ {entry['name']}",
            f"{sheet.period(entry)}, {entry['location']}",
            *(f"– {text}" for text in entry["highlights"]),
        ]
        document.add_paragraph("\n".join(lines))
    strong(document, sheet.heading("education"), 13)
    for entry in sheet.person["education"]:
        document.add_paragraph(f"{entry['school']}\n{sheet.study(entry)}, {sheet.period(entry)}")
    strong(document, sheet.heading("skills"), 13)
    document.add_paragraph("\n".join(sheet.person["skills"]))
    strong(document, sheet.heading("spoken"), 13)
    document.add_paragraph("\n".join(spoken(sheet)))
    return done(document)


def page_header(sheet: Sheet) -> bytes:
    """Name and contact data in the page's header; bold position, company and place after it in one line."""
    document = Document()
    head = document.sections[0].header
    head.paragraphs[0].text = sheet.person["name"]
    head.add_paragraph(" · ".join(sheet.contact()))
    for section in ("summary", "work", "education", "skills", "spoken"):
        document.add_heading(sheet.heading(section), 3)
        if section == "summary":
            document.add_paragraph(sheet.person["summary"])
        for entry in sheet.person["work"] if section == "work" else []:
            line = document.add_paragraph()
            line.add_run(entry["position"]).bold = True
            line.add_run(f", {entry['name']}, {entry['location']}")
            document.add_paragraph(sheet.period(entry)).runs[0].italic = True
            document.add_paragraph(" ".join(entry["highlights"]))
        for entry in sheet.person["education"] if section == "education" else []:
            line = document.add_paragraph()
            line.add_run(sheet.study(entry)).bold = True
            line.add_run(f", {entry['school']}")
            document.add_paragraph(sheet.period(entry)).runs[0].italic = True
        if section == "skills":
            document.add_paragraph("; ".join(sheet.person["skills"]))
        if section == "spoken":
            document.add_paragraph("; ".join(spoken(sheet)))
    return done(document)


def education_first(sheet: Sheet) -> bytes:
    """Put education above work as graduates do, times at the beginning of lines."""
    document = Document()
    document.add_paragraph(
        {"de": "LEBENSLAUF", "fr": "CURRICULUM VITÆ"}.get(sheet.person["language"], "CURRICULUM VITAE")
    )
    strong(document, sheet.person["name"].upper(), 16)
    labels = sheet.words["labels"]
    document.add_paragraph(f"{labels['address']}: {sheet.address()}")
    document.add_paragraph(f"{labels['phone']}: {sheet.person['phone']}")
    document.add_paragraph(f"{labels['email']}: {sheet.person['email']}")
    for section in ("education", "work", "spoken", "certificates"):
        strong(document, sheet.heading(section).upper())
        for entry in sheet.person["education"] if section == "education" else []:
            document.add_paragraph(f"{sheet.period(entry)}\t{sheet.study(entry)}")
            document.add_paragraph(f"\t{entry['school']}")
        for entry in sheet.person["work"] if section == "work" else []:
            document.add_paragraph(f"{sheet.period(entry)}\t{entry['position']}, {entry['name']} ({entry['location']})")
            for highlight in entry["highlights"]:
                document.add_paragraph(highlight, style="List Bullet 2")
        for text in spoken(sheet) if section == "spoken" else []:
            document.add_paragraph(text)
        for text in certificates(sheet) if section == "certificates" else []:
            document.add_paragraph(text)
    return done(document)

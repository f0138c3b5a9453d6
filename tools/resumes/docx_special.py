"""Résumés as Word documents whose text does not simply stand in paragraphs."""

from __future__ import annotations

from docx import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls
from docx.oxml.xmlchemy import BaseOxmlElement

from tools.resumes.docx_layouts import certificates, done, spoken, strong
from tools.resumes.person import Sheet

_BOX = (
    '<w:r {names}><mc:AlternateContent xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006">'
    '<mc:Choice Requires="wps"><w:drawing><w:txbxContent>{inside}</w:txbxContent></w:drawing></mc:Choice>'
    "<mc:Fallback><w:pict><w:txbxContent>{inside}</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"
)


def boxed(sheet: Sheet) -> bytes:
    """Put contact data, skills and languages into a text box that hangs on the first paragraph."""
    document = Document()
    title = document.add_paragraph()
    title.add_run(sheet.person["name"]).bold = True
    texts = [sheet.heading("contact"), *sheet.contact(), sheet.heading("skills"), *sheet.person["skills"]]
    texts += [sheet.heading("spoken"), *spoken(sheet)]
    inside = "".join(f"<w:p><w:r><w:t>{text.replace('&', '&amp;')}</w:t></w:r></w:p>" for text in texts)
    anchor = document.add_paragraph()
    anchor._p.append(parse_xml(_BOX.format(names=nsdecls("w"), inside=inside)))  # noqa: SLF001 - no public way
    strong(document, sheet.heading("work"), 14)
    for entry in sheet.person["work"]:
        document.add_paragraph(f"{sheet.period(entry)} | {entry['name']}, {entry['location']}")
        strong(document, entry["position"])
        for highlight in entry["highlights"]:
            document.add_paragraph(highlight, style="List Bullet")
    strong(document, sheet.heading("education"), 14)
    for entry in sheet.person["education"]:
        document.add_paragraph(f"{sheet.period(entry)} | {entry['school']}")
        strong(document, sheet.study(entry))
    return done(document)


def controls(sheet: Sheet) -> bytes:
    """Put every entry into a content control, as Word's own templates do."""
    document = Document()
    document.add_paragraph(sheet.person["name"], style="Title")
    document.add_paragraph("  ".join(sheet.contact()))
    for section in ("work", "education", "certificates", "spoken"):
        document.add_heading(sheet.heading(section), 1)
        for entry in sheet.person[section] if section in {"work", "education"} else []:
            start = len(document.element.body)
            document.add_heading(sheet.period(entry), 2)
            if section == "work":
                document.add_heading(f"{entry['position']} / {entry['name']} / {entry['location']}", 3)
                document.add_paragraph(" ".join(entry["highlights"]))
            else:
                document.add_heading(f"{sheet.study(entry)} / {entry['school']}", 3)
            _wrap(document.element.body, start - 1)
        for text in certificates(sheet) if section == "certificates" else []:
            document.add_paragraph(text)
        if section == "spoken":
            document.add_paragraph(" | ".join(spoken(sheet)))
    return done(document)


def _wrap(body: BaseOxmlElement, start: int) -> None:
    """Move the paragraphs from `start` on into a content control; the last child is the section's properties."""
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    for paragraph in list(body)[start:-1]:
        content.append(paragraph)
    control.append(content)
    body.insert(start, control)


def form(sheet: Sheet) -> bytes:
    """Fill a form: a table with a row for each label, one table for each position."""
    document = Document()
    labels = sheet.words["labels"]
    table = document.add_table(rows=0, cols=2)
    rows = [("Name", sheet.person["name"]), (labels["address"], sheet.address())]
    rows += [(labels["phone"], sheet.person["phone"]), (labels["email"], sheet.person["email"])]
    for label, value in rows:
        left, right = table.add_row().cells
        left.text, right.text = label, value
    for section in ("work", "education"):
        strong(document, sheet.heading(section))
        for entry in sheet.person[section]:
            table = document.add_table(rows=0, cols=2)
            left, right = table.add_row().cells
            left.text = sheet.period(entry)
            right.text = entry["position"] if section == "work" else sheet.study(entry)
            left, right = table.add_row().cells
            right.text = entry["name"] if section == "work" else entry["school"]
            if section == "work":
                left.text = entry["location"]
            for highlight in entry.get("highlights", []):
                left, right = table.add_row().cells
                right.paragraphs[0].style = document.styles["List Bullet"]
                right.paragraphs[0].add_run(highlight)
    strong(document, sheet.heading("spoken"))
    for text in spoken(sheet):
        document.add_paragraph(text)
    return done(document)

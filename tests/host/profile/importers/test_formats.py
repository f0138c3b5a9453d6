"""What is taken, what is refused, and with which words."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
import zlib

import pypdf
import pytest
from docx import Document
from reportlab.pdfgen.canvas import Canvas

from fillwright.errors import InvalidProfile, NotJson, TooLarge, UnreadableFile
from fillwright.profile import sample_profile
from fillwright.profile.importers import MAX_BYTES, import_resume

TEXT = ["Ada Example", "ada@example.com", "Experience", "Engineer, Example Robotics GmbH, 2019 – 2021"]


def pdf(lines: list[str] = TEXT) -> bytes:
    out = io.BytesIO()
    canvas = Canvas(out)
    for number, line in enumerate(lines):
        canvas.drawString(72, 780 - 16 * number, line)
    canvas.rect(50, 50, 10, 10)
    canvas.save()
    return out.getvalue()


def docx(lines: list[str] = TEXT) -> bytes:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (sample_profile(), "json-resume"),
        (b"\xef\xbb\xbf{}", "json-resume"),
        (b"cv:\n  name: Ada Example\n", "rendercv"),
        (b"# mine\ndesign:\n  theme: classic\ncv:\n  name: Ada Example\n", "rendercv"),
        (packed({"Profile.csv": b"First Name,Last Name\nAda,Example\n"}), "linkedin"),
        (pdf(), "pdf"),
        (b"\n\n" + pdf(), "pdf"),
        (docx(), "docx"),
    ],
)
def test_the_content_tells_the_format(data: bytes, kind: str) -> None:
    assert import_resume(data, "resume.bin").format == kind


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "empty"),
        (b"  \n", "empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "save it as .docx"),
        (b"{\\rtf1 Ada}", "Rich Text"),
        (b"Ada Example, engineer", "none of the formats"),
        (b"\x89PNG\r\n\x1a\n", "none of the formats"),
        (packed({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "OpenDocument"),
        (packed({"photo.jpg": b"x"}), "no LinkedIn data export"),
    ],
)
def test_other_formats_are_refused_with_the_way_out(data: bytes, words: str) -> None:
    with pytest.raises(UnreadableFile, match=words):
        import_resume(data, "file")


def test_a_file_over_ten_mebibytes_is_too_large() -> None:
    with pytest.raises(TooLarge, match="10 MiB"):
        import_resume(b"%PDF-1.7" + bytes(MAX_BYTES))


def test_a_pdf_with_a_password_is_refused() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("secret", algorithm="AES-256")
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(UnreadableFile, match="password"):
        import_resume(out.getvalue())


def test_a_pdf_that_may_only_not_be_printed_is_read() -> None:
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    writer.encrypt("", owner_password="secret", algorithm="AES-256")  # noqa: S106 - an invented one
    out = io.BytesIO()
    writer.write(out)
    assert import_resume(out.getvalue()).profile["basics"]["email"] == "ada@example.com"


def test_a_scan_is_told_apart() -> None:
    with pytest.raises(UnreadableFile, match="no text, as a scan"):
        import_resume(pdf([]))


@pytest.mark.parametrize("data", [b"%PDF-1.7", b"%PDF-1.7\nnonsense", pdf()[:400]])
def test_a_broken_pdf_is_refused(data: bytes) -> None:
    with pytest.raises(UnreadableFile, match="broken"):
        import_resume(data)


def test_a_pdf_stream_that_unpacks_to_too_much_is_refused() -> None:
    bomb = zlib.compress(bytes(48 * 1024 * 1024), 9)
    writer = pypdf.PdfWriter(clone_from=io.BytesIO(pdf()))
    stream = pypdf.generic.StreamObject()
    stream[pypdf.generic.NameObject("/Filter")] = pypdf.generic.NameObject("/FlateDecode")
    stream._data = bomb  # noqa: SLF001 - a stream that lies has to be made by hand
    writer._add_object(stream)  # noqa: SLF001 - as above
    out = io.BytesIO()
    writer.write(out)
    assert len(out.getvalue()) < 200_000
    with pytest.raises(TooLarge, match="32 MiB"):
        import_resume(out.getvalue())


def test_a_pdf_of_too_many_pages_is_refused() -> None:
    writer = pypdf.PdfWriter()
    for _ in range(31):
        writer.add_blank_page(100, 100)
    out = io.BytesIO()
    writer.write(out)
    with pytest.raises(TooLarge, match="31 pages"):
        import_resume(out.getvalue())


def test_a_zip_bomb_is_refused_unopened() -> None:
    bomb = packed({"word/document.xml": bytes(65 * 1024 * 1024)})
    assert len(bomb) < 100_000
    with pytest.raises(TooLarge, match="64 MiB"):
        import_resume(bomb)


def test_a_zip_of_too_many_members_is_refused() -> None:
    with pytest.raises(TooLarge):
        import_resume(packed({f"{number}.csv": b"" for number in range(2_001)}))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16"])
def test_xml_entities_are_refused(encoding: str) -> None:
    declared = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE x [<!ENTITY a "aaaa">]>'
    document = f'{declared}<w:document xmlns:w="x">&a;</w:document>'
    with zipfile.ZipFile(io.BytesIO(docx())) as good:
        members = {name: good.read(name) for name in good.namelist()}
    members["word/document.xml"] = document.encode(encoding)
    with pytest.raises(UnreadableFile, match="entities"):
        import_resume(packed(members))


@pytest.mark.parametrize("document", [b"<oops", b"<w:document/>", b""])
def test_a_broken_word_document_is_refused(document: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(docx())) as good:
        members = {name: good.read(name) for name in good.namelist()}
    with pytest.raises(UnreadableFile):
        import_resume(packed({**members, "word/document.xml": document}))


def test_a_cut_off_zip_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="broken"):
        import_resume(docx()[:2_000])


def test_a_word_document_without_text_is_refused() -> None:
    with pytest.raises(UnreadableFile, match="no text"):
        import_resume(docx([]))


def test_a_book_is_no_resume() -> None:
    with pytest.raises(TooLarge, match="characters"):
        import_resume(docx(["word " * 300] * 250))


def test_an_endless_line_is_left_alone_and_told() -> None:
    imported = import_resume(docx([*TEXT, "2019 – " * 2_000]))
    assert imported.profile["basics"]["email"] == "ada@example.com"
    assert imported.not_understood[-1].startswith("paragraph 5: 2019 – 2019")


def test_broken_json_names_its_line() -> None:
    with pytest.raises(NotJson, match="line 2"):
        import_resume(b'{\n"basics": oops}')


def test_a_json_resume_that_breaks_a_rule_names_the_place() -> None:
    with pytest.raises(InvalidProfile, match="line 1"):
        import_resume(b'{"work": [{"startDate": "soon"}]}')


def test_a_json_resume_tells_what_is_not_used() -> None:
    imported = import_resume(
        json.dumps({"basics": {"name": "Ada Example"}, "meta": {"v": 1}, "pets": ["cat"]}).encode()
    )
    assert imported.not_understood == ["pets: kept, but not used"]
    assert [(found.path, found.value) for found in imported.found if found.path.startswith("basics")] == [
        ("basics.name", "Ada Example")
    ]


def test_an_error_notes_the_file() -> None:
    with pytest.raises(UnreadableFile) as caught:
        import_resume(b"", "cv.pdf")
    assert caught.value.__notes__ == ["cv.pdf"]


def test_the_readers_are_imported_only_when_needed() -> None:
    code = (
        "import sys, fillwright.profile.importers\n"
        "slow = {'pypdf', 'pdfminer', 'docx', 'lxml', 'yaml', 'phonenumbers', 'pycountry', 'csv'}\n"
        "print(sorted(slow & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"

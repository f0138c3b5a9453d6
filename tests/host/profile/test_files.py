"""The files beside the profile."""

import unicodedata
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fillwright.errors import InvalidRequest, NotFound, TooLarge
from fillwright.profile import MAX_BYTES, ProfileFiles, harmless_name


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "default"


@pytest.fixture
def files(folder: Path) -> ProfileFiles:
    return ProfileFiles(folder)


def test_without_a_folder_nothing_is_stored(files: ProfileFiles) -> None:
    assert files.list() == []


def test_what_is_put_is_got(files: ProfileFiles) -> None:
    stored = files.put("cv.pdf", b"%PDF")
    assert (stored.name, stored.size) == ("cv.pdf", 4)
    assert files.get("cv.pdf") == b"%PDF"
    assert files.list() == [stored]


def test_a_second_put_replaces_the_first(files: ProfileFiles) -> None:
    files.put("cv.pdf", b"old")
    files.put("cv.pdf", b"new")
    assert files.get("cv.pdf") == b"new"
    assert len(files.list()) == 1


def test_what_is_deleted_is_gone(files: ProfileFiles) -> None:
    files.put("cv.pdf", b"x")
    files.delete("cv.pdf")
    assert files.list() == []
    with pytest.raises(NotFound):
        files.delete("cv.pdf")


def test_a_file_laid_there_by_hand_is_stored(files: ProfileFiles, folder: Path) -> None:
    folder.mkdir()
    (folder / "letter.txt").write_bytes(b"x")
    assert [each.name for each in files.list()] == ["letter.txt"]


@pytest.mark.parametrize("name", ["profile.json", ".profile.json.last-good", "profile.json.invalid-20260101T000000Z"])
def test_the_profile_s_own_files_are_not_among_them(files: ProfileFiles, folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / name).write_bytes(b"{}")
    assert files.list() == []
    with pytest.raises(NotFound):
        files.get(name)
    with pytest.raises(NotFound):
        files.delete(name)
    assert (folder / name).exists()


@pytest.mark.parametrize("name", ["profile.json", "PROFILE.JSON", "x/profile.json", "profile.json.bak"])
def test_a_file_can_t_take_the_profile_s_place(files: ProfileFiles, name: str) -> None:
    with pytest.raises(InvalidRequest):
        files.put(name, b"{}")


@pytest.mark.parametrize(
    "name", ["../secret", "..\\secret", "/etc/passwd", "a/../../secret", "", ".", "..", "secret\x00", "sub/secret"]
)
def test_no_name_leads_out_of_the_folder(files: ProfileFiles, folder: Path, name: str) -> None:
    folder.mkdir()
    (folder / "sub").mkdir()
    (folder / "sub" / "secret").write_bytes(b"x")
    (folder.parent / "secret").write_bytes(b"x")
    with pytest.raises(NotFound):
        files.get(name)
    with pytest.raises(NotFound):
        files.delete(name)


def test_a_link_that_leads_out_is_not_followed(files: ProfileFiles, folder: Path) -> None:
    folder.mkdir()
    (folder.parent / "secret").write_bytes(b"x")
    (folder / "cv.pdf").symlink_to(folder.parent / "secret")
    assert files.list() == []
    with pytest.raises(NotFound):
        files.get("cv.pdf")


def test_a_put_over_a_link_replaces_the_link(files: ProfileFiles, folder: Path) -> None:
    folder.mkdir()
    (folder.parent / "secret").write_bytes(b"old")
    (folder / "cv.pdf").symlink_to(folder.parent / "secret")
    files.put("cv.pdf", b"new")
    assert (folder.parent / "secret").read_bytes() == b"old"
    assert files.get("cv.pdf") == b"new"


def test_ten_mebibytes_fit_and_no_byte_more(files: ProfileFiles) -> None:
    assert files.put("cv.pdf", bytes(MAX_BYTES)).size == 10 * 1024 * 1024
    with pytest.raises(TooLarge):
        files.put("cv.pdf", bytes(MAX_BYTES + 1))


def test_an_empty_file_is_refused(files: ProfileFiles) -> None:
    with pytest.raises(InvalidRequest):
        files.put("cv.pdf", b"")


def test_both_forms_of_an_umlaut_name_one_file(files: ProfileFiles) -> None:
    files.put(unicodedata.normalize("NFD", "Lebensläufe.pdf"), b"x")
    assert files.get(unicodedata.normalize("NFD", "Lebensläufe.pdf")) == b"x"
    assert files.get(unicodedata.normalize("NFC", "Lebensläufe.pdf")) == b"x"


@pytest.mark.parametrize(
    ("name", "harmless"),
    [
        ("cv.pdf", "cv.pdf"),
        ("Lebenslauf Leonie (2026).pdf", "Lebenslauf Leonie (2026).pdf"),
        ("C:\\Users\\me\\cv.pdf", "cv.pdf"),
        ("../../cv.pdf", "cv.pdf"),
        (".cv.pdf", "cv.pdf"),
        ("cv.pdf. ", "cv.pdf"),
        ('a<b>:"c|?*.pdf', "a_b___c___.pdf"),
        ("con", "_con"),
        ("LPT1.txt", "_LPT1.txt"),
        ("cv\u202efdp.exe", "cvfdp.exe"),
        ("cv\n\x7f.pdf", "cv_.pdf"),
    ],
)
def test_a_name_is_made_harmless(name: str, harmless: str) -> None:
    assert harmless_name(name) == harmless


def test_a_long_name_keeps_its_ending() -> None:
    name = harmless_name("ü" * 300 + ".pdf")
    assert name.endswith("ü.pdf")
    assert len(name.encode()) <= 150


def test_a_long_ending_is_cut() -> None:
    assert len(harmless_name("a." + "b" * 300).encode()) <= 150


@given(name=st.text(max_size=200))
def test_any_name_becomes_one_plain_name_or_is_refused(name: str) -> None:
    try:
        plain = harmless_name(name)
    except InvalidRequest:
        return
    assert PurePosixPath(plain).name == plain
    assert PureWindowsPath(plain).name == plain
    assert not plain.startswith(".")
    assert harmless_name(plain) == plain

from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from fillwright.config import load_settings
from fillwright.paths import Home
from fillwright.profile import ProfileStore, sample_profile
from tests.host.cli.said import Run
from tools.resumes.make import resumes


@pytest.fixture
def file(tmp_path: Path) -> Path:
    file = tmp_path / "resume.json"
    file.write_bytes(sample_profile())
    return file


def test_import_keeps_the_file_as_it_is(run: Run, home: Home, file: Path) -> None:
    assert run("profile", "import", str(file)).code == 0
    assert ProfileStore(home).path.read_bytes() == sample_profile()


def test_import_reads_stdin(run: Run, home: Home) -> None:
    assert run("profile", "import", "-", stdin=b'{"basics": {"name": "Ada Example"}}').code == 0
    assert ProfileStore(home).load().basics.name == "Ada Example"


def test_import_of_a_plain_resume_leaves_application_as_it_was(run: Run, person: Home) -> None:
    before = ProfileStore(person).load().application
    run("profile", "import", "-", stdin=b'{"basics": {"name": "Ada Example"}}')
    after = ProfileStore(person).load()
    assert (after.basics.name, after.application) == ("Ada Example", before)


def test_an_imported_profile_is_its_owners_alone(run: Run, home: Home, file: Path) -> None:
    run("profile", "import", str(file))
    assert stat.S_IMODE(ProfileStore(home).path.stat().st_mode) == 0o600


def test_an_unsound_profile_replaces_nothing(run: Run, home: Home, file: Path) -> None:
    run("profile", "import", str(file))
    said = run("--json", "profile", "import", "-", stdin=b'{"work": [{"startDate": "soon"}]}')
    assert (said.code, said.error["code"], said.error["field"]) == (1, "invalid_profile", "work[0].startDate")
    assert ProfileStore(home).path.read_bytes() == sample_profile()


def test_a_resume_becomes_the_profile(run: Run, home: Home, tmp_path: Path) -> None:
    resume = next(resumes())
    (tmp_path / "cv.pdf").write_bytes(resume.data)
    said = run("profile", "import", str(tmp_path / "cv.pdf"))
    assert (said.code, said.out.splitlines()[0]) == (0, f"Kept as {ProfileStore(home).path}.")
    assert f"{len(resume.truth['work'])} of work" in said.out
    assert ProfileStore(home).load().basics.email == resume.truth["basics"]["email"]


def test_import_lists_what_was_not_understood(run: Run) -> None:
    resume = b"cv:\n  name: Ada Example\n  sections:\n    riddles:\n      - A riddle\n"
    assert run("profile", "import", "-", stdin=resume).out.endswith("Not understood:\n  line 5: riddles: A riddle\n")
    told = run("--json", "profile", "import", "-", stdin=resume).json
    assert told["found"] == [{"path": "basics.name", "value": "Ada Example", "where": "line 2"}]
    assert (told["format"], told["not_understood"]) == ("rendercv", ["line 5: riddles: A riddle"])


def test_what_cannot_be_imported_is_said_with_the_way_out(run: Run, home: Home) -> None:
    said = run("profile", "import", "-", stdin=b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
    assert said.code == 1
    assert "save it as .docx" in said.err
    assert not ProfileStore(home).path.exists()


def test_a_missing_file_is_named(run: Run) -> None:
    said = run("profile", "import", "nowhere.json")
    assert (said.code, said.err) == (1, "fillwright: nowhere.json: No such file or directory.\n")


@pytest.mark.usefixtures("person")
def test_show_writes_the_profile_as_it_is_kept(run: Run) -> None:
    assert run("profile", "show").out == sample_profile().decode()
    assert run("profile", "show", "--json").json == json.loads(sample_profile())


def test_show_spells_control_characters_out(run: Run, home: Home) -> None:
    ProfileStore(home).save(b'{"basics": {"name": "\xc2\x9b2J"}}')
    assert run("profile", "show").out == '{"basics": {"name": "\\x9b2J"}}\n'


def test_show_without_a_profile_says_how_to_get_one(run: Run) -> None:
    said = run("profile", "show")
    assert said.code == 1
    assert said.err.endswith("import one with `fillwright profile import FILE`.\n")


def test_show_with_json_names_the_line_of_broken_json(run: Run, home: Home) -> None:
    ProfileStore(home).save(b"{}")
    ProfileStore(home).path.write_bytes(b"{\n oops")
    said = run("profile", "show", "--json")
    assert said.code == 1
    assert "line 2" in said.error["message"]


@pytest.mark.usefixtures("person")
def test_validate_finds_a_sound_profile_sound(run: Run) -> None:
    assert run("profile", "validate").out == "The profile is sound.\n"
    assert run("profile", "validate", "--json").json == {"valid": True}


def test_validate_names_what_is_wrong(run: Run) -> None:
    said = run("profile", "validate", "-", stdin=b'{"basics": {"name": 5}}')
    assert said.code == 1
    assert "basics.name" in said.err


def test_validate_answers_in_json(run: Run) -> None:
    said = run("profile", "validate", "-", "--json", stdin=b"oops")
    assert (said.code, said.json["valid"], said.json["error"]["code"]) == (1, False, "not_json")


def test_path_is_where_import_keeps_it(run: Run, home: Home) -> None:
    assert run("profile", "path").out == f"{ProfileStore(home).path}\n"
    assert run("profile", "path", "--name", "second", "--json").json == {
        "profile": "second",
        "path": str(ProfileStore(home, "second").path),
    }


def test_use_makes_another_profile_the_active_one(run: Run, home: Home) -> None:
    assert run("profile", "use", "second").code == 0
    assert run("profile", "path").out == f"{ProfileStore(home, 'second').path}\n"


def test_use_refuses_a_name_that_is_no_name(run: Run) -> None:
    said = run("profile", "use", "../up", "--json")
    assert (said.code, said.error["code"]) == (1, "invalid_settings")


def test_home_on_the_command_line_comes_before_the_environment(run: Run, tmp_path: Path) -> None:
    other = tmp_path / "other"
    assert run("profile", "path", "--home", str(other)).out.startswith(str(other))


def test_import_keeps_the_file_as_the_resume_to_upload(run: Run, home: Home, tmp_path: Path) -> None:
    resume = next(resumes())
    (tmp_path / "cv.pdf").write_bytes(resume.data)
    said = run("profile", "import", str(tmp_path / "cv.pdf"))
    assert "The file is kept as cv.pdf, the résumé to upload.\n" in said.out
    store = ProfileStore(home)
    assert store.load().application.files == {"resume": "cv.pdf"}
    assert store.files.get("cv.pdf") == resume.data


def test_import_with_no_file_keeps_none(run: Run, home: Home, tmp_path: Path) -> None:
    (tmp_path / "cv.pdf").write_bytes(next(resumes()).data)
    assert run("profile", "import", "--no-file", str(tmp_path / "cv.pdf"), "--json").json["file"] is None
    assert ProfileStore(home).files.list() == []


def test_the_first_profile_imported_under_a_name_becomes_the_active_one(run: Run, home: Home, file: Path) -> None:
    assert run("profile", "import", str(file), "--name", "lead", "--json").json["active"] is True
    assert load_settings(home).profile == "lead"


@pytest.mark.usefixtures("person")
def test_a_later_one_says_how_to_use_it(run: Run, home: Home, file: Path) -> None:
    said = run("profile", "import", str(file), "--name", "lead")
    assert said.out.endswith("Another profile is active; to use this one: `fillwright profile use lead`.\n")
    assert load_settings(home).profile == "default"

"""Feedback goes back in one upload: each page lands in its student's folder, or its student is named."""

import pytest
from downloads import table
from tiny import SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.course import CourseError, files
from autograder.handback.upload import pack_feedback
from autograder.intake import archive, platforms
from autograder.intake.roster import read_roster

WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum Grade","Last modified (grade)"',
    'Participant 101,"Ada Lovelace",ada,Submitted,,15.00,-',
    'Participant 102,"Bob ../B_ö Müller",bob,Submitted,,15.00,-',
    'Participant 103,"Carl Nobody",carl,"No submission",,15.00,-',
)
STATUS = (
    "update,usr_id,login,lastname,firstname,status,mark,notice,comment,plagiarism,plag_comment",
    "0,501,ada,Lovelace,Ada,notgraded,,,,,",
    "0,502,bob,Müller,Bob,notgraded,,,,,",
)


@pytest.fixture
def paged(course):
    for student in ("ada", "bob", "zoe"):
        hand_in(course, student, filled(course))
        files.write(course.feedback(SHEET, student), f"<p>for {student}")
    return course


@pytest.mark.parametrize(("platform", "lines"), [("moodle", WORKSHEET), ("ilias", STATUS)])
def test_every_page_is_read_back_as_its_students(paged, tmp_path, platform, lines):
    path = table(tmp_path / "t.csv", *lines)
    packed = pack_feedback(paged, SHEET, platform, path)
    assert (packed.students, packed.left_out) == (["ada", "bob"], ["zoe"])
    roster = read_roster(path)
    with archive.opened(packed.path) as found:
        layout, handed = platforms.recognized(found, [SHEET])
        assert layout == platform and len(handed) == 2
        for one in handed:
            [person] = roster.find(one.ids, one.sender)
            assert one.file.read().decode() == f"<p>for {person.student}"
            assert one.name == f"{SHEET}.html" and ".." not in one.file.path
    first = packed.path.read_bytes()
    assert pack_feedback(paged, SHEET, platform, path).path.read_bytes() == first


def test_moodle_finds_the_participant_in_each_name(paged, tmp_path):
    packed = pack_feedback(paged, SHEET, "moodle", table(tmp_path / "t.csv", *WORKSHEET))
    with archive.opened(packed.path) as found:
        parts = [str(file).split("_") for file in found]  # Moodle's own way: name, number, plugin, type, file
    assert [part[1:4] for part in parts] == [
        [number, "assignsubmission", "file"] for number in ("101", "102")
    ]


def test_another_table_or_another_class_is_refused(paged, tmp_path):
    with pytest.raises(CourseError, match="needs Moodle's grading worksheet"):
        pack_feedback(paged, SHEET, "moodle", table(tmp_path / "s.csv", *STATUS))
    with pytest.raises(CourseError, match="needs the status file for persons"):
        pack_feedback(
            paged, SHEET, "ilias", table(tmp_path / "t.csv", "update,team_id,logins,status,mark", "0,4,ada,,")
        )
    with pytest.raises(CourseError, match="Nobody in the table"):
        pack_feedback(paged, SHEET, "moodle", table(tmp_path / "w.csv", WORKSHEET[0], WORKSHEET[3]))
    assert not list((paged.root / "feedback").glob("*.zip"))


def test_the_command_names_who_has_no_place(paged, tmp_path, monkeypatch):
    monkeypatch.chdir(paged.root)
    monkeypatch.setattr(cli, "_graded_sheets", lambda course, sheet: [sheet])
    monkeypatch.setattr("autograder.handback.feedback.write_feedback", lambda *_, **__: [])
    path = str(table(tmp_path / "t.csv", *WORKSHEET))
    done = CliRunner().invoke(cli.app, ["feedback", SHEET, "--zip", "moodle", "--roster", path])
    assert done.exit_code == 0, done.output
    assert f"{SHEET}-moodle.zip: 2 pages" in done.output and "zoe have no place" in done.output

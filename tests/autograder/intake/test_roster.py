"""Rosters: which student a name or an id of a platform stands for."""

import pytest
from downloads import table

from autograder.course import CourseError
from autograder.intake.roster import find_roster, is_student_id, read_roster, spellings, student_id

TABLES = {
    "own": ("student_id;name;canvas", "ada;Ada Lovelace;7001"),
    "moodle": (
        "Identifier,Full name,Username,Grade,Last modified (grade)",
        "Participant 12,Ada Lovelace,ada,-,-",
    ),
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,Sheet (5)",
        "    Points Possible,,,,,12",
        '"Lovelace, Ada",7001,S1,ada,A,',
        '"Student, Test",9,,,A,',
    ),
    "ilias": ("update,usr_id,login,lastname,firstname,status,mark", "0,501,ada,Lovelace,Ada,notgraded,"),
}


@pytest.mark.parametrize("platform", TABLES)
def test_the_platforms_own_tables_are_rosters(tmp_path, platform):
    roster = read_roster(table(tmp_path / "r.csv", *TABLES[platform]))
    assert roster.platform == platform
    [ada] = roster.people
    assert (ada.student, ada.first_and_last()) == ("ada", ("Ada", "Lovelace"))
    ids = {"moodle": {"moodle": "12"}, "ilias": {"ilias": "501"}}.get(platform, {"canvas": "7001"})
    assert roster.find(ids, "") == roster.find({}, "lovelaceada") == roster.find({"any": "ADA"}, "") == [ada]
    assert roster.find({}, "Ada") == roster.find({"ilias": ""}, "") == roster.find({}, "") == []


def test_names_are_found_as_platforms_spell_them():
    assert {"mueller", "muller", "müller"} == spellings("Müller ")
    assert spellings("Wei-Chén O’Neil") & spellings("weichen oneil")
    assert spellings("Jose\u0301 Groß") & spellings("jose gross")
    assert not (spellings("Ada") - {""}) & (spellings("张伟") - {""})


@pytest.mark.parametrize("name", ["ada", "o'neil [x] {y}", "张伟", "ada@uni.example", "a.b"])
def test_a_student_id_can_be_a_folder(name):
    assert is_student_id(name)


@pytest.mark.parametrize(
    "name", ["", ".", "..", "a/b", "a\\b", ".hidden", "a+b", "a\0", "a\n", " a", "x" * 201, "\ud800"]
)
def test_what_cannot_be_a_folder_is_no_student_id(name):
    assert not is_student_id(name)


def test_a_name_becomes_an_id():
    assert student_id("  Ada  King-Noël, Lovelace!") == "ada_king-noël_lovelace"
    assert student_id("../../etc") == "etc"
    assert student_id("!!") == ""


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (("a,b", "1,2"), "has no column student_id"),
        (("student_id", "ada", "Ada"), "Lines 2 and 3 of .* have the same student id"),
        (("student_id,name", ",Ada", "../x,Eve"), "Line 3 of .* has no student id that can be a folder"),
    ],
)
def test_what_is_wrong_with_a_roster_is_told_with_its_line(tmp_path, lines, reason):
    with pytest.raises(CourseError, match=reason):
        read_roster(table(tmp_path / "r.csv", *lines))


def test_the_courses_roster_is_found(course):
    assert find_roster(course, None) is None
    path = table(course.root / "roster.csv", *TABLES["own"])
    assert find_roster(course, None).people == find_roster(course, path).people

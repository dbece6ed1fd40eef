"""Rosters: which student a name or an id of a platform stands for."""

import re
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest
from downloads import table

from autograder.course import CourseError
from autograder.intake.roster import Person, find_roster, read_roster, spellings, student_id

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


def test_a_name_becomes_an_id():
    assert student_id("  Ada  King-Noël, Lovelace!") == "ada_king-noël_lovelace"
    assert student_id("../../etc") == "etc"
    assert student_id("!!") == ""


def test_a_table_without_a_column_for_ids_is_refused_with_the_way_out(tmp_path):
    with pytest.raises(CourseError, match=r"has no column student_id.* switch the platform to English"):
        read_roster(table(tmp_path / "r.csv", "a,b", "1,2"))


@pytest.mark.parametrize(
    ("lines", "reason", "read"),
    [
        (
            ("student_id,name", "ada,A B", "Ada,C D", "bob,E"),
            "Lines 2 and 3 of .* the same student id",
            ["bob"],
        ),
        (("student_id,name", "ada,A B", "Ada,A B", "bob,E"), "Lines 2 and 3 of .* the same", ["ada", "bob"]),
        (("student_id,name", ",Ada", "../x,Eve"), "The student id in line 3 of .* cannot be used", ["ada"]),
        (("student_id,number", "bob,1", 'ada,"1,23457E+11"'), "Line 3 .* has rounded", ["bob", "ada"]),
    ],
)
def test_a_bad_line_is_told_with_its_number_and_stops_nobody_else(tmp_path, lines, reason, read):
    roster = read_roster(table(tmp_path / "r.csv", *lines))
    assert [person.student for person in roster.people] == read
    [problem] = roster.problems
    assert re.match(reason, problem)


def submitted(text):
    return Person("ada", {"submitted": text}, []).submitted(ZoneInfo("Europe/Berlin"))


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        # Moodle, in English, American English and German; upper case and spaces as they come
        ("Monday, 4 May 2026, 11:59 PM", "2026-05-04T21:59"),
        ("Monday, May 4, 2026, 11:59\u202fPM", "2026-05-04T21:59"),
        ("Montag, 4. Mai 2026, 23:59", "2026-05-04T21:59"),
        ("Mo., 4. Mai 2026 um 23:59 Uhr", "2026-05-04T21:59"),
        ("Sonntag, 1. März 2026, 00:05", "2026-02-28T23:05"),
        ("Freitag, 16. Jänner 2026, 10:37", "2026-01-16T09:37"),
        ("dimanche 3 mai 2026, 18:12", "2026-05-03T16:12"),
        ("lundi 1 août 2026 à 10:00", "2026-08-01T08:00"),
        ("mardi 7 juillet 2026, 10:00", "2026-07-07T08:00"),
        ("3 juin 2026, 10:00", "2026-06-03T08:00"),
        ("jeudi 24 déc. 2026, 12:00", "2026-12-24T11:00"),
        ("24 DEZEMBER 2026 12:00", "2026-12-24T11:00"),
        ("3 Sept 2026 12:00", "2026-09-03T10:00"),
        ("May 4th 2026 at 12:30 am", "2026-05-03T22:30"),
        ("4-May-26 12:30 p.m.", "2026-05-04T10:30"),
        ("12:30, 4 May 2026", "2026-05-04T10:30"),
        # ISO 8601
        ("2026-05-04", "2026-05-03T22:00"),  # a day alone: its beginning, in the student's favor
        ("2026-05-04 23:59", "2026-05-04T21:59"),
        ("2026-05-04 23:59:30.25", "2026-05-04T21:59:30.250"),
        ("2026-05-04T23:59:00+0200", "2026-05-04T21:59"),
        ("2026-05-04T23:59:00Z", "2026-05-04T23:59"),
        ("2026-05-04 23:59:00 UTC", "2026-05-04T23:59"),
        ("2026-05-04 23:59 -05:30", "2026-05-05T05:29"),
        ("2026/5/4 23:59", "2026-05-04T21:59"),
        # dots: the day comes first
        ("04.05.2026 23:59", "2026-05-04T21:59"),
        ("4.5.2026, 23:59:30", "2026-05-04T21:59:30"),
        ("4. 5. 2026 23:59 Uhr", "2026-05-04T21:59"),
        ("4.5.26", "2026-05-03T22:00"),
        ("12.11.2026 10:00", "2026-11-12T09:00"),
        # slashes: only what can be read in one way
        ("14/05/2026 23:59", "2026-05-14T21:59"),
        ("5/14/2026 11:59 PM", "2026-05-14T21:59"),
        ("5/14/26 23:59", "2026-05-14T21:59"),
        ("05/05/2026 12:00", "2026-05-05T10:00"),
        ("14-05-2026 12:00", "2026-05-14T10:00"),
        # In Berlin, 02:30 comes twice on 25 October and not at all on 29 March: the earlier moment counts.
        ("25.10.2026 02:30", "2026-10-25T00:30"),
        ("2026-03-29 02:30", "2026-03-29T00:30"),
        ("2026-10-25 02:30+01:00", "2026-10-25T01:30"),
    ],
)
def test_times_are_read_as_platforms_and_spreadsheets_write_them(written, moment):
    assert submitted(written) == datetime.fromisoformat(moment).replace(tzinfo=UTC)


@pytest.mark.parametrize("written", ["", "-", "Never", "Nie"])
def test_who_has_not_handed_in_has_no_time(written):
    assert submitted(written) is None


@pytest.mark.parametrize(
    "written",
    [
        *("2026", "20260504", "46146.99", "10", "1777939140", "23:59", "4 May", "4.5.", "May 2026", "4/5"),
        *("4. Mai, 23:59", "yes 1", "05.14.2026", "31.02.2026", "31 April 2026", "13/14/2026", "2026-13-01"),
        *("4.5.2026 24:30", "4.5.2026 13:59 PM", "4.5.2026 0:30 am", "4.5.2026 10:00 11:00", "4 Mayor 2026"),
        *("4.5.026", "4.5/2026", "04.05.2026 23", "04.05.2026 23:5", "04.05.2026 23:59 CET", "due 4.5.2026"),
        *("0001-01-01", "9999-12-31 23:59 -10:00", "²026-05-04", "2026-05-04 23:59:00+99:00"),
    ],
)
def test_what_is_no_time_names_the_student_and_the_right_way_to_write_it(written):
    with pytest.raises(CourseError) as refused:
        submitted(written)
    assert "ada" in str(refused.value) and repr(written) in str(refused.value)
    assert "'2026-05-04 23:59'" in str(refused.value)


@pytest.mark.parametrize("written", ["04/05/2026 23:59", "4/5/26", "4-5-2026 11:59 PM"])
def test_what_can_be_read_in_two_ways_is_refused_with_both(written):
    with pytest.raises(CourseError, match=r"4 May or 5 April 2026") as refused:
        submitted(written)
    assert "ada" in str(refused.value) and repr(written) in str(refused.value)
    assert "2026-05-04" in str(refused.value) and "2026-04-05" in str(refused.value)


def test_the_courses_roster_is_found(course):
    assert find_roster(course, None) is None
    path = table(course.root / "roster.csv", *TABLES["own"])
    assert find_roster(course, None).people == find_roster(course, path).people

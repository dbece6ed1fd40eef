"""Rosters as they come from spreadsheets and platforms: no second student, and no line that stops a class."""

import pytest
from downloads import packed, table, work
from tiny import SHEET

from autograder.intake.collect import collect
from autograder.intake.roster import read_roster

WORKSHEET = "Identifier,Full name,ID number,Email address,Last modified (submission),Last modified (grade)"
BAD_LINE = "Participant 9,,../x,,-,-"
HEX = "b6589fc6ab0dc82cf12099d1c2d40ab994e8410c"


def test_ada_had_an_address_in_week_1_and_has_a_number_in_week_2(tmp_path):
    roster = read_roster(
        table(
            tmp_path / "week2.csv",
            WORKSHEET,
            "Participant 201,Ada Lovelace,0041,ada@uni.example,-,-",
            "Participant 202,Bob Müller,0042,bob.mueller@uni.example,-,-",
        )
    )
    assert [one.student for one in roster.people] == ["0041", "0042"]
    settled = roster.settled(["ada@uni.example", "0042"])
    assert [one.student for one in settled.people] == ["ada@uni.example", "0042"]
    [problem] = settled.problems
    assert problem.startswith("0041 of the roster is ada@uni.example in this course already")
    both = roster.settled(["ada@uni.example", "0041"])
    assert [one.student for one in both.people] == ["0041", "0042"]
    assert "are one person" in both.problems[0]


def test_an_id_of_somebody_else_is_not_taken_for_an_earlier_one(tmp_path):
    lines = ("student_id,number", "ada,bob", "bob,2")  # Ada's number happens to be called as Bob's id
    roster = read_roster(table(tmp_path / "r.csv", *lines)).settled(["bob"])
    assert [one.student for one in roster.people] == ["ada", "bob"]
    assert roster.problems == []


def test_excel_ate_the_zeros(tmp_path):
    lines = (
        "\ufeffstudent_id;name;number",
        "41;Ada Lovelace;1,23457E+11",
        "42;Bob Müller;1,23457E+11",
        "7;Chén Wei;7",
    )
    roster = read_roster(table(tmp_path / "r.csv", *lines))
    assert [one.student for one in roster.find({"any": "0007"}, "0007")] == ["7"]
    assert [one.student for one in roster.find({"any": "0041"}, "0041")] == ["41"]
    assert roster.find({"any": "0070"}, "0070") == roster.find({"any": "000"}, "") == []
    assert [one.student for one in roster.settled(["0041", "0007"]).people] == ["0041", "42", "0007"]
    assert sum("has rounded" in problem for problem in roster.problems) == 2


def test_an_address_with_a_plus_is_an_id(tmp_path):
    lines = ("name,email", "Ada Lovelace,ada.lovelace+uni@mail.example", "Bob,../bob", "Chen,chen@x.example")
    roster = read_roster(table(tmp_path / "r.csv", *lines))
    assert [one.student for one in roster.people] == ["ada.lovelace+uni@mail.example", "chen@x.example"]
    assert "line 3" in roster.problems[0]


@pytest.mark.parametrize(
    "lines",
    [
        (
            "LastName,FirstName,ID,SIS User ID,SIS Login ID,Section",
            "    Points Possible,,,,,",
            "Lovelace,Ada,7001,S1,ada,DL",
            f"Student,Test,9,,{HEX},DL",
        ),
        (
            "Student,ID,SIS User ID,SIS Login ID,Section",
            '"Lovelace, Ada",7001,S1,ada,DL',
            f'"Student, Test",9,,{HEX},DL',
        ),
        ("Student,ID,SIS Login ID,Section", '"Lovelace, Ada",7001,ada,DL', '"Student, Test",9,,DL'),
    ],
)
def test_canvas_splits_names_and_has_a_test_student(tmp_path, lines):
    roster = read_roster(table(tmp_path / "r.csv", *lines))
    assert roster.platform == "canvas"
    [ada] = roster.people
    assert (ada.student, ada.first_and_last(), ada.fields["canvas"]) == ("ada", ("Ada", "Lovelace"), "7001")


def test_a_real_student_called_test_stays(tmp_path):
    lines = ("Student,ID,SIS Login ID,Section", '"Student, Test",9,tstudent,DL')
    assert len(read_roster(table(tmp_path / "r.csv", *lines)).people) == 1


def test_a_worksheet_in_french_is_read(tmp_path):
    lines = (
        'Identifiant,"Nom complet","Adresse de courriel",Groupe,"Dernière modification (travail remis)",'
        '"Dernière modification (note)"',
        'Participant101,"Ada Lovelace",ada@uni.example,A,"dimanche 3 mai 2026, 18:12",-',
    )
    roster = read_roster(table(tmp_path / "r.csv", *lines))
    [ada] = roster.people
    assert (roster.platform, ada.student, ada.fields["moodle"]) == ("moodle", "ada@uni.example", "101")
    assert ada.fields["submitted"] and roster.group("a") == [ada]


def test_collecting_week_2_makes_no_second_ada_and_says_so(course, tmp_path):
    course.submitted(SHEET, "ada@uni.example").parent.mkdir(parents=True)
    lines = (
        WORKSHEET,
        "Participant 201,Ada Lovelace,0041,ada@uni.example,some day 5,-",
        BAD_LINE,
    )
    roster = read_roster(table(tmp_path / "week2.csv", *lines))
    files = {"Ada Lovelace_201_assignsubmission_file/01_tiny.ipynb": work(course)}
    found = collect(course, packed(tmp_path / "a.zip", files), roster=roster)
    assert [one.student for one in found.collected] == ["ada@uni.example"]
    assert [path.name for path in (course.root / "submitted").iterdir()] == ["ada@uni.example"]
    bad, moved, time = found.problems
    assert "cannot be used" in bad and "stays so" in moved and "'some day 5'" in time
    assert found.to_look_at

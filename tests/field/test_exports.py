"""Tables that platforms gave out, filled in: each is one that somebody's grades were lost in, or nearly."""

import shutil
from logging import getLogger

import pytest
from downloads import table
from tiny import SHEET
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import Course, CourseError
from autograder.grading.gradebook import register
from autograder.handback.export import export_grades
from autograder.intake.spreadsheet import read_table

NOTE = "3 of 15 points are for written answers still to be graded."


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    """A course whose gradebook has ada (15 of 15) and bob (12 of 15); chen waits for a person."""
    root = tmp_path_factory.mktemp("exports") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    register(course, SHEET, getLogger("test"))
    give(course, ada=3, bob=0, chen=None)
    return course


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded.root, tmp_path / "course")
    return Course(tmp_path / "course")


def give(course, **points):
    """Give all points in tests and so many by hand; None: not yet."""
    with course.gradebook() as gradebook:
        for student, by_hand in points.items():
            give_one(gradebook, student, by_hand)
        gradebook.db.commit()


def give_one(gradebook, student, by_hand):
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(SHEET, student)
    for grade in gradebook.find_submission_notebook(SHEET, SHEET, student).grades:
        written = grade.name == "why"
        grade.auto_score = None if written else grade.max_score
        grade.manual_score = by_hand if written else None
        grade.needs_manual_grade = written and by_hand is None


def export(course, form, path, to):
    """Return what was said, and the rows of what was written, by column."""
    exported = export_grades(course, form, SHEET, path, to)
    header, rows = read_table(to)
    return exported, [dict(zip(header, row, strict=True)) for row in rows]


def refused(course, form, path, to, match):
    with pytest.raises(CourseError, match=match) as error:
        export_grades(course, form, SHEET, path, to)
    assert not to.exists(), "refused, but written"
    return str(error.value)


# ------------------------------------------------------------------ Canvas
HEAD = "Student,ID,SIS User ID,SIS Login ID,Section"
ASSIGNMENT = f"{SHEET} (12345)"


def canvas(tmp_path, columns, possible, ada, bob, *more):
    return table(
        tmp_path / "canvas.csv",
        f"{HEAD},{columns}",
        f"    Points Possible,,,,,{possible}",
        f'"Lovelace, Ada",7001,S1,ada,DL,{ada}',
        f'"Müller, Bob",7002,S2,bob,DL,{bob}',
        *more,
    )


def test_grades_do_not_go_into_the_total_of_a_group_of_the_same_name(course, tmp_path):
    totals = [f"{SHEET} {kind} Score" for kind in ("Current", "Unposted Current", "Final", "Unposted Final")]
    read_only = ",".join(["(read only)"] * 4)
    path = canvas(tmp_path, ",".join([ASSIGNMENT, *totals]), f"15.00,{read_only}", ",,,,", ",,,,")
    _, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert set(rows[0]) == {*HEAD.split(","), ASSIGNMENT}
    assert [float(row[ASSIGNMENT]) for row in rows] == [15, 15, 12]


def test_a_total_with_a_number_is_still_read_only(course, tmp_path):
    path = canvas(tmp_path, f"{SHEET} total (9),{ASSIGNMENT}", "(read only),15.00", ",", ",")
    _, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert ASSIGNMENT in rows[0] and f"{SHEET} total (9)" not in rows[0]


def test_grades_do_not_go_into_the_second_attempt(course, tmp_path):
    path = canvas(tmp_path, f"{ASSIGNMENT},{SHEET} second attempt (12399)", "15.00,15.00", ",", ",")
    said = refused(course, "canvas", path, tmp_path / "out.csv", "2 columns")
    assert ASSIGNMENT in said and f"{SHEET} second attempt (12399)" in said and "delete" in said


def test_an_assignment_with_another_title_is_named_and_its_100_points_are_noticed(course, tmp_path):
    path = canvas(tmp_path, "Sheet 1: Tiny (12345),Other (2)", "100.00,5", ",", ",")
    said = refused(course, "canvas", path, tmp_path / "out.csv", "No assignment")
    assert "'Sheet 1: Tiny (12345)' and 'Other (2)'" in said
    path = canvas(tmp_path, f"{SHEET} Sheet 1: Tiny (12345),Other (2)", "100.00,5", ",", ",")  # as it says
    refused(course, "canvas", path, tmp_path / "out.csv", "15 points, but the assignment in Canvas has 100")
    path = canvas(tmp_path, "Final Score", "(read only)", "", "")
    refused(course, "canvas", path, tmp_path / "out.csv", "no assignments")


def test_a_table_without_points_possible_is_refused(course, tmp_path):
    path = table(tmp_path / "c.csv", f"{HEAD},{ASSIGNMENT}", '"Lovelace, Ada",7001,S1,ada,DL,')
    refused(course, "canvas", path, tmp_path / "out.csv", "no line 'Points Possible'")
    path = canvas(tmp_path, ASSIGNMENT, "", "", "")
    refused(course, "canvas", path, tmp_path / "out.csv", "does not say how many points")


def test_who_is_excused_stays_excused(course, tmp_path):
    path = canvas(tmp_path, ASSIGNMENT, "15.00", "EX", "n/a")
    exported, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert [row[ASSIGNMENT] for row in rows[1:]] == ["EX", "n/a"]
    assert any("Ada Lovelace, Bob Müller" in note for note in exported.notes)


def test_a_table_that_a_german_excel_saved_is_filled_in(course, tmp_path):
    path = table(
        tmp_path / "c.csv",
        f"\ufeffStudent;ID;SIS User ID;SIS Login ID;Section;{ASSIGNMENT};Final Score",
        "    Points Possible;;;;;15,00;(read only)",
        '"Lovelace, Ada";7001;S1;ada;DL;"12,50";',
    )
    exported, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert float(rows[1][ASSIGNMENT]) == 15 and exported.unknown == ["bob", "chen"]


SPLIT = (
    f"LastName,FirstName,ID,SIS User ID,SIS Login ID,Section,{ASSIGNMENT},Final Score",
    ",,,,,,Manual Posting,",
    "    Points Possible,,,,,,15.00,(read only)",
    "Lovelace,Ada,7001,S1,ada,DL,,",
    "Müller,Bob,7002,S2,bob,DL,,",
    "Nobody,Carl,7003,S3,carl,DL,,",
    "Student,Test,9,,b6589fc6ab0dc82cf12099d1c2d40ab994e8410c,DL,,",
)


def test_split_names_are_the_same_class_and_the_test_student_is_nobody(course, tmp_path):
    give(course, b6589fc6ab0dc82cf12099d1c2d40ab994e8410c=3)  # collected, once, as if a person
    path = table(tmp_path / "c.csv", *SPLIT)
    exported, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert list(rows[0]) == SPLIT[0].split(",")[:-1]
    assert [row["ID"] for row in rows] == ["", "7001", "7002", "7003"]
    assert [row[ASSIGNMENT] for row in rows] == ["15.0", "15.0", "12.0", ""]
    assert exported.unknown == ["chen"] and exported.absent == ["Carl Nobody"]
    path = table(tmp_path / "c.csv", *(line.replace("15.00", "100.00") for line in SPLIT))
    (tmp_path / "out.csv").unlink()
    refused(course, "canvas", path, tmp_path / "out.csv", "in Canvas has 100")


@pytest.mark.parametrize("login", ["", "b6589fc6"])
def test_the_test_student_gets_no_row_in_one_column_either(course, tmp_path, login):
    path = canvas(tmp_path, ASSIGNMENT, "15", "", "", f'"Student, Test",9,,{login},DL,')
    exported, rows = export(course, "canvas", path, tmp_path / "out.csv")
    assert [row["ID"] for row in rows] == ["", "7001", "7002"] and exported.absent == []


def test_ids_of_an_older_week_are_not_written_a_second_time(course, tmp_path):
    with course.gradebook() as gradebook:
        for student in ("7001", "S2"):  # how ada and bob were called when they were collected in other ways
            give_one(gradebook, student, 0)
        give_one(gradebook, "7003", 1)  # carl, under this id only
        gradebook.db.commit()
    exported, rows = export(course, "canvas", table(tmp_path / "c.csv", *SPLIT), tmp_path / "out.csv")
    assert [row[ASSIGNMENT] for row in rows] == ["15.0", "15.0", "12.0", "13.0"]
    said = " ".join(exported.notes)
    assert "Ada Lovelace has grades for 01_tiny as ada and as 7001; that of ada was taken" in said
    assert "Carl Nobody is known as 7003 here" in said
    assert exported.unknown == ["chen"]


def test_two_older_ids_with_grades_are_for_a_person_to_settle(course, tmp_path):
    with course.gradebook() as gradebook:
        give_one(gradebook, "7003", 1)
        give_one(gradebook, "S3", 2)
        gradebook.db.commit()
    refused(
        course, "canvas", table(tmp_path / "c.csv", *SPLIT), tmp_path / "out.csv", "7003, S3.*Carl Nobody"
    )


@pytest.mark.parametrize("word", ["complete", "B+"])
def test_points_do_not_go_into_an_assignment_that_canvas_grades_in_words(course, tmp_path, word):
    path = canvas(tmp_path, ASSIGNMENT, "15.00", word, "")
    refused(course, "canvas", path, tmp_path / "out.csv", "no number.*grade type to points")


def test_extra_credit_is_fine_with_canvas(course, tmp_path):
    give(course, ada=5)
    path = canvas(tmp_path, ASSIGNMENT, "15.00", "", "")
    assert export(course, "canvas", path, tmp_path / "out.csv")[1][1][ASSIGNMENT] == "17.0"


def test_a_grade_that_gets_lower_is_pointed_out(course, tmp_path):
    path = canvas(tmp_path, ASSIGNMENT, "15.00", '"15,00"', "14")
    exported, rows = export(course, "canvas", path, tmp_path / "out.csv")
    [note] = [note for note in exported.notes if "Lower" in note]
    assert "Bob Müller (14, now 12)" in note and "Ada" not in note and rows[2][ASSIGNMENT] == "12.0"


def test_a_table_of_another_platform_is_refused(course, tmp_path):
    gradebook = canvas(tmp_path, ASSIGNMENT, "15.00", "", "")
    for form, path in (("moodle", gradebook), ("canvas", worksheet(tmp_path)), ("ilias", gradebook)):
        refused(course, form, path, tmp_path / "out.csv", "is a table from (Canvas|Moodle), which")
    assert export(course, "csv", gradebook, tmp_path / "out.csv")[1]


@pytest.mark.parametrize("form", ["moodle", "canvas", "ilias", "teams"])
def test_the_table_of_another_class_is_refused(course, tmp_path, form):
    if form == "moodle":
        path = worksheet(tmp_path, number="x")
        path.write_text(path.read_text().replace("chen,chen@", "y,y@"))
    elif form == "canvas":
        path = canvas(tmp_path, ASSIGNMENT, "15.00", "", "")
        path.write_text(path.read_text().replace(",ada,", ",eve,").replace(",bob,", ",dan,"))
    elif form == "ilias":
        path = table(
            tmp_path / "s.csv",
            "update,usr_id,login,lastname,firstname,status,mark,notice",
            "0,502,carl,Nobody,Carl,notgraded,,",
        )
    else:
        path = table(tmp_path / "s.csv", *TEAMS[:1], "0,6,carl,notgraded,,,,,")
    refused(
        course, form.replace("teams", "ilias"), path, tmp_path / "out.csv", "nobody with a grade is in it"
    )


# ------------------------------------------------------------------ ids
@pytest.mark.parametrize("form", ["csv", "moodle", "canvas"])
def test_zeros_that_a_spreadsheet_has_eaten_do_not_cost_a_grade(course, tmp_path, form):
    with course.gradebook() as gradebook:
        give_one(gradebook, "0041", 1)
        give_one(gradebook, "0042", 2)
        gradebook.db.commit()
    if form == "csv":
        path = table(tmp_path / "r.csv", "student_id;name", "41;Ada Lovelace", "42;Bob Müller")
    elif form == "moodle":
        path = worksheet(tmp_path, number="41")
    else:
        path = canvas(tmp_path, ASSIGNMENT, "15.00", "", "")
        path.write_text(path.read_text().replace(",S1,ada,", ",41,x,").replace(",S2,bob,", ",42,y,"))
    exported, rows = export(course, form, path, tmp_path / "out.csv")
    grades = {"csv": "score", "moodle": "Grade", "canvas": ASSIGNMENT}[form]
    assert float(next(row for row in rows if "Ada" in str(row) or "Lovelace" in str(row))[grades]) == 13
    assert any("Ada Lovelace is known as 0041 here" in note for note in exported.notes)
    assert "0041" not in exported.unknown


def test_a_line_that_cannot_be_read_stops_nobody_and_is_listed(course, tmp_path):
    path = worksheet(tmp_path)
    bad = 'Participant 104,"Dan",../dan,,Submitted,,15.00,Yes,-,-,""'
    path.write_text(path.read_text() + bad + "\n")
    exported, rows = export(course, "moodle", path, tmp_path / "out.csv")
    assert float(rows[0]["Grade"]) == 15 and len(rows) == 3
    assert any("'../dan'" in note and "cannot be used" in note for note in exported.notes)


@pytest.mark.parametrize("form", ["csv", "canvas"])
def test_an_id_that_fits_two_lines_is_nobodys(course, tmp_path, form):
    with course.gradebook() as gradebook:
        give_one(gradebook, "0041", 1)
        gradebook.db.commit()
    path = canvas(tmp_path, ASSIGNMENT, "15.00", "", "", '"Wei, Chén",7003,S3,chen,DL,')
    path.write_text(path.read_text().replace(",S1,ada,", ",41,x,").replace(",S2,bob,", ",041,y,"))
    exported, rows = export(course, form, path, tmp_path / "out.csv")
    assert not any("known as 0041" in note for note in exported.notes)
    if form == "canvas":
        assert "0041" in exported.unknown and rows[1][ASSIGNMENT] == rows[2][ASSIGNMENT] == ""


# ------------------------------------------------------------------ Moodle
WORKSHEET = (
    'Identifier,"Full name","ID number","Email address",Status,Grade,"Maximum Grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"'
)


def worksheet(tmp_path, *, maximum="15.00", changeable="Yes", comment="", number="ada"):
    rest = f',{maximum},{changeable},-,-,"{comment}"'
    return table(
        tmp_path / "w.csv",
        WORKSHEET,
        f'Participant 101,"Ada Lovelace",{number},ada@uni.example,Submitted,{rest}',
        f'Participant 102,"Chén Wei",chen,chen@uni.example,Submitted,{rest}',
        f'Participant 103,"Carl Nobody",carl,carl@uni.example,"No submission",{rest}',
    )


def test_more_than_moodles_maximum_is_refused_for_moodle_would_drop_it(course, tmp_path):
    give(course, ada=5)  # 2 of them are extra credit
    said = refused(course, "moodle", worksheet(tmp_path), tmp_path / "out.csv", r"ada \(17\)")
    assert "Raise its maximum to 17" in said
    _, rows = export(
        course, "moodle", worksheet(tmp_path, maximum="17.00"), tmp_path / "out.csv"
    )  # as it says
    assert float(rows[0]["Grade"]) == 17
    (tmp_path / "out.csv").unlink()
    for other in ("100.00", "16,00"):
        path = (
            worksheet(tmp_path, maximum=other) if "," not in other else worksheet(tmp_path, maximum='"16,00"')
        )
        refused(course, "moodle", path, tmp_path / "out.csv", "set its maximum to 15")


def test_a_grade_above_the_maximum_without_extra_credit_is_refused(course, tmp_path):
    refused(course, "moodle", worksheet(tmp_path, maximum="10"), tmp_path / "out.csv", "Moodle has 10")


@pytest.mark.parametrize("shape", ["{}", "<p>{}</p>", ' <p dir=""ltr"">{}</p> '])
def test_our_own_note_goes_when_the_grade_is_final(course, tmp_path, shape):
    old = shape.format("9 of 19 points are for written answers still to be graded.")
    exported, rows = export(course, "moodle", worksheet(tmp_path, comment=old), tmp_path / "out.csv")
    ada, chen, carl = (row["Feedback comments"] for row in rows)
    assert ada == "" and chen == NOTE
    assert carl == old.replace('""', '"')  # nobody's grade: nothing of the line is touched
    assert exported.absent == ["Carl Nobody"]


def test_what_a_person_wrote_beside_our_note_stays(course, tmp_path):
    path = worksheet(tmp_path, comment=f"{NOTE} Well done so far!")
    _, rows = export(course, "moodle", path, tmp_path / "out.csv")
    assert rows[0]["Feedback comments"] == "Well done so far!"


def test_a_worksheet_may_be_old_and_the_command_says_what_moodle_does_then(course, tmp_path, monkeypatch):
    monkeypatch.chdir(course.root)
    path = worksheet(tmp_path)
    done = CliRunner().invoke(
        app, ["export", SHEET, "--format", "moodle", "--roster", str(path), "--to", str(tmp_path / "out.csv")]
    )
    assert done.exit_code == 0, done.output
    assert "Moodle skips lines whose grade was changed there" in done.output
    assert "without a line in the platform's table: bob." in done.output
    assert "without a grade here: Carl Nobody." in done.output


def test_locked_lines_are_named(course, tmp_path):
    exported, _ = export(course, "moodle", worksheet(tmp_path, changeable="No"), tmp_path / "out.csv")
    assert any("the grades of Ada Lovelace, Chén Wei" in note for note in exported.notes)


SCALE = (
    'ID,"Vollständiger Name",E-Mail-Adresse,Status,Bewertung,{}"Bewertung kann geändert werden",'
    '"Zuletzt geändert (Abgabe)","Zuletzt geändert (Bewertung)","Feedback als Kommentar"',
    'Teilnehmer/in101,"Ada Lovelace",ada,"Zur Bewertung abgegeben",,{}Ja,-,-,',
)


@pytest.mark.parametrize("scale", [("Skala,", '"nicht bestanden    bestanden",'), ("", "")])
def test_points_are_not_written_where_words_are_expected(course, tmp_path, scale):
    path = table(tmp_path / "w.csv", *(line.format(more) for line, more in zip(SCALE, scale, strict=True)))
    refused(course, "moodle", path, tmp_path / "out.csv", "graded by a scale.*at most 15")


def test_a_worksheet_in_a_language_without_known_columns_is_refused_with_a_way_out(course, tmp_path):
    lines = (
        'Identifiant,"Nom complet","Adresse de courriel",Note,"Note maximale","Dernière modification (note)"',
        'Participant101,"Ada Lovelace",ada,,"15,00",-',
    )
    refused(
        course, "moodle", table(tmp_path / "w.csv", *lines), tmp_path / "out.csv", "switch Moodle to English"
    )
    lines = ('Identificador,"Nombre completo","Última modificación (calificación)"', '1,"Ada Lovelace",-')
    refused(
        course, "moodle", table(tmp_path / "w.csv", *lines), tmp_path / "out.csv", "switch the platform to"
    )


def test_a_maximum_that_is_a_word_is_refused(course, tmp_path):
    path = worksheet(tmp_path, maximum="bestanden")
    refused(course, "moodle", path, tmp_path / "out.csv", "does not say how many points")


def test_who_got_an_id_number_between_two_weeks_keeps_the_grade(course, tmp_path):
    with course.gradebook() as gradebook:
        give_one(gradebook, "ada@uni.example", 1)  # how she was called in week 1
        gradebook.db.commit()
    path = worksheet(tmp_path, number="0041")
    exported, rows = export(course, "moodle", path, tmp_path / "out.csv")
    assert float(rows[0]["Grade"]) == 13
    assert any("Ada Lovelace is known as ada@uni.example here" in note for note in exported.notes)
    with course.gradebook() as gradebook:
        give_one(gradebook, "0041", 2)
        gradebook.db.commit()
    exported, rows = export(course, "csv", path, tmp_path / "out.csv")
    assert [row["student_id"] for row in rows].count("0041") == 1
    assert "ada@uni.example" not in {row["student_id"] for row in rows}
    assert any("as 0041 and as ada@uni.example; that of 0041 was taken" in note for note in exported.notes)


# ------------------------------------------------------------------ ILIAS
TEAMS = (
    "update,team_id,logins,status,mark,notice,comment,plagiarism,plag_comment",
    '0,4,"ada, bob",notgraded,,6 of 15 points are for written answers still to be graded.,,,',
    "0,5,chen,notgraded,,,,,",
    "0,6,carl,notgraded,,,,,",
)


def test_a_team_has_one_line_and_one_grade(course, tmp_path):
    give(course, bob=3, dana=1)
    exported, rows = export(course, "ilias", table(tmp_path / "s.csv", *TEAMS), tmp_path / "out.csv")
    assert list(rows[0]) == TEAMS[0].split(",")
    assert [(row["update"], row["status"], row["mark"]) for row in rows] == [
        ("1", "passed", "15"),
        ("0", "notgraded", ""),
        ("0", "notgraded", ""),
    ]
    assert rows[0]["logins"] == "ada, bob"
    assert (rows[0]["notice"], rows[1]["notice"]) == ("", NOTE)
    assert exported.unknown == ["dana"] and exported.absent == ["carl"]


def test_a_team_with_one_notebook_has_its_grade(course, tmp_path):
    lines = [line.replace("ada, bob", "carl, ada") for line in TEAMS[:2]]
    exported, rows = export(course, "ilias", table(tmp_path / "s.csv", *lines), tmp_path / "out.csv")
    assert rows[0]["mark"] == "15" and exported.absent == ["carl"]


def test_a_team_whose_members_differ_is_for_a_person(course, tmp_path):
    path = table(tmp_path / "s.csv", *TEAMS)
    refused(course, "ilias", path, tmp_path / "out.csv", r"ada \(15, graded\), bob \(12, graded\)")
    give(course, bob=None)
    refused(course, "ilias", path, tmp_path / "out.csv", "bob .*written answers to grade")


def test_a_members_file_that_excel_saved_is_filled_in(course, tmp_path):
    path = table(
        tmp_path / "s.csv",
        "\ufeffupdate;usr_id;login;lastname;firstname;status;mark;notice;comment;plagiarism;plag_comment\r",
        "0;501;ada;Lovelace;Ada;notgraded;;;;;\r",
        "0;502;carl;Nobody;Carl;notgraded;;;;;\r",
    )
    exported, rows = export(course, "ilias", path, tmp_path / "out.csv")
    assert (rows[0]["status"], rows[0]["mark"], rows[1]["mark"]) == ("passed", "15", "")
    assert exported.unknown == ["bob", "chen"] and exported.absent == ["Carl Nobody"]

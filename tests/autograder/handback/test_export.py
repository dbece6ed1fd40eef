"""Exported grades: each format is read back and says what the gradebook says."""

import csv

import pytest
from downloads import table
from tiny import SHEET, filled, hand_in, nbgrader
from typer.testing import CliRunner

from autograder.cli import app
from autograder.course import Course, CourseError
from autograder.grading.grade import grade
from autograder.handback.export import GRADED, NOTHING, PENDING, export_grades
from autograder.intake.roster import read_roster
from autograder.intake.spreadsheet import read_table

EVIL = '=HYPERLINK("http://evil.example","x")'


@pytest.fixture(scope="module")
def course(template, tmp_path_factory):
    """A class of which ada is graded wholly and late, bob in part, and eve gave herself a strange name."""
    import shutil

    root = tmp_path_factory.mktemp("export") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.LatePolicy.due = {{{SHEET!r}: '2026-05-04 23:59'}}\n")
    for student in ("ada", "bob", "eve"):
        hand_in(course, student, filled(course))
    course.submitted(SHEET, "ada").with_name("timestamp.txt").write_text("2026-05-05 10:00:00 UTC")
    grade(course, SHEET)
    with course.gradebook() as gradebook:
        answer = gradebook.find_grade("why", SHEET, SHEET, "ada")
        answer.manual_score, answer.needs_manual_grade = 3, False
        gradebook.update_or_create_student("dana", first_name="Dana", last_name="O'Neil, Jr.")
        gradebook.update_or_create_student("eve", first_name=EVIL, last_name="Eve")
        gradebook.db.commit()
    return course


def as_dicts(path):
    header, rows = read_table(path)
    return [dict(zip(header, row, strict=True)) for row in rows]


def test_csv_has_everything(course, tmp_path):
    exported = export_grades(course, "csv", to=tmp_path / "g.csv")
    assert exported.states == {GRADED: 1, PENDING: 2, NOTHING: 1}
    assert exported.pending == ["bob", "eve"]
    rows = {row["student_id"]: row for row in as_dicts(tmp_path / "g.csv")}
    ada = rows["ada"]
    # A day late: a tenth of 15 points, those given by hand included.
    assert [float(ada[k]) for k in ("raw_score", "late_submission_penalty", "score", "max_score")] == [
        15,
        1.5,
        13.5,
        15,
    ]
    assert (ada["assignment"], ada["timestamp"]) == (SHEET, "2026-05-05 10:00:00+00:00")
    assert (ada["duedate"], ada["state"]) == ("2026-05-04 21:59:00+00:00", GRADED)
    assert (float(rows["bob"]["ungraded_points"]), rows["bob"]["state"]) == (3, PENDING)
    assert (float(rows["bob"]["score"]), float(rows["dana"]["score"])) == (12, 0)
    assert (rows["dana"]["last_name"], rows["dana"]["state"]) == ("O'Neil, Jr.", NOTHING)
    raw = (tmp_path / "g.csv").read_text(encoding="utf-8")
    assert '"\'=HYPERLINK(""http:' in raw and ',"=' not in raw
    with (tmp_path / "g.csv").open(newline="") as file:
        assert {len(row) for row in csv.reader(file)} == {13}


WORKSHEET = (
    'Identifier,"Full name","Email address",Status,Grade,"Maximum grade","Grade can be changed",'
    '"Last modified (submission)","Last modified (grade)","Feedback comments"',
    'Participant 11,"Ada Lovelace",ada,"Submitted, 10 hours late",,15.00,Yes,"Tuesday, 5 May 2026",-,',
    'Participant 12,"Bob ""B"" Müller",bob,Submitted,,15.00,Yes,-,-,"well done"',
    'Participant 13,"Carl Nobody",carl,"No submission",,15.00,Yes,-,-,',
)


def test_moodles_worksheet_is_filled_in(course, tmp_path):
    source = table(tmp_path / "w.csv", *WORKSHEET)
    exported = export_grades(course, "moodle", SHEET, source, tmp_path / "out.csv")
    assert exported.unknown == ["eve"]
    before, after = as_dicts(source), as_dicts(tmp_path / "out.csv")
    ada, bob, carl = after
    assert float(ada["Grade"]) == 13.5 and ada["Feedback comments"] == ""
    assert bob["Grade"] == "" and bob["Feedback comments"] == "well done"
    assert carl == before[2]
    for old, new in zip(before, after, strict=True):
        assert {k: v for k, v in old.items() if k != "Grade"} == {
            k: v for k, v in new.items() if k != "Grade"
        }
    assert read_roster(tmp_path / "out.csv").platform == "moodle"
    source = table(tmp_path / "w.csv", *(line.replace("well done", "") for line in WORKSHEET))
    export_grades(course, "moodle", SHEET, source, tmp_path / "out.csv")
    note = "3 of 15 points are for written answers still to be graded."
    assert as_dicts(tmp_path / "out.csv")[1]["Feedback comments"] == note


def test_moodle_without_a_worksheet_gets_a_table_for_its_gradebook(course, tmp_path):
    export_grades(course, "moodle", to=tmp_path / "out.csv")
    rows = {row["Username"]: row for row in as_dicts(tmp_path / "out.csv")}
    assert float(rows["ada"][SHEET]) == 13.5
    assert rows["bob"][SHEET] == rows["dana"][SHEET] == ""
    assert "3 of 15 points" in rows["bob"][f"{SHEET} feedback"]
    assert rows["dana"]["Surname"] == "O'Neil, Jr."
    roster = table(tmp_path / "r.csv", "student_id,number,email", "ada,0042,ada@uni.example")
    export_grades(course, "moodle", roster=roster, to=tmp_path / "out.csv")
    assert as_dicts(tmp_path / "out.csv")[0]["ID number"] == "0042"


CANVAS = (
    f"Student,ID,SIS User ID,SIS Login ID,Section,{SHEET} exercise (12345),Other (2),Final Score",
    "    Points Possible,,,,,15.00,10.00,(read only)",
    '"Lovelace, Ada",7001,S1,ada,"A, B",,7,',
    '"Müller, Bob",7002,S2,bob,A,,8,',
    '"Student, Test",9,,,A,,,',
)


def test_canvas_gradebook_is_filled_in(course, tmp_path):
    source = table(tmp_path / "c.csv", *CANVAS)
    export_grades(course, "canvas", SHEET, source, tmp_path / "out.csv")
    header, rows = read_table(tmp_path / "out.csv")
    assert header == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section", f"{SHEET} exercise (12345)"]
    possible, ada, bob = rows  # nobody whom Canvas does not know: it would make new users
    assert possible[0].strip() == "Points Possible" and float(possible[5]) == 15
    assert ada[:5] == ["Lovelace, Ada", "7001", "S1", "ada", "A, B"] and float(ada[5]) == 13.5
    assert bob[1] == "7002" and bob[5] == ""


def test_canvas_without_its_gradebook(course, tmp_path):
    export_grades(course, "canvas", to=tmp_path / "out.csv")
    header, rows = read_table(tmp_path / "out.csv")
    assert header[:2] == ["Student", "ID"] and header[4:] == ["Section", SHEET]
    by_login = {row[3]: row for row in rows}
    assert float(by_login["ada"][5]) == 13.5
    assert by_login["dana"][0] == "O'Neil, Jr., Dana"


STATUS = (
    "update,usr_id,login,lastname,firstname,status,mark,notice,comment,plagiarism,plag_comment",
    '0,501,ada,Lovelace,Ada,notgraded,,,"a comment, kept",,',
    "0,502,bob,Müller,Bob,notgraded,,,,,",
    "1,503,carl,Nobody,Carl,failed,0,,,,",
)


def test_ilias_status_file_is_filled_in(course, tmp_path):
    source = table(tmp_path / "status.csv", *STATUS)
    export_grades(course, "ilias", SHEET, source, tmp_path / "out.csv")
    ada, bob, carl = as_dicts(tmp_path / "out.csv")
    assert (ada["update"], ada["status"], ada["mark"], ada["comment"]) == (
        "1",
        "passed",
        "13.5",
        "a comment, kept",
    )
    assert (bob["update"], bob["status"], bob["mark"]) == ("0", "notgraded", "")
    assert "3 of 15 points" in bob["notice"]
    assert (carl["update"], carl["mark"]) == ("0", "0")
    assert read_table(tmp_path / "out.csv")[0] == STATUS[0].split(",")
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("c.IliasExport.passed_from = 0.95\n")
    export_grades(course, "ilias", SHEET, source, tmp_path / "out.csv")
    assert as_dicts(tmp_path / "out.csv")[0]["status"] == "failed"


def test_what_a_platform_would_drop_is_refused(course, tmp_path):
    worksheet = table(tmp_path / "w.csv", *(line.replace("15.00", "10.00") for line in WORKSHEET))
    with pytest.raises(
        CourseError, match="01_tiny has 15 points, but the assignment in Moodle has 10; set its maximum"
    ):
        export_grades(course, "moodle", SHEET, worksheet, tmp_path / "out.csv")
    canvas = table(tmp_path / "c.csv", *(line.replace("15.00", "100") for line in CANVAS))
    with pytest.raises(CourseError, match="in Canvas has 100"):
        export_grades(course, "canvas", SHEET, canvas, tmp_path / "out.csv")
    with pytest.raises(CourseError, match=r"take status\.csv out of the multi-feedback archive"):
        export_grades(course, "ilias", SHEET, to=tmp_path / "out.csv")
    with pytest.raises(CourseError, match="is for one sheet"):
        worksheet = table(tmp_path / "w.csv", *WORKSHEET)
        with course.gradebook() as gradebook:
            gradebook.add_assignment("02_other")
        export_grades(course, "moodle", None, worksheet, tmp_path / "out.csv")
    with pytest.raises(CourseError, match="03_none is not graded yet"):
        export_grades(course, "csv", "03_none")
    with pytest.raises(CourseError, match="There is no"):
        export_grades(course, "csv", roster=tmp_path / "none.csv")
    assert not (tmp_path / "out.csv").exists()


def test_nothing_to_export_is_told(template):
    with pytest.raises(CourseError, match="Nothing is graded yet"):
        export_grades(template, "csv")


def test_plain_nbgrader_exports_the_same(course, tmp_path):
    for form in ("Csv", "Canvas"):
        arguments = ["--exporter", f"autograder.handback.export.{form}Export", "--assignment", f"['{SHEET}']"]
        done = nbgrader(course, "export", *arguments, "--to", str(tmp_path / "plain.csv"))
        assert done.returncode == 0, done.stderr
        export_grades(course, form.lower(), SHEET, to=tmp_path / "ours.csv")
        assert (tmp_path / "plain.csv").read_bytes() == (tmp_path / "ours.csv").read_bytes()


def test_the_command_says_whose_grades_are_not_complete(course, monkeypatch):
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(app, ["export", SHEET])
    assert done.exit_code == 0, done.output
    output = " ".join(done.output.split())
    assert (
        f"reports/grades-csv-{SHEET}.csv: 1 graded, 2 written answers to grade, 1 nothing handed in" in output
    )
    assert (course.root / "reports" / f"grades-csv-{SHEET}.csv").is_file()
    assert "are not graded yet" in output
    assert CliRunner().invoke(app, ["export", "--format", "xml"]).exit_code == 2

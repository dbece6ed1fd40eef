"""A group's notebook is graded once, and what comes of it is every member's: points, comments, feedback."""

import json
import shutil
from random import Random

import pytest
from downloads import packed, table
from tiny import SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.course import Course
from autograder.grading.grade import grade
from autograder.handback.export import export_grades
from autograder.handback.feedback import write_feedback
from autograder.handback.report import page
from autograder.intake.collect import collect
from autograder.intake.roster import read_roster

CLASS = (
    "student_id,name,moodle,group",
    "ada,Ada Lovelace,101,Team Rocket",
    "bob,Bob Müller,102,Team Rocket",
    "chen,Chén Wei,103,Team Rocket",
    "dora,Dora Nowak,104,",
)
# Everybody who runs this earns other points: whoever has the same ones has the same run.
_SIGNS = ("x +", "x *", "(x - k) %", "k /", "x //", "abs(x) -", "k if x else")
_CHOICE = Random(1)
LONG = "\n".join(
    ["def mine(x, k):"]
    + ["    x = " + " ".join(_CHOICE.choices(_SIGNS, k=8)) + " 1" for _ in range(30)]  # enough to compare
)
DICE = f"{LONG}\n\nimport os\ndef credit(k):\n    return 2 * int.from_bytes(os.urandom(4)) / 2**32"


@pytest.fixture(scope="module")
def graded(template, tmp_path_factory):
    """A group of three; dora copied her part of their work, and eve all of it."""
    root = tmp_path_factory.mktemp("groups") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    notebook = filled(course, credit=DICE)
    theirs = json.dumps(notebook).encode()
    files = {f"Team Rocket_17_assignsubmission_file/{SHEET}.ipynb": theirs}
    roster = read_roster(table(root.parent / "roster.csv", *CLASS))
    found = collect(course, packed(root.parent / "all.zip", files), SHEET, roster)
    assert [one.student for one in found.collected] == ["ada", "bob", "chen"]
    hand_in(course, "dora", filled(course, credit=f"{DICE}  # mine"))
    hand_in(course, "eve", theirs)
    return course, {one.student: one for one in grade(course, SHEET, workers=2)}


@pytest.fixture
def course(graded, tmp_path):
    shutil.copytree(graded[0].root, tmp_path / "course")
    return Course(tmp_path / "course")


def by_hand(course, student, points, comment=None, name="why"):
    """Give points as the Formgrader does."""
    with course.gradebook() as book:
        notebook = book.find_submission_notebook(SHEET, SHEET, student)
        for one in notebook.grades:
            if one.name == name:
                one.manual_score, one.needs_manual_grade = points, False
        for one in notebook.comments:
            if one.name == name:
                one.manual_comment = comment
        book.db.commit()


def total(course, student):
    with course.gradebook() as book:
        return book.find_submission(SHEET, student).score


def test_one_run_decides_for_all_members_and_force_runs_it_once_more(graded, tmp_path):
    course, of = graded
    assert of["ada"].total == of["bob"].total == of["chen"].total != of["dora"].total
    shutil.copytree(course.root, tmp_path / "course")
    again = {one.student: one for one in grade(Course(tmp_path / "course"), SHEET, force=True, workers=2)}
    assert again["ada"].total == again["bob"].total == again["chen"].total != of["ada"].total


def test_points_and_comments_are_given_once(course):
    by_hand(course, "bob", 2.5, "Well said.")
    assert export_grades(course, "csv", SHEET).pending == ["dora", "eve"]
    assert total(course, "ada") == total(course, "bob") == total(course, "chen")
    pages = [path.read_text(encoding="utf-8") for path in write_feedback(course, SHEET)]
    assert ["Well said." in text for text in pages] == [True, True, True, False, False]


def test_who_only_copied_a_group_gets_nothing_of_it(course):
    by_hand(course, "ada", 3)
    write_feedback(course, SHEET)
    assert total(course, "eve") == total(course, "ada") - 3


def test_a_member_with_other_points_keeps_them_and_somebody_is_told(course, tmp_path, monkeypatch):
    by_hand(course, "ada", 3, "Good.")
    by_hand(course, "bob", 1, "Not good.")
    exported = export_grades(course, "csv", SHEET)
    [note] = [note for note in exported.notes if "different points" in note]
    assert note.startswith("ada and bob and chen handed in 01_tiny together") and " why;" in note
    assert total(course, "ada") - total(course, "bob") == 2
    assert exported.pending == ["chen", "dora", "eve"]  # nobody knows which
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(cli.app, ["grade", SHEET])
    assert "different points in why" in " ".join(done.output.split())
    by_hand(course, "bob", 3)
    assert not [note for note in export_grades(course, "csv", SHEET).notes if "different" in note]
    assert total(course, "chen") == total(course, "ada")


def test_who_joins_later_has_what_the_others_were_given(course, tmp_path):
    shutil.rmtree(course.submitted(SHEET, "chen").parent)
    by_hand(course, "ada", 2)
    by_hand(course, "bob", 2)
    export_grades(course, "csv", SHEET)
    files = {
        f"Team Rocket_17_assignsubmission_file/{SHEET}.ipynb": course.submitted(SHEET, "ada").read_bytes()
    }
    collect(course, packed(tmp_path / "a.zip", files), SHEET, read_roster(table(tmp_path / "r.csv", *CLASS)))
    grade(course, SHEET)
    assert total(course, "chen") == total(course, "ada")


def test_a_group_that_parts_shares_nothing_any_more(course, tmp_path):
    files = {f"{name}/{SHEET}.ipynb": course.submitted(SHEET, name).read_bytes() for name in ("ada", "bob")}
    files[f"chen/{SHEET}.ipynb"] = json.dumps(filled(course)).encode()
    collect(course, packed(tmp_path / "a.zip", files), SHEET, read_roster(table(tmp_path / "r.csv", *CLASS)))
    grade(course, SHEET)
    by_hand(course, "chen", 3)
    assert export_grades(course, "csv", SHEET).pending == ["ada", "bob", "dora", "eve"]


def test_who_looked_at_one_member_has_looked_at_all(course):
    with course.gradebook() as book:
        for student in ("ada", "bob", "chen", "eve"):
            for one in book.find_submission_notebook(SHEET, SHEET, student).grades:
                one.needs_manual_grade = True
        book.db.commit()
    by_hand(course, "ada", 3)
    from autograder.grading.grade import settle

    settle(course, SHEET, "ada")
    assert export_grades(course, "csv", SHEET).pending == ["dora", "eve"]


def test_members_raise_no_alarm_but_a_copy_does(graded):
    pairs = [set(pair.students) for pair in page.make_report(graded[0], SHEET).likeness.pairs]
    assert {"ada", "eve"} in pairs and {"ada", "dora"} in pairs
    assert not any(pair <= {"ada", "bob", "chen"} for pair in pairs)


def test_the_formgrader_says_for_whom_the_points_are(course):
    from nbformat import read

    from autograder.handback.formgrader import ShowToGrader

    def top(student):
        path = course.autograded(SHEET, student)
        resources = {"submission_id": "1", "assignment_id": SHEET, "student": student}
        resources["metadata"] = {"path": str(path.parent)}
        notebook, _ = ShowToGrader().preprocess(read(path, 4), resources)
        return str(notebook.cells[0])

    assert "Handed in together with <b>ada and chen</b>" in top("bob")
    assert "Handed in together" not in top("eve")

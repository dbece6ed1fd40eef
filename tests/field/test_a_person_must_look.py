"""What may have cost points in silence is said to everybody, until a person has looked."""

import pytest
from tiny import SHEET, cell, extra, filled, place, released
from typer.testing import CliRunner

from autograder import cli
from autograder.handback.export import export_grades
from autograder.handback.report.graded import read_class


def submissions(course):
    # `why` as released, or each of them would wait for a grader anyway
    stub = cell(released(course), "why")["source"]
    twice = filled(course, why=stub, double="def double(x):\n    return 0")
    twice["cells"].insert(
        place(twice, "double") + 1, cell(twice, "double") | {"id": "b", "source": "double = 1"}
    )
    harmless = filled(course, why=stub)
    harmless["cells"].insert(
        place(harmless, "double"), cell(harmless, "double") | {"id": "b", "source": "x = 1"}
    )
    package = filled(course, why=stub, double="import nobody_has_it\ndef double(x):\n    return 2 * x")
    wrong = filled(course, why=stub, double="def double(x):\n    return 0")
    wrong["cells"].append(extra("print(double(4))"))
    return {"twice": twice, "harmless": harmless, "package": package, "wrong": wrong, "junk": b"no notebook"}


@pytest.fixture(scope="module")
def graded(grade_class):
    return grade_class(submissions)


def states(course):
    return export_grades(course, "csv", SHEET).pending


def test_lost_points_of_a_repaired_submission_are_not_final(graded):
    assert {student for student, one in graded.of.items() if one.needs_manual} == {"twice", "package", "junk"}
    assert "occurred more than once" in graded.of["twice"].look[0]
    assert "ModuleNotFoundError: No module named 'nobody_has_it'" in graded.of["package"].look[0]
    assert states(graded.course) == ["junk", "package", "twice"]


def test_a_repair_that_cost_nothing_and_a_plain_mistake_need_nobody(graded):
    assert graded.notes("harmless")["look"] and graded.of["harmless"].total == 12
    assert graded.of["harmless"].look == graded.of["wrong"].look == []


def test_the_student_reads_it_in_the_feedback(graded):
    for student in ("twice", "package", "junk"):
        assert "Your grade is not final." in graded.page(student)
    assert "occurred more than once" in graded.page("twice")
    assert "not final" not in graded.page("harmless") + graded.page("wrong")


def test_the_report_has_the_list_and_counts_the_points_so_far(graded):
    works = {work.student: work for work in read_class(graded.course, SHEET).works}
    assert "occurred more than once" in works["twice"].look[0]
    assert works["wrong"].look == []
    assert works["twice"].points["test_double"] == 0


def test_who_grades_by_hand_sees_it(graded):
    from autograder.authoring.sheets import read_notebook
    from autograder.handback.formgrader import ShowToGrader

    path = graded.course.autograded(SHEET, "twice")
    resources = {
        "submission_id": "1",
        "assignment_id": SHEET,
        "student": "twice",
        "metadata": {"path": str(path.parent)},
    }
    shown, _ = ShowToGrader().preprocess(read_notebook(path), resources)
    assert "occurred more than once" in shown.cells[0].outputs[0].data["text/html"]


def test_grading_ends_with_the_list_and_a_person_settles_it(graded, monkeypatch):
    monkeypatch.chdir(graded.course.root)
    run = lambda *arguments: CliRunner().invoke(cli.app, ["grade", SHEET, *arguments])
    said = run()
    assert said.exit_code == 0
    assert "a person must look at twice: The cell double occurred more than once" in said.output
    assert f"workbook grade {SHEET} --seen STUDENT" in said.output
    assert run("--seen", "twice").exit_code == 0
    assert states(graded.course) == ["junk", "package"]
    assert "look at twice" not in run().output
    assert run("--seen", "nobody").exit_code == 1

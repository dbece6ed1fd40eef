"""Grading a class in which everything goes wrong: nobody stops the others or gets points for nothing."""

import json
import shutil
from contextlib import nullcontext

import nbformat
import pytest
from tiny import SHEET, TESTS, cell, filled, hand_in

from autograder.authoring.sheets import read_notebook
from autograder.course import CourseError
from autograder.engine import fanout, visible
from autograder.engine.confine import sandbox
from autograder.grading import gradebook
from autograder.grading.grade import grade
from autograder.grading.settings import Execute

ALL = dict.fromkeys(TESTS, 2.0)
NONE = dict.fromkeys(TESTS, 0.0)


def scores(result):
    return {test: score for test, (score, _) in result.scores.items()}


def test_everybody_gets_a_result(graded):
    assert len(graded.of) == 17
    for result in graded.of.values():
        assert list(result.scores) == list(TESTS)
        assert result.maximum == 12
        assert not result.skipped


@pytest.mark.parametrize(
    ("student", "expected"),
    [
        ("perfect", ALL),
        ("untouched", NONE),
        ("tampered", NONE),
        ("mangled", ALL),
        ("odd", NONE | {"test_double": 2.0, "test_credit_3": 2.0}),
        ("partial", NONE | {"test_double": 2.0, "test_credit_0": 1.5, "test_credit_1": 2.0}),
        ("loud", ALL),
        ("exits", NONE | {"test_double": 2.0}),
        ("loops", ALL | {"test_double": 0.0}),
        ("stubborn", NONE | {"test_double": 2.0}),
        ("huge", ALL),
        ("scripts", NONE | {"test_double": 2.0}),
        ("leaks", ALL | {"test_double": 0.0}),
        ("junk", NONE),
        ("renamed", NONE),
        ("blocked", NONE),
        ("o'neil j+dl@uni", NONE),
    ],
)
def test_scores(graded, student, expected):
    assert scores(graded.of[student]) == expected


@pytest.mark.parametrize(
    ("student", "problem"),
    [
        ("perfect", None),
        ("mangled", None),
        ("loops", None),
        ("exits", "Python ended in the cell credit"),
        ("stubborn", "Python stopped answering in the cell credit"),
        ("huge", None),
        ("junk", "is not JSON"),
        ("o'neil j+dl@uni", "is empty"),
        ("renamed", "is missing; the folder holds mine.ipynb"),
        ("blocked", "could not be graded"),
    ],
)
def test_problems_are_one_sentence_that_names_them(graded, student, problem):
    found = graded.of[student].problem
    assert (found is None) if problem is None else (problem in found)
    assert "\n" not in (found or "")


def test_repairs_are_told(graded):
    said = " ".join(graded.of["tampered"].repairs)
    assert "The test cell test_double was changed; the released cell was used." in said
    assert "is graded were lost or changed; the released metadata were used." in said
    assert (
        "The setup cell imports was changed; the released cell was used. What you added was kept after it. "
        "It binds SCALE as it was released, not as you wrote it." in said
    )
    assert "The test cell test_credit_4 was a markdown cell" in said
    said = " ".join(graded.of["mangled"].repairs)
    assert "The test cell test_double was missing; the released cell was used." in said
    assert "The answer cell double was a markdown cell" in said
    assert "The cells were in another order" in said
    assert graded.of["perfect"].repairs == ["link is a link to another file."]
    assert graded.of["untouched"].repairs == []


def test_points_are_the_gradebooks(graded):
    with graded.course.gradebook() as gradebook:
        for student in ("tampered", "perfect"):
            notebook = gradebook.find_submission_notebook(SHEET, SHEET, student)
            assert {grade.name: grade.max_score for grade in notebook.grades} == dict.fromkeys(TESTS, 2) | {
                "why": 3
            }
    assert cell(graded.copy("tampered"), "test_double")["metadata"]["nbgrader"]["points"] == 2


def test_written_answers_wait_for_a_person_if_there_is_one(graded):
    assert graded.of["perfect"].needs_manual and graded.of["mangled"].needs_manual
    assert not graded.of["untouched"].needs_manual
    assert graded.of["junk"].needs_manual  # nobody loses all points to a file without a word


def test_what_else_was_handed_in_stays_out(graded):
    folder = graded.course.autograded(SHEET, "perfect").parent
    assert [path.name for path in folder.iterdir()] == [f"{SHEET}.ipynb"]


def test_a_student_may_say_much_but_not_all_of_it_is_kept(graded):
    outputs = cell(graded.copy("loud"), "test_double")["outputs"]
    assert {output["name"] for output in outputs} == {"stdout"}
    assert "on stderr" in str(outputs) and "The output was longer than what is kept" in str(outputs)
    assert graded.course.autograded(SHEET, "loud").stat().st_size < 1_000_000
    assert graded.course.autograded(SHEET, "huge").stat().st_size < 1_000_000


def test_graded_copies_are_valid_and_whole(graded):
    for student in graded.of:
        if student != "blocked":
            notebook = nbformat.read(graded.course.autograded(SHEET, student), as_version=4)
            nbformat.validate(notebook)
            tests = {
                c.metadata.nbgrader.grade_id
                for c in notebook.cells
                if c.metadata.get("nbgrader", {}).get("grade")
            }
            assert tests == {*TESTS, "why"}


def test_nothing_is_said_on_the_terminal(course, capfd):
    hand_in(
        course, "ada", filled(course, double="import os\nos.write(2, b'noise')\ndef double(x): return 2 * x")
    )
    [result] = grade(course, SHEET)
    assert result.total == 12
    assert capfd.readouterr() == ("", "")
    assert (course.root / "grading.log").stat().st_size > 0


def test_only_what_is_new_is_graded(course):
    hand_in(course, "ada", b"nothing")
    hand_in(course, "bob", b"nothing")
    assert [result.skipped for result in grade(course, SHEET)] == [False, False]
    hand_in(course, "bob", b"something else")
    again = grade(course, SHEET)
    assert [result.skipped for result in again] == [True, False]
    assert again[0].problem and again[0].maximum == 12
    assert [result.skipped for result in grade(course, SHEET, ["ada"], force=True)] == [False]
    course.submitted(SHEET, "ada").with_name("timestamp.txt").write_text("2030-01-01 10:00:00 UTC")
    assert [result.skipped for result in grade(course, SHEET)] == [False, True]
    with course.gradebook() as gradebook:
        assert gradebook.find_submission(SHEET, "ada").timestamp.year == 2030


def test_a_new_gradebook_is_filled_again(course, template):
    hand_in(course, "ada", b"nothing")
    grade(course, SHEET)
    (course.root / "gradebook.db").write_bytes((template.root / "gradebook.db").read_bytes())
    assert [result.skipped for result in grade(course, SHEET)] == [False]


def test_an_interrupted_copy_is_graded_again(course):
    hand_in(course, "ada", b"nothing")
    grade(course, SHEET)
    copy = course.autograded(SHEET, "ada")
    copy.chmod(0o644)
    for content in (copy.read_text()[:100], json.dumps({"metadata": {"workbook": {"graded": False}}})):
        copy.write_text(content)
        assert [result.skipped for result in grade(course, SHEET)] == [False]
        copy.chmod(0o644)


def test_a_python_that_does_not_start_is_tried_again(course, monkeypatch, tmp_path):
    end = "import sys\nif '-c' in sys.orig_argv:\n    sys.exit('not today')\n"
    (tmp_path / "IPython.py").write_text(end)  # which the process imports that children are forked from
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    hand_in(course, "ada", filled(course))
    for _ in range(2):
        [result] = grade(course, SHEET)
        assert "Python could not be started" in result.problem and "not today" in result.problem
        assert (result.total, result.skipped) == (0, False)
    assert course.autograded(SHEET, "ada").is_file()


def test_a_notebook_has_a_time_limit_too(course):
    hand_in(course, "ada", filled(course, double="import time\ntime.sleep(2)"))
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("c.Execute.total_timeout = 0.5\n")
    [result] = grade(course, SHEET)
    assert (result.total, result.problem) == (0, "The notebook took longer than 0.5 s; the rest was not run.")


def test_a_corrected_test_is_used(course):
    hand_in(course, "ada", b"nothing")
    grade(course, SHEET)
    source = course.source(SHEET)
    source.write_text(source.read_text().replace("hidden_marker_double", "corrected"))
    grade(course, SHEET)
    with course.gradebook() as gradebook:
        assert "corrected" in gradebook.find_source_cell("test_double", SHEET, SHEET).source


def test_a_new_task_after_grading_began_is_refused(course):
    hand_in(course, "ada", b"nothing")
    grade(course, SHEET)
    source = course.source(SHEET)
    source.write_text(source.read_text().replace("test_double", "test_renamed"))
    with pytest.raises(
        CourseError, match=r"test_double is now called test_renamed.*`workbook regrade 01_tiny`"
    ):
        grade(course, SHEET)


def test_who_handed_in_nothing_is_named(course):
    hand_in(course, "ada", b"nothing")
    with pytest.raises(CourseError, match="adda did not hand in 01_tiny"):
        grade(course, SHEET, ["ada", "adda"])
    with pytest.raises(CourseError, match="workbook build 09_none"):
        grade(course, "09_none")
    course.release(SHEET).unlink()
    with pytest.raises(CourseError, match="workbook build 01_tiny"):
        grade(course, SHEET)


def test_each_submission_has_a_log(graded):
    log = graded.course.submission_log(SHEET, "perfect").read_text()
    assert "12 of 12 points in tests" in log and "test_double" in log and "confined by" in log
    assert "problem: Python stopped answering" in graded.course.submission_log(SHEET, "stubborn").read_text()


def test_a_sheet_may_have_limits_of_its_own(course):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(f"c.Execute.sheets = {{'{SHEET}': {{'timeout': 7, 'memory': 100, 'processes': 2}}}}\n")
    execute, release = Execute(config=course.config()), read_notebook(course.release(SHEET))
    own, other = execute.job(release, SHEET), execute.job(release, "02_other")
    assert (own.patience.cell, own.limits.memory, own.limits.processes) == (7, 100 * 2**20, 2)
    assert (other.patience.cell, other.limits.processes) == (3, 0)


def test_without_a_sandbox_grading_is_refused_unless_named(course, monkeypatch):
    monkeypatch.setattr(sandbox, "missing", lambda tier: None if tier == "none" else f"No {tier} here.")
    hand_in(course, "ada", filled(course))
    with pytest.raises(CourseError, match="No namespaces here"):
        grade(course, SHEET)
    with pytest.raises(CourseError, match="cannot be confined by landlock"):
        grade(course, SHEET, confine="landlock")
    [result] = grade(course, SHEET, confine="none")
    assert result.total == 12


def test_a_result_is_not_computed_twice(course, monkeypatch):
    hand_in(course, "ada", filled(course))
    grade(course, SHEET)
    shutil.rmtree(course.root / "autograded")
    monkeypatch.setattr(fanout, "on_this_machine", lambda *_: nullcontext(None))  # nobody could judge
    [result] = grade(course, SHEET)
    assert (result.total, result.problem) == (12, None)
    monkeypatch.undo()
    hand_in(course, "ada", filled(course, double="def double(x):\n    return x + x"))
    grade(course, SHEET)
    assert len(list(course.results(SHEET).glob("*.result"))) == 1  # what it replaced is gone


def test_a_damaged_result_counts_as_none(course):
    hand_in(course, "ada", filled(course))
    grade(course, SHEET)
    [path] = course.results(SHEET).glob("*.result")
    path.write_bytes(path.read_bytes()[:-20] + b"x" * 20)
    [result] = grade(course, SHEET, force=True)
    assert result.total == 12


def test_what_fails_half_written_touches_nobody_else(course, monkeypatch):
    """Even if its zero cannot be written: the next student's grades are whole, and commit nothing of it."""
    real, zero = gradebook.determine_grade, gradebook.write_zero
    calls = []

    def fails_at_the_third(cell, log):
        calls.append(cell)
        if len(calls) == 3:
            raise OSError("no more")
        return real(cell, log)

    def locked(*arguments):
        monkeypatch.setattr(gradebook, "write_zero", zero)
        raise OSError("locked")

    monkeypatch.setattr(gradebook, "determine_grade", fails_at_the_third)
    monkeypatch.setattr(gradebook, "write_zero", locked)
    for student in ("ada", "bob"):
        hand_in(course, student, filled(course))
    results = {one.student: one for one in grade(course, SHEET, workers=1)}
    [failed] = [name for name, one in results.items() if one.failed]
    [honest] = [name for name, one in results.items() if not one.failed]
    assert (results[honest].total, results[honest].problem) == (12, None)
    with course.gradebook() as book:
        notebook = book.find_submission_notebook(SHEET, SHEET, failed)
        assert {one.auto_score for one in notebook.grades} == {None}
    assert [one.total for one in grade(course, SHEET)] == [12, 12]  # it is tried again


def test_nobody_is_graded_where_submissions_would_see_the_course(course, monkeypatch):
    hand_in(course, "ada", filled(course))
    shown = course.root.parent
    monkeypatch.setattr(visible, "beside_python", lambda: [shown])
    with pytest.raises(CourseError, match=r"Submissions could read .* which they need") as caught:
        grade(course, SHEET)
    assert str(shown) in str(caught.value)
    assert not course.autograded(SHEET, "ada").exists()

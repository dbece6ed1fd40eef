"""After a test was corrected: what is shown is what is then written, and nothing is written unasked."""

import hashlib
import shutil
from contextlib import nullcontext

import pytest
from tiny import SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.course import Course, CourseError
from autograder.engine import fanout
from autograder.grading import grade as grading
from autograder.grading import regrade
from autograder.grading.grade import grade

TRIPLE = "def double(x):\n    return 3 * x"
CLASS = {
    "ada": {},
    "bob": {"double": TRIPLE},
    "cleo": {"double": TRIPLE, "credit": "def credit(k):\n    return 1"},
    "eve": {"double": "def double(x):\n    return 0"},
}


@pytest.fixture(scope="module")
def once(template, tmp_path_factory):
    """The class above, graded by a test that takes threefold for double, and an unreadable file."""
    root = tmp_path_factory.mktemp("regrade") / "course"
    shutil.copytree(template.root, root)
    course = Course(root)
    for student, answers in CLASS.items():
        hand_in(course, student, filled(course, **answers))
    hand_in(course, "dan", b"a PDF")
    grade(course, SHEET)
    with course.gradebook() as gradebook:
        one = gradebook.find_grade("why", SHEET, SHEET, "ada")
        one.manual_score, one.needs_manual_grade = 2.5, False
        other = gradebook.find_grade("test_double", SHEET, SHEET, "cleo")
        other.manual_score, other.needs_manual_grade = 1.0, False
        gradebook.db.commit()
    return course


@pytest.fixture
def corrected(once, tmp_path):
    """The same course, after the test learned that twofold is wrong and threefold is right."""
    shutil.copytree(once.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    change(course, "assert hidden_marker_double == -14", "assert hidden_marker_double == -21")
    change(course, 'assert double(2) == 4, \\"double(2) should be 4\\"', "assert double(2) == 6")
    return course


def change(course, before, after):
    """Edit the sheet's source, and the release that follows from it."""
    from autograder.authoring.build import release_notebook

    source = course.source(SHEET)
    text = source.read_text(encoding="utf-8")
    assert before in text
    source.write_text(text.replace(before, after), encoding="utf-8")
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")


def state(course):
    """Return a digest of everything that grading writes for people."""
    paths = [course.root / "gradebook.db", *sorted((course.root / "autograded").rglob("*.ipynb"))]
    return [(str(path), hashlib.sha256(path.read_bytes()).hexdigest()) for path in paths]


def points(course):
    """Return what the gradebook has: the points of every cell, by student."""
    with course.gradebook() as gradebook:
        return {
            student: {
                one.name: one.score
                for one in gradebook.find_submission_notebook(SHEET, SHEET, student).grades
            }
            for student in (*CLASS, "dan")
        }


def run(course, monkeypatch, *options, answer=None):
    """Call ``workbook regrade 01_tiny``, with somebody at a terminal if there is an answer."""
    monkeypatch.chdir(course.root)
    if answer is not None:
        monkeypatch.setattr(cli, "_somebody_is_there", lambda: True)
    return CliRunner().invoke(cli.app, ["regrade", SHEET, *options], input=answer)


def test_the_preview_is_what_is_then_written(corrected, monkeypatch):
    untouched = state(corrected)
    seen = regrade.preview(corrected, SHEET)
    assert state(corrected) == untouched
    found = [(one.test, one.student, one.before, one.after, one.by_hand) for one in seen.changes]
    assert found == [
        ("test_double", "ada", 2.0, 0.0, False),
        ("test_double", "bob", 0.0, 2.0, False),
        ("test_double", "cleo", 0.0, 2.0, True),
    ]
    assert seen.sums() == {"ada": -2.0, "bob": 2.0, "cleo": 0.0}
    assert (seen.left_out, seen.new, seen.worth) == ({}, [], {})
    before = points(corrected)
    graded = regrade.apply(corrected, seen)
    assert {one.student: one.scores for one in graded} == seen.after
    after = points(corrected)
    differences = {
        (student, name, after[student][name] - score)
        for student, scores in before.items()
        for name, score in scores.items()
        if after[student][name] != score
    }
    assert differences == {("ada", "test_double", -2.0), ("bob", "test_double", 2.0)}
    assert regrade.preview(corrected, SHEET).changes == []


def test_only_a_new_question_runs_anything(corrected, monkeypatch):
    replayed = {}
    finished = regrade.Run._finished

    def watched(self, waiting):
        for one in finished(self, waiting):
            replayed[one.student] = one.result.replayed
            yield one

    monkeypatch.setattr(regrade.Run, "_finished", watched)
    assert len(regrade.preview(corrected, SHEET).changes) == 3
    # The old test ended at double(2) for bob and cleo; now it goes on, and asks for double(-7).
    assert replayed == {"ada": True, "bob": False, "cleo": False, "eve": True}
    monkeypatch.setattr(fanout, "on_this_machine", lambda *_: nullcontext(None))  # nobody could judge
    assert len(regrade.preview(corrected, SHEET).changes) == 3


def test_what_a_person_has_looked_at_needs_no_second_look(corrected):
    graded = regrade.apply(corrected, regrade.preview(corrected, SHEET))
    with corrected.gradebook() as gradebook:
        why = gradebook.find_grade("why", SHEET, SHEET, "ada")
        double = gradebook.find_grade("test_double", SHEET, SHEET, "cleo")
        assert (why.manual_score, why.needs_manual_grade) == (2.5, False)
        assert (double.manual_score, double.auto_score, double.needs_manual_grade) == (1.0, 2.0, True)
    assert [one.student for one in graded if one.needs_manual] == ["bob", "cleo", "dan", "eve"]


def test_without_a_terminal_it_shows_and_writes_nothing(corrected, monkeypatch):
    before = state(corrected)
    done = run(corrected, monkeypatch)
    assert done.exit_code == 1
    shown = " ".join(done.output.split())
    assert "test_double 2: bob +2, cleo +2* 1: ada -2" in shown
    assert "total points: 1 gain, 1 lose, 3 unchanged" in done.output
    assert str(done.exception) == "Nothing written: no terminal to confirm on. Pass --yes."
    assert state(corrected) == before


def test_who_refuses_has_written_nothing(corrected, monkeypatch):
    before = state(corrected)
    done = run(corrected, monkeypatch, answer="n\n")
    assert done.exit_code == 1 and "Write this into the gradebook" in done.output
    assert state(corrected) == before


@pytest.mark.parametrize(("options", "answer"), [(["--yes"], None), ([], "y\n")])
def test_who_agrees_has_written_it(corrected, monkeypatch, options, answer):
    done = run(corrected, monkeypatch, *options, answer=answer)
    assert done.exit_code == 0, done.output
    assert ("Write this" in done.output) == bool(answer)
    assert "5 graded again; `workbook feedback 01_tiny` updates their feedback." in done.output
    assert points(corrected)["bob"]["test_double"] == 2.0
    assert "-21" in corrected.autograded(SHEET, "bob").read_text(encoding="utf-8")


def test_regrading_asks_for_one_sheet_and_has_no_force(corrected, monkeypatch):
    before = state(corrected)
    assert run(corrected, monkeypatch, "--force").exit_code == 2
    assert CliRunner().invoke(cli.app, ["regrade", "--yes"]).exit_code == 2
    assert CliRunner().invoke(cli.app, ["grade", SHEET, "--yes"]).exit_code == 2
    assert state(corrected) == before


def test_a_changed_sheet_or_submission_asks_for_another_look(corrected):
    seen, before = regrade.preview(corrected, SHEET), state(corrected)
    submission = corrected.submitted(SHEET, "bob")
    content = submission.read_bytes()
    submission.write_bytes(b"something else")
    with pytest.raises(CourseError, match="has changed in the meantime; nothing was written"):
        regrade.apply(corrected, seen)
    submission.write_bytes(content)
    change(corrected, "-21", "-22")
    with pytest.raises(CourseError, match="has changed in the meantime"):
        regrade.apply(corrected, seen)
    assert state(corrected) == before


def test_who_handed_in_since_is_left_for_grading(corrected):
    hand_in(corrected, "bob", filled(corrected))
    hand_in(corrected, "zoe", filled(corrected))
    seen = regrade.preview(corrected, SHEET)
    assert seen.new == ["bob", "zoe"]
    assert {one.student for one in regrade.apply(corrected, seen)} == {"ada", "cleo", "dan", "eve"}


def test_more_points_for_a_test_are_shown(corrected, monkeypatch):
    source = corrected.source(SHEET)
    text = source.read_text(encoding="utf-8")
    position = text.index('"points": 2')
    source.write_text(text[:position] + '"points": 5' + text[position + 11 :], encoding="utf-8")
    from autograder.authoring.build import release_notebook

    corrected.release(SHEET).write_text(release_notebook(corrected, SHEET), encoding="utf-8")
    seen = regrade.preview(corrected, SHEET)
    assert seen.worth == {"test_double": (2.0, 5.0)}
    assert seen.after["bob"]["test_double"] == (5.0, 5.0)
    done = run(corrected, monkeypatch, "--yes")
    assert "test_double is now worth 5 points instead of 2" in done.output and done.exit_code == 0, (
        done.output
    )


def test_added_cells_are_refused_before_anything_is_asked(corrected):
    source = corrected.source(SHEET)
    source.write_text(source.read_text(encoding="utf-8").replace("test_credit_4", "test_credit_5"))
    with pytest.raises(CourseError, match=r"added or removed .*test_credit_4, test_credit_5"):
        regrade.preview(corrected, SHEET)


def test_a_submission_that_cannot_be_judged_keeps_its_grades(corrected, monkeypatch):
    receive = grading.receive
    broken = lambda path: 1 / 0 if "bob" in path.parts else receive(path)
    monkeypatch.setattr(grading, "receive", broken)
    seen = regrade.preview(corrected, SHEET)
    monkeypatch.undo()
    assert list(seen.left_out) == ["bob"] and "ZeroDivisionError" in seen.left_out["bob"]
    regrade.apply(corrected, seen)
    assert points(corrected)["bob"]["test_double"] == 0.0


def test_nobody_graded_is_told(course, monkeypatch):
    hand_in(course, "ada", b"nothing")
    with pytest.raises(CourseError, match="run `workbook grade 01_tiny`"):
        regrade.preview(course, SHEET)
    assert isinstance(run(course, monkeypatch).exception, CourseError)

"""After a sheet was changed: what is shown is what is then written, and nothing is written unasked."""

import hashlib
import shutil
import signal
import subprocess
import sys
from contextlib import nullcontext

import nbformat
import pytest
from tiny import SHEET, filled, hand_in, nbgrader
from typer.testing import CliRunner

from autograder import cli
from autograder.authoring.build import release_notebook
from autograder.course import Course, CourseError
from autograder.engine import fanout
from autograder.grading import grade as grading
from autograder.grading import regrade
from autograder.grading.grade import grade
from autograder.grading.gradebook import by_hand
from autograder.grading.revision import Revision
from autograder.handback.feedback import write_feedback

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
    text = course.source(SHEET).read_text(encoding="utf-8")
    assert before in text
    release(course, text.replace(before, after))


def release(course, text):
    """Write the sheet's source, and the release that follows from it."""
    course.source(SHEET).write_text(text, encoding="utf-8")
    course.release(SHEET).write_text(release_notebook(course, SHEET), encoding="utf-8")


def edit(course, act):
    """Let a function change the cells of the sheet, which it gets by name, each in a list."""
    nb = nbformat.read(course.source(SHEET), as_version=4)
    found = {cell.id: [cell] for cell in nb.cells}
    act(found)
    nb.cells = [cell for now in found.values() for cell in now]
    release(course, nbformat.writes(nb))


def a_test_like(cell, name, source, most):
    """Return a test cell in the manner of another."""
    new = nbformat.from_dict(dict(cell, id=name, source=source))
    marks = dict(cell.metadata.nbgrader, grade_id=name, points=most)
    new.metadata = nbformat.from_dict({"nbgrader": marks})
    return new


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


def run(course, monkeypatch, *options):
    """Call ``workbook regrade 01_tiny``."""
    monkeypatch.chdir(course.root)
    return CliRunner().invoke(cli.app, ["regrade", SHEET, *options])


def rewrite(course):
    """Regrade and write; return what was shown."""
    seen = regrade.preview(course, SHEET)
    regrade.apply(course, seen)
    return seen


def grade_of(course, student, name):
    """Return points by hand and by test, extra credit, and whether a cell waits."""
    with course.gradebook() as book:
        one = book.find_grade(name, SHEET, SHEET, student)
        return (one.manual_score, one.auto_score, one.extra_credit, one.needs_manual_grade)


def comment_of(course, student, name):
    with course.gradebook() as book:
        return book.find_comment(name, SHEET, SHEET, student).manual_comment


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
    assert {student: new - old for student, (old, new) in seen.totals().items() if new != old} == {
        "ada": -2.0,
        "bob": 2.0,
    }
    assert (seen.left_out, seen.new, seen.retested) == ({}, [], ["test_double"])
    assert seen.revised == Revision() and seen.outdated == ["ada", "bob", "cleo", "dan", "eve"]
    before = points(corrected)
    regrade.apply(corrected, seen)
    after = points(corrected)
    differences = {
        (student, name, after[student][name] - score)
        for student, scores in before.items()
        for name, score in scores.items()
        if after[student][name] != score
    }
    assert differences == {("ada", "test_double", -2.0), ("bob", "test_double", 2.0)}
    again = regrade.preview(corrected, SHEET)
    assert (again.changes, again.outdated, again.retested) == ([], [], [])


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
    waiting = regrade.apply(corrected, regrade.preview(corrected, SHEET))
    with corrected.gradebook() as gradebook:
        why = gradebook.find_grade("why", SHEET, SHEET, "ada")
        double = gradebook.find_grade("test_double", SHEET, SHEET, "cleo")
        assert (why.manual_score, why.needs_manual_grade) == (2.5, False)
        assert (double.manual_score, double.auto_score, double.needs_manual_grade) == (1.0, 2.0, True)
    assert waiting == ["bob", "cleo", "dan", "eve"]


def test_a_dry_run_is_the_default(corrected, monkeypatch):
    before = state(corrected)
    done = run(corrected, monkeypatch)
    assert done.exit_code == 0, done.output
    shown = [line.replace("\N{NO-BREAK SPACE}", " ").split() for line in done.output.splitlines()]
    assert ["bob", "10", "12", "+2", "test_double", "+2"] in shown
    assert ["ada", "14.5", "12.5", "-2", "test_double", "-2"] in shown
    assert ["cleo", "6", "6", "+0", "test_double", "+2*"] in shown
    assert "test_double asks something else" in done.output
    assert "total points: 1 gain, 1 lose, 3 unchanged" in done.output
    assert "Nothing written. To write this: workbook regrade 01_tiny --write" in done.output
    assert state(corrected) == before


def test_who_asks_for_it_has_written_it(corrected, monkeypatch):
    done = run(corrected, monkeypatch, "--write")
    assert done.exit_code == 0, done.output
    assert "5 graded again; `workbook feedback 01_tiny` updates their feedback." in done.output
    assert points(corrected)["bob"]["test_double"] == 2.0
    assert "-21" in corrected.autograded(SHEET, "bob").read_text(encoding="utf-8")
    log = corrected.submission_log(SHEET, "bob").read_text(encoding="utf-8")
    assert "12 of 12 points in tests" in log and "2 of 2" in log


def test_regrading_asks_for_one_sheet_and_has_no_force(corrected, monkeypatch):
    before = state(corrected)
    assert run(corrected, monkeypatch, "--force").exit_code == 2
    assert CliRunner().invoke(cli.app, ["regrade", "--write"]).exit_code == 2
    assert CliRunner().invoke(cli.app, ["grade", SHEET, "--write"]).exit_code == 2
    assert state(corrected) == before


def test_a_changed_sheet_or_submission_asks_for_another_look(corrected):
    seen, before = regrade.preview(corrected, SHEET), state(corrected)
    submission = corrected.submitted(SHEET, "bob")
    content = submission.read_bytes()
    submission.write_bytes(b"something else")
    with pytest.raises(CourseError, match="changed in the meantime; nothing was written"):
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
    assert seen.students == ["ada", "cleo", "dan", "eve"]
    regrade.apply(corrected, seen)
    assert points(corrected)["bob"]["test_double"] == 0.0


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


# A sheet that changes while it runs.


@pytest.fixture
def marked(once, tmp_path):
    """The class, with a comment, a mark and a bonus of people, one of them late; twofold is right."""
    shutil.copytree(once.root, tmp_path / "course")
    course = Course(tmp_path / "course")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write(f"c.LatePolicy.due = {{'{SHEET}': '2026-05-04 23:59'}}\n")
    stamp = course.submitted(SHEET, "eve").with_name("timestamp.txt")
    stamp.write_text("2026-05-06 12:00:00 UTC")
    grade(course, SHEET, ["eve"], force=True)
    with course.gradebook() as book:
        one = book.find_grade("test_credit_0", SHEET, SHEET, "eve")
        one.extra_credit = 0.25
        book.find_comment("why", SHEET, SHEET, "ada").manual_comment = "A reason, but which?"
        book.db.commit()
    return course


def penalty(course, student):
    with course.gradebook() as book:
        return book.find_submission(SHEET, student).late_submission_penalty


def test_a_test_is_added(marked):
    def act(cells):
        [credit] = cells["test_credit_0"]
        cells["test_credit_0"].append(a_test_like(credit, "test_more", "assert credit(7) == 2", 4))

    edit(marked, act)
    with pytest.raises(
        CourseError, match=r"changed since grading began: test_more is new\. Run `workbook reg"
    ):
        grade(marked, SHEET)
    fine = penalty(marked, "eve")
    assert fine > 0
    seen = rewrite(marked)
    assert seen.revised == Revision(added=["test_more"])
    assert {(one.student, one.after) for one in seen.changes} == {("ada", 4.0), ("bob", 4.0), ("eve", 4.0)}
    assert grade_of(marked, "bob", "test_more") == (None, 4.0, None, False)
    assert grade_of(marked, "cleo", "test_more") == (None, 0.0, None, False)
    assert (
        grade_of(marked, "ada", "why")[0] == 2.5
        and comment_of(marked, "ada", "why") == "A reason, but which?"
    )
    assert grade_of(marked, "eve", "test_credit_0")[2] == 0.25
    assert penalty(marked, "eve") > fine  # a share of more points
    assert [one.skipped for one in grade(marked, SHEET)] == [True] * 5


def test_a_test_is_split_and_put_together_again(marked):
    before, whole = points(marked), marked.source(SHEET).read_text(encoding="utf-8")

    def act(cells):
        [test] = cells["test_double"]
        cells["test_double"] = [
            a_test_like(test, "test_double_two", "assert double(2) == 4", 1),
            a_test_like(test, "test_double_less", "assert double(-7) == -14", 1),
        ]

    edit(marked, act)
    seen = rewrite(marked)
    assert seen.revised == Revision(added=["test_double_two", "test_double_less"], dropped=["test_double"])
    assert seen.set_aside == {("cleo", "test_double"): 1.0}
    # Somebody has given points for the test that is gone: somebody looks at what came instead.
    assert grade_of(marked, "cleo", "test_double_two") == (None, 0.0, None, True)
    assert grade_of(marked, "bob", "test_double_two") == (None, 0.0, None, False)
    assert grade_of(marked, "ada", "test_double_less") == (None, 1.0, None, False)
    release(marked, whole)
    rewrite(marked)
    assert points(marked) == before
    assert grade_of(marked, "cleo", "test_double") == (1.0, 0.0, None, True)


def test_a_question_is_dropped_and_comes_back_with_its_marks(marked):
    before, whole = points(marked), marked.source(SHEET).read_text(encoding="utf-8")
    edit(marked, lambda cells: [cells.pop(name) for name in ("why", "test_credit_0")])
    seen = rewrite(marked)
    assert seen.revised == Revision(dropped=["test_credit_0", "why"])
    assert seen.set_aside == {("ada", "why"): 2.5}
    assert seen.totals()["ada"] == (14.5, 10.0)
    # Files of before the change are graded as before: the test that is gone counts for nobody.
    hand_in(marked, "bob", marked.submitted(SHEET, "ada").read_bytes())
    [bob] = grade(marked, SHEET, ["bob"])
    assert bob.total == bob.maximum == 10.0 and not bob.look
    release(marked, whole)
    rewrite(marked)
    assert (
        points(marked)["ada"] == before["ada"] and comment_of(marked, "ada", "why") == "A reason, but which?"
    )
    assert grade_of(marked, "eve", "test_credit_0")[2] == 0.25


def test_a_test_has_another_name(marked):
    before = points(marked)
    change(marked, '"test_double"', '"test_twofold"')
    seen = rewrite(marked)
    assert (seen.revised.renamed, seen.changes) == ({"test_double": "test_twofold"}, [])
    assert grade_of(marked, "cleo", "test_twofold") == (1.0, 0.0, None, False)
    assert {one: sum(found.values()) for one, found in points(marked).items()} == {
        one: sum(found.values()) for one, found in before.items()
    }


def test_points_are_changed(marked, monkeypatch):
    def act(cells):
        cells["test_double"][0].metadata.nbgrader.points = 5
        cells["why"][0].metadata.nbgrader.points = 2

    edit(marked, act)
    done = run(marked, monkeypatch, "--write")
    assert done.exit_code == 0, done.output
    assert "test_double is now worth 5 points instead of 2" in done.output
    assert "why is now worth 2 points instead of 3" in done.output
    assert grade_of(marked, "ada", "test_double")[1] == 5.0
    assert grade_of(marked, "cleo", "test_double") == (1.0, 0.0, None, True)  # one point of two, not of five
    assert grade_of(marked, "ada", "why") == (2.5, None, None, True)  # more than there is; a person decides


def withdraw(course, *names):
    def act(cells):
        for name in names:
            cells[name][0].metadata.tags = ["withdrawn"]

    edit(course, act)


def test_a_withdrawn_question_gives_everybody_its_points(marked, monkeypatch):
    from autograder.handback.report.graded import read_class
    from autograder.marking.answers import Class

    before, whole = points(marked), marked.source(SHEET).read_text(encoding="utf-8")
    withdraw(marked, "test_double", "why")
    done = run(marked, monkeypatch, "--write")
    assert done.exit_code == 0, done.output
    assert "test_double is withdrawn: everybody gets its points" in done.output
    assert "set aside: 2.5 points by hand of ada in why; they come back with it" in done.output
    for student in (*CLASS, "dan"):  # also the file that is no notebook
        assert points(marked)[student]["test_double"] == 2.0 and points(marked)[student]["why"] == 3.0
        assert not grade_of(marked, student, "why")[3]
    assert comment_of(marked, "ada", "why") == "A reason, but which?"
    said = {page.parts[-3]: page.read_text(encoding="utf-8") for page in write_feedback(marked, SHEET)}
    said = {student: text.count("Withdrawn: everybody gets its points.") for student, text in said.items()}
    assert said == {"ada": 2, "bob": 2, "cleo": 2, "eve": 2, "dan": 1}  # of dan there is no work to show
    claims = {item.name: item.claim for item in read_class(marked, SHEET).items}
    assert all("Withdrawn" in claims[name] for name in ("test_double", "why"))
    assert "Withdrawn" not in claims["test_credit_0"]
    with pytest.raises(CourseError, match="nothing to mark"):
        Class(marked, SHEET)
    # Who hands in afterwards, an old file and without an answer, has them too.
    hand_in(marked, "zoe", filled(marked, why="*Your answer here.*", double="def double(x):\n    return 0"))
    [zoe] = grade(marked, SHEET, ["zoe"])
    assert zoe.total == zoe.maximum and not zoe.needs_manual
    assert grade_of(marked, "zoe", "why") == (None, 3.0, None, False)
    release(marked, whole)
    seen = rewrite(marked)
    assert sorted(seen.back) == ["test_double", "why"]
    assert points(marked) == before
    assert grade_of(marked, "zoe", "why") == (None, 0.0, None, False)  # left as it was released


def test_a_withdrawn_test_is_not_run(marked):
    def act(cells):
        cells["test_double"][0].metadata.tags = ["withdrawn"]
        cells["test_double"][0].source = "while True:\n    pass"

    edit(marked, act)
    seen = rewrite(marked)
    assert points(marked)["bob"]["test_double"] == 2.0 and seen.left_out == {}
    assert points(marked)["bob"]["test_credit_4"] == 2.0
    notes = grading.copies.notes(marked.autograded(SHEET, "bob"))
    assert "test_double" not in notes["times"] and not notes["problem"]


def test_a_corrected_answer_is_shown_and_the_marks_stay(marked):
    from autograder.marking.answers import Class

    before = points(marked)
    change(marked, "Because it is.", "Because it doubles sums and multiples.")
    seen = rewrite(marked)
    assert seen.changes == [] and points(marked) == before
    assert Class(marked, SHEET).questions["why"].rubric.model == "Because it doubles sums and multiples."
    assert grade_of(marked, "ada", "why") == (2.5, None, None, False)


def test_a_group_has_the_same_points_afterwards(marked):
    from autograder.intake import groups

    for student in ("ida", "joe"):
        hand_in(marked, student, filled(marked, why="A reason.", double=TRIPLE))
        groups.mark(marked, SHEET, student, "g1")
    grade(marked, SHEET, ["ida", "joe"])
    with marked.gradebook() as book:
        for name, score in {"test_double": 0.5, "why": 1.5}.items():
            one = book.find_grade(name, SHEET, SHEET, "ida")
            one.manual_score, one.needs_manual_grade = score, False
        book.db.commit()
    grade(marked, SHEET)  # what ida got is joe's, too

    def act(cells):
        [test] = cells["test_double"]
        cells["test_double"].append(a_test_like(test, "test_triple", "assert double(1) == 3", 1))

    edit(marked, act)
    rewrite(marked)
    for student in ("ida", "joe"):
        assert grade_of(marked, student, "why") == (1.5, None, None, False)
        assert grade_of(marked, student, "test_triple") == (None, 1.0, None, False)
    assert grade_of(marked, "ida", "test_double")[0] == 0.5


def test_what_somebody_marks_in_the_meantime_is_not_overwritten(marked):
    change(marked, "return SCALE * x", "return SCALE * x  # twice")
    seen = regrade.preview(marked, SHEET)
    with marked.gradebook() as book:
        book.find_grade("why", SHEET, SHEET, "bob").manual_score = 3.0
        book.db.commit()
    before = state(marked)
    with pytest.raises(CourseError, match="the gradebook has changed in the meantime; nothing was written"):
        regrade.apply(marked, seen)
    assert state(marked) == before


@pytest.mark.parametrize("how", ["test", "withdrawn"])
def test_grading_says_that_others_were_graded_by_other_tests(marked, how):
    hand_in(marked, "zoe", filled(marked))
    said = []
    grade(marked, SHEET, say=said.append)
    assert said == []
    if how == "test":
        change(marked, "hidden_marker_double == -14", "hidden_marker_double <= -14")
    else:
        withdraw(marked, "why")
    grade(marked, SHEET, say=said.append)
    [sentence] = said
    assert sentence.startswith("6 were graded by 01_tiny as it was before; `workbook regrade 01_tiny`")
    rewrite(marked)
    grade(marked, SHEET, say=said.append)
    assert len(said) == 1


def test_marks_of_the_page_for_markers_survive(marked):
    from marking import seen

    from autograder.marking.desk import Desk, Marker
    from autograder.marking.rubric import parse

    [item] = parse("**Rubric.** 3 points for a reason.").items
    marker = Marker("Ada", "tab")
    desk = Desk(marked, SHEET)
    [bob] = [one["id"] for one in desk.listing("why") if desk.name(one["id"]) == "bob"]
    card = desk.open("why", marker, [bob])
    desk.mark("why", marker, seen(card), {"items": {item.key: 0.5}, "comment": "Half of it."})
    desk.close()
    assert _held(marked)["bob", "why"][:3] == (1.5, "Half of it.", False)
    journal = marked.journal.read_bytes()
    edit(marked, lambda cells: cells.pop("test_credit_1"))
    change(marked, "3 points for a reason.", "3 points for the reason.")
    rewrite(marked)
    assert marked.journal.read_bytes() == journal
    assert _held(marked)["bob", "why"][:3] == (1.5, "Half of it.", False)
    desk = Desk(marked, SHEET)
    try:
        card = desk.open("why", marker, [bob])
        [answer] = [one for one in desk.listing("why") if one["id"] == bob]
        assert answer["done"] and answer["points"] == 1.5
        assert [one["html"] for one in desk.question("why")["items"]] == ["the reason"]
    finally:
        desk.close()


# Where a process that regrades is killed, after how many calls, and whether the new grades are there then.
KILLS = {
    "in the middle of the class": ("Run.record", 3, False),
    "at the end of the transaction": ("regrade._ask_about_the_dropped", 0, False),
    "before the first copy": ("Path.replace", 0, True),
    "between two copies": ("Path.replace", 2, True),
}
KILLED = """
import os, signal
from pathlib import Path
from autograder.course import Course
from autograder.grading import regrade
from autograder.grading.regrade import Run
course = Course(Path({root!r}))
seen = regrade.preview(course, {sheet!r})
holder, name, left = {where}, {name!r}, {after}
original = getattr(holder, name)
def killing(*arguments, **options):
    global left
    if name != "replace" or str(arguments[0]).endswith(".ipynb.partial"):
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        left -= 1
    return original(*arguments, **options)
setattr(holder, name, killing)
regrade.apply(course, seen)
"""


@pytest.mark.proof
@pytest.mark.parametrize(
    ("moment", "again"), [*((moment, "regrade") for moment in KILLS), ("between two copies", "grade")]
)
def test_a_killed_run_leaves_all_or_nothing_and_another_finishes_it(marked, moment, again):
    def act(cells):
        [test] = cells["test_double"]
        cells["test_double"] = [
            a_test_like(test, "test_double_two", "assert double(2) == 4", 1),
            a_test_like(test, "test_double_less", "assert double(-7) == -14", 1),
        ]

    before = points(marked)
    edit(marked, act)
    expected = regrade.preview(marked, SHEET).after
    holder, after, is_written = KILLS[moment]
    where, name = holder.split(".")
    code = KILLED.format(root=str(marked.root), sheet=SHEET, where=where, name=name, after=after)
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr
    held = lambda: _held(marked)
    assert (held() == expected) == is_written and (points(marked) != before) == is_written
    seen = regrade.preview(marked, SHEET)
    assert bool(seen.outdated) and bool(seen.changes) != is_written
    if again == "regrade":
        regrade.apply(marked, seen)
    else:
        assert [one.skipped for one in grade(marked, SHEET)].count(True) == 2
    assert held() == expected
    assert not list((marked.root / "autograded").rglob("*.partial"))
    seen = regrade.preview(marked, SHEET)
    assert (seen.outdated, seen.changes) == ([], [])
    assert len(write_feedback(marked, SHEET)) == 5


def _held(course):
    with course.gradebook() as book:
        return by_hand(book, SHEET, [*CLASS, "dan"])


def test_plain_nbgrader_gives_the_points_of_a_withdrawn_question(marked):
    withdraw(marked, "test_double", "why")
    rewrite(marked)
    done = nbgrader(marked, "autograde", SHEET, "--student", "bob", "--force")
    assert done.returncode == 0, done.stderr
    assert grade_of(marked, "bob", "why") == (None, 3.0, None, False)
    assert grade_of(marked, "bob", "test_double") == (None, 2.0, None, False)

"""Somebody saves in the formgrader, or a program copies the gradebook, while the class is graded."""

import sqlite3
import subprocess
import sys
from contextlib import closing
from io import StringIO
from threading import Event, Thread

import pytest
from rich.console import Console
from tiny import SHEET, filled, hand_in

from autograder.course import CourseError
from autograder.grading import gradebook, locks
from autograder.grading.grade import Graded, grade
from autograder.terminal import print_scores

WRONG = "def double(x):\n    return 3 * x"
HOLD = """
import sqlite3, sys, time
database = sqlite3.connect(sys.argv[1], isolation_level=None)
database.execute(f"BEGIN {sys.argv[2]}")
print("held", flush=True)
sys.stdin.readline()
time.sleep(float(sys.argv[3]))
database.execute("COMMIT")
"""


@pytest.fixture
def hold(course):
    """Return a function that starts a program that holds the gradebook; what it says ends that, later."""
    started = []

    def start(mode="IMMEDIATE", seconds=0.0):
        command = [sys.executable, "-c", HOLD, str(course.root / "gradebook.db"), mode, str(seconds)]
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        started.append(process)
        assert process.stdout.readline() == "held\n"
        return process

    yield start
    for process in started:
        process.kill()
        process.wait()


def let_go(process):
    process.stdin.write("now\n")
    process.stdin.flush()


def points(course, student="ada"):
    with course.gradebook() as book:
        grades = book.find_submission_notebook(SHEET, SHEET, student).grades
        return {grade.name: grade.auto_score for grade in grades if grade.name != "why"}


@pytest.mark.parametrize("mode", ["IMMEDIATE", "EXCLUSIVE"])
def test_grading_waits_and_says_for_whom(course, hold, mode):
    hand_in(course, "ada", filled(course))
    process, said = hold(mode), []

    def say(sentence):
        said.append(sentence)
        let_go(process)

    [result] = grade(course, SHEET, say=say)
    assert (result.total, result.problem, result.failed) == (12, None, False)
    assert len(said) == 1 and "gradebook.db is in use by" in said[0] and "at most 60 s" in said[0]
    assert f"(process {process.pid})" in said[0]


def test_a_save_in_the_midst_of_grading_costs_nobody_anything(course, hold, monkeypatch):
    for student in ("ada", "bob"):
        hand_in(course, student, filled(course, double=WRONG))
    grade(course, SHEET)
    for student in ("ada", "bob"):
        hand_in(course, student, filled(course))
    real, process, said = gradebook.write, [], []
    tries = []

    def write(*arguments, **options):
        if not process:  # the first grades are about to be written
            process.append(hold())
        tries.append(arguments[3])
        return real(*arguments, **options)

    def say(sentence):
        said.append(sentence)
        let_go(process[0])

    monkeypatch.setattr(gradebook, "write", write)
    results = grade(course, SHEET, workers=1, say=say)
    assert len(said) == 1, "the lock was not met"
    assert len(tries) > len(set(tries)) == 2, "nothing was tried again"
    assert [(one.total, one.failed) for one in results] == [(12, False), (12, False)]
    assert sum(points(course).values()) == sum(points(course, "bob").values()) == 12


def test_who_holds_it_for_ever_is_named_and_nobody_gets_zeros(course, hold, monkeypatch):
    hand_in(course, "ada", filled(course, double=WRONG))
    grade(course, SHEET)
    before, real = points(course), gradebook.write
    assert sum(before.values()) > 0
    hand_in(course, "ada", filled(course))
    held = []

    def write(*arguments, **options):
        held.append(hold()) if not held else None
        return real(*arguments, **options)

    monkeypatch.setattr(gradebook, "write", write)
    monkeypatch.setattr(locks.patiently, "__defaults__", (1.0,))
    seen = []
    done = Event()

    def run():
        with pytest.raises(CourseError, match="still in use by") as error:
            grade(course, SHEET, progress=seen.append, say=lambda _: None)
        seen.append(str(error.value))
        done.set()

    monkeypatch.setattr(locks.until_free, "__defaults__", (1.0,))
    Thread(target=run, daemon=True).start()
    assert done.wait(90)
    failed, message = seen
    assert failed.failed and "database is locked" in failed.problem
    assert {name: score for name, (score, _) in failed.scores.items()} == before  # and no zeros
    assert str(held[0].pid) in message
    let_go(held[0])
    assert held[0].wait() == 0
    assert points(course) == before
    monkeypatch.undo()
    [result] = grade(course, SHEET)
    assert not result.skipped and result.total == 12


def test_where_nobody_knows_the_points_the_table_shows_no_zeros(course):
    out = StringIO()
    unknown = Graded("ada", {}, needs_manual=False, skipped=False, seconds=0.0, problem="no", failed=True)
    print_scores(Console(file=out, width=200), course, SHEET, [unknown])
    line = next(line for line in out.getvalue().splitlines() if line.strip().startswith("ada"))
    assert "?" in line and "0" not in line


def test_a_failure_of_the_machine_takes_no_points_that_were_there(course, monkeypatch):
    hand_in(course, "ada", filled(course))
    grade(course, SHEET)
    before = points(course)

    def broken(*arguments, **options):
        raise OSError("no more")

    monkeypatch.setattr(gradebook, "write", broken)
    [result] = grade(course, SHEET, force=True)
    assert result.failed and "could not be graded" in result.problem
    assert points(course) == before and result.total == 12
    hand_in(course, "new", filled(course))
    results = {one.student: one for one in grade(course, SHEET)}
    assert results["new"].failed and set(points(course, "new").values()) == {0.0}


def test_a_damaged_or_missing_gradebook_is_not_waited_for(course):
    path = course.root / "gradebook.db"
    path.write_bytes(b"no database" * 1000)
    locks.until_free(course, pytest.fail)
    path.unlink()
    locks.until_free(course, pytest.fail)
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE one (two)")
    locks.until_free(course, pytest.fail)
    assert locks.holder(path) == "another program (the formgrader, perhaps)"

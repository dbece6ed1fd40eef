"""Whatever dies, fills up or was handed in: nothing is lost, nothing is graded twice, the class goes on."""

import json
import os
import random
import shutil
import signal
import subprocess
import sys
import threading
import time
from contextlib import suppress
from pathlib import Path

import psutil
import pytest
import tiny
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tiny import SHEET, filled, hand_in

from autograder.authoring.sheets import read_notebook
from autograder.course import Course, CourseError
from autograder.grading.copies import complete
from autograder.grading.grade import grade
from autograder.grading.settings import Execute
from autograder.intake.repair import read

GRADE = (
    "import sys; from pathlib import Path; from autograder.course import Course; "
    f"from autograder.grading.grade import grade; grade(Course(Path(sys.argv[1])), '{SHEET}', workers=2)"
)
MUTATIONS = 500
QUIETLY = settings(deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=True)


def class_of(course, number):
    for student in range(number):
        answer = f"def double(x):\n    return 2 * x  # {student}"
        hand_in(course, f"student{student:02}", filled(course, double=answer))


def assert_all_graded(course, number):
    """Everybody has all points, once; the gradebook is sound."""
    results = grade(course, SHEET)
    assert [(one.total, one.problem) for one in results] == [(12.0, None)] * number
    assert all(one.skipped for one in grade(course, SHEET))
    with course.gradebook() as gradebook:
        assert len(gradebook.assignment_submissions(SHEET)) == number


def assert_nothing_runs(course):
    """No process of a run on this course is left."""
    deadline = time.monotonic() + 5
    while time.monotonic() < deadline:
        started = psutil.process_iter(["cmdline"])
        left = [one for one in started if str(course.root) in " ".join(one.info["cmdline"] or [])]
        below = psutil.Process().children(recursive=True)
        left += [one for one in below if one.status() != psutil.STATUS_ZOMBIE]
        if not left:
            return
        time.sleep(0.05)
    raise AssertionError(left)


@pytest.mark.proof
def test_killed_judges_and_kernels_cost_nobody_anything_in_silence(course):
    """Forty processes below the grading one are killed at random moments.

    A submission whose process has ended is not run again by itself: it may have ended itself, to be asked
    once more. But the others do not notice, a person is told whom it met, and grading again gives all points.
    """
    class_of(course, 60)
    chance, kills, met, over = random.Random(1), [], 0, threading.Event()

    def kill():
        while not over.is_set():
            time.sleep(chance.uniform(0.5, 2.0))  # a new judge takes two seconds to start
            below = [one for one in psutil.Process().children(recursive=True) if one.pid not in kills]
            if below and len(kills) < 40:
                victim = chance.choice(below)
                with suppress(psutil.NoSuchProcess):  # it ended by itself in between
                    victim.kill()
                    kills.append(victim.pid)

    killer = threading.Thread(target=kill)
    killer.start()
    try:
        while len(kills) < 40:
            assert killer.is_alive()
            results = grade(course, SHEET, workers=2, force=True)
            for one in (one for one in results if one.problem):
                assert "ended" in one.problem and one.look, one
            met += sum(one.problem is not None for one in results)
            assert {one.total for one in results if not one.problem} == {12.0}
            assert met <= len(kills)
    finally:
        over.set()
        killer.join()
    grade(course, SHEET, force=True)
    assert_all_graded(course, 60)
    assert_nothing_runs(course)


@pytest.mark.proof
def test_a_killed_run_continues_where_it_stopped(course):
    class_of(course, 12)
    chance, graded = random.Random(2), [0]
    count = lambda: len(list(course.root.glob("autograded/*/*/*.ipynb")))
    for i in range(12):
        run = subprocess.Popen([sys.executable, "-c", GRADE, str(course.root)], cwd=tiny.ROOT)
        if i % 3 == 2:  # after the next result, however busy the machine is
            while run.poll() is None and count() <= graded[-1]:
                time.sleep(0.05)
        time.sleep(chance.uniform(0.0, 1.0) if i % 3 == 2 else chance.uniform(2.0, 6.0))
        run.send_signal(signal.SIGKILL)
        run.wait()
        graded.append(count())
    assert_nothing_runs(course)
    assert graded[-1] > 0
    assert_all_graded(course, 12)


def test_a_second_run_is_told_to_wait(course):
    class_of(course, 1)
    with course.only_writer(), pytest.raises(CourseError, match=r"already running"):
        grade(course, SHEET)


@pytest.mark.proof
def test_a_full_disk_loses_nothing(course, tmp_path):
    """The course lies on a file system of its own that is full, and then is not."""
    class_of(course, 4)
    script = f"""
        mount -t tmpfs -o size=20m none {tmp_path}/small
        cp -r {course.root} {tmp_path}/small/course
        head -c 100m /dev/zero > {tmp_path}/small/ballast
        {sys.executable} -c "{GRADE}" {tmp_path}/small/course > {tmp_path}/full.txt 2>&1
        rm {tmp_path}/small/ballast
        {sys.executable} -c "{GRADE}" {tmp_path}/small/course
        cp -r {tmp_path}/small/course {tmp_path}/after
    """
    (tmp_path / "small").mkdir()
    if subprocess.run(["unshare", "-Urm", "true"], check=False, capture_output=True).returncode:
        pytest.skip("needs user namespaces, to mount a small file system")
    subprocess.run(["unshare", "-Urm", "sh", "-c", script], cwd=tiny.ROOT, check=False, capture_output=True)
    assert "full" in (tmp_path / "full.txt").read_text()
    assert_all_graded(Course(tmp_path / "after"), 4)


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=8), inner, max_size=4),
    max_leaves=8,
)


@st.composite
def damage(draw, notebook):  # noqa: PLR0912 (one branch per kind of damage)
    """Return the bytes of a notebook with a few things wrong."""
    notebook = json.loads(json.dumps(notebook))
    for _ in range(draw(st.integers(1, 4))):
        cells = notebook.get("cells")
        where = draw(
            st.sampled_from(["cell", "key", "metadata", "delete", "double", "swap", "insert", "top"])
        )
        if where == "top" or not isinstance(cells, list) or not cells:
            notebook[draw(st.sampled_from(["cells", "metadata", "nbformat", "nbformat_minor"]))] = draw(JUNK)
            continue
        index = draw(st.integers(0, len(cells) - 1))
        cell = cells[index]
        if where == "cell":
            cells[index] = draw(JUNK)
        elif where == "key" and isinstance(cell, dict):
            keys = ["id", "source", "cell_type", "metadata", "outputs", "attachments"]
            cell[draw(st.sampled_from(keys))] = draw(JUNK)
        elif where == "metadata" and isinstance(cell, dict) and isinstance(cell.get("metadata"), dict):
            marks = cell["metadata"].setdefault("nbgrader", {})
            if isinstance(marks, dict):
                marks[draw(st.sampled_from(["grade_id", "points", "grade", "solution", "locked"]))] = draw(
                    JUNK
                )
        elif where == "delete":
            del cells[index]
        elif where == "double":
            cells.insert(draw(st.integers(0, len(cells))), cell)
        elif where == "swap":
            other = draw(st.integers(0, len(cells) - 1))
            cells[index], cells[other] = cells[other], cells[index]
        elif where == "insert":
            odd = st.sampled_from(["x" * 10**6, "(" * 10**4, "\x00", "%%bash\nls", "\ud800"])
            source = draw(odd | st.text(max_size=50))
            cells.insert(index, {"cell_type": "code", "source": source, "metadata": {}})
    data = json.dumps(notebook).encode("utf-8", "replace")
    form = draw(st.sampled_from(["whole"] * 6 + ["cut", "binary", "deep", "huge"]))
    if form == "cut":
        return data[: draw(st.integers(0, len(data)))]
    if form == "binary":
        at = draw(st.integers(0, len(data)))
        return data[:at] + draw(st.binary(max_size=50)) + data[at:]
    if form == "deep":
        return b'{"nbformat": 4, "cells": ' + b"[" * 10**5 + b"]" * 10**5 + b"}"
    if form == "huge":
        return data.replace(b"def double", b"#" * 10**6 + b"\\ndef double", 1)
    return data


@pytest.fixture(scope="module")
def fuzzed(template, tmp_path_factory):
    root = tmp_path_factory.mktemp("fuzzed") / "course"
    shutil.copytree(template.root, root)
    return Course(root)


@settings(QUIETLY, max_examples=MUTATIONS)
@given(data=st.data())
def test_any_notebook_becomes_one_that_can_be_judged(fuzzed, data):
    """Read and repaired, whatever it was, it is the released sheet again, with the tests of the source."""
    release, source = read_notebook(fuzzed.release(SHEET)), read_notebook(fuzzed.source(SHEET))
    path = hand_in(fuzzed, "fuzz", data.draw(damage(filled(fuzzed))))
    submission = read(path, release)
    job = Execute().job(complete(submission.notebook, source), SHEET)
    tests = [cell.name for cell in job.cells if cell.role == "test"]
    assert tests == list(tiny.TESTS)
    assert len({cell.name for cell in job.cells}) == len(job.cells)


@pytest.mark.proof
def test_mutated_notebooks_are_graded(course):
    """Some of them all the way; with links, pipes and folders where the notebook should be."""
    mutated = []

    @settings(QUIETLY, max_examples=25)
    @given(data=damage(filled(course)))
    def collect(data):
        mutated.append(data)

    collect()
    for number, content in enumerate(mutated):
        hand_in(course, f"mutant{number:02}", content)
    odd = {"link": lambda path: path.symlink_to("/etc/passwd"), "pipe": os.mkfifo, "folder": Path.mkdir}
    for name, make in odd.items():
        path = course.submitted(SHEET, name)
        path.parent.mkdir(parents=True)
        make(path)
    hand_in(course, "zoe", filled(course))
    results = {one.student: one for one in grade(course, SHEET)}
    assert len(results) == len(mutated) + 4
    assert all(one.maximum == 12 for one in results.values())
    assert results["zoe"].total == 12
    assert all(results[name].problem and results[name].total == 0 for name in odd)

"""The engine gives an honest class the scores that plain nbgrader gives."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from backprop import if_there
from nbgrader.api import Gradebook

from autograder import demo
from autograder.authoring import answers, sheets
from autograder.course import Course
from autograder.grading.grade import grade

COURSE = Course.find()
SHEET = demo.SHEET
pytestmark = if_there
HONEST = ("ada", "chen", "dana", "emil", "fatima")
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "stock"
c.CourseDirectory.ignore = ["*.py"]
c.Execute.timeout = 120
c.Execute.shutdown_kernel = "immediate"
"""


@pytest.fixture(scope="module")
def handed_in():
    """Return what the honest students of the sample class hand in."""
    release = sheets.read_notebook(COURSE.release(SHEET))
    reference = sheets.read_notebook(COURSE.source(SHEET))
    bank = answers.bank(COURSE.root / "tests" / "answers", SHEET)
    everybody = demo.sample_class(release, reference, bank)
    return {student: everybody[student][1] for student in HONEST}


def stage(root, config, handed_in):
    course = Course(root)
    course.source(SHEET).parent.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(config)
    shutil.copy(COURSE.source(SHEET), course.source(SHEET))
    shutil.copytree(COURSE.release(SHEET).parent, course.release(SHEET).parent)
    for student, content in handed_in.items():
        path = course.submitted(SHEET, student)
        path.parent.mkdir(parents=True)
        path.write_bytes(content)
    return course


@pytest.mark.proof
def test_plain_nbgrader_and_the_engine_agree(handed_in, tmp_path):
    ours = stage(tmp_path / "engine", (COURSE.root / "nbgrader_config.py").read_text(), handed_in)
    found = {
        one.student: {test: points for test, (points, _) in one.scores.items()} for one in grade(ours, SHEET)
    }

    theirs = stage(tmp_path / "stock", STOCK, handed_in)
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])  # for alembic
    # It gives nothing for a test during which a warning was printed: a trap that the engine closes.
    quiet = {"WORKBOOK_BUDGET": "quick", "PYTHONWARNINGS": "ignore"}
    environment = {**os.environ, **quiet, "PATH": path}
    for command in (["generate_assignment", SHEET, "--force"], ["autograde", SHEET]):
        tool = [sys.executable, "-m", "nbgrader", *command]
        subprocess.run(tool, cwd=theirs.root, env=environment, check=True, capture_output=True)
    with Gradebook(f"sqlite:///{theirs.root}/gradebook.db", "stock") as gradebook:
        expected = {}
        for student in HONEST:
            grades = gradebook.find_submission_notebook(SHEET, SHEET, student).grades
            expected[student] = {
                grade.name: grade.auto_score for grade in grades if grade.name in found[student]
            }
    assert found == expected
    assert 0 < sum(found["dana"].values()) < sum(found["ada"].values())

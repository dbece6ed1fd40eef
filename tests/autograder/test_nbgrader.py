"""Plain nbgrader on the same course has the same protections."""

import json
import logging
import subprocess

import pytest
import tiny
from nbconvert.exporters import HTMLExporter
from nbformat import read
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from test_feedback import Page
from tiny import SHEET, TESTS, cell, hand_in

from autograder.grade import grade, register


def nbgrader(course, *arguments):
    command = [str(tiny.BIN / "nbgrader"), *arguments]
    return subprocess.run(command, cwd=course.root, capture_output=True, text=True, check=False)


def test_autograde_and_generate_feedback(course):
    hand_in(course, "junk", b"nothing")
    hand_in(course, "mangled", tiny.mangled(course))
    hand_in(course, "tampered", tiny.tampered(course))
    register(course, SHEET, logging.getLogger("test"))
    done = nbgrader(course, "autograde", SHEET)
    assert done.returncode == 0, done.stderr
    with course.gradebook() as gradebook:
        for student, total in {"junk": 0, "mangled": 12, "tampered": 0}.items():
            notebook = gradebook.find_submission_notebook(SHEET, SHEET, student)
            assert sum(grade.auto_score for grade in notebook.grades if grade.name in TESTS) == total
    done = nbgrader(course, "generate_feedback", SHEET)
    assert done.returncode == 0, done.stderr
    for student in ("junk", "mangled", "tampered"):
        page = Page(course.feedback(SHEET, student).read_text(encoding="utf-8"))
        assert "What the tests say" in page.text
        assert "hidden_marker" not in page.text and not page.tags & {"script", "link"}
    assert "is not JSON" in Page(course.feedback(SHEET, "junk").read_text()).text


def test_not_executing_earns_nothing(course):
    """nbgrader gives full marks to tests that have no output, and its flag --no-execute does this."""
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write("c.Execute.enabled = c.ClearOutput.enabled = False\n")
    hand_in(course, "ada", tiny.filled(course))
    [result] = grade(course, SHEET)
    assert (result.total, result.problem) == (0, None)


@pytest.mark.parametrize("student", ["scripts", "tampered"])
def test_graded_copies_are_harmless_where_instructors_look_at_them(graded, student):
    """As the formgrader renders them, with nothing sanitized on the way."""
    path = graded.course.autograded(SHEET, student)
    html, _ = HTMLExporter(template_name="basic").from_notebook_node(read(path, as_version=4))
    page = Page(html)
    assert not page.tags & {"script", "iframe", "svg", "object"}
    assert not page.comments
    for _, name, value in page.attributes:
        assert not name.startswith("on")
        assert not value.lower().strip().startswith(("javascript", "vbscript", "data:text", "data:image/svg"))
    for entry in json.loads(path.read_text())["cells"]:
        for output in entry.get("outputs", []):
            assert set(output.get("data", {})) <= {"text/plain", "image/png", "image/jpeg"}


def test_the_release_holds_no_text_of_the_sheet(course):
    """nbgrader copies what lies beside a notebook; the text there has every solution."""
    config = course.config()
    config.CourseDirectory.assignment_id = SHEET
    config.CourseDirectory.release_directory = "again"
    coursedir = CourseDirectory(config=config)
    GenerateAssignment(coursedir=coursedir, config=config).start()
    [path] = (course.root / "again" / SHEET).iterdir()
    again = json.loads(path.read_text())
    assert "BEGIN" not in json.dumps(again) and "hidden_marker" not in json.dumps(again)
    assert cell(again, "double")["source"] == cell(tiny.released(course), "double")["source"]

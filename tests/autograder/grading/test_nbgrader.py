"""Plain nbgrader on the same course has the same protections."""

import json
import logging
import shutil

import pytest
import tiny
from nbconvert.exporters import HTMLExporter
from nbformat import read
from nbgrader.converters import GenerateAssignment
from nbgrader.coursedir import CourseDirectory
from pages import Page
from tiny import SHEET, TESTS, cell, hand_in, nbgrader

from autograder.course import Course
from autograder.grading.grade import grade
from autograder.grading.gradebook import register


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
    register(course, SHEET, logging.getLogger("test"))
    done = nbgrader(course, "autograde", SHEET)
    assert done.returncode == 0, done.stderr
    with course.gradebook() as gradebook:
        notebook = gradebook.find_submission_notebook(SHEET, SHEET, "ada")
        assert sum(grade.auto_score for grade in notebook.grades if grade.name in TESTS) == 0


def test_both_write_the_same(template, tmp_path):
    """Points, comments, what waits for a person, and the graded copies of a class are the same."""
    found = []
    for way in ("plain", "workbook"):
        shutil.copytree(template.root, tmp_path / way)
        course = Course(tmp_path / way)
        hand_in(course, "ada", _with_outputs(tiny.filled(course)))
        hand_in(course, "chen", tiny.released(course))
        module = hand_in(course, "dora", tiny.filled(course, double="from my_layers import double"))
        module.with_name("my_layers.py").write_text("def double(x):\n    return 2 * x")
        hand_in(course, "junk", b"nothing")
        hand_in(course, "mangled", tiny.mangled(course))
        hand_in(course, "partial", tiny.filled(course, credit="def credit(k):\n    return [1.5, 0][k]"))
        hand_in(course, "scripts", tiny.scripts(course))
        if way == "plain":
            register(course, SHEET, logging.getLogger("test"))
            done = nbgrader(course, "autograde", SHEET)
            assert done.returncode == 0, done.stderr
        else:
            grade(course, SHEET)
        found.append({student: _written(course, student) for student in course.students(SHEET)})
    assert found[0] == found[1]
    assert "at home" in str(found[0]["ada"])


def _with_outputs(content):
    """Return a notebook with outputs that no run gives."""
    for entry in content["cells"]:
        if entry["cell_type"] == "code":
            entry["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "at home"}]
    return content


def _written(course, student):
    """Return what grading wrote about a student, but for what it took of time and memory."""
    with course.gradebook() as gradebook:
        notebook = gradebook.find_submission_notebook(SHEET, SHEET, student)
        grades = {
            one.name: (one.auto_score, one.manual_score, one.needs_manual_grade) for one in notebook.grades
        }
        comments = {one.name: one.auto_comment for one in notebook.comments}
        penalty = notebook.late_submission_penalty
    copy = json.loads(course.autograded(SHEET, student).read_text(encoding="utf-8"))
    known = copy["metadata"].pop("workbook")
    del copy["metadata"]["kernelspec"]
    for measured in ("times", "memory", "result"):
        known.pop(measured, None)
    for entry in copy["cells"]:
        if entry["id"] in TESTS:  # nbgrader takes the source's checksum, with which nothing is compared
            del entry["metadata"]["nbgrader"]["checksum"]
    return grades, comments, penalty, known, copy["cells"]


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

"""Classes of honest students, each graded once."""

import json
import shutil
from types import SimpleNamespace

import pytest
from tiny import SHEET, hand_in

from autograder.course import Course


@pytest.fixture(scope="session")
def grade_class(template, tmp_path_factory):
    """Return a function that grades submissions by student: ``of``, ``notes``, ``copy`` and ``page``."""
    from autograder.grading.grade import grade
    from autograder.handback.feedback import write_feedback

    def graded(submissions):
        root = tmp_path_factory.mktemp("field") / "course"
        shutil.copytree(template.root, root)
        course = Course(root)
        for student, content in submissions(course).items():
            hand_in(course, student, content)
        results = {one.student: one for one in grade(course, SHEET)}
        write_feedback(course, SHEET)
        copy = lambda student: json.loads(course.autograded(SHEET, student).read_text(encoding="utf-8"))
        return SimpleNamespace(
            course=course,
            of=results,
            copy=copy,
            notes=lambda student: copy(student)["metadata"]["workbook"],
            page=lambda student: course.feedback(SHEET, student).read_text(encoding="utf-8"),
        )

    return graded

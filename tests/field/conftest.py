"""The tiny course, as in tests/autograder: empty for each test."""

import shutil

import pytest
import tiny

from autograder.course import Course


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course with an empty gradebook: nbgrader takes four seconds to make one."""
    course = tiny.make_course(tmp_path_factory.mktemp("template") / "course")
    with course.gradebook():
        pass
    return course


@pytest.fixture
def course(template, tmp_path):
    shutil.copytree(template.root, tmp_path / "course")
    return Course(tmp_path / "course")

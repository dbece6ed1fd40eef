"""A class of eight with the tiny sheet; nobody has marked its written answers."""

import shutil

import marking
import pytest
import tiny

from autograder.course import Course


@pytest.fixture(scope="session")
def unmarked(tmp_path_factory):
    """The course that each test gets a copy of: to make a gradebook takes seconds."""
    course = tiny.make_course(tmp_path_factory.mktemp("unmarked") / "course")
    marking.make_class(course, tiny.SHEET, {one: {"why": text} for one, text in marking.TEXTS.items()})
    return course


@pytest.fixture
def course(unmarked, tmp_path):
    return Course(shutil.copytree(unmarked.root, tmp_path / "course"))

"""What all tests share: the tiny course, empty for each, and temporary files in a folder of this run."""

import os
import shutil
import tempfile
from functools import cache
from multiprocessing.util import Finalize
from pathlib import Path

import pytest


@pytest.fixture(scope="session", autouse=True)
def own_temporary_folder(tmp_path_factory):
    """Let ``tempfile`` use a folder of its own, here and in what tests start; others may run tests, too."""
    tmp_path_factory.getbasetemp()  # stays where it is, to be looked at afterwards
    folder = Path(tempfile.mkdtemp(prefix="workbook-tests-"))
    folder.chmod(0o1777)  # submissions run as other users
    # After multiprocessing has removed its own folder in there, at the end of the process.
    Finalize(None, shutil.rmtree, [folder], {"ignore_errors": True}, exitpriority=-200)
    before = os.environ.get("TMPDIR")
    os.environ["TMPDIR"] = tempfile.tempdir = str(folder)
    yield
    tempfile.tempdir = None
    os.environ.pop("TMPDIR")
    if before is not None:
        os.environ["TMPDIR"] = before


@pytest.fixture(scope="session", autouse=True)
def one_question_to_alembic():
    """For every new gradebook nbgrader starts alembic, three seconds of work, to be told the same number."""
    from nbgrader import api

    ask = api.get_alembic_version
    api.get_alembic_version = cache(ask)
    yield
    api.get_alembic_version = ask


@pytest.fixture(scope="session")
def template(tmp_path_factory):
    """A course with an empty gradebook: nbgrader takes four seconds to make one."""
    from tiny import make_course  # tests without a course need not wait for it

    course = make_course(tmp_path_factory.mktemp("template") / "course")
    with course.gradebook():
        pass
    return course


@pytest.fixture
def course(template, tmp_path):
    """A copy of the template, to change."""
    shutil.copytree(template.root, tmp_path / "course")
    return type(template)(tmp_path / "course")

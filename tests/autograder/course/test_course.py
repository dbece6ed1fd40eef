"""Finding a course and its files, and a gradebook that is whole or refused."""

import shutil
import sqlite3
import subprocess
import sys

import pytest
import tiny
from nbgrader import api
from tiny import SHEET

from autograder.course import Course, CourseError


def test_a_course_is_found_from_below(course):
    assert Course.find(course.source(SHEET).parent) == course
    assert course.sheets() == [SHEET]
    assert course.students(SHEET) == []
    tiny.hand_in(course, "ada", b"")
    (course.root / "submitted" / ".hidden" / SHEET).mkdir(parents=True)
    assert course.students(SHEET) == ["ada"]


def test_outside_a_course_the_next_step_is_told(tmp_path):
    with pytest.raises(CourseError, match="go to the course's folder"):
        Course.find(tmp_path)


def test_the_configuration_knows_its_root(course):
    config = course.config()
    assert config.CourseDirectory.root == str(course.root)
    assert config.CourseDirectory.course_id == "deep-learning"


def test_importing_the_course_is_quick():
    code = "import sys, autograder.course; print({'nbgrader', 'nbformat', 'traitlets'} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", code], text=True).strip() == "set()"


@pytest.mark.parametrize("damage", ["not a database", "half-made", "torn"])
def test_a_damaged_gradebook_is_refused_in_one_sentence(course, damage):
    path = course.root / "gradebook.db"
    if damage == "not a database":
        path.write_bytes(b"this is no database" * 100)
    elif damage == "half-made":  # as nbgrader leaves it when alembic is missing
        with sqlite3.connect(path) as database:
            database.execute("DROP TABLE alembic_version")
    else:
        path.write_bytes(path.read_bytes()[:30_000])
    with pytest.raises(CourseError, match="move it away and grade again") as caught, course.gradebook():
        pass
    assert str(caught.value).count("\n") == 0
    with pytest.raises(CourseError):
        from autograder.grading.grade import grade

        tiny.hand_in(course, "ada", b"")
        grade(course, SHEET)


def test_a_gradebook_whose_writer_was_killed_is_as_before(course):
    path = course.root / "gradebook.db"
    with course.gradebook() as gradebook:
        gradebook.add_student("ada")
    killed = f"""
import os, sqlite3
database = sqlite3.connect({str(path)!r}, isolation_level=None)
database.execute("PRAGMA cache_size = 1")  # changes go to the file long before they are committed
database.execute("BEGIN")
database.execute("UPDATE student SET last_name = 'x'")
numbers = "WITH RECURSIVE n(i) AS (VALUES(1) UNION ALL SELECT i + 1 FROM n LIMIT 99999) SELECT i FROM n"
database.execute(f"CREATE TABLE large AS {{numbers}}")
os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", killed], check=False).returncode == 9
    assert path.with_name("gradebook.db-journal").stat().st_size > 0
    with course.gradebook() as gradebook:
        assert [(student.id, student.last_name) for student in gradebook.students] == [("ada", None)]


def test_a_locked_gradebook_is_told_as_such(course):
    with sqlite3.connect(course.root / "gradebook.db") as database:
        database.execute("BEGIN EXCLUSIVE")
        with pytest.raises(CourseError, match="in use by another program"), course.gradebook():
            pass


def test_without_alembic_no_gradebook_is_made(course, monkeypatch, tmp_path):
    (course.root / "gradebook.db").unlink()
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(sys, "executable", str(tmp_path / "python"))
    with pytest.raises(CourseError, match="install it"), course.gradebook():
        pass
    assert not list(course.root.glob("gradebook.db*"))


def test_alembic_is_found_beside_python(course, monkeypatch, tmp_path):
    (course.root / "gradebook.db").unlink()
    bin_folder = tmp_path / "bin"
    bin_folder.mkdir()
    (bin_folder / "alembic").symlink_to(shutil.which("alembic", path=str(tiny.BIN)) or "")
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setattr(sys, "executable", str(bin_folder / "python"))
    monkeypatch.setattr(api, "get_alembic_version", api.get_alembic_version.__wrapped__)
    with course.gradebook() as gradebook:
        assert gradebook.students == []

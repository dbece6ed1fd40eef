"""A new sheet is laid out so that all checks of a sheet pass, before anybody has edited it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from small import SHEET, make_course

from autograder.authoring import new
from autograder.authoring.build import DRAW_INLINE
from autograder.course import Course, CourseError

ROOT = Course.find().root
NEW = "08_attention"
WORKBOOK = [sys.executable, "-c", "from autograder.cli import main; main()"]
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]


def copy_of_the_course(root, sheets):
    """Copy what a course is made of, with some of its sheets only."""
    root.mkdir()
    for name in ("pyproject.toml", "nbgrader_config.py"):
        shutil.copy(ROOT / name, root)
    for name in ("autograder", "helpers", "docs", "tests/sheets", "tests/support"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    for path in ("source", "release", "tests/answers"):
        for sheet in sheets:
            shutil.copytree(ROOT / path / sheet, root / path / sheet)
    shutil.copy(ROOT / "tests/conftest.py", root / "tests")
    (root / "tests/tutor").mkdir()
    return Course(root)


def run(course, *command, **variables):
    """Run a command in a course; return its exit code and what it says."""
    environment = os.environ | {"PYTHONPATH": str(course.root), "COLUMNS": "200"} | DRAW_INLINE | variables
    done = subprocess.run(
        command, cwd=course.root, env=environment, capture_output=True, text=True, check=False
    )
    return done.returncode, done.stdout + done.stderr


@pytest.mark.proof
def test_a_new_sheet_passes_every_check_as_it_stands(tmp_path):
    course = copy_of_the_course(tmp_path / "course", Course(ROOT).sheets()[:1])
    code, said = run(course, *WORKBOOK, "new", NEW, "--title", "Attention")
    assert code == 0 and f"source/{NEW}/{NEW}.py" in said, said
    code, said = run(course, *WORKBOOK, "build", NEW)
    assert code == 0 and f"{NEW}: up to date, 4 points" in said, said
    assert "# # 8 Attention\n" in course.text(NEW).read_text(encoding="utf-8")
    code, said = run(course, *WORKBOOK, "build", "--check", NEW)
    assert code == 0, said
    named = "08_attention or glossary or kernel or requirement"
    code, said = run(course, *PYTEST, "-m", "not proof", "-k", named, "tests/sheets")
    assert code == 0 and "skipped" not in said, said
    for checker in (["ruff", "check"], ["ruff", "format", "--check"]):
        code, said = run(course, sys.executable, "-m", *checker, "source", "tests/answers")
        assert code == 0, said
    # Of what it says for the whole course: what the sheet imports is declared, for students.
    deptry = [str(Path(sys.executable).with_name("deptry")), "--ignore", "DEP002,DEP003", f"source/{NEW}"]
    code, said = run(course, *deptry)
    assert code == 0, said
    quick = {"WORKBOOK_MNIST": "digits", "WORKBOOK_BUDGET": "quick"}
    code, said = run(course, *PYTEST, "--nbval", f"source/{NEW}", **quick)
    assert code == 0, said


@pytest.mark.proof
def test_a_course_with_every_other_sheet_passes_its_checks(tmp_path):
    kept, dropped = Course(ROOT).sheets()[::2], Course(ROOT).sheets()[1::2]
    course = copy_of_the_course(tmp_path / "course", kept)
    code, said = run(course, *WORKBOOK, "build")
    assert code == 0 and "executing" not in said, said
    remarks = [line for line in said.splitlines() if "not in the course" in line]
    assert sum(line.startswith("– glossary.md leads to sheets") for line in remarks) == 1
    speaking = [line.split()[1] for line in remarks if "speaks of what is not in the course" in line]
    assert speaking and set(speaking) <= set(kept) and len(speaking) == len(set(speaking))
    assert not [name for name in dropped if name in course.released_glossary.read_text(encoding="utf-8")]
    assert all(f"]({name}/" in course.released_glossary.read_text(encoding="utf-8") for name in kept)
    code, said = run(course, *WORKBOOK, "build", "--check")
    assert code == 0, said
    # What a sheet does by itself does not depend on the others; the rest is tried here.
    named = "not audit and not mend and not untouched and not calibrated"
    code, said = run(course, *PYTEST, "-m", "not proof", "-k", named, "tests/sheets")
    assert code == 0, said


@pytest.mark.proof
def test_the_audit_of_a_new_sheet_has_nothing_to_mend(tmp_path):
    course = copy_of_the_course(tmp_path / "course", [])
    for command in ("new", "build", "audit"):
        code, said = run(course, *WORKBOOK, command, NEW)
        assert code == 0, said
    assert "right answers 5/5, false collateral 0" in said


@pytest.mark.parametrize(
    "name", ["attention", "8_attention", "08_Attention", "08-attention", "00_start", "../08_a"]
)
def test_what_is_no_name_for_a_sheet_is_refused(tmp_path, name):
    course = make_course(tmp_path)
    with pytest.raises(CourseError, match="is called by two digits and small letters, as 08_attention"):
        new.lay_out(course, name)
    assert [path.name for path in (tmp_path / "source").iterdir()] == [SHEET]


def test_a_number_or_a_folder_that_is_taken_is_refused(tmp_path):
    course = make_course(tmp_path)
    with pytest.raises(
        CourseError, match=r"The number 01 belongs to 01_tiny; .*workbook rename 01_tiny NN_tiny"
    ):
        new.lay_out(course, "01_other")
    (tmp_path / "source" / NEW).mkdir()
    with pytest.raises(CourseError, match="is there already"):
        new.lay_out(course, NEW)

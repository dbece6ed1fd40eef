"""A sheet has another name or place, before it was handed out or after it was graded; nothing is lost."""

import shutil
from pathlib import Path

import pytest
import small
from marking import seen
from tiny import SHEET, filled, hand_in
from typer.testing import CliRunner

from autograder import cli
from autograder.authoring import build, sheets
from autograder.course import Course, CourseError, files
from autograder.grading import regrade, revision
from autograder.grading.grade import grade
from autograder.grading.gradebook import by_hand
from autograder.grading.rename import rename
from autograder.handback.feedback import write_feedback
from autograder.marking.desk import Desk, Marker

NEW = "03_minute"
TABLE = """\
# Glossary

| word | meaning | sheet |
|:--|:--|:--|
| scale | a factor | [1](../release/01_tiny/01_tiny.ipynb) |
"""
MORE = """\
# %% [markdown] name="points"

# %% [markdown] name="times"
# | tasks | to work through |
# |:--|--:|
# | 1.1 and 1.2: scale | 5 min |

# %% [markdown] name="hint"
# Task 1.2 needs 1.1; here 1.5 is a number, and sheet 1 is this one.

# %% [markdown]
# ## 1.1"""


@pytest.fixture
def written(tmp_path):
    """The small course, with all that names a sheet, or a task by its number."""
    course = small.make_course(tmp_path / "course")
    small.write_text(course, small.TEXT.replace("# %% [markdown]\n# ## 1.1", MORE, 1))
    files.write(course.glossary, TABLE)
    files.write(course.coverage, "row,sheet,cell,reason\nA-1,01_tiny,scale,\n")
    with (course.root / "nbgrader_config.py").open("a", encoding="utf-8") as file:
        file.write("c.LatePolicy.due = {'01_tiny': '2026-05-04 23:59'}\n")
    return course


def test_a_sheet_moves_before_it_is_handed_out(written):
    said = rename(written, SHEET, NEW)
    assert written.sheets() == [NEW]
    text = written.text(NEW).read_text(encoding="utf-8")
    assert "# # 3 Tiny" in text and "# ## 3.2 Total" in text and '"""3.1 scale scales."""' in text
    assert "# | 3.1 and 3.2: scale | 5 min |" in text
    assert "assert np.allclose(scale(np.array([1.0, 2.0])), [3.5, 6.5])" in text  # values stay
    place = 1 + next(i for i, line in enumerate(text.splitlines()) if line.startswith("# Task 1.2"))
    assert said == [
        "These cells speak of sheet 1: 01_tiny: hint.",
        f"These lines may mean a task by its old number, as 1.1: {place}.",
    ]
    assert (written.answers / NEW / "scale/wrong/twice.py").is_file()
    assert not [path for path in written.root.rglob("*") if SHEET in path.name]
    assert "[3](../release/03_minute/03_minute.ipynb)" in written.glossary.read_text(encoding="utf-8")
    assert "A-1,03_minute,scale," in written.coverage.read_text(encoding="utf-8")
    assert "{'03_minute': '2026-05-04 23:59'}" in (written.root / "nbgrader_config.py").read_text(
        encoding="utf-8"
    )
    assert sheets.tests_by_task(sheets.read_text(written.text(NEW))) == {
        "3.1": ["test_scale"],
        "3.2": ["test_total", "test_other"],
    }


def test_only_another_name_changes_no_number(written):
    before = written.text(SHEET).read_text(encoding="utf-8")
    assert rename(written, SHEET, "01_minute") == []
    assert written.text("01_minute").read_text(encoding="utf-8") == before


def test_a_rename_that_was_interrupted_goes_on(written, monkeypatch):
    move, left = Path.rename, [3]

    def interrupted(path, target):
        left[0] -= 1
        if left[0] < 0:
            raise KeyboardInterrupt
        return move(path, target)

    monkeypatch.setattr(Path, "rename", interrupted)
    with pytest.raises(KeyboardInterrupt):
        rename(written, SHEET, NEW)
    monkeypatch.undo()
    assert written.sheets() == [SHEET]
    rename(written, SHEET, NEW)
    assert written.sheets() == [NEW]
    assert not [path for path in written.root.rglob("*") if SHEET in path.name]
    assert build.release_notebook(written, NEW)


def test_a_sheet_is_renamed_after_it_was_graded(course, monkeypatch):
    for student in ("ada", "bob"):
        hand_in(course, student, filled(course))
    grade(course, SHEET)
    marker, desk = Marker("Ada", "tab"), Desk(course, SHEET)
    [bob] = [one["id"] for one in desk.listing("why") if desk.name(one["id"]) == "bob"]
    desk.mark("why", marker, seen(desk.open("why", marker, [bob])), {"points": 2, "reason": "Good."})
    desk.close()
    with course.gradebook() as book:
        held = by_hand(book, SHEET)
    assert held["bob", "why"].score == 2.0
    monkeypatch.chdir(course.root)
    done = CliRunner().invoke(cli.app, ["rename", SHEET, NEW])
    assert done.exit_code == 0, done.output
    assert "03_minute was handed in already: its tasks keep the numbers that students have." in done.output
    assert "01_tiny is now 03_minute. Run `workbook build 03_minute`." in done.output
    course.release(NEW).write_text(build.release_notebook(course, NEW), encoding="utf-8")
    assert course.students(NEW) == ["ada", "bob"] and course.students(SHEET) == []
    with course.gradebook() as book:
        assert by_hand(book, NEW) == held
    assert [one.skipped for one in grade(course, NEW)] == [True, True]
    preview = regrade.preview(course, NEW)
    assert preview.changes == [] and preview.outdated == []
    desk = Desk(course, NEW)
    try:
        assert [one["points"] for one in desk.listing("why") if one["done"]] == [2.0]
        assert [one["marker"] for one in desk.history("why", bob)] == ["Ada"]
    finally:
        desk.close()
    assert {page.name for page in write_feedback(course, NEW)} == {f"{NEW}.html"}


def test_what_is_set_aside_moves_with_its_sheet(course):
    with course.gradebook() as book:
        revision.rename_set_aside(book, SHEET, NEW)  # there is nothing yet
        book.db.execute(revision._ASIDE.insert().values(sheet=SHEET, cell="why", student="ada", score=1.0))
        revision.rename_set_aside(book, SHEET, NEW)
        book.db.commit()
        assert revision.set_aside(book, NEW) == {("ada", "why"): 1.0}
        assert revision.set_aside(book, SHEET) == {}


def test_a_number_that_is_taken_is_refused(course):
    shutil.copytree(course.root / "source" / SHEET, course.root / "source" / "03_other")
    for path in (course.root / "source/03_other").iterdir():
        path.rename(path.with_name(path.name.replace(SHEET, "03_other")))
    with pytest.raises(CourseError, match="The number 03 belongs to 03_other"):
        rename(course, SHEET, NEW)
    assert Course(course.root).sheets() == [SHEET, "03_other"]

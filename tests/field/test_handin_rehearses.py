"""What students are told before the deadline is what grading will say after it."""

import json
import zipfile

import nbformat
import pytest
import tiny
from nbformat.v4 import new_code_cell, new_markdown_cell
from tiny import SHEET, hand_in, released

from autograder.authoring.sheets import read_notebook
from autograder.intake.collect import collect
from autograder.intake.repair import read
from helpers import handin
from helpers.beside import LARGEST

MARKS = {"grade": False, "grade_id": "imports", "locked": True, "schema_version": 3, "solution": False}


@pytest.fixture
def sheet(course):
    """The released sheet, filled in; nbgrader knows its setup cell, as it knows those of the course."""
    source = read_notebook(course.source(SHEET))
    next(one for one in source.cells if one.id == "imports").metadata.nbgrader = MARKS | {"task": False}
    nbformat.write(source, course.source(SHEET))
    course.release(SHEET).write_text(tiny.release_notebook(course, SHEET), encoding="utf-8")
    return nbformat.reads(json.dumps(tiny.filled(course)), as_version=4)


@pytest.fixture
def said(course, tmp_path, monkeypatch, capsys):
    """Return what handin says of a notebook, and what grading does."""
    monkeypatch.chdir(tmp_path)

    def run(notebook, code=0):
        nbformat.write(notebook, tmp_path / "01_tiny.ipynb")
        assert handin.main(["handin", "01_tiny.ipynb"]) == code
        path = hand_in(course, "ada", (tmp_path / "01_tiny.ipynb").read_bytes())
        submission = read(path, read_notebook(course.release(SHEET)))
        look = [one["what"] for one in submission.notebook.metadata.workbook.look]
        return capsys.readouterr().out, submission.repairs, look

    return run


def of(sheet, name):
    return next(one for one in sheet.cells if one.get("id") == name)


def test_a_setup_with_additions_is_said_in_the_words_of_grading(sheet, said):
    of(sheet, "imports").source += "\nmine = 2\n!pip install x"
    of(sheet, "double").source = "def double(x):\n    return mine * x"
    out, repairs, look = said(sheet)
    note = "The setup cell imports was changed; the released cell was used. What you added was kept after it."
    assert note in out and note in repairs and not look
    assert "✓ 1.1 double doubles." in out


def test_a_setup_that_was_overridden_is_said_in_time(sheet, said):
    of(sheet, "imports").source += "\nSCALE = 3"
    of(sheet, "double").source = "def double(x):\n    return x * SCALE * 2 / 3"
    out, _, look = said(sheet)
    note = "It binds SCALE as it was released, not as you wrote it."
    assert note in out and any(note in one for one in look)
    assert "✗ 1.1 double doubles." in out  # with the student's own setup, it would pass


def test_a_setup_that_lost_a_line_is_whole_again(sheet, said):
    of(sheet, "imports").source = "import math"
    out, _, _ = said(sheet)
    assert "✓ 1.1 double doubles." in out


@pytest.mark.parametrize("change", ["relaxed", "deleted", "markdown"])
def test_the_released_tests_are_run(sheet, said, change):
    of(sheet, "double").source = "def double(x):\n    return 3 * x"
    test = of(sheet, "test_double")
    if change == "relaxed":
        test.source = '"""1.1 double doubles."""'
    elif change == "deleted":
        sheet.cells.remove(test)
    else:
        sheet.cells[sheet.cells.index(test)] = new_markdown_cell(
            test.source, id=test.id, metadata=test.metadata
        )
    out, repairs, _ = said(sheet)
    assert "✗ 1.1 double doubles." in out and "double(2) should be 4" in out
    note = f"The test cell test_double was {'missing' if change == 'deleted' else 'changed'}; the released"
    assert note in out and (change == "markdown" or any(note in one for one in repairs))


def test_cells_in_another_order_and_twice_are_said(sheet, said):
    sheet.cells.append(nbformat.from_dict(of(sheet, "credit") | {"id": "x", "source": "credit = 1"}))
    first, second = (sheet.cells.index(of(sheet, name)) for name in ("task_double", "task_credit"))
    sheet.cells[first], sheet.cells[second] = sheet.cells[second], sheet.cells[first]
    out, _, look = said(sheet)
    for note in ("The cells were in another order", "The cell credit occurred more than once"):
        assert note in out and any(note in one for one in look)


def test_text_below_an_empty_answer_is_said(course, sheet, said):
    of(sheet, "why").source = tiny.cell(released(course), "why")["source"]
    sheet.cells.insert(sheet.cells.index(of(sheet, "why")) + 1, new_markdown_cell("Because."))
    out, _, look = said(sheet)
    assert "The answer why is empty, and you wrote in a cell below it." in out and look


def test_a_picture_that_nobody_would_see_is_said(sheet, said, tmp_path):
    of(sheet, "why").source = "![](plot.png) ![](gone.png) ![](data:image/png;base64,AAAA)"
    (tmp_path / "plot.png").write_bytes(b"x")
    out, _, _ = said(sheet)
    assert "In the answer why, the picture gone.png cannot be shown" in out
    assert "picture plot.png" not in out and "handin/plot.png" in out


def test_files_that_the_notebook_needs_are_handed_in_with_it(course, sheet, said, tmp_path):
    of(sheet, "double").source = "from my_layers import twice\ndef double(x):\n    return twice(x)"
    (tmp_path / "my_layers.py").write_text("import my_numbers\ndef twice(x):\n    return my_numbers.TWO * x")
    (tmp_path / "my_numbers.py").write_text("TWO = int(open('two.csv').read())")
    (tmp_path / "two.csv").write_text("2")
    (tmp_path / "diary.txt").write_text("private")
    (tmp_path / "helpers").mkdir()
    (tmp_path / "helpers" / "checks.py").write_text("1 / 0")
    out, _, _ = said(sheet)
    assert "✓ 1.1 double doubles." in out
    assert "Upload these files together:" in out
    names = {path.name for path in (tmp_path / "handin").iterdir()}
    assert names == {"01_tiny.ipynb", "my_layers.py", "my_numbers.py", "two.csv"}


def test_files_in_folders_go_into_an_archive_that_is_collected(course, sheet, said, tmp_path):
    of(sheet, "double").source = "from my_net import twice\ndef double(x):\n    return twice(x)"
    (tmp_path / "my_net").mkdir()
    (tmp_path / "my_net" / "__init__.py").write_text("def twice(x):\n    return 2 * x")
    out, _, _ = said(sheet)
    assert "handin/01_tiny-files.zip" in out and "✓ 1.1 double doubles." in out
    upload = tmp_path / "upload" / "bob"
    upload.mkdir(parents=True)
    for path in (tmp_path / "handin").iterdir():
        (upload / path.name).write_bytes(path.read_bytes())
    assert zipfile.ZipFile(upload / "01_tiny-files.zip").namelist() == ["my_net/__init__.py"]
    collect(course, tmp_path / "upload", SHEET)
    assert (course.submitted(SHEET, "bob").parent / "my_net" / "__init__.py").is_file()


def test_a_file_that_is_not_handed_in_is_missing_already_here(sheet, said, tmp_path):
    (tmp_path / "part1.csv").write_text("2")
    of(
        sheet, "double"
    ).source = "scale = int(open(f'part{1}.csv').read())\ndef double(x):\n    return scale * x"
    out, _, _ = said(sheet)
    assert "✗ 1.1 double doubles." in out


def test_files_that_grading_does_not_take_are_said(sheet, said, tmp_path):
    of(sheet, "double").source = "import code\nx = open('big.bin')\ndef double(x):\n    return 2 * x"
    (tmp_path / "code.py").write_text("")
    (tmp_path / "big.bin").write_bytes(bytes(LARGEST + 1))
    out, _, _ = said(sheet)
    assert "Your file code.py has the name of a module" in out
    assert "All files beside a notebook may have 10 MB together; yours have more." in out


def test_a_notebook_without_the_list_of_its_cells_is_run_as_it_is(sheet, said):
    del sheet.metadata["sheet"]
    sheet.cells.append(new_code_cell("1"))
    out, _, _ = said(sheet)
    assert "has removed the list of its cells" in out and "✓ 1.1 double doubles." in out

"""What a student is told before handing in."""

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import handin

STUB = """\
def double(x):
    # 1.1 double: write your code here and delete the next line.
    raise NotImplementedError("1.1 double is not written yet.")"""
TEST = '"""1.1 double doubles."""\nchecks.close(double(2), 4, what="double(2)")'
SETUP = "from helpers import checks\nfrom helpers.announce import announce_tests\nannounce_tests()"


def _code(name, source, solution=False):
    marks = {"grade_id": name, "solution": solution, "grade": name.startswith("test")}
    return new_code_cell(source, metadata={"nbgrader": marks})


@pytest.fixture
def sheet():
    cells = [
        _code("setup", SETUP),
        _code("double", STUB, solution=True),
        _code("test_double", TEST),
        new_markdown_cell(
            "*Your answer here.*", metadata={"nbgrader": {"grade_id": "why", "solution": True}}
        ),
    ]
    known = {
        "name": "01_tiny",
        "answers": {"double": handin.digest(STUB), "why": handin.digest("*Your answer here.*")},
        "given": {"setup": handin.digest(SETUP), "test_double": handin.digest(TEST)},
    }
    return new_notebook(cells=cells, metadata={"sheet": known})


@pytest.fixture
def hand_in(sheet, tmp_path, monkeypatch, capsys):
    """Hand the sheet in; return the exit code and what was said."""
    monkeypatch.chdir(tmp_path)

    def run(notebook=sheet, name="my sheet.ipynb"):
        nbformat.write(notebook, tmp_path / name)
        code = handin.main(["handin", name])
        return code, capsys.readouterr().out

    return run


def test_an_answered_sheet_is_ready(hand_in, sheet, tmp_path):
    sheet.cells[1].source = "def double(x):\n    return 2 * x"
    sheet.cells[3].source = "Because."
    code, said = hand_in()
    assert code == 0
    assert "all 2 answer cells are there" in said
    assert "✓ 1.1 double doubles." in said
    assert "1 of 1 visible tests pass" in said
    assert "Not answered yet" not in said
    assert "Upload this one file: handin/01_tiny.ipynb (0.0 MB)" in said
    assert (tmp_path / "handin" / "01_tiny.ipynb").read_bytes() == (tmp_path / "my sheet.ipynb").read_bytes()


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (STUB, "– 1.1 double doubles.\n0 of 1 visible tests pass"),
        (
            "def double(x):\n    return 3 * x",
            "✗ 1.1 double doubles.\n    incorrect: double(2) is 6, expected 4",
        ),
        (
            "def double(x):\n    return x / 0",
            "crashed: ZeroDivisionError: division by zero\n    in line 2 of double:",
        ),
        ("def double(x:", "✗ 1.1 double doubles.\n    crashed: NameError"),
    ],
)
def test_what_does_not_pass_is_said_and_handed_in_all_the_same(hand_in, sheet, source, said):
    sheet.cells[1].source = source
    code, found = hand_in()
    assert code == 0
    assert said in found
    assert "Not answered yet: " in found
    assert "Upload" in found


def test_a_missing_answer_cell_stops_it(hand_in, sheet, tmp_path):
    del sheet.cells[1]
    code, said = hand_in()
    assert code == 1
    assert "The cell for your answer 'double' is missing. Undo the deletion" in said
    assert not (tmp_path / "handin").exists()


def test_what_grading_mends_is_only_mentioned(hand_in, sheet):
    sheet.cells[0].source = "from helpers import checks"
    sheet.cells.append(sheet.cells[1].copy())
    del sheet.cells[2]
    code, said = hand_in()
    assert code == 0
    assert "The cell setup was changed; grading uses the original." in said
    assert "The cell test_double is missing; grading puts it back." in said
    assert "The cell double occurs 2 times; the first one counts." in said


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (None, "There is no file"),
        ("%PDF", "is not a notebook"),
        (
            '{"nbformat": 4, "nbformat_minor": 5, "metadata": {}, "cells": []}',
            "not a sheet of this course",
        ),
    ],
)
def test_other_files_are_refused(tmp_path, monkeypatch, capsys, content, said):
    monkeypatch.chdir(tmp_path)
    if content is not None:
        (tmp_path / "x.ipynb").write_text(content)
    assert handin.main(["handin", "x.ipynb"]) == 1
    assert said in capsys.readouterr().out


def test_python_may_end_in_the_middle(hand_in, sheet):
    sheet.cells[1].source = "import os\nos._exit(1)"
    code, said = hand_in()
    assert code == 0
    assert "Python ended before the last cell" in said
    assert "was not run" in said


def test_a_large_file_loses_its_outputs(sheet, tmp_path, monkeypatch):
    monkeypatch.setattr(handin, "LARGEST", 5000)
    sheet.cells[1].outputs = [nbformat.v4.new_output("stream", text="x" * 10_000)]
    nbformat.write(sheet, tmp_path / "x.ipynb")
    target = handin.hand_in(tmp_path / "x.ipynb", tmp_path / "to upload")
    assert target.stat().st_size < 5000
    assert handin.inspect(target)[0].empty == ["double", "why"]

"""What a student is told before handing in."""

import json
from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from helpers import handin

RELEASES = Path(__file__).parents[2] / "release"
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
        "given": {"setup": SETUP, "test_double": TEST},
        "order": ["setup", "double", "test_double", "why"],
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
    assert "The setup cell setup was changed; the released cell was used.\n" in said
    assert "The test cell test_double was missing; the released cell was used." in said
    assert "– 1.1 double doubles." in said  # it was run


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


def _answered(sheet):
    sheet.cells[1].source = "def double(x):\n    return 2 * x"
    return sheet


@pytest.mark.parametrize("kernel", ["conda-env-dl-py", "dl-course", "pycharm-6f1", "python3", None])
def test_the_name_of_the_kernel_does_not_matter(hand_in, sheet, kernel):
    if kernel:
        spec = {"name": kernel, "display_name": "x", "language": "python"}
        sheet.metadata.kernelspec = spec
    code, said = hand_in(_answered(sheet))
    assert code == 0
    assert "1 of 1 visible tests pass" in said


def test_its_own_copy_is_ready(hand_in, sheet, tmp_path, monkeypatch, capsys):
    hand_in(_answered(sheet))
    monkeypatch.chdir(tmp_path / "handin")
    before = (tmp_path / "handin" / "01_tiny.ipynb").read_bytes()
    assert handin.main(["handin", "01_tiny.ipynb", "--folder", "."]) == 0
    assert "Upload this one file: 01_tiny.ipynb" in capsys.readouterr().out
    assert (tmp_path / "handin" / "01_tiny.ipynb").read_bytes() == before


@pytest.mark.parametrize("dropped", [False, True])
def test_a_notebook_from_colab_is_ready(hand_in, sheet, tmp_path, dropped):
    sheet = _answered(sheet)
    for cell in sheet.cells:
        cell.metadata["id"] = cell.pop("id")
    sheet.nbformat_minor = 0
    sheet.metadata.widgets = {"application/vnd.jupyter.widget-state+json": {"a": {"model_name": "HBoxModel"}}}
    if dropped:
        del sheet.metadata["sheet"]
    (tmp_path / "Copy of 01_tiny.ipynb").write_text(json.dumps(sheet))
    assert handin.main(["handin", "Copy of 01_tiny.ipynb"]) == 0
    report, _ = handin.inspect(tmp_path / "handin" / "01_tiny.ipynb")
    assert report.empty == ["why"]
    assert any("removed the list of its cells" in note for note in report.notes) == dropped


def test_a_name_that_tells_nothing_is_asked_for(hand_in, sheet):
    del sheet.metadata["sheet"]
    code, said = hand_in(name="Untitled.ipynb")
    assert code == 1
    assert "give it the name of the sheet again" in said


def test_a_test_that_was_relaxed_does_not_count(hand_in, sheet):
    sheet.cells[1].source = "def double(x):\n    return 3 * x"
    sheet.cells[2].source = '"""1.1 double doubles."""\nchecks.close(double(2), 6)'
    _, said = hand_in()
    assert "0 of 1 visible tests pass" in said
    assert "The test cell test_double was changed; the released cell was used." in said
    assert "double(2) is 6, expected 4" in said


LACKING = {
    "!pip install -q tqdm": "does not run commands such as `!pip install -q tqdm`",
    "files = !ls": "does not run commands such as `files = !ls`",
    "%pip install tqdm": "does not run commands such as `%pip install tqdm`",
    "%%bash\nls": "does not run commands such as `%%bash`",
    "import multiprocessing": "does not start processes",
    "if False: DataLoader(x, num_workers=2)": "starts no worker processes",
    "device = 'cuda:0'\nif False: x.to('cuda')": "Grading has no GPU",
    "if False: net.cuda()": "Grading has no GPU",
    "from google.colab import drive": "Grading is not Colab",
    "if False: name = input('Name? ')": "Nobody answers input()",
}


@pytest.mark.parametrize("source", LACKING)
def test_what_grading_does_not_have_is_said_before_the_deadline(sheet, tmp_path, source):
    sheet.cells.append(new_code_cell(source))
    nbformat.write(sheet, tmp_path / "x.ipynb")
    report, _ = handin.inspect(tmp_path / "x.ipynb")
    assert len(report.notes) == 1
    assert LACKING[source] in report.notes[0]


@pytest.mark.parametrize(
    "source",
    [
        "# !ls\nx = 1",
        "%matplotlib inline",
        'device = torch.device("cuda" if torch.cuda.is_available() else "cpu")',
        "import numpy as np",
        "DataLoader(x, num_workers=0)",
        "def put_input(x): return x != 3",
    ],
)
def test_of_what_grading_has_nothing_is_said(sheet, tmp_path, source):
    sheet.cells.append(new_code_cell(source))
    nbformat.write(sheet, tmp_path / "x.ipynb")
    assert not handin.inspect(tmp_path / "x.ipynb")[0].notes


@pytest.mark.parametrize("marks", [None, [], "x", {"grade_id": None}])
def test_marks_that_an_editor_broke_are_no_traceback(hand_in, sheet, marks):
    sheet.cells.append(new_code_cell("1", metadata={"nbgrader": marks}))
    assert hand_in(_answered(sheet))[0] == 0


@pytest.mark.parametrize("path", sorted(RELEASES.glob("*/*.ipynb")), ids=lambda path: path.stem)
def test_of_a_sheet_as_it_was_given_nothing_is_said(path):
    assert not handin.inspect(path)[0].notes

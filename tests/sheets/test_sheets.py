"""Sheets as students and CI meet them: in step with their text, without solutions, failing only loudly."""

import json
import os
import re
import sys
from functools import cache
from unittest.mock import patch

import nbformat
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbclient import NotebookClient

from autograder.authoring import build, cells, sheets
from autograder.course import Course

COURSE = Course.find()
every_sheet = pytest.mark.parametrize("sheet", COURSE.sheets())


@cache
def _text(sheet):
    return sheets.read_text(COURSE.text(sheet))


@every_sheet
def test_text_notebook_and_release_agree(sheet):
    assert build.drift(COURSE, sheet) == []


@every_sheet
def test_release_holds_no_solution_and_no_hidden_test(sheet):
    """No line of a solution, hidden test or model answer stands in anything that students can reach."""
    reference = _text(sheet)
    # A line like `rng = ...` may be given in one sheet and hidden in another.
    public = "\n".join(_public(cell) for name in COURSE.sheets() for cell in _text(name).cells)
    secret = {line for cell in reference.cells for line in _secret(cell) if line not in public}
    assert len(secret) > 5, "this test found nothing to look for"
    reachable = [path for path in (COURSE.root / "release").rglob("*") if path.is_file()]
    reachable += (COURSE.root / "helpers").rglob("*.py")
    for path in reachable:
        text = path.read_text(encoding="utf-8", errors="replace")
        content = "\n".join(_strings(json.loads(text))) if path.suffix == ".ipynb" else text
        leaked = sorted(line for line in secret if line in content)
        assert not leaked, f"{path.relative_to(COURSE.root)} shows {leaked[:3]}"


@every_sheet
def test_untouched_release_fails_only_with_not_implemented(sheet, tmp_path):
    notebook = nbformat.read(COURSE.release(sheet), as_version=4)
    environment = {**os.environ, "WORKBOOK_BUDGET": "quick"}
    client = NotebookClient(
        notebook, timeout=120, allow_errors=True, resources={"metadata": {"path": tmp_path}}
    )
    client.execute(env=environment)
    errors = {
        cell.id: output.ename
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
        if output.output_type == "error"
    }
    tests = [cell.id for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    assert set(errors.values()) == {"NotImplementedError"}, errors
    code_tests = [cell.id for cell in notebook.cells if cell.id in tests and cell.cell_type == "code"]
    assert set(code_tests) <= set(errors), "a test passes although nothing is written"


@every_sheet
def test_every_automatic_test_has_a_claim_and_a_visible_part(sheet):
    """What students see may be all there is to check; the audit says whether it is enough."""
    for cell in _text(sheet).cells:
        meta = cell.metadata.get("nbgrader", {})
        if not meta.get("grade") or meta.get("solution"):
            continue
        assert re.match(r'"""\d+\.\d+ .+\."""', cell.source), f"{cell.id} does not start with its claim"
        visible, hides, hidden = cell.source.partition("### BEGIN HIDDEN TESTS")
        assert "checks." in visible, f"{cell.id} shows students nothing"
        assert not hides or re.search(r"\b(checks|contracts)\.", hidden), f"{cell.id} hides nothing"
        assert meta["points"] > 0


@every_sheet
def test_a_visible_test_computes_nothing_that_it_does_not_check(sheet):
    left = {name: cells.unread(cell.source) for name, cell in cells.tests(_text(sheet)).items()}
    assert not any(left.values()), {name: found for name, found in left.items() if found}


@every_sheet
def test_stored_figures_are_light_and_say_what_they_show(sheet):
    path = COURSE.source(sheet)
    assert path.stat().st_size < 1_300_000
    shown = [
        output.data
        for cell in nbformat.read(path, as_version=4).cells
        for output in cell.get("outputs", [])
        if "image/png" in output.get("data", {})
    ]
    assert shown
    for data in shown:
        assert not data["text/plain"].startswith(("<", "Figure without")), data["text/plain"]


@every_sheet
def test_a_look_answers_to_the_hand_and_is_stored_as_a_figure(sheet):
    cells = nbformat.read(COURSE.source(sheet), as_version=4).cells
    explored = [cell for cell in cells if "plotting.explore(" in cell.source]
    assert explored
    for cell in explored:
        [output] = cell.outputs
        assert set(output.data) == {"image/png", "text/plain"}


@pytest.mark.filterwarnings("ignore:To exit")
def test_a_kernel_without_helpers_is_told_what_to_do(capsys):
    """The first code of all sheets is the same, and stops in one sentence: IPython shows no traceback."""
    first = {
        next(cell for cell in _text(sheet).cells if cell.cell_type == "code").source
        for sheet in COURSE.sheets()
    }
    [code] = first
    shell = InteractiveShell()
    with patch.dict(sys.modules, {"helpers": None}):
        result = shell.run_cell(code)
    said = capsys.readouterr().out
    assert isinstance(result.error_in_exec, SystemExit)
    assert "Choose the kernel of the course" in said
    assert "START.html" in said
    assert "Traceback" not in said
    assert shell.run_cell(code).success


def test_glossary_is_short_and_its_words_are_used():
    table = COURSE.glossary.read_text(encoding="utf-8")
    rows = re.findall(
        r"^\| (.+?) \| (.+) \| \[(\d+)\]\(\.\./release/(\w+)/\4\.ipynb\) \|$",
        table,
        re.MULTILINE,
    )
    words = [re.sub(r"`| \(.*\)", "", word) for word, _, _, _ in rows]
    assert 0 < len(rows) == table.count("\n| ") - 1 <= 80  # without the heading
    assert [row[0] for row in rows] == sorted(
        (row[0] for row in rows), key=lambda word: word.replace("`", "").lower()
    )
    for word, row in zip(words, rows, strict=True):
        sheet = row[3]
        assert int(sheet[:2]) == int(row[2]), f"the link of {word!r} leads to another sheet"
        if sheet not in COURSE.sheets():  # dropped: `workbook build` says so, and the release has no link
            continue
        text = (
            "\n".join(cell.source for cell in _text(sheet).cells).lower().replace("`", "").replace("-\n", "-")
        )
        text = " ".join(text.split())
        stems = [part.strip().lower().rstrip("s") for part in word.split(",")]
        assert all(stem in text for stem in stems), f"sheet {row[2]} does not use the word {word!r}"


@every_sheet
def test_points_are_at_most_40(sheet):
    assert 0 < sum(task.points for task in sheets.tasks(COURSE.text(sheet).read_text())) <= 40


def _secret(cell) -> list[str]:
    """The lines of a cell that students must not see; short ones prove nothing."""
    meta = cell.metadata.get("nbgrader", {})
    if cell.cell_type == "markdown":
        lines = cell.source.splitlines() if meta.get("solution") else []
    else:
        parts = re.findall(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n(.*?)### END", cell.source, re.DOTALL)
        lines = "\n".join(parts).splitlines()
    return [line.strip() for line in lines if len(line.strip()) >= 25]


def _public(cell) -> str:
    """What students see of a cell."""
    if cell.cell_type == "markdown":
        return "" if cell.metadata.get("nbgrader", {}).get("solution") else cell.source
    return re.sub(r"### BEGIN (?:SOLUTION|HIDDEN TESTS)\n.*?### END", "", cell.source, flags=re.DOTALL)


def _strings(value):
    """Every string in a JSON value, keys and metadata included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, item in value.items():
            yield key
            yield from _strings(item)
    elif isinstance(value, list):
        if value and all(isinstance(item, str) for item in value):
            yield "".join(value)
        else:
            for item in value:
                yield from _strings(item)

"""Generate what follows from a sheet's text: its notebook with outputs, and the students' release."""

import difflib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells, links, sheets
from autograder.course import Course, CourseError, files
from helpers.budget import WAIT_QUIETLY

# As Jupyter shows figures, whatever the shell says that started it.
DRAW_INLINE = {"MPLBACKEND": "module://matplotlib_inline.backend_inline"}


def build(
    course: Course,
    sheet: str,
    *,
    prove: Callable[[Course, str, NotebookNode], None],
    execute: bool = False,
    say: Callable[[str], None] = print,
) -> None:
    """Bring the notebook and the release of a sheet in line with its text.

    Args:
        course: where the sheet is.
        sheet: its name, for example ``02_backprop``.
        prove: called with a notebook that was executed, before it is written; raises if its tests do not
            hold where submissions are judged.
        execute: run the notebook even if no cell changed.
        say: receives one line per step.

    Raises:
        CourseError: if the text cannot be read, a test shows what it does not check, or a cell of the
            reference fails; or as ``prove`` does.
    """
    text_path, notebook_path = course.text(sheet), course.source(sheet)
    text = sheets.text_of(text_path)
    numbered = sheets.with_points(text)
    if numbered != text:
        files.write(text_path, numbered)
        say(f"{sheet}: points in headings and table updated")

    notebook = sheets.read_text(text_path)
    _require_that_tests_check(sheet, notebook)
    stored = sheets.read_notebook(notebook_path) if notebook_path.exists() else None
    changed = stored is None or not sheets.same_inputs(notebook, stored)
    if changed or execute:
        say(f"{sheet}: executing")
        notebook = run(notebook, notebook_path.parent)
        prove(course, sheet, notebook)
    else:
        notebook = sheets.merge_outputs(notebook, stored)
    files.write_if_new(notebook_path, sheets.write(notebook))

    release = release_notebook(course, sheet)
    files.write_if_new(course.release(sheet), release)
    if course.glossary.is_file():
        files.write_if_new(course.released_glossary, released_glossary(course))
    say(f"{sheet}: up to date, {sum(task.points for task in sheets.tasks(numbered))} points")


def drift(course: Course, sheet: str) -> list[str]:
    """Return, one sentence each, where text, notebook and release of a sheet disagree."""
    found = []
    text_path, notebook_path = course.text(sheet), course.source(sheet)
    text = sheets.text_of(text_path)
    if sheets.with_points(text) != text:
        found.append(f"{text_path.name}: the points in its headings or table are out of date")
    if not notebook_path.exists():
        return [*found, f"{sheet} has no notebook"]
    stored_bytes = notebook_path.read_text(encoding="utf-8")
    stored = sheets.read_notebook(notebook_path)
    if not sheets.same_inputs(sheets.read_text(text_path), stored):
        found.append(f"{notebook_path.name} differs from {text_path.name}")
    if sheets.write(sheets.normal_form(stored)) != stored_bytes:
        found.append(f"{notebook_path.name} is not in normal form")
    if any(cell.cell_type == "code" and cell.execution_count is None for cell in stored.cells):
        found.append(f"{notebook_path.name} has cells that were not executed")
    released = course.release(sheet)
    fresh = release_notebook(course, sheet)
    if not released.exists():
        found.append(f"{sheet} has no release")
    elif released.read_text(encoding="utf-8") != fresh:
        old = released.read_text(encoding="utf-8").splitlines()
        line = next(iter(difflib.unified_diff(old, fresh.splitlines(), lineterm="", n=0)), "")
        found.append(f"the release of {sheet} is not what its source generates {line}".rstrip())
    if course.glossary.is_file():
        released = course.released_glossary
        if not released.is_file() or released.read_text(encoding="utf-8") != released_glossary(course):
            found.append(f"{released.name} of the release is not what {course.glossary.name} generates")
    return found


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Execute a reference notebook from top to bottom in a fresh kernel and return it in normal form.

    In full and on the real MNIST, whatever the environment says: the text quotes its figures.

    Raises:
        CourseError: naming the cell that failed, with the end of its traceback.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    resources = {"metadata": {"path": str(folder)}}
    client = NotebookClient(notebook, timeout=600, resources=resources, extra_arguments=["--log-level=40"])
    try:
        budget = {"WORKBOOK_BUDGET": "full", "WORKBOOK_MNIST": "mnist"}
        client.execute(env=os.environ | budget | WAIT_QUIETLY | DRAW_INLINE)
    except (CellExecutionError, CellTimeoutError, DeadKernelError) as error:
        failed = next((c.id for c in notebook.cells if _failed(c)), "unknown")
        raise CourseError(f"Cell {failed!r} of the reference fails:\n{str(error)[-2000:]}") from error
    return sheets.normal_form(notebook)


def release_notebook(course: Course, sheet: str) -> str:
    """Return the file content of the students' notebook, generated by nbgrader from the source."""
    from nbgrader.converters import GenerateAssignment
    from nbgrader.converters.base import NbGraderException
    from nbgrader.coursedir import CourseDirectory

    with tempfile.TemporaryDirectory() as scratch, course.log():
        config = course.config()
        config.CourseDirectory.release_directory = scratch
        config.CourseDirectory.assignment_id = sheet
        # A release is a matter of files; grading puts the sheet into the gradebook when it needs it there.
        config.GenerateAssignment.no_database = True
        config.GenerateAssignment.preprocessors = [
            name for name in config.GenerateAssignment.preprocessors if not name.endswith("SaveCells")
        ]
        converter = GenerateAssignment(coursedir=CourseDirectory(config=config), config=config)
        try:
            converter.start()
        except NbGraderException as error:
            raise CourseError(f"nbgrader could not make the release of {sheet}; see grading.log.") from error
        [path] = Path(scratch).rglob("*.ipynb")
        notebook = nbformat.read(path, as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":  # there the glossary lies beside the folders of the sheets
            cell.source = cell.source.replace("(../../docs/glossary.md", "(../glossary.md")
    return sheets.write(notebook)


def released_glossary(course: Course) -> str:
    """Return the glossary as students get it: beside the folders of the sheets that it links to."""
    text = links.without_dead(course, course.glossary.read_text(encoding="utf-8"))
    return text.replace("](../release/", "](")


def _require_that_tests_check(sheet: str, notebook: NotebookNode) -> None:
    """Refuse tests whose visible part computes what only the hidden part checks, or nobody."""
    found = [
        f"{name}: {', '.join(left)}"
        for name, cell in cells.tests(notebook).items()
        if (left := cells.unread(cell.source))
    ]
    if found:
        raise CourseError(
            f"{sheet}: the visible part of a test computes what it does not check. Check it there, move it "
            f"below `{cells.HIDDEN}`, or call it `_`.\n" + "\n".join(found)
        )


def _failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))

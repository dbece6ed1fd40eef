"""Generate what follows from a sheet's text: its notebook with outputs, and the students' release."""

import difflib
import os
import tempfile
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder import sheets
from autograder.course import Course, CourseError


def build(course: Course, sheet: str, *, execute: bool = False, say: Callable[[str], None] = print) -> None:
    """Bring the notebook and the release of a sheet in line with its text.

    Args:
        course: where the sheet is.
        sheet: its name, for example ``02_backprop``.
        execute: run the notebook even if no cell changed.
        say: receives one line per step.

    Raises:
        CourseError: if the text cannot be read, a cell of the reference fails, or the reference does not earn
            all points where submissions are judged.
    """
    text_path, notebook_path = course.text(sheet), course.source(sheet)
    text = sheets.text_of(text_path)
    numbered = sheets.with_points(text)
    if numbered != text:
        text_path.write_text(numbered, encoding="utf-8")
        say(f"{sheet}: points in headings and table updated")

    notebook = sheets.read_text(text_path)
    stored = sheets.read_notebook(notebook_path) if notebook_path.exists() else None
    changed = stored is None or not sheets.same_inputs(notebook, stored)
    if changed or execute:
        say(f"{sheet}: executing")
        notebook = run(notebook, notebook_path.parent)
        require_points(course, sheet, notebook)
    else:
        notebook = sheets.merge_outputs(notebook, stored)
    write_if_new(notebook_path, sheets.write(notebook))

    release = release_notebook(course, sheet)
    course.release(sheet).parent.mkdir(parents=True, exist_ok=True)
    write_if_new(course.release(sheet), release)
    say(f"{sheet}: up to date, {sum(task.points for task in sheets.tasks(numbered))} points")


def require_points(course: Course, sheet: str, notebook: NotebookNode) -> None:
    """Judge a reference as submissions are judged: its tests run where only data of the answers arrives.

    Raises:
        CourseError: if a test that passes beside the answers does not pass outside; it says which, and why.
    """
    from autograder.engine.station import JudgeFailed, Station
    from autograder.engine.verdict import earned, error_output
    from autograder.execute import Execute

    job = Execute(config=course.config()).job(notebook, sheet)
    station = Station()
    try:
        result = station.judge(job)
    except JudgeFailed as error:
        raise CourseError(f"{sheet}: a cell tagged setup does not run beside the tests.\n{error}") from error
    finally:
        station.close()
    lost = []
    for cell in job.cells:
        if cell.role == "test":
            outputs = result.outputs.get(cell.name, [error_output("NotRun", result.problem or "")])
            points, message = earned(outputs, cell.points)
            if points < cell.points:
                lost.append(f"{cell.name}: {message or f'{points:g} of {cell.points:g} points'}")
    if lost:
        raise CourseError(
            f"{sheet}: the reference loses points where submissions are judged. Tests see copies of "
            "a student's data; CONTRIBUTING.md says what they can do.\n" + "\n".join(lost)
        )


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
    return found


def run(notebook: nbformat.NotebookNode, folder: Path) -> nbformat.NotebookNode:
    """Execute a reference notebook from top to bottom in a fresh kernel and return it in normal form.

    In full and on the real MNIST, whatever the environment says: the text quotes its figures.

    Raises:
        CourseError: naming the cell that failed, with the end of its traceback.
    """
    from nbclient import NotebookClient
    from nbclient.exceptions import CellExecutionError, CellTimeoutError, DeadKernelError

    client = NotebookClient(notebook, timeout=600, resources={"metadata": {"path": str(folder)}})
    try:
        client.execute(env={**os.environ, "WORKBOOK_BUDGET": "full", "WORKBOOK_MNIST": "mnist"})
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
    return sheets.write(notebook)


def write_if_new(path: Path, content: str) -> None:
    """Write a file whole or not at all, and leave it alone if it already holds ``content``."""
    if path.exists() and path.read_text(encoding="utf-8") == content:
        return
    partial = path.with_suffix(f".{os.getpid()}.partial")
    partial.write_text(content, encoding="utf-8")
    partial.replace(path)


def _failed(cell: nbformat.NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.get("outputs", []))

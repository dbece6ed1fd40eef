"""The graded copy: a submission on the released sheet, with outputs, and with notes about it.

``notebook.metadata.workbook`` holds these notes: those of ``intake.repair``, ``fingerprint``, ``problem``,
``started``, ``skipped`` (own cells that were not run to their end), ``times``, ``memory``, ``result`` (the
key of the stored result), ``hints`` by test, and ``graded``, which is there only if the grades are in the
gradebook.
"""

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.engine.judge import Job, Result
from autograder.engine.store import key
from autograder.engine.traces import unpacked
from autograder.engine.verdict import not_run
from autograder.grading.bank import Verdicts
from autograder.grading.tutor import Tutor
from autograder.intake.harmless import harmless


def complete(nb: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return a repaired submission with the tests of the source, hidden ones included.

    Nothing has been run yet, and each test says so.
    """
    given = cells.by_name(source)
    nb = nbformat.from_dict(nb)
    for cell in nb.cells:
        original = given.get(cells.name(cell))
        if original is not None and cells.marks(cell).get("locked") and not cells.is_answer(cell):
            cell.source = original.source
            if cells.is_graded(cell):
                cell.metadata.nbgrader.points = original.metadata.nbgrader.points
    mark_not_run(nb)
    return nb


def mark_not_run(nb: NotebookNode) -> None:
    """Put an error into each graded code cell: nbgrader gives full points to a test without output."""
    for cell in nb.cells:
        if cell.cell_type == "code" and cells.is_graded(cell):
            cell.outputs = [nbformat.from_dict(not_run())]


def fill(nb: NotebookNode, job: Job, result: Result, tutor: Tutor | None) -> None:
    """Write the results of a run into a completed submission, and the hints for its mistakes."""
    known = nb.metadata.setdefault("workbook", NotebookNode())
    problem = result.problem
    if problem:
        for cell in nb.cells:  # the student does not know the names of cells
            if cell.id in known.get("own", []):
                problem = problem.replace(f"in the cell {cell.id};", "in a cell of your own;")
        known.update(problem=problem, started=result.started)
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        cell.execution_count = result.counts.get(cell.id)
        if cell.id in result.outputs:
            outputs = [nbformat.from_dict(output) for output in result.outputs[cell.id]]
            cell.outputs = [kept for output in outputs if (kept := harmless(output))]
        elif cells.is_graded(cell):
            cell.outputs = [nbformat.from_dict(not_run(problem or "This test was not run."))]
    hints = tutor.hints(unpacked(result.traces or {}), Verdicts(job, result).lost()) if tutor else {}
    if result.skipped:
        known.setdefault("repairs", []).append(
            "Your own experiments take too long for grading: some of your own cells were stopped."
        )
        known["skipped"] = result.skipped
    known.update(result=key(job).run, times=result.times, memory=result.memory, hints=hints)


def notes(path: Path) -> dict[str, Any]:
    """Return the notes in the graded copy of a submission; nothing if there is no complete copy."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return content["metadata"]["workbook"]
    except (OSError, ValueError, KeyError):
        return {}

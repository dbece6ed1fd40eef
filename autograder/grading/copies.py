"""The graded copy: a submission on the released sheet, with outputs, and with notes about it.

A test has the outputs of grading. What another cell shows is as it was handed in, and as many outputs as
``handed_in`` tells; only errors and notes of grading follow. If figures are drawn in grading, all is of
grading.

``notebook.metadata.workbook`` holds these notes: those of ``intake.repair`` (to ``look``,
running adds what could not run here), ``fingerprint``, ``problem``, ``started``, ``skipped`` (own cells
that were not run to their end), ``crowded`` (tests that ran out of time on a busy machine), ``times``,
``memory``, ``result`` (the key of the stored result), ``hints`` by test, which is missing if there was no
tutor yet, and ``graded``, which is there only if the grades are in the gradebook.
"""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook, write
from autograder.course import files
from autograder.course.names import printable
from autograder.engine import stand_ins, wire
from autograder.engine.judge import Job, Result
from autograder.engine.store import Key, Store, key
from autograder.engine.traces import unpacked
from autograder.engine.verdict import earned, not_run
from autograder.grading.bank import Verdicts
from autograder.grading.tutor import Tutor
from autograder.intake.harmless import harmless

_LONGEST_ERROR = 300  # characters
_MOST_ERRORS = 20  # of a submission; a person who looks at so many sees the others


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
    """Put an error into each test that counts: nbgrader gives full points to a test without an error."""
    for cell in nb.cells:
        if cells.is_test(cell):
            cell.outputs = [_without_verdict(cell, "This test was not run.")]


def handed_in(cell: NotebookNode) -> int:
    """Return how many of the outputs of a cell in a graded copy are as handed in: the first ones."""
    return cell.metadata.get("workbook", {}).get("handed_in", 0)


def fill(nb: NotebookNode, job: Job, result: Result, tutor: Tutor | None, *, drawn: bool = False) -> None:
    """Write the results of a run into a completed submission, and the hints for its mistakes.

    Args:
        nb: the submission.
        job: what was run.
        result: what came of it.
        tutor: has the hints; without one, the copy has no note about hints, and ``add_hints`` adds it.
        drawn: show the outputs of grading instead of those that were handed in.
    """
    known = nb.metadata.setdefault("workbook", NotebookNode())
    if drawn:
        _drop_handed_in(nb)
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
        outputs = [nbformat.from_dict(output) for output in result.outputs.get(cell.id, [])]
        if not cells.is_test(cell) and not drawn:
            outputs = [one for one in outputs if one.output_type == "error" or one.get("name") == wire.NOTE]
        outputs = [kept for output in outputs if (kept := harmless(output))]
        if not cells.is_test(cell):
            cell.outputs = cell.outputs[: handed_in(cell)] + outputs
        elif cell.id in result.outputs and not cells.is_withdrawn(cell):
            cell.outputs = outputs
        else:
            cell.outputs = [_without_verdict(cell, problem or "This test was not run.")]
    known.update({name: found for name in ("skipped", "crowded") if (found := getattr(result, name))})
    known.update(result=key(job).run, times=result.times, memory=result.memory)
    if tutor:
        known.hints = tutor.hints(unpacked(result.traces or {}), Verdicts(job, result).lost())
    note_what_did_not_run(nb)


def add_hints(path: Path, tutor: Tutor, store: Store) -> None:
    """Write hints into a graded copy that was made before there was a tutor.

    Args:
        path: the graded copy.
        tutor: has the hints.
        store: has the result that the copy was made from.
    """
    nb = read_notebook(path)
    known = nb.metadata.workbook
    tests = [cell for cell in nb.cells if cells.is_test(cell)]
    lost = [cell.id for cell in tests if earned(cell.outputs, cells.points(cell))[0] < cells.points(cell)]
    found = store.get(Key(known["result"], tests=""))
    known.hints = tutor.hints(unpacked(found[0].traces or {}), lost) if found else {}
    files.write(path, write(nb))


# Errors by which a cell ends that may have run elsewhere: what is missing or forbidden is missing here.
_ONLY_HERE = ("ModuleNotFoundError", "ImportError", "PermissionError")


def note_what_did_not_run(nb: NotebookNode) -> None:
    """Note for a person what stopped a run or a cell although the student may have seen it run."""
    known = nb.metadata.setdefault("workbook", NotebookNode())
    look = known.setdefault("look", [])
    if known.get("problem"):
        look.append(NotebookNode(where="", what=known.problem))
    own, stopped = known.get("own", []), []
    for cell in nb.cells:
        what = "your own cell" if cell.id in own else f"the cell {cells.name(cell)}"
        for output in cell.get("outputs", [])[handed_in(cell) :]:
            if output.output_type == "error" and _only_here(output, cell, own):
                error = f"{output.ename}: {output.evalue[:_LONGEST_ERROR]}"
                text = printable(f"When {what} ran here, it stopped: {error}")
                stopped.append(NotebookNode(where=cells.name(cell), what=text))
        if cell.id in known.get("skipped", []):
            text = "Your own cell was stopped: your experiments take longer than grading can wait."
            stopped.append(NotebookNode(where=cells.name(cell), what=text))
        if cell.id in known.get("crowded", []):
            text = (
                f"The test {cells.name(cell)} ran out of time while this computer was busy with other "
                "things. It is to be graded again when the computer is not busy."
            )
            stopped.append(NotebookNode(where=cells.name(cell), what=text))
    look += stopped[:_MOST_ERRORS]


def _only_here(error: NotebookNode, cell: NotebookNode, own: list[str]) -> bool:
    """Tell whether an error of grading may not have come where the student works."""
    theirs = cells.is_answer(cell) or cell.id in own
    return (theirs and error.ename in _ONLY_HERE) or stand_ins.missed(error.evalue)


def to_look_at(known: dict[str, Any], waiting: set[str], tests: set[str]) -> list[dict[str, str]]:
    """Return the notes at which a person must still look.

    Args:
        known: the notes in the graded copy.
        waiting: the graded cells that wait for a person.
        tests: the names of the tests. While one waits, every note may be the reason for its points.
    """
    if waiting & tests:
        return known.get("look", [])
    return [one for one in known.get("look", []) if one["where"] in waiting]


def _drop_handed_in(nb: NotebookNode) -> None:
    nb.metadata.workbook.pop("outputs", None)
    for cell in nb.cells:
        if cell.metadata.pop("workbook", None):
            cell.outputs = []


def notes(path: Path) -> dict[str, Any]:
    """Return the notes in the graded copy of a submission; nothing if there is no complete copy."""
    return _read(path)[0]


def notes_and_tests(path: Path) -> tuple[dict[str, Any], dict[str, tuple[str, float, bool]]]:
    """Return the notes in a graded copy, and what ``compared`` returns of its cells; both may be empty."""
    known, raw = _read(path)
    marked = [cell for cell in raw if "nbgrader" in cell["metadata"]]
    return known, compared(nbformat.from_dict(cell | {"outputs": []}) for cell in marked)


def compared(found: Iterable[NotebookNode]) -> dict[str, tuple[str, float, bool]]:
    """Return source, points, and whether it is withdrawn, of each graded cell.

    Of a written answer, the source is empty: it is the student's.
    """
    return {
        cells.name(cell): (
            "".join(cell.source) if cells.is_test(cell) else "",
            cells.points(cell),
            cells.is_withdrawn(cell),
        )
        for cell in found
        if cells.is_graded(cell)
    }


def _read(path: Path) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """Return the notes and the cells of a graded copy."""
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        return content["metadata"]["workbook"], content["cells"]
    except (OSError, ValueError, KeyError):
        return {}, []


def _without_verdict(test: NotebookNode, reason: str) -> NotebookNode:
    """Return the output of a test that nobody ran; without an error, nbgrader gives it all points."""
    if cells.is_withdrawn(test):
        return nbformat.v4.new_output("stream", name="stdout", text=f"{cells.GIVEN_TO_ALL}\n")
    return nbformat.from_dict(not_run(reason))

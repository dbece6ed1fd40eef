"""Run a repaired submission through the engine; a test that did not finish earns nothing."""

import ast
import atexit
import os
from dataclasses import replace
from functools import cache
from pathlib import Path

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_output
from nbgrader.preprocessors import NbGraderPreprocessor
from nbgrader.utils import is_grade, is_solution
from traitlets import Dict, Float, Integer, Unicode

from autograder.course import Course
from autograder.engine import sandbox
from autograder.engine.child import Patience
from autograder.engine.judge import Cell, Job, Result
from autograder.engine.station import Station
from autograder.engine.store import Store, key
from helpers import data

NOT_RUN = "NotRun"


class MarkNotRun(NbGraderPreprocessor):
    """Put a "not run" error into graded code cells: nbgrader gives full marks to a test without output."""

    def preprocess_cell(self, cell, resources, cell_index):
        if _is_graded_code(cell):
            cell.outputs = [_not_run("This test was not run.")]
        return cell, resources


class Execute(NbGraderPreprocessor):
    """Runs the student's cells in a confined process, and the tests outside of it.

    The "not run" error of a graded cell goes away only when the judge has finished the test. If the
    student's process does not start, dies or stops answering, the results so far are kept, the remaining
    graded cells keep their error, and ``notebook.metadata.workbook.problem`` tells why.

    A submission that was run before is not run again: its tests are judged by what it answered then.
    Hints for known mistakes go into ``notebook.metadata.workbook.hints``, by test.
    """

    timeout = Float(60, help="seconds for a cell; for a test, with all its calls").tag(config=True)
    call_timeout = Float(30, help="seconds for one call of a student's function by a test").tag(config=True)
    total_timeout = Float(600, help="seconds for all cells of a notebook together").tag(config=True)
    output_limit = Integer(2_000_000, help="characters of output that are kept of a cell").tag(config=True)
    memory = Integer(2048, help="megabytes that a submission may use").tag(config=True)
    scratch = Integer(256, help="megabytes of files that it may write").tag(config=True)
    processes = Integer(0, help="processes that it may start").tag(config=True)
    sandbox = Unicode("", help="how it is confined; by default as well as this machine can").tag(config=True)
    sheets = Dict(help="other values for a sheet, as {'06_torch_cnn': {'memory': 4096}}").tag(config=True)

    def preprocess(self, nb, resources):
        from autograder import tutor  # which needs this module

        if nb.metadata.get("workbook", {}).get("problem"):
            return nb, resources  # nothing of the student's could be read
        sheet = resources["nbgrader"]["assignment"]
        converter = self.parent.parent  # of the exporter
        course = Course(Path(converter.coursedir.root))
        results = Store(course.results(sheet))
        source = nbformat.read(course.source(sheet), as_version=4)
        job = self.job(nb, sheet, source)
        left = still_to_do(job, results)
        if left:
            result = keep(job, _station().judge(left), results)
        else:
            result, _ = results.get(key(job))
        put_into(nb, result)
        known = tutor.load(course, sheet, source)
        hints = known.hints(result.record, tutor.lost_tests(job, result)) if known else {}
        nb.metadata.workbook.update(
            result=key(job).run, times=result.times, memory=result.memory, hints=hints
        )
        return nb, resources

    def job(self, nb: NotebookNode, sheet: str, reference: NotebookNode | None = None) -> Job:
        """Return what the engine needs to judge a repaired notebook whose tests are complete.

        Args:
            nb: the notebook.
            sheet: its name.
            reference: the sheet with its solutions, from which a JAX sheet gets what it compiles.

        Raises:
            sandbox.Refused: if this machine can confine nothing, and the configuration does not name a way.
        """
        own = self.sheets.get(sheet, {})
        value = lambda name: own.get(name, getattr(self, name))
        limits = sandbox.Limits(
            memory=value("memory") * 2**20, scratch=value("scratch") * 2**20, processes=value("processes")
        )
        patience = Patience(
            call=value("call_timeout"),
            cell=value("timeout"),
            total=value("total_timeout"),
            output=value("output_limit"),
        )
        modules = _imports(nb)
        return Job(
            cells=_cells(nb),
            modules=modules,
            primer=_cells(reference) if reference and "jax" in modules else [],
            environment={"WORKBOOK_BUDGET": "quick", "WORKBOOK_MNIST": _which_mnist()},
            tier=sandbox.chosen(value("sandbox")),
            limits=limits,
            patience=patience,
        )


def still_to_do(job: Job, store: Store, *, again: bool = False) -> Job | None:
    """Return the job, with what an earlier run of the same submission recorded; None if its result is known.

    Args:
        job: what to run.
        store: where results are kept.
        again: run it even if its result is known.
    """
    known = None if again else store.get(key(job))
    if known is None:
        return job
    result, same_tests = known
    return None if same_tests else replace(job, record=result.record)


def keep(job: Job, result: Result, store: Store) -> Result:
    """Put a job's result into the store, unless it is worth trying again; return it, complete.

    A result that was judged from a record has outputs of tests only; the others are still in the store.
    """
    if result.replayed and (known := store.get(key(job))):
        result = replace(known[0], outputs=known[0].outputs | result.outputs, replayed=True)
    if result.started:
        store.put(key(job), result)
    return result


def complete(nb: NotebookNode, source: NotebookNode) -> NotebookNode:
    """Return a repaired submission with the tests as in the source, hidden ones included.

    nbgrader does the same from its gradebook, later and one submission at a time.
    """
    given = {cell.metadata.nbgrader.grade_id: cell for cell in source.cells if "nbgrader" in cell.metadata}
    nb = nbformat.from_dict(nb)
    for cell in nb.cells:
        marks = cell.metadata.get("nbgrader", {})
        original = given.get(marks.get("grade_id"))
        if original is not None and marks.get("locked") and not marks.get("solution"):
            cell.source = original.source
            if marks.get("grade"):
                marks.points = original.metadata.nbgrader.points
    return nb


def put_into(nb: NotebookNode, result: Result) -> None:
    """Write a result's outputs into the notebook they came from."""
    known = nb.metadata.setdefault("workbook", NotebookNode())
    problem = result.problem
    if problem:
        for cell in nb.cells:  # the student knows no names of cells
            if cell.id in known.get("own", []):
                problem = problem.replace(f"in the cell {cell.id};", "in a cell of your own;")
        known.update(problem=problem, started=result.started)
    for cell in nb.cells:
        if cell.cell_type != "code":
            continue
        cell.execution_count = result.counts.get(cell.id)
        if cell.id in result.outputs:
            cell.outputs = [nbformat.from_dict(output) for output in result.outputs[cell.id]]
        elif _is_graded_code(cell):
            cell.outputs = [_not_run(problem or "This test was not run.")]


@cache
def _station() -> Station:
    """The station of this process, for plain nbgrader."""
    station = Station()
    atexit.register(station.close)
    return station


def _cells(nb: NotebookNode) -> list[Cell]:
    found = []
    for cell in nb.cells:
        if cell.cell_type == "code":
            is_test = is_grade(cell) and not is_solution(cell)
            is_setup = "setup" in cell.metadata.get("tags", [])
            role = "test" if is_test else "setup" if is_setup else "student"
            points = float(cell.metadata.nbgrader.points) if is_test else 0.0
            found.append(Cell(cell.id, cell.source, role, points))
    return found


def _imports(nb: NotebookNode) -> list[str]:
    """Return the modules that the setup cells import: worth having before the first submission is run."""
    found = []
    for cell in nb.cells:
        if cell.cell_type == "code" and "setup" in cell.metadata.get("tags", []):
            for node in ast.walk(ast.parse(cell.source)):
                if isinstance(node, ast.Import):
                    found += [alias.name for alias in node.names]
                elif isinstance(node, ast.ImportFrom) and node.module:
                    found += [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return list(dict.fromkeys(found))


def _which_mnist() -> str:
    """Return what ``helpers.data`` will find without a network."""
    wanted = os.environ.get("WORKBOOK_MNIST", "auto")
    return wanted if wanted != "auto" else "mnist" if data.local_root() else "digits"


def _is_graded_code(cell: NotebookNode) -> bool:
    return cell.cell_type == "code" and is_grade(cell)


def _not_run(reason: str) -> NotebookNode:
    return new_output("error", ename=NOT_RUN, evalue=reason, traceback=[f"{NOT_RUN}: {reason}"])

"""What each test of a sheet says about a set of solutions, without a kernel: to try answers, not students.

Only the cells that the tests need are run: imports, solutions, tests, and what they read. That takes a
fraction of a second, so that hundreds of answers can be tried. The code runs with all rights: use it for
the answers of the course, never for submissions.
"""

import ast
import contextlib
import io
import multiprocessing
import os
import signal
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import NamedTuple

from nbformat import NotebookNode


class Outcome(NamedTuple):
    """What a test cell said: points earned, and the message of the failure if there was one."""

    points: float
    message: str


TIMEOUT = 60  # seconds for all tests of one notebook


def outcomes(notebook: NotebookNode, *, timeout: int = TIMEOUT) -> dict[str, Outcome]:
    """Run a notebook's tests in this process.

    Args:
        notebook: a reference with some of its solution cells replaced.
        timeout: seconds, for the whole notebook.

    Returns:
        The outcome of every automatic test by ``grade_id``. A test that is cut off by the time limit, and
        every test after it, earns nothing.
    """
    os.environ["WORKBOOK_BUDGET"] = "quick"
    os.environ["MPLBACKEND"] = "agg"
    found: dict[str, Outcome] = {}
    namespace: dict = {"__name__": "__main__"}
    with _time_limit(timeout) as expired:
        for cell in needed_cells(notebook):
            error = TimeoutError("the time was up") if expired() else _run(cell, namespace)
            meta = cell.metadata.get("nbgrader", {})
            if meta.get("grade"):
                message = "" if error is None else f"{type(error).__name__}: {error}"
                found[meta["grade_id"]] = Outcome(0.0 if error else float(meta["points"]), message)
    return found


def outcomes_of_many(
    notebooks: Iterable[NotebookNode], *, workers: int | None = None
) -> Iterator[dict[str, Outcome]]:
    """``outcomes`` of many notebooks in forked processes, in order."""
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(workers or os.cpu_count(), mp_context=context, max_tasks_per_child=None) as pool:
        yield from pool.map(outcomes, notebooks)


def needed_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return, in order, the code cells that the automatic tests need.

    A cell is needed if it is a test, is tagged ``setup``, or binds a name that a needed cell reads without
    having bound it itself.
    """
    return _closure(notebook, lambda cell: _is_test(cell) or "setup" in cell.metadata.get("tags", []))


def depends_on(notebook: NotebookNode, test: str, solution: str) -> bool:
    """Tell whether a test needs a solution cell, directly or through other cells; both by ``grade_id``."""
    cells = _closure(notebook, lambda cell: _grade_id(cell) == test)
    return any(_grade_id(cell) == solution for cell in cells)


def _closure(notebook: NotebookNode, is_root: Callable[[NotebookNode], bool]) -> list[NotebookNode]:
    """Return the roots and every cell that binds a name they need, in order."""
    cells = [cell for cell in notebook.cells if cell.cell_type == "code"]
    names = [_names(cell.source) for cell in cells]
    needed = {i for i, cell in enumerate(cells) if is_root(cell)}
    waiting = list(needed)
    while waiting:
        reader = waiting.pop()
        wanted = names[reader].read - names[reader].bound
        for i in range(len(cells)):
            if i not in needed and names[i].bound & wanted and not _is_test(cells[i]):
                needed.add(i)
                waiting.append(i)
    return [cells[i] for i in sorted(needed)]


class _Names(NamedTuple):
    bound: set[str]
    read: set[str]


def _names(source: str) -> _Names:
    """Return the names a cell binds at its top level and the names it reads anywhere."""
    try:
        tree = ast.parse(source)
    except SyntaxError:
        return _Names(set(), set())
    read = {n.id for n in ast.walk(tree) if isinstance(n, ast.Name) and isinstance(n.ctx, ast.Load)}
    bound: set[str] = set()
    waiting: list[ast.AST] = list(tree.body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            bound.add(node.name)
            continue
        if isinstance(node, (ast.Lambda, ast.ListComp, ast.SetComp, ast.DictComp, ast.GeneratorExp)):
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            bound.add(node.id)
        if isinstance(node, ast.alias):
            bound.add((node.asname or node.name).split(".")[0])
        waiting.extend(ast.iter_child_nodes(node))
    return _Names(bound, read)


def _is_test(cell: NotebookNode) -> bool:
    meta = cell.metadata.get("nbgrader", {})
    return bool(meta.get("grade")) and not meta.get("solution")


def _grade_id(cell: NotebookNode) -> str:
    return cell.metadata.get("nbgrader", {}).get("grade_id", "")


def _run(cell: NotebookNode, namespace: dict) -> BaseException | None:
    try:
        with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
            exec(compile(cell.source, f"<{cell.get('id', 'cell')}>", "exec"), namespace)
    except (Exception, SystemExit) as error:
        return error
    return None


@contextlib.contextmanager
def _time_limit(seconds: int) -> Iterator[Callable[[], bool]]:
    """Raise ``TimeoutError`` in the running cell when the time is up, and tell whether it was."""
    fired = False

    def expire(*_) -> None:
        nonlocal fired
        fired = True
        signal.alarm(1)  # a cell that swallows the error is interrupted again
        raise TimeoutError(f"no result after {seconds} s")

    before = signal.signal(signal.SIGALRM, expire)
    signal.alarm(seconds)
    try:
        yield lambda: fired
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)

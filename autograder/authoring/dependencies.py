"""Which cells a test needs: the ones that bind the names it reads, directly or through other cells."""

from collections.abc import Callable

from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.engine import names


def needed_cells(notebook: NotebookNode, tests: frozenset[str] | None = None) -> list[NotebookNode]:
    """Return, in order, the code cells that automatic tests need: all of them, or those with a ``grade_id``.

    A cell is needed if it is such a test, is tagged ``setup``, or binds a name that a needed cell reads
    without having bound it itself.
    """
    is_wanted = lambda cell: cells.is_test(cell) and (tests is None or cells.name(cell) in tests)
    return _closure(notebook, lambda cell: is_wanted(cell) or cells.is_setup(cell))


def solving_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """Return, in order, the solution cells and the given cells that they need; without setup cells."""
    found = _closure(notebook, cells.is_answer)
    return [cell for cell in found if not cells.is_setup(cell)]


def looks(notebook: NotebookNode) -> frozenset[str]:
    """Return the ids of the given code cells that no automatic test needs: plots and experiments."""
    needed = {cell.id for cell in needed_cells(notebook)}
    return frozenset(
        cell.id
        for cell in notebook.cells
        if cell.cell_type == "code" and cell.id not in needed and not cells.marks(cell)
    )


def dependents(notebook: NotebookNode, solution: str) -> frozenset[str]:
    """Return the tests that need a solution cell, directly or through other cells; all by ``grade_id``."""
    needs = lambda test: _closure(notebook, lambda cell: cells.name(cell) == test)
    return frozenset(
        test for test in cells.tests(notebook) if any(cells.name(cell) == solution for cell in needs(test))
    )


def _closure(notebook: NotebookNode, is_root: Callable[[NotebookNode], bool]) -> list[NotebookNode]:
    """Return the roots and every cell that binds a name they need, in order."""
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    binds = [names.bound(cell.source) for cell in code]
    reads = [names.read(cell.source) for cell in code]
    needed = {i for i, cell in enumerate(code) if is_root(cell)}
    waiting = list(needed)
    while waiting:
        reader = waiting.pop()
        wanted = reads[reader] - binds[reader]
        for i in range(len(code)):
            if i not in needed and binds[i] & wanted and not cells.is_test(code[i]):
                needed.add(i)
                waiting.append(i)
    return [code[i] for i in sorted(needed)]

"""What a cell is: a test, an answer, or given; what it is called, is worth, and claims."""

import ast
from typing import Any

from nbformat import NotebookNode

from autograder.engine import names

HIDDEN = "### BEGIN HIDDEN TESTS"
SETUP = "setup"  # the tag of cells with imports and constants
WITHDRAWN = "withdrawn"  # the tag of graded cells whose points everybody gets
GIVEN_TO_ALL = "Withdrawn: everybody gets its points."


def marks(cell: NotebookNode) -> dict[str, Any]:
    """Return nbgrader's metadata of a cell; empty if it is none of nbgrader's."""
    return cell.metadata.get("nbgrader", {})


def name(cell: NotebookNode) -> str:
    """Return the ``grade_id`` of a cell, or ``""``."""
    return marks(cell).get("grade_id", "")


def points(cell: NotebookNode) -> float:
    """Return what a graded cell is worth."""
    return float(marks(cell)["points"])


def is_graded(cell: NotebookNode) -> bool:
    """Tell whether a cell is worth points: a test, or an answer that is graded by hand."""
    return bool(marks(cell).get("grade"))


def is_answer(cell: NotebookNode) -> bool:
    """Tell whether students write in a cell: code, or text."""
    return bool(marks(cell).get("solution"))


def is_test(cell: NotebookNode) -> bool:
    """Tell whether a cell is an automatic test."""
    return cell.cell_type == "code" and is_graded(cell) and not is_answer(cell)


def is_written(cell: NotebookNode) -> bool:
    """Tell whether a cell is an answer that is graded by hand."""
    return is_graded(cell) and is_answer(cell)


def is_setup(cell: NotebookNode) -> bool:
    """Tell whether a cell holds imports and constants, which run beside the tests, too."""
    return SETUP in cell.metadata.get("tags", [])


def is_withdrawn(cell: NotebookNode) -> bool:
    """Tell whether everybody gets all points of a graded cell, whatever the answer."""
    return is_graded(cell) and WITHDRAWN in cell.metadata.get("tags", [])


def by_name(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the cells that nbgrader knows, by ``grade_id``, in order."""
    return {name(cell): cell for cell in notebook.cells if marks(cell)}


def tests(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the automatic tests by ``grade_id``, in order."""
    return {name(cell): cell for cell in notebook.cells if is_test(cell)}


def solutions(notebook: NotebookNode) -> dict[str, NotebookNode]:
    """Return the code cells that students fill by ``grade_id``, in order."""
    return {name(cell): cell for cell in notebook.cells if cell.cell_type == "code" and is_answer(cell)}


def claim(source: str) -> str:
    """Return what a test claims: the first line of its docstring; empty if it has none."""
    try:
        docstring = ast.get_docstring(ast.parse(source))
    except (SyntaxError, ValueError):
        return ""
    return (docstring or "").strip().split("\n")[0]


def unread(source: str) -> list[str]:
    """Return the names that the visible part of a test binds and does not read: nothing is checked of them.

    What only the hidden part reads counts as not read. A name that begins with ``_`` is not meant to be read.
    """
    visible = source.partition(HIDDEN)[0]
    left = names.bound(visible) - names.read(visible)
    return sorted(name for name in left if not name.startswith("_"))

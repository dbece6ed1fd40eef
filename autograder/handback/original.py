"""Show a submission as its author last saw it: with the outputs of the author's run, not those of grading."""

from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from markupsafe import Markup
from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import pages
from autograder.course.libraries import rejoin_lines
from autograder.handback import render
from autograder.intake.harmless import harmless
from autograder.intake.repair import Unreadable, load_cells, showable

MOST_OUTPUTS = 2000  # of a notebook; a sheet has about fifty


def page(path: Path, purse: render.Purse | None = None) -> str:
    """Return an HTML page of a submitted file, whatever is in it; the page runs nothing and fetches nothing.

    The page does not name the student, because the Formgrader hides names until somebody asks for them.

    Args:
        path: the file.
        purse: of the page around this one, if there is one.
    """
    problem, parts = "", []
    try:
        parts = list(_parts(load_cells(path), purse or render.Purse()))
    except Unreadable as reason:
        problem = f"{path.name} {reason}"
    return pages.page(
        "workbook_original", name=path.name, problem=problem, parts=parts, style=render.code_style()
    )


def _parts(cells: list[Any], purse: render.Purse) -> Iterator[dict[str, Any]]:
    """Yield what the page shows of each cell, in the order of the file."""
    outputs_left = MOST_OUTPUTS
    for raw in cells:
        cell = showable(raw)
        if cell is None:
            continue
        part = {"name": cell.metadata.name, "kind": cell.cell_type}
        if cell.cell_type == "markdown":
            part["text"] = render.markdown(cell.source, cell.get("attachments"), purse)
        else:
            part["code"] = render.code(cell.source, purse) if cell.source else Markup()
        if cell.cell_type == "code":
            found = raw.get("outputs")
            outputs = list(islice(found, outputs_left)) if isinstance(found, list) else []
            outputs_left -= len(outputs)
            part["count"] = raw["execution_count"] if isinstance(raw.get("execution_count"), int) else None
            part["outputs"] = render.outputs(kept for one in outputs if (kept := _harmless(one)))
        yield part


def _harmless(raw: Any) -> NotebookNode | None:
    """Return the harmless parts of an output from the JSON, or None if there are none."""
    try:
        cell = new_code_cell()
        cell.outputs = [from_dict(raw)]
        [cell] = rejoin_lines(new_notebook(cells=[cell])).cells
        return harmless(cell.outputs[0])
    except Exception:  # anything can be there; what is not an output is not shown
        return None

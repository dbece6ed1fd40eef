"""The figures that a release draws before anybody has solved anything."""

import hashlib
import json
import os
from contextlib import suppress
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells, sheets
from autograder.authoring.build import DRAW_INLINE
from autograder.course import Course, CourseError, files
from autograder.engine.surroundings import surroundings
from helpers import data
from helpers.budget import WAIT_QUIETLY

_PICTURES = ("image/png", "image/jpeg")


def with_figures(course: Course, sheet: str) -> NotebookNode:
    """Return the release of a sheet with the figures of its own cells, and with no other output.

    The release is run as it is, stubs and all: what it can draw owes nothing to a solution. A cell that
    fails shows nothing, not even what it had drawn. Texts are left out: some tell how long something took.
    The figures are kept under a digest of all that they depend on, and the next run finds them there.

    Raises:
        CourseError: if the release is missing or damaged, or no kernel can run it.
    """
    notebook = sheets.read_notebook(course.release(sheet))
    path = course.root / ".results" / "site" / f"{sheet}.json"
    digest = _digest(notebook)
    found = _read(path, digest)
    if found is None:
        found = _draw(notebook, course.release(sheet).parent)
        with suppress(OSError):  # a full disk is no reason to show nothing: then they are not kept
            files.write(path, json.dumps({"digest": digest, "figures": found}))
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = [
                nbformat.v4.new_output("display_data", data=figure) for figure in found.get(cell.id, [])
            ]
    return notebook


def _draw(notebook: NotebookNode, folder: Path) -> dict[str, list[dict[str, str]]]:
    """Run a release; return the figures, with their words, by the id of the cell."""
    from nbclient import NotebookClient
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    copy = nbformat.from_dict(notebook)
    resources = {"metadata": {"path": str(folder)}}
    quiet = ["--log-level=40"]
    client = NotebookClient(copy, timeout=600, allow_errors=True, resources=resources, extra_arguments=quiet)
    try:
        client.execute(env=os.environ | {"WORKBOOK_BUDGET": "quick"} | WAIT_QUIETLY | DRAW_INLINE)
    except (CellTimeoutError, DeadKernelError) as error:
        raise CourseError(
            f"The release in {folder} cannot be run to draw its figures ({error}); open it in JupyterLab."
        ) from error
    shown = {
        cell.id: [_figure(output.data) for output in cell.outputs if _is_figure(output)]
        for cell in copy.cells
        if cell.cell_type == "code" and not cells.is_graded(cell) and not _failed(cell)
    }
    return {name: figures for name, figures in shown.items() if figures}


def _is_figure(output: NotebookNode) -> bool:
    return output.output_type in ("display_data", "execute_result") and any(
        kind in output.data for kind in _PICTURES
    )


def _figure(found: NotebookNode) -> dict[str, str]:
    return {kind: found[kind] for kind in (*_PICTURES, "text/plain") if kind in found}


def _failed(cell: NotebookNode) -> bool:
    return any(output.output_type == "error" for output in cell.outputs)


def _digest(notebook: NotebookNode) -> str:
    code = [(cell.id, cell.source) for cell in notebook.cells if cell.cell_type == "code"]
    digits = (os.environ.get("WORKBOOK_MNIST", "auto"), data.local_root() is not None)
    return hashlib.sha256(repr((code, digits, surroundings())).encode()).hexdigest()


def _read(path: Path, digest: str) -> dict[str, list[dict[str, str]]] | None:
    with suppress(OSError, ValueError, KeyError, TypeError):
        kept = json.loads(path.read_bytes())
        if kept["digest"] == digest:
            return kept["figures"]
    return None

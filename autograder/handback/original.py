"""Show a submission as its author last saw it: with the outputs of the author's run, not those of grading."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from markupsafe import Markup

from autograder.course import pages
from autograder.handback import render
from autograder.intake import beside
from autograder.intake.harmless import HandedIn
from autograder.intake.pictures import Album
from autograder.intake.repair import Unreadable, load_cells, showable


def page(path: Path, purse: render.Purse | None = None) -> str:
    """Return an HTML page of a submitted file, whatever is in it; the page runs nothing and fetches nothing.

    The page does not name the student, because the Formgrader hides names until somebody asks for them.

    Args:
        path: the file.
        purse: of the page around this one, if there is one.
    """
    problem, parts = "", []
    purse, found = purse or render.Purse(), beside.read(path)
    try:
        parts = list(parts_of(path, purse, Album(found.files)))
    except Unreadable as reason:
        problem = f"{path.name} {reason}"
    return pages.page(
        "workbook_original",
        name=path.name,
        problem=problem,
        parts=parts,
        files=render.files(found.files, found.left, purse),
        style=pages.code_style(),
    )


def parts_of(path: Path, purse: render.Purse, album: Album) -> Iterator[dict[str, Any]]:
    """Yield what a page shows of each cell, in the order of the file.

    Args:
        path: a notebook that was handed in.
        purse: of the page.
        album: the pictures beside the notebook.

    Raises:
        Unreadable: if the file is no notebook.
    """
    handed_in = HandedIn()
    for raw in load_cells(path):
        cell = showable(raw, album)
        if cell is None:
            continue
        part = {"name": cell.metadata.name, "kind": cell.cell_type}
        if cell.cell_type == "markdown":
            part["text"] = render.markdown(cell.source, cell.get("attachments"), purse)
        else:
            part["code"] = render.code(cell.source, purse) if cell.source else Markup()
        if cell.cell_type == "code":
            part["count"] = raw["execution_count"] if isinstance(raw.get("execution_count"), int) else None
            part["outputs"] = render.outputs(handed_in.outputs(raw.get("outputs")))
        yield part

"""A notebook as grading will run it: with the setup and the tests as they were released."""

import copy
from dataclasses import dataclass, field

from helpers.announce import claim
from helpers.pictures import Names, pictures
from helpers.statements import additions


@dataclass
class Rehearsal:
    """What grading will make of a notebook.

    Attributes:
        cells: what it will run.
        notes: what it will change, one sentence each, in its own words.
        look: what a person would have to look at; the student can still mend it.
    """

    cells: list["NotebookNode"] = field(default_factory=list)  # noqa: F821
    notes: list[str] = field(default_factory=list)
    look: list[str] = field(default_factory=list)


def marks(cell: "NotebookNode") -> dict:  # noqa: F821
    """Return nbgrader's marks of a cell, whatever an editor made of them."""
    found = cell.metadata.get("nbgrader")
    return found if isinstance(found, dict) else {}


def name(cell: "NotebookNode") -> str:  # noqa: F821
    """Return the grade_id of a cell, or nothing."""
    return str(marks(cell).get("grade_id") or "")


def rehearse(notebook: "NotebookNode", sheet: dict, untouched: list[str]) -> Rehearsal:  # noqa: F821
    """Return a notebook as grading will run it.

    Args:
        notebook: what will be handed in.
        sheet: what the release says of its cells (``metadata.sheet``).
        untouched: the answers that are as they were released.
    """
    found, given = Rehearsal(), sheet["given"]
    seen: dict[str, str] = {}
    for cell in notebook.cells:
        known = name(cell)
        if known in given and known in seen:
            if cell.source.strip() not in (given[known].strip(), seen[known].strip()):
                _twice(found, known)
        elif known in given:
            found.cells += _restored(found, cell, given[known])
        else:
            if known in seen and known not in untouched and cell.source.strip() != seen[known].strip():
                _twice(found, known)
            found.cells.append(cell)
        seen.setdefault(known, cell.source)
    order = {known: place for place, known in enumerate(sheet["order"])}
    for known in sorted(given.keys() - seen.keys(), key=lambda one: order.get(one, 0)):
        found.notes.append(f"{_called(known, given[known])} was missing; the released cell was used.")
        _insert(found.cells, known, given[known], order)
    there = [order[one] for one in map(_any_name, notebook.cells) if one in order]
    if sorted(set(there)) != list(dict.fromkeys(there)):
        found.look.append("The cells were in another order; they were put back into the released order.")
    _note_texts_beside(found, notebook, order, untouched)
    return found


def lost_pictures(notebook: "NotebookNode", sheet: dict, files: list[str]) -> list[str]:  # noqa: F821
    """Return a sentence for each picture in an answer, or in a text of one's own, that nobody will see.

    Args:
        notebook: what will be handed in.
        sheet: what the release says of its cells.
        files: the paths of the files beside the notebook.
    """
    said = []
    for cell in notebook.cells:
        own = name(cell) in sheet["answers"] or _is_own(cell, sheet["order"])
        attachments = cell.get("attachments", {})
        there = Names([*attachments, *files])
        for picture in pictures(cell.source) if own and cell.cell_type != "code" else ():
            if not picture.target.lower().startswith("data:") and not there.find(picture.target):
                where = f"the answer {name(cell)}" if name(cell) else "a cell of your own"
                said.append(f"In {where}, the picture {picture.target} cannot be shown: it is not there.")
    return said


def _restored(found: Rehearsal, cell: "NotebookNode", released: str) -> list["NotebookNode"]:  # noqa: F821
    """Return a given cell as it was released, and what the student added to a setup cell."""
    from nbformat.v4 import new_code_cell

    if cell.cell_type == "code" and _same(cell.source, released):
        return [cell]
    said = f"{_called(name(cell), released)} was changed; the released cell was used."
    fresh = new_code_cell(released, metadata=copy.deepcopy(cell.metadata))
    if claim(released) or cell.cell_type != "code":
        found.notes.append(said)
        return [fresh]
    added = additions(released, cell.source)
    if added is None:
        found.look.append(f"{said} It could not be read statement by statement, so what you added was lost.")
        return [fresh]
    said += " What you added was kept after it." if added.kept else ""
    if added.overriding:
        names = ", ".join(added.overriding)
        found.look.append(f"{said} It binds {names} as it was released, not as you wrote it.")
    else:
        found.notes.append(said)
    return [fresh, *map(new_code_cell, added.kept)]


def _insert(cells: list, known: str, source: str, order: dict[str, int]) -> None:
    """Put a missing cell behind the last one that comes before it in the release."""
    from nbformat.v4 import new_code_cell

    before = [
        place
        for place, cell in enumerate(cells)
        if order.get(_any_name(cell), len(order)) < order.get(known, 0)
    ]
    fresh = new_code_cell(source, metadata={"nbgrader": {"grade_id": known}})
    cells.insert(max(before, default=-1) + 1, fresh)


def _note_texts_beside(
    found: Rehearsal,
    notebook: "NotebookNode",  # noqa: F821
    order: dict[str, int],
    untouched: list[str],
) -> None:
    """Note the written answers that are empty while a text of the student's own stands below them."""
    for cell, below in zip(notebook.cells, notebook.cells[1:], strict=False):
        is_own = _is_own(below, order) and below.cell_type != "code" and below.source.strip()
        if name(cell) in untouched and cell.cell_type != "code" and is_own:
            found.look.append(
                f"The answer {name(cell)} is empty, and you wrote in a cell below it. Move your text into "
                "the cell of the answer."
            )


def _twice(found: Rehearsal, known: str) -> None:
    found.look.append(f"The cell {known} occurred more than once; one was used, another was kept after it.")


def _called(known: str, released: str) -> str:
    return f"The {'test' if claim(released) else 'setup'} cell {known}"


def _is_own(cell: "NotebookNode", order) -> bool:  # noqa: F821
    """Tell whether a student has added a cell, as far as that is known."""
    return bool(order) and _any_name(cell) not in order


def _any_name(cell: "NotebookNode") -> str:  # noqa: F821
    """Return by what the release knows a cell; Colab keeps ids in the metadata."""
    return name(cell) or str(cell.get("id") or cell.metadata.get("id") or "")


def _same(one: str, other: str) -> bool:
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]

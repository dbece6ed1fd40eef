"""What students get in place of a solution: a stub that fails loudly and names its task."""

import re
from typing import ClassVar

from nbgrader.preprocessors import ClearSolutions, NbGraderPreprocessor

from autograder.authoring import cells
from helpers.handin import digest

_HEADING = re.compile(r"^#{2,3} (?P<number>\d+\.\d+) ", re.MULTILINE)


class ClearSolutionsNamingTheTask(ClearSolutions):
    """nbgrader's ``ClearSolutions`` with one stub per task instead of one for the course.

    The number comes from the heading above the cell, the name from the function or class that holds
    the solution region, or else from the ``grade_id``.
    """

    def preprocess(self, nb, resources):
        self._number = ""
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell, resources, cell_index):
        if cell.cell_type == "markdown" and (heading := _HEADING.search(cell.source)):
            self._number = heading["number"]
        if cell.cell_type == "code" and cells.is_answer(cell):
            self.code_stub = {"python": stub(self._number, _name(cell))}
        return super().preprocess_cell(cell, resources, cell_index)


class StripPairing(NbGraderPreprocessor):
    """Drop jupytext's pairing, or it would refresh a student's notebook from the source.

    Instead the notebook gets to know its own cells, so that ``helpers.handin`` can tell which are missing or
    changed, and run those that grading will run.
    """

    keep: ClassVar = ("kernelspec", "language_info")

    def preprocess(self, nb, resources):
        for key in set(nb.metadata) - set(self.keep):
            del nb.metadata[key]
        marked = cells.by_name(nb).items()
        nb.metadata.sheet = {
            "name": resources["nbgrader"]["assignment"],
            "answers": {name: digest(cell.source) for name, cell in marked if cells.is_answer(cell)},
            "given": {name: cell.source for name, cell in marked if not cells.is_answer(cell)},
            "order": [cells.name(cell) if cells.marks(cell) else cell.id for cell in nb.cells],
        }
        return nb, resources


def stub(number: str, name: str) -> str:
    """Return the lines that stand for a missing solution of task ``number``, ``name``."""
    task = f"{number} {name}"
    return (
        f"# {task}: write your code here and delete the next line.\n"
        f'raise NotImplementedError("{task} is not written yet.")'
    )


def _name(cell) -> str:
    """Return the name of the last function or class that opens before the solution region.

    A class whose ``__init__`` is to be written goes by its own name.
    """
    before = cell.source.split("BEGIN SOLUTION")[0]
    names = re.findall(r"^\s*(?:def|class) (?!__)(\w+)", before, re.MULTILINE)
    return names[-1] if names else cells.name(cell)

"""A sheet as text and as notebook: how one follows from the other, in one normal form."""

import re
from pathlib import Path
from typing import NamedTuple

import jupytext
import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.course import CourseError
from autograder.course.libraries import combine_inputs_with_outputs

TEXT_FORMAT = "py:percent"
PAIRING = "ipynb,py:percent"
POINTS_CELL = "points"

_CELL = re.compile(r"^# %%", re.MULTILINE)
_HEADING = re.compile(r"^# ## (?P<number>\d+\.\d+) (?P<title>.*?)(?: · \d+ points?)?$")
_NUMBER = re.compile(r"## (\d+\.\d+) ")
_TIMES = "to work through"
_TIME = re.compile(r"(?=\d)(?:(?P<hours>\d+) h)? ?(?:(?P<minutes>\d+) min)?")
_KEPT_METADATA = ("nbgrader", "name", "tags")


class Task(NamedTuple):
    """A numbered task of a sheet and what it is worth."""

    number: str
    title: str
    automatic: int
    written: int

    @property
    def points(self) -> int:
        return self.automatic + self.written


def tasks(text: str) -> list[Task]:
    """Return the tasks of a sheet in order, with the points of the graded cells below each heading.

    Args:
        text: the sheet in the percent format.

    Raises:
        CourseError: if a graded cell stands before the first numbered heading.
    """
    found: list[Task] = []
    for cell in _CELL.split(text):
        for line in cell.splitlines():
            if match := _HEADING.match(line):
                found.append(Task(match["number"], match["title"], 0, 0))
        points = _points(cell)
        if points:
            if not found:
                raise CourseError(
                    "A graded cell stands before the first heading like '## 2.1 Name'; move it below."
                )
            kind = "written" if "[markdown]" in cell.splitlines()[0] else "automatic"
            found[-1] = found[-1]._replace(**{kind: getattr(found[-1], kind) + points})
    return found


def with_points(text: str) -> str:
    """Return the text of a sheet with the points in its headings and in the table at its top."""
    found = tasks(text)
    for task in found:
        pattern = rf"^# ## {re.escape(task.number)} .*$"
        points = f" · {task.points} point{'s' if task.points != 1 else ''}" if task.points else ""
        heading = f"# ## {task.number} {task.title}{points}"
        text = re.sub(pattern, lambda _, heading=heading: heading, text, flags=re.MULTILINE)
    header = f'# %% [markdown] name="{POINTS_CELL}"\n'
    before, found_header, rest = text.partition(header)
    if not found_header:
        raise CourseError(f"The sheet has no cell `{header.strip()}`; add one below the title.")
    table = "".join(f"# {line}\n" for line in _table(found))
    return f"{before}{header}{table}\n{rest[rest.index('# %%') :]}"


def tests_by_task(notebook: NotebookNode) -> dict[str, list[str]]:
    """Return the ``grade_id`` of every automatic test below the number of its task, in order."""
    found: dict[str, list[str]] = {}
    number = ""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := _NUMBER.match(cell.source)):
            number = match[1]
        if cells.is_test(cell):
            found.setdefault(number, []).append(cells.name(cell))
    return found


def title(notebook: NotebookNode) -> str:
    """Return the title of a sheet: its first heading of the first level."""
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := re.search(r"^# (.+)$", cell.source, re.MULTILINE)):
            return match[1].strip()
    return ""


def minutes(notebook: NotebookNode) -> int:
    """Return how many minutes a sheet takes a student, by its table of times; 0 if it has none.

    The table has a column ``to work through`` with times such as ``1 h 20 min``, or a row ``minutes to work
    through`` with numbers.
    """
    text = next((cell.source for cell in notebook.cells if _TIMES in cell.source and "|" in cell.source), "")
    rows = [
        [cell.strip() for cell in line.strip("| ").split("|")] for line in text.splitlines() if "|" in line
    ]
    for row in rows:
        if row[0] == f"minutes {_TIMES}":
            return sum(int(cell) for cell in row if cell.isdecimal())
    found = [match for row in rows if (match := _TIME.fullmatch(row[-1]))]
    return sum(60 * int(match["hours"] or 0) + int(match["minutes"] or 0) for match in found)


def read_text(path: Path) -> NotebookNode:
    """Read a sheet's text as a notebook in normal form, without outputs.

    Raises:
        CourseError: if it is missing or malformed.
    """
    try:
        notebook = jupytext.reads(text_of(path), fmt=TEXT_FORMAT)
    except (SyntaxError, ValueError) as error:
        raise CourseError(f"{path.name} is no jupytext percent script: {error}") from error
    return normal_form(notebook)


def text_of(path: Path) -> str:
    """Return the text of a sheet as it is in its file.

    Raises:
        CourseError: if there is none.
    """
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise CourseError(
            f"There is no {path}, which the sheet is made from; write it, or run "
            f"`jupytext --to py:percent {path.with_suffix('.ipynb')}`."
        ) from None


def read_notebook(path: Path) -> NotebookNode:
    """Read a notebook of the course (never a student's: see ``intake.repair``).

    Raises:
        CourseError: if it is missing or damaged.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"There is no {path}; run `workbook build {path.stem}`.") from None
    except Exception as error:
        raise CourseError(f"{path} cannot be read ({error}); run `workbook build {path.stem}`.") from error


def merge_outputs(inputs: NotebookNode, outputs: NotebookNode) -> NotebookNode:
    """Return ``inputs`` with the outputs that unchanged cells have in ``outputs``."""
    merged = combine_inputs_with_outputs(inputs, outputs, fmt=TEXT_FORMAT)
    return normal_form(merged)


def same_inputs(one: NotebookNode, other: NotebookNode) -> bool:
    """Tell whether two notebooks in normal form have the same cells, outputs aside."""
    key = lambda cell: (cell.id, cell.cell_type, cell.source, cell.metadata)
    return list(map(key, one.cells)) == list(map(key, other.cells))


def normal_form(notebook: NotebookNode) -> NotebookNode:
    """Return a copy whose bytes depend on the course alone: stable ids, no trace of a machine or a clock.

    A cell's id is its ``grade_id``, else its ``name``, else the number of its section and a counter.
    nbgrader's metadata is completed. Progress bars and execution times are dropped.

    Raises:
        CourseError: if two cells have the same name.
    """
    notebook = nbformat.from_dict(notebook)
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    notebook.metadata = nbformat.from_dict(
        {
            "jupytext": {
                "formats": PAIRING,
                "text_representation": {"extension": ".py", "format_name": "percent"},
            },
            "kernelspec": {"display_name": "Python 3 (ipykernel)", "language": "python", "name": "python3"},
            "language_info": {"name": "python"},
        }
    )
    section, counter, seen = "0", 0, set()
    for cell in notebook.cells:
        if cell.cell_type == "markdown" and (match := _NUMBER.match(cell.source)):
            section, counter = match[1].replace(".", "-"), 0
        kept = {key: cell.metadata[key] for key in _KEPT_METADATA if key in cell.metadata}
        cell.metadata = nbformat.from_dict(kept)
        if cells.marks(cell):
            cell.metadata.nbgrader = _complete(cell)
        counter += 1
        name = cells.name(cell) or cell.metadata.get("name")
        cell.id = name or f"section-{section}-{counter}"
        if cell.id in seen:
            raise CourseError(f"Two cells are called {cell.id!r}; give one of them another grade_id or name.")
        seen.add(cell.id)
        if cell.cell_type == "code":
            cell.outputs = [output for output in cell.outputs if _lasting(output)]
            for output in cell.outputs:
                output.get("metadata", {}).clear()
    return notebook


def write(notebook: NotebookNode) -> str:
    """Return the file content of a notebook, one way for the whole course."""
    nbformat.validate(notebook)
    return nbformat.writes(notebook, version=4).rstrip("\n") + "\n"


def _points(cell: str) -> int:
    header = cell.splitlines()[0] if cell else ""
    match = re.search(r'"points": (\d+)', header)
    return int(match[1]) if match else 0


def _table(found: list[Task]) -> list[str]:
    lines = ["| task | checked automatically | written | points |", "|:--|--:|--:|--:|"]
    for task in found:
        if task.points:
            parts = (f"{task.number} {task.title}", task.automatic or "", task.written or "", task.points)
            lines.append(f"| {' | '.join(map(str, parts))} |")
    automatic, written = (sum(getattr(task, kind) for task in found) for kind in ("automatic", "written"))
    lines.append(f"| **all** | **{automatic}** | **{written}** | **{automatic + written}** |")
    return lines


def _complete(cell: NotebookNode) -> dict:
    """Return nbgrader's metadata of a cell with the parts that follow from the others."""
    given = cell.metadata.nbgrader
    grade, solution = given.get("grade", False), given.get("solution", False)
    full = {
        "grade": grade,
        "grade_id": given["grade_id"],
        "locked": not solution,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    if grade:
        full["points"] = given["points"]
    return nbformat.from_dict(full)


def _lasting(output: NotebookNode) -> bool:
    """Tell whether an output is worth keeping: a progress bar is not."""
    widget = "application/vnd.jupyter.widget-view+json" in output.get("data", {})
    return not widget and output.get("name") != "stderr"

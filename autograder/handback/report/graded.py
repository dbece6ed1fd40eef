"""Read what is known about a graded class: points, hints, time and memory, and the code of the students."""

import json
import re
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from nbformat import NotebookNode
from nbgrader.api import Grade, Gradebook

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook, title
from autograder.course import Course, CourseError
from autograder.engine.verdict import NOT_RUN
from autograder.grading import copies
from autograder.grading.gradebook import rows_of_class
from autograder.grading.together import share

_HEADING = re.compile(r"^#{1,3} +(.+?)(?: · \d+ points?)?$", re.MULTILINE)
_PASSED, _PARTLY, _FAILED, _OPEN = STATES = ("passed", "partly", "failed", "open")


@dataclass(frozen=True)
class Item:
    """A graded cell of a sheet.

    Attributes:
        name: its ``grade_id``.
        claim: what it tests; of a written question, the heading above it.
        maximum: points possible.
        written: whether a person grades it.
    """

    name: str
    claim: str
    maximum: float
    written: bool


@dataclass(frozen=True)
class Work:
    """A submission as it was graded.

    Attributes:
        student: nbgrader's id.
        points: by item; an item that waits to be graded by hand is missing.
        states: one of ``STATES`` for each test; ``open`` means: not attempted, or not run.
        hints: the hints of the tutor, by test.
        seconds: the time of its cells and tests; 0 if nothing was run.
        memory: the most bytes that it used.
        problem: why it was not graded, or not to its end.
        answers: the code of the solution cells that the student changed.
        look: what a person must look at before the grade is final, one sentence each.
    """

    student: str
    points: dict[str, float]
    states: dict[str, str]
    hints: dict[str, str]
    seconds: float
    memory: int
    problem: str | None
    answers: dict[str, str]
    look: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class GradedClass:
    """Everybody's work on a sheet.

    Attributes:
        sheet: its name.
        title: its first heading.
        items: in the order of the sheet.
        works: sorted by the student's id.
        ungraded: the students who have handed in, but are not graded.
        starter: the code of every solution cell as released.
        solutions: the same in the reference.
    """

    sheet: str
    title: str
    items: list[Item]
    works: list[Work]
    ungraded: list[str]
    starter: dict[str, str]
    solutions: dict[str, str]


def read_class(course: Course, sheet: str, progress: Callable[[], None] | None = None) -> GradedClass:
    """Read what grading a sheet has left in the gradebook and in ``autograded/``.

    Args:
        course: where both are.
        sheet: its name, for example ``02_backprop``.
        progress: called after each student.

    Raises:
        CourseError: if nobody is graded, or the sheet, its release or the gradebook is missing or damaged.
    """
    source, release = read_notebook(course.source(sheet)), read_notebook(course.release(sheet))
    items = _items(source)
    students = course.students(sheet)
    share(course, sheet)
    with course.gradebook() as gradebook:
        points, waiting = _points(gradebook, sheet, {item.name for item in items if item.written})
    works = []
    for student in students:
        copy = _copy(course, sheet, student)
        if copy and student in points:
            works.append(_work(student, points[student], copy, items, waiting[student]))
        if progress:
            progress()
    if not works:
        raise CourseError(f"Nobody is graded for {sheet} yet; run `workbook grade {sheet}`.")
    done = {work.student for work in works}
    return GradedClass(
        sheet,
        title(source) or sheet,
        items,
        works,
        [student for student in students if student not in done],
        _code(release),
        _code(source),
    )


def _items(source: NotebookNode) -> list[Item]:
    found, heading = [], ""
    for cell in source.cells:
        if cells.is_graded(cell):
            name, written = cells.name(cell), cells.is_answer(cell)
            claim = (heading if written else cells.claim(cell.source)) or name
            claim += f" {cells.GIVEN_TO_ALL}" if cells.is_withdrawn(cell) else ""
            found.append(Item(name, claim, cells.points(cell), written))
        elif cell.cell_type == "markdown" and (headings := _HEADING.findall(cell.source)):
            heading = headings[-1]
    return found


def _points(
    gradebook: Gradebook, sheet: str, written: set[str]
) -> tuple[dict[str, dict[str, float]], dict[str, set[str]]]:
    """Return the points of each student by item, and the items that wait for a person, in one query.

    A written answer that waits has no points yet. A test that waits counts as it is.
    """
    rows = rows_of_class(gradebook, sheet, Grade, Grade.score, Grade.needs_manual_grade)
    found: dict[str, dict[str, float]] = {}
    waiting: dict[str, set[str]] = defaultdict(set)
    for student, name, score, pending in rows:
        known = found.setdefault(student, {})
        if pending:
            waiting[student].add(name)
        if not pending or name not in written:
            known[name] = float(score)
    return found, waiting


def _copy(course: Course, sheet: str, student: str) -> dict[str, Any] | None:
    """Return a graded copy, or None if there is none, or only a part of one."""
    try:
        content = json.loads(course.autograded(sheet, student).read_text(encoding="utf-8"))
        return content if content["metadata"]["workbook"]["graded"] else None
    except (OSError, ValueError, KeyError):
        return None


def _work(
    student: str, points: dict[str, float], copy: dict[str, Any], items: list[Item], waiting: set[str]
) -> Work:
    known = copy["metadata"]["workbook"]
    marked = {
        cell["metadata"]["nbgrader"]["grade_id"]: cell
        for cell in copy["cells"]
        if "nbgrader" in cell["metadata"]
    }
    tests = [item for item in items if not item.written]
    untouched = set(known.get("untouched", []))
    return Work(
        student,
        {item.name: points[item.name] for item in items if item.name in points},
        {test.name: _state(marked.get(test.name, {}), points.get(test.name, 0.0), test) for test in tests},
        known.get("hints", {}),
        sum(known.get("times", {}).values()),
        known.get("memory", 0),
        known.get("problem"),
        {
            name: "".join(cell["source"])
            for name, cell in marked.items()
            if cell["cell_type"] == "code"
            and cell["metadata"]["nbgrader"].get("solution")
            and cell.get("id", name) not in untouched
        },
        [one["what"] for one in copies.to_look_at(known, waiting, {test.name for test in tests})],
    )


def _state(cell: dict[str, Any], score: float, test: Item) -> str:
    if score >= test.maximum:
        return _PASSED
    if score > 0:
        return _PARTLY
    errors = [output["ename"] for output in cell.get("outputs", []) if output["output_type"] == "error"]
    return _OPEN if errors and errors[-1] in (NOT_RUN, "NotImplementedError") else _FAILED


def _code(notebook: NotebookNode) -> dict[str, str]:
    return {name: cell.source for name, cell in cells.solutions(notebook).items()}

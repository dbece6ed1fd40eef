"""The file of a new wrong answer, ready to be filled."""

from pathlib import Path

from autograder.authoring import cells, sheets
from autograder.authoring.dependencies import dependents
from autograder.course import Course, CourseError, suggestion

_HEAD = """\
# mistake: what the student believes, in half a sentence
# fails: {tests}
# hint: A question that lets the student find it, without giving the line away.
"""


def new_answer(course: Course, sheet: str, grade_id: str) -> Path:
    """Write ``wrong/new.py`` for a solution cell: a head to be filled, and the reference to be broken.

    Raises:
        CourseError: if there is no such cell, or if the last new answer has not been renamed.
    """
    reference = sheets.read_text(course.text(sheet))
    solutions = cells.solutions(reference)
    if grade_id not in solutions:
        raise CourseError(f"{sheet} has no solution cell {grade_id!r}. {suggestion(grade_id, solutions)}")
    path = course.answers / sheet / grade_id / "wrong" / "new.py"
    if path.exists():
        raise CourseError(f"{path} is there already; rename it after its misconception first.")
    needed = dependents(reference, grade_id)
    tests = [test for test in cells.tests(reference) if test in needed]
    path.parent.mkdir(parents=True, exist_ok=True)
    head = _HEAD.format(tests=", ".join(tests))
    lines = [line for line in solutions[grade_id].source.splitlines() if not line.strip().startswith("###")]
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path

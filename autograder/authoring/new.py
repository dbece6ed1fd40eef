"""Lay out a new sheet: a task in all its parts, answers to it, and its row among the requirements."""

import re

from autograder.course import Course, CourseError, files
from autograder.course.pages import TEMPLATES

_TEMPLATE = TEMPLATES / "workbook_new"
_TASK = "soften"  # the solution cell of the template
_RULE = re.compile(r"(?P<number>\d\d)_[a-z][a-z0-9_]*")


def lay_out(course: Course, sheet: str, title: str = "") -> list[str]:
    """Write the text of a new sheet, a bank of answers to its task, and its row of ``coverage.csv``.

    Args:
        course: where to write.
        sheet: its name, for example ``08_attention``.
        title: its title; by default, what its name says.

    Returns:
        The files that were written or changed, as paths in the course.

    Raises:
        CourseError: if the name is no name for a sheet, or another sheet has it, or has its number.
    """
    number, title = number_of(sheet), title or sheet[3:].replace("_", " ").capitalize()
    require_free(course, sheet)
    written = {
        course.text(sheet): _filled("sheet.txt", number, title),
        course.answers / sheet / "waived.txt": _filled("waived.txt", number, title),
    }
    for path in sorted(_TEMPLATE.glob("*.*.txt")):
        kind, name, _ = path.name.split(".")
        written[course.answers / sheet / _TASK / kind / f"{name}.py"] = _filled(path.name, number, title)
    if course.coverage.is_file():
        rows = course.coverage.read_text(encoding="utf-8")
        written[course.coverage] = f"{rows.rstrip()}\n{sheet},{sheet},{_TASK},\n"
    for path, content in written.items():
        files.write(path, content)
    return [str(path.relative_to(course.root)) for path in written]


def number_of(sheet: str) -> int:
    """Return the number in the name of a sheet.

    Raises:
        CourseError: if this is no name for a sheet.
    """
    found = _RULE.fullmatch(sheet)
    if not found or not int(found["number"]):
        raise CourseError(
            f"A sheet is called by two digits and small letters, as 08_attention; {sheet!r} is not."
        )
    return int(found["number"])


def require_free(course: Course, sheet: str, *, but: str = "") -> None:
    """Make sure that no sheet, except for one, has a name or its number.

    Raises:
        CourseError: if there is such a sheet.
    """
    for other in course.sheets():
        if other != but and other[:2] == sheet[:2]:
            raise CourseError(
                f"The number {sheet[:2]} belongs to {other}; choose another, or rename that sheet first: "
                f"workbook rename {other} NN{other[2:]}."
            )
    if course.text(sheet).parent.exists():
        raise CourseError(f"{course.text(sheet).parent} is there already; choose another name.")


def _filled(name: str, number: int, title: str) -> str:
    text = (_TEMPLATE / name).read_text(encoding="utf-8")
    return text.replace("@NUMBER@", str(number)).replace("@TITLE@", title)

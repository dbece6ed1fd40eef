"""Which students have handed in one notebook together: ``group.txt`` beside each copy names the group."""

from collections import defaultdict
from hashlib import file_digest
from pathlib import Path

from autograder.course import Course, files

NAME = "group.txt"
_LONGEST = 1000  # bytes


def group_of(course: Course, sheet: str, student: str) -> str:
    """Return the name of the group whose notebook a student has; empty if it is the student's own."""
    name = files.read_regular(_place(course, sheet, student), _LONGEST) or b""
    return name.decode("utf-8", "replace").strip()


def together(course: Course, sheet: str) -> list[list[str]]:
    """Return the students of each group who have the same notebook now, two or more; all in order."""
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for student in course.students(sheet):
        notebook = course.submitted(sheet, student)
        if (group := group_of(course, sheet, student)) and notebook.is_file() and not notebook.is_symlink():
            with notebook.open("rb") as file:
                found[group, file_digest(file, "sha256").hexdigest()].append(student)
    return sorted(students for students in found.values() if len(students) > 1)


def partners(course: Course, sheet: str, student: str) -> list[str]:
    """Return with whom a student has handed in a notebook; empty if it is the student's own."""
    if not group_of(course, sheet, student):
        return []
    found = next((students for students in together(course, sheet) if student in students), [])
    return [name for name in found if name != student]


def mark(course: Course, sheet: str, student: str, group: str) -> None:
    """Note the group of a submission; an empty name takes an earlier note away.

    Raises:
        OSError: if it cannot be written.
    """
    path = _place(course, sheet, student)
    if group:
        files.write(path, f"{group}\n".encode())
    else:
        path.unlink(missing_ok=True)


def _place(course: Course, sheet: str, student: str) -> Path:
    return course.submitted(sheet, student).with_name(NAME)

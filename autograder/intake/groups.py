"""Which students have handed in one notebook together: ``group.txt`` beside each copy names the group."""

from pathlib import Path

from autograder.course import Course, files

NAME = "group.txt"
_LONGEST = 1000  # bytes


def group_of(course: Course, sheet: str, student: str) -> str:
    """Return the name of the group whose notebook a student has; empty if it is the student's own."""
    path = _place(course, sheet, student)
    if path.is_symlink() or not path.is_file():
        return ""
    with path.open("rb") as file:
        return file.read(_LONGEST).decode("utf-8", "replace").strip()


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

"""Pack feedback pages into the archive that a platform takes back, in the layout of its own download."""

import re
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from autograder.course import Course, CourseError, files
from autograder.handback.export.given import label, older_ids, read_given
from autograder.intake.roster import DEFAULT, Person

_MADE = (1980, 1, 1, 0, 0, 0)  # of every file: the same pages make the same archive


@dataclass(frozen=True)
class Packed:
    """An archive of feedback.

    Attributes:
        path: the file.
        students: whose pages are in it, in the table's order.
        left_out: who has a page but no place in the archive, sorted.
    """

    path: Path
    students: list[str]
    left_out: list[str]


def pack_feedback(course: Course, sheet: str, platform: str, roster: Path | None = None) -> Packed:
    """Write ``feedback/<sheet>-<platform>.zip`` of the pages that ``write_feedback`` has made.

    Args:
        course: where the pages are.
        sheet: its name.
        platform: ``moodle`` (its grading worksheet knows the folders) or ``ilias`` (its status file does).
        roster: the platform's table for this sheet; by default, ``roster.csv`` in the course.

    Raises:
        CourseError: if the table is not the platform's, or nobody of it has a page.
    """
    what, folder = _LAYOUTS[platform]
    table = read_given(roster or course.root / DEFAULT)
    if table.platform != platform or not table.people:
        raise CourseError(f"The archive for {platform} needs {what} of {sheet}; name it with --roster.")
    pages = {
        name: page for name in course.students(sheet) if (page := course.feedback(sheet, name)).is_file()
    }
    listed = {person.student for person in table.people}
    older = older_ids(table.people, pages.keys() - listed)
    placed = {}
    for person in table.people:
        known = [name for name in (person.student, *older.get(person.student, [])) if name in pages]
        place = folder(person)
        if known and place:
            placed[known[0]] = f"{place}/{sheet}.html"
    if not placed:
        raise CourseError(
            f"Nobody in the table of {platform} has a feedback page for {sheet}; is it the right one?"
        )
    path = course.root / "feedback" / f"{sheet}-{platform}.zip"
    with files.replacing(path) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, name in placed.items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, pages[student].read_bytes())
    return Packed(path, list(placed), sorted(pages.keys() - placed.keys()))


def _in_moodle(person: Person) -> str:
    """Return Moodle's folder; it reads the participant's number from it."""
    number = person.fields.get("moodle", "")
    return f"{_plain(label(person))}_{number}_assignsubmission_file_" if number else ""


def _in_ilias(person: Person) -> str:
    """Return ILIAS' folder; it reads the user's number from it."""
    first, last = map(_plain, person.first_and_last())
    login, number = person.fields.get("login", ""), person.fields.get("ilias", "")
    known = all((first, last, login, number)) and login == _plain(login)
    return f"multi_feedback/{last}_{first}_{login}_{number}" if known else ""


def _plain(name: str) -> str:
    """Return a name as a part of a folder's name: nothing in it separates parts or folders."""
    return " ".join(re.sub(r'[_/\\:*?"<>|\x00-\x1f]', " ", name).split()).strip(".")


_LAYOUTS: dict[str, tuple[str, Callable[[Person], str]]] = {
    "moodle": ("Moodle's grading worksheet", _in_moodle),
    "ilias": ("the status file for persons", _in_ilias),
}

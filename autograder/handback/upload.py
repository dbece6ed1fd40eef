"""Pack feedback pages into the archive that a platform takes back, in the layout of its own download."""

import re
import zipfile
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from pathlib import Path
from typing import NamedTuple

from autograder.course import Course, CourseError, files
from autograder.handback.export.base import NAMES
from autograder.handback.export.given import label, read_given
from autograder.handback.export.grades import differ, read_grade
from autograder.intake.origins import origin_of
from autograder.intake.platforms import canvas, ilias
from autograder.intake.roster import DEFAULT, Person, other_ids

_MADE = (1980, 1, 1, 0, 0, 0)  # of every file: the same pages make the same archive


@dataclass(frozen=True)
class Packed:
    """An archive of feedback.

    Attributes:
        path: the file.
        students: for whom there is a page in it, in the table's order; for a team, there is one page.
        left_out: who has a page but no place in the archive, sorted.
        notes: what a person should know or do, one sentence each.
    """

    path: Path
    students: list[str]
    left_out: list[str]
    notes: list[str] = field(default_factory=list)


class _Place(NamedTuple):
    """Where a student's page goes.

    Attributes:
        name: of the page in the archive.
        team: the same for all whose feedback is one page.
    """

    name: str
    team: str


def pack_feedback(course: Course, sheet: str, platform: str, roster: Path | None = None) -> Packed:
    """Write ``feedback/<sheet>-<platform>.zip`` of the pages that ``write_feedback`` has made.

    Args:
        course: where the pages are.
        sheet: its name.
        platform: ``moodle`` (its grading worksheet knows the folders), ``canvas`` (its download knows the
            names, and ``collect`` has noted them), or ``ilias`` (its status file or its download).
        roster: the platform's table for this sheet; by default, ``roster.csv`` in the course.

    Raises:
        CourseError: if nothing tells where pages go, or nobody of whom that is known has a page.
    """
    pages = {
        name: page for name in course.students(sheet) if (page := course.feedback(sheet, name)).is_file()
    }
    places = _from_download(course, sheet, platform, pages)
    if platform in _TABLES:
        places = _from_table(sheet, platform, roster or course.root / DEFAULT, pages, places)
    if not places:
        raise CourseError(
            f"Nobody's place in the archive is known; {_collect(platform, sheet)}, which notes it."
        )
    teams: dict[str, list[str]] = defaultdict(list)
    for student, place in places.items():
        teams[place.team].append(student)
    notes, placed = [], []
    for students in teams.values():
        if len(students) > 1 and _differ(course, sheet, students):
            notes.append(
                f"{' and '.join(students)} have one place for feedback, but different grades; give them the "
                f"same points and run `workbook feedback {sheet}` again, or give them their pages by hand."
            )
        else:
            placed.append(students)
    path = course.root / "feedback" / f"{sheet}-{platform}.zip"
    with files.replacing(path) as partial, zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as archive:
        for student, *_ in placed:
            info = zipfile.ZipInfo(places[student].name, _MADE)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, pages[student].read_bytes())
    left_out = sorted(pages.keys() - places.keys())
    if left_out and platform in _IN_DOWNLOAD:
        notes.append(f"To get their places, {_collect(platform, sheet)}.")
    return Packed(path, [student for students in placed for student in students], left_out, notes)


def _from_download(course: Course, sheet: str, platform: str, pages: Collection[str]) -> dict[str, _Place]:
    """Return the places that follow from the names in the platform's download, as ``collect`` noted them."""
    if platform not in _IN_DOWNLOAD:
        return {}
    name_of, team_of = _IN_DOWNLOAD[platform]
    found = {}
    for student in pages:
        origin = origin_of(course, sheet, student)
        if origin and origin.platform == platform and (name := name_of(origin.place, sheet)):
            found[student] = _Place(name, team_of(origin.place))
    return found


def _from_table(
    sheet: str, platform: str, path: Path, pages: Collection[str], known: dict[str, _Place]
) -> dict[str, _Place]:
    """Return the places that follow from a platform's table, and the known ones of those not in it.

    Raises:
        CourseError: if it is no such table and no place is known, or if nobody in it has a page.
    """
    what, folder_of = _TABLES[platform]
    table = read_given(path) if path.is_file() or not known else None
    if table is None or table.platform != platform or not table.people:
        if known:
            return known
        raise CourseError(f"The archive for {platform} needs {what} of {sheet}; name it with --roster.")
    older = other_ids(table.people, set(pages) - {person.student for person in table.people})
    found = {}
    for person in table.people:
        here = [name for name in (person.student, *older.get(person.student, [])) if name in pages]
        folder = folder_of(person)
        if here and folder:
            found[here[0]] = _Place(f"{folder}/{sheet}.html", here[0])
    if not found:
        raise CourseError(
            f"Nobody in the table of {platform} has a feedback page for {sheet}; is it the right one?"
        )
    return found | {student: place for student, place in known.items() if student not in found}


def _collect(platform: str, sheet: str) -> str:
    return (
        f"collect the submissions as you download them from {NAMES[platform]}: workbook collect ... {sheet}"
    )


def _differ(course: Course, sheet: str, students: Collection[str]) -> bool:
    with course.gradebook() as gradebook:
        return differ([read_grade(gradebook, sheet, student) for student in students])


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


_TABLES: dict[str, tuple[str, Callable[[Person], str]]] = {
    "moodle": ("Moodle's grading worksheet", _in_moodle),
    "ilias": ("the status file for persons", _in_ilias),
}
# How a page is called by the place of the submission and the sheet, and who has the same page.
_IN_DOWNLOAD: dict[str, tuple[Callable[[str, str], str], Callable[[str], str]]] = {
    "canvas": (canvas.feedback_name, lambda place: place),
    "ilias": (ilias.feedback_name, ilias.team),
}

"""The table that a platform gave out and takes back: whose each line is."""

import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course import CourseError
from autograder.course.names import id_key
from autograder.intake.roster import COLUMNS, IDS, Person, Roster, first_and_last, read_roster, student_id
from autograder.intake.spreadsheet import read_table

_STUDENT = {"login", "number", "canvas", "name", "first_name", "last_name"}  # what Canvas' columns tell
_LASTING = [kind for kind in IDS if kind != "moodle"]  # Moodle numbers people anew for each assignment


def read_given(path: Path) -> Roster:
    """Read a platform's table, or a roster of our own.

    What no roster can be is understood, too: Canvas' gradebook with first and last names apart, and the
    status file of ILIAS for teams, whose lines are no people.

    Raises:
        CourseError: as ``read_roster`` does.
    """
    header, rows = read_table(path)
    names = [title.casefold() for title in header]
    if "section" in names and (
        names[:2] == ["student", "id"] or names[:3] == ["lastname", "firstname", "id"]
    ):
        people = [person for row in rows if (person := _in_canvas(names, row))]
        return Roster("canvas", header, rows, _told_apart(path, people))
    if {"update", "team_id", "logins"} <= set(names):
        return Roster("ilias", header, rows, [])
    return read_roster(path)


def where(header: Iterable[str], *names: str) -> int | None:
    """Return the position of the first column with one of these names, in lower case; or None."""
    lower = [title.casefold() for title in header]
    return next((lower.index(name) for name in names if name in lower), None)


def label(person: Person) -> str:
    """Return how to name a line of a table to a reader."""
    first, last = person.first_and_last()
    return f"{first} {last}".strip() or person.student


def is_test_student(person: Person) -> bool:
    """Tell whether this is the student whom Canvas puts into every course."""
    first, last = person.first_and_last()
    return {first.casefold(), last.casefold()} == {"test", "student"}


def older_ids(people: Sequence[Person], students: Iterable[str]) -> dict[str, list[str]]:
    """Return other ids under which the course knows people: a table's first id may change between weeks.

    Args:
        people: lines of a table.
        students: nbgrader's ids without a line of their own.

    Returns:
        Ids by the id of the person's line; without ids that fit several lines.
    """
    lines: dict[str, set[str]] = {}
    for person in people:
        for kind in _LASTING:
            if kind in person.fields:
                lines.setdefault(id_key(person.fields[kind]), set()).add(person.student)
    found: dict[str, list[str]] = {}
    for student in sorted(students):
        fitting = lines.get(id_key(student), set())
        if len(fitting) == 1:
            found.setdefault(*fitting, []).append(student)
    return found


def _in_canvas(names: Sequence[str], row: list[str]) -> Person | None:
    fields: dict[str, str] = {}
    for name, cell in zip(names, row, strict=True):
        kind = "canvas" if name == "id" else next((k for k in _STUDENT if name in COLUMNS[k]), None)
        if kind and cell.strip():
            fields.setdefault(kind, cell.strip())
    if "canvas" not in fields or "points possible" in row[0].casefold():
        return None
    student = next((fields[kind] for kind in ("login", "number") if kind in fields), None)
    student = student or student_id(" ".join(first_and_last(fields))) or fields["canvas"]
    return Person(unicodedata.normalize("NFC", student), fields, row)


def _told_apart(path: Path, people: list[Person]) -> list[Person]:
    seen: dict[str, Person] = {}
    for person in people:
        if (other := seen.setdefault(id_key(person.student), person)) is not person:
            raise CourseError(
                f"{path} has two lines for {person.student}: {label(other)} and {label(person)}; delete one."
            )
    return people

"""The table that a platform gave out and takes back: whose each line is."""

from collections.abc import Iterable
from pathlib import Path

from autograder.intake.roster import Person, Roster, read_roster
from autograder.intake.spreadsheet import read_table


def read_given(path: Path) -> Roster:
    """Read a platform's table, or a roster of our own.

    What no roster can be is understood, too: the status file of ILIAS for teams, whose lines are no people.

    Raises:
        CourseError: as ``read_roster`` does.
    """
    header, rows = read_table(path)
    if {"update", "team_id", "logins"} <= {title.casefold() for title in header}:
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

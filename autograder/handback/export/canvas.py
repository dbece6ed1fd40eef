"""Canvas' gradebook: the columns that identify students and a column per sheet."""

import re
from collections.abc import Sequence

from autograder.course import CourseError
from autograder.handback.export.base import GradesExport, check_maximum, maximum_of, number
from autograder.handback.export.given import label, where
from autograder.handback.export.grades import GRADED, NOTHING
from autograder.intake.roster import Person, Roster

_ASSIGNMENT = re.compile(r"(?P<title>.+) \(\d+\)")  # Canvas finds an assignment by the number
_EXCUSED = {"ex", "n/a"}


class CanvasExport(GradesExport):
    """Fills in the table exported from Canvas if the roster is one; else Canvas asks what the sheets are."""

    fills = "canvas"

    def table(self, roster, people, sheets, grades):
        maxima = {sheet: maximum_of(sheet, people, grades) for sheet in sheets}
        if roster.platform == "canvas":
            return self._filled_in(roster, people, maxima, grades)
        self.notes.append(
            "Canvas will ask which assignments these columns are, and maximum points were not compared; "
            "with --roster and Canvas' own gradebook export, both are checked here."
        )
        header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        rows = [["    Points Possible", "", "", "", "", *maxima.values()]]
        for person in people:
            cells = [grades[person.student, sheet] for sheet in sheets]
            rows.append([*_identity(person), *(one.total if one.state == GRADED else "" for one in cells)])
        return [*header, *sheets], rows

    def _filled_in(self, roster, people, maxima, grades):
        possible = next((row for row in roster.rows if "points possible" in row[0].casefold()), None)
        if possible is None:
            raise CourseError(
                "Canvas' table has no line 'Points Possible'; export the gradebook from Canvas again."
            )
        last = where(roster.header, "section") + 1
        columns = {sheet: _column(roster, possible, sheet, last) for sheet in maxima}
        for sheet, at in columns.items():
            check_maximum("Canvas", sheet, maxima[sheet], possible[at])
        rows: list[list[object]] = [[*possible[:last], *maxima.values()]]
        excused = []
        for person in people:
            if not person.row:
                continue  # Canvas would make a new student
            row: list[object] = list(person.row[:last])
            for sheet, at in columns.items():
                grade, before = grades[person.student, sheet], person.row[at].strip()
                if before.casefold() in _EXCUSED:
                    row.append(before)
                    excused += [label(person)] if grade.state != NOTHING else []
                elif before and number(before) is None:
                    raise CourseError(
                        f"{roster.header[at]} has {before!r} for {label(person)}, which is no number: Canvas "
                        "shows this assignment in words. Set its grade type to points, then export the "
                        "gradebook from Canvas again."
                    )
                else:
                    row.append(self.final(person, grade, before))
            rows.append(row)
        if excused:
            self.notes.append(
                f"Excused in Canvas (EX or N/A) and left so, but graded here: {', '.join(excused)}. "
                "Take it back in Canvas if the grade should count."
            )
        return [*roster.header[:last], *(roster.header[at] for at in columns.values())], rows


def _column(roster: Roster, possible: Sequence[str], sheet: str, start: int) -> int:
    """Return the column of a sheet's assignment: one with Canvas' number, which takes points.

    Raises:
        CourseError: if none is named after the sheet, or several are.
    """
    assignments = {
        at: match["title"]
        for at, title in enumerate(roster.header)
        if at >= start
        and "(read only)" not in possible[at].casefold()
        and (match := _ASSIGNMENT.fullmatch(title.strip()))
    }
    named = [
        at
        for at, title in assignments.items()
        if re.fullmatch(rf"(?i)(.*\W)?{re.escape(sheet)}(\W.*)?", title)
    ]
    if len(named) == 1:
        return named[0]
    called = lambda columns: " and ".join(repr(roster.header[at]) for at in columns)
    if named:
        raise CourseError(
            f"Canvas' table has {len(named)} columns for {sheet}: {called(named)}; delete from the "
            "file those that the grades are not for, then export again."
        )
    if not assignments:
        raise CourseError(
            f"Canvas' table has no assignments, so {sheet} has no place in it; make one in Canvas with "
            "this name, then export its gradebook again."
        )
    raise CourseError(
        f"No assignment in Canvas' table is called {sheet}; there is {called(assignments)}. In the file, "
        f"write {sheet} before the title of the right one and keep its number, as in '{sheet} (12345)'."
    )


def _identity(person: Person) -> list[str]:
    """Return what identifies a student in Canvas, of which only the student id is certain to be known."""
    first, last = person.first_and_last()
    name = ", ".join(filter(None, (last, first))) or person.student
    return [name, "", person.fields.get("number", ""), person.fields.get("login", person.student), ""]

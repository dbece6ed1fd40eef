"""What all formats share: reading the gradebook and the roster, and writing the file."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from nbgrader.api import Gradebook, Student
from nbgrader.plugins import ExportPlugin
from traitlets import Unicode

from autograder.course import CourseError
from autograder.handback.export.given import is_test_student, label, read_given
from autograder.handback.export.grades import GRADED, NOTHING, PENDING, Grade, read_grade
from autograder.intake.roster import DEFAULT, Person, Roster, other_ids
from autograder.intake.spreadsheet import write_table

NAMES = {"moodle": "Moodle", "canvas": "Canvas", "ilias": "ILIAS"}
Grades = dict[tuple[str, str], Grade]  # by student and sheet


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        states: how many grades there are by state.
        pending: students with written answers to be graded, sorted.
        unknown: students with a grade but no line in the platform's table, sorted.
        absent: who has a line in the platform's table but no grade, in its order.
        notes: what a person should know or do, one sentence each.
    """

    path: Path
    states: dict[str, int]
    pending: list[str]
    unknown: list[str]
    absent: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class GradesExport(ExportPlugin):
    """Writes the grades of people; a platform's own table is checked before anything is written."""

    roster = Unicode(DEFAULT, help="the CSV file of the class; see docs/collect.md").tag(config=True)
    exported: Exported | None = None
    fills = ""  # the platform whose own table is filled in, if the roster is one

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to ``self.to``.

        Raises:
            CourseError: if the format needs another roster or a single sheet, if a sheet is not in the
                gradebook, or if the grades do not fit the platform's table.
        """
        roster = read_given(Path(self.roster)) if self.roster and Path(self.roster).is_file() else Roster()
        if self.fills and roster.platform not in ("own", self.fills):
            raise CourseError(
                f"{self.roster} is a table from {NAMES[roster.platform]}, which {NAMES[self.fills]} does not "
                f"take; name the one from {NAMES[self.fills]} with --roster, or a roster of your own."
            )
        self.notes: list[str] = list(roster.problems)
        self._lowered: list[str] = []
        sheets = [str(name) for name in self.assignment] or [one.name for one in gradebook.assignments]
        people, others = _people(gradebook, roster, {str(name) for name in self.student})
        listed = {person.student for person in roster.people}
        older = other_ids(roster.people, {person.student for person in others})
        strangers = [one for one in others if not any(one.student in ids for ids in older.values())]
        people = [*people, *strangers]
        grades = {
            (person.student, sheet): self._one_of(gradebook, sheet, person, older.get(person.student, []))
            for sheet in sheets
            for person in people
        }
        header, rows = self.table(roster, people, sheets, grades)
        if self._lowered:
            self.notes.append(
                f"Lower than in the table so far: {', '.join(self._lowered)}. If somebody changed these "
                "grades in the platform, change them here, too."
            )
        given = bool(self.fills) and roster.platform == self.fills
        has_grade = {grade.student for grade in grades.values() if grade.state != NOTHING}
        unknown = self.unknown(roster, has_grade - listed) if given else []
        if given and has_grade and has_grade <= set(unknown):
            raise CourseError(
                f"Nobody in {self.roster} has a grade for {', '.join(sheets)}, and nobody with a grade is in "
                "it; is it the table of this class?"
            )
        path = Path(self.to or "grades.csv")
        write_table(path, header, rows)
        counted = Counter(grade.state for grade in grades.values())
        self.exported = Exported(
            path,
            {state: count for state in (GRADED, PENDING, NOTHING) if (count := counted[state])},
            sorted({grade.student for grade in grades.values() if grade.state == PENDING}),
            unknown,
            self.absent(roster, people, has_grade) if given else [],
            self.notes,
        )

    def table(
        self, roster: Roster, people: Sequence[Person], sheets: Sequence[str], grades: Grades
    ) -> tuple[list[str], list[list[object]]]:
        """Return header and rows.

        Args:
            roster: empty if there is none.
            people: everybody in the roster or in the gradebook.
            sheets: which columns there are.
            grades: by student and sheet.
        """
        raise NotImplementedError

    def unknown(self, roster: Roster, students: set[str]) -> list[str]:
        """Return, sorted, whose grades are not in the table, of the students without a line of their own."""
        return sorted(students)

    def absent(self, roster: Roster, people: Sequence[Person], has_grade: set[str]) -> list[str]:
        """Return whose lines have no grade."""
        return [label(one) for one in people if one.row and one.student not in has_grade]

    def final(self, person: Person, grade: Grade, before: str) -> float | str:
        """Return what goes into the cell of a person: a final total, or nothing; note it if that is less.

        Args:
            person: a line of the table.
            grade: the person's.
            before: the cell so far.
        """
        if grade.state != GRADED:
            return ""
        known = number(before)
        if known is not None and grade.total < known - 0.005:
            self._lowered.append(f"{label(person)} ({known:g}, now {grade.total:g})")
        return grade.total

    def _one_of(self, gradebook: Gradebook, sheet: str, person: Person, older: list[str]) -> Grade:
        """Return a person's grade: that of the id in the roster, else that of an older one."""
        grade = read_grade(gradebook, sheet, person.student)
        found = [one for name in older if (one := read_grade(gradebook, sheet, name)).state != NOTHING]
        if not found:
            return grade
        if grade.state == NOTHING and len(found) == 1:
            self.notes.append(f"{label(person)} is known as {found[0].student} here; that grade was taken.")
            return replace(found[0], student=person.student)
        names = ", ".join(one.student for one in found)
        if grade.state == NOTHING:
            raise CourseError(
                f"{sheet} has grades of {names}, and all are {label(person)}; "
                "move the folders in submitted/ that do not count away, then grade and export again."
            )
        self.notes.append(
            f"{label(person)} has grades for {sheet} as {person.student} and as {names}; that of "
            f"{person.student} was taken. Points given by hand to the other are not in it."
        )
        return grade


def one_sheet(sheets: Sequence[str], what: str) -> str:
    """Return the one sheet that a table is for.

    Raises:
        CourseError: if there are several.
    """
    if len(sheets) != 1:
        raise CourseError(f"{what} is for one sheet; name it: workbook export --format ... SHEET.")
    return sheets[0]


def maximum_of(sheet: str, people: Sequence[Person], grades: Grades) -> float:
    """Return the points possible for a sheet."""
    return max((grades[person.student, sheet].maximum for person in people), default=0.0)


def check_maximum(platform: str, sheet: str, ours: float, theirs: str, best: float | None = None) -> None:
    """Compare points possible, as a platform has them, with those of a sheet.

    Args:
        platform: its name.
        sheet: its name.
        ours: points possible.
        theirs: the cell of the platform's table.
        best: the most points of a student; with extra credit, they may be the platform's maximum.

    Raises:
        CourseError: if they differ: the platform would misread the points, or drop some.
    """
    found = number(theirs)
    if found is None:
        raise CourseError(
            f"The table does not say how many points {sheet} has in {platform} ({theirs!r}); set its "
            f"maximum to {ours:g}, then download the table and export again."
        )
    if abs(found - ours) < 0.01 or (best is not None and best > ours and abs(found - best) < 0.01):
        return
    raise CourseError(
        f"{sheet} has {ours:g} points, but the assignment in {platform} has {found:g}; set its maximum "
        f"to {ours:g}, then download the table and export again."
    )


def number(cell: str) -> float | None:
    """Return the number in a cell, with a point or a comma; None if it has none."""
    try:
        return float(cell.strip().replace(",", "."))
    except ValueError:
        return None


def _people(gradebook: Gradebook, roster: Roster, only: set[str]) -> tuple[list[Person], list[Person]]:
    """Return everybody in the roster, in its order, and those who are only in the gradebook."""
    canvas = roster.platform == "canvas"
    machines = roster.nobody | {one.student for one in roster.people if canvas and is_test_student(one)}
    listed = {person.student for person in roster.people}
    others = [_from_gradebook(student) for student in gradebook.students if student.id not in listed]
    others.sort(key=lambda person: person.student)
    wanted = lambda ones: [
        one for one in ones if one.student not in machines and (not only or one.student in only)
    ]
    return wanted(roster.people), wanted(others)


def _from_gradebook(student: Student) -> Person:
    fields = {"first_name": student.first_name, "last_name": student.last_name, "email": student.email}
    return Person(student.id, {kind: text for kind, text in fields.items() if text}, [])

"""Write grades as a table for people, or for a learning platform to import: export plugins of nbgrader.

A platform gets a total only when it is final. Until all written answers are graded, its cell stays empty,
which importers read as "no change", and a note gives the reason where the format has a place for one. The
table for people has the points so far.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from nbgrader.api import Gradebook, MissingEntry, Student
from nbgrader.plugins import ExportPlugin
from traitlets import Float, Unicode

from autograder.course import Course, CourseError, late
from autograder.intake.roster import DEFAULT, Person, Roster, read_roster
from autograder.intake.spreadsheet import write_table

GRADED, PENDING, NOTHING = "graded", "written answers to grade", "nothing handed in"


@dataclass(frozen=True)
class Grade:
    """A student's grade for a sheet.

    Attributes:
        student: nbgrader's id.
        sheet: the sheet.
        state: ``GRADED``, ``PENDING`` or ``NOTHING``.
        points: earned so far, in tests and in written answers.
        penalty: points lost for lateness.
        maximum: points possible.
        ungraded: points possible in answers that still have to be graded or looked at again.
        due: the student's deadline in UTC, if there is one.
        time: when it was handed in, in UTC, if that is known.
    """

    student: str
    sheet: str
    state: str
    points: float
    penalty: float
    maximum: float
    ungraded: float
    due: datetime | None
    time: datetime | None

    @property
    def total(self) -> float:
        """The points that count."""
        return round(max(0.0, self.points - self.penalty), 2)

    @property
    def note(self) -> str:
        """What readers of the total should know; empty if nothing."""
        if self.state == PENDING:
            return f"{self.ungraded:g} of {self.maximum:g} points are for written answers still to be graded."
        return ""


@dataclass(frozen=True)
class Exported:
    """What was written.

    Attributes:
        path: the file.
        states: how many grades there are by state.
        pending: students with written answers to be graded, sorted.
        unknown: students with a grade but no line in the platform's table, sorted.
    """

    path: Path
    states: dict[str, int]
    pending: list[str]
    unknown: list[str]


class GradesExport(ExportPlugin):
    """What the formats share: reading the gradebook and the roster, and writing the file."""

    roster = Unicode(DEFAULT, help="the CSV file of the class; see docs/collect.md").tag(config=True)
    exported: Exported | None = None

    def export(self, gradebook: Gradebook) -> None:
        """Write the table to ``self.to``.

        Raises:
            CourseError: if the format needs another roster or a single sheet, or if a sheet is not in the
                gradebook.
        """
        roster = read_roster(Path(self.roster)) if self.roster and Path(self.roster).is_file() else Roster()
        sheets = [str(name) for name in self.assignment] or [one.name for one in gradebook.assignments]
        people = _people(gradebook, roster, {str(name) for name in self.student})
        grades = {
            (person.student, sheet): _grade(gradebook, sheet, person.student)
            for sheet in sheets
            for person in people
        }
        header, rows = self.table(roster, people, sheets, grades)
        path = Path(self.to or "grades.csv")
        write_table(path, header, rows)
        listed = {person.student for person in roster.people}
        has_grade = {grade.student for grade in grades.values() if grade.state != NOTHING}
        counted = Counter(grade.state for grade in grades.values())
        self.exported = Exported(
            path,
            {state: count for state in (GRADED, PENDING, NOTHING) if (count := counted[state])},
            sorted({grade.student for grade in grades.values() if grade.state == PENDING}),
            sorted(has_grade - listed) if roster.platform == self.fills else [],
        )

    fills = ""  # the platform whose own table is filled in, if the roster is one

    def table(
        self,
        roster: Roster,
        people: Sequence[Person],
        sheets: Sequence[str],
        grades: dict[tuple[str, str], Grade],
    ) -> tuple[list[str], list[list[object]]]:
        """Return header and rows.

        Args:
            roster: empty if there is none.
            people: everybody in the roster or in the gradebook.
            sheets: which columns there are.
            grades: by student and sheet.
        """
        raise NotImplementedError


class CsvExport(GradesExport):
    """A line per sheet and student with nbgrader's columns, the points still to be graded, and the state."""

    def table(self, roster, people, sheets, grades):
        header = [
            *("assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email"),
            *("raw_score", "late_submission_penalty", "score", "max_score", "ungraded_points", "state"),
        ]
        rows = []
        for sheet in sheets:
            for person in people:
                grade = grades[person.student, sheet]
                first, last = person.first_and_last()
                points = [round(grade.points, 2), round(grade.penalty, 2), grade.total, grade.maximum]
                about = [person.student, last, first, person.fields.get("email", "")]
                times = [_iso(grade.due), _iso(grade.time)]
                rows.append([sheet, *times, *about, *points, grade.ungraded, grade.state])
        return header, rows


class MoodleExport(GradesExport):
    """Moodle's grading worksheet of an assignment, filled in; else a table for its gradebook's import."""

    fills = "moodle"

    def table(self, roster, people, sheets, grades):
        if roster.platform != "moodle":
            return self._for_gradebook(people, sheets, grades)
        [sheet] = _one(sheets, "A grading worksheet")
        at = lambda *names: _where(roster.header, names)
        points, comment = at("grade", "bewertung"), at("feedback comments", "feedback als kommentar")
        maximum = at("maximum grade", "bestwertung")
        if points is None:
            raise CourseError("The grading worksheet has no column Grade; download it from Moodle again.")
        rows = []
        for person in roster.people:
            grade, row = grades.get((person.student, sheet)), list(person.row)
            if grade and grade.state != NOTHING:
                _check_maximum("Moodle", sheet, grade.maximum, row[maximum] if maximum is not None else "")
                row[points] = grade.total if grade.state == GRADED else ""
                if comment is not None and not row[comment].strip():
                    row[comment] = grade.note
            rows.append(row)
        return roster.header, rows

    def _for_gradebook(self, people, sheets, grades):
        known = {"Username": "login", "ID number": "number", "Email address": "email"}
        known = {title: kind for title, kind in known.items() if any(kind in p.fields for p in people)}
        names = {"First name": "first_name", "Surname": "last_name"}
        rows = []
        for person in people:
            row: list[object] = [person.fields.get(kind, "") for kind in (known | names).values()]
            row = row if known else [person.student, *row]
            for sheet in sheets:
                grade = grades[person.student, sheet]
                row += [grade.total if grade.state == GRADED else "", grade.note]
            rows.append(row)
        titles = [title for sheet in sheets for title in (sheet, f"{sheet} feedback")]
        return [*([] if known else ["Username"]), *known, *names, *titles], rows


class CanvasExport(GradesExport):
    """Canvas' gradebook: the columns that identify students and a column per sheet.

    If the roster is a table exported from Canvas, the columns of its assignments are used; otherwise Canvas
    asks which assignments the sheets are.
    """

    fills = "canvas"

    def table(self, roster, people, sheets, grades):
        header = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
        given = roster.platform == "canvas"
        identity = _as_in_canvas
        titles, worth = {sheet: sheet for sheet in sheets}, dict.fromkeys(sheets, "")
        if given:
            last = _where(roster.header, ("section",))
            header, identity = roster.header[: last + 1], lambda person: person.row[: last + 1]
            possible = next((row for row in roster.rows if "points possible" in row[0].lower()), None)
            for at, title in enumerate(roster.header[last + 1 :], last + 1):
                for sheet in sheets:
                    if re.fullmatch(rf"(?i)(.*\W)?{re.escape(sheet)}(\W.*)?", title):
                        titles[sheet], worth[sheet] = title, possible[at] if possible else ""
        maxima = {
            sheet: max((grades[person.student, sheet].maximum for person in people), default=0.0)
            for sheet in sheets
        }
        for sheet in sheets:
            _check_maximum("Canvas", sheet, maxima[sheet], worth[sheet])
        blank = [""] * (len(header) - 1)
        rows = [["    Points Possible", *blank, *maxima.values()]]
        for person in people:
            if given and not person.row:
                continue  # Canvas would make a new student
            row = [grades[person.student, sheet] for sheet in sheets]
            rows.append([*identity(person), *(one.total if one.state == GRADED else "" for one in row)])
        return [*header, *(titles[sheet] for sheet in sheets)], rows


class IliasExport(GradesExport):
    """The status file of an ILIAS exercise, as multi-feedback archives hold it, filled in."""

    fills = "ilias"
    passed_from = Float(0.5, help="share of the points from which a sheet is passed").tag(config=True)

    def table(self, roster, people, sheets, grades):
        if roster.platform != "ilias":
            raise CourseError(
                "ILIAS imports grades only in its own status file; take status.csv out of the multi-feedback "
                "archive (or save the .xlsx as CSV) and name it with --roster."
            )
        [sheet] = _one(sheets, "A status file")
        update, status, mark, notice = (
            _where(roster.header, (name,)) for name in ("update", "status", "mark", "notice")
        )
        if None in (status, mark):
            raise CourseError("The status file has no columns status and mark; download it from ILIAS again.")
        rows = []
        for person in roster.people:
            grade, row = grades.get((person.student, sheet)), list(person.row)
            final = grade is not None and grade.state == GRADED
            row[update] = 1 if final else 0
            if final:
                passed = grade.total >= self.passed_from * grade.maximum
                row[status], row[mark] = "passed" if passed else "failed", f"{grade.total:g}"
            elif grade and grade.note and notice is not None and not row[notice].strip():
                row[notice] = grade.note
            rows.append(row)
        return roster.header, rows


FORMATS: dict[str, type[GradesExport]] = {
    "csv": CsvExport,
    "moodle": MoodleExport,
    "canvas": CanvasExport,
    "ilias": IliasExport,
}


def export_grades(
    course: Course, form: str, sheet: str | None = None, roster: Path | None = None, to: Path | None = None
) -> Exported:
    """Write the grades of a sheet, or of all, with penalties as they are now.

    Args:
        course: whose gradebook.
        form: one of ``FORMATS``.
        sheet: its name; all sheets in the gradebook if left out.
        roster: the CSV file of the class; by default ``roster.csv`` in the course, if there is one.
        to: the file; by default ``reports/grades-<format>-<sheet>.csv``.

    Raises:
        CourseError: if the sheet was never graded, a file cannot be read, or the format needs something else.
    """
    if roster and not roster.is_file():
        raise CourseError(f"There is no {roster}; name the CSV file of the class.")
    with course.log() as log:
        with course.gradebook() as gradebook:
            graded = [one.name for one in gradebook.assignments]
        if not graded or sheet not in (None, *graded):
            what, command = ("Nothing is", "") if sheet is None else (f"{sheet} is not", f" {sheet}")
            raise CourseError(f"{what} graded yet; run `workbook grade{command}` first.")
        for name in graded if sheet is None else [sheet]:
            late.settle(course, name)
        plugin = FORMATS[form](config=course.config(), log=log)
        plugin.roster = str(roster or course.root / DEFAULT)
        plugin.to = str(to or course.root / "reports" / f"grades-{form}-{sheet or 'all'}.csv")
        plugin.assignment = [] if sheet is None else [sheet]
        with course.gradebook() as gradebook:
            plugin.export(gradebook)
    return plugin.exported


def _people(gradebook: Gradebook, roster: Roster, only: set[str]) -> list[Person]:
    """Return everybody in the roster, in its order, then those who are only in the gradebook."""
    listed = {person.student for person in roster.people}
    others = [_from_gradebook(student) for student in gradebook.students if student.id not in listed]
    people = [*roster.people, *sorted(others, key=lambda person: person.student)]
    return [person for person in people if not only or person.student in only]


def _from_gradebook(student: Student) -> Person:
    fields = {"first_name": student.first_name, "last_name": student.last_name, "email": student.email}
    return Person(student.id, {kind: text for kind, text in fields.items() if text}, [])


def _grade(gradebook: Gradebook, sheet: str, student: str) -> Grade:
    try:
        assignment = gradebook.find_assignment(sheet)
    except MissingEntry:
        raise CourseError(f"{sheet} is not in the gradebook; run `workbook grade {sheet}` first.") from None
    try:
        submission = gradebook.find_submission(sheet, student)
    except MissingEntry:
        return Grade(student, sheet, NOTHING, 0.0, 0.0, assignment.max_score, 0.0, assignment.duedate, None)
    waiting = [
        grade.max_score
        for notebook in submission.notebooks
        for grade in notebook.grades
        if grade.needs_manual_grade or (grade.auto_score is None and grade.manual_score is None)
    ]
    return Grade(
        student,
        sheet,
        PENDING if waiting else GRADED,
        submission.score,
        submission.late_submission_penalty or 0.0,
        submission.max_score,
        sum(waiting),
        submission.duedate if assignment.duedate else None,
        submission.timestamp,
    )


def _as_in_canvas(person: Person) -> list[str]:
    """Return what identifies a student in Canvas, of which only the student id is certain to be known."""
    first, last = person.first_and_last()
    name = ", ".join(filter(None, (last, first))) or person.student
    return [name, "", person.fields.get("number", ""), person.fields.get("login", person.student), ""]


def _one(sheets: Sequence[str], what: str) -> Sequence[str]:
    if len(sheets) != 1:
        raise CourseError(f"{what} is for one sheet; name it: workbook export --format ... SHEET.")
    return sheets


def _where(header: Iterable[str], names: Iterable[str]) -> int | None:
    """Return the position of the first column with one of these names, or None."""
    lower = [title.casefold() for title in header]
    return next((lower.index(name) for name in names if name in lower), None)


def _check_maximum(platform: str, sheet: str, ours: float, theirs: str) -> None:
    """Raise a CourseError if the maxima differ: the platform would misread the points, or drop some."""
    text = theirs.strip().replace(",", ".")
    if not re.fullmatch(r"\d+(\.\d+)?", text) or abs(float(text) - ours) < 0.01:
        return
    raise CourseError(
        f"{sheet} has {ours:g} points, but the assignment in {platform} has {float(text):g}; set its maximum "
        f"to {ours:g}, then download the table and export again."
    )


def _iso(time: datetime | None) -> str:
    """Return a time of the gradebook as text, marked as UTC."""
    return time.replace(tzinfo=UTC).isoformat(sep=" ", timespec="seconds") if time else ""

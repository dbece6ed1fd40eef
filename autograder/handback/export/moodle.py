"""Moodle's grading worksheet of an assignment, filled in; else a table for its gradebook's import."""

from autograder.course import CourseError
from autograder.handback.export.base import GradesExport, check_maximum, maximum_of, number, one_sheet
from autograder.handback.export.given import label, where
from autograder.handback.export.grades import GRADED, NOTHING, without_note

_LOCKED = {"no", "nein"}
_FRESH = (
    "Moodle skips lines whose grade was changed there after the worksheet was downloaded, so import "
    "this file only if nobody has imported or typed grades since; else download a fresh worksheet and "
    "export again."
)


class MoodleExport(GradesExport):
    """Fills in the worksheet if the roster is one."""

    fills = "moodle"

    def table(self, roster, people, sheets, grades):
        if roster.platform != "moodle":
            return self._for_gradebook(people, sheets, grades)
        sheet = one_sheet(sheets, "A grading worksheet")
        points = where(roster.header, "grade", "bewertung")
        comment = where(roster.header, "feedback comments", "feedback als kommentar")
        maximum = where(roster.header, "maximum grade", "bestwertung")
        locked = where(roster.header, "grade can be changed", "bewertung kann geändert werden")
        if points is None:
            raise CourseError(
                "The grading worksheet has no column Grade; switch Moodle to English, then download the "
                "worksheet again."
            )
        if maximum is None:
            raise CourseError(
                f"The assignment for {sheet} in Moodle has no maximum grade: it is graded by a scale, in "
                f"words, and Moodle would drop points. Set its grade type to points, at most "
                f"{maximum_of(sheet, people, grades):g}, then download the worksheet and export again."
            )
        mine = {one.student: grades[one.student, sheet] for one in people if one.row}
        mine = {student: grade for student, grade in mine.items() if grade.state != NOTHING}
        best = max((grade.total for grade in mine.values()), default=0.0)
        rows, closed = [], []
        for person in roster.people:
            grade, row = mine.get(person.student), list(person.row)
            if grade:
                check_maximum("Moodle", sheet, grade.maximum, row[maximum], best)
                if locked is not None and row[locked].strip().casefold() in _LOCKED:
                    closed.append(label(person))
                row[points] = self.final(person, grade, row[points])
                if comment is not None:
                    row[comment] = without_note(row[comment]) or grade.note
            rows.append(row)
        _check_totals(sheet, roster, mine, maximum)
        self.notes.append(_FRESH)
        if closed:
            self.notes.append(
                f"Moodle does not let the grades of {', '.join(closed)} be changed and skips their lines; "
                "unlock them in Moodle's gradebook first."
            )
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


def _check_totals(sheet, roster, mine, maximum) -> None:
    """Raise a CourseError if somebody has more points than Moodle takes."""
    above = {
        person.student: grade.total
        for person in roster.people
        if (grade := mine.get(person.student))
        and grade.state == GRADED
        and grade.total > (number(person.row[maximum]) or 0) + 0.005
    }
    if above:
        who = ", ".join(f"{student} ({total:g})" for student, total in above.items())
        raise CourseError(
            f"More points than the assignment in Moodle has: {who}. Moodle would skip their grades without a "
            f"word. Raise its maximum to {max(above.values()):g}, then download the worksheet and export "
            f"{sheet} again; or delete their lines from the worksheet and enter their grades by hand."
        )

"""The status file of an ILIAS exercise, as multi-feedback archives hold it, filled in: people or teams."""

from collections.abc import Sequence

from traitlets import Float

from autograder.course import CourseError
from autograder.course.names import id_key
from autograder.handback.export.base import Grades, GradesExport, one_sheet
from autograder.handback.export.given import where
from autograder.handback.export.grades import GRADED, NOTHING, Grade, differ, without_note
from autograder.intake.roster import Person, Roster


class IliasExport(GradesExport):
    """Fills in a status file; a team has the points that its members have in common."""

    fills = "ilias"
    passed_from = Float(0.5, help="share of the points from which a sheet is passed").tag(config=True)

    def table(self, roster, people, sheets, grades):
        if roster.platform != "ilias":
            raise CourseError(
                "ILIAS imports grades only in its own status file; take status.csv out of the multi-feedback "
                "archive (or save the .xlsx as CSV) and name it with --roster."
            )
        sheet = one_sheet(sheets, "A status file")
        update, status, mark, notice = (
            where(roster.header, name) for name in ("update", "status", "mark", "notice")
        )
        if None in (status, mark):
            raise CourseError("The status file has no columns status and mark; download it from ILIAS again.")
        rows = []
        for given, grade in self._lines(roster, people, sheet, grades):
            row: list[object] = list(given)
            final = grade is not None and grade.state == GRADED
            row[update] = 1 if final else 0
            if final:
                passed = grade.total >= self.passed_from * grade.maximum
                row[status], row[mark] = "passed" if passed else "failed", f"{grade.total:g}"
            if grade and notice is not None:
                row[notice] = without_note(given[notice]) or grade.note
            rows.append(row)
        return roster.header, rows

    def unknown(self, roster, students):
        teams = _teams(roster)
        if teams is None:
            return super().unknown(roster, students)
        logins = {id_key(login) for team in teams for login in team}
        return sorted(student for student in students if id_key(student) not in logins)

    def absent(self, roster, people, has_grade):
        teams = _teams(roster)
        if teams is None:
            return super().absent(roster, people, has_grade)
        graded = {id_key(student) for student in has_grade}
        return [login for team in teams for login in team if id_key(login) not in graded]

    def _lines(self, roster, people, sheet, grades):
        teams = _teams(roster)
        if teams is None:
            return [(one.row, grades.get((one.student, sheet))) for one in roster.people]
        by_login = {id_key(person.student): person for person in people}
        members = [[by_login[id_key(one)] for one in team if id_key(one) in by_login] for team in teams]
        return [
            (row, _in_common(sheet, team, grades)) for row, team in zip(roster.rows, members, strict=True)
        ]


def _teams(roster: Roster) -> list[list[str]] | None:
    """Return the logins of each line's team; None if the lines are people."""
    at = where(roster.header, "logins")
    if at is None or where(roster.header, "team_id") is None:
        return None
    return [[login.strip() for login in row[at].split(",") if login.strip()] for row in roster.rows]


def _in_common(sheet: str, team: Sequence[Person], grades: Grades) -> Grade | None:
    """Return the one grade of a team, or None if nobody has one.

    Raises:
        CourseError: if its members have different grades.
    """
    found = [grade for one in team if (grade := grades[one.student, sheet]).state != NOTHING]
    if differ(found):
        points = ", ".join(f"{grade.student} ({grade.total:g}, {grade.state})" for grade in found)
        raise CourseError(
            f"A team has one line in ILIAS, but its members differ in {sheet}: {points}. Give them the same "
            "points, or delete the team's line from the status file and enter its grades by hand."
        )
    return found[0] if found else None

"""The table for people."""

from datetime import UTC, datetime

from autograder.handback.export.base import GradesExport


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


def _iso(time: datetime | None) -> str:
    """Return a time of the gradebook as text, marked as UTC."""
    return time.replace(tzinfo=UTC).isoformat(sep=" ", timespec="seconds") if time else ""

"""What the gradebook says of a student's sheet."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import Gradebook, MissingEntry

from autograder.course import CourseError

GRADED, PENDING, NOTHING = "graded", "written answers to grade", "nothing handed in"
_PENDING_NOTE = "{:g} of {:g} points are for written answers still to be graded."
# The same, as platforms give it back: as it was, or as a paragraph.
_AS_READ = re.compile(
    rf"\s*(?:<p[^>]*>)?\s*{re.escape(_PENDING_NOTE).replace(re.escape('{:g}'), '[-+.e0-9]+')}\s*(?:</p>)?\s*"
)


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
            return _PENDING_NOTE.format(self.ungraded, self.maximum)
        return ""


def differ(grades: Iterable[Grade]) -> bool:
    """Tell whether people who share a line or a page of feedback have different grades."""
    return len({(grade.state, grade.total, grade.ungraded) for grade in grades}) > 1


def without_note(text: str) -> str:
    """Return a comment in a platform's table without the ``note`` of an earlier export."""
    return _AS_READ.sub("", text)


def read_grade(gradebook: Gradebook, sheet: str, student: str) -> Grade:
    """Return a student's grade for a sheet.

    Raises:
        CourseError: if the sheet is not in the gradebook.
    """
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

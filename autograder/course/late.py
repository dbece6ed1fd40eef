"""When sheets are due, and what lateness costs: nbgrader's late-submission plugin of this course."""

from datetime import UTC, datetime, timedelta
from math import ceil
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from dateutil import parser
from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Float, Unicode

from autograder.course import Course, CourseError

_DAY = timedelta(days=1)


class LatePolicy(BasePlugin):
    """The deadlines of a course and the points that a late submission loses.

    Configured in ``nbgrader_config.py``, like the rest of the course. The time of a submission is what the
    learning platform says (``workbook collect`` writes it to ``timestamp.txt``); without one, none is late.
    """

    timezone = Unicode("UTC", help="where the times here are read off a clock, as Europe/Berlin").tag(
        config=True
    )
    due = Dict(help="by sheet, as {'02_backprop': '2026-05-04 23:59'}").tag(config=True)
    extensions = Dict(help="by sheet and student, as {'02_backprop': {'ada': '2026-05-08 23:59'}}").tag(
        config=True
    )
    grace = Float(0, help="minutes after the deadline that cost nothing").tag(config=True)
    per_day = Float(0, help="share of the points earned that each started day costs").tag(config=True)
    closed_after = Float(
        None, allow_none=True, help="days after which a submission earns nothing; None: never"
    ).tag(config=True)
    sheets = Dict(help="other values for a sheet, as {'06_torch_cnn': {'per_day': 0.2}}").tag(config=True)

    def deadline(self, sheet: str, student: str | None = None) -> datetime | None:
        """Return when a sheet is due, with a student's extension if there is one; None if it is not due.

        Raises:
            CourseError: if the configuration has something else than a time.
        """
        if sheet not in self.due:
            return None
        return self.read_time(self.extensions.get(sheet, {}).get(student) or self.due[sheet])

    def read_time(self, text: str) -> datetime:
        """Return a time as it is read off a clock of the course, unless it names its own zone.

        Raises:
            CourseError: if it is no time.
        """
        try:
            time = parser.parse(str(text), default=datetime(1, 1, 1, 23, 59))  # a mere day ends at midnight
            if time.year == 1:
                raise ValueError("it has no year")
        except (ValueError, OverflowError) as error:
            raise CourseError(
                f"{text!r} in c.LatePolicy of nbgrader_config.py is no time ({error}); "
                "write it as '2026-05-04 23:59'."
            ) from None
        return time if time.tzinfo else time.replace(tzinfo=self.zone())

    def zone(self) -> ZoneInfo:
        """Return the course's time zone.

        Raises:
            CourseError: if there is none of this name.
        """
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise CourseError(
                f"There is no time zone {self.timezone!r}; set c.LatePolicy.timezone in nbgrader_config.py "
                "to a name like 'Europe/Berlin'."
            ) from None

    def penalty(self, sheet: str, score: float, seconds: float) -> float:
        """Return how many of ``score`` points a submission loses that came ``seconds`` after its deadline."""
        own = self.sheets.get(sheet, {})
        value = lambda name: own.get(name, getattr(self, name))
        if seconds <= 60 * value("grace"):
            return 0.0
        days = seconds / _DAY.total_seconds()
        if value("closed_after") is not None and days > value("closed_after"):
            return score
        return score * min(1.0, value("per_day") * ceil(days))

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """What nbgrader's ``AssignLatePenalties`` asks for, with itself as ``parent``."""
        return self.penalty(self.parent.assignment_id, score, total_seconds_late)


class RecordDeadline(NbGraderPreprocessor):
    """Write the deadline into the gradebook before nbgrader asks there whether a submission is late."""

    def preprocess(self, nb, resources):
        names = resources["nbgrader"]
        with Gradebook(names["db_url"]) as gradebook:
            submission = gradebook.find_submission(names["assignment"], names["student"])
            record_deadline(LatePolicy(parent=self), submission)
            gradebook.db.commit()
        return nb, resources


def settle(course: Course, sheet: str) -> None:
    """Bring all penalties of a sheet in line with its deadline and the points as they are now.

    nbgrader computes them when it grades automatically; deadlines move, and points are given by hand later.

    Raises:
        CourseError: if the configuration or the gradebook cannot be read.
    """
    policy = LatePolicy(config=course.config())
    with course.gradebook() as gradebook:
        try:
            submissions = gradebook.find_assignment(sheet).submissions
        except MissingEntry:
            return
        for submission in submissions:
            record(policy, submission)
        gradebook.db.commit()


def record(policy: LatePolicy, submission: SubmittedAssignment) -> None:
    """Write deadline, extension and penalty of one submission into the gradebook, without a commit."""
    record_deadline(policy, submission)
    late = submission.total_seconds_late
    for notebook in submission.notebooks:
        loss = policy.penalty(submission.assignment.name, notebook.score, late) if late > 0 else None
        if notebook.late_submission_penalty != loss:
            notebook.late_submission_penalty = loss


def as_gradebook_time(time: datetime) -> datetime:
    """Return a time as nbgrader keeps it: in UTC, without saying so."""
    return time.astimezone(UTC).replace(tzinfo=None)


def record_deadline(policy: LatePolicy, submission: SubmittedAssignment) -> None:
    """Write deadline and extension into the gradebook; a sheet without a deadline here keeps its own."""
    sheet = submission.assignment.name
    if due := policy.deadline(sheet):
        due, own = map(as_gradebook_time, (due, policy.deadline(sheet, submission.student.id)))
        submission.assignment.duedate = due
        submission.extension = own - due if own != due else None

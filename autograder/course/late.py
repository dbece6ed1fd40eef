"""When sheets are due, and what lateness costs: nbgrader's late-submission plugin of this course."""

import re
from datetime import UTC, date, datetime, time, timedelta
from math import ceil
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from nbgrader.api import Gradebook, MissingEntry, SubmittedAssignment
from nbgrader.plugins import BasePlugin
from nbgrader.preprocessors import NbGraderPreprocessor
from traitlets import Dict, Float, Unicode

from autograder.course import Course, CourseError

_DAY = timedelta(days=1)
_END_OF_DAY = time(23, 59)  # of a deadline that names only the day
# What people mean by a time; datetime.fromisoformat also takes 20260504, weeks, and any sign before the hour.
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?P<time>[T ]\d\d:\d\d.*)?")


class LatePolicy(BasePlugin):
    """The deadlines of a course and the points that a late submission loses.

    Configured in ``nbgrader_config.py``, like the rest of the course. A submission's time comes from the
    learning platform (``workbook collect`` writes it to ``timestamp.txt``); without a time, it is not late.
    """

    timezone = Unicode("UTC", help="the time zone of the times below, such as Europe/Berlin").tag(config=True)
    due = Dict(help="by sheet, such as {'02_backprop': '2026-05-04 23:59'}").tag(config=True)
    extensions = Dict(help="by sheet and student, such as {'02_backprop': {'ada': '2026-05-08 23:59'}}").tag(
        config=True
    )
    grace = Float(0, help="minutes after the deadline that cost nothing").tag(config=True)
    per_day = Float(0, help="share of the points earned that each started day costs").tag(config=True)
    closed_after = Float(
        None, allow_none=True, help="days after which a submission earns nothing; None: never"
    ).tag(config=True)
    sheets = Dict(help="other values for a sheet, such as {'06_torch_cnn': {'per_day': 0.2}}").tag(
        config=True
    )

    def deadline(self, sheet: str, student: str | None = None) -> datetime | None:
        """Return when a sheet is due, for a student with an extension, too; None if it has no deadline.

        Returns:
            The deadline in UTC. Where the clocks were changed and it fits two moments, the later counts.

        Raises:
            CourseError: if the configuration has something other than a time.
        """
        if sheet not in self.due:
            return None
        own = self._extensions(sheet).get(student)
        if own is None:
            return self._moment(self.due[sheet], f"due[{sheet!r}]")
        return self._moment(own, f"extensions[{sheet!r}][{student!r}]")

    def last(self, sheet: str) -> datetime | None:
        """Return when a sheet is due for the last student, in UTC; None if it has no deadline.

        Raises:
            CourseError: as ``deadline`` does.
        """
        if sheet not in self.due:
            return None
        return max(self.deadline(sheet, student) for student in (None, *self._extensions(sheet)))

    def check(self, sheet: str) -> None:
        """Read every time that is configured for a sheet: better once, before anybody is graded.

        Raises:
            CourseError: as ``deadline`` does.
        """
        for student in (None, *self._extensions(sheet)):
            self.deadline(sheet, student)

    def _extensions(self, sheet: str) -> dict:
        own = self.extensions.get(sheet, {})
        if not isinstance(own, dict):
            raise CourseError(
                f"c.LatePolicy.extensions[{sheet!r}] in nbgrader_config.py is {own!r}; "
                "write it by student: {'ada': '2026-05-04 23:59'}."
            )
        return own

    def _moment(self, written: object, where: str) -> datetime:
        try:
            return readings(_as_time(written), self.zone())[1]
        except (ValueError, OverflowError):
            raise CourseError(
                f"c.LatePolicy.{where} in nbgrader_config.py is {written!r}, which is not a time; "
                "write it as '2026-05-04 23:59' or '2026-05-04'."
            ) from None

    def zone(self) -> ZoneInfo:
        """Return the course's time zone.

        Raises:
            CourseError: if it does not exist.
        """
        try:
            return ZoneInfo(self.timezone)
        except (ZoneInfoNotFoundError, ValueError):
            raise CourseError(
                f"There is no time zone {self.timezone!r}; set c.LatePolicy.timezone in nbgrader_config.py "
                "to a name like 'Europe/Berlin'."
            ) from None

    def penalty(self, sheet: str, score: float, seconds: float, due: datetime | None = None) -> float:
        """Return how many of its points a submission loses.

        Args:
            sheet: its name.
            score: points earned.
            seconds: by which the submission missed the deadline.
            due: the deadline, from which the course's clock counts days; without it, each has 24 hours.
        """
        own = self.sheets.get(sheet, {})
        value = lambda name: own.get(name, getattr(self, name))
        if seconds <= 60 * value("grace"):
            return 0.0
        passed = timedelta(seconds=seconds)
        days = (lateness(due, due + passed, self.zone()) if due else passed) / _DAY
        if value("closed_after") is not None and days > value("closed_after"):
            return score
        return score * min(1.0, value("per_day") * ceil(days))

    def late_submission_penalty(self, student_id: str, score: float, total_seconds_late: float) -> float:
        """Return the penalty to nbgrader's ``AssignLatePenalties``, which is the ``parent``."""
        sheet = self.parent.assignment_id
        return self.penalty(sheet, score, total_seconds_late, self.deadline(sheet, student_id))


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
    """Update all penalties of a sheet to its present deadline and points.

    nbgrader computes them only when it grades automatically, but deadlines move, and people give points.

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
        due = submission.duedate and submission.duedate.replace(tzinfo=UTC)  # ours, or of nbgrader's tools
        loss = policy.penalty(submission.assignment.name, notebook.score, late, due) if late > 0 else None
        if notebook.late_submission_penalty != loss:
            notebook.late_submission_penalty = loss


def readings(time: datetime, zone: ZoneInfo) -> tuple[datetime, datetime]:
    """Return the earlier and the later moment, in UTC, that a time on a clock can stand for.

    They differ only when clocks change: set back, they show an hour twice; set forward, they skip one.

    Args:
        time: with a time zone of its own, or as a clock in ``zone`` shows it.
        zone: where the clock is.

    Raises:
        OverflowError: if there is no such moment in UTC, before the year 1 or after 9999.
    """
    if time.tzinfo:
        return (time.astimezone(UTC),) * 2
    one, other = (time.replace(tzinfo=zone, fold=fold).astimezone(UTC) for fold in (0, 1))
    return min(one, other), max(one, other)


def lateness(due: datetime, time: datetime, zone: ZoneInfo) -> timedelta:
    """Return by how much a submission missed its deadline, as the course's clock shows it.

    A day ends when the clock shows the hour of the deadline again, be it 23, 24 or 25 hours later. Where
    that hour comes twice, or not at all, the later moment counts.

    Args:
        due: the deadline, with a time zone.
        time: of the submission, with a time zone.
        zone: where the clock is.

    Returns:
        More than n days exactly if n days have ended; zero if it was in time.
    """
    due, time = due.astimezone(UTC), time.astimezone(UTC)
    if time <= due:
        return timedelta()
    start, clock = (moment.astimezone(zone).replace(tzinfo=None) for moment in (due, time))
    end = lambda days: readings(start + days, zone)[1] if days else due
    shown = clock - start
    ended = max(shown.days - 1, 0) * _DAY  # which day it is, the clock tells but for the hour of a change
    while time > end(ended + _DAY):
        ended += _DAY
    if ended < shown <= ended + _DAY:
        return shown
    return ended + min(time - end(ended), _DAY)


def as_gradebook_time(time: datetime) -> datetime:
    """Return a time as nbgrader stores it: in UTC, but without a time zone."""
    return time.astimezone(UTC).replace(tzinfo=None)


def _as_time(written: object) -> datetime:
    """Return a configured time: a date, a datetime, or text in ISO 8601; a day alone ends at 23:59.

    Raises:
        ValueError: if it is none of these.
    """
    if isinstance(written, datetime):
        return written
    if isinstance(written, date):
        return datetime.combine(written, _END_OF_DAY)
    match = _ISO.fullmatch(written.strip()) if isinstance(written, str) else None
    if not match:
        raise ValueError(written)
    found = datetime.fromisoformat(match[0])
    return found if match["time"] else datetime.combine(found, _END_OF_DAY)


def record_deadline(policy: LatePolicy, submission: SubmittedAssignment) -> None:
    """Write deadline and extension into the gradebook; a sheet without a deadline here keeps its own."""
    sheet = submission.assignment.name
    if due := policy.deadline(sheet):
        due, own = map(as_gradebook_time, (due, policy.deadline(sheet, submission.student.id)))
        submission.assignment.duedate = due
        submission.extension = own - due if own != due else None

"""A night in which clocks change takes no points: a day late is a day on the course's clock."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from downloads import packed, table, work
from tiny import SHEET, nbgrader

from autograder.course import late
from autograder.grading.grade import grade
from autograder.handback.feedback import write_feedback
from autograder.intake.collect import collect
from autograder.intake.roster import read_roster

BERLIN = ZoneInfo("Europe/Berlin")
AUTUMN, SPRING = "2026-10-24 20:00", "2027-03-27 20:00"
CASES = [  # deadline, handed in, as the clock shows it, started days
    (AUTUMN, "2026-10-25 19:30", timedelta(hours=23, minutes=30), 1),
    (AUTUMN, "2026-10-25 20:30", timedelta(hours=24, minutes=30), 2),
    (AUTUMN, "2026-10-24 20:10", timedelta(minutes=10), 1),
    (SPRING, "2027-03-28 19:30", timedelta(hours=23, minutes=30), 1),
    (SPRING, "2027-03-28 20:30", timedelta(hours=24, minutes=30), 2),
    (SPRING, "2027-03-29 20:00", timedelta(days=2), 2),
    # The hour of the deadline comes twice: the later one ends the day. And not at all: an hour later does.
    ("2026-10-24 02:30", "2026-10-25 02:45+02:00", timedelta(days=1), 1),
    ("2026-10-24 02:30", "2026-10-25 02:31+01:00", timedelta(days=1, minutes=1), 2),
    ("2027-03-27 02:30", "2027-03-28 03:29", timedelta(hours=23, minutes=59), 1),
    ("2027-03-27 02:30", "2027-03-28 03:31", timedelta(days=1, hours=1, minutes=1), 2),
    # Set back right after the deadline: the clock shows less than before, but it is late.
    ("2026-10-25 02:50+02:00", "2026-10-25 02:10+01:00", timedelta(minutes=20), 1),
]


@pytest.mark.parametrize(("due", "time", "shown", "days"), CASES)
def test_lateness_is_what_the_clock_shows(due, time, shown, days):
    due, time = (_moment(text) for text in (due, time))
    found = late.lateness(due, time, BERLIN)
    assert found == shown
    assert -(-found // timedelta(days=1)) == days
    assert late.lateness(time, due, BERLIN) == timedelta()


def test_no_clock_change_makes_days_of_24_hours():
    due = datetime(2026, 5, 4, 22, tzinfo=UTC)
    for minutes in (1, 1439, 1440, 1441, 100_000):
        after = timedelta(minutes=minutes)
        assert late.lateness(due, due + after, BERLIN) == after


def test_a_fortnight_over_the_change_ends_on_time():
    due = _moment("2026-10-20 20:00")
    assert late.lateness(due, _moment("2026-11-03 20:00"), BERLIN) == timedelta(days=14)


@pytest.mark.parametrize(
    ("due", "day"), [(AUTUMN, "2026-10-25"), (SPRING, "2027-03-28")], ids=["autumn", "spring"]
)
def test_a_day_late_over_the_change_costs_a_day_everywhere(course, tmp_path, due, day):
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.write(
            "c.LatePolicy.timezone = 'Europe/Berlin'\nc.LatePolicy.grace = 0\nc.LatePolicy.per_day = 0.1\n"
            f"c.LatePolicy.closed_after = None\nc.LatePolicy.due = {{{SHEET!r}: {due!r}}}\n"
        )
    times = {"ada": due, "bob": f"{day} 19:30", "chen": f"{day} 20:30"}
    roster = table(
        tmp_path / "r.csv", "student_id,submitted", *(f"{who},{time}" for who, time in times.items())
    )
    archive = packed(tmp_path / "a.zip", {f"{who}/{SHEET}.ipynb": work(course) for who in times})
    found = {one.student: one.late for one in collect(course, archive, SHEET, read_roster(roster)).collected}
    assert found == {
        "ada": None,
        "bob": timedelta(hours=23, minutes=30),
        "chen": timedelta(hours=24, minutes=30),
    }
    grade(course, SHEET)
    costs = {"ada": 0, "bob": pytest.approx(1.2), "chen": pytest.approx(2.4)}
    assert _penalties(course, times) == costs
    write_feedback(course, SHEET)
    for who, cost in (("bob", "1.2"), ("chen", "2.4")):
        assert f"Handed in late: −{cost}" in course.feedback(SHEET, who).read_text(encoding="utf-8")
    done = nbgrader(course, "autograde", SHEET, "--force")  # nbgrader's own command asks the same plugin
    assert done.returncode == 0, done.stderr
    assert _penalties(course, times) == costs


def _moment(text):
    time = datetime.fromisoformat(text)
    return time if time.tzinfo else time.replace(tzinfo=BERLIN)


def _penalties(course, students):
    with course.gradebook() as gradebook:
        found = {who: gradebook.find_submission("01_tiny", who).late_submission_penalty for who in students}
    return {who: loss or 0 for who, loss in found.items()}

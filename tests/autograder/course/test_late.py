"""Deadlines and what lateness costs, in the one configuration; nbgrader's gradebook and commands follow."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from tiny import SHEET, cell, filled, hand_in, nbgrader
from traitlets.config import Config

from autograder.course import CourseError, late
from autograder.course.late import LatePolicy, settle
from autograder.grading.grade import grade

DAY = 24 * 3600


def policy(**settings):
    return LatePolicy(config=Config({"LatePolicy": settings}))


def set_policy(course, **settings):
    lines = [f"c.LatePolicy.{name} = {value!r}\n" for name, value in settings.items()]
    with (course.root / "nbgrader_config.py").open("a") as config:
        config.writelines(lines)


def submit(course, student, time):
    path = hand_in(course, student, filled(course))
    if time:
        path.with_name("timestamp.txt").write_text(time)


def penalty(course, student):
    with course.gradebook() as gradebook:
        return gradebook.find_submission(SHEET, student).late_submission_penalty


def test_each_started_day_costs_a_share_after_the_grace_and_later_nothing_is_left():
    rules = policy(grace=15, per_day=0.1, closed_after=3)
    costs = {15 * 60: 0, 15 * 60 + 1: 2, DAY: 2, DAY + 1: 4, 3 * DAY: 6, 3 * DAY + 1: 20}
    assert {seconds: rules.penalty(SHEET, 20, seconds) for seconds in costs} == pytest.approx(costs)
    assert policy(per_day=0.4).penalty(SHEET, 20, 9 * DAY) == 20
    assert policy().penalty(SHEET, 20, 9 * DAY) == 0


def test_a_sheet_may_have_rules_of_its_own():
    rules = policy(per_day=0.1, closed_after=1, sheets={SHEET: {"per_day": 0.5, "closed_after": None}})
    assert rules.penalty(SHEET, 20, DAY + 1) == 20
    assert rules.penalty(SHEET, 20, 1) == 10
    assert rules.penalty("another", 20, 1) == 2


def test_times_are_read_off_the_courses_clock():
    rules = policy(timezone="Europe/Berlin", due={"summer": "2026-07-01 23:59", "winter": "2026-01-01"})
    assert late.as_gradebook_time(rules.deadline("summer")).isoformat() == "2026-07-01T21:59:00"
    assert late.as_gradebook_time(rules.deadline("winter")).isoformat() == "2026-01-01T22:59:00"
    assert rules.deadline("never") is None
    there = policy(due={SHEET: "2026-07-01 12:00+09:00"}).deadline(SHEET)
    assert late.as_gradebook_time(there).isoformat() == "2026-07-01T03:00:00"


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-05-04", "2026-05-04T21:59"),  # a day alone ends at 23:59
        ("2026-05-04 23:59", "2026-05-04T21:59"),
        ("2026-05-04T23:59", "2026-05-04T21:59"),
        ("2026-05-04 23:59:30", "2026-05-04T21:59:30"),
        ("2026-05-04T23:59:00+00:00", "2026-05-04T23:59"),
        ("2026-05-04T23:59:00Z", "2026-05-04T23:59"),
        ("2026-05-04 00:00", "2026-05-03T22:00"),
        (" 2026-05-04 ", "2026-05-04T21:59"),
        (date(2026, 5, 4), "2026-05-04T21:59"),
        (datetime(2026, 5, 4, 12), "2026-05-04T10:00"),
        (datetime(2026, 5, 4, 12, tzinfo=timezone(timedelta(hours=9))), "2026-05-04T03:00"),
        # In Berlin, 02:30 comes twice on 25 October and not at all on 29 March: the later moment counts.
        ("2026-10-25 02:30", "2026-10-25T01:30"),
        ("2026-03-29 02:30", "2026-03-29T01:30"),
        ("2026-10-25 02:30+02:00", "2026-10-25T00:30"),
        (datetime(2026, 10, 25, 2, 30), "2026-10-25T01:30"),
    ],
)
def test_deadlines_are_iso_times_or_what_python_has_for_them(written, moment):
    due = policy(timezone="Europe/Berlin", due={SHEET: written}).deadline(SHEET)
    assert due == datetime.fromisoformat(moment).replace(tzinfo=UTC)


NO_TIMES = [
    *("soon", "", "23:59", "2026-13-01", "2026-05-04 24:30", "2026", 2026, "20260504", "2026-W19", None),
    *("04.05.2026 23:59", "4.5.26", "05/04/2026", "4 May 2026", "2026-5-4", "2026-05-04x23:59", "May 2026"),
    *("2026-05-04 11:59 PM", "0001-01-01 00:10", "9999-12-31 23:59-10:00", ["2026-05-04"]),
]


@pytest.mark.parametrize("written", NO_TIMES, ids=repr)
def test_what_is_no_time_is_refused_with_the_right_way_to_write_it(written):
    rules = policy(timezone="Europe/Berlin", due={SHEET: written})
    with pytest.raises(CourseError) as refused:
        rules.deadline(SHEET)
    message = str(refused.value)
    assert f"c.LatePolicy.due[{SHEET!r}]" in message and repr(written) in message
    assert "'2026-05-04 23:59'" in message


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("due", {SHEET: "04.05.2026 23:59"}),
        ("extensions", {SHEET: {"zoe": "08.05.2026"}}),
        ("extensions", {SHEET: {"zoe": ""}}),
        ("extensions", {SHEET: "2026-05-08"}),
    ],
)
def test_a_wrong_time_is_refused_before_anybody_is_graded(course, setting, value):
    set_policy(course, due={SHEET: "2026-05-04"})
    set_policy(course, **{setting: value})
    submit(course, "ada", None)
    with pytest.raises(CourseError, match=rf"c\.LatePolicy\.{setting}\['01_tiny'\].*'2026-05-04 23:59'"):
        grade(course, SHEET)


def test_an_unknown_time_zone_is_refused():
    with pytest.raises(CourseError, match="There is no time zone 'Berlin'"):
        policy(timezone="Berlin").zone()


def test_grading_takes_points_off_and_follows_when_the_deadline_moves(course):
    set_policy(course, timezone="UTC", due={SHEET: "2026-05-04 23:59"}, grace=0, per_day=0.25, closed_after=2)
    times = {
        "early": "2026-05-04 23:59:00 UTC",
        "late": "2026-05-05 00:00:00 UTC",
        "later": "2026-05-06 10:00:00 UTC",
        "closed": "2026-06-01 00:00:00 UTC",
        "unknown": "",
        "forged": "a" * 5000,
        "german": "06.05.2026 10:00:00",
        "ill": "2026-05-06 10:00:00 UTC",
    }
    for student, time in times.items():
        submit(course, student, time)
    set_policy(course, extensions={SHEET: {"ill": "2026-05-08"}})
    results = grade(course, SHEET, workers=1)
    assert {result.total for result in results} == {12}
    costs = {
        "early": 0,
        "late": 3,
        "later": 6,
        "closed": 12,
        "unknown": 0,
        "forged": 0,
        "german": 0,
        "ill": 0,
    }
    assert {student: penalty(course, student) for student in times} == costs

    set_policy(course, due={SHEET: "2026-05-05 12:00"})
    assert all(result.skipped for result in grade(course, SHEET))
    assert {student: penalty(course, student) for student in times} == costs | {"late": 0, "later": 3}

    with course.gradebook() as gradebook:  # points by hand, in the formgrader
        answer = gradebook.find_grade("why", SHEET, SHEET, "later")
        answer.manual_score, answer.needs_manual_grade = 2, False
        gradebook.db.commit()
    settle(course, SHEET)
    assert penalty(course, "later") == 3.5


def test_plain_nbgrader_takes_the_same_points_off(course):
    from logging import getLogger

    from autograder.grading.gradebook import register

    set_policy(course, timezone="UTC", due={SHEET: "2026-05-04 23:59"}, grace=0, per_day=0.25)
    submit(course, "late", "2026-05-05 10:00:00 UTC")
    submit(course, "early", "2026-05-04 10:00:00 UTC")
    register(course, SHEET, getLogger("test"))
    done = nbgrader(course, "autograde", SHEET)
    assert done.returncode == 0, done.stderr
    assert (penalty(course, "late"), penalty(course, "early")) == (3, 0)


def test_a_deadline_set_with_nbgraders_own_tools_stays(course):
    submit(course, "ada", "2026-05-05 10:00:00 UTC")
    grade(course, SHEET)
    with course.gradebook() as gradebook:
        gradebook.update_or_create_assignment(SHEET, duedate="2026-05-05 09:00:00 UTC")
    settle(course, SHEET)
    assert penalty(course, "ada") == pytest.approx(1.2)
    assert cell(filled(course), "double")

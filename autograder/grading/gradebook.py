"""Write grades into nbgrader's gradebook and read them; only ``revision`` does, too, for other cells."""

import shutil
import sqlite3
import tempfile
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
from contextlib import closing, contextmanager, suppress
from datetime import datetime
from logging import Logger
from pathlib import Path
from typing import Any, NamedTuple

from nbformat import NotebookNode
from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Notebook,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.converters import GenerateAssignment, NbGraderException
from nbgrader.coursedir import CourseDirectory
from sqlalchemy.orm import Query

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course, CourseError
from autograder.course.late import LatePolicy, as_gradebook_time, record
from autograder.course.libraries import compute_checksum, determine_grade
from autograder.intake.platforms.exchange import exchange_time

NO_RESPONSE = "No response."  # nbgrader's comment on an answer cell that was not changed
_ENOUGH_DISK = 2**20  # bytes
_LONGEST_STAMP = 100  # bytes

Points = dict[str, tuple[float, float]]  # earned and possible, by the grade_id of the test


class ByHand(NamedTuple):
    """What a person has set, or must set, in a graded cell.

    Attributes:
        score: the points that a person gave; None if nobody did.
        comment: what a person wrote; None if nobody did.
        waits: whether a person must still look at it.
        automatic: the points of the test; None for an answer.
        maximum: points possible.
    """

    score: float | None
    comment: str | None
    waits: bool
    automatic: float | None = None
    maximum: float = 0.0


def register(course: Course, sheet: str, log: Logger) -> None:
    """Bring the tests and points of a sheet into the gradebook, as they are in its source now.

    Raises:
        CourseError: if the source or the release is missing, the gradebook is damaged, or graded cells were
            added or removed after grading had begun: see ``revision``.
    """
    if not course.source(sheet).is_file():
        raise CourseError(f"There is no {course.source(sheet)}; run `workbook build {sheet}`.")
    read_notebook(course.release(sheet))
    LatePolicy(config=course.config()).check(sheet)  # here, not once per student
    course.check_gradebook()
    with tempfile.TemporaryDirectory() as scratch:
        config = course.config()
        config.CourseDirectory.assignment_id = config.CourseDirectory.notebook_id = sheet
        config.CourseDirectory.release_directory = scratch  # the folder release/ does not change
        coursedir = CourseDirectory(config=config, log=log)
        try:
            GenerateAssignment(coursedir=coursedir, config=config, log=log).start()
        except NbGraderException as error:
            if shutil.disk_usage(course.root).free < _ENOUGH_DISK:
                raise CourseError(
                    "The disk is full. Free some space and grade again; grades that were written are kept."
                ) from error
            raise CourseError(
                f"The cells of {sheet} do not match the gradebook (see grading.log). If they were changed "
                f"after grading began, run `workbook regrade {sheet}`."
            ) from error


def write(  # noqa: PLR0917 (each is one thing)
    gradebook: Gradebook,
    policy: LatePolicy,
    sheet: str,
    student: str,
    notebook: NotebookNode,
    time: datetime | None,
    log: Logger,
    *,
    same: bool = False,
) -> None:
    """Write all automatic points of a graded copy, or none, as nbgrader's own grading does.

    Points that were given by hand stay, but are marked for another look. If a person must look at the
    submission, so is every test that lost points: until somebody has looked, its grade is not final. If the
    submission is the one that was graded before, this holds for the cells whose points have changed since.

    Args:
        gradebook: the points are committed to it.
        policy: the penalties for late submissions.
        sheet: its name.
        student: nbgrader's id.
        notebook: the graded copy, with its outputs.
        time: when it was handed in, in UTC without a time zone; None if that is not known.
        log: for nbgrader's messages about odd outputs.
        same: whether the submission is the one that was graded before.
    """
    gradebook.update_or_create_student(student)
    stamp = {"timestamp": time} if time else {}
    submission = gradebook.update_or_create_submission(sheet, student, **stamp)
    submitted = gradebook.find_submission_notebook(sheet, sheet, student)
    grades = {grade.name: grade for grade in submitted.grades}
    comments = {comment.name: comment for comment in submitted.comments}
    before = {name: (grade.auto_score, grade.needs_manual_grade) for name, grade in grades.items()}
    for cell in notebook.cells:
        if cells.is_graded(cell):
            grade = grades[cells.name(cell)]
            grade.auto_score, _ = determine_grade(cell, log)
            grade.needs_manual_grade = grade.manual_score is not None or grade.auto_score is None
        if cells.is_answer(cell):
            untouched = cells.marks(cell).get("checksum") == compute_checksum(cell)
            comments[cells.name(cell)].auto_comment = NO_RESPONSE if untouched else None
    give_withdrawn(submitted, notebook)
    keep_open(submitted, notebook)
    for name, grade in grades.items():
        points, waits = before[name]
        if same and points == grade.auto_score:
            grade.needs_manual_grade = waits
    gradebook.db.flush()
    gradebook.db.expire(submitted)  # the sum of its points, on which the penalty depends
    record(policy, submission)
    gradebook.db.commit()


def give_withdrawn(submitted: SubmittedNotebook, notebook: NotebookNode) -> None:
    """Give all points of withdrawn cells, unless a person has given other ones since.

    Args:
        submitted: what the gradebook holds of a graded copy; the change is not committed.
        notebook: the graded copy.
    """
    withdrawn = {cells.name(cell) for cell in notebook.cells if cells.is_withdrawn(cell)}
    for grade in submitted.grades:
        if grade.name in withdrawn:
            grade.auto_score = grade.cell.max_score
            grade.needs_manual_grade = grade.manual_score is not None


def keep_open(submitted: SubmittedNotebook, notebook: NotebookNode) -> None:
    """Let every test that lost points wait for a person, if the notes in a graded copy ask for one.

    Args:
        submitted: what the gradebook holds of the copy; the change is not committed.
        notebook: the graded copy.
    """
    tests = cells.tests(notebook) if notebook.metadata.get("workbook", {}).get("look") else {}
    for grade in submitted.grades:
        if grade.name in tests and (grade.auto_score or 0) < cells.points(tests[grade.name]):
            grade.needs_manual_grade = True


def settle(gradebook: Gradebook, sheet: str, student: str) -> None:
    """Note that a person has looked at a submission: the points of its tests are final, unless set by hand.

    Raises:
        MissingEntry: if the gradebook has no grades of this student.
    """
    notebook = gradebook.find_submission_notebook(sheet, sheet, student)
    answers = {cell.name for cell in notebook.notebook.solution_cells}
    for grade in notebook.grades:
        if grade.name not in answers:
            grade.needs_manual_grade = False
    gradebook.db.commit()


def share(gradebook: Gradebook, sheet: str, students: Iterable[str]) -> list[str]:
    """Give points and comments that a person gave a student to others with the same work who wait for them.

    Args:
        gradebook: the points are committed to it.
        sheet: its name.
        students: who have the same work; those without grades are left out.

    Returns:
        The graded cells in which they have different points.
    """
    grades: dict[str, list[Grade]] = defaultdict(list)
    comments: dict[str, list[Comment]] = defaultdict(list)
    for student in students:
        with suppress(MissingEntry):
            notebook = gradebook.find_submission_notebook(sheet, sheet, student)
            for grade in notebook.grades:
                grades[grade.name].append(grade)
            for comment in notebook.comments:
                comments[comment.name].append(comment)
    differing = []
    for name, same in grades.items():
        final = [grade for grade in same if not grade.needs_manual_grade]
        if len({_score(grade) for grade in final}) > 1:
            differing.append(name)
            continue
        for grade in same if final else []:
            if grade.needs_manual_grade and (
                final[0].manual_score is not None or grade.auto_score == final[0].auto_score
            ):
                grade.manual_score, grade.extra_credit = final[0].manual_score, final[0].extra_credit
                grade.needs_manual_grade = False
    for same in comments.values():
        given = {comment.manual_comment for comment in same if comment.manual_comment}
        for comment in same if len(given) == 1 else []:
            comment.manual_comment = comment.manual_comment or next(iter(given))
    gradebook.db.commit()
    return differing


def _score(grade: Grade) -> float:
    points = grade.auto_score if grade.manual_score is None else grade.manual_score
    return (points or 0.0) + (grade.extra_credit or 0.0)


def write_zero(gradebook: Gradebook, sheet: str, student: str) -> None:
    """Give a student zero points in all tests without points; written answers stay ungraded.

    Points of an earlier run stay: this machine failed, not the student, and the next run grades again.
    """
    gradebook.db.rollback()
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(sheet, student)
    notebook = gradebook.find_submission_notebook(sheet, sheet, student)
    answers = {cell.name for cell in notebook.notebook.solution_cells}
    for grade in notebook.grades:
        if grade.name not in answers and grade.auto_score is None:
            grade.auto_score, grade.needs_manual_grade = 0.0, False
    gradebook.db.commit()


def scores(gradebook: Gradebook, release: NotebookNode, sheet: str, student: str) -> tuple[Points, set[str]]:
    """Return the automatic scores by test, and the graded cells that wait for a person.

    Raises:
        MissingEntry: if the gradebook has no complete grades of this student.
    """
    notebook = gradebook.find_submission_notebook(sheet, sheet, student)
    grades = {grade.name: grade for grade in notebook.grades}
    found = {}
    for test in cells.tests(release):
        grade = grades.get(test)
        if grade is None or grade.auto_score is None:
            raise MissingEntry(f"{student} has no score in {test}")
        found[test] = (grade.auto_score, grade.max_score)
    return found, {name for name, grade in grades.items() if grade.needs_manual_grade}


@contextmanager
def scratch(course: Course) -> Iterator[Gradebook]:
    """Yield a copy of the gradebook, to try what writing would do; it is gone afterwards."""
    with tempfile.TemporaryDirectory() as folder, course.gradebook() as book:
        path = Path(folder) / "gradebook.db"
        with (
            closing(sqlite3.connect(course.root / "gradebook.db")) as original,
            closing(sqlite3.connect(path)) as copy,
        ):
            original.backup(copy)
        with Gradebook(f"sqlite:///{path}", book.course_id) as copied:
            yield copied


def rows_of_class(gradebook: Gradebook, sheet: str, kind: type, *columns: Any) -> Query:
    """Return a query: for each ``Grade`` or ``Comment`` of a class, the student, the cell, and some columns.

    Args:
        gradebook: is read only.
        sheet: its name.
        kind: ``Grade`` or ``Comment``.
        columns: of that kind.
    """
    return (
        gradebook.db.query(Student.id, BaseCell.name, *columns)
        .select_from(kind)
        .join(BaseCell, kind.cell)
        .join(SubmittedNotebook, kind.notebook)
        .join(Notebook, SubmittedNotebook.notebook)
        .join(SubmittedAssignment, SubmittedNotebook.assignment)
        .join(Student, SubmittedAssignment.student)
        .filter(Notebook.name == sheet)
    )


def by_hand(
    gradebook: Gradebook, sheet: str, students: Collection[str] | None = None
) -> dict[tuple[str, str], ByHand]:
    """Return what people have set in the graded cells of a class, by student and cell, in two queries.

    Args:
        gradebook: is read only.
        sheet: its name.
        students: whose cells; by default, those of everybody.
    """

    def rows(kind: type, *columns: Any) -> Query:
        found = rows_of_class(gradebook, sheet, kind, *columns)
        return found if students is None else found.filter(Student.id.in_(students))

    comments = {(student, name): text for student, name, text in rows(Comment, Comment.manual_comment)}
    most = {cell.name: cell.max_score for cell in gradebook.find_notebook(sheet, sheet).grade_cells}
    grades = rows(Grade, Grade.manual_score, Grade.needs_manual_grade, Grade.auto_score)
    return {
        (student, name): ByHand(score, comments.get((student, name)), waits, automatic, most.get(name, 0.0))
        for student, name, score, waits, automatic in grades
    }


def write_by_hand(gradebook: Gradebook, sheet: str, student: str, changes: dict[str, ByHand]) -> None:
    """Write what a person has set in some cells of a submission: score, comment, and whether it waits.

    The change is not committed.

    Raises:
        MissingEntry: if the gradebook does not have the submission, or one of the cells.
    """
    for name, change in changes.items():
        grade = gradebook.find_grade(name, sheet, sheet, student)
        grade.manual_score, grade.needs_manual_grade = change.score, change.waits
        with suppress(MissingEntry):  # a test has no comment
            gradebook.find_comment(name, sheet, sheet, student).manual_comment = change.comment


def time_of(stamp: bytes | None) -> datetime | None:
    """Return the time of a submission as nbgrader stores it; None if this is not a time stamp.

    A student may have written it, if the submission was not collected from a platform.
    """
    time = exchange_time(stamp[:_LONGEST_STAMP].decode("utf-8", "replace")) if stamp else None
    return as_gradebook_time(time) if time else None

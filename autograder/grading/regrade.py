"""After a test was corrected: show who gains and who loses points; then, if asked to, write the grades."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course, CourseError
from autograder.engine.verdict import earned, not_run
from autograder.grading.grade import Graded, Judged, Run, grade
from autograder.grading.gradebook import Points, scores
from autograder.intake.repair import receive


class Change(NamedTuple):
    """How the points of one student in one test change.

    Attributes:
        test: its ``grade_id``.
        student: nbgrader's id.
        before: the points so far.
        after: the points now.
        by_hand: whether a person has given other points; these stay, but are marked for another look.
    """

    test: str
    student: str
    before: float
    after: float
    by_hand: bool


@dataclass(frozen=True)
class Preview:
    """The grades that regrading a class would write.

    Attributes:
        sheet: its name.
        before: points earned and possible of each student by test, as in the gradebook.
        after: the same, as regrading would write them.
        changes: where the two differ, in the order of the sheet.
        left_out: the students who could not be judged again and keep their grades, each with the reason.
        new: the students who have handed in since the last grading.
        basis: a digest of everything that the preview was computed from.
    """

    sheet: str
    before: dict[str, Points]
    after: dict[str, Points]
    changes: list[Change]
    left_out: dict[str, str]
    new: list[str]
    basis: str

    @property
    def worth(self) -> dict[str, tuple[float, float]]:
        """Points possible before and after, for the tests where these have changed."""
        before = {test: most for points in self.before.values() for test, (_, most) in points.items()}
        after = {test: most for points in self.after.values() for test, (_, most) in points.items()}
        return {test: (before[test], after[test]) for test in after if before[test] != after[test]}

    def sums(self) -> dict[str, float]:
        """Return how much the sum of points changes, for each student whose tests change."""
        found = dict.fromkeys((change.student for change in self.changes), 0.0)
        for change in self.changes:
            if not change.by_hand:
                found[change.student] += change.after - change.before
        return found


def preview(
    course: Course,
    sheet: str,
    *,
    progress: Callable[[], None] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
) -> Preview:
    """Judge the graded submissions of a sheet with its tests as they are now; write no grades.

    If a test asks what it asked before, the recorded answers are judged and nothing is run.

    Args:
        course: where the submissions are.
        sheet: its name, for example ``02_backprop``.
        progress: called after each student.
        workers: as for ``grade``.
        scheduler: as for ``grade``.
        confine: as for ``grade``.

    Raises:
        CourseError: if nobody is graded, if graded cells were added or removed since, or as in ``grade``.
    """
    handed_in = course.students(sheet)
    with course.only_writer(), course.log() as log:
        run = Run(course, sheet, log, confine=confine)
        received = lambda student: receive(course.submitted(sheet, student))
        with course.gradebook() as book:
            students = [one for one in handed_in if run.is_graded(book, one, received(one))]
        if not students:
            raise CourseError(f"Nobody is graded for {sheet} yet; run `workbook grade {sheet}`.")
        basis = _basis(course, sheet, students)
        source = read_notebook(course.source(sheet))
        with course.gradebook() as gradebook:
            _check_cells(gradebook, source, sheet)
            before = {student: scores(gradebook, source, sheet, student)[0] for student in students}
            by_hand = {
                (student, grade.name)
                for student in students
                for grade in gradebook.find_submission_notebook(sheet, sheet, student).grades
                if grade.manual_score is not None
            }
        worth = {name: cells.points(test) for name, test in cells.tests(source).items()}
        after, left_out = {}, {}
        with run.fan_out(workers, scheduler) as submit:
            for one in run.judge(students, submit):
                if why := _failure(one):
                    log.error("%s of %s cannot be judged again: %s", sheet, one.student, why)
                    left_out[one.student] = why
                else:
                    after[one.student] = _points(one, worth)
                if progress:
                    progress()
    changes = [
        Change(test, student, before[student][test][0], after[student][test][0], (student, test) in by_hand)
        for test in worth
        for student in students
        if student in after and before[student][test][0] != after[student][test][0]
    ]
    new = [student for student in handed_in if student not in students]
    return Preview(sheet, before, after, changes, left_out, new, basis)


def apply(
    course: Course,
    seen: Preview,
    *,
    progress: Callable[[Graded], None] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
) -> list[Graded]:
    """Write the grades of a preview into ``autograded/`` and the gradebook.

    Points that were given by hand stay. They are marked for another look only if the test earns other points.

    Raises:
        CourseError: if the sheet or a submission has changed since the preview (then nothing is written), if
            the written grades are not those of the preview, or as in ``grade``.
    """
    students = [student for student in seen.before if student in seen.after]
    if _basis(course, seen.sheet, list(seen.before)) != seen.basis:
        raise CourseError(
            f"{seen.sheet} or a submission has changed in the meantime; nothing was written. Regrade again."
        )
    with course.gradebook() as gradebook:
        looked_at = {
            (student, one.name): one.auto_score
            for student in students
            for one in gradebook.find_submission_notebook(seen.sheet, seen.sheet, student).grades
            if not one.needs_manual_grade
        }
    options = {"workers": workers, "scheduler": scheduler, "confine": confine}
    graded = grade(course, seen.sheet, students, rejudge=True, progress=progress, **options)
    with course.gradebook() as gradebook:
        pending = _keep_looked_at(gradebook, seen.sheet, students, looked_at)
    if wrong := [one.student for one in graded if one.scores != seen.after[one.student]]:
        raise CourseError(
            f"The grades written for {', '.join(wrong)} are not those of the preview; see grading.log, "
            f"and run `workbook regrade {seen.sheet}` again."
        )
    return [replace(one, needs_manual=one.student in pending) for one in graded]


def _basis(course: Course, sheet: str, students: list[str]) -> str:
    """Return a digest of the tests and of what students handed in."""
    digest = hashlib.sha256()
    for path in (course.source(sheet), course.release(sheet)):
        digest.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    for student in students:
        digest.update(receive(course.submitted(sheet, student)).fingerprint.encode())
    return digest.hexdigest()


def _check_cells(gradebook: Gradebook, source: NotebookNode, sheet: str) -> None:
    """Raise a CourseError if nbgrader would refuse the sheet after the preview was confirmed."""
    known = {cell.name for cell in gradebook.find_notebook(sheet, sheet).source_cells}
    now = {name for name, cell in cells.by_name(source).items() if _is_kept(cell)}
    if different := sorted(known ^ now):
        raise CourseError(
            f"Graded cells of {sheet} were added or removed after grading began ({', '.join(different)}); "
            "restore them, or move gradebook.db away and grade again."
        )


def _is_kept(cell: NotebookNode) -> bool:
    """Tell whether nbgrader keeps a cell in the gradebook."""
    return cells.is_graded(cell) or cells.is_answer(cell) or bool(cells.marks(cell).get("locked"))


def _failure(one: Judged) -> str | None:
    """Return why a submission cannot be judged; a mistake of the student is not a reason."""
    if one.error:
        return f"{type(one.error).__name__}: {one.error}"
    if one.result and not one.result.started:
        return one.result.problem
    return None


def _points(one: Judged, worth: dict[str, float]) -> Points:
    outputs = one.result.outputs if one.result else {}
    nothing = [not_run()]
    return {test: (earned(outputs.get(test, nothing), most)[0], most) for test, most in worth.items()}


def _keep_looked_at(
    gradebook: Gradebook, sheet: str, students: list[str], looked_at: dict[tuple[str, str], float | None]
) -> set[str]:
    """Unmark cells with the points that a person looked at; return students with marked cells left."""
    pending = set()
    for student in students:
        for one in gradebook.find_submission_notebook(sheet, sheet, student).grades:
            if (student, one.name) in looked_at and one.auto_score == looked_at[student, one.name]:
                one.needs_manual_grade = False
            if one.needs_manual_grade:
                pending.add(student)
    gradebook.db.commit()
    return pending

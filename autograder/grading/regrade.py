"""After a sheet was changed: show who gains and who loses points; then, if asked to, write the grades.

What is shown is not computed, it is written: into a copy of the gradebook. Written to the gradebook itself,
all of it is one transaction.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy.exc import OperationalError

from autograder.authoring import sheets
from autograder.course import Course, CourseError, files, late
from autograder.grading import copies, gradebook, locks, revision, together
from autograder.grading.grade import Judged, Run
from autograder.grading.gradebook import ByHand
from autograder.grading.revision import Revision
from autograder.intake.repair import receive

Held = dict[tuple[str, str], ByHand]  # what the gradebook holds, by student and graded cell


class Change(NamedTuple):
    """How the points of one student in one graded cell change.

    Attributes:
        test: its ``grade_id``.
        student: nbgrader's id.
        before: the points so far; 0 if there was no such cell.
        after: the points now; 0 if there is no such cell any more.
        by_hand: whether a person has given other points; these stay, but are marked for another look. Then
            ``before`` and ``after`` are the points of the test.
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
        before: what the gradebook holds of the students below.
        after: the same, as regrading would write it.
        students: those who were judged again.
        revised: how the graded cells differ from those in the gradebook.
        retested: the tests whose code is not what students were graded by.
        withdrawn: the cells that are withdrawn, and were not when students were graded.
        back: the cells that were withdrawn, and are not any more.
        changes: where points differ, in the order of the sheet.
        set_aside: points by hand that do not count any more: they come back with their cells.
        left_out: the students who could not be judged again and keep their grades, each with the reason.
        new: the students who have handed in since the last grading.
        outdated: the students whose graded copy is not of the sheet as it is now.
        basis: a digest of everything that the preview was computed from.
    """

    sheet: str
    before: Held
    after: Held
    students: list[str]
    revised: Revision
    retested: list[str]
    withdrawn: list[str]
    back: list[str]
    changes: list[Change]
    set_aside: dict[tuple[str, str], float]
    left_out: dict[str, str]
    new: list[str]
    outdated: list[str]
    basis: str

    def totals(self) -> dict[str, tuple[float, float]]:
        """Return the sum of all points of each student before and after, without penalties."""
        sums = [Counter({student: 0.0 for student in self.students}) for _ in range(2)]
        for total, held in zip(sums, (self.before, self.after), strict=True):
            for (student, _), cell in held.items():
                total[student] += counts(cell)
        return {student: (sums[0][student], sums[1][student]) for student in self.students}


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
        CourseError: if nobody is graded, if the release is not of the sheet as it is, or as in ``grade``.
    """
    handed_in = course.students(sheet)
    with course.only_writer(), course.log() as log:
        run = Run(course, sheet, log, confine=confine)
        with gradebook.scratch(course) as book:
            students = [one for one in handed_in if _was_graded(course, sheet, run, book, one)]
            if not students:
                raise CourseError(f"Nobody is graded for {sheet} yet; run `workbook grade {sheet}`.")
            basis = _basis(course, sheet, students)
            source = sheets.read_notebook(course.source(sheet))
            _check_release(course, source, sheet)
            found = {one: copies.notes_and_tests(course.autograded(sheet, one))[1] for one in students}
            before = gradebook.by_hand(book, sheet, students)
            aside_before = revision.set_aside(book, sheet)
            left_out: dict[str, str] = {}
            with run.fan_out(workers, scheduler) as submit:
                revised = revision.revise(book, source, sheet)
                for one in run.judge(students, submit):
                    if why := _failure(one):
                        log.error("%s of %s cannot be judged again: %s", sheet, one.student, why)
                        left_out[one.student] = why
                    else:
                        run.record(book, one, run.filled(one), same=True)
                    if progress:
                        progress()
            judged = [one for one in students if one not in left_out]
            _ask_about_the_dropped(book, sheet, before, revised)
            after = gradebook.by_hand(book, sheet, students)
            aside = revision.set_aside(book, sheet)
    now = copies.compared(source.cells)
    was = {name: old for tests in found.values() for name, old in tests.items()}
    return Preview(
        sheet,
        before,
        after,
        judged,
        revised,
        [
            name
            for name, (code, _, _) in now.items()
            if name not in revised.added
            and any(tests.get(name, (code,))[0] != code for tests in found.values())
        ],
        [name for name, one in now.items() if one[2] and not was.get(name, (*one[:2], False))[2]],
        [name for name, one in now.items() if not one[2] and was.get(name, one)[2]],
        list(_changes(before, after, judged, [*now, *revised.dropped], revised)),
        {key: score for key, score in aside.items() if key not in aside_before and score is not None},
        left_out,
        [student for student in handed_in if student not in students],
        [student for student in judged if found[student] != now],
        basis,
    )


def apply(
    course: Course,
    seen: Preview,
    *,
    progress: Callable[[], None] | None = None,
    workers: int | None = None,
    scheduler: str | None = None,
    confine: str = "",
) -> list[str]:
    """Write the grades of a preview into the gradebook, all at once, and then into ``autograded/``.

    Points that were given by hand stay. They are marked for another look only if the cell earns other points,
    or is worth others. If this is killed, the gradebook holds all new grades or all old ones; the graded
    copies follow when it is started again.

    Returns:
        The students in whose grades something waits for a person.

    Raises:
        CourseError: if the sheet or a submission has changed since the preview, if the grades would not be
            those of the preview, or if another program holds the gradebook; then nothing is written. Or as in
            ``grade``.
    """
    sheet, students = seen.sheet, seen.students
    changed = (
        f"{sheet}, a submission or the gradebook has changed in the meantime; nothing was written. "
        "Regrade again."
    )
    with course.only_writer(), course.log() as log:
        locks.until_free(course, log.warning)
        everybody = sorted({student for student, _ in seen.before})
        if _basis(course, sheet, everybody) != seen.basis:
            raise CourseError(changed)
        run = Run(course, sheet, log, confine=confine)
        run.load_hints()
        source = sheets.read_notebook(course.source(sheet))
        with run.fan_out(workers, scheduler) as submit, course.gradebook() as book:
            try:
                with revision.at_once(book):
                    if gradebook.by_hand(book, sheet, everybody) != seen.before:
                        raise CourseError(changed)
                    revised = revision.revise(book, source, sheet)
                    for one in run.judge(students, submit):
                        if _failure(one):
                            raise CourseError(changed)
                        notebook = run.filled(one)
                        run.record(book, one, notebook, same=True)
                        files.write(run.staged(one.student), sheets.write(notebook))
                        if progress:
                            progress()
                    _ask_about_the_dropped(book, sheet, seen.before, revised)
                    if gradebook.by_hand(book, sheet, everybody) != seen.after:
                        raise CourseError(
                            f"The grades of {sheet} are not those that were shown; nothing was written. See "
                            f"grading.log, and run `workbook regrade {sheet}` again."
                        )
            except OperationalError as error:
                raise CourseError(
                    f"{course.root / 'gradebook.db'} is in use; nothing was written."
                ) from error
            for student in students:
                run.staged(student).replace(course.autograded(sheet, student))
                run.explain(book, student)
            gradebook.register(course, sheet, log)
        run.tidy_up(course.students(sheet))
        for note in together.share(course, sheet):
            log.warning(note)
        late.settle(course, sheet)
        with course.gradebook() as book:
            held = gradebook.by_hand(book, sheet, students)
    return sorted({student for (student, _), cell in held.items() if cell.waits})


def counts(cell: ByHand) -> float:
    """Return the points that count: those of a person, else those of the test."""
    return (cell.automatic if cell.score is None else cell.score) or 0.0


def _was_graded(course: Course, sheet: str, run: Run, book: Gradebook, student: str) -> bool:
    try:
        book.find_submission_notebook(sheet, sheet, student)
    except MissingEntry:
        return False
    return run.was_graded(student, receive(course.submitted(sheet, student)))


def _basis(course: Course, sheet: str, students: Iterable[str]) -> str:
    """Return a digest of the tests and of what students handed in."""
    digest = hashlib.sha256()
    for path in (course.source(sheet), course.release(sheet)):
        digest.update(hashlib.sha256(path.read_bytes() if path.is_file() else b"").digest())
    for student in students:
        digest.update(receive(course.submitted(sheet, student)).fingerprint.encode())
    return digest.hexdigest()


def _check_release(course: Course, source: NotebookNode, sheet: str) -> None:
    released = sheets.read_notebook(course.release(sheet))
    strip = lambda nb: {name: one[1:] for name, one in copies.compared(nb.cells).items()}
    if strip(source) != strip(released):
        raise CourseError(
            f"The release of {sheet} is older than the sheet; run `workbook build {sheet}` first."
        )


def _failure(one: Judged) -> str | None:
    """Return why a submission cannot be judged; a mistake of the student is not a reason."""
    if one.error:
        return f"{type(one.error).__name__}: {one.error}"
    if one.result and not one.result.started:
        return one.result.problem
    return None


def _changes(before: Held, after: Held, students: list[str], names: list[str], revised: Revision):
    old_name = {new: old for old, new in revised.renamed.items()}
    nothing = ByHand(None, None, False)
    for name in names:
        for student in students:
            old = before.get((student, old_name.get(name, name)), nothing)
            new = after.get((student, name), nothing)
            if counts(old) != counts(new):
                yield Change(name, student, counts(old), counts(new), False)
            elif new.score is not None and old.automatic != new.automatic:
                yield Change(name, student, old.automatic or 0.0, new.automatic or 0.0, True)


def _ask_about_the_dropped(book: Gradebook, sheet: str, before: Held, revised: Revision) -> None:
    """If points by hand went with a dropped cell, let the tests that came instead wait for a person."""
    given = {key for key, cell in before.items() if cell.score is not None}
    for student in {one for one, name in given if name in revised.dropped}:
        for name in revised.added:
            with suppress(MissingEntry):  # not graded, but given
                book.find_grade(name, sheet, sheet, student).needs_manual_grade = True
    book.db.commit()

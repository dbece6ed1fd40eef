"""Bring marks from the journal into the gradebook, in a thread of its own: nobody waits for it.

It writes as grading does: as the only writer, and through nbgrader. While grading runs, marks wait in the
journal. A mark is not written if the gradebook holds something else than its marker has seen.
"""

import sqlite3
from threading import Event, Thread
from time import monotonic

from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from autograder.course import Course, CourseError
from autograder.grading import gradebook
from autograder.grading.gradebook import ByHand
from autograder.marking.store import Cells, Mark, Store

_A_LOOK = 1.0  # seconds between two looks at what others have written

Held = dict[tuple[str, str], ByHand]  # what the gradebook holds, by student and graded cell


class Book(Thread):
    """Writes pending marks, and knows what the gradebook holds.

    Attributes:
        held: what the gradebook holds of the sheet; replaced as a whole when it changes.
        read: when that was last read in full, by the clock of ``monotonic``.
        trouble: why marks wait, in a sentence for the markers; empty if they do not.
    """

    def __init__(self, course: Course, sheet: str):
        """Read the gradebook.

        Raises:
            CourseError: if the gradebook is missing or damaged, or does not know the sheet.
        """
        super().__init__(name="gradebook", daemon=True)
        self._course, self._sheet = course, sheet
        self._call, self._ended = Event(), False
        self.trouble = ""
        self.read = monotonic()
        with course.gradebook() as book:
            self.held = self._read(book)

    def run(self) -> None:
        store = Store(self._course.journal, self._sheet)
        while True:
            last = self._ended  # even who is ended before the first look has something to write
            try:
                with self._course.gradebook() as book:
                    self._keep_up(store, book)
                    break
            except (CourseError, DBAPIError, sqlite3.Error) as error:
                self.trouble = f"The gradebook cannot be used now; marks are kept and written later. {error}"
            if last:
                break
            self._call.wait(_A_LOOK)
        store.close()

    def call(self) -> None:
        """Say that there is something to write."""
        self._call.set()

    def end(self) -> None:
        """Write what is pending, if the gradebook is free, and stop."""
        self._ended = True
        self._call.set()
        self.join(10)

    def _keep_up(self, store: Store, book: Gradebook) -> None:
        seen = None
        while True:
            ended = self._ended
            if pending := store.pending():
                self._write(store, book, pending)
            # Changes whenever another connection has written, as the Formgrader's.
            version = book.db.execute(text("PRAGMA data_version")).scalar()
            if seen != version:
                start = monotonic()
                seen, self.held = version, self._read(book)
                self.read = start
            book.db.rollback()
            if ended:
                return
            self._call.wait(_A_LOOK)
            self._call.clear()

    def _write(self, store: Store, book: Gradebook, pending: list[tuple[str, str, Mark]]) -> None:
        try:
            with self._course.only_writer():
                students = {student for _, student, _ in pending}
                held, done = gradebook.by_hand(book, self._sheet, students), []
                for queue, student, mark in pending:
                    meets = {
                        name: held.get((student, name), ByHand(None, None, True)) for name in mark.target
                    }
                    expected = (mark.base, mark.target)
                    conflict = not any(agree(meets, one) for one in expected) and not any(
                        agree(meets, one) for one in store.targets(queue, student)
                    )
                    if not conflict:
                        try:
                            gradebook.write_by_hand(book, self._sheet, student, mark.target)
                        except MissingEntry:
                            conflict = True
                    done.append((queue, student, mark.version, conflict))
                book.db.commit()
                # Before anybody hears that the marks are there.
                self.held = self.held | gradebook.by_hand(book, self._sheet, students)
                for queue, student, version, conflict in done:
                    store.settled(queue, student, version, conflict=conflict)
        except CourseError:
            self.trouble = "Grading is running. Marks are kept and are written when it is done."
        else:
            self.trouble = ""

    def _read(self, book: Gradebook) -> Held:
        try:
            return gradebook.by_hand(book, self._sheet)
        except MissingEntry:
            raise CourseError(
                f"{self._sheet} is not graded yet; run `workbook grade {self._sheet}` first."
            ) from None
        finally:
            book.db.rollback()


def agree(one: Cells, other: Cells) -> bool:
    """Tell whether two states of some cells hold the same points and comments of people."""
    return all(
        name in other and (cell.score, cell.comment) == (other[name].score, other[name].comment)
        for name, cell in one.items()
    )

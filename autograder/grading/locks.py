"""Wait while another program holds the gradebook: the formgrader that saves, or a program that copies it."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from time import monotonic
from typing import TypeVar

from nbgrader.api import Gradebook
from sqlalchemy.exc import OperationalError

from autograder.course import Course, CourseError

PATIENCE = 60.0  # seconds
_A_LOOK = 2.0  # seconds, in which SQLite itself tries again

Say = Callable[[str], None]
Answer = TypeVar("Answer")


def until_free(course: Course, say: Say, patience: float = PATIENCE) -> None:
    """Return when the gradebook can be written.

    Args:
        course: whose gradebook; if there is none yet, nobody holds it.
        say: called once with a sentence, if there is something to wait for.
        patience: seconds.

    Raises:
        CourseError: if it is still held after that time.
    """
    path = course.root / "gradebook.db"
    if not path.is_file():
        return
    end, told = monotonic() + patience, False
    while True:
        try:
            address = f"{path.resolve().as_uri()}?mode=rw"
            with closing(sqlite3.connect(address, _A_LOOK, isolation_level=None, uri=True)) as database:
                database.execute("BEGIN IMMEDIATE")
                database.execute("ROLLBACK")
        except sqlite3.Error as error:
            if "locked" not in str(error):
                return  # damaged: whoever opens it says so
        else:
            return
        if monotonic() > end:
            raise CourseError(
                f"{path} is still in use by {holder(path)} after {patience:.0f} s; close it and try again."
            )
        if not told:
            say(_sentence(path, patience))
            told = True


def patiently(
    book: Gradebook, path: Path, act: Callable[[], Answer], say: Say, patience: float = PATIENCE
) -> Answer:
    """Return what an action on the gradebook returns; if another program holds it, wait and do it again.

    Args:
        book: the gradebook; what was begun in it and not committed is taken back before each new try.
        path: its file.
        act: writes and commits, or changes nothing.
        say: called once with a sentence, if there is something to wait for.
        patience: seconds.

    Raises:
        OperationalError: if it is still held after that time.
    """
    end, told = monotonic() + patience, False
    while True:
        try:
            return act()
        except OperationalError as error:
            if "locked" not in str(error.orig) or monotonic() > end:
                raise
            book.db.rollback()
        if not told:
            say(_sentence(path, patience))
            told = True


def holder(path: Path) -> str:
    """Return who holds a lock on a file, as far as this machine tells; completes 'in use by ...'."""
    try:
        inode = path.stat().st_ino
        lines = [line.split() for line in Path("/proc/locks").read_text().splitlines()]
        held = [line for line in lines if line[1] == "POSIX" and line[5].rsplit(":", 1)[1] == str(inode)]
        found = {int(line[4]) for line in held} - {os.getpid()}
        names = [f"{Path(f'/proc/{number}/comm').read_text().strip()} (process {number})" for number in found]
    except (OSError, IndexError, ValueError):  # not on Linux, or gone since
        names = []
    return " and ".join(sorted(names)) or "another program (the formgrader, perhaps)"


def _sentence(path: Path, patience: float) -> str:
    return f"{path.name} is in use by {holder(path)}; waiting for it, at most {patience:.0f} s."

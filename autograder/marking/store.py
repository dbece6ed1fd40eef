"""The journal of marking, ``marking.db``: who marked what, when and why; leases; items that were added.

A mark is in this file, on the disk, before anybody is told that it was saved; ``book`` writes it into the
gradebook. So a killed process loses at most the click that was under way. Two processes may share the file.
"""

import json
import secrets
import sqlite3
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import monotonic, time
from typing import Any, NamedTuple

from autograder.grading.gradebook import ByHand
from autograder.marking.rubric import Item

LEASE = 90.0  # seconds that an answer stays with a browser that says nothing; it speaks up every thirty

_TABLES = """
CREATE TABLE IF NOT EXISTS mark (
    sheet TEXT, queue TEXT, student TEXT, version INTEGER, marker TEXT, at REAL,
    body TEXT, target TEXT, base TEXT, pending INTEGER, conflict INTEGER, PRIMARY KEY (sheet, queue, student)
);
CREATE TABLE IF NOT EXISTS event (
    id INTEGER PRIMARY KEY, batch INTEGER, sheet TEXT, queue TEXT, student TEXT, marker TEXT, at REAL,
    seconds REAL, version INTEGER, before TEXT, after TEXT, undone INTEGER DEFAULT 0
);
CREATE INDEX IF NOT EXISTS batches ON event (sheet, batch);
CREATE INDEX IF NOT EXISTS queues ON event (sheet, queue, student);
CREATE TABLE IF NOT EXISTS item (
    sheet TEXT, queue TEXT, key TEXT, points REAL, text TEXT, marker TEXT, at REAL,
    PRIMARY KEY (sheet, queue, key)
);
CREATE TABLE IF NOT EXISTS lease (
    sheet TEXT, queue TEXT, student TEXT, client TEXT, marker TEXT, since REAL, until REAL,
    PRIMARY KEY (sheet, queue, student)
);
CREATE TABLE IF NOT EXISTS secret (value TEXT);
"""
_MARK = "version, marker, at, body, target, base, pending, conflict"

Cells = dict[str, ByHand]  # what a person sets in the gradebook, by graded cell


@dataclass(frozen=True)
class Mark:
    """The mark of an answer as it is in the journal.

    Attributes:
        version: counts the changes.
        marker: who changed it last.
        at: when, in seconds since 1970.
        body: what was clicked and written; None if the mark was undone.
        target: what the gradebook is to hold.
        base: what the gradebook held when the mark was made.
        pending: whether the gradebook does not hold it yet.
        conflict: whether somebody changed the gradebook in the meantime, so that it was not written.
        seen: when this process first found it so, by the clock of ``monotonic``; 0 if it was so at the start.
    """

    version: int
    marker: str
    at: float
    body: dict[str, Any] | None
    target: Cells = field(default_factory=dict)
    base: Cells = field(default_factory=dict)
    pending: bool = False
    conflict: bool = False
    seen: float = field(default=0.0, compare=False)


class Change(NamedTuple):
    """A mark to be saved.

    Attributes:
        student: whose answer.
        version: of the mark that the marker has seen; 0 if there was none.
        body: what was clicked and written; None to take the mark back.
        target: what the gradebook is to hold; empty if this mark is not for the gradebook.
        base: what it holds now, as the marker has seen it.
    """

    student: str
    version: int
    body: dict[str, Any] | None
    target: Cells
    base: Cells


class Stale(Exception):
    """Somebody else has changed these answers since they were shown; ``students`` says whose."""

    def __init__(self, students: Sequence[str]):
        super().__init__(", ".join(students))
        self.students = list(students)


class Undone(NamedTuple):
    """What was taken back: where, and whose marks."""

    queue: str
    students: list[str]


class Store:
    """The journal of one sheet; each thread needs its own."""

    def __init__(self, path: Path, sheet: str):
        self._sheet = sheet
        self._db = sqlite3.connect(path, timeout=10, isolation_level=None)
        self._db.execute("PRAGMA journal_mode = WAL")
        self._db.executescript(_TABLES)
        self._known: dict[tuple[str, str], Mark] = {}
        self._seen: int | None = None  # None: read again
        self._started = False  # whether marks have been read before
        with self._writing():
            if not self._db.execute("SELECT value FROM secret").fetchone():
                self._db.execute("INSERT INTO secret VALUES (?)", [secrets.token_hex(16)])
        [[self.secret]] = self._db.execute("SELECT value FROM secret")

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def marks(self) -> dict[tuple[str, str], Mark]:
        """Return all marks of the sheet by queue and student; read anew only if something has changed."""
        [[version]] = self._db.execute("PRAGMA data_version")
        if version != self._seen:
            self._seen = version
            rows = self._db.execute(
                f"SELECT queue, student, {_MARK} FROM mark WHERE sheet = ?", [self._sheet]
            )
            before, self._known = self._known, {}
            now = monotonic() if self._started else 0.0
            self._started = True
            for queue, student, *row in rows:
                known = before.get((queue, student))
                same = known and [known.version, known.pending, known.conflict] == [row[0], *row[-2:]]
                self._known[queue, student] = known if same else replace(_mark(row), seen=now)
        return self._known

    def save(
        self, queue: str, changes: Sequence[Change], marker: str, seconds: float = 0.0
    ) -> dict[str, Mark]:
        """Save marks, all or none; return them as they are now.

        Args:
            queue: what is marked, for example the name of the question.
            changes: one for each answer.
            marker: who marks.
            seconds: how long the marker took for all of them.

        Raises:
            Stale: if one of the answers has another version by now.
        """
        with self._writing():
            batch = self._next_batch()
            return self._save(queue, changes, marker, batch, seconds / max(1, len(changes)))

    def undo(self, marker: str) -> Undone | None:
        """Take back what a marker did last, all of it; None if there is nothing left to take back.

        Raises:
            Stale: if somebody has changed one of these marks since.
        """
        with self._writing():
            [[batch]] = self._db.execute(
                "SELECT max(batch) FROM event WHERE sheet = ? AND marker = ? AND NOT undone",
                [self._sheet, marker],
            )
            if batch is None:
                return None
            rows = self._db.execute(
                "SELECT queue, student, version, before FROM event WHERE sheet = ? AND batch = ?",
                [self._sheet, batch],
            ).fetchall()
            queue, changes = rows[0][0], []
            for _, student, version, before in rows:
                known = json.loads(before)
                now = self._one(queue, student)
                base = now.target if now else {}
                changes.append(Change(student, version, known["body"], _cells(known["target"]), base))
            self._save(queue, changes, marker, batch, 0.0, log=False)
            self._db.execute("UPDATE event SET undone = 1 WHERE batch = ?", [batch])
            for change in changes:  # what led there can be taken back next
                self._db.execute(
                    "UPDATE event SET version = ? WHERE id = (SELECT max(id) FROM event "
                    "WHERE sheet = ? AND queue = ? AND student = ? AND NOT undone)",
                    [change.version + 1, self._sheet, queue, change.student],
                )
            return Undone(queue, [change.student for change in changes])

    def pending(self) -> list[tuple[str, str, Mark]]:
        """Return what the gradebook does not hold yet: queue, student and mark, the oldest first."""
        found = [(*key, mark) for key, mark in self.marks().items() if mark.pending]
        return sorted(found, key=lambda one: one[2].at)

    def targets(self, queue: str, student: str) -> list[Cells]:
        """Return all that this journal has ever wanted the gradebook to hold of a mark."""
        rows = self._db.execute(
            "SELECT after FROM event WHERE sheet = ? AND queue = ? AND student = ?",
            [self._sheet, queue, student],
        )
        return [_cells(json.loads(after)["target"]) for (after,) in rows]

    def settled(self, queue: str, student: str, version: int, *, conflict: bool = False) -> None:
        """Note that a mark is in the gradebook, or that it met another one there; not if it is newer."""
        with self._writing():
            self._db.execute(
                "UPDATE mark SET pending = 0, conflict = ? "
                "WHERE sheet = ? AND queue = ? AND student = ? AND version = ?",
                [conflict, self._sheet, queue, student, version],
            )
        self._seen = None

    def lease(self, queue: str, students: Iterable[str], client: str, marker: str) -> list[str]:
        """Reserve answers for a browser for a while; return those that no other browser has.

        What the browser had before is free again, except for these.
        """
        now, students = time(), list(students)
        with self._writing(durable=False):
            taken = self._taken(queue, client, now)
            own = [student for student in students if student not in taken]
            self._db.execute("DELETE FROM lease WHERE sheet = ? AND client = ?", [self._sheet, client])
            self._db.executemany(
                "INSERT OR REPLACE INTO lease VALUES (?, ?, ?, ?, ?, ?, ?)",
                [(self._sheet, queue, student, client, marker, now, now + LEASE) for student in own],
            )
        return own

    def renew(self, client: str) -> None:
        """Keep what is reserved for a browser."""
        with self._writing(durable=False):
            self._db.execute(
                "UPDATE lease SET until = ? WHERE sheet = ? AND client = ?",
                [time() + LEASE, self._sheet, client],
            )

    def free(self, client: str, students: Iterable[str] | None = None) -> None:
        """Give back what is reserved for a browser: some of it, or everything."""
        with self._writing(durable=False):
            if students is None:
                self._db.execute("DELETE FROM lease WHERE sheet = ? AND client = ?", [self._sheet, client])
            else:
                self._db.executemany(
                    "DELETE FROM lease WHERE sheet = ? AND client = ? AND student = ?",
                    [(self._sheet, client, student) for student in students],
                )

    def taken(self, queue: str, client: str) -> dict[str, str]:
        """Return which answers other browsers have open, and who sits there."""
        return self._taken(queue, client, time())

    def since(self, client: str) -> float:
        """Return for how many seconds a browser has had what it has open."""
        [[since]] = self._db.execute(
            "SELECT min(since) FROM lease WHERE sheet = ? AND client = ?", [self._sheet, client]
        )
        return time() - since if since else 0.0

    def items(self, queue: str) -> list[Item]:
        """Return the items that were added to a question, in order."""
        rows = self._db.execute(
            "SELECT key, points, text FROM item WHERE sheet = ? AND queue = ? ORDER BY at",
            [self._sheet, queue],
        )
        return [Item(*row) for row in rows]

    def add_item(self, queue: str, item: Item, marker: str) -> None:
        """Add an item to a question; if it is there already, nothing happens."""
        with self._writing():
            self._db.execute(
                "INSERT OR IGNORE INTO item VALUES (?, ?, ?, ?, ?, ?, ?)",
                [self._sheet, queue, *item, marker, time()],
            )

    def comments(self, queue: str) -> list[tuple[str, int]]:
        """Return the comments on a question, paragraph by paragraph, each with how many answers it was used
        on, the most used first; what was undone is kept, too.
        """
        rows = self._db.execute(
            "SELECT student, after FROM event WHERE sheet = ? AND queue = ?", [self._sheet, queue]
        )
        users: dict[str, set[str]] = {}
        for student, after in rows:
            comment = (json.loads(after)["body"] or {}).get("comment", "")
            for paragraph in filter(None, map(str.strip, comment.split("\n\n"))):
                users.setdefault(paragraph, set()).add(student)
        ranked = [(text, len(students)) for text, students in users.items()]
        return sorted(ranked, key=lambda one: -one[1])

    def pace(self, queue: str, last: int = 60) -> float | None:
        """Return how many seconds an answer to a question takes, by the last ones; None if unknown."""
        rows = self._db.execute(
            "SELECT seconds FROM event WHERE sheet = ? AND queue = ? AND seconds > 0 "
            "ORDER BY id DESC LIMIT ?",
            [self._sheet, queue, last],
        ).fetchall()
        return sum(row[0] for row in rows) / len(rows) if rows else None

    def history(self, queue: str, student: str) -> list[dict[str, Any]]:
        """Return what was done to a mark: who, when, what came of it, and whether it was undone."""
        rows = self._db.execute(
            "SELECT marker, at, after, undone FROM event WHERE sheet = ? AND queue = ? AND student = ? "
            "ORDER BY id",
            [self._sheet, queue, student],
        )
        return [
            {"marker": marker, "at": at, "body": json.loads(after)["body"], "undone": bool(undone)}
            for marker, at, after, undone in rows
        ]

    def _save(self, queue, changes, marker, batch, seconds, *, log=True) -> dict[str, Mark]:
        stale = []
        before = {change.student: self._one(queue, change.student) for change in changes}
        for change in changes:
            known = before[change.student]
            if (known.version if known else 0) != change.version:
                stale.append(change.student)
        if stale:
            raise Stale(stale)
        now, saved, self._seen = time(), {}, None
        for change in changes:
            known = before[change.student]
            # What is not in the gradebook yet is replaced; the gradebook still holds what was there before.
            base = known.base if known and known.pending else change.base
            mark = Mark(
                change.version + 1, marker, now, change.body, change.target, base, bool(change.target)
            )
            self._db.execute(
                "INSERT OR REPLACE INTO mark VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 0)",
                [
                    *(self._sheet, queue, change.student, mark.version, marker, now),
                    *(json.dumps(mark.body), json.dumps(mark.target), json.dumps(mark.base), mark.pending),
                ],
            )
            if log:
                was = {"body": known.body if known else None, "target": change.base}
                after = {"body": mark.body, "target": mark.target}
                self._db.execute(
                    "INSERT INTO event "
                    "(batch, sheet, queue, student, marker, at, seconds, version, before, after) "
                    "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    [
                        *(batch, self._sheet, queue, change.student, marker, now, seconds, mark.version),
                        *(json.dumps(was), json.dumps(after)),
                    ],
                )
            saved[change.student] = mark
        return saved

    def _one(self, queue: str, student: str) -> Mark | None:
        row = self._db.execute(
            f"SELECT {_MARK} FROM mark WHERE sheet = ? AND queue = ? AND student = ?",
            [self._sheet, queue, student],
        ).fetchone()
        return _mark(row) if row else None

    def _taken(self, queue: str, client: str, now: float) -> dict[str, str]:
        rows = self._db.execute(
            "SELECT student, marker FROM lease WHERE sheet = ? AND queue = ? AND client != ? AND until > ?",
            [self._sheet, queue, client, now],
        )
        return dict(rows.fetchall())

    def _next_batch(self) -> int:
        [[last]] = self._db.execute("SELECT max(batch) FROM event")
        return (last or 0) + 1

    @contextmanager
    def _writing(self, *, durable: bool = True):
        """Do all in the block or nothing; what need not survive a power cut does not wait for the disk."""
        self._db.execute(f"PRAGMA synchronous = {'FULL' if durable else 'OFF'}")
        self._db.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._db.execute("ROLLBACK")
            raise
        self._db.execute("COMMIT")


def _mark(row: Sequence[Any]) -> Mark:
    version, marker, at, body, target, base, pending, conflict = row
    return Mark(
        version,
        marker,
        at,
        json.loads(body),
        _cells(json.loads(target)),
        _cells(json.loads(base)),
        bool(pending),
        bool(conflict),
    )


def _cells(raw: dict[str, list]) -> Cells:
    return {name: ByHand(*values) for name, values in raw.items()}

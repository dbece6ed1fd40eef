"""What happens at a marker's desk: which answer comes next, what a click means, what is left to do.

Nothing here knows of HTTP, and nothing is shown that names a student, unless somebody asks.
"""

import difflib
import hmac
from collections import defaultdict
from collections.abc import Iterable, Sequence
from hashlib import sha256
from math import ceil
from time import time
from typing import Any, NamedTuple

from autograder.course import Course, CourseError
from autograder.grading.gradebook import ByHand
from autograder.handback import render
from autograder.marking import alike
from autograder.marking.answers import Answer, Class, Question, Submission, view
from autograder.marking.book import Book, Held
from autograder.marking.rubric import Item, item
from autograder.marking.store import Cells, Change, Mark, Stale, Store

LOOK = "look"  # the queue of what grading was not sure of
SECOND = "second:"  # how the queues of second markers begin
FEWEST, SHARE = 5, 0.1  # answers to a question that a second marker sees, at least; and of a large class
_MOST = 30  # texts that are shown at a time
_OFFERS = 12  # comments that are offered
_FRESH = 2.0  # seconds for which the folders are not looked through again
_LONGEST = 5000  # characters that a marker may write in one place
_LONGEST_PAUSE = 600.0  # seconds; who takes longer was not there


class Refused(Exception):
    """Something that cannot be done; the message says why, to the marker."""


class Marker(NamedTuple):
    """Who marks: a name, and the browser tab in which this name sits."""

    name: str
    client: str


class _State(NamedTuple):
    """How an answer, or a submission at which somebody must look, stands.

    Attributes:
        mark: as it is in the journal, if it is.
        cells: what the gradebook holds or is about to hold.
        done: whether nothing is left to do.
        note: why it is to be done again, if so.
    """

    mark: Mark | None
    cells: Cells
    done: bool
    note: str

    @property
    def version(self) -> str:
        """What changes when anybody changes the mark, here or elsewhere."""
        cells = [(name, *cell[:3]) for name, cell in sorted(self.cells.items())]
        return f"{self.mark.version if self.mark else 0}-{sha256(repr(cells).encode()).hexdigest()[:12]}"


class Desk:
    """All that markers of a sheet can ask for and do."""

    def __init__(self, course: Course, sheet: str):
        """Open a sheet that is graded; call ``close`` at the end.

        Raises:
            CourseError: if it is not graded, has no written questions, or something is damaged.
        """
        self.sheet = sheet
        self._class = Class(course, sheet)
        self._book = Book(course, sheet)
        self._store = Store(course.journal, sheet)
        self._looked = 0.0
        self._submissions: dict[str, Submission] = {}
        self._students: dict[str, Submission] = {}  # those whose grades the gradebook has
        self._unsure: dict[str, list[str]] = {}  # the tests of each student that wait for a person
        self._held: Held = {}
        self._marks: dict[tuple[str, str], Mark] = {}
        self._kept: dict[tuple[str, str], Any] = {}  # what depends on nothing but the submissions
        self._ids: dict[str, str] = {}
        self._refresh()
        if not self._students:
            raise CourseError(f"{sheet} is not graded yet; run `workbook grade {sheet}` first.")
        self._book.start()
        self._book.call()

    def close(self) -> None:
        """Write what is pending, and close the files."""
        self._book.end()
        self._store.close()

    # What is there.

    @property
    def questions(self) -> list[str]:
        """The names of the questions."""
        return list(self._class.questions)

    def overview(self, marker: Marker) -> dict[str, Any]:
        """Return how far the sheet is: of each queue what is done, open, and taken by others, and the time
        left.
        """
        self._refresh()
        queues = []
        for name, question in self._class.questions.items():
            done, total = self._progress(name)
            pace = self._store.pace(name)
            queues.append(
                {
                    **{"queue": name, "title": question.title, "points": question.points},
                    **{"done": done, "total": total, "taken": len(self._store.taken(name, marker.client))},
                    "left": pace * (total - done) if pace else None,
                    "second": self._second_progress(name, marker),
                }
            )
        done, total = self._progress(LOOK)
        look = {"queue": LOOK, "done": done, "total": total}
        pending = len(self._store.pending())
        return {
            "sheet": self.sheet,
            "queues": queues,
            "look": look,
            "trouble": self._book.trouble,
            "pending": pending,
        }

    def question(self, queue: str) -> dict[str, Any]:
        """Return what stays in sight: question, model answer, rubric."""
        question = self._question(queue)
        return {
            "queue": queue,
            "title": question.title,
            "points": question.points,
            "text": render.markdown(question.text),
            "model": render.markdown(question.rubric.model, question.attachments),
            "notes": render.markdown(question.rubric.notes),
            "items": [_shown(one) for one in self._items(question)],
        }

    def offers(self, queue: str) -> list[dict[str, Any]]:
        """Return the comments that were used on a question, the most used first."""
        name = self._question(queue).name
        return [{"text": text, "uses": uses} for text, uses in self._store.comments(name)[:_OFFERS]]

    def listing(self, queue: str) -> list[dict[str, Any]]:
        """Return all answers to a question, with their marks: to find one again."""
        self._refresh()
        question = self._question(queue).name
        found = []
        for student, submission in self._students.items():
            if answer := submission.answers.get(question):
                state = self._state(question, student)
                found.append(
                    {
                        "id": self._id(student),
                        "begin": render.shortened(" ".join(answer.text.split()), 80),
                        "blank": answer.blank,
                        "done": state.done,
                        "points": state.cells[question].score,
                        "marker": state.mark.marker if state.mark else None,
                    }
                )
        return sorted(found, key=lambda one: (not one["done"], one["points"] or 0.0, one["begin"]))

    def name(self, identity: str) -> str:
        """Return whose answer it is: only for who asks."""
        return self._student(identity)

    def work(self, queue: str, identity: str) -> str:
        """Return the code and the figures around an answer, as HTML."""
        if queue == LOOK:
            return self._class.all_work(self._student(identity))
        return self._class.work(self._student(identity), self._question(queue).name)

    def original(self, identity: str) -> str:
        """Return the whole notebook as it was handed in, as HTML."""
        return self._class.original(self._student(identity))

    def history(self, queue: str, identity: str) -> list[dict[str, Any]]:
        """Return who did what to a mark, and when."""
        found = self._store.history(queue, self._student(identity))
        return [
            {
                "marker": one["marker"],
                "at": one["at"],
                "points": (one["body"] or {}).get("points"),
                "reason": (one["body"] or {}).get("reason", ""),
                "undone": one["undone"],
            }
            for one in found
        ]

    # What comes next.

    def next(self, queue: str, marker: Marker, apart: Iterable[str] = (), skip: Iterable[str] = ()) -> dict:
        """Reserve what comes next in a queue, and return what the page shows of it.

        Args:
            queue: a question, a question for second markers, or ``LOOK``.
            marker: who asks; what this browser had open before is free again.
            apart: answers that are shown alone.
            skip: answers that come later.
        """
        self._refresh()
        apart, skip = set(self._known(apart)), set(self._known(skip))
        taken = self._store.taken(queue, marker.client)
        units = [
            [student for student in unit if student not in taken] for unit in self._open(queue, marker, apart)
        ]
        units = [unit for unit in units if unit]
        for unit in [unit for unit in units if skip.isdisjoint(unit)] or units:
            if own := self._store.lease(queue, unit, marker.client, marker.name):
                return self._card(queue, own, marker)
        self._store.free(marker.client)
        return {"queue": queue, "answers": [], "others": sorted(set(taken.values()))}

    def open(self, queue: str, marker: Marker, identities: Sequence[str], *, near: bool = False) -> dict:
        """Reserve certain answers, marked or not, and return what the page shows of them.

        Args:
            queue: as for ``next``.
            marker: who asks.
            identities: of the answers.
            near: also reserve open answers that are near in words to the first one.

        Raises:
            Refused: if another browser has them open.
        """
        self._refresh()
        students = self._known(identities)
        if near and students:
            students += self._near(queue, students)
        own = self._store.lease(queue, students, marker.client, marker.name)
        if not own:
            who = ", ".join(sorted(set(self._store.taken(queue, marker.client).values())))
            raise Refused(f"Open elsewhere just now: {who or 'nobody knows'} has it.")
        return self._card(queue, own, marker)

    def renew(self, marker: Marker) -> None:
        """Keep what a browser has open."""
        self._store.renew(marker.client)

    def leave(self, marker: Marker) -> None:
        """Give back what a browser has open."""
        self._store.free(marker.client)

    # What is done.

    def mark(self, queue: str, marker: Marker, seen: dict[str, str], click: dict[str, Any]) -> int:
        """Save a mark for one or more answers; return for how many.

        Args:
            queue: as for ``next``.
            marker: who marks.
            seen: the versions of the answers that the marker has seen, by identity.
            click: ``items`` (the share of each, by its key), or ``zero``, or ``points`` with a ``reason``;
                and a ``comment``. In the queue ``LOOK``: ``scores`` by test.

        Raises:
            Refused: if the click does not say how many points, or more than there are.
            Stale: if somebody else has changed one of the answers since.
        """
        self._refresh()
        students = dict(zip(self._known(seen), seen.values(), strict=True))
        states = {student: self._state(queue, student) for student in students}
        if stale := [student for student, state in states.items() if state.version != students[student]]:
            raise Stale(stale)
        changes = []
        for student, state in states.items():
            if queue == LOOK:
                body, target = self._looked_at(student, state, click)
            else:
                body = self._body(queue, student, state, click)
                name = self._question(queue).name
                comment = body["comment"] or None
                target = {} if queue.startswith(SECOND) else {name: ByHand(body["points"], comment, False)}
            changes.append(_change(student, state, body, target))
        seconds = min(self._store.since(marker.client), _LONGEST_PAUSE)
        self._store.save(queue, changes, marker.name, seconds)
        self._book.call()
        return len(changes)

    def undo(self, marker: Marker) -> dict[str, Any] | None:
        """Take back what a marker did last; return where, and which answers; None if there is nothing.

        Raises:
            Stale: if somebody has changed one of these marks since.
        """
        undone = self._store.undo(marker.name)
        self._book.call()
        return undone and {"queue": undone.queue, "ids": [self._id(one) for one in undone.students]}

    def add_item(self, queue: str, marker: Marker, points: float, text: str) -> dict[str, Any]:
        """Add an item to a rubric; return it, and how many marks it could be applied to.

        Raises:
            Refused: if it has no text, no points, or more points than the question.
        """
        self._refresh()
        question, text = self._question(queue), plain(text).strip()
        if not text or not 0 < abs(points) <= question.points:
            raise Refused(f"An item needs a text and points, at most {question.points:g}; −0.5 takes away.")
        added = item(points, text)
        self._store.add_item(question.name, added, marker.name)
        return _shown(added) | {"before": len(self._marked(question.name, added))}

    def apply_item(self, queue: str, marker: Marker, key: str, how: str) -> int:
        """Apply a late item to what was marked before; return to how many answers.

        Blank answers, and points that were set with a reason, stay.

        Args:
            queue: the question.
            marker: who decides this.
            key: of the item.
            how: ``give`` it to all of them, or let all of them be looked at ``again``.
        """
        self._refresh()
        question = self._question(queue)
        known = next((one for one in self._items(question) if one.key == key), None)
        if known is None or how not in ("give", "again"):
            raise Refused("There is no such item.")
        changes = []
        for student in self._marked(question.name, known):
            state = self._state(question.name, student)
            body = dict(state.mark.body)
            if how == "give":
                body |= {"items": body["items"] | {key: [1.0, known.points, known.text]}, "zero": False}
                body["points"] = _sum(body["items"], question.points)
            else:
                body["again"] = f"“{known.text}” was added to the rubric."
            cell = state.cells[question.name]
            target = {question.name: ByHand(body["points"], cell.comment, False)}
            changes.append(_change(student, state, body, target))
        if changes:
            self._store.save(question.name, changes, marker.name)
            self._book.call()
        return len(changes)

    def compared(self, queue: str, identities: Iterable[str]) -> str:
        """Return a sentence on what the first marker gave, for a second marker who has just decided."""
        self._refresh()
        question, marks = self._question(queue).name, self._marks
        found = []
        for student in self._known(identities):
            first, second = self._state(question, student).cells[question].score, marks[queue, student].body
            found.append(f"The first marker gave {first or 0:g}, you gave {second['points']:g}.")
        return " ".join(found)

    # How things stand.

    def _refresh(self) -> None:
        """Look at what has changed since: marks, grades, graded copies. Everything public begins with it."""
        self._read = self._book.read  # first: what is held may be newer, not older
        held, found = self._book.held, self._submissions
        self._marks = self._store.marks()
        if time() - self._looked > _FRESH:
            found, self._looked = self._class.submissions(), time()
        if held is self._held and found is self._submissions:
            return
        if found is not self._submissions:
            self._ids = {self._id(student): student for student in found}
        graded = {student for student, _ in held}
        students = {student: one for student, one in found.items() if student in graded}
        if students != self._students:
            self._students, self._kept = students, {}
        self._held, self._submissions, self._unsure = held, found, defaultdict(list)
        for (student, name), cell in held.items():
            if cell.waits and name in self._class.tests:
                self._unsure[student].append(name)

    def _id(self, student: str) -> str:
        return hmac.digest(self._store.secret.encode(), student.encode(), "sha256").hex()[:16]

    def _student(self, identity: str) -> str:
        if identity not in self._ids:
            raise Refused("There is no such answer any more.")
        return self._ids[identity]

    def _known(self, identities: Iterable[str]) -> list[str]:
        return [self._student(identity) for identity in identities]

    def _question(self, queue: str) -> Question:
        name = queue.removeprefix(SECOND)
        if name not in self._class.questions:
            raise Refused(f"There is no question {name!r}.")
        return self._class.questions[name]

    def _items(self, question: Question) -> list[Item]:
        return [*question.rubric.items, *self._store.items(question.name)]

    def _state(self, queue: str, student: str) -> _State:
        mark = self._marks.get((queue, student))
        submission = self._students[student]
        if queue.startswith(SECOND):
            return _State(mark, {}, bool(mark and mark.body), "")
        names = [queue]
        digest = submission.digest
        if queue == LOOK:
            unsure = {*self._unsure.get(student, ()), *(mark.target if mark else ())}
            names = [name for name in self._class.tests if name in unsure]
        elif queue in submission.answers:
            digest = submission.answers[queue].digest
        held = {name: self._cell(student, name) for name in names}
        # Another server may have written a mark since this one last looked at the gradebook.
        unread = mark and not mark.conflict and mark.seen > self._read
        cells = mark.target if mark and (mark.pending or unread) else held
        waits = any(cell.waits for cell in cells.values())
        if mark and mark.conflict:
            return _State(mark, cells, False, "Somebody changed these points in the gradebook meanwhile.")
        if mark and mark.body and mark.body["text"] != digest:
            return _State(mark, cells, False, "The answer has changed since it was marked.")
        if mark and mark.body and mark.body.get("again"):
            return _State(mark, cells, False, mark.body["again"])
        note = "Graded again since it was marked." if waits and mark and mark.body else ""
        return _State(mark, cells, not waits, note)

    def _cell(self, student: str, name: str) -> ByHand:
        return self._held.get((student, name), ByHand(None, None, False))

    def _progress(self, queue: str) -> tuple[int, int]:
        done = [self._state(queue, student).done for student in self._in_queue(queue)]
        return sum(done), len(done)

    def _in_queue(self, queue: str) -> list[str]:
        """Return whose answers are to be marked in a queue, open or done."""
        if queue == LOOK:
            return [one for one in self._students if (LOOK, one) in self._marks or one in self._unsure]
        return [student for student, one in self._students.items() if queue in one.answers]

    def _open(self, queue: str, marker: Marker, apart: set[str]) -> list[list[str]]:
        """Return what is open in a queue, in order; what is to be marked together stands together."""
        if queue == LOOK:
            return [[one] for one in self._in_queue(LOOK) if not self._state(LOOK, one).done]
        if queue.startswith(SECOND):
            return [[one] for one in self._sample(queue, marker) if not self._state(queue, one).done]
        question = self._question(queue).name
        units = []
        for group in self._groups(question):
            left = [one for one in group.members if not self._state(question, one).done]
            together = [one for one in left if one not in apart]
            units += _parts(together, _MOST if group.kind == "nearly identical" else len(together))
            units += [[one] for one in left if one in apart]
        return units

    def _groups(self, question: str) -> list[alike.Group]:
        """Return blank answers first, then the others in groups."""
        if ("groups", question) not in self._kept:
            everybody = [(student, one.answers.get(question)) for student, one in self._students.items()]
            blank = tuple(student for student, answer in everybody if answer and answer.blank)
            texts = {one: _compared(answer) for one, answer in everybody if answer and not answer.blank}
            first = [alike.Group(blank, "empty", -1)] if blank else []
            self._kept["groups", question] = [*first, *alike.arrange(texts)]
        return self._kept["groups", question]

    def _near(self, queue: str, students: list[str]) -> list[str]:
        """Return open answers that are near in words to the first of some."""
        groups = self._groups(self._question(queue).name)
        cluster = next((group.cluster for group in groups if students[0] in group.members), None)
        found = [one for group in groups if group.cluster == cluster for one in group.members]
        left = [one for one in found if one not in students and not self._state(queue, one).done]
        return left[: max(0, _MOST - len(students))]

    def _sample(self, queue: str, marker: Marker) -> list[str]:
        """Return which answers of the sample others have marked, and this marker can mark, too."""
        question, found = self._question(queue).name, []
        for student in self._drawn(question):
            first, second = self._marks.get((question, student)), self._marks.get((queue, student))
            if not first or not first.body or first.marker == marker.name:
                continue
            if second and second.body and second.marker != marker.name:
                continue
            if self._state(question, student).done:
                found.append(student)
        return found

    def _drawn(self, question: str) -> list[str]:
        """Return whose answers to a question are in the sample; the lot decides, always the same."""
        if ("sample", question) not in self._kept:
            everybody = [(student, one.answers.get(question)) for student, one in self._students.items()]
            written = [student for student, answer in everybody if answer and not answer.blank]
            lot = lambda one: hmac.digest(self._store.secret.encode(), f"{question} {one}".encode(), "sha256")
            size = max(FEWEST, ceil(SHARE * len(written)))
            self._kept["sample", question] = sorted(written, key=lot)[:size]
        return self._kept["sample", question]

    def _second_progress(self, question: str, marker: Marker) -> dict[str, int]:
        queue = SECOND + question
        sample = self._sample(queue, marker)
        return {"done": sum(self._state(queue, one).done for one in sample), "total": len(sample)}

    # What the page shows.

    def _card(self, queue: str, students: list[str], marker: Marker) -> dict[str, Any]:
        if queue == LOOK:
            return {"queue": queue, "answers": [self._look(student) for student in students[:1]]}
        question, submissions, purse = self._question(queue).name, self._students, view()
        answers: dict[str, dict[str, Any]] = {}
        first = submissions[students[0]].answers[question]
        for student in students:
            answer, state = submissions[student].answers[question], self._state(queue, student)
            text = "" if answer.blank else alike.normalized(_compared(answer))
            if text not in answers:
                html = "" if answer.blank else self._class.html_of(student, question, purse)
                answers[text] = {"html": html, "blank": answer.blank, "copies": []}
                answers[text]["differs"] = _difference(first, answer) if answer is not first else []
            notes = [
                one["what"]
                for one in submissions[student].look
                if one["where"] == question and not state.done
            ]
            answers[text]["copies"].append(
                {
                    "id": self._id(student),
                    "version": state.version,
                    "notes": [*filter(None, [state.note]), *notes],
                }
            )
        state = self._state(queue, students[0])
        near = [] if queue.startswith(SECOND) else self._near(queue, students)
        return {
            "queue": queue,
            "answers": list(answers.values()),
            "mark": self._shown_mark(queue, state),
            "near": len(near),
        }

    def _shown_mark(self, queue: str, state: _State) -> dict[str, Any] | None:
        """Return what the page shows of a mark that was given: here, or in the Formgrader."""
        mark = state.mark
        cell = state.cells.get(queue, ByHand(None, None, True))
        body = mark.body if mark else None
        held_elsewhere = not queue.startswith(SECOND) and cell.score is not None
        if body and (not held_elsewhere or (body["points"], body["comment"] or None) == cell[:2]):
            former = [
                {"key": key, "points": points, "html": render.inline(text)}
                for key, (_, points, text) in body["items"].items()
                if key not in {one.key for one in self._items(self._question(queue))}
            ]
            items = {key: share for key, (share, _, _) in body["items"].items()}
            return body | {"items": items, "former": former, "marker": mark.marker, "at": mark.at}
        if not held_elsewhere:
            return None
        return {
            **{"items": {}, "former": [], "points": cell.score, "override": True, "zero": False},
            **{"reason": "Set in the Formgrader.", "comment": cell.comment or "", "marker": None, "at": None},
        }

    def _look(self, student: str) -> dict[str, Any]:
        state, submission = self._state(LOOK, student), self._students[student]
        tests = [
            {
                "name": name,
                "claim": self._class.tests[name],
                "score": cell.score if cell.score is not None else self._cell(student, name).automatic,
                "most": self._cell(student, name).maximum,
            }
            for name, cell in state.cells.items()
        ]
        copy = {"id": self._id(student), "version": state.version, "notes": [*filter(None, [state.note])]}
        return {"look": submission.look, "tests": tests, "copies": [copy], "html": "", "differs": []}

    # What a click means.

    def _body(self, queue: str, student: str, state: _State, click: dict[str, Any]) -> dict[str, Any]:
        question = self._question(queue)
        former = (state.mark.body or {}).get("items", {}) if state.mark else {}
        known = {key: (points, text) for key, (_, points, text) in former.items()}
        known |= {one.key: (one.points, one.text) for one in self._items(question)}
        clicked = click.get("items") or {}
        if not set(clicked) <= set(known) or not set(clicked.values()) <= {0.5, 1.0}:
            raise Refused("The rubric has changed; load the page again.")
        items = {key: [share, *known[key]] for key, share in clicked.items()}
        reason, override = plain(click.get("reason", "")).strip(), click.get("points") is not None
        if not items and not override and not click.get("zero"):
            raise Refused("Click an item, or say 0.")
        points = float(click["points"]) if override else _sum(items, question.points)
        if not 0 <= points <= question.points:
            raise Refused(f"Give 0 to {question.points:g} points.")
        if override and not reason:
            raise Refused("Points other than those of the rubric need a reason.")
        return {
            "items": items,
            "points": points,
            "override": override,
            "zero": bool(click.get("zero")) and not items,
            "reason": reason if override else "",
            "comment": plain(click.get("comment", "")).strip(),
            "text": self._students[student].answers[question.name].digest,
        }

    def _looked_at(self, student: str, state: _State, click: dict[str, Any]) -> tuple[dict[str, Any], Cells]:
        target, scores = {}, click.get("scores") or {}
        for name, cell in state.cells.items():
            score, most = cell.score, self._cell(student, name).maximum
            if scores.get(name) is not None:
                score = float(scores[name])
                if not 0 <= score <= most:
                    raise Refused(f"Give 0 to {most:g} points.")
                if cell.score is None and score == self._cell(student, name).automatic:
                    score = None  # as the test says
            target[name] = ByHand(score, cell.comment, False)
        return {"text": self._students[student].digest}, target

    def _marked(self, question: str, added: Item) -> list[str]:
        """Return the answers that were marked by the rubric before an item was there."""
        found = []
        for (queue, student), mark in self._marks.items():
            if queue != question or student not in self._students or not mark.body:
                continue
            answer = self._students[student].answers.get(question)
            by_rubric = not mark.body["override"] and added.key not in mark.body["items"]
            if answer and not answer.blank and by_rubric and self._state(question, student).done:
                found.append(student)
        return found


def _change(student: str, state: _State, body: dict[str, Any], target: Cells) -> Change:
    base = state.cells if target else {}
    return Change(student, state.mark.version if state.mark else 0, body, target, base)


def _sum(items: dict[str, Sequence], most: float) -> float:
    return min(most, max(0.0, sum(share * points for share, points, _ in items.values())))


def _shown(one: Item) -> dict[str, Any]:
    return {"key": one.key, "points": one.points, "html": render.inline(one.text)}


def _compared(answer: Answer) -> str:
    """Return what is compared of an answer; pictures are the same or not."""
    return f"{answer.text}\n{answer.pictures}" if answer.pictures else answer.text


def plain(value: object) -> str:
    """Return what a marker wrote, as text that every file can hold, and not too much of it."""
    return str(value).encode("utf-8", "replace").decode()[:_LONGEST]


def _parts(students: list[str], size: int) -> list[list[str]]:
    return [students[begin : begin + size] for begin in range(0, len(students), max(1, size))]


def _difference(one: Answer, other: Answer) -> list[tuple[str, str]]:
    """Return which words a text leaves out (``-``) and adds (``+``), if it is short and nearly the same."""
    words, others = one.text.split()[:400], other.text.split()[:400]
    matcher = difflib.SequenceMatcher(None, words, others, autojunk=False)
    if matcher.ratio() < 0.8:
        return []
    found = []
    for kind, begin, end, start, stop in matcher.get_opcodes():
        if kind != "equal":
            found += [("-", " ".join(words[begin:end])), ("+", " ".join(others[start:stop]))]
    return [(sign, render.shortened(text, 200)) for sign, text in found if text][:12]

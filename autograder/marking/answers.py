"""What markers see: the questions of a sheet, the answers of a class, and the work around an answer.

Whatever a student wrote is shown through ``handback.render``, as on the feedback page.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.authoring.sheets import read_notebook
from autograder.course import Course, CourseError, pages
from autograder.course.libraries import rejoin_lines
from autograder.grading.copies import handed_in
from autograder.handback import original, render
from autograder.intake import beside
from autograder.intake.pictures import Album
from autograder.intake.repair import Unreadable
from autograder.marking import alike
from autograder.marking.rubric import Rubric, parse

_SQUARES = render.SQUARES // 10  # what one view may cost: half a second for the worst of texts
_TASK = re.compile(r"^## (.+?)(?: · \d+ points?)?$", re.MULTILINE)


@dataclass(frozen=True)
class Question:
    """A question that people mark.

    Attributes:
        name: the ``grade_id`` of its answer cell.
        title: the heading of its task.
        points: what it is worth.
        text: the question, in Markdown.
        rubric: model answer and items.
        attachments: pictures of the model answer.
        starter: what the answer cell holds in the release.
    """

    name: str
    title: str
    points: float
    text: str
    rubric: Rubric
    attachments: dict[str, Any]
    starter: str


class Answer(NamedTuple):
    """What a student wrote to a question.

    Attributes:
        text: the source of the cell.
        pictures: a digest of its pictures; empty if it has none.
        digest: of the text and its pictures.
        plain: whether the text is all there is to show: no code, no pictures.
        blank: whether there is nothing to mark.
    """

    text: str
    pictures: str
    digest: str
    plain: bool
    blank: bool


class Submission(NamedTuple):
    """What is known about a graded copy.

    Attributes:
        answers: by question.
        look: the notes for a person: ``where`` and ``what``.
        digest: of what was handed in.
        stamp: of the file; another one means another copy.
    """

    answers: dict[str, Answer]
    look: list[dict[str, str]]
    digest: str
    stamp: tuple[int, int]


class Class:
    """The submissions of a class for one sheet, as they are now.

    Attributes:
        questions: by name, in the order of the sheet.
        tests: the claim of each test, by name.
    """

    def __init__(self, course: Course, sheet: str):
        """Read the sheet.

        Raises:
            CourseError: if its source or its release is missing, or nobody marks anything in it.
        """
        self._course, self._sheet = course, sheet
        source, release = read_notebook(course.source(sheet)), read_notebook(course.release(sheet))
        starters = {cells.name(cell): cell.source for cell in release.cells if cells.is_answer(cell)}
        self.questions = {one.name: one for one in _questions(source, starters)}
        self.tests = {name: cells.claim(cell.source) or name for name, cell in cells.tests(source).items()}
        self._submissions: dict[str, Submission] = {}
        if not self.questions:
            raise CourseError(f"{sheet} has no written questions; there is nothing to mark.")

    def submissions(self) -> dict[str, Submission]:
        """Return everybody's graded copy by student; only new ones are read."""
        found = {}
        for student in self._course.students(self._sheet):
            path = self._course.autograded(self._sheet, student)
            try:
                status = path.stat()
            except OSError:
                continue
            stamp, known = (status.st_mtime_ns, status.st_size), self._submissions.get(student)
            if known is None or known.stamp != stamp:
                known = self._submission(path, stamp)
            if known:
                found[student] = known
        self._submissions = found
        return found

    def html_of(self, student: str, question: str, purse: render.Purse) -> str:
        """Return an answer as HTML: its text with pictures, or its code."""
        answer = self._submissions[student].answers[question]
        if answer.plain:
            parts = [{"text": render.markdown(answer.text, purse=purse)}]
        else:
            copy = self._copy(student)
            parts = [_part(cell, purse) for cell in copy.cells if cells.name(cell) == question]
        return pages.fragment("workbook_mark/work.html.j2", parts=parts, named=False)

    def work(self, student: str, question: str) -> str:
        """Return what else a student has in the task of a question: code, figures, notes."""
        copy, purse = self._copy(student), view()
        parts = [
            _part(cell, purse)
            for cell in _around(copy, question)
            if _is_work(cell, copy) and cells.name(cell) != question
        ]
        return pages.fragment("workbook_mark/work.html.j2", parts=parts, named=True)

    def all_work(self, student: str) -> str:
        """Return everything that a student did: what a person looks at whose points are not final."""
        copy, purse = self._copy(student), render.Purse()
        parts = [_part(cell, purse) for cell in copy.cells if _is_work(cell, copy)]
        return pages.fragment("workbook_mark/work.html.j2", parts=parts, named=True)

    def original(self, student: str) -> str:
        """Return the notebook as it was handed in."""
        try:
            path = self._course.submitted(self._sheet, student)
            found = original.parts_of(path, render.Purse(), Album(beside.read(path).files))
            parts = [part | {"handed_in": part.get("outputs", []), "outputs": []} for part in found]
        except Unreadable as reason:
            return pages.fragment("workbook_mark/work.html.j2", problem=f"The file {reason}", parts=[])
        return pages.fragment("workbook_mark/work.html.j2", parts=parts, named=True)

    def _copy(self, student: str) -> NotebookNode:
        return _read(self._course.autograded(self._sheet, student))

    def _submission(self, path: Path, stamp: tuple[int, int]) -> Submission | None:
        try:
            copy = _read(path)
            known = copy.metadata.workbook
        except (OSError, ValueError, AttributeError):
            return None  # not a graded copy, or half of one
        if not known.get("graded"):
            return None
        answers = {}
        for cell in copy.cells:
            if question := self.questions.get(cells.name(cell)):
                pictures = cell.get("attachments")
                seen = _digest(pictures) if pictures else ""
                blank = not pictures and alike.is_blank(cell.source, {alike.normalized(question.starter)})
                plain = cell.cell_type == "markdown" and not pictures
                digest = _digest([cell.source, seen])
                answers[question.name] = Answer(cell.source, seen, digest, plain, blank)
        return Submission(answers, list(known.get("look", [])), str(known.get("fingerprint", "")), stamp)


def view() -> render.Purse:
    """Return a purse for what is shown at a time."""
    return render.Purse(_SQUARES)


def _questions(source: NotebookNode, starters: dict[str, str]) -> Iterator[Question]:
    title = ""
    for place, cell in enumerate(source.cells):
        if cell.cell_type == "markdown" and not cells.is_answer(cell):
            title = [title, *_TASK.findall(cell.source)][-1]
        if not cells.is_written(cell) or cells.is_withdrawn(cell):
            continue
        begin = place
        while begin and _is_text(source.cells[begin - 1]):
            begin -= 1
        text = "\n\n".join(one.source for one in source.cells[begin:place])
        name = cells.name(cell)
        attachments = cell.get("attachments", {})
        yield Question(
            name,
            title or name,
            cells.points(cell),
            text,
            parse(cell.source),
            attachments,
            starters.get(name, ""),
        )


def _read(path: Path) -> NotebookNode:
    """Read a graded copy, which is ours; to validate it would take most of the time."""
    return rejoin_lines(nbformat.from_dict(json.loads(path.read_text(encoding="utf-8"))))


def _digest(value: Any) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()[:16]


def _is_text(cell: NotebookNode) -> bool:
    return cell.cell_type == "markdown" and not cells.is_answer(cell)


def _around(copy: NotebookNode, question: str) -> list[NotebookNode]:
    """Return the cells of the task in which a question stands."""
    task: list[NotebookNode] = []
    for cell in copy.cells:
        if _is_text(cell) and cell.metadata.get("nbgrader") is None and _TASK.search(cell.source):
            if any(cells.name(one) == question for one in task):
                break
            task = []
        task.append(cell)
    return task


def _is_work(cell: NotebookNode, copy: NotebookNode) -> bool:
    """Tell whether a student wrote a cell, or it shows what the student's code does; tests are elsewhere."""
    if cell.id in copy.metadata.workbook.get("own", []) or cells.is_answer(cell):
        return True
    return cell.cell_type == "code" and not cells.is_graded(cell) and bool(cell.outputs)


def _part(cell: NotebookNode, purse: render.Purse) -> dict[str, Any]:
    """Return what the page shows of a cell."""
    part: dict[str, Any] = {"name": cells.name(cell) or cell.id}
    if cell.cell_type != "code":
        return part | {"text": render.markdown(cell.source, cell.get("attachments"), purse)}
    number = handed_in(cell)
    return part | {
        "code": render.code(cell.source, purse),
        "handed_in": render.outputs(cell.outputs[:number]),
        "outputs": render.outputs(cell.outputs[number:]),
    }

"""Rebuild what a student handed in, whatever it is, on the released sheet."""

import ast
import contextlib
import copy
import hashlib
import json
import os
import re
import stat
from collections import defaultdict
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from autograder.authoring import cells as kinds
from autograder.course.names import printable
from autograder.intake.harmless import HandedIn, clean_text, image_data, neutralize

LARGEST = 20 * 2**20  # bytes; a sheet with all its figures has less than two million
MOST_CELLS = 2000  # a sheet has about a hundred
# Brackets and commas: JSON of nothing else takes 24 times its size in memory, so this many take 200 MB. A
# sheet with all its figures has some thousand.
MOST_PARTS = 3_000_000
# Characters of an edited setup cell whose imports are looked for; the longest in a sheet has 1875. Python's
# parser takes the square of a long dotted name: 65,000 characters take a gigabyte, so many take 20 MB.
LONGEST_SETUP = 8000

_ATTACHMENT = re.compile(r"attachment\\?:([^)\s\"'>]*)")
_MARKS = ("grade", "grade_id", "locked", "points", "solution", "task")


class Unreadable(Exception):
    """A file that is not a notebook; the message completes the sentence '<file name> ...'."""


@dataclass(frozen=True)
class Submission:
    """A submission that can be executed.

    Attributes:
        notebook: the released sheet with the student's answers and extra cells. Its metadata has an entry
            ``workbook`` with what is known about it: ``repairs`` and ``problem`` as here, ``own`` (ids of the
            cells that hold the student's code or text beside the answers), ``untouched`` (ids of the
            answer cells that are still as released), ``outputs`` (how many of those handed in are kept)
            and ``fingerprint`` (see ``Received``).
        repairs: one sentence for the student per repair.
        problem: why the file could not be read at all, else None. If there is a problem, ``notebook`` is the
            untouched release.
    """

    notebook: NotebookNode
    repairs: list[str]
    problem: str | None


@dataclass(frozen=True)
class Received:
    """A file as it was handed in.

    Attributes:
        name: of the file.
        data: what is in it; empty if it cannot be read.
        problem: why it cannot be read; completes the sentence '<file name> ...'. Else None.
        stamp: what is in the ``timestamp.txt`` beside it; None if no such file can be read.
    """

    name: str
    data: bytes
    problem: str | None
    stamp: bytes | None

    @property
    def fingerprint(self) -> str:
        """A digest of the file and its time stamp, which shows whether a submission has changed."""
        digest = hashlib.sha256(self.problem.encode() if self.problem else self.data)
        if self.stamp is not None:
            digest.update(b"\0" + self.stamp)
        return digest.hexdigest()


def receive(path: Path) -> Received:
    """Read a submission and its time stamp; never raises, whatever is there."""
    data, problem, stamp = b"", None, None
    try:
        data = _read_bytes(path)
    except Unreadable as reason:
        problem = str(reason)
    with contextlib.suppress(Unreadable):
        stamp = _read_bytes(path.with_name("timestamp.txt"))
    return Received(path.name, data, problem, stamp)


def read(path: Path, release: NotebookNode) -> Submission:
    """Receive a submission and rebuild it on the released sheet."""
    return rebuild(receive(path), release)


def rebuild(received: Received, release: NotebookNode) -> Submission:
    """Rebuild a submission on the released sheet; never raises, whatever is in the file."""
    try:
        if received.problem:
            raise Unreadable(received.problem)
        submission = repair(parse_cells(received.data), release)
    except Unreadable as reason:
        problem = f"{received.name} {reason} Hand in the notebook as JupyterLab saves it, under this name."
        notebook = repair([], release).notebook
        notebook.metadata.workbook.update(repairs=[], problem=problem)
        submission = Submission(notebook, [], problem)
    submission.notebook.metadata.workbook.fingerprint = received.fingerprint
    return submission


def load_cells(path: Path) -> list[Any]:
    """Return the cells of a notebook file as they are in its JSON, unchecked.

    Raises:
        Unreadable: if the file is not a notebook of format 4.
    """
    return parse_cells(_read_bytes(path))


def parse_cells(data: bytes) -> list[Any]:
    """Return the cells of a notebook from the bytes of its file; raises as ``load_cells`` does."""
    if not data.strip():
        raise Unreadable("is empty.")
    if sum(map(data.count, (b"{", b"[", b","))) > MOST_PARTS:
        raise Unreadable("has too many parts to be a notebook.")
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Unreadable("is not a text file in UTF-8.") from None
    try:
        content = json.loads(text)
    except RecursionError:
        raise Unreadable("is nested too deeply to be a notebook.") from None
    except ValueError:
        text = text.strip()
        broken_off = text.startswith("{") and not text.endswith("}")
        raise Unreadable("is incomplete: its end is missing." if broken_off else "is not JSON.") from None
    if not isinstance(content, dict) or "nbformat" not in content:
        raise Unreadable("is JSON, but not a notebook.")
    if content["nbformat"] != 4:
        raise Unreadable("has a notebook format other than 4.")
    if not isinstance(content.get("cells"), list):
        raise Unreadable("is a notebook without a list of cells.")
    if len(content["cells"]) > MOST_CELLS:
        raise Unreadable(f"has {len(content['cells'])} cells; the limit is {MOST_CELLS}.")
    return content["cells"]


def repair(cells: list[Any], release: NotebookNode) -> Submission:
    """Rebuild a submission on the released sheet.

    The result has all cells of the release, in its order, with its types, ids and metadata. Answers come from
    the submission; so do edits of given cells, except of cells that are locked or tagged ``setup``. The
    student's extra cells follow the same cell as before.

    Code cells that are not tests have the outputs that were handed in, made harmless, and their number in
    ``metadata.workbook.handed_in``. Tests have none: nbgrader reads points from them.

    Args:
        cells: the submission's cells as found in its JSON.
        release: the released sheet.
    """
    handed = [cell for raw in cells if (cell := _handed_in(raw))]
    slots = _match(handed, release.cells)
    workbench = _Workbench(release, handed, slots)
    if not slots:
        workbench.say("The notebook has no cell of this sheet. Did you hand in the right file?")
    if len(handed) < len(cells):
        workbench.say("Some entries of the notebook were not cells; they were left out.")
    notebook = workbench.build()
    notebook.metadata.workbook = NotebookNode(
        repairs=workbench.sentences,
        problem=None,
        own=workbench.own,
        untouched=workbench.untouched,
        outputs=workbench.outputs,
    )
    return Submission(notebook, workbench.sentences, None)


def showable(raw: Any) -> NotebookNode | None:
    """Return a cell found in a submission's JSON, made harmless to look at; None if it is not a cell.

    It has no outputs. ``metadata.name`` is its ``grade_id``, else its id.
    """
    found = _handed_in(raw)
    if found is None:
        return None
    cell = _new_cell(found, "cell")
    cell.metadata.name = clean_text(found.grade_id or found.id or "")
    return cell


@dataclass
class _Cell:
    """A cell as it was handed in, made safe to handle."""

    kind: str
    source: str
    readable: bool
    attachments: dict
    id: str | None
    marks: dict = field(default_factory=dict)
    outputs: Any = None  # whatever stands in the JSON

    @property
    def grade_id(self) -> str | None:
        return self.marks.get("grade_id") if isinstance(self.marks.get("grade_id"), str) else None


class _Workbench:
    """The release while a submission is put into it, and the sentences about the repairs."""

    def __init__(self, release: NotebookNode, handed: list[_Cell], slots: dict[int, list[int]]):
        self.release = release
        self.handed = handed
        self.slots = slots
        self.chosen = {slot: _choose(release.cells[slot], handed, found) for slot, found in slots.items()}
        self.sentences: list[str] = []
        self.own: list[str] = []
        self.untouched: list[str] = []
        self.outputs = 0
        self._handed_in = HandedIn()
        taken = {cell.id for cell in release.cells}
        self._names = (name for number in count(1) if (name := f"own-{number}") not in taken)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def build(self) -> NotebookNode:
        """Return the notebook; the sentences, the student's own cells and the untouched answers are noted."""
        order = [index for _, index in sorted(self.chosen.items())]
        if order != sorted(order):
            self.say("The cells were in another order; they were put back into the released order.")
        extras = self._extras()
        lost = []
        notebook = NotebookNode(
            nbformat=self.release.nbformat,
            nbformat_minor=self.release.nbformat_minor,
            metadata=copy.deepcopy(self.release.metadata),
            cells=[],
        )
        waiting = extras.pop(-1, [])
        for slot, released in enumerate(self.release.cells):
            # Extra cells go after restored ones: an answer that lost its marks must not be undone by a stub.
            if slot in self.chosen:
                notebook.cells += waiting
                waiting = []
            elif not kinds.is_answer(released) and not _is_locked(released):
                lost.append(released.id)
            notebook.cells += self._fill(slot, copy.deepcopy(released))
            waiting += extras.pop(slot, [])
        notebook.cells += waiting
        if lost and self.chosen:
            self.say(f"Some cells of the sheet were missing; they were put back: {', '.join(lost)}.")
        return notebook

    def _fill(self, slot: int, cell: NotebookNode) -> list[NotebookNode]:
        """Return the released cell with the student's text in it, and the cells that have to follow it."""
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        found = self.handed[self.chosen[slot]] if slot in self.chosen else None
        if found and not kinds.is_test(cell):
            self._show(cell, found)
        if kinds.is_answer(cell):
            self._answer(cell, found)
            return [cell]
        if _is_locked(cell):
            return [cell, *self._restore(cell, found)]
        if found and found.kind == cell.cell_type and found.source and not _same(found.source, cell.source):
            self.own.append(cell.id)
            _write(cell, found)
        return [cell]

    def _answer(self, cell: NotebookNode, found: _Cell | None) -> None:
        name = kinds.name(cell)
        if found is None:
            self._say_if_any(f"The answer cell {name} was missing; it counts as not attempted.")
        elif not found.readable:
            self.say(f"The content of the answer cell {name} could not be read; it counts as not attempted.")
        else:
            self._note_tampering(cell, found, f"The answer cell {name}")
            if not _same(found.source, cell.source):
                _write(cell, found)
                return
        self.untouched.append(cell.id)

    def _restore(self, cell: NotebookNode, found: _Cell | None) -> list[NotebookNode]:
        """Leave a locked cell as released; return a cell with the imports that the student added to it."""
        graded = kinds.is_graded(cell)
        name = f"The {'test' if graded else 'locked'} cell {cell.id}"
        if kinds.is_setup(cell):
            name = f"The setup cell {cell.id}"
        if found is None:
            self._say_if_any(f"{name} was missing; the released cell was used.")
            return []
        self._note_tampering(cell, found, name)
        if _same(found.source, cell.source):
            return []
        if graded or found.kind != "code":
            imports, kept = "", ""
        elif len(found.source) > LONGEST_SETUP:
            imports = ""
            kept = f" It is longer than {LONGEST_SETUP} characters, so its imports were not kept."
        else:
            imports = _added_imports(cell.source, found.source)
            kept = " Your imports were kept after it." if imports else ""
        self.say(f"{name} was changed; the released cell was used.{kept}")
        return [self._extra(_Cell("code", imports, True, {}, None))] if imports else []

    def _note_tampering(self, cell: NotebookNode, found: _Cell, name: str) -> None:
        if found.kind != cell.cell_type:
            self.say(f"{name} was a {found.kind} cell; it was changed back to a {cell.cell_type} cell.")
        marks = kinds.marks(cell)
        if marks and any(found.marks.get(key) != marks.get(key) for key in _MARKS if key in marks):
            self.say(
                f"The metadata by which {name[0].lower()}{name[1:]} is graded were lost or changed; the "
                "released metadata were used."
            )

    def _say_if_any(self, sentence: str) -> None:
        if self.chosen:  # else one sentence has said that nothing of the sheet is there
            self.say(sentence)

    def _extras(self) -> dict[int, list[NotebookNode]]:
        """Return the student's extra cells by the released cell that they follow (-1: none)."""
        slot_of = {index: slot for slot, index in self.chosen.items()}
        slot_of_all = {index: slot for slot, found in self.slots.items() for index in found}
        extras = defaultdict(list)
        after = -1
        for index, cell in enumerate(self.handed):
            if index in slot_of:
                after = slot_of[index]
            elif index in slot_of_all:
                slot = slot_of_all[index]
                released, winner = self.release.cells[slot], self.handed[self.chosen[slot]]
                if not _same(cell.source, released.source) and not _same(cell.source, winner.source):
                    self.say(
                        f"The cell {released.id} occurred more than once; one was used, another was "
                        "kept after it."
                    )
                    extras[after].append(self._extra(cell))
            elif cell.source.strip():
                extras[after].append(self._extra(cell))
        return extras

    def _extra(self, cell: _Cell) -> NotebookNode:
        """Return a cell of the student's own, without any metadata."""
        name = next(self._names)
        self.own.append(name)
        new = _new_cell(cell, name)
        self._show(new, cell)
        return new

    def _show(self, cell: NotebookNode, found: _Cell) -> None:
        """Put the outputs that were handed in into a cell."""
        if cell.cell_type == found.kind == "code" and (outputs := self._handed_in.outputs(found.outputs)):
            cell.outputs = outputs
            cell.metadata.workbook = NotebookNode(handed_in=len(outputs))
            self.outputs += len(outputs)


def _read_bytes(path: Path) -> bytes:
    """Read a regular file of limited size; refuse links, folders and devices."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise Unreadable("is a link to another file.")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is a folder." if stat.S_ISDIR(status.st_mode) else "is not a regular file.")
        if status.st_size > LARGEST:
            raise Unreadable(f"has {status.st_size / 2**20:.0f} MB; the limit is {LARGEST // 2**20} MB.")
        flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_BINARY", 0)
        with open(os.open(path, flags), "rb") as file:
            data = file.read(LARGEST)
    except FileNotFoundError:
        raise Unreadable(_missing(path)) from None
    except OSError as error:
        raise Unreadable(f"cannot be opened ({error.strerror}).") from None
    return data


def _missing(path: Path) -> str:
    found = sorted(entry.name for entry in path.parent.iterdir()) if path.parent.is_dir() else []
    listing = ", ".join(map(printable, found[:10])) + (" and more" if len(found) > 10 else "")
    return f"is missing; the folder holds {listing or 'nothing'}."


def _handed_in(raw: Any) -> _Cell | None:
    """Return a cell with every part of the right type, or None if ``raw`` is not a cell."""
    if not isinstance(raw, dict):
        return None
    source = raw.get("source")
    readable = isinstance(source, str) or (
        isinstance(source, list) and all(isinstance(s, str) for s in source)
    )
    text = clean_text("".join(source)).replace("\r\n", "\n").replace("\r", "\n") if readable else ""
    metadata = raw.get("metadata") if isinstance(raw.get("metadata"), dict) else {}
    return _Cell(
        kind="code" if raw.get("cell_type") == "code" else "markdown",
        source=text,
        readable=readable,
        attachments=raw.get("attachments") if isinstance(raw.get("attachments"), dict) else {},
        id=raw.get("id") if isinstance(raw.get("id"), str) else None,
        marks=metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {},
        outputs=raw.get("outputs"),
    )


def _match(handed: list[_Cell], released: list[NotebookNode]) -> dict[int, list[int]]:
    """Match handed-in cells to released cells: by ``grade_id``, by id, else by content."""
    by_grade_id = {kinds.name(cell): i for i, cell in enumerate(released) if kinds.marks(cell)}
    by_id = {c.id: i for i, c in enumerate(released)}
    slots: dict[int, list[int]] = defaultdict(list)
    left = []
    for index, cell in enumerate(handed):
        slot = by_grade_id.get(cell.grade_id, by_id.get(cell.id))
        if slot is None:
            left.append(index)
        else:
            slots[slot].append(index)
    by_content: dict[tuple[str, str], list[int]] = defaultdict(list)
    for slot, cell in enumerate(released):
        if slot not in slots:
            by_content[cell.cell_type, cell.source.strip()].append(slot)
    for index in left:
        if same := by_content.get((handed[index].kind, handed[index].source.strip())):
            slots[same.pop(0)].append(index)
    return dict(slots)


def _choose(released: NotebookNode, handed: list[_Cell], found: list[int]) -> int:
    """Return which of several copies is taken: the first answer that is not the stub, else the first copy."""
    wanted = [i for i in found if _same(handed[i].source, released.source) != kinds.is_answer(released)]
    return (wanted or found)[0]


def _new_cell(found: _Cell, name: str) -> NotebookNode:
    make = nbformat.v4.new_code_cell if found.kind == "code" else nbformat.v4.new_markdown_cell
    cell = make(id=name)
    _write(cell, found)
    return cell


def _write(cell: NotebookNode, found: _Cell) -> None:
    """Put a student's text into a cell, made harmless to look at."""
    if cell.cell_type == "code":
        cell.source = found.source
        return
    cell.source = neutralize(found.source)
    cell.pop("attachments", None)
    images = {}
    for name, bundle in found.attachments.items():
        if isinstance(bundle, dict):
            kept = {mime: data for mime, raw in bundle.items() if (data := image_data(mime, raw))}
            if kept:
                images[clean_text(name)] = kept
    if images:
        cell.attachments = nbformat.from_dict(images)
    # nbconvert stops at a reference to an attachment that is not there.
    cell.source = _ATTACHMENT.sub(
        lambda match: match[0] if match[1] in images else f"attachment {match[1]}", cell.source
    )


def _is_locked(cell: NotebookNode) -> bool:
    """Tell whether a cell that is not an answer must be as released."""
    return bool(kinds.marks(cell)) or kinds.is_setup(cell)


def _same(one: str, other: str) -> bool:
    """Tell whether two sources differ at most in white space at the ends of lines."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]


def _added_imports(released: str, edited: str) -> str:
    """Return the import statements at the top level of ``edited`` that are new; neither may be long."""
    try:
        known = {ast.unparse(node) for node in ast.parse(released).body}
        statements = ast.parse(edited).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    imports = [ast.unparse(node) for node in statements if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(line for line in imports if line not in known)

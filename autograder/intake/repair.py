"""Rebuild what a student handed in, whatever it is, on the released sheet."""

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
from autograder.authoring.sheets import POINTS_CELL
from autograder.course.names import printable
from autograder.engine.names import bound
from autograder.intake import beside, elsewhere
from autograder.intake.beside import Beside
from autograder.intake.harmless import HandedIn, clean_text, neutralize
from autograder.intake.pictures import Album
from helpers import statements

LARGEST = 20 * 2**20  # bytes; a sheet with all its figures has less than two million
MOST_CELLS = 2000  # a sheet has about a hundred
# Brackets and commas: JSON of nothing else takes 24 times its size in memory, so this many take 200 MB. A
# sheet with all its figures has some thousand.
MOST_PARTS = 3_000_000
MOST_BROUGHT = 20_000  # characters of text near an answer that are put into it; nobody reads more
MOST_PARSED = 40_000  # characters of a submission that are given to Python's parser

_POINTS = re.compile(r"^(#+ .*?) · \d+ points?$")
_OWN = "own-"  # how the ids of the student's own cells begin
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
            answer cells that are still as released), ``outputs`` (how many of those handed in are kept),
            ``look`` (what a person must look at before lost points are final: a list of
            ``{"where": cell, "what": sentence}``) and ``fingerprint`` (see ``Received``).
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
        beside: the student's other files.
    """

    name: str
    data: bytes
    problem: str | None
    stamp: bytes | None
    beside: Beside = field(default_factory=Beside)

    @property
    def fingerprint(self) -> str:
        """A digest of all that was handed in, which shows whether a submission has changed."""
        digest = hashlib.sha256(self.problem.encode() if self.problem else self.data)
        if self.stamp is not None:
            digest.update(b"\0" + self.stamp)
        for path, content in sorted(self.beside.files.items()):
            digest.update(b"\0" + path.encode() + hashlib.sha256(content).digest())
        return digest.hexdigest()


def receive(path: Path) -> Received:
    """Read a submission, its time stamp and the files beside it; never raises, whatever is there."""
    data, problem, stamp = b"", None, None
    try:
        data = _read_bytes(path)
    except Unreadable as reason:
        problem = str(reason)
    with contextlib.suppress(Unreadable):
        stamp = _read_bytes(path.with_name("timestamp.txt"))
    return Received(path.name, data, problem, stamp, beside.read(path))


def read(path: Path, release: NotebookNode) -> Submission:
    """Receive a submission and rebuild it on the released sheet."""
    return rebuild(receive(path), release)


def rebuild(received: Received, release: NotebookNode) -> Submission:
    """Rebuild a submission on the released sheet; never raises, whatever is in the file."""
    try:
        if received.problem:
            raise Unreadable(received.problem)
        submission = repair(parse_cells(received.data), release, received.beside)
    except Unreadable as reason:
        problem = f"{received.name} {reason} Hand in the notebook as JupyterLab saves it, under this name."
        notebook = repair([], release).notebook
        look = [NotebookNode(where="", what=problem)]
        notebook.metadata.workbook.update(repairs=[], problem=problem, look=look)
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


def repair(cells: list[Any], release: NotebookNode, found_beside: Beside | None = None) -> Submission:
    """Rebuild a submission on the released sheet.

    The result has all cells of the release, in its order, with its types, ids and metadata. Answers come from
    the submission; so do edits of given cells, except of cells that are locked or tagged ``setup``. The
    student's extra cells follow the same cell as before.

    Code cells that are not tests have the outputs that were handed in, made harmless, and their number in
    ``metadata.workbook.handed_in``. Tests have none: nbgrader reads points from them.

    Args:
        cells: the submission's cells as found in its JSON.
        release: the released sheet.
        found_beside: the student's other files.
    """
    handed = [cell for raw in cells if (cell := _handed_in(raw))]
    slots = _match(handed, release.cells)
    workbench = _Workbench(release, handed, slots, found_beside or Beside())
    if not slots:
        workbench.look("", "The notebook has no cell of this sheet. Did you hand in the right file?")
    if len(handed) < len(cells):
        workbench.look("", "Some entries of the notebook were not cells; they were left out.")
    notebook = workbench.build()
    notebook.metadata.workbook = NotebookNode(
        repairs=workbench.sentences,
        problem=None,
        own=workbench.own,
        untouched=workbench.untouched,
        outputs=workbench.outputs,
        look=workbench.to_look_at,
    )
    return Submission(notebook, workbench.sentences, None)


def showable(raw: Any, album: Album) -> NotebookNode | None:
    """Return a cell found in a submission's JSON, made harmless to look at; None if it is not a cell.

    It has no outputs. ``metadata.name`` is its ``grade_id``, else its id.

    Args:
        raw: whatever stands in the JSON.
        album: the pictures beside the notebook.
    """
    found = _handed_in(raw)
    if found is None:
        return None
    cell = _new_cell(found, "cell")
    _write(cell, found, album)
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

    def __init__(
        self, release: NotebookNode, handed: list[_Cell], slots: dict[int, list[int]], found_beside: Beside
    ):
        self.release = release
        self.beside = found_beside
        self.album = Album(found_beside.files)
        self.handed = handed
        self.slots = slots
        self.chosen = {slot: _choose(release.cells[slot], handed, found) for slot, found in slots.items()}
        self.sentences: list[str] = []
        self.own: list[str] = []
        self.untouched: list[str] = []
        self.outputs = 0
        self._handed_in = HandedIn()
        self.to_look_at: list[NotebookNode] = []
        self._parsed = 0
        taken = {cell.id for cell in release.cells}
        self._names = (name for number in count(1) if (name := f"{_OWN}{number}") not in taken)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def look(self, where: str, what: str) -> None:
        """Say something that may have cost points, so that a person must look."""
        self.say(what)
        self.to_look_at.append(NotebookNode(where=where, what=what))

    def build(self) -> NotebookNode:
        """Return the notebook; the sentences, the student's own cells and the untouched answers are noted."""
        order = [index for _, index in sorted(self.chosen.items())]
        if order != sorted(order):
            self.look("", "The cells were in another order; they were put back into the released order.")
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
        self._give_way(notebook)
        self._bring_written(notebook)
        self._note_files()
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
            return self._restore(cell, found)
        same = found and _as_given(found.source) == _as_given(cell.source)
        if found and found.kind == cell.cell_type and found.source and not same and cell.id != POINTS_CELL:
            self.own.append(cell.id)
            self._write(cell, found, f"the cell {cell.id}")
        return [cell]

    def _answer(self, cell: NotebookNode, found: _Cell | None) -> None:
        name = kinds.name(cell)
        if found is not None and not found.readable:
            self.look(
                name, f"The content of the answer cell {name} could not be read; it counts as not attempted."
            )
        elif found is not None:
            self._note_tampering(cell, found, f"The answer cell {name}")
            if not _same(found.source, cell.source):
                self._write(cell, found, f"the answer {name}")
                return
        self.untouched.append(cell.id)

    def _restore(self, cell: NotebookNode, found: _Cell | None) -> list[NotebookNode]:
        """Return a locked cell as released, and cells with what the student added to it."""
        graded, is_setup = kinds.is_graded(cell), kinds.is_setup(cell)
        name = f"The {'test' if graded else 'setup' if is_setup else 'locked'} cell {cell.id}"
        if found is None:
            self._say_if_any(f"{name} was missing; the released cell was used.")
            return [cell]
        self._note_tampering(cell, found, name)
        if _same(found.source, cell.source):
            return [cell]
        said = f"{name} was changed; the released cell was used."
        if is_setup and not graded and found.kind == "code":
            return [cell, *self._additions(cell, found, said)]
        if found.kind == "code" and elsewhere.bound_words(found.source) & self._answers():
            self.say(f"{said} Your version was kept before it, because it has an answer in it.")
            return [self._extra(found), cell]
        self.say(said)
        return [cell]

    def _additions(self, cell: NotebookNode, found: _Cell, said: str) -> list[NotebookNode]:
        """Return cells with the statements that the student added to a setup cell, one each."""
        added = statements.additions(cell.source, found.source) if self._may_parse(found) else None
        if added is None:
            self.look(
                cell.id, f"{said} It could not be read statement by statement, so what you added was lost."
            )
            return []
        said += " What you added was kept after it." if added.kept else ""
        if added.overriding:
            names = ", ".join(added.overriding)
            self.look(cell.id, f"{said} It binds {names} as it was released, not as you wrote it.")
        else:
            self.say(said)
        return [self._extra(_Cell("code", text, True, {}, None)) for text in added.kept]

    def _may_parse(self, cell: _Cell) -> bool:
        """Tell whether a cell may be given to Python's parser, and count it: that takes time and memory."""
        self._parsed += len(cell.source)
        return len(cell.source) <= statements.LONGEST and self._parsed <= MOST_PARSED

    def _answers(self) -> set[str]:
        """Return the names that the released answer cells bind."""
        return {name for cell in kinds.solutions(self.release).values() for name in bound(cell.source)}

    def _give_way(self, notebook: NotebookNode) -> None:
        """Empty the stubs of answers that the student wrote above in another cell; a stub would undo them."""
        missing = {cell.id for slot, cell in enumerate(self.release.cells) if slot not in self.chosen}
        answers = {cell.id for cell in notebook.cells if kinds.is_answer(cell)}
        theirs = [
            (place, elsewhere.bound_words(cell.source))
            for place, cell in enumerate(notebook.cells)
            if cell.cell_type == "code"
            and (cell.id in self.own or (cell.id in answers and cell.id not in self.untouched))
        ]
        moved = []
        for place, cell in enumerate(notebook.cells):
            if cell.id not in self.untouched or cell.cell_type != "code":
                continue
            name, names = kinds.name(cell), bound(cell.source)
            where = [at for at, words in theirs if words & names]
            if any(at < place for at in where):
                cell.source = f"# {name} is written in another cell above."
                self.untouched.remove(cell.id)
                moved.append(name)
            elif any(kinds.is_graded(one) for one in notebook.cells[place : min(where, default=place)]):
                self.look(name, f"The answer {name} was found in another cell, below its tests.")
            elif not where and cell.id in missing:
                self._say_if_any(f"The answer cell {name} was missing; it counts as not attempted.")
        if moved:
            self.say(f"These answers were found in other cells and were used from there: {', '.join(moved)}.")

    def _bring_written(self, notebook: NotebookNode) -> None:
        """Put what the student wrote near an untouched written answer into it, for whoever grades it."""
        missing = {cell.id for slot, cell in enumerate(self.release.cells) if slot not in self.chosen}
        given = {cell.id: cell.source for cell in self.release.cells}
        waiting = [
            place
            for place, cell in enumerate(notebook.cells)
            if cell.id in self.untouched and kinds.is_written(cell) and cell.cell_type == "markdown"
        ]
        near = {place: self._near(notebook.cells, place) for place in waiting}
        claimed = {place for places in near.values() for place in places}
        for place in waiting:
            cell = notebook.cells[place]
            places = near[place] or [
                at
                for at in range(place + 1, len(notebook.cells))
                if at not in claimed
                and notebook.cells[at].id in self.own
                and notebook.cells[at].cell_type == "markdown"
            ]
            found = [notebook.cells[at] for at in places]
            texts = [elsewhere.added_lines(given.get(one.id, ""), one.source) for one in found]
            texts = texts if any(texts) else self._comments_above(notebook.cells, place)
            if text := "\n\n".join(filter(None, texts)):
                if len(text) > MOST_BROUGHT:
                    text = f"{text[:MOST_BROUGHT]}\n\n*The rest is in the notebook as handed in.*"
                text = f"*Not written here; it stands in another cell near this one:*\n\n{text}"
                self._bring(cell, text, found)
                name = kinds.name(cell)
                self.look(name, f"The answer {name} was found in another cell; a person will grade it.")
            elif papers := [one for one in beside.documents(self.beside.files) if one not in self.album.used]:
                listed = ", ".join(f"`{path.replace('`', chr(39))}`" for path in papers)
                self._bring(cell, f"*Not written here. Handed in beside the notebook:* {listed}", [])
                name = kinds.name(cell)
                self.look(
                    name,
                    f"The answer {name} is empty; a person will look whether it is in what was handed in "
                    f"beside the notebook: {', '.join(papers)}.",
                )
            elif cell.id in missing:
                self._say_if_any(
                    f"The answer cell {kinds.name(cell)} was missing; it counts as not attempted."
                )

    def _comments_above(self, cells: list[NotebookNode], place: int) -> list[str]:
        """Return long comments in the student's code between the written answer before this one and this."""
        given = {cell.id: cell.source for cell in self.release.cells}
        found = []
        for cell in reversed(cells[:place]):
            if kinds.is_written(cell):
                break
            if cell.cell_type == "code" and not kinds.is_graded(cell):
                found.append(elsewhere.long_comments(given.get(cell.id, ""), cell.source))
        return found[::-1]

    def _bring(self, cell: NotebookNode, text: str, found: list[NotebookNode]) -> None:
        """Put text, and the pictures of the cells it comes from, into an untouched answer."""
        attached = {name: one for near_by in found for name, one in near_by.get("attachments", {}).items()}
        _write(cell, _Cell("markdown", text, True, attached, None), self.album)
        self.untouched.remove(cell.id)

    def _write(self, cell: NotebookNode, found: _Cell, where: str) -> None:
        """Put a student's text into a cell, and say which pictures cannot be shown."""
        for missing in _write(cell, found, self.album):
            self.say(f"In {where}, {missing}")

    def _note_files(self) -> None:
        """Say which files beside the notebook are not there when it runs."""
        for path, why in self.beside.left.items():
            if beside.is_of_the_course(path.split("/")[:1]):
                self.say(f"{path} {why}")
            else:
                self.look("", f"{path} {why}".strip())
        words = set().union(
            *(elsewhere.imported_words(cell.source) for cell in self.handed if cell.kind == "code")
        )
        for path in beside.hidden(self.beside.files):
            if path.partition("/")[0].partition(".")[0] in words:
                self.look(
                    "",
                    f"Your file {path} has the name of a module that is installed here; grading imports that "
                    "one. Give yours another name.",
                )

    def _near(self, cells: list[NotebookNode], place: int) -> list[int]:
        """Return where the student wrote text near an answer: below it, above it, or in its question."""
        found = []
        for at in range(place + 1, len(cells)):
            if not self._is_prose(cells[at]):
                break
            found.append(at)
        question = False
        for at in range(place - 1, -1, -1):
            cell = cells[at]
            if kinds.marks(cell) or (cell.id not in self.own and cell.cell_type == "code"):
                break
            is_given = not cell.id.startswith(_OWN)
            if self._is_prose(cell) and (is_given or not question):
                found.append(at)
            elif not is_given and cell.cell_type == "code":
                break
            question = question or is_given
        return sorted(found)

    def _is_prose(self, cell: NotebookNode) -> bool:
        """Tell whether a cell is text of the student's own, or given text that the student changed."""
        if cell.id not in self.own or kinds.marks(cell):
            return False
        raw = _Cell(cell.cell_type, cell.source, True, {}, None)
        if cell.cell_type == "code" and not self._may_parse(raw):
            return False
        return elsewhere.is_prose(cell.cell_type, cell.source)

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
                    self.look(
                        released.id,
                        f"The cell {released.id} occurred more than once; one was used, another was "
                        "kept after it.",
                    )
                    extras[after].append(self._extra(cell))
            elif self._is_former_test(cell):
                self.say(
                    f"The test {printable(cell.grade_id)} is not in the sheet any more; it was left out."
                )
            elif cell.source.strip():
                extras[after] += [self._extra(part) for part in self._parts(cell)]
        return extras

    def _is_former_test(self, cell: _Cell) -> bool:
        """Tell whether a cell was a test when it was handed out, and holds no answer of the student's."""
        is_test = all(cell.marks.get(mark) is True for mark in ("grade", "locked")) and bool(cell.grade_id)
        return is_test and not elsewhere.bound_words(cell.source) & self._answers()

    def _parts(self, cell: _Cell) -> list[_Cell]:
        """Return a cell of the student's own in parts, if it imports what is not installed."""
        if cell.kind != "code" or "import" not in cell.source or not self._may_parse(cell):
            return [cell]
        parts = elsewhere.around_missing_packages(cell.source)
        return [_Cell("code", part, True, {}, None) for part in parts] if len(parts) > 1 else [cell]

    def _extra(self, cell: _Cell) -> NotebookNode:
        """Return a cell of the student's own, without any metadata."""
        name = next(self._names)
        self.own.append(name)
        new = _new_cell(cell, name)
        self._write(new, cell, "a cell of your own")
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
    name = raw.get("id", metadata.get("id"))  # Colab keeps it in the metadata
    return _Cell(
        kind="code" if raw.get("cell_type") == "code" else "markdown",
        source=text,
        readable=readable,
        attachments=raw.get("attachments") if isinstance(raw.get("attachments"), dict) else {},
        id=name if isinstance(name, str) else None,
        marks=metadata.get("nbgrader") if isinstance(metadata.get("nbgrader"), dict) else {},
        outputs=raw.get("outputs"),
    )


def _match(handed: list[_Cell], released: list[NotebookNode]) -> dict[int, list[int]]:
    """Match handed-in cells to released cells: by ``grade_id``, by content, by id, else by place.

    Content goes before ids: those of text move when a cell is added to the sheet after it was handed out.
    """
    by_grade_id = {kinds.name(cell): i for i, cell in enumerate(released) if kinds.marks(cell)}
    by_id = {c.id: i for i, c in enumerate(released)}
    given = [_as_given(cell.source) for cell in released]
    slots: dict[int, list[int]] = defaultdict(list)
    left = []
    for index, cell in enumerate(handed):
        slot = by_grade_id.get(cell.grade_id)
        if slot is None and (place := by_id.get(cell.id)) is not None:
            is_same = given[place] == _as_given(cell.source) or kinds.marks(released[place])
            slot = place if is_same else None
        if slot is None:
            left.append(index)
        else:
            slots[slot].append(index)
    by_content: dict[tuple[str, str], list[int]] = defaultdict(list)
    for slot, cell in enumerate(released):
        if slot not in slots:
            by_content[cell.cell_type, given[slot]].append(slot)
    rest = []
    for index in left:
        if same := by_content.get((handed[index].kind, _as_given(handed[index].source))):
            slots[same.pop(0)].append(index)
        else:
            rest.append(index)
    taken = set(slots)
    for index in rest:
        place = by_id.get(handed[index].id)
        if place is not None and place not in taken:  # else the id is another cell's now
            slots[place].append(index)
    _match_by_place(handed, released, slots)
    return dict(slots)


def _match_by_place(handed: list[_Cell], released: list[NotebookNode], slots: dict[int, list[int]]) -> None:
    """Match answers that lost their marks: they stand between the same cells as in the release.

    Code has to bind the names of the stub; of text there must be as many cells as there are answers.
    """
    place_of = {slot: found[0] for slot, found in slots.items()}
    matched = {index for found in slots.values() for index in found}
    gaps: dict[tuple[int, int], list[int]] = defaultdict(list)
    for slot, cell in enumerate(released):
        if slot not in place_of and kinds.is_answer(cell):
            before = max((one for one in place_of if one < slot), default=None)
            after = min((one for one in place_of if one > slot), default=None)
            if before is None and after is None:
                return  # nothing of the sheet is there
            gap = (
                -1 if before is None else place_of[before],
                len(handed) if after is None else place_of[after],
            )
            gaps[gap].append(slot)
    for (first, last), missing in gaps.items():
        left = [index for index in range(first + 1, last) if index not in matched]
        words = {i: elsewhere.bound_words(handed[i].source) for i in left if handed[i].kind == "code"}
        for slot in [slot for slot in missing if released[slot].cell_type == "code"]:
            names = bound(released[slot].source)
            found = next((index for index in words if names and names <= words[index]), None)
            if found is not None:
                slots[slot].append(found)
                left.remove(found)
                del words[found]
        texts = [index for index in left if handed[index].kind == "markdown" and handed[index].source.strip()]
        answers = [slot for slot in missing if released[slot].cell_type == "markdown"]
        if len(texts) == len(answers):
            for slot, index in zip(answers, texts, strict=True):
                slots[slot].append(index)


def _choose(released: NotebookNode, handed: list[_Cell], found: list[int]) -> int:
    """Return which of several copies is taken: the first answer that is not the stub, else the first copy."""
    wanted = [i for i in found if _same(handed[i].source, released.source) != kinds.is_answer(released)]
    return (wanted or found)[0]


def _new_cell(found: _Cell, name: str) -> NotebookNode:
    make = nbformat.v4.new_code_cell if found.kind == "code" else nbformat.v4.new_markdown_cell
    return make(id=name)


def _write(cell: NotebookNode, found: _Cell, album: Album) -> list[str]:
    """Put a student's text into a cell, made harmless to look at; return what to say of missing pictures.

    It refers to attachments that are there only: nbconvert stops at any other.
    """
    if cell.cell_type == "code":
        cell.source = found.source
        return []
    shown = album.show(found.source, found.attachments)
    cell.source = neutralize(shown.source)
    cell.pop("attachments", None)
    if shown.attachments:
        cell.attachments = nbformat.from_dict(shown.attachments)
    return shown.missing


def _is_locked(cell: NotebookNode) -> bool:
    """Tell whether a cell that is not an answer must be as released."""
    return bool(kinds.marks(cell)) or kinds.is_setup(cell)


def _same(one: str, other: str) -> bool:
    """Tell whether two sources differ at most in white space at the ends of lines."""
    return _lines(one) == _lines(other)


def _lines(source: str) -> list[str]:
    return [line.rstrip() for line in source.strip().splitlines()]


def _as_given(source: str) -> str:
    """Return what students cannot have written of a text: without points in headings, which may change."""
    return "\n".join(_POINTS.sub(r"\1", line) for line in _lines(source))

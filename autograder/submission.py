"""What a student handed in, whatever it is, rebuilt on the released sheet."""

import ast
import base64
import binascii
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
from nbconvert.exporters import NotebookExporter
from nbconvert.exporters.exporter import ResourcesDict
from nbformat import NotebookNode

from autograder.course import CourseError

LARGEST = 20 * 2**20  # bytes; a sheet with all its figures has less than two million
MOST_CELLS = 2000  # a sheet has about a hundred

_IMAGES = {"image/png": b"\x89PNG\r\n\x1a\n", "image/jpeg": b"\xff\xd8\xff"}
# What an HTML parser takes for markup, and the character references that Markdown decodes inside a link.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
# Markdown drops a backslash before the colon. Embedded pixel images are harmless, other data is not.
_SCRIPT_URL = re.compile(r"(?i)(javascript|vbscript|data(?!:image/(?:png|jpe?g|gif)[;,])(?=\\?:\S))(\\?:)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")
_ATTACHMENT = re.compile(r"attachment\\?:([^)\s\"'>]*)")
_MARKS = ("grade", "grade_id", "locked", "points", "solution", "task")


class Unreadable(Exception):
    """A file that is no notebook; the message completes the sentence '<file name> ...'."""


@dataclass(frozen=True)
class Submission:
    """A submission that can be executed.

    Attributes:
        notebook: the released sheet with the student's answers and extra cells. Its metadata has an entry
            ``workbook`` with what is known about it: ``repairs`` and ``problem`` as here, ``own`` (ids of the
            cells that hold the student's code or text beside the answers) and ``untouched`` (ids of the
            answer cells that are still as released).
        repairs: one sentence for the student per thing that was put right.
        problem: why the file could not be read at all, then ``notebook`` is the untouched release; else None.
    """

    notebook: NotebookNode
    repairs: list[str]
    problem: str | None


class SubmissionExporter(NotebookExporter):
    """Reads submissions for nbgrader's ``Autograde``: whatever was handed in becomes a notebook to run.

    ``Autograde`` reads the submission first and then, with the same exporter, its own copy; the copy is
    taken as it is.
    """

    def from_filename(self, filename, resources=None, **kwargs):
        coursedir, names = self.parent.coursedir, resources["nbgrader"]
        folder = coursedir.format_path(coursedir.submitted_directory, names["student"], names["assignment"])
        path = Path(filename)
        if path.parent != Path(folder):
            return super().from_filename(filename, resources, **kwargs)
        released = coursedir.format_path(coursedir.release_directory, ".", names["assignment"])
        submission = read(path, read_release(Path(released) / path.name))
        submission.notebook.metadata.workbook["fingerprint"] = fingerprint(path)
        resources["metadata"] = ResourcesDict(name=path.stem, path=str(path.parent))
        return self.from_notebook_node(submission.notebook, resources, **kwargs)


def read_release(path: Path) -> NotebookNode:
    """Read a released sheet.

    Raises:
        CourseError: if it is missing or damaged.
    """
    try:
        return nbformat.read(path, as_version=4)
    except FileNotFoundError:
        raise CourseError(f"There is no {path}; run `workbook build {path.stem}`.") from None
    except Exception as error:
        raise CourseError(f"{path} cannot be read ({error}); run `workbook build {path.stem}`.") from error


def read(path: Path, release: NotebookNode) -> Submission:
    """Read a submission and rebuild it on the released sheet; never raises because of what is in the file."""
    try:
        cells = load_cells(path)
    except Unreadable as reason:
        problem = f"{path.name} {reason} Hand in the notebook as JupyterLab saves it, under this name."
        empty = repair([], release)
        empty.notebook.metadata.workbook.update(repairs=[], problem=problem)
        return Submission(empty.notebook, [], problem)
    return repair(cells, release)


def fingerprint(path: Path) -> str:
    """Return a digest of a submission, its time stamp included, to tell whether it has changed."""
    digest = hashlib.sha256()
    try:
        digest.update(_read_bytes(path))
    except Unreadable as reason:
        digest.update(str(reason).encode())
    with contextlib.suppress(Unreadable):
        digest.update(b"\0" + _read_bytes(path.with_name("timestamp.txt")))
    return digest.hexdigest()


def load_cells(path: Path) -> list[Any]:
    """Return the cells of a notebook file as they are in its JSON, unchecked.

    Raises:
        Unreadable: if the file is anything but a notebook of format 4.
    """
    return parse_cells(_read_bytes(path))


def parse_cells(data: bytes) -> list[Any]:
    """Return the cells of a notebook from the bytes of its file; raises as ``load_cells`` does."""
    if not data.strip():
        raise Unreadable("is empty.")
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
        raise Unreadable("breaks off in the middle." if broken_off else "is not JSON.") from None
    if not isinstance(content, dict) or "nbformat" not in content:
        raise Unreadable("is JSON, but not a notebook.")
    if content["nbformat"] != 4:
        raise Unreadable("has another notebook format than 4.")
    if not isinstance(content.get("cells"), list):
        raise Unreadable("is a notebook without a list of cells.")
    if len(content["cells"]) > MOST_CELLS:
        raise Unreadable(f"has {len(content['cells'])} cells; {MOST_CELLS} are the limit.")
    return content["cells"]


def repair(cells: list[Any], release: NotebookNode) -> Submission:
    """Rebuild a submission on the released sheet.

    The result has all cells of the release, in its order, with its types, ids and metadata. Answers come from
    the submission; so do edits of given cells, except of cells that are locked or tagged ``setup``. The
    student's extra cells follow the same cell as before. There are no outputs.

    Args:
        cells: the submission's cells as found in its JSON.
        release: the released sheet.
    """
    handed = [cell for raw in cells if (cell := _handed_in(raw))]
    slots = _match(handed, release.cells)
    workbench = _Workbench(release, handed, slots)
    if not slots:
        workbench.say("The notebook has no cell of this sheet; was the right file handed in?")
    if len(handed) < len(cells):
        workbench.say("Some entries of the notebook were no cells and were left out.")
    notebook = workbench.build()
    notebook.metadata.workbook = NotebookNode(
        repairs=workbench.sentences, problem=None, own=workbench.own, untouched=workbench.untouched
    )
    return Submission(notebook, workbench.sentences, None)


def showable(raw: Any) -> NotebookNode | None:
    """Return a cell found in a submission's JSON, harmless to whoever looks at it; None if it is no cell.

    ``metadata.name`` is its ``grade_id`` or its id, whatever that is; it has no outputs.
    """
    found = _handed_in(raw)
    if found is None:
        return None
    cell = _new_cell(found, "cell")
    cell.metadata.name = clean_text(found.grade_id or found.id or "")
    return cell


def neutralize(markdown: str) -> str:
    """Return Markdown whose HTML and script links are plain text to any renderer; formulas keep working."""
    # Browsers skip control characters in a link; Markdown renderers do not.
    markdown = _CONTROL.sub("", markdown)
    return _SCRIPT_URL.sub(r"\1 \2", _MARKUP.sub(lambda match: match[0] + " ", markdown))


def clean_text(text: object) -> str:
    """Return text that can be written as UTF-8 and shown: no lone surrogates, no NUL."""
    return str(text).encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def image_data(mime: str, data: object) -> str | None:
    """Return the base64 text of a PNG or JPEG image without line breaks, or None if it is none."""
    if isinstance(data, list):
        data = "".join(part for part in data if isinstance(part, str))
    if mime not in _IMAGES or not isinstance(data, str):
        return None
    data = "".join(data.split())
    try:
        valid = base64.b64decode(data, validate=True).startswith(_IMAGES[mime])
    except (binascii.Error, ValueError):
        return None
    return data if valid else None


@dataclass
class _Cell:
    """A cell as it was handed in, made safe to handle."""

    kind: str
    source: str
    readable: bool
    attachments: dict
    id: str | None
    marks: dict = field(default_factory=dict)

    @property
    def grade_id(self) -> str | None:
        return self.marks.get("grade_id") if isinstance(self.marks.get("grade_id"), str) else None


class _Workbench:
    """The release while a submission is put into it, and what is said about it."""

    def __init__(self, release: NotebookNode, handed: list[_Cell], slots: dict[int, list[int]]):
        self.release = release
        self.handed = handed
        self.slots = slots
        self.chosen = {slot: _choose(release.cells[slot], handed, found) for slot, found in slots.items()}
        self.sentences: list[str] = []
        self.own: list[str] = []
        self.untouched: list[str] = []
        taken = {cell.id for cell in release.cells}
        self._names = (name for number in count(1) if (name := f"own-{number}") not in taken)

    def say(self, sentence: str) -> None:
        self.sentences.append(sentence)

    def build(self) -> NotebookNode:
        """Return the notebook; the sentences, the student's own cells and the untouched answers are noted."""
        order = [index for _, index in sorted(self.chosen.items())]
        if order != sorted(order):
            self.say("The cells were in another order; the released order was used.")
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
            elif not _is_answer(released) and not _is_locked(released):
                lost.append(released.id)
            notebook.cells += self._fill(slot, copy.deepcopy(released))
            waiting += extras.pop(slot, [])
        notebook.cells += waiting
        if lost and self.chosen:
            self.say(f"Cells of the sheet were missing and were put back: {', '.join(lost)}.")
        return notebook

    def _fill(self, slot: int, cell: NotebookNode) -> list[NotebookNode]:
        """Return the released cell with what the student wrote in it, and what has to follow it."""
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
        found = self.handed[self.chosen[slot]] if slot in self.chosen else None
        if _is_answer(cell):
            self._answer(cell, found)
            return [cell]
        if _is_locked(cell):
            return [cell, *self._restore(cell, found)]
        if found and found.kind == cell.cell_type and found.source and not _same(found.source, cell.source):
            self.own.append(cell.id)
            _write(cell, found)
        return [cell]

    def _answer(self, cell: NotebookNode, found: _Cell | None) -> None:
        name = cell.metadata.nbgrader.grade_id
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
        graded = cell.metadata.get("nbgrader", {}).get("grade")
        name = f"The {'test' if graded else 'locked'} cell {cell.id}"
        if "setup" in cell.metadata.get("tags", []):
            name = f"The setup cell {cell.id}"
        if found is None:
            self._say_if_any(f"{name} was missing; the released one was used.")
            return []
        self._note_tampering(cell, found, name)
        if _same(found.source, cell.source):
            return []
        imports = "" if graded or found.kind != "code" else _added_imports(cell.source, found.source)
        kept = " Your imports follow it." if imports else ""
        self.say(f"{name} had been changed; the released one was used.{kept}")
        return [self._extra(_Cell("code", imports, True, {}, None))] if imports else []

    def _note_tampering(self, cell: NotebookNode, found: _Cell, name: str) -> None:
        if found.kind != cell.cell_type:
            self.say(f"{name} had become a {found.kind} cell; it was made a {cell.cell_type} cell again.")
        marks = cell.metadata.get("nbgrader", {})
        if marks and any(found.marks.get(key) != marks.get(key) for key in _MARKS if key in marks):
            self.say(
                f"{name} had lost or changed the marks by which it is graded; the released ones were used."
            )

    def _say_if_any(self, sentence: str) -> None:
        if self.chosen:  # else one sentence has said that nothing of the sheet is there
            self.say(sentence)

    def _extras(self) -> dict[int, list[NotebookNode]]:
        """Return the student's further cells by the released cell that they follow (-1: none)."""
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
                        f"The cell {released.id} was there more than once; one was used, another follows it."
                    )
                    extras[after].append(self._extra(cell))
            elif cell.source.strip():
                extras[after].append(self._extra(cell))
        return extras

    def _extra(self, cell: _Cell) -> NotebookNode:
        """Return a cell of the student's own, without any metadata."""
        name = next(self._names)
        self.own.append(name)
        return _new_cell(cell, name)


def _read_bytes(path: Path) -> bytes:
    """Read a regular file of bounded size; links, folders and devices are refused."""
    try:
        status = path.lstat()
        if stat.S_ISLNK(status.st_mode):
            raise Unreadable("is a link to another file.")
        if not stat.S_ISREG(status.st_mode):
            raise Unreadable("is a folder." if stat.S_ISDIR(status.st_mode) else "is not a regular file.")
        if status.st_size > LARGEST:
            raise Unreadable(f"has {status.st_size / 2**20:.0f} MB; {LARGEST // 2**20} MB are the limit.")
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
    listing = ", ".join(map(clean_text, found[:10])) + (" and more" if len(found) > 10 else "")
    return f"is missing; the folder holds {listing or 'nothing'}."


def _handed_in(raw: Any) -> _Cell | None:
    """Return a cell with every part of the right type, or None if ``raw`` is no cell."""
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
    )


def _match(handed: list[_Cell], released: list[NotebookNode]) -> dict[int, list[int]]:
    """Tell which handed-in cells claim to be which released cell: by ``grade_id``, by id, else by content."""
    by_grade_id = {
        c.metadata.nbgrader.grade_id: i for i, c in enumerate(released) if "nbgrader" in c.metadata
    }
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
    """Return which of several claimants is taken: the first answer that is not the stub, else the first."""
    wanted = [i for i in found if _same(handed[i].source, released.source) != _is_answer(released)]
    return (wanted or found)[0]


def _new_cell(found: _Cell, name: str) -> NotebookNode:
    make = nbformat.v4.new_code_cell if found.kind == "code" else nbformat.v4.new_markdown_cell
    cell = make(id=name)
    _write(cell, found)
    return cell


def _write(cell: NotebookNode, found: _Cell) -> None:
    """Put a student's text into a cell, harmless to whoever looks at it."""
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


def _is_answer(cell: NotebookNode) -> bool:
    return bool(cell.metadata.get("nbgrader", {}).get("solution"))


def _is_locked(cell: NotebookNode) -> bool:
    """Tell whether a cell that is no answer must be as released."""
    return "nbgrader" in cell.metadata or "setup" in cell.metadata.get("tags", [])


def _same(one: str, other: str) -> bool:
    """Tell whether two sources differ at most in white space at the ends of lines."""
    return [line.rstrip() for line in one.strip().splitlines()] == [
        line.rstrip() for line in other.strip().splitlines()
    ]


def _added_imports(released: str, edited: str) -> str:
    """Return the import statements at the top level of ``edited`` that ``released`` has not."""
    try:
        known = {ast.unparse(node) for node in ast.parse(released).body}
        statements = ast.parse(edited).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ""
    imports = [ast.unparse(node) for node in statements if isinstance(node, ast.Import | ast.ImportFrom)]
    return "\n".join(line for line in imports if line not in known)

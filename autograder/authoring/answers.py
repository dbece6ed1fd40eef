"""The bank of answers: what students write in place of one solution cell, right and wrong."""

import ast
import hashlib
import re
from collections import defaultdict
from pathlib import Path
from typing import NamedTuple

from nbformat import NotebookNode

from autograder.authoring import cells
from autograder.course import CourseError

_HEAD_LINE = re.compile(r"^# (?:(?P<key>mistake|fails|hint): )?(?P<text>\S.*)$")


class Answer(NamedTuple):
    """One way to fill one solution cell.

    Attributes:
        sheet: for example ``02_backprop``.
        grade_id: the solution cell that the answer replaces.
        right: whether it deserves every point.
        name: the file's name without its suffix: the misconception, or the other way of doing it.
        source: the content of the cell, without the head.
        mistake: what is wrong, for instructors; empty if right.
        fails: the test cells that must notice; empty if right.
        hint: what a student with this mistake should read; empty if right.
    """

    sheet: str
    grade_id: str
    right: bool
    name: str
    source: str
    mistake: str = ""
    fails: tuple[str, ...] = ()
    hint: str = ""


def bank(answers: Path, sheet: str) -> list[Answer]:
    """Read all answers of a sheet.

    Args:
        answers: the folder ``tests/answers``.
        sheet: its name.

    Raises:
        CourseError: naming the file that is malformed and what to write instead.
    """
    return [read(path) for path in sorted((answers / sheet).glob("*/*/*.py"))]


def sample(bank: list[Answer], most: int) -> list[Answer]:
    """Return at most so many right and so many wrong answers to each cell: the same ones each time."""
    kinds: dict[tuple[str, bool], list[Answer]] = defaultdict(list)
    for answer in bank:
        kinds[answer.grade_id, answer.right].append(answer)
    by_content = lambda answer: hashlib.sha256(answer.source.encode()).digest()
    chosen = {answer for alike in kinds.values() for answer in sorted(alike, key=by_content)[:most]}
    return [answer for answer in bank if answer in chosen]


def read(path: Path) -> Answer:
    """Read ``<sheet>/<grade_id>/{right,wrong}/<name>.py``.

    Raises:
        CourseError: if the head is malformed or the code does not parse.
    """
    sheet, grade_id, kind = path.parts[-4:-1]
    if kind not in ("right", "wrong"):
        raise CourseError(f"{path}: answers stand in a folder `right` or `wrong`, not {kind!r}.")
    text = path.read_text(encoding="utf-8")
    try:
        ast.parse(text)
    except SyntaxError as error:
        raise CourseError(f"{path}: not valid Python, line {error.lineno}: {error.msg}.") from error
    if kind == "right":
        return Answer(sheet, grade_id, True, path.stem, text)
    head, source = _split_head(text)
    missing = [key for key in ("mistake", "fails", "hint") if not head.get(key)]
    if missing:
        raise CourseError(f"{path}: its head has no `# {missing[0]}: ...` line; see CONTRIBUTING.md.")
    fails = tuple(name.strip() for name in head["fails"].split(","))
    return Answer(sheet, grade_id, False, path.stem, source, head["mistake"], fails, head["hint"])


def compare(bank: list[Answer], reference: NotebookNode, folder: Path) -> None:
    """Compare the bank with the sheet it belongs to.

    Raises:
        CourseError: naming an answer to an unknown cell, one that names an unknown test, one that is the
            reference or another answer over again.
    """
    marks = cells.by_name(reference)
    solutions = {name: cell for name, cell in marks.items() if cells.is_answer(cell)}
    seen = {
        (name, meaning(cell.source)): "the reference"
        for name, cell in solutions.items()
        if cell.cell_type == "code"
    }
    for answer in bank:
        where = folder / path_of(answer)
        if answer.grade_id not in solutions:
            raise CourseError(
                f"{where}: the sheet has no solution cell {answer.grade_id!r}; it has {', '.join(solutions)}."
            )
        if unknown := [test for test in answer.fails if test not in marks]:
            raise CourseError(f"{where}: `fails` names {unknown[0]!r}, which is no test of the sheet.")
        twin = seen.setdefault((answer.grade_id, meaning(answer.source)), str(path_of(answer)))
        if twin != str(path_of(answer)):
            raise CourseError(f"{where}: this is {twin} over again; change it or delete it.")


def path_of(answer: Answer) -> Path:
    """Return where an answer stands below ``tests/answers``."""
    kind = "right" if answer.right else "wrong"
    return Path(answer.sheet, answer.grade_id, kind, f"{answer.name}.py")


def splice(notebook: NotebookNode, sources: dict[str, str]) -> NotebookNode:
    """Return a copy of a notebook with other sources in some of its solution cells.

    Args:
        notebook: a reference or a release.
        sources: new source by ``grade_id``.

    Raises:
        CourseError: if there is no such solution cell.
    """
    copy = notebook.copy()
    copy.cells = [cell.copy() for cell in notebook.cells]
    left = dict(sources)
    for cell in copy.cells:
        if cells.is_answer(cell) and cells.name(cell) in left:
            cell.source = left.pop(cells.name(cell))
    if left:
        raise CourseError(f"The sheet has no solution cell {next(iter(left))!r}; check the folder's name.")
    return copy


def meaning(source: str) -> str:
    """Return what Python makes of a source, the same under every version of Python.

    Layout, comments and docstrings do not count. ``ast.dump`` says the same, but since 3.13 in other words.
    """
    tree = ast.parse(source)
    for node in ast.walk(tree):
        body = getattr(node, "body", None)
        if (
            isinstance(body, list)
            and body
            and isinstance(body[0], ast.Expr)
            and isinstance(body[0].value, ast.Constant)
        ):
            body[0].value.value = ""
    return repr(_plain(tree))


def _plain(node: object) -> object:
    """Return a syntax tree as tuples, without the fields that are empty: versions differ in these."""
    if isinstance(node, ast.AST):
        fields = [(name, _plain(value)) for name, value in ast.iter_fields(node) if value not in (None, [])]
        # A constant may be None itself.
        return (type(node).__name__, *(fields or [("value", repr(getattr(node, "value", "")))]))
    return [_plain(one) for one in node] if isinstance(node, list) else node


def _split_head(text: str) -> tuple[dict[str, str], str]:
    """Separate the leading lines ``# key: value``, whose values may go on in further lines, from the code."""
    head: dict[str, str] = {}
    key = None
    lines = text.splitlines(keepends=True)
    while lines and (match := _HEAD_LINE.match(lines[0])):
        if match["key"]:
            key = match["key"]
            head[key] = match["text"]
        elif key:
            head[key] += " " + match["text"]
        else:
            break
        lines.pop(0)
    return head, "".join(lines).lstrip("\n")

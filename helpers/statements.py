"""The statements of a cell, and which of them a student has added to a released one, by bounded work."""

import ast
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

# Characters of a cell that are parsed. The longest setup cell has 1875. Python's parser takes the square of
# a long dotted name: 65,000 characters take a gigabyte, so many take 20 MB.
LONGEST = 8000
MOST_PIECES = 200  # statements of a cell that become cells of their own
MAGIC = re.compile(r"\s*[%!]")


class Piece(NamedTuple):
    """A statement of a cell, or several that share a line, with the comments above; or a magic line."""

    text: str
    statements: list[ast.stmt]


class Additions(NamedTuple):
    """What a student added to a cell.

    Attributes:
        kept: what can run after the released cell, one text per statement.
        overriding: names of the released cell that the student wanted to bind anew.
    """

    kept: list[str]
    overriding: list[str]


def additions(released: str, edited: str) -> Additions | None:
    """Return what a student added to a released cell; None if that cannot be read.

    A statement that binds a name of the released cell anew is left out, unless it imports it.
    """
    found = pieces(edited)
    if found is None or len(found) > MOST_PIECES:
        return None
    given = ast.parse(released).body
    known = {ast.unparse(node) for node in given}
    taken = {name for node in given for name in _bound(node)}
    kept, overriding = [], []
    for piece in found:
        new = [node for node in piece.statements if ast.unparse(node) not in known]
        if piece.statements and not new:
            continue
        if again := [name for node in new for name in _bound(node) if name in taken]:
            overriding += again
        else:
            kept.append(piece.text)
    return Additions(kept, list(dict.fromkeys(overriding)))


def pieces(source: str) -> list[Piece] | None:
    """Return the statements and magic lines at the top level of a cell; None if it is long or no Python."""
    if len(source) > LONGEST:
        return None
    lines = source.split("\n")
    python = [_without_magic(line) for line in lines]
    try:
        body = ast.parse("\n".join(python)).body
        for node in body:
            ast.unparse(node)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None
    groups: list[tuple[int, int, list[ast.stmt]]] = []
    for node in body:
        start = min([node.lineno, *(one.lineno for one in getattr(node, "decorator_list", []))])
        if groups and start <= groups[-1][1]:
            groups[-1] = (groups[-1][0], node.end_lineno, [*groups[-1][2], node])
        else:
            groups.append((start, node.end_lineno, [node]))
    inside = {number for start, end, _ in groups for number in range(start, end + 1)}
    magics = [
        (number, number, [])
        for number, line in enumerate(lines, 1)
        if number not in inside and MAGIC.match(line)
    ]
    found, last = [], 0
    for _, end, nodes in sorted(groups + magics, key=lambda group: group[0]):
        found.append(Piece("\n".join(lines[last:end]).strip("\n"), nodes))
        last = end
    return found


def _without_magic(line: str) -> str:
    if not MAGIC.match(line):
        return line
    indent = line[: len(line) - len(line.lstrip())]
    return f"{indent}pass" if indent else ""


def _bound(node: ast.stmt) -> Iterator[str]:
    """Yield the names that an assignment, a function or a class binds."""
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        yield node.name
    elif isinstance(node, ast.Assign | ast.AnnAssign | ast.AugAssign):
        targets: Iterable[ast.expr] = node.targets if isinstance(node, ast.Assign) else [node.target]
        for target in targets:
            for part in ast.walk(target):
                if isinstance(part, ast.Name) and isinstance(part.ctx, ast.Store):
                    yield part.id

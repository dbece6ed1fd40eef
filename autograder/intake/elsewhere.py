"""Find what a student wrote in another place than the sheet expects, by bounded work on short text."""

import ast
import re
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from typing import NamedTuple

# Characters of a cell that are parsed. The longest setup cell has 1875. Python's parser takes the square of
# a long dotted name: 65,000 characters take a gigabyte, so many take 20 MB.
LONGEST = 8000
MOST_PIECES = 200  # statements of a cell that become cells of their own
_LONGEST_LINE = 1000  # characters of a line in which names are looked for
_LONGEST_SEARCHED = 30_000  # characters of a cell in which they are looked for
_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_ASSIGNMENT = re.compile(r"(?<![=!<>])=(?!=)")
_WORD = re.compile(r"\w+")
_TARGETS = re.compile(r"[\w\s,*()]+(:.*)?")
_MAGIC = re.compile(r"\s*[%!]")
_IMPORT = re.compile(r"^(import|from)\s", re.MULTILINE)
_HOSTED = "google.colab"  # of its parent package, another part may be installed


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


def bound_words(source: str) -> set[str]:
    """Return the words that lines without indentation define, assign or import: a bounded search."""
    found: set[str] = set()
    for full in source[:_LONGEST_SEARCHED].split("\n"):
        line = full[:_LONGEST_LINE]
        if line[:1].isspace():
            continue
        if defined := _DEFINITION.match(line):
            found.add(defined[1])
        elif line.startswith(("import ", "from ")):
            found.update(_WORD.findall(line.partition("import")[2]))
        elif "=" in line:
            for target in _ASSIGNMENT.split(line)[:-1]:
                if target.count("(") == target.count(")") and _TARGETS.fullmatch(target):
                    found.update(_WORD.findall(target.split(":")[0]))
    return found


def imported_words(source: str) -> set[str]:
    """Return the words of lines that import something, wherever they stand: a bounded search."""
    found: set[str] = set()
    for line in source[:_LONGEST_SEARCHED].split("\n"):
        if line.lstrip().startswith(("import ", "from ")):
            found.update(_WORD.findall(line[:_LONGEST_LINE]))
    return found


def additions(released: str, edited: str) -> Additions | None:
    """Return what a student added to a released cell; None if that cannot be read.

    A statement that binds a name of the released cell anew is left out, unless it imports it.
    """
    found = _pieces(edited)
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


def around_missing_packages(source: str) -> list[str]:
    """Return a cell in parts, so that importing a package that is not installed stops nothing else.

    A cell that imports no such package stays whole.
    """
    if source.startswith("%%") or not _IMPORT.search(source):
        return [source]
    found = _pieces(source) or []
    if len(found) > MOST_PIECES or not any(_is_missing(node) for piece in found for node in piece.statements):
        return [source]
    parts, together = [], False
    for piece in found:
        imports = any(isinstance(node, ast.Import | ast.ImportFrom) for node in piece.statements)
        if together and not imports:
            parts[-1] += "\n" + piece.text
        else:
            parts.append(piece.text)
        together = not imports
    return parts


def is_prose(kind: str, source: str) -> bool:
    """Tell whether a cell is text for people: Markdown, or code cells of comments, strings, or no Python."""
    if kind != "code" or not source.strip():
        return bool(source.strip())
    lines = [line.strip() for line in source.strip().split("\n")]
    if all(line.startswith("#") or not line for line in lines):
        return True
    if _MAGIC.match(source) or len(source) > LONGEST:
        return False
    try:
        body = ast.parse(source).body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return True
    return all(isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) for node in body)


def added_lines(released: str, edited: str) -> str:
    """Return the lines of an edited text that are not in the released one."""
    known = {line.strip() for line in released.split("\n")}
    return "\n".join(line for line in edited.split("\n") if line.strip() not in known).strip()


def _pieces(source: str) -> list[Piece] | None:
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
        if number not in inside and _MAGIC.match(line)
    ]
    found, last = [], 0
    for _, end, nodes in sorted(groups + magics, key=lambda group: group[0]):
        found.append(Piece("\n".join(lines[last:end]).strip("\n"), nodes))
        last = end
    return found


def _without_magic(line: str) -> str:
    if not _MAGIC.match(line):
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


def _is_missing(node: ast.stmt) -> bool:
    """Tell whether a statement imports a package that is not installed; only its first name is looked up."""
    names = []
    if isinstance(node, ast.Import):
        names = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        names = [node.module, *(f"{node.module}.{alias.name}" for alias in node.names)]
    return any(name == _HOSTED or name.startswith(f"{_HOSTED}.") or not is_installed(name) for name in names)


def is_installed(name: str) -> bool:
    """Tell whether Python or its packages have a module; only the first part of its name is looked up."""
    try:
        return find_spec(name.partition(".")[0]) is not None
    except (ImportError, ValueError):  # a module without a specification, such as __main__, is there
        return True

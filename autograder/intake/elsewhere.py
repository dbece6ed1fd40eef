"""Find what a student wrote in another place than the sheet expects, by bounded work on short text."""

import ast
import re
from importlib.util import find_spec

from helpers.statements import LONGEST, MAGIC, MOST_PIECES, pieces

_LONGEST_LINE = 1000  # characters of a line in which names are looked for
_LONGEST_SEARCHED = 30_000  # characters of a cell in which they are looked for
_DEFINITION = re.compile(r"(?:async\s+)?(?:def|class)\s+(\w+)")
_ASSIGNMENT = re.compile(r"(?<![=!<>])=(?!=)")
_WORD = re.compile(r"\w+")
_TARGETS = re.compile(r"[\w\s,*()]+(:.*)?")
_SPOKEN = re.compile(r"[^\W\d_]{2,}")
_SENTENCE = 8  # words; comments on code are mostly shorter
_SWITCHED_OFF = re.compile(r"\w\(|=|\w\[|:$")
_IMPORT = re.compile(r"^(import|from)\s", re.MULTILINE)
_HOSTED = "google.colab"  # of its parent package, another part may be installed


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


def around_missing_packages(source: str) -> list[str]:
    """Return a cell in parts, so that importing a package that is not installed stops nothing else.

    A cell that imports no such package stays whole.
    """
    if source.startswith("%%") or not _IMPORT.search(source):
        return [source]
    found = pieces(source) or []
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
    if MAGIC.match(source) or len(source) > LONGEST:
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


def long_comments(released: str, edited: str) -> str:
    """Return the comments of a code cell that read as sentences, without those that were released.

    Comments in a row count as one. What looks like code that was switched off is left out.
    """
    known = {line.strip() for line in released.split("\n")}
    found: list[list[str]] = [[]]
    for line in edited[:_LONGEST_SEARCHED].split("\n"):
        text = line.strip()
        if not text.startswith("#") or text in known:
            found.append([])
        elif not _SWITCHED_OFF.search(text[:_LONGEST_LINE]):
            found[-1].append(text[:_LONGEST_LINE].lstrip("# "))
    texts = ["\n".join(lines) for lines in found]
    return "\n\n".join(text for text in texts if len(_SPOKEN.findall(text)) >= _SENTENCE)


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

"""Files of your own beside a notebook: which of them it needs, and how many may be handed in."""

import re
import sys
from collections.abc import Iterable
from importlib import metadata
from pathlib import Path
from urllib.parse import quote

from helpers.lacking import imported

MOST_FILES = 40  # of one notebook
LARGEST = 10 * 2**20  # bytes of all of them together
MOST_FOLDERS = 3  # in which a file may lie, below that of the notebook
OF_THE_COURSE = ("helpers", "helpers.py")
_MACHINERY = ("__pycache__", "__macosx", "node_modules", "site-packages", "handin")


def is_machinery(parts: tuple[str, ...]) -> bool:
    """Tell whether a file was made by a program, in a place that nobody hands in."""
    return any(part.startswith((".", "~$")) or part.lower() in _MACHINERY for part in parts) or parts[
        -1
    ].lower().endswith((".pyc", ".tmp"))


def needed(notebook: Path, code: Iterable[str], texts: Iterable[str]) -> list[Path]:
    """Return the files below a notebook's folder that it imports or names, modules they need included.

    Args:
        notebook: its path.
        code: the source of its code cells.
        texts: its other cells.
    """
    folder = notebook.parent
    there = [path for path in _below(folder) if path != notebook]
    sources, found = [*code], []
    while True:
        modules = set(imported(sources))
        words = "\n".join([*sources, *texts])
        new = [path for path in there if path not in found and _is_needed(path, folder, modules, words)]
        if not new:
            return sorted(found)
        found += new
        sources += [
            path.read_text(encoding="utf-8", errors="replace") for path in new if path.suffix == ".py"
        ]


def objections(folder: Path, files: list[Path]) -> list[str]:
    """Return, one sentence each, what stands against handing files in; a person would have to look.

    Args:
        folder: where the notebook lies.
        files: those that it needs.
    """
    said = []
    if len(files) > MOST_FILES:
        said.append(f"Of {len(files)} files beside the notebook, {MOST_FILES} are taken.")
    if sum(file.stat().st_size for file in files) > LARGEST:
        said.append(f"All files beside a notebook may have {LARGEST // 2**20} MB together; yours have more.")
    installed = sys.stdlib_module_names | metadata.packages_distributions().keys() if files else ()
    for file in files:
        path = file.relative_to(folder)
        if file.suffix == ".py" and path.parts[0].removesuffix(".py") in installed:
            said.append(
                f"Your file {path.as_posix()} has the name of a module that is installed here; grading "
                "imports that one. Give yours another name."
            )
    return said


def _below(folder: Path, depth: int = 0) -> list[Path]:
    """Return the plain files that may be handed in, at most some hundred: a folder may be a whole disk."""
    found: list[Path] = []
    for path in sorted(folder.iterdir()) if depth <= MOST_FOLDERS else []:
        if is_machinery((path.name,)) or path.is_symlink() or (not depth and path.name in OF_THE_COURSE):
            continue
        if path.is_dir():
            found += _below(path, depth + 1)
        elif path.is_file() and path.suffix != ".ipynb":
            found.append(path)
        if len(found) > 500:
            break
    return found


def _is_needed(path: Path, folder: Path, modules: set[str], words: str) -> bool:
    inside = path.relative_to(folder)
    if path.suffix == ".py" and inside.parts[0].removesuffix(".py") in modules:
        return True
    return any(
        re.search(rf"(?<![\w.-]){re.escape(name)}(?![\w-])", words)
        for name in {path.name, quote(path.name), quote(path.name, safe="()")}
    )

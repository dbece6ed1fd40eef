"""Files of a student's own beside the notebook: modules, pictures, tables. Which are taken, and how many."""

import os
import stat
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from autograder.course.names import is_file_name, printable
from autograder.intake.elsewhere import is_installed
from helpers.beside import LARGEST, MOST_FILES, MOST_FOLDERS, OF_THE_COURSE, is_machinery

NOTES = ("timestamp.txt", "group.txt")  # which nbgrader and this course write beside a notebook
_MOST_SEEN = 2000  # files and folders of a submission that are looked at
_MOST_LEFT = 20  # of those left out that are named
_MODULES = (".py", ".pyc", ".so")
_PICTURES = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".svg", ".bmp", ".tif", ".tiff")
_DOCUMENTS = (".pdf", ".doc", ".docx", ".odt", ".rtf", ".pages", ".tex", ".md", ".txt")
_OF_A_BUNDLE = ("readme.md", "license", "requirements.txt")


class Beside:
    """The files that are taken, within the limits, and why others are not.

    Attributes:
        files: contents by path: names of folders and the file's, with ``/`` between them.
        left: why a file is left out, by path; completes the sentence '<path> ...'.
    """

    def __init__(self) -> None:
        self.files: dict[str, bytes] = {}
        self.left: dict[str, str] = {}
        self._room = LARGEST

    def put(self, parts: tuple[str, ...], read: Callable[[int], bytes]) -> str | None:
        """Take a file, or note why not.

        Returns:
            Why it is left out; empty if it is taken; None if it is none of the student's own.

        Args:
            parts: its path below the folder of the notebook.
            read: returns its content, or as many bytes as it is asked for.
        """
        parts = tuple(_plain(part) for part in parts)
        path = printable("/".join(parts))
        if len(parts) == 1 and parts[0].casefold() in NOTES:
            return None
        if is_machinery(parts) or parts[-1].lower().endswith(".ipynb"):
            return None
        if reason := self._objection(parts, path):
            return self.leave(path, reason)
        try:
            data = read(self._room + 1)
        except OSError as error:
            return self.leave(path, f"cannot be read ({error.strerror}).")
        if len(data) > self._room:
            limit = LARGEST // 2**20
            return self.leave(path, f"is too large: all files beside a notebook may have {limit} MB.")
        self._room -= len(data)
        self.files[path] = data
        return ""

    def leave(self, path: str, reason: str) -> str:
        """Note why a file is left out; return the reason."""
        if len(self.left) < _MOST_LEFT:
            self.left[path] = reason
        return reason

    def _objection(self, parts: tuple[str, ...], path: str) -> str:
        if is_of_the_course(parts[:1]):
            return "is the course's own; grading uses its own copy."
        if len(parts) > MOST_FOLDERS + 1:
            return f"lies in more than {MOST_FOLDERS} folders."
        taken = any(path.startswith(f"{one}/") or one.startswith(f"{path}/") for one in self.files)
        like_ours = parts[0].casefold() in NOTES or any(part.lower().endswith(".ipynb") for part in parts)
        if taken or like_ours or not all(map(is_file_name, parts)):
            return "has a name that cannot be used here."
        if path in self.files:
            return "has the same name as another file."
        if len(self.files) >= MOST_FILES:
            return f"is one too many: {MOST_FILES} files beside a notebook are taken."
        return ""


def read(notebook: Path) -> Beside:
    """Return the files beside a notebook, and below its folder; links are not followed. Never raises."""
    found = Beside()
    there = [one for one in _walk(notebook.parent, found) if one[1] != notebook]
    for parts, path in sorted(there, key=lambda one: order(one[0])):
        found.put(parts, lambda most, path=path: _content(path, most))
    return found


def order(parts: tuple[str, ...]) -> tuple:
    """Return the place of a path among others: modules come first, for without them nothing runs."""
    return not parts[-1].endswith(".py"), len(parts), parts


def documents(files: Iterable[str]) -> list[str]:
    """Return which files may hold answers for a person to read: pictures, and texts written elsewhere."""
    return [
        path
        for path in files
        if path.lower().endswith((*_PICTURES, *_DOCUMENTS)) and path.lower() not in _OF_A_BUNDLE
    ]


def hidden(files: Iterable[str]) -> list[str]:
    """Return the modules that no ``import`` finds: Python or a package has one of the same name."""
    tops = {(path.partition("/")[0].partition(".")[0], path) for path in files if path.endswith(_MODULES)}
    return sorted(path for name, path in tops if name.isidentifier() and is_installed(name))


def is_of_the_course(parts: Iterable[str]) -> bool:
    """Tell whether a path leads to a copy of what the course has itself."""
    return any(part.casefold() in OF_THE_COURSE for part in parts)


def remove(notebook: Path, keep: Iterable[str]) -> None:
    """Remove the files of an earlier submission beside a notebook, but for those that are kept."""
    kept = set(keep)
    for parts, path in _walk(notebook.parent, Beside()):
        if path != notebook and "/".join(parts) not in kept and parts[0] not in NOTES:
            with suppress(OSError):
                path.unlink()


def _walk(folder: Path, found: Beside) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Yield the regular files of a folder in the order of their paths, at most so many."""
    seen = 0
    waiting: list[tuple[str, ...]] = [()]
    while waiting:
        at = waiting.pop()
        try:
            with os.scandir(folder.joinpath(*at)) as listing:
                entries = sorted(listing, key=lambda entry: entry.name)
        except OSError:
            continue
        folders = []
        for entry in entries:
            parts, seen = (*at, entry.name), seen + 1
            if seen > _MOST_SEEN:
                found.leave(
                    "", f"More than {_MOST_SEEN} files lie beside the notebook; the rest was left out."
                )
                return
            if entry.is_symlink():
                found.leave(printable("/".join(parts)), "is a link to another file.")
            elif entry.is_dir(follow_symlinks=False) and not is_machinery(parts):
                if len(parts) <= MOST_FOLDERS:
                    folders.append(parts)
                else:
                    found.leave(printable("/".join(parts)), f"lies in {MOST_FOLDERS} folders or more.")
            elif entry.is_file(follow_symlinks=False):
                yield parts, Path(entry.path)
        waiting += reversed(folders)


def _content(path: Path, most: int) -> bytes:
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    with open(os.open(path, flags), "rb") as file:
        return file.read(most) if stat.S_ISREG(os.fstat(file.fileno()).st_mode) else b""


def _plain(name: str) -> str:
    """Return a name with its accents as people type them, and with spaces of one kind."""
    name = unicodedata.normalize("NFC", name)
    return "".join(" " if unicodedata.category(c) == "Zs" else c for c in name)

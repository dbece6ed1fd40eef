"""Files and folders named after students, nbgrader's own folders, and GitHub Classroom's repositories."""

import re
from collections.abc import Sequence

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed


def read(files: Sequence[File], sheets: Sequence[str]) -> list[Handed]:
    """Read ``ada/02_backprop/any.ipynb``, ``ada/any.ipynb``, ``ada.ipynb``, ``ada_02_backprop.ipynb``.

    Of ``02-backprop-adalove99/...``, a repository of GitHub Classroom, the sheet's name does not count.
    """
    outer = {file.path[0] for file in files}
    wrapped = len(outer) == 1 and all(len(file.path) > 1 for file in files)
    if wrapped:  # one folder around all: a person's, unless it holds folders or files of several names
        inner = {file.path[1] for file in files if len(file.path) > 2}
        own = {_of_whom(file.path[1], sheets) for file in files if len(file.path) == 2}
        wrapped = not inner & set(sheets) and (
            len(inner) > 1 or (not inner and "" not in own and len(own) > 1)
        )
    folders = {file.path[wrapped] for file in files if len(file.path) > wrapped + 1}
    slug = _common_start(folders) if len(folders) > 1 else ""
    found = []
    for file in files:
        path = file.path[1:] if wrapped else file.path
        sheet = next((part for part in path[:-1] if part in sheets), None)
        named = [part for part in path[:-1] if part != sheet]
        sender = named[0] if named else _of_whom(path[-1], sheets)
        if named:
            sender = _without_sheet(sender, sheets)
        ids = {"any": sender} if sender else {}
        found.append(
            Handed(file, file.name, sender, ids, sheet, slug=slug if sender.startswith(slug) else "")
        )
    return found


def _of_whom(name: str, sheets: Sequence[str]) -> str:
    """Return what is left of a file's name without its ending and the sheet's name."""
    stem = name.rpartition(".")[0] or name
    for sheet in sheets:
        stem = re.sub(rf"(?i)(?:^|(?<=[_\s-])){re.escape(sheet)}(?:$|(?=[_\s-]))", "", stem)
    return stem.strip("_- ")


def _common_start(names: set[str]) -> str:
    first, last = min(names), max(names)
    differing = (at for at, (one, other) in enumerate(zip(first, last, strict=False)) if one != other)
    return first[: next(differing, len(first))]


def _without_sheet(name: str, sheets: Sequence[str]) -> str:
    """Return the name of a repository without the assignment's, if that is a sheet's."""
    for at, sign in enumerate(name):
        if sign == "-" and name[at + 1 :] and _alike(name[:at]) in map(_alike, sheets):
            return name[at + 1 :]
    return name


def _alike(name: str) -> str:
    return re.sub(r"[\W_]", "", name).casefold()

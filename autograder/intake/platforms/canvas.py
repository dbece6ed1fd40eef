"""Canvas: ``lovelaceada_LATE_123_456_file.ipynb``; of a group, its name and a member's number."""

import re

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed, numbered

_PATH = re.compile(
    r"(?i)(?:(?!late_(?:\d|anon_)|\d+_)(?P<name>[^\W_].*?)_)?(?:(?P<late>late)_)?(?P<id>\d+|anon_[a-z0-9]+)_"
    r"(?:(?P<upload>\d+)_(?P<file>.+)|(?P<text>(?:text|link)\.html))"
)
_NUMBERED = re.compile(r"(.+)-(\d+)((?:\.\w+)+)")


def reader(file: File, path: tuple[str, ...]) -> Handed | None:
    """Read a path."""
    match = _PATH.fullmatch(path[0]) if len(path) == 1 else None
    if not match:
        return None
    name, number = numbered(match["file"] or match["text"], _NUMBERED)
    sender = match["name"] or match["id"]
    return Handed(file, name, sender, {"canvas": match["id"]}, late=bool(match["late"]), number=number)

"""Canvas: ``lovelaceada_LATE_123_456_file.ipynb``; of a group, its name and a member's number.

Canvas takes feedback back in files whose names begin in the same way. It looks at the two numbers, which are
the user's and the upload's, and ignores what follows, unless that has a part that begins with ``link``.
"""

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
    ids, late = {"canvas": match["id"]}, bool(match["late"])
    return Handed(file, name, sender, ids, late=late, number=number, place=path[0])


def feedback_name(place: str, sheet: str) -> str:
    """Return the name of a page of feedback for a file of the download; empty if Canvas takes none for it.

    Args:
        place: the name of the file in the download.
        sheet: what the page is called: whatever the student called the file, it is no part of the name.
    """
    match = _PATH.fullmatch(place)
    return f"{place[: match.end('upload')]}_{sheet}.html" if match and match["upload"] else ""

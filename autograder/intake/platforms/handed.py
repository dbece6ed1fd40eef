"""What the path of a file in a download says about it."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from autograder.intake.archive import File


@dataclass(frozen=True)
class Handed:
    """A file, and what its path says about it.

    Attributes:
        file: the file.
        name: what the student called it.
        sender: the student it comes from, as the platform writes it; empty if the path does not say.
        ids: the sender's ids by kind, see ``roster.IDS``.
        sheet: the sheet for which it was handed in, where the layout says so.
        late: whether the platform marked it as late.
        number: the platform's count of uploads of the same name.
        time: when it was handed in, if the platform says; with or without a time zone.
        feedback: whether it is feedback for the student rather than a submission.
        owners: the numbers of the users to whom the file and the sender's folder belong; empty if not known.
        group: the group that handed it in, as the platform calls it; empty if it is not a group's.
        slug: what may stand before the sender's name in ``sender``: a repository's or a group's name.
        added: whether the platform has added the file to the download.
        place: the platform's own name for the file or folder, under which it takes feedback back; empty if
            it takes none by name.
    """

    file: File
    name: str
    sender: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    sheet: str | None = None
    late: bool = False
    number: int = 0
    time: datetime | None = None
    feedback: bool = False
    owners: frozenset[int] = frozenset()
    group: str = ""
    slug: str = ""
    added: bool = False
    place: str = ""


# Reads a path without the folders around the download; None if it does not fit the platform.
Reader = Callable[[File, tuple[str, ...]], Handed | None]


def numbered(name: str, pattern: re.Pattern) -> tuple[str, int]:
    """Return a name without the number that a platform adds to repeated names, and that number."""
    match = pattern.fullmatch(name)
    return (match[1] + match[3], int(match[2])) if match else (name, 0)

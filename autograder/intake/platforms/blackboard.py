"""Blackboard: ``02_backprop_adal_attempt_2026-05-03-20-15-10_file.ipynb``, and a receipt for each attempt."""

import re
from collections.abc import Sequence
from datetime import datetime

from autograder.intake.archive import File, Refused
from autograder.intake.platforms.handed import Handed, Reader

# The first time of an attempt is Blackboard's; what a student calls a file comes behind it.
_PATH = re.compile(
    r"(?P<head>.*?)_attempt_(?P<time>\d{4}-\d\d-\d\d-\d\d-\d\d-\d\d)(?:_(?P<file>.+)|(?P<receipt>\.txt))"
)
_NAMED = re.compile(r"Name: (?P<name>[^\r\n]{0,200}) \((?P<login>[^()\s]{1,100})\)\s*$", re.MULTILINE)
_LONGEST_RECEIPT = 10**5  # bytes; students can write a comment


def reader_of(files: Sequence[File]) -> Reader:
    """Return the reader for a download; the receipts tell where a login begins that has ``_`` in it."""
    people: dict[str, tuple[str, str]] = {}
    for file in files:
        match = _PATH.fullmatch(file.name)
        if match and match["receipt"]:
            first = _first_line(file)
            known = _NAMED.match(first)
            if known and match["head"].endswith("_" + known["login"]):
                people[match["head"]] = (known["login"], known["name"])

    def reader(file: File, path: tuple[str, ...]) -> Handed | None:
        match = _PATH.fullmatch(path[0]) if len(path) == 1 else None
        if not match:
            return None
        login, name = people.get(match["head"], (match["head"].rpartition("_")[2], ""))
        try:
            time = datetime.strptime(match["time"], "%Y-%m-%d-%H-%M-%S")
        except ValueError:
            return None
        ids = {"any": login, "login": login}
        called = match["file"] or file.name
        return Handed(file, called, name or login, ids, time=time, added=bool(match["receipt"]))

    return reader


def _first_line(file: File) -> str:
    try:
        return file.read()[:_LONGEST_RECEIPT].decode("utf-8-sig", "replace").partition("\n")[0]
    except Refused:
        return ""

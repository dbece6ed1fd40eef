"""Brightspace: ``51234-700001 - Ada Lovelace - May 3, 2026 815 PM/...``, one folder for each submission."""

import re
from datetime import datetime

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed

_FOLDER = re.compile(
    r"(?P<id>\d+)-\d+ - (?P<name>.+) - "
    r"(?P<month>[A-Z][a-z]{2})[a-z]*\.? (?P<day>\d\d?), (?P<year>\d{4}) (?P<hour>\d\d?):?(?P<minute>\d\d) ?"
    r"(?P<half>[AP]M)",
)


def reader(file: File, path: tuple[str, ...]) -> Handed | None:
    """Read a path."""
    if path == ("index.html",):
        return Handed(file, file.name, added=True)
    match = _FOLDER.fullmatch(path[0]) if len(path) > 1 else None
    if not match:
        return None
    written = "{month} {day} {year} {hour}:{minute} {half}".format(**match.groupdict())
    try:
        time = datetime.strptime(written, "%b %d %Y %I:%M %p")
    except ValueError:
        return None
    return Handed(file, file.name, match["name"].strip(), {"brightspace": match["id"]}, time=time)

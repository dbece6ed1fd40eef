"""Moodle: ``Ada Lovelace_123_assignsubmission_file/...``, before 4.1 with ``_`` at the end, or as files.

Of teams, there is one folder for each team since 4.1 (``Team Rocket_17_...``, ``Default group_...``), and one
for each member before (``Team Rocket-Ada Lovelace_123_...``).
"""

import re

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed

_PATH = re.compile(
    r"(?P<name>.*?)(?:_(?P<id>\d+))?_(?P<kind>assign(?:submission|feedback)_[a-z]+)(?:_(?P<file>.*))?"
)


def reader(file: File, path: tuple[str, ...]) -> Handed | None:
    """Read a path; whether a name is a person's or a team's, only a roster knows."""
    match = _PATH.fullmatch(path[0])
    if not match or (len(path) == 1 and not match["file"]):
        return None
    name = match["file"] if len(path) == 1 else file.name
    feedback = not match["kind"].startswith("assignsubmission")
    sender = match["name"].strip()
    ids = {"moodle": match["id"]} if match["id"] else {}
    return Handed(file, name, sender, ids, feedback=feedback, slug=sender)

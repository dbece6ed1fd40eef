"""ILIAS: ``Title/Submissions/Lovelace_Ada_ada_123/...``, multi-feedback folders, and teams' folders.

ILIAS takes feedback back in ``multi_feedback.../Lovelace_Ada_ada_123/``, whose last number is the user's.
What is in the folder of one member of a team goes to the team.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed, Reader, numbered

_PERSON = re.compile(r"(?P<last>.+?)_(?P<first>.+)_(?P<login>[^_]+)_(?P<id>\d+)")
_LATE = re.compile(r"(?i)(?:late|versp\w*)[\w ]* - (?P<file>.+)")
_FOLDERS = {"submissions", "abgaben"}
_TEAM = re.compile(r"Team[ _]\d+")  # ILIAS' own, and of the plugin ExerciseStatusFile
_ADDED = re.compile(r"(?i)status\.(?:csv|xlsx?)|readme\.md|checksums\.json")
_FEEDBACK = "multi_feedback"
_NUMBERED = re.compile(r"(.+) \((\d+)\)(\.\w+)")
_PACKED_AT_ONCE = timedelta(minutes=10)


def reader_of(files: Sequence[File]) -> Reader:
    """Return the reader for an ILIAS download, which has students' folders on one level."""
    level = _level([file.path[:-1] for file in files])

    def reader(file: File, path: tuple[str, ...]) -> Handed | None:
        if path == file.path and len(path) <= level + 1 and _ADDED.fullmatch(file.name):
            return Handed(file, file.name, added=True)
        match = _PERSON.fullmatch(path[level]) if path == file.path and len(path) > level + 1 else None
        if not match:
            return None
        late = _LATE.fullmatch(file.name)
        name, number = numbered(late["file"] if late else file.name, _NUMBERED)
        ids = {"ilias": match["id"], "login": match["login"]}
        sender = f"{match['first']} {match['last']}"
        team = path[level - 1] if level and _TEAM.fullmatch(path[level - 1]) else ""
        start = level - bool(team)
        start -= start > 0 and _is_feedback(path[start - 1])
        about = {"time": file.time, "group": team, "place": "/".join(path[start : level + 1])}
        return Handed(file, name, sender, ids, late=bool(late), number=number, **about)

    return reader


def _level(paths: Sequence[tuple[str, ...]]) -> int:
    """Return the level of students' folders: the outermost with two of them, else with one."""
    start = 0
    for path in paths[:1]:
        for depth, part in enumerate(path[:3]):
            if part.lower() in _FOLDERS or _is_feedback(part):
                start = depth + 1
        if len(path) > start and _TEAM.fullmatch(path[start]):
            start += 1
    people = [
        {path[level] for path in paths if len(path) > level and _PERSON.fullmatch(path[level])}
        for level in range(start, start + 3)
    ]
    for least in (2, 1):
        for level, names in enumerate(people, start):
            if len(names) >= least:
                return level
    return start


def feedback_name(place: str, sheet: str) -> str:
    """Return the path of a page of feedback: for a folder of a multi-feedback archive, in the same folder.

    Args:
        place: the folder, with a team's or a multi-feedback folder around it if there is one.
        sheet: what the page is called.
    """
    outer, _, person = place.rpartition("/")
    return f"{outer if _is_feedback(outer) else _FEEDBACK}/{person}/{sheet}.html"


def team(place: str) -> str:
    """Return the folder of a team, or else the place itself: what is in it is for all of its members."""
    outer = place.rpartition("/")[0]
    return outer if _TEAM.fullmatch(outer.rpartition("/")[2]) else place


def _is_feedback(name: str) -> bool:
    return name.lower().startswith(_FEEDBACK)


def without_packing_times(handed: list[Handed]) -> list[Handed]:
    """Drop times that are all nearly the same: they show when the archive was made."""
    times = [one.file.time for one in handed if one.time and one.file.time]
    if not times:
        return handed
    clocks = [time.replace(tzinfo=None) for time in times]
    if max(clocks) - min(clocks) > _PACKED_AT_ONCE:
        return handed
    return [replace(one, time=None) for one in handed]

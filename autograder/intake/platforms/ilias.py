"""ILIAS: ``Title/Submissions/Lovelace_Ada_ada_123/...``, multi-feedback folders, and teams' folders."""

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from autograder.intake.archive import File
from autograder.intake.platforms.handed import Handed, Reader, numbered

_PERSON = re.compile(r"(?P<last>.+?)_(?P<first>.+)_(?P<login>[^_]+)_(?P<id>\d+)")
_LATE = re.compile(r"(?i)(?:late|versp\w*)[\w ]* - (?P<file>.+)")
_FOLDERS = {"submissions", "abgaben"}
_TEAM = re.compile(r"Team \d+")
_STATUS = re.compile(r"(?i)status\.(?:csv|xlsx?)")
_NUMBERED = re.compile(r"(.+) \((\d+)\)(\.\w+)")
_PACKED_AT_ONCE = timedelta(minutes=10)


def reader_of(files: Sequence[File]) -> Reader:
    """Return the reader for an ILIAS download, which has students' folders on one level."""
    level = _level([file.path[:-1] for file in files])

    def reader(file: File, path: tuple[str, ...]) -> Handed | None:
        if path == file.path and len(path) <= level + 1 and _STATUS.fullmatch(file.name):
            return Handed(file, file.name, added=True)
        match = _PERSON.fullmatch(path[level]) if path == file.path and len(path) > level + 1 else None
        if not match:
            return None
        late = _LATE.fullmatch(file.name)
        name, number = numbered(late["file"] if late else file.name, _NUMBERED)
        ids = {"ilias": match["id"], "login": match["login"]}
        sender = f"{match['first']} {match['last']}"
        team = path[level - 1] if level and _TEAM.fullmatch(path[level - 1]) else ""
        return Handed(file, name, sender, ids, late=bool(late), number=number, time=file.time, group=team)

    return reader


def _level(paths: Sequence[tuple[str, ...]]) -> int:
    """Return the level of students' folders: the outermost with two of them, else with one."""
    start = 0
    for path in paths[:1]:
        for depth, part in enumerate(path[:3]):
            if part.lower() in _FOLDERS or part.startswith("multi_feedback_"):
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


def without_packing_times(handed: list[Handed]) -> list[Handed]:
    """Drop times that are all nearly the same: they show when the archive was made."""
    times = [one.file.time for one in handed if one.time and one.file.time]
    if not times:
        return handed
    clocks = [time.replace(tzinfo=None) for time in times]
    if max(clocks) - min(clocks) > _PACKED_AT_ONCE:
        return handed
    return [replace(one, time=None) for one in handed]

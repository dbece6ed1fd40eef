"""Gradescope: ``assignment_42_export/submission_90001/...``; ``submission_metadata.yml`` says whose each is.

The few keys are read line by line, at the depth where Gradescope writes them. A name is what a student chose;
text that goes on in the next line could pass for another student's key, so such a submission is nobody's.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime

from autograder.intake.archive import File, Refused
from autograder.intake.platforms.handed import Handed

_METADATA = "submission_metadata.yml"
_SUBMISSION = re.compile(r"(submission_\d+):\s*")
_KEY = re.compile(r"(?P<indent> *)(?P<item>- )?:(?P<key>\w+):(?: (?P<value>.*))?")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d)(?:\.\d+)? (Z|[+-]\d\d:\d\d)")


@dataclass
class _Submission:
    """What the metadata say about one submission."""

    people: list[dict[str, str]] = field(default_factory=list)  # ``name``, ``sid``, ``email``
    time: datetime | None = None
    clear: bool = True  # whether every line could be read


def read(files: Sequence[File]) -> list[Handed] | None:
    """Return the files of an export, each for each of its submitters; None if it is not an export."""
    outermost = min((len(file.path) for file in files), default=0)
    metadata = next((file for file in files if file.name == _METADATA and len(file.path) == outermost), None)
    if metadata is None:
        return None
    try:
        known = _submissions(metadata.read().decode("utf-8", "replace"))
    except Refused:
        return None
    found = []
    for file in files:
        inner = file.path[len(metadata.path) - 1 :]
        if file is metadata:
            found.append(Handed(file, file.name, added=True))
            continue
        one = known.get(inner[0]) if len(inner) > 1 else None
        people = one.people if one and one.clear else []
        group = " and ".join(person.get("name", "") for person in people) if len(people) > 1 else ""
        for person in people:
            ids = {"any": person.get("sid", ""), "number": person.get("sid", "")}
            ids["email"] = person.get("email", "")
            ids = {kind: value for kind, value in ids.items() if value}
            sender = person.get("name") or person.get("sid") or person.get("email") or ""
            found.append(Handed(file, file.name, sender, ids, time=one.time, group=group))
        if not people:
            found.append(Handed(file, file.name))
    return found


def _submissions(text: str) -> dict[str, _Submission]:
    """Return what the metadata say, by the name of the folder."""
    found: dict[str, _Submission] = {}
    one, within = None, False
    for line in text.splitlines():
        if match := _SUBMISSION.fullmatch(line):
            one, within = found.setdefault(match[1], _Submission()), False
            continue
        match = _KEY.fullmatch(line)
        if one is None:
            continue
        if not match:
            one.clear = one.clear and not within  # the rest of a text, maybe
            continue
        depth, value = len(match["indent"]), (match["value"] or "").strip()
        if depth == 2 and not match["item"]:
            within = match["key"] == "submitters"
            if match["key"] == "created_at" and (time := _TIME.fullmatch(value)):
                one.time = datetime.fromisoformat(f"{time[1]}{time[2].replace('Z', '+00:00')}")
        elif within and match["key"] in ("name", "sid", "email"):
            plain = _plain(value)
            if plain is None:
                one.clear = False
            elif match["item"]:
                one.people.append({match["key"]: plain})
            elif one.people and match["key"] not in one.people[-1]:
                one.people[-1][match["key"]] = plain
            else:
                one.clear = False
    return found


def _plain(value: str) -> str | None:
    """Return a text of one line without its quotes; None if it goes on or is written in another way."""
    if value[:1] == "'":
        return value[1:-1].replace("''", "'") if re.fullmatch(r"'(?:[^']|'')*'", value) else None
    if value[:1] == '"':
        return value[1:-1] if re.fullmatch(r'"[^"\\]*"', value) else None
    return None if value[:1] in ("|", ">", "&", "*", "!", "[", "{") else value

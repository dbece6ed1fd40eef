"""Bring the pictures that a text means into its cell: from its attachments, or from files beside it."""

import base64
import re
from itertools import count, islice
from typing import Any, NamedTuple

from autograder.course.names import printable
from autograder.intake.harmless import clean_text, image
from helpers import pictures

MOST_BROUGHT = 30 * 2**20  # characters of pictures that one notebook gets from files; a copy for each cell
MOST_PLACES = 2000  # of a notebook's texts that are looked at
MOST_ATTACHED = 200  # pictures of a cell; each may be in its text, too
_DATA = re.compile(r"data:image/\w{1,10};base64,([A-Za-z0-9+/=]+)")
_SIMPLE = re.compile(r"[A-Za-z0-9._-]{1,100}")
_REST = re.compile(r"attachment\\?:", re.IGNORECASE)
_INLINE = "inline-picture-"
_LONGEST_NAME = 200  # characters of a name that are shown


class Shown(NamedTuple):
    """A text whose pictures are attached to it.

    Attributes:
        source: the text; it refers to attached pictures only.
        attachments: the pictures, by name, each as ``{mime: base64}``.
        missing: what to say of each picture that cannot be shown; completes 'In this cell, ...'.
    """

    source: str
    attachments: dict[str, dict[str, str]]
    missing: list[str]


class Album:
    """The pictures among the files beside a notebook.

    Attributes:
        used: the paths of those that a text means.

    Args:
        files: contents by path.
    """

    def __init__(self, files: dict[str, bytes]):
        self._files = files
        self._file_names = pictures.Names(files)
        self._places = MOST_PLACES
        self._room = MOST_BROUGHT
        self._names: set[str] = set()  # no two pictures of a notebook have one: their texts may be joined
        self.used: set[str] = set()

    def show(self, source: str, attachments: dict[str, Any]) -> Shown:
        """Return a text of a student's with its pictures.

        Args:
            source: Markdown.
            attachments: whatever stands in the cell under this name.
        """
        some = islice(attachments.items(), MOST_ATTACHED)
        there: dict[str, Any] = {clean_text(name): bundle for name, bundle in some}
        source = _without_data(source, there)
        self._places -= pictures.places(source)
        attached = pictures.Names(there)
        kept: dict[str, tuple[str, dict[str, str]]] = {}  # by what is meant: the name here, and the picture
        parts, missing, at, lost = [], [], 0, False
        for picture in pictures.pictures(source) if self._places >= 0 else ():
            meant = attached.find(picture.target) or self._file_names.find(picture.target)
            parts.append(_REST.sub("attachment ", source[at : picture.start]))
            at = picture.end
            if meant not in kept and meant and (found := self._picture(meant, there)):
                kept[meant] = self._name(meant, found), found
            if meant in kept:
                parts.append(_placed(picture, kept[meant][0]))
                continue
            lost = lost or picture.target.lower().startswith("attachment:")
            called, why = _called(picture.target), _why(picture.target, meant)
            missing.append(f"the picture {called} cannot be shown: {why}.")
            parts.append(f"(The picture `{called}` cannot be shown here: {why}.)")
        parts.append(_REST.sub("attachment ", source[at:]))
        for name in there if lost else ():  # one of these is meant
            if name not in kept and (found := self._picture(name, there)):
                kept[name] = self._name(name, found), found
                parts.append(f"\n\n![](attachment:{kept[name][0]})")
        return Shown("".join(parts), dict(kept.values()), missing)

    def _name(self, meant: str, found: dict[str, str]) -> str:
        """Return a new name for a picture, which means nothing to Markdown."""
        name = meant
        if not _SIMPLE.fullmatch(name) or name in self._names:
            [mime] = found
            ending = mime.rpartition("/")[2]
            new = (f"picture-{number}.{ending}" for number in count(len(self._names) + 1))
            name = next(one for one in new if one not in self._names)
        self._names.add(name)
        return name

    def _picture(self, name: str, there: dict[str, Any]) -> dict[str, str] | None:
        """Return a picture as ``{mime: base64}``; None if it is none that can be shown."""
        if name in there:
            return _attached(there[name])
        self.used.add(name)
        data = base64.b64encode(self._files[name]).decode()
        found = image(data)
        if found is None or len(data) > self._room:
            return None
        self._room -= len(data)
        return {found[0]: found[1]}


def _without_data(source: str, there: dict[str, Any]) -> str:
    """Take the data of pictures out of a text, which would be too long to be rendered, into ``there``."""

    def out(match: re.Match) -> str:
        name = f"{_INLINE}{len(there)}"
        there[name] = {"": match[1]}
        return f"attachment:{name}"

    return _DATA.sub(out, source) if "data:image/" in source else source


def _attached(bundle: Any) -> dict[str, str] | None:
    for data in bundle.values() if isinstance(bundle, dict) else ():
        if found := image(data):
            return {found[0]: found[1]}
    return None


def _placed(picture: pictures.Picture, name: str) -> str:
    if picture.label:
        return f"[{picture.label}]: attachment:{name}"
    return f"![{picture.words.replace(']', ')')}](attachment:{name})"


def _called(target: str) -> str:
    name = (pictures.names(target) or [""])[-1]
    return printable(clean_text(name))[:_LONGEST_NAME].replace("`", "'")


def _why(target: str, meant: str | None) -> str:
    if meant:
        return "it is no PNG, JPEG, GIF or WebP picture, or there are too many"
    return "it is on the web" if pictures.is_elsewhere(target) else "it was not handed in"

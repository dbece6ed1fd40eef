"""Pictures in text cells: where they are meant to be, and which file is meant."""

import re
import unicodedata
from collections.abc import Iterable
from html import unescape
from itertools import islice
from typing import NamedTuple
from urllib.parse import unquote

ENDINGS = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".heic", ".svg", ".bmp", ".tif", ".tiff", ".pdf")
_MOST = 200  # places of a text that are looked at
_LONGEST = 1000  # characters of the name of a picture
_BEGIN = re.compile(r"!\[|<img\s|^ {0,3}\[[^\]\n]{1,100}\]:[ \t]*", re.MULTILINE | re.IGNORECASE)
_ATTRIBUTE = r"(?i)\b{}\s?=\s?(\"[^\"]*\"|'[^']*'|[^\s\"'>]+)"
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_JOINED = re.compile(r"[\s_+]+")


class Picture(NamedTuple):
    """A place in a text where a picture is meant to be.

    Attributes:
        start: where it begins in the text.
        end: where it ends.
        words: what describes the picture.
        target: what names it, as it was written.
        label: of a definition that other places refer to; else empty.
    """

    start: int
    end: int
    words: str
    target: str
    label: str = ""


def places(text: str) -> int:
    """Return how many places of a text ``pictures`` looks at, each for a tenth of a millisecond."""
    return sum(1 for _ in islice(_BEGIN.finditer(text), _MOST))


def pictures(text: str) -> list[Picture]:
    """Return the pictures of a text: ``![](x)``, ``<img src=x>``, ``[label]: x``, by bounded work."""
    found: list[Picture] = []
    for begin in islice(_BEGIN.finditer(text), _MOST):
        if found and begin.start() < found[-1].end:
            continue
        read = {"!": _markdown, "<": _html}.get(begin[0][0], _definition)
        if picture := read(text, begin):
            found.append(picture)
    return found


def names(target: str) -> list[str]:
    """Return what a target may be called, as it is and decoded; without ``attachment:`` and the like."""
    found = []
    for text in (target, _ESCAPED.sub(r"\1", unescape(target))):
        for once in (text, unquote(text), unquote(unquote(text))):
            name = re.sub(r"(?i)^(?:attachment|files?|sandbox):/{0,3}", "", once).replace("\\", "/")
            found += [name, name.partition("?")[0].partition("#")[0]]
    return list(dict.fromkeys(re.sub(r"^(?:\./)+", "", name) for name in found if name))


class Names:
    """The names of pictures that are there, to be found by what a text calls them."""

    def __init__(self, there: Iterable[str]):
        self._known: dict[str, str] = {}
        self._last: dict[str, list[str]] = {}
        for name in there:
            key = _key(name)
            if self._known.setdefault(key, name) == name:
                self._last.setdefault(key.rpartition("/")[2], []).append(name)

    def find(self, target: str) -> str | None:
        """Return the name that a target means; the folder counts only if it decides."""
        keys = [_key(name) for name in names(target)]
        if found := next((self._known[key] for key in keys if key in self._known), None):
            return found
        for key in keys:
            alike = self._last.get(key.rpartition("/")[2], [])
            if len(alike) == 1:
                return alike[0]
        return None


def is_elsewhere(target: str) -> bool:
    """Tell whether a target is on the web."""
    return target.strip().lower().startswith(("http:", "https:", "//"))


def _key(name: str) -> str:
    """Return what two names have in common if people, or a platform, take one for the other."""
    return _JOINED.sub("_", unicodedata.normalize("NFKC", name).casefold().strip())


def _markdown(text: str, begin: re.Match) -> Picture | None:
    middle = text.find("](", begin.end(), begin.end() + _LONGEST)
    if middle < 0:
        return None
    words, at, depth = text[begin.end() : middle], middle + 2, 1
    if pointed := re.match(r"[ \t]{0,9}<", text[at : at + 10]):
        close = text.find(">", at, at + _LONGEST)
        end = text.find(")", close, close + _LONGEST) if close >= 0 else -1
        if "\n" in text[at:end] or end < 0:
            return None
        return Picture(begin.start(), end + 1, words, text[at + pointed.end() : close])
    for place in range(at, min(len(text), at + _LONGEST)):
        sign = text[place]
        depth += {"(": 1, ")": -1}.get(sign, 0) if text[place - 1] != "\\" else 0
        if sign == "\n":
            return None
        if depth == 0:
            return Picture(begin.start(), place + 1, words, _without_title(text[at:place]))
    return None


def _html(text: str, begin: re.Match) -> Picture | None:
    end = text.find(">", begin.end(), begin.end() + 2 * _LONGEST)
    inside = text[begin.end() : end] if end >= 0 else ""
    source = re.search(_ATTRIBUTE.format("src"), inside)
    if not source:
        return None
    words = re.search(_ATTRIBUTE.format("alt"), inside)
    of = lambda match: unescape(match[1].strip("\"'"))
    return Picture(begin.start(), end + 1, of(words) if words else "", of(source))


def _definition(text: str, begin: re.Match) -> Picture | None:
    line = text[begin.end() : begin.end() + _LONGEST].partition("\n")[0]
    target = _without_title(line).strip("<>")
    is_picture = target.lower().startswith("attachment:") or target.lower().endswith(ENDINGS)
    label = begin[0].strip()[1:].rpartition("]:")[0]
    return Picture(begin.start(), begin.end() + len(line), "", target, label) if is_picture else None


def _without_title(inside: str) -> str:
    inside = inside.strip()
    if (
        inside[-1:] in ('"', "'")
        and (start := inside.rfind(inside[-1], 0, -1)) > 0
        and inside[start - 1] in " \t"
    ):
        inside = inside[:start]
    return inside.strip()

"""Read the rubric of a written question: which items it has, and what each is worth.

A rubric is a paragraph that begins with ``**Rubric.**``. Its items are written in one of two ways:

- ``1 point: this. Half a point: that.`` Each item goes on to the next one. Of ``Half a point each: (a) this;
  (b) that.``, each part is an item.
- ``1 point for this, 1 point for that.``, if no item has a colon.

Sentences of another form, such as ``Results without steps: half a point.``, are notes for the marker.
"""

import re
from collections.abc import Iterator
from hashlib import sha256
from typing import NamedTuple

_BEGIN = re.compile(r"^\*\*Rubric\.?\*\*:?\s*", re.MULTILINE)
_NUMBERS = {"half a": 0.5, "a": 1.0, "one": 1.0, "two": 2.0, "three": 3.0, "four": 4.0, "five": 5.0}
_WORTH = rf"(?P<number>\d+(?:\.\d+)?|{'|'.join(_NUMBERS)})\s+points?"
_START = r"(?:^|(?<=[.;,!?)\"”*]\s))(?:and\s+)?"
_COLON = re.compile(rf"{_START}{_WORTH}(?P<each>\s+each)?\s*:\s+", re.IGNORECASE)
_FOR = re.compile(rf"{_START}{_WORTH}\s+for\s+", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z\"“$(])|(?<=[.!?][\")”])\s+(?=[A-Z\"“$(])")


class Item(NamedTuple):
    """What an answer can earn points with.

    Attributes:
        key: identifies it, as long as its text and its points stay as they are.
        points: what it is worth.
        text: in Markdown.
    """

    key: str
    points: float
    text: str


class Rubric(NamedTuple):
    """What a marker needs to know about a question.

    Attributes:
        model: the model answer, in Markdown.
        items: in the order of the rubric; empty if it does not say any in a known form.
        notes: the other sentences of the rubric, in Markdown.
    """

    model: str
    items: list[Item]
    notes: str


def parse(source: str) -> Rubric:
    """Return the model answer and the rubric of an answer cell, as it is in the sheet's source."""
    begin = _BEGIN.search(source)
    if begin is None:
        return Rubric(source.strip(), [], "")
    text = " ".join(source[begin.end() :].split())
    pattern = _COLON if _COLON.search(text) else _FOR
    starts = list(pattern.finditer(text))
    if not starts:
        return Rubric(source[: begin.start()].strip(), [], text)
    items, notes = [], [text[: starts[0].start()].strip()]
    for start, after in zip(starts, [*starts[1:], None], strict=True):
        body, rest = _split(text[start.end() : after.start() if after else len(text)])
        notes.append(rest)
        parts = body.split("; ") if start.groupdict().get("each") else [body]
        items += [item(_worth(start["number"]), part.strip(" .,;")) for part in parts]
    return Rubric(source[: begin.start()].strip(), items, " ".join(filter(None, notes)))


def item(points: float, text: str) -> Item:
    """Return an item; its key depends on nothing but the points and the text."""
    return Item(sha256(f"{points:g} {text}".encode()).hexdigest()[:12], points, text)


def _worth(number: str) -> float:
    number = " ".join(number.lower().split())
    return _NUMBERS[number] if number in _NUMBERS else float(number)


def _split(body: str) -> tuple[str, str]:
    """Return what belongs to an item, which is a sentence and what follows in parentheses, and the rest."""
    sentences = list(_sentences(body.strip()))
    own = 1
    while own < len(sentences) and sentences[own].startswith("("):
        own += 1
    return " ".join(sentences[:own]), " ".join(sentences[own:])


def _sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; a period inside a formula or in parentheses ends none."""
    begin = 0
    for end in _SENTENCE.finditer(text):
        before = text[: end.start()]
        if before.count("$") % 2 == 0 and before.count("(") <= before.count(")"):
            yield text[begin : end.start()]
            begin = end.end()
    yield text[begin:]

"""What a page is about: its sections with their words, for the list of contents and for the search."""

import re
from html.parser import HTMLParser
from typing import NamedTuple

_HEADINGS = ("h2", "h3", "h4")
_APART = {"p", "li", "td", "th", "pre", "div", "summary", "br", "tr", "details", *_HEADINGS}
_POINTS = re.compile(r" · \d+ points?$")
_UNSEEN = re.compile("[\u2061\ufe00]")  # function application and variation selectors, in formulas


class Section(NamedTuple):
    """A part of a page below a heading.

    Attributes:
        level: of the heading, from 2; 1 for what stands above the first.
        anchor: of the heading; empty for what stands above the first.
        title: the words of the heading, without points.
        text: the words below it.
    """

    level: int
    anchor: str
    title: str
    text: str


def sections(html: str) -> list[Section]:
    """Return the sections of a page's content, in order."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [
        Section(level, anchor, _POINTS.sub("", _plain(title)), _plain(text))
        for level, anchor, title, text in reader.found
    ]


class _Reader(HTMLParser):
    def __init__(self):
        super().__init__()
        self.found: list[list] = [[1, "", "", ""]]
        self._place = 3  # of what is read: a title or a text

    def handle_starttag(self, tag, attrs):
        if tag in _HEADINGS:
            self.found.append([int(tag[1]), dict(attrs).get("id", ""), "", ""])
            self._place = 2
        elif tag in _APART:
            self.found[-1][self._place] += " "

    def handle_endtag(self, tag):
        if tag in _HEADINGS:
            self._place = 3

    def handle_data(self, data):
        self.found[-1][self._place] += data


def _plain(text: str) -> str:
    return " ".join(_UNSEEN.sub("", text).split())

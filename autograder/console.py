"""The terminal: whatever is printed there moves no cursor, hides no text and is no markup of a student's."""

from collections.abc import Iterable

from rich.console import Console, ConsoleOptions, RenderableType
from rich.markup import escape
from rich.segment import Segment

from autograder.course.names import printable


class Terminal(Console):
    """A console that shows control characters as replacement characters, wherever they come from."""

    def render(self, renderable: RenderableType, options: ConsoleOptions | None = None) -> Iterable[Segment]:
        for segment in super().render(renderable, options):
            if segment.control:  # the console's own, as of a progress bar
                yield segment
            else:
                yield Segment(plain_lines(segment.text), segment.style)


def safe(text: str, *, lines: bool = False) -> str:
    """Return rich's markup that shows a text which is not our own: on one line, or on its ``lines``."""
    return escape(plain_lines(text) if lines else printable(text))


def plain_lines(text: str) -> str:
    """Return lines of text without control characters in them."""
    return "\n".join(map(printable, text.split("\n")))

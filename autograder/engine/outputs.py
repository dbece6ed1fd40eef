"""What is kept of the outputs that a process sends which may send anything."""

from dataclasses import dataclass, field
from typing import Any

from autograder.engine import wire
from autograder.engine.verdict import error_output

IMAGES_AND_TEXT = ("text/plain", "image/png", "image/jpeg")  # of an output, nothing else is kept
MOST = 500  # outputs of a cell; each costs whoever writes and reads it some work, however short it is
MOST_OF_ALL = 3000  # outputs of a notebook
CELLS_WORTH = 5  # all cells together may print as much as so many cells
_STREAMS = ("stdout", "stderr", wire.NOTE)
_LONGEST_ERROR = 20_000  # characters
_CUT = "\n[The output was longer than what is kept of a cell.]\n"
_ALL_CUT = "\n[The outputs were longer than what is kept of a notebook.]\n"


@dataclass
class Purse:
    """What the outputs of all cells of a notebook may still take.

    Attributes:
        characters: of text, images included (in base64).
        outputs: their number.
    """

    characters: int
    outputs: int = MOST_OF_ALL


@dataclass
class _Text:
    """What was printed to one stream, in pieces: joined once, however many there are."""

    name: str
    pieces: list[str] = field(default_factory=list)

    def output(self) -> dict:
        return {"output_type": "stream", "name": self.name, "text": "".join(self.pieces)}


class Outputs:
    """The outputs of a cell as they arrive.

    Args:
        limit: characters that are kept.
        purse: what all cells of the notebook share; by default, nothing is shared.
    """

    def __init__(self, limit: int, purse: Purse | None = None):
        self._kept: list[dict | _Text] = []
        self._left = limit
        self._purse = purse or Purse(limit)
        self._streams: dict[str, _Text] = {}  # the last one of each name
        self._error: dict | None = None
        self._cut = ""

    def kept(self) -> list[dict]:
        """Return the outputs in nbformat's form, the error that ended the cell last; and what was cut."""
        found = [one.output() if isinstance(one, _Text) else one for one in self._kept]
        if self._cut:
            found.append({"output_type": "stream", "name": "stdout", "text": self._cut})
        return [*found, self._error] if self._error else found

    def add(self, output: dict[str, Any]) -> None:
        """Take an output in, if it is one and fits."""
        match output:
            case {"output_type": "stream", "name": str(name), "text": str(text)} if name in _STREAMS:
                if text and self._fits(len(text)):
                    self._print(name, text)
            case {"output_type": ("display_data" | "execute_result") as kind, "data": dict(data)}:
                data = {mime: text for mime in IMAGES_AND_TEXT if type(text := data.get(mime)) is str}
                if self._fits(sum(map(len, data.values()))) and self._has_place():
                    self._purse.outputs -= 1
                    number = {"execution_count": None} if kind == "execute_result" else {}
                    self._kept.append({"output_type": kind, "data": data, "metadata": {}, **number})
            case {
                "output_type": "error",
                "ename": str(name),
                "evalue": str(message),
                "traceback": list(lines),
            }:
                self._error = _error(
                    name, message, lines
                )  # a cell ends with one; who sends more keeps the last
            case {"output_type": "clear"}:
                self._purse.outputs += len(self._kept)
                self._kept.clear()
                self._streams.clear()
            case {"output_type": "cut"}:
                self._fits(10**12)

    def _print(self, name: str, text: str) -> None:
        last = self._kept[-1] if self._kept else None
        own = not (isinstance(last, _Text) and last.name == name)
        if own and name in self._streams and self._is_full():
            own = False  # out of order rather than lost
        if own and self._has_place():
            self._purse.outputs -= 1
            self._streams[name] = _Text(name)
            self._kept.append(self._streams[name])
        if name in self._streams:
            self._streams[name].pieces.append(text)

    def _is_full(self) -> bool:
        return len(self._kept) >= MOST or self._purse.outputs <= 0

    def _has_place(self) -> bool:
        """Tell whether there is a place for one more output; if not, it will be said."""
        if self._is_full():
            self._cut = self._cut or (_CUT if len(self._kept) >= MOST else _ALL_CUT)
        return not self._is_full()

    def _fits(self, size: int) -> bool:
        """Take the room for some characters; tell whether there was enough. After that, nothing fits."""
        if self._left < 0:
            return False
        if size > min(self._left, self._purse.characters):
            self._cut = _CUT if size > self._left else _ALL_CUT
            self._left = -1
            return False
        self._left -= size
        self._purse.characters -= size
        return True


def _error(name: str, message: str, lines: list[Any]) -> dict:
    """Return an error, cut: a Python error is short, and what another says is not worth more."""
    kept, left = [], _LONGEST_ERROR
    for line in reversed(lines[-50:]):  # the last lines say most
        if type(line) is str and left > 0:
            kept.append(line[: min(4000, left)])
            left -= len(kept[-1])
    return error_output(name[:200], message[:4000], kept[::-1])

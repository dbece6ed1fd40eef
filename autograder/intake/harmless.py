"""What students wrote and printed, made harmless to whoever looks at it."""

import base64
import binascii
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

from nbformat import NotebookNode, from_dict
from nbformat.v4 import new_code_cell, new_notebook, new_output

from autograder.course.libraries import rejoin_lines

MOST_OUTPUTS = 2000  # of a notebook; a sheet has about fifty
# How the bytes of images begin.
_IMAGES = {
    "image/png": re.compile(rb"\x89PNG\r\n\x1a\n"),
    "image/jpeg": re.compile(rb"\xff\xd8\xff"),
    "image/gif": re.compile(rb"GIF8[79]a"),
    "image/webp": re.compile(rb"RIFF....WEBP", re.DOTALL),
}
_SHOWN = ("image/png", "image/jpeg")  # of the outputs of a cell
# What an HTML parser takes for markup, and the character references that Markdown decodes inside a link.
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])|&(?=#|[A-Za-z][A-Za-z0-9]*;)")
# Markdown drops a backslash before the colon. Embedded pixel images are harmless, other data is not.
_SCRIPT_URL = re.compile(r"(?i)(javascript|vbscript|data(?!:image/(?:png|jpe?g|gif)[;,])(?=\\?:\S))(\\?:)")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f]")


def harmless(output: NotebookNode) -> NotebookNode | None:
    """Return an output rebuilt from its harmless parts, or None if there are none."""
    match output.output_type:
        case "stream":
            name = "stderr" if output.name == "stderr" else "stdout"
            return new_output("stream", name=name, text=clean_text(output.text))
        case "error":
            traceback = [clean_text(line) for line in output.traceback]
            ename, evalue = clean_text(output.ename), clean_text(output.evalue)
            return new_output("error", ename=ename, evalue=evalue, traceback=traceback)
        case "execute_result" | "display_data":
            images = {mime: image for mime, raw in output.data.items() if (image := image_data(mime, raw))}
            text = (
                {"text/plain": clean_text(output.data["text/plain"])} if "text/plain" in output.data else {}
            )
            if not images and not text:
                return None
            number = {"execution_count": None} if output.output_type == "execute_result" else {}
            return new_output(output.output_type, {**images, **text}, **number)
    return None


class HandedIn:
    """The outputs of a notebook as it was handed in, made harmless; only so many are kept in all."""

    def __init__(self, most: int = MOST_OUTPUTS):
        self._left = most

    def outputs(self, raw: Any) -> list[NotebookNode]:
        """Return the outputs of a cell, from whatever stands in the JSON under this name."""
        found = list(islice(raw, self._left)) if isinstance(raw, list) else []
        self._left -= len(found)
        return list(_harmless_parts(found))


def _harmless_parts(found: list[Any]) -> Iterator[NotebookNode]:
    for raw in found:
        try:
            cell = new_code_cell()
            cell.outputs = [from_dict(raw)]
            [cell] = rejoin_lines(new_notebook(cells=[cell])).cells
            kept = harmless(cell.outputs[0])
        except Exception:  # anything can be there; what is not an output is not shown
            continue
        if kept:
            yield kept


def neutralize(markdown: str) -> str:
    """Return Markdown whose HTML and script links are plain text to any renderer; formulas keep working."""
    # Browsers skip control characters in a link; Markdown renderers do not.
    markdown = _CONTROL.sub("", markdown)
    return _SCRIPT_URL.sub(r"\1 \2", _MARKUP.sub(lambda match: match[0] + " ", markdown))


def clean_text(text: object) -> str:
    """Return text that can be written as UTF-8 and shown: no lone surrogates, no NUL."""
    return str(text).encode("utf-8", "replace").decode("utf-8").replace("\0", "\ufffd")


def image_data(mime: str, data: object) -> str | None:
    """Return the base64 text of a PNG or JPEG image without line breaks, or None if it is none."""
    found = image(data) if mime in _SHOWN else None
    return found[1] if found and found[0] == mime else None


def image(data: object) -> tuple[str, str] | None:
    """Return what kind of image some base64 text is, and the text without line breaks; None if it is none.

    The kind is told by the bytes; what a notebook says of it does not count.
    """
    if isinstance(data, list):
        data = "".join(part for part in data if isinstance(part, str))
    if not isinstance(data, str):
        return None
    data = "".join(data.split())
    try:
        begin = base64.b64decode(data, validate=True)[:20]
    except (binascii.Error, ValueError):
        return None
    return next(((mime, data) for mime, sign in _IMAGES.items() if sign.match(begin)), None)

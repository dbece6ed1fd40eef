"""Drop the outputs of a notebook that is too large with them, in bounded time and memory."""

import re

LARGEST = 100 * 2**20  # bytes of a file that is looked at
MOST_TOKENS = 5_000_000  # texts and brackets of it; a loop that prints 24 MB leaves some millions

# A text, or a bracket. A text without an end goes to the end of the file: nothing is read twice.
_TOKEN = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"?|[\[\]{}]', re.DOTALL)
_KEY = b'"outputs"'
_COLON = re.compile(rb"\s*:\s*")
_OF_A_CELL = 3  # brackets that are open: of the notebook, of the list of cells, and of the cell


def without_outputs(data: bytes) -> bytes | None:
    """Return the bytes of a notebook without what its cells have shown; None if that cannot be told apart.

    Only lists under the key ``outputs`` of a cell are taken away, so no answer is lost.
    """
    kept, start, depth, begun = [], 0, 0, None  # ``begun``: the depth at which outputs have begun
    expected = -1  # where the outputs of the key that was just read would begin
    for number, token in enumerate(_TOKEN.finditer(data)):
        if number > MOST_TOKENS:
            return None
        text = token[0]
        if text in (b"[", b"{"):
            if begun is None and text == b"[" and token.start() == expected:
                begun = depth
                kept.append(data[start : token.end()])
            depth += 1
        elif text in (b"]", b"}"):
            depth -= 1
            if begun == depth:
                begun, start = None, token.start()
        elif begun is None and depth == _OF_A_CELL and text == _KEY:
            colon = _COLON.match(data, token.end())
            expected = colon.end() if colon else -1
    if begun is not None or not kept:
        return None
    return b"".join([*kept, data[start:]])

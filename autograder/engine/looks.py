"""Which looks are left out: cells that no test needs, and that nothing the student wrote may read."""

import re
from collections.abc import Callable, Iterable

from autograder.engine import names

_WORD = re.compile(r"[^\W\d]\w*")
_REFLECTION = {"eval", "exec", "globals", "locals", "vars", "get_ipython"}  # may read what is named in a text


def unread(looks: dict[str, str], used: Iterable[str]) -> set[str]:
    """Return the looks that bind none of the names that are used, directly or through other looks.

    Args:
        looks: the code of each look.
        used: the names that other cells may read.
    """
    left, wanted = dict(looks), set(used)
    while kept := [look for look, source in left.items() if names.bound(source) & wanted]:
        for look in kept:
            wanted |= names.read(left.pop(look))
    return set(left)


def used(sources: Iterable[str], transform: Callable[[str], str]) -> set[str]:
    """Return the global names that cells may read or change, and that none of them has bound before.

    A name that a student has bound is the student's own: no look has to run for it, and a look that binds it
    too would take the student's away.

    This parses the cells. A parser takes as much time and memory as the author of a cell wants, so it is
    called where the cells themselves are run.

    Args:
        sources: their code, in order.
        transform: makes Python of what only a notebook understands, such as magics.
    """
    found: set[str] = set()
    own: set[str] = set()
    for source in sources:
        code = transform(source)
        mentioned, wanted = names.mentioned(code), names.wanted(code)
        found |= (wanted | mentioned - names.bound(code)) - own
        if mentioned & _REFLECTION:
            found.update(_WORD.findall(code))
        own |= names.bound(code) - found
    return found

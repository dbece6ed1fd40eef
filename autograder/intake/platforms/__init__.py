"""The layouts of learning platforms' downloads: whose each file is, and what else its path says.

Each platform has a module. Students name their own files and folders, so only the outermost part of a path
that fits counts as the platform's. Nothing inside it can pass for another student's work.
"""

from collections.abc import Sequence

from autograder.intake.archive import File
from autograder.intake.platforms import (
    blackboard,
    brightspace,
    canvas,
    exchange,
    folders,
    gradescope,
    ilias,
    moodle,
)
from autograder.intake.platforms.handed import Handed, Reader

_DEEPEST = 4  # folders that people put around a download


def recognized(files: Sequence[File], sheets: Sequence[str]) -> tuple[str, list[Handed]]:
    """Return the platform that a download comes from, and what its paths say.

    Args:
        files: of one archive or folder.
        sheets: the sheets of the course.

    Returns:
        One of ``gradescope``, ``exchange``, ``moodle``, ``ilias``, ``blackboard``, ``brightspace``,
        ``canvas`` and ``folders``, and the files in their order. A file of several people is there for each.
    """
    if of_gradescope := gradescope.read(files):
        return "gradescope", of_gradescope
    readers: dict[str, Reader] = {
        "exchange": exchange.reader,
        "moodle": moodle.reader,
        "ilias": ilias.reader_of(files),
        "blackboard": blackboard.reader_of(files),
        "brightspace": brightspace.reader,
        "canvas": canvas.reader,
    }
    for depth in range(_DEEPEST):
        for platform, reader in readers.items():
            found = [reader(file, file.path[depth:]) for file in files]
            # Counted on the outermost level, where students cannot add anything.
            outer = {file.path[depth] for file in files}
            fits = {file.path[depth] for file, one in zip(files, found, strict=True) if one and one.sender}
            of_platform = {
                file.path[depth] for file, one in zip(files, found, strict=True) if one and one.added
            } - fits
            if fits and 2 * len(fits) >= len(outer - of_platform):
                handed = [one or Handed(file, file.name) for one, file in zip(found, files, strict=True)]
                return platform, ilias.without_packing_times(handed) if platform == "ilias" else handed
        if len(outer) > 1 or any(len(file.path) <= depth + 1 for file in files):
            break  # there is no folder around all of it
    return "folders", folders.read(files, sheets)

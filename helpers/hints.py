"""The tutor in the notebook: a test that fails by a known mistake shows a hint at once, without a network.

Each sheet has a table of locked hints, ``locked/<sheet>.json`` in this package: wherever a sheet runs,
the helpers are there. What a failed check saw opens the hint of the mistake that makes a check see just
that, and no other. ``workbook build`` makes the tables. Where submissions are graded, tests run
elsewhere, and nothing of this is used.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

from helpers.fingerprints import seen
from helpers.locks import opened

FOLDER = Path(__file__).parent / "locked"


def hint(error: BaseException, claim: str, source: str, is_cell: Callable[[str], bool]) -> str:
    """Return the hint for the mistake that ended a test; ``""`` if none is known, or if anything goes wrong.

    Args:
        error: has a traceback.
        claim: of the test; its number tells the sheet.
        source: the code of the test cell.
        is_cell: tells whether a file name is the one of a cell.
    """
    try:
        what = seen(error, claim, source, is_cell)
        return _open(what.fingerprints(), int(claim.partition(".")[0])) if what else ""
    except (Exception, SystemExit):  # of a student's object, say: the message of the check is enough
        return ""


def _open(fingerprints: list[bytes], number: int) -> str:
    for path in FOLDER.glob(f"{number:02d}_*.json"):
        if found := opened(_locks(path), fingerprints, path.stem):
            return found
    return ""


@lru_cache(maxsize=8)
def _locks(path: Path) -> list[str]:
    return json.loads(path.read_text(encoding="utf-8"))["locks"]

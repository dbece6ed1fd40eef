"""What submissions see of this machine, and whether something that they must not see lies in there."""

from collections.abc import Iterable
from pathlib import Path

from autograder.engine.confine.installed import installed
from helpers import checks
from helpers import data as course_data


def beside_python() -> list[Path]:
    """Return what a submission may read besides Python and its packages: the helpers and the data."""
    return [
        Path(checks.__file__).parent,
        *([root / "mnist"] if (root := course_data.local_root()) else []),
    ]


def exposed(private: Iterable[Path]) -> tuple[Path, Path] | None:
    """Return a path of ``private`` that submissions would see, and the folder that shows it, or None.

    Links are followed on both sides. Missing paths are checked too: they may come to exist.
    """
    shown = [(Path(path), Path(path).resolve()) for path in (*installed(), *beside_python())]
    for path in private:
        for folder, real in shown:
            if path.resolve().is_relative_to(real):
                return path, folder
    return None

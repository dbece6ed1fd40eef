"""What results depend on beside the submission: Python, its packages, the helpers, the engine."""

import hashlib
import platform
import sys
from functools import cache
from importlib import metadata
from pathlib import Path

import helpers


@cache
def surroundings() -> str:
    """Return a digest of this Python, its packages, the helpers and the engine."""
    packages = sorted({(dist.name, dist.version) for dist in metadata.distributions()})
    content = (packages, code_of(Path(helpers.__file__).parent, Path(__file__).parent), sys.version)
    return hashlib.sha256(repr((content, platform.machine())).encode()).hexdigest()


def code_of(*folders: Path) -> list[tuple[str, bytes]]:
    """Return the path and the content of every Python file in some folders, at any depth."""
    files = [(folder, path) for folder in folders for path in sorted(folder.rglob("*.py"))]
    return [
        (f"{folder.name}/{path.relative_to(folder).as_posix()}", path.read_bytes()) for folder, path in files
    ]

"""Write a file whole or not at all: whoever reads it finds the old one or the new one, never half of one."""

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

PARTIAL = ".partial"  # how files end that are not whole yet


@contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Yield the path of a new, empty file that takes the place of ``path`` when the block ends.

    If the block raises, ``path`` stays as it was. The folder is made if it is missing.

    Raises:
        OSError: if the file cannot be written.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name[:100]}.", suffix=PARTIAL)
    os.close(descriptor)
    partial = Path(name)
    try:
        yield partial
        partial.chmod(0o666 & ~_umask())  # as any new file; mkstemp lets nobody else read
        partial.replace(path)
    finally:
        partial.unlink(missing_ok=True)


@contextmanager
def replacing_folder(path: Path) -> Iterator[Path]:
    """Yield a new, empty folder that takes the place of the folder ``path`` when the block ends.

    If the block raises, ``path`` stays as it was. Whatever was in it before is gone afterwards.

    Raises:
        OSError: if the folder cannot be written or replaced.
    """
    path = path.resolve()  # a link stays, and what it leads to is replaced
    path.parent.mkdir(parents=True, exist_ok=True)
    prefix = f".{path.name[:100]}."
    with tempfile.TemporaryDirectory(dir=path.parent, prefix=prefix, suffix=PARTIAL) as scratch:
        old, new = Path(scratch, "old"), Path(scratch, "new")
        new.mkdir()
        yield new
        with suppress(FileNotFoundError):
            path.rename(old)
        try:
            new.rename(path)
        except OSError:
            with suppress(FileNotFoundError):
                old.rename(path)
            raise


def write(path: Path, content: bytes | str) -> None:
    """Write a file whole or not at all; text is written in UTF-8, as it is.

    Raises:
        OSError: if it cannot be written.
    """
    with replacing(path) as partial:
        partial.write_bytes(content.encode("utf-8") if isinstance(content, str) else content)


def write_if_new(path: Path, content: bytes | str) -> None:
    """Do as ``write``, but leave the file alone if it already holds ``content``."""
    data = content.encode("utf-8") if isinstance(content, str) else content
    with suppress(FileNotFoundError):
        if path.read_bytes() == data:
            return
    write(path, data)


def read_regular(path: Path, most: int = -1) -> bytes | None:
    """Return what is in a regular file, or None: in folders that others may have filled, it may be a link.

    Args:
        path: the file.
        most: bytes to read; all if negative.

    Raises:
        OSError: if it cannot be read.
    """
    if path.is_symlink() or not path.is_file():
        return None
    with path.open("rb") as file:
        return file.read(most)


def _umask() -> int:
    """Return which rights new files do not get; there is no other way to read it than to set it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask

"""Scratch folders on disk, where a process cannot have a file system of its own in memory."""

import errno
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

ENTRIES = 16384  # files and folders in one
_NAME = re.compile(r"workbook-box-(\d+)-\w+")


def make(owner: int) -> str:
    """Make a folder that belongs to the user ``owner``; its name tells the present process's pid."""
    folder = tempfile.mkdtemp(prefix=f"workbook-box-{os.getpid()}-")
    if owner != os.geteuid():
        os.chown(folder, owner, -1)
    return folder


def is_too_big(folder: str, most: int) -> bool:
    """Tell whether the files of a folder take more than ``most`` bytes, are too many or nested too deep.

    Files that have been deleted and are still open are not seen.
    """
    size = entries = 0
    folders = [folder]
    while folders:
        try:
            with os.scandir(folders.pop()) as listing:
                for entry in listing:
                    with suppress(FileNotFoundError):
                        size += entry.stat(follow_symlinks=False).st_blocks * 512
                        if entry.is_dir(follow_symlinks=False):
                            folders.append(entry.path)
                    entries += 1
                    if size > most or entries > ENTRIES:
                        return True
        except OSError as error:
            if error.errno == errno.ENAMETOOLONG:
                return True
    return False


def remove(folder: str) -> None:
    """Remove a folder with the rights of its owner: root must not be led elsewhere by what lies in it."""
    with suppress(FileNotFoundError):
        owner = os.lstat(folder).st_uid
        if owner == os.geteuid():
            _remove(folder)
        elif os.geteuid() == 0:
            child = os.fork()
            if child == 0:
                try:
                    os.setresuid(owner, owner, owner)
                    _remove(folder)
                finally:
                    os._exit(0)
            os.waitpid(child, 0)


def clean_up() -> None:
    """Remove the folders whose process is gone."""
    for folder in Path(tempfile.gettempdir()).glob("workbook-box-*"):
        maker = _NAME.fullmatch(folder.name)
        if maker and not Path("/proc", maker[1]).exists():
            with suppress(OSError):
                remove(str(folder))


def _remove(folder: str) -> None:
    """Remove a folder of any depth, and closed folders too, by emptying its folders into itself."""
    os.chmod(folder, 0o700)
    while entries := list(os.scandir(folder)):
        for entry in entries:
            if not entry.is_dir(follow_symlinks=False):
                os.unlink(entry.path)
                continue
            os.chmod(entry.path, 0o700)
            for inner in list(os.scandir(entry.path)):
                if inner.is_dir(follow_symlinks=False):
                    os.chmod(inner.path, 0o700)  # to move a folder is to write in it
                os.rename(inner.path, os.path.join(folder, secrets.token_hex(16)))
            os.rmdir(entry.path)
    os.rmdir(folder)

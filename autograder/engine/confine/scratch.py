"""Scratch folders on disk, where a process cannot have a file system of its own in memory."""

import errno
import os
import re
import secrets
import tempfile
from contextlib import suppress
from pathlib import Path

from autograder.engine.confine import system
from autograder.engine.confine.limits import FILES

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
                    if size > most or entries > FILES:
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
        if maker and not system.is_alive(int(maker[1])):
            with suppress(OSError):
                remove(str(folder))


def _remove(folder: str) -> None:
    """Remove a folder, with folders of any depth in it, and closed ones too."""
    os.chmod(folder, 0o700)
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        for entry in list(os.scandir(here)):
            if entry.is_dir(follow_symlinks=False):
                os.chmod(entry.path, 0o700)
                up = os.path.join(folder, secrets.token_hex(16))  # so that no path becomes too long
                os.rename(entry.path, up)
                waiting.append(up)
            else:
                os.unlink(entry.path)
        if here != folder:
            os.rmdir(here)
    os.rmdir(folder)

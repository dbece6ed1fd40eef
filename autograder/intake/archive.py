"""Read the files of a zip archive or a folder without trusting them; nothing is unpacked to disk."""

import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path

from autograder.course import CourseError
from autograder.course.names import printable
from autograder.intake import outputs
from autograder.intake.repair import LARGEST

MOST_FILES = 50_000
MOST_BYTES = 4 * 2**30  # of all files that are read
MOST_INSIDE = 2000  # files of an archive within the download
MOST_BYTES_INSIDE = 200 * 2**20
LONGEST_NAME = 255  # characters
MOST_FOLDERS = 100
HIGHEST_RATIO = 200  # of a file to its packed size; notebooks reach about 20
_ANY_RATIO = 2**20  # bytes up to which the ratio does not matter
_JUNK = {"__MACOSX", ".DS_Store", "Thumbs.db", "desktop.ini", ".ipynb_checkpoints", "__pycache__"}
# Folders that programs make inside students' repositories. One of them may hold more files than a class.
_MACHINERY = {
    ".git",
    ".github",
    ".venv",
    ".conda",
    ".idea",
    ".vscode",
    ".cache",
    "node_modules",
    "site-packages",
}
_ENVIRONMENT = "pyvenv.cfg"  # which each virtual environment has, whatever its name
_NOTEBOOK = ".ipynb"  # such a file is listed all the same: its folder may be a student's
_EXTENDED_TIMESTAMP = 0x5455


class Refused(Exception):
    """A file that is not read; the message completes the sentence '<path> ...'."""


@dataclass(frozen=True)
class File:
    """A file of an archive or folder.

    Attributes:
        path: its folders and its name.
        time: when it was written, according to the archive: with a time zone, or as a local clock showed it;
            None in a folder, where times are those of copying.
        refused: why it must not be read; None if it may be.
        arrived: when it last changed in its folder, according to the file system; None in an archive.
        owners: the numbers of the users to whom the parts of the path belong; empty in an archive.
        large: whether it is refused for its size alone, so that ``read_large`` may try.
    """

    path: tuple[str, ...]
    time: datetime | None = None
    refused: str | None = None
    arrived: datetime | None = None
    owners: tuple[int, ...] = ()
    large: bool = False
    _read: Callable[[int], bytes] = field(default=bytes, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The last part of the path."""
        return self.path[-1]

    def __str__(self) -> str:
        return printable("/".join(self.path))

    def read(self) -> bytes:
        """Return the content.

        Raises:
            Refused: if it is a link, too large, compressed too much, encrypted or damaged.
        """
        if self.refused:
            raise Refused(self.refused)
        return self._read(LARGEST)

    def read_large(self) -> bytes:
        """Return the content of a notebook that its outputs may have made large; raises as ``read``."""
        if self.refused and not self.large:
            raise Refused(self.refused)
        return self._read(outputs.LARGEST)

    def inside(self) -> list["File"]:
        """Return the files of a zip archive within the download; archives within that one stay closed.

        Raises:
            Refused: if it cannot be read as an archive, or holds too many files.
        """
        try:
            archive = zipfile.ZipFile(BytesIO(self.read()))
            found = [file for file in _in_zip(archive, MOST_BYTES_INSIDE) if not _is_junk(file.path)]
        except (
            zipfile.BadZipFile,
            NotImplementedError,
            ValueError,
            EOFError,
            OSError,
            struct.error,
        ) as error:
            raise Refused(f"is not an archive that can be read ({error}).") from None
        if len(found) > MOST_INSIDE:
            raise Refused(f"is an archive of more than {MOST_INSIDE} files.")
        known = {"time": self.time, "owners": self.owners}
        inside = (replace(file, path=(*self.path, *file.path), **known) for file in found)
        return sorted(inside, key=lambda file: file.path)


@contextmanager
def opened(source: Path) -> Iterator[list[File]]:
    """List the files of a zip archive or a folder, sorted; they can be read until the block ends.

    Files that operating systems add (``.DS_Store``, ``__MACOSX``) are not listed, nor folders of programs
    (``.git``, ``node_modules``, a virtual environment).

    Raises:
        CourseError: if ``source`` is neither, is damaged, or has too many files.
    """
    if source.is_dir():
        yield _checked(source, _in_folder(source))
        return
    try:
        with zipfile.ZipFile(source) as archive:
            yield _checked(source, _in_zip(archive, MOST_BYTES))
    except (zipfile.BadZipFile, NotImplementedError, ValueError) as error:
        raise CourseError(
            f"{source} is not a zip archive that can be read ({error}); download it again, or unpack it and "
            "name the folder."
        ) from None
    except FileNotFoundError:
        raise CourseError(f"There is no file or folder {source}; check the path.") from None
    except OSError as error:
        raise CourseError(f"{source} cannot be opened ({error.strerror}); check the path.") from None


def _checked(source: Path, files: Iterator[File]) -> list[File]:
    found = []
    for file in files:
        if not _is_junk(file.path):
            found.append(file)
        if len(found) > MOST_FILES:
            raise CourseError(f"{source} has more than {MOST_FILES} files; is it a download of submissions?")
    return sorted(found, key=lambda file: file.path)


def _is_junk(path: tuple[str, ...]) -> bool:
    return any(part in _JUNK or part.startswith("._") for part in path)


class _Allowance:
    """How many bytes may still be read."""

    def __init__(self, most: int) -> None:
        self.left = most

    def spend(self, amount: int) -> None:
        self.left -= amount
        if self.left < 0:
            raise Refused(
                f"was not read: the archive exceeds {MOST_BYTES / 2**30:.0f} GB of notebooks; "
                "collect it in parts."
            )


def _in_zip(archive: zipfile.ZipFile, most: int) -> Iterator[File]:
    allowance = _Allowance(most)
    environments = set()
    for info in archive.infolist():
        folder, _, last = info.filename.rpartition("/")
        if last == _ENVIRONMENT and folder:
            environments.add(folder + "/")
    for info in archive.infolist():
        if info.is_dir():
            continue
        name = _name(info)
        parts = [part for part in name.replace("\\", "/").split("/") if part not in ("", ".")]
        if not _MACHINERY.isdisjoint(parts[:-1]):
            continue
        if not name.endswith(_NOTEBOOK) and _is_within(info.filename, environments):
            continue
        path = tuple(part[:LONGEST_NAME] for part in parts[:MOST_FOLDERS])
        yield File(
            path or ("(no name)",),
            _time(info),
            _objection(name, parts, info) or _too_large(info),
            large=_objection(name, parts, info) is None and _too_large(info) is not None,
            _read=partial(_from_zip, archive, info, allowance),
        )


def _is_within(name: str, folders: set[str]) -> bool:
    return bool(folders) and any(name[: at + 1] in folders for at, sign in enumerate(name) if sign == "/")


def _name(info: zipfile.ZipInfo) -> str:
    """Return an entry's name; many programs write UTF-8 without marking it."""
    if info.flag_bits & 0x800:
        return info.filename
    try:
        return info.filename.encode("cp437").decode("utf-8")
    except UnicodeError:
        return info.filename


def _objection(name: str, path: list[str], info: zipfile.ZipInfo) -> str | None:
    """Return why an entry must not be read, according to the archive's table of contents; None if it may."""
    kind = stat.S_IFMT(info.external_attr >> 16)
    outside = ".." in path or name.startswith(("/", "\\")) or name[1:2] == ":" or not path
    too_long = len(path) > MOST_FOLDERS or any(len(part) > LONGEST_NAME for part in path)
    packed_by = info.compress_type
    objections = {
        "has a path that leads out of the archive.": outside,
        "has a path that is too long for any file system.": too_long,
        "is a link to another file.": kind == stat.S_IFLNK,
        "is not a regular file.": kind not in (0, stat.S_IFREG, stat.S_IFLNK),
        "is encrypted.": info.flag_bits & 0x1,
        "is compressed by a method that learning platforms do not use.": packed_by
        not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED),
    }
    return next((reason for reason, found in objections.items() if found), None)


def _too_large(info: zipfile.ZipInfo) -> str | None:
    """Return the objection to the size of an entry; None if there is none."""
    if info.file_size > max(_ANY_RATIO, HIGHEST_RATIO * info.compress_size) and info.file_size <= LARGEST:
        return f"is compressed more than {HIGHEST_RATIO}-fold."
    return _size_objection(info.file_size)


def _size_objection(size: int, most: int | None = None) -> str | None:
    most = most or LARGEST
    if size > most:
        return f"is too large ({size / 2**20:.0f} MB); the limit is {most // 2**20} MB."
    return None


def _from_zip(archive: zipfile.ZipFile, info: zipfile.ZipInfo, allowance: _Allowance, most: int) -> bytes:
    allowance.spend(min(info.file_size, most))
    try:
        with archive.open(info) as file:
            data = file.read(most + 1)
    except (zipfile.BadZipFile, zlib.error, EOFError, OSError, RuntimeError, NotImplementedError) as error:
        raise Refused(f"is damaged in the archive ({error}).") from None
    if objection := _size_objection(len(data), most):
        raise Refused(objection)
    return data


def _time(info: zipfile.ZipInfo) -> datetime | None:
    """Return when an entry was written: in UTC if the archive has that, else as a local clock showed it."""
    extra = info.extra
    while len(extra) >= 4:
        kind, size = struct.unpack("<HH", extra[:4])
        if kind == _EXTENDED_TIMESTAMP and size >= 5 and len(extra) >= 9 and extra[4] & 1:
            return datetime.fromtimestamp(struct.unpack("<I", extra[5:9])[0], UTC)
        extra = extra[4 + size :]
    try:
        time = datetime(*info.date_time)
    except ValueError:
        return None
    return time if time.year > 1980 else None  # the first year of zip archives means: unknown


def _in_folder(root: Path) -> Iterator[File]:
    allowance = _Allowance(MOST_BYTES)
    owners: dict[Path, tuple[int, ...]] = {}
    environments: set[Path] = set()
    for folder, folders, inside in os.walk(root):
        at = Path(folder)
        if _ENVIRONMENT in inside and at != root:
            environments.add(at)
        if environments and any(parent in environments for parent in (at, *at.parents)):
            names = [name for name in inside if name.endswith(_NOTEBOOK)]
        else:
            names = inside
        folders[:] = [name for name in folders if name not in _MACHINERY]
        owners[at] = (*owners[at.parent], at.lstat().st_uid) if at != root else ()
        for name in [*names, *(name for name in folders if (at / name).is_symlink())]:
            path = (at / name).relative_to(root).parts
            status = (at / name).lstat()
            kind = stat.S_IFMT(status.st_mode)
            refused = None
            if kind != stat.S_IFREG:
                refused = "is a link to another file." if kind == stat.S_IFLNK else "is not a regular file."
            arrived = datetime.fromtimestamp(status.st_ctime, UTC)
            own = (*owners[at], status.st_uid)
            large = refused is None and status.st_size > LARGEST
            refused = refused or _size_objection(status.st_size)
            reading = partial(_from_folder, root, path, allowance)
            yield File(path, None, refused, arrived, own, large, reading)


def _from_folder(root: Path, path: tuple[str, ...], allowance: _Allowance, most: int) -> bytes:
    """Read a file step by step: in an exchange, a student could meanwhile swap a folder for a link."""
    handle = os.open(root, os.O_RDONLY | os.O_DIRECTORY)
    try:
        for number, part in enumerate(path, 1):
            last = number == len(path)
            flags = os.O_RDONLY | os.O_NOFOLLOW | (os.O_NONBLOCK if last else os.O_DIRECTORY)
            inner = os.open(part, flags, dir_fd=handle)
            os.close(handle)
            handle = inner
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            raise Refused("is not a regular file.")
        if objection := _size_objection(status.st_size, most):
            raise Refused(objection)
        allowance.spend(status.st_size)
        with open(handle, "rb", closefd=False) as file:
            return file.read(most)
    except OSError as error:
        raise Refused(f"cannot be opened ({error.strerror}).") from None
    finally:
        os.close(handle)

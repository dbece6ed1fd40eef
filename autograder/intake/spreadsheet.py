"""Read and write tables as CSV that a spreadsheet can open without running anything."""

import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Sequence
from pathlib import Path

from autograder.course import CourseError
from autograder.course.files import replacing

_FORMULA = set("=+-@")
# Where a reader may begin a cell, whatever it was told about separators and quotes.
_SEPARATORS = re.compile("([,;|\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029])")
_PASSED_OVER = set("'\"")  # before a formula, like white space and characters that show nothing
_LARGEST = 50 * 2**20  # bytes; a class has a few thousand


def read_table(path: Path) -> tuple[list[str], list[list[str]]]:
    """Return the header and the rows of a CSV file, as written by any platform or spreadsheet.

    It may use commas, semicolons or tabs, and UTF-8, UTF-16 or Windows-1252. Rows are as long as the header.

    Raises:
        CourseError: if the file is missing or holds no such table.
    """
    try:
        with path.open("rb") as file:
            data = file.read(_LARGEST + 1)
    except FileNotFoundError:
        raise CourseError(f"There is no {path}; name a CSV file.") from None
    except OSError as error:
        raise CourseError(f"{path} cannot be read ({error.strerror}); name a CSV file.") from None
    if data.startswith(b"PK\x03\x04") or len(data) > _LARGEST:
        raise CourseError(f"{path} is not a CSV file; save the table as CSV (UTF-8) and try again.")
    text = _decoded(data)
    first = text.partition("\n")[0]
    delimiter = max(",;\t", key=first.count)
    try:
        rows = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter) if any(row)]
    except csv.Error as error:
        raise CourseError(
            f"{path} is not a CSV file ({error}); save the table as CSV and try again."
        ) from None
    if not rows:
        raise CourseError(f"{path} is empty; its first line should name the columns.")
    header, *rows = rows
    width = len(header)
    fit = lambda row: [restored(cell) for cell in row[:width]] + [""] * (width - len(row))
    return [name.strip() for name in header], [fit(row) for row in rows]


def write_table(path: Path, header: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
    """Write a CSV file, completely or not at all: text in quotes, numbers bare, formulas defused."""
    with replacing(path) as partial, partial.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, quoting=csv.QUOTE_NONNUMERIC, lineterminator="\n")
        for row in (header, *rows):
            writer.writerow(defused(cell) if isinstance(cell, str) else cell for cell in row)


def defused(text: str) -> str:
    """Return text that no spreadsheet takes for a formula, with apostrophes where a formula would begin.

    Students choose their own names and those of their files. A spreadsheet that separates by semicolons
    finds cells within a text, although the text is in quotes; so every separator counts.
    """
    parts = _SEPARATORS.split(text.replace("\0", ""))
    return "".join(f"'{part}" if _is_formula(part) else part for part in parts)


def restored(text: str) -> str:
    """Return the text from which ``defused`` made this."""
    parts = _SEPARATORS.split(text)
    return "".join(part[1:] if part[:1] == "'" and _is_formula(part) else part for part in parts)


def _is_formula(cell: str) -> bool:
    """Tell whether a cell could be taken for a formula; an apostrophe in front makes no difference here."""
    start = next((at for at, c in enumerate(cell) if not _is_passed_over(c)), len(cell))
    cell = cell[start:].strip()
    first = unicodedata.normalize("NFKC", cell[:1])  # full-width signs count, too
    return first in _FORMULA and cell != "-" and not _is_number(cell)


def _is_passed_over(character: str) -> bool:
    return character.isspace() or character in _PASSED_OVER or unicodedata.category(character) in ("Cc", "Cf")


def _is_number(text: str) -> bool:
    """Tell whether a text is a number, or a telephone number."""
    try:
        float("".join(text.replace(",", ".").split()))
    except ValueError:
        return False
    return True


def _decoded(data: bytes) -> str:
    encodings = ("utf-16",) if data.startswith((b"\xff\xfe", b"\xfe\xff")) else ("utf-8-sig",)
    for encoding in (*encodings, "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    return data.decode("latin-1")

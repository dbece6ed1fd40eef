"""Downloads as learning platforms make them, small."""

import json
import struct
import zipfile
from datetime import UTC, datetime

import nbformat
import tiny
from nbformat.v4 import new_code_cell, new_notebook

OTHER = "02_other"


def add_sheet(course, sheet=OTHER):
    """Give the course a second sheet, whose one cell the first has not."""
    marks = {"grade_id": "other", "grade": False, "solution": True, "locked": False, "schema_version": 3}
    notebook = new_notebook(cells=[new_code_cell("...", id="other", metadata={"nbgrader": marks})])
    for path in (course.source(sheet), course.release(sheet)):
        path.parent.mkdir(parents=True)
        nbformat.write(notebook, path)
    return course.release(sheet).read_bytes()


def work(course, answer="def double(x):\n    return 2 * x"):
    """Return the bytes of a filled sheet."""
    return json.dumps(tiny.filled(course, double=answer)).encode()


def packed(path, files, *, times=None, utc=False):
    """Write a zip archive of contents by name; with times by name, as Info-ZIP has them if ``utc``."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            time = (times or {}).get(name, datetime(2026, 5, 1, 12, 0))
            info = zipfile.ZipInfo(name, time.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            if utc:
                seconds = int(time.replace(tzinfo=UTC).timestamp())
                info.extra = struct.pack("<HHBI", 0x5455, 5, 1, seconds)
            archive.writestr(info, content)
    return path


def laid_out(root, files):
    """Write a folder of contents by name."""
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return root


def table(path, *lines, encoding="utf-8"):
    """Write a CSV file."""
    path.write_text("\n".join(lines) + "\n", encoding=encoding)
    return path

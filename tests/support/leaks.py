"""What students must not see, and a search for it in what they are given: zips, notebooks, pages, scripts."""

import io
import json
import re
import zipfile
from pathlib import Path

from pages import Page

from autograder.authoring import sheets
from autograder.course import Course

LONG = 24  # characters; what is shorter may stand anywhere
_MARKUP = re.compile(r"\$[^$]*\$|\*\*|[*`]|!?\[|\]\([^)]*\)")  # what a text loses when it becomes a page


def secrets(course: Course) -> dict[str, set[str]]:
    """Return what stands nowhere in the public part of any sheet, by kind, with single spaces.

    Of written answers also what is left of a line between formulas and marks, as a page shows it. Lines of
    hidden tests that stand in a solution, too, do not count.
    """
    public: list[str] = []
    found: dict[str, set[str]] = {"solution": set(), "hidden test": set(), "answer": set(), "hint": set()}
    for sheet in course.sheets():
        for cell in sheets.read_text(course.text(sheet)).cells:
            written = cell.cell_type == "markdown" and cell.metadata.get("nbgrader", {}).get("solution")
            kind = "answer" if written else None
            for line in cell.source.splitlines():
                if "### BEGIN" in line:
                    kind = "hidden test" if "HIDDEN" in line else "solution"
                parts = [line, *_MARKUP.split(line)] if kind == "answer" else [line]
                (found[kind].update if kind else public.extend)(map(_plain, parts))
                if "### END" in line:
                    kind = None
    for path in course.answers.glob("*/*/wrong/*.py"):
        lines = path.read_text(encoding="utf-8").splitlines()
        found["hint"] |= {
            _plain(line.split(":", 1)[1]) for line in lines if line.startswith(("# hint:", "# mistake:"))
        }
    text = "\n".join(public)
    found = {
        kind: {line for line in lines if len(line) > LONG and line not in text and "###" not in line}
        for kind, lines in found.items()
    }
    solutions = "\n".join(found["solution"])
    found["hidden test"] = {line for line in found["hidden test"] if line not in solutions}
    return found


def leaked(folder: Path, lines: set[str]) -> dict[str, list[str]]:
    """Return which of these lines are shown by the files in a folder, at any depth, by file."""
    shown = {}
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            for name, text in texts(path.name, path.read_bytes()).items():
                if found := sorted(line for line in lines if line in text):
                    shown[f"{path.relative_to(folder)}{name}"] = found
    return shown


def texts(name: str, content: bytes) -> dict[str, str]:
    """Return all text in a file, with single spaces, by the place in it if it is a zip.

    Of a notebook, every string in it, metadata included; of a page, its words as they are read, and its
    attributes and comments; of the script of an index, its strings.
    """
    suffix = Path(name).suffix
    if suffix == ".zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            inside = {one: texts(one, archive.read(one)) for one in archive.namelist()}
        return {f"/{one}{more}": text for one, found in inside.items() for more, text in found.items()}
    if suffix in (".png", ".woff2"):
        return {"": content.decode("latin-1")}
    text = content.decode("utf-8")
    if suffix == ".ipynb":
        text = "\n".join(_strings(json.loads(text)))
    elif suffix == ".html":
        page = Page(text)
        text = "\n".join([page.text, *page.comments, *(value for _, _, value in page.attributes)])
    elif name == "search-index.js":
        text = "\n".join(_strings(json.loads(text.partition("=")[2].strip().rstrip(";"))))
    return {"": "\n".join(map(_plain, text.split("\n")))}


def _strings(value: object):
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from (key, *_strings(one))
    elif isinstance(value, list):
        yield "".join(one for one in value if isinstance(one, str))
        for one in value:
            yield from _strings(one)


def _plain(line: str) -> str:
    return " ".join(line.split())

"""Write the site: a page per sheet, the glossary, the search, downloads, and all that the pages need."""

import json
import re
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from markupsafe import Markup
from nbformat import NotebookNode
from traitlets import Unicode
from traitlets.config import Configurable

from autograder.authoring import bundle, cells, sheets
from autograder.authoring.build import released_glossary
from autograder.authoring.site.exporter import SheetExporter, content
from autograder.authoring.site.looks import with_figures
from autograder.authoring.site.markdown import as_html
from autograder.authoring.site.outline import Section, sections
from autograder.course import Course, CourseError, files, pages
from autograder.course.late import LatePolicy

MARK = ".workbook-site"  # names the files of a site, one a line: what the next one may replace
_TEMPLATE = pages.TEMPLATES / "workbook_site"
_FONT = ("STIXTwoMath.woff2", "STIXTwoMath-OFL.txt")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_GITHUB = re.compile(r"https://github\.com/(?P<repository>[\w.-]+/[\w.-]+)/(?:blob|tree)/(?P<path>[^?#\s]+)")


class CourseSite(Configurable):
    """What the site has to know, configured in ``nbgrader_config.py`` like the rest of the course."""

    notebooks = Unicode(
        "",
        help="where the public finds release/: https://github.com/OWNER/REPOSITORY/blob/BRANCH/release",
    ).tag(config=True)

    def colab(self, sheet: str) -> str:
        """Return the address under which Colab opens a sheet; empty if the sheets are nowhere in public.

        Raises:
            CourseError: if the address is not one that Colab can read.
        """
        if not self.notebooks:
            return ""
        match = _GITHUB.fullmatch(self.notebooks.rstrip("/"))
        if not match:
            raise CourseError(
                f"c.CourseSite.notebooks in nbgrader_config.py is {self.notebooks!r}, but Colab opens "
                "notebooks from GitHub; write https://github.com/OWNER/REPOSITORY/blob/BRANCH/release."
            )
        place = f"{match['repository']}/blob/{match['path']}/{sheet}/{sheet}.ipynb"
        return f"https://colab.research.google.com/github/{place}"


class Site(NamedTuple):
    """What was written.

    Attributes:
        files: how many.
        size: in bytes.
        solved: the sheets that are shown with solutions.
        remarks: what could not be shown as it is meant, in sentences.
    """

    files: int
    size: int
    solved: list[str]
    remarks: list[str]


class _Page(NamedTuple):
    """A page of the site: its file, its title, its content, and what its template asks for."""

    file: str
    title: str
    sections: list[Section]
    template: str
    known: dict[str, Any]


def write_site(
    course: Course,
    folder: Path,
    *,
    solutions: bool = False,
    of: Iterable[str] = (),
    now: datetime | None = None,
) -> Site:
    """Write the released sheets as static pages; replace an older site in the folder, whole or not at all.

    Args:
        course: where the releases are.
        folder: of the site.
        solutions: show worked solutions in place of what students get.
        of: the sheets whose solutions are shown; by default all.
        now: when, by default at present: solutions are shown after the last deadline of a sheet.

    Raises:
        CourseError: if nothing was released, solutions are asked for too early, the folder holds something
            else, or a file cannot be read or written.
    """
    names = [name for name in course.sheets() if course.release(name).is_file()]
    of = list(of)
    if missing := [name for name in of if name not in names]:
        raise CourseError(f"{missing[0]} was not released; run `workbook build {missing[0]}`.")
    if not names:
        raise CourseError("No sheet was released; run `workbook build`.")
    policy = LatePolicy(config=course.config())
    solved = _may_be_solved(names, of, policy, now or datetime.now(UTC)) if solutions else []
    _require_own(folder)
    remarks: list[str] = []
    made = _pages(course, names, solved, policy, remarks) | _downloads(course, names, solved) | _assets()
    made[MARK] = "".join(f"{path}\n" for path in sorted(made)).encode()
    try:
        with files.replacing_folder(folder) as new:
            for path, data in made.items():
                (new / path).parent.mkdir(exist_ok=True)
                (new / path).write_bytes(data)
    except OSError as error:
        raise CourseError(f"{folder} could not be written ({error.strerror}).") from error
    return Site(len(made), sum(map(len, made.values())), solved, remarks)


def _pages(
    course: Course, names: list[str], solved: list[str], policy: LatePolicy, remarks: list[str]
) -> dict[str, bytes]:
    """Return all pages, their figures and the index of the search, by path; add to the remarks."""
    places = {f"{name}/{name}.ipynb": f"{name}.html" for name in names}
    if course.glossary.is_file():
        places["glossary.md"] = "glossary.html"
    figures: dict[str, bytes] = {}
    made: list[_Page] = []
    for name in names:
        if name in solved:
            notebook = _solution(sheets.read_notebook(course.source(name)))
        else:
            notebook = with_figures(course, name)
        exporter = SheetExporter(f"{name}/{name}.ipynb", places, remarks.append)
        html, drawn = content(name, notebook, exporter, solved=name in solved)
        figures |= drawn
        known = _facts(course, name, policy) | {"content": Markup(html), "solved": name in solved}
        made.append(_Page(f"{name}.html", known["title"], sections(html), "sheet", known))
    every = [page.known for page in made]
    for known, before, after in zip(every, [None, *every], [*every[1:], None], strict=False):
        known |= {"before": before, "after": after}
    if "glossary.md" in places:
        html = as_html(released_glossary(course), "glossary.md", places, remarks.append)
        made.append(_Page("glossary.html", "Glossary", sections(html), "glossary", {"content": Markup(html)}))
    index = [
        [page.file, page.title, section.title, section.anchor, section.text]
        for page in made
        for section in page.sections
    ]
    words = json.dumps(index, ensure_ascii=False, separators=(",", ":"))
    made.append(_Page("index.html", "Deep-learning workbook", [], "index", {"sheets": every}))
    made.append(_Page("search.html", "Search", [], "search", {}))
    shared = {"glossary": "glossary.md" in places, "zip": f"{bundle.NAME}.zip", "solutions": bool(solved)}
    texts = {"assets/search-index.js": f"const PLACES = {words};\n"}
    for page in made:
        known = {"title": page.title, "file": page.file, "sections": page.sections, **shared, **page.known}
        texts[page.file] = pages.fragment(f"workbook_site/{page.template}.html.j2", **known)
    return figures | {path: text.encode() for path, text in texts.items()}


def _downloads(course: Course, names: list[str], solved: list[str]) -> dict[str, bytes]:
    """Return the notebooks and the zip files, by path."""
    made = {f"download/{name}.ipynb": course.release(name).read_bytes() for name in names}
    with tempfile.TemporaryDirectory() as scratch:
        bundle.write_bundle(course, names, Path(scratch, f"{bundle.NAME}.zip"))
        if solved:
            bundle.write_solutions(course, solved, Path(scratch, f"{bundle.NAME}-solutions.zip"))
        return made | {f"download/{path.name}": path.read_bytes() for path in sorted(Path(scratch).iterdir())}


def _assets() -> dict[str, bytes]:
    """Return what all pages need, by path."""
    style = pages.fragment("workbook_site/site.css", style=pages.code_style(".highlight"))
    as_they_are = {f"assets/{name}": (_TEMPLATE / name).read_bytes() for name in (*_FONT, "site.js")}
    return as_they_are | {"assets/site.css": style.encode()}


def _solution(notebook: NotebookNode) -> NotebookNode:
    """Return a sheet as worked solution, with what pages need to know of its cells."""
    worked = bundle.worked_solution(notebook)
    for cell, original in zip(worked.cells, notebook.cells, strict=True):
        if cells.marks(original):
            cell.metadata.nbgrader = original.metadata.nbgrader
    return worked


def _facts(course: Course, sheet: str, policy: LatePolicy) -> dict[str, Any]:
    """Return what the pages say about a sheet."""
    notebook = sheets.read_notebook(course.release(sheet))
    deadline = policy.deadline(sheet)
    return {
        "name": sheet,
        "title": sheets.title(notebook) or sheet,
        "points": f"{sum(cells.points(cell) for cell in notebook.cells if cells.is_graded(cell)):g}",
        "time": _duration(sheets.minutes(notebook)),
        "due": deadline and _clock(deadline, policy.zone()),
        "due_iso": deadline and deadline.isoformat(),
        "colab": CourseSite(config=course.config()).colab(sheet),
    }


def _may_be_solved(names: list[str], of: list[str], policy: LatePolicy, now: datetime) -> list[str]:
    """Return the sheets whose solutions are shown.

    Raises:
        CourseError: if one of them is not over yet, or has no deadline and was not named.
    """
    asked = of or names
    last = {name: policy.last(name) for name in names}
    over = [name for name in names if last[name] and last[name] < now]
    for name in asked:
        if last[name] is None and not of:
            raise CourseError(
                f"{name} has no deadline in nbgrader_config.py. If everybody may see its solutions, name it: "
                f"workbook site --solutions --of {name}"
            )
        if last[name] and name not in over:
            hint = "".join(f" --of {one}" for one in over)
            until = _clock(last[name], policy.zone())
            raise CourseError(
                f"The solutions of {name} stay out of the site until its last deadline, {until}. "
                + (
                    f"Those that are over: workbook site --solutions{hint}"
                    if over
                    else "Leave out --solutions."
                )
            )
    return [name for name in names if name in asked]


def _require_own(folder: Path) -> None:
    """Refuse a folder that holds anything but a site.

    Raises:
        CourseError: naming what else is in it.
    """
    if not folder.exists():
        return
    if not folder.is_dir():
        raise CourseError(f"{folder} is a file; name a folder for the site.")
    mark = folder / MARK
    own = {MARK, *mark.read_text(encoding="utf-8").splitlines()} if mark.is_file() else set()
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if foreign := sorted(there - own):
        raise CourseError(
            f"{folder} holds {foreign[0]}, which no `workbook site` wrote there and which would be lost; "
            "move it away, or name another folder."
        )


def _duration(minutes: int) -> str:
    """Return a length of time in words; empty if it is 0."""
    hours, rest = divmod(minutes, 60)
    return " ".join(f"{number} {unit}" for number, unit in ((hours, "h"), (rest, "min")) if number)


def _clock(moment: datetime, zone: ZoneInfo) -> str:
    """Return a moment as the course's clock shows it, the same in every language of the machine."""
    local = moment.astimezone(zone)
    return f"{local.day} {_MONTHS[local.month - 1]} {local.year}, {local:%H:%M} ({zone.key})"

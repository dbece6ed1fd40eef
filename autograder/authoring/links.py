"""What sheets and the glossary say about other sheets: by a link, or by a number, as in "see sheet 2"."""

import re
from collections import defaultdict
from collections.abc import Iterator

from autograder.authoring import sheets
from autograder.course import Course

_LINK = re.compile(r"\]\([^)\s]*?(\d\d_\w+)/")
_NUMBERS = re.compile(r"\b[Ss]heets?\s+(\d+)(?:\s+(to|and|or)\s+(\d+))?")
_WORD = re.compile(r"^\| (?P<word>.+?) \| .* \| \[\d+\]\(\.\./release/(?P<sheet>\w+)/", re.MULTILINE)


def dead(course: Course) -> list[str]:
    """Return a sentence for each sheet, and for the glossary, that leads to a sheet that is not there."""
    known = course.sheets()
    numbers = {int(name[:2]) for name in known if name[:2].isdigit()}
    found = []
    for sheet in known:
        lost: dict[str, list[str]] = defaultdict(list)
        for target, cell in _mentions(course, sheet):
            is_there = target in numbers if isinstance(target, int) else target in known
            if not is_there:
                lost[f"sheet {target}" if isinstance(target, int) else target].append(cell)
        if lost:
            said = "; ".join(f"{what} (in {', '.join(dict.fromkeys(ins))})" for what, ins in lost.items())
            found.append(f"{sheet} speaks of what is not in the course: {said}. Reword these cells.")
    words = [match for match in _WORD.finditer(_glossary(course)) if match["sheet"] not in known]
    if words:
        said = ", ".join(match["word"] for match in words)
        found.append(
            f"{course.glossary.name} leads to sheets that are not in the course; their words have no link in "
            f"the release: {said}. Link them to other sheets, or delete them."
        )
    return found


def mentions(course: Course, number: int) -> list[str]:
    """Return where sheets speak of the sheet with a number: ``<sheet>: <cell>``."""
    found = [
        f"{sheet}: {cell}"
        for sheet in course.sheets()
        for target, cell in _mentions(course, sheet)
        if target == number
    ]
    return list(dict.fromkeys(found))


def without_dead(course: Course, glossary: str) -> str:
    """Return a glossary without links to sheets that the course does not have."""
    known = course.sheets()
    keep = lambda match: match[0] if match[1] in known else ""
    return re.sub(r"\[\d+\]\(\.\./release/(\w+)/[^)]*\)", keep, glossary)


def _mentions(course: Course, sheet: str) -> Iterator[tuple[int | str, str]]:
    """Yield each sheet that a sheet speaks of, by number or by name, and the cell."""
    if not course.text(sheet).is_file():
        return
    for cell in sheets.read_text(course.text(sheet)).cells:
        text = " ".join(cell.source.split())
        for name in _LINK.findall(text):
            yield name, cell.id
        for first, between, last in _NUMBERS.findall(text):
            numbers = range(int(first), int(last) + 1) if between == "to" else filter(None, (first, last))
            for number in map(int, numbers):
                yield number, cell.id


def _glossary(course: Course) -> str:
    return course.glossary.read_text(encoding="utf-8") if course.glossary.is_file() else ""

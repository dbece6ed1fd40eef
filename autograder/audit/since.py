"""Which solution cells a change concerns: what is different from the main branch."""

import subprocess
import tempfile
from pathlib import Path

from autograder import sheets
from autograder.audit.trial import changed_cells, solution_cells
from autograder.course import Course, CourseError

_EVERYTHING = ("helpers/", "autograder/audit/", "autograder/engine/verdict.py")  # what every test rests on


def changed_since_main(course: Course, sheet: str) -> set[str]:
    """Return the solution cells to be tried again: they, their answers, tests, or what these need changed.

    Raises:
        CourseError: if the course is in no git repository, or has no branch ``main``.
    """
    base = _git(course, "merge-base", "HEAD", "main").strip()
    files = _git(course, "diff", "--name-only", "--relative", base).splitlines()
    files += _git(course, "ls-files", "--others", "--exclude-standard").splitlines()
    reference = sheets.read_text(course.text(sheet))
    cells = set(solution_cells(reference))
    if any(file.startswith(_EVERYTHING) for file in files):
        return cells
    answers = f"tests/answers/{sheet}/"
    if f"{answers}waived.txt" in files:
        return cells
    found = {file.removeprefix(answers).split("/")[0] for file in files if file.startswith(answers)}
    text = str(course.text(sheet).relative_to(course.root))
    if text in files:
        found |= changed_cells(_at(course, base, text), reference) if _exists(course, base, text) else cells
    return found & cells


def _at(course: Course, commit: str, file: str):
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, Path(file).name)
        path.write_text(_git(course, "show", f"{commit}:./{file}"), encoding="utf-8")
        return sheets.read_text(path)


def _exists(course: Course, commit: str, file: str) -> bool:
    return bool(_git(course, "ls-tree", "--name-only", commit, "--", file).strip())


def _git(course: Course, *command: str) -> str:
    try:
        done = subprocess.run(["git", *command], cwd=course.root, capture_output=True, text=True, check=True)
    except FileNotFoundError as error:
        raise CourseError("`--changed` needs git.") from error
    except subprocess.CalledProcessError as error:
        raise CourseError(
            f"`--changed` compares with the branch main: {error.stderr.strip().splitlines()[-1]}"
        ) from error
    return done.stdout

"""What this machine can do for grading."""

import os
import platform
import shutil
import sys
from pathlib import Path
from typing import NamedTuple

import psutil

from autograder.course import Course, CourseError
from autograder.engine import fanout, visible
from autograder.engine.confine import sandbox
from autograder.grading.settings import assert_hidden
from helpers import data

PYTHONS = ((3, 11), (3, 14))  # the oldest and the newest that the workbook is made for
_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


class Finding(NamedTuple):
    """One line of the report: what was found, whether it is good, and whether grading needs it."""

    what: str
    good: bool
    needed: bool = False


def findings() -> list[Finding]:
    """Check everything that grading uses, without changing anything."""
    return [*_confinement(), _course(), *_machine(), _alembic(), _mnist(), _browser()]


def browser() -> str | None:
    """Return the path of a Chromium for tests: the one that $CHROMIUM names, else one on the path."""
    names = [os.environ["CHROMIUM"]] if os.environ.get("CHROMIUM") else _BROWSERS
    return next((path for name in names if (path := shutil.which(name))), None)


def _confinement() -> list[Finding]:
    found = []
    for tier in ("namespaces", "landlock"):
        problem = sandbox.missing(tier)
        found.append(Finding(f"sandbox {tier}: {problem or 'works'}", problem is None))
    works = any(finding.good for finding in found)
    if not works:
        found.append(
            Finding(
                "No sandbox works: `workbook grade` runs only with --sandbox none, for code you trust.",
                good=False,
                needed=True,
            )
        )
    problem = sandbox.cgroup_problem()
    found.append(Finding(f"control groups: {problem or 'also limit memory and processes'}", problem is None))
    return found


def _course() -> Finding:
    """Look from inside a sandbox whether a submission could read anything of the course."""
    try:
        course = Course.find()
    except CourseError:
        return Finding(
            "course: none here; in a course's folder, this tries to read it from inside", good=False
        )
    tiers = [tier for tier in ("namespaces", "landlock") if sandbox.missing(tier) is None]
    if not tiers:
        return Finding("course: open to submissions, because no sandbox works", good=False)
    found = [file for path in course.private[1:] for file in (path, *path.rglob("*")) if file.is_file()]
    files = [name for file in found for name in {file, file.resolve()}]
    try:
        for tier in tiers:
            assert_hidden(course, tier)
            if read := sandbox.within_reach(tier, visible.beside_python(), files):
                return Finding(
                    f"course: with {tier}, submissions can read {read[0]}", good=False, needed=True
                )
    except CourseError as error:
        return Finding(f"course: {error}", good=False, needed=True)
    walls = " and ".join(tiers)
    return Finding(f"course: hidden from submissions by {walls}; {len(found)} files were tried", good=True)


def _machine() -> list[Finding]:
    free = psutil.virtual_memory().available / 2**30
    workers = fanout.best_number(sandbox.Limits().memory)
    disk = shutil.disk_usage(Path.cwd()).free / 2**30
    return [
        _python(),
        Finding(f"{workers} submissions side by side ({free:.0f} GB of memory free)", free > 3, needed=True),
        Finding(f"{disk:.0f} GB of disk free", disk > 1, needed=True),
    ]


def _python() -> Finding:
    oldest, newest = ("{}.{}".format(*version) for version in PYTHONS)
    good = PYTHONS[0] <= sys.version_info[:2] <= PYTHONS[1]
    wrong = "" if good else f": the workbook needs {oldest} to {newest}"
    return Finding(f"Python {platform.python_version()}{wrong}", good, needed=True)


def _alembic() -> Finding:
    there = shutil.which("alembic") or Path(sys.executable).with_name("alembic").exists()
    what = "installed" if there else f"missing; run {sys.executable} -m pip install alembic"
    return Finding(f"alembic (creates gradebooks): {what}", bool(there), needed=True)


def _mnist() -> Finding:
    root = data.local_root()
    if root:
        return Finding(f"MNIST: in {root / 'mnist'}", good=True)
    return Finding("MNIST: not found; sheets are graded on scikit-learn's digits", good=False)


def _browser() -> Finding:
    path = browser()
    missing = "no Chromium on the path or in $CHROMIUM; browser tests are skipped"
    return Finding(f"browser: {path or missing}", path is not None)

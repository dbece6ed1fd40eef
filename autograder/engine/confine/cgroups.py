"""Groups of processes whose memory and number Linux limits together, where it lets us make them."""

import itertools
import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from autograder.engine.confine import system
from autograder.engine.confine.limits import Limits
from autograder.engine.confine.namespaces import SHARED_MEMORY

_CONTROLLERS = ("memory", "pids")
_NAME = "workbook-{}-{}"
_OURS = re.compile(r"workbook-(\d+)-\d+")
_numbers = itertools.count()


@contextmanager
def cgroup(limits: Limits) -> Iterator[Callable[[int], None]]:
    """Yield ``attach(pid)``, which puts a process in a group of its own; in the end kill and remove it.

    A second wall behind the limits of the process itself: it also counts what those do not see, such as
    files in memory. Where groups cannot be made (``cgroup_problem``), ``attach`` does nothing.
    """
    try:
        groups = _make()
    except OSError:
        groups = []

    def attach(pid: int) -> None:
        with suppress(ProcessLookupError, FileNotFoundError):  # it has ended already
            for group in groups:
                _limit(group, limits, pid)
                (group / "cgroup.procs").write_text(str(pid))

    try:
        yield attach
    finally:
        for group in groups:
            _remove(group)


def cgroup_problem() -> str | None:
    """Say why no groups can be made; None: they can."""
    try:
        for group in _make():
            _remove(group)
    except OSError as error:
        return f"Control groups cannot be used: {error.strerror or error}."
    return None


def clean_up() -> None:
    """Remove the groups of graders that are gone, with all that still runs in them."""
    with suppress(OSError):
        for parent in _parents():
            for group in parent.glob("workbook-*"):
                grader = _OURS.fullmatch(group.name)
                if grader and not system.is_alive(int(grader[1])):
                    _remove(group)


def _make() -> list[Path]:
    name = _NAME.format(os.getpid(), next(_numbers))
    groups = []
    try:
        for parent in _parents():
            (parent / name).mkdir()
            groups.append(parent / name)
    except OSError:
        for group in groups:
            _remove(group)
        raise
    return groups


def _limit(group: Path, limits: Limits, pid: int) -> None:
    """Set what the files in ``group`` offer: version 1 of control groups has two folders, version 2 one."""
    # What a child changes of the warm process's memory is copied, and the copy is counted here.
    pages = int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    memory = limits.memory + limits.scratch + SHARED_MEMORY + pages * os.sysconf("SC_PAGE_SIZE")
    for file, value in (
        ("memory.limit_in_bytes", memory),
        ("memory.memsw.limit_in_bytes", memory),
        ("memory.max", memory),
        ("memory.swap.max", 0),
        ("memory.oom.group", 1),
        ("pids.max", 1 + limits.threads + limits.processes),
    ):
        if (group / file).exists():
            (group / file).write_text(str(value))


def _remove(group: Path) -> None:
    """Kill what runs in the group and remove it; what is dying keeps it for a moment."""
    for _ in range(200):
        with suppress(OSError):
            for pid in (group / "cgroup.procs").read_text().split():
                os.kill(int(pid), signal.SIGKILL)
        try:
            group.rmdir()
        except FileNotFoundError:
            return
        except OSError:
            time.sleep(0.01)
        else:
            return


def _parents() -> list[Path]:
    """Return the folders in which groups for memory and processes can be made."""
    own = {}
    for line in Path("/proc/self/cgroup").read_text().splitlines():
        _, controllers, path = line.split(":", 2)
        own |= dict.fromkeys(controllers.split(","), path)
    mounts = list(_mounts())
    old = [_folder(own[name], mounts, name) for name in _CONTROLLERS if name in own]
    if old:
        return [folder for folder in old if folder]
    folder = _folder(own[""], mounts, "") if "" in own else None
    if folder is None:
        raise OSError("they are not mounted here")
    return [_delegated(folder)]


def _mounts() -> Iterator[tuple[str, str, set[str]]]:
    """Yield of each mount which part it shows, where, and its controllers ("": version 2 of groups)."""
    for line in Path("/proc/self/mountinfo").read_text().splitlines():
        place, _, rest = line.partition(" - ")
        kind, _, options = rest.split(" ", 2)
        shown, where = place.split()[3:5]
        if kind in ("cgroup", "cgroup2"):
            yield shown, where, set(options.split(",")) if kind == "cgroup" else {""}


def _folder(path: str, mounts: list[tuple[str, str, set[str]]], controller: str) -> Path | None:
    for shown, where, controllers in mounts:
        if controller in controllers and os.path.commonpath([shown, path]) == shown:
            return Path(where, os.path.relpath(path, shown))
    return None


def _delegated(folder: Path) -> Path:
    """Return the nearest group, from one's own upwards, that may have groups of processes below it."""
    while (folder / "cgroup.subtree_control").exists():
        handed_down = (folder / "cgroup.subtree_control").read_text().split()
        if set(_CONTROLLERS) <= set(handed_down):
            return folder
        limit = folder / "memory.max"
        if limit.exists() and limit.read_text().strip() != "max":
            break  # to leave this group would be to leave its limit
        folder = folder.parent
    raise OSError(f"none that this process belongs to hands {' and '.join(_CONTROLLERS)} down")

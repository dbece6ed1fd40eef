"""A file system, a process table and a network of one's own, made with namespaces of Linux."""

import os
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from autograder.engine.confine import system
from autograder.engine.confine.limits import FILES, Limits

SHARED_MEMORY = 64 * 2**20  # bytes in /dev/shm

_NEW_ROOT = "/tmp"  # there is always a folder, and what lies in it has been picked up before it is covered
_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")

_covered: list["_Plan"] = []  # what ``enter`` has put below /tmp, which scratch will cover


def enter(readable: Iterable[str]) -> None:
    """Move the present process, of one thread, to a root folder that holds only ``readable``, read-only.

    Started as root it becomes the user nobody outside, else it stays who it is; it has no network. It
    keeps capabilities over its own namespaces, so only trusted code may run in it.
    """
    others = system.CLONE_NEWNET | system.CLONE_NEWIPC | system.CLONE_NEWUTS
    if system.can_become_nobody():
        # Root can pick up folders that nobody may pass through (/root). The second copy of the mounts,
        # owned by a user namespace, can be neither undone nor made writable from inside.
        system.unshare(system.CLONE_NEWNS)
        _build_root(readable)
        system.change_to_nobody()
        system.prctl(system.PR_SET_DUMPABLE, 1)  # else /proc/self belongs to root
        system.unshare(system.CLONE_NEWUSER | system.CLONE_NEWNS | others)
    else:
        system.unshare(system.CLONE_NEWUSER | system.CLONE_NEWNS | others)
        _build_root(readable)


def prepare(limits: Limits) -> str:
    """Make scratch (returned), shared memory and a process table for the next child of this process.

    The child gets a user namespace of its own: there its threads are counted apart from all others.
    """
    own = system.CLONE_NEWUSER | system.CLONE_NEWNS | system.CLONE_NEWPID | system.CLONE_NEWIPC
    system.unshare(own)
    trees = [plan.pick_up() for plan in _covered]
    flags = system.MS_NOSUID | system.MS_NODEV
    system.mount("tmpfs", "/tmp", flags, f"mode=0700,size={limits.scratch},nr_inodes={FILES}")
    for plan, copies in zip(_covered, trees, strict=True):
        plan.put_down(copies, "")
    shared = min(limits.scratch, SHARED_MEMORY)
    system.mount("tmpfs", "/dev/shm", flags, f"mode=0700,size={shared},nr_inodes={FILES}")
    return "/tmp"


def confine() -> None:
    """Show the present process, the first of its process table, only itself, and take away its powers."""
    safe = system.MS_NOSUID | system.MS_NODEV | system.MS_NOEXEC
    system.mount("proc", "/proc", system.MS_RDONLY | safe)
    system.drop_capabilities()


class _Plan:
    """What a root folder consists of: links, and copies of folders and files."""

    def __init__(self, links: dict[str, str], places: list[str]):
        self.links, self.places = links, places

    def below(self, folder: str) -> "_Plan":
        """Return the part of the plan that lies below ``folder``."""
        links = {link: target for link, target in self.links.items() if _lies_below(link, folder)}
        return _Plan(links, [place for place in self.places if _lies_below(place, folder)])

    def pick_up(self) -> dict[str, int]:
        return {place: system.clone_mount(place) for place in self.places}

    def put_down(self, trees: dict[str, int], root: str) -> None:
        for link, target in self.links.items():
            _make_folder(os.path.dirname(root + link))
            os.symlink(target, root + link)
        for place, tree in trees.items():
            _put_down(place, tree, root)


def _build_root(readable: Iterable[str]) -> None:
    plan = _make_plan(readable)
    _covered.append(plan.below("/tmp"))
    system.make_mounts_private()
    trees = plan.pick_up()
    devices = {path: system.clone_mount(path, devices=True) for path in _DEVICES if os.path.exists(path)}
    proc = system.clone_mount("/proc", readonly=False)  # Linux gives a new one only to who sees one in full
    mask = os.umask(0o022)
    flags = system.MS_NOSUID | system.MS_NODEV
    system.mount("tmpfs", _NEW_ROOT, flags, f"mode=0755,size=4m,nr_inodes={FILES}")
    plan.put_down(trees, _NEW_ROOT)
    for path, tree in (devices | {"/proc": proc}).items():
        _put_down(path, tree, _NEW_ROOT)
    for folder in ("/tmp", "/dev/shm"):
        _make_folder(_NEW_ROOT + folder)
    for name, target in (("fd", "fd"), ("stdin", "fd/0"), ("stdout", "fd/1"), ("stderr", "fd/2")):
        os.symlink(f"/proc/self/{target}", f"{_NEW_ROOT}/dev/{name}")
    os.umask(mask)
    system.pivot_root(_NEW_ROOT)
    system.make_readonly("/")


def _put_down(path: str, tree: int, root: str) -> None:
    """Attach a copy at its path; what it is attached to must be there and of the same kind."""
    folder = os.path.isdir(f"/proc/self/fd/{tree}")
    _make_folder(root + path if folder else os.path.dirname(root + path))
    if not folder:
        Path(root + path).touch()
    system.attach_mount(tree, root + path)


def _make_plan(paths: Iterable[str]) -> _Plan:
    """Return what must be there for ``paths`` to lead where they lead now; missing ones are left out."""
    links: dict[str, str] = {}
    places = set()
    for path in paths:
        place = _follow(path, links)
        if place in ("/", "/tmp", "/dev", "/proc"):
            raise ValueError(f"{path} is too much to show to a submission: name folders in it.")
        with suppress(OSError):
            os.stat(place)
            places.add(place)
    places = [p for p in sorted(places) if not any(_lies_below(p, other) for other in places)]
    links = {link: to for link, to in links.items() if not any(_lies_below(link, place) for place in places)}
    return _Plan(links, places)


def _follow(path: str, links: dict[str, str]) -> str:
    """Return the real path, and add the links on the way to ``links``."""
    here, ahead = "/", list(reversed(Path(os.path.abspath(path)).parts[1:]))
    while ahead and len(links) < 1000:
        part = ahead.pop()
        step = os.path.dirname(here) if part == ".." else os.path.join(here, part)
        if not os.path.islink(step):
            here = step
            continue
        links[step] = os.readlink(step)
        target = Path(links[step])
        here = "/" if target.is_absolute() else here
        ahead += reversed(target.parts[1:] if target.is_absolute() else target.parts)
    return here


def _lies_below(path: str, folder: str) -> bool:
    return path.startswith(folder + "/")


def _make_folder(path: str) -> None:
    os.makedirs(path, exist_ok=True)

"""Calls to Linux that Python does not offer, with its error numbers as exceptions."""

import ctypes
import os
import struct
from contextlib import suppress
from pathlib import Path

NOBODY = 65534

CLONE_NEWNS = 0x0002_0000
CLONE_NEWUTS = 0x0400_0000
CLONE_NEWIPC = 0x0800_0000
CLONE_NEWUSER = 0x1000_0000
CLONE_NEWPID = 0x2000_0000
CLONE_NEWNET = 0x4000_0000

MS_RDONLY, MS_NOSUID, MS_NODEV, MS_NOEXEC = 1, 2, 4, 8
MS_REC_PRIVATE = 0x4000 | 0x4_0000

PR_SET_PDEATHSIG = 1
PR_SET_DUMPABLE = 4
PR_SET_SECCOMP = 22
PR_SET_NO_NEW_PRIVS = 38
_PR_CAPBSET_DROP = 24
_PR_SET_SECUREBITS = 28

# Root gets nothing by being root, nothing is kept over a change of user, nothing ambient; all locked.
_SECUREBITS = 0b1110_1111

# Calls that came after 2019 have one number on all machines.
_OPEN_TREE, _MOVE_MOUNT, _CLOSE_RANGE, _MOUNT_SETATTR = 428, 429, 436, 442
_PIVOT_ROOT = {"x86_64": 155, "aarch64": 41}
_AT_FDCWD, _AT_EMPTY_PATH, _AT_RECURSIVE = -100, 0x1000, 0x8000

_libc = ctypes.CDLL(None, use_errno=True)


def call(name: str, *arguments: int | bytes | None, label: str = "") -> int:
    """Call a function of the C library; a result below zero becomes an ``OSError`` that names it."""
    words = [ctypes.c_char_p(a) if isinstance(a, bytes) else ctypes.c_long(a or 0) for a in arguments]
    result = getattr(_libc, name)(*words)
    if result < 0:
        raise OSError(ctypes.get_errno(), f"{label or name}: {os.strerror(ctypes.get_errno())}")
    return result


def prctl(option: int, value: int | bytes = 0, third: bytes | int = 0) -> None:
    call("prctl", option, value, third, 0, 0, label=f"prctl {option}")


def gather_memory() -> None:
    """Put the process's own memory into huge pages, where Linux can: to fork then takes half the time.

    A fork copies the tables of pages, and what huge pages hold takes a 512th of the entries.
    """
    collapse = 25
    with suppress(OSError):
        size = int(Path("/sys/kernel/mm/transparent_hugepage/hpage_pmd_size").read_text())
        for line in Path("/proc/self/maps").read_text().splitlines():
            place, rights, _, _, inode, *name = line.split()
            if rights == "rw-p" and inode == "0" and name in ([], ["[heap]"]):
                first, last = (int(end, 16) for end in place.split("-"))
                first, last = -(-first // size) * size, last // size * size
                if first < last:
                    with suppress(OSError):  # not all of it is in use
                        call("madvise", first, last - first, collapse)


def close_range(first: int, last: int) -> None:
    """Close all descriptors from ``first`` to ``last``."""
    call("syscall", _CLOSE_RANGE, first, last, 0, label="close_range")


def is_alive(pid: int) -> bool:
    """Tell whether a process runs; one that has ended and was not yet waited for does not."""
    try:
        after_name = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2]
    except OSError:
        return False
    return after_name.split()[0] not in "ZX"


def unshare(flags: int) -> None:
    """Move to new namespaces; a new user namespace has one user and one group, the present ones."""
    user, group = os.geteuid(), os.getegid()
    call("unshare", flags)
    if flags & CLONE_NEWUSER:
        # An ordinary user may map groups only where groups can no longer be given up.
        Path("/proc/self/setgroups").write_text("deny")
        Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
        Path("/proc/self/gid_map").write_text(f"{group} {group} 1")


def mount(kind: str, path: str, flags: int, options: str = "") -> None:
    what, where = kind.encode(), os.fsencode(path)
    call("mount", what, where, what, flags, options.encode(), label=f"mount {path}")


def make_mounts_private() -> None:
    """Let no mount from here on be seen outside, and none from outside be seen here."""
    call("mount", b"none", b"/", None, MS_REC_PRIVATE, None, label="mount private")


def clone_mount(path: str, *, readonly: bool = True, devices: bool = False) -> int:
    """Return a descriptor of a detached copy of what is at ``path`` and of all that is mounted below it."""
    clone = 1
    name, flags = os.fsencode(path), clone | os.O_CLOEXEC | _AT_RECURSIVE
    tree = call("syscall", _OPEN_TREE, _AT_FDCWD, name, flags, label=f"open_tree {path}")
    attributes = MS_NOSUID | (MS_RDONLY if readonly else 0) | (0 if devices else MS_NODEV)
    _set_attributes(tree, b"", _AT_EMPTY_PATH | _AT_RECURSIVE, attributes)
    return tree


def _set_attributes(folder: int, path: bytes, flags: int, attributes: int) -> None:
    request = struct.pack("=QQQQ", attributes, 0, 0, 0)
    call("syscall", _MOUNT_SETATTR, folder, path, flags, request, len(request), label="mount_setattr")


def attach_mount(tree: int, path: str) -> None:
    """Put what ``clone_mount`` returned at ``path``, which must be of the same kind, and close it."""
    from_descriptor = 4
    name = os.fsencode(path)
    call("syscall", _MOVE_MOUNT, tree, b"", _AT_FDCWD, name, from_descriptor, label=f"move_mount {path}")
    os.close(tree)


def pivot_root(path: str) -> None:
    """Make the mount at ``path`` the root folder and let go of the old one."""
    os.chdir(path)
    call("syscall", _PIVOT_ROOT[os.uname().machine], b".", b".", label="pivot_root")
    detach = 2
    call("umount2", b".", detach)  # the old root lies on top of the new one
    os.chdir("/")


def make_readonly(path: str) -> None:
    """Allow no more changes in the mount at ``path``; what is mounted below it stays as it is."""
    _set_attributes(_AT_FDCWD, os.fsencode(path), 0, MS_RDONLY)


def drop_capabilities(*, become_nobody: bool = False) -> None:
    """Give up all capabilities, in every set and for good, and root too where ``become_nobody``."""
    last = int(Path("/proc/sys/kernel/cap_last_cap").read_text())
    for capability in range(last + 1):
        prctl(_PR_CAPBSET_DROP, capability)
    prctl(_PR_SET_SECUREBITS, _SECUREBITS)
    if become_nobody:
        change_to_nobody()
    version_3 = 0x2008_0522
    call("capset", struct.pack("=Ii", version_3, 0), bytes(24))  # the ambient set follows


def can_become_nobody() -> bool:
    """Tell whether the present process is root where there is a user nobody, unlike in some containers."""
    if os.geteuid() != 0:
        return False
    ranges = (map(int, line.split()) for line in Path("/proc/self/uid_map").read_text().splitlines())
    return any(first <= NOBODY < first + count for first, _, count in ranges)


def change_to_nobody() -> None:
    os.setgroups([])
    os.setresgid(NOBODY, NOBODY, NOBODY)
    os.setresuid(NOBODY, NOBODY, NOBODY)

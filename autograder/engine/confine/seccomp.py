"""A filter that Linux runs before each system call of a submission, and that lets only known ones pass.

``calls`` lists what is allowed and what is refused. What is in neither list, and so also what Linux will
learn in future, is answered as if Linux did not know it: libraries then do without.
"""

import ctypes
import errno
import functools
import os
import platform
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from autograder.engine.confine import calls, system

MACHINES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}

_ALLOW = 0x7FFF_0000
_KILL = 0x8000_0000
_FAIL = 0x0005_0000  # with this error number
_PRETEND = _FAIL  # success, and nothing is done
_DENY = _FAIL | errno.EPERM
_NO_MEMORY = _FAIL | errno.ENOMEM
_NO_SUCH_CALL = _FAIL | errno.ENOSYS
_NO_SUCH_ADVICE = _FAIL | errno.EINVAL
_NO_SUCH_FLAG = _FAIL | errno.EOPNOTSUPP
_NO_SUCH_REQUEST = _FAIL | errno.ENOTTY
_X32 = 0x4000_0000

_ALL = 0xFFFF_FFFF
_NEW_NAMESPACES = 0x7E02_0000
_CLONE_THREAD = 0x0001_0000
_ANONYMOUS_SHARED = 0x21
_GROWS_DOWN = 0x100
_UNIX = 1
_STREAM_OR_SEQPACKET = 1  # of the type without its flags and without the bit that tells the two apart
_KIND_OF_FILE, _FIFO = 0o170000, 0o010000

# What allocators, the C library and OpenSSL say of their own memory. Not in the list: all that reads files
# into the page cache or takes them out (WILLNEED, POPULATE_*, COLD, PAGEOUT), or shares pages (MERGEABLE).
_ADVICE_ON_MEMORY = {
    "NORMAL": 0,
    "RANDOM": 1,
    "SEQUENTIAL": 2,
    "DONTNEED": 4,  # forgets pages of this process; those of files stay in the page cache
    "FREE": 8,
    "DONTFORK": 10,
    "DOFORK": 11,
    "HUGEPAGE": 14,
    "NOHUGEPAGE": 15,
    "DONTDUMP": 16,
    "DODUMP": 17,
    "WIPEONFORK": 18,
    "KEEPONFORK": 19,
    "GUARD_INSTALL": 102,  # the end of a thread's stack
    "GUARD_REMOVE": 103,
}
# How a file will be read. Not in the list: to bring it into the page cache (WILLNEED) or out (DONTNEED).
_ADVICE_ON_FILES = {"NORMAL": 0, "RANDOM": 1, "SEQUENTIAL": 2, "NOREUSE": 5}
# Not in the list: who gets signals (SETOWN); leases and notices, by which a process delays or watches others.
_ON_DESCRIPTORS = {
    "DUPFD": 0,
    "GETFD": 1,
    "SETFD": 2,
    "GETFL": 3,
    "SETFL": 4,
    "GETLK": 5,  # SQLite; finds nothing, as nobody gets a lock
    "DUPFD_CLOEXEC": 1030,
    "GETPIPE_SZ": 1032,
}
# A lock on a file that all may read would tell others something; in scratch there is nobody to lock out.
_LOCKS = {"SETLK": 6, "SETLKW": 7, "OFD_SETLK": 37, "OFD_SETLKW": 38}
_REQUESTS = {
    "TCGETS": 0x5401,  # isatty
    "TCGETS2": 0x802C_542A,
    "TIOCGWINSZ": 0x5413,
    "FIONREAD": 0x541B,
    "FIONBIO": 0x5421,  # socket.setblocking
    "FIONCLEX": 0x5450,  # os.set_inheritable
    "FIOCLEX": 0x5451,
    "FICLONE": 0x4004_9409,  # pathlib.Path.copy
}
# Names of threads and of memory, and questions. Not in the list: the signal at the parent's death, which lets
# nothing outlive the grader, and DUMPABLE, which would let the process write to its memory through /proc.
_ON_ITSELF = {
    "GET_PDEATHSIG": 2,
    "GET_DUMPABLE": 3,
    "SET_NAME": 15,
    "GET_NAME": 16,
    "GET_SECCOMP": 21,
    "CAPBSET_READ": 23,
    "SET_TIMERSLACK": 29,
    "GET_TIMERSLACK": 30,
    "GET_NO_NEW_PRIVS": 39,
    "GET_THP_DISABLE": 42,
    "SVE_GET_VL": 51,
    "SME_GET_VL": 64,
    "SET_VMA": 0x5356_4D41,
}


@dataclass(frozen=True)
class _If:
    """An argument's lower half (``upper``: its other half), masked, is ``value`` (``not_``: is not)."""

    argument: int
    value: int
    then: int
    mask: int = _ALL
    not_: bool = False
    upper: bool = False

    def assemble(self) -> list[tuple[int, int, int, int]]:
        load = (0x20, 0, 0, 16 + 8 * self.argument + 4 * self.upper)
        keep = (0x54, 0, 0, self.mask)
        jump = (0x15, int(self.not_), int(not self.not_), self.value)
        return [load, keep, jump, (0x06, 0, 0, self.then)]


def confine(*, processes: bool, alone: bool) -> None:
    """Filter the calls of the present process, of one thread, for good. ``no_new_privs`` must be set.

    processes: whether it may start processes; other programs it may not start in any case
    alone: whether it has its own process and network namespaces; if not, calls that reach other
        processes or the attributes of other files are denied as well; those that change modes
        and times of files do nothing
    """
    pid = None if alone else os.getpid()
    program = assemble(platform.machine(), pid, processes=processes, alone=alone)
    buffer = ctypes.create_string_buffer(program, len(program))
    length_and_address = struct.pack("@HP", len(program) // 8, ctypes.addressof(buffer))
    mode_filter = 2
    system.prctl(system.PR_SET_SECCOMP, mode_filter, length_and_address)


@functools.cache
def assemble(machine: str, pid: int | None, *, processes: bool, alone: bool) -> bytes:
    """Return the filter as a program of classic BPF; ``pid`` is whom signals may go to if not ``alone``."""
    column = list(MACHINES).index(machine)
    code = [
        (0x20, 0, 0, 4),  # which machine the call is for: a 32-bit call has other numbers
        (0x15, 1, 0, MACHINES[machine]),
        (0x06, 0, 0, _KILL),
        (0x20, 0, 0, 0),  # the number of the call
    ]
    if machine == "x86_64":
        code += [(0x35, 0, 1, _X32), (0x06, 0, 0, _KILL)]
    # Linux runs the filter only for calls whose arguments count; for the others it remembers the answer.
    rules = _rules(pid, processes=processes, alone=alone)
    rules |= dict.fromkeys(calls.ALLOWED, (_ALLOW,)) | dict.fromkeys(calls.DENIED, (_DENY,))
    for name, (*tests, otherwise) in rules.items():
        number = calls.CALLS[name][column]
        if number is not None:
            body = [line for test in tests for line in test.assemble()] + [(0x06, 0, 0, otherwise)]
            code += [(0x15, 0, len(body), number), *body]
    code.append((0x06, 0, 0, _NO_SUCH_CALL))
    return b"".join(struct.pack("=HBBI", *line) for line in code)


def _rules(pid: int | None, *, processes: bool, alone: bool) -> dict[str, tuple]:
    """Return for each call in ``calls.RULED`` its tests, in order, and what happens if none applies."""
    new_thread = _If(0, _CLONE_THREAD, _ALLOW, mask=_NEW_NAMESPACES | _CLONE_THREAD)
    new_process = _If(0, 0, _ALLOW, mask=_NEW_NAMESPACES)
    to_itself = (_If(0, pid or 0, _ALLOW), _DENY)
    # Not the flags of a read that tells what is in the page cache (NOWAIT) or takes it out (DONTCACHE).
    without_flags = (_If(5, 0, _ALLOW), _NO_SUCH_FLAG)
    return {
        "clone": (new_process if processes else new_thread, _DENY),
        "clone3": (_NO_SUCH_CALL,),  # its arguments cannot be seen; the C library falls back on clone
        **dict.fromkeys(("fork", "vfork"), (_ALLOW if processes else _DENY,)),
        # No limit of a process counts memory that it shares with nobody yet, or a stack of its own making.
        "mmap": (
            _If(3, _ANONYMOUS_SHARED, _NO_MEMORY, mask=_ANONYMOUS_SHARED),
            _If(3, _GROWS_DOWN, _NO_MEMORY, mask=_GROWS_DOWN),
            _ALLOW,
        ),
        "madvise": (*_any(2, _ADVICE_ON_MEMORY), _NO_SUCH_ADVICE),
        "fadvise64": (*_any(3, _ADVICE_ON_FILES), _DENY),
        "preadv2": without_flags,
        "pwritev2": without_flags,
        "ioctl": (*_any(1, _REQUESTS), _NO_SUCH_REQUEST),
        "fcntl": (*_any(1, _ON_DESCRIPTORS), *_any(1, _LOCKS, _PRETEND), _DENY),
        "flock": (_PRETEND,),
        "mknod": (_If(1, _FIFO, _ALLOW, mask=_KIND_OF_FILE), _DENY),
        "mknodat": (_If(2, _FIFO, _ALLOW, mask=_KIND_OF_FILE), _DENY),
        "prctl": (*_any(0, _ON_ITSELF), _DENY),
        "prlimit64": (*_unless_null(2), _ALLOW),
        # A pair of streams is connected for good; any other socket could be connected to somebody outside.
        "socketpair": (
            _If(0, _UNIX, _DENY, not_=True),
            _If(1, _STREAM_OR_SEQPACKET, _ALLOW, mask=0b1011),
            _DENY,
        ),
        "sendto": (*_unless_null(4), _ALLOW),
        **dict.fromkeys(_SIGNALS, (_ALLOW,) if alone else to_itself),
        **dict.fromkeys(_PRIORITIES_AND_OWNERS, (_ALLOW if alone else _DENY,)),
        # Modes and times of the user's own files anywhere: refused, even shutil.copy would fail in scratch.
        **dict.fromkeys(_MODES, (_ALLOW if alone else _PRETEND,)),
        # The present time is refused: Path.touch makes a new file only then.
        **{name: (_ALLOW,) if alone else (*_unless_null(at, _PRETEND), _DENY) for name, at in _TIMES.items()},
    }


def _any(argument: int, values: dict[str, int], then: int = _ALLOW) -> Iterable[_If]:
    return (_If(argument, value, then) for value in values.values())


def _unless_null(argument: int, then: int = _DENY) -> tuple[_If, _If]:
    """Return tests of whether a pointer leads somewhere."""
    return tuple(_If(argument, 0, then, not_=True, upper=upper) for upper in (False, True))


_SIGNALS = ("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo")
_MODES = ("chmod", "fchmod", "fchmodat", "fchmodat2")
_TIMES = {"utime": 1, "utimes": 1, "futimesat": 2, "utimensat": 2}  # the argument that holds them
_PRIORITIES_AND_OWNERS = (
    *("setpriority", "ioprio_set", "sched_setparam", "sched_setscheduler", "sched_setaffinity"),
    *("sched_setattr", "chown", "lchown", "fchown", "fchownat"),
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat"),
    *("removexattr", "lremovexattr", "fremovexattr", "removexattrat"),
)

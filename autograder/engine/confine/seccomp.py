"""The system calls a submission may not make, as a filter that Linux runs before each of them."""

import ctypes
import errno
import functools
import os
import platform
import struct
from dataclasses import dataclass

from autograder.engine.confine import system

MACHINES = {"x86_64": 0xC000_003E, "aarch64": 0xC000_00B7}

# Number on x86_64, number on aarch64 (None: not there). Calls since 2019 have the same number on both.
CALLS = {
    # other programs and processes
    "execve": (59, 221),
    "execveat": (322, 281),
    "fork": (57, None),
    "vfork": (58, None),
    "clone": (56, 220),
    "clone3": (435, 435),
    "unshare": (272, 97),
    "setns": (308, 268),
    "ptrace": (101, 117),
    "process_vm_readv": (310, 270),
    "process_vm_writev": (311, 271),
    "process_madvise": (440, 440),
    "process_mrelease": (448, 448),
    "kcmp": (312, 272),
    "pidfd_getfd": (438, 438),
    "kill": (62, 129),
    "tkill": (200, 130),
    "tgkill": (234, 131),
    "rt_sigqueueinfo": (129, 138),
    "rt_tgsigqueueinfo": (297, 240),
    "pidfd_send_signal": (424, 424),
    "setpriority": (141, 140),
    "ioprio_set": (251, 30),
    "sched_setparam": (142, 118),
    "sched_setscheduler": (144, 119),
    "sched_setaffinity": (203, 122),
    "sched_setattr": (314, 274),
    "prctl": (157, 167),
    # limits and memory that no limit counts
    "setrlimit": (160, 164),
    "prlimit64": (302, 261),
    "mmap": (9, 222),
    "memfd_create": (319, 279),
    "memfd_secret": (447, 447),
    "shmget": (29, 194),
    "shmat": (30, 196),
    "shmctl": (31, 195),
    "shmdt": (67, 197),
    "semget": (64, 190),
    "semop": (65, 193),
    "semctl": (66, 191),
    "semtimedop": (220, 192),
    "msgget": (68, 186),
    "msgsnd": (69, 189),
    "msgrcv": (70, 188),
    "msgctl": (71, 187),
    "mq_open": (240, 180),
    "mq_unlink": (241, 181),
    # network
    "socket": (41, 198),
    "socketpair": (53, 199),
    "connect": (42, 203),
    # parts of the kernel that have often been broken
    "bpf": (321, 280),
    "perf_event_open": (298, 241),
    "userfaultfd": (323, 282),
    "io_uring_setup": (425, 425),
    "io_uring_enter": (426, 426),
    "io_uring_register": (427, 427),
    "keyctl": (250, 219),
    "add_key": (248, 217),
    "request_key": (249, 218),
    "lookup_dcookie": (212, 18),
    "nfsservctl": (180, 42),
    "personality": (135, 92),
    "modify_ldt": (154, None),
    "iopl": (172, None),
    "ioperm": (173, None),
    "ioctl": (16, 29),
    # the machine
    "mount": (165, 40),
    "umount2": (166, 39),
    "pivot_root": (155, 41),
    "chroot": (161, 51),
    "open_tree": (428, 428),
    "move_mount": (429, 429),
    "fsopen": (430, 430),
    "fsconfig": (431, 431),
    "fsmount": (432, 432),
    "fspick": (433, 433),
    "mount_setattr": (442, 442),
    "name_to_handle_at": (303, 264),
    "open_by_handle_at": (304, 265),
    "init_module": (175, 105),
    "finit_module": (313, 273),
    "delete_module": (176, 106),
    "kexec_load": (246, 104),
    "kexec_file_load": (320, 294),
    "reboot": (169, 142),
    "swapon": (167, 224),
    "swapoff": (168, 225),
    "quotactl": (179, 60),
    "quotactl_fd": (443, 443),
    "acct": (163, 89),
    "settimeofday": (164, 170),
    "clock_settime": (227, 112),
    "clock_adjtime": (305, 266),
    "adjtimex": (159, 171),
    "sethostname": (170, 161),
    "setdomainname": (171, 162),
    "syslog": (103, 116),
    "vhangup": (153, 58),
    # files that are not the submission's own, where only Landlock guards them
    "chmod": (90, None),
    "fchmod": (91, 52),
    "fchmodat": (268, 53),
    "fchmodat2": (452, 452),
    "chown": (92, None),
    "lchown": (94, None),
    "fchown": (93, 55),
    "fchownat": (260, 54),
    "setxattr": (188, 5),
    "lsetxattr": (189, 6),
    "fsetxattr": (190, 7),
    "setxattrat": (463, 463),
    "removexattr": (197, 14),
    "lremovexattr": (198, 15),
    "fremovexattr": (199, 16),
    "removexattrat": (466, 466),
    "utime": (132, None),
    "utimes": (235, None),
    "futimesat": (261, None),
    "utimensat": (280, 88),
    "inotify_add_watch": (254, 27),
    "fanotify_init": (300, 262),
    "fanotify_mark": (301, 263),
    "fcntl": (72, 25),
}
_LAST = 466  # of the calls that were looked at; what came later is as if it did not exist

_ALLOW = 0x7FFF_0000
_KILL = 0x8000_0000
_DENY = 0x0005_0000 | errno.EPERM
_PRETEND = 0x0005_0000  # success, and nothing is done
_NO_MEMORY = 0x0005_0000 | errno.ENOMEM
_NO_SUCH_CALL = 0x0005_0000 | errno.ENOSYS
_X32 = 0x4000_0000

_ALL = 0xFFFF_FFFF
_NEW_NAMESPACES = 0x7E02_0000
_CLONE_THREAD = 0x0001_0000
_ANONYMOUS_SHARED = 0x21
_GROWS_DOWN = 0x100
_F_SETOWN, _F_SETSIG, _F_SETOWN_EX = 8, 10, 15
_FIOSETOWN, _SIOCSPGRP, _TIOCSTI, _TIOCLINUX = 0x8901, 0x8902, 0x5412, 0x541C
_STREAM_OR_SEQPACKET = 1  # of the type without its flags and without the bit that tells the two apart


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
        processes, sockets or the attributes of other files are denied as well; those that change modes
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
    code += [(0x25, 0, 1, _LAST), (0x06, 0, 0, _NO_SUCH_CALL)]
    rules = _rules(pid, processes=processes, alone=alone)
    for name, numbers in CALLS.items():
        number = numbers[column]
        if number is None or name not in rules:
            continue
        *tests, otherwise = rules[name]
        body = [line for test in tests for line in test.assemble()] + [(0x06, 0, 0, otherwise)]
        code += [(0x15, 0, len(body), number), *body]
    code.append((0x06, 0, 0, _ALLOW))
    return b"".join(struct.pack("=HBBI", *line) for line in code)


def _rules(pid: int | None, *, processes: bool, alone: bool) -> dict[str, tuple]:
    """Return for each restricted call its tests, in order, and what happens if none applies."""
    rules: dict[str, tuple] = dict.fromkeys(CALLS, (_DENY,))
    new_thread = _If(0, _CLONE_THREAD, _ALLOW, mask=_NEW_NAMESPACES | _CLONE_THREAD)
    new_process = _If(0, 0, _ALLOW, mask=_NEW_NAMESPACES)
    rules |= {
        "clone": (new_process if processes else new_thread, _DENY),
        "clone3": (_NO_SUCH_CALL,),  # its arguments cannot be seen; the C library falls back on clone
        # The signal at the parent's death is what lets nothing outlive the grader.
        "prctl": (_If(0, system.PR_SET_PDEATHSIG, _DENY), _ALLOW),
        "prlimit64": (_If(2, 0, _DENY, not_=True), _If(2, 0, _DENY, not_=True, upper=True), _ALLOW),
        # No limit of a process counts memory that it shares with nobody yet, or a stack of its own making.
        "mmap": (
            _If(3, _ANONYMOUS_SHARED, _NO_MEMORY, mask=_ANONYMOUS_SHARED),
            _If(3, _GROWS_DOWN, _NO_MEMORY, mask=_GROWS_DOWN),
            _ALLOW,
        ),
        "ioctl": (*(_If(1, request, _DENY) for request in (_TIOCSTI, _TIOCLINUX)), _ALLOW),
        "socket": (_If(0, 1, _ALLOW), _DENY),
        "socketpair": (_If(0, 1, _ALLOW), _DENY),
    }
    if processes:
        for name in ("fork", "vfork"):
            del rules[name]
    if alone:
        for name in _ONLY_IF_NOT_ALONE:
            del rules[name]
        return rules
    to_itself = (_If(0, pid, _ALLOW), _DENY)
    rules |= dict.fromkeys(("kill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo"), to_itself)
    # A socket could be connected to a service of the user; a pair of streams cannot be sent elsewhere.
    streams = _If(1, _STREAM_OR_SEQPACKET, _ALLOW, mask=0b1011)
    # Modes and times of the user's own files anywhere: refused, even shutil.copy would fail in scratch.
    rules |= dict.fromkeys(_MODES_AND_TIMES, (_PRETEND,))
    signals = (_F_SETOWN, _F_SETSIG, _F_SETOWN_EX)
    requests = (_TIOCSTI, _TIOCLINUX, _FIOSETOWN, _SIOCSPGRP)
    return rules | {
        "socket": (_DENY,),
        "socketpair": (_If(0, 1, _DENY, not_=True), streams, _DENY),
        "fcntl": (*(_If(1, command, _DENY) for command in signals), _ALLOW),
        "ioctl": (*(_If(1, request, _DENY) for request in requests), _ALLOW),
    }


_MODES_AND_TIMES = (
    *("chmod", "fchmod", "fchmodat", "fchmodat2"),
    *("utime", "utimes", "futimesat", "utimensat"),
)
_ONLY_IF_NOT_ALONE = (
    *_MODES_AND_TIMES,
    *("kill", "tkill", "tgkill", "rt_sigqueueinfo", "rt_tgsigqueueinfo", "pidfd_send_signal", "fcntl"),
    *("setpriority", "ioprio_set", "sched_setparam", "sched_setscheduler", "sched_setaffinity"),
    *("sched_setattr", "connect"),
    *("chown", "lchown", "fchown", "fchownat"),
    *("setxattr", "lsetxattr", "fsetxattr", "setxattrat"),
    *("removexattr", "lremovexattr", "fremovexattr", "removexattrat"),
    *("inotify_add_watch", "fanotify_init", "fanotify_mark"),
)

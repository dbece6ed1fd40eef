"""The filter of system calls, read by a small machine: also for the kind of computer at hand we lack."""

import ctypes
import ctypes.util
import re
import struct
from pathlib import Path

import pytest

from autograder.engine.confine import calls, seccomp

ALLOWED, KILLED = 0x7FFF_0000, 0x8000_0000
PRETENDED, REFUSED, UNKNOWN = 0x0005_0000, 0x0005_0001, 0x0005_0026
PID = 4242
HEADERS = {
    "x86_64": ("/usr/include/x86_64-linux-gnu/asm/unistd_64.h", r"#define __NR_(\w+)\s+(\d+)"),
    "aarch64": ("/usr/include/asm-generic/unistd.h", r"#define __NR(?:3264)?_(\w+)\s+(\d+)"),
}


def verdict(program: bytes, machine: int, number: int, arguments: tuple[int, ...] = ()) -> int:
    """Return what a program of classic BPF says of a call."""
    data = struct.pack("=IIQ6Q", number, machine, 0, *(arguments + (0,) * 6)[:6])
    code = list(struct.iter_unpack("=HBBI", program))
    value = place = 0
    while True:
        kind, on_true, on_false, constant = code[place]
        place += 1
        if kind == 0x06:
            return constant
        if kind == 0x20:
            (value,) = struct.unpack_from("=I", data, constant)
        elif kind == 0x54:
            value &= constant
        else:
            holds = {0x15: value == constant, 0x25: value > constant, 0x35: value >= constant}[kind]
            place += on_true if holds else on_false


@pytest.fixture(
    params=[(m, p, a) for m in seccomp.MACHINES for p in (False, True) for a in (False, True)], ids=str
)
def asked(request):
    """Return how a call, by its name or number, is answered in one setting."""
    machine, processes, alone = request.param
    program = seccomp.assemble(machine, PID, processes=processes, alone=alone)
    column = list(seccomp.MACHINES).index(machine)

    def ask(call, *arguments, machine=seccomp.MACHINES[machine]):
        number = calls.CALLS[call][column] if isinstance(call, str) else call
        return None if number is None else verdict(program, machine, number, arguments)

    ask.machine, ask.processes, ask.alone, ask.size = machine, processes, alone, len(program) // 8
    return ask


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_numbers_are_those_of_linux(machine):
    path, pattern = HEADERS[machine]
    if not Path(path).exists():
        pytest.skip(f"{path} is not installed")
    text = Path(path).read_text()
    known = {name: int(number) for name, number in re.findall(pattern, text)}
    known.pop("syscalls", None)  # how many there are
    aliases = re.findall(r"#define __NR_(\w+) __NR3264_(\w+)", text)  # fstatat there, newfstatat here
    known |= {name: known[other] for name, other in aliases if other in known}
    column = list(seccomp.MACHINES).index(machine)
    for name, numbers in calls.CALLS.items():
        if numbers[column] is None or name in known or numbers[column] <= max(known.values()):
            assert known.get(name) == numbers[column], name


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_numbers_are_those_of_libseccomp(machine):
    library = ctypes.util.find_library("seccomp")
    if library is None:
        pytest.skip("libseccomp is not installed")
    resolve = ctypes.CDLL(library).seccomp_syscall_resolve_name_arch
    resolve.argtypes = [ctypes.c_uint32, ctypes.c_char_p]
    found = {name: resolve(seccomp.MACHINES[machine], name.encode()) for name in calls.CALLS}
    assert found["read"] == {"x86_64": 0, "aarch64": 63}[machine]
    column = list(seccomp.MACHINES).index(machine)
    unknown = {name for name, number in found.items() if number == -1}  # newer than this libseccomp
    assert all(calls.CALLS[name][column] > 440 for name in unknown)
    wrong = {
        name: number
        for name, number in found.items()
        if name not in unknown and (number if number >= 0 else None) != calls.CALLS[name][column]
    }
    assert not wrong


def test_no_call_is_listed_twice():
    assert len(calls.CALLS) == len(calls.ALLOWED) + len(calls.RULED) + len(calls.DENIED)
    for column in range(2):
        numbers = [numbers[column] for numbers in calls.CALLS.values() if numbers[column] is not None]
        assert len(numbers) == len(set(numbers))


def test_every_call_has_its_answer(asked):
    """Each one in the lists is answered as its list says, and every other number as an unknown call."""
    for name in calls.ALLOWED:
        assert asked(name) in (ALLOWED, None), name
    for name in calls.DENIED:
        assert asked(name) in (REFUSED, None), name
    column = list(seccomp.MACHINES).index(asked.machine)
    numbers = {numbers[column] for numbers in calls.CALLS.values()}
    assert {asked(number) for number in range(1200) if number not in numbers} == {UNKNOWN}


def test_program_is_not_too_long(asked):
    assert asked.size < 4096  # what Linux takes


def test_other_machines_are_killed(asked):
    assert asked(0, machine=0x4000_0003) == KILLED  # 32-bit x86, which a 64-bit process may call
    if asked.machine == "x86_64":
        assert asked(0x4000_0000 | 39) == KILLED  # x32


def test_ordinary_calls_are_allowed(asked):
    names = {"x86_64": (0, 1, 3, 10, 12, 13, 202, 231, 257), "aarch64": (56, 57, 63, 64, 98, 214, 226, 94)}
    assert {asked(number) for number in names[asked.machine]} == {ALLOWED}


def test_dangerous_calls_are_not(asked):
    for name in (
        "execve",
        "execveat",
        "ptrace",
        "unshare",
        "setns",
        "mount",
        "bpf",
        "io_uring_setup",
        "keyctl",
    ):
        assert asked(name) & 0xFFFF == 1
    assert asked("clone3") & 0xFFFF == 38
    assert asked("prctl", 15) == ALLOWED
    assert {asked("prctl", option) for option in (1, 4, 8, 22, 24, 28, 35, 36, 47)} == {REFUSED}


def test_clone_makes_threads_only(asked):
    thread, new_user = 0x003D_0F00, 0x1000_0000
    assert asked("clone", thread) == ALLOWED
    assert asked("clone", thread | new_user) != ALLOWED
    assert asked("clone", new_user) != ALLOWED
    for name in ("clone", "fork", "vfork"):
        answer = asked(name, 17)
        assert answer is None or (answer == ALLOWED) == asked.processes


def test_limits_can_be_read_only(asked):
    assert asked("prlimit64", 0, 7, 0, 0x7FFF_FFFF_0000) == ALLOWED
    assert asked("prlimit64", 0, 7, 0x1000, 0) != ALLOWED
    assert asked("prlimit64", 0, 7, 0x1_0000_0000, 0) != ALLOWED  # a pointer with an empty lower half


def test_only_memory_that_is_counted(asked):
    assert asked("mmap", 0, 4096, 3, 0x22) == ALLOWED  # private
    assert asked("mmap", 0, 4096, 3, 0x01) == ALLOWED  # a shared file
    assert asked("mmap", 0, 4096, 3, 0x0002_0022) == ALLOWED  # the stack of a thread
    for flags in (0x21, 0x23, 0x0122, 0x4_0021):
        assert asked("mmap", 0, 4096, 3, flags) != ALLOWED


def test_sockets_are_pairs(asked):
    unix, stream, datagram, seqpacket, close_on_exec = 1, 1, 2, 5, 0o2000000
    assert (
        asked("socketpair", unix, stream | close_on_exec) == asked("socketpair", unix, seqpacket) == ALLOWED
    )
    assert asked("socketpair", unix, datagram) == REFUSED
    for family in (2, 10, 16, 17, 38, 40):
        assert asked("socketpair", family, stream) == REFUSED
    for call in ("socket", "connect", "bind", "listen", "accept", "accept4", "sendmmsg", "setsockopt"):
        assert asked(call, unix, stream) == REFUSED
    assert asked("sendto", 3, 0x1000, 5, 0, 0, 0) == ALLOWED
    assert REFUSED == asked("sendto", 3, 0x1000, 5, 0, 0x1000, 16) == asked("sendto", 3, 0, 5, 0, 1 << 32, 16)


def test_page_cache_is_neither_asked_nor_changed(asked):
    for call in ("mincore", "cachestat", "readahead", "sync_file_range", "splice", "io_submit", "move_pages"):
        assert asked(call) == REFUSED
    for call in ("preadv2", "pwritev2"):
        assert asked(call, 3, 0x1000, 1, 0, 0, 0) == ALLOWED
        assert all(asked(call, 3, 0x1000, 1, 0, 0, 1 << bit) != ALLOWED for bit in range(32))  # NOWAIT is 8
    advised = {advice for advice in range(300) if asked("fadvise64", 3, 0, 0, advice) == ALLOWED}
    assert advised == {0, 1, 2, 5}
    assert asked("madvise", 0x1000, 4096, 4) == asked("madvise", 0x1000, 4096, 14) == ALLOWED
    for advice in (3, 9, 12, 20, 21, 22, 23, 25, 100, 101):
        assert asked("madvise", 0x1000, 4096, advice) & 0xFFFF == 22


def test_locks_and_leases_tell_others_nothing(asked):
    assert asked("flock", 3, 2) == asked("fcntl", 3, 6) == asked("fcntl", 3, 38) == PRETENDED
    assert {asked("fcntl", 3, command) for command in (0, 1, 2, 3, 4, 5, 1030)} == {ALLOWED}
    for command in (8, 10, 15, 1024, 1026, 1031, 1033):  # whose signals, leases, notices
        assert asked("fcntl", 3, command) == REFUSED
    assert asked("ioctl", 0, 0x5401) == ALLOWED
    for request in (0x5412, 0x541C, 0x8901, 0x8902, 0x5452, 0xC020660B):  # FIEMAP too
        assert asked("ioctl", 0, request) & 0xFFFF == 25


def test_only_fifos_are_made(asked):
    assert asked("mknodat", 3, 0x1000, 0o010644) == ALLOWED
    for kind in (0o020000, 0o060000, 0o140000, 0o100000, 0):
        assert asked("mknodat", 3, 0x1000, kind | 0o600) == REFUSED


def test_signals_stay_inside(asked):
    for name in ("kill", "tgkill", "rt_sigqueueinfo"):
        if not asked.alone:
            assert asked(name, PID) == ALLOWED
            assert ALLOWED not in (asked(name, 1), asked(name, 0), asked(name, 0xFFFF_FFFF))


def test_modes_of_files_seem_to_change(asked):
    for name in ("fchmod", "fchmodat", "utimensat"):
        assert asked(name, 3, 0x1000, 0x1000) == (ALLOWED if asked.alone else PRETENDED)
    assert asked("utimensat", 3, 0x1000, 0) == (ALLOWED if asked.alone else REFUSED)

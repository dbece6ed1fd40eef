"""The filter of system calls, read by a small machine: also for the kind of computer at hand we lack."""

import re
import struct
from pathlib import Path

import pytest

from autograder.engine.confine import seccomp

ALLOWED, KILLED = 0x7FFF_0000, 0x8000_0000
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
        number = seccomp.CALLS[call][column] if isinstance(call, str) else call
        return None if number is None else verdict(program, machine, number, arguments)

    ask.machine, ask.processes, ask.alone, ask.size = machine, processes, alone, len(program) // 8
    return ask


@pytest.mark.parametrize("machine", seccomp.MACHINES)
def test_numbers_are_those_of_linux(machine):
    path, pattern = HEADERS[machine]
    if not Path(path).exists():
        pytest.skip(f"{path} is not installed")
    known = {name: int(number) for name, number in re.findall(pattern, Path(path).read_text())}
    column = list(seccomp.MACHINES).index(machine)
    for name, numbers in seccomp.CALLS.items():
        if numbers[column] is None or name in known or numbers[column] <= max(known.values()):
            assert known.get(name) == numbers[column], name


def test_program_is_not_too_long(asked):
    assert asked.size < 4096  # what Linux takes


def test_other_machines_are_killed(asked):
    assert asked(0, machine=0x4000_0003) == KILLED  # 32-bit x86, which a 64-bit process may call
    if asked.machine == "x86_64":
        assert asked(0x4000_0000 | 39) == KILLED  # x32


def test_calls_of_tomorrow_do_not_exist(asked):
    assert asked(467) & 0xFFFF == asked(1000) & 0xFFFF == 38


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
    assert asked("prctl", 1) != ALLOWED == asked("prctl", 15)


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


def test_sockets_are_local(asked):
    unix, stream, datagram, close_on_exec = 1, 1, 2, 0o2000000
    assert asked("socketpair", unix, stream | close_on_exec) == ALLOWED
    for family in (2, 10, 16, 17, 38, 40):
        assert asked("socket", family, stream) != ALLOWED
        assert asked("socketpair", family, stream) != ALLOWED
    assert (asked("socket", unix, stream) == ALLOWED) == asked.alone
    assert (asked("socketpair", unix, datagram) == ALLOWED) == asked.alone


def test_signals_stay_inside(asked):
    for name in ("kill", "tgkill", "rt_sigqueueinfo"):
        if not asked.alone:
            assert asked(name, PID) == ALLOWED
            assert ALLOWED not in (asked(name, 1), asked(name, 0), asked(name, 0xFFFF_FFFF))


def test_modes_of_files_seem_to_change(asked):
    for name in ("fchmod", "fchmodat", "utimensat"):
        assert asked(name) == (ALLOWED if asked.alone else 0x0005_0000)

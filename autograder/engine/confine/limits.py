"""How much a submission may use, and what Linux can hold a process to."""

import os
import resource
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

_MB = 2**20

FILES = 16384  # files and folders in scratch: each takes about 1 kB of the memory of Linux


@dataclass(frozen=True)
class Limits:
    """What one submission may use.

    memory: bytes on top of what the warm process has, for each process
    scratch: bytes of files in scratch
    processes: processes it may start besides its own threads; 0: fork is refused (exec always is)
    threads: threads besides the first one
    open_files: open files
    cpu_seconds: seconds of CPU time, a last resort: the wall clock is kept outside
    """

    memory: int = 2 * 2**30
    scratch: int = 256 * _MB
    processes: int = 0
    threads: int = 64
    open_files: int = 256
    cpu_seconds: int = 600


def apply(limits: Limits, *, tasks: int | None) -> None:
    """Hold the present process to ``limits`` for good.

    ``tasks`` is how many tasks of its user there are already; None: their number is not limited. Linux
    counts them per user and user namespace, and never for root.
    """
    used = _memory_in_use()
    # Data is what a process can write and nobody shares. The address space gets room for what Python's
    # libraries reserve and never touch: a stack and an arena of malloc (64 MB) for each thread.
    reserve = 4 * limits.memory + limits.threads * 80 * _MB
    caps = {
        resource.RLIMIT_DATA: used["VmData"] + limits.memory,
        resource.RLIMIT_AS: used["VmSize"] + reserve,
        resource.RLIMIT_STACK: 8 * _MB,
        resource.RLIMIT_FSIZE: limits.scratch,
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_NOFILE: limits.open_files,
        resource.RLIMIT_MEMLOCK: 64 * 2**10,
        resource.RLIMIT_MSGQUEUE: 0,
        resource.RLIMIT_SIGPENDING: 1024,
        # At the hard limit Linux kills; at a soft one it only signals, which a first process ignores.
        resource.RLIMIT_CPU: limits.cpu_seconds,
    }
    if tasks is not None:
        caps[resource.RLIMIT_NPROC] = tasks + 1 + limits.threads + limits.processes
    for kind, most in caps.items():
        hard = resource.getrlimit(kind)[1]
        value = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(kind, (value, value))


@contextmanager
def capped_memory(size: int) -> Iterator[None]:
    """Let what takes ``size`` bytes more than the present process has now fail with a ``MemoryError``.

    The rest of the process goes on; processes that it starts meanwhile may raise the cap for themselves.
    """
    soft, hard = resource.getrlimit(resource.RLIMIT_DATA)
    most = _memory_in_use()["VmData"] + size
    most = most if hard == resource.RLIM_INFINITY else min(most, hard)
    resource.setrlimit(resource.RLIMIT_DATA, (most, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_DATA, (soft, hard))


def count_tasks(user: int) -> int:
    """Return how many threads of all processes belong to ``user``."""
    tasks = 0
    for process in Path("/proc").iterdir():
        with suppress(OSError):
            if process.name.isdecimal() and process.stat().st_uid == user:
                tasks += len(os.listdir(process / "task"))
    return tasks


def _memory_in_use() -> dict[str, int]:
    """Return the figures of memory of the present process, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    fields = (line.partition(":") for line in lines if line.startswith("Vm"))
    return {name: int(rest.split()[0]) * 1024 for name, _, rest in fields}

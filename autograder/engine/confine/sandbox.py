"""Run a submission in a process that can reach nothing but its scratch folder and what it may read."""

import errno
import functools
import os
import platform
import resource
import select
import signal
import socket
import sys
import sysconfig
import tempfile
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from autograder.engine.confine import cgroups, landlock, limits, namespaces, scratch, seccomp, system
from autograder.engine.confine.cgroups import cgroup, cgroup_problem
from autograder.engine.confine.installed import installed
from autograder.engine.confine.limits import Limits

__all__ = [
    "FAILED",
    "TIERS",
    "Limits",
    "Refused",
    "best_tier",
    "cgroup",
    "cgroup_problem",
    "chosen",
    "clean_up",
    "enter",
    "missing",
    "spawn",
    "within_reach",
]

TIERS = ("namespaces", "landlock", "none")
_SILENT = "it ended without a word"
FAILED = 125  # how the process that ``spawn`` returns ends when the sandbox could not be set up

# What is to be read of the process table and of the devices. Of the process itself not what tells where the
# grader's folders lie (mountinfo, environ, cgroup) or what Linux keeps of a file in memory (smaps, io).
_MACHINE = (
    *("/proc/self/cmdline", "/proc/self/comm", "/proc/self/fd", "/proc/self/limits", "/proc/self/maps"),
    *("/proc/self/stat", "/proc/self/statm", "/proc/self/status"),
    *("/proc/cpuinfo", "/proc/meminfo", "/proc/stat", "/proc/filesystems", "/proc/uptime", "/proc/version"),
    "/proc/sys/vm/overcommit_memory",
    *("/dev/zero", "/dev/full", "/dev/random", "/dev/urandom"),
)
_OLDEST_LANDLOCK = 3  # before it, a file that may only be read could be emptied

_DONE = "done"

_entered: dict[str, list[str]] = {}  # the tier of this fork server, and what its children may read


@dataclass(frozen=True)
class _Child:
    """What ``spawn`` was told."""

    tier: str
    limits: Limits
    main: Callable[[], None]
    started: Callable[[int, int], None]
    keep: Sequence[int]


@functools.cache
def missing(tier: str) -> str | None:
    """Say why ``tier`` does not work on this machine; None: it does, which was tried out."""
    if tier not in TIERS:
        raise ValueError(f"There is no tier {tier!r}, only {', '.join(TIERS)}.")
    if tier == "none":
        return None
    if sys.platform != "linux" or platform.machine() not in seccomp.MACHINES:
        machine = f"{platform.system()} on {platform.machine()}"
        return f"A sandbox needs Linux on {' or '.join(seccomp.MACHINES)}, not {machine}."
    version = landlock.version()
    if tier == "landlock" and version < _OLDEST_LANDLOCK:
        return f"Landlock is {f'too old (version {version})' if version else 'not in this kernel'}."
    problem = _try_out(tier)
    if problem == _SILENT:  # somebody may have killed it
        problem = _try_out(tier)
    return f"{problem}{_advice() if tier == 'namespaces' else ''}." if problem else None


def best_tier() -> str:
    """Return the strongest tier that works here; "none" confines nothing."""
    return next(tier for tier in TIERS if missing(tier) is None)


class Refused(Exception):
    """Submissions cannot be confined as they should be; the message says why, and what to do."""


def chosen(name: str) -> str:
    """Return the tier to use: the one that is named, or the best of those that confine.

    Raises:
        Refused: if that does not work here. Without confinement nothing is run unless "none" is named.
    """
    if sys.platform != "linux":
        raise Refused("Grading needs Linux: WSL2 on Windows, a virtual machine on macOS.")
    if name and (problem := missing(name)):
        raise Refused(f"Submissions cannot be confined by {name}: {problem}")
    tier = name or best_tier()
    if tier == "none" and not name:
        raise Refused(
            f"This machine cannot confine submissions. {missing('namespaces')} {missing('landlock')} "
            'Work that you would also run yourself can be graded with c.Execute.sandbox = "none" in '
            "nbgrader_config.py."
        )
    return tier


def enter(tier: str, readable: Sequence[Path]) -> None:
    """Prepare the present process, the fork server, for ``spawn``; once, with one thread, after its imports.

    ``readable`` are files and folders that submissions may read, besides Python, its packages and parts of
    the system; missing ones are left out. From now on the process dies with the thread that started it.

    namespaces: the process sees a root folder with only these paths, read-only, and no network. As root it
        becomes the user nobody, so that what only root may read stays unread; else it stays who it is.
    landlock, none: takes effect in the children.

    Raises ``OSError`` where the machine does not allow it, and ``ValueError`` for a path like / or /tmp,
    which is too much to show.
    """
    system.gather_memory()
    _prepare(tier, readable)


def spawn(
    tier: str,
    limits: Limits,
    main: Callable[[], None],
    *,
    started: Callable[[int, int], None],
    keep: Sequence[int],
) -> int:
    """Fork a confined child that runs ``main()``; return the pid of the process to wait for.

    That process, trusted, stands between the fork server and the child. It ends as the child does (0 after
    ``main()``, 1 after an exception, or by the same signal), or with ``FAILED`` and a line on stderr. When
    the child is confined, and before it is let go, it calls ``started(pid, pidfd)`` with the child's. If
    the fork server or the process between dies, so does the child. In the child only the descriptors in
    ``keep`` stay open, and 0, 1 and 2, which lead nowhere. It starts in the folder ``work`` of its scratch;
    HOME and TMPDIR lie there too.

    namespaces: sees no files but those of ``enter``, no other process and no network. Scratch is in memory,
        ``limits.scratch`` bytes in all. Landlock, where there is one, is a second wall, and the one that
        hides parts of /proc.
    landlock: reads and writes the same files, but sees that others exist, and which processes there are.
        Scratch is on disk, measured four times a second; modes and times of files cannot be changed there,
        and there is no /dev/shm. Root becomes the user nobody.
    none: no confinement, only limits and a scratch folder: for work that is trusted.
    """
    if tier not in _entered:
        raise RuntimeError(f"enter({tier!r}, ...) must come before spawn.")
    _assert_one_thread()
    server = os.getpid()
    pid = os.fork()
    if pid:
        return pid
    try:
        _stand_between(_Child(tier, limits, main, started, keep), server)
    except BaseException as error:
        _report(error)
    finally:
        os._exit(FAILED)


def clean_up() -> None:
    """Remove the scratch folders and control groups that killed graders left behind."""
    cgroups.clean_up()
    scratch.clean_up()


def _prepare(tier: str, readable: Iterable[Path]) -> None:
    _assert_one_thread()
    parent = os.getppid()
    paths = [*installed(), *map(os.path.abspath, readable)]
    if tier == "namespaces":
        namespaces.enter(paths)
    elif tier == "landlock" and system.can_become_nobody():
        _assert_open_to_nobody(paths)
    seccomp.assemble(platform.machine(), None, processes=False, alone=True)  # remembered for the children
    _entered[tier] = paths
    _die_with(parent)


def _stand_between(child: _Child, server: int) -> None:
    """Start the child, wait for it, remove its scratch folder and end as it did."""
    os.setsid()  # Ctrl-C is the grader's
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    signal.set_wakeup_fd(-1)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGCHLD):
        signal.signal(number, signal.SIG_DFL)
    on_disk = child.tier != "namespaces"
    folder = scratch.make(_user(child.tier)) if on_disk else namespaces.prepare(child.limits)
    try:
        _die_with(server)
        here, there = socket.socketpair()
        pid = os.fork()
        if pid == 0:
            here.close()
            _be_child(child, folder, there)
        there.close()
        pidfd = os.pidfd_open(pid)
        try:
            if here.recv(1):  # else it has failed and said why
                child.started(pid, pidfd)
                with suppress(BrokenPipeError):  # it has been killed in the meantime
                    here.send(b"g")
                _close_all_but((0, 1, 2, pidfd))
            _wait(pidfd, folder if on_disk else None, child.limits.scratch)
        finally:
            signal.pidfd_send_signal(pidfd, signal.SIGKILL)
            status = os.waitpid(pid, 0)[1]
    finally:
        if on_disk:
            if _user(child.tier) != os.geteuid():
                system.change_to_nobody()  # what lies in the folder must not lead root elsewhere
            scratch.remove(folder)
    _end_like(status)


def _be_child(child: _Child, folder: str, between: socket.socket) -> None:
    code = FAILED
    try:
        os.setsid()
        signal.signal(signal.SIGINT, signal.default_int_handler)
        _close_all_but((0, 1, 2, between.fileno(), *child.keep))
        _confine(child, folder)
        _settle(folder)
        between.send(b"r")
        if between.recv(1):  # else the process between has died, maybe before its death could be signalled
            between.close()
            code = 1
            child.main()
            code = 0
    except BaseException as error:
        if code == FAILED:
            _report(error)
    finally:
        os._exit(code)


def _confine(child: _Child, folder: str) -> None:
    """Confine the present process for good; each step leaves the next ones possible."""
    with suppress(OSError):
        Path("/proc/self/oom_score_adj").write_text("1000")  # when memory runs out, this one goes first
    tier = child.tier
    limits.apply(child.limits, tasks=_count_tasks(tier))
    if tier == "namespaces":
        namespaces.confine()
    elif tier == "landlock" and system.can_become_nobody():
        system.drop_capabilities(become_nobody=True)
    # Changes of user and capabilities, above, would clear this.
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
    if tier == "none":
        return
    system.prctl(system.PR_SET_DUMPABLE, 0)  # /proc/self/mem, else, writes to memory that no limit counts
    system.prctl(system.PR_SET_NO_NEW_PRIVS, 1)
    if tier == "landlock" or landlock.version():
        shared_memory = ["/dev/shm"] if tier == "namespaces" else []
        writable = (folder, *shared_memory, "/dev/null")
        landlock.confine(readable=(*_entered[tier], *_MACHINE), writable=writable)
    seccomp.confine(processes=child.limits.processes > 0, alone=tier == "namespaces")


def _count_tasks(tier: str) -> int | None:
    """Return how many tasks count as the child's besides its own; None where Linux does not count."""
    if tier == "namespaces":
        return 1  # the process between: the two have a user namespace of their own
    user = _user(tier)
    return limits.count_tasks(user) - (user == os.geteuid()) if user else None


def _user(tier: str) -> int:
    """Return who the child is where it has no user namespace."""
    return system.NOBODY if tier == "landlock" and system.can_become_nobody() else os.geteuid()


def _settle(folder: str) -> None:
    """Stand in the scratch folder with an environment that points into it, and nothing to print to."""
    os.umask(0o077)
    for name in ("work", "home", "home/.cache", "home/.config"):
        os.mkdir(os.path.join(folder, name))
    os.chdir(os.path.join(folder, "work"))
    home = os.path.join(folder, "home")
    os.environ |= {"HOME": home, "TMPDIR": folder, "MPLCONFIGDIR": home + "/.config"}
    os.environ |= {"XDG_CACHE_HOME": home + "/.cache", "USER": "student", "LOGNAME": "student"}
    tempfile.tempdir = None  # to be read again
    nowhere = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nowhere, descriptor)
    os.close(nowhere)


def _wait(pidfd: int, folder: str | None, size: int) -> None:
    """Wait until the child ends; return early if the scratch folder is on disk and grows too big."""
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    while not poll.poll(None if folder is None else 250):
        if scratch.is_too_big(folder, size):
            return


def _end_like(status: int) -> None:
    if os.WIFSIGNALED(status):
        number = os.WTERMSIG(status)
        if number != signal.SIGKILL:
            signal.signal(number, signal.SIG_DFL)
        os.kill(os.getpid(), number)
    os._exit(os.waitstatus_to_exitcode(status))


def _die_with(parent: int) -> None:
    """Be killed when ``parent``, which has started this process, dies, or now if it has died."""
    system.prctl(system.PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os.kill(os.getpid(), signal.SIGKILL)


def _close_all_but(descriptors: Iterable[int]) -> None:
    first = 0
    for descriptor in sorted({*descriptors, 2**31}):
        if descriptor > first:
            system.close_range(first, descriptor - 1)
        first = descriptor + 1


def _assert_one_thread() -> None:
    threads = len(os.listdir("/proc/self/task"))
    if threads != 1:
        raise RuntimeError(
            f"The fork server has {threads} threads, and a fork would copy only one: "
            "set OPENBLAS_NUM_THREADS=1 (and OMP, MKL) before the imports, and compute nothing before it."
        )


def _assert_open_to_nobody(paths: Iterable[str]) -> None:
    for path in map(os.path.realpath, paths):
        for folder in Path(path).parents if os.path.exists(path) else ():
            if not folder.stat().st_mode & 0o001:
                reason = f"{folder} is closed to the user nobody, so a submission cannot read {path}"
                raise PermissionError(errno.EACCES, reason)


def _report(error: BaseException) -> None:
    text = repr(error)
    if isinstance(error, OSError) and error.strerror:
        text = error.strerror if error.filename is None else f"{error.filename}: {error.strerror}"
    os.write(2, f"sandbox: {text}\n".encode())


def within_reach(tier: str, readable: Sequence[Path], files: Sequence[Path]) -> list[str]:
    """Return which of ``files`` a confined process can read, which is tried out, and what failed."""

    def look(report: int) -> None:
        for file in files:
            with suppress(OSError):
                os.close(os.open(file, os.O_RDONLY))
                os.write(report, os.fsencode(file) + b"\n")
        os.write(report, f"{_DONE}\n".encode())

    return _say_from_inside(tier, readable, look)


def _try_out(tier: str) -> str:
    """Return what fails when a child tests the walls of its sandbox."""
    return "; ".join(_say_from_inside(tier, [], _test_walls))


def _say_from_inside(tier: str, readable: Sequence[Path], main: Callable[[int], None]) -> list[str]:
    """Start a confined child of a process to throw away; return the lines that either wrote, but the last."""
    output, input_ = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            os.dup2(input_, 2)
            _prepare(tier, readable)
            child = functools.partial(main, input_)
            os.waitpid(spawn(tier, Limits(), child, started=lambda *_: None, keep=[input_]), 0)
        except BaseException as error:
            _report(error)
        finally:
            os._exit(0)
    os.close(input_)
    with open(output, "rb") as pipe:
        said = os.fsdecode(pipe.read()).splitlines() or [_SILENT]
    os.waitpid(process, 0)
    return [line.removeprefix("sandbox: ") for line in said if line != _DONE]


def _test_walls(report: int) -> None:
    """Say what goes that must not, and what must go and does not."""
    attempts = {
        "files outside can be read": lambda: os.open("/etc/passwd", os.O_RDONLY),
        "the network can be reached": lambda: socket.socket(socket.AF_INET, socket.SOCK_DGRAM),
        "processes can be started": lambda: os.fork() or os._exit(0),
    }
    for wall, attempt in attempts.items():
        with suppress(OSError):
            attempt()
            os.write(report, f"{wall}\n".encode())
    try:
        os.listdir(sysconfig.get_path("purelib"))
        Path(os.__file__).read_bytes()
    except OSError as error:
        os.write(report, f"the Python environment cannot be read ({error})\n".encode())
    os.write(report, f"{_DONE}\n".encode())


def _advice() -> str:
    """Name the setting that switches user namespaces off, if there is one."""
    for name, off in (
        ("kernel.unprivileged_userns_clone", "0"),
        ("user.max_user_namespaces", "0"),
        ("kernel.apparmor_restrict_unprivileged_userns", "1"),
    ):
        with suppress(OSError):
            if _setting(name) == off:
                return f": user namespaces are switched off ({name} = {off})"
    return ""


def _setting(name: str) -> str:
    return Path("/proc/sys", name.replace(".", "/")).read_text().strip()

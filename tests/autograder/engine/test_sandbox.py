"""The sandbox lets a submission compute, and nothing else; nothing of it is left behind."""

import glob
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
from boxes import AS_ROOT, ROOT, SANDBOXES, Place, Server, start

from autograder.engine.confine import sandbox, system
from autograder.engine.confine.limits import Limits

MB = 2**20


@pytest.fixture(scope="session")
def place() -> Iterator[Place]:
    top = Path(tempfile.mkdtemp(prefix="sandbox-test-"))
    top.chmod(0o755)
    place = Place(top / "course", top / "shown", top / "link")
    for folder in (place.course, place.shown, top / "real" / "inner"):
        folder.mkdir(parents=True)
        (folder / "text").write_text(folder.name)
    place.course.chmod(0o777)
    place.shown.chmod(0o777)
    place.link.symlink_to("real/../real/inner")
    (place.shown / "private").write_text("private")
    (place.shown / "private").chmod(0o600)
    yield place
    shutil.rmtree(top)


@pytest.fixture(
    scope="session",
    params=SANDBOXES,
    ids=[f"{tier}-{'user' if user else 'self'}" for tier, user in SANDBOXES],
)
def server(request, place) -> Iterator[Server]:
    server = start(place, *request.param)
    yield server
    server.stop()


# What must work.


@pytest.mark.parametrize("tier", ["namespaces", "landlock"])
def test_libraries_compute(place, tier):
    server = start(place, tier, warm=True)
    run = server.run("""
import io
import jax
from IPython.core.interactiveshell import InteractiveShell
import matplotlib.pyplot as plt
import numpy as np
import torch

product = np.ones((300, 300)) @ np.ones((300, 300))
weight = torch.ones(300, 300, requires_grad=True)
(weight @ weight).sum().backward()
slope = jax.jit(jax.grad(lambda x: (x**2).sum()))(jax.numpy.ones(3))
picture = io.BytesIO()
plt.plot([1, 2], [3, 4])
plt.title("$x^2$")
plt.savefig(picture, format="png")
with open("notes.txt", "w") as file:
    file.write("kept")
answer = [product[0, 0], weight.grad[0, 0].item(), slope.tolist(), picture.getvalue()[1:4].decode()]
answer += [open("notes.txt").read(), InteractiveShell.instance().run_cell("1 + 1").result]
""")
    server.stop()
    assert run.answer == [300.0, 600.0, [2.0, 2.0, 2.0], "PNG", "kept", 2]


def test_child_stands_in_scratch(server):
    run = server.run("""
import os, tempfile
from pathlib import Path
with tempfile.NamedTemporaryFile() as file:
    temporary = file.name
top = os.path.dirname(os.getcwd())
answer = [os.path.basename(os.getcwd()), os.environ["HOME"] == top + "/home", temporary.startswith(top + "/")]
answer += [os.listdir("."), str(Path.home()) == top + "/home"]
os.rename("../home", "renamed")
""")
    assert run.answer == ["work", True, True, [], True]
    assert run.status == 0


def test_readable_paths_lead_where_they_led(server, place):
    run = server.run(
        f"answer = [open(p + '/text').read() for p in ({str(place.shown)!r}, {str(place.link)!r})]"
    )
    assert run.answer == ["shown", "inner"]


def test_python_can_import_more(server):
    run = server.run(
        "import sqlite3, ctypes, ssl, zoneinfo, mimetypes, psutil; answer = psutil.Process().num_threads()"
    )
    assert run.answer == 1


ORDINARY = """
import asyncio, concurrent.futures, fcntl, mmap, os, pathlib, random, resource, shutil, signal, sqlite3
import socket, tempfile, threading, time, uuid

def threads():
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        return list(pool.map(abs, [-1, -2]))

def files():
    with tempfile.TemporaryDirectory() as folder, tempfile.NamedTemporaryFile("w+") as file:
        file.write("x")
        file.flush()
        shutil.copy(file.name, folder + "/a")
        shutil.copy2(folder + "/a", folder + "/b")
        shutil.copytree(folder, "tree")
        shutil.move("tree", "tree2")
        shutil.rmtree("tree2")
        os.rename(folder + "/a", folder + "/c")
        os.symlink("b", folder + "/d")
        os.link(folder + "/b", folder + "/e")
        pathlib.Path(folder, "f").touch()
        os.mkfifo(folder + "/g")
        os.truncate(folder + "/b", 10)
        shutil.disk_usage(folder)
        return "".join(sorted(os.listdir(folder)))

def mapped():
    with open("mapped", "w+b") as file:
        file.write(bytes(8192))
        file.flush()
        with mmap.mmap(file.fileno(), 0) as view:
            view[0] = 1
            view.flush()
            view.madvise(mmap.MADV_DONTNEED)
            view.resize(4096)
            return view[0], os.pread(file.fileno(), 1, 0) + os.read(os.open("mapped", os.O_RDONLY), 1)

def signals():
    seen = []
    for number in (signal.SIGUSR1, signal.SIGALRM):
        signal.signal(number, lambda number, _: seen.append(number))
    os.kill(os.getpid(), signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)
    signal.setitimer(signal.ITIMER_REAL, 0.01)
    time.sleep(0.1)
    return len(seen)

def loop():
    async def five():
        await asyncio.sleep(0.01)
        return await asyncio.get_running_loop().run_in_executor(None, lambda: 5)
    return asyncio.run(five())

def pair():
    here, there = socket.socketpair()
    here.settimeout(5)
    here.sendall(b"a")
    here.sendmsg([b"b"])
    there.setblocking(False)
    return there.recv(10).decode()

def database():
    for name, mode in (("a", "delete"), ("b", "wal")):
        with sqlite3.connect(name) as connection:
            connection.execute(f"pragma journal_mode={mode}")
            connection.execute("create table t(x)")
            connection.execute("insert into t values (7)")
        connection.close()
    return sqlite3.connect("b").execute("select x from t").fetchone()[0]

def numbers():
    resource.getrusage(resource.RUSAGE_SELF)
    return len(os.urandom(4)) + random.SystemRandom().randrange(1) + len(uuid.uuid4().bytes)

def lock():
    with open("lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        fcntl.lockf(file, fcntl.LOCK_UN)
    return os.isatty(0)

answer = [threads(), files(), mapped()[0], signals(), loop(), pair(), database(), numbers(), lock()]
"""


def test_ordinary_programs_run(server):
    """The filter of system calls knows what Python's own library does."""
    run = server.run(ORDINARY)
    assert run.status == 0
    assert run.answer == [[1, 2], "bcdefg", 1, 3, 5, "ab", 7, 20, False]


def test_what_starts_processes_says_so(server):
    run = server.run("""
import asyncio, concurrent.futures, multiprocessing, os, subprocess
def pool():
    with concurrent.futures.ProcessPoolExecutor(2) as pool:
        list(pool.map(abs, [1]))
async def program():
    await asyncio.create_subprocess_exec("ls")
actions = [lambda: subprocess.run(["ls"]), multiprocessing.Process(target=print).start, pool, os.fork]
answer = [tried(action) for action in [*actions, lambda: asyncio.run(program())]]
""")
    expected = "PermissionError" if server.tier == "namespaces" else ("PermissionError", "OSError")
    assert all(name in expected for name in run.answer), run.answer


def test_status_tells_how_the_child_ended(server):
    assert server.run("import os; os._exit(7)").status == 7
    assert server.run("raise ValueError").status == 1
    assert server.run("import ctypes; ctypes.string_at(0)").status == -signal.SIGSEGV


def test_nothing_is_printed_and_nothing_else_is_open(server):
    run = server.run("""
import os, stat
opened = [int(name) for name in os.listdir("/proc/self/fd")]
kinds = [os.readlink(f"/proc/self/fd/{fd}") for fd in (0, 1, 2)]
others = [fd for fd in opened if fd > 2 and tried(lambda fd=fd: os.fstat(fd)) == "done"]
answer = [kinds, len(others)]
""")
    assert run.answer == [["/dev/null"] * 3, 1]  # the one that was to be kept


def test_started_is_called_before_main(server):
    child, pidfd, _ = server.start("answer = 'ran'", wait=True, pause=True)
    status = Path(f"/proc/{child}/status").read_text()
    assert "NoNewPrivs:\t1" in status and "Seccomp:\t2" in status  # confined already
    server.talk.settimeout(0.2)
    with pytest.raises(TimeoutError):
        server.talk.recv(2**20)
    server.talk.settimeout(60)
    server.talk.send(b"go on")
    assert server.hear("ended")["answer"] == "ran"
    os.close(pidfd)


# What must not be reached.


def refused(server, actions: list[str], *, before: str = "", **limits: int) -> None:
    """Assert that each action, an expression, raises in a child."""
    code = f"import ctypes, os, resource, socket, subprocess, threading\n{before}\nanswer = {{}}\n"
    code += "".join(f"answer[{action!r}] = tried(lambda: {action})\n" for action in actions)
    run = server.run(code, **limits)
    assert run.status == 0
    assert set(run.answer) == set(actions)
    assert not [action for action, outcome in run.answer.items() if outcome == "done"]


def test_files_outside_are_closed(server, place):
    paths = [
        "/etc/shadow",
        "/etc/passwd",
        str(place.course / "text"),
        str(ROOT / "README.md"),
        "/proc/1/environ",
    ]
    paths += [f"/proc/{os.getpid()}/environ", f"/proc/{server.pid}/environ", f"/proc/{server.pid}/mem"]
    paths += ["/proc/self/mem", "/dev/kmsg", "/dev/mem"]
    if AS_ROOT:
        paths += [str(place.shown / "private")]  # what root alone may read, even if it is in a shown folder
    refused(server, [f"open({path!r}, 'rb').read(1)" for path in paths])
    refused(
        server,
        [
            f"os.listdir({str(folder)!r})"
            for folder in (place.course, ROOT / "source", ROOT / "tests", "/home", "/var")
        ],
    )


def test_what_is_shown_cannot_be_changed(server, place):
    new, text = str(place.shown / "new"), str(place.shown / "text")
    actions = [f"open({new!r}, 'w')", f"open({text!r}, 'a')", f"open({text!r}, 'r+')", f"os.remove({text!r})"]
    actions += [f"os.truncate({text!r}, 0)", f"os.mkdir({new!r})", f"os.rename({text!r}, {new!r})"]
    actions += [f"os.symlink('x', {new!r})"]
    actions += [f"open({path!r}, 'w')" for path in ("/usr/new", "/new", "/dev/new")]
    actions += [f"os.link({text!r}, 'hard')", f"os.setxattr({text!r}, 'user.x', b'1')"]
    in_prefix = Path(sys.prefix, "new")
    if (
        Path("/tmp") in in_prefix.parents
    ):  # the folders around what is shown there are the submission's scratch
        server.run(f"tried(lambda: open({str(in_prefix)!r}, 'w'))")
    else:
        actions.append(f"open({str(in_prefix)!r}, 'w')")
    refused(server, actions)
    assert Path(text).read_text() == "shown"
    assert not in_prefix.exists()


def test_modes_and_times_outside_cannot_be_changed(server, place):
    own = place.shown / "own"
    own.write_text("of who started the server")
    if server.user:
        os.chown(own, server.user, server.user)
    before = own.stat()
    for change in (f"os.chmod({str(own)!r}, 0o777)", f"os.utime({str(own)!r}, (0, 0))"):
        server.run(f"import os; tried(lambda: {change})")
    after = own.stat()
    assert (before.st_mode, before.st_mtime) == (after.st_mode, after.st_mtime)
    run = server.run(
        "import shutil; open('a', 'w').close(); shutil.copy2('a', 'b'); answer = open('b').read()"
    )
    assert run.answer == ""  # copying sets modes and times, and must work


def test_network_and_sockets_outside_are_closed(server, place):
    path = str(place.shown / "socket")
    with (
        socket.socket() as tcp,
        socket.socket(socket.AF_UNIX) as named,
        socket.socket(socket.AF_UNIX) as abstract,
    ):
        tcp.bind(("127.0.0.1", 0))
        named.bind(str(place.course / "socket"))
        os.chmod(place.course / "socket", 0o777)
        abstract.bind(f"\0sandbox-test-{os.getpid()}")
        for listener in (tcp, named, abstract):
            listener.listen()
        refused(
            server,
            [
                f"socket.create_connection(('127.0.0.1', {tcp.getsockname()[1]}), 1)",
                f"socket.socket(socket.AF_UNIX).connect({named.getsockname()!r})",
                f"socket.socket(socket.AF_UNIX).connect({abstract.getsockname()!r})",
                f"socket.socket(socket.AF_UNIX).bind({path!r})",
                "socket.socket(socket.AF_INET, socket.SOCK_DGRAM)",
                "socket.socket(socket.AF_INET6)",
                "socket.socket(socket.AF_NETLINK, socket.SOCK_RAW)",
                "socket.socket(socket.AF_PACKET, socket.SOCK_RAW)",
                "socket.socket(socket.AF_VSOCK)",
                "socket.socket(socket.AF_ALG, socket.SOCK_SEQPACKET)",
                "socket.getaddrinfo('example.org', 80)",
            ],
        )
    os.unlink(place.course / "socket")
    assert server.run("import socket; answer = len(socket.socketpair())").answer == 2  # asyncio needs it


def test_no_program_and_no_process_starts(server):
    refused(
        server,
        [
            "subprocess.run(['true'])",
            "os.system('true') and os.fork()",
            "os.fork()",
            "os.forkpty()",
            "os.posix_spawn('/bin/true', ['true'], {})",
            "os.execv('/bin/true', ['true'])",
            "os.execv(os.memfd_create('program'), ['true'])",
        ],
    )
    refused(server, ["os.execv('/bin/true', ['true'])"], processes=2)


def test_processes_can_be_allowed(server):
    code = "import os; pid = os.fork()\nif not pid: os._exit(5)\nanswer = os.waitpid(pid, 0)[1] >> 8"
    assert server.run(code, processes=2).answer == 5


def test_other_processes_are_out_of_reach(server):
    victim = subprocess.Popen(["sleep", "60"], user=server.user, group=server.user)
    pids = [os.getpid(), server.pid, victim.pid, 0x7FFF_FFFF]
    calls = [f"os.kill({pid}, {number})" for pid in pids for number in (0, 9)]
    calls += ["os.kill(os.getppid() or 4_000_000, 9)", "os.kill(-1, 9)"]
    calls += [f"signal.pidfd_send_signal(os.pidfd_open({pid}), 9)" for pid in pids]
    calls += [f"os.setpriority(os.PRIO_PROCESS, {pid}, 19)" for pid in pids]
    calls += [f"os.sched_setaffinity({pid}, [0])" for pid in pids]
    calls += [f"resource.prlimit({pid}, resource.RLIMIT_CPU, (1, 1))" for pid in pids]
    calls += [f"check(libc.ptrace(16, {pid}, 0, 0))" for pid in pids]  # PTRACE_ATTACH
    calls += [f"check(libc.process_vm_readv({pid}, None, 0, None, 0, 0))" for pid in pids]
    refused(server, calls, before=f"import signal\n{CHECK}")
    assert victim.poll() is None
    victim.kill()
    victim.wait()
    if server.tier == "namespaces":
        run = server.run("import os; answer = [n for n in range(1, 5000) if os.path.exists(f'/proc/{n}')]")
        assert run.answer == [1]


CHECK = """
libc = ctypes.CDLL(None, use_errno=True)
def check(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
"""


def test_no_privilege_is_gained(server):
    calls = ["os.setuid(0)", "os.setgid(0)", "os.setgroups([0])", "os.chroot('.')", "os.nice(-1)"]
    calls += ["os.setresuid(0, 0, 0)", "os.mknod('null', 0o20666, os.makedev(1, 3))", "os.memfd_create('x')"]
    calls += [
        "os.sched_setscheduler(0, os.SCHED_FIFO, os.sched_param(1))",
        "os.pwrite(3, b'', 0) and None or 1 / 0",
    ]
    calls += ["open('/proc/self/uid_map', 'w')", "open('/proc/self/oom_score_adj', 'w').write('0')"]
    calls += ["check(libc.mount(b'tmpfs', b'.', b'tmpfs', 0, None))", "check(libc.umount2(b'/proc', 2))"]
    calls += [f"check(libc.unshare({flag}))" for flag in (0x10000000, 0x20000, 0x40000000, 0)]
    calls += ["check(libc.setns(0, 0))", "check(libc.ptrace(0, 0, 0, 0))", "check(libc.personality(0))"]
    calls += [
        "check(libc.syscall(435, None, 0))",
        "check(libc.syscall(425, 8, bytes(200)))",
    ]  # clone3, io_uring
    calls += [
        "check(libc.prctl(1, 0, 0, 0, 0))",
        "check(libc.syscall(428, -100, b'/', 1))",
    ]  # PDEATHSIG, open_tree
    calls += [
        "check(libc.shmget(0, 4096, 0o1600))",
        "check(libc.prctl(24, 0, 0, 0, 0))",
    ]  # CAPBSET_DROP needs a power
    refused(server, calls, before=CHECK)
    status = server.run("answer = open('/proc/self/status').read()").answer
    fields = dict(line.split(":\t", 1) for line in status.splitlines() if ":\t" in line)
    powers = ["CapInh", "CapPrm", "CapEff", "CapAmb"] + ["CapBnd"] * (AS_ROOT and server.user is None)
    assert {int(fields[name], 16) for name in powers} == {0}
    assert (fields["NoNewPrivs"], fields["Seccomp"]) == ("1", "2")


# What is limited.


def test_limits_cannot_be_raised_and_can_be_read(server):
    kinds = ("DATA", "AS", "FSIZE", "NOFILE", "CPU", "NPROC", "CORE", "STACK")
    refused(server, [f"resource.setrlimit(resource.RLIMIT_{kind}, (-1, -1))" for kind in kinds])
    run = server.run("import resource; answer = resource.getrlimit(resource.RLIMIT_NOFILE)", open_files=77)
    assert run.answer == [77, 77]


def test_memory_is_limited(server):
    run = server.run("answer = tried(lambda: bytearray(4 * 2**30))")
    assert run.answer == "MemoryError"
    code = """
import ctypes, mmap, resource
def bombs():
    yield "bytes", lambda: bytearray(400 * 2**20)
    yield "objects", lambda: [[] for _ in range(10**8)]
    yield "shared", lambda: mmap.mmap(-1, 400 * 2**20)
    yield "private", lambda: mmap.mmap(-1, 400 * 2**20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS)
    yield "grows down", lambda: mmap.mmap(-1, 2**20, mmap.MAP_PRIVATE | mmap.MAP_ANONYMOUS | 0x100)
    yield "shared zero", lambda: mmap.mmap(open("/dev/zero", "r+b").fileno(), 2**20)
    yield "in memory", lambda: open("/dev/shm/file", "wb").write(bytes(100 * 2**20))
answer = {name: tried(bomb) for name, bomb in bombs()}
answer["peak"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
"""
    run = server.run(code, memory=200 * MB, scratch=64 * MB)
    assert run.status == 0
    peak = run.answer.pop("peak")
    assert peak < 350
    assert not [bomb for bomb, outcome in run.answer.items() if outcome == "done"]
    assert {run.answer["bytes"], run.answer["objects"]} == {"MemoryError"}


def test_many_shared_files_stay_within_scratch(server):
    code = """
import mmap, os
def fill(folder):
    for n in range(100):
        with open(f"{folder}/{n}", "wb") as file:
            file.truncate(2**20)
        with open(f"{folder}/{n}", "r+b") as file:
            mmap.mmap(file.fileno(), 0).write(bytes(2**20))
for folder in ("/dev/shm", "."):
    fill(folder)
"""
    # In memory a mapped file that no longer fits is a SIGBUS; on disk the folder is measured, or refused.
    assert server.run(code, scratch=8 * MB).status in (-signal.SIGBUS, -signal.SIGKILL, 1)


def test_disk_is_limited(server):
    one = "tried(lambda: open('file', 'wb').write(bytes(10 * 2**20)))"
    assert server.run(f"import os; {one}; answer = os.stat('file').st_size", scratch=4 * MB).answer <= 4 * MB
    many = """
import time
def fill():
    for n in range(1000):
        with open(str(n), "wb") as file:
            file.write(bytes(2**20))
        time.sleep(0.01)
answer = tried(fill)
"""
    run = server.run(many, scratch=4 * MB)
    if server.tier == "namespaces":
        assert run.answer == "OSError"
    else:
        assert run.status == -signal.SIGKILL
    assert not boxes()


def test_number_of_files_is_limited(server):
    run = server.run("import time\nfor n in range(40_000): open(str(n), 'w').close()\ntime.sleep(5)")
    assert run.status == (1 if server.tier == "namespaces" else -signal.SIGKILL)
    assert not boxes()


def test_deep_folders_are_removed_too(server):
    server.run("import os, time\nfor n in range(3000): os.mkdir('a'); os.chdir('a')\ntime.sleep(0.5)")
    assert not boxes()


def test_closed_folders_are_removed_too(server):
    code = "import os\nfor n, mode in enumerate((0o700, 0o300, 0o500, 0)):\n    os.mkdir(str(n), mode)"
    code += "\n    if mode & 0o200:\n        os.mkdir(f'{n}/x', 0); open(f'{n}/y', 'w').close()"
    assert server.run(code).status == 0
    assert not boxes()


def test_threads_are_limited(server):
    code = """
import threading, time
threading.stack_size(65536)
def start():
    while len(threads) < 200:
        thread = threading.Thread(target=time.sleep, args=(30,), daemon=True)
        thread.start()
        threads.append(thread)
threads = []
answer = [tried(start), len(threads)]
"""
    outcome, count = server.run(code, threads=20).answer
    assert outcome == "RuntimeError"
    assert 15 <= count < 100  # 20, but one tier counts with those of other sandboxes, which may end meanwhile


def test_cpu_time_is_limited(server):
    assert server.run("while True: pass", cpu_seconds=1).status == -signal.SIGKILL


# What must be left behind: nothing.


def boxes() -> list[str]:
    return glob.glob(f"{tempfile.gettempdir()}/workbook-box-*")


def wait_until_gone(*pids: int) -> list[int]:
    end = time.monotonic() + 2
    while (alive := [pid for pid in pids if system.is_alive(pid)]) and time.monotonic() < end:
        time.sleep(0.01)
    return alive


STUBBORN = """
import signal, threading, time
signal.pthread_sigmask(signal.SIG_BLOCK, set(signal.Signals) - {9, 19})
for _ in range(3):
    threading.Thread(target=time.sleep, args=(60,)).start()
time.sleep(60)
"""


@pytest.mark.parametrize("sandbox_", SANDBOXES, ids=str)
@pytest.mark.parametrize("victim", ["child", "between", "server", "parent"])
def test_nothing_outlives_a_kill(place, sandbox_, victim):
    code = "import subprocess, sys; subprocess.run(sys.argv[1:], close_fds=False)"
    wrapper = [sys.executable, "-c", code] if victim == "parent" else []
    server = start(place, *sandbox_, wrapper=wrapper)
    child, pidfd, between = server.start(STUBBORN)
    time.sleep(0.05)
    assert system.is_alive(child) and system.is_alive(between)
    if victim == "child":
        signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    else:
        os.kill(
            {"between": between, "server": server.pid, "parent": server.process.pid}[victim], signal.SIGKILL
        )
    rest = [server.pid] if victim in ("server", "parent") else []
    assert not wait_until_gone(child, between, *rest)
    os.close(pidfd)
    server.stop()
    sandbox.clean_up()
    assert not boxes()


def test_clean_up_keeps_what_is_in_use(place):
    server = start(place, "landlock")
    child, pidfd, between = server.start(STUBBORN)
    sandbox.clean_up()
    assert glob.glob(f"{tempfile.gettempdir()}/workbook-box-{between}-*")
    signal.pidfd_send_signal(pidfd, signal.SIGKILL)
    assert not wait_until_gone(child, between)
    os.close(pidfd)
    server.stop()
    assert not boxes()


# What is said where something is missing.


def test_tier_names():
    assert sandbox.missing("none") is None
    assert sandbox.best_tier() in sandbox.TIERS
    with pytest.raises(ValueError, match="no tier 'docker'"):
        sandbox.missing("docker")


def test_reason_names_the_setting(monkeypatch):
    off = {"kernel.apparmor_restrict_unprivileged_userns": "1"}
    monkeypatch.setattr(sandbox, "_try_out", lambda tier: "/proc/self/uid_map: Operation not permitted")
    monkeypatch.setattr(sandbox, "_setting", lambda name: off.get(name, ""))
    reason = sandbox.missing.__wrapped__("namespaces")
    assert reason.endswith(
        "user namespaces are switched off (kernel.apparmor_restrict_unprivileged_userns = 1)."
    )
    assert "namespaces" not in sandbox.missing.__wrapped__("landlock")


def test_spawn_needs_enter_and_one_thread():
    def spawn():
        sandbox.spawn("none", Limits(), lambda: None, started=lambda *_: None, keep=[])

    with pytest.raises(RuntimeError, match="enter"):
        spawn()
    code = (
        "import threading, time; from autograder.engine.confine import sandbox\n"
        "threading.Thread(target=time.sleep, args=(1,), daemon=True).start(); sandbox.enter('none', [])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True
    )
    assert "2 threads" in ended.stderr


def test_too_much_cannot_be_shown():
    for path in ("/", "/tmp"):
        code = f"from autograder.engine.confine import sandbox; sandbox.enter('namespaces', [{path!r}])"
        ended = subprocess.run(
            [sys.executable, "-c", code], check=False, cwd=ROOT, capture_output=True, text=True
        )
        if sandbox.missing("namespaces") is None:
            assert "too much to show" in ended.stderr


def test_no_confinement_still_has_limits(place):
    server = start(place, "none")
    run = server.run(
        "import os; answer = [tried(lambda: bytearray(4 * 2**30)), os.path.basename(os.getcwd())]"
    )
    server.stop()
    assert run.answer == ["MemoryError", "work"]
    assert not boxes()

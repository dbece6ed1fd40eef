"""Submissions that look for a gap in the walls: in the filter of system calls, or in what is shown.

Each one prints what came of each attempt, ``connect: refused 1`` (the number of the error) or ``connect: went
through``. So its pattern ``reached`` tells both: that it got as far as the wall, and that the wall held.
"""

from dataclasses import dataclass, field

from corpus import Attack


@dataclass(frozen=True)
class Probe(Attack):
    """An attack on a wall; ``reached`` is what it prints if it got there and was stopped."""

    reached: str = field(kw_only=True)


TRY = """
import ctypes, errno, mmap, os, platform, socket, sys

libc = ctypes.CDLL(None, use_errno=True)
libc.mmap.restype = ctypes.c_void_p
libc.mmap.argtypes = [ctypes.c_void_p, ctypes.c_size_t, *[ctypes.c_int] * 3, ctypes.c_long]
SHARED = np.__file__  # a file that every submission may read

def attempt(what, action):
    try:
        print(f"{what}: went through, {str(action())[:300]!r}")
    except OSError as error:
        print(f"{what}: refused {error.errno}")

def checked(result):
    if result < 0:
        raise OSError(ctypes.get_errno(), "refused")
    return result

def call(x86_64, aarch64, *arguments):
    number = {"x86_64": x86_64, "aarch64": aarch64}[platform.machine()]
    return checked(libc.syscall(number, *[ctypes.c_long(a) if isinstance(a, int) else a for a in arguments]))

def opened():
    return os.open(SHARED, os.O_RDONLY)

def mapped():
    return ctypes.c_void_p(libc.mmap(None, 4096, 1, 2, opened(), 0))

def read(path):
    with open(path, "rb") as file:
        return file.read(500)
"""


def _probe(kind: str, name: str, tries: str, outcomes: dict[str, int | str], code: str) -> Probe:
    """Return a probe; ``outcomes`` are, in order, numbers of errors, or patterns of what is printed."""
    lines = [
        rf"{what}: refused {outcome}\b" if isinstance(outcome, int) else f"{what}: {outcome}"
        for what, outcome in outcomes.items()
    ]
    return Probe(kind, name, tries, extra=[TRY + code], reached=".*".join(lines))


# ------------------------------------------------- Linux's page cache and locks, which all submissions share

_CACHE = [
    _probe(
        "cache",
        "nowait",
        "asks by reads that do not wait which files others have read, and by reads that leave no trace",
        {
            "NOWAIT": 95,
            "DONTCACHE": 95,
            "NOWAIT again": 95,
            "plain": "went through, '1'",
        },
        """
attempt("NOWAIT", lambda: os.preadv(opened(), [bytearray(1)], 0, 8))
attempt("DONTCACHE", lambda: os.preadv(opened(), [bytearray(1)], 0, 0x80))
attempt("NOWAIT again", lambda: os.preadv(opened(), [bytearray(1)], -1, 8 | 1))
attempt("plain", lambda: os.preadv(opened(), [bytearray(1)], 0))
""",
    ),
    _probe(
        "cache",
        "forgetting",
        "makes Linux forget or fetch files that others read, by advice on descriptors",
        {
            "DONTNEED": 1,
            "WILLNEED": 1,
            "readahead": 1,
            "sync_file_range": 1,
            "syncfs": 1,
        },
        """
attempt("DONTNEED", lambda: os.posix_fadvise(opened(), 0, 0, os.POSIX_FADV_DONTNEED))
attempt("WILLNEED", lambda: os.posix_fadvise(opened(), 0, 0, os.POSIX_FADV_WILLNEED))
attempt("readahead", lambda: call(187, 213, opened(), 0, 4096))
attempt("sync_file_range", lambda: call(277, 84, opened(), 0, 4096, 7))
attempt("syncfs", lambda: call(306, 267, opened()))
""",
    ),
    _probe(
        "cache",
        "counting",
        "asks Linux which pages of a shared file are in memory",
        {
            "mincore": 1,
            "cachestat": 1,
            "move_pages": 1,
            "smaps": 13,
            "io": 13,
        },
        """
page = ctypes.create_string_buffer(64)
attempt("mincore", lambda: checked(libc.mincore(mapped(), ctypes.c_size_t(4096), page)))
attempt("cachestat", lambda: call(451, 451, opened(), page, page, 0))
attempt("move_pages", lambda: call(279, 239, 0, 1, page, 0, page, 0))
attempt("smaps", lambda: read("/proc/self/smaps"))
attempt("io", lambda: read("/proc/self/io"))
""",
    ),
    _probe(
        "cache",
        "advice_on_memory",
        "pages shared files out or in through its own memory; what allocators advise still works",
        {
            "COLD": 22,
            "PAGEOUT": 22,
            "WILLNEED": 22,
            "POPULATE_READ": 22,
            "MERGEABLE": 22,
            "process_madvise": 1,
            "DONTNEED": "went through, '0'",
            "HUGEPAGE": "went through, '0'",
        },
        """
for name, advice in {"COLD": 20, "PAGEOUT": 21, "WILLNEED": 3, "POPULATE_READ": 22, "MERGEABLE": 12}.items():
    attempt(name, lambda: checked(libc.madvise(mapped(), ctypes.c_size_t(4096), advice)))
attempt("process_madvise", lambda: call(440, 440, 0, 0, 0, 21, 0))
for name, advice in {"DONTNEED": 4, "HUGEPAGE": 14}.items():
    own = ctypes.c_void_p(libc.mmap(None, 2**22, 3, 0x22, -1, 0))
    attempt(name, lambda: checked(libc.madvise(own, ctypes.c_size_t(2**22), advice)))
""",
    ),
    _probe(
        "cache",
        "around",
        "reads past the page cache or through pipes, by calls that no sheet needs",
        {
            "io_setup": 1,
            "io_submit": 1,
            "splice": 1,
            "io_uring": 1,
            "mlock": 1,
        },
        """
context = ctypes.c_long(0)
attempt("io_setup", lambda: call(206, 0, 8, ctypes.byref(context)))
attempt("io_submit", lambda: call(209, 2, 0, 0, 0))
attempt("splice", lambda: call(275, 76, opened(), 0, os.pipe()[1], 0, 1, 2))
attempt("io_uring", lambda: call(425, 425, 8, ctypes.create_string_buffer(200)))
attempt("mlock", lambda: checked(libc.mlock(mapped(), ctypes.c_size_t(4096))))
""",
    ),
    _probe(
        "cache",
        "locks",
        "signals to submissions beside it by locks, leases and notices on files that all may read",
        {
            "flock": "went through, 'None'",
            "flock again": "went through, 'None'",
            "lockf again": "went through, 'None'",
            "lease": 1,
            "notice": 1,
            "inotify": 1,
            "watch": 1,
        },
        """
import fcntl
# Where locks are real, the second one is refused.
kept = [opened(), opened()]
attempt("flock", lambda: fcntl.flock(kept[0], fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt("flock again", lambda: fcntl.flock(kept[1], fcntl.LOCK_EX | fcntl.LOCK_NB))
attempt("lockf again", lambda: fcntl.lockf(kept[1], fcntl.LOCK_SH))
attempt("lease", lambda: fcntl.fcntl(kept[0], 1024, fcntl.F_WRLCK))
attempt("notice", lambda: fcntl.fcntl(os.open(os.path.dirname(SHARED), os.O_RDONLY), 1026, 1))
attempt("inotify", lambda: checked(libc.inotify_init()))
attempt("watch", lambda: checked(libc.inotify_add_watch(0, SHARED.encode(), 1)))
""",
    ),
]

# ------------------------------------------------- sockets of others

_SOCKETS = [
    _probe(
        "sockets",
        "named",
        "connects to every Unix socket that lies in a folder that it may read",
        {
            "folders": "[1-9]",
            "connect": 1,
        },
        """
import glob, helpers, stat
folders = [os.path.dirname(helpers.__file__), os.environ.get("WORKBOOK_DATA", ".") + "/mnist", "/run", "/tmp"]
paths = [path for folder in folders for path in glob.glob(folder + "/*")]
found = [path for path in paths if stat.S_ISSOCK(os.lstat(path).st_mode)]
print("folders:", len(folders), "sockets:", found)
def connect(path):
    one = socket.socket(socket.AF_UNIX)
    one.settimeout(2)
    one.connect(path)
    return one.recv(100)
for path in [*found, "/run/dbus/system_bus_socket"]:
    attempt("connect", lambda: connect(path))
""",
    ),
    _probe(
        "sockets",
        "reconnected",
        "turns a socket that it has into one that reaches others: its own pair, and the one to the judge",
        {
            "pair, connect": 1,
            "pair, bind": 1,
            "pair, listen": 1,
            "pair, sendto": 1,
            "pair, sendmsg": 106,
            "pair, options": 1,
            "judge, connect": 1,
            "judge, sendto": 1,
        },
        """
import stat
def tried(name, one):
    attempt(name + ", connect", lambda: one.connect("/run/dbus/system_bus_socket"))
    attempt(name + ", connect", lambda: one.connect("\\0abstract"))
    attempt(name + ", bind", lambda: one.bind("\\0abstract-own"))
    attempt(name + ", listen", lambda: one.listen())
    attempt(name + ", accept", lambda: one.accept())
    attempt(name + ", sendto", lambda: one.sendto(b"x", "\\0abstract"))
    if name == "pair":  # the judge would take what is sent for an answer
        attempt(name + ", sendmsg", lambda: one.sendmsg([b"x"], [], 0, "\\0abstract"))
    attempt(name + ", options", lambda: one.setsockopt(socket.SOL_SOCKET, 26, bytes(16)))
tried("pair", socket.socketpair()[0])
for number in range(3, 300):
    try:
        if stat.S_ISSOCK(os.fstat(number).st_mode):
            tried("judge", socket.socket(fileno=os.dup(number)))
            break
    except OSError:
        pass
""",
    ),
    _probe(
        "sockets",
        "datagrams",
        "makes a pair of datagram sockets, which can send to any address",
        {
            "datagrams": 1,
            "raw": 1,
            "plain": 1,
            "inet pair": 1,
            "streams": "went through",
        },
        """
attempt("datagrams", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM))
attempt("raw", lambda: socket.socketpair(socket.AF_UNIX, socket.SOCK_RAW))
attempt("plain", lambda: socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM))
attempt("inet pair", lambda: socket.socketpair(socket.AF_INET, socket.SOCK_STREAM))
attempt("streams", lambda: socket.socketpair())
""",
    ),
    _probe(
        "sockets",
        "event_loop",
        "connects to others through an event loop, which itself has to work",
        {
            "loop": "went through, '5'",
            "unix": 1,
            "serve": 1,
            "tcp": 1,
        },
        """
import asyncio, threading
def on_loop(make):
    result = []
    def run():
        loop = asyncio.new_event_loop()
        try:
            result.append(loop.run_until_complete(make(loop)))
        except OSError as error:
            result.append(error)
        finally:
            loop.close()
    thread = threading.Thread(target=run)
    thread.start()
    thread.join()
    if isinstance(result[0], OSError):
        raise result[0]
    return result[0]
attempt("loop", lambda: on_loop(lambda loop: asyncio.wait_for(loop.run_in_executor(None, lambda: 5), 5)))
attempt("unix", lambda: on_loop(lambda loop: loop.create_unix_connection(asyncio.Protocol, "/run/x")))
attempt("serve", lambda: on_loop(lambda loop: loop.create_unix_server(asyncio.Protocol, "served")))
attempt("tcp", lambda: on_loop(lambda loop: loop.create_connection(asyncio.Protocol, "127.0.0.1", 22)))
""",
    ),
]

# ------------------------------------------------- more than it needs of the machine

_MACHINE = [
    _probe(
        "machine",
        "prefixes",
        "reads what lies beside Python and the system's libraries",
        {
            "packages": "went through",
            "sys.prefix": "refused",
            "share": "refused",
            "include": "refused",
            "doc": "refused",
            "programs": "refused",
            "root": "refused",
            "configuration": "refused",
        },
        """
attempt("packages", lambda: os.listdir(os.path.dirname(os.path.dirname(SHARED))))
places = {"sys.prefix": sys.prefix, "share": sys.prefix + "/share", "include": "/usr/include"}
places |= {"doc": "/usr/share/doc", "programs": "/usr/bin", "root": "/", "configuration": "/etc"}
for name, path in places.items():
    attempt(name, lambda: os.listdir(path))
""",
    ),
    _probe(
        "machine",
        "mounts",
        "reads which folders of the machine are mounted where, from itself and from its threads",
        {
            "mountinfo": 13,
            "mounts": 13,
            "mountstats": 13,
            "cgroup": 13,
            "thread": 13,
            "statmount": 1,
            "listmount": 1,
        },
        """
for name in ("mountinfo", "mounts", "mountstats", "cgroup"):
    attempt(name, lambda: read("/proc/self/" + name))
import threading
thread = threading.Thread(target=lambda: attempt("thread", lambda: read("/proc/thread-self/mountinfo")))
thread.start()
thread.join()
attempt("statmount", lambda: call(457, 457, 0, 0, 0, 0))
attempt("listmount", lambda: call(458, 458, 0, 0, 0, 0))
""",
    ),
    _probe(
        "machine",
        "first_environment",
        "searches its memory for the environment and the command that its process was started with",
        {
            "stack searched": "[1-9]",
            "variables": r"\['PATH=/bin:/usr/bin'\]",
            "environ": 13,
            "command": "b'-c'",
        },
        """
import re
shown, found = 0, set()
for line in open("/proc/self/maps"):
    if "[stack]" in line:
        first, last = (int(end, 16) for end in line.split()[0].split("-"))
        data = ctypes.string_at(first, last - first)
        shown += len(data)
        found |= set(re.findall(rb"\\0((?:PYTHON)?PATH=[^\\0]*|TMPDIR=[^\\0]*|USER=[^\\0]*)", data))
print("stack searched:", shown)
print("variables:", sorted(one.decode() for one in found))
attempt("environ", lambda: read("/proc/self/environ"))
print("command:", read("/proc/self/cmdline").split(b"\\0")[1])
""",
    ),
    _probe(
        "machine",
        "path",
        "looks for the grader's folders in the paths of Python, which must still lead to packages",
        {
            "found": r"\[\]",
            "others": r"\[''\]",  # its own folder
            "late": "went through",
        },
        """
names = ("PYTHONPATH", "VIRTUAL_ENV", "PWD", "OLDPWD", "SSH_CLIENT")
print("found:", [name for name in names if name in os.environ])
ends = ("site-packages", "dist-packages", "lib-dynload", ".zip", "python%d.%d" % sys.version_info[:2])
print("others:", [path for path in sys.path if not path.endswith(ends)])
import importlib
late = ("sqlite3", "wave", "scipy.signal", "helpers.data")
attempt("late", lambda: [importlib.import_module(name) for name in late])
""",
    ),
]

# ------------------------------------------------- calls that nobody thought of

_CALLS = [
    _probe(
        "calls",
        "tomorrow",
        "makes every system call that this list of calls does not have yet",
        {
            "answers": r"\[38\]",
        },
        """
answers = set()
for number in range(470, 1024):
    ctypes.set_errno(0)
    answers.add(ctypes.get_errno() if libc.syscall(number, -1, -1, -1, -1, -1, -1) < 0 else 0)
print("answers:", sorted(answers))
""",
    ),
    _probe(
        "calls",
        "rare",
        "makes calls that exist and that no sheet needs",
        {
            "personality": 1,
            "seccomp": 1,
            "pidfd_open": 1,
            "kcmp": 1,
            "setsid": 1,
            "keyctl": 1,
            "landlock": 38,
            "pkey": 38,
            "remap": 38,
            "timer": 38,
        },
        """
calls = {"personality": (135, 92), "seccomp": (317, 277), "pidfd_open": (434, 434), "kcmp": (312, 272)}
calls |= {"setsid": (112, 157), "keyctl": (250, 219), "landlock": (444, 444), "pkey": (330, 289)}
calls |= {"remap": (216, 234), "timer": (222, 107)}
for name, numbers in calls.items():
    attempt(name, lambda: call(*numbers, 0, 0, 0, 0))
""",
    ),
    _probe(
        "calls",
        "own_memory_file",
        "makes itself dumpable, to write to its own memory past all limits",
        {
            "dumpable": 1,
            "mem": "refused (13|30)",
            "tracer": 1,
            "name": "went through, '0'",
        },
        """
attempt("dumpable", lambda: checked(libc.prctl(4, 1, 0, 0, 0)))
attempt("mem", lambda: os.open("/proc/self/mem", os.O_RDWR))
attempt("tracer", lambda: checked(libc.prctl(0x59616D61, -1, 0, 0, 0)))
attempt("name", lambda: checked(libc.prctl(15, b"student", 0, 0, 0)))
""",
    ),
    _probe(
        "calls",
        "devices",
        "speaks to terminals, file systems and descriptors by requests that are not for it",
        {
            "TIOCSTI": 25,
            "FIEMAP": 25,
            "SETFLAGS": 25,
            "owner": 1,
            "pipe": 1,
            "node": 1,
            "isatty": "went through, 'False'",
            "fifo": "went through",
        },
        """
import fcntl
own = os.open("own", os.O_RDWR | os.O_CREAT)
for name, request in {"TIOCSTI": 0x5412, "FIEMAP": 0xC020660B, "SETFLAGS": 0x40086602}.items():
    attempt(name, lambda: fcntl.ioctl(own, request, bytes(64)))
attempt("owner", lambda: fcntl.fcntl(own, fcntl.F_SETOWN, os.getpid()))
attempt("pipe", lambda: fcntl.fcntl(os.pipe()[0], 1031, 2**20))
attempt("node", lambda: os.mknod("node", 0o100600))
attempt("isatty", lambda: os.isatty(own))
attempt("fifo", lambda: os.mkfifo("fifo"))
""",
    ),
]

ATTACKS: list[Attack] = [*_CACHE, *_SOCKETS, *_MACHINE, *_CALLS]

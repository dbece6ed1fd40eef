"""A process that has imported what submissions import, and forks a confined child for each of them.

Importing NumPy, torch, JAX and matplotlib takes seconds; forking a process that has done so takes
milliseconds. The server knows nothing of the course: neither its tests nor its folder.
"""

import json
import os
import socket
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import asdict
from functools import partial
from pathlib import Path

from autograder.engine.confine import sandbox
from autograder.engine.confine.installed import is_installed
from autograder.engine.confine.sandbox import Limits

_START = 120  # seconds; a cold disk makes imports slow
# Everything else arrives on the socket: the command line and the first environment of a process stay in its
# memory, where a submission could read them.
_COMMAND = """
import json, socket, sys
control = socket.socket(fileno=int(sys.argv[1]))
settings = json.loads(control.recv(2**20))
sys.path[:] = settings["path"]
from autograder.engine.forkserver import main
main(control, settings)
"""


class Unavailable(Exception):
    """No child can be had; the message says why."""


class ForkServer:
    """The judge's handle of the process; it is started at once, and waited for when a child is wanted.

    Args:
        modules: what to import before the first fork.
        readable: folders that submissions may read, beside Python's own.
        tier: how children are confined, one of ``sandbox.TIERS``.
        environment: environment variables of the children, beside a few harmless ones.
    """

    def __init__(
        self,
        modules: Sequence[str] = (),
        readable: Sequence[Path] = (),
        tier: str = "none",
        environment: dict[str, str] | None = None,
    ):
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        settings = {
            "modules": list(modules),
            "readable": [str(path) for path in readable],
            "tier": tier,
            "path": [path for path in sys.path if path],
            "temporary": tempfile.gettempdir(),
        }
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-c", _COMMAND, str(theirs.fileno())],
                env=_environment(environment or {}),
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.PIPE,
                pass_fds=[theirs.fileno()],
            )
            self._control.send(json.dumps(settings).encode())
        self._number = 0
        self._ready = False
        self._control.settimeout(_START)

    def spawn(self, limits: Limits) -> tuple[socket.socket, int, int]:
        """Return a new child: the socket it serves, its process id, and a descriptor that refers to it.

        The child runs nothing before ``release`` is called.

        Raises:
            Unavailable: if the server is gone or could not fork.
        """
        if not self._ready and not self._receive():
            raise Unavailable(self._last_words())
        self._ready = True
        ours, theirs = socket.socketpair()
        self._number += 1
        request = {"number": self._number, "limits": asdict(limits)}
        try:
            with theirs:
                socket.send_fds(self._control, [json.dumps(request).encode()], [theirs.fileno()])
            answer = {"number": 0}
            while answer["number"] != self._number:  # what is said about earlier children comes first
                data, descriptors, *_ = socket.recv_fds(self._control, 2**16, 1)
                answer = json.loads(data)
        except (OSError, ValueError):
            ours.close()
            raise Unavailable(self._last_words()) from None
        if not descriptors:
            ours.close()
            raise Unavailable(answer["problem"])
        return ours, answer["pid"], descriptors[0]

    def release(self) -> None:
        """Let the child that was spawned last begin."""
        self._control.send(b"go")

    def close(self) -> None:
        """End the server, and with it its children."""
        self._control.close()
        self._process.kill()
        self._process.wait()
        self._process.stderr.close()

    def _receive(self) -> bytes:
        try:
            return self._control.recv(2**16)
        except OSError:
            return b""

    def _last_words(self) -> str:
        self._process.kill()
        _, words = self._process.communicate()
        lines = words.decode(errors="replace").strip().splitlines()
        return f"the process that forks kernels has ended ({lines[-1] if lines else 'without a word'})"


def _environment(own: dict[str, str]) -> dict[str, str]:
    """Return an environment that tells submissions nothing about the person who grades."""
    passed = {name: os.environ[name] for name in ("LANG", "LC_ALL", "TZ") if name in os.environ}
    # A thread pool would not survive the fork, and two cores are not made faster by many threads.
    threads = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
    return {
        **passed,
        **threads,
        "HOME": "/tmp/home",
        "PATH": os.defpath,
        "MALLOC_ARENA_MAX": "2",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "PYTHONDONTWRITEBYTECODE": "1",
        "IPYTHONDIR": "/tmp/home/.ipython",
        **own,
    }


def main(control: socket.socket, settings: dict) -> None:
    """Serve: import, confine, then fork one child at a time until the judge hangs up."""
    tempfile.tempdir = settings["temporary"]  # where scratch folders are made
    import helpers  # noqa: F401 (known by its own folder from now on, whatever the path is)
    from autograder.engine import runner

    shell = runner.warm_up(settings["modules"])
    sys.path[:] = filter(is_installed, sys.path)  # the rest leads nowhere from now on
    sandbox.enter(settings["tier"], [Path(path) for path in settings["readable"]])
    control.send(b"ready")
    while True:
        data, descriptors, *_ = socket.recv_fds(control, 2**16, 1)
        if not data:
            return
        request = json.loads(data)
        number = request["number"]
        [end] = descriptors
        pid = sandbox.spawn(
            settings["tier"],
            Limits(**request["limits"]),
            partial(runner.serve, shell, end),
            started=partial(_report, control, number),
            keep=[end],
        )
        os.close(end)
        _, status = os.waitpid(pid, 0)
        # Read only if the child ended before it was reported.
        failed = os.waitstatus_to_exitcode(status) == sandbox.FAILED
        problem = "its sandbox could not be set up; see `workbook doctor`" if failed else "it was killed"
        control.send(json.dumps({"number": number, "problem": problem}).encode())


def _report(control: socket.socket, number: int, pid: int, descriptor: int) -> None:
    """Tell the judge about a child, and wait until it has taken note."""
    socket.send_fds(control, [json.dumps({"number": number, "pid": pid}).encode()], [descriptor])
    control.recv(16)

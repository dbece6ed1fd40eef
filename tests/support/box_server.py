"""A fork server for the tests: runs Python code in sandboxed children and answers in JSON over a socket.

Started as ``server.py '{"socket": 3, "tier": "landlock", "user": null, "warm": false, "readable": []}'``.
"""

import json
import os
import resource
import socket
import sys
import warnings
from pathlib import Path

os.environ |= dict.fromkeys(("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS"), "1")

from autograder.engine.confine import sandbox, system  # after the setting of the libraries it may import


def main() -> None:
    setup = json.loads(sys.argv[1])
    talk = socket.socket(fileno=setup["socket"])
    if setup["warm"]:
        import_libraries()
    if os.geteuid() == 0:
        open_environment()
    if setup["user"] is not None:
        os.setgroups([])
        os.setresgid(setup["user"], setup["user"], setup["user"])
        os.setresuid(setup["user"], setup["user"], setup["user"])
        system.prctl(system.PR_SET_DUMPABLE, 1)
    problem = sandbox.missing(setup["tier"])
    if problem is None:
        sandbox.enter(setup["tier"], [Path(path) for path in setup["readable"]])
    say(talk, kind="ready", problem=problem, pid=os.getpid())
    while request := talk.recv(2**20):
        serve(setup["tier"], talk, json.loads(request))


def serve(tier: str, talk: socket.socket, request: dict) -> None:
    """Run one child; without ``wait`` say only which process stands between."""
    limits = sandbox.Limits(**request["limits"])
    output, input_ = os.pipe()

    def child() -> None:
        names = {"tried": tried}
        exec(request["code"], names)
        os.write(input_, json.dumps(names.get("answer")).encode())

    def started(pid: int, pidfd: int) -> None:
        message = json.dumps({"kind": "started", "pid": pid, "by": os.getpid()}).encode()
        socket.send_fds(talk, [message], [pidfd])
        if request["pause"]:
            talk_back = os.read(talk.fileno(), 100)
            assert talk_back == b"go on"

    before = cpu_seconds()
    between = sandbox.spawn(tier, limits, child, started=started, keep=[input_])
    os.close(input_)
    say(talk, kind="spawned", between=between)
    if not request["wait"]:
        os.close(output)
        return
    with open(output) as pipe:
        text = pipe.read()
    status = os.waitstatus_to_exitcode(os.waitpid(between, 0)[1])
    spent = cpu_seconds() - before
    say(talk, kind="ended", status=status, answer=json.loads(text or "null"), cpu=spent)


def tried(action) -> str:
    """Return the name of the exception that an action raises, or "done"."""
    try:
        action()
    except BaseException as error:
        return type(error).__name__
    return "done"


def say(talk: socket.socket, **message) -> None:
    talk.send(json.dumps(message).encode())


def cpu_seconds() -> float:
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def import_libraries() -> None:
    warnings.filterwarnings("ignore", message=r"os\.fork")
    import IPython  # noqa: F401
    import jax  # noqa: F401
    import matplotlib
    import numpy  # noqa: F401
    import torch  # noqa: F401

    matplotlib.use("agg")
    import matplotlib.pyplot


def open_environment() -> None:
    """Let every user reach a Python that lies in a closed folder of root; only this process sees it so."""
    python = os.path.realpath(sys.base_prefix)
    closed = [folder for folder in Path(python).parents if not folder.stat().st_mode & 0o001]
    if closed:
        system.unshare(system.CLONE_NEWNS)
        system.make_mounts_private()
        tree = system.clone_mount(python)
        system.mount("tmpfs", str(closed[-1]), 0, "mode=0755")
        os.makedirs(python)
        system.attach_mount(tree, python)


if __name__ == "__main__":
    main()

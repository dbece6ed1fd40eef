"""A fork server as the tests see it: started as who runs them or, if that is root, as a user too."""

import json
import os
import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
SERVER = Path(__file__).with_name("box_server.py")
AS_ROOT = os.geteuid() == 0
USER = 12345  # who has no files and no processes
SANDBOXES = [
    (tier, user) for tier in ("namespaces", "landlock") for user in ((None, USER) if AS_ROOT else (None,))
]


@dataclass
class Run:
    """How a child did: its answer, and how the process between ended (below zero: by a signal)."""

    answer: object
    status: int
    cpu: float


class Server:
    """A fork server in a process of its own."""

    def __init__(
        self, tier: str, *, user: int | None = None, warm=False, readable=(), wrapper: list[str] = ()
    ):
        self.tier, self.user = tier, user
        self.talk, there = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.talk.settimeout(60)
        setup = {"socket": there.fileno(), "tier": tier, "user": user, "warm": warm}
        setup["readable"] = [str(path) for path in readable]
        command = [*wrapper, sys.executable, str(SERVER), json.dumps(setup)]
        self.process = subprocess.Popen(
            command, pass_fds=[there.fileno()], cwd=ROOT, env={**os.environ, "PYTHONPATH": str(ROOT)}
        )
        there.close()
        ready = self.hear("ready")
        self.problem, self.pid = ready["problem"], ready["pid"]

    def hear(self, kind: str) -> dict:
        """Wait for a message of this kind; skip the others."""
        while text := self.talk.recv(2**20):
            message = json.loads(text)
            if message["kind"] == kind:
                return message
        raise EOFError("the fork server has ended")

    def ask(self, code: str, *, wait: bool, pause: bool = False, **limits: int) -> None:
        self.talk.send(json.dumps({"code": code, "wait": wait, "pause": pause, "limits": limits}).encode())

    def run(self, code: str, **limits: int) -> Run:
        self.ask(code, wait=True, **limits)
        ended = self.hear("ended")
        return Run(ended["answer"], ended["status"], ended["cpu"])

    def start(
        self, code: str, *, pause: bool = False, wait: bool = False, **limits: int
    ) -> tuple[int, int, int]:
        """Start a child; return its pid, a pidfd of it, and the pid of the process between."""
        self.ask(code, wait=wait, pause=pause, **limits)
        child = between = None
        while child is None or between is None:
            text, descriptors, _, _ = socket.recv_fds(self.talk, 2**20, 1)
            message = json.loads(text)
            if message["kind"] == "started":
                child = message["pid"], descriptors[0]
            else:
                between = message["between"]
        return *child, between

    def stop(self) -> None:
        self.talk.close()
        self.process.wait(30)


@dataclass
class Place:
    """Files that everybody may read, so that only the sandbox stands before them."""

    course: Path  # not shown
    shown: Path  # a folder that is readable
    link: Path  # leads to another folder, and is readable


def start(place: Place, tier: str, user: int | None = None, **options) -> Server:
    """Start a server, or skip the test and say why."""
    readable = [place.shown, place.shown / "text", place.link, place.shown / "missing"]
    server = Server(tier, user=user, readable=readable, **options)
    if server.problem:
        server.stop()
        pytest.skip(f"no {tier} here: {server.problem}")
    return server

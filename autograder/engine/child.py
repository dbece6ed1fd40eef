"""The student's process as the judge sees it: it is asked, it is watched, and it may die at any time."""

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from time import monotonic
from typing import Any

from autograder.engine import wire
from autograder.engine.confine import sandbox
from autograder.engine.forkserver import ForkServer
from autograder.engine.verdict import error_output

_GRACE = 2.0  # seconds to obey an interrupt


@dataclass(frozen=True)
class Patience:
    """How long the judge waits.

    Attributes:
        call: seconds for one call of a student's function.
        cell: seconds for one cell, a test cell with all its calls included.
        total: seconds for the whole notebook.
        output: characters of output that are kept of a cell.
    """

    call: float = 30
    cell: float = 60
    total: float = 600
    output: int = 2_000_000


class Gone(BaseException):
    """The student's process has ended or had to be ended. No ``except Exception`` of a test may swallow it.

    Attributes:
        what: completes the sentence "Python ... in the cell x".
        why: the cause, as far as it is known.
    """

    def __init__(self, what: str, why: str):
        super().__init__(f"{what} ({why})")
        self.what, self.why = what, why


class TimeLimit(BaseException):
    """Time is up."""


class NoRecord(BaseException):
    """A test asks something that was not asked when the submission was run."""


class Child:
    """A live process.

    Attributes:
        record: for each test, what it asked (as a digest) and what came back (as a frame), for ``Replay``.
        peak: bytes of memory, beyond what the process had when it began.
    """

    def __init__(self, server: ForkServer, limits: sandbox.Limits, patience: Patience):
        end, self.pid, self._descriptor = server.spawn(limits)
        self._channel = wire.Channel(end, self._watch)
        self._limits, self._patience = limits, patience
        self._number = 0
        self._forgotten: list[int] = []
        self._base = _memory(self.pid) or 0
        self._next_look = 0.0
        self._deadline = monotonic() + patience.total
        self.peak = 0
        self.record: dict[str, list[tuple[bytes, bytes]]] = {}
        self.test = ""

    def run(self, source: str) -> tuple[list[dict], int | None]:
        """Run a cell; return its outputs in nbformat's form, and its execution count.

        Raises:
            Gone: if that is the end of the process.
        """
        seconds = self._patience.cell
        outputs = Outputs(self._patience.output)
        try:
            answer = self._ask({"do": "run", "source": source}, seconds, outputs)
        except TimeLimit as error:
            # Instead of the interrupt that ended it.
            kept = [output for output in outputs.kept if output["output_type"] != "error"]
            return [*kept, error_output("TimeLimit", str(error))], None
        self._look()  # a short cell is over before anybody has looked
        count = answer.get("count")
        return outputs.kept, count if type(count) is int and 0 <= count < 10**6 else None

    def ask(self, request: dict, seconds: float, outputs: "Outputs") -> dict:
        """Make a request on behalf of the running test; return the answer.

        Raises:
            Gone: if that is the end of the process.
            TimeLimit: if there is no answer in time.
        """
        digest = _digest(request)
        answer = self._ask(request, min(seconds, self._patience.call), outputs)
        self.record.setdefault(self.test, []).append((digest, wire.pack(answer)))
        return answer

    def forget(self, number: int) -> None:
        """Let go of an object, with the next request."""
        self._forgotten.append(number)

    def settle(self) -> None:
        """Tidy up after a test."""
        self._ask({"do": "settle"}, self._patience.call, Outputs(0))

    def seconds_left(self) -> float:
        """Return how many seconds are left for the whole notebook."""
        return self._deadline - monotonic()

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._channel.close()
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            os.close(self._descriptor)
            self._descriptor = None

    def _ask(self, request: dict, seconds: float, outputs: "Outputs") -> dict:
        self._number += 1
        request = {**request, "room": self._patience.output}
        if self._forgotten:
            request["forget"], self._forgotten = self._forgotten, []
        limit = min(seconds, self.seconds_left())
        reason = f"no result after {seconds:.0f} s"
        start = self._channel.received
        try:
            try:
                self._channel.send([self._number, request], monotonic() + limit)
                return self._answer(monotonic() + limit, outputs, start)
            except wire.OutOfTime:
                signal.pidfd_send_signal(self._descriptor, signal.SIGINT)
            try:
                self._answer(monotonic() + _GRACE, outputs, start)
            except wire.OutOfTime:
                raise Gone("stopped answering", f"{reason}, and nothing could interrupt it") from None
            raise TimeLimit(f"{reason[0].upper()}{reason[1:]}.")
        except (wire.Closed, ProcessLookupError):
            self.kill()
            raise Gone("ended", "it was told to exit, or crashed") from None
        except wire.ProtocolError as error:
            self.kill()
            raise Gone("was stopped", str(error)) from None
        except Gone:
            self.kill()
            raise

    def _answer(self, deadline: float, outputs: "Outputs", start: int) -> dict:
        while True:
            message = self._channel.receive(deadline)
            if self._channel.received - start > 2 * wire.LARGEST:
                raise Gone("was stopped", "it printed far too much")
            match message:
                case ["out", int(), dict() as output]:
                    outputs.add(output)
                case ["done", int(number), dict() as answer] if number == self._number:
                    return answer
                case ["done", int(number), dict()] if 0 < number < self._number:
                    continue  # the late answer to a request that was given up
                case _:
                    raise wire.ProtocolError("it sent what it was not asked for")

    def _watch(self) -> None:
        """Look at the memory now and then, for as long as there is something to wait for."""
        if monotonic() >= self._next_look:
            self._look()

    def _look(self) -> None:
        """End the process if it uses too much memory: what no limit of the kernel counts in full."""
        self._next_look = monotonic() + 0.05
        used = _memory(self.pid)
        if used is None:
            return
        self.peak = max(self.peak, used - self._base)
        if self.peak > self._limits.memory:
            raise Gone("was stopped", f"it used more than {self._limits.memory / 2**30:.1f} GB of memory")


class Replay:
    """Answers from the record of an earlier run: what a test asks again need not be run again."""

    def __init__(self, record: dict[str, list[tuple[bytes, bytes]]]):
        self._record = {test: list(entries) for test, entries in record.items()}
        self.test = ""

    def ask(self, request: dict, seconds: float, outputs: "Outputs") -> dict:
        """Return what was answered to this request.

        Raises:
            NoRecord: if it was not the next request of this test.
        """
        entries = self._record.get(self.test)
        if not entries or entries[0][0] != _digest(request):
            raise NoRecord(self.test)
        _, frame = entries.pop(0)
        return wire.unpack(frame[4:])

    def forget(self, number: int) -> None:
        """Nothing is held."""

    def settle(self) -> None:
        """Nothing to tidy up."""

    def seconds_left(self) -> float:
        """Return how many seconds are left: enough."""
        return 3600.0


class Outputs:
    """The outputs of a cell as they arrive from a process that may send anything.

    Attributes:
        kept: outputs in nbformat's form, at most ``limit`` characters of them, errors not counted.
    """

    def __init__(self, limit: int):
        self.kept: list[dict] = []
        self._left = limit

    def add(self, output: dict) -> None:
        """Take an output in, if it is one and fits."""
        match output:
            case {"output_type": "stream", "name": ("stdout" | "stderr") as name, "text": str(text)}:
                if self._fits(len(text)):
                    self._print(name, text)
            case {"output_type": ("display_data" | "execute_result") as kind, "data": dict(data)}:
                data = {str(mime)[:80]: text for mime, text in data.items() if type(text) is str}
                if self._fits(sum(map(len, data.values())) + 100):
                    number = {"execution_count": None} if kind == "execute_result" else {}
                    self.kept.append({"output_type": kind, "data": data, "metadata": {}, **number})
            case {
                "output_type": "error",
                "ename": str(name),
                "evalue": str(message),
                "traceback": list(lines),
            }:
                if len(self.kept) < 1000:
                    lines = [line[:4000] for line in lines[:50] if type(line) is str]
                    self.kept.append(error_output(name[:200], message[:4000], lines))
            case {"output_type": "clear"}:
                self.kept = [one for one in self.kept if one["output_type"] == "error"]
            case {"output_type": "cut"}:
                self._fits(10**12)

    def _print(self, name: str, text: str) -> None:
        last = self.kept[-1] if self.kept else {}
        if last.get("output_type") == "stream" and last["name"] == name and len(last["text"]) < 10**6:
            last["text"] += text
        elif text:
            self.kept.append({"output_type": "stream", "name": name, "text": text})

    def _fits(self, size: int) -> bool:
        if self._left < 0:
            return False
        self._left -= size
        if self._left < 0:
            self._print("stdout", "\n[The output was longer than what is kept of a cell.]\n")
        return self._left >= 0


@contextmanager
def child(server: ForkServer, limits: sandbox.Limits, patience: Patience) -> Iterator[Child]:
    """Start a process for a submission, and end it and all it has started."""
    with sandbox.cgroup(limits) as attach:
        process = Child(server, limits, patience)
        try:
            attach(process.pid)
            server.release()
            yield process
        finally:
            process.kill()


def _digest(request: dict[str, Any]) -> bytes:
    return hashlib.sha256(wire.pack(request)).digest()[:16]


def _memory(pid: int) -> int | None:
    """Return the bytes of memory that only this process can account for, or None if it is gone."""
    try:
        with open(f"/proc/{pid}/status", "rb") as file:
            lines = dict(line.split(b":", 1) for line in file if b":" in line)
        return sum(int(lines[name].split()[0]) * 1024 for name in (b"RssAnon", b"RssShmem", b"VmSwap"))
    except (OSError, KeyError, ValueError):
        return None

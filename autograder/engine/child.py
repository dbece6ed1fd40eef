"""The student's process as the judge sees it: it is asked, it is watched, and it may die at any time."""

import hashlib
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Any

from autograder.engine import wire
from autograder.engine.confine import sandbox
from autograder.engine.forkserver import ForkServer
from autograder.engine.outputs import CELLS_WORTH, Outputs, Purse
from autograder.engine.verdict import error_output

_GRACE = 1.5  # seconds to obey an interrupt
_INTERRUPTS = 2  # the second one is not to be swallowed (``runner``)
STOPPED_ANSWERING = "stopped answering"  # the one end of a process that is not its own doing
_LARGEST_RECORD = 32 * 2**20  # bytes


@dataclass(frozen=True)
class Patience:
    """How long the judge waits.

    Attributes:
        call: seconds for one call of a student's function.
        cell: seconds for one cell, a test cell with all its calls included.
        total: seconds for the whole notebook; a student's own cells, all together, may use half of them.
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
        record: for each test, what it asked (as a digest) and what came back (as a frame), for ``Replay``;
            None if that is too large to keep.
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
        self._purse = Purse(CELLS_WORTH * patience.output)
        self._recorded = 0
        self.record: dict[str, list[tuple[bytes, bytes]]] | None = {}
        self.test = ""

    def outputs(self) -> Outputs:
        """Return a place for what a cell prints; all cells together may fill ``CELLS_WORTH`` of them."""
        return Outputs(self._patience.output, self._purse)

    def run(self, source: str, seconds: float) -> tuple[list[dict], int | None]:
        """Run a cell for some seconds; return its outputs in nbformat's form, and its execution count.

        Raises:
            Gone: if that is the end of the process.
        """
        seconds = min(seconds, self._patience.cell)
        outputs = self.outputs()
        try:
            answer = self._ask({"do": "run", "source": source}, seconds, outputs)
        except TimeLimit as error:
            # Instead of the interrupt that ended it.
            kept = [output for output in outputs.kept() if output["output_type"] != "error"]
            return [*kept, error_output("TimeLimit", str(error))], None
        self._look()  # a short cell is over before anybody has looked
        count = answer.get("count")
        return outputs.kept(), count if type(count) is int and 0 <= count < 10**6 else None

    def mentions(self, sources: list[str], names: list[str]) -> set[str] | None:
        """Return which of some names cells may read or change; None if that cannot be told.

        Raises:
            Gone: if that is the end of the process.
        """
        request = {"do": "mentions", "sources": sources, "names": names}
        try:
            found = self._ask(request, self._patience.call, Outputs(0)).get("value")
        except TimeLimit:
            return None
        return {name for name in names if name in found} if isinstance(found, list) else None

    def bring(self, files: dict[str, bytes]) -> None:
        """Put files into the working folder, before any cell runs.

        Raises:
            OSError: if they do not fit there.
        """
        if not files:
            return
        try:
            answer = self._ask({"do": "bring", "files": files}, self._patience.call, Outputs(0))
        except (Gone, TimeLimit) as error:
            raise OSError(f"the files beside the notebook could not be written: {error}") from None
        if "error" in answer:
            message = str(answer.get("message"))[:200]
            raise OSError(f"the files beside the notebook could not be written: {message}")

    def ask(self, request: dict, seconds: float, outputs: Outputs) -> dict:
        """Make a request on behalf of the running test; return the answer.

        Raises:
            Gone: if that is the end of the process.
            TimeLimit: if there is no answer in time.
        """
        digest = _digest(request)
        answer = self._ask(request, min(seconds, self._patience.call), outputs)
        self._note(digest, wire.pack(answer))
        return answer

    def forget(self, number: int) -> None:
        """Let go of an object, with the next request."""
        self._forgotten.append(number)

    def settle(self) -> None:
        """Tidy up after a test; a process that takes too long over it stays as it is."""
        with suppress(TimeLimit):
            self._ask({"do": "settle"}, self._patience.call, Outputs(0))

    def seconds_left(self) -> float:
        """Return how many seconds are left for the whole notebook."""
        return self._deadline - monotonic()

    def waited(self) -> float:
        """Return how many seconds its main thread wanted to run until now while others had the processors.

        0 where the system does not tell. Its own threads are others, too.
        """
        try:
            return int(Path(f"/proc/{self.pid}/schedstat").read_text(encoding="ascii").split()[1]) / 1e9
        except (OSError, ValueError, IndexError):
            return 0.0

    def kill(self) -> None:
        """End the process, whatever it does."""
        self._channel.close()
        if self._descriptor is not None:
            with suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signal.SIGKILL)
            os.close(self._descriptor)
            self._descriptor = None

    def _ask(self, request: dict, seconds: float, outputs: Outputs) -> dict:
        self._number += 1
        request = {**request, "room": self._patience.output}
        if self._forgotten:
            request["forget"], self._forgotten = self._forgotten, []
        limit = min(seconds, self.seconds_left())
        reason = f"no result after {round(seconds, 1):g} s"
        start = self._channel.received
        try:
            try:
                self._channel.send([self._number, request], monotonic() + limit)
                return self._answer(monotonic() + limit, outputs, start)
            except wire.OutOfTime:
                pass
            for _ in range(_INTERRUPTS):
                signal.pidfd_send_signal(self._descriptor, signal.SIGINT)
                with suppress(wire.OutOfTime):
                    self._answer(monotonic() + _GRACE, outputs, start)
                    raise TimeLimit(f"{reason[0].upper()}{reason[1:]}.")
            raise Gone(STOPPED_ANSWERING, f"{reason}, and nothing could interrupt it")
        except (wire.Closed, ProcessLookupError):
            self.kill()
            raise Gone("ended", "it was told to exit, or crashed") from None
        except wire.ProtocolError as error:
            self.kill()
            raise Gone("was stopped", str(error)) from None
        except Gone:
            self.kill()
            raise

    def _note(self, digest: bytes, frame: bytes) -> None:
        """Record an answer; from the moment that all of them are too large, none is kept."""
        if self.record is None:
            return
        self._recorded += len(frame) + 200  # and what Python needs to hold it
        if self._recorded > _LARGEST_RECORD:
            self.record = None
        else:
            self.record.setdefault(self.test, []).append((digest, frame))

    def _answer(self, deadline: float, outputs: Outputs, start: int) -> dict:
        while True:
            message = self._channel.receive(deadline)
            if monotonic() > deadline:  # messages that follow each other without a gap are never waited for
                raise wire.OutOfTime
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

    def ask(self, request: dict, seconds: float, outputs: Outputs) -> dict:
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

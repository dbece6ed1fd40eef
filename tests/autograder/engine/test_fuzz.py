"""Ten minutes of noise on the wire: whatever a student's process sends, the judge goes on.

Honest answers are altered, cut, spliced, repeated and overwritten, and sent to a judge whose limits are
scaled down, so that a small frame can reach each of them.
"""

import random
import resource
import socket
import subprocess
import threading
import time
from collections import namedtuple
from contextlib import suppress

import numpy as np
import pytest

from autograder.engine import child, traces, wire
from autograder.engine.child import Patience
from autograder.engine.judge import Cell, Job, Judge

SECONDS = 600
Point = namedtuple("Point", "x y")
SETUP = "import itertools\nimport numpy as np\nfrom helpers import checks"
TESTS = [
    "checks.close(f(3.0), 6.0)",
    "checks.equal([int(n) for n in itertools.islice(g(), 5)], [0, 1, 2, 3, 4])",
    "checks.shape(x['W'], (2, 3))\nchecks.pure(f, np.ones(3))\nlen(x), f.name, list(f)",
]
JOB = Job(
    [
        Cell("setup", SETUP, "setup"),
        Cell("f", "f = 1"),
        *(Cell(f"test_{n}", test, "test", 2.0) for n, test in enumerate(TESTS)),
    ],
    patience=Patience(call=0.2, cell=0.5, total=2, output=2000),
)
HONEST = [
    *(6.0, np.ones((2, 3)), {"W": np.ones((2, 3)), "b": [1.0, (2, "x")]}, (True, 1), (False, None), "text"),
    *(2**200, 1 + 2j, {1, 2}, frozenset("ab"), range(9), Point(1, 2), np.float32(1), np.array(["a", "bc"])),
    *(object(), [object()] * 5, [[[[]]]], [1.5] * 50, b"bytes", None, float("nan")),
]


class _Server:
    """In the place of a fork server: its child answers with noise."""

    def __init__(self, noise):
        self._noise, self._alive = noise, None

    def spawn(self, allowed):
        ours, theirs = socket.socketpair()
        self._alive = subprocess.Popen(["sleep", "1000"])
        threading.Thread(target=self._serve, args=(theirs,), daemon=True).start()
        return ours, self._alive.pid, child.os.pidfd_open(self._alive.pid)

    def release(self):
        """The child has begun already."""

    def close(self):
        self._alive.kill()
        self._alive.wait()

    def _serve(self, end):
        with suppress(OSError), end:
            for number, request in wire.frames(end):
                for frame in self._noise(number, request["do"]):
                    end.sendall(frame)


class _Noise:
    """Frames that are nearly right, in an order that is told by ``seed``."""

    def __init__(self, seed):
        self._random = random.Random(seed)
        self.sent = []  # the last frames, for whoever has to find out

    def __call__(self, number, asked):
        chance = self._random.random
        while chance() < 0.2:
            frame = wire.pack(["out", number, self._output()])
            yield self._note(self._spoil(frame) if chance() < 0.1 else frame)
        if chance() < 0.02:
            return  # falls silent
        for _ in range(1 + (chance() < 0.02)):
            answer = self._answer(asked)
            while "value" in answer and chance() < 0.2:
                answer = answer | {"value": self._altered(answer["value"])}
            answer = self._altered(answer) if chance() < 0.02 else answer
            frame = wire.pack(["done", number, answer])
            yield self._note(self._spoil(frame) if chance() < 0.05 else frame)

    def _note(self, frame):
        self.sent = [*self.sent[-20:], frame]
        return frame

    def _answer(self, asked):
        forms = [wire.encode(value, keep=lambda kept: self._random.randrange(10)) for value in HONEST]
        right = {"f": [10, 1, "function"], "g": [10, 2, "function"], "x": {"W": np.ones((2, 3))}}
        right["x"] = wire.encode(right["x"], keep=id)
        if asked == "names":
            return {"value": {name: self._likely(right[name], forms) for name in "fgx"}}
        form = self._likely(self._random.choice([wire.encode(6.0, keep=id), [10, 3, "list_iterator"]]), forms)
        if self._random.random() < 0.1:
            return {"error": ["Own", "ValueError"], "message": "m" * 50, "traceback": ["t"]}
        return {"value": form, "count": self._random.randrange(5)}

    def _likely(self, right, others):
        return right if self._random.random() < 0.8 else self._random.choice(others)

    def _output(self):
        return self._random.choice(
            [
                {"output_type": "stream", "name": "stdout", "text": "x" * self._random.randrange(3000)},
                {"output_type": "display_data", "data": {"text/plain": "x", "image/png": "y" * 500}},
                {"output_type": "error", "ename": "E", "evalue": "m" * 500, "traceback": ["t" * 500] * 9},
                {"output_type": "clear"},
                {"output_type": "cut"},
            ]
        )

    def _altered(self, value):
        """Return a part of an answer with something else in a place of it."""
        pick = self._random
        if not value or not isinstance(value, list | dict) or pick.random() < 0.2:
            deep = 1
            for _ in range(pick.choice([1, 5, 70, 900])):
                deep = [deep]
            other = [None, True, -1, 2**63, 1e308, float("inf"), "", "x" * 99, b"\0" * 8, [], {}, deep]
            other += [[tag, 1, "x"] for tag in range(13)] + [[10, n, "x"] for n in range(9)]
            other += [[6, "<f8", [2**39, 0], b""], [6, "<f8", [n := pick.randrange(99)], bytes(8 * n)]]
            other += [[5, "A", ["x"] * 2, 1, 2], [5, "class", ["def"], 1], [9, "f" * 2000], [11, 0, 2**62, 0]]
            return pick.choice([*other, [value] * pick.randrange(99), [0, *[10, 1, "x"] * 30]])
        if isinstance(value, dict):
            key = pick.choice([*value])
            return value | {key if pick.random() < 0.9 else "other": self._altered(value[key])}
        at = pick.randrange(len(value))
        return [*value[:at], self._altered(value[at]), *value[at + 1 :]]

    def _spoil(self, frame):
        body, pick = bytearray(frame[4:]), self._random
        for _ in range(pick.choice([1, 1, 1, 2, 5, 20])):
            at = pick.randrange(len(body) + 1)
            match pick.randrange(6):
                case 0:
                    body[at : at + 1] = bytes([pick.randrange(256)])
                case 1:
                    body[at:at] = bytes(pick.randrange(256) for _ in range(pick.randrange(9)))
                case 2:
                    del body[at : at + pick.randrange(9)]
                case 3:  # how many follow
                    body[at:at] = bytes([pick.choice([0x90, 0x9F, 0xDC, 0xDD, 0xDE, 0xDF, 0xC6, 0xDB])])
                case 4:
                    body[at:at] = bytes([0x91]) * pick.randrange(500)  # deeper
                case 5:
                    body[at:at] = body[: pick.randrange(len(body) + 1)] * pick.randrange(4)
        size = len(body) if pick.random() < 0.9 else pick.randrange(2 ** pick.choice([3, 10, 17, 32]))
        return size.to_bytes(4, "big") + body


@pytest.fixture
def scaled_down(monkeypatch):
    monkeypatch.setattr(wire, "LARGEST", 2**16)
    monkeypatch.setattr(wire.Channel.__init__, "__kwdefaults__", {"largest": 2**16})
    monkeypatch.setattr(wire, "MOST_ITEMS", 2000)
    monkeypatch.setattr(wire, "MOST_OBJECTS", 20)
    monkeypatch.setattr(child, "_GRACE", 0.1)
    monkeypatch.setattr(child, "_LARGEST_RECORD", 2**14)
    monkeypatch.setattr(traces, "_MOST_OF_ALL", 200)


def _fuzz(seconds, first):
    """Judge noise for some time; return how often, and which ends it came to."""
    judge, seed, ends = Judge(), first, {}
    deadline = time.monotonic() + seconds
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    while time.monotonic() < deadline:
        noise = _Noise(seed)
        judge._server, judge._served = _Server(noise), (JOB.modules, JOB.environment, JOB.tier)
        start = time.monotonic()
        try:
            result = judge.judge(JOB)
        except BaseException as error:
            error.add_note(f"seed {seed}, last frames: {noise.sent}")
            raise
        took = time.monotonic() - start
        assert took < JOB.patience.total + 8, f"seed {seed} took {took:.0f} s"
        assert len(wire.pack(vars(result) | {"record": None})) < 200_000, f"seed {seed}"
        _is_plain(vars(result))
        for end in _ends(result):
            ends[end] = ends.get(end, 0) + 1
        judge.close()
        seed += 1
    grown = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) // 1024
    print(f"{seed - first} conversations, {grown} MB more at the most; ends: {ends}")
    assert grown < 300
    return ends


def _ends(result):
    """Return how a conversation and its tests ended: why it was stopped, and the errors of the tests."""
    if result.problem:
        yield result.problem.partition("(")[2][:24]
    for test in (name for name in result.outputs if name.startswith("test")):
        errors = [one["ename"] for one in result.outputs[test] if one["output_type"] == "error"]
        yield errors[0] if errors else "passed"


def _is_plain(value):
    if isinstance(value, dict):
        value = [*value, *value.values()]
    if isinstance(value, list | tuple):
        for one in value:
            _is_plain(one)
    else:
        assert type(value) in (int, float, str, bytes, bool, type(None)), type(value)


def test_noise_for_a_moment(scaled_down):
    ends = _fuzz(5, first=0)
    assert len(ends) > 5  # it gets beyond the first frame


@pytest.mark.proof
def test_noise_for_ten_minutes(scaled_down):
    assert {"passed", "AssertionError", "ProtocolError"} <= _fuzz(SECONDS, first=int(time.time())).keys()

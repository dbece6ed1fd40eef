"""A hint opens for who made the mistake, at once, and for nobody else; and it never gets in the way."""

import base64
import json
import time

import pytest
from IPython import get_ipython
from IPython.testing.globalipapp import start_ipython

from helpers import announce, hints, locks
from helpers.fingerprints import seen

SETUP = "from helpers import checks\nimport numpy as np"
TEST = '"""9.9 double doubles."""\nchecks.close(double(np.array([1.5, 2.5])), [3.0, 5.0], what="double(x)")'
HINT = "You square. What is x + x?"
SQUARE = "def double(x):\n    return x**2"


def _prints(answer, test=TEST):
    names = {}
    exec(f"{SETUP}\n{answer}", names)
    try:
        exec(compile(test, "<test>", "exec"), names)
    except Exception as error:
        return seen(error, announce.claim(test), test, "<test>".__eq__).fingerprints()


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setattr(hints, "FOLDER", tmp_path)
    table = {_prints(SQUARE)[0]: HINT, b"another": "Another hint."}
    content = {"digest": "", "locks": locks.locked(table, "09_tiny")}
    (tmp_path / "09_tiny.json").write_text(json.dumps(content))
    return tmp_path


@pytest.fixture
def run(capsys):
    shell = start_ipython() or get_ipython()
    shell.run_line_magic("colors", "nocolor")
    announce.announce_tests()
    shell.run_cell(SETUP)

    def run(*sources):
        for source in sources:
            capsys.readouterr()
            shell.run_cell(source)
        captured = capsys.readouterr()
        return (captured.out + captured.err).strip()

    yield run
    shell.set_custom_exc((), None)


INCORRECT = "incorrect: double(x)[0] is 2.25, expected 3 (2 of 2 values differ)."


def test_who_makes_the_mistake_reads_the_hint_below_the_message(run, folder):
    assert run(SQUARE, TEST) == f"{INCORRECT}\nA likely cause: {HINT}"
    twin = "def double(x):\n    return np.array([float(np.prod([one, one])) for one in x], dtype=np.float32)"
    assert run(twin, TEST).endswith(f"A likely cause: {HINT}")


@pytest.mark.parametrize(
    "answer",
    [
        "def double(x):\n    return x**3",
        "def double(x):\n    return x**2 + 0.01",
        "def double(x):\n    return (x**2)[::-1]",
        "def double(x):\n    return x / 0",
        "def double(x):\n    raise ValueError(2.25)",
    ],
)
def test_nobody_else_does(run, folder, answer):
    said = run(answer, TEST)
    assert said.startswith(("incorrect", "crashed"))
    assert "cause" not in said
    assert run("def double(x):\n    return 2 * x", TEST) == "passed: 9.9 double doubles."
    stub = 'def double(x):\n    raise NotImplementedError("9.9 double is not written yet.")'
    assert run(stub, TEST) == "not attempted yet: 9.9 double"


def test_another_test_and_another_sheet_do_not_open_it(run, folder):
    assert "cause" not in run(SQUARE, TEST.replace("9.9 double", "9.8 double"))
    assert "cause" not in run(SQUARE, TEST.replace("[3.0, 5.0]", "[3.0, 5.5]"))
    (folder / "09_tiny.json").rename(folder / "09_other.json")
    assert "cause" not in run(SQUARE, TEST)


@pytest.mark.parametrize(
    "content",
    [
        None,
        "",
        "{",
        "[]",
        '{"locks": 5}',
        '{"locks": ["%%%"]}',
        '{"locks": [""]}',
        b"\xff\xfe",
        json.dumps({"locks": [base64.b64encode(bytes(208)).decode()]}),
    ],
)
def test_a_missing_or_broken_table_leaves_the_message_as_it_is(run, folder, content):
    path = folder / "09_tiny.json"
    path.unlink()
    if content is not None:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    hints._locks.cache_clear()
    assert run(SQUARE, TEST) == INCORRECT


def test_a_changed_lock_does_not_open(folder):
    path = folder / "09_tiny.json"
    [fingerprint, *_] = _prints(SQUARE)
    rows = json.loads(path.read_text())["locks"]
    assert locks.opened(rows, [fingerprint], "09_tiny") == HINT
    for place in (8, 100, -1):
        changed = [bytearray(base64.b64decode(row)) for row in rows]
        for row in changed:
            row[place] ^= 1
        assert (
            locks.opened([base64.b64encode(row).decode() for row in changed], [fingerprint], "09_tiny") == ""
        )


@pytest.mark.parametrize("error", ["ValueError", "SystemExit", "RecursionError", "MemoryError"])
def test_a_students_object_cannot_break_a_check_by_it(run, folder, error):
    """It answers the check, and then no more."""
    evil = (
        "class Evil:\n    asked = 0\n    def __array__(self, *_, **__):\n        Evil.asked += 1\n"
        f"        if Evil.asked > 1:\n            raise {error}\n        return np.array([1.0, 2.0])\n"
        "def double(x):\n    return Evil()"
    )
    said = run(evil, TEST)
    assert said == "incorrect: double(x)[0] is 1, expected 3 (2 of 2 values differ)."
    assert run("print(Evil.asked)") == "2"  # the hint was looked for


def test_two_hints_at_once_are_none(folder):
    rows = locks.locked({b"one": "One.", b"two": "Two.", b"too": "Two."}, "s")
    assert locks.opened(rows, [b"two", b"too"], "s") == "Two."
    assert locks.opened(rows, [b"one", b"two"], "s") == ""
    assert locks.opened(rows, [b"one"], "t") == ""


def test_a_table_reveals_nothing():
    long = "x" * 190
    rows = locks.locked({b"a": "short", b"b": long, b"c": "Gr\u00f6\u00dfe?", b"d": "short"}, "s")
    assert len({len(row) for row in rows}) == 1
    assert len(set(rows)) == 4  # of the same hint, too
    data = b"".join(map(base64.b64decode, rows))
    assert b"short" not in data
    assert b"xxx" not in data
    assert locks.opened(rows, [b"c"], "s") == "Gr\u00f6\u00dfe?"
    assert rows == sorted(rows)
    assert rows == locks.locked({b"d": "short", b"c": "Gr\u00f6\u00dfe?", b"b": long, b"a": "short"}, "s")


def test_a_failed_check_takes_at_most_20_ms_more(folder):
    table = {bytes([i % 256, i // 256]): f"Hint {i}." for i in range(300)}
    content = {"locks": locks.locked(table, "09_tiny")}
    (folder / "09_tiny.json").write_text(json.dumps(content))
    hints._locks.cache_clear()
    large = "def double(x):\n    return np.random.default_rng(0).normal(size=(1000, 1000))"
    names = {}
    exec(f"{SETUP}\n{large}", names)
    times = []
    for _ in range(5):
        try:
            exec(compile(TEST, "<test>", "exec"), names)
        except AssertionError as error:
            start = time.process_time()
            assert hints.hint(error, announce.claim(TEST), TEST, "<test>".__eq__) == ""
            times.append(time.process_time() - start)
    assert min(times) < 0.02, times

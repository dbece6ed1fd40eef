"""Submissions that would stop, swell or outlive a judge, be run once more, or hear what hidden tests are made of."""

import re

from corpus import Attack, Said

ATTACKS: list[Attack] = []
RUNNER = 'import os, sys, time\nRunner = sys.modules["autograder.engine.runner"].Runner\n'
SEND = "send = get_ipython().workbook._output\n"
DOUBLE = {"double": "def double(x):\n    return 2 * np.asarray(x)"}
FAIR = {"test_double": 2}


def _attack(kind: str, name: str, tries: str, *extra: str, **more) -> None:
    known = {key: more.pop(key) for key in ("fair", "slow", "reached") if key in more}
    ATTACKS.append(Attack(kind, name, tries, more, list(extra), **known))


def _shows_at_most(outputs: int, characters: int, last: str):
    """Return a test of whether the copy holds little of what was sent, and the code after it was run."""

    def check(said: Said) -> bool:
        lines = [line for line in said.text.splitlines() if line.startswith("[own-")]
        return len(lines) < outputs and len(said.text) < characters and last in said.text

    return check


# ---------------------------------------------------------------- one student stops the others

_attack("stopping", "errors", "sends a thousand errors of a megabyte each",
        SEND + "for _ in range(60):\n    send({'output_type': 'error', 'ename': 'E', 'evalue': 'm' * 4000, 'traceback': ['t' * 20_000] * 50}, 0)\n"
        "raise ValueError('after the errors')", **DOUBLE, fair=FAIR, reached=_shows_at_most(5, 60_000, "ValueError: after the errors"))
_attack("stopping", "letters", "prints a letter to one stream, a letter to the other, and so on",
        "import sys\nfor _ in range(4000):\n    for stream in (sys.stdout, sys.stderr):\n        stream.write('x')\n        stream.flush()\nprint('4000 letters')",
        **DOUBLE, fair=FAIR, reached=_shows_at_most(520, 60_000, "4000 letters"))
_attack("stopping", "empty_figures", "shows figures without content, which cost nothing of the limit on characters",
        SEND + "for _ in range(20_000):\n    send({'output_type': 'display_data', 'data': {}}, 0)\nraise ValueError('after the figures')",
        **DOUBLE, fair=FAIR, reached=_shows_at_most(520, 60_000, "ValueError: after the figures"))
_attack("stopping", "many_cells", "prints in every cell as much as a cell may print", *["print('y' * 90_000)"] * 12, "print('printed', 12 * 90_000)",
        **DOUBLE, fair=FAIR, reached=lambda said: said.text.count("y" * 90_000) == 5 and "longer than what is kept of a notebook" in said.text)
_attack("stopping", "late_settle", "answers only when the judge has given up waiting for its figures to be closed",
        RUNNER + "def do_settle(self):\n    time.sleep(2.6)\n    print('late')\n    return {}\nRunner.do_settle = do_settle", **DOUBLE, fair=FAIR, slow=True,
        reached=lambda said: float(re.search(r'"test_sum": ([\d.]+)', said.copy)[1]) > 2)
_attack("stopping", "late_answers", "answers each call between its limit and the end of the grace",
        RUNNER + "old = Runner.do_call\ndef do_call(self, function):\n    self._busy = True\n    try:\n        time.sleep(60)\n    except BaseException:\n        time.sleep(0.5)\n    return old(self, function)\n"
        "Runner.do_call = do_call", **DOUBLE, slow=True, reached=r"test_double\] TimeLimit: No result after 2 s")
_attack("stopping", "wide_message", "answers with a list of millions of empty lists, a byte each",
        double="def double(x):\n    return [[[]] * 1000] * 2100", reached=r"test_double\] (OverflowError: the result holds|MemoryError|TimeLimit)")
_attack("stopping", "long_key", "answers with a long key over a thousand leaves, of which a tutor would make a gigabyte",
        double="def double(x):\n    return {chr(1) * 300_000: [0.5, 'a'] * 600}", reached=r"test_double\] AssertionError: The value of the result is a dict")
_attack("stopping", "records", "answers with named tuples of two thousand different classes",
        "from collections import namedtuple\nkinds = [namedtuple(f'K{n}', [f'f{n}']) for n in range(2000)]",
        double="def double(x):\n    print('answers with', len(kinds), 'classes')\n    return [kind(1) for kind in kinds]", reached="answers with 2000 classes")
_attack("stopping", "large_answers", "answers with large arrays, again and again, so that a record of them would fill the memory",
        batches="def batches(n, size):\n    while True:\n        print('another')\n        yield np.zeros(3_000_000)", reached="printed another\nanother")

# ---------------------------------------------------------------- run once more

_attack("again", "late_exit", "ends its process just before the time of the notebook is up",
        **dict.fromkeys(("double", "credit", "batches"), "import time; time.sleep(2.5)"),
        model="import os, time; time.sleep(2); print('ending', flush=True); os._exit(0)", slow=True,
        reached="problem: Python ended in the cell model")
_attack("again", "exit_in_a_test", "ends its process when a test fails, to be asked again and guess anew",
        double="import os\ndef double(x):\n    return 2 * np.asarray(x)", credit="def credit(k):\n    os._exit(0)", fair=FAIR, reached="problem: Python ended in the cell test_credit")
_attack("again", "crash", "crashes in C code, which looks like an accident",
        double="import ctypes\ndef double(x):\n    ctypes.string_at(0)", reached="problem: Python ended in the cell test_double")
_attack("again", "abort", "aborts as a library does that has no memory left",
        "import os, signal\nsignal.signal(signal.SIGABRT, signal.SIG_DFL)\nos.abort()", reached="problem: Python ended in the cell own-2")

# ---------------------------------------------------------------- what hidden tests are made of

LISTEN = RUNNER + "heard, old = [], Runner.do_names\ndef do_names(self, names):\n    heard.extend(names)\n    return old(self, names)\nRunner.do_names = do_names"


def _hears_no_names_of_the_test(said: Said) -> bool:
    heard = "heard double credit batches model" in said.text
    return heard and not any(f"heard {name}" in said.text for name in ("secret", "squares", "first", "total"))


_attack("overhearing", "names", "listens for the names of variables in hidden tests", LISTEN,
        model="def model():\n    print('heard', *dict.fromkeys(heard))\n    raise ValueError('heard ' + ' '.join(dict.fromkeys(heard)))",
        reached=_hears_no_names_of_the_test)
_attack("overhearing", "defines_the_names", "defines what hidden tests may call their variables, and watches for who reads them",
        "class Watched:\n    def __getattribute__(self, name):\n        print('read', name)\n        return object.__getattribute__(self, name)\n"
        "secret = squares = first = total = expected = wanted = Watched()\nprint('defined')", reached=lambda said: "defined" in said.text and "read " not in said.text)
_attack("overhearing", "environment", "looks for compiled programs of the solution in its environment",
        "import os\nprint('found', sorted(name for name in os.environ if name.startswith('JAX')))", reached=r"found \[\]")
_attack("overhearing", "order", "counts the questions of each test",
        RUNNER + "asked, serve = [], Runner.do_call\ndef do_call(self, function):\n    asked.append(len(function))\n    return serve(self, function)\nRunner.do_call = do_call",
        double="def double(x):\n    print('asked', len(asked))\n    return x", reached="asked 1")

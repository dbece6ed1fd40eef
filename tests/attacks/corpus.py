"""Hostile submissions, each with what it tries.

An attack that succeeds does bounded harm: it writes a small file, starts a few processes, fills memory up to
a few gigabytes. Run them in a sandbox or on a machine that is yours.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Attack:
    """A hostile submission.

    Attributes:
        kind: what it is after.
        name: its name, unique.
        tries: one line for people.
        answers: sources of answer cells by name; the others stay as released.
        extra: the student's own cells, before the answers.
        tamper: changes the notebook's JSON or what lies beside it; may return other bytes to hand in.
        fair: points that its honest twin earns, by test.
        slow: whether it takes as long as the limits allow.
    """

    kind: str
    name: str
    tries: str
    answers: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    tamper: Callable[[dict, Path], bytes | None] | None = None
    fair: dict[str, float] = field(default_factory=dict)
    slow: bool = False


ATTACKS: list[Attack] = []


def attack(kind: str, name: str, tries: str, *extra: str, **more) -> None:
    """Add an attack whose own cells are ``extra``; keywords that are no attribute are answers."""
    known = {key: more.pop(key) for key in ("tamper", "fair", "slow") if key in more}
    ATTACKS.append(Attack(kind, name, tries, more, list(extra), **known))


ALWAYS_EQUAL = """
class Same:
    def __eq__(self, other): return True
    def __ne__(self, other): return False
    def __le__(self, other): return True
    def __ge__(self, other): return True
    def __lt__(self, other): return True
    def __sub__(self, other): return self
    def __rsub__(self, other): return self
    def __abs__(self): return 0.0
    def __bool__(self): return True
    def __hash__(self): return 0
    def __getitem__(self, key): return self
    def __iter__(self): return iter([self] * 3)
    shape, dtype, size, ndim = (2,), "float64", 2, 1
"""

# ---------------------------------------------------------------- a verdict of one's own making

attack("forging", "patched_checks", "makes every check of the helpers pass",
       "from helpers import checks\nfor name in dir(checks):\n    if callable(getattr(checks, name)):\n"
       "        setattr(checks, name, lambda *a, **k: None)", double="def double(x):\n    return 0")
attack("forging", "swapped_modules", "puts modules of its own where tests import NumPy and the checks",
       "import sys, types\nfor name in ('helpers.checks', 'helpers', 'numpy.testing'):\n"
       "    fake = types.ModuleType(name)\n    fake.__getattr__ = lambda name: (lambda *a, **k: None)\n"
       "    sys.modules[name] = fake", double="def double(x):\n    return 0")
attack("forging", "equal_to_everything", "returns an object that claims to be equal to whatever is expected",
       ALWAYS_EQUAL, double="def double(x):\n    return Same()", credit="def credit(k):\n    return Same()",
       model="def model():\n    return {'W': Same(), 'b': Same()}")
attack("forging", "lying_class", "returns an object that says it is an int",
       "class Lie:\n    __class__ = int\n    def __eq__(self, other): return True\n    def __int__(self): return 9",
       credit="def credit(k):\n    return Lie()")
attack("forging", "array_subclass", "returns an array whose comparisons are always true",
       "class Yes(np.ndarray):\n    def __eq__(self, o): return np.ones(self.shape, bool)\n"
       "    def __sub__(self, o): return np.zeros(self.shape)\n    def __array_ufunc__(self, *a, **k): return True",
       double="def double(x):\n    return np.zeros(np.shape(x)).view(Yes)")
attack("forging", "input_transformer", "rewrites the tests before they are compiled",
       "get_ipython().input_transformers_post.append(lambda lines: ['pass'] if 'checks' in ''.join(lines) else lines)")
attack("forging", "ast_transformer", "empties the syntax tree of every cell that checks",
       "import ast\nclass Empty(ast.NodeTransformer):\n    def visit_Module(self, node):\n        node.body = []\n"
       "        return node\nget_ipython().ast_transformers.append(Empty())")
attack("forging", "replaced_run_cell", "replaces the shell's run_cell by one that reports success",
       "shell = get_ipython()\nclass Fine:\n    success = True\nshell.run_cell = lambda *a, **k: Fine()")
attack("forging", "hooks", "rewrites the namespace after every cell",
       "get_ipython().events.register('post_run_cell', lambda *a: globals().update(double=lambda x: 4))",
       double="def double(x):\n    return 0")
attack("forging", "patched_runner", "replaces the functions that answer the judge in its own process",
       "import sys\nrunner = sys.modules['autograder.engine.runner'].Runner\n"
       "runner.do_call = lambda self, function: {}\nrunner.do_names = lambda self, names: {'value': {n: None for n in names}}")
attack("forging", "patched_encoding", "sends the same lucky answer to every question",
       "import sys\nsys.modules['autograder.engine.wire'].encode = lambda value, keep: True")
attack("forging", "patched_pickle", "reads the shipped questions with an unpickler of its own",
       "import pickle, sys\nrunner = sys.modules['autograder.engine.runner']\n"
       "class Mine(pickle.Unpickler):\n    def __init__(self, file, objects): super().__init__(file)\n"
       "    def persistent_load(self, n): return lambda *a, **k: None\nrunner._Unpickler = Mine")
attack("forging", "printed_result", "prints what a successful test would leave behind",
       "from IPython.display import display\ndisplay(2.0)\nprint('passed: 1.1 double doubles.')\n2.0")
attack("forging", "points_beyond", "returns numbers that would sum to more than the maximum",
       credit="def credit(k):\n    return 10 ** 5000")
attack("forging", "points_nan", "returns nan, which no comparison rejects", credit="def credit(k):\n    return float('nan')")
attack("forging", "points_true", "returns True where a number is asked", credit="def credit(k):\n    return True")
attack("forging", "lying_repr", "returns a float whose text is another number",
       credit="def credit(k):\n    return type('F', (float,), {'__repr__': lambda s: '2.0'})(2)")
for _name in ("AssertionError", "StopIteration", "SystemExit", "KeyboardInterrupt", "GeneratorExit"):
    attack("forging", f"raises_{_name}", f"raises {_name} to end the test early and quietly",
           double=f"def double(x):\n    raise {_name}(0)", batches=f"def batches(n, size):\n    raise {_name}\n    yield")
attack("forging", "exits", "ends its process as if all were well", double="import os\ndef double(x):\n    os._exit(0)")
attack("forging", "atexit", "answers when it is told to end", "import atexit, os\natexit.register(lambda: os.write(1, b'ok'))")
attack("forging", "frames", "looks for the test's variables in the frames above",
       double="import sys\ndef double(x):\n    frame, found = sys._getframe(), []\n    while frame:\n"
              "        found += [v for v in frame.f_locals.values() if isinstance(v, np.ndarray)]\n        frame = frame.f_back\n"
              "    return found[-1] if found else 0")
attack("forging", "garbage", "looks for expected values among all objects",
       double="import gc\ndef double(x):\n    for o in gc.get_objects():\n        if isinstance(o, np.ndarray) and o.shape == np.shape(x):\n"
              "            return o\n    return 0")

attack("forging", "shadowed_builtins", "defines sum, zip, len and type, which tests use",
       "def sum(*a, **k): return 4\ndef zip(*a): return []\ndef len(*a): return 3\ndef type(*a): return int\ndef float(*a): return 2.0",
       credit="def credit(k):\n    return 0")
attack("forging", "shadowed_setup", "defines checks, np and itertools anew",
       "class Lenient:\n    __call__ = lambda self, *a, **k: self\n    __getattr__ = lambda self, name: self\n"
       "    __iter__ = lambda self: iter(())\nchecks = np = itertools = Lenient()",
       double="def double(x):\n    return x", credit="def credit(k):\n    return 0")
attack("forging", "shadowed_names", "defines __builtins__, __name__ and __import__ in the notebook",
       "import builtins\nclass Lenient(dict):\n    __missing__ = lambda self, name: getattr(builtins, name)\n"
       "__builtins__ = Lenient(vars(builtins), AssertionError=SystemExit)\n__name__ = 'helpers.checks'\n__import__ = lambda *a, **k: None",
       credit="def credit(k):\n    return 0")
attack("forging", "jumps_over_checks", "sets a trace function that jumps to the last line of every caller",
       double="import sys\ndef jump(frame, event, argument):\n    if event == 'line':\n        try:\n"
              "            frame.f_lineno = max(line for *_, line in frame.f_code.co_lines() if line)\n        except ValueError:\n            pass\n"
              "    return jump\ndef double(x):\n    sys.settrace(lambda *a: None)\n    frame = sys._getframe(1)\n    while frame:\n"
              "        frame.f_trace, frame = jump, frame.f_back\n    return x")
attack("forging", "skipped", "raises what test frameworks take for 'skipped'",
       double="import unittest\ndef double(x):\n    raise unittest.SkipTest('skipped')",
       credit="import pytest\ndef credit(k):\n    pytest.skip('skipped')")
attack("forging", "no_exception", "raises what is no Exception: GeneratorExit, CancelledError, a class of its own",
       double="import asyncio\ndef double(x):\n    raise asyncio.CancelledError",
       credit="def credit(k):\n    raise GeneratorExit",
       batches="class TimeLimit(BaseException):\n    __class__ = property(lambda self: StopIteration)\ndef batches(n, size):\n    yield 1\n    raise TimeLimit('passed')")
attack("forging", "infinite_points", "returns values whose comparison is infinite",
       "class Points(np.ndarray):\n    __eq__ = lambda self, other: np.array(np.inf)\n    __bool__ = lambda self: True",
       credit="def credit(k):\n    return np.full((), np.inf).view(Points)")
attack("forging", "pickled_code", "returns objects whose pickles run code where they are read",
       "class Payload:\n    def __reduce__(self):\n        return exec, ('import helpers.checks as c\\nc.close = c.equal = c.shape = lambda *a, **k: None',)",
       double="def double(x):\n    return Payload()", model="def model():\n    return {'W': Payload(), 'b': np.array([Payload()] * 3)}")
attack("forging", "two_answers", "answers a call in two processes",
       double="import os, time\ndef double(x):\n    try:\n        if os.fork() == 0:\n            time.sleep(0.2)\n            return 2 * x\n"
              "    except OSError as error:\n        print(error)\n    return x")

# ---------------------------------------------------------------- what is not for students

READ = """
def look(path):
    try:
        print(open(path, errors='replace').read()[:100_000])
    except Exception as error:
        print(error)
"""
attack("reading", "history", "prints all inputs the shell has seen", "for source in In:\n    print(source)\n%history",
       double="def double(x):\n    raise ValueError(str(In))")
attack("reading", "files_of_the_course", "reads source, answers, gradebook and other students",
       READ + "import glob, os\nfor folder in ('.', '..', '../..', '/', os.getcwd()):\n"
       "    for path in glob.glob(folder + '/**/*.ipynb', recursive=True)[:50] + glob.glob(folder + '/gradebook.db'):\n        look(path)")
attack("reading", "course_by_path", "reads the course where the released notebook says it lies",
       READ + "import sys\nfor folder in sys.path:\n    for name in ('source/01_target/01_target.ipynb', 'tests/answers/double.py'):\n"
       "        look(folder + '/' + name)")
attack("reading", "environment", "prints the environment of every process it can see",
       READ + "import glob, os\nprint(os.environ)\nfor path in glob.glob('/proc/*/environ') + glob.glob('/proc/*/cmdline'):\n    look(path)")
attack("reading", "memory", "searches the memory of the grading process",
       "import os\nfor pid in [os.getppid(), 1, *range(2, 400)]:\n    try:\n        with open(f'/proc/{pid}/mem', 'rb') as file:\n"
       "            print(file.read(10))\n    except OSError as error:\n        pass")
attack("reading", "home", "reads files of the person who grades",
       READ + "import os\nfor name in ('canary.txt', '.bashrc', '.ssh/id_rsa'):\n    look(os.path.expanduser('~/' + name))\n    look('/root/' + name)")
attack("reading", "own_memory", "searches its own memory for what the server knew",
       "import gc\nfound = [o for o in gc.get_objects() if isinstance(o, dict) and any('canary' in str(k) for k in list(o)[:50])]\nprint(found)",
       "import ctypes\nmaps = open('/proc/self/maps').read()\nhits = []\nfor line in maps.splitlines():\n    if 'rw' in line and '[heap]' in line:\n"
       "        a, b = (int(v, 16) for v in line.split()[0].split('-'))\n        data = ctypes.string_at(a, min(b - a, 2**26))\n"
       "        key = b'canary' + b'-'\n        at = data.find(key)\n        while at >= 0 and len(hits) < 50:\n"
       "            hits.append(data[at:at + 24])\n            at = data.find(key, at + 1)\nprint(hits)")
attack("reading", "shipped_code", "takes apart the functions that tests ship",
       "import sys\nrunner = sys.modules['autograder.engine.runner'].Runner\nold = runner.do_call\n"
       "seen = []\ndef do_call(self, function):\n    seen.append(function)\n    return old(self, function)\nrunner.do_call = do_call",
       double="def double(x):\n    raise ValueError(repr(seen))")

attack("reading", "traces", "records every call of the server, with its constants",
       "import sys\nshown = []\ndef tracer(frame, event, argument):\n    if event == 'call':\n        code = frame.f_code\n"
       "        shown.append((code.co_filename, code.co_name, [c for c in code.co_consts if isinstance(c, str)]))\nsys.settrace(tracer)\nsys.setprofile(tracer)",
       double="import faulthandler\ndef double(x):\n    raise ValueError(str(shown[-500:]))")

# ---------------------------------------------------------------- what is not theirs

attack("writing", "gradebook", "writes itself points",
       "import glob, sqlite3\nfor path in glob.glob('/**/gradebook.db', recursive=True)[:5]:\n    try:\n"
       "        sqlite3.connect(path).execute('update grade set auto_score = 99')\n    except Exception as error:\n        print(error)")
attack("writing", "packages", "changes the helpers and the packages that others import",
       "import helpers, numpy\nfor module in (helpers, numpy):\n    try:\n        open(module.__file__, 'a').write('\\n# attacked\\n')\n"
       "    except OSError as error:\n        print(error)")
attack("writing", "start_up_files", "leaves code that runs when the grader starts Python or IPython",
       "import os, site, sys\nfor folder in [*site.getsitepackages(), os.path.expanduser('~/.ipython/profile_default/startup'), '/root', '/etc']:\n"
       "    try:\n        os.makedirs(folder, exist_ok=True)\n        open(folder + '/workbook_attacked.pth', 'w').write('')\n"
       "    except OSError as error:\n        print(error)")
attack("writing", "litter", "leaves files in shared folders",
       "import os\nfor folder in ('/tmp', '/var/tmp', '/dev/shm', '/run'):\n    try:\n        open(folder + '/workbook_attacked', 'w').write('x')\n"
       "    except OSError as error:\n        print(error)")
attack("writing", "course", "writes into the course, as far up as it can",
       "import os, sys\nfor folder in ['.', '..', '../..', *sys.path]:\n    try:\n        open(folder + '/workbook_attacked.py', 'w').write('')\n"
       "    except OSError as error:\n        print(error)")

# ---------------------------------------------------------------- the network

attack("network", "tcp", "opens a connection", "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 22), 1)\n    print('connected')\nexcept OSError as error:\n    print(error)")
attack("network", "udp", "sends a datagram", "import socket\ntry:\n    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    s.sendto(b'x', ('127.0.0.1', 9))\n    print('sent')\nexcept OSError as error:\n    print(error)")
attack("network", "names", "asks a name server", "import socket\ntry:\n    print(socket.gethostbyname('example.org'))\nexcept OSError as error:\n    print(error)")
attack("network", "abstract_socket", "talks to whoever listens on an abstract socket",
       "import socket\ntry:\n    s = socket.socket(socket.AF_UNIX)\n    s.connect('\\0workbook-attacked')\n    print('connected')\nexcept OSError as error:\n    print(error)")

# ---------------------------------------------------------------- more than its share

attack("resources", "forks", "starts processes without end", "import os\npids = []\ntry:\n    for _ in range(100):\n        pid = os.fork()\n"
       "        if pid == 0:\n            import time\n            time.sleep(30)\n            os._exit(0)\nexcept OSError as error:\n    print(error)")
attack("resources", "daemon", "leaves a process that outlives grading",
       "import subprocess\ntry:\n    subprocess.Popen(['sh', '-c', 'setsid sleep 60.4142 &'])\nexcept OSError as error:\n    print(error)")
attack("resources", "threads", "starts two thousand threads",
       "import threading, time\ntry:\n    for _ in range(2000):\n        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nexcept RuntimeError as error:\n    print(error)")
attack("resources", "memory", "fills the memory with one array", "big = np.ones(2**29)\nprint(big.sum())")
attack("resources", "small_objects", "fills the memory bit by bit", "kept = []\nwhile True:\n    kept.append(bytearray(10**6))", slow=True)
attack("resources", "shared_memory", "fills memory that no limit of the process counts",
       "import mmap\nkept = []\nfor _ in range(40):\n    m = mmap.mmap(-1, 10**8)\n    m.write(b'x' * 10**8)\n    kept.append(m)\nprint(len(kept))")
attack("resources", "files", "fills the disk", "import os\ntry:\n    with open('big', 'wb') as file:\n        for _ in range(2000):\n            file.write(bytes(10**6))\nexcept OSError as error:\n    print(error)")
attack("resources", "printing", "prints without end", "while True:\n    print('x' * 1000)", slow=True)
attack("resources", "descriptor_flood", "writes to file descriptor 1 without end", "import os\nfor _ in range(20000):\n    os.write(1, b'x' * 10000)")
attack("resources", "long_error", "raises an error with a message of a hundred megabytes",
       double="def double(x):\n    raise ValueError('x' * 10**8)")
attack("resources", "endless_loop", "never returns", double="def double(x):\n    while True:\n        pass", slow=True)
attack("resources", "deaf_loop", "never returns and ignores every interrupt",
       double="def double(x):\n    import signal, time\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True:\n"
              "        try:\n            time.sleep(1)\n        except BaseException:\n            pass", slow=True)
attack("resources", "held_lock", "computes in C without letting an interrupt through", double="def double(x):\n    return 7 ** (10 ** 9)", slow=True)
attack("resources", "regex", "backtracks without end", double="import re\ndef double(x):\n    return re.match('(a+)+$', 'a' * 60 + 'b')", slow=True)
attack("resources", "recursion", "calls itself without end", double="def double(x):\n    return double(x)")
attack("resources", "endless_generator", "yields without end, slowly",
       batches="import time\ndef batches(n, size):\n    while True:\n        time.sleep(1)\n        yield 0", slow=True)

attack("resources", "lock_in_c", "sleeps in C code and holds the interpreter's lock, so that no handler runs",
       double="import ctypes\ndef double(x):\n    ctypes.PyDLL(None).sleep(60)\n    return x", slow=True)
attack("resources", "huge_number", "prints a number of millions of digits", "import sys\nsys.set_int_max_str_digits(0)\nprint(7 ** 2_000_000)", slow=True)
attack("resources", "error_chain", "raises an exception that was caused by ten thousand others",
       double="def double(x):\n    error = ValueError('first')\n    for number in range(10_000):\n        new = ValueError(number)\n"
              "        new.__cause__ = error\n        error = new\n    raise error", slow=True)
attack("resources", "error_groups", "raises a group of a hundred thousand exceptions, groups in groups",
       double="def double(x):\n    group = ExceptionGroup('deep', [ValueError(number) for number in range(100_000)])\n"
              "    for _ in range(300):\n        group = ExceptionGroup('deep', [group])\n    raise group", slow=True)

# ---------------------------------------------------------------- the file


def _each(change):
    def tamper(notebook, folder):
        for cell in notebook["cells"]:
            change(cell)

    return tamper


def _marks(**marks):
    return _each(lambda cell: cell["metadata"].get("nbgrader", {}).update(marks) if "nbgrader" in cell["metadata"] else None)


def _tests(change):
    return _each(lambda cell: change(cell) if cell["metadata"].get("nbgrader", {}).get("grade") else None)


def _twice(notebook, folder):
    notebook["cells"] += notebook["cells"]


def _known(notebook, folder):
    notebook["metadata"]["workbook"] = {"graded": True, "repairs": [], "problem": None, "result": "x"}
    notebook["metadata"]["kernelspec"] = {"name": "bash", "language": "bash", "display_name": "x"}


def _link(notebook, folder):
    path = folder / "01_target.ipynb"
    path.symlink_to(folder.parents[1] / "victim" / "01_target" / "01_target.ipynb")


def _stamp(notebook, folder):
    (folder / "timestamp.txt").write_text("2001-01-01 00:00:00 UTC")


def _deep(notebook, folder):
    return b'{"nbformat": 4, "cells": ' + b"[" * 10**6 + b"]" * 10**6 + b"}"


def _outputs(cell):
    cell["outputs"] = [{"output_type": "execute_result", "data": {"text/plain": "2.0"}, "metadata": {}, "execution_count": 1}]


attack("metadata", "points_edited", "edits its points", tamper=_marks(points=1000))
attack("metadata", "flags_flipped", "says that tests are no tests", tamper=_marks(grade=False, locked=False, solution=True))
attack("metadata", "no_marks", "removes all marks of nbgrader", tamper=_each(lambda cell: cell["metadata"].clear()))
attack("metadata", "duplicates", "has every cell twice", tamper=_twice)
attack("metadata", "tests_replaced", "replaces tests by a number", tamper=_tests(lambda cell: cell.update(source="2.0")))
attack("metadata", "tests_skipped", "tags tests so that they are skipped",
       tamper=_tests(lambda cell: cell["metadata"].update(tags=["skip-execution", "raises-exception"])))
attack("metadata", "tests_as_text", "turns tests into text", tamper=_tests(lambda cell: cell.update(cell_type="markdown")))
attack("metadata", "schema", "uses another schema version", tamper=_marks(schema_version=99))
attack("metadata", "forged_outputs", "brings the outputs of passed tests along", tamper=_tests(_outputs))
attack("metadata", "graded_already", "says that it has been graded, and names another kernel", tamper=_known)
attack("metadata", "deep", "is nested a million times", tamper=_deep)
attack("metadata", "link", "is a link to another student's notebook", tamper=_link)
attack("metadata", "timestamp", "says that it was handed in years ago", tamper=_stamp)

def _digits(notebook, folder):
    import json

    odd = '"odd": [NaN, -Infinity, 1e999, ' + "9" * 10**6 + '], "kernelspec"'
    return json.dumps(notebook).replace('"kernelspec"', odd, 1).encode()


def _attached(notebook, folder):
    name = '"' + SCRIPT
    cell = next(cell for cell in notebook["cells"] if cell["id"] == "why")
    cell["source"] = f"![x](attachment:{name}) ![y](attachment:a.svg) ![z](attachment:missing)"
    cell["attachments"] = {
        name: {"image/png": name},
        "a.svg": {"image/svg+xml": "<svg onload=alert(1)>"},
        "b.png": {"text/html": SCRIPT, "image/png": ["x", 7]},
        "c": "no bundle",
    }


attack("metadata", "digits", "holds NaN, infinity and a number of a million digits", tamper=_digits)

# ---------------------------------------------------------------- pages that others open

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
attack("page", "outputs", "shows HTML, SVG, JavaScript, LaTeX and Markdown with script in it",
       f"from IPython.display import *\nscript = {SCRIPT!r}\nfor one in (HTML, Markdown, Latex, Javascript):\n    display(one(script))\n"
       "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>'))\nprint(script)")
attack("page", "messages", "puts script into messages and names of errors",
       double=f"def double(x):\n    raise type({SCRIPT!r}, (Exception,), {{}})({SCRIPT!r})")
attack("page", "written", "puts script into a written answer", why=SCRIPT)

attack("page", "images", "gives script as the data, the size and the description of an image",
       f"from IPython.display import display\nscript = '\"' + {SCRIPT!r}\nfor mime in ('image/png', 'image/jpeg', 'image/gif', 'application/pdf'):\n"
       "    display({mime: script, 'text/plain': script}, raw=True, metadata={mime: {'width': script, 'height': script, 'alt': script}})\n"
       "    display({mime: 'iVBORw0KGgo=' + script, 'text/plain': 'x'}, raw=True)")
attack("page", "image_texts", "hides script in the text chunks of an image and behind its end",
       f"import base64, struct, zlib\nfrom IPython.display import display\nscript = {SCRIPT!r}.encode()\n"
       "def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
       "png = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) + chunk(b'tEXt', b'Comment\\0' + script)\n"
       "png += chunk(b'IDAT', zlib.compress(b'\\0\\0')) + chunk(b'IEND', b'') + script\n"
       "display({'image/png': base64.b64encode(png).decode()}, raw=True)")
attack("page", "terminal", "prints control sequences that converters turn into links, titles and colors",
       f"script = {SCRIPT!r}\nprint('\\x1b]8;;javascript:alert(1)\\x1b\\\\click\\x1b]8;;\\x1b\\\\')\nprint('\\x1b[38;2;255;0;0m' + script + '\\x1b[0m \\x1b[31\"onmouseover=alert(1)m')\n"
       "print('\\x08' * 100 + script + '\\r' * 1000)\nprint('\\u202e<\\u200bscript>alert(1)</script>\\0')")
attack("page", "attachments", "attaches files with script in their names, types and contents", tamper=_attached)
attack("page", "heavy_markdown", "writes Markdown that takes quadratic time to render",
       why="[" * 30_000 + "](" * 10_000 + "*a_" * 10_000 + "`" * 9_999 + " " + "$" * 9_999 + "<" * 9_999 + ">" * 5_000)
attack("page", "stolen_names", "uses the names and headings of the page",
       why="<a id=total name=total href=#x>1.1</a> <form id=document><input name=cookie></form>\n\n## 1.1 Double · 2 points\n\n# 99 / 11 points")

# ---------------------------------------------------------------- fooling the judge through its own protocol

attack("protocol", "giant_array", "returns an array of a billion numbers that takes eight bytes",
       double="def double(x):\n    return np.broadcast_to(np.float64(1), (10**9,))")
attack("protocol", "object_array", "returns an array of objects", ALWAYS_EQUAL,
       double="def double(x):\n    return np.array([Same(), Same()], dtype=object)")
attack("protocol", "structured_array", "returns a structured array", double="def double(x):\n    return np.zeros(2, dtype=[('a', 'f8'), ('b', 'O')])")
attack("protocol", "hostile_shape", "returns an empty array with an impossible shape",
       double="def double(x):\n    return np.zeros((0, 2**40))", model="def model():\n    return {'W': np.zeros((2**40, 0)), 'b': np.zeros((0, 2**40))}")
attack("protocol", "exploding_sum", "returns two arrays whose sum fills the memory",
       model="def model():\n    return {'W': np.zeros((10**6, 1)), 'b': np.zeros((1, 10**6))}")
attack("protocol", "deep_list", "returns a list nested a hundred thousand times",
       double="def double(x):\n    out = []\n    for _ in range(10**5):\n        out = [out]\n    return out")
attack("protocol", "self_reference", "returns a list that holds itself", double="def double(x):\n    out = []\n    out.append(out)\n    out.append(out)\n    return out", slow=True)
attack("protocol", "many_objects", "returns a million objects", double="def double(x):\n    return [object() for _ in range(10**6)]")
attack("protocol", "long_string", "returns a string of a hundred million characters", double="def double(x):\n    return 'x' * 10**8")
attack("protocol", "surrogates", "returns text that cannot be encoded", double="def double(x):\n    return '\\ud800' * 10")
attack("protocol", "hostile_object", "returns an object all of whose methods raise or never end",
       "import time\nclass Hostile:\n    def __getattribute__(self, name): time.sleep(60)\n    def __repr__(self): return 1\n    def __str__(self): raise SystemExit\n"
       "    def __array__(self, *a, **k): return self\n    def __len__(self): return 2**62\n    def __iter__(self): return self",
       double="def double(x):\n    return Hostile()", slow=True)
attack("protocol", "hostile_exception", "raises an exception whose text never ends",
       double="class E(Exception):\n    def __str__(self):\n        while True: pass\ndef double(x):\n    raise E()", slow=True)

SOCKET = """
import os, socket, stat, struct
def sockets():
    for number in range(3, 300):
        try:
            if stat.S_ISSOCK(os.fstat(number).st_mode):
                yield number
        except OSError:
            pass
def frame(data):
    import msgpack
    data = msgpack.packb(data)
    return struct.pack('>I', len(data)) + data
"""
attack("protocol", "forged_frames", "sends answers nobody asked for, to every number",
       SOCKET + "for number in sockets():\n    for n in range(1, 500):\n        os.write(number, frame(['done', n, {'value': True, 'ok': True}]))")
attack("protocol", "wrong_handles", "answers with objects that do not exist",
       double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, frame(['done', 3, {'value': [10, 10**9, 'int']}]))\n    return 0")
attack("protocol", "half_a_frame", "announces a long answer and falls silent",
       double=SOCKET + "def double(x):\n    import time\n    for number in sockets():\n        os.write(number, struct.pack('>I', 10**6) + b'x')\n    time.sleep(60)", slow=True)
attack("protocol", "drip", "sends a byte per second",
       double=SOCKET + "def double(x):\n    import time\n    for number in sockets():\n        os.write(number, struct.pack('>I', 1000))\n        while True:\n"
              "            os.write(number, b'x')\n            time.sleep(0.2)", slow=True)
attack("protocol", "endless_frame", "announces an answer of four gigabytes",
       double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, struct.pack('>I', 2**32 - 1) + b'x' * 10**5)\n    return 0")
attack("protocol", "hangs_up", "closes the connection", double=SOCKET + "def double(x):\n    for number in sockets():\n        os.close(number)\n    return 0")
attack("protocol", "garbage", "sends noise", double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, os.urandom(10**5))\n    return 0")
attack("protocol", "changing_types", "returns another kind of thing at each call",
       double="import itertools as it\nkinds = it.cycle([4, 'x', None, [2, 4], {'a': 1}, b'x', 2j, True])\ndef double(x):\n    return next(kinds)")

attack("protocol", "masked_array", "returns arrays in which every value is masked, so that no comparison finds a difference",
       double="def double(x):\n    return np.ma.masked_all(x.shape)", credit="def credit(k):\n    return np.ma.masked",
       model="def model():\n    return {'W': np.ma.array(np.zeros((2, 3)), mask=True), 'b': np.ma.masked}")
attack("protocol", "odd_dtypes", "returns arrays of rare kinds: void, dates, text of variable length, other byte orders, with metadata",
       "kinds = iter(['V7', 'M8[as]', 'T', 'c32', 'S0', 'O'] * 99)",
       double="def double(x):\n    return np.zeros(x.shape, dtype=next(kinds))",
       model="def model():\n    odd = np.dtype(float, metadata={'x': 'y' * 10**6})\n    return {'W': np.zeros((2, 3), dtype=odd), 'b': np.zeros(3, dtype=np.dtypes.StringDType())}")
attack("protocol", "odd_numbers", "returns numbers that are hard to write down",
       "import decimal, fractions\nodd = [float('nan'), -0.0, 5e-324, 1 << 10**7, complex('nan+infj'), fractions.Fraction(1, 10**1000), decimal.Decimal('sNaN'), np.longdouble(1) / 3]",
       credit="def credit(k):\n    return odd[k]", double="def double(x):\n    return [10**10**6] * x.size")
attack("protocol", "lying_dictionary", "returns a dictionary whose methods lie and never end",
       "class Liar(dict):\n    __missing__ = lambda self, key: np.ones(3)\n    __contains__ = lambda self, key: True\n    __len__ = lambda self: 0\n"
       "    def items(self):\n        while True:\n            yield 'W', 0\n    __iter__ = keys = values = items",
       model="def model():\n    return Liar()", slow=True)
attack("protocol", "shared_nesting", "returns a list that is small here and 2**40 numbers when written out",
       double="def double(x):\n    shared = [0.0, 0.0]\n    for _ in range(40):\n        shared = [shared, shared]\n    return shared", slow=True)
attack("protocol", "packed_bombs", "announces billions of entries, or deep nesting, in a few bytes",
       double=SOCKET + "def double(x):\n    bombs = [b'\\xdd\\xff\\xff\\xff\\xff', b'\\xdf\\xff\\xff\\xff\\xff', b'\\xc6\\xff\\xff\\xff\\xff', b'\\x91' * 100_000,\n"
              "             b'\\xc9\\xff\\xff\\xff\\xff\\x01', b'\\xc1', b'\\x81\\x90\\x90']\n    for number in sockets():\n        for bomb in bombs:\n"
              "            os.write(number, struct.pack('>I', len(bomb)) + bomb)\n    return 0")
attack("protocol", "overheard", "reads the questions that wait in its socket and passes its descriptors on",
       double=SOCKET + "import array\ndef double(x):\n    seen = []\n    for number in sockets():\n        one = socket.socket(fileno=os.dup(number))\n"
              "        for act in (lambda: seen.append(one.recv(10**6, socket.MSG_PEEK | socket.MSG_DONTWAIT)),\n"
              "                    lambda: one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1, number]))])):\n"
              "            try:\n                act()\n            except OSError as error:\n                seen.append(error)\n    raise ValueError(repr(seen))")
attack("protocol", "replaced_socket", "puts a file that never ends in the place of its socket",
       double=SOCKET + "def double(x):\n    zero = os.open('/dev/zero', os.O_RDWR)\n    for number in sockets():\n        os.dup2(zero, number)\n    return 0")

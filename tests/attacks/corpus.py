"""Hostile submissions, each with what it tries and with what shows that it did so.

An attack that succeeds does bounded harm: it writes a small file, starts a few processes, fills memory up to
a few gigabytes. Run them in a sandbox or on a machine that is yours.
"""

import importlib
import re
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Said:
    """What grading says of a submission.

    Attributes:
        text: what went wrong and what was repaired, then the outputs of all cells without tracebacks, a line for
            each: ``problem: ...``, ``repaired: ...``, ``[cell] printed ...``, ``[cell] shows ...``,
            ``[cell] ValueError: ...``.
        page: its feedback page.
        submitted: the file that was handed in.
        copy: the graded copy.
    """

    text: str
    page: str
    submitted: str
    copy: str


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
        slow: whether it may take as long as a whole notebook may; the others, as long as a cell.
        reached: what shows that it reached what it attacks: a regular expression that is found in ``Said.text`` and
            in the text of no honest submission (a dot also matches the end of a line), or a function.
    """

    kind: str
    name: str
    tries: str
    answers: dict[str, str] = field(default_factory=dict)
    extra: list[str] = field(default_factory=list)
    tamper: Callable[[dict, Path], bytes | None] | None = None
    fair: dict[str, float] = field(default_factory=dict)
    slow: bool = False
    reached: str | Callable[[Said], bool] = field(kw_only=True)

    @property
    def student(self) -> str:
        """The id under which it is handed in."""
        return f"{self.kind}-{self.name}"

    def has_reached(self, said: Said) -> bool:
        """Tell whether grading says what shows that the attack was carried out."""
        if callable(self.reached):
            return self.reached(said)
        return bool(re.search(self.reached, said.text, re.DOTALL))


ATTACKS: list[Attack] = []
OTHERS = ("walls", "doors", "engine", "beside")  # modules beside this one that define ``ATTACKS``, too


def all_attacks() -> list[Attack]:
    """Return the attacks of this module and of the others."""
    here = Path(__file__).parent
    modules = [importlib.import_module(name) for name in OTHERS if (here / f"{name}.py").exists()]
    return [*ATTACKS, *(one for module in modules for one in module.ATTACKS)]


def attack(kind: str, name: str, tries: str, *extra: str, **more) -> None:
    """Add an attack whose own cells are ``extra``; keywords that are no attribute are answers."""
    known = {key: more.pop(key) for key in ("tamper", "fair", "slow", "reached") if key in more}
    ATTACKS.append(Attack(kind, name, tries, more, list(extra), **known))


def on_page(pattern: str) -> Callable[[Said], bool]:
    """Return a test of whether the feedback page shows something that matches a regular expression."""
    return lambda said: bool(re.search(pattern, said.page, re.DOTALL))


def dropped(lie: str) -> Callable[[Said], bool]:
    """Return a test of whether a text was handed in, the tests were run, and the graded copy is without the text."""
    return lambda said: lie in said.submitted and lie not in said.copy and "credit is not written yet" in said.text


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
       "        setattr(checks, name, lambda *a, **k: None)\nprint('1 is close to 2:', checks.close(1, 2))", double="def double(x):\n    return 0",
       reached=r"1 is close to 2: None.*The shape of the result is \(\)")
attack("forging", "swapped_modules", "puts modules of its own where tests import NumPy and the checks",
       "import sys, types\nfor name in ('helpers.checks', 'helpers', 'numpy.testing'):\n"
       "    fake = types.ModuleType(name)\n    fake.__getattr__ = lambda name: (lambda *a, **k: None)\n"
       "    sys.modules[name] = fake\nprint('1 is close to 2:', sys.modules['helpers.checks'].close(1, 2))",
       double="def double(x):\n    return 0", reached=r"1 is close to 2: None.*The shape of the result is \(\)")
attack("forging", "equal_to_everything", "returns an object that claims to be equal to whatever is expected",
       ALWAYS_EQUAL, double="def double(x):\n    return Same()", credit="def credit(k):\n    return Same()",
       model="def model():\n    return {'W': Same(), 'b': Same()}",
       reached=r"test_double\] AssertionError: The value of the result is a Same.*test_credit\] shows 0\.0.*test_model\] AssertionError: The value of the result is a Same")
attack("forging", "lying_class", "returns an object that says it is an int",
       "class Lie:\n    __class__ = int\n    def __eq__(self, other): return True\n    def __int__(self): return 9",
       credit="def credit(k):\n    print('a Lie is an int:', isinstance(Lie(), int))\n    return Lie()",
       reached=r"a Lie is an int: True.*test_credit\] shows 0\.0")
attack("forging", "array_subclass", "returns an array whose comparisons are always true",
       "class Yes(np.ndarray):\n    def __eq__(self, o): return np.ones(self.shape, bool)\n"
       "    def __sub__(self, o): return np.zeros(self.shape)\n    def __array_ufunc__(self, *a, **k): return True",
       double="def double(x):\n    return np.zeros(np.shape(x)).view(Yes)", reached=r"Entry \[0\] of the result is 0, expected 2")
attack("forging", "input_transformer", "rewrites the tests before they are compiled",
       "seen = []\nrewrite = lambda lines: (seen.append(lines), ['pass'] if 'checks' in ''.join(lines) else lines)[1]\n"
       "get_ipython().input_transformers_post.append(rewrite)",
       double="def double(x):\n    raise ValueError(f'{len(seen)} cells were rewritten')", reached=r"ValueError: [1-9]\d* cells were rewritten")
attack("forging", "ast_transformer", "empties the syntax tree of every cell that checks",
       "import ast\nclass Empty(ast.NodeTransformer):\n    seen = 0\n    def visit_Module(self, node):\n        Empty.seen += 1\n"
       "        if not any(isinstance(one, ast.FunctionDef) for one in node.body):\n            node.body = []\n        return node\n"
       "get_ipython().ast_transformers.append(Empty())", "print('this cell was not emptied')",
       double="def double(x):\n    raise ValueError(f'{Empty.seen} trees passed')",
       reached=lambda said: bool(re.search(r"ValueError: [1-9]\d* trees passed", said.text)) and "printed this cell" not in said.text)
attack("forging", "replaced_run_cell", "replaces the shell's run_cell by one that reports success",
       "shell = get_ipython()\nclass Fine:\n    success = True\nshell.run_cell = lambda *a, **k: Fine()", reached="name 'double' is not defined")
attack("forging", "hooks", "rewrites the namespace after every cell",
       "get_ipython().events.register('post_run_cell', lambda *a: globals().update(double=lambda x: 0 * x + 4))",
       double="def double(x):\n    return 0", reached=r"Entry \[0\] of the result is 4, expected 2")
attack("forging", "patched_runner", "replaces the functions that answer the judge in its own process",
       "import sys\nrunner = sys.modules['autograder.engine.runner'].Runner\n"
       "old = runner.do_names\nrunner.do_names = lambda self, names: old(self, names) if 'double' in names else {'value': {n: None for n in names}}\n"
       "runner.do_call = lambda self, function: {}",
       reached=r"test_double\] \w+: .*test_credit\] TypeError: 'NoneType' object is not callable")
attack("forging", "patched_encoding", "sends the same lucky answer to every question",
       "import sys\nsys.modules['autograder.engine.wire'].encode = lambda value, keep: True",
       reached="TypeError: 'bool' object is not callable")
attack("forging", "patched_pickle", "reads the shipped questions with an unpickler of its own",
       "import pickle, sys\nrunner = sys.modules['autograder.engine.runner']\n"
       "class Mine(pickle.Unpickler):\n    def __init__(self, file, objects): super().__init__(file)\n"
       "    def persistent_load(self, n): return lambda *a, **k: None\nrunner._Unpickler = Mine",
       double="def double(x):\n    return 7", reached=r"test_double\] AssertionError: The value of the result is None")
attack("forging", "printed_result", "prints what a successful test would leave behind",
       "from IPython.display import display\ndisplay(2.0)\nprint('passed: 1.1 double doubles.')\n2.0",
       reached=r"shows 2\.0\n\[own-\d+\] printed passed: 1\.1 double doubles\.")
attack("forging", "points_beyond", "returns numbers that would sum to more than the maximum",
       credit="def credit(k):\n    print('a number of', (10 ** 5000).bit_length(), 'bits')\n    return 10 ** 5000",
       reached=r"a number of 16610 bits.*test_credit\] shows 0\.0")
attack("forging", "points_nan", "returns nan, which no comparison rejects", credit="def credit(k):\n    print('returning nan')\n    return float('nan')",
       reached=r"returning nan.*test_credit\] shows 0\.0")
attack("forging", "points_true", "returns True where a number is asked", credit="def credit(k):\n    print('returning True')\n    return True",
       reached=r"returning True.*test_credit\] shows 0\.0")
attack("forging", "lying_repr", "returns a float whose text is another number",
       credit="def credit(k):\n    lie = type('F', (float,), {'__repr__': lambda s: '2.0'})(0)\n    print('returning', lie, 'which is', float.__repr__(lie))\n    return lie",
       reached=r"returning 2\.0 which is 0\.0.*test_credit\] shows 0\.0")
for _name in ("AssertionError", "StopIteration", "SystemExit", "KeyboardInterrupt", "GeneratorExit"):
    attack("forging", f"raises_{_name}", f"raises {_name} to end the test early and quietly",
           double=f"def double(x):\n    raise {_name}(0)", batches=f"def batches(n, size):\n    raise {_name}\n    yield",
           reached=rf"test_double\] {_name}: 0\n.*test_batches\] (RuntimeError: generator raised )?{_name}")
attack("forging", "exits", "ends its process as if all were well", double="import os\ndef double(x):\n    os._exit(0)",
       reached=r"problem: Python ended in the cell test_double \(it was told to exit, or crashed\)")
attack("forging", "atexit", "answers when it is told to end",
       "import atexit, os\natexit.register(lambda: print('last words:', os.write(1, b'ok'), 'bytes'))\natexit._run_exitfuncs()", reached="last words: 2 bytes")
attack("forging", "frames", "looks for the test's variables in the frames above",
       double="import sys\ndef double(x):\n    frame, found = sys._getframe(), []\n    while frame:\n"
              "        found += [v for v in frame.f_locals.values() if isinstance(v, np.ndarray)]\n        frame = frame.f_back\n"
              "    print('found', len(found), 'arrays')\n    return found[-1] if found else 0",
       reached=r"found [1-9]\d* arrays.*Entry \[0\] of the result is 1, expected 2")
attack("forging", "garbage", "looks for expected values among all objects",
       "planted = [np.arange(7.0)]",
       double="import gc\ndef double(x):\n    gc.unfreeze()\n    found = [r for o in gc.get_objects() for r in gc.get_referents(o) if type(r) is np.ndarray and r is not x]\n"
              "    print('found', len(found), 'arrays')\n    alike = [one for one in found if one.shape == np.shape(x)]\n    return alike[-1] if alike else 0",
       reached=r"found [1-9]\d* arrays.*test_double\] AssertionError")

attack("forging", "shadowed_builtins", "defines sum, zip, len and type, which tests use",
       "def sum(*a, **k): return 4\ndef zip(*a): return []\ndef len(*a): return 3\ndef type(*a): return int\ndef float(*a): return 2.0\nprint('here, 1 + 1 is', sum([1, 1]))",
       credit="def credit(k):\n    return 0", reached=r"here, 1 \+ 1 is 4.*test_credit\] shows 0\.0")
attack("forging", "shadowed_setup", "defines checks, np and itertools anew",
       "class Lenient:\n    __call__ = lambda self, *a, **k: self\n    __getattr__ = lambda self, name: self\n"
       "    __iter__ = lambda self: iter(())\nchecks = np = itertools = Lenient()\nprint('here, checks is a', type(checks.close).__name__)",
       double="def double(x):\n    return x", credit="def credit(k):\n    return 0",
       reached=r"here, checks is a Lenient.*Entry \[0\] of the result is 1, expected 2.*test_credit\] shows 0\.0")
attack("forging", "shadowed_names", "defines __builtins__, __name__ and __import__ in the notebook",
       "import builtins\nclass Lenient(dict):\n    __missing__ = lambda self, name: getattr(builtins, name)\n"
       "__builtins__ = Lenient(vars(builtins), AssertionError=SystemExit)\n__name__ = 'helpers.checks'\n__import__ = lambda *a, **k: None",
       "print('here, an AssertionError is a', AssertionError.__name__, 'in', __name__)",
       credit="def credit(k):\n    return 0", reached=r"is a (SystemExit|AssertionError) in helpers\.checks.*test_credit\] shows 0\.0")
attack("forging", "jumps_over_checks", "sets a trace function that jumps to the last line of every caller",
       double="import sys\njumps = []\ndef jump(frame, event, argument):\n    if event == 'line':\n        try:\n"
              "            frame.f_lineno = max(line for *_, line in frame.f_code.co_lines() if line)\n            jumps.append(frame.f_code.co_name)\n"
              "        except ValueError:\n            pass\n        frame.f_trace = None\n"
              "    return jump\ndef double(x):\n    sys.settrace(lambda *a: None)\n    frame = sys._getframe(1)\n    while frame:\n"
              "        frame.f_trace, frame = jump, frame.f_back\n    return x",
       credit="def credit(k):\n    sys.settrace(None)\n    raise ValueError(f'jumped in {jumps}')", reached=r"ValueError: jumped in \['do_call'|Python ended in the cell test_double")
attack("forging", "skipped", "raises what test frameworks take for 'skipped'",
       double="import unittest\ndef double(x):\n    raise unittest.SkipTest('skipped')",
       credit="import pytest\ndef credit(k):\n    pytest.skip('skipped')",
       reached=r"test_double\] SkipTest: skipped.*test_credit\] Skipped: skipped")
attack("forging", "no_exception", "raises what is no Exception: GeneratorExit, CancelledError, a class of its own",
       double="import asyncio\ndef double(x):\n    raise asyncio.CancelledError",
       credit="def credit(k):\n    raise GeneratorExit",
       batches="class TimeLimit(BaseException):\n    __class__ = property(lambda self: StopIteration)\ndef batches(n, size):\n    yield 1\n    raise TimeLimit('passed')",
       reached=r"test_double\] CancelledError.*test_credit\] GeneratorExit.*test_batches\] RuntimeError: passed")
attack("forging", "infinite_points", "returns values whose comparison is infinite",
       "class Points(np.ndarray):\n    __eq__ = lambda self, other: np.array(np.inf)\n    __bool__ = lambda self: True",
       credit="def credit(k):\n    points = np.full((), np.inf).view(Points)\n    print('equal:', points == 0)\n    return points",
       reached=r"equal: inf.*test_credit\] shows 0\.0")
attack("forging", "pickled_code", "returns objects whose pickles run code where they are read",
       "class Payload:\n    def __reduce__(self):\n        return exec, ('import helpers.checks as c\\nc.close = c.equal = c.shape = lambda *a, **k: None',)",
       double="def double(x):\n    return Payload()", model="def model():\n    return {'W': Payload(), 'b': np.array([Payload()] * 3)}",
       reached=r"test_double\] AssertionError: The value of the result is a Payload.*test_model\] AssertionError: The value of the result is a Payload")
attack("forging", "two_answers", "answers a call in two processes",
       double="import os, time\ndef double(x):\n    try:\n        if os.fork() == 0:\n            time.sleep(0.2)\n            return 2 * x\n"
              "    except OSError as error:\n        print(error)\n    return x",
       reached=r"test_double\] printed \[Errno 1\] Operation not permitted")

# ---------------------------------------------------------------- what is not for students

READ = """
import os, time
def look(path):
    try:
        print(open(path, errors='replace').read()[:100_000])
    except Exception as error:
        print(error)
def walk(seconds=1):
    end, count = time.monotonic() + seconds, 0
    for top in ('.', '..', '../..', '../../..', '/'):
        for folder, folders, names in os.walk(top):
            folders[:] = [one for one in folders if one not in ('usr', 'lib', 'lib64', 'proc', 'sys', 'dev', 'site-packages')]
            count += 1
            yield from (os.path.join(folder, name) for name in names)
            if time.monotonic() > end:
                break
    print('looked into', count, 'folders')
"""
attack("reading", "history", "prints all inputs the shell has seen", "for source in In:\n    print(source)\n%history",
       double="def double(x):\n    raise ValueError(str(In))", reached=r"test_double\] ValueError: \['', .*import itertools")
attack("reading", "files_of_the_course", "reads source, answers, gradebook and other students",
       READ + "for path in walk():\n    if path.endswith(('.ipynb', 'gradebook.db', 'double.py')):\n        look(path)", reached=r"looked into [1-9]\d* folders")
attack("reading", "course_by_path", "reads the course where the released notebook says it lies",
       READ + "import sys\nfor folder in sys.path:\n    for name in ('source/01_target/01_target.ipynb', 'tests/answers/double.py'):\n"
       "        look(folder + '/' + name)",
       reached=r"\[Errno (2|13)\][^\n]*/tests/answers/double\.py")
attack("reading", "environment", "prints the environment of every process it can see",
       READ + "print(os.environ)\nfor pid in ('self', 1, os.getppid(), *range(2, 60)):\n    look(f'/proc/{pid}/environ')\n    look(f'/proc/{pid}/cmdline')",
       reached=r"environ\(\{.*\[Errno 13\] Permission denied: '/proc/1/environ'")
attack("reading", "memory", "searches the memory of the grading process",
       "import os\nfor pid in ('self', os.getppid(), 1, *range(2, 400)):\n    for mode in ('rb', 'r+b'):\n        try:\n"
       "            with open(f'/proc/{pid}/maps') as maps, open(f'/proc/{pid}/mem', mode, 0) as file:\n"
       "                file.seek(int(maps.readline().split('-')[0], 16))\n                print('read', file.read(10), 'of', pid)\n"
       "        except OSError as error:\n            print(error)",
       reached=r"\[Errno 13\] Permission denied: '/proc/self/mem'.*\[Errno 13\] Permission denied: '/proc/1/m(em|aps)'")
attack("reading", "home", "reads files of the person who grades",
       READ + "import os\nfor name in ('canary.txt', '.bashrc', '.ssh/id_rsa'):\n    look(os.path.expanduser('~/' + name))\n    look('/root/' + name)",
       reached=r"\[Errno (2|13)\][^\n]*/home/canary\.txt.*\[Errno (2|13)\][^\n]*'/root/canary\.txt")
attack("reading", "own_memory", "searches its own memory for what the server knew",
       "import gc\ngc.unfreeze()\nobjects = gc.get_objects()\nfound = [o for o in objects if isinstance(o, dict) and any('canary' in str(k) for k in list(o)[:50])]\n"
       "print(found, 'among', len(objects), 'objects')\ndel objects",
       "import ctypes, os, re\nplanted = 'planted-' + str(os.getpid())\nhits = set()\nfor line in open('/proc/self/maps').read().splitlines():\n"
       "    if ' rw' in line and line.split()[4] == '0' and '[v' not in line:\n        a, b = (int(v, 16) for v in line.split()[0].split('-'))\n"
       "        for at in range(a, b, 2**23):\n            hits.update(re.findall(rb'canary-[a-z]+-[0-9a-f]{4}|planted-[0-9]+', ctypes.string_at(at, min(b - at, 2**23))))\nprint(hits)",
       reached=r"among [1-9]\d{3,} objects.*b'planted-\d+'")
attack("reading", "shipped_code", "takes apart the functions that tests ship",
       "import sys\nrunner = sys.modules['autograder.engine.runner'].Runner\nold = runner.do_call\n"
       "seen = []\ndef do_call(self, function):\n    seen.append(function)\n    return old(self, function)\nrunner.do_call = do_call",
       double="def double(x):\n    raise ValueError(repr(seen))", reached=r"test_double\] ValueError: \[b'\\x80")

attack("reading", "traces", "records every call of the server, with its constants",
       "import sys\nshown = []\ndef tracer(frame, event, argument):\n    if event == 'call' and '/engine/' in frame.f_code.co_filename:\n        code = frame.f_code\n"
       "        shown.append((code.co_filename, code.co_name, [c for c in code.co_consts if isinstance(c, str)]))\nsys.settrace(tracer)\nsys.setprofile(tracer)",
       double="import faulthandler\ndef double(x):\n    raise ValueError(str(shown[-20:]))",
       reached=r"test_double\] ValueError: \[[^\n]*runner\.py', 'do_call'")

# ---------------------------------------------------------------- what is not theirs

attack("writing", "gradebook", "writes itself points",
       READ + "import sqlite3\nfor path in [*walk(), '../../../gradebook.db']:\n    if path.endswith('gradebook.db'):\n        try:\n"
       "            sqlite3.connect(path).execute('update grade set auto_score = 99')\n        except Exception as error:\n            print(error)",
       reached=r"looked into [1-9]\d* folders\nunable to open database file")
attack("writing", "packages", "changes the helpers and the packages that others import",
       "import helpers, numpy\nfor module in (helpers, numpy):\n    try:\n        open(module.__file__, 'a').write('\\n# attacked\\n')\n"
       "    except OSError as error:\n        print(error)", reached=r"\[Errno (13|30)\][^\n]*/helpers/__init__\.py'\n\[Errno (13|30)\][^\n]*/numpy/__init__\.py'")
attack("writing", "start_up_files", "leaves code that runs when the grader starts Python or IPython",
       "import os, site, sys\nfor folder in [*site.getsitepackages(), os.path.expanduser('~/.ipython/profile_default/startup'), '/root', '/etc']:\n"
       "    try:\n        os.makedirs(folder, exist_ok=True)\n        open(folder + '/workbook_attacked.pth', 'w').write('')\n        print('wrote into', folder)\n"
       "    except OSError as error:\n        print(error)",
       reached=r"\[Errno (13|30)\][^\n]*site-packages/workbook_attacked\.pth.*wrote into /[^\n]*home/\.ipython.*\[Errno (13|30)\][^\n]*'/root.*\[Errno (13|30)\][^\n]*'/etc")
attack("writing", "litter", "leaves files in shared folders",
       "import os\nfor folder in ('/tmp', '/var/tmp', '/dev/shm', '/run'):\n    try:\n        open(folder + '/workbook_attacked', 'w').write('x')\n        print('wrote into', folder)\n"
       "    except OSError as error:\n        print(error)", reached=r"(wrote into /tmp|/tmp/workbook_attacked').*\[Errno (2|13|30)\][^\n]*'/var/tmp/workbook_attacked'.*'/run/workbook_attacked'")
attack("writing", "course", "writes into the course, as far up as it can",
       "import os, sys\nfor folder in ['.', '..', '../..', *sys.path]:\n    try:\n        open(folder + '/workbook_attacked.py', 'w').write('')\n        print('wrote into', folder)\n"
       "    except OSError as error:\n        print(error)",
       reached=r"wrote into \.\n.*\[Errno (2|13|30)\][^\n]*'\.\./\.\./workbook_attacked\.py'.*\[Errno (13|30)\][^\n]*site-packages/workbook_attacked\.py'")

# ---------------------------------------------------------------- the network

attack("network", "tcp", "opens a connection", "import socket\ntry:\n    socket.create_connection(('127.0.0.1', 22), 1)\n    print('connected')\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (1|13)\]")
attack("network", "udp", "sends a datagram", "import socket\ntry:\n    s = socket.socket(socket.AF_INET, socket.SOCK_DGRAM)\n    s.sendto(b'x', ('127.0.0.1', 9))\n    print('sent')\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (1|13)\]")
attack("network", "names", "asks a name server", "import socket\ntry:\n    print(socket.gethostbyname('example.org'))\nexcept OSError as error:\n    print(error)\n"
       "query = b'\\0\\1\\1\\0\\0\\1\\0\\0\\0\\0\\0\\0\\7example\\3org\\0\\0\\1\\0\\1'\nfor family, address in ((socket.AF_INET, '127.0.0.53'), (socket.AF_INET6, '::1')):\n"
       "    try:\n        print('asked', socket.socket(family, socket.SOCK_DGRAM).sendto(query, (address, 53)))\n    except OSError as error:\n        print(error)",
       reached=r"\[Errno -\d\][^\n]*\n\[Errno (1|13)\][^\n]*\n\[Errno (1|13)\]")
attack("network", "abstract_socket", "talks to whoever listens on an abstract socket",
       "import socket\ntry:\n    s = socket.socket(socket.AF_UNIX)\n    s.connect('\\0workbook-attacked')\n    print('connected')\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (1|13|111)\]")

# ---------------------------------------------------------------- more than its share

attack("resources", "forks", "starts processes without end", "import os\npids = []\ntry:\n    for _ in range(100):\n        pid = os.fork()\n"
       "        if pid == 0:\n            import time\n            time.sleep(30)\n            os._exit(0)\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (1|11)\]")
attack("resources", "daemon", "leaves a process that outlives grading",
       "import subprocess\ntry:\n    subprocess.Popen(['sh', '-c', 'setsid sleep 60.4142 &'])\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (1|11)\]")
attack("resources", "threads", "starts two thousand threads",
       "import threading, time\ntry:\n    for _ in range(2000):\n        threading.Thread(target=time.sleep, args=(60,), daemon=True).start()\nexcept RuntimeError as error:\n    print(error)",
       reached="can't start new thread")
attack("resources", "memory", "fills the memory with one array", "big = np.ones(2**29)\nprint(big.sum())",
       reached=r"MemoryError: Unable to allocate 4\.00 GiB")
attack("resources", "small_objects", "fills the memory bit by bit", "kept = []\nwhile True:\n    kept.append(bytearray(10**8))", slow=True,
       reached=r"(MemoryError|it used more than [\d.]+ GB of memory)")
attack("resources", "shared_memory", "fills memory that no limit of the process counts",
       "import mmap\nkept = []\nfor _ in range(40):\n    m = mmap.mmap(-1, 10**8)\n    m.write(b'x' * 10**8)\n    kept.append(m)\nprint(len(kept))",
       reached=r"(\[Errno 12\] Cannot allocate memory|it used more than [\d.]+ GB of memory|Python ended)")
attack("resources", "files", "fills the disk", "import os\ntry:\n    with open('big', 'wb') as file:\n        for _ in range(2000):\n            file.write(bytes(10**6))\nexcept OSError as error:\n    print(error)",
       reached=r"\[Errno (27|28|122)\]")
attack("resources", "printing", "prints without end", "while True:\n    print('x' * 1000)", slow=True,
       reached=r"x{1000}.*longer than what is kept of a cell.*TimeLimit: No result after [\d.]+ s")
attack("resources", "descriptor_flood", "writes to file descriptor 1 without end", "import os\nprint('wrote', sum(os.write(1, b'x' * 10000) for _ in range(20000)), 'bytes')",
       reached="wrote 200000000 bytes")
attack("resources", "long_error", "raises an error with a message of a hundred megabytes",
       double="def double(x):\n    raise ValueError('x' * 10**8)",
       reached=r"test_double\] ValueError: x{4000}")
attack("resources", "endless_loop", "never returns", double="def double(x):\n    while True:\n        pass", slow=True,
       reached=r"test_double\] TimeLimit: No result after 2 s")
attack("resources", "deaf_loop", "never returns and ignores every interrupt",
       double="def double(x):\n    import signal, time\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    while True:\n"
              "        try:\n            time.sleep(1)\n        except BaseException:\n            pass", slow=True,
       reached="Python stopped answering in the cell test_double .*nothing could interrupt it")
attack("resources", "held_lock", "computes in C without letting an interrupt through", double="def double(x):\n    return 7 ** (10 ** 9)", slow=True,
       reached=r"test_double\] TimeLimit: No result after 2 s|nothing could interrupt it")
attack("resources", "regex", "backtracks without end", double="import re\ndef double(x):\n    return re.match('(a+)+$', 'a' * 60 + 'b')", slow=True,
       reached=r"test_double\] TimeLimit: No result after 2 s")
attack("resources", "recursion", "calls itself without end", double="def double(x):\n    return double(x)",
       reached=r"test_double\] RecursionError")
attack("resources", "endless_generator", "yields without end, slowly",
       batches="import time\ndef batches(n, size):\n    while True:\n        time.sleep(1)\n        yield 0", slow=True,
       reached=r"test_batches\] TimeLimit: No result after [0-3] s")

attack("resources", "lock_in_c", "waits in C code and holds the interpreter's lock, so that no handler runs",
       double="import ctypes\ndef double(x):\n    lock = ctypes.create_string_buffer(64)\n    for _ in range(2):\n        ctypes.PyDLL(None).pthread_mutex_lock(lock)\n    return x", slow=True,
       reached="Python stopped answering in the cell test_double .*nothing could interrupt it")
attack("resources", "huge_number", "prints a number of millions of digits", "import sys\nsys.set_int_max_str_digits(0)\nprint(7 ** 2_000_000)", slow=True,
       reached="(TimeLimit: No result after [\\d.]+ s|longer than what is kept of a cell)")
attack("resources", "error_chain", "raises an exception that was caused by ten thousand others",
       "error = ValueError('first')\nfor number in range(10_000):\n    new = ValueError(number)\n    new.__cause__ = error\n    error = new\nraise error",
       double="def double(x):\n    error = ValueError('first')\n    for number in range(10_000):\n        new = ValueError(number)\n"
              "        new.__cause__ = error\n        error = new\n    raise error", slow=True,
       reached=r"\[own-\d+\] (ValueError: 9999|TimeLimit).*test_double\] ValueError: 9999")
attack("resources", "error_groups", "raises a group of a hundred thousand exceptions, groups in groups",
       "group = ExceptionGroup('deep', [ValueError(number) for number in range(100_000)])\nfor _ in range(300):\n    group = ExceptionGroup('deep', [group])\nraise group",
       double="def double(x):\n    group = ExceptionGroup('deep', [ValueError(number) for number in range(100_000)])\n"
              "    for _ in range(300):\n        group = ExceptionGroup('deep', [group])\n    raise group", slow=True,
       reached=r"(Exception Group Traceback|\[own-\d+\] (ExceptionGroup|TimeLimit)).*test_double\] ExceptionGroup: deep")

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
    again = [dict(cell, source="".join(cell["source"]) + "\n2.0") for cell in notebook["cells"]]
    notebook["cells"] += again


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


attack("metadata", "points_edited", "edits its points", tamper=_marks(points=1000),
       reached="repaired: The metadata by which the test cell test_double is graded were lost or changed")
attack("metadata", "flags_flipped", "says that tests are no tests", tamper=_marks(grade=False, locked=False, solution=True),
       reached="repaired: The metadata by which the test cell test_double is graded were lost or changed")
attack("metadata", "no_marks", "removes all marks of nbgrader", tamper=_each(lambda cell: cell["metadata"].clear()),
       reached="repaired: The metadata by which the test cell test_double is graded were lost or changed")
attack("metadata", "duplicates", "has every cell twice", tamper=_twice,
       reached="repaired: The cell test_double occurred more than once; one was used")
attack("metadata", "tests_replaced", "replaces tests by a number", tamper=_tests(lambda cell: cell.update(source="2.0")),
       reached="repaired: The test cell test_double was changed; the released cell was used.*credit is not written yet")
attack("metadata", "tests_skipped", "tags tests so that they are skipped",
       tamper=_tests(lambda cell: cell["metadata"].update(tags=["skip-execution", "raises-exception"])),
       reached=dropped("raises-exception"))
attack("metadata", "tests_as_text", "turns tests into text", tamper=_tests(lambda cell: cell.update(cell_type="markdown")),
       reached="repaired: The test cell test_double was a markdown cell.*credit is not written yet")
attack("metadata", "schema", "uses another schema version", tamper=_marks(schema_version=99),
       reached=dropped('"schema_version": 99'))
attack("metadata", "forged_outputs", "brings the outputs of passed tests along", tamper=_tests(_outputs),
       reached=dropped('"text/plain": "2.0"'))
attack("metadata", "graded_already", "says that it has been graded, and names another kernel", tamper=_known,
       reached=dropped('"language": "bash"'))
attack("metadata", "deep", "is nested a million times", tamper=_deep,
       reached="problem: .*is nested too deeply to be a notebook")
attack("metadata", "link", "is a link to another student's notebook", tamper=_link,
       reached="problem: .*is a link to another file")
attack("metadata", "timestamp", "says that it was handed in years ago", tamper=_stamp,
       reached=r"stamped 2001-01-01 00:00:00 UTC")


def _odd(numbers):
    def tamper(notebook, folder):
        import json

        return json.dumps(notebook).replace('"kernelspec"', f'"odd": [{numbers}], "kernelspec"', 1).encode()

    return tamper


def _attached(notebook, folder):
    name = '"' + SCRIPT
    cell = next(cell for cell in notebook["cells"] if cell.get("id") == "why")
    cell["source"] = f"![x](attachment:{name}) ![y](attachment:a.svg) ![z](attachment:missing)"
    cell["attachments"] = {
        name: {"image/png": name},
        "a.svg": {"image/svg+xml": "<svg onload=alert(1)>"},
        "b.png": {"text/html": SCRIPT, "image/png": ["x", 7]},
        "c": "no bundle",
    }


attack("metadata", "digits", "holds a number of a million digits", tamper=_odd("9" * 10**6), reached="problem: .*is not JSON")
attack("metadata", "not_finite", "holds NaN and infinities, which JSON does not have", tamper=_odd("NaN, -Infinity, 1e999"), reached=dropped("-Infinity, 1e999"))

# ---------------------------------------------------------------- pages that others open

SCRIPT = "<script>alert(1)</script><img src=x onerror=alert(1)>[x](javascript:alert(1))"
SHOWN = r'<pre class="printed">[^<]*&lt;script&gt;alert\(1\)'  # as what a cell printed, not as its code
WRITTEN = r"&lt; ?script&gt;alert\(1\)&lt; ?/script&gt;"

def _heavy(*sources):
    def tamper(notebook, folder):
        notebook["cells"] += [{"cell_type": "markdown", "metadata": {}, "source": source} for source in sources]

    return tamper

attack("page", "outputs", "shows HTML, SVG, JavaScript, LaTeX and Markdown with script in it",
       f"from IPython.display import *\nscript = {SCRIPT!r}\nfor one in (HTML, Markdown, Latex, Javascript):\n    display(one(script))\n"
       "display(SVG('<svg xmlns=\"http://www.w3.org/2000/svg\" onload=\"alert(1)\"/>'))\nprint(script)",
       reached=on_page("IPython.core.display.SVG object.*" + SHOWN))
attack("page", "messages", "puts script into messages and names of errors",
       f"raise type({SCRIPT!r}, (Exception,), {{}})({SCRIPT!r})",
       double=f"def double(x):\n    raise type({SCRIPT!r}, (Exception,), {{}})({SCRIPT!r})",
       reached=lambda said: on_page(r'class="message">[^<]*&lt;script&gt;alert')(said) and f"] {SCRIPT}: {SCRIPT}" in said.text)
attack("page", "written", "puts script into a written answer", why=SCRIPT,
       reached=on_page(WRITTEN))

attack("page", "images", "gives script as the data, the size and the description of an image",
       f"from IPython.display import display\nscript = '\"' + {SCRIPT!r}\nfor mime in ('image/png', 'image/jpeg', 'image/gif', 'application/pdf'):\n"
       "    display({mime: script, 'text/plain': script}, raw=True, metadata={mime: {'width': script, 'height': script, 'alt': script}})\n"
       "    display({mime: 'iVBORw0KGgo=' + script, 'text/plain': 'x'}, raw=True)",
       reached=on_page(SHOWN + '.*<pre class="printed">x</pre>'))
attack("page", "image_texts", "hides script in the text chunks of an image and behind its end",
       f"import base64, struct, zlib\nfrom IPython.display import display\nscript = {SCRIPT!r}.encode()\n"
       "def chunk(kind, data): return struct.pack('>I', len(data)) + kind + data + struct.pack('>I', zlib.crc32(kind + data))\n"
       "png = b'\\x89PNG\\r\\n\\x1a\\n' + chunk(b'IHDR', struct.pack('>IIBBBBB', 1, 1, 8, 0, 0, 0, 0)) + chunk(b'tEXt', b'Comment\\0' + script)\n"
       "png += chunk(b'IDAT', zlib.compress(b'\\0\\0')) + chunk(b'IEND', b'') + script\n"
       "display({'image/png': base64.b64encode(png).decode()}, raw=True)",
       reached=on_page("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptV"))
attack("page", "terminal", "prints control sequences that converters turn into links, titles and colors",
       f"script = {SCRIPT!r}\nprint('\\x1b]8;;javascript:alert(1)\\x1b\\\\click\\x1b]8;;\\x1b\\\\')\nprint('\\x1b[38;2;255;0;0m' + script + '\\x1b[0m \\x1b[31\"onmouseover=alert(1)m')\n"
       "print('\\x08' * 100 + script + '\\r' * 1000)\nprint('\\u202e<\\u200bscript>alert(1)</script>\\0')",
       reached=on_page(r'<pre class="printed">[^<]*click[^<]*&lt;script&gt;alert\(1\)'))
attack("page", "attachments", "attaches files with script in their names, types and contents", tamper=_attached,
       reached=on_page(WRITTEN + ".*a[.]svg.*missing"))
attack("page", "heavy_markdown", "writes Markdown that takes quadratic time to render",
       tamper=_heavy("# begins" + " " * 19_000 + "ends", "- begins" + " " * 19_000 + "ends", "begins " + "\\\\[" * 6_500, "begins " + "\\\\(" * 6_500,
                     "begins " + "\\begin{a}" * 2_000, "begins\n=\n" * 2_000, "[" * 19_000 + " begins", "begins " + "![a](attachment:" * 1_100),
       reached=lambda said: said.page.count("begins") >= 8)
attack("page", "slow_lexer", "writes code that takes quadratic time to color", "..." * 6_600, reached=on_page(r"(\.\.\.(</span>)?(<span[^>]*>)?){500}"))
attack("page", "stolen_names", "uses the names and headings of the page",
       why="<a id=total name=total href=#x>1.1</a> <form id=document><input name=cookie></form>\n\n## 1.1 Double · 2 points\n\n# 99 / 11 points",
       reached=on_page(r"&lt; ?a id=total name=total.*99 / 11 points"))

# ---------------------------------------------------------------- fooling the judge through its own protocol

attack("protocol", "giant_array", "returns an array of a billion numbers that takes eight bytes",
       double="def double(x):\n    return np.broadcast_to(np.float64(1), (10**9,))",
       reached=r"test_double\] AssertionError: The value of the result is a ndarray, not an array of numbers")
attack("protocol", "object_array", "returns an array of objects", ALWAYS_EQUAL,
       double="def double(x):\n    return np.array([Same(), Same()], dtype=object)",
       reached=r"test_double\] AssertionError: The value of the result is a ndarray, not an array of numbers")
attack("protocol", "structured_array", "returns a structured array", double="def double(x):\n    return np.zeros(2, dtype=[('a', 'f8'), ('b', 'O')])",
       reached=r"test_double\] AssertionError: The value of the result is a ndarray, not an array of numbers")
attack("protocol", "hostile_shape", "returns an empty array with an impossible shape",
       double="def double(x):\n    return np.zeros((0, 2**40))", model="def model():\n    return {'W': np.zeros((2**40, 0)), 'b': np.zeros((0, 2**40))}",
       reached=r"test_double\] ProtocolError: an array has an impossible shape.*test_model\] ProtocolError: an array has an impossible shape")
attack("protocol", "exploding_sum", "returns two arrays whose sum fills the memory",
       model="def model():\n    return {'W': np.zeros((10**6, 1)), 'b': np.zeros((1, 10**6))}",
       reached=r"test_sum\] MemoryError: Unable to allocate 7\.28 TiB")
attack("protocol", "deep_list", "returns a list nested a hundred thousand times",
       double="def double(x):\n    out = []\n    for _ in range(10**5):\n        out = [out]\n    return out",
       reached=r"test_double\] AssertionError: The value of the result is a list, not an array of numbers")
attack("protocol", "self_reference", "returns a list that holds itself", double="def double(x):\n    out = []\n    out.append(out)\n    out.append(out)\n    return out", slow=True,
       reached=r"test_double\] (TimeLimit: No result after 2 s|MemoryError|NotRun: .*it used more than)")
attack("protocol", "many_objects", "returns a million objects", double="def double(x):\n    return [object() for _ in range(10**6)]",
       reached=r"test_double\] (TimeLimit: No result after 2 s|OverflowError: the result (takes|holds))")
attack("protocol", "long_string", "returns a string of a hundred million characters", double="def double(x):\n    return 'x' * 10**8",
       reached=r"test_double\] OverflowError: the result takes 95 MB, too much to look at")
attack("protocol", "surrogates", "returns and prints text that cannot be encoded", double="def double(x):\n    print('\\ud800 cannot be encoded')\n    return '\\ud800' * 10",
       reached=r"cannot be encoded.*test_double\] AssertionError: The dtype of the result is")
attack("protocol", "hostile_object", "returns an object all of whose methods raise or never end",
       "import time\nclass Hostile:\n    def __getattribute__(self, name): time.sleep(60)\n    def __repr__(self): return 1\n    def __str__(self): raise SystemExit\n"
       "    def __array__(self, *a, **k): return self\n    def __len__(self): return 2**62\n    def __iter__(self): return self",
       double="def double(x):\n    return Hostile()", slow=True,
       reached=r"test_double\] TimeLimit: No result after 2 s")
attack("protocol", "hostile_exception", "raises an exception whose text never ends",
       double="class E(Exception):\n    def __str__(self):\n        while True: pass\ndef double(x):\n    raise E()", slow=True,
       reached="Python stopped answering in the cell test_double .*nothing could interrupt it")

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
       SOCKET + "for number in sockets():\n    for n in range(1, 500):\n        os.write(number, frame(['done', n, {'value': True, 'ok': True}]))",
       reached="name 'double' is not defined")
attack("protocol", "wrong_handles", "answers with objects that do not exist",
       double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, b''.join(frame(['done', n, {'value': [10, 10**9, 'Nobody']}]) for n in range(1, 500)))\n    return 0",
       reached=r"test_double\] \w+: [^\n]*a Nobody")
attack("protocol", "half_a_frame", "announces a long answer and falls silent",
       double=SOCKET + "def double(x):\n    import time\n    for number in sockets():\n        os.write(number, struct.pack('>I', 10**6) + b'x')\n    time.sleep(60)", slow=True,
       reached="Python stopped answering in the cell test_double")
attack("protocol", "drip", "sends a byte per second",
       double=SOCKET + "def double(x):\n    import time\n    for number in sockets():\n        os.write(number, struct.pack('>I', 1000))\n        while True:\n"
              "            os.write(number, b'x')\n            time.sleep(0.2)", slow=True,
       reached="Python stopped answering in the cell test_double")
attack("protocol", "endless_frame", "announces an answer of four gigabytes",
       double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, struct.pack('>I', 2**32 - 1) + b'x' * 10**5)\n    return 0",
       reached=r"problem: Python was stopped in the cell test_double \(a message of 4294967295 bytes\)")
attack("protocol", "hangs_up", "closes the connection", double=SOCKET + "def double(x):\n    for number in sockets():\n        os.close(number)\n    return 0",
       reached="problem: Python ended in the cell test_double")
attack("protocol", "garbage", "sends noise", double=SOCKET + "def double(x):\n    for number in sockets():\n        os.write(number, b'\\xff' + os.urandom(10**5))\n    return 0",
       reached=r"problem: Python was stopped in the cell test_double \(a message of 4\d{9} bytes\)")
attack("protocol", "changing_types", "returns another kind of thing at each call",
       double="import itertools as it\nkinds = it.cycle(['x', None, [2, 4], {'a': 1}, b'x', 2j, True])\ncalls = it.count()\n"
              "def double(x):\n    return [2, 4] if next(calls) == 0 else {'a': 1}",
       credit="def credit(k):\n    kind = next(kinds)\n    print('returning', kind)\n    return kind",
       batches="def batches(n, size):\n    yield from (4, 'x', None)",
       reached=r"test_double\] AssertionError: The value of the result is a dict.*returning x.*returning None.*test_credit\] shows 0\.0.*test_batches\] AssertionError", fair={})

attack("protocol", "masked_array", "returns arrays in which every value is masked, so that no comparison finds a difference",
       double="def double(x):\n    return np.ma.array(np.zeros(x.shape), mask=True)", credit="def credit(k):\n    print('masked:', np.ma.masked == k)\n    return np.ma.masked",
       model="def model():\n    return {'W': np.ma.array(np.zeros((2, 3)), mask=True), 'b': np.ma.masked}",
       reached=r"Entry \[0\] of the result is 0, expected 2.*masked: (masked|--).*test_credit\] shows 0\.0.*Entry \[0, 0\] of the result is 0, expected 1")
attack("protocol", "odd_dtypes", "returns arrays of rare kinds: void, dates, text of variable length, other byte orders, with metadata",
       double="def double(x):\n    return np.zeros(x.shape, dtype='V7')",
       credit="def credit(k):\n    odd = [np.zeros(2, dtype=kind) for kind in ('M8[as]', 'T', 'c32', 'S0', 'O', '>f2')]\n    print('returning', len(odd), 'arrays')\n    return odd",
       batches="def batches(n, size):\n    yield np.arange(2, dtype='>f2')\n    yield np.full(2, np.datetime64('NaT'))",
       model="def model():\n    odd = np.dtype(float, metadata={'x': 'y' * 10**6})\n    return {'W': np.zeros((2, 3), dtype=odd), 'b': np.zeros(3, dtype=np.dtypes.StringDType())}",
       reached=r"test_double\] AssertionError: The value of the result is a ndarray.*returning 6 arrays.*test_credit\] shows 0\.0.*test_batches\] CannotCross.*test_model\] AssertionError: Entry \[0, 0\].*test_sum\] CannotCross")
attack("protocol", "odd_numbers", "returns numbers that are hard to write down",
       "import decimal, fractions\nodd = [float('nan'), -0.0, 5e-324, 1 << 10**7, complex('nan+infj'), fractions.Fraction(1, 10**1000), decimal.Decimal('sNaN'), np.longdouble(1) / 3]",
       credit="def credit(k):\n    print('returning a', type(odd[k]).__name__)\n    return odd[k]", double="def double(x):\n    return [10**10**6] * x.size",
       batches="def batches(n, size):\n    yield from (odd[0], odd[2], odd[7])",
       reached=r"test_double\] AssertionError: The value of the result is a list.*a int\n.*a complex\n.*a Fraction\n.*a Decimal\n.*test_credit\] shows 0\.0.*test_batches\] AssertionError")
attack("protocol", "lying_dictionary", "returns a dictionary whose methods lie and never end",
       "class Liar(dict):\n    __missing__ = lambda self, key: np.ones(3)\n    __contains__ = lambda self, key: True\n    __len__ = lambda self: 0\n"
       "    def items(self):\n        while True:\n            yield 'W', 0\n    __iter__ = keys = values = items",
       model="def model():\n    return Liar()", slow=True,
       reached=r"test_model\] (TimeLimit: No result after 2 s|AssertionError: The shape of the result is \(3,\)|MemoryError|NotRun: .*it used more than)")
attack("protocol", "shared_nesting", "returns a list that is small here and 2**40 numbers when written out",
       double="def double(x):\n    shared = [0.0, 0.0]\n    for _ in range(40):\n        shared = [shared, shared]\n    return shared", slow=True,
       reached=r"test_double\] (TimeLimit: No result after 2 s|MemoryError|NotRun: .*it used more than)")
attack("protocol", "packed_bombs", "announces billions of entries, or deep nesting, in a few bytes",
       double=SOCKET + "def double(x):\n    bombs = [b'\\xdd\\xff\\xff\\xff\\xff', b'\\xdf\\xff\\xff\\xff\\xff', b'\\xc6\\xff\\xff\\xff\\xff', b'\\x91' * 100_000,\n"
              "             b'\\xc9\\xff\\xff\\xff\\xff\\x01', b'\\xc1', b'\\x81\\x90\\x90']\n    for number in sockets():\n        for bomb in bombs:\n"
              "            os.write(number, struct.pack('>I', len(bomb)) + bomb)\n    return 0",
       reached="problem: Python was stopped in the cell test_double .*a message is malformed")
attack("protocol", "overheard", "reads the questions that wait in its socket, in a signal that keeps Python from taking them",
       SOCKET + "import signal, time\nseen, ends = set(), [socket.socket(fileno=os.dup(number)) for number in list(sockets())]\n"
                "def overheard():\n    return [one for one in seen if b'\\xa4call' in one]\n"
                "def listen(*_):\n    end = time.monotonic() + 0.1\n    while time.monotonic() < end and not overheard():\n        for one in ends:\n            try:\n"
                "                seen.add(one.recv(10**6, socket.MSG_PEEK | socket.MSG_DONTWAIT))\n            except OSError:\n                pass\n"
                "    signal.setitimer(signal.ITIMER_REAL, 0.0005)\ndef tell(*_):\n    if overheard():\n        raise ValueError(repr(overheard()))\n    listen()\nsignal.signal(signal.SIGALRM, listen)\nlisten()",
       double="double = tell", credit="credit = tell", batches="batches = tell", model="model = tell", reached=r"\[test_\w+\] ValueError: [^\n]*\\xa4call")
attack("protocol", "passed_descriptors", "passes its descriptors to the judge",
       double=SOCKET + "import array\ndef double(x):\n    for number in list(sockets()):\n        one = socket.socket(fileno=os.dup(number))\n"
              "        one.sendmsg([b'x'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [0, 1, number]))])\n    return x",
       reached=r"problem: Python was stopped in the cell test_double \(a message of 20\d{8} bytes\)")
attack("protocol", "replaced_socket", "puts a file that never ends in the place of its socket",
       double=SOCKET + "def double(x):\n    zero = os.open('/dev/zero', os.O_RDONLY)\n    for number in sockets():\n        os.dup2(zero, number)\n    return 0",
       reached="problem: Python (ended|was stopped|stopped answering) in the cell test_double")

"""What tests can ask of a student's process, and what becomes of processes that misbehave."""

from dataclasses import replace

import pytest

from autograder.engine.child import Patience
from autograder.engine.confine import sandbox
from autograder.engine.judge import Cell, Job
from autograder.engine.station import JudgeFailed, Station
from autograder.engine.verdict import earned

SETUP = "import itertools\n\nimport jax\nimport jax.numpy as jnp\nimport numpy as np\nimport torch\nfrom helpers import checks"
QUICK = Patience(call=2, cell=4, total=20, output=10_000)  # where the end is waited for
USUAL = Patience(output=10_000)


@pytest.fixture(scope="module")
def station():
    station = Station()
    yield station
    station.close()


def job(student, *tests, patience=USUAL, **more):
    """Return a job of one student cell and some tests, worth 2 points each."""
    cells = [Cell("setup", SETUP, "setup"), Cell("student", student)]
    cells += [Cell(f"test_{number}", source, "test", 2.0) for number, source in enumerate(tests)]
    modules = ["numpy", "torch", "jax", "matplotlib.pyplot"]
    return Job(cells, modules=modules, tier=sandbox.best_tier(), patience=patience, **more)


def verdicts(station, *parts, **more):
    """Return points and message of each test."""
    asked = job(*parts, **more)
    result = station.judge(asked)
    assert result.problem is None, result.problem
    return [earned(result.outputs[cell.name], cell.points) for cell in asked.cells if cell.role == "test"]


RIGHT = {
    "function": ("def f(x):\n    return 2 * x", "checks.close(f(np.ones(3)), [2, 2, 2])"),
    "variable": ("losses = [3.0, 1.0]", "checks.that(losses[-1] < losses[0], 'no')"),
    "torch tensor": ("def f(x):\n    return torch.as_tensor(x) * 2", "checks.close(f(np.ones(2)), [2, 2])"),
    "torch argument": ("def f(x):\n    return x.sum()", "checks.close(f(torch.ones(3)), 3)"),
    "torch module": (
        "class Net(torch.nn.Module):\n    def __init__(self):\n        super().__init__()\n"
        "        self.layer = torch.nn.Linear(3, 2)\n    def forward(self, x):\n        return self.layer(x)",
        "net = Net()\nchecks.shape(net(torch.ones(5, 3)), (5, 2))\n"
        "checks.equal(sum(np.asarray(p).size for p in net.parameters()), 8)\n"
        "checks.equal(checks.remote(lambda n: sum(p.numel() for p in n.parameters()), net), 8)\n"
        "checks.shape(net.layer.weight, (2, 3))",
    ),
    "gradient": (
        "def loss(w):\n    return (w ** 2).sum()",
        "checks.close(checks.remote(lambda: jax.grad(loss)(jnp.array([1.0, 2.0]))), [2, 4])",
    ),
    "pytree": (
        "def init(key):\n    return {'W': jax.random.normal(key, (2, 3)), 'b': [jnp.zeros(3), (jnp.ones(1),)]}",
        "params = init(jax.random.key(0))\nchecks.shape(params['W'], (2, 3))\n"
        "checks.close(params['b'][1][0], [1])\nchecks.equal(len(jax.tree.leaves(params)), 3)",
    ),
    "generator": (
        "def f():\n    n = 0\n    while True:\n        yield np.full(2, n)\n        n += 1",
        "checks.equal([int(one[0]) for one in itertools.islice(f(), 3)], [0, 1, 2])",
    ),
    "named tuple": (
        "from typing import NamedTuple\nclass Run(NamedTuple):\n    losses: list\n    steps: int\nrun = Run([1.0], 3)",
        "losses, steps = run\nchecks.equal(run.steps, 3)",
    ),
    "plot": (
        "import matplotlib.pyplot as plt\ndef draw():\n    _, ax = plt.subplots()\n    ax.set_title('loss')\n"
        "    ax.set_xlabel('step')\n    return ax",
        "ax = draw()\nchecks.equal(ax.get_title(), 'loss')\nchecks.equal(ax.get_xlabel(), 'step')\n"
        "checks.equal(len(ax.lines), 0)",
    ),
    "exception": (
        "def f(x):\n    raise ValueError('no')\nclass Own(KeyError):\n    pass\ndef g():\n    raise Own('x')",
        "checks.raises(ValueError, f, 1)\nchecks.raises(KeyError, g)",
    ),
    "purity and warnings": (
        "def f(x):\n    return x + 1",
        "checks.pure(f, np.ones(3))\nchecks.quiet(f, np.ones(3))",
    ),
    "callback": (
        "def f(watch):\n    for n in range(3):\n        watch(n)",
        "def seen():\n    found = []\n    f(found.append)\n    return found\nchecks.equal(checks.remote(seen), [0, 1, 2])",
    ),
    "magics and await": (
        "%matplotlib inline\nimport asyncio\nawait asyncio.sleep(0)\nx = 3",
        "checks.equal(x, 3)",
    ),
    "wide integers": ("x = 2 ** 2000", "checks.that(x == 2 ** 2000, 'no')"),
    "a function that is passed on": (
        "def apply(g, x):\n    return g(x)\ndef f(x):\n    return x + 1",
        "checks.equal(apply(f, 1), 2)\nchecks.equal(apply(lambda x: 2 * f(x), 1), 4)",
    ),
}


@pytest.mark.parametrize("name", RIGHT)
def test_works_from_outside(station, name):
    assert verdicts(station, *RIGHT[name]) == [(2.0, "")]


WRONG = {
    "def f(x):\n    return x": ("checks.equal(f(1), 2)", "AssertionError: The result is 1"),
    "": ("missing(1)", "NameError: name 'missing'"),
    "def f(x):\n    raise NotImplementedError('1.1 f')": ("f(1)", "NotImplementedError: 1.1 f"),
    "f = object()": ("f == 1", "CannotCross: A test cannot use __eq__ on a student's object"),
    "class Odd:\n    pass\ndef f(): return Odd()": (
        "f() + 1",
        "CannotCross: A test cannot use __add__ on a student's Odd",
    ),
    "def f(x):\n    return jnp.sum(x)": (
        "jax.grad(f)(jnp.ones(2))",
        "CannotCross: An argument cannot be sent",
    ),
    "def f():\n    raise StopIteration": ("[f() for _ in range(2)]", "StopIteration"),
    "def f():\n    raise SystemExit(0)": ("f()", "SystemExit: 0"),
    "def f():\n    raise KeyboardInterrupt": ("f()", "KeyboardInterrupt"),
    "def f(:": ("f()", "NameError"),
    "def f():\n    while True:\n        pass": ("f()", "TimeLimit: No result after 2 s."),
    "def f():\n    while True:\n        yield 1": ("for _ in f():\n    pass", "TimeLimit"),
    "def f():\n    return 'x' * 10**8": ("f()", "OverflowError: the result takes 95 MB"),
    "def f():\n    return [None] * 2_100_000": ("f()", "OverflowError: the result holds 21"),
}


@pytest.mark.parametrize("student", WRONG)
def test_fails_with_the_reason_and_alone(station, student):
    test, message = WRONG[student]
    patience = QUICK if "TimeLimit" in message else USUAL
    (points, said), after = verdicts(station, student, test, "checks.equal(1, 1)", patience=patience)
    assert points == 0
    assert said.startswith(message)
    assert after == (2.0, "")


def test_partial_credit_is_a_plain_number(station):
    values = ["1.5", "None", "True", "float('nan')", "np.float64(2.0)", "99", "-1", "'2'", "f", "1"]
    found = verdicts(station, "def f():\n    pass", *values)
    assert [points for points, _ in found] == [1.5, 2, 0, 0, 0, 2, 0, 0, 0, 1]
    assert found[2][1].startswith("NoPlainNumber: The test ended with True")


@pytest.mark.parametrize(
    ("student", "problem"),
    [
        ("import os\ndef f():\n    os._exit(0)", "Python ended in the cell test_1"),
        (
            "import signal, time\ndef f():\n    signal.signal(signal.SIGINT, signal.SIG_IGN)\n    time.sleep(60)",
            "Python stopped answering in the cell test_1",
        ),
        ("def f():\n    return len([bytes(10**6) + bytes([n % 7]) for n in range(10**5)])", "memory"),
    ],
)
def test_the_tests_before_the_end_keep_their_points(station, student, problem):
    patience = QUICK if "answering" in problem else USUAL
    asked = job(student, "checks.equal(1, 1)", "f()", "checks.equal(1, 1)", patience=patience)
    asked = replace(asked, limits=sandbox.Limits(memory=300 * 2**20))
    result = station.judge(asked)
    assert earned(result.outputs["test_0"], 2.0) == (2.0, "")
    if "memory" in problem and result.problem is None:  # the process was told: a MemoryError
        assert "MemoryError" in earned(result.outputs["test_1"], 2.0)[1]
    else:
        assert problem in result.problem
        assert "test_2" not in result.outputs


def test_outputs_are_kept_and_cut(station):
    student = (
        "import matplotlib.pyplot as plt\nprint('hello')\nplt.plot([1, 2])\nplt.show()\nprint('x' * 200_000)"
    )
    test = "print('from the test')\nchecks.equal(1, 1)"
    result = station.judge(job(student, test, patience=replace(USUAL, output=100_000)))
    kinds = [output["output_type"] for output in result.outputs["student"]]
    assert kinds[:2] == ["stream", "display_data"]
    assert "image/png" in result.outputs["student"][1]["data"]
    assert "longer than what is kept" in result.outputs["student"][-1]["text"]
    assert result.outputs["test_0"][0]["text"] == "from the test\n"


def test_a_changed_test_is_judged_from_the_record(station):
    asked = job("def f(x):\n    return 2 * x", "checks.close(f(3.0), 6.1)")
    first = station.judge(asked)
    assert earned(first.outputs["test_0"], 2.0)[0] == 0
    milder = job("def f(x):\n    return 2 * x", "checks.close(f(3.0), 6.1, tolerance=0.1)")
    again = station.judge(replace(milder, record=first.record))
    assert again.replayed and earned(again.outputs["test_0"], 2.0) == (2.0, "")
    refused = job("def f(x):\n    return 2 * x", "checks.raises(ValueError, f, 'a')")
    assert not station.judge(replace(refused, record=first.record)).replayed  # nor is that taken for an error
    other = job("def f(x):\n    return 2 * x", "checks.close(f(4.0), 8)")
    new = station.judge(replace(other, record=first.record))
    assert not new.replayed and earned(new.outputs["test_0"], 2.0) == (2.0, "")


def test_a_setup_cell_that_fails_here_is_the_authors(station):
    broken = replace(job("", "1"), cells=[Cell("setup", "import no_such_module", "setup")])
    with pytest.raises(JudgeFailed, match="no_such_module"):
        station.judge(broken)

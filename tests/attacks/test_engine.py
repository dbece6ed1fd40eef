"""What the engine keeps from submissions, seen from beside them."""

import pickle

import numpy as np
import pytest

from autograder.engine import judge as judging
from autograder.engine.child import Patience
from autograder.engine.confine import sandbox
from autograder.engine.judge import Cell, Job, Judge
from autograder.engine.proxies import Session

SETUP = "import numpy as np\nimport jax\nimport jax.numpy as jnp\nimport torch\nfrom helpers import checks"


@pytest.fixture(scope="module")
def judge():
    judge = Judge()
    yield judge
    judge.close()


def _job(student, *tests):
    cells = [Cell("setup", SETUP, "setup"), Cell("student", student)]
    cells += [Cell(f"test_{number}", source, "test", 1.0) for number, source in enumerate(tests)]
    patience = Patience(call=5, cell=10, total=30, output=10_000)
    modules = ["numpy", "torch", "jax"]
    return Job(cells, modules=modules, tier=sandbox.best_tier(), patience=patience)


@pytest.mark.parametrize(
    "end",
    [
        "os._exit(0)",
        "os._exit(1)",
        "os.abort()",
        "import ctypes; ctypes.string_at(0)",
        "sys.stdin.close(); os.close(3)",
    ],
)
def test_who_ends_in_a_test_is_not_run_again(judge, monkeypatch, end):
    started = []
    child = judging.child
    monkeypatch.setattr(judging, "child", lambda *arguments: (started.append(1), child(*arguments))[1])
    result = judge.judge(_job(f"import os, sys\ndef f():\n    {end}\n    os._exit(0)", "f()"))
    assert "Python" in result.problem and result.started
    assert len(started) == 1


def test_nothing_compiled_for_anyone_is_within_reach(judge):
    look = (
        "import os, pathlib\nx = jax.jit(lambda x: 2 * x)(jnp.ones(3))\n"
        "folder = jax.config.jax_compilation_cache_dir\n"
        "roots = map(pathlib.Path, ('/tmp', '/root', '/home', '/var'))\n"
        "seen = [str(path) for root in roots for path in root.rglob('*-cache')]"
    )
    result = judge.judge(
        _job(
            look, "checks.equal(len(x), 3)", "checks.that(folder is None, 'x')", "checks.equal(len(seen), 0)"
        )
    )
    assert [result.outputs[f"test_{n}"] for n in range(3)] == [[], [], []], result.outputs


def test_a_compiler_of_another_submission_leaves_nothing(judge):
    first = "jax.config.update('jax_compilation_cache_dir', '/tmp/cache')\n"
    first += "jax.config.update('jax_persistent_cache_min_compile_time_secs', 0)\n"
    first += "import os\nx = jax.jit(lambda x: 2 * x)(jnp.ones(3))\nkept = len(os.listdir('/tmp/cache'))"
    assert judge.judge(_job(first, "checks.that(kept > 0, 'nothing was kept')")).outputs["test_0"] == []
    second = "import os\nfound = os.path.exists('/tmp/cache')"
    assert judge.judge(_job(second, "checks.that(not found, 'it is there')")).outputs["test_0"] == []


SECRET = b"what the test expects, and nobody else may see"


def _returning(value):
    return lambda: value


def _slices():
    import jax.numpy as jnp
    import torch

    whole = np.frombuffer(SECRET * 40, np.uint8).copy()
    tensor, rows = torch.from_numpy(whole), torch.from_numpy(whole.astype(np.float32)).reshape(-1, 8)
    return {
        "numpy": whole[:2],
        "numpy, every other": whole[::46],
        "jax": jnp.asarray(whole)[:2],
        "torch": tensor[:2],
        "torch, every other": tensor[::46],
        "torch, one row": rows[0],
        "torch, in a list": [{"x": (tensor[3:4],)}],
        "torch, a parameter": torch.nn.Parameter(rows[:1]),
        "torch, in a module": torch.nn.ParameterList([torch.nn.Parameter(rows[:1])]),
        "torch, a data set": torch.utils.data.TensorDataset(tensor[:2]),
        "torch, in a function": _returning(tensor[:2]),
        "torch from numpy": torch.from_numpy(whole[:2]),
        "numpy from torch": tensor[:2].numpy(),
    }


@pytest.mark.parametrize("name", _slices())
def test_a_slice_is_shipped_without_the_rest(name):
    shipped = Session(lambda request: {})._pickle(_slices()[name])
    assert (
        SECRET[8:30] not in shipped
        and np.frombuffer(SECRET[8:30], np.uint8).astype(np.float32).tobytes() not in shipped
    )


def test_what_is_shipped_is_the_same():
    import torch

    whole = torch.arange(12.0).reshape(3, 4).requires_grad_()
    parameter = torch.nn.Parameter(torch.arange(12.0)[:3])
    for value in (
        whole.detach()[1],
        whole.detach().T,
        torch.ones(1).expand(3),
        parameter,
        torch.eye(2).to_sparse(),
    ):
        back = pickle.loads(Session(lambda request: {})._pickle(value))
        assert type(back) is type(value) and back.requires_grad == value.requires_grad
        assert torch.equal(back.to_dense(), value.to_dense())

"""Lines that work at home and not where submissions are graded: the answers around them keep their points."""

import pytest

from autograder.engine.child import Patience
from autograder.engine.confine import sandbox
from autograder.engine.judge import Cell, Job
from autograder.engine.station import Station
from autograder.engine.verdict import earned

SETUP = "import matplotlib.pyplot as plt\nimport numpy as np\nimport torch\nfrom helpers import checks"
ANSWER = "def f(x):\n    return 2 * x"
TEST = Cell("test", "checks.close(f(np.ones(3)), [2, 2, 2])", "test", 2.0)
QUICK = Patience(call=4, cell=6, total=40, output=10_000)


@pytest.fixture(scope="module")
def station():
    station = Station()
    yield station
    station.close()


def judged(station, *cells, patience=QUICK, setup=SETUP):
    modules = ["numpy", "torch", "torch.utils.data", "matplotlib.pyplot"]
    cells = [Cell("setup", setup, "setup"), *cells]
    return station.judge(Job(cells, modules, {}, sandbox.best_tier(), patience=patience))


def text(outputs):
    return "".join(output.get("text", "") for output in outputs)


def errors(outputs):
    return [output for output in outputs if output["output_type"] == "error"]


# What stands above a right answer in its cell, and what the student is told.
LINES = {
    "installs a package": ("!pip install -q tqdm", "`!pip` is not run in grading."),
    "installs by magic": ("%pip install tqdm", "`%pip` is not run in grading."),
    "installs with conda": ("%conda install -y tqdm", "`%conda` is not run in grading."),
    "lists the folder": ("!ls", "`!ls` is not run in grading."),
    "lists the folder by an alias": ("%ls", "`!ls` is not run in grading."),
    "keeps what a command says": ("gpu = !nvidia-smi -L\nprint(len(gpu))", "`!nvidia-smi` is not run"),
    "doubles the sign": ("!!ls", "`!ls` is not run in grading."),
    "asks IPython for a command": ("get_ipython().system('ls')", "`!ls` is not run in grading."),
    "asks IPython for its output": ("a = get_ipython().getoutput('ls')", "`!ls` is not run in grading."),
    "asks IPython for a magic": ("get_ipython().run_line_magic('autosave', '9')", "`%autosave` is not known"),
    "saves now and then": ("%autosave 60", "`%autosave` is not known in grading"),
    "stores a variable": ("%store x", "`%store` is not known in grading"),
    "loads what is not installed": (
        "%load_ext tensorboard\n%tensorboard --logdir x",
        "`%load_ext` does not work",
    ),
    "loads what is not there": ("%load my_file.py", "`%load` does not work in grading"),
    "wants sharp figures": ("%config InlineBackend.figure_format = 'retina'", ""),
    "reloads modules": ("%load_ext autoreload\n%autoreload 2", ""),
    "goes elsewhere": ("%cd /content/drive/MyDrive", ""),
    "debugs": ("%pdb on", "`%pdb` is not run in grading."),
    "leaves a breakpoint": ("breakpoint()", "`breakpoint` does nothing in grading."),
    "wants a live figure": ("%matplotlib widget", "`%matplotlib widget` is not available in grading"),
    "wants an old live figure": ("%matplotlib notebook", "`%matplotlib notebook` is not available"),
    "wants a window": ("%matplotlib tk", "`%matplotlib tk` is not available in grading"),
    "wants another window": ("%matplotlib qt", "`%matplotlib qt` is not available in grading"),
    "wants Tk": ("import matplotlib\nmatplotlib.use('TkAgg')", "matplotlib's TkAgg is not available"),
    "wants Qt late": ("plt.switch_backend('QtAgg')", "matplotlib's QtAgg is not available"),
    "waits at a figure": ("plt.plot([1, 2]); plt.show(block=True)", ""),
    "asks for a name": ("name = input('Your name? ')", "Nobody answers `input` in grading"),
    "asks for a password": ("import getpass\ngetpass.getpass()", "Nobody answers `input` in grading"),
    "asks again and again": ("try:\n    while input() != 'q': pass\nexcept EOFError: pass", "Nobody answers"),
    "quits": ("quit()", "`exit` and `quit` do nothing in grading."),
    "shows HTML": ("from IPython.display import HTML, display\ndisplay(HTML('<b>x</b>'))", ""),
    "shows a slider": ("import ipywidgets\ndisplay(ipywidgets.IntSlider())", ""),
    "shows a bar": ("from tqdm.notebook import tqdm\nfor _ in tqdm(range(3)): pass", ""),
    "asks for help": ("np.maximum?", ""),
    "times the cell": ("%%time", ""),
    "keeps what the cell prints": ("%%capture out", ""),
    "uses an unknown magic": ("%%nosuchmagic -x", "the code below it was run without it"),
    "wants more threads": ("torch.set_num_threads(8)", "Grading sets the number of threads"),
    "wants more threads between": ("torch.set_num_interop_threads(8)", "Grading sets the number of threads"),
    "sets seeds": ("torch.manual_seed(0); np.random.seed(0); torch.use_deterministic_algorithms(True)", ""),
}


@pytest.mark.parametrize("what", LINES)
def test_somebody(station, what):
    line, said = LINES[what]
    result = judged(station, Cell("answer", f"{line}\n{ANSWER}"), TEST)
    assert not errors(result.outputs["answer"])
    assert said in text(result.outputs["answer"])
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


CELLS = {
    "runs a script": ("%%bash\necho x", "`%%bash` is not run in grading."),
    "asks a database": ("%%sql\nSELECT * FROM x", "its cell was not run"),
    "installs without a sign": ("pip install tqdm", "`%pip` is not run in grading."),
    "leaves": ("exit", "`exit` and `quit` do nothing in grading."),
    "times nothing": ("%%time", "`%%time` does not work in grading"),
    "times a lot": ("%%timeit -n 1 -r 1\nsum(range(10))", "per loop"),
    "leaves in the middle": ("import sys\nsys.exit()", ""),
}


@pytest.mark.parametrize("what", CELLS)
def test_somebody_in_a_cell_of_their_own(station, what):
    source, said = CELLS[what]
    result = judged(station, Cell("own", source, "own"), Cell("answer", ANSWER), TEST)
    assert said in text(result.outputs["own"])
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


def test_what_the_code_below_a_magic_raises_is_still_an_error(station):
    result = judged(station, Cell("answer", f"%time 1 / 0\n{ANSWER}"), TEST)
    assert errors(result.outputs["answer"])[0]["ename"] == "ZeroDivisionError"


def test_somebody_writes_a_module_and_imports_it(station):
    module = Cell("own", f"%%writefile my_layers.py\n{ANSWER}", "own")
    result = judged(station, module, Cell("answer", "from my_layers import f"), TEST)
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


LOADER = """\
from torch.utils.data import DataLoader
def f(x):
    batches = DataLoader(torch.as_tensor(x), {more})
    return np.concatenate([2 * batch.numpy() for batch in batches])
"""


@pytest.mark.parametrize(
    "more",
    ["2, num_workers=2", "2, False, None, None, 2", "num_workers=1, persistent_workers=True, timeout=9"],
)
def test_somebody_loads_data_with_workers(station, more):
    result = judged(station, Cell("answer", LOADER.format(more=more)), TEST)
    assert earned(result.outputs["test"], 2.0) == (2.0, "")
    assert "DataLoader uses num_workers=0" in text(result.outputs["test"])


STARTS = {
    "process": "import multiprocessing as m\nm.Process(target=print).start()",
    "pool": "import multiprocessing as m\nm.Pool(2)",
    "executor": "from concurrent.futures import ProcessPoolExecutor as P\nP(2).submit(abs, 1)",
    "program": "import subprocess\nsubprocess.run(['/bin/ls'])",
}


@pytest.mark.parametrize("what", STARTS)
def test_who_starts_a_process_is_told_that_there_are_none(station, what):
    result = judged(station, Cell("own", STARTS[what], "own"), Cell("answer", ANSWER), TEST)
    assert (
        "Grading does not allow a submission to start processes" in errors(result.outputs["own"])[0]["evalue"]
    )
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


@pytest.mark.parametrize(
    "move", ["torch.as_tensor(x).to('cuda')", "torch.ones(3, device='cuda')", "torch.ones(3).cuda()"]
)
def test_who_needs_a_gpu_is_told_that_there_is_none(station, move):
    own, answer = Cell("own", f"x = [1.0]\n{move}", "own"), Cell("answer", f"def f(x):\n    return {move}")
    result = judged(station, own, answer, TEST)
    assert "There is no GPU in grading." in errors(result.outputs["own"])[0]["evalue"]
    assert "There is no GPU in grading." in earned(result.outputs["test"], 2.0)[1]


def test_the_number_of_threads_is_kept_whatever_is_asked_for(station):
    own = "import os\nos.environ['OMP_NUM_THREADS'] = '8'\nn = torch.get_num_threads()\n"
    own += "torch.set_num_threads(8)\n"
    result = judged(station, Cell("own", f"{own}print(n, torch.get_num_threads())", "own"))
    assert text(result.outputs["own"]).split()[-2:] == ["1", "1"]


SLOW = "import time\nfor _ in range(2000): time.sleep(0.01)"
HUNG = "sum(range(10 ** 12))"
DEAF = """\
import time
end = time.monotonic() + 100
while time.monotonic() < end:
    try:
        lr = float(np.random.default_rng().uniform(0, 1))
        sum(np.sin(lr * k) for k in range(2000))
    except:
        {then}"""
SHORT = Patience(call=2, cell=2, total=12, output=10_000)


def test_ten_experiments_leave_the_tests_their_time(station):
    own = [Cell(f"own-{n}", SLOW, "own") for n in range(10)]
    helper = Cell("own-10", "two = 2", "own")
    answer = Cell("answer", "def f(x):\n    return two * x")
    result = judged(station, *own, helper, answer, TEST, patience=SHORT)
    assert result.problem is None
    assert result.skipped == [cell.name for cell in own]
    assert sum(result.times[cell.name] for cell in own) < 6 + 1
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


def test_an_answer_has_the_time_of_a_cell(station):
    """Answers are not paid from the purse of own cells."""
    answer = Cell("answer", f"import time\ntime.sleep(1.8)\n{ANSWER}")
    result = judged(station, answer, TEST, patience=SHORT)
    assert not errors(result.outputs["answer"])


@pytest.mark.parametrize("then", ["continue", "pass", "print('next')", "lr = 0.0"])
def test_a_bare_except_in_a_loop_is_interrupted(station, then):
    first = Cell("test-0", "checks.equal(1, 1)", "test", 1.0)
    own = Cell("own", DEAF.format(then=then), "own")
    result = judged(station, first, own, Cell("answer", ANSWER), TEST, patience=SHORT)
    assert result.problem is None
    assert result.skipped == ["own"]
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


def test_a_cell_that_hangs_before_the_first_test_is_left_out(station):
    result = judged(station, Cell("own", HUNG, "own"), Cell("answer", ANSWER), TEST, patience=SHORT)
    assert result.problem is None
    assert result.skipped == ["own"]
    assert "This cell hung" in errors(result.outputs["own"])[0]["evalue"]
    assert earned(result.outputs["test"], 2.0) == (2.0, "")


def test_nothing_is_run_again_after_a_test_or_in_an_answer_or_if_the_process_ended(station):
    first = Cell("test-0", "checks.equal(1, 1)", "test", 1.0)
    for cells in (
        [first, Cell("own", HUNG, "own")],
        [Cell("answer", HUNG)],
        [Cell("own", "import os; os._exit(0)", "own")],
    ):
        result = judged(station, *cells, TEST, patience=SHORT)
        assert "the rest was not run" in result.problem
        assert "test" not in result.outputs

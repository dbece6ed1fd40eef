"""Where the thresholds on trained flows come from: the reference and wrong answers over many seeds.

    python tests/answers/07_flows/calibrate.py

Runs the ``trained`` functions of the two tests that judge a training, with other data and other initial weights for
each seed, and writes both distributions to ``calibration.json``. Takes some minutes.
"""

import ast
import json
import math
import os
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

SEEDS = 20
# A flow is better the lower its number; a value that is not finite, or an error, is null and counts as failed.
MEASURES = {
    "test_fit_affine": {
        "what": "nats above the floor of the sample, after 150 steps of size 0.1 on 100 samples of a Gaussian",
        "threshold": 0.01,
        "wrong": [
            "fit/cleared_before_the_step", "fit/default_learning_rate", "fit/gradients_pile_up", "fit/uphill",
            "log_abs_det_jac/covariance_determinant", "log_abs_det_jac/detached", "log_abs_det_jac/product_of_the_diagonal",
            "log_prob_y/determinant_forgotten", "log_prob_y/forward_instead_of_inverse", "log_prob_y/sign_of_the_determinant",
            "nll/sign_forgotten",
        ],
    },
    "test_flow_moons": {
        "what": "held-out nats a point, after 150 steps of size 0.01 on 200 samples of the moons",
        "threshold": 1.72,
        "wrong": [
            "fit/cleared_before_the_step", "fit/gradients_pile_up", "fit/plain_gradient_descent", "fit/uphill",
            "Coupling/flip_ignored", "Coupling/scale_without_exp", "Coupling/volume_kept", "Flow/determinants_forgotten",
            "Flow/plain_list",
        ],
    },
}  # fmt: skip


def measure(name: str, test: str, sources: dict[str, str]) -> list[float | None]:
    """What a set of solutions reaches in a test's training, once for each seed."""
    import numpy as np
    import torch

    from autograder import answers, outcomes, sheets
    from autograder.course import Course
    from helpers import data

    course = Course(Path(__file__).parents[3])
    notebook = answers.splice(sheets.read_text(course.text("07_flows")), sources)
    space = {"__name__": "__main__"}
    for cell in outcomes.needed_cells(notebook):
        source = cell.source
        if cell.id == test:  # of the test itself, only what it trains
            tree = ast.parse(source)
            tree.body = [node for node in tree.body if getattr(node, "name", "") == "trained"]
            source = ast.unparse(tree)
        elif cell.metadata.get("nbgrader", {}).get("grade"):
            continue
        exec(compile(source, cell.id, "exec"), space)

    def moons(n, seed):
        return torch.tensor(data.two_moons(n, noise=0.1, seed=seed)[0], dtype=torch.float32)

    def reached(seed):
        if test == "test_flow_moons":
            return space["trained"](moons(200, 100 + seed), moons(1000, 200 + seed), seed)[1]
        points = np.random.default_rng(seed).multivariate_normal([1, 2], [[0.5, 0.3], [0.3, 0.3]], 100)
        A, b, _ = space["trained"](torch.tensor(points, dtype=torch.float32))
        # Judged without the answer's own log_prob, which may be what is wrong.
        flow = torch.distributions.MultivariateNormal(b.double(), (A @ A.T).double())
        floor = 1 + math.log(2 * math.pi) + 0.5 * np.linalg.slogdet(np.cov(points.T, bias=True))[1]
        return -flow.log_prob(torch.tensor(points)).mean().item() - floor

    found = []
    for seed in range(SEEDS):
        try:
            value = float(reached(seed))
        except Exception:
            value = math.nan
        found.append(float(f"{value:.5g}") if math.isfinite(value) else None)
    return found


def main() -> None:
    """Measure everything and write it down."""
    from autograder import answers

    os.environ.update(WORKBOOK_BUDGET="quick", MPLBACKEND="agg")
    here = Path(__file__).parent
    bank = {f"{one.grade_id}/{one.name}": one for one in answers.bank(here.parent, here.name) if not one.right}
    tasks = []
    for test, plan in MEASURES.items():
        tasks.append(("reference", test, {}))
        tasks += [(name, test, {bank[name].grade_id: bank[name].source}) for name in plan["wrong"]]
    with ProcessPoolExecutor(2, get_context("forkserver")) as pool:
        values = list(pool.map(partial(_unpacked, measure), tasks))
    result = {
        test: {"what": plan["what"], "threshold": plan["threshold"], "seeds": SEEDS, "wrong": {}}
        for test, plan in MEASURES.items()
    }
    for (name, test, _), found in zip(tasks, values, strict=True):
        good = [value is not None and value < result[test]["threshold"] for value in found]
        if name == "reference":
            result[test] |= {"false_fail_rate": good.count(False) / SEEDS, "reference": found}
        else:
            result[test]["wrong"][name] = {"values": found, "false_pass_rate": good.count(True) / SEEDS}
    text = json.dumps(result, indent=1)
    (here / "calibration.json").write_text(_one_line_lists(text) + "\n", encoding="utf-8")
    for test, found in result.items():
        print(test, "false fails", found["false_fail_rate"], {k: v["false_pass_rate"] for k, v in found["wrong"].items()})


def _unpacked(function, arguments):
    return function(*arguments)


def _one_line_lists(text: str) -> str:
    """Put each list of numbers on one line: twenty seeds are one thing."""
    lines, inside = [], False
    for line in text.splitlines():
        if inside:
            lines[-1] += line.strip() if line.strip().startswith("]") else f" {line.strip()}"
            inside = not line.strip().startswith("]")
        else:
            lines.append(line)
            inside = line.endswith("[")
    return "\n".join(lines).replace("[ ", "[")


if __name__ == "__main__":
    main()

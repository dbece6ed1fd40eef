# %% [markdown] name="title"
# # 3 How far down a loss can go
#
# By the end of this sheet you know three limits of a training run:
#
# - **How large may the learning rate be?** For gradient descent near a minimum, the largest curvature decides. And where the curvatures differ, gradient descent is slow: this is one reason to look at Adam.
# - **How low can the loss get?** No model has a smaller *expected test loss* than the mean entropy of the labels given their inputs. For the data of this sheet you compute it.
# - **How much data is needed?** A network can learn the labels of single samples by heart. You see it happen with five hundred samples, and how to prevent it.
#
# At the end you compare deep with wide networks, and see how easily such a comparison misleads.
#
# **How it works.** Replace each `raise NotImplementedError` by your code, then run the test cells below it. A test that
# passes says so; one that fails says what it expected and where to look. Some tests check more than you can see.
# Written answers are read by a person. Most short questions in the text that give no points have a folded answer below them: think first, then open it.
#
# **Conventions.** This sheet is in PyTorch; 3.2 shows what you need of it. A batch has one sample per row: inputs $x$ have shape `(n, 2)`, labels $y$ are `(n, 1)` and hold 0.0 or
# 1.0. Every model ends in the *logit* $z$, never in a sigmoid: $p = \sigma(z)$ is the probability of class 1, and the loss is
# `F.binary_cross_entropy_with_logits`, a mean in nats. $\eta$ is the *learning rate*. Random numbers come from the generator that a function is given; the initialization of a
# network depends on `torch.manual_seed`. No function changes the tensors that it is given.

# %% [markdown] name="points"
# | task | checked automatically | written | points |
# |:--|--:|--:|--:|
# | 3.1 A valley | 1 |  | 1 |
# | 3.2 Downhill | 3 |  | 3 |
# | 3.3 How large the learning rate may be | 3 | 2 | 5 |
# | 3.4 A learning rate for each parameter | 2 | 2 | 4 |
# | 3.5 Two clouds | 2 |  | 2 |
# | 3.6 Logistic regression | 2 |  | 2 |
# | 3.7 Endless data | 2 |  | 2 |
# | 3.8 A line that bends | 3 |  | 3 |
# | 3.9 The floor | 3 | 3 | 6 |
# | 3.10 Five hundred samples | 3 | 2 | 5 |
# | 3.11 How many would be enough | 2 |  | 2 |
# | 3.12 Waves | 2 |  | 2 |
# | 3.13 Deep or wide |  | 3 | 3 |
# | **all** | **28** | **12** | **40** |

# %% [markdown] name="times"
# **Time.** A guess for a student who meets this for the first time; it differs a lot from person to person. If you have used PyTorch before, you save half an hour in 3.2.
#
# | tasks | to work through |
# |:--|--:|
# | 3.1 and 3.2: a valley, gradient descent in PyTorch | 50 min |
# | 3.3: how large the learning rate may be | 50 min |
# | 3.4: Adam | 35 min |
# | 3.5 to 3.8: data, models, training | 1 h 20 min |
# | 3.9: the floor | 45 min |
# | 3.10 and 3.11: over-fitting, how much data | 1 h |
# | 3.12 and 3.13: deep or wide | 40 min |
# | to run the whole sheet | 1 to 2 minutes |

# %% [markdown] name="words"
# A word that you do not know? The [glossary](../../docs/glossary.md) explains it in one line.

# %% [markdown] name="contract"
# **What holds for every function of this sheet.** It changes nothing that it is given (except the model that it trains), and keeps nothing from one call to the next. It uses
# its arguments, no global variable in their place. It draws no random numbers but those it is asked for, and sets no seed. It takes all the steps it is asked for, also 0 steps, however small or large the loss is. Tensors may be `float32` or `float64`, and
# their axes in any order in memory; a tensor that is returned has the type of what it is made from: `float64` in, `float64` out. A batch can be a single sample. Except where the text says so, add no small constant and clip nothing. (The $10^{-8}$ of Adam is such an exception.)

# %% name="find_helpers"
from importlib.util import find_spec

if find_spec("helpers") is None:
    raise SystemExit("This kernel has no helpers. Choose the kernel of the course; in Colab, or before you installed it, see START.html.")

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import math
from collections.abc import Callable
from functools import cache
from typing import NamedTuple

import numpy as np
import torch
import torch.nn.functional as F
from helpers import budget, checks, contracts, plotting
from helpers.announce import announce_tests
from torch import nn
from tqdm.auto import tqdm

Batch = tuple[torch.Tensor, torch.Tensor]  # inputs (n, 2), labels (n, 1)

torch.set_num_threads(1)  # for networks this small, threads spend their time waiting for one another
plotting.style()
announce_tests()

# %% [markdown]
# ## 3.1 A valley · 1 point
#
# A loss with a million parameters has no picture, so start with two, $\theta = (\theta_1, \theta_2)$, and the simplest valley there is,
#
# $$f(\theta) = (\theta_1 - 1)^2 + 0.2\,(\theta_2 - 2)^2.$$
#
# It is steep in the direction of $\theta_1$ and flat in the direction of $\theta_2$. Where is its lowest point, and what shape are the lines of equal $f$ (*contour lines*)?
#
# <details><summary>Answer</summary>
#
# The lowest point is $(1, 2)$, where both squares are 0. The contour lines are ellipses around it, longer by a factor of $\sqrt{1/0.2} = 2.2$ in the direction of $\theta_2$.
#
# </details>
#
# Write `valley(theta)` for one point or for any array of points. Use PyTorch operations only, so that PyTorch can differentiate it.

# %% nbgrader={"grade_id": "valley", "solution": true}
def valley(theta: torch.Tensor) -> torch.Tensor:
    """The height of the valley.

    Args:
        theta: points, shape ``(..., 2)``.

    Returns:
        ``(theta_1 - 1)^2 + 0.2 (theta_2 - 2)^2`` for each point, shape ``(...)``.
    """
    ### BEGIN SOLUTION
    return (theta[..., 0] - 1) ** 2 + 0.2 * (theta[..., 1] - 2) ** 2
    ### END SOLUTION


# %% [markdown] name="look_valley_text"
# Look: the contour lines of the valley.

# %% name="look_valley"
def valley_map(title: str):
    """The contour lines of the valley, to draw paths on."""
    return plotting.iso_lines(
        lambda points: valley(torch.tensor(points)).numpy(), xlim=(-2, 4), ylim=(-2, 4),
        levels=[0.05, 0.25, 0.5, 1, 2, 4, 8], xlabel=r"$\theta_1$", ylabel=r"$\theta_2$", title=title,
    )


ax = valley_map("The valley: contour lines of f")

# %% nbgrader={"grade_id": "test_valley", "grade": true, "points": 1}
"""3.1 valley is the height at every point, and can be differentiated."""
checks.close(valley(torch.tensor([1.0, 2.0])), 0.0, what="valley at (1, 2)", hint="The lowest point.")
checks.close(valley(torch.tensor([-1.0, 2.0])), 4.0, what="valley at (-1, 2)", hint="The squared distance across.")
checks.close(valley(torch.tensor([1.0, 5.0])), 1.8, what="valley at (1, 5)", hint="0.2 times the squared distance along.")
checks.shape(valley(torch.zeros(5, 2)), (5,), what="valley of five points", hint="One height per point: index theta[..., 0].")
checks.shape(valley(torch.zeros(1, 2)), (1,), what="valley of one point in a batch", hint="A batch of one stays a batch.")
def slopes(valley, theta):
    theta = theta.clone().requires_grad_()
    heights = valley(theta)
    return torch.autograd.grad(heights.sum(), theta)[0] if heights.requires_grad else None
found = checks.remote(lambda: slopes(valley, torch.tensor([[3.0, 4.0], [1.0, 2.0]])))
checks.that(found is not None, "The height is not connected to theta: stay with PyTorch from input to output.")
checks.close(found, [[4.0, 0.8], [0.0, 0.0]], what="the gradient of valley at (3, 4) and at the lowest point")
checks.close(valley(torch.tensor([[3.0, 4.0], [0.0, 0.0]])), [4.8, 1.8], what="valley at (3, 4) and (0, 0)")
checks.shape(valley(torch.zeros(4, 5, 2)), (4, 5), what="valley of a grid of 4 by 5 points")
contracts.consistent(valley, torch.tensor([[3.0, 4.0], [0.0, 0.0], [-900.0, 1e-3]]), precision=True, what="the height")
### BEGIN HIDDEN TESTS
points_test = torch.randn(4, 3, 2, generator=torch.Generator().manual_seed(1))
heights = (points_test.numpy() * np.array([1, np.sqrt(0.2)]) - np.array([1, 2 * np.sqrt(0.2)])) ** 2
checks.close(valley(points_test), heights.sum(axis=-1), what="valley of a grid of points")  # any number of axes
points = lambda *shape: contracts.changed(contracts.real(*shape, low=-1e4, high=1e4, edges=[1.0, 2.0], whole=False), torch.as_tensor)
for shape in [("n", 2), (2, "n", 3, 2), (2,)]:
    contracts.agrees(valley, contracts.cases(points(*shape), n=[5, 1, 2, 1001]), tolerance=1e-9, precision=True, what="valley(theta)")
contracts.agrees(valley, contracts.cases(points("n", 2)), by=slopes, tolerance=1e-9, precision=True, what="the gradient of valley")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.2 Downhill · 3 points
#
# *Gradient descent* repeats one line,
#
# $$\theta \leftarrow \theta - \eta\, \nabla f(\theta),$$
#
# with the *learning rate* $\eta$. It is a factor: the step is $\eta\, \lVert \nabla f \rVert$ long. (Others call $\eta$ the *step size*.) PyTorch computes the gradient (*autograd*). The next cell shows the four idioms that you need,
# on $f(\theta) = \theta^2$:
#
# 1. `requires_grad_()` tells PyTorch to record what is computed from this tensor (the computational graph of 2.7). Such a tensor, which is not itself the result of an operation, is a *leaf*.
# 2. `value.backward()` computes the derivatives and **adds** them to the `.grad` of each leaf, here to `theta.grad`. It does not replace what is there.
# 3. `.detach()` gives the same numbers without the graph. The update itself must not become part of the graph.
# 4. `.clone()` copies the numbers. If you append the same tensor to a list in each step and then change it in place, all entries show its last value. Append a copy.

# %% name="look_autograd"
theta = torch.tensor(3.0).requires_grad_()  # 1: a leaf
value = theta**2
value.backward()  # 2: d value / d theta = 2 theta = 6
print("value", value, "  gradient", theta.grad)
(theta**2).backward()
print("after a second backward(), the gradients have been added:", theta.grad)
new = theta.detach() - 0.1 * 6.0  # 3: plain numbers, no graph
print("a step of gradient descent leads to", new, "  connected to a graph:", new.requires_grad)
kept, copied, position = [], [], torch.tensor([0.0])
for _ in range(3):
    position += 1  # changes the tensor in place
    kept.append(position)
    copied.append(position.clone())  # 4: a copy
print("kept without and with a copy:", torch.cat(kept).tolist(), torch.cat(copied).tolist())

# %% [markdown] name="descent_text"
# The simplest loop makes a *new leaf* in each step, from the last point without its graph: its gradient then starts empty.
#
# Write `gradient_descent(f, start, learning_rate, steps)` in this way, without `torch.optim`, for any differentiable `f`. Return the whole path, the first point included: `steps`
# steps have `steps + 1` points. `start` itself must stay as it is: do not call `requires_grad_()` on it, but on a copy.

# %% nbgrader={"grade_id": "gradient_descent", "solution": true}
def gradient_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps of gradient descent, and return the path.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor of shape ``()``.
        start: the first point, shape ``(d,)``, which requires no gradient; not changed.
        learning_rate: the factor of the gradient in a step.
        steps: how many.

    Returns:
        The points, shape ``(steps + 1, d)``, the first of which is ``start``; and the height of each, shape
        ``(steps + 1,)``. Both are tensors, not part of a graph.
    """
    ### BEGIN SOLUTION
    trajectory, values = [start.detach()], []
    for step in range(steps + 1):
        theta = trajectory[-1].clone().requires_grad_()  # a new leaf: its gradient starts empty
        value = f(theta)
        values.append(value.detach())
        if step < steps:
            value.backward()
            trajectory.append(theta.detach() - learning_rate * theta.grad)
    return torch.stack(trajectory), torch.stack(values)
    ### END SOLUTION


# %% [markdown] name="look_descent_text"
# Look: four paths of forty steps, one dot per step. Each of them first crosses the valley and then goes along it. At which angle does a path cross a contour line?
#
# <details><summary>Answer</summary>
#
# At a right angle, for small steps: along the contour line $f$ does not change, and the gradient has no component in a direction in which $f$ does not change.
#
# </details>

# %% name="look_descent"
descents = {
    f"from ({a:g}, {b:g})": gradient_descent(valley, torch.tensor([a, b]), learning_rate=0.1, steps=40)[0]
    for a, b in [(-1.5, -1.5), (3.5, -1.0), (-1.5, 3.5), (3.5, 3.5)]
}
in_graph = any(getattr(path, "requires_grad", False) for path in descents.values())
checks.that(not in_graph, "The points of gradient_descent still belong to a graph: detach what you keep.")
ax = plotting.paths(descents, ax=valley_map("Forty steps with learning rate 0.1"))

# %% nbgrader={"grade_id": "test_descent_path", "grade": true, "points": 2}
"""3.2 gradient_descent takes steps against the gradient of f."""
bowl = lambda theta: (theta**2).sum()  # its gradient is 2 theta: a step at rate 0.25 halves every coordinate
path, _ = gradient_descent(bowl, torch.tensor([4.0, -8.0]), learning_rate=0.25, steps=3)
checks.shape(path, (4, 2), what="the path of three steps", hint="The start belongs to it.")
checks.close(path[0], [4, -8], what="the first point", hint="The path begins at start. If all its points are equal, they are one tensor, appended four times.")
checks.close(path[1], [2, -4], what="the second point", hint="theta - learning_rate * gradient")
checks.close(path, [[4, -8], [2, -4], [1, -2], [0.5, -1]], what="the path", hint="Does theta.grad start empty each time?")
checks.close(gradient_descent(bowl, torch.tensor([4.0]), 0.5, 3)[0], [[4.0], [0.0], [0.0], [0.0]], what="a path that arrives early", hint="It has steps + 1 points.")
checks.close(gradient_descent(bowl, torch.tensor([1.0]), 0.1, 0)[0], [[1.0]], what="the path of no steps")
checks.close(gradient_descent(lambda theta: 1e-8 * bowl(theta), torch.tensor([1.0]), 1e7, 3)[0], [[1.0], [0.8], [0.64], [0.512]], what="a path over a nearly flat f")
checks.close(gradient_descent(bowl, torch.tensor([1e3]), 2.0, 3)[0], [[1e3], [-3e3], [9e3], [-2.7e4]], what="a path that explodes")
checks.shape(gradient_descent(bowl, torch.tensor([1.0]), 1e30, 4)[0], (5, 1), what="a path of four steps to infinity")
contracts.consistent(lambda start: gradient_descent(bowl, start, 0.25, 3), torch.tensor([4.0, -8.0, 1e-3]), precision=True, what="(path, heights)")
### BEGIN HIDDEN TESTS
coupled = lambda theta: theta[0] ** 4 / 4 + theta[0] * theta[1] + theta[2] ** 2  # not a bowl, and of three variables
at = np.array([1.0, -0.5, 2.0])
expected = [at]
for _ in range(6):
    at = at - 0.05 * np.array([at[0] ** 3 + at[1], at[0], 2 * at[2]])
    expected.append(at)
path, _ = gradient_descent(coupled, torch.tensor([1.0, -0.5, 2.0]), 0.05, 6)
checks.close(path, expected, what="the path on another function")
steep = lambda theta: 1000 * (theta**4).sum() + theta.prod()
flat = lambda theta: 1e-9 * (theta**2).sum()
for f, rate in [(bowl, 0.25), (bowl, 1.5), (bowl, 0.5), (steep, 1e-4), (flat, 1e8), (flat, 1e-3)]:
    starts = [(f, torch.tensor(at, dtype=kind), rate, steps) for at, kind, steps in [
        ([1.0], torch.float32, 4), ([0.0, 0.0], torch.float32, 3), ([0.5, -2.0, 1e-9], torch.float64, 12), ([1.0, 1.0], torch.float32, 0)]]
    contracts.agrees(gradient_descent, starts, tolerance=1e-9, floor=1e-30, precision=True, what="(path, heights)")
contracts.agrees(gradient_descent, [(bowl, torch.tensor([1.0, -3.0]), 0.01, 150), (lambda theta: theta[1] ** 2, torch.ones(3), 0.25, 2)], precision=True, what="(path, heights)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_descent_record", "grade": true, "points": 1}
"""3.2 gradient_descent returns each height, outside of any graph, and leaves start alone."""
bowl = lambda theta: (theta**2).sum()
_, values = gradient_descent(bowl, torch.tensor([4.0, -8.0]), learning_rate=0.25, steps=3)
checks.shape(values, (4,), what="the heights", hint="One for each point of the path.")
checks.close(values, [80, 20, 5, 1.25], what="the height", hint="If the path is right, above: the height of each point, not of the next one.")
def after_a_call():
    start = torch.tensor([4.0, -8.0])
    parts = gradient_descent(bowl, start, 0.25, 3)
    return start.tolist(), [isinstance(part, torch.Tensor) for part in parts], [getattr(part, "requires_grad", False) for part in (*parts, start)]
start_after, tensors, in_graph = checks.remote(after_a_call)
checks.close(start_after, [4, -8], what="start after the call", hint="Step on a copy.")
checks.equal(tensors, [True, True], what="whether path and heights are tensors", hint="A list becomes one by torch.stack.")
checks.equal(in_graph, [False, False, False], what="whether path, heights and start require a gradient after the call", hint="Detach what you keep, and walk on a copy of start.")
checks.close(gradient_descent(bowl, torch.tensor([1.0]), 0.5, 3)[1], [1, 0, 0, 0], what="the heights of a path that arrives early")
### BEGIN HIDDEN TESTS
def twice_from_one_start():
    start = torch.tensor([4.0, -8.0])
    found = [gradient_descent(bowl, start, 0.25, 2) for _ in range(2)]
    return [torch.as_tensor(path).detach().numpy().copy() for path, _ in found]
first, second = checks.remote(twice_from_one_start)
for path in (first, second):  # nothing left behind in start.grad
    checks.close(path, [[4, -8], [2, -4], [1, -2]], what="one of two paths from the same start")
slope = lambda theta: theta.sum() * 3
contracts.agrees(gradient_descent, [(slope, torch.ones(2), 0.1, 5), (slope, torch.ones(1, dtype=torch.float64), 10.0, 1)], precision=True, what="(path, heights)")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.3 How large the learning rate may be · 5 points
#
# Near its lowest point almost every smooth function looks like a valley. The *Hessian* is the matrix of its second derivatives. Along an eigenvector of the Hessian the function is a parabola, and the
# eigenvalue $\lambda > 0$ is its *curvature*. With $e$ for the (signed) distance from the lowest point along this eigenvector, $f = \frac12 \lambda e^2$, and the derivative is $\lambda e$. So one step of gradient
# descent makes
#
# $$e \leftarrow e - \eta \lambda e = (1 - \eta\lambda)\, e.$$
#
# The distance is multiplied by the same factor $1 - \eta\lambda$ in each step, for each eigenvector separately. Example: in our valley the Hessian is $\begin{pmatrix} 2 & 0 \\ 0 & 0.4 \end{pmatrix}$, the eigenvectors are the axes, and
# with $\eta = 0.1$ the factors are $1 - 0.2 = 0.8$ across and $1 - 0.04 = 0.96$ along. After 50 steps, $0.8^{50} \approx 1.4 \cdot 10^{-5}$ of the distance across is left, but $0.96^{50} \approx 0.13$ of the distance along.
#
# Now you: (1) The distance shrinks along *every* eigenvector only if all factors are less than 1 in absolute value. For which $\eta$ is that so? The end of this range is the *limit* of the learning rate. (2) The distance shrinks most slowly along the eigenvector with the
# largest $|1 - \eta\lambda|$. Which one it is depends on $\eta$. The *best* rate makes the largest factor $|1 - \eta\lambda|$ as small as possible. Sketch $|1 - \eta\lambda|$ over $\eta$ for a large and a small
# $\lambda$ in one picture, and find it.
#
# Write two functions. `steps_to(f, start, learning_rate)` measures: it runs gradient descent, and returns the number of steps after which $f$ is below a bound for the first time. If $f$ is below the bound at the start already, this number is 0.
# Its argument `limit` is the largest number of steps to try; the limit of the learning rate is something else. `rates_from_curvature(f, at)` predicts without
# any steps: from the eigenvalues of the Hessian of `f` at the point `at` it returns the limit and the best rate, in this order. `torch.autograd.functional.hessian(f, at)` computes the matrix, `torch.linalg.eigvalsh` its eigenvalues, in rising order.

# %% nbgrader={"grade_id": "steps_to", "solution": true}
def steps_to(
    f: Callable[[torch.Tensor], torch.Tensor],
    start: torch.Tensor,
    learning_rate: float,
    *,
    below: float = 1e-6,
    limit: int = 500,
) -> float:
    """How many steps of gradient descent it takes to get below a height.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor of shape ``()``.
        start: the first point, shape ``(d,)``.
        learning_rate: the factor of the gradient in a step.
        below: the height.
        limit: the largest number of steps to try (not the limit of the learning rate).

    Returns:
        The first k = 0, 1, ..., ``limit`` for which f after k steps is less than ``below``, whatever f does on the way;
        ``math.inf`` if there is none. Steps after the first such k need not be taken.
    """
    ### BEGIN SOLUTION
    _, values = gradient_descent(f, start, learning_rate, limit)
    reached = torch.nonzero(values < below)
    return int(reached[0]) if len(reached) else math.inf
    ### END SOLUTION


# %% nbgrader={"grade_id": "rates_from_curvature", "solution": true}
def rates_from_curvature(f: Callable[[torch.Tensor], torch.Tensor], at: torch.Tensor) -> tuple[float, float]:
    """What the curvature of a function says about the learning rate of gradient descent.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor of shape ``()``.
        at: where to measure the curvature, shape ``(d,)``; all eigenvalues of the Hessian are positive there. Not changed.

    Returns:
        Two plain floats. The limit of the learning rate: from it on, there is an eigenvector along which the distance to
        the bottom does not shrink. The best rate: with it, the largest factor ``|1 - rate * eigenvalue|`` is as small as possible.
    """
    ### BEGIN SOLUTION
    curvatures = torch.linalg.eigvalsh(torch.autograd.functional.hessian(f, at))  # rising
    return float(2 / curvatures[-1]), float(2 / (curvatures[0] + curvatures[-1]))
    ### END SOLUTION


# %% [markdown] name="look_rates_text"
# Look: the number of steps for each learning rate, measured from the same start, and your two predictions. A small rate needs many steps. From the limit on, no number of steps is enough from this start (red ticks). The measured minimum may lie a
# little beside the best rate, because with so few steps the start matters, too.

# %% name="look_rates"
corner = torch.tensor([-1.5, -1.5])
limit_rate, best_rate = rates_from_curvature(valley, corner)
rates = np.linspace(0.05, 1.1, budget(full=36, quick=4))
ax = plotting.curves(
    {"steps until f < 1e-6": (rates, [steps_to(valley, corner, rate) for rate in rates])},
    xlabel=r"learning rate $\eta$", ylabel="steps", title="Steps to the bottom", log_y=True,
    not_finite="never below 1e-6",
)
ax = plotting.mark_levels({f"best, {best_rate:.4f}": best_rate, f"limit, {limit_rate:.4f}": limit_rate}, ax=ax, vertical=True)
for rate in (0.1, 5 / 6, 0.99, 1.0):
    print(f"learning rate {rate:.3f}: {steps_to(valley, corner, rate):3g} steps")

# %% name="look_strides"
strides = {
    rf"$\eta$ = {rate:.3g}": gradient_descent(valley, corner, rate, steps=12)[0] for rate in (1.0, 5 / 6, 0.1)
}
ax = plotting.paths(strides, ax=valley_map("Twelve steps, three learning rates"))

# %% nbgrader={"grade_id": "test_steps_to", "grade": true, "points": 1}
"""3.3 steps_to counts the steps until f is below the bound."""
narrow = lambda theta: (theta[0] - 1) ** 2 + 0.2 * (theta[1] - 2) ** 2
counts = [steps_to(narrow, torch.tensor([-1.5, -1.5]), rate, **how) for rate, how in {0.1: {"limit": 200}, 0.5: {"limit": 40}, 5 / 6: {"limit": 40}, 0.9: {"limit": 40}, 0.99: {}}.items()]
checks.equal(counts, [181, 33, 20, 36, 388], what="the steps at the rates 0.1, 0.5, 5/6, 0.9, 0.99",
             hint="After 0 steps you are at the start. Compare the height, not the distance, with the bound.")
checks.equal(steps_to(narrow, torch.tensor([-1.5, -1.5]), 1.0, limit=50), math.inf, what="the steps at rate 1", hint="Never: math.inf.")
square = lambda theta: (theta**2).sum()  # from 1, with rate 0.25, the heights are 1, 1/4, 1/16, ...
count = lambda **how: steps_to(square, torch.tensor([1.0]), 0.25, **how)
checks.equal([count(below=2.0, limit=3), count(below=0.25, limit=9)], [0, 2], what="the steps to below 2 and to below 1/4, heights 1, 1/4, 1/16")
checks.equal([count(below=0.1, limit=2), count(below=0.1, limit=1)], [2, math.inf], what="the steps to below 0.1 with limits 2 and 1")
checks.equal(steps_to(square, torch.tensor([1.0]), 50.0, limit=30), math.inf, what="the steps of a path that explodes")
begin = torch.tensor([1.0])
both = [steps_to(square, begin, 0.25, below=0.1, limit=9) for _ in range(2)]
checks.equal([*both, float(begin[0])], [2, 2, 1.0], what="the steps from one start, asked twice, and the start afterward", hint="detach and .data share memory with start; a step that changes it moves start, too.")
two_bottoms = lambda theta: (theta[0] ** 2 - 1) ** 2  # from 1.2, the first of these steps goes up
bumpy = [steps_to(two_bottoms, torch.tensor([1.2]), rate, below=below, limit=50) for rate, below in [(0.22, 1e-6), (0.26, 0.01)]]
checks.equal(bumpy, [18, 2], what="the steps where f rises first, and of a path that comes below the bound and leaves it again")
checks.equal(steps_to(lambda theta: -torch.cos(theta[0]), torch.tensor([1.0]), 0.5, below=-0.9, limit=9), 2, what="the steps to a height below 0")
### BEGIN HIDDEN TESTS
grows = steps_to(narrow, torch.tensor([1.0001, 2.5]), 1.5, below=0.002, limit=30)  # 0.05, 0.008, 0.0013, ... and up again across
checks.equal(grows, 2, what="the steps of a path that comes below the bound and leaves it again")
asked = lambda steps_to, f, start, rate, below, limit: float(steps_to(f, start, rate, below=below, limit=limit))
starts = [(f, torch.tensor(at), rate, below, limit) for f, at in [(square, [1.0, 0.5]), (narrow, [1.0, 0.5]), (narrow, [1.0, 2.0])] for rate in (0.2, 1.2)
          for below, limit in [(1e-3, 20), (0.0, 3), (5.0, 0), (0.25, 1)]] + [(square, torch.tensor([1.0]), 0.2, 1e-12, 40)]
dips = lambda theta: torch.sin(3 * theta[0]) + 0.1 * theta[0] ** 2 - 5  # heights below 0, with many bottoms
starts += [(f, torch.tensor([at], dtype=torch.float64), rate, below, limit) for f, below in [(dips, -5.8), (two_bottoms, 1e-4)] for at, rate in [(1.2, 0.05), (-1.7, 0.2)] for limit in (3, 20)]
contracts.agrees(steps_to, starts, by=asked, what="the number of steps")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_rates_from_curvature", "grade": true, "points": 2}
"""3.3 rates_from_curvature predicts the limit and the best rate."""
narrow = lambda theta: (theta[0] - 1) ** 2 + 0.2 * (theta[1] - 2) ** 2
found = rates_from_curvature(narrow, torch.tensor([0.0, 0.0]))
checks.dtype(found[0], "float", what="the limit", hint="A Hessian is symmetric, so its eigenvalues are real: torch.linalg.eigvalsh.")
checks.close(found[0], 1.0, what="the limit in the valley", hint="Which of the two eigenvalues breaks |1 - rate * eigenvalue| < 1 first?")
checks.close(found[1], 5 / 6, what="the best rate in the valley", hint="There the two directions shrink equally fast.")
coupled = lambda theta: (5 * theta[0] ** 2 + 4 * theta[0] * theta[1] + 2 * theta[1] ** 2) / 2 + 2 * theta[2] ** 2  # curvatures 6, 1 and 4
checks.close(rates_from_curvature(coupled, torch.ones(3)), [1 / 3, 2 / 7], what="the rates in a coupled valley of three variables",
             hint="Only the largest and the smallest eigenvalue count, wherever they stand.")
quartic = lambda theta: (theta**4).sum() / 12  # curvature theta ** 2: it depends on where
checks.close(rates_from_curvature(quartic, torch.tensor([2.0, 1.0])), [0.5, 0.4], what="the rates where curvatures are 4 and 1", hint="The Hessian at this very point.")
checks.close(rates_from_curvature(quartic, torch.tensor([2.0])), [0.5, 0.25], what="the rates for a single variable")
checks.close(rates_from_curvature(lambda theta: theta[0] ** 2 + 1e-5 * theta[1] ** 2, torch.ones(2)), [1.0, 0.99999], tolerance=1e-6, what="the rates where curvatures are 2 and 0.00002")
def after_a_call():
    at = torch.tensor([2.0, 1.0])
    found = rates_from_curvature(quartic, at)
    return at.tolist(), at.requires_grad, [isinstance(rate, float) for rate in found]
checks.equal(checks.remote(lambda: after_a_call()[2]), [True, True], what="whether the rates are plain floats", hint="float(...) makes one of a tensor.")
checks.equal(checks.remote(lambda: after_a_call()[0]), [2.0, 1.0], what="at after the call")
checks.that(not checks.remote(lambda: after_a_call()[1]), "After the call at requires a gradient: work on a copy.")
### BEGIN HIDDEN TESTS
square_root = torch.tensor([[2.0, 1.0, 0.0], [0.0, 1.0, -1.0], [1.0, 0.0, 3.0]])
turned = lambda theta: ((square_root @ theta) ** 2).sum() / 2  # its axes are not the coordinate axes
curvatures = np.linalg.eigvalsh(square_root.numpy().T @ square_root.numpy())
expected = [2 / curvatures.max(), 2 / (curvatures.max() + curvatures.min())]
checks.close(rates_from_curvature(turned, torch.ones(3)), expected, tolerance=1e-4, what="the rates of a turned valley")
for at in ([1.0, 2.0], [2.0, 1.0]):  # whichever comes first
    checks.close(rates_from_curvature(quartic, torch.tensor(at)), [0.5, 0.4], what="the rates where curvatures are 1 and 4")
bent = lambda theta: torch.cosh(theta).sum() + (theta[0] - theta[-1]) ** 2 + torch.exp(theta.mean())
spread = lambda theta: (theta**2 * torch.logspace(-3, 5, len(theta), dtype=theta.dtype)).sum()
contracts.agrees(rates_from_curvature, [(f, torch.tensor(at, dtype=kind)) for kind, f, at in [
    (torch.float64, bent, [0.5, -1.0]), (torch.float64, lambda theta: 1e6 * bent(theta), [2.0]), (torch.float64, lambda theta: 1e-6 * bent(theta), [1.0, 3.0, -0.2, 0.1]),
    (torch.float32, bent, [1.0, 3.0, -0.2]), (torch.float64, spread, [0.0] * 7), (torch.float32, spread, [-2.0, 0.0])]], tolerance=1e-9, floor=1e-30, what="(limit, best)")
### END HIDDEN TESTS

# %% [markdown] name="ask_rates"
# **In words and formulas.** (a) Why does the range of useful rates end at exactly 1 in this valley, and what happens to $\theta_1$ and to $\theta_2$ at $\eta = 1$? (b) Why
# is $5/6$ best, and by which factor does the distance shrink there in each step? The *condition number* is $\kappa = \lambda_{\max} / \lambda_{\min}$. Write this factor with $\kappa$ alone: what does a large condition number
# mean for gradient descent?

# %% [markdown] nbgrader={"grade_id": "why_rates", "grade": true, "solution": true, "points": 2}
# (a) The Hessian is diagonal with $\lambda_1 = 2$, $\lambda_2 = 0.4$, so a step multiplies the two distances by $1 - 2\eta$ and $1 - 0.4\eta$. The first is the strict one:
# $|1 - 2\eta| < 1$ means $0 < \eta < 1$. At $\eta = 1$ the factors are $-1$ and $0.6$: $\theta_1$ jumps from one side to the other at the same distance forever, here
# between $-1.5$ and $3.5$, while $\theta_2$ still converges. Beyond 1 the jumps grow.
#
# (b) A small $\eta$ is slow along ($1 - 0.4\eta$ near 1), a large one is slow across ($2\eta - 1$ near 1). One falls and the other rises with $\eta$, so the larger of the two
# is least where they meet: $2\eta - 1 = 1 - 0.4\eta$, $\eta = 2/(2 + 0.4) = 5/6$. Both are $2/3$ there. In general $\eta = 2 / (\lambda_{\max} + \lambda_{\min})$ and the factor is
# $(\lambda_{\max} - \lambda_{\min})/(\lambda_{\max} + \lambda_{\min}) = (\kappa - 1)/(\kappa + 1) \approx 1 - 2/\kappa$: even at the best rate, the number of steps grows in proportion to $\kappa$. One rate
# serves all directions; the steep one limits it, and the flat one needs the steps.
#
# **Rubric.** 1 point: the factors $1 - \eta\lambda$, the limit from the larger eigenvalue, and the jumping of $\theta_1$ (alone) at 1. 1 point: $5/6$ as the meeting point of
# two factors, with $2/3 = (\kappa - 1)/(\kappa + 1)$, and slow for large $\kappa$. Half a point each for a result without its reason.
# %% [markdown]
# ## 3.4 A learning rate for each parameter · 4 points
#
# One learning rate for all directions is the problem. Adam ([Kingma and Ba 2015](https://arxiv.org/abs/1412.6980)) in effect gives each *parameter* its own learning rate. It keeps a moving average $m$ of
# the gradient $g$ (momentum, 2.10) and a moving average $v$ of its square. Both start at zero, so after $k$ steps the weights in them add up to $1 - 0.9^k$ and $1 - 0.999^k$ only (2.10). Adam divides by these sums:
#
# $$m \leftarrow 0.9\, m + 0.1\, g, \qquad v \leftarrow 0.999\, v + 0.001\, g^2, \qquad
# \theta \leftarrow \theta - \eta\, \frac{m / (1 - 0.9^k)}{\sqrt{v / (1 - 0.999^k)} + 10^{-8}}$$
#
# in step $k = 1, 2, \dots$, each coordinate by itself. How long is the very first step in each coordinate? What changes if $f$ is multiplied by a thousand?
#
# <details><summary>Answer</summary>
#
# In the first step $m / (1 - 0.9) = g$ and $v / (1 - 0.999) = g^2$, so each coordinate moves by $\eta\, g / |g|$: exactly $\eta$, against the sign of its gradient. A factor on $f$
# cancels (apart from the $10^{-8}$): nothing changes.
#
# </details>
#
# Write `adam_descent(f, start, learning_rate, steps)` with [`torch.optim.Adam`](https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html), which keeps $m$ and $v$ from step to step. It returns the same two things as
# `gradient_descent`. An optimizer is used like this: it is made once for a list of leaves, and changes them in place.
#
# ```python
# optimizer = torch.optim.Adam([theta], lr=0.1)
# # in each step:
# optimizer.zero_grad()  # forget the old gradient
# f(theta).backward()    # compute the new one
# optimizer.step()       # change theta in place
# ```

# %% nbgrader={"grade_id": "adam_descent", "solution": true}
def adam_descent(
    f: Callable[[torch.Tensor], torch.Tensor], start: torch.Tensor, learning_rate: float, steps: int
) -> tuple[torch.Tensor, torch.Tensor]:
    """Take steps of Adam, as ``torch.optim.Adam`` does, and return the path.

    Args:
        f: maps one point, shape ``(d,)``, to its height, a tensor of shape ``()``.
        start: the first point, shape ``(d,)``, which requires no gradient; not changed.
        learning_rate: Adam's.
        steps: how many.

    Returns:
        The points, shape ``(steps + 1, d)``, the first of which is ``start``; and the height of each, shape
        ``(steps + 1,)``. Both are tensors, not part of a graph.
    """
    ### BEGIN SOLUTION
    theta = start.detach().clone().requires_grad_()
    optimizer = torch.optim.Adam([theta], lr=learning_rate)
    trajectory, values = [], []
    for step in range(steps + 1):
        value = f(theta)
        trajectory.append(theta.detach().clone())  # Adam writes into theta: keep a copy
        values.append(value.detach())
        if step < steps:
            optimizer.zero_grad()
            value.backward()
            optimizer.step()
    return torch.stack(trajectory), torch.stack(values)
    ### END SOLUTION


# %% [markdown] name="look_adam_text"
# Look: the same start and the same rate, gradient descent and Adam. Then $f$ over the steps, on a logarithmic axis: if each step multiplies $f$ by the same factor, the curve is a straight line. In this valley, $\kappa = 5$, gradient descent with the best
# rate is much faster than Adam.

# %% name="look_adam"
both = {
    "gradient descent, 0.1": gradient_descent(valley, corner, 0.1, 200),
    "gradient descent, 5/6": gradient_descent(valley, corner, 5 / 6, 200),
    "Adam, 0.1": adam_descent(valley, corner, 0.1, 200),
    "Adam, 0.5": adam_descent(valley, corner, 0.5, 200),
}
ax = plotting.paths({name: path[:60] for name, (path, _) in both.items() if "5" not in name}, ax=valley_map("Sixty steps"))
ax = plotting.curves(
    {name: values for name, (_, values) in both.items()},
    xlabel="step", ylabel="height f", title="Two methods, two rates each", log_y=True,
)
ax.set_ylim(1e-8, 20)
for name, (_, values) in both.items():
    settled = np.flatnonzero(~(np.asarray(values) < 1e-6))[-1] + 1  # after the last height that is not below
    print(f"{name}: f stays below 1e-6 from step {settled}" if settled <= 200 else f"{name}: f is not below 1e-6 after 200 steps")

# %% [markdown] name="explore_adam_text"
# So why is Adam the default? Move the sliders. $\kappa$ is the condition number of the valley, with largest curvature 2. The angle rotates the valley, so that its axes are no longer the coordinate axes. Gradient descent always has its best rate. In practice you would not
# know this rate: here it is computed from the Hessian. Adam always has $\eta = 0.1$. What does $\kappa$ do to each of them, and what does the angle?
#
# Measured, steps until $f$ is first below $10^{-6}$, always from the same distances along the two axes of the valley:
#
# | $\kappa$ | gradient descent, best rate, any angle | Adam 0.1, 0° | Adam 0.1, 45° |
# |--:|--:|--:|--:|
# | 5 | 20 | 150 | 166 |
# | 100 | 392 | 125 | 1024 |
# | 1000 | 3913 | 98 | 3171 |
# | 10 000 | 39 121 | 98 | 6633 |
#
# <details><summary>Answer</summary>
#
# With axes along the coordinates, a larger $\kappa$ does not slow Adam down: it divides each coordinate by the size of its own gradient. (It even takes fewer steps, because the flat direction then adds less to $f$.) In a rotated valley a larger $\kappa$ does slow it down, because it can rescale coordinates and not
# directions. At $\kappa = 100$ and 45° it is slower than gradient descent, but its number of steps grows less with $\kappa$, and it needs no knowledge of the curvature. (At a constant rate Adam does not come to rest: in the rotated valleys with $\kappa = 100$ and more, $f$ rises above $10^{-6}$ again much later, in short bursts, after several thousand steps. The figure ends before that.)
#
# </details>

# %% name="explore_adam" tags=["nbval-ignore-output"]
def rotated_valley(kappa: float, degrees: float) -> tuple[Callable[[torch.Tensor], torch.Tensor], torch.Tensor]:
    """A valley with curvatures 2 and 2 / kappa around 0, and a start at the distances 2.5 and 3.5 along its axes."""
    angle = math.radians(degrees)
    axes = torch.tensor([[math.cos(angle), math.sin(angle)], [-math.sin(angle), math.cos(angle)]])  # one per row
    curvatures = torch.tensor([2.0, 2.0 / kappa])
    return lambda theta: (curvatures * (axes @ theta) ** 2).sum() / 2, torch.tensor([-2.5, -3.5]) @ axes


def race(kappa: int = 100, degrees: int = 0):
    """Gradient descent with its best rate and Adam with rate 0.1 in the same valley."""
    f, begin = rotated_valley(kappa, degrees)
    _, best = rates_from_curvature(f, begin)
    steps = budget(full=1500, quick=60)
    heights = {
        f"gradient descent, {best:.3f}": gradient_descent(f, begin, best, steps)[1],
        "Adam, 0.1": adam_descent(f, begin, 0.1, steps)[1],
    }
    ax = plotting.curves(
        heights, xlabel="step", ylabel="height f", title=f"Condition number {kappa}, rotated by {degrees}°", log_y=True
    )
    ax.set_ylim(1e-9, 100)
    plotting.mark_levels({"1e-6": 1e-6}, ax=ax)


plotting.explore(race, kappa=[2, 5, 20, 50, 100, 200, 500], degrees=[0, 5, 15, 30, 45])

# %% nbgrader={"grade_id": "test_adam_path", "grade": true, "points": 1}
"""3.4 adam_descent takes the steps of Adam."""
bowl = lambda theta: (theta**2 * torch.tensor([1.0, 100.0])).sum()
path, _ = adam_descent(bowl, torch.tensor([4.0, -8.0]), learning_rate=0.5, steps=3)
checks.shape(path, (4, 2), what="the path of three steps", hint="The start belongs to it.")
checks.close(path[0], [4, -8], what="the first point", hint="The path begins at start. If all its points are equal, they are one tensor, appended four times.")
checks.close(path[1], [3.5, -7.5], what="the second point", hint="In the first step each coordinate moves by the learning rate.")
checks.close(path, [[4, -8], [3.5, -7.5], [3.0028, -7.0011], [2.5111, -6.5041]], tolerance=1e-4, what="the path",
             hint="Later steps depend on what is kept: m and v should be, an old gradient should not.")
past, _ = adam_descent(lambda theta: (theta**2).sum(), torch.tensor([4.0]), learning_rate=1.0, steps=30)
checks.close(np.asarray(past)[[10, 20, 30], 0], [-1.7045, 0.9726, -0.4839], tolerance=2e-3, what="the points 10, 20 and 30 of a path past the bottom",
             hint="Adam as it is, without variants: amsgrad, weight decay, another beta.")
checks.shape(adam_descent(lambda theta: (theta**2).sum(), torch.zeros(2), 0.1, 5)[0], (6, 2), what="the path of five steps that begins at the bottom")
checks.close(adam_descent(lambda theta: 1e-8 * theta.sum(), torch.tensor([1.0]), 0.1, 2)[0], [[1.0], [0.95], [0.9]], what="a path over a nearly flat f", hint="The gradient is as small as the 1e-8 of the formula.")
ramp, _ = adam_descent(lambda theta: torch.relu(theta).sum(), torch.tensor([0.15]), 0.1, 4)
checks.close(ramp, [[0.15], [0.05], [-0.05], [-0.1273], [-0.1906]], tolerance=1e-3, what="a path down a ramp, into a plain", hint="Without a gradient m is still there.")
contracts.consistent(lambda start: adam_descent(bowl, start, 0.5, 3), torch.tensor([4.0, -8.0]), precision=True, what="(path, heights)")
### BEGIN HIDDEN TESTS
at, m, v = np.array([4.0, -8.0]), np.zeros(2), np.zeros(2)
expected = [at]
for k in range(1, 31):  # past the minimum and back: momentum, both corrections, and the memory show
    g = 2 * at * np.array([1.0, 100.0])
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    at = at - 0.5 * (m / (1 - 0.9**k)) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
    expected.append(at)
checks.close(adam_descent(bowl, torch.tensor([4.0, -8.0]), 0.5, 30)[0], expected, tolerance=1e-3, what="the path of 30 steps")
narrow = lambda theta: (theta[0] - 1) ** 2 + 0.2 * (theta[1] - 2) ** 2
path, _ = adam_descent(narrow, torch.tensor([-1.5, -1.5]), 0.1, 200)
heights = [float(narrow(theta)) for theta in torch.as_tensor(path).detach()]
checks.equal(int(np.argmax(np.array(heights) < 1e-6)), 150, what="the first step below 1e-6 in the valley, rate 0.1")
steep = lambda theta: 1000 * (theta**4).sum() + theta.prod()
flat = lambda theta: 1e-6 * (theta**2).sum()
plain = lambda theta: torch.relu(theta - 0.4).sum()
for f in (bowl, steep, flat, plain):
    starts = [(f, torch.tensor(at, dtype=kind), rate, steps) for at, kind, rate, steps in [
        ([4.0, -8.0], torch.float32, 0.5, 9), ([0.0, 0.0], torch.float32, 0.1, 3), ([0.5, -2.0], torch.float64, 0.01, 5), ([1.0, 1.0], torch.float32, 1.0, 0)]]
    contracts.agrees(adam_descent, starts, tolerance=1e-9, floor=1e-9, precision=True, what="(path, heights)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_adam_record", "grade": true, "points": 1}
"""3.4 adam_descent returns each height, outside of any graph, and leaves start alone."""
bowl = lambda theta: (theta**2).sum()
_, values = adam_descent(bowl, torch.tensor([3.0]), learning_rate=1.0, steps=1)
checks.close(values, [9.0, 4.0], what="the heights of one step from 3", hint="One height for each point of the path.")
def after_a_call():
    start = torch.tensor([3.0, -2.0])
    parts = adam_descent(bowl, start, 0.1, 4)
    return start.tolist(), [isinstance(part, torch.Tensor) for part in parts], [getattr(part, "requires_grad", False) for part in (*parts, start)]
start_after, tensors, in_graph = checks.remote(after_a_call)
checks.close(start_after, [3, -2], what="start after the call", hint="Adam writes into the tensor it is given: give it a copy.")
checks.equal(tensors, [True, True], what="whether path and heights are tensors", hint="A list becomes one by torch.stack.")
checks.equal(in_graph, [False, False, False], what="whether path, heights and start require a gradient after the call", hint="Detach what you keep, and walk on a copy of start.")
checks.equal(len(adam_descent(bowl, torch.tensor([1e-4]), 1e-5, 7)[1]), 8, what="the number of heights of seven steps, all of them tiny", hint="steps + 1, however low.")
### BEGIN HIDDEN TESTS
def twice_from_one_start():
    start = torch.tensor([3.0, -2.0])
    found = [adam_descent(bowl, start, 0.1, 4) for _ in range(2)]
    return [[torch.as_tensor(part).detach().numpy().copy() for part in parts] for parts in found]
first, second = checks.remote(twice_from_one_start)
checks.close(second[0], first[0], scale=3.0, what="a second path from the same start")
checks.close(first[1], (first[0] ** 2).sum(axis=1), scale=13.0, what="the heights, from the points of the path")  # none of the next
contracts.agrees(adam_descent, [(bowl, torch.tensor([3.0]), 0.3, 6), (bowl, torch.tensor([1e-3, 0.0]), 0.1, 4), (bowl, torch.ones(1, dtype=torch.float64), 10.0, 1)], precision=True, what="(path, heights)")
### END HIDDEN TESTS

# %% [markdown] name="ask_adam"
# **In a few sentences.** (a) Compare the paths of gradient descent and Adam in the valley of 3.1: the direction of their first steps, the shape of the paths, and what happens near the bottom. (b) Use the table: when does Adam win, and why does the angle
# matter to it and not to gradient descent? Why is Adam the default for networks?

# %% [markdown] nbgrader={"grade_id": "why_adam", "grade": true, "solution": true, "points": 2}
# (a) Gradient descent starts in the direction of steepest descent, at a right angle to the contour line, so it first crosses the valley and then goes slowly along it: a curved path whose speed the flat direction sets,
# while the steep one limits the rate. Adam divides each coordinate by the size of its own gradients, so its first steps are about $\eta$ long in each coordinate, diagonal here
# whatever the slopes: a straighter path. It has momentum: it overshoots, swings to and fro around the bottom, and settles only as the swings get smaller.
#
# (b) With $\kappa = 5$ and a known curvature gradient descent is faster (20 against 150 steps). Its number of steps grows in proportion to $\kappa$, so from about $\kappa = 35$ on Adam wins if the axes of the valley are the coordinate axes (rotated by 45°, it loses at $\kappa = 100$ and wins at 1000). Gradient
# descent uses only directions and lengths, which a rotation does not change. Adam rescales single coordinates: that is all it needs if the steep direction *is* a coordinate; in a rotated valley every coordinate has a share of the steep direction, and Adam needs
# more steps with growing $\kappa$, too. In a network nobody knows the Hessian, and the curvatures differ by many orders of magnitude from layer to layer and change during training. Adam's rate is in units
# of the parameters, not of the loss, so that one value such as $10^{-3}$ works for many networks.
#
# **Rubric.** 1 point: steepest descent and curved path against steps of about $\eta$ in each coordinate, and overshooting by momentum. 1 point: large $\kappa$ favors Adam, which rescales coordinates (so rotation hurts it); it needs no known curvature.
# %% [markdown]
# ## 3.5 Two clouds · 2 points
#
# Now a loss that comes from data. We know the two densities, so we can draw as many samples as we like: the two Gaussian clouds of sheet 1, one for each class,
#
# $$x \mid y = 0 \;\sim\; \mathcal N\!\left(\begin{pmatrix}0\\0\end{pmatrix}, \begin{pmatrix}1&0\\0&1\end{pmatrix}\right), \qquad
# x \mid y = 1 \;\sim\; \mathcal N\!\left(\begin{pmatrix}1\\1\end{pmatrix}, \begin{pmatrix}1&0.8\\0.8&1\end{pmatrix}\right).$$
#
# The second argument of $\mathcal N$ is the covariance matrix. `torch.randn(n, 2, generator=generator)` draws standard normal numbers. If a row $u$ has independent standard normal entries, then $u L^\top$ has the covariance $L L^\top$. So find an $L$ with $LL^\top = C$: `torch.linalg.cholesky(C)`. (Not $u C$: it would have the
# covariance $C C^\top$.) The two classes are independent of each other: each needs random numbers of its own.
#
# Write `sample_clouds(n, generator)`: `n` samples of *each* class, first all of class 0, then all of class 1.

# %% nbgrader={"grade_id": "sample_clouds", "solution": true}
def sample_clouds(n: int, generator: torch.Generator) -> Batch:
    """Draw from the two clouds.

    Args:
        n: samples per class.
        generator: the only source of randomness; drawing moves it on.

    Returns:
        Inputs, shape ``(2 n, 2)``, and labels, shape ``(2 n, 1)``, n zeros and then n ones; both float32.
    """
    ### BEGIN SOLUTION
    factor = torch.linalg.cholesky(torch.tensor([[1.0, 0.8], [0.8, 1.0]]))
    x0 = torch.randn(n, 2, generator=generator)
    x1 = 1 + torch.randn(n, 2, generator=generator) @ factor.T
    return torch.cat([x0, x1]), torch.cat([torch.zeros(n, 1), torch.ones(n, 1)])
    ### END SOLUTION


# %% [markdown] name="look_clouds_text"
# Look: a thousand samples, class 1 drawn on top. Where the clouds overlap, nobody can know the label from $x$.

# %% name="look_clouds"
x_some, y_some = sample_clouds(500, torch.Generator().manual_seed(0))
ax = plotting.scatter_classes(x_some, y_some, title="500 samples of each class")

# %% nbgrader={"grade_id": "test_sample_clouds", "grade": true, "points": 1}
"""3.5 sample_clouds returns n samples of each class, all from the generator."""
x_test, y_test = sample_clouds(3, torch.Generator().manual_seed(0))
checks.shape(x_test, (6, 2), what="x for n = 3", hint="n of each class.")
checks.shape(y_test, (6, 1), what="y for n = 3", hint="A column, as the logits are.")
checks.equal(y_test, [[0], [0], [0], [1], [1], [1]], what="y for n = 3", hint="First all of class 0.")
checks.dtype(y_test, "float", what="y", hint="The loss wants floats.")
def kinds_and_draws():
    generator, state = torch.Generator().manual_seed(7), torch.get_rng_state()
    parts = sample_clouds(5, generator), sample_clouds(5, generator)
    untouched = torch.equal(state, torch.get_rng_state())
    torch.manual_seed(99)  # of no concern to a function that has its own generator
    again = sample_clouds(5, torch.Generator().manual_seed(7))
    return [str(part.dtype) for part in again], parts[0][0], parts[1][0], again[0], untouched
kinds, first, second, again, untouched = checks.remote(kinds_and_draws)
checks.equal(kinds, ["torch.float32", "torch.float32"], what="the types of x and y")
checks.close(again, first, scale=1.0, what="x for the same seed", hint="Draw from the generator, not from torch's global one.")
for label in (0, 1):
    checks.differ(second[5 * label :][:5], first[5 * label :][:5], f"A second draw from the same generator gives the same samples of class {label}.", what="x")
checks.that(untouched, "The call changes the state of torch's global generator: draw from the generator that is given, and set no seed.")
checks.shape(sample_clouds(1, torch.Generator().manual_seed(0))[0], (2, 2), what="x for n = 1")
### BEGIN HIDDEN TESTS
def facts(sample_clouds, n):
    generator, state = torch.Generator().manual_seed(1), torch.get_rng_state()
    before = generator.get_state()
    x, y = sample_clouds(n, generator)
    moved = not torch.equal(before, generator.get_state())
    return x.shape, y, str(x.dtype), str(y.dtype), torch.equal(state, torch.get_rng_state()), moved, x.requires_grad
contracts.agrees(sample_clouds, [(1,), (2,), (7,), (1001,)], by=facts, what="facts about the samples")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_clouds_moments", "grade": true, "points": 1}
"""3.5 sample_clouds draws clouds with the means and covariances asked for."""
x_test = np.asarray(sample_clouds(20_000, torch.Generator().manual_seed(1))[0])
for label, mean in [(0, [0, 0]), (1, [1, 1])]:
    cloud = x_test[label * 20_000 : (label + 1) * 20_000]
    off = np.abs(cloud.mean(axis=0) - mean).max()
    checks.that(off < 0.04, f"The mean of class {label} is {cloud.mean(axis=0).round(2)}, expected {mean}.")  # over 5 standard errors
for label, expected in [(0, [[1, 0], [0, 1]]), (1, [[1, 0.8], [0.8, 1]])]:
    covariance = np.cov(x_test[label * 20_000 : (label + 1) * 20_000].T)
    message = f"The covariance of class {label} is {covariance.round(2).tolist()}, expected {expected}. What do you multiply the rows by?"
    checks.that(np.abs(covariance - expected).max() < 0.06, message)  # 6 standard errors
shared = np.abs(np.corrcoef(x_test[:20_000].T, x_test[20_000:].T)[:2, 2:]).max()
checks.that(shared < 0.05, f"The samples of the two classes are correlated ({shared:.2f}): draw new numbers for each class.")
standard = [x_test[:20_000], (x_test[20_000:] - 1) @ np.linalg.inv(np.linalg.cholesky([[1, 0.8], [0.8, 1]])).T]  # of both clouds
lengths = [np.sort(np.linalg.norm(cloud, axis=1)) for cloud in standard]
checks.that(np.abs(lengths[0] - lengths[1]).max() > 1e-3, "Class 1 has the random numbers of class 0 in another order: draw new numbers for each class.")
### BEGIN HIDDEN TESTS
numbers = [np.sort(np.abs(cloud).ravel()) for cloud in standard]
checks.that(np.abs(numbers[0] - numbers[1]).max() > 1e-3, "Class 1 has the random numbers of class 0 in another order: draw new numbers for each class.")
for label, expected in [(0, [[1, 0], [0, 1]]), (1, [[1, 0.8], [0.8, 1]])]:
    cloud = x_test[label * 20_000 : (label + 1) * 20_000]
    beyond = np.mean(np.linalg.norm((cloud - label) @ np.linalg.inv(np.linalg.cholesky(expected)).T, axis=1) > 2)
    checks.that(abs(beyond - np.exp(-2)) < 0.02, f"Class {label} is not Gaussian.")  # e^-2 lie outside of two standard deviations
### END HIDDEN TESTS

# %% [markdown]
# ## 3.6 Logistic regression · 2 points
#
# The simplest model of $P(y = 1 \mid x)$ is *logistic regression* (1.9): the logit is affine, $z = xW + b$, and $p = \sigma(z)$. Its boundary, where $p = \tfrac12$, is a straight line.
#
# In PyTorch a model is a class ([tutorial](https://docs.pytorch.org/tutorials/beginner/basics/buildmodel_tutorial.html)). `__init__` calls `super().__init__()` and then sets what should be learned as attributes: `nn.Parameter`s, or layers that hold some, such as
# `nn.Linear(d_in, d_out)`. `forward` computes the output, here the logit. (The stub raises an error in both methods: replace both.)
#
# For a picture you need probabilities as a NumPy array. NumPy points are `float64`, and the weights are `float32`: convert the points (`torch.as_tensor(points, dtype=torch.float32)`; `.numpy()` leads back). The graph is recorded while the model computes, so switch it off around the call: `with torch.no_grad():`. A `.detach()`
# after the call would be too late to save the work.
#
# Write the class `LogisticRegression`, and `probability(model, points)`, which works for every model of this sheet and builds no graph.

# %% nbgrader={"grade_id": "LogisticRegression", "solution": true}
class LogisticRegression(nn.Module):
    """An affine logit of two inputs: three parameters.

    ``forward`` maps inputs of shape ``(..., 2)`` to logits of shape ``(..., 1)``. The parameters may start at 0 or at
    random.
    """

    def __init__(self):
        super().__init__()
        ### BEGIN SOLUTION
        self.affine = nn.Linear(2, 1)
        ### END SOLUTION

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        ### BEGIN SOLUTION
        return self.affine(x)
        ### END SOLUTION


# %% nbgrader={"grade_id": "probability", "solution": true}
def probability(model: nn.Module, points: np.ndarray) -> np.ndarray:
    """The probabilities of a model, for NumPy. The call does not change whether PyTorch records graphs.

    Args:
        model: maps float32 inputs of shape ``(..., 2)`` to logits of shape ``(..., 1)``, and has float32 parameters.
        points: inputs, shape ``(..., 2)``, float64 or float32.

    Returns:
        The probability of class 1, a NumPy array of shape ``(..., 1)``, float32 or float64.
    """
    ### BEGIN SOLUTION
    with torch.no_grad():
        logits = model(torch.as_tensor(points, dtype=torch.float32))
    return torch.sigmoid(logits).numpy()
    ### END SOLUTION


# %% [markdown] name="look_line_text"
# Look: the predictions of a logistic regression before any training. (The weights of `nn.Linear` are random. Change the seed and run the cell again.)

# %% name="look_line"
def surface(model: nn.Module, batch: Batch, title: str):
    """The probability of class 1 over the plane, with the first 250 samples of each class."""
    x, y = batch
    shown = torch.cat([torch.nonzero(y[:, 0] == label)[:250, 0] for label in (0, 1)])
    return plotting.decision_surface(
        lambda points: probability(model, points), x[shown], y[shown], xlim=(-4, 5), ylim=(-4, 5), step=0.08, title=title
    )


torch.manual_seed(0)
ax = surface(LogisticRegression(), sample_clouds(250, torch.Generator().manual_seed(0)), "Logistic regression, untrained")

# %% nbgrader={"grade_id": "test_logistic_regression", "grade": true, "points": 1}
"""3.6 LogisticRegression is an affine logit with three trainable parameters."""
def line():
    torch.manual_seed(3)
    model = LogisticRegression()
    with torch.no_grad():
        for parameter in model.parameters():  # known numbers, none of them 0
            parameter.copy_(torch.linspace(0.5, -1.5, parameter.numel()).view_as(parameter))
    x = torch.tensor([[0.0, 0.0], [1.0, 0.0], [0.0, 1.0], [300.0, -200.0]])
    z = model(x)
    count = sum(parameter.numel() for parameter in model.parameters() if parameter.requires_grad)
    return z.detach(), count, model(torch.zeros(4, 5, 2)).detach(), model(torch.zeros(2)).detach()
z, count, grid, point = checks.remote(line)
checks.shape(z, (4, 1), what="the logits of four samples")
checks.equal(count, 3, what="the number of trainable parameters", hint="Are W and b known to the module?")
checks.close(z[3] - z[0], 300 * (z[1] - z[0]) - 200 * (z[2] - z[0]), tolerance=1e-3, what="the logit at (300, -200)",
             hint="The logit is affine: no sigmoid inside.")
checks.shape(grid, (4, 5, 1), what="the logits of a grid of shape (4, 5, 2)")
checks.shape(point, (1,), what="the logit of a single point of shape (2,)")
checks.equal(checks.remote(lambda: str(LogisticRegression().double()(torch.zeros(3, 2, dtype=torch.float64)).dtype)), "torch.float64", what="the type of the logits of a model in float64")
def in_company():
    torch.manual_seed(0)
    model = LogisticRegression()
    x = torch.tensor([[1.0, 2.0], [-3.0, 0.5], [0.0, 4.0]])
    return model(x)[:1].detach(), model(x[:1]).detach()
together, alone = checks.remote(in_company)
checks.close(together, alone, scale=1.0, what="the logit of a sample among others, and alone")
def next_numbers():
    return [(torch.manual_seed(seed), LogisticRegression(), torch.rand(1).item())[2] for seed in (1, 2)]
checks.differ(*checks.remote(next_numbers), "Making a model resets torch's seed: leave the seed to the caller.", what="a random number")
### BEGIN HIDDEN TESTS
def moved():
    """The change of the logits when each parameter in turn grows by 1: one input each, and 1 for the bias."""
    model = LogisticRegression()
    x = torch.tensor([[2.0, 3.0], [-1.0, 5.0]])
    entries = [(parameter, i) for parameter in model.parameters() for i in range(parameter.numel())]
    changes = []
    with torch.no_grad():
        for parameter, i in entries:
            before = model(x)
            parameter.view(-1)[i] += 1
            changes.append((model(x) - before)[:, 0].tolist())
    return changes
changes = np.array(sorted(checks.remote(moved), key=lambda change: change[1]))  # by the second sample: -1, 1, 5
checks.close(changes, [[2, -1], [1, 1], [3, 5]], tolerance=1e-4, what="the change of the logits with w1, b, w2")
def slopes():
    model = LogisticRegression()
    z = model(torch.tensor([[2.0, 3.0]])).sum()
    grads = torch.autograd.grad(z, list(model.parameters())) if z.requires_grad else []
    return sorted(float(value) for grad in grads for value in grad.view(-1))
found = checks.remote(slopes)
checks.that(len(found) == 3, "The logit is not connected to the parameters: no gradient would reach them.")
checks.close(found, [1, 2, 3], what="the gradient of the logit at (2, 3), sorted")
def another_one():
    x, trained, other = torch.tensor([[2.0, 3.0]]), LogisticRegression(), LogisticRegression()
    before = other(x).item()
    with torch.no_grad():
        for parameter in trained.parameters():
            parameter.add_(1)
    return other(x).item() - before
checks.close(checks.remote(another_one), 0.0, what="the change of a second model's logit when the first is trained")
def behavior(LogisticRegression, x):
    model = LogisticRegression()
    with torch.no_grad():
        for parameter in model.parameters():
            parameter.copy_(torch.full_like(parameter, 0.75))
    modes = [(model.train(), model(x).detach())[1], (model.eval(), model(x).detach())[1], model.double()(x.double()).detach()]
    return modes, sorted(p.numel() for p in model.parameters()) in ([1, 2], [1, 1, 1], [3]), all(p.requires_grad for p in model.parameters())
inputs = lambda *shape: contracts.changed(contracts.real(*shape, low=-1e4, high=1e4), lambda a: torch.tensor(a, dtype=torch.float32))
for shape in [("n", 2), (2, "n", 2), (2,)]:
    contracts.agrees(LogisticRegression, contracts.cases(inputs(*shape), n=[5, 1, 2, 1001]), by=behavior, precision=True, what="the logits in both modes and in float64")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_probability", "grade": true, "points": 1}
"""3.6 probability turns a model's logits into probabilities, as a NumPy array without a graph."""
def asked(points):
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[1.0, -2.0]]), "bias": torch.tensor([0.5])})
    found = probability(model, points)
    return isinstance(found, np.ndarray), found, str(model.weight.dtype)
is_numpy, p, kind = checks.remote(asked, np.array([[0.5, 0.5], [2.5, 0.5]]))
checks.that(is_numpy, "The probabilities are no NumPy array.")
checks.equal(kind, "torch.float32", what="the type of the model's weights after the call", hint="It changes nothing that it is given: convert the points, not the model.")
checks.shape(p, (2, 1), what="the probabilities of two points")
checks.close(p, [[0.5], [0.8808]], tolerance=1e-4, what="the probability", hint="The logits are 0 and 2: which is more probably class 1?")
checks.close(checks.remote(asked, np.array([[[200.0, 0.0]], [[-200.0, 0.0]]]))[1], [[[1.0]], [[0.0]]], what="the probabilities of a grid of two points far out", hint="inf / inf is nan.")
def frozen_by_it():
    model = nn.Linear(2, 1).train()
    probability(model, np.zeros((3, 2)))
    return all(parameter.requires_grad for parameter in model.parameters()), model.training
checks.equal(checks.remote(frozen_by_it), [True, True], what="whether the model can go on learning, and is in training mode, after the call")
def graph_inside():
    seen = []
    class Spy(nn.Linear):
        def forward(self, x):
            seen.append(torch.is_grad_enabled())
            return super().forward(x)
    probability(Spy(2, 1), np.zeros((3, 2)))
    return any(seen)
checks.that(not checks.remote(graph_inside), "The model is run with a graph that nobody needs: torch.no_grad.")
def switches():
    found = []
    for on in (True, False):
        with torch.set_grad_enabled(on):
            probability(nn.Linear(2, 1), np.zeros((3, 2)))
            found.append(torch.is_grad_enabled())
    return found
checks.equal(checks.remote(switches), [True, False], what="whether graphs are recorded after the call, if they are before it, and if they are not", hint="with torch.no_grad() remembers it.")
checks.close(checks.remote(asked, np.array([[-100.0, 0.0]]))[1], [[0.0]], scale=0.01, what="the probability of a logit of -99.5", hint="Nothing is clipped.")
### BEGIN HIDDEN TESTS
grid = np.random.default_rng(1).normal(size=(4, 5, 2)) * 3
expected = 1 / (1 + np.exp(-(grid @ np.array([[1.0], [-2.0]]) + 0.5)))
checks.close(checks.remote(asked, grid)[1], expected, what="the probabilities of a grid")
checks.close(checks.remote(asked, grid.astype(np.float32))[1], expected, what="the probabilities of float32 points")
def believed(probability, points, scale):
    model = nn.Sequential(nn.Linear(2, 1), nn.Identity().eval())
    model[0].load_state_dict({"weight": scale * torch.tensor([[1.0, -2.0]]), "bias": torch.tensor([0.5])})
    state, first = torch.get_rng_state(), model[0]
    p = probability(model, points)
    kept = [part.training for part in model.modules()], [q.requires_grad for q in model.parameters()], str(first.weight.dtype), first.weight.grad is None, torch.is_grad_enabled()
    return p, type(p).__name__, kept, torch.equal(state, torch.get_rng_state())
scales = contracts.just(1.0, 50.0, 1000.0)
for shape in [("n", 2), (2, "n", 2), (2,)]:
    contracts.agrees(probability, contracts.cases(contracts.real(*shape, whole=False), scales, n=[5, 1, 2, 1001]), by=believed, floor=1e-7, what="the probabilities and the model")
contracts.agrees(probability, [(np.array([[-16.0, 0.0], [-500.0, 3.0]]), 1.0)], by=believed, floor=1e-7, what="the probabilities and the model")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.7 Endless data · 2 points
#
# With a sampler in place of a data set, every step can have a batch that nobody has seen before: *endless data*, a stream of batches. Then the loss of a batch *before* its step is an honest test loss, because there is nothing to learn by
# heart. This is the cleanest experiment there is, but real tasks have no sampler. (With real data, a common first test of a new model is whether it can learn a single batch by heart, with a loss near 0.)
#
# Write `train_on_stream(model, draw, steps, learning_rate)`: Adam, one new batch a step, the loss from the logits. The leaves that Adam changes are `model.parameters()`. Record plain numbers (`loss.item()`): a loss that is still a tensor keeps its whole graph in memory.

# %% nbgrader={"grade_id": "train_on_stream", "solution": true}
def train_on_stream(
    model: nn.Module, draw: Callable[[], Batch], steps: int, learning_rate: float = 1e-3
) -> list[float]:
    """Train a model by Adam on a new batch in every step.

    Args:
        model: maps inputs to logits, shape ``(n, 1)``; trained in place. Gradients that it still holds play no part.
        draw: returns a new batch each time it is called.
        steps: how many.
        learning_rate: Adam's.

    Returns:
        The mean cross-entropy of each batch just before its step, in nats; plain floats.
    """
    ### BEGIN SOLUTION
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for _ in range(steps):
        x, y = draw()
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
    ### END SOLUTION


# %% [markdown] name="look_stream_text"
# Look: logistic regression on 2000 batches of 200 samples. The loss falls and then stays at about 0.54. (The result of a training run is kept: when you change your code, run the cell that
# made it again, here and below.)

# %% name="look_stream" tags=["nbval-ignore-output"]
class Run(NamedTuple):
    model: nn.Module
    losses: list[float]


def loss_on(model: nn.Module, batch: Batch) -> float:
    """Mean cross-entropy of a model on a batch, in nats, without a graph."""
    x, y = batch
    with torch.no_grad():
        return F.binary_cross_entropy_with_logits(model(x), y).item()


@cache
def held_out() -> Batch:
    """Samples that no model is trained on: the same for all of them."""
    return sample_clouds(budget(full=25_000, quick=1000), torch.Generator().manual_seed(1))


def streamed(name: str, model: nn.Module, draw: Callable[[], Batch], steps: int) -> Run:
    """Train with a bar that shows how far it is."""
    bar = tqdm(total=steps, desc=name, leave=False)

    def counted() -> Batch:
        bar.update()
        return draw()

    losses = train_on_stream(model, counted, steps)
    bar.close()
    return Run(model, losses)


@cache
def endless_line() -> Run:
    """Logistic regression on endless data; run this cell again to train again."""
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(2)
    return streamed("logistic regression", LogisticRegression(), lambda: sample_clouds(100, generator), budget(full=2000, quick=50))


run = endless_line()
ax = plotting.curves({"logistic regression": run.losses}, xlabel="step", ylabel="cross-entropy (nats)", title="Endless data", smooth=100)
ax = surface(run.model, held_out(), "Logistic regression, trained")
print(f"loss on {len(held_out()[0]):,} other samples: {loss_on(run.model, held_out()):.4f} nats")
if budget(full=True, quick=False):
    checks.that(loss_on(run.model, held_out()) < 0.550, "Logistic regression learns less than it should. Do LogisticRegression and train_on_stream pass their tests?")

# %% nbgrader={"grade_id": "test_train_on_stream", "grade": true, "points": 2}
"""3.7 train_on_stream takes one step of Adam on each new batch."""
corners = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.0, -3.0], [2.0, 1.0], [-2.0, -1.0], [0.5, 0.0]])
batches = [(corners.roll(k, 0), torch.tensor([[1.0, 0.0, 1.0, 0.0, 0.0, 1.0]]).T) for k in range(8)]
def trained(steps, **how):
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[0.5, -1.0]]), "bias": torch.tensor([0.25])})
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)  # left from earlier work: of no concern
    left = list(batches)
    losses = train_on_stream(model, lambda: left.pop(0), steps, **how)
    plain = all(isinstance(loss, (float, np.floating)) for loss in losses)
    return [float(loss) for loss in losses], plain, 8 - len(left), model.weight.detach(), model.bias.detach()
losses, plain, drawn, _, _ = checks.remote(trained, 3)
checks.equal(drawn, 3, what="the number of batches drawn in three steps", hint="A new one for every step.")
checks.equal(len(losses), 3, what="the number of losses of three steps")
z_first = batches[0][0].numpy() @ np.array([[0.5], [-1.0]]) + 0.25
first = np.logaddexp(0, -z_first * (2 * batches[0][1].numpy() - 1)).mean()
checks.close(losses[0], first, what="the first loss", hint="The mean over the batch, from the logits, before the step.")
checks.that(plain, "The losses are not plain floats: loss.item() forgets the graph.")
_, _, _, weight, _ = checks.remote(trained, 1)
moved = np.abs(np.asarray(weight) - [[0.5, -1.0]])
checks.that(moved.any(), "The weights do not move: what comes first, zero_grad, backward or step?")
checks.close(moved, [[1e-3, 1e-3]], tolerance=0.01, what="the length of Adam's first step in the weights", hint="Adam, 1e-3 by default.")
losses = checks.remote(lambda: trained(3, learning_rate=0.3))[0]
checks.close(losses, [0.67547, 1.17844, 0.84619], tolerance=1e-4, what="the losses of three steps at rate 0.3",
             hint="Is the rate passed on? Make the optimizer once, before the loop, and clear the gradients in every step, before backward.")
def far_off():
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[300.0, -900.0]]), "bias": torch.tensor([0.0])})
    model.weight.requires_grad_(True)
    losses = train_on_stream(model, lambda: batches[0], 3, learning_rate=100.0)
    return losses, model.weight.detach()
losses, weight = checks.remote(far_off)
checks.close(losses, [300.0, 200.231, 198.345], tolerance=1e-3, what="the losses of a model that begins far off", hint="From the logits, with nothing clipped.")
settled = checks.remote(lambda: train_on_stream(nn.Linear(2, 1), lambda: (torch.zeros(2, 2), torch.ones(2, 1)), 60, learning_rate=2.0))
checks.equal(len(settled), 60, what="the number of losses of 60 steps that soon have nothing to learn", hint="All steps that are asked for.")
def after_a_huge_batch(factor, steps):
    model, sizes = nn.Linear(2, 1), [factor] + [1.0] * (steps - 1)
    model.load_state_dict({"weight": torch.tensor([[0.5, -1.0]]), "bias": torch.tensor([0.25])})
    return [float(loss) for loss in train_on_stream(model, lambda: (sizes.pop(0) * corners, batches[0][1]), steps, learning_rate=0.3)]
checks.close(checks.remote(after_a_huge_batch, 100.0, 4), [25.23365, 0.586773, 0.587368, 0.614213], scale=1.0, tolerance=1e-4, what="the losses after a batch with large inputs", hint="The gradient is not clipped.")
checks.equal(checks.remote(lambda: len(after_a_huge_batch(math.inf, 4))), 4, what="the number of losses of 4 steps, the first of which has no finite loss", hint="All steps that are asked for.")
### BEGIN HIDDEN TESTS
theta, m, v, expected = np.array([0.5, -1.0, 0.25]), np.zeros(3), np.zeros(3), []
for k, batch in enumerate(batches, start=1):
    x, y = np.hstack([batch[0].numpy(), np.ones((6, 1))]).astype(float), batch[1].numpy().ravel()
    expected.append(np.logaddexp(0, -(x @ theta) * (2 * y - 1)).mean())
    g = (1 / (1 + np.exp(-(x @ theta))) - y) @ x / 6
    m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
    theta = theta - 0.3 * (m / (1 - 0.9**k)) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
losses, _, _, weight, bias = checks.remote(lambda: trained(8, learning_rate=0.3))
checks.close(losses, expected, tolerance=1e-4, what="the losses of eight steps at rate 0.3")  # each on its own batch, before its step
checks.close([*weight[0], *bias], theta, tolerance=1e-3, what="the parameters after eight steps")  # m and v are carried on
def learned(train_on_stream, steps, rate, scale, n, kind=torch.float32):
    torch.manual_seed(3)
    model = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Dropout(0.2), nn.Linear(3, 1)).to(kind)
    with torch.no_grad():
        model[3].weight.mul_(scale)
    numbers, drawn = torch.Generator().manual_seed(4), []
    def draw():
        x = torch.randn(n, 2, generator=numbers).to(kind) * (300 if len(drawn) == 1 else 3)
        batch = x, (x.sum(dim=1, keepdim=True) > 0).to(kind)
        drawn.append((batch, [part.clone() for part in batch]))
        return batch
    losses = train_on_stream(model, draw, steps, *rate)
    same = all(torch.equal(a, b) for batch, kept in drawn for a, b in zip(batch, kept, strict=True))
    return losses, [isinstance(one, float) for one in losses], len(drawn), same, model.training, [p.detach() for p in model.parameters()]
asked = [(6, (), 1.0, 8), (12, (0.05,), 1.0, 4), (5, (0.01,), 300.0, 1), (5, (0.01,), -300.0, 5), (1, (1.0,), -1e4, 3), (0, (), 1.0, 2), (3, (0.1,), 1.0, 5001), (4, (0.1,), 1.0, 5, torch.float64)]
contracts.agrees(train_on_stream, asked, by=learned, tolerance=1e-5, floor=1e-5, precision=True, what="(losses, types, batches, data, mode, parameters)")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.8 A line that bends · 3 points
#
# No straight line separates these clouds well. So let the logit bend: a *multi-layer perceptron* (MLP) has `nn.Linear` layers with an `nn.ReLU` between each and the next. The usual measure of a network's size is how many numbers its parameters
# hold.
#
# Write `mlp(sizes)`, an `nn.Sequential` (`nn.Sequential(a, b, c)` applies its parts one after the other; from a list it is `nn.Sequential(*layers)`), and `parameter_count(model)` for any module,
# weights and biases together (`tensor.numel()` is the number of entries). Count the parameters of `[2, 64, 64, 1]` on paper first; the next look prints them.
#
# (PyTorch's layers start with weights that are uniform between $\pm 1/\sqrt{d_\text{in}}$. Their variance is $\frac{1}{3 d_\text{in}}$, a sixth of what 2.5 recommends for `relu`. For networks as shallow as these it works.)

# %% nbgrader={"grade_id": "mlp", "solution": true}
def mlp(sizes: list[int]) -> nn.Sequential:
    """A fresh network of affine layers with ReLU between them.

    Args:
        sizes: width of each layer from input to output, for example ``[2, 64, 64, 1]``.

    Returns:
        A Sequential that maps inputs of shape ``(..., sizes[0])`` to logits of shape ``(..., sizes[-1])``.
    """
    ### BEGIN SOLUTION
    layers = []
    for d_in, d_out in zip(sizes[:-1], sizes[1:], strict=True):
        layers += [nn.Linear(d_in, d_out), nn.ReLU()]
    return nn.Sequential(*layers[:-1])  # the last one is a logit, which may be negative
    ### END SOLUTION


# %% nbgrader={"grade_id": "parameter_count", "solution": true}
def parameter_count(model: nn.Module) -> int:
    """How many numbers the parameters of a model hold.

    Args:
        model: any module that has parameters.

    Returns:
        The number of entries of all its parameters. One that two parts of the model share counts once.
    """
    ### BEGIN SOLUTION
    return sum(parameter.numel() for parameter in model.parameters())
    ### END SOLUTION


# %% [markdown] name="look_bend_text"
# Look: 64 and 64 hidden units, on the same endless data.

# %% name="look_bend" tags=["nbval-ignore-output"]
@cache
def endless_deep() -> Run:
    """The deep network on endless data; run this cell again to train again."""
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(2)
    return streamed("deep", mlp([2, 64, 64, 1]), lambda: sample_clouds(100, generator), budget(full=3000, quick=50))


def block_means(losses: list[float]) -> tuple[np.ndarray, np.ndarray]:
    """The mean loss of every 50 steps, and the middle of each such block."""
    block = budget(full=50, quick=5)
    means = np.reshape(losses, (-1, block)).mean(axis=1)
    return block * (np.arange(len(means)) + 0.5), means


print(f"parameters: {parameter_count(LogisticRegression())} and {parameter_count(mlp([2, 64, 64, 1]))}")
run = endless_deep()
ax = plotting.curves(
    {"logistic regression": block_means(endless_line().losses), "deep": block_means(run.losses)},
    xlabel="step", ylabel="mean cross-entropy of 50 batches (nats)", title="Endless data",
)
ax = surface(run.model, held_out(), "The deep network, trained")
print(f"loss on {len(held_out()[0]):,} other samples: {loss_on(run.model, held_out()):.4f} nats")
if budget(full=True, quick=False):
    checks.that(loss_on(run.model, held_out()) < 0.455, "The network learns less than it should. Does mlp pass its test: ReLU between the layers, none at the end?")

# %% nbgrader={"grade_id": "test_mlp", "grade": true, "points": 2}
"""3.8 mlp chains affine layers with ReLU between them, fresh at every call."""
def given(sizes):
    """A weight and a bias for each layer; a layer of PyTorch keeps its W transposed."""
    rng = np.random.default_rng(4)
    shapes = [shape for d_in, d_out in zip(sizes[:-1], sizes[1:], strict=True) for shape in ((d_out, d_in), (d_out,))]
    return [(rng.normal(size=shape) / np.sqrt(shape[-1])).astype(np.float32) for shape in shapes]
def network(sizes, parameters, x):
    model = mlp(sizes)
    shapes = [tuple(parameter.shape) for parameter in model.parameters()]
    if shapes == [array.shape for array in parameters]:
        with torch.no_grad():
            for parameter, array in zip(model.parameters(), parameters, strict=True):
                parameter.copy_(torch.from_numpy(array))
    return model(torch.from_numpy(x)).detach().numpy(), shapes
x, parameters = np.random.default_rng(1).normal(size=(50, 2)).astype(np.float32), given([2, 64, 64, 1])
z, shapes = checks.remote(network, [2, 64, 64, 1], parameters, x)
checks.shape(z, (50, 1), what="the logits of 50 samples", hint="The last of sizes is the width of the output.")
checks.equal(len(shapes), 6, what="the number of weights and biases of three layers")
checks.equal(sum(math.prod(shape) for shape in shapes), 4417, what="the number of parameters of [2, 64, 64, 1]")
W1, b1, W2, b2, W3, b3 = parameters
h = np.maximum(np.maximum(x @ W1.T + b1, 0) @ W2.T + b2, 0)
checks.close(z, h @ W3.T + b3, tolerance=1e-4, what="the logit for given weights and biases", hint="ReLU between the layers, none at the end.")
def two():
    return [torch.cat([parameter.detach().ravel() for parameter in mlp([2, 4, 1]).parameters()]) for _ in range(2)]
one, other = checks.remote(two)
checks.differ(one, other, "Two calls give the same weights: are the layers made anew?", what="the parameters of a new network")
for sizes in ([2, 1], [3, 7, 2], [2, 2, 2], [2, 5, 5, 3, 1]):  # equal widths need layers of their own
    x, parameters = np.random.default_rng(2).normal(size=(50, sizes[0])).astype(np.float32), given(sizes)
    z, shapes = checks.remote(network, sizes, parameters, x)
    checks.that(shapes == [array.shape for array in parameters], f"The shapes of the weights and biases of {sizes} are {shapes}, expected {[array.shape for array in parameters]}: one nn.Linear(d_in, d_out) per layer.")
    h = x
    for W, b in zip(parameters[::2], parameters[1::2], strict=True):
        last = h @ W.T + b
        h = np.maximum(last, 0)
    checks.close(z, last, tolerance=1e-4, what=f"the logits of {sizes}", hint="ReLU between the layers, none at the end.")
def afterwards(sizes):
    mlp(sizes)
    return sizes
checks.equal(checks.remote(lambda: len(afterwards([2, 4, 1]))), 3, what="the number of sizes in the list after the call", hint="The caller still needs it.")
def next_numbers():
    return [(torch.manual_seed(seed), mlp([2, 4, 1]), torch.rand(1).item())[2] for seed in (1, 2)]
checks.differ(*checks.remote(next_numbers), "Making a network resets torch's seed: leave the seed to the caller.", what="a random number")
### BEGIN HIDDEN TESTS
def built(mlp, sizes):
    torch.manual_seed(0)
    model = mlp(sizes)
    with torch.no_grad():
        for i, parameter in enumerate(model.parameters()):
            parameter.copy_(torch.linspace(-1.3, 1.7 + i, parameter.numel()).view_as(parameter))
    x = torch.linspace(-9, 8, 6 * sizes[0]).view(3, 2, sizes[0])
    torch.manual_seed(5)
    one = mlp(sizes)
    torch.manual_seed(5)
    same = all(torch.equal(a, b) for a, b in zip(one.parameters(), mlp(sizes).parameters(), strict=True))
    return sizes, same, [list(p.shape) for p in model.parameters()], model.double()(x.double()).detach(), model.float()(x).detach(), model.eval()(x).detach(), isinstance(model, nn.Sequential), all(p.requires_grad for p in model.parameters())
contracts.agrees(mlp, [([2, 1],), ([1, 1, 1],), ([2, 3, 3, 1],), ([4, 1, 2],), ([2, 5, 4, 3, 2, 1],), ([3, 2],), ([1, 2, 2, 2, 2],)], by=built, precision=True, what="the network")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_parameter_count", "grade": true, "points": 1}
"""3.8 parameter_count counts weights and biases."""
checks.equal(checks.remote(lambda: parameter_count(nn.Linear(2, 1))), 3, what="the count of a layer from 2 to 1", hint="Two weights, a bias.")
parts = lambda: [parameter_count(one) for one in (nn.Linear(4, 3, bias=False), nn.BatchNorm1d(5), nn.Sequential(nn.Linear(2, 3), nn.Sequential(nn.Linear(3, 1))))]
checks.equal(checks.remote(parts), [12, 10, 13], what="the counts of three other modules", hint="Every parameter, of whatever kind, however deep.")
checks.equal(checks.remote(lambda: parameter_count(nn.MultiheadAttention(4, 2))), 80, what="the count of nn.MultiheadAttention(4, 2)", hint="It has parameters of its own, and a part with some more: 48 + 12 and 16 + 4.")
def tied():
    model = nn.Sequential(nn.Linear(3, 3), nn.Linear(3, 3))
    model[1].weight = model[0].weight
    return parameter_count(model)
checks.equal(checks.remote(tied), 15, what="the count of two layers that share their weights", hint="Shared weights count once.")
def partly_frozen():
    model = nn.Sequential(nn.Linear(2, 3), nn.Linear(3, 1))
    model[0].requires_grad_(False)
    return parameter_count(model)
checks.equal(checks.remote(partly_frozen), 13, what="the count of a model whose first layer is frozen", hint="All its parameters.")
### BEGIN HIDDEN TESTS
stack = lambda: parameter_count(nn.Sequential(nn.Linear(3, 5), nn.BatchNorm1d(5), nn.Sequential(nn.ReLU(), nn.Linear(5, 2))))
checks.equal(checks.remote(stack), 20 + 10 + 12, what="the count of nested modules")  # running means are no parameters
def in_the_sheet():
    net = lambda *sizes: nn.Sequential(*(nn.Linear(a, b) for a, b in zip(sizes[:-1], sizes[1:], strict=True)))
    shapes = [(2, 20, 20, 20, 20, 1), (2, 300, 1), (2, 500, 1), (2, 1500, 1), (2, 7000, 1)]
    return [parameter_count(net(*sizes)) for sizes in shapes]
checks.equal(checks.remote(in_the_sheet), [1341, 1201, 2001, 6001, 28001], what="the counts of the networks of 3.13")
class Odd(nn.Module):
    def __init__(self):
        super().__init__()
        self.scale, self.inner = nn.Parameter(torch.tensor(2.0)), nn.ModuleList([nn.Conv2d(1, 2, 3), nn.Embedding(4, 3), nn.GRU(2, 3)])
        self.twice = self.inner[0]  # the same module under another name
        self.register_buffer("mean", torch.zeros(7))
contracts.agrees(parameter_count, [(module,) for module in (Odd(), nn.Linear(1, 1), nn.LayerNorm(3).requires_grad_(False))], what="the count")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.9 The floor · 6 points
#
# The loss of the deep network also stops falling, a little below 0.45. Longer training, more layers or another learning rate do not help. On new samples its loss does not get below 0.445, and the reason is not in the network.
#
# If the densities of the clouds are known, so is the true probability. There are as many samples of one class as of the other, so Bayes' rule says (1.2; here the classes are 1 and 0, in sheet 1 they are $C_1$ and $C_2$)
#
# $$P(y = 1 \mid x) = \frac{p(x \mid 1)}{p(x \mid 1) + p(x \mid 0)} = \sigma\bigl(\operatorname{llr}(x)\bigr), \qquad
# \operatorname{llr}(x) = \ln \frac{p(x \mid 1)}{p(x \mid 0)}.$$
#
# So the *log likelihood ratio* is the logit of a perfect model. The density of a Gaussian in $d = 2$ dimensions is
#
# $$\mathcal N(x; \mu, C) = \frac{1}{\sqrt{(2\pi)^d \det C}} \exp\Bigl(-\tfrac12 (x - \mu)^\top C^{-1} (x - \mu)\Bigr).$$
#
# You may write its logarithm out, or use `torch.distributions.MultivariateNormal(mu, C).log_prob(x)`. `x` may be `float32` or `float64`: give your constants the same type, as in `mu = torch.ones(2, dtype=x.dtype)`.
#
# At each $x$ the label is random: 1 with probability $p$. The best prediction is $p$ itself. Its expected loss is the *entropy* $H(p) = -p \ln p - (1 - p) \ln(1 - p)$ (1.3), which is
# greater than 0 unless $p$ is 0 or 1. Averaged over all $x$, this is the smallest expected loss that any model can have, the *floor* (others say *Bayes risk* or *irreducible loss*).
#
# Write `log_likelihood_ratio(x)` for the clouds of 3.5 and `least_loss(logits)`, the mean entropy of labels with these logits. In `float32` a logit of 20 already has a probability of exactly 1, and $0 \cdot \ln 0$ is `nan`. So take the two logarithms from the logits
# (`F.softplus(z)` is $\ln(1 + e^z)$), not from the probabilities. Logits are finite.

# %% nbgrader={"grade_id": "log_likelihood_ratio", "solution": true}
def log_likelihood_ratio(x: torch.Tensor) -> torch.Tensor:
    """How much better class 1 explains the inputs than class 0.

    Args:
        x: inputs, shape ``(..., 2)``, float32 or float64 (the pictures ask in float64).

    Returns:
        ``ln p(x | 1) - ln p(x | 0)`` of the two clouds, in nats, shape ``(...)``.
    """
    ### BEGIN SOLUTION
    normal = torch.distributions.MultivariateNormal
    one = normal(torch.ones(2, dtype=x.dtype), torch.tensor([[1.0, 0.8], [0.8, 1.0]], dtype=x.dtype))
    zero = normal(torch.zeros(2, dtype=x.dtype), torch.eye(2, dtype=x.dtype))
    return one.log_prob(x) - zero.log_prob(x)
    ### END SOLUTION


# %% nbgrader={"grade_id": "least_loss", "solution": true}
def least_loss(logits: torch.Tensor) -> torch.Tensor:
    """The mean cross-entropy that remains when every logit is the true one.

    Args:
        logits: the true logits, any shape; also far beyond 20.

    Returns:
        The mean entropy of labels with these logits, in nats: one number, a tensor of shape ``()`` or a float.
    """
    ### BEGIN SOLUTION
    p = torch.sigmoid(logits)  # the logarithms of p and 1 - p come from the logits: they never see a 0
    return (p * F.softplus(-logits) + (1 - p) * F.softplus(logits)).mean()
    ### END SOLUTION


# %% [markdown] name="look_floor_text"
# Look: the two runs again, and two floors. The upper one is the best that *any logistic regression* can do on these clouds, with $W = (0.7238, 0.7238)$ and
# $b = -0.6847$; the lower one is the best that *any model* can do. Both floors are computed with the true probabilities in place of labels, so the randomness of the labels plays no part. The curves reach their floors and vary around them by 0.01 or so, because each point is a mean over 50 batches only.

# %% name="look_floor" tags=["nbval-ignore-output"]
@cache
def floors() -> dict[str, float]:
    """The least loss of logistic regression and of any model, from 400,000 samples."""
    x, _ = sample_clouds(200_000, torch.Generator().manual_seed(10))
    true_logits = torch.as_tensor(log_likelihood_ratio(x)).float()
    line_logits = 0.7238 * x.sum(dim=1) - 0.6847
    return {
        "best logistic regression": F.binary_cross_entropy_with_logits(line_logits, torch.sigmoid(true_logits)).item(),
        "best of all (Bayes)": float(least_loss(true_logits)),
    }


named = {f"{name}, {value:.3f}": value for name, value in floors().items()}
both_runs = {"logistic regression": block_means(endless_line().losses), "deep": block_means(endless_deep().losses)}
ax = plotting.curves(both_runs, xlabel="step", ylabel="mean cross-entropy of 50 batches (nats)", title="Endless data, and two floors")
ax = plotting.mark_levels(named, ax=ax)
checks.close(list(floors().values()), [0.5400, 0.4451], tolerance=4e-3, what="the floor",
             hint="Do sample_clouds, log_likelihood_ratio and least_loss pass their tests?")

# %% [markdown] name="look_llr_text"
# Look again: a thousand samples, their true log likelihood ratio against the probability that each model gives them. A perfect model lies on the sigmoid, the black line. (Ratios below -8 are left out.) Then the true boundary, where the ratio is 0, beside the boundary of the deep network. The true
# boundary has a second branch at the lower left. Why does the network not find it, and why does that cost almost nothing?
#
# <details><summary>Answer</summary>
#
# There are almost no samples there: both densities are tiny. The network learns nothing where there are no training samples. Errors there cost nothing *on this data*, because test samples from the same clouds do not lie there, either. On other data these errors would cost something.
#
# </details>

# %% name="look_llr" tags=["nbval-ignore-output"]
x_some, _ = sample_clouds(500, torch.Generator().manual_seed(4))
llr_some = log_likelihood_ratio(x_some)
grid = torch.linspace(-8, 4, 200)
ax = plotting.scatter(
    {
        "logistic regression": (llr_some, probability(endless_line().model, x_some.numpy())[:, 0]),
        "deep": (llr_some, probability(endless_deep().model, x_some.numpy())[:, 0]),
    },
    xlabel="log likelihood ratio (nats)", ylabel="probability of class 1", title="What the models say, and what is true",
)
ax.plot(grid, torch.sigmoid(grid), color=plotting.BLACK, linewidth=1.2, label="sigmoid, the truth")
ax.legend(loc="upper left", bbox_to_anchor=(1.0, 1.0), frameon=False, markerscale=2)
ax.set_xlim(-8, 4)
ax = surface(endless_deep().model, held_out(), "The deep network and the truth")
ax = plotting.zero_line(lambda points: log_likelihood_ratio(torch.tensor(points)).numpy(), name="log ratio 0 (truth)", ax=ax)

# %% nbgrader={"grade_id": "test_log_likelihood_ratio", "grade": true, "points": 2}
"""3.9 log_likelihood_ratio compares the two densities, on a logarithmic scale."""
x_test = torch.tensor([[0.0, 0.0], [1.0, 1.0], [1.0, -1.0]])
checks.shape(log_likelihood_ratio(x_test), (3,), what="the ratios of three points", hint="One number per point.")
checks.close(log_likelihood_ratio(x_test), [-0.0447, 1.5108, -4.0447], tolerance=1e-3, what="the log ratio of (0, 0), (1, 1), (1, -1)",
             hint="Means, covariance and its determinant: all three count.")
checks.shape(log_likelihood_ratio(torch.zeros(4, 5, 2)), (4, 5), what="the ratios of a grid of 4 by 5 points")
checks.close(log_likelihood_ratio(torch.tensor([[30.0, -30.0]])), [-3600.0447], tolerance=1e-4, what="the log ratio at (30, -30)", hint="Densities underflow there, their logarithms do not.")
checks.close(log_likelihood_ratio(torch.tensor([[30.0, -30.0]], dtype=torch.float64)), [-3600.044729932], tolerance=1e-9, what="the log ratio at (30, -30) in float64", hint="Have all constants the type of x?")
checks.close(log_likelihood_ratio(x_test[[0, 2]]), [-0.0447, -4.0447], tolerance=1e-3, what="the log ratio of two points", hint="Two rows, not one point.")
checks.close(log_likelihood_ratio(x_test[1]), 1.5108, tolerance=1e-3, what="the log ratio of a single point of shape (2,)")
contracts.consistent(log_likelihood_ratio, torch.tensor([[0.5, 2.0], [-1.5, 3.0], [1e-3, -9.0]]), rows=[0], precision=True, what="the log ratio")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
x_test = rng.normal(size=(4, 25, 2)) * 2
a, b = x_test[..., 0], x_test[..., 1]
expected = -(8 / 9) * (a**2 + b**2) + (20 / 9) * a * b + (5 / 9) * (a + b) - 5 / 9 + np.log(5 / 3)  # multiplied out
found = log_likelihood_ratio(torch.tensor(x_test, dtype=torch.float32))
checks.close(found, expected, tolerance=1e-4, what="the log ratio of 100 points")
checks.close(log_likelihood_ratio(torch.tensor(x_test)), expected, tolerance=1e-9, what="the log ratio of 100 points in float64")  # as the docstring allows
points = lambda *shape: contracts.changed(contracts.real(*shape, low=-40.0, high=40.0, whole=False), torch.as_tensor)
for shape in [("n", 2), (2, "n", 2), (2,)]:
    contracts.agrees(log_likelihood_ratio, contracts.cases(points(*shape), n=[5, 1, 2, 1001]), tolerance=1e-5, floor=1e-8, precision=True, what="the log ratio")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_least_loss", "grade": true, "points": 1}
"""3.9 least_loss is the mean entropy of labels with known logits."""
checks.close(least_loss(torch.tensor([0.0])), math.log(2), what="the least loss for a fair coin")
checks.close(least_loss(torch.tensor([0.0, math.log(3.0)])), (math.log(2) + 0.5623351) / 2, what="the least loss for p = 1/2 and p = 3/4")
checks.close(least_loss(torch.tensor([100.0, -100.0])), 0.0, what="the least loss for certain labels", hint="nan comes from 0 * ln 0. Which logarithms never meet a 0?")
checks.close(least_loss(torch.tensor([0.0, 200.0])), math.log(2) / 2, what="the least loss of a fair coin and a certain label", hint="A certain label counts, as 0.")
checks.close(least_loss(torch.tensor([30.0], dtype=torch.float64)), 31 * math.exp(-30), scale=1e-6, what="the least loss of a nearly certain label", hint="Nothing is clipped.")
two_axes = least_loss(torch.tensor([[0.0, 1.0, 2.0], [0.5, -1.0, -3.0]]))
checks.shape(two_axes, (), what="the least loss of 2 by 3 logits")
checks.close(two_axes, 0.5127671, what="the least loss of 2 by 3 logits", hint="The mean over all of them.")
contracts.consistent(least_loss, torch.tensor([[0.5, 2.0, -7.0], [-1.0, 0.0, 12.0]]), precision=True, what="the least loss")
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(3).normal(size=(6, 4)) * 3
p_test = 1 / (1 + np.exp(-z_test))
entropy = -(p_test * np.log(p_test) + (1 - p_test) * np.log(1 - p_test))
checks.close(least_loss(torch.tensor(z_test)), entropy.mean(), what="the least loss of 24 logits")  # one number, whatever the shape
middle = (np.arange(400) + 0.5) / 100 - 2
waves = np.sin(5 * middle)[:, None] + np.cos(8 * middle)[None, :]
checks.close(least_loss(torch.tensor(waves)), 0.5963, tolerance=2e-4, what="the floor of 3.12")
rng = np.random.default_rng(4)
x0, x1 = rng.normal(size=(100_000, 2)), 1 + rng.normal(size=(100_000, 2)) @ np.array([[1, 0.8], [0, 0.6]])
a, b = np.concatenate([x0, x1]).T
llr = -(8 / 9) * (a**2 + b**2) + (20 / 9) * a * b + (5 / 9) * (a + b) - 5 / 9 + np.log(5 / 3)
checks.close(least_loss(torch.tensor(llr)), 0.4451, tolerance=3e-3, what="the floor of the two clouds")
true_logits = lambda *shape: contracts.changed(contracts.logits(*shape, whole=False), torch.as_tensor)
typed = lambda least_loss, z: (value := least_loss(z), str(getattr(value, "dtype", z.dtype)))  # of a tensor: a float has none
for shape in [("n", 3), ("n",), (2, "n", 1)]:
    contracts.agrees(least_loss, contracts.cases(true_logits(*shape), n=[5, 1, 1001]), by=typed, tolerance=1e-9, floor=1e-11, what="(the least loss, its type)")
far_out = contracts.changed(contracts.real("n", 2, low=20.0, high=60.0, single=False, whole=False), lambda z: torch.as_tensor(z * [1, -1]))
contracts.agrees(least_loss, [*contracts.cases(far_out), (torch.tensor(0.7, dtype=torch.float64),)], by=typed, floor=1e-11, what="(the least loss, its type)")
### END HIDDEN TESTS

# %% [markdown] name="ask_floor"
# **In words and formulas.** (a) Which of the two models is better with endless data, and what exactly can the other one not represent? (Expand $\operatorname{llr}(x)$ until you see which terms are there.) (b) Why can no
# model have an expected loss below 0.4451 on new data? Use 1.3 (cross-entropy = entropy + KL divergence) at a single $x$, for a model that says $q(x)$ where the truth is $p(x)$: which part of its expected loss can be trained away, and which not? (c) A colleague reports 0.41 on
# *test* data of these clouds. Name two explanations.

# %% [markdown] nbgrader={"grade_id": "why_floor", "grade": true, "solution": true, "points": 3}
# (a) The deep one, about 0.446 against 0.540. The covariances of the clouds differ, so the quadratic terms do not cancel:
#
# $$\operatorname{llr}(x) = -\tfrac 89 (x_1^2 + x_2^2) + \tfrac{20}{9}\, x_1 x_2 + \tfrac 59 (x_1 + x_2) - \tfrac 59 + \ln \tfrac 53.$$
#
# Logistic regression has only the linear terms. Its boundary is a line, the true one a hyperbola; the missing squares and product cost 0.095 nats. (Given $x_1^2$, $x_1 x_2$ and $x_2^2$ as further inputs, it would reach the floor.) In the
# scatter plot the deep model lies on the sigmoid, while logistic regression gives very different probabilities to samples of the same ratio.
#
# (b) For one $x$ the expected loss is the cross-entropy $-p \ln q - (1 - p) \ln(1 - q) = H(p) + \mathrm{KL}(p \,\|\, q)$ (1.3). The mean of the divergence is at least 0, and 0 only for $q = p$: that part can be trained away. The mean entropy
# $\mathbb E_x H(p(x)) = 0.4451$ depends on the data alone: the clouds overlap, and the label of an overlapping point is a coin.
#
# (c) Any two of: the test set is small and the mean happens to be low (one sample's loss has a standard deviation of about 0.5, so $n = 200$ gives $\pm 0.035$); test samples were also trained on; the model was chosen by
# this very test set; another distribution, class share or base of the logarithm; a bug in the loss.
#
# **Rubric.** 1 point: deep is better because the true logit is quadratic (the terms, or different covariances, named). 1 point: $H(p)$ plus a divergence that is not negative, or an equally clear argument; overlap as the cause.
# 1 point: two valid explanations (half for one).

# %% [markdown] name="schedule_text"
# **Learning-rate schedules.** In your figure nearly all of the up and down is the noise of the measurement: even a perfect model, which does not move, has such a curve. But under this noise the parameters move, too. Each batch has another gradient,
# so with a constant learning rate the parameters never come to rest: they move around the minimum, the further the larger the rate. Here this costs only about 0.001 nats. A *learning-rate schedule* makes the rate smaller during training: large steps at the beginning, to arrive soon, small ones at the end, to come to rest. A common choice is half a cosine over all $K$ steps, $\eta_k = \frac{\eta_0}{2}\,\bigl(1 + \cos(\pi k / K)\bigr)$. In PyTorch,
# make `schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, K)` once, and call `schedule.step()` after each `optimizer.step()`. In this sheet the rate stays constant; sheet 7 uses this schedule.

# %% [markdown]
# ## 3.10 Five hundred samples · 5 points
#
# Real data sets are finite. In this task you get 500 samples, 250 of each class, and that is all. The training loss can now fall for a second reason, which is of no use on new samples: the network begins to learn the labels of these 500 samples by heart, one by one. This is *over-fitting*. You see
# it only on *held-out* samples: samples that were held out, not used for training.
#
# Three kinds of samples have three purposes. The *training set* is for the gradients. A *validation set* is for decisions, for example when to stop. The *test set* is for one final number; if you used it for a decision, that number would be too good.
#
# Write `train_on_data(model, train, test, steps, ...)`. Every step takes the *whole* training set as its batch. The loss on the test set is measured too, just before the steps 0, `test_every`, 2 · `test_every` and so on, but not after the last step. This
# must leave no trace: no graph, no gradient, and every part of the model in the mode in which it was. (`train()` and `eval()` set this mode, a flag that some layers read, such as dropout. Ours do not, so do not touch it.) Here `test` means any held-out samples: further below, a validation set takes its place.

# %% nbgrader={"grade_id": "train_on_data", "solution": true}
def train_on_data(
    model: nn.Module, train: Batch, test: Batch, steps: int, *, learning_rate: float = 1e-3, test_every: int = 100
) -> tuple[list[float], list[float]]:
    """Train a model by Adam, the whole training set a step, and watch samples it is not trained on.

    Args:
        model: maps inputs to logits, shape ``(n, 1)``; trained in place. Gradients that it still holds play no part.
        train: what to train on.
        test: held-out samples, what to watch.
        steps: how many.
        learning_rate: Adam's.
        test_every: measure the test loss just before the steps 0, ``test_every``, ``2 * test_every``, ...; at least 1.

    Returns:
        The training loss just before each step, and the test losses, in nats: two lists of plain floats, both empty if
        there are no steps. Each loss is the mean over all samples of its set.
    """
    ### BEGIN SOLUTION
    (x, y), (x_test, y_test) = train, test
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    train_losses, test_losses = [], []
    for step in range(steps):
        if step % test_every == 0:
            with torch.no_grad():
                test_losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
        loss = F.binary_cross_entropy_with_logits(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        train_losses.append(loss.item())
    return train_losses, test_losses
    ### END SOLUTION


# %% [markdown] name="look_500_text"
# Look: 3000 steps on 500 samples, first logistic regression, then both models. One color per model; the dashed curve is the loss on held-out samples. The black dashes are the floor of 3.9. (On 500 samples even the loss of a perfect model differs from the floor by about 0.02, one standard deviation.)

# %% name="look_500_line" tags=["nbval-ignore-output"]
class WatchedRun(NamedTuple):
    model: nn.Module
    train_losses: list[float]
    test_losses: list[float]


MODELS = {"logistic regression": LogisticRegression, "deep": lambda: mlp([2, 64, 64, 1])}
TEST_EVERY = budget(full=50, quick=20)
FINITE_STEPS = budget(full=3000, quick=60)


@cache
def five_hundred() -> Batch:
    return sample_clouds(250, torch.Generator().manual_seed(5))


@cache
def on_five_hundred(name: str) -> WatchedRun:
    """A model on the same 500 samples; run this cell again to train again."""
    torch.manual_seed(0)
    model = MODELS[name]()
    return WatchedRun(model, *train_on_data(model, five_hundred(), held_out(), FINITE_STEPS, test_every=TEST_EVERY))


def draw_watched(names: list[str]):
    """Training and test losses of some models, over the floor."""
    series = {}
    for name in names:
        run = on_five_hundred(name)
        series[f"{name}, train"] = run.train_losses
        series[f"{name}, test"] = (TEST_EVERY * np.arange(len(run.test_losses)), run.test_losses)
    held = {f"{name}, test": f"{name}, train" for name in names}
    ax = plotting.curves(series, xlabel="step", ylabel="cross-entropy (nats)", title="500 training samples", held_out=held)
    return plotting.mark_levels({"floor, 0.445": 0.4451}, ax=ax)


ax = draw_watched(["logistic regression"])

# %% name="look_500_both" tags=["nbval-ignore-output"]
ax = draw_watched(["logistic regression", "deep"])
for name in MODELS:
    run = on_five_hundred(name)
    best = int(np.argmin(run.test_losses))
    print(f"{name:19}: after {FINITE_STEPS} steps train {loss_on(run.model, five_hundred()):.3f}, test {loss_on(run.model, held_out()):.3f}; "
          f"best test loss {run.test_losses[best]:.3f} at step {best * TEST_EVERY}")
line, deep = on_five_hundred("logistic regression"), on_five_hundred("deep")
if budget(full=True, quick=False):
    checks.that(deep.train_losses[-1] < 0.4, "The deep network does not learn its samples by heart.")
    checks.that(loss_on(deep.model, held_out()) > 0.6, "The deep network does not over-fit.")
    checks.that(loss_on(line.model, held_out()) < 0.57, "Logistic regression does worse than it should. Does train_on_data pass its tests?")

# %% [markdown] name="look_500_surface_text"
# Look: the probabilities of the deep network after 3000 steps, its 500 training samples, and the true boundary (dashed). Pale colors mean a probability near one half. Where should the map be pale?
#
# <details><summary>Answer</summary>
#
# Along the true boundary, in a broad band, because the clouds overlap there. Compare with the trained network of 3.8.
#
# </details>

# %% name="look_500_surface" tags=["nbval-ignore-output"]
ax = surface(on_five_hundred("deep").model, five_hundred(), "The deep network after 500 samples")
ax = plotting.zero_line(lambda points: log_likelihood_ratio(torch.tensor(points)).numpy(), name="log ratio 0 (truth)", ax=ax)

# %% nbgrader={"grade_id": "test_train_on_data", "grade": true, "points": 2}
"""3.10 train_on_data takes steps of Adam on the whole training set."""
corners = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.0, -3.0], [2.0, 1.0], [-2.0, -1.0], [0.5, 0.0]])
train_test = corners, torch.tensor([[1.0, 0.0, 1.0, 0.0, 0.0, 1.0]]).T
other_test = 2 - corners[:5], torch.tensor([[0.0, 1.0, 1.0, 0.0, 1.0]]).T
def trained(train, test, steps, **how):
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[0.5, -1.0]]), "bias": torch.tensor([0.25])})
    for parameter in model.parameters():
        parameter.grad = torch.ones_like(parameter)  # left from earlier work: of no concern
    train_losses, test_losses = train_on_data(model, train, test, steps, **how)
    plain = all(isinstance(loss, (float, np.floating)) for loss in [*train_losses, *test_losses])
    return [float(loss) for loss in train_losses], [float(loss) for loss in test_losses], plain, model.weight.detach()
train_losses, _, plain, _ = checks.remote(trained, train_test, other_test, 3)
z_first = train_test[0].numpy() @ np.array([[0.5], [-1.0]]) + 0.25
first = np.logaddexp(0, -z_first * (2 * train_test[1].numpy() - 1)).mean()
checks.equal(len(train_losses), 3, what="the number of training losses of three steps")
checks.close(train_losses[0], first, what="the first training loss", hint="Of all samples, before the step.")
checks.that(plain, "The losses are not plain floats: loss.item() forgets the graph.")
train_losses = checks.remote(lambda: trained(train_test, other_test, 4, learning_rate=0.5))[0]
checks.close(train_losses, [0.67547, 0.58623, 0.64555, 0.62623], tolerance=1e-4, what="the training losses of four steps at rate 0.5",
             hint="Is the rate passed on? Make the optimizer once, before the loop, and clear the gradients in every step, before backward.")
ordered = torch.linspace(-1, 1, 120)[:, None] * torch.tensor([[1.0, -2.0]]), (torch.arange(120) < 100).float()[:, None]
many = checks.remote(lambda: trained(ordered, other_test, 3, learning_rate=0.5))[0]
checks.close(many, [1.197299, 0.688284, 0.403233], tolerance=1e-4, what="the training losses on 120 samples", hint="The whole training set in every step.")
### BEGIN HIDDEN TESTS
def adam_by_hand(batch, steps, learning_rate):
    x, y = np.hstack([batch[0].numpy(), np.ones((len(batch[0]), 1))]).astype(float), batch[1].numpy().ravel()
    theta, m, v, losses = np.array([0.5, -1.0, 0.25]), np.zeros(3), np.zeros(3), []
    for k in range(1, steps + 1):
        losses.append(np.logaddexp(0, -(x @ theta) * (2 * y - 1)).mean())
        g = (1 / (1 + np.exp(-(x @ theta))) - y) @ x / len(y)
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta = theta - learning_rate * (m / (1 - 0.9**k)) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
    return losses, theta
how = {"learning_rate": 0.2, "test_every": 2}
train_losses, _, _, weight = checks.remote(lambda: trained(train_test, other_test, 9, **how))
expected, theta = adam_by_hand(train_test, 9, 0.2)
checks.close(train_losses, expected, tolerance=1e-4, what="the training losses of nine steps at rate 0.2")
checks.close(weight[0], theta[:2], tolerance=1e-3, what="the weights after nine steps")  # untouched by the test samples
_, theta = adam_by_hand(train_test, 4, 1e-3)
checks.close(checks.remote(trained, train_test, other_test, 4)[3][0], theta[:2], what="the weights after four steps at the default rate")
def learned(train_on_data, steps, rate, scale, n, every, kind=torch.float32):
    torch.manual_seed(3)
    inner = nn.Sequential(nn.Linear(2, 3), nn.Tanh(), nn.Linear(3, 1)).to(kind)
    modes = set()  # how often is open: the training loss may be measured by a pass of its own
    class Watched(nn.Module):
        def __init__(self):
            super().__init__()
            self.inner = inner
        def forward(self, x):
            if len(x) == n:
                modes.add(self.training)
            return self.inner(x)
    with torch.no_grad():
        inner[2].weight.mul_(scale)
    numbers = torch.Generator().manual_seed(4)
    def batch(n):
        x = torch.randn(n, 2, generator=numbers).to(kind) * 3
        return x, (x.sum(dim=1, keepdim=True) > 0).to(kind)
    model, train, test = Watched(), batch(n), batch(n + 1)
    kept, state = [part.clone() for part in (*train, *test)], torch.get_rng_state()
    train_losses, test_losses = train_on_data(model, train, test, steps, **rate, test_every=every)
    same = all(torch.equal(a, b) for a, b in zip(kept, (*train, *test), strict=True)) and torch.equal(state, torch.get_rng_state())
    return train_losses, test_losses, sorted(modes), model.training, same, [isinstance(one, float) for one in [*train_losses, *test_losses]], [p.detach() for p in model.parameters()]
asked = [(6, {}, 1.0, 8, 2), (16, {"learning_rate": 0.05}, 1.0, 4, 7), (5, {"learning_rate": 0.01}, 300.0, 1, 100), (5, {"learning_rate": 0.01}, -300.0, 250, 1), (1, {"learning_rate": 1.0}, -1e4, 3, 1),
         (0, {}, 1.0, 3, 1), (3, {"learning_rate": 0.1}, 1.0, 5001, 1), (4, {"learning_rate": 0.1}, 1.0, 5, 3, torch.float64)]
contracts.agrees(train_on_data, asked, by=learned, tolerance=1e-5, floor=1e-5, precision=True, what="(train losses, test losses, modes, mode, data, types, parameters)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_train_on_data_watches", "grade": true, "points": 1}
"""3.10 train_on_data measures the test loss before every test_every-th step, and leaves no trace."""
def watched(steps, test_every):
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[0.5, -1.0]]), "bias": torch.tensor([0.25])})
    x, y = torch.tensor([[1.0, 2.0], [-1.0, 0.5], [0.0, -3.0]]), torch.tensor([[1.0], [0.0], [1.0]])
    graphs = []
    class Spy(nn.Module):
        def forward(self, inputs):
            if len(inputs) == 4:  # the test set
                graphs.append(torch.is_grad_enabled())
            return model(inputs)
        def parameters(self, recurse=True):
            return model.parameters()
    once_more = (torch.cat([x, x[:1]]), torch.cat([y, y[:1]]))
    found = train_on_data(Spy(), (x, y), once_more, steps, learning_rate=0.1, test_every=test_every)
    return [[float(loss) for loss in losses] for losses in found], any(graphs)
(train_losses, test_losses), with_graph = checks.remote(watched, 6, 2)
checks.equal(len(test_losses), 3, what="the number of test losses of 6 steps, test_every = 2", hint="Before the steps 0, 2 and 4.")
checks.equal(len(train_losses), 6, what="the number of training losses of 6 steps")
checks.close(test_losses[0], 0.85719, what="the first test loss", hint="On the test set, before the first step.")
checks.close(test_losses[1], 0.59134, tolerance=1e-4, what="the second test loss, test_every = 2,", hint="After the steps 0 and 1, just before step 2.")
checks.equal([len(losses) for losses in checks.remote(watched, 0, 2)[0]], [0, 0], what="the numbers of losses of no steps")
checks.that(not with_graph, "The test loss is measured with a graph: torch.no_grad.")
def modes_of_training():
    modes = []
    class Spy(nn.Linear):
        def forward(self, x):
            modes.append((len(x), self.training))
            return super().forward(x)
    train, test = (torch.zeros(2, 2), torch.ones(2, 1)), (torch.zeros(3, 2), torch.ones(3, 1))
    train_on_data(Spy(2, 1).train(), train, test, 4, test_every=2)
    return [training for n, training in modes if n == 2]
checks.equal(sorted(set(checks.remote(modes_of_training))), [True], what="the modes in which the model meets the training set", hint="The test leaves no trace: train() and eval() are for others to call.")
checks.equal(len(checks.remote(watched, 7, 3)[0][1]), 3, what="the number of test losses of 7 steps, test_every = 3")
def modes_afterwards():
    found = []
    for mode in (True, False):
        model = nn.Sequential(nn.Linear(2, 1), nn.Identity()).train(mode)
        model[1].train(not mode)
        train_on_data(model, (torch.zeros(2, 2), torch.ones(2, 1)), (torch.zeros(3, 2), torch.ones(3, 1)), 3, test_every=2)
        found.append([part.training for part in (model, *model)])
    return found
checks.equal(checks.remote(modes_afterwards), [[True, True, False], [False, False, True]], what="whether a model and its two parts are in training mode after the call", hint="As before it.")
def many_to_test():
    x = torch.cat([torch.zeros(1000, 2), torch.tensor([[200.0, 0.0]])])
    model = nn.Linear(2, 1)
    model.load_state_dict({"weight": torch.tensor([[5.005, 0.0]]), "bias": torch.tensor([0.0])})
    return [float(loss) for loss in train_on_data(model, (x[:2], torch.ones(2, 1)), (x, torch.zeros(1001, 1)), 1)[1]]
checks.close(checks.remote(many_to_test), [1000 / 1001 * math.log(2) + 1], what="the test loss of 1001 samples, the last of which costs 1001 nats", hint="The mean over all of them.")
### BEGIN HIDDEN TESTS
(_, every), _ = checks.remote(watched, 6, 1)
checks.equal(len(every), 6, what="the number of test losses of 6 steps, test_every = 1")
checks.close(test_losses, every[::2], scale=1.0, what="the test losses, against those of every step")  # the right ones of them
def same_set():
    model = nn.Linear(2, 1)
    batch = (torch.tensor([[1.0, 2.0], [-1.0, 0.5]]), torch.tensor([[1.0], [0.0]]))
    return train_on_data(model, batch, batch, 5, learning_rate=0.5, test_every=1)
one, other = checks.remote(same_set)
checks.shape(one, (5,), what="the training losses of five steps")
checks.close(other, one, scale=1.0, what="the losses of a test set that is the training set")  # both before the step
### END HIDDEN TESTS

# %% [markdown] name="look_cure_text"
# Look: two kinds of *regularization*, which prevents over-fitting, with the same 500 samples and the same network. *Early stopping*: keep 100 of the samples as a validation set, train on the other 400,
# and stop where the validation loss is smallest. *Weight decay*: train on all 500, and in each step make all parameters a little smaller
# (`torch.optim.AdamW`, decay 3: each step also multiplies all parameters by $1 - \eta \cdot 3 = 0.997$). With small weights the logit changes slowly from point to point, so it cannot make an island around a single sample.
#
# The validation loss itself is a mean over 100 samples only and therefore inaccurate, but the step that it chooses is usually good enough. With three other data sets and initializations the test losses were: without regularization (on the 400, after 3000 steps) 0.78 to 1.01, early stopping 0.46 to 0.53, weight decay 0.46, logistic regression 0.54.

# %% name="look_cure" tags=["nbval-ignore-output"]
@cache
def regularized() -> dict[str, tuple[nn.Module, str]]:
    """The deep network on the same 500 samples with early stopping and with weight decay; run this cell again to train again."""
    x, y = five_hundred()
    validation = torch.arange(500) % 5 == 0  # every fifth sample, of both classes
    learn, decide = (x[~validation], y[~validation]), (x[validation], y[validation])
    torch.manual_seed(0)
    _, seen = train_on_data(mlp([2, 64, 64, 1]), learn, decide, FINITE_STEPS // 3, test_every=25)
    best = 25 * int(np.argmin(seen))
    torch.manual_seed(0)  # the same initialization again, and only so far
    stopped = mlp([2, 64, 64, 1])
    train_on_data(stopped, learn, decide, best, test_every=25)
    torch.manual_seed(0)
    decayed = mlp([2, 64, 64, 1])
    optimizer = torch.optim.AdamW(decayed.parameters(), lr=1e-3, weight_decay=3.0)
    for _ in range(FINITE_STEPS):
        loss = F.binary_cross_entropy_with_logits(decayed(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    return {"early stopping": (stopped, f"stopped at step {best}"), "weight decay": (decayed, "decay 3")}


for name, (model, how) in regularized().items():
    print(f"{name} ({how}): test loss {loss_on(model, held_out()):.3f}")
print(f"without regularization {loss_on(on_five_hundred('deep').model, held_out()):.3f}, logistic regression {loss_on(on_five_hundred('logistic regression').model, held_out()):.3f}")
ax = surface(regularized()["weight decay"][0], five_hundred(), "500 samples, with weight decay")
ax = plotting.zero_line(lambda points: log_likelihood_ratio(torch.tensor(points)).numpy(), name="log ratio 0 (truth)", ax=ax)

# %% [markdown] name="ask_memory"
# **In a few sentences.** (a) Compare the four curves of both models without regularization: what does each model do with its 500 samples, and how can you tell from the curves alone? (b) What is wrong in the surface of the deep network? On its training samples it is right in about 90 % of the cases, more
# often than any rule can be on new ones (78 %). Why then is its test loss so much worse than that of logistic regression? (c) "The *test* loss of the deep network has a minimum early on, so I stop there and report this minimum." What is right about this, and what is wrong?

# %% [markdown] nbgrader={"grade_id": "why_memory", "grade": true, "solution": true, "points": 2}
# (a) Logistic regression has three parameters: its training and test losses stay close together, near the 0.54 that is its best with endless data. It cannot memorize. The deep network with 4417 first learns the clouds, and within a few hundred steps
# its test loss is below that of logistic regression; then its training loss goes on, far below the floor of 0.445 (0.02 is luck, 0.2 is not), and the test loss turns and rises far above that of logistic regression: it learns the labels of
# single samples.
#
# (b) Islands and tongues around single samples, a ragged boundary where the true one is a smooth hyperbola, and full colors in the overlap, where the truth is near one half. Cross-entropy punishes exactly that: a confident mistake costs
# minus the logarithm of the probability that the true label was given, which grows without limit: 5 % of mistakes at 0.001 alone add $0.05 \cdot 6.9 = 0.35$ nats to the mean.
#
# (c) Right: *early stopping* works, the network is good on the way. Wrong: the step was chosen with the test set, so its loss is no longer an honest estimate. Choose the step on a validation set, report on a test set used once.
#
# **Rubric.** 1 point: (a) with the training loss far below the floor, or far below the test loss, as the sign of memorizing. 1 point: (b) over-confidence in the overlap, and (c) a validation set; half a point for one of them.

# %% [markdown]
# ## 3.11 How many would be enough · 2 points
#
# With 500 samples and 3000 steps without regularization, logistic regression is better. With endless data, the network is. Somewhere in between they are equal. Where? That is a question to ask *before* you collect data.
#
# Write `learning_curve(make_model, draw, sizes, test, steps)`: for each size a *fresh* model from `make_model()`, trained by `train_on_data` on that many samples, then its loss on the test set. Sizes are totals; `draw(n)` gives
# `n` of each class, as `sample_clouds` does.

# %% nbgrader={"grade_id": "learning_curve", "solution": true}
def learning_curve(
    make_model: Callable[[], nn.Module], draw: Callable[[int], Batch], sizes: list[int], test: Batch, steps: int
) -> list[float]:
    """The test loss after training on more and more samples.

    Args:
        make_model: returns a new, untrained model each time it is called.
        draw: ``draw(n)`` returns a training set with n samples of each class.
        sizes: how many training samples in all; even numbers, in any order, the same one perhaps twice.
        test: what to measure the loss on; the same for every size.
        steps: how many steps to train, at the default learning rate.

    Returns:
        The test loss after the last step (without steps, of the new model), in nats, a plain float for each size.
    """
    ### BEGIN SOLUTION
    losses = []
    x_test, y_test = test
    for size in sizes:
        model = make_model()
        train_on_data(model, draw(size // 2), test, steps, test_every=max(steps, 1))
        with torch.no_grad():
            losses.append(F.binary_cross_entropy_with_logits(model(x_test), y_test).item())
    return losses
    ### END SOLUTION


# %% [markdown] name="look_sizes_text"
# Look: both models at four sizes, 3000 steps each. This takes about half a minute. On the horizontal axis equal distances are doublings. The vertical axis is logarithmic, too. Where exactly the curves cross depends on the samples you happen to get.

# %% name="look_sizes" tags=["nbval-ignore-output"]
SIZES = budget(full=[250, 500, 1000, 2000], quick=[20, 40])


@cache
def sizes_sweep(name: str) -> list[float]:
    """The learning curve of a model; run this cell again to train again."""
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(3)  # both models see the same samples
    bar = tqdm(total=len(SIZES), desc=name, leave=False)

    def counted(n: int) -> Batch:
        bar.update()
        return sample_clouds(n, generator)

    losses = learning_curve(MODELS[name], counted, SIZES, held_out(), FINITE_STEPS)
    bar.close()
    return losses


sweep = {name: sizes_sweep(name) for name in MODELS}
ax = plotting.curves(
    {name: (SIZES, losses) for name, losses in sweep.items()},
    xlabel="training samples", ylabel="test cross-entropy (nats)", title=f"After {FINITE_STEPS} steps", log_y=True,
)
ax.set_xscale("log", base=2)
ax.set_xticks(SIZES, SIZES)
ax.set_yticks([0.45, 0.54, 0.7, 1.0, 1.4], ["0.45", "0.54", "0.7", "1", "1.4"])
ax.minorticks_off()
for curve in ax.lines:  # one of them lies on a dashed line
    curve.set_marker("o")
ax = plotting.mark_levels({"best logistic regression, 0.540": 0.5400, "floor, 0.445": 0.4451}, ax=ax)
for size, one, other in zip(SIZES, *sweep.values(), strict=True):
    print(f"{size:5} samples: logistic regression {one:.3f}, deep {other:.3f}")
if budget(full=True, quick=False):
    at = {size: deep - line for size, line, deep in zip(SIZES, *sweep.values(), strict=True)}
    checks.that(at[500] > 0 > at[2000], "The curves do not cross between 500 and 2000 samples.")

# %% nbgrader={"grade_id": "test_learning_curve", "grade": true, "points": 2}
"""3.11 learning_curve trains a fresh model for each size, and returns its loss on the test set."""
def watched(sizes, steps):
    made, drawn = [], []
    torch.manual_seed(11)
    numbers = [torch.rand(1).item() for _ in sizes]
    torch.manual_seed(11)
    def make_model():
        with torch.random.fork_rng():  # the numbers for this layer do not count
            model = nn.Linear(2, 1)
        model.load_state_dict({"weight": torch.tensor([[3.0, -3.0]]), "bias": torch.tensor([1.0])})
        made.append(torch.rand(1).item())
        return model
    def draw(n):
        if not isinstance(n, (int, np.integer)):
            raise TypeError(f"draw was called with {n!r}. What it asks for is a number of samples, an int.")
        drawn.append(n)
        x = torch.tensor([[1.0, 2.0], [0.5, -1.0]]) * n
        return x.repeat_interleave(n, 0), torch.tensor([[0.0], [1.0]]).repeat_interleave(n, 0)
    test = (torch.tensor([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), torch.tensor([[1.0], [0.0], [1.0]]))
    losses = learning_curve(make_model, draw, sizes, test, steps)
    return [float(loss) for loss in losses], len(made), drawn, all(isinstance(loss, float) for loss in losses), made == numbers
losses, made, drawn, plain, free = checks.remote(watched, [2, 6, 4], 5)
checks.equal(drawn, [1, 3, 2], what="the sizes asked of draw for [2, 6, 4] samples", hint="Sizes are totals, draw(n) gives n of each class.")
checks.equal(len(losses), 3, what="the number of losses")
checks.equal(made, 3, what="the number of models made", hint="A fresh one for each size: a trained one has seen other samples.")
checks.close(losses[0], 0.114088, what="the loss after five steps on 2 samples", hint="On the test set, after the last step.")
checks.close(losses, [0.1140876, 0.1140868, 0.1140872], tolerance=2e-6, what="the losses after five steps on 2, 6 and 4 samples")
checks.that(free, "make_model draws other random numbers than without learning_curve: set no seed, and draw none.")
checks.that(plain, "The losses are not plain floats: loss.item() makes one of a tensor.")
checks.close(checks.remote(watched, [4, 2, 4], 0)[0], [0.1127087] * 3, what="the losses without a step, of sizes one of which comes twice", hint="Those of the new models.")
def start_at_zero(sizes):
    def zero():
        model = nn.Linear(2, 1, bias=False)
        nn.init.zeros_(model.weight)
        return model
    parts = lambda n: (torch.full((2 * n, 2), float(n)), torch.full((2 * n, 1), float(n > 2)))  # another lesson for each size
    return learning_curve(zero, parts, sizes, (torch.ones(1, 2), torch.ones(1, 1)), 30)
checks.close(checks.remote(start_at_zero, [2, 6]), [checks.remote(start_at_zero, [n])[0] for n in (2, 6)], scale=1.0,
             what="the losses of two sizes, together and each alone", hint="Each size has its own samples and its own model.")
### BEGIN HIDDEN TESTS
x_test, y_test = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, 1.0]]), np.array([1.0, 0.0, 1.0])
for loss, n in zip(losses, [1, 3, 2], strict=True):
    x = np.array([[1.0, 2.0, 1 / n], [0.5, -1.0, 1 / n]]) * n
    theta, m, v = np.array([3.0, -3.0, 1.0]), np.zeros(3), np.zeros(3)
    for k in range(1, 6):
        g = (1 / (1 + np.exp(-(x @ theta))) - [0, 1]) @ x / 2
        m, v = 0.9 * m + 0.1 * g, 0.999 * v + 0.001 * g**2
        theta = theta - 1e-3 * (m / (1 - 0.9**k)) / (np.sqrt(v / (1 - 0.999**k)) + 1e-8)
    z = x_test @ theta[:2] + theta[2]
    expected = np.logaddexp(0, -z * (2 * y_test - 1)).mean()
    checks.close(loss, expected, what=f"the loss after five steps on {2 * n} samples")  # after them, on the test set
def curve(learning_curve, sizes, steps, scale):
    asked, made = [], []
    def make_model():
        model = nn.Sequential(nn.Linear(2, 2), nn.Tanh(), nn.Linear(2, 1))
        with torch.no_grad():
            for i, parameter in enumerate(model.parameters()):
                parameter.copy_(scale * torch.linspace(-1, 0.5 + i, parameter.numel()).view_as(parameter))
        made.append(model)
        return model
    def draw(n):
        asked.append(n)
        x = torch.linspace(-n, 2 * n, 4 * n).view(2 * n, 2)
        return x, ((torch.arange(2 * n) + n) % 3 == 0).float()[:, None]
    test = torch.linspace(-2, 3, 10).view(5, 2), torch.tensor([[1.0], [0], [1], [1], [0]])
    torch.manual_seed(1)
    losses = learning_curve(make_model, draw, sizes, test, steps)
    return losses, asked, sizes, [p.detach() for model in made for p in model.parameters()], test
contracts.agrees(learning_curve, [([2, 6, 4], 5, 1.0), ([8, 2, 8], 20, 1.0), ([4], 1, 30.0), ([6, 2], 9, 0.1), ([2, 4], 0, 1.0)], by=curve, tolerance=1e-5, floor=1e-6, what="(losses, n, sizes, parameters, test)")
### END HIDDEN TESTS

# %% [markdown] name="look_edge_text"
# Look (optional): is the limit $2 / \lambda_{\max}$ of 3.3 true for real losses? Two experiments on the 500 samples, with gradient descent on all of them.
#
# First *logistic regression*. Its loss is no parabola, but it has one minimum, and the largest eigenvalue of the Hessian there is 0.372. So the limit should be 5.38. Rates of 0.9 and 1.1 times the limit: the first converges, the second ends up jumping to and fro.
#
# Then a *network* with 16 hidden units. Its curvature changes on the way. The figure shows the largest eigenvalue of the Hessian (its *sharpness*) during training for three learning rates $\eta$, and $2/\eta$ as a dashed line of the same color. At the smallest rate the curvature stays
# below its dashed line. At the two larger rates it moves to its dashed line and stays close to it. So the network trains *at* the limit: its loss does not fall in every step, but it falls over many steps. This is called the *edge of stability* ([Cohen et al. 2021](https://arxiv.org/abs/2103.00065)). So for a network the
# largest curvature is not a fixed number that limits the rate: the rate also decides in which regions, with which curvature, the training ends up.

# %% name="look_edge" tags=["nbval-ignore-output"]
def line_loss(theta: torch.Tensor) -> torch.Tensor:
    """Loss of a logistic regression with parameters (w1, w2, b) on the 500 samples."""
    x, y = five_hundred()
    return F.binary_cross_entropy_with_logits(x @ theta[:2, None] + theta[2], y)


bottom, _ = gradient_descent(line_loss, torch.zeros(3), 1.0, budget(full=500, quick=40))
edge, _ = rates_from_curvature(line_loss, bottom[-1])
print(f"logistic regression: 2 / largest curvature at the minimum = {edge:.2f}")
for part in (0.9, 1.1):
    _, values = gradient_descent(line_loss, torch.zeros(3), part * edge, budget(full=300, quick=20))
    print(f"    rate {part * edge:.2f}: the last three losses " + ", ".join(f"{value:.4f}" for value in values[-3:]))

torch.manual_seed(0)
small = mlp([2, 16, 1])
shapes = [(name, part.shape) for name, part in small.named_parameters()]


def network_loss(theta: torch.Tensor) -> torch.Tensor:
    """Loss of the network on the 500 samples, as a function of all its parameters in one vector."""
    parts = theta.split([shape.numel() for _, shape in shapes])
    named = {name: part.view(shape) for (name, shape), part in zip(shapes, parts, strict=True)}
    return F.binary_cross_entropy_with_logits(torch.func.functional_call(small, named, five_hundred()[:1]), five_hundred()[1])


def sharpness(theta: torch.Tensor) -> float:
    """The largest eigenvalue of the Hessian."""
    return torch.linalg.eigvalsh(torch.autograd.functional.hessian(network_loss, theta))[-1].item()


flat = torch.cat([part.detach().ravel() for part in small.parameters()])
asked = budget(full=[0, 5, 10, 20, 30, 50, 75, 100, 150, 200, 250, 300, 400, 500, 600, 700, 800], quick=[0, 5])
series, held = {}, {}
for rate in (1.0, 2.0, 4.0):
    path, values = gradient_descent(network_loss, flat, rate, asked[-1])
    series[f"η = {rate:g}"] = (asked, [sharpness(path[step]) for step in asked])
    series[f"2/η = {2 / rate:g}"] = ([0, asked[-1]], [2 / rate] * 2)
    held[f"2/η = {2 / rate:g}"] = f"η = {rate:g}"
    print(f"network, rate {rate:g}: loss {values[0]:.3f} at first, {values[asked[-1] // 2]:.3f} halfway, {values[-1]:.3f} at the end")
ax = plotting.curves(
    series, xlabel="step", ylabel="largest curvature", title="Gradient descent on a network: the edge of stability", held_out=held
)
_ = ax.set(ylim=(0, 2.1))

# %% [markdown]
# ## 3.12 Waves · 2 points
#
# A second, harder task for networks: $x$ is uniform on the square $(-2, 2)^2$, and the label is random with a logit that is a pattern of waves,
#
# $$P(y = 1 \mid x) = \sigma\bigl(f(x)\bigr), \qquad f(x) = \sin(5 x_1) + \cos(8 x_2).$$
#
# $f$ goes from $-2$ to 2 and is no probability; the sigmoid makes it one. The labels are noisy everywhere: by `least_loss`, the floor is 0.5963 nats, not
# far below the $\ln 2 = 0.6931$ of a guess. Two more numbers will be useful in 3.13. The best model that knows only the slow wave, $\sin(5x_1)$, has an expected loss of 0.6489; one that knows only the fast wave has 0.6454. (The first predicts, for each $x_1$, the mean of the probability over all $x_2$; 0.6489 is the entropy of this mean, averaged over $x_1$.)
#
# Write `wave_logit(x)` and `sample_waves(n, generator)`. `torch.rand(n, 2, generator=generator)` is uniform between 0 and 1. How does a uniform number between 0 and 1 become a label that is 1 with probability $p$?
#
# <details><summary>Answer</summary>
#
# A uniform number between 0 and 1 is less than $p$ with probability $p$. So draw one such number for each sample. The label is 1 if the number is less than $p$, else 0.
#
# </details>

# %% nbgrader={"grade_id": "wave_logit", "solution": true}
def wave_logit(x: torch.Tensor) -> torch.Tensor:
    """The true logit of the waves.

    Args:
        x: inputs, shape ``(..., 2)``, also outside of the square.

    Returns:
        ``sin(5 x_1) + cos(8 x_2)``, shape ``(...)``.
    """
    ### BEGIN SOLUTION
    return torch.sin(5 * x[..., 0]) + torch.cos(8 * x[..., 1])
    ### END SOLUTION


# %% nbgrader={"grade_id": "sample_waves", "solution": true}
def sample_waves(n: int, generator: torch.Generator) -> Batch:
    """Draw from the waves.

    Args:
        n: samples in all.
        generator: the only source of randomness, also for the labels; drawing moves it on.

    Returns:
        Inputs, uniform in (-2, 2) on both axes, shape ``(n, 2)``, and labels, shape ``(n, 1)``, each 1 with
        probability ``sigmoid(wave_logit)``, by a draw of its own; both float32.
    """
    ### BEGIN SOLUTION
    x = 4 * torch.rand(n, 2, generator=generator) - 2
    p = torch.sigmoid(wave_logit(x))[:, None]
    return x, torch.bernoulli(p, generator=generator)
    ### END SOLUTION


# %% [markdown] name="look_waves_text"
# Look: a thousand samples over the probability they were drawn from. If you saw only the samples, would you find the waves?
#
# <details><summary>Answer</summary>
#
# Hardly from these thousand. Even someone who knows $f$ predicts only 68 % of the labels. It takes many samples per wave until the noise averages out.
#
# </details>

# %% name="look_waves"
def wave_surface(p: Callable[[np.ndarray], np.ndarray], title: str, *, n: int = 50, step: float = 0.05):
    """A probability over the square, with some samples of the waves."""
    x, y = sample_waves(n, torch.Generator().manual_seed(0))
    checks.shape(y, (n, 1), what="y of sample_waves", hint="A column, as the logits are; which shape has your p?")
    return plotting.decision_surface(
        p, x, y, xlim=(-2, 2), ylim=(-2, 2), title=title, step=step
    )


true_p = lambda points: torch.sigmoid(wave_logit(torch.tensor(points)))[..., None].numpy()
ax = wave_surface(true_p, "The waves, and a thousand samples", n=1000, step=0.04)

# %% nbgrader={"grade_id": "test_wave_logit", "grade": true, "points": 1}
"""3.12 wave_logit is the pattern of waves."""
x_test = torch.tensor([[0.0, 0.0], [math.pi / 10, 0.0], [0.0, math.pi / 8]])
checks.close(wave_logit(x_test), [1.0, 2.0, -1.0], what="f at (0, 0), (pi/10, 0) and (0, pi/8)")
checks.close(wave_logit(torch.tensor([[[0.3, -0.7]], [[-1.9, 1.2]]])), [[1.7730608], [-0.9095368]], what="f of a grid of 2 by 1 points")
checks.close(wave_logit(torch.tensor([3.0, -4.0])), 1.4845112, what="f of a single point outside of the square")
contracts.consistent(wave_logit, torch.tensor([[0.3, -0.7], [-1.9, 1.2], [5.0, 1e-3]]), rows=[0], precision=True, what="f")
### BEGIN HIDDEN TESTS
x_test = np.random.default_rng(5).uniform(-2, 2, size=(3, 40, 2))
expected = np.sin(5 * x_test[..., 0]) + np.cos(8 * x_test[..., 1])
checks.close(wave_logit(torch.tensor(x_test)), expected, what="f of a grid of points")
points = lambda *shape: contracts.changed(contracts.real(*shape, low=-20.0, high=20.0, edges=[2.0, -2.0], whole=False), torch.as_tensor)
for shape in [("n", 2), (2, "n", 2), (2,)]:
    contracts.agrees(wave_logit, contracts.cases(points(*shape), n=[5, 1, 2, 1001]), tolerance=1e-9, floor=1e-10, precision=True, what="wave_logit(x)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_sample_waves", "grade": true, "points": 1}
"""3.12 sample_waves draws uniform inputs, and labels with the probability of the waves."""
x_test, y_test = sample_waves(5, torch.Generator().manual_seed(1))
checks.shape(x_test, (5, 2), what="x for n = 5")
checks.shape(y_test, (5, 1), what="y for n = 5", hint="A column, as the logits are; which shape has your p?")
checks.equal(checks.remote(lambda: [str(part.dtype) for part in sample_waves(1, torch.Generator().manual_seed(1))]), ["torch.float32", "torch.float32"], what="the types of x and y")
x_test, y_test = (np.asarray(part) for part in sample_waves(40_000, torch.Generator().manual_seed(1)))
checks.that(np.isin(y_test, [0, 1]).all(), "A label is 0 or 1, drawn with a probability; it is not the probability.")
checks.close([x_test.min(), x_test.max()], [-2, 2], tolerance=1e-3, what="the range of x")
def drawn_twice():
    torch.manual_seed(5)
    state = torch.get_rng_state()
    one = sample_waves(200, torch.Generator().manual_seed(3))
    untouched = torch.equal(state, torch.get_rng_state())
    torch.manual_seed(6)  # of no concern to a function that has its own generator
    generator = torch.Generator().manual_seed(3)
    return one, sample_waves(200, generator), sample_waves(200, generator), untouched
one, same, next_, untouched = checks.remote(drawn_twice)
checks.that(untouched, "The call changes the state of torch's global generator: draw from the generator that is given, and set no seed.")
checks.equal(np.hstack(same), np.hstack(one), what="x and y for the same seed", hint="All random numbers come from the generator.")
checks.differ(next_[0], one[0], "A second draw from the same generator gives the same samples.", what="x")
heights = [np.sin(5 * x[:, 0]) + np.cos(8 * x[:, 1]) for x in (np.asarray(one[0]), np.asarray(next_[0]))]
against = (heights[1] - heights[0]) * (np.asarray(next_[1]) - np.asarray(one[1]))[:, 0] < 0  # a 1 where f is lower: with the same random number, never
checks.that(against.any(), "Labels are decided by the same random number again and again: each needs one of its own, from the generator.")
for axis in (0, 1):
    counts = np.histogram(x_test[:, axis], bins=8, range=(-2, 2))[0]
    checks.that(np.abs(counts - 5000).max() < 330, f"x is not uniform along axis {axis}: {counts}.")  # 5 standard errors
f = np.sin(5 * x_test[:, 0]) + np.cos(8 * x_test[:, 1])
for low in (-2, -1, 0, 1):
    for half in (x_test[:, 0] < 0, x_test[:, 0] > 0):
        inside = (f >= low) & (f < low + 1) & half
        share, expected = y_test[inside].mean(), (1 / (1 + np.exp(-f[inside]))).mean()
        message = f"Where f is {low} to {low + 1}, {share:.3f} of the labels in one half of the square are 1, expected {expected:.3f}."
        checks.that(abs(share - expected) < 4.5 * np.sqrt(expected * (1 - expected) / inside.sum()), message)
### BEGIN HIDDEN TESTS
for low in np.arange(-2, 2, 0.5):  # the share of ones where the logit is about the same: 8 bins, each with 4 standard errors
    inside = (f >= low) & (f < low + 0.5)
    share, expected = y_test[inside].mean(), (1 / (1 + np.exp(-f[inside]))).mean()
    message = f"Where f is {low} to {low + 0.5}, {share:.3f} of the labels are 1, expected {expected:.3f}."
    checks.that(abs(share - expected) < 4 * np.sqrt(expected * (1 - expected) / inside.sum()), message)
checks.that(abs(np.corrcoef(x_test.T)[0, 1]) < 0.03, "The two coordinates depend on each other.")
def facts(sample_waves, n):
    generator, state = torch.Generator().manual_seed(1), torch.get_rng_state()
    before = generator.get_state()
    x, y = sample_waves(n, generator)
    moved = not torch.equal(before, generator.get_state())
    return x.shape, y.shape, str(x.dtype), str(y.dtype), torch.equal(state, torch.get_rng_state()), moved, x.requires_grad or y.requires_grad
contracts.agrees(sample_waves, [(1,), (2,), (7,), (1001,)], by=facts, what="facts about the samples")
### END HIDDEN TESTS

# %% [markdown]
# ## 3.13 Deep or wide · 3 points
#
# A network can grow in two directions. Here are six, all trained on endless data from the waves: a deep one, `[2, 20, 20, 20, 20, 1]`, and five with a single hidden layer of 300, 335, 500, 1500 and 7000 units. Batches of 100, Adam with learning rate $10^{-3}$.
#
# There is nothing to write but the answer. To compare networks by a few thousandths of a nat, the noise of the labels must not play a part. So every 100 steps we measure the *expected* loss: the cross-entropy against the true probabilities, on a grid over the square.

# %% [markdown] name="look_depth_text"
# Look: the expected losses of four of the networks over 2000 steps (the curves of 300 and 500 lie close to that of 335; the printed lines have all six). The second figure shows 10,000 steps, of two networks only: the deep one and the one with 335 units. These two have the same number of parameters.
# Some early values of 7000 lie above the figure. The black lines are, from above, a guess (0.693), the best loss with the slow wave alone (0.649) and
# the floor (0.596). The two widest networks are unsteady at this learning rate: their loss jumps by 0.02 and more from one measurement to the next. **Predict:** which of the two waves is learned first?
#
# <details><summary>Answer</summary>
#
# Networks learn slow waves (low frequencies) first; this is known as *spectral bias* ([Rahaman et al. 2019](https://arxiv.org/abs/1806.08734)). So a loss above 0.649 most likely comes from a part of the slow wave, and
# a model below 0.649 must also have learned something of the fast one. But a loss does not say which waves a model has: a third of each wave gives 0.637. The pictures below show it. A comparison that stops early tells only which network found the first wave sooner.
#
# </details>

# %% name="look_depth" tags=["nbval-ignore-output"]
SHAPES = {
    "deep, 4 x 20": [2, 20, 20, 20, 20, 1], "335": [2, 335, 1], "300": [2, 300, 1], "500": [2, 500, 1], "1500": [2, 1500, 1], "7000": [2, 7000, 1],
}
LONG, SHORT, MEASURE = budget(full=10_000, quick=40), budget(full=2000, quick=20), budget(full=100, quick=10)


def expected_loss(model: nn.Module) -> float:
    """Cross-entropy of a model against the true probabilities, over a grid in the square."""
    middle = (torch.arange(60) + 0.5) / 15 - 2
    points = torch.cartesian_prod(middle, middle)
    return loss_on(model, (points, torch.sigmoid(wave_logit(points))[:, None]))


@cache
def on_waves(name: str) -> Run:
    """A network on endless data from the waves, with its expected losses; run this cell again to train again."""
    torch.manual_seed(0)
    generator = torch.Generator().manual_seed(700)  # all see the same samples
    model, measured = mlp(SHAPES[name]), []
    steps = LONG if name in ("deep, 4 x 20", "335") else SHORT
    drawn = iter(range(steps))

    def draw() -> Batch:
        if next(drawn) % MEASURE == 0:
            measured.append(expected_loss(model))
        return sample_waves(100, generator)

    run = streamed(name, model, draw, steps)
    return run._replace(losses=[*measured, expected_loss(model)])


runs = {name: on_waves(name) for name in SHAPES}
WAVE_LEVELS = {"a guess, 0.693": math.log(2), "slow wave alone, 0.649": 0.6489, "floor, 0.596": 0.5963}
for title, names in {"Two thousand steps": ["deep, 4 x 20", "335", "1500", "7000"], "Ten thousand steps": ["deep, 4 x 20", "335"]}.items():
    last = SHORT if title.startswith("Two") else LONG
    ax = plotting.curves(
        {
            f"{name} ({parameter_count(runs[name].model):,} parameters)": (MEASURE * np.arange(last // MEASURE + 1), runs[name].losses[: last // MEASURE + 1])
            for name in names
        },
        xlabel="step", ylabel="expected cross-entropy (nats)", title=title,
    )
    ax.set_ylim(0.59, 0.73)
    ax = plotting.mark_levels(WAVE_LEVELS, ax=ax)
for name, run in runs.items():
    print(f"{name:13} {parameter_count(run.model):6} parameters: {run.losses[SHORT // MEASURE]:.3f} nats after {SHORT} steps, {run.losses[-1]:.3f} at the end of its run")
if budget(full=True, quick=False):
    checks.that(runs["deep, 4 x 20"].losses[SHORT // MEASURE] < runs["300"].losses[-1], "The deep network is not ahead at first. Does mlp pass its test?")

# %% [markdown] name="look_depth_surface_text"
# Look: what the two networks of equal size have found after 10,000 steps. Compare with the picture of 3.12: the slow wave, $\sin(5x_1)$, makes vertical stripes, the fast one, $\cos(8x_2)$, horizontal ones.
# Which are there? (These are the networks after 10,000 steps. Part (a) of the question below asks first about 2000 steps: for that, compare the table with 0.649.)

# %% name="look_depth_surface" tags=["nbval-ignore-output"]
ax = wave_surface(lambda points: probability(on_waves("deep, 4 x 20").model, points), "Deep, 1341 parameters")
ax = wave_surface(lambda points: probability(on_waves("335").model, points), "One hidden layer of 335, 1341 parameters")

# %% [markdown] name="depth_table"
# One run of each is no experiment: the initialization is random. The same comparison with three seeds, and with a second learning rate, gave these expected losses (seeds 0 / 1 / 2; the figures above have seed 0, and the last digit may differ on your machine):
#
# | steps | learning rate | deep, 4 x 20 | one hidden layer of 335 |
# |--:|--:|:--|:--|
# | 2000 | 0.001 | 0.651 / 0.657 / 0.674 | 0.682 / 0.685 / 0.678 |
# | 10,000 | 0.001 | 0.632 / 0.645 / 0.645 | 0.650 / 0.650 / 0.643 |
# | 20,000 | 0.001 | 0.618 / 0.636 / 0.612 | 0.632 / 0.632 / 0.625 |
# | 10,000 | 0.01 | 0.654 / 0.655 / 0.668 | 0.638 / 0.630 / 0.635 |

# %% [markdown] name="ask_depth"
# **In words and formulas.** (a) Show that `[2, N, 1]` has $4N + 1$ parameters, and that $N = 335$ has as many as the deep network. Use the table: which of the two is ahead after 2000 steps, and what has it probably learned by then? (Compare with 0.649, and think of the spectral bias.) Is it still ahead later, and with the larger learning rate? What may you
# claim? (b) Explain what a second, third and fourth
# layer of ReLUs can do with a periodic pattern. Such a pattern needs many bends. With one hidden layer each bend needs a unit of its own; how do more layers get more bends from the same number of units? (Draw $|x|$, then $\bigl||x| - 2\bigr|$, then $\bigl|\bigl||x| - 2\bigr| - 1\bigr|$. Each of these functions is made of the one before it by two ReLUs, because $|u| = \mathrm{relu}(u) + \mathrm{relu}(-u)$. How many bends does each have?) (c) Name two more things that this experiment does not settle.

# %% [markdown] nbgrader={"grade_id": "why_depth", "grade": true, "solution": true, "points": 3}
# (a) $2N + N$ weights and biases into the hidden layer, $N + 1$ out of it: $4N + 1 = 1341$ for $N = 335$. After 2000 steps at the rate 0.001 the deep network is ahead with every seed, though narrowly with the third (0.651 to 0.674 against 0.678 to 0.685). That is still above the 0.649 of the slow wave alone: it
# has probably learned a large part of the slow wave with the first two seeds, a smaller part with the third, and hardly anything of the fast wave. (The loss alone cannot prove this; the spectral bias makes it likely.) It got the first wave sooner; more than that the race over 2000 steps does not say. After 10,000 and 20,000 steps the deep network is ahead with two of three seeds only, and both networks have part of the second
# wave. With the rate 0.01 the order is reversed with all three seeds. So one may claim: *at this small learning rate* the deep network learns faster at first. One may not claim that deep is better than wide, or the reverse.
#
# (b) One hidden layer is a sum of $N$ ridges, each bent along one straight line through the whole square; every bend needs a unit. A layer on top of a layer bends what is already bent: it folds the plane, and a fold
# made once is used on both sides of it. The number of linear pieces can grow exponentially with depth and only polynomially with width ([Montúfar et al. 2014](https://arxiv.org/abs/1402.1869)), which suits a pattern that repeats. The hint: 1, 3 and 7 bends from two units a layer. (That a deep network *can* represent
# more pieces does not mean that training finds them.)
#
# (c) Any two of: no network is finished, all losses are above the floor and still falling; only two learning rates and one optimizer; only one kind of initialization (PyTorch's default; that of 2.5 may change the order); equal steps are not equal time; three seeds are few; the data are endless, with few samples
# over-fitting would decide; the pattern was periodic, which favors folding; other depths and widths.
#
# **Rubric.** 1 point: (a) $4N + 1$, $N = 335$, ahead early because of the first wave, and that seeds and learning rate decide the later order. (Half a point if "deep wins" is claimed without this. Also full: the loss alone does not tell which wave it is.) 1 point: (b) composition, folding or the number of pieces, against one bend per unit. 1 point: (c) two valid limits (half for one).
# %% [markdown] name="end"
# Three limits of a run. *Learning rate:* gradient descent on a parabola needs $\eta < 2 / \lambda_{\max}$, and a large condition number makes it slow; a network can train at the edge of this limit; Adam rescales each parameter. *Loss:* the mean entropy of the labels given their inputs is the smallest expected test
# loss; a training loss may be a little below it by luck, but far below it is over-fitting. *Data:* with few samples the smaller model wins, unless the larger one is held back by early stopping or weight decay. Here you could compute the floor. In practice you can only measure, on held-out samples and with more than one seed.


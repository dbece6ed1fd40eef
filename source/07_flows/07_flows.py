# %% [markdown] name="title"
# # 7 Normalizing flows
#
# A classifier gives the probability of a class for a given image. A *flow* models the images themselves: it gives the density of any point, and it draws new points. By the end of
# this sheet you have written one in PyTorch. It starts from noise, whose density we know, and moves it by an invertible map until it looks like the data. You begin with an affine map, where all can be done on paper, and find out
# how a density changes under a map. Then you see why an affine map must fail on two moons, build a nonlinear map that does not fail, and draw new images of the digits 1 and 7 with it.
#
# **How it works.** Replace each `raise NotImplementedError` by your code, then run the test cells below it. A test that
# passes says so; one that fails says what it expected and where to look. Some tests check more than you can see.
# Run the cells that only show something, too: later ones use `picture`, `moons` and other functions that they define. Written answers are read by a person. Questions in parentheses, and those that go with a figure, are optional; where an answer helps you on, it is folded below.
#
# **Conventions.** There are no labels in this sheet. $x$ is noise, drawn from the *base* density $p_x = \mathcal N(0, I)$; $y = f(x)$ is data, with density
# $p_y$; the *flow* $f$ can be inverted. A batch is one point a row, shape `(n, 2)`, in `float32`. A single
# point in a formula is a column, as on paper. All functions and methods of this sheet leave their arguments as they are and can be differentiated by autograd: use torch's functions, not NumPy's. They keep the type (`float32` or `float64`). What is drawn (`sample_gaussian`, `generate`) is always `float32`, and needs no gradient. Logarithms are natural: a negative log-likelihood is in nats, a mean over the samples.

# %% [markdown] name="points"
# | task | checked automatically | written | points |
# |:--|--:|--:|--:|
# | 7.1 Stretch, turn, shift | 1 |  | 1 |
# | 7.2 Where a Gaussian lands | 1 | 2 | 3 |
# | 7.3 The way back | 1 |  | 1 |
# | 7.4 The price of stretching | 2 | 2 | 4 |
# | 7.5 How probable is this point | 3 |  | 3 |
# | 7.6 Data to learn from | 2 |  | 2 |
# | 7.7 A Gaussian that can learn | 3 |  | 3 |
# | 7.8 Maximum likelihood | 5 |  | 5 |
# | 7.9 Which A? |  | 2 | 2 |
# | 7.10 Two moons, one Gaussian |  | 2 | 2 |
# | 7.11 Bend half of it | 4 | 2 | 6 |
# | 7.12 A chain of bends | 3 |  | 3 |
# | 7.13 Two moons, bent | 1 | 2 | 3 |
# | **all** | **26** | **12** | **38** |

# %% [markdown] name="time"
# | | 7.1 | 7.2 | 7.3 | 7.4 | 7.5 | 7.6 | 7.7 | 7.8 | 7.9 | 7.10 | 7.11 | 7.12 | 7.13 | all |
# |:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
# | minutes to work through | 10 | 25 | 10 | 40 | 15 | 15 | 15 | 40 | 20 | 15 | 50 | 25 | 45 | 5 1/2 hours |
#
# All cells together run in about two minutes; most of it is training in 7.13. The cells that train keep their result: if you change one of your functions or
# classes later, run the training cells of 7.8, 7.10 and 7.13 again (all of them: in 7.13 there are three). A model that is already trained keeps the old
# methods.

# %% [markdown] name="words"
# A word that you do not know? The [glossary](../../docs/glossary.md) explains it in one line.

# %% name="find_helpers"
from importlib.util import find_spec

if find_spec("helpers") is None:
    raise SystemExit("This kernel has no helpers. Choose the kernel of the course; in Colab, or before you installed it, see START.html.")

# %% [markdown] name="contract"
# **What holds for every function of this sheet.** It changes nothing that it is given (except the model that `fit` trains): no tensor, no list, and no mode of
# a model (training or evaluation). It keeps nothing from one call to the next, and uses its arguments, no global variable in their place. All randomness comes
# from the generator it is given; your functions set no seed and leave torch's own generator alone. Autograd can differentiate each result by every tensor that
# goes in and by every parameter of a model, at every point, in training and in evaluation mode. Two exceptions: a result that is a `float`, and points that are
# drawn. All tensors of a call are `float32`, or all are `float64`, and so are those that come out; `sample_gaussian` and `generate` get and return `float32`
# only. Tensors may lie in memory in any order. A batch can be one point or thousands, and dimensions are not always 2 except where the docstring says so. $A$
# may be any matrix that is not singular, with entries as small as 1e-30 and as large as 1e30, and data may be small or large, too. Then determinants and the
# squares of such numbers may leave the range of the type although the result is an ordinary number, and it must be right all the same: see 7.4. You need not
# care for results (gradients, too) that leave the range themselves, for noise $x$ whose squares leave it, and in `gaussian_floor` for data whose squares leave
# it. But an infinite loss is a loss like any other: `nll` returns it, and `fit` goes on. All other results are exact up to rounding: nothing is cut off, added
# or left out.

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import math
from collections.abc import Callable
from functools import cache

import numpy as np
import torch
from helpers import budget, checks, contracts, data, plotting
from helpers.announce import announce_tests
from torch import Tensor, nn

A_EXAMPLE = torch.tensor([[1.0, 0.2], [0.2, 1.0]])
B_EXAMPLE = torch.tensor([1.0, 2.0])
TARGET_MEAN = torch.tensor([1.0, 2.0])
TARGET_COV = torch.tensor([[0.5, 0.3], [0.3, 0.3]])

torch.set_num_threads(1)  # the networks are so small that a second thread would only be waited for
plotting.style()
announce_tests()


# %% [markdown]
# ## 7.1 Stretch, turn, shift · 1 point
#
# A cloud of noise is round. A matrix makes an ellipse of it, a vector moves it:
#
# $$y = A x + b.$$
#
# That is for one point, a column. In a batch every point is a row, and a row is the transpose of a column. (What is $(Ax)^\top$? It is $x^\top A^\top$.)
#
# Write `affine(x, A, b)`.

# %% nbgrader={"grade_id": "affine", "solution": true}
def affine(x: Tensor, A: Tensor, b: Tensor) -> Tensor:
    """The affine map of every point of a batch.

    Args:
        x: points, one a row, shape ``(n, d)``; not changed.
        A: shape ``(d, d)``.
        b: shape ``(d,)``.

    Returns:
        ``A x + b`` of each point, one a row, shape ``(n, d)``.
    """
    ### BEGIN SOLUTION
    return x @ A.T + b
    ### END SOLUTION


# %% [markdown] name="look_affine_text"
# Look: a thousand points before and after. This $A$ is symmetric, so a forgotten transpose does not show here; the tests use another $A$.

# %% name="look_affine"
x_noise = torch.randn(1000, 2, generator=torch.Generator().manual_seed(0))
ax = plotting.scatter(
    {"noise x": x_noise, "A x + b": affine(x_noise, A_EXAMPLE, B_EXAMPLE)}, xlabel="first coordinate", ylabel="second coordinate", equal=True
)

# %% nbgrader={"grade_id": "test_affine", "grade": true, "points": 1}
"""7.1 affine maps every row of a batch."""
A_test, b_test = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([10.0, 20.0])
y_test = affine(torch.tensor([[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]]), A_test, b_test)
checks.shape(y_test, (3, 2), what="affine of three points")
checks.close(y_test[0], [11.0, 23.0], what="affine of (1, 0)", hint="A times (1, 0) is the first column of A.")
checks.close(y_test, [[11.0, 23.0], [12.0, 24.0], [13.0, 27.0]], what="affine of three points")
checks.pure(affine, torch.ones(2, 2), A_test, b_test)
checks.shape(affine(torch.ones(1, 3), torch.eye(3), torch.zeros(3)), (1, 3), what="affine of one point in three dimensions")
def slopes():
    parts = [tensor.clone().requires_grad_() for tensor in (torch.ones(3, 2), A_test, b_test)]
    return torch.autograd.grad(affine(*parts).sum(), parts)
by_x, by_A, by_b = checks.remote(slopes)
checks.close(by_x, [[4, 6]] * 3, what="the gradient of the sum by x", hint="Stay with torch, detach nothing.")
checks.close(by_A, [[3, 3]] * 2, what="the gradient of the sum by A")
checks.close(by_b, [3, 3], what="the gradient of the sum by b")
contracts.consistent(affine, torch.tensor([[1.0, -2.0], [0.5, 4.0], [-3.0, 0.0]]), A_test, b_test, rows=[0], precision=True, what="affine(x, A, b)")
checks.close(affine(torch.ones(1, 2), 1e-30 * A_test, torch.zeros(2)), [[3e-30, 7e-30]], what="affine of (1, 1), A tiny", hint="Nothing is cut off.")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(701)
x_test, A_test, b_test = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)), rng.normal(size=3)
expected = [A_test @ point + b_test for point in x_test]  # n = d = 3: no shape gives a wrong product away
as_tensors = [torch.tensor(array, dtype=torch.float32) for array in (x_test, A_test, b_test)]
checks.close(affine(*as_tensors), expected, what="affine of three points in three dimensions")
def with_slopes(affine, *tensors):
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    value = affine(*leaves)
    parts = value if isinstance(value, tuple) else (value,)
    weighted = sum((part * torch.cos(torch.arange(part.numel(), dtype=part.dtype)).view_as(part)).sum() for part in parts)
    return value, torch.autograd.grad(weighted, leaves)

some = contracts.cases(*(contracts.changed(contracts.real(*shape, whole=False, single=False, low=-1e3, high=1e3), torch.as_tensor) for shape in (("n", 3), (3, 3), (3,))))
contracts.agrees(affine, some, by=with_slopes, floor=1e-7, precision=True, what="(points, gradients)")
def numbers(*shape):
    return torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
mixed = torch.tensor([1e15, 1e-15], dtype=torch.float64)
wide = [(numbers(1001, 3), numbers(3, 3), numbers(3)), (numbers(1, 2), 1e-30 * numbers(2, 2), torch.zeros(2)), (1e15 * numbers(3, 2), 1e20 * numbers(2, 2), numbers(2)),
        (1e-15 * numbers(2, 2), 1e-10 * numbers(2, 2), 1e-25 * numbers(2)), (mixed.repeat(2, 1), mixed.diag(), torch.zeros(2)), (torch.ones(2, 2), torch.eye(2), torch.ones(2))]
wide = [tuple(part.to(kind) for part in parts) for kind in (torch.float64, torch.float32) for parts in wide]
contracts.agrees(affine, wide, again=False, by=with_slopes, floor=0.0, precision=True, what="(points, gradients)")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.2 Where a Gaussian lands · 3 points
#
# Send a random $x \sim \mathcal N(\mu_x, \Sigma_x)$ through the map. Where is the cloud of the $y$, and how wide is it in each direction? Its mean $\mu_y$ and its covariance
# $\Sigma_y = \mathrm E\,[(y - \mu_y)(y - \mu_y)^\top]$ follow from those of $x$ on paper, without a single sample.
#
# Write `push_forward(mean, cov, A, b)`. ($A \Sigma A^\top$ and $A^\top \Sigma A$ are both symmetric, so symmetry does not tell you which is right. Write out $y_1$.)

# %% nbgrader={"grade_id": "push_forward", "solution": true}
def push_forward(mean: Tensor, cov: Tensor, A: Tensor, b: Tensor) -> tuple[Tensor, Tensor]:
    """Mean and covariance of ``A x + b`` for a random vector x.

    Args:
        mean: of x, shape ``(d,)``.
        cov: covariance of x, shape ``(d, d)``.
        A: shape ``(d, d)``.
        b: shape ``(d,)``.

    Returns:
        The mean, shape ``(d,)``, and the covariance, shape ``(d, d)``, of the result.
    """
    ### BEGIN SOLUTION
    return A @ mean + b, A @ cov @ A.T
    ### END SOLUTION


# %% [markdown] name="look_push_text"
# Look: noise pushed through the map, and samples drawn from the Gaussian you computed. The two clouds must overlap. Mean and covariance of ten thousand points
# differ from the exact ones by about 0.01 to 0.02.

# %% name="look_push"
mean_y, cov_y = push_forward(torch.zeros(2), torch.eye(2), A_EXAMPLE, B_EXAMPLE)
pushed = affine(torch.randn(10_000, 2, generator=torch.Generator().manual_seed(0)), A_EXAMPLE, B_EXAMPLE)
checks.close(cov_y, torch.cov(pushed.T), tolerance=0.03, what="your covariance, beside that of ten thousand pushed points,")
direct = torch.tensor(np.random.default_rng(1).multivariate_normal(mean_y.numpy(), cov_y.numpy(), size=10_000, method="cholesky"))
for name, mean, cov in [("by hand", mean_y, cov_y), *((name, y.mean(0), torch.cov(y.T)) for name, y in [("pushed", pushed), ("direct", direct)])]:
    print(f"{name:8} mean {np.round(mean.tolist(), 2)}  covariance {np.round(cov.tolist(), 2).tolist()}")
ax = plotting.scatter({"noise, pushed forward": pushed[:1000], "drawn from p(y)": direct[:1000]}, xlabel="$y_1$", ylabel="$y_2$", equal=True)

# %% nbgrader={"grade_id": "test_push_forward", "grade": true, "points": 1}
"""7.2 push_forward gives the mean and the covariance of the image."""
mean_test, cov_test = push_forward(torch.zeros(2), torch.eye(2), A_EXAMPLE, B_EXAMPLE)
checks.close(mean_test, [1.0, 2.0], what="the mean for standard normal x")
checks.close(cov_test, [[1.04, 0.4], [0.4, 1.04]], what="the covariance for standard normal x")
A_test, b_test = torch.tensor([[1.0, 2.0], [0.0, 1.0]]), torch.tensor([10.0, 20.0])  # y_1 = x_1 + 2 x_2 + 10
mean_test, cov_test = push_forward(torch.ones(2), torch.tensor([[1.0, 0.0], [0.0, 4.0]]), A_test, b_test)
checks.close(mean_test, [13.0, 21.0], what="the mean of y for x with mean 1 in both coordinates", hint="y_1 is x_1 + 2 x_2 + 10.")
checks.close(cov_test, [[17.0, 8.0], [8.0, 4.0]], what="the covariance for A = [[1, 2], [0, 1]] and x with variances 1 and 4", hint="What is the variance of x_1 + 2 x_2?")
three = [torch.tensor([1.0, 0.0, -1.0]), torch.diag(torch.tensor([1.0, 2.0, 0.0])), torch.tensor([[1.0, 1.0, 0.0], [0.0, 1.0, 1.0], [0.0, 0.0, 3.0]]), torch.ones(3)]
mean_test, cov_test = push_forward(*three)
checks.close(mean_test, [2.0, 0.0, -2.0], what="the mean in three dimensions")
checks.close(cov_test, [[3.0, 2.0, 0.0], [2.0, 2.0, 0.0], [0.0, 0.0, 0.0]], what="the covariance in three dimensions, x_3 without randomness")
checks.close(push_forward(torch.zeros(2), torch.tensor([[1.0, 0.5], [0.5, 1.0]]), A_test, b_test)[1], [[7.0, 2.5], [2.5, 1.0]], what="the covariance where x_1 and x_2 have the covariance 0.5")
checks.pure(push_forward, *three)
contracts.consistent(push_forward, *three, precision=True, what="push_forward(mean, cov, A, b)")
mean_test, cov_test = push_forward(torch.ones(1), torch.ones(1, 1), 1e-9 * torch.ones(1, 1), torch.zeros(1))
checks.close(mean_test, [1e-9], what="the mean in one dimension, A = 1e-9")
checks.close(cov_test, [[1e-18]], what="the covariance in one dimension, A = 1e-9")
def slopes():
    parts = [tensor.clone().requires_grad_() for tensor in (torch.zeros(2), torch.eye(2), A_test, b_test)]
    return torch.autograd.grad(sum(part.sum() for part in push_forward(*parts)), parts)
by_mean, by_cov, by_A, by_b = checks.remote(slopes)
checks.close(by_mean, [1, 3], what="the gradient of the sum of all results by the mean of x", hint="Stay with torch, detach nothing.")
checks.close(by_cov, [[1, 3], [3, 9]], what="the gradient of the sum by the covariance of x")
checks.close(by_A, [[2, 6], [2, 6]], what="the gradient of the sum by A")
checks.close(by_b, [1, 1], what="the gradient of the sum by b")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(702)
root = rng.normal(size=(3, 3))
arrays = [rng.normal(size=3), root @ root.T, rng.normal(size=(3, 3)), rng.normal(size=3)]
mean_test, cov_test = push_forward(*(torch.tensor(array, dtype=torch.float32) for array in arrays))
mu, sigma, A_test, b_test = arrays
checks.close(mean_test, A_test @ mu + b_test, what="the mean for x with a mean of its own")
checks.close(cov_test, A_test @ sigma @ A_test.T, what="the covariance for x with a covariance of its own")
def with_slopes(push_forward, *tensors):
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    parts = push_forward(*leaves)
    weighted = sum((part * torch.cos(torch.arange(part.numel(), dtype=part.dtype)).view_as(part)).sum() for part in parts)
    by_mean, by_cov, by_A, by_b = torch.autograd.grad(weighted, leaves)
    return parts, by_mean, by_cov + by_cov.T, by_A, by_b  # the covariance is symmetric: only this sum is determined
numbers = lambda *shape: contracts.changed(contracts.real(*shape, whole=False, single=False), torch.as_tensor)
covariances = contracts.changed(contracts.real(3, 3, whole=False, single=False), lambda a: torch.as_tensor(a @ a.T))
contracts.agrees(push_forward, contracts.cases(numbers(3), covariances, numbers(3, 3), numbers(3)), by=with_slopes, floor=1e-8, precision=True, what="((mean, covariance), gradients)")
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
wide = [(a * plain(d), c * (plain(d, d) @ plain(d, d).T + torch.eye(d)), a * plain(d, d), a * a * plain(d)) for d, a, c in ((2, 1e-8, 1e-8), (3, 1e8, 1e8), (1, 1e-3, 1e10), (2, 1.0, 1e-20), (5, 1.0, 1.0))]
wide = [tuple(part.to(kind) for part in parts) for kind in (torch.float64, torch.float32) for parts in wide]
contracts.agrees(push_forward, wide, again=False, by=with_slopes, floor=0.0, precision=True, what="((mean, covariance), gradients)")
### END HIDDEN TESTS

# %% [markdown] name="ask_push"
# **In formulas.** For $y = Ax + b$ with $x \sim \mathcal N(\mu_x, \Sigma_x)$, derive $\mu_y$ and $\Sigma_y$ from the definitions of mean and covariance. Say at each step
# which property you use. Why is $p_y$ then known completely? What do $\mu_y$ and $\Sigma_y$ become for standard normal $x$?

# %% [markdown] nbgrader={"grade_id": "why_push", "grade": true, "solution": true, "points": 2}
# The mean is linear: $\mu_y = \mathrm E[Ax + b] = A\,\mathrm E[x] + b = A\mu_x + b$.
#
# So $y - \mu_y = A(x - \mu_x)$: the shift drops out. The matrices are constant and come out of the mean, one on each side:
#
# $$\Sigma_y = \mathrm E\bigl[A(x - \mu_x)(x - \mu_x)^\top A^\top\bigr] = A\,\mathrm E\bigl[(x - \mu_x)(x - \mu_x)^\top\bigr] A^\top = A \Sigma_x A^\top.$$
#
# An affine map of a Gaussian vector is Gaussian (every linear combination of its entries is, or by the characteristic function), and a Gaussian
# is determined by its mean and covariance: $y \sim \mathcal N(A\mu_x + b,\, A\Sigma_x A^\top)$. For $\mu_x = 0$, $\Sigma_x = I$ that is $\mathcal N(b, AA^\top)$.
#
# **Rubric.** 1 point: the mean by linearity and $y - \mu_y = A(x - \mu_x)$. 1 point: $A\Sigma_xA^\top$ with the matrices taken out on both sides, and that
# a Gaussian stays Gaussian. Results without steps: half a point. $A^\top\Sigma_xA$: no point for the covariance.

# %% [markdown]
# ## 7.3 The way back · 1 point
#
# To ask how probable a data point is, you must know which noise it came from: $x = f^{-1}(y)$. For the affine map it is the solution $x$ of
# $A x = y - b$. A linear system is better solved than its matrix inverted: fewer operations, smaller rounding errors. (`torch.linalg.solve`
# does it. It expects each right side as a *column*, and your batch has one point a row: transpose before and after.)
#
# Write `affine_inv(y, A, b)`.

# %% nbgrader={"grade_id": "affine_inv", "solution": true}
def affine_inv(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    """The inverse of ``affine``.

    Args:
        y: points, one a row, shape ``(n, d)``; not changed.
        A: shape ``(d, d)``, not singular.
        b: shape ``(d,)``.

    Returns:
        The points x with ``affine(x, A, b) == y``, shape ``(n, d)``.
    """
    ### BEGIN SOLUTION
    return torch.linalg.solve(A, (y - b).T).T
    ### END SOLUTION


# %% [markdown] name="look_inverse_text"
# Look: now the other way round. The points are drawn from $p_y$, and your inverse must make the round cloud of them, mean 0 and covariance $I$.

# %% name="look_inverse"
y_drawn = torch.tensor(np.random.default_rng(2).multivariate_normal([1, 2], [[1.04, 0.4], [0.4, 1.04]], size=10_000, method="cholesky"), dtype=torch.float32)
back = affine_inv(y_drawn, A_EXAMPLE, B_EXAMPLE)
print(f"mean {np.round(back.mean(0).tolist(), 2) + 0.0}  covariance {np.round(torch.cov(back.T).tolist(), 2).tolist()}")
checks.close(torch.cov(back.T), np.eye(2), tolerance=0.03, what="the covariance of ten thousand points, pulled back")
ax = plotting.scatter({"pulled back": back[:1000], "drawn from p(y)": y_drawn[:1000]}, xlabel="first coordinate", ylabel="second coordinate", equal=True)

# %% nbgrader={"grade_id": "test_affine_inv", "grade": true, "points": 1}
"""7.3 affine_inv undoes affine."""
A_test, b_test = torch.tensor([[1.0, 2.0], [3.0, 4.0]]), torch.tensor([10.0, 20.0])
x_test = affine_inv(torch.tensor([[11.0, 23.0], [12.0, 24.0], [13.0, 27.0]]), A_test, b_test)
checks.shape(x_test, (3, 2), what="affine_inv of three points")
checks.close(x_test, [[1.0, 0.0], [0.0, 1.0], [1.0, 1.0]], what="affine_inv of three points", hint="First take the shift back, then solve.")
thin = torch.tensor([[1.0, 0.0], [0.0, 1e-9]])
checks.close(affine_inv(torch.tensor([[3.0, 2e-9]]), thin, torch.zeros(2)), [[3.0, 2.0]], what="affine_inv of one point, A stretching by 1 and by 1e-9", hint="Not singular, so it has an inverse.")
y_test = torch.tensor([[11.0, 23.0], [12.0, 24.0], [13.0, 27.0]])
checks.pure(affine_inv, y_test, A_test, b_test, hint="y -= b writes into the caller's tensor.")
contracts.consistent(affine_inv, y_test, A_test, b_test, rows=[0], precision=True, what="affine_inv(y, A, b)")
checks.close(affine_inv(torch.tensor([[1e-30, 2e-30]]), 1e-30 * torch.eye(2), torch.zeros(2)), [[1.0, 2.0]], what="affine_inv of one point, A = 1e-30 times the identity", hint="Nothing is added.")
def slopes():
    parts = [tensor.clone().requires_grad_() for tensor in (y_test[:1], A_test, b_test)]
    return torch.autograd.grad(affine_inv(*parts).sum(), parts)
by_y, by_A, by_b = checks.remote(slopes)
checks.close(by_y, [[-0.5, 0.5]], tolerance=1e-4, what="the gradient of the sum by y", hint="Stay with torch, detach nothing.")
checks.close(by_A, [[0.5, 0.0], [-0.5, 0.0]], tolerance=1e-4, what="the gradient of the sum by A")
checks.close(by_b, [0.5, -0.5], tolerance=1e-4, what="the gradient of the sum by b")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(703)
x_true, A_true, b_true = rng.normal(size=(3, 3)), rng.normal(size=(3, 3)) + 2 * np.eye(3), rng.normal(size=3)
y_true = x_true @ A_true.T + b_true
as_tensors = [torch.tensor(array, dtype=torch.float32) for array in (y_true, A_true, b_true)]
checks.close(affine_inv(*as_tensors), x_true, what="affine_inv in three dimensions")
def with_slopes(affine_inv, *tensors):
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    value = affine_inv(*leaves)
    parts = value if isinstance(value, tuple) else (value,)
    weighted = sum((part * torch.cos(torch.arange(part.numel(), dtype=part.dtype)).view_as(part)).sum() for part in parts)
    return value, torch.autograd.grad(weighted, leaves)

regular = lambda d: contracts.just(*(torch.tensor(np.random.default_rng(i).normal(size=(d, d)) + 2 * np.eye(d)) @ torch.diag(torch.tensor([1.0, size, 1.0][:d], dtype=torch.float64)) for i, size in enumerate((1.0, 1e-8, 1e6, -1.0))))
numbers = lambda *shape: contracts.changed(contracts.real(*shape, whole=False, single=False), torch.as_tensor)
contracts.agrees(affine_inv, contracts.cases(numbers("n", 3), regular(3), numbers(3)), by=with_slopes, tolerance=1e-5, floor=1e-7, precision=True, what="(points, gradients)")
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
solid = lambda d: plain(d, d) + 3 * torch.eye(d, dtype=torch.float64)
apart = torch.tensor([1e25, 1e-25], dtype=torch.float64)
wide = [(plain(1001, 3), solid(3), plain(3)), (1e-30 * plain(1, 2), 1e-30 * solid(2), 1e-30 * plain(2)), (1e30 * plain(4, 2), 1e30 * solid(2), 1e30 * plain(2)),
        (1e15 * plain(3, 1), solid(1), plain(1)), (1e-15 * plain(3, 2), solid(2), 1e-15 * plain(2))]
wide = [tuple(part.to(kind) for part in parts) for kind in (torch.float64, torch.float32) for parts in wide]
contracts.agrees(affine_inv, wide, again=False, by=with_slopes, floor=0.0, precision=True, what="(points, gradients)")
contracts.agrees(affine_inv, [(apart * plain(3, 2), apart.diag(), apart * 0)], floor=0.0, what="the points")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.4 The price of stretching · 4 points
#
# A density is like paint on a sheet of rubber. Stretch a part of the sheet to twice its length, and the paint there is half as thick: its total amount stays the same. In one dimension, a map $y = f(x)$ stretches the
# neighborhood of $x$ by $|f'(x)|$, so
#
# $$p_y(y) = \frac{p_x(x)}{|f'(x)|}, \qquad x = f^{-1}(y).$$
#
# Look: standard normal noise through $f(x) = x + s \tanh(2x)$, whose slope is $f'(x) = 1 + 2s\,(1 - \tanh^2 2x)$. On the right, a histogram of $f(x)$ and the
# formula. Move the slider. From which position of the slider on are there two bumps, although the noise has one? Does the density between them ever become 0?
# What happens for $s < 0$? Predict the height of the curve at $y = 0$ for $s = 1$, and check it.

# %% name="explore_one_dimension"
import matplotlib.pyplot as plt


def through(s: float = 1.0):
    """A map of the line, and what it makes of standard normal noise."""
    x = torch.linspace(-4, 4, 801)
    f = lambda x: x + s * torch.tanh(2 * x)
    slope = 1 + 2 * s * (1 - torch.tanh(2 * x) ** 2)
    p_x = torch.exp(-(x**2) / 2) / math.sqrt(2 * math.pi)
    _, (left, right) = plt.subplots(1, 2, figsize=(8.5, 3.4))
    left.plot(x, f(x))
    left.plot(x, x, color=plotting.GRAY, linestyle="dashed", linewidth=1.0)
    left.set(xlabel="noise $x$", ylabel="$y = f(x)$", title=f"the map for s = {s:g}", xlim=(-4, 4), ylim=(-6, 6))
    noise = torch.randn(20_000, generator=torch.Generator().manual_seed(0))
    right.hist(f(noise), bins=np.linspace(-6, 6, 97), density=True, color=plotting.GRAY, label="20 000 points f(x)")
    right.plot(f(x), p_x / slope.abs(), color=plotting.BLUE, label="$p_x(x) / |f'(x)|$")
    right.set(xlabel="$y$", ylabel="density", title="what it makes of the noise", xlim=(-6, 6), ylim=(0, 0.85))
    right.legend(loc="upper right", fontsize="x-small")


plotting.explore(through, s=[-0.25, 0.0, 0.25, 0.5, 1.0, 1.5, 2.0, 3.0])

# %% [markdown] name="jacobian_text"
# <details><summary>Answers</summary>
#
# At $y = 0$ the height is $\frac{0.399}{1 + 2s}$, so 0.133 for $s = 1$. On the slider there are two bumps from $s = 0.25$ on; in fact as soon as $s > 1/14$,
# where the top of the curve turns from a hill into a valley. (For small $x$, $\ln p_y = \text{const} - \frac{x^2}{2} + \frac{8s}{1+2s}\, x^2$, because
# $1 - \tanh^2 2x \approx 1 - 4x^2$. The factor of $x^2$ changes its sign at $s = 1/14$.) The density between them gets smaller as $s$ grows, but it is never 0:
# that would take an infinite slope. For $s < 0$ the map squeezes the middle, and the density there grows.
# </details>
#
# In more dimensions the place of $f'$ is taken by the *Jacobian* $J = \partial f / \partial x$, the matrix of all derivatives $J_{ij} = \partial y_i / \partial x_j$. Near a point, the map changes areas by the factor $|\det J|$, so, with $x = f^{-1}(y)$,
#
# $$p_y(y) = p_x(x)\, \frac{1}{|\det J|}, \qquad \ln p_y(y) = \ln p_x\bigl(f^{-1}(y)\bigr) - \ln |\det J|.$$
#
# This formula is called the *change of variables*, and all of this sheet uses it. (The absolute value is needed because the determinant of a map that mirrors is negative, and a density is not.)
#
# The Jacobian of an affine map is the same everywhere. Write `log_abs_det_jac(A)`. The product of 200 small factors is 0 in floating point, and its logarithm
# $-\infty$; `torch.linalg.slogdet` adds logarithms instead. It returns a sign and a logarithm.

# %% nbgrader={"grade_id": "log_abs_det_jac", "solution": true}
def log_abs_det_jac(A: Tensor) -> Tensor:
    """How much the affine map by ``A`` stretches volumes.

    Args:
        A: shape ``(d, d)``, not singular.

    Returns:
        ``ln |det J|`` of the map x -> A x + b, a tensor of shape ``()``; finite and exact, however large or small the determinant is.
    """
    ### BEGIN SOLUTION
    return torch.linalg.slogdet(A).logabsdet
    ### END SOLUTION


# %% [markdown] name="look_jac_text"
# Look: autograd computes the Jacobian of your `affine`, row by row, without being told the formula. And a second way to the determinant: the area
# of the image of the unit square, by the shoelace formula for the area of a polygon.

# %% name="look_jac"
A_look = torch.tensor([[1.0, 2.0], [-0.5, 1.0]])  # not symmetric: its transpose would be seen
J = torch.autograd.functional.jacobian(lambda x: affine(x[None], A_look, B_EXAMPLE)[0], torch.tensor([0.3, -0.7]))
square = affine(torch.tensor([[0.0, 0.0], [1.0, 0.0], [1.0, 1.0], [0.0, 1.0]]), A_look, B_EXAMPLE)
(u, v), (u_next, v_next) = square.T, square.roll(-1, dims=0).T
area = 0.5 * abs((u * v_next - u_next * v).sum())
print("Jacobian by autograd:", np.round(J.tolist(), 3).tolist())
checks.shape(log_abs_det_jac(A_look), (), what="log_abs_det_jac(A)", hint="One number: a function that returns a sign and a logarithm returns a pair.")
print(f"ln of the area of the image: {math.log(area):.4f}   yours: {log_abs_det_jac(A_look):.4f}")

# %% nbgrader={"grade_id": "test_log_abs_det_jac", "grade": true, "points": 1}
"""7.4 log_abs_det_jac is the log of the factor by which areas grow."""
checks.shape(log_abs_det_jac(A_EXAMPLE), (), what="log_abs_det_jac(A)", hint="One number: a function that returns a sign and a logarithm returns a pair.")
checks.close(log_abs_det_jac(A_EXAMPLE), -0.0408220, what="log_abs_det_jac([[1, 0.2], [0.2, 1]])", hint="ln 0.96")
checks.close(log_abs_det_jac(torch.tensor([[0.0, 2.0], [1.0, 0.0]])), math.log(2), what="log_abs_det_jac of a mirror, det A = -2", hint="What does a mirror do to areas?")
turn = torch.tensor([[0.0, -2.0, 0.0], [2.0, 0.0, 0.0], [0.0, 0.0, 1e-5]])
checks.close(log_abs_det_jac(turn), math.log(4e-5), what="log_abs_det_jac of a turn, a stretch by 2 and one by 1e-5", hint="ln |det A|, with nothing cut off.")
def slope(A):
    A = A.clone().requires_grad_()
    return torch.autograd.grad(log_abs_det_jac(A), A)[0]
for A_test, by_A in (([[1.0, 2.0], [0.0, 4.0]], [[1.0, 0.0], [-0.5, 0.25]]), ([[1.0, 1.0], [0.0, 1.0]], [[1.0, 0.0], [-1.0, 1.0]])):
    checks.close(checks.remote(slope, torch.tensor(A_test)), by_A, what=f"the gradient by A, at {A_test}", hint="Stay with torch: A will be trained.")
contracts.consistent(log_abs_det_jac, turn, precision=True, what="log_abs_det_jac(A)")
### BEGIN HIDDEN TESTS
A_test = torch.tensor(np.random.default_rng(704).normal(size=(4, 4)), dtype=torch.float32)
J_test = torch.autograd.functional.jacobian(lambda x: A_test @ x, torch.zeros(4))  # the same matrix, by another road
checks.close(log_abs_det_jac(A_test), np.linalg.slogdet(J_test.numpy())[1], what="log_abs_det_jac in four dimensions")
def with_slopes(log_abs_det_jac, *tensors):
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    value = log_abs_det_jac(*leaves)
    parts = value if isinstance(value, tuple) else (value,)
    weighted = sum((part * torch.cos(torch.arange(part.numel(), dtype=part.dtype)).view_as(part)).sum() for part in parts)
    return value, torch.autograd.grad(weighted, leaves)

def solid(d, size):
    return size * (torch.sin(1 + torch.arange(d * d, dtype=torch.float64) ** 2).view(d, d) + d * torch.eye(d))
some = [solid(1, 1.0), solid(1, -2.0), solid(2, 1e-12), solid(3, 1e9), solid(30, 0.01), solid(5, 1.0), torch.eye(3), torch.tensor([[1.0, 1.0], [0.0, 1.0]]), torch.tensor([[0.0, 2.0, 0.0], [-2.0, 0.0, 0.0], [0.0, 0.0, 1e-20]])]
contracts.agrees(log_abs_det_jac, [(A.to(kind),) for kind in (torch.float64, torch.float32) for A in some], by=with_slopes, floor=1e-8, precision=True, what="(log determinant, gradient)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_log_abs_det_extreme", "grade": true, "points": 1}
"""7.4 log_abs_det_jac survives determinants that no float can hold."""
small = log_abs_det_jac(0.01 * torch.eye(200))
checks.finite(small, what="log_abs_det_jac of 0.01 times the identity, d = 200", hint="det is 1e-400. Which function takes the log first?")
checks.close(small, 200 * math.log(0.01), what="log_abs_det_jac of 0.01 times the identity, d = 200")
checks.close(log_abs_det_jac(torch.diag(torch.tensor([1.0, 1e-4]).repeat(100))), 100 * math.log(1e-4), what="log_abs_det_jac of 100 factors 1 and 100 factors 1e-4")
checks.close(log_abs_det_jac(torch.tensor([[1e-30, 2e-30], [3e-30, 4e-30]])), math.log(2) + 2 * math.log(1e-30), what="log_abs_det_jac of a tiny 2 x 2 matrix")
checks.close(log_abs_det_jac(1e-30 * torch.eye(200)), 200 * math.log(1e-30), what="log_abs_det_jac of 1e-30 times the identity, d = 200", hint="Nothing is cut off.")
full = torch.ones(200, 200) + torch.eye(200)
checks.close(log_abs_det_jac(full), math.log(201), tolerance=1e-3, what="log_abs_det_jac of a matrix of ones, plus the identity, d = 200")
### BEGIN HIDDEN TESTS
checks.close(log_abs_det_jac(100 * torch.eye(201)), 201 * math.log(100), what="log_abs_det_jac of 100 times the identity, d = 201")
checks.close(log_abs_det_jac(-0.01 * torch.eye(201, dtype=torch.float64)), 201 * math.log(0.01), what="the same with det < 0")
for size in (1e-30, 1e30, 1.0):
    checks.close(log_abs_det_jac(size * full.double()), math.log(201) + 200 * math.log(size), what=f"log_abs_det_jac of a full matrix of the size {size}")
def with_slope(log_abs_det_jac, A):
    A = A.clone().requires_grad_()
    return torch.autograd.grad(log_abs_det_jac(A), A)[0]
turned = torch.tensor([[1.0, 2.0], [-3.0, 1.0]], dtype=torch.float64)
contracts.agrees(log_abs_det_jac, [(size * turned.to(kind),) for kind in (torch.float64, torch.float32) for size in (1e-30, 1e30)], by=with_slope, floor=0.0, precision=True, what="the gradient")
contracts.agrees(log_abs_det_jac, [(torch.tensor([[1e25, 0.0], [0.0, 1e-25]], dtype=kind),) for kind in (torch.float64, torch.float32)], precision=True)
### END HIDDEN TESTS

# %% [markdown] name="ask_jac"
# **In formulas and a few sentences.** (a) Show that the Jacobian of $f(x) = Ax + b$ is $A$, from the components $y_i$. (b) Suppose that you forget the term
# $-\ln|\det A|$ and train by maximum likelihood nevertheless. What will training do with $A$, and what has the term to do with $\int p_y(y)\,dy$? (Which value
# can the "likelihood" not exceed?)

# %% [markdown] nbgrader={"grade_id": "why_jac", "grade": true, "solution": true, "points": 2}
# (a) $y_i = \sum_k A_{ik} x_k + b_i$, so $J_{ij} = \partial y_i / \partial x_j = A_{ij}$: the same at every $x$.
#
# (b) Without the term only $\ln \mathcal N(A^{-1}(y - b); 0, I)$ is left. It is largest where $A^{-1}(y - b) = 0$, so $A$ grows without end: all data are pulled back to
# the origin, and the "log-likelihood" climbs to its cap, $-\ln 2\pi$ in two dimensions, for all data. It is not a likelihood:
# $\int \mathcal N(A^{-1}(y - b); 0, I)\,dy = |\det A|$ by substitution, not 1. The term divides by just this factor. Stretching then has a price, and there is
# an optimum. (With the wrong sign stretching would even be rewarded: the "likelihood" would grow without any cap.)
#
# **Rubric.** 1 point: (a) by components. 1 point: $A$ grows (or $A^{-1} \to 0$) because stretching costs nothing, and the integral is $|\det A|$ instead of 1.
# Half a point for "it is not normalized" without where $A$ goes.

# %% [markdown]
# ## 7.5 How probable is this point · 3 points
#
# Put together what you have:
#
# $$\ln p_y(y) = \ln \mathcal N\bigl(A^{-1}(y - b);\, 0, I\bigr) - \ln |\det A|.$$
#
# For the base density you may use `torch.distributions.Normal` or write the formula. `log_prob` of a `Normal` treats every coordinate as a sample of its own;
# the coordinates are independent, so their densities are multiplied and their log densities *added*.
#
# Write `log_prob_y(y, A, b)`.

# %% nbgrader={"grade_id": "log_prob_y", "solution": true}
def log_prob_y(y: Tensor, A: Tensor, b: Tensor) -> Tensor:
    """Log density of ``A x + b`` for standard normal x.

    Args:
        y: points, one a row, shape ``(n, 2)``.
        A: shape ``(2, 2)``, not singular.
        b: shape ``(2,)``.

    Returns:
        One log density for each point, in nats, shape ``(n,)``.
    """
    ### BEGIN SOLUTION
    base = torch.distributions.Normal(0.0, 1.0)
    return base.log_prob(affine_inv(y, A, b)).sum(dim=1) - log_abs_det_jac(A)
    ### END SOLUTION


# %% [markdown] name="look_density_text"
# Look: your density, and on it three hundred points that were made without it. Most of them must lie where it is dark.

# %% name="look_density"
made = affine(torch.randn(300, 2, generator=torch.Generator().manual_seed(0)), A_EXAMPLE, B_EXAMPLE)
checks.shape(log_prob_y(made, A_EXAMPLE, B_EXAMPLE), (300,), what="log_prob_y of 300 points", hint="One number for each point: which operation makes it of two coordinates?")
example_density = lambda points: log_prob_y(torch.tensor(points, dtype=torch.float32), A_EXAMPLE, B_EXAMPLE)
ax = plotting.densities({"density of A x + b": example_density}, xlim=(-3, 5), ylim=(-2, 6), samples=made)

# %% [markdown] name="explore_affine_text"
# Move the sliders: $A$ stretches by $s$ along the first axis, then turns by an angle. What happens to the numbers at the color bar as $s$ grows, and why? Now
# set $s = 1$ and change the angle only: the dots move. What does the density do?
#
# <details><summary>Answers</summary>
#
# The numbers fall: the density is divided by $|\det A| = s$. A turn moves the dots, but not the density. In 7.9 you will find out why.
# </details>

# %% name="explore_affine"
def stretched(stretch: float = 2.0, angle: int = 30):
    """Noise and its density after a stretch and a turn."""
    c, s = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    A, b = torch.tensor([[c, -s], [s, c]]) @ torch.tensor([[stretch, 0.0], [0.0, 1.0]]), torch.zeros(2)
    dots = affine(torch.randn(200, 2, generator=torch.Generator().manual_seed(0)), A, b)
    density = lambda points: log_prob_y(torch.tensor(points, dtype=torch.float32), A, b)
    name = f"ln |det A| = {log_abs_det_jac(A):.2f}"
    plotting.densities({name: density}, xlim=(-6, 6), ylim=(-6, 6), samples=dots, points=81)


plotting.explore(stretched, stretch=[0.25, 0.5, 1.0, 1.5, 2.0, 3.0, 4.0], angle=range(0, 181, 15))

# %% nbgrader={"grade_id": "test_log_prob_y", "grade": true, "points": 2}
"""7.5 log_prob_y is the log density of A x + b for standard normal x."""
y_test = torch.tensor([[1.0, 2.0], [2.0, 2.0], [0.0, 0.0]])
log_p = log_prob_y(y_test, A_EXAMPLE, B_EXAMPLE)
checks.shape(log_p, (3,), what="log_prob_y of three points", hint="One number for each point: add its coordinates.")
checks.close(log_p[0], -math.log(2 * math.pi) - math.log(0.96), what="log_prob_y at y = b", hint="Here x = 0, and A shrinks areas: the density grows.")
checks.close(log_p, [-1.797055, -2.361291, -3.750180], what="log_prob_y of (1, 2), (2, 2), (0, 0)")
A_test = torch.tensor([[1.0, 2.0], [0.0, 1.0]])  # det A = 1
log_p = log_prob_y(torch.tensor([[0.0, 0.0], [2.0, 1.0]]), A_test, torch.zeros(2))
checks.close(log_p, [-math.log(2 * math.pi), -math.log(2 * math.pi) - 0.5], what="log_prob_y for A = [[1, 2], [0, 1]] of two points", hint="(2, 1) comes from x = (0, 1). Which x do you find?")
far = torch.tensor([[100.0, -50.0]])
checks.close(log_prob_y(far, torch.tensor([[2.0, 0.0], [0.0, 0.5]]), torch.zeros(2)), [-6251.8379], tolerance=1e-5, what="log_prob_y of a point far out", hint="The density underflows, its logarithm does not.")
small = log_prob_y(torch.tensor([[0.0, 0.0]]), 1e-30 * torch.eye(2), torch.zeros(2))
checks.close(small, [136.3172], tolerance=1e-5, what="log_prob_y at y = b for A = 1e-30 times the identity", hint="7.4: no determinant is formed.")
apart = torch.tensor([[1e25, 0.0], [0.0, 1e-25]])
checks.close(log_prob_y(torch.tensor([[1e25, 1e-25]]), apart, torch.zeros(2)), [-math.log(2 * math.pi) - 1], what="log_prob_y of the image of (1, 1), A stretching by 1e25 and 1e-25", hint="7.3 and 7.4 can do it.")
contracts.consistent(log_prob_y, y_test, A_EXAMPLE, B_EXAMPLE, rows=[0], precision=True, what="log_prob_y(y, A, b)")
def slopes_at(*tensors):
    parts = [tensor.clone().requires_grad_() for tensor in tensors]
    return torch.autograd.grad(log_prob_y(*parts).sum(), parts)
by_y, by_A, by_b = checks.remote(slopes_at, torch.tensor([[3.0, 1.0]]), A_test, torch.tensor([1.0, 0.0]))
checks.close(by_b, [0.0, 1.0], what="the gradient by b")
checks.close(by_y, [[0.0, -1.0]], what="the gradient by y")
checks.close(by_A, [[-1.0, 0.0], [2.0, 0.0]], what="the gradient by A", hint="The volume is a part of it.")
by_y, by_A, by_b = checks.remote(slopes_at, torch.zeros(1, 2), A_test, torch.zeros(2))
checks.close(by_y, [[0.0, 0.0]], what="the gradient by y, at y = b", hint="Here x = 0. Does a square root have a slope at 0?")
checks.close(by_A, [[-1.0, 0.0], [2.0, -1.0]], what="the gradient by A, at y = b")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(705)
y_test, A_test, b_test = rng.normal(size=(7, 2)) * 2, np.array([[0.3, 2.0], [1.5, -0.4]]), np.array([0.5, -1.0])  # det A < 0
cov_test = A_test @ A_test.T
away = np.linalg.solve(cov_test, (y_test - b_test).T).T
expected = -0.5 * ((y_test - b_test) * away).sum(axis=1) - 0.5 * np.linalg.slogdet(2 * np.pi * cov_test)[1]
as_tensors = [torch.tensor(array, dtype=torch.float32) for array in (y_test, A_test, b_test)]
checks.close(log_prob_y(*as_tensors), expected, what="log_prob_y of seven points, det A < 0")
far = np.array([[100.0, -50.0], [-60.0, 80.0]])  # densities that no float holds; their logarithms are ordinary numbers
away_far = np.linalg.solve(cov_test, (far - b_test).T).T
expected = -0.5 * ((far - b_test) * away_far).sum(axis=1) - 0.5 * np.linalg.slogdet(2 * np.pi * cov_test)[1]
checks.close(log_prob_y(torch.tensor(far, dtype=torch.float32), *as_tensors[1:]), expected, tolerance=1e-4, what="log_prob_y of two points far from b")
def slopes():
    A, b = (tensor.clone().requires_grad_() for tensor in as_tensors[1:])
    return torch.autograd.grad(log_prob_y(as_tensors[0], A, b).sum(), (A, b))
by_A, by_b = checks.remote(slopes)
checks.close(by_b, away.sum(axis=0), tolerance=1e-4, what="the gradient by b")
by_hand = (away.T @ (y_test - b_test) - 7 * np.eye(2)) @ np.linalg.inv(A_test).T  # through x and through det A
checks.close(by_A, by_hand, tolerance=1e-4, what="the gradient by A")
def with_slopes(log_prob_y, *tensors):
    leaves = [tensor.clone().requires_grad_() for tensor in tensors]
    value = log_prob_y(*leaves)
    parts = value if isinstance(value, tuple) else (value,)
    weighted = sum((part * torch.cos(torch.arange(part.numel(), dtype=part.dtype)).view_as(part)).sum() for part in parts)
    return value, torch.autograd.grad(weighted, leaves)

matrices = contracts.just(*(torch.tensor(np.random.default_rng(i).normal(size=(2, 2)) * size) for i, size in enumerate((1.0, 1e-3, -50.0, 1.0))), torch.eye(2, dtype=torch.float64))
numbers = lambda *shape: contracts.changed(contracts.real(*shape, whole=False, single=False), torch.as_tensor)
contracts.agrees(log_prob_y, contracts.cases(numbers("n", 2), matrices, numbers(2)), by=with_slopes, tolerance=1e-5, floor=1e-6, precision=True, what="(log densities, gradients)")
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
solid = plain(2, 2) + 3 * torch.eye(2, dtype=torch.float64)
wide = [(size * plain(n, 2), size * solid, size * plain(2)) for n, size in ((1001, 1.0), (1, 1e-30), (4, 1e30))]
wide += [(1e15 * plain(3, 2), solid, plain(2)), (plain(1, 2), solid, plain(2)), (plain(2).repeat(3, 1), solid, plain(2)), (torch.zeros(2, 2), torch.eye(2), torch.zeros(2))]
wide = [tuple(part.to(kind) for part in parts) for kind in (torch.float64, torch.float32) for parts in wide]
contracts.agrees(log_prob_y, wide, again=False, by=with_slopes, floor=1e-12, precision=True, what="(log densities, gradients)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_log_prob_integral", "grade": true, "points": 1}
"""7.5 exp(log_prob_y) integrates to one."""
side = torch.linspace(-14, 14, 141)
grid = torch.cartesian_prod(side, side)  # 141 x 141 points, 0.2 apart
log_p = log_prob_y(grid, A_EXAMPLE, B_EXAMPLE)
checks.shape(log_p, (141 * 141,), what="log_prob_y of the grid")
total = float(np.exp(np.asarray(log_p, dtype=float)).sum() * 0.2**2)
checks.close(total, 1.0, tolerance=1e-3, what="the integral over the plane", hint="Here det A = 0.96. Which power of it is your number?")
### BEGIN HIDDEN TESTS
for A_test in ([[2.0, 0.0], [0.0, 1.5]], [[0.5, -1.0], [1.5, 0.5]], [[0.0, 1.0], [0.6, 0.0]]):  # large, turned, mirrored
    log_p = log_prob_y(grid, torch.tensor(A_test), torch.tensor([-1.0, 0.5]))
    checks.close(float(np.exp(np.asarray(log_p, dtype=float)).sum() * 0.2**2), 1.0, tolerance=1e-3, what=f"the integral for A = {A_test}")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.6 Data to learn from · 2 points
#
# Now the other side: samples of a Gaussian with mean $(1, 2)$ and covariance $\begin{pmatrix} 0.5 & 0.3 \\ 0.3 & 0.3 \end{pmatrix}$, from which a flow will have to find an $A$ and a $b$. To make
# them, use 7.2 in the other direction: which $A$ turns standard normal noise into that covariance? `torch.linalg.cholesky` finds one: a triangular matrix $L$ with $L L^\top = \Sigma$. Any other $A$ with $A A^\top = \Sigma$ is as good.
#
# Write `sample_gaussian(n, mean, cov, generator)`. All randomness comes from `generator`, so that a seed decides everything.

# %% nbgrader={"grade_id": "sample_gaussian", "solution": true}
def sample_gaussian(n: int, mean: Tensor, cov: Tensor, generator: torch.Generator) -> Tensor:
    """Samples of a Gaussian, made of standard normal noise.

    Args:
        n: how many.
        mean: shape ``(d,)``.
        cov: covariance, shape ``(d, d)``, positive definite.
        generator: the only source of randomness.

    Returns:
        One sample a row, independent of all others, shape ``(n, d)``.
    """
    ### BEGIN SOLUTION
    noise = torch.randn(n, len(mean), generator=generator)
    return affine(noise, torch.linalg.cholesky(cov), mean)
    ### END SOLUTION


# %% [markdown] name="look_target_text"
# Look: the thousand points of the next sections.

# %% name="look_target"
y_target = sample_gaussian(1000, TARGET_MEAN, TARGET_COV, torch.Generator().manual_seed(0))
ax = plotting.scatter({"data y": y_target}, xlabel="$y_1$", ylabel="$y_2$", equal=True)

# %% nbgrader={"grade_id": "test_sample_gaussian", "grade": true, "points": 1}
"""7.6 sample_gaussian draws Gaussians with the right mean and covariance."""
drawn = lambda n, mean, cov: sample_gaussian(n, mean, cov, torch.Generator().manual_seed(0))
y_test = np.asarray(checks.remote(drawn, 20_000, TARGET_MEAN, TARGET_COV))
checks.shape(y_test, (20_000, 2), what="20 000 samples")
checks.close(y_test.mean(axis=0), TARGET_MEAN, tolerance=0.015, what="the mean of 20 000 samples")
checks.close(np.cov(y_test.T), TARGET_COV, tolerance=0.05, what="the covariance of 20 000 samples", hint="Which covariance does push_forward get from your A?")
checks.shape(checks.remote(drawn, 1, TARGET_MEAN, TARGET_COV), (1, 2), what="one sample", hint="One sample a row.")
cov_test = torch.tensor([[2.0, 0.6, -0.5], [0.6, 1.0, 0.2], [-0.5, 0.2, 0.5]])
three = np.asarray(checks.remote(drawn, 20_000, torch.tensor([3.0, -2.0, 0.0]), cov_test))
checks.close(np.cov(three.T), cov_test, tolerance=0.05, what="the covariance in three dimensions")
white = np.linalg.solve(np.linalg.cholesky(cov_test.double().numpy()), (three - [3, -2, 0]).T)
checks.close((white**4).mean(), 3.0, tolerance=0.1, what="the mean fourth power of the noise behind it", hint="Gaussian noise: 3. Uniform: 1.8.")
tiny = np.asarray(checks.remote(drawn, 20_000, torch.zeros(2), 1e-12 * TARGET_COV))
checks.close(np.cov(tiny.T), 1e-12 * TARGET_COV, tolerance=0.05, what="the covariance where it is 1e-12 times the one above", hint="Nothing is cut off or added.")
def batches(n):
    generator = torch.Generator().manual_seed(0)
    return torch.stack([sample_gaussian(n, TARGET_MEAN, TARGET_COV, generator) for _ in range(200)])
for n in (1, 3):  # independent: the mean of n samples has 1 / n of the variance
    spread = np.asarray(checks.remote(batches, n)).mean(axis=1).var(axis=0) * n
    checks.that(np.abs(spread / [0.5, 0.3] - 1).max() < 0.5, f"n = {n}: the means of the samples of 200 calls have the variances {np.round(spread / n, 3)}; that is not what independent samples have.")
### BEGIN HIDDEN TESTS
checks.close(three.mean(axis=0), [3, -2, 0], tolerance=0.015, what="the mean in three dimensions")
largest = checks.remote(lambda: sample_gaussian(300_000, torch.zeros(2), torch.eye(2), torch.Generator().manual_seed(0)).abs().max().item())
checks.that(4.2 < float(largest) < 8, f"The largest of 600 000 coordinates is {float(largest):.2f} in standard deviations; is something cut off?")
for sizes in ((1e-14, 1e-14), (1e14, 1e14), (1e-12, 1e12)):
    white = np.asarray(checks.remote(drawn, 20_000, torch.zeros(2), torch.diag(torch.tensor(sizes)))) / np.sqrt(sizes)
    checks.close(np.cov(white.T), np.eye(2), tolerance=0.05, what=f"the covariance for the variances {sizes}, each coordinate over its standard deviation")
def facts(sample_gaussian, n, d):
    generator, state = torch.Generator().manual_seed(1), torch.get_rng_state()
    mean, cov = torch.arange(float(d)), torch.eye(d) + 0.5
    y = sample_gaussian(n, mean, cov, generator)
    return list(y.shape), str(y.dtype), torch.equal(state, torch.get_rng_state()), mean, cov
contracts.agrees(sample_gaussian, [(1, 2), (3, 1), (1, 1), (4, 5), (1001, 3)], by=facts, what="(shape, type, state, mean, cov)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_sample_generator", "grade": true, "points": 1}
"""7.6 sample_gaussian takes all its randomness from the generator."""
def twice(seed):
    generator = torch.Generator().manual_seed(seed)
    return [sample_gaussian(5, TARGET_MEAN, TARGET_COV, generator) for _ in range(2)]
(first, second), (again, _) = checks.remote(twice, 7), checks.remote(twice, 7)
checks.close(again, first, scale=1.0, what="five samples of the same seed, drawn again", hint="torch.randn takes a generator.")
checks.differ(first, second, "A second call with one generator gives the same samples: it must move on.", what="five samples")
other, _ = checks.remote(twice, 8)
checks.differ(first, other, "Another seed gives the same samples: is the generator used?", what="five samples")
def left_alone():
    state, mean, cov = torch.get_rng_state(), TARGET_MEAN.clone(), TARGET_COV.clone()
    y = sample_gaussian(5, mean, cov, torch.Generator().manual_seed(7))
    return torch.equal(state, torch.get_rng_state()), torch.equal(mean, TARGET_MEAN) and torch.equal(cov, TARGET_COV), str(y.dtype)
state, given, kind = checks.remote(left_alone)
checks.that(state, "torch's own generator was seeded or has moved: draw from the generator that is given.")
checks.that(given, "The mean or the covariance has been changed in place; work on a copy.")
checks.equal(kind, "torch.float32", what="the type of the samples")

# %% [markdown]
# ## 7.7 A Gaussian that can learn · 3 points
#
# Make a module of it (as in 3.6), with $A$ and $b$ as its `nn.Parameter`s: four numbers and two. A singular $A$ has no inverse and no density, so $A$ starts
# as the identity, which is far from singular, and $b$ as zero: at first the flow changes nothing. (An $A$ full of zeros would be singular: its log determinant is $-\infty$.)
#
# Make the parameters in `__init__`, anew for each flow. Write the class `AffineFlow`. Every flow in this sheet has the same interface: `flow(x)` maps noise to
# data, `flow.log_prob(y)` goes the other way and gives log densities, and `flow.generate(n, generator)` draws. Reuse your functions. Each of the four methods
# raises an error: replace all four.

# %% nbgrader={"grade_id": "AffineFlow", "solution": true}
class AffineFlow(nn.Module):
    """The flow y = A x + b; its density is a Gaussian.

    Attributes:
        A: trainable, shape ``(2, 2)``; at first the identity.
        b: trainable, shape ``(2,)``; at first zero.
    """

    def __init__(self) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.A = nn.Parameter(torch.eye(2))
        self.b = nn.Parameter(torch.zeros(2))
        ### END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """Noise to data, ``(n, 2)`` to ``(n, 2)``."""
        ### BEGIN SOLUTION
        return affine(x, self.A, self.b)
        ### END SOLUTION

    def log_prob(self, y: Tensor) -> Tensor:
        """Log density of each point in nats, ``(n, 2)`` to ``(n,)``; differentiable by y, A and b."""
        ### BEGIN SOLUTION
        return log_prob_y(y, self.A, self.b)
        ### END SOLUTION

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        """Draw n new points, shape ``(n, 2)``; all randomness comes from the generator."""
        ### BEGIN SOLUTION
        return self(torch.randn(n, 2, generator=generator))
        ### END SOLUTION


# %% [markdown] name="look_untrained_text"
# Look: a model before training. Left: the noise, one color for each quadrant. Middle: the points to which the flow moves it (in color), and the data (gray).
# Right: the marginals (the densities of each coordinate alone), data filled and flow outlined. The same picture will come back while it learns.

# %% name="look_untrained"
def picture(model: nn.Module, y: Tensor, title: str) -> np.ndarray:
    """The three panes of a flow: noise, where it goes, marginals beside those of the data ``y``."""
    x = torch.randn(1000, 2, generator=torch.Generator().manual_seed(1))
    with torch.no_grad():
        return plotting.flow_panes(x, model(x), y, title=title)


ax = picture(AffineFlow(), y_target, "Before training")

# %% nbgrader={"grade_id": "test_flow_parameters", "grade": true, "points": 1}
"""7.7 AffineFlow starts as the identity, with six numbers to train."""
def parameters_of():
    return {name: parameter.detach() for name, parameter in AffineFlow().named_parameters() if parameter.requires_grad}
found = checks.remote(parameters_of)
checks.that(sorted(found) == ["A", "b"], f"The trainable parameters are {sorted(found)}, expected ['A', 'b']. A plain tensor is no parameter: wrap it in nn.Parameter.")
checks.close(found["A"], np.eye(2), what="A at the start")
checks.close(found["b"], [0, 0], what="b at the start")
def two_models():
    one, other = AffineFlow(), AffineFlow()
    with torch.no_grad():
        one.A.mul_(5.0)
        one.b.add_(5.0)
    return other.A.detach(), other.b.detach(), other(torch.tensor([[1.0, 2.0]])).detach()
A_test, b_test, y_test = checks.remote(two_models)
checks.close(A_test, np.eye(2), what="A of a second model, after the first was changed", hint="Make the parameters in __init__.")
checks.close(b_test, [0, 0], what="b of a second model, after the first was changed")
checks.close(y_test, [[1, 2]], what="an untrained flow at (1, 2)")
### BEGIN HIDDEN TESTS
def three_models():
    torch.manual_seed(3)
    return [(model.A.detach(), model.b.detach(), str(model.A.dtype)) for model in (AffineFlow() for _ in range(3))]
for A_test, b_test, kind in checks.remote(three_models):
    checks.equal(A_test, np.eye(2), what="A at the start")
    checks.equal(b_test, [0, 0], what="b at the start")
    checks.equal(kind, "torch.float32", what="the type of A")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_flow_log_prob", "grade": true, "points": 1}
"""7.7 AffineFlow.log_prob is the log density of its A and b."""
def probed(A, b, points):
    model = AffineFlow()
    with torch.no_grad():
        model.A.copy_(A)
        model.b.copy_(b)
    log_p = model.log_prob(points)
    slopes = torch.autograd.grad(log_p.mean(), (model.A, model.b))
    return log_p.detach(), *slopes, model(points).detach()
log_p, _, _, _ = checks.remote(probed, torch.eye(2), torch.zeros(2), torch.tensor([[0.0, 0.0], [1.0, 2.0]]))
checks.close(log_p, [-math.log(2 * math.pi), -math.log(2 * math.pi) - 2.5], what="log_prob of (0, 0) and (1, 2), untrained")
_, _, _, moved = checks.remote(probed, torch.tensor([[1.0, 1.0], [0.0, 1.0]]), torch.zeros(2), torch.tensor([[1.0, 0.0], [0.0, 1.0]]))
checks.close(moved, [[1.0, 0.0], [1.0, 1.0]], what="where A = [[1, 1], [0, 1]] takes two points", hint="Called, a flow maps noise to data.")
log_p, by_A, by_b, _ = checks.remote(probed, torch.tensor([[2.0, 0.0], [0.0, 4.0]]), torch.tensor([1.0, 0.0]), torch.tensor([[3.0, 4.0]]))
checks.close(log_p, [-math.log(2 * math.pi) - 1 - math.log(8)], what="log_prob of (3, 4) for A = diag(2, 4), b = (1, 0)", hint="Here x = (1, 1), and A makes areas 8 times as large.")
checks.close(by_b, [0.5, 0.25], what="the gradient by b")
checks.close(by_A, [[0.0, 0.5], [0.25, 0.0]], what="the gradient by A", hint="The volume is a part of it.")
log_p, by_A, _, _ = checks.remote(probed, torch.tensor([[1.0, 1.0], [0.0, 1.0]]), torch.zeros(2), torch.tensor([[0.0, 0.0]]))
checks.close(by_A, [[-1.0, 0.0], [1.0, -1.0]], what="the gradient by A = [[1, 1], [0, 1]], at y = b")
log_p, _, _, _ = checks.remote(probed, 1e-30 * torch.eye(2), torch.zeros(2), torch.tensor([[1e-30, 0.0], [100e-30, -50e-30]]))
checks.close(log_p, [135.8172, 136.3172 - 6250], tolerance=1e-5, what="log_prob of the images of (1, 0) and (100, -50), A = 1e-30 times the identity", hint="See 7.5: no determinant is formed, and nothing is cut off.")
def all_of(A, b, points):
    model, points = AffineFlow().to(A.dtype).eval(), points.clone().requires_grad_()
    with torch.no_grad():
        model.A.copy_(A)
        model.b.copy_(b)
    parts = model.log_prob(points), model(points)
    return *parts, *(torch.autograd.grad(part.sum(), points)[0] for part in parts)
contracts.consistent(all_of, A_EXAMPLE, B_EXAMPLE, torch.tensor([[3.0, 4.0], [-1.0, 2.0]]), precision=True, what="what log_prob, the flow and their gradients return")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(706)
A_test, b_test, y_test = np.array([[0.5, -1.0], [0.8, 0.6]]), np.array([1.0, -2.0]), rng.normal(size=(9, 2))
as_tensors = [torch.tensor(array, dtype=torch.float32) for array in (A_test, b_test, y_test)]
log_p, by_A, by_b, moved = checks.remote(probed, *as_tensors)
away = np.linalg.solve(A_test @ A_test.T, (y_test - b_test).T).T
expected = -0.5 * ((y_test - b_test) * away).sum(axis=1) - np.log(2 * np.pi) - np.linalg.slogdet(A_test)[1]
checks.close(log_p, expected, what="log_prob for other A and b")
checks.close(by_b, away.mean(axis=0), tolerance=1e-4, what="the gradient of the mean log_prob by b")
checks.close(by_A, (away.T @ (y_test - b_test) / 9 - np.eye(2)) @ np.linalg.inv(A_test).T, tolerance=1e-4, what="the gradient by A")
checks.close(moved, y_test @ A_test.T + b_test, what="the flow of nine points", hint="Called, a flow maps noise to data.")
def in_both(AffineFlow, A, b, points):
    model, points = AffineFlow().to(A.dtype), points.clone().requires_grad_()
    with torch.no_grad():
        model.A.copy_(7 * torch.eye(2))
    model.log_prob(points), model(points)  # of another A: nothing may be kept
    model.train(len(points) % 2 == 0)
    with torch.no_grad():
        model.A.copy_(A)
        model.b.copy_(b)
    log_p, moved = model.log_prob(points), model(points)
    facts = model.training, [p.requires_grad and p.grad is None for p in model.parameters()]
    weights = torch.cos(torch.arange(1.0, points.numel() + 1, dtype=A.dtype))
    slopes = torch.autograd.grad(log_p @ weights[:len(points)], (model.A, model.b, points)), torch.autograd.grad(moved.flatten() @ weights, (model.A, model.b, points))
    return log_p, moved, slopes, facts
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
solid = plain(2, 2) + 3 * torch.eye(2, dtype=torch.float64)
wide = [(size * solid, size * plain(2), size * plain(n, 2)) for n, size in ((1, 1.0), (1001, 0.1), (4, 5.0), (3, 1e-15))]
wide += [(solid.flip(0), plain(2), 1e12 * plain(3, 2)), (torch.eye(2), torch.zeros(2), torch.zeros(2, 2))]
wide = [tuple(part.to(kind) for part in parts) for kind in (torch.float64, torch.float32) for parts in wide]
contracts.agrees(AffineFlow, wide, again=False, by=in_both, floor=1e-12, precision=True, what="(log densities, points, gradients, modes)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_flow_generate", "grade": true, "points": 1}
"""7.7 AffineFlow.generate draws from the density of log_prob."""
def generated(A, b, n, seed):
    model = AffineFlow()
    with torch.no_grad():
        model.A.copy_(A)
        model.b.copy_(b)
    generator = torch.Generator().manual_seed(seed)
    return [model.generate(n, generator).detach() for _ in range(2)]
y_test, second = (np.asarray(part) for part in checks.remote(generated, torch.tensor([[1.0, 1.0], [0.0, 1.0]]), B_EXAMPLE, 20_000, 0))
checks.shape(y_test, (20_000, 2), what="generate(20_000)")
checks.close(y_test.mean(axis=0), B_EXAMPLE, tolerance=0.03, what="the mean of what is generated")
checks.close(np.cov(y_test.T), [[2.0, 1.0], [1.0, 1.0]], tolerance=0.05, what="the covariance of what A = [[1, 1], [0, 1]] generates")
checks.differ(y_test, second, "A second call with one generator gives the same points: it must move on.", what="what is generated")
other, _ = checks.remote(generated, torch.tensor([[1.0, 1.0], [0.0, 1.0]]), B_EXAMPLE, 20_000, 1)
again, _ = checks.remote(generated, torch.tensor([[1.0, 1.0], [0.0, 1.0]]), B_EXAMPLE, 20_000, 0)
checks.close(again, y_test, scale=1.0, what="what is generated with the same seed", hint="Draw from the generator, not from torch's global one.")
checks.differ(other, y_test, "Another seed generates the same points.", what="what is generated")
checks.shape(checks.remote(generated, torch.eye(2), torch.zeros(2), 1, 0)[0], (1, 2), what="generate(1)")
def left_alone():
    model, state = AffineFlow(), torch.get_rng_state()
    before = model.A.detach().clone()
    points = model.generate(3, torch.Generator().manual_seed(0))
    evaluated = AffineFlow().eval()
    evaluated.generate(3, torch.Generator().manual_seed(0))
    return torch.equal(state, torch.get_rng_state()), model.training and not evaluated.training and torch.equal(model.A, before), str(points.dtype)
state, same, kind = checks.remote(left_alone)
checks.that(state, "torch's own generator was seeded or has moved: draw from the generator that is given.")
checks.that(same, "The model is another one after generate, or in another mode.")
checks.equal(kind, "torch.float32", what="the type of what is generated")
### BEGIN HIDDEN TESTS
A_test = torch.tensor([[0.2, -1.0], [0.8, 0.0]])  # A A^T and A^T A differ
y_test, _ = (np.asarray(part) for part in checks.remote(generated, A_test, torch.zeros(2), 20_000, 1))
checks.close(np.cov(y_test.T), (A_test @ A_test.T).numpy(), tolerance=0.05, what="the covariance for another A")
white = np.linalg.solve(A_test.double().numpy(), y_test.T)
checks.close((white**4).mean(), 3.0, tolerance=0.1, what="the mean fourth power of the noise behind it", hint="Gaussian noise: 3. Uniform: 1.8.")
largest = checks.remote(lambda: AffineFlow().generate(300_000, torch.Generator().manual_seed(0)).abs().max().item())
checks.that(4.2 < float(largest) < 8, f"The largest of 600 000 coordinates is {float(largest):.2f} in standard deviations; is something cut off?")
def alone(n):
    model, generator = AffineFlow(), torch.Generator().manual_seed(0)
    return torch.stack([model.generate(n, generator).detach() for _ in range(200)])
for n in (1, 3):
    spread = np.asarray(checks.remote(alone, n)).mean(axis=1).var(axis=0) * n
    checks.that(np.abs(spread - 1).max() < 0.5, f"n = {n}: the means of the points of 200 calls have the variances {np.round(spread / n, 3)}; that is not what independent points have.")
def modes(AffineFlow, training):
    model = AffineFlow().train(training)
    model.generate(2, torch.Generator().manual_seed(0))
    return model.training, [p.requires_grad and p.grad is None for p in model.parameters()], torch.is_grad_enabled()
contracts.agrees(AffineFlow, [(True,), (False,)], by=modes, what="(mode, trainable, gradients on)")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.8 Maximum likelihood · 5 points
#
# *Maximum likelihood*: among all $A$ and $b$, take those under which the data you saw have the highest density. Take the mean of the log densities over the
# samples and change its sign, so that it becomes a loss. Minimize this negative log-likelihood (NLL), with $\theta = (A, b)$:
#
# $$\mathcal L(\theta) = -\frac 1 n \sum_{i=1}^n \ln p_y(y_i; \theta).$$
#
# On average over the data, this is the cross-entropy of the model with the true density $p$, and so the entropy of the truth plus the *KL divergence* from sheet 1:
#
# $$\mathrm E_{y \sim p}\bigl[-\ln p_y(y; \theta)\bigr] = \underbrace{\mathrm E_{y \sim p}\bigl[-\ln p(y)\bigr]}_{\text{entropy: no } \theta \text{ in it}} + \mathrm{KL}\bigl(p \,\|\, p_y(\cdot\,; \theta)\bigr).$$
#
# So training makes the KL divergence of the truth from the flow small, and on new data no flow gets below the entropy on average.
#
# There are no labels and no accuracy here, so how would you know that training is done? For the affine flow you can compute the lowest value that is possible,
# the floor. No Gaussian describes a sample better than the Gaussian with the mean of the sample and with its covariance
# $S = \frac 1 n \sum_i (y_i - \bar y)(y_i - \bar y)^\top$ (divided by $n$, not $n - 1$). Its loss is
#
# $$\mathcal L_\text{min} = \frac d 2 \ln 2\pi + \frac 1 2 \ln \det S + \frac d 2.$$
#
# Write `nll(model, y)`, `gaussian_floor(y)` and `fit(model, y, ...)`: Adam with its default settings, all of `y` in every step.

# %% nbgrader={"grade_id": "nll", "solution": true}
def nll(model: nn.Module, y: Tensor) -> Tensor:
    """Mean negative log-likelihood of data under a model, in nats.

    Args:
        model: has a method ``log_prob`` that maps ``(n, d)`` to ``(n,)``.
        y: data, shape ``(n, d)``.

    Returns:
        A tensor of shape ``()``, differentiable by the model's parameters and by y, also if the model is in evaluation mode.
    """
    ### BEGIN SOLUTION
    return -model.log_prob(y).mean()
    ### END SOLUTION


# %% nbgrader={"grade_id": "gaussian_floor", "solution": true}
def gaussian_floor(y: Tensor) -> float:
    """The lowest mean negative log-likelihood that a Gaussian can reach on a sample, in nats.

    Args:
        y: data, shape ``(n, d)`` with n > d > 1, not all on one line or plane: S is not singular.

    Returns:
        A ``float``.
    """
    ### BEGIN SOLUTION
    d = y.shape[1]
    covariance = torch.cov(y.T, correction=0)
    return 0.5 * (d * math.log(2 * math.pi) + torch.linalg.slogdet(covariance).logabsdet.item() + d)
    ### END SOLUTION


# %% nbgrader={"grade_id": "fit", "solution": true}
def fit(
    model: nn.Module,
    y: Tensor,
    *,
    steps: int,
    learning_rate: float,
    watch: Callable[[int, float], None] = lambda step, loss: None,
) -> list[float]:
    """Train a flow by maximum likelihood with Adam, all data in every step.

    Args:
        model: is trained in place; gradients that it has already do not count.
        y: data, shape ``(n, d)``.
        steps: how many.
        learning_rate: of Adam; its other settings stay at their defaults.
        watch: called after each step with the number of steps done (1, 2, ...) and the loss before that step, both plain numbers.

    Returns:
        The loss before each step, a ``float`` each.
    """
    ### BEGIN SOLUTION
    optimizer = torch.optim.Adam(model.parameters(), lr=learning_rate)
    losses = []
    for step in range(1, steps + 1):
        loss = nll(model, y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
        watch(step, losses[-1])
    return losses
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_nll", "grade": true, "points": 1}
"""7.8 nll is the mean negative log density of the data."""
class Laplace(nn.Module):
    """A density that is no flow at all, to be called by nll."""

    def __init__(self, width):
        super().__init__()
        self.center, self.width = nn.Parameter(torch.tensor([1.0, 0.0])), width

    def log_prob(self, y):
        return -(y - self.center).abs().sum(dim=1) / self.width - math.log(4 * self.width**2)
def probed(points, width=1.0):
    model = Laplace(width)
    loss = nll(model, points)
    loss.backward()
    return loss.detach(), model.center.grad
loss, slope = checks.remote(probed, torch.tensor([[1.0, 0.0], [2.0, 3.0]]))
checks.shape(loss, (), what="nll of two points", hint="One number: the mean over the batch.")
checks.close(loss, 2 + math.log(4), what="nll of two points at distances 0 and 4", hint="Negative, and a mean.")
checks.close(slope, [-0.5, -0.5], what="the gradient of nll by the center", hint="It must stay differentiable.")
loss, _ = checks.remote(probed, torch.tensor([[1.0, 0.0], [1.1, 0.0]]), 0.1)
checks.close(loss, 0.5 + math.log(0.04), what="nll of two points where the density is above 1", hint="A loss below 0 is no mistake here.")
loss, _ = checks.remote(probed, torch.tensor([[5000.0, 0.0], [1.0, 0.0]]))
checks.close(loss, 2499.5 + math.log(4), what="nll of a point that is very improbable", hint="Nothing is cut off.")
class Excluding(nn.Module):
    def log_prob(self, y):
        return torch.where(y[:, 0] > 0, 0.0, -math.inf)
checks.equal(float(checks.remote(lambda: nll(Excluding(), torch.tensor([[1.0], [-1.0]])))), math.inf, what="nll of a point that the model excludes", hint="The mean is over all points.")
def in_mode(points, training):
    model, points = Laplace(1.0).to(points.dtype).train(training), points.clone().requires_grad_()
    loss = nll(model, points)
    return loss, *torch.autograd.grad(loss, [points, *model.parameters()]), torch.tensor(model.training)
for training in (True, False):
    *_, mode = checks.remote(in_mode, torch.tensor([[1.0, 3.0], [2.0, 3.0]]), training)
    checks.that(bool(mode) == training, "nll has changed the mode of the model (train or eval).")
    contracts.consistent(in_mode, torch.tensor([[0.5, 3.0], [2.0, -4.0]]), training, precision=True, what="(nll, its gradients by y and by the center)")
### BEGIN HIDDEN TESTS
y_test = torch.tensor(np.random.default_rng(707).normal(size=(11, 2)), dtype=torch.float32)
loss, slope = checks.remote(probed, y_test)
checks.close(loss, (y_test - torch.tensor([1.0, 0.0])).abs().sum(dim=1).mean() + math.log(4), what="nll of eleven points")
checks.close(slope, -(y_test - torch.tensor([1.0, 0.0])).sign().mean(dim=0), what="the gradient of nll", hint="It must stay differentiable.")
class Given(nn.Module):
    def __init__(self):
        super().__init__()
        self.part, self.other = nn.Dropout(0.5), nn.Sequential(nn.Dropout(0.5))
    def log_prob(self, y):
        return y[:, 0]
def of_given(nll, values):
    values, model = torch.as_tensor(values).clone()[:, None].requires_grad_(), Given()
    model.train(len(values) % 2 == 0)
    model.other.eval()  # parts in different modes
    before = [part.training for part in model.modules()]
    loss = nll(model, values)
    kept = before == [part.training for part in model.modules()]
    return loss, torch.autograd.grad(loss, values)[0], kept, values.detach()
contracts.agrees(nll, contracts.cases(contracts.real("n", low=-1e4, high=1e4, whole=False)), by=of_given, precision=True, what="(nll, gradient, modes, data)")
some = [torch.tensor([1e15]), torch.tensor([-1e-30, -3e-30]), torch.tensor([5.0, -math.inf, 1.0]), torch.tensor([-1e15, -1e-15]), 2 + torch.sin(torch.arange(1000.0)), 2 + torch.cos(torch.arange(4097.0))]
contracts.agrees(nll, [(values.to(kind),) for kind in (torch.float64, torch.float32) for values in some], by=of_given, floor=0.0, precision=True, what="(nll, gradient, modes, data)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_gaussian_floor", "grade": true, "points": 1}
"""7.8 gaussian_floor is the least that a Gaussian can reach."""
four = torch.tensor([[0.0, 0.0], [2.0, 0.0], [2.0, 2.0], [4.0, 2.0]])  # S = [[2, 1], [1, 1]], and det S = 1
checks.close(gaussian_floor(four), 1 + math.log(2 * math.pi), what="gaussian_floor of four points", hint="Here S = [[2, 1], [1, 1]]. Print yours.")
cube = torch.tensor([[1.0, 1, 1], [-1, 1, 1], [1, -1, 1], [-1, -1, 1], [1, 1, -1], [-1, 1, -1], [1, -1, -1], [-1, -1, -1]])
checks.close(gaussian_floor(2 * cube + 5), 1.5 * math.log(2 * math.pi) + 1.5 * math.log(4) + 1.5, what="gaussian_floor of the corners of a cube, S = 4 I", hint="d = 3; the mean does not count.")
checks.close(gaussian_floor(1e-12 * cube), 1.5 * math.log(2 * math.pi) + 1.5 * math.log(1e-24) + 1.5, what="gaussian_floor of a tiny cube", hint="Its determinant is 1e-72. See 7.4.")
checks.close(gaussian_floor(1e-17 * cube), 1.5 * math.log(2 * math.pi) + 1.5 * math.log(1e-34) + 1.5, what="gaussian_floor of a still smaller cube, 1e-17", hint="Nothing is cut off.")
checks.close(gaussian_floor(10_000 + 2 * cube), 1.5 * math.log(2 * math.pi) + 1.5 * math.log(4) + 1.5, tolerance=1e-4, what="gaussian_floor of the cube of S = 4 I with the mean 10 000", hint="The difference of two huge numbers has lost its digits. Subtract the mean first.")
checks.pure(gaussian_floor, four)
contracts.consistent(gaussian_floor, four, what="gaussian_floor(y)")
checks.that(isinstance(gaussian_floor(four), float), "gaussian_floor returns no float. See Tensor.item.")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(708)
tilt = np.array([[1.0, 0.5, 0.0], [0.0, 1.0, 0.3], [0.2, 0.0, 1.0]])
for d in (2, 3):  # d stands in the formula twice
    y_test = rng.normal(size=(6, d)) @ tilt[:d, :d] + 2.0
    S_test = np.cov(y_test.T, bias=True)
    log_p = -0.5 * np.einsum("ni,ij,nj->n", y_test - y_test.mean(0), np.linalg.inv(S_test), y_test - y_test.mean(0))
    expected = -(log_p - 0.5 * np.linalg.slogdet(2 * np.pi * S_test)[1]).mean()  # by the density itself
    checks.close(gaussian_floor(torch.tensor(y_test, dtype=torch.float32)), expected, tolerance=1e-4, what=f"gaussian_floor of six points in {d} dimensions")
def cloud(n, d, size, middle, kind=torch.float64):
    return ((middle + size * torch.sin(1 + torch.arange(n * d, dtype=torch.float64) ** 2).view(n, d)).to(kind),)
asked = [cloud(6, 2, 1.0, 3.0), cloud(9, 3, 1e-6, 3.0), cloud(50, 30, 1e-3, 3.0), cloud(5, 2, 1e6, 3.0), cloud(50, 8, 1e-60, 0.0), cloud(50, 8, 1e60, 0.0), cloud(6, 2, 1e-3, 1e6), cloud(1001, 2, 1.0, -1e7)]
contracts.agrees(gaussian_floor, asked, tolerance=1e-7, floor=1e-7, what="the floor")
single = [cloud(50, 8, 1e-9, 0.0, torch.float32), cloud(9, 3, 1e-17, 0.0, torch.float32), cloud(9, 3, 1e17, 0.0, torch.float32), cloud(4097, 2, 1.0, 1e3, torch.float32)]
contracts.agrees(gaussian_floor, single, tolerance=1e-4, floor=1e-4, what="the floor in float32")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_fit", "grade": true, "points": 1}
"""7.8 fit takes the steps of Adam."""
class Centered(nn.Module):
    """N(center, I): its nll has the gradient center - mean."""

    def __init__(self):
        super().__init__()
        self.center = nn.Parameter(torch.zeros(2))

    def log_prob(self, y):
        return -0.5 * ((y - self.center) ** 2).sum(dim=1) - math.log(2 * math.pi)
def centers(points, steps, rate):
    model = Centered()
    fit(model, points, steps=steps, learning_rate=rate)
    return model.center.detach()
def adam(mean, steps, rate):
    center, m, v = np.zeros(2), np.zeros(2), np.zeros(2)
    for step in range(1, steps + 1):
        slope = center - mean
        m, v = 0.9 * m + 0.1 * slope, 0.999 * v + 0.001 * slope**2
        center = center - rate * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return center
y_test = torch.tensor([[1.0, 0.2], [3.0, -0.4]])
checks.close(checks.remote(centers, y_test, 1, 0.1), [0.1, -0.1], what="the parameters after one step with learning rate 0.1", hint="The first step of Adam moves each parameter by the learning rate.")
checks.close(checks.remote(centers, y_test, 3, 0.1), adam(np.array([2.0, -0.1]), 3, 0.1), tolerance=1e-4, what="the parameters after three steps", hint="What does one step leave to the next: its gradient, or the memory of Adam? Does anything else move the parameters?")
def after_left_over_gradients():
    model = Centered()
    model.center.grad = torch.tensor([-500.0, 900.0])
    fit(model, y_test, steps=2, learning_rate=0.1)
    return model.center.detach()
checks.close(checks.remote(after_left_over_gradients), adam(np.array([2.0, -0.1]), 2, 0.1), tolerance=1e-4, what="the parameters after two steps, where gradients were left over", hint="When do you clear gradients?")
checks.close(checks.remote(centers, y_test, 25, 0.1), adam(np.array([2.0, -0.1]), 25, 0.1), tolerance=1e-4, what="the parameters after 25 steps")
at_rest = checks.remote(lambda: fit(Centered(), torch.zeros(2, 2), steps=9, learning_rate=0.1))
checks.equal(len(at_rest), 9, what="the number of losses of 9 steps that have nothing to learn", hint="steps: how many.")
many = torch.tensor([[29.0, -300.0], [31.0, -500.0]]).repeat_interleave(torch.tensor([3000, 1000]), dim=0)  # 4000 points with the mean (29.5, -350)
checks.close(checks.remote(centers, many, 40, 2.0), adam(np.array([29.5, -350.0]), 40, 2.0), tolerance=1e-4, what="the parameters after 40 steps on 4000 points that lie far out, learning rate 2", hint="All of y, its whole gradient, and this learning rate, in every step.")
def left_alone():
    model, y, state = Centered(), y_test.clone(), torch.get_rng_state()
    fit(model, y, steps=2, learning_rate=0.1)
    return torch.equal(y, y_test), torch.equal(state, torch.get_rng_state()), model.training and model.center.requires_grad
for same, what in zip(checks.remote(left_alone), ("The data have changed", "torch's own generator was seeded or has moved", "The model is in another mode or cannot be trained further"), strict=True):
    checks.that(same, f"{what} after fit.")
### BEGIN HIDDEN TESTS
def learned(fit, steps, rate, scale, middle, n, left_over, kind="float32"):
    class Bell(nn.Module):
        def __init__(self):
            super().__init__()
            self.center, self.size, self.hidden = nn.Parameter(torch.zeros(2)), nn.Parameter(torch.zeros(())), nn.Dropout(0.3)
        def log_prob(self, y):
            return -0.5 * (((y - self.center) * torch.exp(-self.size)) ** 2).sum(dim=1) - 2 * self.size - math.log(2 * math.pi)
    kind = getattr(torch, kind)
    model, y, seen = Bell().to(kind), scale * torch.sin(torch.arange(2.0 * n, dtype=kind)).view(n, 2) + middle, []
    for p in model.parameters():
        p.grad = torch.full_like(p, 7.0) if left_over else None
    kept, state = y.clone(), torch.get_rng_state()
    losses = fit(model, y, steps=steps, learning_rate=rate, watch=lambda step, loss: seen.append((step, loss, model.center.detach().clone(), isinstance(step, int) and isinstance(loss, float))))
    facts = torch.equal(kept, y), torch.equal(state, torch.get_rng_state()), [part.training for part in model.modules()], [p.requires_grad for p in model.parameters()], torch.is_grad_enabled()
    return losses, [isinstance(loss, float) for loss in losses], seen, [p.detach() for p in model.parameters()], facts
what = "(losses, plain, watched, parameters, (data, state, modes, trainable, gradients on))"
asked = [(3, 0.1, 1.0, 1.0, 4, True), (25, 0.1, 1e-3, 1.0, 5, False), (4, 0.01, 300.0, 1.0, 1, True), (0, 0.1, 1.0, 1.0, 3, False), (100, 0.05, 0.0, 1.0, 3, False), (30, 0.5, 1.0, 30.0, 4097, False), (3, 0.1, 1e25, 1.0, 3, False)]  # the last: each loss is infinite
contracts.agrees(fit, asked, by=learned, tolerance=3e-4, floor=3e-4, precision=True, again=False, what=what)
contracts.agrees(fit, [(30, 0.3, 1.0, 1.0, 6, True, "float64"), (3, 1e-4, 1.0, 100.0, 1, False, "float64")], by=learned, tolerance=1e-7, floor=1e-9, precision=True, what=what)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_fit_reports", "grade": true, "points": 1}
"""7.8 fit reports the loss before each step."""
class Shifted(nn.Module):
    """N(center, I), with the nll |center - mean|^2 / 2 + const."""

    def __init__(self):
        super().__init__()
        self.center = nn.Parameter(torch.zeros(2))

    def log_prob(self, y):
        return -0.5 * ((y - self.center) ** 2).sum(dim=1) - math.log(2 * math.pi)
def reported(points, steps):
    seen, at, told = [], [], []
    model = Shifted()
    def watch(step, loss):
        seen.append((step, float(loss)))
        told.append(isinstance(loss, float))
        at.append(model.center.detach().clone())
    losses = fit(model, points, steps=steps, learning_rate=0.1, watch=watch)
    return [float(loss) for loss in losses], all(isinstance(loss, float) for loss in losses), seen, at, all(told)
y_test = torch.tensor([[1.0, 1.0], [3.0, -1.0]])
losses, plain, seen, at, told = checks.remote(reported, y_test, 3)
checks.equal(len(losses), 3, what="the number of losses of 3 steps")
checks.that(plain, "The losses are not plain numbers: a list of tensors keeps every graph alive. See Tensor.item.")
checks.close(losses[0], 3.0 + math.log(2 * math.pi), what="the first loss", hint="Of the model as it came, before the step.")
checks.equal([step for step, _ in seen], [1, 2, 3], what="the steps that watch saw")
checks.close(at[0], [0.1, 0.0], what="the parameters when watch is called first", hint="watch sees the model after the step.")
checks.close([loss for _, loss in seen], losses, scale=5.0, what="the losses that watch saw", hint="The loss before the step.")
checks.close(losses[1], 0.5 * ((y_test.numpy() - np.asarray(at[0])) ** 2).sum(axis=1).mean() + math.log(2 * math.pi), what="the second loss", hint="Of the model as it was before the second step.")
checks.that(told, "The losses that watch is told are not plain numbers. See Tensor.item.")
### BEGIN HIDDEN TESTS
before = [np.zeros(2), *(np.asarray(center) for center in at[:-1])]  # at: the parameters when watch was called
expected = [0.5 * ((y_test.numpy() - center) ** 2).sum(axis=1).mean() + math.log(2 * math.pi) for center in before]
checks.close(losses, expected, scale=5.0, what="the losses", hint="The loss before each step; watch comes after it.")
### END HIDDEN TESTS

# %% [markdown] name="look_fit_text"
# Look: run this and watch the flow learn, 200 steps with a learning rate of 0.05, a new picture after every ten steps; the last picture stays. The cells below
# use the flow that was trained here: if you change one of your functions or classes, run this one again. The expected negative log-likelihood of a point of
# this Gaussian is 4.74 nats before training; under the true density it is 1.4312 nats. Your floor differs from the second number by some hundredths, because
# mean and covariance of a sample are not exactly those of the Gaussian.

# %% name="look_fit" tags=["nbval-ignore-output"]
def live_picture(model: nn.Module, y: Tensor, every: int) -> Callable[[int, float], None]:
    """A ``watch`` that draws the model at every so many steps; never, if ``every`` is 0."""

    def watch(step: int, loss: float) -> None:
        if every and step % every == 0:
            plotting.live(picture(model, y, f"step {step}: {loss:.3f} nats")[0].figure)

    return watch


@cache
def train_affine() -> tuple[AffineFlow, list[float], Tensor]:
    """The affine flow on the Gaussian data; run this cell again to see it again."""
    y = sample_gaussian(1000, TARGET_MEAN, TARGET_COV, torch.Generator().manual_seed(0))
    model = AffineFlow()
    losses = fit(model, y, steps=200, learning_rate=0.05, watch=live_picture(model, y, budget(full=10, quick=0)))
    return model, losses, y


flow, flow_losses, y_train = train_affine()
ax = picture(flow, y_train, f"After 200 steps: {nll(flow, y_train):.3f} nats, floor {gaussian_floor(y_train):.3f}")

# %% name="look_fit_curve"
flow, flow_losses, y_train = train_affine()
floor = gaussian_floor(y_train)
start = math.log(2 * math.pi) + 0.5 * (TARGET_COV.trace() + TARGET_MEAN.square().sum())  # E[-ln N(y; 0, I)]
best = 1 + math.log(2 * math.pi) + 0.5 * torch.logdet(TARGET_COV)
checks.close(start, 4.7379, tolerance=1e-4, what="the expected loss before training")
checks.close(best, 1.4312, tolerance=1e-4, what="the expected loss at the optimum")
print(f"first loss {flow_losses[0]:.2f} nats, expected {start:.2f}; last within 0.01 of the floor: {flow_losses[-1] - floor < 0.01}")
print(f"floor of this sample {floor:.3f} nats, of the Gaussian {best:.4f}")
ax = plotting.curves({"affine flow": flow_losses}, xlabel="step", ylabel="negative log-likelihood (nats)")
plotting.mark_levels({"floor of this sample": floor}, ax=ax)
_ = ax.set_ylim(0, None)

# %% nbgrader={"grade_id": "test_fit_affine", "grade": true, "points": 1}
"""7.8 a trained AffineFlow has the mean and the covariance of its data."""
def trained(points):
    model = AffineFlow()
    fit(model, points, steps=150, learning_rate=0.1)
    return model.A.detach(), model.b.detach(), nll(model, points).detach()
rng = np.random.default_rng(709)
y_test = rng.multivariate_normal([1, 2], [[0.5, 0.3], [0.3, 0.3]], size=100, method="cholesky")
A_test, b_test, loss = checks.remote(trained, torch.tensor(y_test, dtype=torch.float32))
S_test = np.cov(y_test.T, bias=True)
least = 1 + np.log(2 * np.pi) + 0.5 * np.linalg.slogdet(S_test)[1]
checks.finite(loss, what="the loss at the end")
checks.that(loss < least + 0.01, f"The loss ends at {float(loss):.4f} nats; the floor of this sample is {least:.4f}. If the tests above pass: do gradients reach A and b, and is y still what it was?")
checks.close(np.asarray(A_test) @ np.asarray(A_test).T, S_test, tolerance=0.02, what="the covariance of the trained flow, beside that of the sample,")
checks.close(b_test, y_test.mean(axis=0), tolerance=0.02, what="b, beside the mean of the sample,")
### BEGIN HIDDEN TESTS
y_test = rng.multivariate_normal([-2, 0], [[0.4, -0.3], [-0.3, 1.2]], size=100, method="cholesky")
A_test, b_test, loss = checks.remote(trained, torch.tensor(y_test, dtype=torch.float32))
checks.close(np.asarray(A_test) @ np.asarray(A_test).T, np.cov(y_test.T, bias=True), tolerance=0.02, what="A A^T for other data")
checks.close(b_test, y_test.mean(axis=0), tolerance=0.02, what="b for other data")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.9 Which A? · 2 points
#
# The Cholesky factor of $\Sigma$ turns noise into these data. Did the flow find it? And would it, from another start? Three flows on the same data, the second
# started from a rotation by 90°, the third from a mirror. The figure gives each quadrant of the noise a color and shows where each flow takes it:

# %% name="look_rotation" tags=["nbval-ignore-output"]
starts = {"identity": [[1.0, 0.0], [0.0, 1.0]], "rotation": [[0.0, -1.0], [1.0, 0.0]], "mirror": [[-1.0, 0.0], [0.0, 1.0]]}
y_train = sample_gaussian(1000, TARGET_MEAN, TARGET_COV, torch.Generator().manual_seed(0))
print("Cholesky factor of the covariance:", np.round(torch.linalg.cholesky(TARGET_COV).tolist(), 2).tolist(), "\n")
x_quadrants = torch.randn(1000, 2, generator=torch.Generator().manual_seed(1))
quadrant = 2 * (x_quadrants[:, 0] > 0) + (x_quadrants[:, 1] > 0)
figure, axes = plt.subplots(1, 4, figsize=(9.5, 2.8))
panels = [("noise $x$", x_quadrants)]
for name, start in starts.items():
    model = AffineFlow()
    with torch.no_grad():
        model.A.copy_(torch.tensor(start))
    fit(model, y_train, steps=budget(full=300, quick=100), learning_rate=0.1)
    loss, floor = nll(model, y_train).item(), gaussian_floor(y_train)
    print(f"from {name}: A = {np.round(model.A.tolist(), 2).tolist()}, loss {loss:.3f} nats")
    panels.append((f"started from {name}", model(x_quadrants).detach()))
    checks.that(loss < floor + 0.01, f"Started from the {name}, the flow ends at {loss:.3f} nats; the floor is {floor:.3f}. If the loss is nan: the determinant of a mirror is negative; does log_abs_det_jac take its absolute value? Otherwise run the tests of 7.6 and 7.8.")
for ax, (title, points) in zip(axes, panels, strict=True):
    for which, color in enumerate([plotting.BLUE, plotting.ORANGE, plotting.GREEN, plotting.PURPLE]):
        ax.plot(*points[quadrant == which].T, ".", color=color, markersize=3, markeredgewidth=0)
    ax.set(title=title, xlabel="first coordinate", xlim=(-4, 4) if ax is axes[0] else (-2, 4), ylim=(-4, 4) if ax is axes[0] else (-1, 5))
    ax.set_aspect("equal")
_ = axes[0].set_ylabel("second coordinate")

# %% [markdown] name="ask_rotation"
# **In a few sentences and a formula.** Three different $A$, one and the same loss. Why can no amount of data tell them apart, and which property of
# the base density is behind it? Which function of $A$ *can* be learned? What does that mean for someone who wants to read a meaning into the
# noise coordinates $x = f^{-1}(y)$ of a trained flow (others call them *latent*)?

# %% [markdown] nbgrader={"grade_id": "why_rotation", "grade": true, "solution": true, "points": 2}
# Let $R$ be orthogonal (a rotation or a mirror). Then $(AR)(AR)^\top = A R R^\top A^\top = AA^\top$, and the density of the flow, $\mathcal N(b, AA^\top)$, depends on $A$ through $AA^\top$ alone. In terms of the
# map: $Rx$ has the same distribution as $x$, because $\mathcal N(0, I)$ looks the same from every direction. So $A$ and $AR$ give every data set the same likelihood, and the one
# that training ends at is decided by the start. What can be learned is $AA^\top$ (the covariance), and $b$.
#
# The noise coordinates have no meaning of their own: another run finds them rotated or mirrored. In a nonlinear flow it is worse, since every
# map that preserves the base density may be put in front. Compare densities and samples, not coordinates.
#
# **Rubric.** 1 point: $AR$ has the same $AA^\top$, because of the rotational symmetry of the base density. 1 point: what is learned is $AA^\top$ (and $b$), and the noise coordinates
# are not determined (or depend on the start). "Local minima" as the reason: no point for that part.

# %% [markdown]
# ## 7.10 Two moons, one Gaussian · 2 points
#
# Now the data are not from a Gaussian. How far below the loss of the affine flow could another model get? Here you can compute it: each moon is a half circle
# blurred by Gaussian noise, so the true density is an average of small Gaussians along the two arcs. Its mean negative log-likelihood is the entropy, which no
# model beats on average. The distance from it to the loss of the affine flow on held-out data estimates $\mathrm{KL}(\text{truth} \,\|\, \text{flow})$.

# %% name="look_moons" tags=["nbval-ignore-output"]
MOON_NOISE = 0.1


def moons(n: int, seed: int) -> Tensor:
    """Samples of the two moons without their labels, shape ``(n, 2)``."""
    return torch.tensor(data.two_moons(n, noise=MOON_NOISE, seed=seed)[0], dtype=torch.float32)


def moons_log_prob(y: Tensor | np.ndarray) -> Tensor:
    """The true log density of the moons in nats, ``(n, 2)`` to ``(n,)``."""
    angle = torch.linspace(0, math.pi, 400)
    upper = torch.stack([angle.cos(), angle.sin()], dim=1)
    arcs = torch.cat([upper, torch.tensor([1.0, 0.5]) - upper])
    distance = torch.cdist(torch.as_tensor(y, dtype=torch.float32), arcs) / MOON_NOISE
    blur = -0.5 * distance**2 - math.log(2 * math.pi * MOON_NOISE**2)
    return blur.logsumexp(dim=1) - math.log(len(arcs))


@cache
def train_affine_on_moons() -> AffineFlow:
    model = AffineFlow()
    fit(model, moons(1000, seed=0), steps=budget(full=300, quick=100), learning_rate=0.1)
    return model


def density_of(model: nn.Module) -> Callable[[np.ndarray], Tensor]:
    """The log density of a model, as the pictures want it."""
    return lambda points: model.log_prob(torch.tensor(points, dtype=torch.float32)).detach()


y_moons, y_held_out = moons(1000, seed=0), moons(4000, seed=1)
affine_on_moons = train_affine_on_moons()
moon_losses = {"affine flow": nll(affine_on_moons, y_held_out).item(), "truth": -moons_log_prob(y_held_out).mean().item()}
print(f"floor of every Gaussian on the training data: {gaussian_floor(y_moons):.2f} nats")
print(f"affine flow on held-out data: {moon_losses['affine flow']:.2f} nats; the truth: {moon_losses['truth']:.2f} nats")
ends, floor = nll(affine_on_moons, y_moons).item(), gaussian_floor(y_moons)
checks.that(abs(ends - floor) < 0.01, f"The affine flow ends at {ends:.3f} nats; its floor is {floor:.3f}. Do the tests of 7.7 and 7.8 pass?")
checks.that(moon_losses["truth"] < moon_losses["affine flow"], "The affine flow beats the truth, which no model does on average: is its log_prob a density?")
ax = picture(affine_on_moons, y_moons, "The best affine flow on the moons")

# %% name="look_moons_density"
affine_on_moons = train_affine_on_moons()
ax = plotting.densities(
    {"affine flow": density_of(affine_on_moons), "truth": moons_log_prob}, xlim=(-1.7, 2.7), ylim=(-1.2, 1.7), samples=moons(200, seed=1)
)

# %% [markdown] name="ask_moons"
# **In a few sentences.** The optimizer did its work: the loss is at the floor. Why can the affine flow nevertheless not show two moons? Would it help to put
# ten affine flows one after the other? Where in the picture is the density of the affine flow high although there are hardly any data, and how large is
# $\mathrm{KL}(\text{truth} \,\|\, \text{flow})$, by the numbers above?

# %% [markdown] nbgrader={"grade_id": "why_moons", "grade": true, "solution": true, "points": 2}
# An affine map of a Gaussian is a Gaussian (7.2): one ellipse, dense in the middle, whatever $A$ and $b$ are. The family does not hold the answer, and training only finds the best member
# of the family. A chain of affine maps, $A_2(A_1x + b_1) + b_2 = (A_2A_1)x + (A_2b_1 + b_2)$, is one affine map again: ten of them change nothing. It takes a map that stretches by different factors in
# different places, that is, one whose Jacobian depends on $x$.
#
# The density is highest in the middle, between the moons, where there are hardly any data, and it leaks beyond them on all sides. Its loss on held-out data is about 1.9 nats, that of the
# truth 1.0 (the entropy): the difference, 0.9 nats, estimates $\mathrm{KL}(\text{truth}\,\|\,\text{flow})$. The truth gives each point a density $e^{0.92} \approx 2.5$ times as high (in the geometric mean).
#
# **Rubric.** 1 point: Gaussian stays Gaussian, and a chain of affine maps is affine. 1 point: the empty middle (or the tails), and the KL divergence of about 0.9 nats, read from the student's own output. "More training"
# or "a better learning rate": no point.

# %% [markdown]
# ## 7.11 Bend half of it · 6 points
#
# We need a nonlinear map whose inverse costs no more than the map, and whose determinant costs nothing extra. The *affine coupling layer* of
# RealNVP ([Dinh et al. 2016](https://arxiv.org/abs/1605.08803)) keeps one coordinate, $k$, as it is. A network, which need not be invertible, computes a log scale and a shift from it, and these move the other coordinate, $m$:
#
# $$k' = k, \qquad m' = m\, e^{s(k)} + t(k), \qquad s(k) = \tanh\bigl(\text{first output}\bigr), \quad t(k) = \text{second output}.$$
#
# The tanh keeps a layer from stretching or shrinking by more than a factor of $e$. On the way back you know $k' = k$. So you can compute $s(k)$ and $t(k)$ with
# the same network; the network itself is never inverted. With `flip=False` the first coordinate stays; the next layer has `flip=True` and swaps the roles.
#
# Write the class `Coupling`. Both directions return the new points and the log determinant *of that direction*, one number for each point.

# %% nbgrader={"grade_id": "Coupling", "solution": true}
class Coupling(nn.Module):
    """An affine coupling layer: one coordinate stays and decides how the other is stretched and shifted.

    Args:
        net: a module that maps the coordinate that stays, ``(n, 1)``, to ``(n, 2)``: the log scale before the
            tanh, and the shift. Its parameters are the layer's.
        flip: False: the first coordinate stays, the second is moved. True: the other way round.
    """

    def __init__(self, net: nn.Module, flip: bool) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.net = net
        self.kept, self.moved = (1, 0) if flip else (0, 1)
        ### END SOLUTION

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        """From the noise toward the data.

        Returns:
            The new points, shape ``(n, 2)``, and ``ln |det dy/dx|`` of each, shape ``(n,)``.
        """
        ### BEGIN SOLUTION
        log_scale, shift = self._scale_and_shift(x)
        y = x.clone()
        y[:, self.moved] = x[:, self.moved] * log_scale.exp() + shift
        return y, log_scale

    def _scale_and_shift(self, points: Tensor) -> tuple[Tensor, Tensor]:
        raw, shift = self.net(points[:, self.kept, None]).unbind(dim=1)
        return torch.tanh(raw), shift
        ### END SOLUTION

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        """From the data toward the noise.

        Returns:
            The points x with ``forward(x)[0] == y``, shape ``(n, 2)``, and ``ln |det dx/dy|`` of each, shape ``(n,)``.
        """
        ### BEGIN SOLUTION
        log_scale, shift = self._scale_and_shift(y)
        x = y.clone()
        x[:, self.moved] = (y[:, self.moved] - shift) * torch.exp(-log_scale)
        return x, -log_scale
        ### END SOLUTION


# %% [markdown] name="look_coupling_text"
# Look: one layer, with a network that was written by hand, $s = \tanh(k)$ and $t = \sin(2k)$: a grid of lines, and where it goes. Points move up or down only, so a vertical line stays where it is and a horizontal one bends. (Where do the
# horizontal lines come closer together, and which sign has $s$ there?)

# %% name="look_coupling"
import matplotlib.pyplot as plt


class ByHand(nn.Module):
    """A network without parameters: the numbers before the tanh are k, the shift is sin(2 k)."""

    def forward(self, k: Tensor) -> Tensor:
        return torch.cat([k, torch.sin(2 * k)], dim=1)


by_hand = Coupling(ByHand(), flip=False)
bent, _ = by_hand(x_noise)
straightened, _ = by_hand.inverse(bent)
print(f"largest error of a round trip below 1e-5: {(straightened - x_noise).abs().max().item() < 1e-5}")
vertical = torch.cartesian_prod(torch.linspace(-2, 2, 9), torch.linspace(-2, 2, 200))  # nine lines of 200 points
_, axes = plt.subplots(1, 2, figsize=(9.0, 4.0))
for ax, title, move in zip(axes, ("before", "after one layer"), (lambda points: points, lambda points: by_hand(points)[0]), strict=True):
    for lines, color in ((vertical, "C0"), (vertical.flip(1), "C1")):
        ax.plot(*move(lines).reshape(9, 200, 2).permute(2, 1, 0), color=color, linewidth=1.2)
    ax.set(xlabel="first coordinate", ylabel="second coordinate", title=title)

# %% nbgrader={"grade_id": "test_coupling_forward", "grade": true, "points": 1}
"""7.11 Coupling moves one coordinate by what the other says."""
class TwoLines(nn.Module):
    """Two straight lines: k / 2 before the tanh, and the shift 3 k + 1."""

    def forward(self, k):
        return torch.cat([0.5 * k, 3 * k + 1], dim=1)
def pushed_through(points, flip):
    moved, log_det = Coupling(TwoLines(), flip)(points)
    return moved.detach(), log_det.detach()
moved, log_det = checks.remote(pushed_through, torch.tensor([[0.0, 2.0], [2.0, 1.0]]), False)
checks.shape(moved, (2, 2), what="the new points")
checks.shape(log_det, (2,), what="the log determinants", hint="One number for each point.")
checks.close(moved[0], [0.0, 3.0], what="where (0, 2) goes", hint="Here s = 0 and t = 1.")
scale = math.exp(math.tanh(1.0))
checks.close(moved[1], [2.0, scale + 7], what="where (2, 1) goes", hint="Here s = tanh(1) and t = 7.")
moved, _ = checks.remote(pushed_through, torch.tensor([[2.0, 0.0], [5.0, 0.0]]), True)
checks.close(moved, [[3.0, 0.0], [6.0, 0.0]], what="where (2, 0) and (5, 0) go if flip is True", hint="The second coordinate stays now: k = 0, so s = 0 and t = 1 again.")
flipped, flipped_det = checks.remote(pushed_through, torch.tensor([[2.0, 0.0], [-1.0, -2.0]]), True)
checks.close(flipped, [[3.0, 0.0], [-1 / scale - 5, -2.0]], what="where (2, 0) and (-1, -2) go, flipped")
checks.close(flipped_det, [0.0, -math.tanh(1.0)], what="the log determinants, flipped", hint="s, not its absolute value, and after the tanh.")
checks.pure(pushed_through, torch.tensor([[2.0, 0.0], [1.0, 2.0]]), False, hint="Work on a copy of x.")
def four_parts(points, flip):
    layer = Coupling(TwoLines(), flip).eval()
    return *layer(points), *layer.inverse(points)
for flip in (False, True):
    contracts.consistent(four_parts, torch.tensor([[2.0, 1.0], [-1.0, -2.0], [0.5, 100.0]]), flip, precision=True, what="what both directions return")
    for part, size in zip(checks.remote(four_parts, torch.ones(1, 2), flip), ((1, 2), (1,)) * 2, strict=True):
        checks.shape(part, size, what="a result for a batch of one point", hint="One point is a batch, too.")
### BEGIN HIDDEN TESTS
checks.close(log_det, [0.0, math.tanh(1.0)], what="the log determinants")
moved, log_det = checks.remote(pushed_through, torch.tensor([[2.0, 0.0], [-1.0, -2.0], [1.0, 2.0]]), True)
checks.close(moved, [[3.0, 0.0], [-1 / scale - 5, -2.0], [scale + 7, 2.0]], what="where three points go, flipped")
checks.close(log_det, [0.0, -math.tanh(1.0), math.tanh(1.0)], what="the log determinants, flipped")
class Steep(nn.Module):
    def forward(self, k):
        return torch.cat([9 * torch.sin(k), -k**2], dim=1)
class Curved(nn.Module):
    def __init__(self):
        super().__init__()
        self.of_scale, self.of_shift, self.part = nn.Parameter(torch.tensor([0.7, 0.2])), nn.Parameter(torch.tensor([-0.5, 1.0])), nn.Dropout(0.0)
    def forward(self, k):
        return torch.cat([torch.sin(self.of_scale[0] * k + self.of_scale[1]), self.of_shift[0] * k + self.of_shift[1]], dim=1)
def both_ways(Coupling, points, flip, net, training):
    net = {"steep": Steep, "curved": Curved}[net]().to(points.dtype)
    layer, points = Coupling(net, flip), points.clone().requires_grad_()
    layer.train(training)
    net.train(not training)  # parts in different modes
    (moved, there), (back, home) = layer(points), layer.inverse(points)
    weights = lambda part: (part * torch.cos(torch.arange(1.0, part.numel() + 1, dtype=part.dtype)).view_as(part)).sum()
    slopes = [torch.autograd.grad(weights(part), [points, *layer.parameters()], allow_unused=True, retain_graph=True) for part in (moved, there, back, home)]
    slopes = [[0 * leaf if slope is None else slope for slope, leaf in zip(found, [points.detach(), *(p.detach() for p in layer.parameters())], strict=True)] for found in slopes]
    return moved, there, back, home, slopes, (layer.training, net.training, len(list(layer.parameters())), [p.requires_grad for p in layer.parameters()])
plane = contracts.changed(contracts.real("n", 2, whole=False, single=False), torch.tensor)
contracts.agrees(Coupling, contracts.cases(plane, contracts.just(False, True), contracts.just("steep", "curved"), contracts.just(True, False)), by=both_ways, tolerance=1e-6, floor=1e-9, precision=True, what="(there, log det, back, log det, gradients, facts)")
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
wide = [(points.to(kind), flip, "curved", flip) for kind in (torch.float32, torch.float64) for points, flip in ((plain(1001, 2), True), (1e15 * plain(3, 2), False), (1e-15 * plain(1, 2), True), (plain(3, 2) * torch.tensor([1e-12, 1e12]), False))]
contracts.agrees(Coupling, wide, again=False, by=both_ways, tolerance=1e-6, floor=1e-9, precision=True, what="(there, log det, back, log det, gradients, facts)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_coupling_round_trip", "grade": true, "points": 1}
"""7.11 Coupling.inverse undoes the layer and its log determinant."""
def there_and_back(points, flip, seed):
    torch.manual_seed(seed)
    layer = Coupling(nn.Sequential(nn.Linear(1, 8), nn.ReLU(), nn.Linear(8, 2)), flip)
    moved, log_det = layer(points)
    back, log_det_back = layer.inverse(moved)
    again, _ = layer(layer.inverse(points)[0])
    return moved.detach(), back.detach(), again.detach(), log_det.detach(), log_det_back.detach()
x_test = torch.tensor(np.random.default_rng(710).normal(size=(6, 2)), dtype=torch.float32)
for flip in (False, True):
    moved, back, _, log_det, log_det_back = checks.remote(there_and_back, x_test, flip, 0)
    checks.differ(moved, x_test, f"The layer moves nothing, flip={flip}.", what="the new points")
    checks.close(back, x_test, what=f"inverse(forward(x)), flip={flip}", hint="First take the shift back, then the scale. The network sees what stays.")
    checks.shape(log_det_back, (6,), what="the log determinants of the inverse", hint="One number for each point.")
    checks.close(log_det_back, -np.asarray(log_det), scale=1.0, what=f"ln|det| of the way back, flip={flip}", hint="If the way there doubles areas, what does the way back do to them?")
### BEGIN HIDDEN TESTS
for flip in (False, True):
    _, back, again, log_det, log_det_back = checks.remote(there_and_back, 3 * x_test, flip, 1)
    checks.close(back, 3 * x_test, what=f"inverse(forward(x)) of other points, flip={flip}")
    checks.close(again, 3 * x_test, what=f"forward(inverse(y)), flip={flip}")
    checks.close(log_det_back, -np.asarray(log_det), scale=1.0, what=f"ln|det| of the way back for other points, flip={flip}")
checks.pure(lambda points: there_and_back(points, True, 2), x_test, hint="Work on a copy.")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_coupling_jacobian", "grade": true, "points": 2}
"""7.11 Coupling's log determinant is that of autograd's Jacobian."""
def jacobians(points, flip, seed):
    torch.manual_seed(seed)
    layer = Coupling(nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 2)), flip).double()
    differentiate = lambda function, at: torch.stack([torch.autograd.functional.jacobian(lambda p: function(p[None])[0][0], p) for p in at])
    there, back = differentiate(layer, points), differentiate(layer.inverse, points)
    steps = 1e-5 * torch.eye(2, dtype=points.dtype)
    numeric = lambda way: torch.stack([(way(points + step)[0] - way(points - step)[0]).detach() / 2e-5 for step in steps], dim=2)
    return there, layer(points)[1].detach(), back, layer.inverse(points)[1].detach(), numeric(layer), numeric(layer.inverse)
x_test = torch.tensor(np.random.default_rng(711).normal(size=(5, 2)))
J_there, log_det, *_ = checks.remote(jacobians, x_test, False, 0)
checks.shape(log_det, (5,), what="the log determinants of five points")
checks.close(log_det, np.linalg.slogdet(np.asarray(J_there))[1], scale=1.0, what="ln|det dy/dx|", hint="The Jacobian is triangular: what stands on its diagonal?")
J_there, log_det, J_back, log_det_back, there, back = checks.remote(jacobians, x_test, True, 1)
checks.close(log_det, np.linalg.slogdet(np.asarray(J_there))[1], scale=1.0, what="ln|det dy/dx|, flip=True")
checks.close(log_det_back, np.linalg.slogdet(np.asarray(J_back))[1], scale=1.0, what="ln|det dx/dy|, flip=True")
checks.close(J_there, there, scale=1.0, what="autograd's Jacobian, beside the slopes between neighboring points,", hint="Gradients must pass through the network, too.")
checks.close(J_back, back, scale=1.0, what="autograd's Jacobian of the inverse, beside the slopes between neighboring points,")
def trainable():
    layer = Coupling(nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 2)), True)
    found = []
    for part in (*layer(x_test.float()), *layer.inverse(x_test.float())):
        layer.zero_grad()
        part.square().sum().backward(retain_graph=True)
        found.append([parameter.grad is not None and bool(parameter.grad.abs().sum() > 0) for parameter in layer.parameters()])
    return found
checks.equal(checks.remote(trainable), [[True] * 4] * 4, what="whether a gradient of the points and the log determinant, there and back, reaches each of the network's four tensors")
### BEGIN HIDDEN TESTS
for flip in (False, True):
    J_there, log_det, J_back, log_det_back, there, back = checks.remote(jacobians, x_test, flip, 2)
    checks.close(log_det, np.linalg.slogdet(np.asarray(there))[1], scale=1.0, what=f"ln|det dy/dx|, flip={flip}")
    checks.close(log_det_back, np.linalg.slogdet(np.asarray(back))[1], scale=1.0, what=f"ln|det dx/dy|, flip={flip}")
    stays, moves = (1, 0) if flip else (0, 1)
    row = [[0.0, 1.0] if flip else [1.0, 0.0]] * 5
    checks.close(np.asarray(J_there)[:, stays], row, what="the row of the Jacobian of the coordinate that stays")
    checks.that(np.abs(np.asarray(J_there)[:, moves, stays]).min() > 1e-4, "The coordinate that moves does not depend on the one that stays.")
### END HIDDEN TESTS

# %% [markdown] name="ask_triangle"
# **In formulas.** (a) Write down the Jacobian of one layer, $\partial (k', m') / \partial (k, m)$, with $s'$ and $t'$ for the derivatives of $s$ and $t$. Which of its four entries is zero, which one is complicated, and why does the complicated one not matter for the
# determinant? What changes for `flip=True`? (b) In $d$ dimensions half of the coordinates stay, and each of the others has its own $s_i(k)$ and $t_i(k)$. What is $\ln|\det J|$? The determinant of a general $d \times d$ matrix takes about $d^3$ operations. How many does this one take?

# %% [markdown] nbgrader={"grade_id": "why_triangle", "grade": true, "solution": true, "points": 2}
# (a) From $k' = k$ and $m' = m\,e^{s(k)} + t(k)$,
#
# $$J = \begin{pmatrix} \partial k'/\partial k & \partial k'/\partial m \\ \partial m'/\partial k & \partial m'/\partial m \end{pmatrix}
# = \begin{pmatrix} 1 & 0 \\ m\,e^{s(k)} s'(k) + t'(k) & e^{s(k)} \end{pmatrix}.$$
#
# Upper right is zero: what stays does not depend on what moves. Lower left is complicated, since it holds the derivatives of the network. The matrix is triangular, so the determinant is the product of the diagonal, $1 \cdot e^{s(k)}$: the lower left entry is
# multiplied by the zero. Hence $\ln|\det J| = s(k)$. With `flip=True` the moved coordinate is the first, so in the order $(x_1, x_2)$ the zero is at the lower left; the determinant is the same.
#
# (b) $J = \begin{pmatrix} I & 0 \\ * & \operatorname{diag}(e^{s_i(k)}) \end{pmatrix}$, so $\ln|\det J| = \sum_i s_i(k)$: about $d/2$ additions instead of $d^3$, and no derivative of the network.
#
# **Rubric.** 1 point: the matrix with its zero, and the determinant as the product of the diagonal (half a point without the reason why the complicated entry does not matter). 1 point: the sum of the $s_i$, of the order of $d$ operations.

# %% [markdown]
# ## 7.12 A chain of bends · 3 points
#
# Maps in a row: the noise goes through the layers from the first to the last, the data come back from the last to the first. Determinants multiply, so their logarithms add up:
#
# $$\ln p_y(y) = \ln \mathcal N(x; 0, I) + \sum_{l=1}^{L} \ln \left| \det \frac{\partial h_{l-1}}{\partial h_l} \right|, \qquad h_0 = x, \quad h_L = y.$$
#
# Here $h_l$ is the point after layer $l$. The sign is plus here, because these are determinants of the *inverse* direction, from the data to the noise: what `inverse` returns.
#
# Write the class `Flow`, with the interface of `AffineFlow`. In a plain list, `parameters()` does not find the layers, so an optimizer would not train them.
# Keep the layers in an `nn.ModuleList`.

# %% nbgrader={"grade_id": "Flow", "solution": true}
class Flow(nn.Module):
    """A chain of invertible layers.

    Args:
        layers: one or more, from the noise to the data; each has ``forward`` and ``inverse`` as ``Coupling`` has. The same
            layer may stand there twice. Their parameters are the flow's.
    """

    def __init__(self, layers: list[nn.Module]) -> None:
        super().__init__()
        ### BEGIN SOLUTION
        self.layers = nn.ModuleList(layers)
        ### END SOLUTION

    def forward(self, x: Tensor) -> Tensor:
        """Noise to data, ``(n, 2)`` to ``(n, 2)``."""
        ### BEGIN SOLUTION
        for layer in self.layers:
            x, _ = layer(x)
        return x
        ### END SOLUTION

    def log_prob(self, y: Tensor) -> Tensor:
        """Log density of each point in nats, ``(n, 2)`` to ``(n,)``; differentiable by y and by all parameters."""
        ### BEGIN SOLUTION
        log_det = torch.zeros(len(y))
        for layer in reversed(self.layers):
            y, of_layer = layer.inverse(y)
            log_det = log_det + of_layer
        return torch.distributions.Normal(0.0, 1.0).log_prob(y).sum(dim=1) + log_det
        ### END SOLUTION

    def generate(self, n: int, generator: torch.Generator) -> Tensor:
        """Draw n new points, shape ``(n, 2)``; all randomness comes from the generator."""
        ### BEGIN SOLUTION
        return self(torch.randn(n, 2, generator=generator))
        ### END SOLUTION


# %% nbgrader={"grade_id": "test_flow_chain", "grade": true, "points": 1}
"""7.12 Flow goes through its layers, and holds their parameters."""
class Stretch(nn.Module):
    """y = scale * x + shift, to be chained: not the same in another order."""

    def __init__(self, scale, shift):
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.tensor(scale)), shift

    def forward(self, x):
        return self.scale * x + self.shift, (2 * self.scale.abs().log()).expand(len(x))

    def inverse(self, y):
        return (y - self.shift) / self.scale, (-2 * self.scale.abs().log()).expand(len(y))
def chained(points, scales, shifts):
    flow = Flow([Stretch(scale, shift) for scale, shift in zip(scales, shifts, strict=True)])
    return flow(points).detach(), len(list(flow.parameters()))
moved, count = checks.remote(chained, torch.tensor([[1.0, 2.0]]), [2.0, 10.0], [1.0, 0.0])
checks.close(moved, [[30.0, 50.0]], what="where (1, 2) goes by 2 x + 1, then 10 x", hint="The first layer comes first.")
checks.equal(count, 2, what="the number of parameters of two layers with one each", hint="A plain list hides its modules from the optimizer; torch.nn has another one.")
def drawn(n, seed):
    generator = torch.Generator().manual_seed(seed)
    flow = Flow([Stretch(2.0, 1.0), Stretch(10.0, 0.0)])
    return [flow.generate(n, generator).detach() for _ in range(2)]
first, second = (np.asarray(part) for part in checks.remote(drawn, 20_000, 0))
checks.shape(first, (20_000, 2), what="generate(20_000)")
checks.close(first.mean(axis=0), [10, 10], tolerance=0.05, what="the mean of what 10 (2 x + 1) generates", hint="Which way do points go from the noise to the data?")
checks.close(checks.remote(drawn, 20_000, 0)[0], first, scale=20.0, what="what is generated with the same seed", hint="Draw from the generator.")
checks.differ(first, second, "A second call with one generator gives the same points: it must move on.", what="what is generated")
checks.close(np.cov(first.T), [[400, 0], [0, 400]], tolerance=0.05, what="the covariance of what 10 (2 x + 1) generates", hint="The noise has standard deviation 1.")
checks.shape(checks.remote(drawn, 1, 0)[0], (1, 2), what="generate(1)")
def left_alone():
    layers, state = [Stretch(2.0, 1.0), Stretch(10.0, 0.0)], torch.get_rng_state()
    given, flow = list(layers), Flow(layers)
    flow.generate(3, torch.Generator().manual_seed(0)), flow(torch.ones(3, 2)), flow.log_prob(torch.ones(3, 2))
    evaluated = Flow([Stretch(2.0, 1.0)]).eval()
    evaluated.generate(3, torch.Generator().manual_seed(0)), evaluated.log_prob(torch.ones(3, 2))
    return len(layers) == 2 and all(one is other for one, other in zip(given, layers, strict=True)), torch.equal(state, torch.get_rng_state()), flow.training and not evaluated.training and all(p.requires_grad for p in flow.parameters())
for same, what in zip(checks.remote(left_alone), ("The list of layers is another one", "torch's own generator was seeded or has moved", "The flow is in another mode, or cannot be trained,"), strict=True):
    checks.that(same, f"{what} after the flow was used.")
def same_twice(points):
    layer = Stretch(2.0, 1.0)
    flow = Flow([layer, layer])
    return flow(points).detach(), len(list(flow.parameters()))
moved, count = checks.remote(same_twice, torch.tensor([[3.0, 3.0]]))
checks.close(moved, [[15.0, 15.0]], what="where (3, 3) goes by 2 x + 1, twice, with one layer that stands in the list twice", hint="nn.ModuleList keeps both places.")
checks.equal(count, 1, what="the number of parameters of the same layer twice")
### BEGIN HIDDEN TESTS
moved, count = checks.remote(chained, torch.tensor([[1.0, 0.0], [-1.0, 3.0], [0.0, 0.0]]), [2.0, -1.0, 3.0], [0.0, 1.0, 2.0])
expected = 3 * (-(2 * np.array([[1.0, 0.0], [-1.0, 3.0], [0.0, 0.0]])) + 1) + 2
checks.close(moved, expected, what="where three points go through three layers")
checks.equal(count, 3, what="the number of parameters of three layers")
def drawn_after(Flow, training, n):
    layers = [Stretch(2.0, 1.0), Stretch(-0.5, 3.0)]
    flow = Flow(layers).train(training)
    layers[0].train(not training)  # parts in different modes
    state, generator = torch.get_rng_state(), torch.Generator().manual_seed(0)
    points = flow.generate(n, generator)
    return list(points.shape), str(points.dtype), torch.equal(state, torch.get_rng_state()), [part.training for part in (flow, *layers)], [p.requires_grad and p.grad is None for p in flow.parameters()], torch.is_grad_enabled()
contracts.agrees(Flow, [(False, 1), (True, 3), (True, 1001)], by=drawn_after, what="(shape, type, state, modes, trainable, gradients on)")
white = (first - 10) / 20
checks.close((white**4).mean(), 3.0, tolerance=0.1, what="the mean fourth power of the noise behind it", hint="Gaussian noise: 3. Uniform: 1.8.")
largest = checks.remote(lambda: Flow([Stretch(1.0, 0.0)]).generate(300_000, torch.Generator().manual_seed(0)).abs().max().item())
checks.that(4.2 < float(largest) < 8, f"The largest of 600 000 coordinates is {float(largest):.2f} in standard deviations; is something cut off?")
def alone(n):
    flow, generator = Flow([Stretch(1.0, 0.0)]), torch.Generator().manual_seed(0)
    return torch.stack([flow.generate(n, generator).detach() for _ in range(200)])
for n in (1, 3):
    spread = np.asarray(checks.remote(alone, n)).mean(axis=1).var(axis=0) * n
    checks.that(np.abs(spread - 1).max() < 0.5, f"n = {n}: the means of the points of 200 calls have the variances {np.round(spread / n, 3)}; that is not what independent points have.")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_chain_log_prob", "grade": true, "points": 1}
"""7.12 Flow.log_prob changes variables layer by layer."""
class Scaled(nn.Module):
    """y = scale * x + shift."""

    def __init__(self, scale, shift):
        super().__init__()
        self.scale, self.shift = nn.Parameter(torch.tensor(scale)), shift

    def forward(self, x):
        return self.scale * x + self.shift, (2 * self.scale.log()).expand(len(x))

    def inverse(self, y):
        return (y - self.shift) / self.scale, (-2 * self.scale.log()).expand(len(y))
chain_log_prob = lambda points, parts: Flow([Scaled(*part) for part in parts]).log_prob(points).detach()
log_p = checks.remote(chain_log_prob, torch.tensor([[1.0, 1.0], [3.0, 1.0]]), [(2.0, 1.0)])  # of 2 x + 1: x = (0, 0) and (1, 0)
checks.shape(log_p, (2,), what="log_prob of two points", hint="One number for each point.")
at_zero = -math.log(2 * math.pi) - 2 * math.log(2)
checks.close(log_p, [at_zero, at_zero - 0.5], what="log_prob of (1, 1) and (3, 1) by 2 x + 1", hint="One layer, which makes areas 4 times as large. What do the base density and the determinant say?")
log_p = checks.remote(chain_log_prob, torch.tensor([[10.0, 10.0], [30.0, 10.0]]), [(2.0, 1.0), (10.0, 0.0)])  # the same x, then 10 times
at_zero = -math.log(2 * math.pi) - 2 * math.log(20)
checks.close(log_p, [at_zero, at_zero - 0.5], what="log_prob of (10, 10) and (30, 10) by 2 x + 1, then 10 x", hint="The data come back from the last layer to the first, and every layer counts.")
checks.close(checks.remote(chain_log_prob, torch.tensor([[10.0, 10.0]]), [(2.0, 1.0), (10.0, 0.0)]), [at_zero], what="log_prob of (10, 10) alone, a batch of one")
far = checks.remote(chain_log_prob, torch.tensor([[2001.0, -999.0]]), [(2.0, 1.0), (1.0, 0.0)])
checks.close(far, [-625000 - math.log(2 * math.pi) - 2 * math.log(2)], what="log_prob of (2001, -999), a point far out", hint="The density underflows, its logarithm does not: 7.5.")
contracts.consistent(lambda points: chain_log_prob(points, [(2.0, 1.0), (10.0, 0.0)]), torch.tensor([[10.0, 10.0], [30.0, 10.0], [-20.0, 0.0]]), rows=[0], precision=True, what="log_prob of a flow")
def asked_twice():
    points, flow = torch.tensor([[10.0, 10.0], [30.0, 10.0]]).requires_grad_(), Flow([Scaled(2.0, 1.0), Scaled(10.0, 0.0)])
    found = [(flow(points), flow.log_prob(points)) for _ in range(2)]
    slopes = [torch.autograd.grad(part.sum(), [points, *flow.parameters()]) for part in found[0]]
    return [part.detach() for one in found for part in one], slopes
(before, first, after, second), (of_forward, of_log_prob) = checks.remote(asked_twice)
checks.close(after, before, scale=10.0, what="where points go, after log_prob was called", hint="Which way does the list of layers stand now?")
checks.close(second, first, scale=10.0, what="log_prob, called a second time")
checks.close(of_forward[0], [[20, 20]] * 2, what="the gradient of the flow by x", hint="Stay with torch, detach nothing.")
checks.close(of_log_prob[0], [[0, 0], [-0.05, 0]], what="the gradient of log_prob by y", hint="Stay with torch, detach nothing.")
checks.close(of_forward[1:], [600, 124], what="the gradient of the flow by the scales of both layers")
checks.close(of_log_prob[1:], [-1.5, -0.25], what="the gradient of log_prob by the scales of both layers")
def same_twice(points):
    layer = Scaled(2.0, 1.0)
    return Flow([layer, layer]).log_prob(points).detach()
checks.close(checks.remote(same_twice, torch.tensor([[3.0, 3.0]])), [-math.log(2 * math.pi) - 2 * math.log(4)], what="log_prob of (3, 3) by 2 x + 1, twice, with one layer that stands in the list twice")
### BEGIN HIDDEN TESTS
def against_autograd(points, seed):
    torch.manual_seed(seed)
    flow = Flow([Coupling(nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 2)), flip) for flip in (False, True, False)])
    moved = flow(points).detach()
    J = torch.stack([torch.autograd.functional.jacobian(lambda p: flow(p[None])[0], p) for p in points])
    return moved, J, flow.log_prob(moved).detach()
x_test = torch.tensor(np.random.default_rng(712).normal(size=(6, 2)), dtype=torch.float32)
moved, J_test, log_p = checks.remote(against_autograd, x_test, 0)
expected = -0.5 * (x_test.numpy() ** 2).sum(axis=1) - np.log(2 * np.pi) - np.linalg.slogdet(np.asarray(J_test))[1]
checks.close(log_p, expected, tolerance=1e-4, scale=2.0, what="log_prob of the images of six points")  # the Jacobian of the whole chain
class Stretched(nn.Module):
    def __init__(self, scale):
        super().__init__()
        self.scale = nn.Parameter(torch.tensor(scale))
    def forward(self, x):
        return self.scale * x + 1 + 0.1 * x[:, :1], self.scale.abs().log() + (self.scale + 0.1).abs().log() + 0 * x[:, 0]
    def inverse(self, y):
        first = (y[:, :1] - 1) / (self.scale + 0.1)
        return torch.cat([first, (y[:, 1:] - 1 - 0.1 * first) / self.scale], dim=1), -self.scale.abs().log() - (self.scale + 0.1).abs().log() + 0 * y[:, 0]
def chain(Flow, points, scales):
    layers = [Stretched(7.0) for _ in scales]
    points, flow = points.clone().requires_grad_(), Flow(layers).to(points.dtype)
    flow.log_prob(points), flow(points)  # with other parameters: nothing may be kept
    flow.train(len(scales) % 2 == 0)
    layers[-1].train(True)
    with torch.no_grad():
        for layer, scale in zip(layers, scales, strict=True):
            layer.scale.fill_(scale)
    log_p, moved = flow.log_prob(points), flow(points)
    weights = torch.cos(torch.arange(1.0, points.numel() + 1, dtype=points.dtype))
    leaves = [points, *(layer.scale for layer in layers)]
    slopes = torch.autograd.grad(log_p @ weights[:len(points)], leaves), torch.autograd.grad(moved.flatten() @ weights, leaves)
    return log_p, moved, slopes, [part.training for part in (flow, *layers)]
plane = contracts.changed(contracts.real("n", 2, whole=False, single=False), torch.tensor)
contracts.agrees(Flow, contracts.cases(plane, contracts.just([2.0], [0.2, -3.0], [1.0, 1.0, 50.0])), by=chain, floor=1e-9, precision=True, what="(log densities, points, gradients, modes)")
plain = lambda *shape: torch.sin(1 + torch.arange(math.prod(shape), dtype=torch.float64) ** 2).view(shape)
wide = [(points.to(kind), [2.0, 0.5]) for kind in (torch.float64, torch.float32) for points in (plain(1001, 2), 1e12 * plain(1, 2), 1e-12 * plain(2, 2))]
contracts.agrees(Flow, wide, again=False, by=chain, floor=1e-9, precision=True, what="(log densities, points, gradients, modes)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_chain_integral", "grade": true, "points": 1}
"""7.12 exp(log_prob) of a chain of couplings integrates to one."""
def log_prob_of_chain(points, seed, flips):
    torch.manual_seed(seed)
    flow = Flow([Coupling(nn.Sequential(nn.Linear(1, 8), nn.Tanh(), nn.Linear(8, 2)), flip) for flip in flips])
    with torch.no_grad():
        return flow.log_prob(points)
def integral(seed, flips):
    side = torch.linspace(-20, 20, 401)
    return float(log_prob_of_chain(torch.cartesian_prod(side, side), seed, flips).double().exp().sum() * 0.1**2)
few = checks.remote(log_prob_of_chain, torch.zeros(3, 2), 0, [False, True])
checks.shape(few, (3,), what="log_prob of three points", hint="Which shape have the log determinants that Coupling returns?")
total = checks.remote(integral, 0, [False, True])
checks.close(total, 1.0, tolerance=3e-3, what="the integral of an untrained flow of two layers", hint="Which sign do the log determinants of the inverse have, and at which points are they taken?")
### BEGIN HIDDEN TESTS
for seed in (1, 2):
    total = checks.remote(integral, seed, [True, False, True, False])
    checks.close(total, 1.0, tolerance=3e-3, what="the integral of an untrained flow of four layers")
### END HIDDEN TESTS

# %% [markdown]
# ## 7.13 Two moons, bent · 3 points
#
# Your `fit` asks a model for nothing but its parameters and `log_prob`. The flow now has eight coupling layers, each with a network of two hidden layers of 32
# units. The first coordinate stays in layers 1, 3, 5 and 7, the second one in the others. The last layer of each network starts at zero, so the flow starts as
# the identity, as the affine flow did.
#
# Look: the flow while it learns; this takes half a minute or more. Then its loss beside those of the affine flow and of the truth.

# %% name="look_flow" tags=["nbval-ignore-output"]
def coupling_flow(layers: int, width: int, seed: int) -> Flow:
    """Coupling layers that take turns, the identity at first."""
    torch.manual_seed(seed)
    chain = []
    for i in range(layers):
        net = nn.Sequential(nn.Linear(1, width), nn.Tanh(), nn.Linear(width, width), nn.Tanh(), nn.Linear(width, 2))
        nn.init.zeros_(net[-1].weight)
        nn.init.zeros_(net[-1].bias)
        chain.append(Coupling(net, flip=i % 2 == 1))
    return Flow(chain)


@cache
def train_flow() -> tuple[Flow, list[float], list[tuple[int, float]]]:
    """The coupling flow on the moons; run this cell again to see it again."""
    y, y_held_out = moons(1000, seed=0), moons(4000, seed=1)
    model = coupling_flow(8, 32, seed=0)
    held_out = []
    draw = live_picture(model, y, budget(full=100, quick=0))

    def watch(step: int, loss: float) -> None:
        if step % 20 == 0:
            with torch.no_grad():
                held_out.append((step, nll(model, y_held_out).item()))
        draw(step, loss)

    losses = fit(model, y, steps=budget(full=1500, quick=40), learning_rate=2e-3, watch=watch)
    return model, losses, held_out


bent_flow, bent_losses, bent_held_out = train_flow()
ax = picture(bent_flow, moons(1000, seed=0), f"The coupling flow after {len(bent_losses)} steps")

# %% name="look_flow_curve" tags=["nbval-ignore-output"]
bent_flow, bent_losses, bent_held_out = train_flow()
y_held_out = moons(4000, seed=1)
held_out_losses = {
    "affine flow": nll(train_affine_on_moons(), y_held_out).item(),
    "coupling flow": nll(bent_flow, y_held_out).item(),
    "truth": -moons_log_prob(y_held_out).mean().item(),
}
for name, loss in held_out_losses.items():
    print(f"{name:14} loss on 4000 held-out points: {loss:.3f} nats")
y_moons = moons(1000, seed=0)
truth_on_train = -moons_log_prob(y_moons).mean().item()
print(f"{'coupling flow':14} loss on its 1000 training points: {nll(bent_flow, y_moons).item():.3f} nats; the truth there: {truth_on_train:.3f} nats")
checks.that(held_out_losses["coupling flow"] < budget(full=1.25, quick=1.85), "The coupling flow learns less than it should.")
across = [0, len(bent_losses)]
affine_on_train = nll(train_affine_on_moons(), y_moons).item()
series = {
    "coupling flow, train": bent_losses,
    "coupling flow, held out": tuple(zip(*bent_held_out, strict=True)),
    "affine flow, train": (across, [affine_on_train] * 2),
    "affine flow, held out": (across, [held_out_losses["affine flow"]] * 2),
    "truth, train": (across, [truth_on_train] * 2),
    "truth, held out": (across, [held_out_losses["truth"]] * 2),
}
_, axes = plt.subplots(1, 2, figsize=(10.5, 3.8))
for ax, title in zip(axes, ("the whole range", "the lowest part, enlarged"), strict=True):
    pairs = {f"{name}, held out": f"{name}, train" for name in held_out_losses}
    plotting.curves(series, held_out=pairs, xlabel="step", ylabel="negative log-likelihood (nats)", title=title, ax=ax)
axes[0].get_legend().remove()  # the other is the same
_ = axes[1].set_ylim(0.95, 1.35)

# %% [markdown] name="look_fresh_text"
# Compare this flow with the truth: a bridge joins its two moons, and its density has thin streaks. These two faults have different causes. To tell them apart,
# the next cell trains the same flow on *fresh* samples: new moons in every step, so there is nothing to memorize. (To save time it also takes fewer steps, on
# 500 points each, with a learning rate that falls from 0.01 to 0 along a cosine. With the steps and the learning rate of the first flow, fresh samples lead to
# about the same loss on held-out points, 1.04 nats.)
#
# Look: the densities of both flows and of the truth, and below them five hundred points drawn from each. Walk from one moon to the other and note the lowest
# density on your way. The number printed as "lowest density on the way" is that of the best path: the path whose lowest density is as high as possible.

# %% name="look_fresh" tags=["nbval-ignore-output"]
from scipy import ndimage


@cache
def train_on_fresh_moons() -> Flow:
    """The coupling flow, trained on new samples in every step."""
    steps, per_step = budget(full=(600, 500), quick=(20, 100))
    pool, model = moons(steps * per_step, seed=10).split(per_step), coupling_flow(8, 32, seed=0)
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-2)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for y in pool:
        optimizer.zero_grad()
        nll(model, y).backward()
        optimizer.step()
        schedule.step()
    return model


def lowest_on_the_way(log_prob: Callable) -> tuple[float, float]:
    """The lowest density on the best path from one moon to the other, and the highest density of all."""
    first, second = np.linspace(-1.7, 2.7, 221), np.linspace(-1.2, 1.7, 146)
    grid = np.stack(np.meshgrid(first, second), axis=-1)
    density = np.exp(np.asarray(log_prob(grid.reshape(-1, 2)))).reshape(grid.shape[:2])
    one, other = [(np.abs(second - v).argmin(), np.abs(first - u).argmin()) for u, v in ((0.0, 1.0), (1.0, -0.5))]
    low, high = 0.0, float(density.max())
    for _ in range(20):  # halve the interval: are the moons one region where the density exceeds the middle?
        middle = (low + high) / 2
        region, _ = ndimage.label(density > middle, structure=np.ones((3, 3)))
        low, high = (middle, high) if 0 < region[one] == region[other] else (low, middle)
    return low, float(density.max())


bent_flow, fresh_flow = train_flow()[0], train_on_fresh_moons()
y_held_out = moons(4000, seed=1)
flows = {"flow on 1000 points": bent_flow, "flow on fresh points": fresh_flow}
for name, model in flows.items():
    low, top = lowest_on_the_way(density_of(model))
    print(f"{name:20}: loss on held-out points {nll(model, y_held_out).item():.3f} nats, lowest density on the way {low:.3f}, highest of all {top:.2f}")
low, top = lowest_on_the_way(moons_log_prob)
print(f"{'truth':20}: loss on held-out points {-moons_log_prob(y_held_out).mean().item():.3f} nats, lowest density on the way {low:.3f}, highest of all {top:.2f}")
three = {"trained on 1000 points": density_of(bent_flow), "on fresh points": density_of(fresh_flow), "truth": moons_log_prob}
plotting.densities(three, xlim=(-1.7, 2.7), ylim=(-1.2, 1.7))
figure, axes = plt.subplots(1, 3, figsize=(9.0, 2.6), sharex=True, sharey=True)
drawn = {name: model.generate(500, torch.Generator().manual_seed(2)).detach() for name, model in flows.items()}
checks.shape(drawn["flow on 1000 points"], (500, 2), what="generate(500)")
for ax, (name, points) in zip(axes, {**drawn, "the truth": moons(500, seed=3)}.items(), strict=True):
    ax.plot(*points.T, ".", color=plotting.VERMILION, markersize=3)
    ax.set(title=f"drawn: {name}", xlabel="$y_1$", xlim=(-1.7, 2.7), ylim=(-1.2, 1.7))
    ax.set_aspect("equal")
_ = axes[0].set_ylabel("$y_2$")

# %% nbgrader={"grade_id": "test_flow_moons", "grade": true, "points": 1}
"""7.13 a short training already beats every Gaussian on held-out moons."""
def trained(points, held_out, seed):
    torch.manual_seed(seed)
    chain = []
    for i in range(4):
        net = nn.Sequential(nn.Linear(1, 32), nn.SiLU(), nn.Linear(32, 2))
        nn.init.zeros_(net[-1].weight)
        nn.init.zeros_(net[-1].bias)
        chain.append(Coupling(net, flip=i % 2 == 1))
    model = Flow(chain)
    losses = fit(model, points, steps=150, learning_rate=0.01)
    with torch.no_grad():
        return float(losses[0]), float(nll(model, held_out))
def best_of_three(points, held_out, seed):  # about one start in 300 of a right flow stays above 1.72 nats: then another one
    for start in (seed, seed + 10, seed + 20):
        first, loss = trained(points, held_out, start)
        if loss < 1.72:
            break
    return first, loss
def moon_points(n, seed):
    return torch.tensor(data.two_moons(n, noise=0.1, seed=seed)[0], dtype=torch.float32)
first, loss = checks.remote(best_of_three, moon_points(1000, 100), moon_points(1000, 200), 0)
at_start = (0.5 * moon_points(1000, 100).square().sum(dim=1) + math.log(2 * math.pi)).mean()
checks.close(first, at_start, tolerance=1e-4, what="the loss of the untrained flow, which is the identity")
checks.that(loss < 1.72, f"The held-out loss is {loss:.3f} nats after 150 steps from each of three starts; below 1.72 is expected. The best Gaussian reaches 1.9.")
checks.that(loss > 0.9, f"The held-out loss is {loss:.3f} nats, but even the true density has 1.0: does yours integrate to one?")
### BEGIN HIDDEN TESTS
_, loss = checks.remote(best_of_three, moon_points(1000, 101), moon_points(1000, 201), 1)  # other data, another start
checks.that(0.9 < loss < 1.72, f"The held-out loss for other data is {loss:.3f} nats; 0.9 to 1.72 is expected.")
### END HIDDEN TESTS

# %% [markdown] name="ask_bridge"
# **In a few sentences.** (a) Both flows join the two moons by a bridge. Compare the density on the way with that of the truth. Is it *impossible* that a continuous, invertible map turns this base into the true density, or only hard to learn? (Is the true
# density 0 anywhere? What did the slider in 7.4 say about the slope?) (b) Compare the losses of the first flow at the end, on its training points and held out, each with the truth on the same points. What does that say, and which of the two faults goes away with fresh points?
# For (a) and for (b), name one change of the base, of the map or of the training that would help.

# %% [markdown] nbgrader={"grade_id": "why_bridge", "grade": true, "solution": true, "points": 2}
# (a) On the best way from moon to moon the density of the flows falls only to 0.16 or more, that of the truth to 0.024, 4 % of its highest value. It is not 0: the moons are blurred by Gaussian noise, so the true density is positive everywhere. Hence it is not
# impossible. For example, $x \mapsto \bigl(F_1^{-1}(\Phi(x_1)),\, F_{2|1}^{-1}(\Phi(x_2))\bigr)$, with the distribution function $\Phi$ of the noise and those of $y_1$ and of $y_2$ given $y_1$, is continuous and invertible and has exactly the true density. Only a density
# that is 0 between two parts is out of reach: a continuous map keeps connected what is connected. But a deep gap takes a very steep map, as in 7.4: $|\det J| = p_x / p_y$ must be large there and small on both sides. Eight layers whose scales are smooth and at most $e$ each have not learned
# such slopes ([Cornish et al. 2020](https://arxiv.org/abs/1909.13833) study this). A base with two parts (a mixture of two Gaussians), more or more flexible layers, or a mixture of flows would help.
#
# (b) The held-out loss lies above the training loss and above the truth; on the training points the flow is even below the truth, which on average no model can be that has not seen these points: with 1000 points and thousands of parameters it has begun to
# memorize the sample. That is over-fitting. It shows as thin streaks in the density. With fresh points they go away, and the held-out loss falls; the bridge stays. More data, fewer or narrower layers, weight decay or stopping when the held-out loss is lowest would help.
#
# **Rubric.** Half a point each: (a1) not impossible, with a reason (the positive density, or the map above), but only with steep slopes; (a2) the bridge of the
# flow is denser than that of the truth, and one sensible remedy. "Impossible": no half point for (a1). 1 point: (b) held-out above train (or train below the
# truth) is over-fitting, and it is the fault that fresh points cure, while the bridge stays; one sensible remedy. Judge by the student's own output.

# %% [markdown] name="digits_text"
# **Ones and sevens.** The same code models images, if we describe an image by two numbers. Principal component analysis (PCA) finds the two directions along
# which the images vary most, whatever their labels; the coordinates along them, divided by their standard deviations, are $y$. The images are those of sheet 4:
# each has mean 0 and standard deviation 1, and paper is negative. An image can be *decoded* from $y$: undo the division, multiply each direction by its
# coordinate, and add both to the mean image. Two numbers are few, so a decoded image is blurred. Larger flows work on all 784 pixels.
#
# Look: the data in these coordinates, the density of the flow and points that it draws; below, twelve images from the data, decoded from their two coordinates, and twelve new images that the flow draws. Where do ones and sevens lie, and what do the images between them look like?

# %% name="look_digits" tags=["nbval-ignore-output"]
@cache
def ones_and_sevens() -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Coordinates of the images, shape ``(n, 2)``; labels; the mean image; how to decode, shape ``(2, 784)``."""
    digits = data.binary_mnist(positive=1, negative=7)
    used = budget(full=len(digits.x_train), quick=500)
    x = torch.tensor(digits.x_train[:used], dtype=torch.float32)
    center = x.mean(dim=0)
    _, directions = torch.linalg.eigh(torch.cov(x.T))
    coordinates = (x - center) @ directions[:, -2:].flip(1)
    size = coordinates.std(dim=0)
    return coordinates / size, torch.tensor(digits.y_train[:used, 0]), center, (directions[:, -2:].flip(1) * size).T


@cache
def train_on_digits() -> Flow:
    """The coupling flow on the two coordinates, on a part of the images in each step."""
    y, steps = ones_and_sevens()[0], budget(full=400, quick=10)
    model, generator = coupling_flow(8, 32, seed=0), torch.Generator().manual_seed(0)
    optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, steps)
    for _ in range(steps):
        optimizer.zero_grad()
        nll(model, y[torch.randint(len(y), (500,), generator=generator)]).backward()
        optimizer.step()
        schedule.step()
    return model


y_digits, label, center, decoder = ones_and_sevens()
digit_flow = train_on_digits()
new = digit_flow.generate(1000, torch.Generator().manual_seed(4)).detach()
print(f"coupling flow {nll(digit_flow, y_digits).item():.3f} nats, floor of every Gaussian {gaussian_floor(y_digits):.3f} nats")
figure, axes = plt.subplots(1, 3, figsize=(9.5, 3.9), sharex=True, sharey=True)
for digit, color in ((1, plotting.ORANGE), (0, plotting.BLUE)):
    axes[0].plot(*y_digits[:2000][label[:2000] == digit].T, ".", color=color, markersize=2, label="ones" if digit else "sevens")
axes[0].legend(markerscale=4, fontsize="x-small", loc="lower left")
grid = torch.cartesian_prod(torch.linspace(-3, 3, 101), torch.linspace(-3, 3, 101))
with torch.no_grad():
    density = digit_flow.log_prob(grid).exp().reshape(101, 101).T
axes[1].imshow(density, extent=(-3, 3, -3, 3), origin="lower", cmap="Blues", vmax=float(density.quantile(0.998)))
axes[1].grid(False)
axes[2].plot(*new.T, ".", color=plotting.VERMILION, markersize=2)
for ax, title in zip(axes, ("data", "density of the flow", "drawn by the flow"), strict=True):
    ax.set(xlim=(-3, 3), ylim=(-3, 3), xlabel="$y_1$", title=title)
    ax.set_aspect("equal")
axes[0].set_ylabel("$y_2$")
ink = (torch.cat([y_digits[:12], new[:12]]) @ decoder + center - center.min()).clip(min=0)  # 0 where the mean image is paper
ax = plotting.pictures(
    (1 - ink / ink.max()).reshape(-1, 28, 28), columns=12,  # one scale for all
    titles=["data", *[""] * 11, "new", *[""] * 11], title="Decoded from two coordinates: data above, drawn by the flow below",
)

# %% [markdown] name="end"
# That is a normalizing flow: noise, invertible layers, and a determinant that is cheap. Larger flows keep half of the pixels or channels and move the other half, as in 7.11 (b), and learn how to mix the coordinates between the layers ([Kingma and Dhariwal 2018](https://arxiv.org/abs/1807.03039)). Pixels are integers and have no density, so
# one adds uniform noise to them first (*dequantization*). The loss is then often given in *bits per dimension*: nats divided by $d \ln 2$. The formula of 7.4 stays the same. If you doubt a density in the plane, integrate it: the result must be 1.

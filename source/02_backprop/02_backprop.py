# %% [markdown] name="title"
# # 2 Backpropagation from scratch
#
# In this sheet you write a neural network in NumPy and nothing else. At the end it tells threes from nines and is
# wrong about one digit in sixty. On the way you find out:
#
# - how the chain rule becomes *backpropagation*, and how to prove that a gradient is right,
# - why a loss should be computed from the logit and not from the probability,
# - why weights must start at the right scale, and what *vanishing* and *exploding* gradients are,
# - what batch size, momentum and learning rate do.
#
# **How it works.** Replace each `raise NotImplementedError` by your code, then run the test cells below it. A test that
# passes says so; one that fails says what it expected and where to look. Some tests check more than you can see.
# Written answers are read by a person. Most short questions in the text that give no points have a folded answer below them: think
# first, then open it.
#
# **Conventions.** A batch is one sample a row: inputs $x$ have shape `(n, d)`, labels $y$ are `(n, 1)` and hold 0.0 or 1.0. A
# layer is `h @ W + b` with $W$ of shape `(d_in, d_out)` and $b$ of shape `(1, d_out)`; the parameters $\theta$ of a network are a list
# of pairs `(W, b)`. Pre-activations are $z$, the last of them is the *logit*; hidden values are $h$; $\ell$ is the loss of one
# sample, $\mathcal L$ the mean over a batch, in nats. $\eta$ is the *learning rate*, the factor of the gradient in an update. An *epoch* is one pass over all
# training samples. No function changes the arrays or lists that it is given.

# %% [markdown] name="points"
# | task | checked automatically | written | points |
# |:--|--:|--:|--:|
# | 2.1 A bend and its slope | 2 |  | 2 |
# | 2.2 A probability from any number | 3 |  | 3 |
# | 2.3 How wrong is a probability | 4 | 2 | 6 |
# | 2.4 The loss, computed from the logit | 2 |  | 2 |
# | 2.5 Initialization | 2 |  | 2 |
# | 2.6 Forward | 3 | 1 | 4 |
# | 2.7 Backward | 4 | 2 | 6 |
# | 2.8 One gradient per sample | 1 |  | 1 |
# | 2.9 Check your gradients | 3 | 1 | 4 |
# | 2.10 Momentum | 3 |  | 3 |
# | 2.11 Two moons | 2 |  | 2 |
# | 2.12 Three or nine | 1 | 1 | 2 |
# | 2.13 A learning rate of 10 | 1 | 2 | 3 |
# | **all** | **31** | **9** | **40** |

# %% [markdown] name="times"
# **Time.** A guess for a student who meets this for the first time; it differs a lot from person to person.
#
# | tasks | to work through |
# |:--|--:|
# | 2.1 to 2.4: relu, sigmoid, loss | 1 h 40 min |
# | 2.5 and 2.6: initialization, forward pass | 45 min |
# | 2.7 and 2.8: backward pass | 1 h 30 min |
# | 2.9: check the gradient | 50 min |
# | 2.10: mini-batches and momentum | 1 h |
# | 2.11 to 2.13: moons, digits, dead units | 1 h 10 min |
# | to run the whole sheet | 1 minute |

# %% [markdown] name="words"
# A word that you do not know? The [glossary](../../docs/glossary.md) explains it in one line.

# %% [markdown] name="contract"
# **What holds for every function of this sheet.** It changes no array or list that it is given and no setting of NumPy, and keeps nothing from one call to the
# next. (A random generator is different: it moves on when you draw from it. Do not copy it.) A function uses its arguments, never a global variable in place of
# one of them. The result is the same whether the numbers are `float64` or integers (`int64`), and also for arrays that are not contiguous in memory (a
# transposed array, every second row); with `float32` it is the same to six digits. A batch can be a single sample (but is never empty), and the width of a
# layer can be 1. What a docstring calls an array is an array, not a list. Results, also tiny ones, are exact up to rounding. (If a result is `float32`, up to
# the rounding of `float32`.) Do not round, clip or add a small constant, and do not treat different numbers as equal, except where the text says so (2.3 clips;
# 2.2 and 2.4 say how exact a tiny slope has to be).

# %% name="find_helpers"
from importlib.util import find_spec

if find_spec("helpers") is None:
    raise SystemExit("This kernel has no helpers. Choose the kernel of the course; in Colab, or before you installed it, see START.html.")

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

import numpy as np
from helpers import budget, checks, contracts, data, plotting
from helpers.announce import announce_tests
from tqdm.auto import tqdm

Params = list[tuple[np.ndarray, np.ndarray]]  # one (W, b) per layer

EPS = 1e-12  # how close to 0 and 1 a probability may come

plotting.style()
announce_tests()

# %% [markdown] name="moons_text"
# Two moons, a hundred samples each. No straight line separates them.

# %% name="moons_picture"
x_moons, y_moons = data.two_moons(200, noise=0.1, seed=0)
ax = plotting.scatter_classes(x_moons, y_moons, names=("upper moon, y = 0", "lower moon, y = 1"))

# %% [markdown]
# ## 2.1 A bend and its slope · 2 points
#
# *Affine* layers (linear plus a constant, $xW + b$) alone do not help: $(xW_1 + b_1)W_2 + b_2$ is again one affine map, and its boundary is again a straight line. There must be
# a nonlinear function between the layers, the *activation*. The simplest one keeps the positive part,
#
# $$\operatorname{relu}(z) = \max(z, 0), \qquad \operatorname{relu}'(z) = \begin{cases} 1 & z > 0 \\ 0 & z \le 0. \end{cases}$$
#
# At $z = 0$ there is no derivative; the `relu` of PyTorch and of JAX takes 0, and so do we. (It hardly matters: with random weights $z$ is almost never exactly 0.)
#
# Write `relu(z)` and `d_relu(z)`. The backward pass needs $z$ again, so do not change the array you are given.

# %% nbgrader={"grade_id": "relu", "solution": true}
def relu(z: np.ndarray) -> np.ndarray:
    """The positive part, element by element.

    Args:
        z: pre-activations, any shape, ``()`` too.

    Returns:
        ``max(z, 0)``, same shape.
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "d_relu", "solution": true}
def d_relu(z: np.ndarray) -> np.ndarray:
    """The slope of ``relu``, element by element.

    Args:
        z: pre-activations, any shape, ``()`` too.

    Returns:
        1 where ``z > 0``, else 0; same shape.
    """
    ### BEGIN SOLUTION
    return (z > 0).astype(float)
    ### END SOLUTION


# %% [markdown] name="look_relu_text"
# Look: where the left curve bends, the right one jumps.

# %% name="look_relu"
ax = plotting.function_and_slope(relu, d_relu, name="relu")

# %% nbgrader={"grade_id": "test_relu", "grade": true, "points": 1}
"""2.1 relu keeps the positive part."""
checks.close(relu(np.array([-2.0, -0.5, 0.0, 0.5, 3.0])), [0, 0, 0, 0.5, 3], what="relu([-2, -0.5, 0, 0.5, 3])")
checks.equal(relu(np.array([[-1e6], [-1e-9]])), [[0], [0]], what="relu([[-1e6], [-1e-9]])", hint="Exactly 0, not nearly.")
for z in (5000.0, 1e-30, 0.1, 1e30):
    checks.close(relu(np.array([z])), [z], tolerance=1e-6, what=f"relu([{z}])", hint="Nothing is cut off at the top, and a tiny number is not zero.")
checks.shape(relu(np.array(3.0)), (), what="relu of an array without axes", hint="Any shape: () stays ().")
contracts.consistent(relu, np.array([[-2.0, 0.0], [1.0, 3.0]]), whole=True, rows=[0], what="relu(z)")
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(1).normal(size=(4, 3, 2)) * 50
checks.close(relu(z_test), np.where(z_test > 0, z_test, 0), tolerance=1e-6, what="relu of shape (4, 3, 2)")  # any shape, no cap
extreme = contracts.cases(contracts.real("n", 3, low=-1e30, high=1e30), n=(8, 1, 8))
contracts.agrees(relu, extreme, floor=1e-37, types=False, what="relu(z)")
contracts.agrees(relu, contracts.cases(contracts.real(2, "n", 1)), floor=1e-37, types=False, what="relu(z)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_d_relu", "grade": true, "points": 1}
"""2.1 d_relu is 1 where relu rises and 0 elsewhere, at 0 too."""
checks.close(d_relu(np.array([-2.0, 0.0, 0.5, 3.0])), [0, 0, 1, 1], what="d_relu([-2, 0, 0.5, 3])")
checks.close(d_relu(np.array([[1e-9, -1e-9]])), [[1, 0]], tolerance=1e-6, what="d_relu([[1e-9, -1e-9]])", hint="Any positive z counts.")
checks.close(d_relu(np.array([[1e-300, -1e-300, 1e300]])), [[1, 0, 1]], tolerance=1e-6, what="d_relu([[1e-300, -1e-300, 1e300]])", hint="Only the sign of z counts.")
checks.shape(d_relu(np.array(3.0)), (), what="d_relu of an array without axes", hint="Any shape: () stays ().")
contracts.consistent(d_relu, np.array([[-2.0, 0.0], [1.0, 3.0]]), whole=True, rows=[0], what="d_relu(z)")
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(2).normal(size=(5, 2)) * 50
checks.close(d_relu(z_test), np.where(z_test > 0, 1, 0), tolerance=1e-6, what="d_relu of shape (5, 2)")  # a slope, not the value
extreme = contracts.cases(contracts.real("n", 3, low=-1e30, high=1e30), n=(8, 1, 8))
contracts.agrees(d_relu, extreme, floor=1e-12, types=False, what="d_relu(z)")
contracts.agrees(d_relu, contracts.cases(contracts.real(2, "n", 1)), floor=1e-12, types=False, what="d_relu(z)")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.2 A probability from any number · 3 points
#
# The last layer yields one number $z$ per sample, from minus to plus infinity. The sigmoid turns it into a probability,
#
# $$\sigma(z) = \frac{1}{1 + e^{-z}} = \frac{e^{z}}{1 + e^{z}}, \qquad \sigma'(z) = \sigma(z)\,\bigl(1 - \sigma(z)\bigr).$$
#
# On paper the two forms are equal. In floating point they are not, because $e^{710}$ is infinite. Of the two forms, one overflows for very
# negative $z$ and one for very positive $z$. A network in training meets both.
#
# <details><summary>Which is which?</summary>
#
# The first form overflows for $z < -710$; its result $1/\infty = 0$ is right, but there is a warning. The second form overflows for $z > 710$ and gives $\infty/\infty$ = `nan`.
#
# </details>
#
# Write `sigmoid(z)` and `d_sigmoid(z)`, both without an overflow and without a warning for $|z|$ up to 1000. (Do not switch the warnings off: use the exponential of
# $-|z|$ only.)

# %% nbgrader={"grade_id": "sigmoid", "solution": true}
def sigmoid(z: np.ndarray) -> np.ndarray:
    """The probability that belongs to a logit, element by element.

    Args:
        z: logits, any shape, ``()`` too, any size.

    Returns:
        Numbers from 0 to 1, same shape; 0.5 at 0. Exact where they are tiny, down to 1e-300:
        ``sigmoid(-40)`` is 4.2e-18.
    """
    ### BEGIN SOLUTION
    e = np.exp(-np.abs(z))  # at most 1: it can underflow to 0, which is right, but not overflow
    return np.where(z >= 0, 1.0, e) / (1.0 + e)
    ### END SOLUTION


# %% nbgrader={"grade_id": "d_sigmoid", "solution": true}
def d_sigmoid(z: np.ndarray) -> np.ndarray:
    """The slope of ``sigmoid``, element by element.

    Args:
        z: logits, any shape, ``()`` too, any size.

    Returns:
        Numbers from 0 to 0.25, same shape; 0.25 at 0. The error is at most 1e-15: a smaller slope may be 0.
    """
    ### BEGIN SOLUTION
    p = sigmoid(z)
    return p * (1.0 - p)
    ### END SOLUTION


# %% [markdown] name="look_sigmoid_text"
# Look: the slope is never above a quarter, and beyond $|z| = 5$ it is almost 0. This is important twice: in 2.4, and for vanishing gradients in 2.8.

# %% name="look_sigmoid"
ax = plotting.function_and_slope(sigmoid, d_sigmoid, low=-8, high=8, name="sigmoid")

# %% nbgrader={"grade_id": "test_sigmoid", "grade": true, "points": 1}
"""2.2 sigmoid maps logits to probabilities."""
checks.close(sigmoid(np.array([1.0, 0.0, -1.0])), [0.7310585786300049, 0.5, 0.2689414213699951], tolerance=1e-6, what="sigmoid([1, 0, -1])")
checks.shape(sigmoid(np.array(3.0)), (), what="sigmoid of an array without axes", hint="Any shape: () stays ().")
contracts.consistent(sigmoid, np.array([[-2.0, 0.0], [1.0, 3.0]]), whole=True, rows=[0], what="sigmoid(z)")
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(3).normal(size=(3, 4, 1)) * 5
checks.close(sigmoid(z_test), 0.5 + 0.5 * np.tanh(z_test / 2), tolerance=1e-6, what="sigmoid of shape (3, 4, 1)")  # any shape
checks.close(sigmoid(-z_test) + sigmoid(z_test), np.ones((3, 4, 1)), tolerance=1e-6, what="sigmoid(-z) + sigmoid(z)")  # its symmetry
contracts.agrees(sigmoid, contracts.cases(contracts.real("n", 3)), tolerance=1e-6, what="sigmoid(z)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_sigmoid_large", "grade": true, "points": 1}
"""2.2 sigmoid is exact for large logits, without an overflow."""
z_test = np.array([-1000.0, 1000.0])
checks.close(sigmoid(z_test), [0, 1], what="sigmoid([-1000, 1000])", hint="exp(1000) is inf, and inf / inf is nan.")
checks.quiet(sigmoid, z_test, hint="Take exp only of numbers that are not positive.")
for z, p in [(-40.0, 4.248354255291589e-18), (-600.0, 2.650396553e-261)]:
    p_test = np.asarray(sigmoid(np.array([[z]])))
    checks.close(p_test, p_test.dtype.type([[p]]), tolerance=1e-6, what=f"sigmoid([[{z:g}]])", hint="A tiny probability is not 0, and nothing is clipped.")
def setting():  # for overflows, after a call
    with np.errstate(over="warn"):
        sigmoid(z_test)
        return np.geterr()["over"]
checks.equal(checks.remote(setting), "warn", what="NumPy's setting for overflows after a call", hint="Do not switch warnings off.")
### BEGIN HIDDEN TESTS
z_test = np.array([[-800.0, -30.0], [0.0, 800.0]])  # both signs in one array: each entry needs its own form
p_test = np.asarray(sigmoid(z_test))
checks.close(p_test, [[0, np.exp(-30.0)], [0.5, 1]], tolerance=1e-6, what="sigmoid([[-800, -30], [0, 800]])")
checks.quiet(sigmoid, z_test, hint="Take exp only of numbers that are not positive.")
contracts.agrees(sigmoid, contracts.cases(contracts.logits("n", 2), n=(40, 1, 40)), floor=1e-37, what="sigmoid(z)")
def switched(sigmoid, z):  # does it call what switches the warnings off?
    used, usual = [], np.errstate
    np.errstate = lambda **options: used.append(options) or usual(**options)
    try:
        sigmoid(z)
    finally:
        np.errstate = usual
    return len(used)
contracts.agrees(sigmoid, [(np.array([-1000.0, 1000.0]),)], by=switched, what="the number of calls of np.errstate", hint="Do not switch warnings off.")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_d_sigmoid", "grade": true, "points": 1}
"""2.2 d_sigmoid is the slope of the sigmoid, for large logits too."""
checks.close(d_sigmoid(np.array([1.0, 0.0, -1.0])), [0.19661193324148185, 0.25, 0.19661193324148185], tolerance=1e-6, what="d_sigmoid([1, 0, -1])")
checks.close(d_sigmoid(np.array([[-1000.0], [-30.0], [1000.0]])) * 1e12, [[0], [0.0935762], [0]], tolerance=1e-2,
             what="1e12 d_sigmoid([[-1000], [-30], [1000]])", hint="inf / inf is nan, and a tiny slope is not 0.")
checks.close(1e15 * np.asarray(d_sigmoid(np.array([-33.0]))), [4.658886], tolerance=0.2, what="1e15 d_sigmoid([-33])", hint="A tiny slope is not 0.")
checks.quiet(d_sigmoid, np.array([-1000.0, 1000.0]), hint="Take exp only of numbers that are not positive.")
checks.shape(d_sigmoid(np.array(3.0)), (), what="d_sigmoid of an array without axes", hint="Any shape: () stays ().")
contracts.consistent(d_sigmoid, np.array([[-2.0, 0.0], [1.0, 3.0]]), whole=True, rows=[0], what="d_sigmoid(z)")
### BEGIN HIDDEN TESTS
z_test = np.linspace(-6, 6, 14).reshape(7, 2)
slope = (np.tanh(z_test / 2 + 5e-6) - np.tanh(z_test / 2 - 5e-6)) / 4e-5  # a difference quotient, step 1e-5
checks.close(d_sigmoid(z_test), slope, what="d_sigmoid of an array of shape (7, 2)")
floor = float(5 * np.finfo(np.asarray(sigmoid(z_test)).dtype).eps)  # about 1e-15; more if sigmoid returns float32
contracts.agrees(d_sigmoid, contracts.cases(contracts.logits("n", 2), n=(40, 1, 40)), floor=floor, what="d_sigmoid(z)")
contracts.agrees(d_sigmoid, contracts.cases(contracts.real(2, "n", 1)), floor=floor, what="d_sigmoid(z)")
def switched(d_sigmoid, z):  # does it call what switches the warnings off?
    used, usual = [], np.errstate
    np.errstate = lambda **options: used.append(options) or usual(**options)
    try:
        d_sigmoid(z)
    finally:
        np.errstate = usual
    return len(used)
contracts.agrees(d_sigmoid, [(np.array([-1000.0, 1000.0]),)], by=switched, what="the number of calls of np.errstate", hint="Do not switch warnings off.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.3 How wrong is a probability · 6 points
#
# The network gives the probability $p$ to class 1, and the label is $y$. The loss is the negative log-likelihood of the label (1.3): $-\ln p$ if $y = 1$, $-\ln(1 - p)$ if
# $y = 0$. One formula for both, averaged over the batch, is the *binary cross-entropy*
#
# $$\mathcal L(p, y) = -\frac 1 n \sum_{i=1}^n \bigl[\, y_i \ln p_i + (1 - y_i) \ln(1 - p_i) \,\bigr],
# \qquad \frac{\partial \mathcal L}{\partial p_i} = \frac 1 n\, \frac{p_i - y_i}{p_i (1 - p_i)}.$$
#
# There are two traps. First, `sigmoid` of a large logit is exactly 1.0, and then $0 \cdot \ln 0$ is `nan`. So both functions first clip $p$ to `[EPS, 1 - EPS]` and then use the
# formula with the clipped $p$. (In `float32`, `1 - 1e-12` is 1 again; we stay in `float64`.) Second, NumPy broadcasts
# `(n, 1)` with `(n,)` to `(n, n)` without a warning, which gives a plausible, wrong loss. So `bce` raises a `ValueError` if the two shapes differ. (`d_bce` need not check again.)
#
# Write `bce(p, y)` and `d_bce(p, y)`.

# %% nbgrader={"grade_id": "bce", "solution": true}
def bce(p: np.ndarray, y: np.ndarray) -> float:
    """Mean binary cross-entropy of probabilities, in nats.

    Args:
        p: probabilities of class 1 from 0 to 1, shape ``(n, 1)``, float64 or integers. They are clipped to
            ``[EPS, 1 - EPS]``, in a copy.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        One number, finite for every ``p`` from 0 to 1.

    Raises:
        ValueError: if the shapes differ.
    """
    ### BEGIN SOLUTION
    if p.shape != y.shape:
        raise ValueError(f"p has shape {p.shape}, y has shape {y.shape}")
    p = np.clip(p, EPS, 1 - EPS)
    return float(-np.mean(y * np.log(p) + (1 - y) * np.log(1 - p)))
    ### END SOLUTION


# %% nbgrader={"grade_id": "d_bce", "solution": true}
def d_bce(p: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Gradient of ``bce`` with respect to the probabilities.

    Args:
        p: probabilities of class 1 from 0 to 1, shape ``(n, 1)``, float64 or integers. They are clipped to
            ``[EPS, 1 - EPS]``, in a copy.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        The formula for the derivative of the mean, ``(p - y) / (p * (1 - p)) / n``, at the clipped ``p``: shape
        ``(n, 1)``, finite. (From ``EPS`` to ``1 - EPS`` the formula is the derivative of ``bce``. Outside, ``bce``
        is flat, and the formula is not 0.)
    """
    ### BEGIN SOLUTION
    p = np.clip(p, EPS, 1 - EPS)
    return (p - y) / (p * (1 - p)) / len(y)
    ### END SOLUTION


# %% [markdown] name="look_bce_text"
# Look: the loss of one sample over the predicted probability. For $y = 1$, how much larger is the loss at $p = 0.001$ than at $p = 0.01$?
#
# <details><summary>Answer</summary>
#
# By $\ln 10 = 2.3$ nats: 6.9 instead of 4.6. Each further factor of ten costs the same again, without limit.
#
# </details>

# %% name="look_bce"
p_grid = np.linspace(0.001, 0.999, 400)
one = np.ones((1, 1))
ax = plotting.curves(
    {
        "y = 1": (p_grid, [bce(np.array([[p]]), one) for p in p_grid]),
        "y = 0": (p_grid, [bce(np.array([[p]]), 0 * one) for p in p_grid]),
    },
    xlabel="predicted probability p of class 1",
    ylabel="loss of one sample (nats)",
)

# %% nbgrader={"grade_id": "test_bce", "grade": true, "points": 1}
"""2.3 bce is the mean negative log-likelihood of the labels."""
p_test, y_test = np.array([[0.9], [0.2]]), np.array([[1.0], [0.0]])
checks.shape(bce(p_test, y_test), (), what="bce(p, y)", hint="One number: the mean over the batch.")
checks.close(bce(p_test, y_test), 0.1642520, what="bce([0.9, 0.2], [1, 0])", hint="That is -(ln 0.9 + ln 0.8) / 2.")
checks.close(bce(np.array([[0.5], [0.1], [0.2]]), np.array([[1.0], [1.0], [0.0]])), 1.0729586082894, tolerance=1e-6, what="bce([0.5, 0.1, 0.2], [1, 1, 0])")
contracts.consistent(bce, p_test, y_test, rows=[0, 1], together=np.mean, single=False, whole=True, what="bce(p, y)")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
p_test, y_test = rng.uniform(0.05, 0.95, size=(7, 1)), (rng.uniform(size=(7, 1)) < 0.5) * 1.0
nll = np.where(y_test == 1, -np.log(p_test), -np.log(1 - p_test))
checks.close(bce(p_test, y_test), nll.mean(), tolerance=1e-6, what="bce of seven samples")
uncertain = contracts.real("n", 1, low=1e-3, high=0.999, single=False)
contracts.agrees(bce, contracts.cases(uncertain, contracts.labels("n", 1), n=(5, 1, 1001)), tolerance=1e-6, what="bce(p, y)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_bce_certain", "grade": true, "points": 1}
"""2.3 bce stays finite when the network is certain."""
zero, one = np.zeros((1, 1)), np.ones((1, 1))
checks.close(bce(one, one), 0.0, what="bce of a right and certain answer", hint="0 * ln 0 is nan: clip p first.")
checks.close(bce(zero, one), 27.631, tolerance=1e-4, what="bce of a wrong and certain answer")
checks.close([bce(zero, zero), bce(one, zero)], [0.0, 27.631], tolerance=1e-4, what="bce(0, 0) and bce(1, 0)")
checks.close(bce(3e-12 * one, one), 26.5325, tolerance=1e-5, what="bce(3e-12, 1)", hint="3e-12 lies in [EPS, 1 - EPS]: clip leaves it as it is, adding EPS does not.")
certain = np.array([[1.0], [0.0], [1.0]]), np.array([[1.0], [1.0], [0.0]])
contracts.consistent(bce, *certain, rows=[0, 1], together=np.mean, single=False, whole=True, what="bce([1, 0, 1], [1, 1, 0])")
### BEGIN HIDDEN TESTS
checks.quiet(bce, one, one, hint="Clip before the logarithm, not after.")
checks.close(bce(np.array([[1e-9]]), np.array([[1.0]])), 9 * np.log(10), tolerance=1e-6, what="bce(1e-9, 1)")  # EPS is smaller
some = contracts.cases(contracts.probability("n", 1, single=False), contracts.labels("n", 1), n=(25, 25, 1, 25))
contracts.agrees(bce, [*some, (certain[0], np.float32(certain[1]))], floor=1e-14, what="bce(p, y)")
def settings(function, *given):  # of NumPy, after a call; another function may have changed them before
    with np.errstate(all="warn"):
        return (function(*given), np.geterr())[1]
contracts.agrees(bce, [(one, one)], by=settings, what="NumPy's settings after a call")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_bce_shapes", "grade": true, "points": 1}
"""2.3 bce refuses shapes that would broadcast."""
checks.raises(ValueError, bce, np.full((3, 1), 0.5), np.ones(3), hint="Compare p.shape with y.shape first.")
for shape_p, shape_y in [((3,), (3, 1)), ((3, 1), (1, 1)), ((1, 3), (3, 1)), ((1, 1), (3, 1))]:
    checks.raises(ValueError, bce, np.full(shape_p, 0.5), np.ones(shape_y), hint=f"Shapes {shape_p} and {shape_y}.")
### BEGIN HIDDEN TESTS
checks.finite(bce(np.full((3, 1), 0.5), np.ones((3, 1))), what="bce of shapes that agree")  # but not everything
mixed_shapes = [((3, 1), (1, 3)), ((2, 2), (4, 1)), ((4, 1), (2, 2)), ((3, 1), (3, 1, 1)), ((1,), (1, 1)), ((), (1, 1)), ((6, 1), (3, 1))]
contracts.agrees(bce, [(np.full(p, 0.5), np.ones(y)) for p, y in mixed_shapes])
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_d_bce", "grade": true, "points": 1}
"""2.3 d_bce is the formula for the derivative of the mean, at the clipped p."""
p_test, y_test = np.array([[0.9], [0.2]]), np.array([[1.0], [0.0]])
checks.shape(d_bce(p_test, y_test), (2, 1), what="d_bce(p, y)", hint="One derivative per sample.")
checks.close(d_bce(p_test, y_test), [[-5 / 9], [0.625]], tolerance=1e-6, what="d_bce([0.9, 0.2], [1, 0])", hint="A mean of n = 2.")
zero_one, one_zero = np.array([[0.0], [1.0]]), np.array([[1.0], [0.0]])
checks.close(d_bce(zero_one, one_zero), [[-5e11], [5e11]], tolerance=1e-3, what="d_bce([0, 1], [1, 0])", hint="The formula at the clipped p.")
checks.close(d_bce(zero_one, zero_one), [[0.5], [-0.5]], tolerance=1e-3, what="d_bce([0, 1], [0, 1])", hint="The formula at the clipped p.")
contracts.consistent(d_bce, zero_one, zero_one, rows=[0, 1], together=lambda each: np.concatenate(each) / len(each), single=False, whole=True,
                     what="d_bce([0, 1], [0, 1])")
### BEGIN HIDDEN TESTS
p_test, y_test = np.array([[0.01], [0.3], [0.6], [0.99], [0.5]]), np.array([[1.0], [0.0], [1.0], [0.0], [1.0]])
slope = np.where(y_test == 1, -1 / p_test, 1 / (1 - p_test)) / 5
checks.close(d_bce(p_test, y_test), slope, tolerance=1e-6, what="d_bce of five samples")
some = contracts.cases(contracts.probability("n", 1, single=False), contracts.labels("n", 1), n=(25, 25, 1, 25))
contracts.agrees(d_bce, [*some, (zero_one, np.float32(one_zero))], tolerance=1e-6, what="d_bce(p, y)")
def settings(function, *given):  # of NumPy, after a call; another function may have changed them before
    with np.errstate(all="warn"):
        return (function(*given), np.geterr())[1]
contracts.agrees(d_bce, [(zero_one, one_zero)], by=settings, what="NumPy's settings after a call")
### END HIDDEN TESTS

# %% [markdown] name="ask_derivative"
# **In words and formulas.** For one sample, derive $\partial \ell / \partial p$ from $\ell = -y \ln p - (1 - y)\ln(1 - p)$. Then use the chain rule through
# $p = \sigma(z)$ to find $\partial \ell / \partial z$. The first derivative has no bound, the second one never exceeds 1 in absolute value. What cancels?

# %% [markdown] nbgrader={"grade_id": "why_derivative", "grade": true, "solution": true, "points": 2}
# By the rule for the logarithm,
#
# $$\frac{\partial \ell}{\partial p} = -\frac y p + \frac{1 - y}{1 - p} = \frac{-y(1 - p) + (1 - y)p}{p(1 - p)} = \frac{p - y}{p(1 - p)}.$$
#
# For $y = 1$ it is $-1/p$, for $y = 0$ it is $1/(1 - p)$: infinite when the network is certain and wrong. With
# $\sigma'(z) = p(1 - p)$ the chain rule gives
#
# $$\frac{\partial \ell}{\partial z} = \frac{p - y}{p(1 - p)} \cdot p(1 - p) = p - y,$$
#
# which lies between $-1$ and 1. The slope of the sigmoid, which goes to 0, cancels the denominator, which goes to 0 equally fast.
#
# **Rubric.** 1 point: $\partial\ell/\partial p$ with at least one intermediate step (the two cases $y = 0, 1$ separately are fine).
# 1 point: $p - y$ by the chain rule, and that $p(1 - p)$ is what cancels.

# %% [markdown]
# ## 2.4 The loss, computed from the logit · 2 points
#
# In exact arithmetic the gradient that reaches the logit is $p - y$. In floating point, with your `d_bce` and `d_sigmoid`, a sample with $y = 1$ and $z = -40$
# has $p \approx 4 \cdot 10^{-18}$, clipped to $10^{-12}$; the derivative is $-10^{12}$, times the slope $4 \cdot 10^{-18}$: about $-4 \cdot 10^{-6}$ instead of
# $-1$. So the sample about which the network is most wrong has almost no gradient. The cure is to go from the logit to the loss in one step,
#
# $$\ell(z, y) = \ln\bigl(1 + e^{-s z}\bigr), \quad s = 2y - 1 \in \{-1, 1\}, \qquad
# \frac{\partial \mathcal L}{\partial z_i} = \frac 1 n \bigl(\sigma(z_i) - y_i\bigr).$$
#
# NumPy has a function for $\ln(e^a + e^b)$ that does not overflow, `np.logaddexp(a, b)`. Which $a$ and $b$ give $\ln(1 + e^{-sz})$?
#
# <details><summary>Answer</summary>
#
# $a = 0$ and $b = -sz$, since $1 = e^0$.
#
# </details>
#
# Write `bce_with_logits(z, y)` and `d_bce_with_logits(z, y)`. No clipping.

# %% nbgrader={"grade_id": "bce_with_logits", "solution": true}
def bce_with_logits(z: np.ndarray, y: np.ndarray) -> float:
    """Mean binary cross-entropy of logits, in nats.

    Args:
        z: logits, shape ``(n, 1)``, any size.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        One number, finite and exact, without a warning, for ``|z|`` up to 1e30.

    Raises:
        ValueError: if the shapes differ.
    """
    ### BEGIN SOLUTION
    if z.shape != y.shape:
        raise ValueError(f"z has shape {z.shape}, y has shape {y.shape}")
    return float(np.mean(np.logaddexp(0, -z * (2 * y - 1))))
    ### END SOLUTION


# %% nbgrader={"grade_id": "d_bce_with_logits", "solution": true}
def d_bce_with_logits(z: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Gradient of ``bce_with_logits`` with respect to the logits.

    Args:
        z: logits, shape ``(n, 1)``, any size.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        The derivative of the mean with respect to each ``z``, shape ``(n, 1)``. The error is at most 1e-15: a smaller
        derivative may be 0.
    """
    ### BEGIN SOLUTION
    return (sigmoid(z) - y) / len(y)
    ### END SOLUTION


# %% [markdown] name="look_logits_text"
# Look: the gradient that reaches the logit of a sample with $y = 1$: once through the clipped probability, once in one
# step. They differ below $z = \ln 10^{-12} \approx -27.6$.

# %% name="look_logits"
z_grid = np.linspace(-60, 20, 400)[:, None]
detour = [d_bce(sigmoid(z[None]), one) * d_sigmoid(z[None]) for z in z_grid]
direct = [d_bce_with_logits(z[None], one) for z in z_grid]
ax = plotting.curves(
    {
        "through the clipped probability": (z_grid.ravel(), np.ravel(detour)),
        "straight from the logit": (z_grid.ravel(), np.ravel(direct)),
    },
    xlabel="logit z of a sample with y = 1",
    ylabel="derivative of its loss with respect to z",
)
ax.lines[1].set(linestyle=":", linewidth=3.5)  # the other one is below it
ax = plotting.mark_levels({}, ax=ax)

# %% nbgrader={"grade_id": "test_bce_with_logits", "grade": true, "points": 1}
"""2.4 bce_with_logits equals the cross-entropy, for any logit."""
z_test, y_test = np.array([[2.0], [-1.0], [0.0]]), np.array([[1.0], [1.0], [0.0]])
checks.close(bce_with_logits(z_test, y_test), 0.7111122930404, tolerance=1e-6, what="bce_with_logits([2, -1, 0], [1, 1, 0])")
checks.close(bce_with_logits(np.array([[-1000.0]]), np.array([[1.0]])), 1000.0, what="bce_with_logits(-1000, 1)")
mixed = np.array([[-3.0], [2.0], [1.0]]), np.array([[0.0], [0.0], [1.0]])
checks.close(bce_with_logits(*mixed), 0.829592350045, tolerance=1e-6, what="bce_with_logits([-3, 2, 1], [0, 0, 1])", hint="s is 1 or -1.")
checks.close(bce_with_logits(np.array([[5000.0]]), np.array([[0.0]])), 5000.0, what="bce_with_logits(5000, 0)")
for size, tiny in [(40.0, 4.248354255291589e-18), (600.0, 2.650396553e-261)]:
    for z, y in [(-size, 0.0), (size, 1.0)]:
        loss_test = np.asarray(bce_with_logits(np.array([[z]]), np.array([[y]])))
        checks.close(loss_test, loss_test.dtype.type(tiny), tolerance=1e-6, what=f"bce_with_logits({z:g}, {y:g})", hint="A tiny loss is not 0: look for log1p or logaddexp.")
checks.quiet(bce_with_logits, np.array([[1000.0], [-1000.0]]), np.array([[0.0], [0.0]]), hint="exp of a large positive number overflows.")
for shape_z, shape_y in [((3, 1), (3,)), ((3,), (3, 1)), ((3, 1), (1, 1)), ((1, 3), (3, 1))]:
    checks.raises(ValueError, bce_with_logits, np.ones(shape_z), np.ones(shape_y), hint=f"Compare the shapes first, as in 2.3. Here they are {shape_z} and {shape_y}.")
contracts.consistent(bce_with_logits, *mixed, rows=[0, 1], together=np.mean, whole=True, what="bce_with_logits(z, y)")
### BEGIN HIDDEN TESTS
z_test, y_test = np.array([[800.0], [-800.0], [40.0], [-3.0]]), np.array([[0.0], [0.0], [1.0], [0.0]])
checks.close(bce_with_logits(z_test, y_test), (800 + np.log1p(np.exp(-3.0))) / 4, tolerance=1e-6, what="bce_with_logits of four")
some = contracts.cases(contracts.logits("n", 1, largest=1e6), contracts.labels("n", 1), n=(40, 1, 5))
contracts.agrees(bce_with_logits, some, floor=1e-37, what="bce_with_logits(z, y)")
def settings(function, *given):  # of NumPy, after a call; another function may have changed them before
    with np.errstate(all="warn"):
        return (function(*given), np.geterr())[1]
contracts.agrees(bce_with_logits, [(z_test, y_test)], by=settings, what="NumPy's settings after a call")
sizes = [0.0, 1e-9, 3.0, 17.0, 36.5, 80.0, 650.0, 1e5, 1e30]
alone = [(np.array([[sign * size]]), np.array([[y]])) for size in sizes for sign in (1, -1) for y in (0.0, 1.0)]  # a mean would hide the small ones
contracts.agrees(bce_with_logits, alone, floor=1e-37, again=False, what="bce_with_logits(z, y)")
mixed_shapes = [((2, 2), (4, 1)), ((1,), (1, 1)), ((1, 1), (3, 1)), ((3, 1), (1, 3)), ((6, 1), (3, 1))]
contracts.agrees(bce_with_logits, [(np.ones(z), np.ones(y)) for z, y in mixed_shapes])
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_d_bce_with_logits", "grade": true, "points": 1}
"""2.4 d_bce_with_logits is p - y, over n, however wrong the network is."""
z_test, y_test = np.array([[0.0], [-1000.0]]), np.array([[0.0], [1.0]])
checks.close(d_bce_with_logits(z_test, y_test), [[0.25], [-0.5]], tolerance=1e-6, what="d_bce_with_logits([0, -1000], [0, 1])")
z_test, y_test = np.array([[1000.0], [-2.0], [1.0], [2.0]]), np.array([[0.0], [0.0], [1.0], [0.0]])
checks.close(d_bce_with_logits(z_test, y_test), [[0.25], [0.029800730505529387], [-0.06723535534249878], [0.22019926949447058]], tolerance=1e-6,
             what="d_bce_with_logits([1000, -2, 1, 2], [0, 0, 1, 0])", hint="Every sample counts with 1 / n.")
far = 1e15 * np.asarray(d_bce_with_logits(np.array([[-33.0]]), np.zeros((1, 1))))
checks.close(far, [[4.658886]], tolerance=0.2, what="1e15 d_bce_with_logits(-33, 0)", hint="No clipping.")
contracts.consistent(d_bce_with_logits, z_test, y_test, rows=[0, 1], together=lambda each: np.concatenate(each) / len(each), whole=True,
                     what="d_bce_with_logits(z, y)")
### BEGIN HIDDEN TESTS
z_test = np.array([[-40.0], [-2.0], [0.5], [3.0], [50.0]])
y_test = np.array([[1.0], [0.0], [1.0], [0.0], [0.0]])
p_test = 0.5 + 0.5 * np.tanh(z_test / 2)
checks.close(d_bce_with_logits(z_test, y_test), (p_test - y_test) / 5, tolerance=1e-6, what="d_bce_with_logits of five samples")
some = contracts.cases(contracts.logits("n", 1, largest=1e6), contracts.labels("n", 1), n=(70, 1, 70))
floor = float(5 * np.finfo(np.asarray(sigmoid(z_test)).dtype).eps)  # about 1e-15; more if sigmoid returns float32
contracts.agrees(d_bce_with_logits, some, floor=floor, what="d_bce_with_logits(z, y)")
def settings(function, *given):  # of NumPy, after a call; another function may have changed them before
    with np.errstate(all="warn"):
        return (function(*given), np.geterr())[1]
contracts.agrees(d_bce_with_logits, [(z_test, y_test)], by=settings, what="NumPy's settings after a call")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.5 Initialization · 2 points
#
# A *unit* is one entry of a layer's result: one column of $W$ with its entry of $b$. The units of all layers but the last are *hidden*. If all weights start at
# zero, all hidden units compute the same thing, get the same gradient, and stay equal. So weights start random. At what scale? A unit adds up $d_\text{in}$
# products. If the weights have variance $v$ and mean 0, the variance of the sum is $d_\text{in}\, v$ times the mean square of its inputs. `relu` sets half of
# the (symmetric) values to 0, which halves their mean square. So the mean square of the hidden values stays the same from layer to layer if
# $d_\text{in}\, v / 2 = 1$:
#
# $$W_{ij} \sim \mathcal N\!\left(0, \tfrac{2}{d_\text{in}}\right), \qquad b = 0,$$
#
# the initialization of [He et al. 2015](https://arxiv.org/abs/1502.01852). The second argument of $\mathcal N$ is the variance.
#
# Write `init_params(sizes, rng)`. All randomness comes from `rng`, so the same seed gives the same network. All weights are drawn independently of each other.
# If you call the function twice with the same `rng`, you get two different networks.

# %% nbgrader={"grade_id": "init_params", "solution": true}
def init_params(sizes: list[int], rng: np.random.Generator) -> Params:
    """Random weights at the scale that suits ``relu``, zero biases.

    Args:
        sizes: width of each layer from input to output, for example ``[2, 64, 64, 1]``.
        rng: the only source of randomness.

    Returns:
        One pair per layer: W of shape ``(d_in, d_out)`` with variance ``2 / d_in``, b of shape ``(1, d_out)``.
    """
    ### BEGIN SOLUTION
    return [
        (rng.normal(0.0, np.sqrt(2.0 / d_in), size=(d_in, d_out)), np.zeros((1, d_out)))
        for d_in, d_out in zip(sizes[:-1], sizes[1:], strict=True)
    ]
    ### END SOLUTION


# %% [markdown] name="look_init_text"
# Look: the size of the hidden values in ten layers of 64 units. With weights of standard deviation 1 it grows from layer to layer (it *explodes*), with 0.01 it
# goes to 0 (it *vanishes*), with your weights it stays about the same. (2.8 shows that the same happens to gradients on their way back.)

# %% name="look_init"
h_size = {}
GAINS = {"weights of size 1": np.sqrt(64 / 2), "your weights": 1.0, "weights of size 0.01": 0.01 * np.sqrt(64 / 2)}
for label, gain in GAINS.items():
    h = np.random.default_rng(0).normal(size=(500, 64))
    h_size[label] = sizes_seen = []
    for W, b in init_params([64] * 11, np.random.default_rng(1)):
        h = relu(h @ (gain * W) + b)
        sizes_seen.append(np.sqrt(np.mean(h**2)))
ax = plotting.curves(
    {label: (np.arange(1, 11), seen) for label, seen in h_size.items()},
    xlabel="layer", ylabel="root mean square of h", title="Forward: the size of the hidden values", log_y=True,
)

# %% nbgrader={"grade_id": "test_init_params", "grade": true, "points": 1}
"""2.5 init_params gives one (W, b) per layer, zero biases, all from rng."""
params_test = init_params([3, 5, 1], np.random.default_rng(0))
checks.equal(len(params_test), 2, what="the number of layers of [3, 5, 1]", hint="Three widths, two layers.")
for (W, b), (d_in, d_out) in zip(params_test, [(3, 5), (5, 1)], strict=True):
    checks.shape(W, (d_in, d_out), what="W")
    checks.close(b, np.zeros((1, d_out)), what="b")
[(W, _)] = init_params([1, 1], np.random.default_rng(0))
checks.finite(W, what="W of one number", hint="All weights are drawn independently: nothing is divided by their mean or spread.")
def two_networks(seed):  # from one generator
    rng = np.random.default_rng(seed)
    return [init_params([4, 4, 4], rng) for _ in range(2)]
first, second = checks.remote(two_networks, 7)
again, other = (init_params([4, 4, 4], np.random.default_rng(seed)) for seed in (7, 8))
checks.close(again[1][0], first[1][0], scale=1.0, what="W of the same seed, drawn again", hint="Draw from rng, not from np.random.")
checks.differ(other[0][0], first[0][0], "Another rng gives the same weights: is rng used?", what="W")
checks.differ(second[0][0], first[0][0], "A second network from the same rng has the same weights: draw from rng itself, not from a copy.", what="W")
checks.differ(first[1][0], first[0][0], "Two layers of one network have the same weights.", what="W")
### BEGIN HIDDEN TESTS
def facts(init_params, sizes):
    rng = np.random.default_rng(5)
    before = np.random.get_state()[1:3]  # noqa: NPY002
    drawn = init_params(sizes, rng), init_params(sizes, rng)
    untouched = np.array_equal(before[0], np.random.get_state()[1]) and before[1] == np.random.get_state()[2]  # noqa: NPY002
    shapes = [[np.shape(one) for layer in params for one in layer] for params in drawn]
    biases = [b for W, b in drawn[0]]
    weights = [np.ravel(W) for params in drawn for W, _ in params]
    flat = np.concatenate(weights)
    drawn_alone = np.isfinite(flat).all() and len(np.unique(flat)) == len(flat)  # no number twice
    free = [bool(abs(np.mean(W)) > 1e-6) for W in weights]  # the weights of a layer need not add up to 0
    return shapes, biases, [np.asarray(one).dtype.kind for layer in drawn[0] for one in layer], untouched, drawn_alone, free
contracts.agrees(init_params, [([3, 1],), ([1, 1, 1],), ([2, 5, 4, 3],), ([6, 2],)], by=facts, what="shapes, biases and state")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_init_scale", "grade": true, "points": 1}
"""2.5 init_params draws weights of variance 2 / d_in."""
[(W, _)] = init_params([400, 300], np.random.default_rng(0))
checks.close(np.std(W), np.sqrt(2 / 400), tolerance=0.02, what="the standard deviation of W for d_in = 400",
             hint="rng.normal takes the standard deviation, not the variance.")
checks.close(np.mean(np.abs(W) < np.sqrt(2 / 400)), 0.683, tolerance=0.02, what="the share of weights within one standard deviation", hint="Normal, not uniform.")
[(W, _), (W2, _)] = init_params([50, 2000, 300], np.random.default_rng(1))
checks.close(np.std(W), np.sqrt(2 / 50), tolerance=0.02, what="the standard deviation of W for d_in = 50")
checks.close(np.std(W2), np.sqrt(2 / 2000), tolerance=0.02, what="the standard deviation of W for d_in = 2000", hint="Each layer its own.")
### BEGIN HIDDEN TESTS
checks.that(abs(np.mean(W)) < 0.005, "The weights are not centered at 0.")  # 8 standard errors
checks.that(abs(np.std(W) - np.sqrt(2 / 50)) > 1e-7, "The weights have been scaled to have exactly this standard deviation: it is that of the distribution, not of one draw.")
down, across = (np.asarray(W2)[:, :-1] * np.asarray(W2)[:, 1:]).mean(), (np.asarray(W2)[:-1] * np.asarray(W2)[1:]).mean()
checks.that(max(abs(down), abs(across)) < 8e-6, "Neighboring weights depend on each other.")  # 6 standard errors
checks.that(np.abs(np.asarray(W)).max() > 0.6, "None of 100,000 weights is beyond 3 standard deviations: not normal.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.6 Forward · 4 points
#
# Layer by layer, with `relu` between the layers and nothing after the last:
#
# $$h_0 = x, \qquad z_l = h_l W_l + b_l \quad (l = 0, \dots, L - 1), \qquad h_{l+1} = \operatorname{relu}(z_l) \quad (l = 0, \dots, L - 2).$$
#
# The last $z$ is the logit. The backward pass will need every $h_l$ and $z_l$, so return them too.
#
# Write `forward(x, params)`. `@` works on the last axis, so the same code also takes a grid of points of shape `(rows, columns, d)`, or more axes;
# the pictures below are made in this way. ($x$ always has at least two axes.)

# %% nbgrader={"grade_id": "forward", "solution": true}
def forward(x: np.ndarray, params: Params) -> tuple[np.ndarray, list[np.ndarray], list[np.ndarray]]:
    """Logits of a batch, and what the backward pass needs.

    Args:
        x: inputs, shape ``(..., d)``, two axes or more.
        params: one ``(W, b)`` per layer, L of them; L can be 1.

    Returns:
        The logits, shape ``(..., 1)`` if the last layer is 1 wide; the list of the L layer inputs h, the first
        of which is ``x`` (the same array or a copy); the list of the L pre-activations z, the last of which are the logits. All of them
        have the leading axes of ``x``.
    """
    ### BEGIN SOLUTION
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(relu(zs[-1]))
    return zs[-1], hs[:-1], zs
    ### END SOLUTION


# %% [markdown] name="look_forward_text"
# Look: the predictions of twenty untrained networks on the moons. With weights of size 1 they are certain about most samples, so they are certain and
# wrong about many, and their loss is huge. The second line of each pair computes the loss from unclipped probabilities instead of logits: with weights of size 1 it is `inf` or `nan` for some of the networks.

# %% name="look_forward"
for label, gain in {"weights of variance 2 / d_in": False, "weights of size 1": True}.items():
    losses, not_finite, sure = [], 0, []
    for seed in range(20):
        untrained = init_params([2, 64, 64, 1], np.random.default_rng(seed))
        if gain:
            untrained = [(W * np.sqrt(len(W) / 2), b) for W, b in untrained]
        z, _, _ = forward(x_moons, untrained)
        losses.append(bce_with_logits(z, y_moons))
        with np.errstate(all="ignore"):
            p = 1 / (1 + np.exp(-z))
            not_finite += not np.isfinite(np.mean(y_moons * np.log(p) + (1 - y_moons) * np.log(1 - p)))
        sure.append(np.mean(np.abs(p - 0.5) > 0.49))
    print(f"{label}: mean loss {np.mean(losses):.2f} nats, sure (p < 1 % or > 99 %) of {np.mean(sure):.0%} of the samples,")
    print(f"    loss from unclipped probabilities not finite in {not_finite} of 20 networks")

# %% nbgrader={"grade_id": "test_forward", "grade": true, "points": 1}
"""2.6 forward computes the logits."""
W1, b1 = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([[0.5, -0.5]])
params_test = [(W1, b1), (np.array([[2.0], [-3.0]]), np.array([[0.1]]))]
logits, _, _ = forward(np.array([[1.0, 2.0], [-1.0, -2.0]]), params_test)
checks.shape(logits, (2, 1), what="the logits of two samples")
checks.close(logits, [[11.1], [0.1]], what="the logits", hint="relu between the layers, nothing after the last.")
below, _, _ = forward(np.array([[-2.0, -2.0]]), [(W1, b1), (np.array([[0.0, 1.0], [1.0, 1.0]]), np.array([[0.0, -3.0]]))])
checks.close(below, [[0.5, -2.5]], what="two logits of one sample", hint="A logit can be negative: no relu after the last layer.")
one = np.ones((1, 1))
checks.close(forward(-one, [(one, 0 * one), (one, -one), (one, 2 * one)])[0], [[2.0]], what="the logit of three layers", hint="relu after every hidden layer.")
contracts.consistent(lambda x, params: forward(x, params)[0], np.array([[1.0, 2.0], [-1.0, 0.0]]), params_test, rows=[0], whole=True, what="forward(x, params)[0]")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(5)
params_test = [(rng.normal(size=s), rng.normal(size=(1, s[1]))) for s in [(3, 4), (4, 4), (4, 4), (4, 1)]]
x_test = rng.normal(size=(6, 3))
h = x_test
for W, b in params_test[:-1]:
    h = np.maximum(h @ W + b, 0)
W, b = params_test[-1]
checks.close(forward(x_test, params_test)[0], h @ W + b, tolerance=1e-6, what="the logits of a network of four layers")  # none skipped
below = [*params_test[:-1], (-np.abs(W), b - 1)]  # all logits negative: a relu after the last layer would show
checks.close(forward(x_test, below)[0], h @ -np.abs(W) + b - 1, what="logits that are negative")
only_logits = lambda forward, x, params: forward(x, params)[0]
contracts.agrees(forward, contracts.cases(contracts.real("n", 3), contracts.layers(3, 4, 1)), by=only_logits, floor=1e-9, what="the logits")
contracts.agrees(forward, contracts.cases(contracts.real("n", 2), contracts.layers(2, 1, 3, 1, 2)), by=only_logits, floor=1e-9, what="the logits")
contracts.agrees(forward, contracts.cases(contracts.real("n", 2), contracts.layers(2, 1)), by=only_logits, floor=1e-9, what="the logits of one layer")
plus = [(np.array([[1.0, 3.0], [2.0, 0.5]]), np.zeros((1, 2))), (np.array([[2.0], [1.0]]), np.zeros((1, 1)))]
extreme = [(size * np.array([[1.0, 2.0], [0.5, 4.0]]), plus) for size in (1e-30, 1e30)]  # nothing is added, nothing cut off
contracts.agrees(forward, extreme, by=only_logits, floor=1e-37, what="the logits")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_forward_lists", "grade": true, "points": 1}
"""2.6 forward returns the input and the pre-activation of every layer."""
params_test = [(np.array([[1.0, -1.0]]), np.array([[0.0, 0.5]])), (np.array([[2.0], [-3.0]]), np.array([[0.1]]))]
logits, hs, zs = forward(np.array([[2.0], [-2.0]]), params_test)
checks.equal(len(hs), 2, what="the number of layer inputs", hint="One entry per layer: its input. The logits are the input of no layer.")
checks.equal(len(zs), 2, what="the number of pre-activations")
checks.close(hs[0], [[2.0], [-2.0]], what="hs[0]", hint="The input of the first layer is x.")
checks.close(zs[0], [[2.0, -1.5], [-2.0, 2.5]], what="zs[0]", hint="z is taken before relu.")
checks.close(hs[1], [[2.0, 0.0], [0.0, 2.5]], what="hs[1]", hint="The input of a later layer is taken after relu.")
checks.close(zs[1], [[4.1], [-7.4]], what="the last pre-activation")
checks.close(logits, [[4.1], [-7.4]], what="the logits")
### BEGIN HIDDEN TESTS
for widths in [(1, 2, 3, 1), (1, 1)]:
    contracts.agrees(forward, contracts.cases(contracts.real("n", 1), contracts.layers(*widths)), floor=1e-9, what="forward(x, params)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_forward_grid", "grade": true, "points": 1}
"""2.6 forward takes a grid of points."""
rng = np.random.default_rng(6)
params_test = [(rng.normal(size=(2, 3)), rng.normal(size=(1, 3))), (rng.normal(size=(3, 1)), rng.normal(size=(1, 1)))]
grid = rng.normal(size=(4, 5, 2))
checks.shape(forward(grid, params_test)[0], (4, 5, 1), what="the logits of a grid of shape (4, 5, 2)")
_, hs, zs = forward(grid, params_test)
checks.equal([np.shape(h) for h in hs], [(4, 5, 2), (4, 5, 3)], what="the shapes of the hs of a grid")
checks.equal([np.shape(z) for z in zs], [(4, 5, 3), (4, 5, 1)], what="the shapes of the zs of a grid")
checks.close(forward(grid, params_test)[0][1], forward(grid[1], params_test)[0], scale=1.0, what="row 1 of the logits of a grid")
checks.shape(forward(grid[None], params_test)[0], (1, 4, 5, 1), what="the logits of x of shape (1, 4, 5, 2)", hint="Any number of leading axes.")
### BEGIN HIDDEN TESTS
(W1, b1), (W2, b2) = params_test
flat = np.maximum(grid.reshape(20, 2) @ W1 + b1, 0) @ W2 + b2
checks.close(forward(grid, params_test)[0], flat.reshape(4, 5, 1), what="the logits of a grid")
contracts.agrees(forward, contracts.cases(contracts.real(2, "n", 3), contracts.layers(3, 4, 1)), floor=1e-9, what="forward of a grid")
contracts.agrees(forward, contracts.cases(contracts.real(2, "n", 2, 3), contracts.layers(3, 2, 2)), floor=1e-9, what="forward of a grid")
### END HIDDEN TESTS

# %% [markdown] name="ask_cache"
# **In a few sentences.** `forward` keeps every $h_l$ and every $z_l$. For which derivative does the backward pass need each of them, and which
# other arrays, besides $\delta$, does it need? (Read the formulas of 2.7.) Why are $h_l$ and $z_l$ kept rather than computed again, and what does that cost?

# %% [markdown] nbgrader={"grade_id": "why_cache", "grade": true, "solution": true, "points": 1}
# Going backward through $z_l = h_l W_l + b_l$ and $h_{l+1} = \operatorname{relu}(z_l)$: the gradient with respect to the weights, $h_l^\top \delta_l$, needs the layer's
# input $h_l$; the slope of the activation needs $z_l$; the derivative with respect to the input, $\delta_l W_l^\top$, needs the weights $W_l$. Layers are visited
# in reverse, so what was computed first is used last: recomputing would mean a forward pass per layer. Keeping costs memory proportional
# to batch size times the sum of the widths.
#
# **Rubric.** 1 point: $h$ for the gradient with respect to the weights, $z$ (or the slope) for the activation, $W$ for the derivative with respect to the input, and one
# sensible word on time against memory. Half a point if one of them is missing.

# %% [markdown]
# ## 2.7 Backward · 6 points
#
# The gradient with respect to every parameter costs only about twice as much as the forward pass. The method is *backpropagation*: the chain rule, applied from the loss back to the inputs,
# where each derivative is computed once and used again. First an example with numbers, then the general formula.
#
# **An example.** One sample $x = (1, 2)$ with $y = 1$, two hidden units $z_1, z_2$ with the biases 0 and $-2$, and one logit $z$ with the bias $-1$. (Here the index counts the units of
# the one hidden layer. In the general formula it counts the layers.) The next cell draws the *computational graph*: each circle is a
# number that is computed from the circles with an arrow to it, and the weights stand on the arrows (the biases are not drawn). Blue numbers are values and are computed from left to right. Orange
# numbers are the derivatives of the loss with respect to the blue number above them. They are computed from right to left:
#
# - At the logit, $\partial \ell / \partial z = p - y = \sigma(1) - 1 = -0.269$ (2.4).
# - On the way to $h_1$, multiply by the weight on the arrow: $-0.269 \cdot 1$. To $h_2$: $-0.269 \cdot 2 = -0.538$.
# - Through `relu`, multiply by its slope. Unit 1 is active, slope 1. Unit 2 has $z_2 = -1$, slope 0: nothing gets through. It is *inactive* for this sample.
# - For a weight, multiply the derivative at the *end* of its arrow by the value at its *beginning*. For example, the weight 0.5 from $x_2$ to $z_1$ has the derivative $-0.269 \cdot 2 = -0.538$.
#
# Check two more numbers by hand before you go on.

# %% name="look_graph"
x_one, y_one = np.array([[1.0, 2.0]]), 1.0
W1, b1 = np.array([[1.0, -1.0], [0.5, 1.0]]), np.array([[0.0, -2.0]])
W2, b2 = np.array([[1.0], [2.0]]), np.array([[-1.0]])
z_hidden = x_one @ W1 + b1
h_hidden = np.maximum(z_hidden, 0)
z_logit = h_hidden @ W2 + b2
loss = np.logaddexp(0, -z_logit.item())  # of a sample with y = 1
d_z_logit = 1 / (1 + np.exp(-z_logit)) - y_one  # backward from here on: p - y
d_h_hidden = d_z_logit @ W2.T
d_z_hidden = d_h_hidden * (z_hidden > 0)
d_W2, d_W1 = h_hidden.T @ d_z_logit, x_one.T @ d_z_hidden
number = lambda value: f"{value + 0.0:.3g}"
nodes = {"loss": (4, 0.5, number(loss), "1"), "$z$": (3, 0.5, number(z_logit.item()), number(d_z_logit.item()))}
edges = {("$z$", "loss"): ("", "")}
for k in (0, 1):
    nodes[f"$x_{k + 1}$"] = (0, 1 - k, number(x_one[0, k]), "")
    nodes[f"$z_{k + 1}$"] = (1, 1 - k, number(z_hidden[0, k]), number(d_z_hidden[0, k]))
    nodes[f"$h_{k + 1}$"] = (2, 1 - k, number(h_hidden[0, k]), number(d_h_hidden[0, k]))
    edges[f"$z_{k + 1}$", f"$h_{k + 1}$"] = ("relu", "")
    edges[f"$h_{k + 1}$", "$z$"] = (number(W2[k, 0]), number(d_W2[k, 0]))
    for j in (0, 1):
        edges[f"$x_{j + 1}$", f"$z_{k + 1}$"] = (number(W1[j, k]), number(d_W1[j, k]))
ax = plotting.computational_graph(nodes, edges, title="One sample, y = 1: values forward, derivatives backward")

# %% [markdown] name="backward_text"
# **The general formula.** Let $\delta_l = \partial \mathcal L / \partial z_l$, an array of the shape of $z_l$. Take one layer, $z = hW + b$, and write out the indices: $i$ is the
# sample, $j$ the input of the layer, $k$ its output,
#
# $$z_{ik} = \sum_j h_{ij} W_{jk} + b_k.$$
#
# The weight $W_{jk}$ acts on $z_{ik}$ of *every* sample $i$, and on no other column of $z$. The chain rule adds up all ways from $W_{jk}$ to the loss:
#
# $$\frac{\partial \mathcal L}{\partial W_{jk}} = \sum_i \frac{\partial \mathcal L}{\partial z_{ik}} \frac{\partial z_{ik}}{\partial W_{jk}} = \sum_i \delta_{ik}\, h_{ij}
# = \sum_i (h^\top)_{ji}\, \delta_{ik} = (h^\top \delta)_{jk}.$$
#
# In the same way (you will derive $\partial \mathcal L / \partial h_l = \delta_l W_l^\top$ below; since $h_l = \operatorname{relu}(z_{l-1})$, the slope of
# `relu` is one more factor), for each layer from the last to the first:
#
# $$\frac{\partial \mathcal L}{\partial W_l} = h_l^\top \delta_l, \qquad
# \frac{\partial \mathcal L}{\partial b_l} = \sum_i (\delta_l)_{i}, \qquad
# \delta_{l-1} = (\delta_l W_l^\top) \odot \operatorname{relu}'(z_{l-1}),$$
#
# where $\odot$ multiplies element by element. The first $\delta$, of the last layer, comes from the loss; the $1/n$ of the mean is already in it. Shapes help to remember the formulas, $W_l$ is
# `(d_in, d_out)`, $h_l$ is `(n, d_in)`, $\delta_l$ is `(n, d_out)`, but they are no proof: where a layer has as many outputs as inputs, $\delta_l W_l$ has the right shape, too, and is wrong.
#
# Write `backward(d_logits, hs, zs, params)`.

# %% nbgrader={"grade_id": "backward", "solution": true}
def backward(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    """Gradient of the loss with respect to every parameter.

    Args:
        d_logits: derivative of the loss with respect to the logits, shape ``(n, d_last)``.
        hs: layer inputs, as ``forward`` returns them.
        zs: pre-activations, as ``forward`` returns them.
        params: one ``(W, b)`` per layer.

    Returns:
        One pair ``(dW, db)`` per layer, in the order and with the shapes of ``params``.
    """
    ### BEGIN SOLUTION
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer].T @ delta, delta.sum(axis=0, keepdims=True)))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
    ### END SOLUTION


# %% [markdown] name="look_backward_text"
# Look: fifty steps against the gradient on one batch. If the loss does not fall, do not go on: something is wrong.

# %% name="look_backward"
small = init_params([2, 16, 1], np.random.default_rng(0))
for step in range(51):
    z, hs, zs = forward(x_moons, small)
    if step % 10 == 0:
        print(f"step {step:2}: loss {bce_with_logits(z, y_moons):.4f}")
    grads = backward(d_bce_with_logits(z, y_moons), hs, zs, small)
    small = [(W - 0.5 * dW, b - 0.5 * db) for (W, b), (dW, db) in zip(small, grads, strict=True)]

# %% nbgrader={"grade_id": "test_backward", "grade": true, "points": 2}
"""2.7 backward returns the gradient of a network with one hidden layer."""
W1, b1 = np.array([[1.0, -1.0], [2.0, 0.5]]), np.array([[0.5, -0.5]])
W2, b2 = np.array([[2.0], [-3.0]]), np.array([[0.1]])
x_test = np.array([[1.0, 2.0], [-1.0, 2.0]])
z1 = x_test @ W1 + b1  # [[5.5, -0.5], [3.5, 1.5]]: one unit is inactive for the first sample
kept = lambda: ([x_test, np.maximum(z1, 0)], [z1.copy(), np.maximum(z1, 0) @ W2 + b2])  # hs and zs
grads = backward(np.array([[0.5], [-0.25]]), *kept(), [(W1, b1), (W2, b2)])
checks.equal(len(grads), 2, what="the number of pairs", hint="One (dW, db) per layer.")
checks.close(grads[1][0], [[1.875], [-0.375]], what="dW of the last layer", hint="h.T @ delta")
checks.close(grads[1][1], [[0.25]], what="db of the last layer", hint="Sum delta over the samples, keepdims=True.")
checks.close(grads[0][0], [[1.5, -0.75], [1.0, 1.5]], what="dW of the first layer", hint="relu' of which z?")
checks.close(grads[0][1], [[0.5, 0.75]], what="db of the first layer")
one = np.ones((1, 1))
at_zero = backward(one, [one, 0 * one], [0 * one, 0 * one], [(one, -one), (one, 0 * one)])
checks.close(at_zero[0][0], [[0.0]], what="dW of the first layer at z = 0", hint="relu'(0) is 0, see 2.1.")
negative = backward(one, [one, one], [one, -2 * one], [(one, 0 * one), (-2 * one, 0 * one)])
checks.close([negative[1][0], negative[0][0]], [[[1.0]], [[-2.0]]], what="dW of the last and of the first layer where the logit is -2", hint="relu comes after the hidden layers. No relu follows the logits.")
x_wide = np.array([[1.0, 2.0, -1.0], [-1.0, 2.0, 0.5]])
[(dW, db)] = backward(np.array([[1.0, 2.0], [3.0, -1.0]]), [x_wide], [x_wide @ np.ones((3, 2))], [(np.ones((3, 2)), np.zeros((1, 2)))])
checks.close(dW, [[-2.0, 3.0], [8.0, 2.0], [0.5, -2.5]], what="dW of one layer with two logits")
checks.close(db, [[4.0, 1.0]], what="db of one layer with two logits")
contracts.consistent(backward, np.array([[0.5], [-0.25]]), *kept(), [(W1, b1), (W2, b2)], whole=True, what="backward(...)")
### BEGIN HIDDEN TESTS
twice = backward(np.array([[1.0], [-0.5]]), *kept(), [(W1, b1), (W2, b2)])
checks.close(twice[0][0], 2 * np.asarray(grads[0][0]), what="dW for twice the d_logits")  # linear: no second 1/n inside
def through(backward, delta, x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    hs.pop()
    return backward(delta, hs, zs, params), hs, zs
delta_1 = contracts.real("n", 1)
contracts.agrees(backward, contracts.cases(delta_1, contracts.real("n", 2), contracts.layers(2, 1)), by=through, floor=1e-9, what="(grads, hs, zs)")
delta_2 = contracts.real("n", 2)
contracts.agrees(backward, contracts.cases(delta_2, contracts.real("n", 2), contracts.layers(2, 3, 2)), by=through, floor=1e-9, what="(grads, hs, zs)")
plus = [(np.array([[1.0, 3.0], [2.0, 0.5]]), np.ones((1, 2))), (np.array([[2.0], [1.0]]), np.ones((1, 1)))]
extreme = [(size * np.array([[1.0], [3.0]]), np.array([[1.0, 2.0], [0.5, 4.0]]), plus) for size in (1e-30, 1e30)]  # nothing is added, nothing cut off
contracts.agrees(backward, extreme, by=through, floor=1e-37, what="(grads, hs, zs)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_backward_deep", "grade": true, "points": 2}
"""2.7 backward returns the gradient of a deep network."""
rng = np.random.default_rng(8)
params_test = [(rng.normal(size=s), rng.normal(size=(1, s[1]))) for s in [(3, 5), (5, 4), (4, 2), (2, 1)]]
x_test, y_test = rng.normal(size=(6, 3)), (rng.uniform(size=(6, 1)) < 0.5) * 1.0


def run_test(params):  # its own forward pass: this cell judges backward alone
    hs, zs = [x_test], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    return hs[:-1], zs, np.logaddexp(0, -zs[-1] * (2 * y_test - 1)).mean()


hs, zs, _ = run_test(params_test)
grads = backward((1 / (1 + np.exp(-zs[-1])) - y_test) / 6, hs, zs, params_test)
for layer, (W, b) in enumerate(params_test):
    checks.shape(grads[layer][0], W.shape, what=f"dW of layer {layer}", hint="In the order of params.")
    checks.shape(grads[layer][1], b.shape, what=f"db of layer {layer}")
moved = lambda eps: [params_test[0], (params_test[1][0] + eps * np.eye(5, 4), params_test[1][1]), *params_test[2:]]
slope = (run_test(moved(1e-5))[2] - run_test(moved(-1e-5))[2]) / 2e-5
checks.close(np.trace(grads[1][0]), slope, tolerance=1e-4, what="the trace of dW of layer 1", hint="relu' in every hidden layer.")
moved = lambda eps: [(params_test[0][0], params_test[0][1] + eps), *params_test[1:]]
slope = (run_test(moved(1e-5))[2] - run_test(moved(-1e-5))[2]) / 2e-5
checks.close(np.sum(grads[0][1]), slope, tolerance=1e-4, what="the sum of db of layer 0", hint="Through all the layers above.")
### BEGIN HIDDEN TESTS
for layer in range(4):
    for which, name in enumerate(["dW", "db"]):
        numeric = np.zeros_like(params_test[layer][which])
        for i in np.ndindex(numeric.shape):
            for sign in (1, -1):
                moved = [(W.copy(), b.copy()) for W, b in params_test]
                moved[layer][which][i] += sign * 1e-5
                numeric[i] += sign * run_test(moved)[2] / 2e-5
        checks.close(grads[layer][which], numeric, tolerance=1e-4, what=f"{name} of layer {layer} of four")
def through(backward, delta, x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    hs.pop()
    return backward(delta, hs, zs, params), hs, zs
deep = contracts.cases(contracts.real("n", 2), contracts.real("n", 3), contracts.layers(3, 1, 4, 2, 2))
contracts.agrees(backward, deep, by=through, floor=1e-9, what="(grads, hs, zs)")
### END HIDDEN TESTS

# %% [markdown] name="ask_backward"
# **In formulas.** (a) Start from $z_{ik} = \sum_j h_{ij} W_{jk} + b_k$ and derive $\partial \mathcal L / \partial h_{ij} = (\delta W^\top)_{ij}$ in indices, as the text did for $W$: over which
# index do you sum, and why? (b) In the network `[2, 64, 64, 1]`, for which layer does the wrong `delta @ W` raise no error? Which sum does it compute instead? (c) In the drawn graph, let the label be
# $y = 0$. What is the derivative with respect to $z$ then, and the gradient with respect to the four weights of the first layer?

# %% [markdown] nbgrader={"grade_id": "why_backward", "grade": true, "solution": true, "points": 2}
# (a) $h_{ij}$ acts on $z_{ik}$ for every output $k$ of the same sample $i$, with $\partial z_{ik} / \partial h_{ij} = W_{jk}$. The chain rule adds up these ways:
# $\partial \mathcal L / \partial h_{ij} = \sum_k \delta_{ik} W_{jk} = \sum_k \delta_{ik} (W^\top)_{kj} = (\delta W^\top)_{ij}$. The sum goes over the outputs $k$, not over the samples, because the
# samples do not mix.
#
# (b) For the middle layer, 64 to 64: $\delta$ is `(n, 64)` and $W$ is square. (For the others, `(n, 64) @ (2, 64)` and `(n, 1) @ (64, 1)` do not fit.) `delta @ W` is
# $\sum_k \delta_{ik} W_{kj}$: it sums over the inputs of the layer with the indices of $W$ exchanged, as if signals flowed along the wrong arrows.
#
# (c) $p - y = \sigma(1) = 0.731$. Everything further back is this number times the same factors: $W_1$ has the gradient $\begin{pmatrix} 0.731 & 0 \\ 1.462 & 0 \end{pmatrix}$, rows are $x_1$, $x_2$.
#
# **Rubric.** 1 point: (a) with the sum over $k$ and its reason. 1 point: (b) the square layer (the sum may be missing), and (c) 0.731 with the zeros of the inactive unit. Half a point for one of the two.

# %% [markdown]
# ## 2.8 One gradient per sample · 1 point
#
# $h_l^\top \delta_l$ is a sum over the samples, $\sum_i h_{l,i}\, \delta_{l,i}^\top$. Some questions need the single terms: which sample has the largest gradient, is one of them
# an outlier, how much do they disagree? Each term is the outer product of two vectors, so its columns are multiples of one another: it has rank 1, or 0 if no unit is active.
#
# This is a tool for small networks. One layer of 784 by 200 with a batch of 100 holds
# $100 \cdot 784 \cdot 200$ numbers of 8 bytes, 125 MB, only to be added up. Training uses `backward`.
#
# In NumPy, `u[:, :, None]` adds an axis of length 1. So for arrays of the shapes `(n, a)` and `(n, b)`, `u[:, :, None] * v[:, None, :]` has the shape `(n, a, b)`: one outer product
# for each sample.
#
# Write `per_sample_grads(d_logits, hs, zs, params)`: the same chain, but nothing is summed over the samples. The $1/n$ of the mean stays in `d_logits`, so the contributions add up to what `backward` returns.

# %% nbgrader={"grade_id": "per_sample_grads", "solution": true}
def per_sample_grads(d_logits: np.ndarray, hs: list[np.ndarray], zs: list[np.ndarray], params: Params) -> Params:
    """What each sample contributes to the gradient of every parameter.

    Args:
        d_logits: derivative of the loss with respect to the logits, shape ``(n, d_last)``.
        hs: layer inputs, as ``forward`` returns them.
        zs: pre-activations, as ``forward`` returns them.
        params: one ``(W, b)`` per layer.

    Returns:
        One pair per layer: dW of shape ``(n, d_in, d_out)``, db of shape ``(n, 1, d_out)``. Their sums over the
        samples are what ``backward`` returns.
    """
    ### BEGIN SOLUTION
    grads = []
    delta = d_logits
    for layer in reversed(range(len(params))):
        grads.append((hs[layer][:, :, None] * delta[:, None, :], delta[:, None, :]))
        if layer > 0:
            delta = (delta @ params[layer][0].T) * d_relu(zs[layer - 1])
    return grads[::-1]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_per_sample_grads", "grade": true, "points": 1}
"""2.8 per_sample_grads returns the contribution of each sample."""
rng = np.random.default_rng(9)
(W1, b1), (W2, b2) = [(rng.normal(size=s), rng.normal(size=(1, s[1]))) for s in [(3, 5), (5, 1)]]
x_test, d_test = rng.normal(size=(4, 3)), rng.normal(size=(4, 1))
z1 = x_test @ W1 + b1
h1 = np.maximum(z1, 0)
hs, zs = [x_test, h1], [z1, h1 @ W2 + b2]
(dW1, db1), (dW2, db2) = per_sample_grads(d_test, hs, zs, [(W1, b1), (W2, b2)])
checks.shape(dW1, (4, 3, 5), what="dW1", hint="One matrix per sample.")
checks.shape(db1, (4, 1, 5), what="db1")
checks.shape(dW2, (4, 5, 1), what="dW2")
checks.shape(db2, (4, 1, 1), what="db2")
checks.close(np.sum(dW2, axis=0), h1.T @ d_test, what="the sum of dW2 over the samples", hint="No 1/n of your own.")
delta_0 = d_test[:1] @ W2.T * (z1[:1] > 0)  # of sample 0, at the hidden layer
checks.close(dW1[0], x_test[:1].T @ delta_0, what="dW1 of sample 0", hint="The same chain as in 2.7, relu' included.")
checks.close(db1[0], delta_0, what="db1 of sample 0")
checks.close(db2, d_test[:, None], what="db2", hint="Nothing is summed over the samples.")
checks.close(dW2[0], h1[:1].T * d_test[0], what="dW2 of sample 0")
one = np.ones((1, 1))
for z in (0 * one, -one):  # three layers of one unit; the second is inactive
    inactive = per_sample_grads(one, [one, one, 0 * one], [one, z, 0 * one], [(one, 0 * one), (-one, one + z), (one, 0 * one)])
    checks.close([dW for dW, _ in inactive], np.zeros((3, 1, 1, 1)), what=f"dW of three layers, where the second unit has z = {z.item():g}", hint="relu'(0) is 0, see 2.1. What is 0 at a layer stays 0 for all layers below.")
inputs = [np.rint(2 * one) for one in (d_test, x_test, z1, h1, zs[1], W1, W2)]
each = lambda d, x, z, h, out, Wa, Wb: per_sample_grads(d, [x, h], [z, out], [(Wa, b1), (Wb, b2)])[0][0]
contracts.consistent(each, *inputs, rows=[0, 1, 2, 3, 4], whole=True, what="dW1")
[(dW, _)] = per_sample_grads(np.array([[1.0, 2.0]]), [x_test[:1]], [np.ones((1, 2))], [(W1[:, :2], b1[:, :2])])
checks.close(dW, x_test[:1, :, None] * np.array([1.0, 2.0]), what="dW of one layer with two logits, one sample")
### BEGIN HIDDEN TESTS
Wa, Wb, Wc = rng.normal(size=(3, 5)), rng.normal(size=(5, 4)), rng.normal(size=(4, 1))  # two hidden layers
za = x_test @ Wa
ha = np.maximum(za, 0)
zb = ha @ Wb
hb = np.maximum(zb, 0)
deep_params = [(W, np.zeros((1, W.shape[1]))) for W in (Wa, Wb, Wc)]
deep = per_sample_grads(d_test, [x_test, ha, hb], [za, zb, hb @ Wc], deep_params)
delta = (((d_test @ Wc.T) * (zb > 0)) @ Wb.T) * (za > 0)
checks.close(deep[0][0], x_test[:, :, None] * delta[:, None, :], what="dW of the first of three layers")
def through(per_sample_grads, delta, x, params):
    hs, zs = [x], []
    for W, b in params:
        zs.append(hs[-1] @ W + b)
        hs.append(np.maximum(zs[-1], 0))
    hs.pop()
    return per_sample_grads(delta, hs, zs, params), hs, zs
for widths in [(3, 4, 1), (3, 1), (3, 1, 2, 2)]:
    some = contracts.cases(contracts.real("n", widths[-1]), contracts.real("n", 3), contracts.layers(*widths))
    contracts.agrees(per_sample_grads, some, by=through, floor=1e-9, what="(grads, hs, zs)")
plus = [(np.array([[1.0, 3.0], [2.0, 0.5]]), np.ones((1, 2))), (np.array([[2.0], [1.0]]), np.ones((1, 1)))]
extreme = [(size * np.array([[1.0], [3.0]]), np.array([[1.0, 2.0], [0.5, 4.0]]), plus) for size in (1e-30, 1e30)]  # nothing is added, nothing cut off
contracts.agrees(per_sample_grads, extreme, by=through, floor=1e-37, what="(grads, hs, zs)")
### END HIDDEN TESTS

# %% [markdown] name="look_vanishing_text"
# Look: vanishing and exploding gradients. The derivative with respect to $b$ of one sample is $\delta$ itself, so `per_sample_grads` shows us $\delta_l$ in every layer. The network has ten
# layers of 64 units and starts at the last layer with a $\delta$ of size 1. On its way back $\delta$ is multiplied by $W^\top$ and by the slope of `relu` in each layer, that is, by about
# the same factor each time. **Predict:** which of the three scales of the weights (see the figure of 2.5) gives the first layers almost no gradient?
#
# <details><summary>Answer</summary>
#
# The weights of size 0.01: there the factor is about $0.01 \sqrt{64/2} = 0.06$. With weights of size 1 it is about $\sqrt{64/2} = 5.7$: the gradient explodes. With your weights it is about 1.
#
# </details>
#
# A *sigmoid* has a slope of at most a quarter (2.2): ten layers of sigmoids multiply the gradient by at most $0.25^{10}$, less than
# one part in a million, apart from what the weights do. This is why hidden layers use `relu`.

# %% name="look_vanishing"
delta_size = {}
for label, gain in GAINS.items():
    network = [(gain * W, b) for W, b in init_params([64] * 11, np.random.default_rng(1))]
    rng = np.random.default_rng(0)
    _, hs, zs = forward(rng.normal(size=(50, 64)), network)
    each = per_sample_grads(rng.normal(size=(50, 64)), hs, zs, network)
    delta_size[label] = (np.arange(1, 11), [np.sqrt(np.mean(db**2)) for _, db in each])
ax = plotting.curves(
    delta_size, xlabel="layer", ylabel="root mean square of δ", title="Backward: the size of the gradient", log_y=True
)

# %% [markdown]
# ## 2.9 Check your gradients · 4 points
#
# A wrong gradient often still trains, only worse. The definition of the derivative is slow, simple, and independent of your
# derivation: move one parameter $\theta_k$ by $\varepsilon$ in both directions,
#
# $$\frac{\partial f}{\partial \theta_k} \approx \frac{f(\theta + \varepsilon e_k) - f(\theta - \varepsilon e_k)}{2 \varepsilon},$$
#
# where $e_k$ is 1 at the entry $k$ and 0 elsewhere. The error of this *central* difference falls with $\varepsilon^2$; one-sided it would fall only with $\varepsilon$. (For $x^2$ the central difference is even exact, and the one-sided
# one is wrong by $\varepsilon$.)
#
# Write `finite_difference(f, arrays, k)` for one entry, then `numerical_grads(f, arrays)` for all entries, with the default `eps`. When you are done, the arrays must hold exactly the same numbers as
# before. (Work on a copy, or put the old number back. To add $\varepsilon$ and then subtract it is not the same: floating point does not give the old number back exactly.)

# %% nbgrader={"grade_id": "finite_difference", "solution": true}
def finite_difference(
    f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray], k: tuple[int, int, int], eps: float = 1e-5
) -> float:
    """Central finite difference of a function with respect to one entry of one array.

    Args:
        f: takes the list of arrays, returns one number. It only reads the arrays, and keeps none.
        arrays: two-dimensional float64 arrays; after the call, exactly the same as before (unless ``f`` raises an
            error: then nothing is promised). No array is twice in the list.
        k: which entry: (index of the array, row, column).
        eps: how far to move it, in each direction.

    Returns:
        An approximation of the partial derivative, with an error of order ``eps**2``.
    """
    ### BEGIN SOLUTION
    which, row, column = k
    values = []
    for sign in (1, -1):
        moved = [array.copy() for array in arrays]
        moved[which][row, column] += sign * eps
        values.append(f(moved))
    return (values[0] - values[1]) / (2 * eps)
    ### END SOLUTION


# %% nbgrader={"grade_id": "numerical_grads", "solution": true}
def numerical_grads(f: Callable[[list[np.ndarray]], float], arrays: list[np.ndarray]) -> list[np.ndarray]:
    """Finite differences of a function with respect to every entry of every array.

    Args:
        f: takes the list of arrays, returns one number. It only reads the arrays, and keeps none.
        arrays: two-dimensional float64 arrays; after the call, exactly the same as before (unless ``f`` raises an
            error). No array is twice in the list.

    Returns:
        One array of partial derivatives for each array, float64, of its shape: what ``finite_difference`` returns with
        its default ``eps``, for every entry.
    """
    ### BEGIN SOLUTION
    grads = [np.zeros_like(array) for array in arrays]
    for which, grad in enumerate(grads):
        for row, column in np.ndindex(grad.shape):
            grad[row, column] = finite_difference(f, arrays, (which, row, column))
    return grads
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_finite_difference", "grade": true, "points": 1}
"""2.9 finite_difference is central, for the entry it is asked for."""
cubes = lambda arrays: float(sum((array**3).sum() for array in arrays))
arrays_test = [np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])]
checks.close(finite_difference(cubes, arrays_test, (0, 0, 1)), 12.0, what="the derivative of x**3 at 2")
checks.close(finite_difference(cubes, arrays_test, (1, 1, 0)), 48.0, what="the derivative of x**3 at 4",
             hint="k = (array, row, column)")
coarse = finite_difference(cubes, arrays_test, (1, 1, 0), 0.1)
checks.close(coarse, 48.01, what="the derivative of x**3 at 4, eps = 0.1", hint="Both directions by eps, over 2 eps.")
contracts.consistent(lambda array: finite_difference(cubes, [array], (0, 1, 2)), np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 6.0]]), single=False,
                     what="finite_difference(f, [array], (0, 1, 2))")
for size in (1e-12, 1e12):
    flat = finite_difference(lambda arrays, size=size: size * cubes(arrays), arrays_test, (0, 0, 1))
    checks.close(flat, 12 * size, tolerance=1e-4, what=f"the derivative of {size:g} * x**3 at 2", hint="Round nothing: a tiny derivative is not 0.")
### BEGIN HIDDEN TESTS
product = lambda arrays: float((arrays[0] @ arrays[1]).sum())  # each derivative is an entry of the other array
checks.close(finite_difference(product, arrays_test, (0, 0, 1)), 4.0, what="the derivative of a product")
curve = lambda arrays: float(sum((np.sin(array) + array**3).sum() for array in arrays) + arrays[0][0, 0] * arrays[1][-1, -1])
some = contracts.several(contracts.real(2, 3, whole=False, single=False), contracts.real(2, 1, whole=False, single=False))
where = contracts.just((0, 0, 0), (0, 1, 2), (1, 1, 0))
contracts.agrees(finite_difference, contracts.cases(curve, some, where, contracts.just(1e-5, 0.1)), floor=1e-7, what="the quotient")
tiny = lambda arrays: 1e-9 * float(sum((np.sin(array) + array**2).sum() for array in arrays))
contracts.agrees(finite_difference, contracts.cases(tiny, some, where, contracts.just(1e-5, 0.01)), floor=1e-15, what="the quotient")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_finite_difference_restores", "grade": true, "points": 1}
"""2.9 finite_difference leaves the arrays as they were."""
total = lambda arrays: float(sum(array.sum() for array in arrays))
checks.pure(finite_difference, total, [np.array([[1.0, 2.0]])], (0, 0, 1), hint="Move a copy, or move back.")
def after():
    array = np.array([[0.1, 0.7], [4.0, 0.3]])
    finite_difference(total, [array], (0, 0, 1))
    one_by_one = array.copy()
    numerical_grads(total, [array])
    return one_by_one, array
for name, array in zip(["finite_difference", "numerical_grads"], checks.remote(after), strict=True):
    checks.equal(array, [[0.1, 0.7], [4.0, 0.3]], what=f"the array after {name}", hint="Put the old number back, or move a copy.")
### BEGIN HIDDEN TESTS
some = contracts.several(contracts.real(2, 3, whole=False, single=False), contracts.real(2, 1, whole=False, single=False))
only_run = lambda function, *given: function(*given) is None  # afterward, the arrays are compared
contracts.agrees(finite_difference, contracts.cases(total, some, contracts.just((0, 1, 2), (1, 0, 0))), by=only_run)
contracts.agrees(numerical_grads, contracts.cases(total, some), by=only_run)
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_numerical_grads", "grade": true, "points": 1}
"""2.9 numerical_grads differentiates with respect to every entry."""
arrays_test = [np.array([[1.0, 2.0]]), np.array([[3.0], [4.0]])]
product = lambda arrays: float((arrays[0] @ arrays[1]).sum())
grads = numerical_grads(product, arrays_test)
checks.equal(len(grads), 2, what="the number of arrays")
checks.close(grads[0], [[3.0, 4.0]], what="the derivatives with respect to the first array")
checks.close(grads[1], [[1.0], [2.0]], what="the derivatives with respect to the second array")
zeros = [np.zeros((2, 1)), np.array([[0.0, 1.0]])]
checks.close(numerical_grads(product, zeros[::-1])[0], [[0.0, 0.0]], what="the derivatives with respect to the first array, beside zeros")
checks.close(numerical_grads(lambda arrays: float(np.sum(3 * arrays[0])), zeros)[0], [[3.0], [3.0]], what="the derivatives with respect to an array of zeros")
steep = lambda arrays: 1e6 * float(np.sum(arrays[0] ** 2))
checks.close(numerical_grads(steep, [np.zeros((1, 2))])[0], [[0.0, 0.0]], what="the derivatives of 1e6 x**2 at 0", hint="Central differences: in both directions.")
cubes = lambda arrays: 1e8 * float(np.sum(arrays[0] ** 3))
checks.close(numerical_grads(cubes, [np.zeros((1, 2))])[0], [[0.01, 0.01]], what="the quotients of 1e8 x**3 at 0", hint="They are 1e8 eps**2: use the default eps.")
contracts.consistent(lambda array: numerical_grads(steep, [array])[0], np.array([[1.0, 2.0, 4.0], [3.0, 5.0, 6.0]]), single=False, what="numerical_grads(f, [array])[0]")
small = lambda arrays: 1e-12 * product(arrays)
checks.close(numerical_grads(small, arrays_test)[0], [[3e-12, 4e-12]],
             tolerance=1e-4, what="the derivatives of 1e-12 times the product", hint="Round nothing: a tiny derivative is not 0.")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(10)
arrays_test = [rng.normal(size=(3, 2)), rng.normal(size=(2, 4)), rng.normal(size=(1, 4))]
waves = lambda arrays: float(np.sin(arrays[0] @ arrays[1] + arrays[2]).sum())
slope = np.cos(arrays_test[0] @ arrays_test[1] + arrays_test[2])
expected = [slope @ arrays_test[1].T, arrays_test[0].T @ slope, slope.sum(axis=0, keepdims=True)]
for i, (grad, wanted) in enumerate(zip(numerical_grads(waves, arrays_test), expected, strict=True)):
    checks.close(grad, wanted, what=f"the derivatives with respect to array {i} of three")
some = contracts.several(contracts.real(2, 3, whole=False, single=False), contracts.real(3, 1, whole=False, single=False))
curve = lambda arrays: float(np.sin(arrays[0] @ arrays[1]).sum() + (arrays[1] ** 2).sum())
contracts.agrees(numerical_grads, contracts.cases(curve, some), floor=2e-7, what="the quotients")
### END HIDDEN TESTS

# %% [markdown] name="look_check_text"
# Look: the verdict on your backward pass, for a toy network that is small enough to print: two samples, four inputs, two hidden units. If the relative error is
# below $10^{-6}$, the gradient is right. If it is about $10^{-2}$, a formula is wrong, even though two digits agree. In the gradient of sample 0 with respect
# to $W_1$ one column is zero, because that hidden unit is inactive for this sample. For sample 1 both units are active, and the two columns are multiples of
# each other: rank 1, as 2.8 said.

# %% name="look_check"
toy = data.toy_net(seed=1)
toy_arrays = [array for layer in toy.params for array in layer]


def toy_loss(arrays: list[np.ndarray], samples: slice = slice(None)) -> float:
    """Loss of the toy network on some of its samples, as a function of [W1, b1, W2, b2]."""
    logits, _, _ = forward(toy.x[samples], list(zip(arrays[::2], arrays[1::2], strict=True)))
    return bce_with_logits(logits, toy.y[samples])


def relative_error(one: np.ndarray, other: np.ndarray) -> float:
    """The largest difference, relative to the largest entry."""
    return float(np.abs(one - other).max() / max(np.abs(one).max(), np.abs(other).max(), 1e-300))


def verdict(error: float) -> str:
    """The error if it is too large; rounding decides the digits of one that is not."""
    return "below 1e-6" if error < 1e-6 else f"{error:.1e}, TOO LARGE"


logits, hs, zs = forward(toy.x, toy.params)
print(f"mean loss of the toy network: {bce_with_logits(logits, toy.y):.6f} nats\n")
batch = [g for layer in backward(d_bce_with_logits(logits, toy.y), hs, zs, toy.params) for g in layer]
d_each = 2 * d_bce_with_logits(logits, toy.y)  # the derivative of each sample's own loss: without the 1/n, n = 2
each = [g for layer in per_sample_grads(d_each, hs, zs, toy.params) for g in layer]
for name, array, by_hand in zip(["W1", "b1", "W2", "b2"], numerical_grads(toy_loss, toy_arrays), batch, strict=True):
    print(f"{name}: relative error of backward {verdict(relative_error(array, by_hand))}")
for i in range(2):
    numeric = numerical_grads(lambda arrays, i=i: toy_loss(arrays, slice(i, i + 1)), toy_arrays)
    error = max(relative_error(a, b[i]) for a, b in zip(numeric, each, strict=True))
    print(f"\nsample {i}: relative error of per_sample_grads {verdict(error)}; its gradient with respect to W1:")
    print(np.array2string(each[0][i].round(2) + 0.0, floatmode="fixed", precision=2))
    print(f"rank {np.linalg.matrix_rank(each[0][i], tol=1e-9)}")
    checks.that(error < 1e-6, "Your gradients and the finite differences disagree.")

# %% [markdown] name="ask_checker"
# **In a few sentences.** (a) The same check can report a large error although the formulas in the code are the intended ones. Name two situations in this sheet
# where that happens. (Think of 2.1 and 2.3.) (b) How many forward passes would `numerical_grads` need for a network with 784 inputs, 200 hidden units and one
# logit (section 2.12)?

# %% [markdown] nbgrader={"grade_id": "why_checker", "grade": true, "solution": true, "points": 1}
# (a) Within $\varepsilon$ of the bend of a `relu` the two evaluations lie on different pieces, and the quotient is a mixture of the slopes 0 and 1.
# In the zone where a probability is clipped the loss is flat, so the quotient is 0 while the formula is not. (Also accepted: $\varepsilon$ so small that
# rounding dominates, or so large that the curvature does; `float32`.)
#
# (b) Two per parameter, and there are $784 \cdot 200 + 200 + 200 + 1 = 157\,201$ of them: $314\,402$. Check toy networks.
#
# **Rubric.** Half a point: two valid situations. Half a point: $314\,402$, or the right product with a slip in the arithmetic.

# %% [markdown]
# ## 2.10 Momentum · 3 points
#
# *Mini-batch gradient descent*, also called *stochastic gradient descent* (SGD), uses a few random samples, a *batch*, for each update, and goes once through all of the data in every *epoch*. The gradient of a batch is a noisy estimate of the
# gradient of all data. *Momentum* steps against an exponential moving average of the gradients instead of the last gradient,
#
# $$m \leftarrow \gamma\, m + (1 - \gamma)\, g, \qquad \theta \leftarrow \theta - \eta\, m, \qquad m_0 = 0,$$
#
# with learning rate $\eta$. (The code calls $m$ the `velocity`.) This average remembers about the last $1/(1 - \gamma)$ gradients. After $k$ steps its weights
# add up to $1 - \gamma^k$: with $\gamma = 0.99$ that is 0.01 after the first step and 0.63 after a hundred, so it starts slowly. (Other books and
# `torch.optim.SGD` write $v \leftarrow \gamma v + g$. Their $v$ is our $m / (1 - \gamma)$, so their learning rate must be $(1 - \gamma)$ times ours for the
# same steps.)
#
# Two things of Python that you need. `minibatches` is a *generator*: a function with `yield` in place of `return`. Each `yield` hands out one value, and the function goes on after it when the next value is asked for:
#
# ```python
# def countdown(n):
#     while n > 0:
#         yield n
#         n -= 1
#
# list(countdown(3))  # [3, 2, 1];  or:  for k in countdown(3): ...
# ```
#
# And `train` gets a *callback* `watch`, a function that you call after each step as `watch(step, params)`, with the number of steps done so far and the new parameters. The pictures use it to record what
# happens during training. The default does nothing.
#
# Write three functions: `minibatches` yields one epoch of batches, `momentum_step` does one update, `train` puts everything together (it may use them, but need not).

# %% nbgrader={"grade_id": "minibatches", "solution": true}
def minibatches(n: int, batch_size: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
    """One epoch: the ``n`` samples in random order, in batches. All orders are equally likely.

    Args:
        n: number of samples.
        batch_size: size of a batch; the last one is smaller if it does not divide ``n``. If it is larger than ``n``,
            there is one batch of ``n``.
        rng: the only source of randomness; a second epoch with the same ``rng`` has another order.

    Yields:
        Arrays of indices; together they hold each of 0, ..., n - 1 once.
    """
    ### BEGIN SOLUTION
    order = rng.permutation(n)
    for start in range(0, n, batch_size):
        yield order[start : start + batch_size]
    ### END SOLUTION


# %% nbgrader={"grade_id": "momentum_step", "solution": true}
def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    """One update by averaged momentum.

    Args:
        params: one ``(W, b)`` per layer; not changed.
        grads: gradients, same structure.
        velocity: the average m so far, same structure; not changed.
        learning_rate: the factor of the average in a step.
        gamma: how much of the past to keep, from 0 (plain gradient descent) to below 1.

    Returns:
        The new parameters and the new average.
    """
    ### BEGIN SOLUTION
    new_velocity = [
        (gamma * mW + (1 - gamma) * dW, gamma * mb + (1 - gamma) * db)
        for (mW, mb), (dW, db) in zip(velocity, grads, strict=True)
    ]
    new_params = [
        (W - learning_rate * mW, b - learning_rate * mb)
        for (W, b), (mW, mb) in zip(params, new_velocity, strict=True)
    ]
    return new_params, new_velocity
    ### END SOLUTION


# %% nbgrader={"grade_id": "train", "solution": true}
def train(
    params: Params,
    x: np.ndarray,
    y: np.ndarray,
    *,
    learning_rate: float,
    gamma: float,
    batch_size: int,
    epochs: int,
    rng: np.random.Generator,
    watch: Callable[[int, Params], None] = lambda step, params: None,
) -> tuple[Params, list[float]]:
    """Mini-batch gradient descent with averaged momentum on the cross-entropy of logits.

    Args:
        params: where to start, one ``(W, b)`` per layer; not changed. Each step makes a new list of new arrays,
            so that what ``watch`` keeps stays as it is.
        x: inputs, shape ``(n, d)``.
        y: labels, shape ``(n, 1)``.
        learning_rate: the factor of the average in a step.
        gamma: how much of the past the average m keeps. It starts at 0: m (the ``velocity``) is first a list of arrays
            of zeros, in the shapes of ``params``.
        batch_size: samples per step.
        epochs: how often to go over all of the data, each time in a new order.
        rng: the only source of randomness. Every order is possible; how you draw it is up to you.
        watch: called after each step with the number of steps done (1, 2, ...) and the new parameters.

    Returns:
        The trained parameters, and the loss of each batch just before its step.
    """
    ### BEGIN SOLUTION
    velocity = [(np.zeros_like(W), np.zeros_like(b)) for W, b in params]
    losses = []
    for _ in range(epochs):
        for batch in minibatches(len(x), batch_size, rng):
            z, hs, zs = forward(x[batch], params)
            losses.append(bce_with_logits(z, y[batch]))
            grads = backward(d_bce_with_logits(z, y[batch]), hs, zs, params)
            params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
            watch(len(losses), params)
    return params, losses
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_minibatches", "grade": true, "points": 1}
"""2.10 minibatches yields each sample once, in random order."""
batches = [np.asarray(batch) for batch in minibatches(10, 4, np.random.default_rng(0))]
checks.equal([len(batch) for batch in batches], [4, 4, 2], what="the sizes of the batches of 10 samples")
checks.equal(np.sort(np.concatenate(batches)), np.arange(10), what="all indices, sorted")
checks.equal([len(batch) for batch in minibatches(8, 4, np.random.default_rng(0))], [4, 4], what="the sizes of the batches of 8 samples")
orders = [np.concatenate([np.asarray(b) for b in minibatches(100, 20, np.random.default_rng(seed))]) for seed in (0, 0, 1)]
checks.equal(orders[1], orders[0], what="the order for the same seed", hint="Draw from rng, not from np.random.")
checks.differ(orders[2], orders[0], "Another rng gives the same order: is rng used?")
checks.differ(orders[0], np.arange(100), "The order is not random.")
checks.that(np.abs(np.diff(orders[0])).mean() > 15, "Samples inside a batch are neighbors, or sorted: shuffle samples, not batches.")
def two_epochs():
    rng = np.random.default_rng(0)  # one for both: it must move on
    return [np.concatenate([np.asarray(b) for b in minibatches(100, 20, rng)]) for _ in range(2)]
first, second = checks.remote(two_epochs)
checks.differ(first, second, "The second epoch has the same order as the first: draw from rng itself, not from a copy.")
checks.equal([len(batch) for batch in minibatches(3, 100, np.random.default_rng(0))], [3], what="the sizes of the batches of 100, of 3 samples")
pairs = {tuple(int(i) for batch in minibatches(2, 2, np.random.default_rng(seed)) for i in batch) for seed in range(40)}
checks.equal(sorted(pairs), [[0, 1], [1, 0]], what="the orders of 2 samples, of 40 seeds", hint="Also the order in which they came is as likely as any.")
### BEGIN HIDDEN TESTS
def facts(minibatches, n, size):
    rng = np.random.default_rng(3)
    state = np.random.get_state()[2]  # noqa: NPY002
    epochs = [list(minibatches(n, size, rng)) for _ in range(2)]
    sizes = [[np.shape(batch) for batch in one] for one in epochs]
    return sizes, np.sort(np.concatenate(epochs[1])), np.random.get_state()[2] == state  # noqa: NPY002
contracts.agrees(minibatches, [(10, 3), (10, 5), (7, 7), (7, 100), (1, 1), (1, 4), (9, 1), (8, 4), (101, 10), (70000, 50000)], by=facts, what="sizes and indices")
def all_orders(minibatches, epochs):
    rng = np.random.default_rng(4)
    drawn = [tuple(int(i) for batch in minibatches(4, 2, rng) for i in batch) for _ in range(epochs)]
    counts = [drawn.count(order) for order in set(drawn)]
    return len(counts), max(counts) < 2.5 * epochs / 24  # 4! orders, all equally likely
contracts.agrees(minibatches, [(300,)], by=all_orders, again=False, what="the orders of 4 samples")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_momentum_step", "grade": true, "points": 1}
"""2.10 momentum_step averages gradients and steps against the average."""
layer = lambda w, b: [(np.array([[w]]), np.array([[b]]))]
[(W, b)], [(mW, mb)] = momentum_step(layer(1.0, 2.0), layer(4.0, -8.0), layer(0.0, 0.0), learning_rate=0.5, gamma=0.75)
checks.close(mW, [[1.0]], what="m of W after the first step", hint="The new gradient counts with 1 - gamma.")
checks.close(W, [[0.5]], what="W after the first step", hint="Step against the new average, not the old one.")
checks.close(mb, [[-2.0]], what="m of b after the first step")
checks.close(b, [[3.0]], what="b after the first step")
[(W, b)], [(mW, mb)] = momentum_step(layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), learning_rate=0.5, gamma=0.75)
checks.close([mW[0, 0], W[0, 0]], [7.0, -2.5], what="m and W when there was an average before")
checks.close([mb[0, 0], b[0, 0]], [3.0, 0.5], what="m and b when there was an average before")
two, average = momentum_step(layer(1.0, 1.0) * 2, layer(400.0, 1.0) + layer(2.0, -400.0), layer(8.0, 4.0) * 2, learning_rate=1.0, gamma=0.0)
checks.close(average, [[[[400.0]], [[1.0]]], [[[2.0]], [[-400.0]]]], what="m of two layers for gamma = 0", hint="The new average is the gradient itself.")
checks.close(two, [[[[-399.0]], [[0.0]]], [[[-1.0]], [[401.0]]]], what="the parameters of two layers for gamma = 0")
contracts.consistent(momentum_step, layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), 0.5, 0.75, whole=True, what="(params, velocity)")
### BEGIN HIDDEN TESTS
three = [contracts.layers(3, 2, 1) for _ in range(3)]
some = contracts.cases(*three, contracts.just(0.5, 0.0, 1.5), contracts.just(0.9, 0.0, 0.25, 0.999))
contracts.agrees(momentum_step, some, what="(params, velocity)")
sizes = [[(np.array([[1e-30, 1e30, 3.0]]), np.array([[2e30, 1.0, 1e-30]]))] for _ in range(3)]  # nothing is added, nothing cut off
contracts.agrees(momentum_step, [(*sizes, rate, gamma) for rate in (0.25, 1e-3) for gamma in (0.5, 0.0, 0.99)], floor=1e-37, what="(params, velocity)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_train", "grade": true, "points": 1}
"""2.10 train takes the steps that the formulas say."""
x_test, y_test = np.array([[1.0], [-2.0]]), np.array([[1.0], [0.0]])
start = [(np.array([[0.5]]), np.array([[0.0]]))]
steps = dict(epochs=3, learning_rate=0.1, gamma=0.5, batch_size=2)
def watched():
    seen = []
    rng = np.random.default_rng(0)
    return *train(start, x_test, y_test, **steps, rng=rng, watch=lambda step, params: seen.append((step, params))), seen
trained, losses, seen = checks.remote(watched)
W_test, b_test, mW_test, mb_test, losses_test, seen_test = 0.5, 0.0, 0.0, 0.0, [], []
for _ in range(3):  # the whole data in one batch: no randomness left
    z_test = x_test * W_test + b_test
    losses_test.append(np.logaddexp(0, -z_test * (2 * y_test - 1)).mean())
    slope = 1 / (1 + np.exp(-z_test)) - y_test
    mW_test, mb_test = 0.5 * mW_test + 0.5 * np.mean(slope * x_test), 0.5 * mb_test + 0.5 * np.mean(slope)
    W_test, b_test = W_test - 0.1 * mW_test, b_test - 0.1 * mb_test
    seen_test.append(W_test)
checks.close(losses, losses_test, what="the losses of three steps", hint="The loss before each step; m is carried on.")
checks.close(trained[0][0], [[W_test]], what="W after three steps")
checks.close(trained[0][1], [[b_test]], what="b after three steps")
checks.equal([step for step, _ in seen], [1, 2, 3], what="the steps that watch saw")
checks.close([params[0][0][0, 0] for _, params in seen], seen_test, what="W in what watch got, after training", hint="The new parameters, in a list and arrays of their own.")
same = np.ones((5, 1))  # five times the same sample: the order cannot matter, and the last batch is smaller
_, losses = train(start, same, same, epochs=2, learning_rate=0.1, gamma=0.5, batch_size=4, rng=np.random.default_rng(0))
checks.close(losses, [0.4740770, 0.4599902, 0.4397953, 0.4176738], what="the losses of 2 epochs, 5 equal samples, batches of 4",
             hint="The loss is the mean over the samples of this batch, also if it is smaller than batch_size; m is carried on from epoch to epoch.")
x_many = np.linspace(-2, 2, 20)[:, None]  # a learning rate of 0: an epoch sees every sample and moves nothing
still = dict(epochs=2, learning_rate=0.0, gamma=0.0, batch_size=1)
losses, again, other = (train(start, x_many, (x_many > 0) * 1.0, **still, rng=np.random.default_rng(seed))[1] for seed in (0, 0, 1))
checks.close(np.sort(losses[:20]), np.sort(np.logaddexp(0, -0.5 * np.abs(x_many)).ravel()), what="the losses of 20 batches of one sample, sorted",
             hint="Each is the loss of its batch alone; x and y are in the same order.")
checks.differ(losses[:20], losses[20:], "The second epoch has the order of the first.", what="the losses of an epoch")
checks.close(again, losses, scale=1.0, what="the losses of a second run with the same seed", hint="All randomness comes from rng.")
checks.differ(other, losses, "Another generator gives the same batches: is rng used?", what="the losses")
checks.pure(lambda params, x, y: train(params, x, y, **steps, rng=np.random.default_rng(0)), start, x_test, y_test)
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(11)
x_many, y_many = rng.normal(size=(50, 3)), (rng.uniform(size=(50, 1)) < 0.5) * 1.0
deep = [(rng.normal(size=s), np.zeros((1, s[1]))) for s in [(3, 4), (4, 1)]]
many = dict(learning_rate=0.01, gamma=0.9, batch_size=20, epochs=2)
_, losses = train(deep, x_many, y_many, **many, rng=np.random.default_rng(0))
checks.equal(len(losses), 6, what="the number of steps of 2 epochs, 50 samples, batches of 20")
standing = dict(learning_rate=0.0, gamma=0.0, batch_size=3, epochs=1)  # an epoch that sees every sample and moves nothing
_, every = train(deep, x_many, y_many, **standing, rng=np.random.default_rng(0))
z_many = np.maximum(x_many @ deep[0][0], 0) @ deep[1][0]
expected = np.logaddexp(0, -z_many * (2 * y_many - 1)).ravel()
checks.equal(len(every), 17, what="the number of steps of an epoch, 50 samples, batches of 3")
checks.close(3 * np.sum(every[:-1]) + 2 * every[-1], np.sum(expected), what="the losses of all batches, added up by samples")
checks.differ(every[0], np.mean(expected[:3]), "The first batch holds the first samples: is the order random?", what="the loss of the first batch")
def followed(train, params, x, y, rate, gamma, size, epochs):
    seen = []
    rng = np.random.default_rng(2)
    state = np.random.get_state()[2]  # noqa: NPY002
    with np.errstate(all="ignore"):
        trained, losses = train(params, x, y, learning_rate=rate, gamma=gamma, batch_size=size, epochs=epochs, rng=rng,
                                watch=lambda step, params: seen.append((step, params)))
    return trained, losses, seen, np.random.get_state()[2] == state  # noqa: NPY002
whole_batch = contracts.cases(contracts.layers(2, 3, 1), contracts.real("n", 2, smallest=0.01), contracts.labels("n", 1),
                              contracts.just(0.3, 0.01), contracts.just(0.5, 0.0, 0.9), 8, contracts.just(3, 1), n=(5, 1, 8))
contracts.agrees(train, whole_batch, by=followed, tolerance=1e-5, floor=1e-6, what="(params, losses, watched, state)")
equal_rows = [([(np.full((2, 3), 0.5), np.ones((1, 3))), (np.full((3, 1), -1.0), np.zeros((1, 1)))], np.tile(row, (n, 1)), np.full((n, 1), label),
               0.2, gamma, 4, 3) for row, label in [([1.0, -0.5], 1.0), ([90.0, 40.0], 1.0)] for n, gamma in [(7, 0.9), (5, 0.0), (4, 0.5)]]
contracts.agrees(train, equal_rows, by=followed, tolerance=1e-5, floor=1e-6, what="(params, losses, watched, state)")
### END HIDDEN TESTS

# %% [markdown] name="look_noise_text"
# Look: how noisy is the gradient of a batch? The figure shows, for a network in training, the distance between the gradient of a random batch and the gradient
# of all 2000 samples, divided by the norm of the gradient of all samples. **Predict:** by which factor does the noise fall if the batch is four times as large?
#
# <details><summary>Answer</summary>
#
# By 2. The mean of $B$ independent samples has a standard deviation that falls with $1/\sqrt B$, the dashed line. Four times the work for half the noise: large batches pay off
# slowly. With single samples the noise is about eight times as large as the gradient itself, and training works all the same, because the noise averages out over many small steps.
#
# </details>

# %% name="look_noise"
x_many, y_many = data.two_moons(2000, noise=0.1, seed=0)
rng = np.random.default_rng(0)
somewhere, _ = train(
    init_params([2, 64, 64, 1], rng), x_many, y_many, learning_rate=0.05, gamma=0.0, batch_size=20, epochs=1, rng=rng
)


def flat_gradient(batch: np.ndarray) -> np.ndarray:
    """The gradient of a batch with respect to all parameters, as one vector."""
    z, hs, zs = forward(x_many[batch], somewhere)
    grads = backward(d_bce_with_logits(z, y_many[batch]), hs, zs, somewhere)
    return np.concatenate([array.ravel() for layer in grads for array in layer])


whole = flat_gradient(np.arange(2000))
batch_sizes, noise = [1, 2, 4, 8, 16, 32, 64, 128], []
for size in batch_sizes:
    away = [flat_gradient(rng.integers(2000, size=size)) - whole for _ in range(200)]
    noise.append(np.sqrt(np.mean(np.sum(np.square(away), axis=1))) / np.linalg.norm(whole))
guide = noise[0] / np.sqrt(batch_sizes)
ax = plotting.curves(
    {"measured": (batch_sizes, noise), "falls with 1/√B": (batch_sizes, guide)}, held_out={"falls with 1/√B": "measured"},
    xlabel="batch size B", ylabel="noise / norm of the gradient", title="The noise of a batch gradient", log_x=True, log_y=True,
)
ax.set_xscale("log", base=2)
_ = ax.set_xticks(batch_sizes, batch_sizes)

# %% [markdown] name="look_momentum_text"
# Look: what momentum is good for. A valley without noise, $f(\theta) = 5\,\theta_1^2 + 0.1\,\theta_2^2$, is fifty times steeper in one direction than in the
# other. Without momentum a large learning rate makes the path jump from side to side across the valley, and a small one makes it slow along the valley. With
# momentum the jumps across the valley cancel in the average, while the gradients along it agree and stay. So a larger learning rate is stable, and the steps
# along the valley become longer. Each path has a learning rate close to its best.

# %% name="look_momentum"
CURVATURES = np.array([[10.0, 0.2]])


def valley_walk(learning_rate: float, gamma: float, steps: int) -> np.ndarray:
    """The way of momentum_step through the valley, shape (steps + 1, 2)."""
    nothing = np.zeros((1, 1))
    params, velocity = [(np.array([[1.2, 4.0]]), nothing)], [(np.zeros((1, 2)), nothing)]
    way = [params[0][0][0]]
    for _ in range(steps):
        grads = [(params[0][0] * CURVATURES, nothing)]
        params, velocity = momentum_step(params, grads, velocity, learning_rate, gamma)
        way.append(params[0][0][0])
    return np.array(way)


height = lambda points: (points**2 @ CURVATURES[0]) / 2
ways = {"no momentum, η = 0.19": valley_walk(0.19, 0.0, 250), "γ = 0.75, η = 0.5": valley_walk(0.5, 0.75, 250)}
for name, way in ways.items():
    print(f"{name}: f stays below 1e-6 from step {np.flatnonzero(height(way) >= 1e-6)[-1] + 1}")
ax = plotting.iso_lines(
    height, xlim=(-1.5, 1.5), ylim=(-1, 4.5), levels=[0.1, 0.5, 1, 2, 4, 8], xlabel=r"$\theta_1$", ylabel=r"$\theta_2$",
    title="Thirty steps with and without momentum",
)
ax.set_aspect("auto")
ax = plotting.paths({name: way[:31] for name, way in ways.items()}, ax=ax)

# %% [markdown]
# ## 2.11 Two moons · 2 points
#
# The *accuracy* is the share of samples on the right side of $p = 1/2$, which is $z = 0$. It is what we want. But its derivative is 0 almost everywhere, so we train on the loss.
#
# Write `accuracy(logits, y)`. Raise a `ValueError` if the shapes differ, as in 2.3.

# %% nbgrader={"grade_id": "accuracy", "solution": true}
def accuracy(logits: np.ndarray, y: np.ndarray) -> float:
    """Share of samples whose more probable class is the label.

    Args:
        logits: shape ``(n, 1)``; class 1 is predicted where they are positive.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        A number from 0 to 1.

    Raises:
        ValueError: if the shapes differ.
    """
    ### BEGIN SOLUTION
    if logits.shape != y.shape:
        raise ValueError(f"logits have shape {logits.shape}, y has shape {y.shape}")
    return float(np.mean((logits > 0) == (y == 1)))
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_accuracy", "grade": true, "points": 1}
"""2.11 accuracy counts the samples on the right side."""
checks.close(accuracy(np.array([[2.0], [0.3], [-0.1], [-5.0]]), np.array([[1.0], [0.0], [0.0], [1.0]])), 0.5,
             what="accuracy([2, 0.3, -0.1, -5], [1, 0, 0, 1])", hint="A logit is not a probability: the threshold is 0.")
checks.close(accuracy(np.array([[2.0], [1.0], [0.0], [-5.0]]), np.array([[1.0], [0.0], [0.0], [0.0]])), 0.75,
             what="accuracy([2, 1, 0, -5], [1, 0, 0, 0])", hint="0 is not positive: class 0.")
checks.close(accuracy(np.array([[1e-9], [0.4], [3.0]]), np.ones((3, 1))), 1.0, what="accuracy([1e-9, 0.4, 3], [1, 1, 1])")
checks.close(accuracy(np.array([[1e-30], [-1.0], [0.0]]), np.ones((3, 1))), 1 / 3, tolerance=1e-6,
             what="accuracy([1e-30, -1, 0], [1, 1, 1])", hint="1e-30 is positive. Round nothing.")
for shape_z, shape_y in [((3, 1), (3,)), ((3, 1), (1, 1)), ((3,), (3, 1)), ((1, 3), (3, 1))]:
    checks.raises(ValueError, accuracy, np.ones(shape_z), np.ones(shape_y), hint=f"Shapes {shape_z} and {shape_y}: (n, 1) == (n,) is (n, n).")
contracts.consistent(accuracy, np.array([[2.0], [-3.0], [0.0]]), np.array([[1.0], [1.0], [0.0]]), rows=[0, 1], together=np.mean, whole=True, what="accuracy(logits, y)")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(12)
z_test, y_test = rng.normal(size=(41, 1)), (rng.uniform(size=(41, 1)) < 0.3) * 1.0
right = sum((z > 0) == (y == 1) for z, y in zip(z_test.ravel(), y_test.ravel(), strict=True))
checks.close(accuracy(z_test, y_test), right / 41, tolerance=1e-6, what="the accuracy of 41 samples")
contracts.agrees(accuracy, contracts.cases(contracts.logits("n", 1), contracts.labels("n", 1), n=(70, 1, 70)), what="accuracy(logits, y)")
contracts.agrees(accuracy, contracts.cases(contracts.real("n", 1), contracts.labels("n", 1), n=(5, 1, 1001)), what="accuracy(logits, y)")
mixed_shapes = [((2, 2), (4, 1)), ((3, 1), (1, 3)), ((1,), (1, 1)), ((6, 1), (3, 1)), ((1, 1), (3, 1))]
contracts.agrees(accuracy, [(np.ones(z), np.ones(y)) for z, y in mixed_shapes])
### END HIDDEN TESTS

# %% [markdown] name="look_moons_text"
# Look: all parts together. 25 epochs over 200 samples, one sample a step, 5000 steps with a learning rate of 0.05 and momentum $\gamma = 0.99$. The loss of
# single samples is very noisy (faint, cut off below $10^{-3}$), so the strong line is its running mean. The dashes are the loss on *test samples*: 100 new
# samples that training never uses. In the two maps, white means a probability near one half.

# %% name="look_moons" tags=["nbval-ignore-output"]
class MoonRun(NamedTuple):
    params: Params
    losses: list[float]
    test_losses: list[float]
    x: np.ndarray
    y: np.ndarray
    x_test: np.ndarray
    y_test: np.ndarray


@cache
def train_moons() -> MoonRun:
    """The network on the two moons; run this cell again to train again."""
    x, y = data.two_moons(200, noise=0.1, seed=0)
    x_test, y_test = data.two_moons(100, noise=0.1, seed=1)
    rng = np.random.default_rng(42)
    test_losses = []

    def watch(step: int, params: Params) -> None:
        if step % 100 == 0:
            test_losses.append(bce_with_logits(forward(x_test, params)[0], y_test))

    params, losses = train(
        init_params([2, 64, 64, 1], rng), x, y,
        learning_rate=0.05, gamma=0.99, batch_size=1, epochs=budget(full=25, quick=10), rng=rng, watch=watch,
    )
    return MoonRun(params, losses, test_losses, x, y, x_test, y_test)


run = train_moons()
moons_accuracy = {
    "train": accuracy(forward(run.x, run.params)[0], run.y),
    "test": accuracy(forward(run.x_test, run.params)[0], run.y_test),
}
print("   ".join(f"{part} accuracy {value:.3f}" for part, value in moons_accuracy.items()))
checks.finite([*run.losses, *run.test_losses], what="the losses")
ax = plotting.curves(
    {"train, one sample": run.losses, "test": (100 * np.arange(1, len(run.test_losses) + 1), run.test_losses)},
    xlabel="step", ylabel="cross-entropy (nats)", title="Two moons: loss", smooth=100, log_y=True,
    held_out={"test": "train, one sample"},
)
_ = ax.set(ylim=(1e-3, 10))

# %% name="look_moons_surface"
run = train_moons()
moon_probability = lambda points: sigmoid(forward(points, run.params)[0])
plotting.decision_surface(moon_probability, run.x, run.y, title="Trained network, train samples")
ax = plotting.decision_surface(moon_probability, run.x_test, run.y_test, title="Trained network, test samples")

# %% [markdown] name="explore_units_text"
# Move the slider: every unit of the last hidden layer adds a bend of its own to the logit. Here only the strongest few are kept, and the others are set to 0. With how many of the
# 64 does the network still separate the moons, and what can one of them do alone? (There is nothing to write.)
#
# <details><summary>Answer</summary>
#
# In our run eight units are enough for 99 % of the test samples, and all training samples are right from 16 on. A hidden value is never negative, so one unit
# can move the logit in one direction only. The strongest unit raises the logit, and the output bias is positive, too. So the network with this unit alone says
# class 1 for every sample.
#
# </details>

# %% name="explore_units" tags=["nbval-ignore-output"]
def few_units(units: int = 4):
    """The trained network with the strongest units of its last hidden layer alone, on the test samples."""
    run = train_moons()
    *hidden, (W, b) = run.params
    strength = forward(run.x, run.params)[1][-1].std(axis=0) * np.abs(W[:, 0])
    kept = np.isin(np.arange(len(W)), np.argsort(-strength)[:units])
    params = [*hidden, (W * kept[:, None], b)]
    right = accuracy(forward(run.x_test, params)[0], run.y_test)
    plotting.decision_surface(
        lambda points: sigmoid(forward(points, params)[0]), run.x_test, run.y_test,
        title=f"{units} of {len(W)} units: test accuracy {right:.2f}",
    )


plotting.explore(few_units, units=[1, 2, 3, 4, 5, 6, 8, 10, 13, 16, 24, 32, 64])

# %% nbgrader={"grade_id": "test_moons", "grade": true, "points": 1}
"""2.11 the network separates the moons: more than 95 % on training and on test samples, every loss finite."""
x_train, y_train = data.two_moons(200, noise=0.1, seed=2)
x_test, y_test = data.two_moons(100, noise=0.1, seed=3)
def trained_on_moons(seed):
    rng = np.random.default_rng(seed)
    params = init_params([2, 64, 64, 1], rng)
    return train(params, x_train, y_train, learning_rate=0.05, gamma=0.99, batch_size=1, epochs=12, rng=rng)
for seed in (42, 43, 44):  # one initialization in twenty is unlucky: the best of up to three counts
    trained, losses = checks.remote(trained_on_moons, seed)
    checks.finite(losses, what="the loss of some step")
    reached = [np.mean((np.asarray(forward(x, trained)[0]) > 0) == (y == 1)) for x, y in [(x_train, y_train), (x_test, y_test)]]
    if min(reached) > 0.95:
        break
checks.that(min(reached) > 0.95, f"The accuracies on training and test samples are {reached[0]:.3f} and {reached[1]:.3f}, from the last of three initializations; more than 0.95 is expected.")
### BEGIN HIDDEN TESTS
checks.that(np.mean(losses[-500:]) < 0.2, f"The loss of the last 500 steps is {np.mean(losses[-500:]):.3f} nats.")
### END HIDDEN TESTS

# %% [markdown]
# ## 2.12 Three or nine · 2 points
#
# The same `init_params`, `forward`, `backward` and `train`, with a wider network: 784 pixels, 200 hidden units, 157 201 parameters. No momentum ($\gamma = 0$), learning rate 0.1,
# batches of 100, five epochs. The label is 1 for a nine.
#
# After training you want to see the mistakes, the worst first: the sample with the largest loss, where the network was wrong and most certain.
#
# Write `misclassified(logits, y)`. (It need not check the shapes.)

# %% nbgrader={"grade_id": "misclassified", "solution": true}
def misclassified(logits: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Which samples are on the wrong side, the most confident mistakes first.

    Args:
        logits: shape ``(n, 1)``; class 1 is predicted where they are positive.
        y: labels 0.0 or 1.0, shape ``(n, 1)``.

    Returns:
        Indices of the misclassified samples, integers, one-dimensional, by falling loss (equal losses in any
        order); an empty array of integers if there are none.
    """
    ### BEGIN SOLUTION
    wrong = np.flatnonzero((logits > 0) != (y == 1))
    return wrong[np.argsort(-np.abs(logits.ravel()[wrong]), kind="stable")]
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_misclassified", "grade": true, "points": 1}
"""2.12 misclassified returns the mistakes, worst first."""
z_test, y_test = np.array([[3.0], [-0.5], [2.0], [-4.0], [1.0]]), np.array([[1.0], [1.0], [0.0], [1.0], [1.0]])
checks.equal(misclassified(z_test, y_test), [3, 2, 1], what="misclassified([3, -0.5, 2, -4, 1], [1, 1, 0, 1, 1])",
             hint="Samples 1, 2 and 3 are wrong; 3 with the largest loss.")
far = np.array([[800.0], [1000.0], [40.0]])
checks.equal(misclassified(far, np.zeros((3, 1))), [1, 0, 2], what="misclassified([800, 1000, 40], [0, 0, 0])", hint="Their sigmoid is 1.0 for all.")
checks.equal(misclassified(np.array([[5.0], [0.0]]), np.ones((2, 1))), [1],
             what="misclassified([5, 0], [1, 1])", hint="0 is not positive: class 0. One mistake is an array of one index.")
checks.equal(misclassified(np.array([[1e-30], [-1e-30]]), np.zeros((2, 1))), [0], what="misclassified([1e-30, -1e-30], [0, 0])", hint="1e-30 is positive.")
contracts.consistent(misclassified, z_test, y_test, what="misclassified(logits, y)")
none = misclassified(far, np.ones((3, 1)))
checks.equal(len(none), 0, what="the number of mistakes when all are right")
checks.dtype(none, "integer", what="the indices of no mistakes", hint="As indices of an array, floats do not work.")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(13)
z_test, y_test = rng.normal(size=(60, 1)) * 3, (rng.uniform(size=(60, 1)) < 0.5) * 1.0
loss_test = np.logaddexp(0, -z_test * (2 * y_test - 1)).ravel()
expected = [i for i in np.argsort(-loss_test) if (z_test[i, 0] > 0) != (y_test[i, 0] == 1)]
checks.equal(misclassified(z_test, y_test), expected, what="misclassified of 60 samples")
apart = [(sign * scale * np.array([[3.0], [-0.5], [2.0], [-4.0], [1.0], [-7.0]]), np.array([[1.0], [1.0], [0.0], [0.0], [0.0], [1.0]]))
         for sign in (1, -1) for scale in (1, 1e-6, 100, 1e6)]
apart += [(np.zeros((n, 1)), np.zeros((n, 1))) for n in (1, 3)] + [(np.array([[z]]), np.array([[y]])) for z in (-2.0, -1e-300, 0.0, 1e-300, 2.0, 1e300) for y in (0.0, 1.0)]
many = np.where(np.arange(1001) % 3, 1, -1) * (1 + np.arange(1001) * 501 % 1001 / 100)  # all apart, from 1 to 11
apart += [(many[:, None], (np.arange(1001) % 2)[:, None] * 1.0)]
apart += [(np.array([[3], [-1], [2]]), np.array([[0], [1], [1]])), (np.float32([[3], [-1], [2]]), np.array([[0.0], [1], [1]]))]
contracts.agrees(misclassified, apart, what="misclassified(logits, y)")
### END HIDDEN TESTS

# %% [markdown] name="look_digits_text"
# Look: 605 steps. On MNIST, about 33 of the 2019 test digits stay wrong; over several seeds it was 30 to 36.

# %% name="look_digits" tags=["nbval-ignore-output"]
class DigitRun(NamedTuple):
    params: Params
    losses: list[float]
    steps: list[int]
    test_losses: list[float]
    train_accuracies: list[float]
    test_accuracies: list[float]
    dead_steps: list[int]
    dead: list[float]


@cache
def digits_3_9() -> data.BinaryDigits:
    return data.binary_mnist(positive=9, negative=3, standardize=False)


@cache
def train_digits(learning_rate: float) -> DigitRun:
    """The network 784-200-1 on threes and nines; run this cell again to train again."""
    digits = digits_3_9()
    used = budget(full=len(digits.x_train), quick=2000)
    x, y = digits.x_train[:used], digits.y_train[:used]
    rng = np.random.default_rng(0)
    start = init_params([784, 200, 1], rng)
    epochs = budget(full=5, quick=1)
    run = DigitRun(start, [], [], [], [], [], [], [])
    bar = tqdm(total=epochs * -(-used // 100), desc=f"learning rate {learning_rate:g}", leave=False)
    powers = {round(1.5**k) for k in range(17)}  # 1, 2, 3, 5, 8, ...: all training images take a while

    def watch(step: int, params: Params) -> None:
        bar.update()
        if step < 10 or step % 10 == 0 or step == bar.total:  # at every step, testing would take most of the time
            logits, _, _ = forward(digits.x_test, params)
            run.steps.append(step)
            run.test_losses.append(bce_with_logits(logits, digits.y_test))
            run.test_accuracies.append(accuracy(logits, digits.y_test))
            run.train_accuracies.append(accuracy(forward(x[:2000], params)[0], y[:2000]))
        if step in powers or step == bar.total:
            run.dead_steps.append(step)
            run.dead.append(float(np.mean(np.all(forward(x, params)[2][0] <= 0, axis=0))))

    params, losses = train(
        start, x, y, learning_rate=learning_rate, gamma=0.0, batch_size=100, epochs=epochs, rng=rng, watch=watch
    )
    bar.close()
    return run._replace(params=params, losses=losses)


run = train_digits(0.1)
print(f"{digits_3_9().source}: test accuracy {run.test_accuracies[-1]:.4f}, loss {run.test_losses[-1]:.4f} nats")
plotting.curves(
    {"train, one batch": run.losses, "test": (run.steps, run.test_losses)},
    xlabel="step", ylabel="cross-entropy (nats)", title="Three or nine: loss", smooth=20,
    held_out={"test": "train, one batch"},
)
ax = plotting.curves(
    {"train, first 2000": (run.steps, run.train_accuracies), "test": (run.steps, run.test_accuracies)},
    xlabel="step", ylabel="accuracy", title="Three or nine: accuracy", held_out={"test": "train, first 2000"}, log_x=True,
)
if digits_3_9().source == "mnist":
    checks.that(run.test_accuracies[-1] >= budget(full=0.98, quick=0.9), "The network learns less than it should.")

# %% name="look_misclassified" tags=["nbval-ignore-output"]
run, digits = train_digits(0.1), digits_3_9()
logits, _, _ = forward(digits.x_test, run.params)
worst = misclassified(logits, digits.y_test)[:10]
ax = plotting.digits(
    digits.x_test[worst],
    titles=[f"a {9 if digits.y_test[i] else 3}; p(9) = {sigmoid(logits[i]).item():.2f}" for i in worst],
    columns=5,
    title="The most confident mistakes on the test set",
)

# %% [markdown] name="ask_mistakes"
# **In a few sentences.** Describe at least two patterns that you see in these images: what makes a three look like a nine to this network, or a nine like a
# three? The network gets an image as a row of 784 numbers. Which of these mistakes can you explain by that? (What would change for the network if the pixels of
# all images were shuffled in the same way? What if a digit is shifted by three pixels?)

# %% [markdown] nbgrader={"grade_id": "why_mistakes", "grade": true, "solution": true, "points": 1}
# Typical: threes whose upper bow closes to a loop, or whose lower half straightens to a stem; nines with a loop that is narrow, small or open, or with a tail
# that curls back like the lower bow of a three; broken, thick, slanted or flattened strokes. The network sees 784 numbers and not their neighborhood: it
# compares ink at fixed places with what it has seen there. It has no notion of a stroke, of a shift or of a slant, so an ordinary digit in an unusual place or
# posture is a strange input to it. (Shuffling the pixels of all images in the same way would change nothing: the same network with shuffled rows of $W_1$ does
# the same. After a shift by three pixels, the ink lies on other inputs.)
#
# **Rubric.** Half a point: at least two patterns that can be seen in the student's own images. Half a point: a link to the model (fixed pixels, no tolerance for
# shifts or strokes, few such examples in training). Images differ from run to run; judge the description against those in the submission.

# %% [markdown]
# ## 2.13 A learning rate of 10 · 3 points
#
# The learning rate 0.1 was chosen with care. What if it were 10? Nothing overflows and no loss is `nan`, but the hidden units die. A `relu` unit is *inactive*
# for a sample if its pre-activation is not positive: it outputs 0 and has slope 0. A unit that is inactive for every *training* sample is *dead*. Its incoming
# weights, its bias and its outgoing weights get a gradient of exactly 0.
#
# Write `dead_units(z)`, which finds them.

# %% nbgrader={"grade_id": "dead_units", "solution": true}
def dead_units(z: np.ndarray) -> np.ndarray:
    """Which units of a ``relu`` layer are dead, that is, inactive for every sample.

    Args:
        z: pre-activations, shape ``(n, units)``.

    Returns:
        One flag per unit, shape ``(units,)``: True if its ``relu`` is 0 for all samples.
    """
    ### BEGIN SOLUTION
    return np.all(z <= 0, axis=0)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_dead_units", "grade": true, "points": 1}
"""2.13 dead_units finds the units that are inactive for every sample."""
z_test = np.array([[-1.0, 2.0, 0.0, -3.0], [-0.5, -2.0, 0.0, 1.0]])
checks.equal(dead_units(z_test), [True, False, True, False], what="dead_units of 4 units", hint="relu(0) is 0 too.")
checks.equal(dead_units(np.array([[-1.0], [1e-9], [-2.0]])), [False], what="dead_units of one unit", hint="Shape (units,); with one positive z a unit is not dead.")
checks.dtype(dead_units(z_test), "bool", what="dead_units(z)", hint="A flag is True or False.")
checks.equal(dead_units(np.array([[2.0, -1.0]])), [False, True], what="dead_units([[2, -1]])", hint="A unit that is active for the only sample is not dead.")
barely = -np.ones((1001, 3))
barely[[7, 1000], [1, 2]] = 1e-30
checks.equal(dead_units(barely), [True, False, False],
             what="dead_units of units that are active for 0, 1 and 1 of 1001 samples", hint="One sample is enough, and 1e-30 is positive.")
contracts.consistent(dead_units, z_test, whole=True, what="dead_units(z)")
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(14).normal(size=(3, 50))
expected = [max(column) <= 0 for column in z_test.T]  # per unit, not per sample
checks.equal(dead_units(z_test), expected, what="dead_units of 50 units")
contracts.agrees(dead_units, contracts.cases(contracts.real("n", 4, low=-3.0, high=0.5)), what="dead_units(z)")
contracts.agrees(dead_units, contracts.cases(contracts.real("n", 1)), what="dead_units(z)")
### END HIDDEN TESTS

# %% [markdown] name="look_step_text"
# Look: the same network, the same data, two learning rates. Dead units are counted on the *training* images, because these are what the gradient sees. In both
# figures the axis of steps is logarithmic, because most of the change happens in the first ten steps.

# %% name="look_step" tags=["nbval-ignore-output"]
runs = {f"learning rate {rate:g}": train_digits(rate) for rate in (0.1, 10.0)}
ax = plotting.curves(
    {name: (run.steps, run.test_accuracies) for name, run in runs.items()},
    xlabel="step", ylabel="test accuracy", title="What a large learning rate does to the accuracy", log_x=True,
)
ax.set_ylim(0.4, 1.02)
ax = plotting.curves(
    {name: (run.dead_steps, run.dead) for name, run in runs.items()},
    xlabel="step", ylabel="share of dead hidden units", title="... and to the hidden units, on training images", log_x=True,
)
big, digits = runs["learning rate 10"], digits_3_9()
logits, _, zs = forward(digits.x_train[: budget(full=None, quick=2000)], big.params)
test_logits, _, _ = forward(digits.x_test, big.params)
print(f"after a learning rate of 10: {np.sum(dead_units(zs[0]))} of the {zs[0].shape[1]} hidden units are dead on the training set;")
print(f"on training images the probability of a nine lies between {sigmoid(logits).min():.4f} and {sigmoid(logits).max():.4f};")
print(f"test loss {big.test_losses[-1]:.3f} nats (ln 2 = 0.693), accuracy {accuracy(test_logits, digits.y_test):.4f};")
print(f"share of threes in the test set {1 - digits.y_test.mean():.4f}, of nines {digits.y_test.mean():.4f}")

# %% [markdown] name="ask_step"
# **In a few sentences.** What did the first large steps do to the hidden units? Why can gradient descent never bring a unit back that is dead on all training
# images? What does the network answer now? The accuracy stays at one number: where does this number come from?

# %% [markdown] nbgrader={"grade_id": "why_step", "grade": true, "solution": true, "points": 2}
# The first steps overshoot: the weights and biases of the hidden layer move so far that most units have negative pre-activations for
# every training image (169 of 200 after four steps). Such a unit outputs 0, so its outgoing weights get no gradient, and its slope is 0, so its incoming weights and bias get none
# either: not a small gradient but exactly 0, for every training image. With one hidden layer its pre-activations depend on nothing else, so nothing can bring it back. The curve
# never falls. One after another the remaining units die, too; in this run all 200 are dead before step 500 (with other seeds, 197 and 199 at the end). What is left to train is the last bias alone.
#
# The output no longer depends on the image: on training images it is one probability for all. This probability jumps up and down with the class shares of the last batches, because the steps
# are large. A constant answer is right for one whole class, so the accuracy is a class share: on MNIST $1010/2019 = 0.5002$ (all "three") or
# $1009/2019 = 0.4998$ (all "nine").
#
# (Counted on *test* images the share of dead units can fall again: a unit that is inactive for all test images may be active for a training image, and then it still learns. "Dead" is about the samples that the gradient
# sees.)
#
# **Rubric.** 1 point: dead units and why their gradient is exactly zero on all training images. 1 point: (nearly) constant output and accuracy equal to a class share.
# "It diverges" or "it jumps out of the minimum" without the mechanism: at most half a point.
# %% [markdown] name="end"
# That was a complete neural network. The libraries of the later sheets compute the derivatives for you, for any graph and on any hardware, with the same
# method: they record the graph on the way forward and multiply by local derivatives on the way back. When one of their gradients looks wrong, you know how to check it.


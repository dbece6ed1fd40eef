# %% [markdown] name="title"
# # 5 All ten digits in JAX
#
# By the end of this sheet a model of 7850 numbers, softmax regression, classifies eleven of twelve digits correctly, and you have seen its weights: they are ten
# pictures. Then the same `train` trains a network of half a million parameters and a convolutional one. On the way you compile
# a whole epoch of 468 steps into one call and measure how much faster that is, see how a compiled function can go on using an old model, and find out where the digits are in a deep network.
#
# **How it works.** Replace each `raise NotImplementedError` by your code, then run the test cells below it. A test that passes says so; one that fails says
# what it expected and where to look. Some tests check more than you can see. Run the cells that only show something, too: later ones use `ten_digits`, `toy_x`,
# `heavy_ball`, `make_loop`, `trained_softmax` and other names that they define. Written answers are read by a person. Questions in parentheses are optional;
# where an answer helps you on, it is folded below.
#
# **From sheet 4.** All randomness comes from a *key*. Never use a key twice. For more than one draw, make new keys by `jax.random.split`; after that, use only
# the new ones. (`jax.random.fold_in(key, i)` with another $i$ each time makes another key each time; that is no second use.) `jax.jit` traces a function once
# per shape and type. An epoch is one pass over the training samples, and a generator makes its batches. `value_and_grad` returns a loss and its gradient. Optax
# turns gradients into updates: `init`, `update`, `apply_updates`. [Equinox](https://docs.kidger.site/equinox/) is new here; section 5.4 introduces it.
#
# **Conventions.** A batch is one image a row: $x$ has shape `(n, 784)` and lies between 0 and 1. A label $y$ is a digit; its *one-hot* row
# $t$ has shape `(10,)`. The model gives *logits* $z$ and log-probabilities $\ln p$, one per class. Equinox writes a layer for
# **one** sample, as in a book: $z = W x + b$ with $W$ of shape `(d_out, d_in)` and $b$ of shape `(d_out,)`; `jax.vmap` makes a batch of it. $\ell$ is
# the loss of one sample, $\mathcal L$ the mean over a batch, in nats.

# %% [markdown] name="points"
# | task | checked automatically | written | points |
# |:--|--:|--:|--:|
# | 5.2 From bytes to numbers | 1 | 1 | 2 |
# | 5.3 Ten log-probabilities | 2 | 2 | 4 |
# | 5.4 A model is a tree | 2 |  | 2 |
# | 5.5 What to minimize | 4 |  | 4 |
# | 5.6 A ball with mass | 2 |  | 2 |
# | 5.7 One step, compiled | 2 | 1 | 3 |
# | 5.8 What jit remembers |  | 1 | 1 |
# | 5.10 An epoch in one call | 2 |  | 2 |
# | 5.11 A hundred and one epochs | 1 | 1 | 2 |
# | 5.12 Ten templates |  | 2 | 2 |
# | 5.13 The same loop, deeper | 2 | 1 | 3 |
# | 5.14 Less weight |  | 2 | 2 |
# | 5.15 Where the digits went |  | 1 | 1 |
# | 5.16 JAX beside PyTorch |  | 2 | 2 |
# | **all** | **18** | **14** | **32** |

# %% [markdown] name="time"
# | | 5.1 to 5.2 | 5.3 | 5.4 | 5.5 | 5.6 | 5.7 | 5.8 | 5.9 | 5.10 | 5.11 | 5.12 | 5.13 | 5.14 | 5.15 | 5.16 | all |
# |:--|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
# | minutes to work through | 25 | 40 | 15 | 30 | 10 | 35 | 15 | 10 | 25 | 25 | 15 | 35 | 25 | 25 | 15 | 5 h 45 min |
#
# All cells together run in about two minutes. Softmax regression in 5.11, the two deep networks in 5.13 and the penalties in 5.14 take most of it.

# %% [markdown] name="words"
# A word that you do not know? The [glossary](../../docs/glossary.md) explains it in one line.

# %% name="find_helpers"
from importlib.util import find_spec

if find_spec("helpers") is None:
    raise SystemExit("This kernel has no helpers. Choose the kernel of the course; in Colab, or before you installed it, see START.html.")

# %% [markdown] name="contract"
# **What holds for every function of this sheet.** It changes nothing that it is given, keeps nothing from one call to the next, and uses its arguments, no global variable in their place. Everything random comes from the key
# it is given. What is written with `jax.numpy` works inside of `jax.jit`, `jax.grad` and `jax.vmap` as well as outside, and its derivatives are finite where the docstring does not say otherwise. A batch can be a single sample. Arrays can hold integers, too (`int32`; targets and labels also `uint8`); only the images that go into a model hold floats. Except where the text says so, no number is clipped, and no small number such as 1e-8 is added.

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import time
from collections.abc import Callable, Iterator
from functools import cache
from itertools import islice
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import optax
from helpers import budget, checks, contracts, data, plotting
from helpers.announce import announce_tests
from tqdm.auto import tqdm

LEARNING_RATE, MOMENTUM, LMBDA, BATCH_SIZE = 0.001, 0.9, 0.001, 128

# When quick, there is more to compile than to compute.
jax.config.update("jax_disable_most_optimizations", budget(full=False, quick=True))


def affine(activation: Callable, weight: jax.Array, bias: jax.Array, x: jax.Array) -> jax.Array:
    return activation(weight @ x + bias)


def fixed_model(weight: np.ndarray, bias: np.ndarray) -> Callable:
    """Softmax regression with given parameters, for tests: a tree of a function, W and b that maps one sample."""
    return jax.tree_util.Partial(affine, jax.nn.log_softmax, *jax.device_put((np.float32(weight), np.float32(bias))))


@eqx.filter_jit
def values_and_slopes(model: Callable, x: jax.Array, c: jax.Array) -> tuple:
    """For tests: log-probabilities, and the gradient of ``sum(c * log_p)`` by each pixel and, its largest entry, by each array."""

    def weighted(both):
        log_p = jax.vmap(both[0])(both[1])
        return jnp.sum(c * log_p), log_p

    (_, log_p), (by_model, by_x) = eqx.filter_value_and_grad(weighted, has_aux=True)((model, x))
    return log_p, by_x, [jnp.abs(array).max() for array in jax.tree.leaves(by_model)]


def reused_key(function: Callable) -> str:
    """For tests: what JAX says if ``function(key)`` uses a key twice, or nothing. It is only traced."""
    try:
        with jax.debug_key_reuse(True):
            eqx.filter_eval_shape(function, jax.random.key(0))
    except jax.errors.KeyReuseError as error:
        return str(error).splitlines()[0]
    return ""


def check_draws(drawn: list, again: list, other: list) -> None:
    """For tests: check the arrays of a model that was made with a key, with the same key, and with another one."""
    orders = []
    for array, *more in zip(drawn, again, other, strict=True):
        one, same, new = (a.ravel()[:2000] for a in (array, *more))
        checks.close(same, one, scale=1.0, what="the parameters for the same key")
        if one.size > 512 or (array.ndim > 1 and one.size > 32) or one.std() > 0:  # biases may all be 0
            checks.differ(new, one, f"Another key gives the same parameters of shape {array.shape}.", what="the parameters")
            checks.that(len(np.unique(one)) > 0.9 * one.size, f"Parameters of shape {array.shape} repeat the same numbers.")
            orders.append(tuple(np.argsort(one[:10])))  # the same up to scale: the same order
    checks.equal(len(set(orders)), len(orders), what="the number of arrays with numbers of their own", hint="Two have the same numbers, up to scale: they were drawn with the same key.")


def stopwatch(function: Callable, *arguments: Any) -> float:
    """Seconds from a second call until its result is computed; the first call compiles."""
    jax.block_until_ready(function(*arguments))
    # A call of JAX returns before its work is done (4.8): without waiting, one measures how long it takes to start.
    start = time.perf_counter()
    jax.block_until_ready(function(*arguments))
    return time.perf_counter() - start


plotting.style()
announce_tests()

# %% [markdown]
# ## 5.1 Batches without end
#
# This is the `loader` of sheet 4, with one-hot rows $t$ in place of the labels: in each epoch every sample comes once, in random order; each epoch has a new
# order; the last batch of an epoch may be smaller; all randomness comes from `key`. You need not write it again.

# %% nbgrader={"grade_id": "loader", "locked": true}
def loader(
    x: np.ndarray, t: np.ndarray, batch_size: int, key: jax.Array
) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    """Random batches, epoch after epoch, without end: pairs of shapes ``(b, d)`` and ``(b, k)``."""
    while True:
        key, subkey = jax.random.split(key)
        order = np.asarray(jax.random.permutation(subkey, len(x)))
        for start in range(0, len(x), batch_size):
            rows = order[start : start + batch_size]
            yield x[rows], t[rows]


five = np.arange(5)[:, None]  # sample i is the number i, its target is -i
for x_batch, t_batch in islice(loader(five, -five, 2, jax.random.key(0)), 6):
    print(x_batch.ravel(), t_batch.ravel())

# %% [markdown]
# ## 5.2 From bytes to numbers · 2 points
#
# MNIST comes as 60 000 pictures of 28 by 28 bytes, 0 for paper and 255 for ink, and as many labels. The model wants a row of
# 784 numbers between 0 and 1, and a row of ten targets, one of them 1:
#
# $$x = \frac{\text{pixels}}{255}, \qquad t_k = \begin{cases} 1 & k = y \\ 0 & k \ne y. \end{cases}$$
#
# Write `prepare(images, labels)`. The same 255 for every image, not the largest pixel of the batch: a batch without one
# black pixel would be scaled differently.

# %% nbgrader={"grade_id": "prepare", "solution": true}
def prepare(images: np.ndarray, labels: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Inputs and one-hot targets for a model.

    Args:
        images: bytes (``uint8``), shape ``(n, 28, 28)``, 0 to 255.
        labels: digits, shape ``(n,)``, 0 to 9.

    Returns:
        Pixels row by row, shape ``(n, 784)``, from 0 to 1, and targets, shape ``(n, 10)``, each 0 or 1; both float32.
    """
    ### BEGIN SOLUTION
    x = images.reshape(len(images), -1).astype(np.float32) / 255
    return x, np.eye(10, dtype=np.float32)[labels]
    ### END SOLUTION


# %% [markdown] name="look_prepare_text"
# Look: test image 1111, its ten targets above it, and some of its numbers.

# %% name="look_prepare" tags=["nbval-ignore-output"]
class Split(NamedTuple):
    x: np.ndarray
    t: np.ndarray
    x_test: np.ndarray
    t_test: np.ndarray
    source: str


@cache
def ten_digits() -> Split:
    """All of MNIST, or the first part of it when quick."""
    digits = data.mnist()
    n, n_test = budget(full=len(digits.x_train), quick=256), budget(full=len(digits.x_test), quick=256)
    train = prepare(digits.x_train[:n], digits.y_train[:n])
    test = prepare(digits.x_test[:n_test], digits.y_test[:n_test])
    return Split(*train, *test, digits.source)


digits = ten_digits()
print("shapes:", *(array.shape for array in digits[:4]))
chosen = min(1111, len(digits.x_test) - 1)
print("some pixels of row 10:", digits.x_test[chosen].reshape(28, 28)[10, 4:12].round(2))
ax = plotting.digits(digits.x_test[chosen][None], titles=["".join(str(int(t)) for t in digits.t_test[chosen])])

# %% nbgrader={"grade_id": "test_prepare", "grade": true, "points": 1}
"""5.2 prepare flattens, scales and encodes."""
images_test = (np.arange(3 * 784).reshape(3, 28, 28) % 256).astype(np.uint8)
labels_test = np.array([7, 0, 3], dtype=np.uint8)
checks.pure(prepare, images_test, labels_test)
x_test, t_test = prepare(images_test, labels_test)
checks.shape(x_test, (3, 784), what="x of three images")
checks.shape(t_test, (3, 10), what="t of three images", hint="Ten classes, whichever digits are in the batch.")
checks.equal(np.argmax(t_test, axis=1), [7, 0, 3], what="the place of the 1 in t")
checks.close(x_test * 255, images_test.reshape(3, 784), what="255 times x", hint="Row by row, divided by 255.")
checks.equal(t_test, np.arange(10) == np.array([[7], [0], [3]]), what="t")
checks.equal([str(np.asarray(a).dtype) for a in (x_test, t_test)], ["float32", "float32"], what="the types of x and t")
for largest in (100, 1):
    pale, _ = prepare(np.full((2, 28, 28), largest, dtype=np.uint8), np.array([1, 1]))
    checks.close(pale, np.full((2, 784), largest / 255), what=f"x of two images of bytes {largest}", hint="The same 255 for every image.")
beside = lambda images, labels: np.hstack([*prepare(images, labels)])
contracts.consistent(beside, images_test, labels_test, rows=[0, 1], what="x beside t")
### BEGIN HIDDEN TESTS
bytes_of = lambda i, n, low, high, kind: (np.random.default_rng(i).integers(low, high, size=(n, 28, 28)).astype(np.uint8), (np.arange(n) * 3 % 10).astype(kind))
images = [bytes_of(i, *rest) for i, rest in enumerate([(3, 0, 256, np.uint8), (1, 0, 2, np.int64), (2, 255, 256, np.uint8), (12, 5, 9, np.int32), (1, 0, 1, np.uint8), (301, 0, 256, np.uint8)])]
contracts.agrees(prepare, [contracts.Case(pair, "", layout) for pair in images for layout in ("C", "F")], precision=True, what="(x, t)")
### END HIDDEN TESTS

# %% [markdown] name="ask_scaling"
# **In formulas.** Suppose you forget the 255: $x' = 255\,x$. A layer $z = W x + b$ gives the same logits with $W' = W / 255$. By which factor
# must the learning rate for $W'$ change, so that one step of gradient descent changes the logits of an image as much as it did before? Start from
# $\partial \mathcal L / \partial W' $. What happens if the learning rate stays at 0.001?

# %% [markdown] nbgrader={"grade_id": "why_scaling", "grade": true, "solution": true, "points": 1}
# The gradient is an outer product with the input, $\partial\mathcal L/\partial W' = \delta\, x'^\top = 255\; \partial\mathcal L/\partial W$.
# To keep $W' = W/255$ after a step, $\Delta W'$ must be $\Delta W / 255$, so $\eta' \cdot 255 = \eta / 255$, hence
# $\eta' = \eta / 255^2 = \eta / 65\,025$. With 0.001 all the same, each step moves the logits 65 025 times as far as intended: they jump to
# hundreds, the softmax saturates, and training jumps about or diverges. (The bias, whose input is 1, would need the old learning rate: one
# rate no longer fits all.)
#
# **Rubric.** Half a point: the gradient is 255 times larger. Half a point: the factor $1/255^2$, or an equivalent argument, and that the
# steps are far too large.

# %% [markdown]
# ## 5.3 Ten log-probabilities · 4 points
#
# A logit is a score; there are ten, one per class. The softmax makes probabilities of them, and the loss needs the logarithms of these:
#
# $$p_k = \frac{e^{z_k}}{\sum_j e^{z_j}}, \qquad \ln p_k = z_k - m - \ln \sum_j e^{z_j - m}, \qquad m = \max_j z_j.$$
#
# With exact arithmetic any $m$ gives the same value; question (a) below asks why. The maximum makes the largest exponent 0: nothing overflows, and the sum is at least 1, so its logarithm is
# safe. First the softmax and then the logarithm would not do: a probability of $e^{-200}$ is 0 in `float32`.
#
# Write `log_softmax(z)` with `jax.numpy`, for the last axis of any array, and leave the array as it is. (`jax.nn.log_softmax` exists; write it once yourself. `jnp.max`, `jnp.exp`, `jnp.sum` and `jnp.log` are enough; `jnp.logaddexp` and `jax.nn.logsumexp` are allowed.)

# %% nbgrader={"grade_id": "log_softmax", "solution": true}
def log_softmax(z: jax.Array) -> jax.Array:
    """Log-probabilities from logits.

    Args:
        z: logits, shape ``(..., classes)``, of any size; they and their differences are finite.

    Returns:
        Their log-softmax over the last axis, same shape, finite. The error may be as large as the rounding
        error of the largest logit.
    """
    ### BEGIN SOLUTION
    shifted = z - jnp.max(z, axis=-1, keepdims=True)
    return shifted - jnp.log(jnp.sum(jnp.exp(shifted), axis=-1, keepdims=True))
    ### END SOLUTION


# %% [markdown] name="look_log_softmax_text"
# Look: the log-probability of a class with logit 0, when the other class has logit $z$. From some $z$ on, softmax and then logarithm gives $-\infty$.

# %% name="look_log_softmax"
gap = np.linspace(0, 200, 401)
pairs = np.stack([0 * gap, gap], axis=1).astype(np.float32)
in_two_steps = jax.jit(lambda z: jnp.log(jax.nn.softmax(z)))
ax = plotting.curves(
    {
        "log_softmax": (gap, np.asarray(log_softmax(pairs))[:, 0]),
        "softmax, then logarithm": (gap, np.asarray(in_two_steps(pairs))[:, 0]),
    },
    xlabel="logit $z$ of the other class", ylabel="log-probability (nats)",
)

# %% nbgrader={"grade_id": "test_log_softmax", "grade": true, "points": 1}
"""5.3 log_softmax gives the logarithms of probabilities that sum to 1."""
z_test = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0]], dtype=np.float32)
checks.pure(log_softmax, z_test)
log_p = log_softmax(z_test)
checks.shape(log_p, (2, 3), what="log_softmax of two rows")
checks.close(log_p, [[-2.407606, -1.407606, -0.407606], [-1.098612] * 3], what="log_softmax([[1, 2, 3], [0, 0, 0]])",
             hint="The sum runs over the classes: the last axis.")
checks.close(log_softmax(np.float32([[[1.0, 2.0]], [[5.0, 1.0]]])), [[[-1.3132617, -0.3132617]], [[-0.0181499, -4.0181499]]], what="log_softmax of shape (2, 1, 2)", hint="The last axis, however many there are.")
compiled = jax.jit(log_softmax)
contracts.consistent(lambda z: np.asarray(compiled(z)), z_test.astype(float), whole=True, what="log_softmax(z), compiled")
### BEGIN HIDDEN TESTS
scores = contracts.changed(contracts.real(2, 3, low=-30.0, high=30.0, whole=False), np.float32)
some = [case.arguments[0] for case in contracts.cases(scores)]
rng = np.random.default_rng(1)  # few programs: JAX compiles each
others = [rng.normal(size=shape).astype(np.float32) * 3 for shape in [(2, 3, 4), (4,), (1, 3), (1001, 2)]] + [rng.integers(-9, 9, (3, 2), np.int32)]
def of_all(f, some, others):
    alone, together = jax.jit(f), jax.jit(lambda arrays: [f(array) for array in arrays])
    return [np.asarray(alone(z)) for z in some], [np.asarray(log_p) for log_p in together(others)]
contracts.agrees(log_softmax, [(some, others)], by=of_all, again=False, floor=1e-6, what="log_softmax(z)")
two = others[0][:, 0, :3]
checks.close(log_softmax(two), two - np.log(np.exp(two).sum(axis=-1, keepdims=True)), what="log_softmax of two other rows")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_log_softmax_large", "grade": true, "points": 1}
"""5.3 log_softmax survives large logits, and so does its gradient."""
z_test = np.array([[1000.0, 0.0, 500.0], [-1000.0, -1001.0, -1002.0]], dtype=np.float32)
expected = np.array([[0.0, -1000.0, -500.0], [-0.407606, -1.407606, -2.407606]])
checks.close(log_softmax(z_test), expected, tolerance=1e-6, what="log_softmax([[1000, 0, 500], [-1000, -1001, -1002]])",
             hint="exp(1000) is inf. Take away the largest logit first, in each row its own.")
slopes = lambda rows: np.asarray(jax.jit(jax.vmap(jax.grad(lambda z: log_softmax(z)[0])))(rows))
certain, ordinary = checks.remote(slopes, np.float32([[1000, 0, 500], [1, 2, 3]]))
checks.close(certain, [0.0, 0.0, 0.0], what="the gradient of ln p_0 at [1000, 0, 500]", hint="A class that is certain.")
checks.close(ordinary, [0.909969, -0.244728, -0.665241], what="the gradient of ln p_0 at [1, 2, 3]", hint="The gradient goes through every operation of log_softmax; does one of them give inf or nan?")
behind = log_softmax(np.float32([[0.0, 200.0, 0.0], [7.0, 7.0, 7.0]]))
checks.close(np.asarray(behind)[0], [-200.0, 0.0, -200.0], what="log_softmax([0, 200, 0])")
checks.close(np.asarray(behind)[1], [-1.0986123] * 3, what="log_softmax([7, 7, 7]) below it", hint="Each row its own largest logit.")
largest = np.float32([[1e6], [1e30]])
checks.close(log_softmax(np.float32([[3e4, 0, 1e6], [1e30, -1e30, 0]])) / largest, [[-0.97, -1, 0], [0, -2, -1]], what="log_softmax([[30000, 0, 1e6], [1e30, -1e30, 0]]), divided by 1e6 and 1e30", hint="No number is clipped.")
### BEGIN HIDDEN TESTS
large = contracts.changed(contracts.logits(2, 3, largest=1e5, whole=False), np.float32)
some = [case.arguments[0] for case in contracts.cases(large)]
some += [np.float32([[3e4, -2e5, 1e7], [1e30, -1e30, 0]]), np.float32([[0, 0, 0], [5, 5, 4]])]
def with_slopes(f, some):
    @jax.jit
    def both(z):
        log_p, pull = jax.vjp(f, z)
        return log_p, *pull(jnp.float32([[1, 2, -3], [2, 0, 1]]))
    return [[np.asarray(part) for part in both(z)] for z in some]
contracts.agrees(log_softmax, [(some,)], by=with_slopes, again=False, floor=1e-5, what="(log_p, gradient)")
### END HIDDEN TESTS

# %% [markdown] name="ask_softmax"
# **In formulas.** (a) Show that $\ln p_k$ does not change when a constant is added to all logits. (b) One image has the one-hot target $t$,
# its loss is $\ell = -\sum_k t_k \ln p_k$. Derive $\partial \ell / \partial z_i$. (For $z = W x + b$ it follows that
# $\partial \ell / \partial W = (\partial \ell / \partial z)\, x^\top$. You will *see* this gradient in section 5.5.)

# %% [markdown] nbgrader={"grade_id": "why_softmax", "grade": true, "solution": true, "points": 2}
# (a) $(z_k + c) - \ln \sum_j e^{z_j + c} = z_k + c - \ln\bigl(e^c \sum_j e^{z_j}\bigr) = z_k + c - c - \ln \sum_j e^{z_j}$.
#
# (b) $\ln p_k = z_k - \ln \sum_j e^{z_j}$, so $\partial \ln p_k / \partial z_i = [i = k] - e^{z_i} / \sum_j e^{z_j} = [i = k] - p_i$. With
# $\sum_k t_k = 1$,
#
# $$\frac{\partial \ell}{\partial z_i} = -\sum_k t_k \bigl([i = k] - p_i\bigr) = p_i - t_i.$$
#
# (So $\partial \ell / \partial W = (p - t)\, x^\top$: row $i$ is $(p_i - t_i)\, x^\top$.)
#
# **Rubric.** 1 point: (a), with $e^c$ taken out of the sum. Half a point: (b), the derivative of $\ln \sum_j e^{z_j}$ is $p_i$. Half a point: (b), $p - t$, by
# $\sum_k t_k = 1$ (or by the single $k$ with $t_k = 1$).

# %% [markdown]
# ## 5.4 A model is a tree · 2 points
#
# JAX differentiates, maps and compiles *pytrees*: lists, tuples, dictionaries, nested as you like, with arrays as leaves. An Equinox module is an
# object that is such a tree: its fields are the branches. It holds its parameters, it can be called, and it never changes: training returns a new one.
#
# <details><summary>If you know the init/apply pairs of `stax`, Flax or Haiku: what corresponds to what</summary>
#
# | init/apply pair (here of `stax`) | Equinox module |
# |:--|:--|
# | `init, apply = serial(Dense(3), Tanh)` | `eqx.nn.Sequential([eqx.nn.Linear(5, 3, key=key), eqx.nn.Lambda(jnp.tanh)])` |
# | `shape, params = init(key, (-1, 5))`; the -1 stands for any number of samples | the module itself; sizes in and out are both named |
# | `apply(params, x_batch)` | `jax.vmap(model)(x_batch)` |
# | `jax.grad(loss)(params, ...)` | `eqx.filter_grad(loss)(model, ...)` |
# | `Relu`, a layer | `eqx.nn.Lambda(jax.nn.relu)` |
#
# </details>
#
# `eqx.nn.Sequential([...])` is a module that calls its layers one after the other: `eqx.nn.Linear(d_in, d_out, key=key)` is an affine layer, and
# `eqx.nn.Lambda(f)` makes a layer of a function `f` (`Sequential` does not accept the function itself). All of them map one sample; `jax.vmap(model)` maps a
# batch.
#
# One trap. The tree also contains the function inside `Lambda`, which is not an array, and `jax.grad` rejects it. So select the arrays: `eqx.filter(model, eqx.is_array)`
# puts `None` where there is no array, and `jax.tree.leaves(tree)` lists the leaves without these `None`. `eqx.partition(model, eqx.is_array)` gives two trees, one with the arrays and one with the rest, and `eqx.combine` puts them together again.
#
# Three words: a *leaf* is anything at the end of a branch: an array, a function, a number. An *array* is what `eqx.is_array` accepts: one of JAX or of NumPy, of floats, integers or flags. In this sheet every array of a model is trained, so the *parameters* are the entries of all its arrays.
#
# Write `softmax_regression(key)`: one affine layer from 784 to 10, then your `log_softmax`. Draw every weight from the key, no two from the same random number,
# as `Linear` does; another distribution, and biases that start at 0, are also accepted. Let $W$ be the first array of the tree, a row per class, shape
# `(10, 784)`, as `Linear` has it: later cells draw its rows. And write `count_parameters(model)` for *any* tree.

# %% nbgrader={"grade_id": "softmax_regression", "solution": true}
def softmax_regression(key: jax.Array) -> eqx.Module:
    """Logits that are affine in the pixels, and their log-softmax.

    Args:
        key: the only source of randomness.

    Returns:
        A module that maps one image, shape ``(784,)``, to log-probabilities, shape ``(10,)``.
    """
    ### BEGIN SOLUTION
    return eqx.nn.Sequential([eqx.nn.Linear(784, 10, key=key), eqx.nn.Lambda(log_softmax)])
    ### END SOLUTION


# %% nbgrader={"grade_id": "count_parameters", "solution": true}
def count_parameters(model: Any) -> int:
    """How many numbers the arrays of a tree hold.

    Args:
        model: any pytree; leaves that are no arrays (functions, Python numbers) do not count.

    Returns:
        The number of entries of all arrays together; an array that stands in the tree twice counts twice.
    """
    ### BEGIN SOLUTION
    return sum(array.size for array in jax.tree.leaves(eqx.filter(model, eqx.is_array)))
    ### END SOLUTION


# %% [markdown] name="look_model_text"
# Look: the tree and its leaves, first $W$, then $b$. Then three images go through an untrained model. Last, the model is taken apart into its parameters and a
# function of them, `apply(params, x)`. (Other libraries keep the two apart from the start, as an *init/apply pair*.)

# %% name="look_model" tags=["nbval-ignore-output"]
model, toy_x, toy_t = softmax_regression(jax.random.key(0)), ten_digits().x_test[:3], ten_digits().t_test[:3]
eqx.tree_pprint(model)
print("parameters:", count_parameters(model), "= 784 * 10 + 10")
weight, bias = jax.tree.leaves(eqx.filter(model, eqx.is_array))  # two leaves here; a deeper net has more
print("leaves:", weight.shape, bias.shape, weight.dtype, type(weight).__name__)
log_p = jax.vmap(model)(toy_x)
print("log-probabilities of three images, shape", log_p.shape)
print(np.asarray(log_p).round(2))
print("their probabilities sum to", np.exp(log_p).sum(axis=1))

params, rest = eqx.partition(model, eqx.is_array)  # what `init` returned
apply = lambda params, x: jax.vmap(eqx.combine(params, rest))(x)  # and its `apply`
checks.close(apply(params, toy_x), log_p, what="the log-probabilities of the init/apply pair")
as_numpy = np.array(weight)  # a copy that may be written to; jnp.asarray leads back
try:
    weight[0, 0] = 1.0
except TypeError as error:
    print("weight[0, 0] = 1.0:", str(error).split(".")[0])

# %% nbgrader={"grade_id": "test_softmax_regression", "grade": true, "points": 1}
"""5.4 softmax_regression is one affine layer with a log-softmax, drawn from its key."""
def try_out(seeds, weight, bias, x, c):
    models = [softmax_regression(jax.random.key(seed)) for seed in seeds]
    arrays = [[np.asarray(a) for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))] for model in models]
    def put(leaf):  # whichever way round the weight lies
        new = {7840: weight, 10: bias}.get(leaf.size, leaf) if eqx.is_array(leaf) else leaf
        return new if new is leaf else jax.device_put((new if new.shape == leaf.shape else new.T).reshape(leaf.shape))
    results = [values_and_slopes(model, x, c) for model in (models[0], jax.tree.map(put, models[0]))]
    return [jax.tree.map(np.asarray, result) for result in results], arrays
rng = np.random.default_rng(12)
weight, bias = (rng.normal(size=(10, 784)) / 28).astype(np.float32), rng.normal(size=10).astype(np.float32)
x_test = np.random.default_rng(2).uniform(size=(3, 784)).astype(np.float32)
x_test = np.concatenate([x_test, 400 * x_test])  # of large inputs, a relu or a second layer would show, a logarithm of 0 too
c_test = np.concatenate([rng.normal(size=(3, 10)), np.zeros((3, 10))]).astype(np.float32)
(drawn, given), arrays = checks.remote(try_out, [0, 0, 1], weight, bias, x_test, c_test)
checks.shape(drawn[0], (6, 10), what="the output for six images")
checks.close(np.exp(drawn[0].astype(float)).sum(axis=1), np.ones(6), what="the sums of exp(output) over the classes",
             hint="The output should be logarithms of probabilities: which layer is your last?")
checks.equal(sum(a.size for a in arrays[0]), 7850, what="the number of parameters", hint="784 * 10 weights and 10 biases.")
complaint = checks.remote(reused_key, softmax_regression)
checks.that(not complaint, f"A key is used twice ({complaint}). After a split, only the parts may be used.")
check_draws(*arrays)
def by_hand(x):
    z = x @ weight.T + bias
    z -= z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))
for part, words in [(slice(0, 3), "images"), (slice(3, 6), "400 times as bright images")]:
    checks.close(given[0][part], by_hand(x_test[part].astype(float)), tolerance=1e-4, what=f"the log-probabilities of log_softmax(W x + b) for given W and b, {words}")
D = rng.normal(size=x_test.shape)
slope = (c_test * (by_hand(x_test + 1e-5 * D) - by_hand(x_test - 1e-5 * D))).sum() / 2e-5
checks.close((given[1] * D).sum(), slope, tolerance=1e-3, what="how a sum of log-probabilities moves with the pixels along a direction", hint="The gradient goes through every layer.")
checks.that(min(given[2]) > 0, "The gradient with respect to an array of the model is 0.")

# %% nbgrader={"grade_id": "test_count_parameters", "grade": true, "points": 1}
"""5.4 count_parameters counts the entries of all arrays of a tree, and of nothing else."""
def counted(shapes):
    arrays = [jax.device_put(np.zeros(shape, np.float32)) for shape in shapes]
    return count_parameters({"layers": arrays, "activation": jax.nn.relu})
checks.equal(checks.remote(counted, [(4, 3), (4,)]), 16, what="the number of parameters of W (4, 3) and b (4,)")
def of_all_kinds():
    make = lambda *shape, kind=np.float32: jax.device_put(np.zeros(shape, kind))
    same = make(3)
    trees = [{"a": make(2, 3, 4), "b": (make(), [make(5, kind=np.int32)])}, [0.5, 3, "relu", None, jax.nn.relu], make(7), [make(2, 2), make(2, 2)], (same, same)]
    return [count_parameters(tree) for tree in [*trees, {"flags": make(3, kind=bool)}, [make(0, 4), make(1)], np.zeros((2, 3))]]
checks.equal(checks.remote(of_all_kinds), [30, 0, 7, 8, 6, 3, 1, 6], what="the numbers for arrays of any shape and type, for no array, for one, for two alike, for one twice, for flags, for one that is empty, for one of NumPy",
             hint="Every array counts, also a single number and one of integers; a Python number does not.")
### BEGIN HIDDEN TESTS
make = lambda *shape, kind=np.float32: (shape, kind)
def counted_tree(count_parameters, tree):
    build = lambda node: jax.device_put(np.zeros(*node)) if isinstance(node, tuple) else {k: build(v) for k, v in node.items()} if isinstance(node, dict) else [build(v) for v in node] if isinstance(node, list) else node
    return count_parameters(build(tree))
trees = [[make(3), {"x": make(2, 2, kind=np.int32), "y": [make(kind=bool), 1.5]}], [], {"f": None}, [make(0, 4), make(1)], make(2, 1, 3),
         [make(2, 2), [make(3), {"a": make(3), "b": make(1, 5, kind=np.uint8)}], None, "relu", 0.5], [make(2, 3, 5), make(), make(7)]]
contracts.agrees(count_parameters, [(tree,) for tree in trees], by=counted_tree, what="the numbers")
### END HIDDEN TESTS

# %% [markdown]
# ## 5.5 What to minimize · 4 points
#
# The loss is the *cross-entropy*: minus the log-probability of the right class, averaged over the batch. The accuracy is the share of images whose most probable class is the
# right one (by `argmax`, the first of several that are equal):
#
# $$\mathcal L = -\frac 1 n \sum_{i=1}^n \sum_{k} t_{ik} \ln p_{ik}, \qquad \text{objective} = \mathcal L + \lambda \sum_j |\theta_j|^q.$$
#
# The second term, the penalty, keeps the parameters small; this is called *regularization*. $q = 2$ is L2, $q = 1$ is L1 ($q$ is `power` in the code). It runs
# over **every** array of the model, biases too, without a half and without a mean. (The gradient of the L2 penalty is $2 \lambda \theta$. Sheet 4 has
# $\lambda / 2$ in place of $\lambda$: its $\lambda = 0.002$ does what $\lambda = 0.001$ does here. At exactly 0, JAX takes 1 as the derivative of $|\theta|$.)
# (A penalty can help against the over-fitting of sheet 3. The opposite is *under-fitting*: the loss is high on the training data, too.)
#
# Write `cross_entropy`, `accuracy`, `penalty` (the sum alone, without $\lambda$) and `objective` with `jax.numpy`, so that they can be differentiated
# and compiled. $\lambda$ can be a tracer as well: section 5.14 maps over it.

# %% nbgrader={"grade_id": "cross_entropy", "solution": true}
def cross_entropy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    """Mean of minus the log-probability of the right class, in nats.

    Args:
        log_p: log-probabilities, shape ``(n, classes)``, finite.
        t: one-hot targets, shape ``(n, classes)``.

    Returns:
        One number, ``ln(classes)`` for a model that knows nothing.
    """
    ### BEGIN SOLUTION
    return -jnp.mean(jnp.sum(t * log_p, axis=1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "accuracy", "solution": true}
def accuracy(log_p: jax.Array, t: jax.Array) -> jax.Array:
    """Share of samples whose most probable class is the right one.

    Args:
        log_p: log-probabilities, shape ``(n, classes)``.
        t: one-hot targets, shape ``(n, classes)``.

    Returns:
        One number from 0 to 1. Of classes that are equally probable, the first is the most probable one.
    """
    ### BEGIN SOLUTION
    return jnp.mean(jnp.argmax(log_p, axis=1) == jnp.argmax(t, axis=1))
    ### END SOLUTION


# %% nbgrader={"grade_id": "penalty", "solution": true}
def penalty(model: Any, power: int = 2) -> jax.Array:
    """How large the parameters are.

    Args:
        model: any pytree; leaves that are no arrays do not count.
        power: 2 for the sum of squares, 1 for the sum of absolute values.

    Returns:
        The sum of ``|theta|**power`` over every entry of every array, those of integers too; 0 if there is none. Its
        derivative is finite, at 0 too.
    """
    ### BEGIN SOLUTION
    arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
    return sum(jnp.sum(jnp.abs(array) ** power) for array in arrays)
    ### END SOLUTION


# %% nbgrader={"grade_id": "objective", "solution": true}
def objective(model: Callable, x: jax.Array, t: jax.Array, lmbda: float, power: int = 2) -> jax.Array:
    """What training minimizes: the cross-entropy of a batch and the weighted penalty.

    Args:
        model: maps one sample, shape ``(d,)``, to log-probabilities, shape ``(classes,)``.
        x: inputs, shape ``(n, d)``.
        t: one-hot targets, shape ``(n, classes)``.
        lmbda: weight of the penalty.
        power: of the penalty.

    Returns:
        One number, which can be differentiated with respect to the parameters, ``x`` and ``lmbda``. It does
        not change if every sample of the batch is taken twice.
    """
    ### BEGIN SOLUTION
    return cross_entropy(jax.vmap(model)(x), t) + lmbda * penalty(model, power)
    ### END SOLUTION


# %% [markdown] name="look_objective_text"
# Look: an untrained model on three images, then the gradient of its loss with respect to $W$ on a thousand. It has the shape of $W$: ten pictures. The
# step goes *against* it, so minus the gradient is drawn: orange is where ink will count for the class, blue where it will count against. Before the
# first step has been made, some of the digits can be seen. Which ones can you read, and which not? (Which formula from section 5.3 is this?)
#
# <details><summary>Answer</summary>
#
# Row $k$ is the mean of $(t_k - p_k)\, x$: the mean image of class $k$, times its share, minus the mean of all images, weighted by $p_k$. So it shows how class $k$ *differs* from the average digit. Where the two look alike,
# as for 5, little is left to be read. A 4 differs clearly, but only in some parts: what it shares with the average digit is missing from its picture.
# </details>

# %% name="look_objective" tags=["nbval-ignore-output"]
model, digits = softmax_regression(jax.random.key(0)), ten_digits()
log_p = jax.vmap(model)(toy_x)
print(f"three images: loss {cross_entropy(log_p, toy_t):.3f} nats (ln 10 = {np.log(10):.3f}),", end=" ")
print(f"accuracy {accuracy(log_p, toy_t):.2f},")
print(f"penalty {LMBDA * penalty(model):.4f}, objective {objective(model, toy_x, toy_t, LMBDA):.3f}")
norm = float(jax.jit(optax.tree.norm)(eqx.filter(model, eqx.is_array)))
print(f"the norm of all parameters, by Optax, is {norm:.4f}; lambda times its square is {LMBDA * norm**2:.4f}")
grads = eqx.filter_jit(eqx.filter_grad(objective))(model, digits.x[:1000], digits.t[:1000], 0.0)
eqx.tree_pprint(grads)
ax = plotting.pictures(
    -np.asarray(jax.tree.leaves(grads)[0]).reshape(10, 28, 28), titles=[f"class {k}" for k in range(10)], columns=5,
    scale="minus the gradient (nats)", title="Minus the gradient of the loss with respect to the ten rows of W, before training",
)

# %% nbgrader={"grade_id": "test_cross_entropy", "grade": true, "points": 1}
"""5.5 cross_entropy is the mean of minus the log-probability of the right class."""
p_test = np.array([[0.5, 0.25, 0.25], [0.1, 0.1, 0.8]], dtype=np.float32)
t_test = np.array([[1, 0, 0], [0, 1, 0]], dtype=np.float32)
loss = cross_entropy(np.log(p_test), t_test)
checks.shape(loss, (), what="cross_entropy of a batch", hint="One number.")
checks.close(loss, (np.log(2) + np.log(10)) / 2, what="cross_entropy of two samples",
             hint="Sum over the classes, mean over the samples.")
far = np.float32([[-200.0, 0.0, -300.0], [-1.0, -0.6, -2.4]])
checks.close(cross_entropy(far, np.float32([[1, 0, 0], [0, 0, 1]])), 101.2, what="cross_entropy where a class is 200 nats behind", hint="The log-probabilities as they are.")
farther = np.float32([[-5000.0, 0.0, -9e4], [-1.0, -0.6, -2.4]])
checks.close(cross_entropy(farther, np.uint8([[1, 0, 0], [0, 0, 1]])), 2501.2, what="cross_entropy where it is 5000 nats behind, for targets of type uint8", hint="No number is clipped; and a minus before a uint8 makes 255 of 1.")
with_slopes = lambda log_p, t: jax.tree.map(np.asarray, jax.jit(jax.value_and_grad(cross_entropy))(log_p, t))
value, slopes = checks.remote(with_slopes, np.float32([[-1.0, 0.0, -300.0], [-1.0, -0.6, -2.4]]), np.float32([[0, 0, 1], [0, 1, 0]]))
checks.close(value, 150.3, what="cross_entropy of other samples, compiled")
checks.close(slopes, [[0, 0, -0.5], [0, -0.5, 0]], what="its gradient with respect to log_p", hint="Only the log-probability of the right class counts.")
### BEGIN HIDDEN TESTS
surprises = contracts.changed(contracts.real(2, 3, low=-1e5, high=0.0, whole=False), np.float32)
targets = contracts.changed(contracts.labels(2, classes=3, dtype=int), lambda y: np.eye(3, dtype=np.float32)[y])
some = [case.arguments for case in contracts.cases(surprises, targets)]
rng = np.random.default_rng(3)
z_test = 30 * rng.normal(size=(3, 10))  # large: surprises of up to a hundred nats
log_p_test = (z_test - np.log(np.exp(z_test).sum(axis=1, keepdims=True))).astype(np.float32)
pair = lambda n, kind, log_p: (log_p, np.eye(log_p.shape[1], dtype=kind)[np.arange(n) * 7 % log_p.shape[1]])
others = [pair(3, np.float32, log_p_test), pair(1, np.uint8, log_p_test[:1]), pair(1001, np.int32, -rng.uniform(1, 9, size=(1001, 3)).astype(np.float32)), pair(4, np.uint8, rng.integers(-9, 0, (4, 2), np.int32))]
def of_all(f, some, others):
    alone, together = jax.jit(jax.value_and_grad(f)), jax.jit(lambda pairs: [f(*pair) for pair in pairs])
    return [jax.tree.map(np.asarray, alone(*one)) for one in some], [np.asarray(loss) for loss in together(others)]
contracts.agrees(cross_entropy, [(some, others)], by=of_all, again=False, floor=1e-6, what="(loss, gradient)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_accuracy", "grade": true, "points": 1}
"""5.5 accuracy counts the samples whose most probable class is right."""
p_test = np.array([[0.4, 0.3, 0.3], [0.2, 0.2, 0.6], [0.1, 0.8, 0.1], [0.5, 0.3, 0.2]], dtype=np.float32)
t_test = np.eye(3, dtype=np.float32)[[0, 2, 0, 0]]
checks.close(accuracy(np.log(p_test), t_test), 0.75, what="the accuracy of four samples, of which the third is wrong",
             hint="For each sample: which class is the most probable, and is it the right one?")
checks.close(accuracy(np.log(p_test[2:3]), t_test[2:3]), 0.0, what="the accuracy of the third alone")
checks.close(checks.remote(lambda: float(jax.jit(accuracy)(np.log(p_test), t_test))), 0.75, what="the accuracy of four samples, compiled", hint="Inside of jit the accuracy is a tracer: return it as it is, without float(...).")
close_call = np.float32([[-1.0986122, -1.0986124, -1.0986125], [-1.2, -1.1, -1.0], [-1.2, -1.1, -1.0], [-0.9, -0.9001, -2.0]])
checks.close(accuracy(close_call, np.float32([[0, 0, 1], [1, 0, 0], [0, 1, 0], [0, 1, 0]])), 0.0, what="the accuracy of four samples whose classes are close")
equal = np.float32([[-0.9, -0.9, -2.0], [-2.0, -0.9, -0.9], [-1.0, -1.0, -1.0], [-1.0, -1.0, -1.0]])
checks.close(accuracy(equal, np.float32([[1, 0, 0], [0, 1, 0], [1, 0, 0], [0, 0, 1]])), 0.75, what="the accuracy of four samples with classes that are equally probable", hint="argmax takes the first of them.")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(4)
p_test, y_test = rng.dirichlet(np.ones(10), size=30), rng.integers(10, size=30)
y_test[:11] = p_test[:11].argmax(axis=1)  # more classes than chance, with probabilities below a half
surprises = contracts.changed(contracts.real(2, 3, low=-9.0, high=0.0, smallest=1e-6, whole=False), np.float32)
targets = contracts.changed(contracts.labels(2, classes=3, dtype=int), lambda y: np.eye(3, dtype=np.float32)[y])
some = [case.arguments for case in contracts.cases(surprises, targets)]
pair = lambda log_p, y, kind: (log_p, np.eye(log_p.shape[1], dtype=kind)[y])
others = [pair(np.log(p_test).astype(np.float32), y_test, np.float32), pair(rng.integers(-3, 0, (1001, 3), np.int32), np.arange(1001) ** 2 % 3, np.uint8), pair(np.float32([[-5e4, -5e4 - 1]]), [0], np.int32)]
def of_all(f, some, others):
    alone, together = jax.jit(f), jax.jit(lambda pairs: [f(*pair) for pair in pairs])
    return [np.asarray(alone(*one)) for one in some], [np.asarray(share) for share in together(others)]
contracts.agrees(accuracy, [(some, others)], by=of_all, again=False, floor=1e-6, what="the accuracy")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_penalty", "grade": true, "points": 1}
"""5.5 penalty sums |theta|**q over every array."""
def penalties(arrays):
    tree = {"layers": [jax.device_put(np.float32(a)) for a in arrays], "activation": jax.nn.relu}
    found = eqx.filter_jit(lambda tree: (penalty(tree), penalty(tree, 2), penalty(tree, 1)))(tree)
    return [float(value) for value in found]
found = checks.remote(penalties, [np.array([[1.0, -2.0], [0.0, 3.0]]), np.array([-1.0, 2.0])])
checks.close(found, [19.0, 19.0, 9.0], what="the penalties of [[1, -2], [0, 3]] and [-1, 2], L2, L2 and L1",
             hint="No half, no mean, no root; biases count.")
def at_zero():
    slope = lambda power: np.asarray(jax.jit(jax.vmap(jax.grad(lambda theta: penalty([theta], power))))(np.float32([[3.0, -0.5, 0.0], [0.0, 0.0, 0.0]])))
    trees = [[jax.device_put(np.float32([2.0])), {"a": jax.device_put(np.int32([-3, 1])), "b": 7.0}], np.float32([0.0, 1e-6, -3e-6])]
    found = eqx.filter_jit(lambda trees: [penalty(tree, power) for tree in trees for power in (2, 1)])(trees)
    return slope(2), slope(1), list(map(float, found))
squares, sizes, of_trees = checks.remote(at_zero)
checks.close(squares, [[6.0, -1.0, 0.0], [0.0, 0.0, 0.0]], what="the gradients of the penalty at [3, -0.5, 0] and at 0, L2", hint="The root of 0 has no slope.")
checks.finite(sizes, what="the gradients of the penalty at [3, -0.5, 0] and at 0, L1", hint="The root of 0 has no slope.")
checks.close(sizes[0][:2], [1.0, -1.0], what="the gradient of the penalty at [3, -0.5], L1")  # at 0 the kink has many slopes
checks.close(of_trees[:2], [14.0, 6.0], what="the penalties of 2.0 and of the integers -3 and 1, beside a Python number", hint="Every array counts, nothing else does.")
checks.close([of_trees[2] * 1e12, of_trees[3] * 1e6], [10.0, 4.0], what="1e12 and 1e6 times the penalties of 0, 1e-6 and -3e-6, L2 and L1", hint="No small number is added.")
### BEGIN HIDDEN TESTS
def of_all(penalty, some):
    tree = lambda theta, *more: {"w": theta, "more": (*more, jax.nn.relu, 0.5, [np.zeros((0, 2), np.float32)], None)}
    found = [np.asarray(penalty([None, jax.nn.relu, 3.0], power)) for power in (2, 1)]
    for power in (2, 1):
        both = eqx.filter_jit(eqx.filter_value_and_grad(lambda tree, power=power: penalty(tree, power)))
        for one in some:
            value, slopes = both(tree(*one))
            found += [np.asarray(value), np.asarray(slopes["w"]) * (one[0] != 0)]  # at 0, the slope of L1 is free
    return found
whole = contracts.just(np.int32([2, -3]), np.int32([0, 0]))
real = lambda *shape: contracts.changed(contracts.real(*shape, low=-1e15, high=1e15, edges=[-1.0, 1.0], whole=False), np.float32)
some = [case.arguments for case in contracts.cases(real(2, 3), real(3), whole, layouts=False)]
contracts.agrees(penalty, [(some,)], by=of_all, again=False, tolerance=1e-5, floor=1e-9, what="(penalty, gradient)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_objective", "grade": true, "points": 1}
"""5.5 objective is the loss and lambda times the penalty, and has the right gradient."""
rng = np.random.default_rng(6)
W, b, x_test = rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=(5, 4)).astype(np.float32)
y_test = np.array([0, 2, 1, 1, 0])
t_test = np.eye(3, dtype=np.float32)[y_test]
def objective_at(W, b, x, lmbda, power):
    z = x @ W.T + b
    log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
    return -np.mean(log_p[np.arange(5), y_test]) + lmbda * ((np.abs(W) ** power).sum() + (np.abs(b) ** power).sum())
def value_and_gradient(x, t, lmbda, power):
    more = () if power == 2 else (power,)  # 2 is the default
    both = eqx.filter_jit(eqx.filter_value_and_grad(lambda first: objective(first[0], first[1], t, first[2], *more)))
    value, (by_model, *by_rest) = both((fixed_model(W, b), x, jnp.float32(lmbda)))  # lambda is traced, too
    return float(value), [np.asarray(g) for g in (*jax.tree.leaves(by_model), *by_rest)]
for lmbda, power in [(0.1, 2), (0.3, 1)]:
    value, grads = checks.remote(value_and_gradient, x_test, t_test, lmbda, power)
    words = f"for lambda = {lmbda}, L{power}"
    checks.close(value, objective_at(W, b, x_test, lmbda, power), what=f"the objective {words}", hint="The loss is a mean over the samples. Is the penalty? Is power handed on?")
    for i, name in enumerate(["W", "b", "x", "lambda"]):  # along any direction, the gradient is a difference quotient
        place = [W, b, x_test.astype(float), lmbda]
        checks.shape(grads[i], np.shape(place[i]), what=f"the gradient with respect to {name}")
        D = rng.normal(size=np.shape(place[i]))
        ahead, back = ([*place[:i], place[i] + step * D, *place[i + 1 :]] for step in (1e-5, -1e-5))
        slope = (objective_at(*ahead, power) - objective_at(*back, power)) / 2e-5
        checks.close((grads[i] * D).sum(), slope, tolerance=1e-4, what=f"the slope of the objective along a direction of {name}, {words}")
### BEGIN HIDDEN TESTS
p_test = np.exp(x_test @ W.T + b)
p_test /= p_test.sum(axis=1, keepdims=True)
checks.close(grads[0], (p_test - t_test).T @ x_test / 5 + 0.3 * np.sign(W), what="the gradient with respect to W for L1")
checks.close(grads[1], (p_test - t_test).mean(axis=0) + 0.3 * np.sign(b), what="the gradient with respect to b for L1")
def evaluated(objective, some, large):
    found = []
    for power in (2, 1):
        batches = lambda x, t, power=power: [(x, t), (x[:1], t[:1])] if power == 1 else [(x, t)]
        compiled = eqx.filter_jit(lambda model, x, t, lmbda, power=power, batches=batches: [objective(model, *batch, lmbda, power) for batch in batches(x, t)])
        found += [list(map(np.asarray, compiled(fixed_model(W, b), np.float32(x), np.eye(3, dtype=np.uint8)[y], np.float32(lmbda)))) for W, b, x, y, lmbda in some]
    W, b, *_ = some[0]
    return [*found, np.asarray(objective(fixed_model(W, b), large, np.eye(3, dtype=np.float32)[np.arange(len(large)) % 3], 0.5))]
ordinary = lambda *shape: contracts.real(*shape, smallest=1e-3, whole=False)
some = contracts.cases(ordinary(3, 4), ordinary(3), ordinary(5, 4), contracts.labels(5, classes=3, dtype=int, whole=False), contracts.just(0.1, 0.0, 3.0, 1e4), layouts=False)
large = np.random.default_rng(16).normal(size=(1001, 4)).astype(np.float32) + np.linspace(0, 3, 1001, dtype=np.float32)[:, None]
contracts.agrees(objective, [([case.arguments for case in some], large)], again=False, by=evaluated, tolerance=1e-4, floor=1e-5, what="the objective")
### END HIDDEN TESTS

# %% [markdown]
# ## 5.6 A ball with mass · 2 points
#
# Gradient descent has no memory. Gradient descent with *momentum*, also called the *heavy ball*, has one: the velocity $v$ collects gradients and loses a share $1 - \gamma$ of itself in each step,
#
# $$v \leftarrow \gamma\, v + g, \qquad \theta \leftarrow \theta - \eta\, v, \qquad v_0 = 0.$$
#
# Under a constant gradient $v$ grows to $g / (1 - \gamma)$: with $\gamma = 0.9$ the ball ends up ten times as fast as plain descent. The
# averaged form of sheet 2, $m \leftarrow \gamma m + (1 - \gamma) g$, with learning rate $\eta$ is the heavy ball with learning rate $(1 - \gamma)\, \eta$. Optax has
# the heavy ball, as the look below shows.
#
# Write `momentum_step` for *any* tree of parameters. `jax.tree.map(f, tree, other)` applies `f` leaf by leaf. The trees that come in stay as they are.

# %% nbgrader={"grade_id": "momentum_step", "solution": true}
def momentum_step(params: Any, grads: Any, velocity: Any, learning_rate: float, momentum: float) -> tuple[Any, Any]:
    """One step of a heavy ball.

    Args:
        params: a tree of arrays: floats, or integers, which become floats.
        grads: gradients, a tree of the same structure.
        velocity: the velocity so far, likewise.
        learning_rate: the step size.
        momentum: the share of the velocity that is kept, from 0 to below 1.

    Returns:
        The new parameters and the new velocity, trees of the same structure.
    """
    ### BEGIN SOLUTION
    velocity = jax.tree.map(lambda v, g: momentum * v + g, velocity, grads)
    params = jax.tree.map(lambda p, v: p - learning_rate * v, params, velocity)
    return params, velocity
    ### END SOLUTION


# %% [markdown] name="look_momentum_text"
# Look: downhill in a long valley, $f(\theta) = \frac 1 2 (\theta_1^2 + 40\, \theta_2^2)$. Top: the paths, seen from above. Bottom: the height after each step,
# in the same colors. Optax's ball must end at the same place as yours.

# %% name="look_momentum" tags=["nbval-ignore-output"]
valley = lambda theta: 0.5 * (theta["a"] ** 2 + 40 * theta["b"] ** 2)
slope, heights, walks = jax.jit(jax.grad(valley)), {}, {}
start, at_rest = jax.device_put([{"a": np.float32(a), "b": np.float32(b)} for a, b in [(1.0, 0.1), (0.0, 0.0)]])
for momentum in (0.0, 0.5, 0.9):
    theta, velocity = start, at_rest
    optimizer = optax.sgd(0.01, momentum=momentum)
    theirs, state = start, optimizer.init(start)
    name = f"momentum {momentum}"
    heights[name], walks[name] = [], []
    for _ in range(budget(full=100, quick=10)):
        heights[name].append(valley(jax.tree.map(float, theta)))
        walks[name].append([float(theta["a"]), float(theta["b"])])
        theta, velocity = momentum_step(theta, slope(theta), velocity, 0.01, momentum)
        updates, state = optimizer.update(slope(theirs), state)
        theirs = optax.apply_updates(theirs, updates)
    ends = [[float(place["a"]), float(place["b"])] for place in (theta, theirs)]
    checks.close(*ends, what="the end of your ball beside that of optax.sgd", hint="Look at your momentum_step, or run its tests below.")
    print(f"momentum {momentum}: your ball and that of optax.sgd end at the same place")
import matplotlib.pyplot as plt

figure, axes = plt.subplots(2, 1, figsize=(8.0, 5.0), height_ratios=[2, 3])
grid = np.stack(np.meshgrid(np.linspace(-0.6, 1.1, 120), np.linspace(-0.13, 0.13, 60)), axis=-1)
axes[0].contour(*np.moveaxis(grid, -1, 0), 0.5 * (grid[..., 0] ** 2 + 40 * grid[..., 1] ** 2), levels=[0.002, 0.01, 0.03, 0.08, 0.15, 0.25, 0.4], colors="#B0B0B0", linewidths=0.8)
for (name, walk), size in zip(walks.items(), (3, 7, 4), strict=True):  # two paths overlap: the wider one lies below
    axes[0].plot(*np.transpose(walk), ".-", markersize=size, linewidth=size / 3, label=name, zorder=10 - size)
axes[0].set(xlabel=r"$\theta_1$", ylabel=r"$\theta_2$", title="the paths, from the right toward the minimum at (0, 0)")
ax = plotting.curves(heights, xlabel="step", ylabel=r"height $f(\theta)$", log_y=True, ax=axes[1])

# %% nbgrader={"grade_id": "test_momentum_step", "grade": true, "points": 1}
"""5.6 momentum_step collects gradients and steps against the velocity."""
layer = lambda w, b: [np.float32([w]), np.float32([b])]
params, velocity = momentum_step(layer(1.0, 2.0), layer(4.0, -8.0), layer(0.0, 0.0), 0.5, 0.75)
checks.close(velocity[0], [4.0], what="the velocity of the first leaf after the first step", hint="v = momentum * v + g")
checks.close(params[0], [-1.0], what="the first leaf after the first step", hint="Step with the new velocity.")
checks.close([velocity[1][0], params[1][0]], [-8.0, 6.0], what="velocity and value of the second leaf")
moving, velocity = momentum_step(layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), 0.5, 0.75)
checks.close([velocity[0][0], moving[0][0]], [10.0, -4.0], what="velocity and value of a leaf that was moving")
plain, velocity = momentum_step(layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), 0.5, 0.0)
checks.close([velocity[0][0], plain[0][0]], [4.0, -1.0], what="velocity and value of a leaf that was moving, without momentum", hint="The velocity is then the gradient.")
checks.pure(momentum_step, layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), 0.5, 0.75, hint="p -= ... writes into a NumPy array.")
whole, velocity = momentum_step([np.int32([3])], [np.float32([0.75])], [np.int32([2])], 0.5, 0.75)
checks.close([velocity[0][0], whole[0][0]], [2.25, 1.875], what="velocity and value of a leaf of integers", hint="Keep the decimals.")
traced, velocity = checks.remote(lambda *arguments: jax.tree.map(np.asarray, jax.jit(momentum_step)(*arguments)), layer(1.0, 2.0), layer(4.0, 0.0), layer(8.0, 4.0), 0.5, 0.75)
checks.close([velocity[0][0], traced[0][0], velocity[1][0], traced[1][0]], [10.0, -4.0, 3.0, 0.5], what="velocities and values, compiled, with a learning rate and a momentum that are traced")
### BEGIN HIDDEN TESTS
real = lambda *shape: contracts.changed(contracts.real(*shape, low=-1e10, high=1e10, edges=[-1.0, 1.0]), lambda a: a.astype(np.int32 if a.dtype.kind == "i" else np.float32))
tree_of = lambda *shape: contracts.several(real(*shape), real(2))
some = contracts.cases(tree_of(2, 3), tree_of(2, 3), tree_of(2, 3), contracts.just(0.5, 0.0, 2.0, 1e-9), contracts.just(0.9, 0.0, 0.25, 0.999))
contracts.agrees(momentum_step, some, by=lambda f, *a: jax.tree.map(np.asarray, f(*a)), tolerance=1e-5, floor=1e-6, what="(params, velocity)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_momentum_tree", "grade": true, "points": 1}
"""5.6 momentum_step takes any tree of parameters."""
tree = lambda a, b, c: {"first": (np.float32([[a]]), np.float32(b)), "second": [{"w": np.float32([c, c])}]}
params, velocity = momentum_step(tree(1.0, 2.0, 3.0), tree(1.0, 1.0, 2.0), tree(0.0, 2.0, 4.0), 0.1, 0.5)
checks.close(params["first"][1], 1.8, what='params["first"][1]')
checks.close(velocity["second"][0]["w"], [4.0, 4.0], what='velocity["second"][0]["w"]')
checks.close(params["first"][0], [[0.9]], what='params["first"][0]')
checks.close(params["second"][0]["w"], [2.6, 2.6], what='params["second"][0]["w"]')
one_array = momentum_step(np.float32([1.0]), np.float32([2.0]), np.float32([4.0]), 0.1, 0.5)
checks.close([one_array[0][0], one_array[1][0]], [0.6, 4.0], what="value and velocity, where the tree is a single array")
pair = lambda a, b: ({"w": np.float32([a])}, [np.float32([b])])
params, velocity = momentum_step(pair(1.0, 2.0), pair(2.0, 0.0), pair(4.0, 2.0), 0.1, 0.5)
checks.close([params[0]["w"][0], params[1][0][0]], [0.6, 1.9], what="the values of a tree that is a tuple of two trees", hint="Such a pair is not one of yours.")
checks.close([velocity[0]["w"][0], velocity[1][0][0]], [4.0, 1.0], what="their velocities")
### BEGIN HIDDEN TESTS
forms = [lambda a, b: (a, b), lambda a, b: ([a], [b]), lambda a, b: ((a, b), (b, a)), lambda a, b: [(a,), (b, None)], lambda a, b: {"x": (a, {}), "y": ()}, lambda a, b: ()]
def structures(momentum_step, forms):
    params, grads, velocity = ([form(np.float32([i]), np.float32([[i, 2]])) for form in forms] for i in (1, 2, 4))
    steps = [momentum_step(*trees, 0.1, 0.5) for trees in zip(params, grads, velocity, strict=True)]
    same = [jax.tree.structure(new) == jax.tree.structure(old) for step, old in zip(steps, params, strict=True) for new in step]
    return [[np.asarray(leaf) for leaf in jax.tree.leaves(step)] for step in steps], same
contracts.agrees(momentum_step, [(forms,)], by=structures, again=False, tolerance=1e-5, what="(leaves, structures)")
def module_too():  # a module, and the None that stands for its function
    model, zero = (eqx.filter(fixed_model(w, b), eqx.is_array) for w, b in [(2.0, 6.0), (0.0, 0.0)])
    new, _ = momentum_step(model, model, zero, 0.25, 0.9)
    return [float(a) for a in jax.tree.leaves(new)]
checks.close(checks.remote(module_too), [1.5, 4.5], what="W = 2 and b = 6 of a model, a step of 0.25 against themselves")
### END HIDDEN TESTS

# %% [markdown]
# ## 5.7 One step, compiled · 3 points
#
# From here on Optax does the bookkeeping. One training step, as in the `make_update` of sheet 4, is then: value and gradient of the objective, the optimizer's update, a new
# model. Everything that changes from step to step goes in as an argument and comes out as a result; nothing is remembered in between. ($\lambda$, an
# argument of the step in sheet 4, is given once here, when the step is made.)
#
# Write `make_step(optimizer, lmbda, power)`, which *returns* a compiled function `step(model, state, x, t)`. `eqx.filter_jit` and
# `eqx.filter_value_and_grad` treat arrays as JAX does and leave all else in the tree as it is: functions, and Python numbers, too. Some optimizers look
# at the parameters, so call `optimizer.update(grads, state, params)` with three arguments. The third is a tree of arrays, `eqx.filter(model, eqx.is_array)`, not the whole model. `eqx.apply_updates(model, updates)` adds the
# updates. (Why a function that makes a step, and not just a step? The next section shows what goes wrong otherwise.)

# %% nbgrader={"grade_id": "make_step", "solution": true}
def make_step(optimizer: optax.GradientTransformation, lmbda: float, power: int = 2) -> Callable:
    """Make a compiled training step.

    Args:
        optimizer: what turns gradients into updates.
        lmbda: weight of the penalty in the objective.
        power: of the penalty.

    Returns:
        ``step(model, state, x, t)``, which returns the new model, the new state of the optimizer, and the objective of the
        batch before the step.
    """
    ### BEGIN SOLUTION
    @eqx.filter_jit
    def step(model, state, x, t):
        value, grads = eqx.filter_value_and_grad(objective)(model, x, t, lmbda, power)
        updates, state = optimizer.update(grads, state, eqx.filter(model, eqx.is_array))
        return eqx.apply_updates(model, updates), state, value

    return step
    ### END SOLUTION


# %% [markdown] name="look_step_text"
# Look: fifty steps on one batch. If the objective does not fall, look for the error before you go on.

# %% name="look_step" tags=["nbval-ignore-output"]
heavy_ball = optax.sgd(LEARNING_RATE, momentum=MOMENTUM)
model = softmax_regression(jax.random.key(0))
state, step = heavy_ball.init(eqx.filter(model, eqx.is_array)), make_step(heavy_ball, LMBDA)
batch = next(loader(ten_digits().x, ten_digits().t, BATCH_SIZE, jax.random.key(1)))
for i in range(51):
    model, state, value = step(model, state, *batch)
    if i % 10 == 0:
        print(f"step {i:2}: objective {value:.4f} nats")

# %% nbgrader={"grade_id": "test_make_step", "grade": true, "points": 1}
"""5.7 make_step follows the formula: gradient with penalty, velocity carried on."""
rng = np.random.default_rng(7)
W, b, x_test = rng.normal(size=(3, 4)), rng.normal(size=3), rng.normal(size=(6, 4)).astype(np.float32)
t_test = np.eye(3, dtype=np.float32)[[0, 2, 1, 1, 0, 2]]
x_test = np.stack([x_test, 0.5 * x_test[::-1], 300 * x_test])  # three batches; the last one with large gradients
def some_steps(learning_rate, momentum, lmbda, power, batches, decay=0.0):
    functions = []
    def pulled(grads, params):  # a part of an optimizer that looks at all parameters at once
        functions.extend(leaf for leaf in jax.tree.leaves(params) if callable(leaf))
        total = sum(jnp.sum(leaf) for leaf in jax.tree.leaves(params) if not callable(leaf))
        return jax.tree.map(lambda g: g + decay * total, grads)
    scaled = lambda scale, activation, weight, bias, x: activation(scale * (weight @ x + bias))
    model, optimizer = jax.tree_util.Partial(scaled, 1.0, jax.nn.log_softmax, *jax.device_put((np.float32(W), np.float32(b)))), optax.sgd(learning_rate, momentum=momentum)
    optimizer = optax.chain(optax.stateless(pulled), optimizer) if decay else optimizer
    step = make_step(optimizer, lmbda) if power == 2 else make_step(optimizer, lmbda, power)  # 2 is the default
    state, values = optimizer.init(eqx.filter(model, eqx.is_array)), []
    for i in batches:
        model, state, value = step(model, state, x_test[i], np.uint8(t_test))
        values.append(float(value))
    return [np.asarray(a) for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))], values, (type(model.args[0]).__name__, len(functions))
def by_formula(learning_rate, momentum, lmbda, power, batches, decay=0.0):
    theta, velocity, values = [W, b], [0 * W, 0 * b], []
    for x in x_test[batches].astype(float):
        z = x @ theta[0].T + theta[1]
        z -= z.max(axis=1, keepdims=True)
        log_p = z - np.log(np.exp(z).sum(axis=1, keepdims=True))
        values.append(-np.mean(log_p[t_test == 1]) + lmbda * sum((np.abs(a) ** power).sum() for a in theta))
        grads = [(np.exp(log_p) - t_test).T @ x / 6, (np.exp(log_p) - t_test).mean(axis=0)]
        pull = decay * sum(a.sum() for a in theta)
        grads = [g + lmbda * power * np.sign(a) * np.abs(a) ** (power - 1) + pull for g, a in zip(grads, theta, strict=True)]
        velocity = [momentum * v + g for v, g in zip(velocity, grads, strict=True)]
        theta = [a - learning_rate * v for a, v in zip(theta, velocity, strict=True)]
    return theta, values
for arguments, words in [((0.5, 0.0, 0.0, 2, [0]), "one plain step"), ((0.2, 0.9, 0.1, 2, [0, 1, 0, 2]), "four steps on three batches with momentum and L2")]:
    (found, values, _), (wanted, expected) = checks.remote(some_steps, *arguments), by_formula(*arguments)
    checks.close(found[0], wanted[0], tolerance=1e-4, what=f"W after {words}")
    checks.close(found[1], wanted[1], tolerance=1e-4, what=f"b after {words}")
    checks.close(values, expected, tolerance=1e-4, what=f"the objectives of {words}",
                 hint="Of the batch, with the penalty, before each step.")
arguments, words = (0.1, 0.5, 0.2, 1, [0, 1, 1, 0], 0.4), "four steps with L1, of an optimizer that looks at the parameters"
(found, values, (kind, functions)), (wanted, expected) = checks.remote(some_steps, *arguments), by_formula(*arguments)
checks.close(found[0], wanted[0], tolerance=1e-4, what=f"W after {words}", hint="Hand the power on, and the parameters to the optimizer.")
checks.close(found[1], wanted[1], tolerance=1e-4, what=f"b after {words}", hint="The penalty holds biases too.")
checks.close(values, expected, tolerance=1e-4, what=f"the objectives of {words}")
checks.equal(kind, "float", what="what became of a Python number in the model", hint="It is no array, so it stays as it is.")
checks.equal(functions, 0, what="the number of functions among the parameters that the optimizer gets", hint="eqx.filter(model, eqx.is_array), not the whole model.")

# %% nbgrader={"grade_id": "test_make_step_compiled", "grade": true, "points": 1}
"""5.7 make_step returns a compiled step, which leaves the old model as it was."""
def traced(count):
    seen = []
    def listening(z):  # a leaf of the model
        seen.append(1)  # happens when Python runs this, not when the compiled program runs
        return jax.nn.log_softmax(z)
    W, b = jax.device_put((np.ones((3, 4), np.float32), np.zeros(3, np.float32)))
    model = start = jax.tree_util.Partial(affine, listening, W, b)
    optimizer, batch = optax.sgd(0.1), (np.ones((2, 4), np.float32), np.eye(3, dtype=np.float32)[:2])
    state, step = optimizer.init(eqx.filter(model, eqx.is_array)), make_step(optimizer, 0.0)
    calls = []
    for _ in range(count):
        model, state, _ = step(model, state, *batch)
        calls.append(len(seen))
    step(jax.tree_util.Partial(affine, lambda z: listening(-z), W, b), state, *batch)  # the arrays as before, another function
    return [*calls, len(seen)], *(np.asarray(jax.tree.leaves(eqx.filter(m, eqx.is_array))[0]) for m in (start, model))
calls, before, after = checks.remote(traced, 3)
checks.equal(calls[2], calls[0], what="the number of times Python ran the model, after three steps", hint="Compile the step.")
checks.that(calls[3] > calls[2] > 0, "The step does not use the model it is given, with all its functions.")
checks.close(before, np.ones((3, 4)), what="the weights of the old model")
checks.differ(after, before, "The new model is the old one.", what="W")

# %% [markdown] name="ask_step"
# **In two or three sentences.** Which line of your `step` moves the parameters, and what does the line with `optimizer.update` do? How does `step` know where training stands, and what would
# you see if the loop called `step(model, state, ...)` but did not assign what it returns?

# %% [markdown] nbgrader={"grade_id": "why_step", "grade": true, "solution": true, "points": 1}
# `eqx.apply_updates` adds the updates (which already carry the minus sign and the learning rate) and so makes the new model; `optimizer.update`
# only computes them and the new velocity. The step knows nothing of its own: parameters and velocity come in as `model` and `state` and leave
# as results. If they are not assigned, the next call starts from the same old model, since nothing is changed in place: the loss of a fixed
# batch stays the same for ever, without an error.
#
# **Rubric.** Half a point: the line, and that update and application are two things. Half a point: state goes in and out; forgotten results
# mean no training.

# %% [markdown]
# ## 5.8 What jit remembers · 1 point
#
# `jit` runs your Python once, with stand-ins for the arrays, and records what they do. From then on it replays the record. Two surprises
# follow. The stand-ins hold no numbers, so NumPy cannot compute with them. And whatever is *not* an argument is read once, while tracing, and stays in the record as a constant.

# %% name="stale" tags=["nbval-ignore-output"]
def log_in(library, a):
    return library.log(a)


try:
    jax.jit(log_in, static_argnums=0)(np, np.ones(3))  # static: argument 0 is no array, so it is not traced
except jax.errors.TracerArrayConversionError as error:
    print("np.log in jit:", type(error).__name__)
print("jnp.log in jit:", jax.jit(log_in, static_argnums=0)(jnp, np.ones(3)))

favorite = softmax_regression(jax.random.key(0))
def guess(x):
    return jax.vmap(favorite)(x)  # reads a global name


careless = jax.jit(guess)
careful = eqx.filter_jit(lambda model, x: jax.vmap(model)(x))  # takes an argument
was = careless(toy_x), careful(favorite, toy_x)
favorite = softmax_regression(jax.random.key(1))  # another model under the old name
print("careless: does the answer follow the new model?", not np.allclose(careless(toy_x), was[0]))
print("careful:  does the answer follow the new model?", not np.allclose(careful(favorite, toy_x), was[1]))
checks.close(careless(toy_x), was[0], what="the stale answer")  # no warning, no error: the old model answers

# %% [markdown] name="count_traces_text"
# You can count how often a function is traced. A side effect inside a jitted function, such as `count += 1`, happens when Python runs it, that is when it is traced, and not when the record is replayed.
#
# `count_traces(function, calls)` does so. It is given.

# %% nbgrader={"grade_id": "count_traces", "locked": true}
def count_traces(function: Callable, calls: list[tuple]) -> int:
    """How often Python runs the function while all calls are made, each with its arguments, through one ``jax.jit``."""
    traces = 0

    def listening(*inputs):
        nonlocal traces
        traces += 1  # when Python runs this, not when the record is replayed
        return function(*inputs)

    jitted = jax.jit(listening)
    for arguments in calls:
        jitted(*arguments)
    return traces


# %% [markdown] name="look_traces_text"
# Look: guess each number before you run the cell. (To `jax.jit` a Python float is an array of shape `()` and type `float32` that is marked as *weak*. With the mark it counts as another type than a plain `float32`, so the function is traced again.)

# %% name="look_traces"
three, four = np.ones(3, np.float32), np.ones(4, np.float32)
double = lambda a: 2 * a
for words, calls in {
    "the same values twice": [(three,), (three,)],
    "other values": [(three,), (7 * three,)],
    "another shape": [(three,), (four,)],
    "another type": [(three,), (three.astype(np.int32),)],
    "two Python floats": [(1.0,), (2.0,)],
    "a Python float and a float32": [(1.0,), (np.float32(1.0),)],
}.items():
    print(f"{words:30} traced {count_traces(double, calls)}x")

# %% [markdown] name="ask_stale"
# **In a few sentences.** (a) `careless` still answers with the old model. Which model answers if you now call it with four images instead of three, which one if you
# call it with three again, and why? (b) Which values does a function made by your `make_step` freeze, and how do you train with another $\lambda$?

# %% [markdown] nbgrader={"grade_id": "why_stale", "grade": true, "solution": true, "points": 1}
# (a) Only arguments are part of what `jit` looks up: their shapes and types. Four images instead of three are another shape: Python runs again, reads the global name
# anew, and the new model answers. Three images are a shape that it knows: it replays the first record, in which the arrays of the old model are constants, and the old model answers. So the same function answers with two models.
#
# (b) `optimizer` (with its learning rate and momentum), `lmbda` and `power` are read while tracing and become constants; model, state and batch
# are arguments and free to change. Another $\lambda$ needs a new step from `make_step`, which is compiled anew (or $\lambda$ as an argument
# of the step). Changing a global variable would do nothing.
#
# **Rubric.** Half a point: (a) four images are traced again and get the new model, three get the old one. Half a point: (b) optimizer, `lmbda` and `power` are frozen (at least two of them), and another
# $\lambda$ needs a new step or $\lambda$ as an argument.

# %% [markdown]
# ## 5.9 A loop in one call
#
# A step of softmax regression is less than a millisecond of arithmetic, and a loop in Python takes time of its own: it picks the batch,
# starts the step, and goes on to the next. `jax.lax.scan(body, carry, rows)` is a loop *inside* the compiled program. It computes what this Python function computes:
#
# ```python
# def scan(body, carry, rows):
#     outputs = []
#     for row in rows:
#         carry, output = body(carry, row)   # what goes on to the next turn, and what is kept of this one
#         outputs.append(output)
#     return carry, np.stack(outputs)
# ```
#
# but `body` is traced only once, and no Python runs between the turns. The carry must keep its shapes and types from turn to turn.
#
# Look: a running sum, and five steps of gradient descent on $\theta^2$. What will the next cell print? Work out by hand the first two running sums, and the
# first two losses.

# %% name="look_scan"
def add(total, number):
    total = total + number
    return total, total  # the next carry; the output of this turn


print("running sum:", *jax.lax.scan(add, jnp.int32(0), jnp.arange(1, 6)))


def descend(theta, rate):
    loss, gradient = jax.value_and_grad(lambda theta: theta**2)(theta)
    return theta - rate * gradient, loss


theta, losses_on_the_way = jax.lax.scan(descend, jnp.float32(1.0), jnp.full(5, 0.25))
print("theta:", theta, "losses:", losses_on_the_way)

# %% [markdown]
# ## 5.10 An epoch in one call · 2 points
#
# An epoch is such a loop. The carry is the model and the state of the optimizer. A carry can be any tree, here the pair `(arrays, state)` with the arrays of the model: `body` takes it apart and returns a new pair. Each of the `rows` of the scan holds the indices of one batch, and the output is the loss. Two conditions:
#
# - Every turn must have the same shapes, so the last, smaller batch is left out: 96 of 60 000 images, in each epoch others, because the order is new.
# - The carry may hold arrays only. A model also holds functions. So split it before the scan, `arrays, rest = eqx.partition(model, eqx.is_array)`; put it together in the body, `eqx.combine(arrays, rest)`; and let the body
#   return only the arrays of the new model, `eqx.filter(model, eqx.is_array)`.
#
# Write `make_epoch(step, batch_size)`, which returns a compiled `run_epoch(model, state, x, t, key)`. Three steps: permute the indices of the samples with `key` and cut off what does not fill a batch; `reshape` them into rows of `batch_size`;
# scan over the rows. In the body, `x[row]` and `t[row]` are the batch. Put `@eqx.filter_jit` above `run_epoch`; a `step` that is compiled itself may be called inside.

# %% nbgrader={"grade_id": "make_epoch", "solution": true}
def make_epoch(step: Callable, batch_size: int) -> Callable:
    """Make a compiled function that is one pass over the data.

    Args:
        step: ``step(model, state, x, t)`` returns the new model, the new state and a loss.
        batch_size: samples in a step, at most n; what is left at the end of a pass is left out.

    Returns:
        ``run_epoch(model, state, x, t, key)``, which returns the new model, the new state and the losses of its steps, shape
        ``(n // batch_size,)``. The order of the samples is random and depends on the key alone.
    """
    ### BEGIN SOLUTION
    @eqx.filter_jit
    def run_epoch(model, state, x, t, key):
        arrays, rest = eqx.partition(model, eqx.is_array)
        steps = len(x) // batch_size
        rows = jax.random.permutation(key, len(x))[: steps * batch_size].reshape(steps, batch_size)

        def body(carry, row):
            arrays, state = carry
            model, state, loss = step(eqx.combine(arrays, rest), state, x[row], t[row])
            return (eqx.filter(model, eqx.is_array), state), loss

        (arrays, state), losses = jax.lax.scan(body, (arrays, state), rows)
        return eqx.combine(arrays, rest), state, losses

    return run_epoch
    ### END SOLUTION


# %% [markdown] name="look_epoch_text"
# Look: the same epoch as a Python loop over the batches of `loader` and as a scan. (`stopwatch`, from the first cells, waits until the work is done.) How many times faster is it on your machine?

# %% name="look_epoch" tags=["nbval-ignore-output"]
def make_loop(step: Callable, batch_size: int) -> Callable:
    """Make what ``make_epoch`` makes, but as a loop in Python."""

    def run_epoch(model, state, x, t, key):
        losses = []
        for x_batch, t_batch in islice(loader(x, t, batch_size, key), len(x) // batch_size):
            model, state, loss = step(model, state, x_batch, t_batch)
            losses.append(loss)
        return model, state, losses

    return run_epoch


model, digits = softmax_regression(jax.random.key(0)), ten_digits()
state, step = heavy_ball.init(eqx.filter(model, eqx.is_array)), make_step(heavy_ball, LMBDA)
on_device = jax.device_put((digits.x, digits.t))
in_python = stopwatch(make_loop(step, BATCH_SIZE), model, state, digits.x, digits.t, jax.random.key(1))
in_one_call = stopwatch(make_epoch(step, BATCH_SIZE), model, state, *on_device, jax.random.key(1))
print(f"{len(digits.x) // BATCH_SIZE} steps as a loop {in_python:.3f} s, as a scan {in_one_call:.3f} s:", end=" ")
print(f"{in_python / in_one_call:.1f} times faster")

# %% nbgrader={"grade_id": "test_make_epoch", "grade": true, "points": 1}
"""5.10 make_epoch takes one step per batch, each sample at most once, in an order that depends on the key."""
def epochs(seeds, n, batch_size):
    def step(model, state, x, t):  # the model counts, the state sums, the loss tells which samples came
        return {**model, "w": model["w"] + 1, "count": model["count"] + 2}, state + x.sum(), jnp.stack([x, t])
    x = np.arange(n, dtype=np.float32)
    five, zero, x, t = jax.device_put((np.int32(5), np.float32(0.0), x, x.astype(np.int32) + 1))
    run_epoch, found = make_epoch(step, batch_size), []
    for seed in seeds:
        w = jax.device_put(np.full(2, seed, np.float32))
        model, state, losses = run_epoch({"w": w, "count": five, "f": jax.nn.relu, "rate": 0.5}, zero, x, t, jax.random.key(seed))
        found.append((np.asarray(model["w"]), int(model["count"]), *np.moveaxis(np.asarray(losses), -2, 0), float(state), model["f"] is jax.nn.relu, model["rate"]))
    return found
one, again, other = checks.remote(epochs, [0, 0, 1], 70_000, 20_000)
count, whole, x_came, t_came, total, *rest = one
checks.close(count, [3.0, 3.0], what="the number of steps of 70 000 samples in batches of 20 000", hint="The last 10 000 are left out.")
checks.equal(whole, 11, what="an array of integers in the model, 5 at the start, to which each step adds 2", hint="All arrays go through the carry, not only floats.")
checks.shape(x_came, (3, 20_000), what="the losses, stacked", hint="scan stacks what the body returns second.")
checks.equal(len(np.unique(x_came)), 60_000, what="the number of different samples in a pass", hint="Each at most once.")
checks.that(np.isin(x_came, np.arange(70_000)).all(), "What came is not among the 70 000 samples.")
checks.close(t_came, x_came + 1, scale=40, what="the targets, in the order of the samples")
checks.equal(again[2], x_came, what="the order for the same key")
checks.differ(other[2], x_came, "Another key gives the same order.", what="the losses")
checks.close(other[0], [4.0, 4.0], what="a model that starts at 1, after an epoch of the same function", hint="Nothing is kept from the first call.")
checks.close(total, x_came.astype(float).sum(), what="the sum that the state collects over the steps", hint="The new state, not the old one.")
checks.that(rest == [True, 0.5], "The function and the Python number in the model did not survive: combine before you return.")
left_out = [np.setdiff1d(np.arange(70_000), run[2]) for run in (one, other)]
checks.that(not np.array_equal(*left_out), "The same samples are left out in every pass: permute first, then cut.")
checks.that(np.abs(np.diff(x_came)).mean() > 10_000, "Neighbors stay together: permute samples, not batches.")

# %% nbgrader={"grade_id": "test_make_epoch_compiled", "grade": true, "points": 1}
"""5.10 make_epoch traces its step once, not once a batch."""
def traces(n_epochs):
    seen = []
    def step(model, state, x, t):
        seen.append(1)
        return jax.tree.map(lambda a: 0.5 * a + x.mean(), model), state, t.sum()
    run_epoch, counts = make_epoch(step, 2), []
    model = zero = jax.device_put(np.float32(0.0))
    x = jax.device_put(np.full((20, 1), 3.0, np.float32))  # all samples are equal: their order does not matter
    for seed in range(n_epochs):
        model, _, losses = run_epoch(model, zero, x, x, jax.random.key(seed))
        counts.append(len(seen))
    return counts, float(model), np.asarray(losses)
counts, value, losses = checks.remote(traces, 2)
checks.that(counts[0] <= 3, f"Python ran the step {counts[0]} times for ten batches: put the loop into jax.lax.scan.")
checks.equal(counts[1], counts[0], what="the number of times Python ran the step, after a second epoch", hint="Compile run_epoch.")
checks.shape(losses, (10,), what="the losses of 20 samples in batches of 2", hint="Nothing is left out where it divides.")
checks.close(value, 6.0 * (1 - 0.5**20), tolerance=1e-6, what="a model that halves and adds 3, after 20 steps")  # carried on
checks.close(losses, np.full(10, 6.0), what="the losses of ten batches of two threes")

# %% [markdown]
# ## 5.11 A hundred and one epochs · 2 points
#
# To train means: make a fresh state of the optimizer, `optimizer.init(eqx.filter(model, eqx.is_array))`; then run epoch after epoch, each with a key of its own
# (by `split` or `fold_in`); after each epoch, call `watch` with the new model.
#
# Write `train`. It must not care what the model is, what the optimizer is, or how an epoch is run.

# %% nbgrader={"grade_id": "train", "solution": true}
def train(
    model: Any,
    optimizer: optax.GradientTransformation,
    run_epoch: Callable,
    x: jax.Array,
    t: jax.Array,
    *,
    epochs: int,
    key: jax.Array,
    watch: Callable[[Any], Any],
) -> tuple[Any, list]:
    """Epoch after epoch.

    Args:
        model: where to start; not changed.
        optimizer: for its initial state, which belongs to the arrays of the model.
        run_epoch: one epoch, ``run_epoch(model, state, x, t, key)``, as ``make_epoch`` makes it.
        x: inputs, shape ``(n, d)``.
        t: one-hot targets, shape ``(n, classes)``.
        epochs: how many.
        key: the only source of randomness; each epoch gets a key of its own.
        watch: called with the new model after each epoch.

    Returns:
        The trained model, that of the last epoch, and the list of what ``watch`` returned, which may be None. Without epochs,
        the model as it came and an empty list.
    """
    ### BEGIN SOLUTION
    state = optimizer.init(eqx.filter(model, eqx.is_array))
    history = []
    for subkey in jax.random.split(key, epochs):
        model, state, _ = run_epoch(model, state, x, t, subkey)
        history.append(watch(model))
    return model, history
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_train", "grade": true, "points": 1}
"""5.11 train runs epoch after epoch, carries model and state on, and gives each epoch its own key."""
def rehearsal(seed, epochs):
    leaves, states, keys, watched = [], [], [], []
    def init(params):
        leaves.extend(jax.tree.leaves(params))
        return {"count": 10 * float(params["w"])}
    def run_epoch(model, state, x, t, key):
        states.append(state["count"])
        keys.append(np.asarray(jax.random.key_data(key)))
        w = np.float32(float(model["w"]) + float(x[0]))
        return {**model, "w": w}, {"count": state["count"] + float(t[0])}, np.zeros(3)
    def watch(model):
        watched.append(float(model["w"]))
        return None if watched[-1] == 11 else 5 * watched[-1] % 7  # up and down
    optimizer, key = optax.GradientTransformation(init, lambda *_: None), jax.random.key(seed)
    start = {"w": np.ones((), np.float32), "f": jax.nn.relu}
    model, history = train(start, optimizer, run_epoch, np.float32([2]), np.float32([7]), epochs=epochs, key=key, watch=watch)
    functions = sum(callable(leaf) for leaf in leaves)
    given = np.asarray(jax.random.key_data(key))
    return [float(model["w"]), float(start["w"])], history, functions, states, np.array(keys), given, watched
value, history, functions, states, keys, given, watched = checks.remote(rehearsal, 5, 5)
checks.equal(functions, 0, what="the number of functions that optimizer.init gets", hint="The arrays of the model: see 5.4.")
checks.close(value, [11.0, 1.0], what="a model that starts at 1 and gains 2 an epoch, after 5 epochs, and the model it started from", hint="The last model, whatever watch returned.")
checks.equal(len(history), 5, what="the length of the history")
checks.equal(history[:4], [1, 4, 0, 3], what="the first four entries of the history", hint="After each epoch, of the new model.")
checks.that(history[4] is None, "The history must hold what watch returned after the last epoch, here None.")
checks.close(states, [10, 17, 24, 31, 38], what="the state of the optimizer at the start of each epoch")
checks.equal(watched, [3, 5, 7, 9, 11], what="the models that watch saw")
def without_epochs():
    whole = []
    run_epoch = lambda model, state, x, t, key: (whole.append((len(x), len(t))), (model, state, x))[1]
    start, some = {"w": np.ones((), np.float32)}, (np.ones((3, 2), np.float32), np.ones((3, 10), np.float32))
    model, history = train(start, optax.sgd(0.1), run_epoch, *some, epochs=0, key=jax.random.key(0), watch=lambda model: 0)
    train(start, optax.sgd(0.1), run_epoch, *some, epochs=2, key=jax.random.key(0), watch=lambda model: 0)
    return float(model["w"]), len(history), whole
checks.equal(str(checks.remote(without_epochs)), str((1.0, 0, [(3, 3), (3, 3)])), what="the model and the length of the history without epochs, and how many of 3 samples each of 2 epochs gets,")
checks.equal(len(np.unique(keys, axis=0)), 5, what="the number of different keys in 5 epochs", hint="Split the key.")
checks.that(not (keys == given).all(axis=1).any(), "An epoch got the key itself: split it, and use only the parts.")
checks.equal(checks.remote(rehearsal, 5, 5)[4], keys, what="the keys of a second run with the same key")
other = checks.remote(rehearsal, 6, 5)[4]
checks.that(not (keys[:, None] == other).all(axis=2).any(), "Another key gives an epoch the same key: make all keys from the argument.")
def many_epochs(key):
    run_epoch = lambda model, state, x, t, key: (model + jax.random.bits(key), state, x)
    return train(np.uint32(0), optax.sgd(0.1), run_epoch, np.float32([2]), np.float32([7]), epochs=303, key=key, watch=lambda model: model)
complaint = checks.remote(reused_key, many_epochs)
checks.that(not complaint, f"In 303 epochs, a key is used twice ({complaint}). After a split, only the parts may be used. Did you make a fixed number of keys? Then an index beyond the end gives the last key again, without an error.")
### BEGIN HIDDEN TESTS
def repeated(train, epochs, answer):
    seen = []
    def run_epoch(model, state, x, t, key):
        seen.append(np.asarray(jax.random.key_data(key)).tolist())
        return {"w": np.float32(float(model["w"]) + x[0] + state["count"]), "f": model["f"]}, {"count": state["count"] + 1}, [0.0]
    start = {"w": np.ones((), np.float32), "f": jax.nn.relu}
    watch = lambda model: answer and answer * float(model["w"])
    model, history = train(start, optax.GradientTransformation(lambda params: {"count": 1.0}, lambda *_: None), run_epoch, np.float32([2]), np.float32([7]), epochs=epochs, key=jax.random.key(5), watch=watch)
    return float(model["w"]), history, len(set(map(str, seen))), float(start["w"]), type(history).__name__
contracts.agrees(train, [(5, 1), (5, -1), (5, 0), (0, 1)], by=repeated, what="(w, history, keys, start, type)")
### END HIDDEN TESTS

# %% [markdown] name="look_train_text"
# Look: heavy ball with learning rate 0.001 and momentum 0.9, L2 with $\lambda = 0.001$, batches of 128. The clock waits until an epoch is done. It
# does not count the evaluation after an epoch; the time of the first epoch contains the compilation. (Epoch 0 is the first: its row shows the model
# after one pass; the last row is that of epoch 100.)

# %% name="look_train" tags=["nbval-ignore-output"]
class Score(NamedTuple):
    train_loss: float
    train_accuracy: float
    test_loss: float
    test_accuracy: float
    seconds: float


class Training(NamedTuple):
    model: Callable
    scores: list[Score]
    steps: int


@eqx.filter_jit
def evaluate(model: Callable, x: jax.Array, t: jax.Array) -> tuple[jax.Array, jax.Array]:
    """Cross-entropy, without the penalty, and accuracy."""
    log_p = jax.vmap(model)(x)
    return cross_entropy(log_p, t), accuracy(log_p, t)


def train_and_score(
    model: Callable, learning_rate: float, epochs: int, make_run_epoch: Callable, *, train_images: int | None = None
) -> Training:
    """The one loop of this sheet. ``train_images``: evaluate on so many of the training images, or on all."""
    digits, optimizer = ten_digits(), optax.sgd(learning_rate, momentum=MOMENTUM)
    optimizer = optimizer._replace(init=jax.jit(optimizer.init))  # one program, not one per array of the model
    x, t = (digits.x, digits.t) if make_run_epoch is make_loop else jax.device_put((digits.x, digits.t))
    parts = jax.device_put([(digits.x[:train_images], digits.t[:train_images]), (digits.x_test, digits.t_test)])
    run_epoch, seconds = make_run_epoch(make_step(optimizer, LMBDA), BATCH_SIZE), []
    bar = tqdm(total=epochs, unit="epoch", leave=False)

    def timed(*arguments):
        started = time.perf_counter()
        result = jax.block_until_ready(run_epoch(*arguments))
        seconds.append(time.perf_counter() - started)
        return result

    def watch(model):
        bar.update()
        return Score(*(float(value) for part in parts for value in evaluate(model, *part)), seconds[-1])

    model, scores = train(model, optimizer, timed, x, t, epochs=epochs, key=jax.random.key(2), watch=watch)
    bar.close()
    return Training(model, scores, epochs * (len(x) // BATCH_SIZE))


@cache
def trained_softmax() -> Training:
    return train_and_score(softmax_regression(jax.random.key(0)), LEARNING_RATE, budget(full=101, quick=2), make_epoch)


training = trained_softmax()
print("epoch   train    test  accuracy, seconds")
for epoch in range(0, len(training.scores), 10):
    score = training.scores[epoch]
    print(f"{epoch:5} {score.train_accuracy:.4f}  {score.test_accuracy:.4f}  {score.seconds:16.3f}")
final = training.scores[-1]
print(f"at the end: test accuracy {final.test_accuracy:.4f}, test loss {final.test_loss:.4f} nats")
ax = plotting.curves(
    {part: [getattr(score, f"{part}_accuracy") for score in training.scores] for part in ("train", "test")},
    held_out={"test": "train"}, xlabel="epoch", ylabel="accuracy", title="Softmax regression",
)
if budget(full=True, quick=False) and ten_digits().source == "mnist":
    halves = [evaluate(training.model, *(part[half] for part in ten_digits()[2:4])) for half in (np.s_[:5000], np.s_[5000:])]
    print("test accuracy of the first and of the last 5000 images:", *(f"{found:.4f}" for _, found in halves))
    checks.that(final.test_accuracy >= 0.915, "The model learns less than it should.")
    checks.that(final.test_accuracy > final.train_accuracy, "The test accuracy is below the training accuracy.")

# %% [markdown] name="ask_gap"
# **In two or three sentences.** The model is better on images it has never seen than on those it was trained with, in every row of the table. A friend says the
# test images must have leaked. What do you answer? The output also shows how far apart two halves of the test images are. What would the two curves look like
# if you had a reason to worry?

# %% [markdown] nbgrader={"grade_id": "why_gap", "grade": true, "solution": true, "points": 1}
# A leak would make the test images training images like the others; it cannot explain why the model does *better* on them than on those
# others. The model has 7850 parameters for 60 000 images and is held back by a penalty; it under-fits, it memorizes hardly
# anything, so there is no gap to speak of, and what remains is that the 10 000 official test images happen to be a little
# easier for it: two halves of them differ by four percentage points, so 0.2 percentage points between two sets are little (and have the same sign in every row
# because the two sets are the same in every row: not 101 independent facts). Worrying would be the opposite: training accuracy that goes on rising
# while the test accuracy stays or falls.
#
# **Rubric.** Half a point: a leak could make the test images at most as easy as the training images, or the model under-fits (memorizes hardly anything) and
# the two sets differ in difficulty, as the halves do, or by chance. Half a point: over-fitting is the gap the other way round.

# %% [markdown]
# ## 5.12 Ten templates · 2 points
#
# The logit of class $k$ is the scalar product of row $k$ of $W$ with the pixels, plus a bias. So the row is a picture, too: ink at an orange pixel raises the logit of class $k$; ink at
# a blue one lowers it. The picture is called the *template* of the class.

# %% name="look_templates" tags=["nbval-ignore-output"]
training, start = trained_softmax(), softmax_regression(jax.random.key(0))
templates, at_start = (np.asarray(jax.tree.leaves(m)[0]) for m in (training.model, start))
ax = plotting.pictures(
    templates.reshape(10, 28, 28), titles=[f"class {k}" for k in range(10)], columns=5, scale="weight",
    title="The ten weight vectors of softmax regression",
)
never = ten_digits().x.max(axis=0) == 0  # pixels that no training image ever inks
print(f"{never.sum()} of 784 pixels are paper in every training image")
if never.any():
    shrunk = np.median(templates[:, never] / at_start[:, never])
    print(f"their weights have shrunk to {shrunk:.4f} of what they were at the start, after {training.steps} steps")
    if budget(full=True, quick=False) and ten_digits().source == "mnist":
        checks.close(shrunk, 0.3885, tolerance=2e-3, what="the shrinkage of unused weights", hint="Run the tests of 5.5 to 5.11.")

# %% [markdown] name="ask_templates"
# **In a few sentences and a number.** (a) Choose two classes and describe what is orange and what is blue in their pictures, and why. (b) The
# 67 pixels that the cell counts lie at the edge, and no training image has ink there. What is the gradient of the *loss* with respect to their weights? The gradient of the penalty is $g = 2 \lambda w$. It
# changes so slowly that the velocity is always near $g / (1 - \gamma)$, as in 5.6, so each step multiplies $w$ by $1 - 2 \lambda \eta / (1 - \gamma)$. Compute which share is left of $w$ after 47 268 steps (the full run on MNIST), for
# $\lambda = \eta = 0.001$ and $\gamma = 0.9$, and compare with the number above. What would these weights look like with $\lambda = 0$?

# %% [markdown] nbgrader={"grade_id": "why_templates", "grade": true, "solution": true, "points": 2}
# (a) For example: class 0 has an orange ring and a blue center, since ink in the middle speaks against a zero more than anything else. Class
# 1 is an orange upright stroke with blue on both sides: what is beside the stroke belongs to other digits. Not the average digit is shown but
# what *distinguishes* it from its rivals.
#
# (b) $\partial\mathcal L/\partial W_{kj}$ is the mean of $(p_k - t_k)\, x_j$, and $x_j = 0$ in every image: exactly 0. So only the
# penalty acts, and each step multiplies $w$ by $1 - 2 \lambda \eta / (1 - \gamma) = 1 - 2 \cdot 10^{-5}$. After 47 268 steps: $e^{-0.945} = 0.389$, as measured. With $\lambda = 0$ they
# would still be what the random initialization made them: speckle that means nothing.
#
# **Rubric.** 1 point: two plausible descriptions with a reason (evidence for and against, contrast to the rivals). 1 point: gradient of the
# loss exactly 0 (half a point), the share 0.389 and the frozen noise for $\lambda = 0$ (half a point).

# %% [markdown]
# ## 5.13 The same loop, deeper · 3 points
#
# Two more models for the `train` that you have. The second one begins with *convolutions*, which sheet 6 explains. All you need here: a convolution lays a small table of weights, a *kernel*, on the image, multiplies each weight by the pixel
# below it, adds up, and adds a bias. Then the kernel moves on by *stride* pixels. Each kernel makes one table of such sums, a *channel*; if the input has several channels, the kernel has a table for each, and all is added up.
#
# Write
#
# - `dnn(key)`, an MLP: 784 – 512 – 256 – 10, `relu` between the layers, 535 818 parameters;
# - `cnn(key)`: the image as `(1, 28, 28)`; a convolution to 16 channels with a 4 by 4 kernel and stride 4; one to 32 channels with a 3 by 3 kernel and
#   stride 1 (the default); flatten; 256 units; 10 classes; `relu` after every layer but the last; 212 538 parameters.
#
# Both end in your `log_softmax`, applied to the logits without a `relu` before it: "the last layer" is the last affine one. (A `relu` there would forbid negative logits, so no class could be made unlikely except by raising all others.)
#
# Without zeros around the image (*padding*), a kernel of side $k$ with stride $s$ fits on $\lfloor (n - k) / s \rfloor + 1$ places along a side of $n$ pixels.
# So the sides are 28 → 7 → 5, and one image has the shapes `(1, 28, 28)`, `(16, 7, 7)`, `(32, 5, 5)`; flattened, that is $32 \cdot 5 \cdot 5 = 800$ numbers,
# channel after channel, row by row, as `jnp.ravel` does. In Equinox, `eqx.nn.Conv2d(channels_in, channels_out, kernel_size, stride, key=...)` maps one image,
# and `eqx.nn.Lambda` makes a layer of a function that reshapes. Every layer with weights needs a key of its own. As in 5.4, no two weights come from the same
# random number, and biases may start at 0. Let the weights of the first layer be the first array of each tree, a row or a kernel per unit, as `Linear` and
# `Conv2d` have them: section 5.15 draws them.

# %% nbgrader={"grade_id": "dnn", "solution": true}
def dnn(key: jax.Array) -> eqx.Module:
    """Three affine layers with ``relu`` between them.

    Args:
        key: the only source of randomness.

    Returns:
        A module that maps one image, shape ``(784,)``, to log-probabilities, shape ``(10,)``.
    """
    ### BEGIN SOLUTION
    keys = jax.random.split(key, 3)
    return eqx.nn.Sequential(
        [
            eqx.nn.Linear(784, 512, key=keys[0]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(512, 256, key=keys[1]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(256, 10, key=keys[2]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
    ### END SOLUTION


# %% nbgrader={"grade_id": "cnn", "solution": true}
def cnn(key: jax.Array) -> eqx.Module:
    """Two convolutions and two affine layers, with ``relu`` after all but the last.

    Args:
        key: the only source of randomness.

    Returns:
        A module that maps one image, shape ``(784,)``, to log-probabilities, shape ``(10,)``.
    """
    ### BEGIN SOLUTION
    keys = jax.random.split(key, 4)
    return eqx.nn.Sequential(
        [
            eqx.nn.Lambda(lambda x: x.reshape(1, 28, 28)),
            eqx.nn.Conv2d(1, 16, 4, stride=4, key=keys[0]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Conv2d(16, 32, 3, key=keys[1]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Lambda(jnp.ravel),
            eqx.nn.Linear(800, 256, key=keys[2]),
            eqx.nn.Lambda(jax.nn.relu),
            eqx.nn.Linear(256, 10, key=keys[3]),
            eqx.nn.Lambda(log_softmax),
        ]
    )
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_dnn", "grade": true, "points": 1}
"""5.13 dnn is 784-512-256-10 with relu between, each layer with a key of its own."""
rng, parameters = np.random.default_rng(13), []
for d_in, d_out in [(784, 512), (512, 256), (256, 10)]:
    parameters += [(rng.normal(size=(d_in, d_out)) * np.sqrt(2 / d_in)).astype(np.float32), rng.normal(size=d_out).astype(np.float32)]
def by_hand(h):
    for W, b in zip(parameters[::2], parameters[1::2], strict=True):
        z = h @ W.astype(float) + b
        h = np.maximum(z, 0)
    z -= z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))
x_test = np.random.default_rng(8).uniform(size=(3, 784)).astype(np.float32)
x_test = np.concatenate([x_test, 1000 * x_test])  # of large inputs, a relu on the logits would show, a logarithm of 0 too
c_test = np.concatenate([rng.normal(size=(3, 10)), np.zeros((3, 10))]).astype(np.float32)
def try_dnn(seeds, parameters, x, c):
    models = [dnn(jax.random.key(seed)) for seed in seeds]
    arrays = [[np.asarray(a) for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))] for model in models]
    named = {tuple(sorted(a.shape)): a for a in parameters}
    def put(leaf):  # whichever way round the weights lie
        new = named.get(tuple(sorted(leaf.shape)), leaf) if eqx.is_array(leaf) else leaf
        return new if new is leaf else jax.device_put(new if new.shape == leaf.shape else new.T)
    results = [values_and_slopes(model, x, c) for model in (models[0], jax.tree.map(put, models[0]))]
    return [jax.tree.map(np.asarray, result) for result in results], arrays
(drawn, given), arrays = checks.remote(try_dnn, [0, 0, 1], parameters, x_test, c_test)
checks.shape(drawn[0], (6, 10), what="the output for six images")
checks.equal(sum(a.size for a in arrays[0]), 535_818, what="the number of parameters")
checks.close(np.exp(drawn[0].astype(float)).sum(axis=1), np.ones(6), what="the sums of exp(output) over the classes",
             hint="The output should be logarithms of probabilities: which layer is your last?")
for part, words in [(slice(0, 3), "images"), (slice(3, 6), "1000 times as bright images")]:
    checks.close(given[0][part], by_hand(x_test[part]), tolerance=1e-4, what=f"the log-probabilities for given parameters, {words}", hint="relu between the layers, none before log_softmax.")
complaint = checks.remote(reused_key, dnn)
checks.that(not complaint, f"A key is used twice ({complaint}). After a split, only the parts may be used.")
check_draws(*arrays)
D = rng.normal(size=x_test.shape)
slope = (c_test * (by_hand(x_test + 1e-6 * D) - by_hand(x_test - 1e-6 * D))).sum() / 2e-6
checks.close((given[1] * D).sum(), slope, tolerance=1e-3, what="how a sum of log-probabilities moves with the pixels along a direction", hint="The gradient goes through every layer.")
checks.that(min(given[2]) > 0, "The gradient with respect to an array of the model is 0.")

# %% nbgrader={"grade_id": "test_cnn", "grade": true, "points": 1}
"""5.13 cnn is two convolutions and two affine layers, each with a key of its own."""
rng = np.random.default_rng(14)
shapes = [(16, 1, 4, 4), (32, 16, 3, 3), (256, 800), (10, 256)]
K1, K2, W1, W2 = ((rng.normal(size=s) * np.sqrt(2 / np.prod(s[1:]))).astype(np.float32) for s in shapes)
c1, c2, b1, b2 = (rng.normal(size=s[0]).astype(np.float32) for s in shapes)
def by_hand(x):
    patches = x.astype(float).reshape(6, 7, 4, 7, 4)  # stride 4 and kernel 4: the patches do not overlap
    h = np.maximum(np.einsum("niajb,oab->noij", patches, K1[:, 0]) + c1[:, None, None], 0)
    h = sum(np.einsum("ncij,oc->noij", h[:, :, a : a + 5, b : b + 5], K2[:, :, a, b]) for a in range(3) for b in range(3))
    h = np.maximum(h + c2[:, None, None], 0).reshape(6, 800)
    z = np.maximum(h @ W1.T + b1, 0) @ W2.T + b2
    z -= z.max(axis=1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=1, keepdims=True))
x_test = np.random.default_rng(9).uniform(size=(3, 784)).astype(np.float32)
x_test = np.concatenate([x_test, 1000 * x_test])  # of large inputs, a relu on the logits would show, a logarithm of 0 too
c_test = np.concatenate([rng.normal(size=(3, 10)), np.zeros((3, 10))]).astype(np.float32)
size = lambda a: (a.ndim if a.ndim > 1 and a.size > 32 else 1, a.size)
def try_cnn(seeds, parameters, x, c):
    models = [cnn(jax.random.key(seed)) for seed in seeds]
    arrays = [[np.asarray(a) for a in jax.tree.leaves(eqx.filter(model, eqx.is_array))] for model in models]
    named = {size(a): a for a in parameters}
    def put(leaf):  # whichever way round the weights lie
        new = named.get(size(leaf), leaf) if eqx.is_array(leaf) else leaf
        return new if new is leaf else jax.device_put((new.T if leaf.ndim == 2 and new.shape != leaf.shape else new).reshape(leaf.shape))
    results = [values_and_slopes(model, x, c) for model in (models[0], jax.tree.map(put, models[0]))]
    return [jax.tree.map(np.asarray, result) for result in results], arrays
(drawn, given), arrays = checks.remote(try_cnn, [0, 0, 1], [K1, K2, W1, W2, c1, c2, b1, b2], x_test, c_test)
checks.shape(drawn[0], (6, 10), what="the output for six images")
checks.equal(sum(a.size for a in arrays[0]), 212_538, what="the number of parameters",
             hint="272 + 4640 + 205 056 + 2570: two convolutions, two affine layers, each with biases.")
checks.close(np.exp(drawn[0].astype(float)).sum(axis=1), np.ones(6), what="the sums of exp(output) over the classes",
             hint="The output should be logarithms of probabilities: which layer is your last?")
expected = by_hand(x_test)
for part, words in [(slice(0, 3), "images"), (slice(3, 6), "1000 times as bright images")]:
    checks.close(given[0][part], expected[part], tolerance=1e-4, what=f"the log-probabilities for given parameters, {words}", hint="relu after every layer but the last; the 800 numbers in the order of jnp.ravel.")
complaint = checks.remote(reused_key, cnn)
checks.that(not complaint, f"A key is used twice ({complaint}). After a split, only the parts may be used.")
check_draws(*arrays)
D = rng.normal(size=x_test.shape)
slope = (c_test * (by_hand(x_test + 1e-6 * D) - by_hand(x_test - 1e-6 * D))).sum() / 2e-6
checks.close((given[1] * D).sum(), slope, tolerance=1e-3, what="how a sum of log-probabilities moves with the pixels along a direction", hint="The gradient goes through every layer.")
checks.that(min(given[2]) > 0, "The gradient with respect to an array of the model is 0.")

# %% [markdown] name="look_deep_text"
# Look: five epochs each, through the same `train`. To save your time the learning rate is 0.01, ten times that of section 5.11, so five epochs
# are enough to see the difference. The training accuracy is that of the first 10 000 images. The convolutional network uses the loop in Python and not the scan. A scan does not always pay, as
# the time of ten steps both ways shows: when a step is long, there is little overhead to save, and on a CPU the compiler makes slower convolutions inside a
# loop than outside.

# %% name="look_deep" tags=["nbval-ignore-output"]
@cache
def trained_deep(name: str) -> Training:
    model, make_run_epoch = {"MLP": (dnn, make_epoch), "CNN": (cnn, make_loop)}[name]
    return train_and_score(
        eqx.filter_jit(model)(jax.random.key(0)), 0.01, budget(full=5, quick=1), make_run_epoch, train_images=10_000
    )


deep = {name: trained_deep(name) for name in ("MLP", "CNN")}
for name, training in deep.items():
    final = training.scores[-1]
    print(f"{name}: {count_parameters(training.model)} parameters, {final.seconds:.1f} s per epoch,")
    print(f"    test accuracy {final.test_accuracy:.4f}, test loss {final.test_loss:.4f} nats")
ax = plotting.curves(
    {
        f"{name}, {part}": (
            np.arange(1, 1 + len(training.scores)), [getattr(score, f"{part}_accuracy") for score in training.scores]
        )
        for name, training in deep.items() for part in ("train", "test")
    },
    held_out={f"{name}, test": f"{name}, train" for name in deep},
    xlabel="epochs done", ylabel="accuracy", title="Deeper, through the same loop",
)
ax.set_xticks(range(1, 1 + len(training.scores)))
if budget(full=True, quick=False):
    ten = ten_digits().x[: 10 * BATCH_SIZE], ten_digits().t[: 10 * BATCH_SIZE]
    model, optimizer = deep["CNN"].model, optax.sgd(0.01, momentum=MOMENTUM)
    state, step = optimizer.init(eqx.filter(model, eqx.is_array)), make_step(optimizer, LMBDA)
    for words, make_run_epoch in {"loop": make_loop, "scan": make_epoch}.items():
        seconds = stopwatch(make_run_epoch(step, BATCH_SIZE), model, state, *map(jnp.asarray, ten), jax.random.key(0))
        print(f"ten steps of the CNN as a {words}: {seconds:.3f} s")
    if ten_digits().source == "mnist":
        checks.that(deep["MLP"].scores[-1].test_accuracy >= 0.955, "The MLP learns less than it should.")
        checks.that(deep["CNN"].scores[-1].test_accuracy >= 0.965, "The CNN learns less than it should.")

# %% [markdown] name="ask_unchanged"
# **In a few sentences.** Why could loss, step and `train` stay as they were? (Only `run_epoch`, the way one epoch is run, was exchanged for the CNN, and only to save time.) Name what *did* have to be made anew for each
# model, and one mistake by which the old model would go on being trained or used, without an error.

# %% [markdown] nbgrader={"grade_id": "why_unchanged", "grade": true, "solution": true, "points": 1}
# The loop touches a model in two ways only: it calls it, one image in, ten log-probabilities out, and it treats it as a tree of arrays
# (gradient, penalty, update, filter). Shapes and the number of leaves do not matter to `tree.map`. Anew: the parameters (with their own
# keys), the optimizer's state, which has the shapes of the parameters, and the compiled program (another structure is traced again). (A
# loader kept outside of the loop, as in sheet 4, would have to be made anew, too; here each epoch makes its own order from its key.) A mistake: a jitted step that reads the model, or its
# `predict`, from a global name, as in 5.8. That is what a deep-learning package buys: you write the model, the rest is written.
#
# **Rubric.** Half a point: callable plus pytree. Half a point: two things made anew (of parameters with their keys, optimizer state, compiled program), or one
# of them and one such mistake (a stale global name, the old model handed on, a result not assigned).

# %% [markdown]
# ## 5.14 Less weight · 2 points
#
# What does the penalty do to the pictures, and which one makes them simple, L2 or L1? Simple means: many weights are 0. But after training with
# plain gradient steps hardly any weight is *exactly* 0; question (c) asks why. So one counts those that are *nearly* zero. `small_share` is given.

# %% nbgrader={"grade_id": "small_share", "locked": true}
def small_share(model: Any, threshold: float = 1e-3) -> float:
    """The share of all parameters whose absolute value is below the threshold, from 0 to 1."""
    numbers = np.concatenate([np.ravel(array) for array in jax.tree.leaves(eqx.filter(model, eqx.is_array))])
    return float(np.mean(np.abs(numbers) < threshold))


# %% [markdown] name="look_sweep_text"
# Look: eight trainings, five with L2 and three with L1. Within one kind only $\lambda$ differs, so `vmap` trains all of one kind at once, on the same batches:
# `vmap` over your `objective` and `momentum_step`, inside the scan. Fifteen epochs are enough for the trend. When you compare eight models, you may want to
# keep the best one. If you chose it with the test images, you could not use them for the final verdict any more. So the last 10 000 *training* images are held
# out as a *validation set*: the models are trained on the other 50 000 and compared on these.

# %% name="look_sweep" tags=["nbval-ignore-output"]
class Sweep(NamedTuple):
    models: dict[float, Callable]
    accuracies: dict[float, float]


@cache
def sweep(power: int, lmbdas: tuple[float, ...]) -> Sweep:
    """Softmax regression with several penalties, trained together on all training images but the last sixth."""
    digits, epochs = ten_digits(), budget(full=15, quick=1)
    kept = len(digits.x) * 5 // 6
    arrays, rest = eqx.partition(softmax_regression(jax.random.key(0)), eqx.is_array)
    several = jax.tree.map(lambda a: jax.device_put(np.stack([a] * len(lmbdas))), arrays)

    def update(arrays, velocity, lmbda, x, t):
        grads = eqx.filter_grad(objective)(eqx.combine(arrays, rest), x, t, lmbda, power)
        return momentum_step(arrays, grads, velocity, LEARNING_RATE, MOMENTUM)

    def step(arrays, velocity, x, t):
        new = jax.vmap(update, in_axes=(0, 0, 0, None, None))(arrays, velocity, jnp.asarray(lmbdas), x, t)
        return *new, jnp.zeros(())

    run_epoch, velocity = make_epoch(step, BATCH_SIZE), jax.tree.map(lambda a: jax.device_put(np.zeros(a.shape, a.dtype)), several)
    x, t = jax.device_put((digits.x[:kept], digits.t[:kept]))
    for key in jax.random.split(jax.random.key(3), epochs):
        several, velocity, _ = run_epoch(several, velocity, x, t, key)
    one = lambda i: eqx.combine(jax.tree.map(lambda a: jax.device_put(np.asarray(a)[i]), several), rest)
    models = {lmbda: one(i) for i, lmbda in enumerate(lmbdas)}
    held_out = jax.device_put((digits.x[kept:], digits.t[kept:]))
    return Sweep(models, {lmbda: float(evaluate(model, *held_out)[1]) for lmbda, model in models.items()})


LMBDAS = {2: (0.0, 1e-4, 1e-3, 1e-2, 1e-1), 1: (1e-4, 1e-3, 1e-2)}  # by the power of the penalty
l2, l1 = (sweep(power, lmbdas) for power, lmbdas in LMBDAS.items())
for kind, found in {"L2": l2, "L1": l1}.items():
    for lmbda, model in found.models.items():
        arrays = jax.tree.leaves(eqx.filter(model, eqx.is_array))
        zeros = sum(np.count_nonzero(np.asarray(array) == 0) for array in arrays)
        print(f"{kind} {lmbda:6g}: accuracy held out {found.accuracies[lmbda]:.4f},", end=" ")
        print(f"{small_share(model):6.1%} nearly zero, {zeros} exactly")
chosen = {"no penalty": l2.models[0.0], "L2, 0.01": l2.models[1e-2], "L1, 0.001": l1.models[1e-3]}
rows = np.concatenate([np.asarray(jax.tree.leaves(model)[0]) for model in chosen.values()])
names = [f"{name}\nclass {k}" if k == 0 else f"class {k}" for name in chosen for k in range(10)]
ax = plotting.pictures(rows.reshape(-1, 28, 28), titles=names, columns=10, scale="weight", title="Weights, one penalty a row")

# %% [markdown] name="explore_penalty_text"
# Move the slider: one scale for all eight, so that you see weights shrink. Which weights become nearly zero first with L1, and which with L2?

# %% name="explore_penalty" tags=["nbval-ignore-output"]
def with_penalty(penalty: str = "L1, 0.001"):
    """The ten templates that a penalty leaves."""
    kind, lmbda = penalty.split(", ")
    power = int(kind[1])
    found = sweep(power, LMBDAS[power])
    model = found.models[float(lmbda)]
    plotting.pictures(
        np.asarray(jax.tree.leaves(model)[0]).reshape(10, 28, 28), titles=[f"class {k}" for k in range(10)], columns=5, scale="weight", limit=0.4,
        title=f"{penalty}: accuracy held out {found.accuracies[float(lmbda)]:.3f}, {small_share(model):.0%} nearly zero",
    )


plotting.explore(with_penalty, penalty=[f"L{power}, {lmbda:g}" for power, lmbdas in LMBDAS.items() for lmbda in lmbdas])

# %% [markdown] name="ask_penalty"
# **In a few sentences.** (a) What do L2 and L1 change in the pictures, in the middle and at the border? (b) How does the accuracy move as $\lambda$ grows, and
# why does a penalty not *help* here? (c) L1 with $\lambda = 0.001$ and L2 with $\lambda = 0.01$ reach about the same accuracy. Why are so many weights nearly
# zero with the first and so few with the second, and why is none exactly zero with either?
#
# <details><summary>A hint for (c)</summary>
#
# What does each penalty add to the gradient of a weight of 0.1, and of one of 0.0001? How far does the next step move it?
# </details>

# %% [markdown] nbgrader={"grade_id": "why_penalty", "grade": true, "solution": true, "points": 2}
# (a) Without a penalty the border keeps the speckle of the initialization and the templates are noisy. L2 makes everything smaller and
# smoother, most of all where the data hardly use it; the border fades. L1 empties the picture: border and background go to zero, a few
# strokes that matter remain.
#
# (b) It falls with $\lambda$ for both, slowly at first ($10^{-4}$ costs next to nothing), then clearly: $\lambda = 0.1$ with L2 or $0.01$ with L1 costs five
# and eight percentage points. A penalty trades fit for simplicity. This model under-fits already (5.11): there is no over-fitting to cure.
#
# (c) The pull of L2, $2\lambda\theta$, fades as the weight gets small, so it shrinks by a factor and does not arrive. The pull of L1 is
# $\lambda \operatorname{sign}\theta$, as strong for tiny weights: where the data pull less than $\lambda$, the weight goes to zero in finite
# time. But steps have finite length: near zero the weight jumps across and back for ever. The jumps are a few $10^{-6}$ long: the velocity changes its sign again and again, so it stays well below
# $\lambda / (1 - \gamma)$, and a jump below $\eta \lambda / (1 - \gamma) = 10^{-5}$. Exact zeros need a
# threshold afterwards or a proximal step (soft thresholding), not a plain gradient step.
#
# **Rubric.** Half a point each: (a) smaller and smoother against sparse; (b) falls, because the model under-fits; (c) proportional against
# constant pull; why not exactly zero.

# %% [markdown]
# ## 5.15 Where the digits went · 1 point
#
# In some of the ten templates of softmax regression you could read the digit. Can you read digits in the weights of a deeper network?

# %% name="look_weights" tags=["nbval-ignore-output"]
hidden = np.asarray(jax.tree.leaves(eqx.filter(trained_deep("MLP").model, eqx.is_array))[0])
strongest = np.argsort(-np.linalg.norm(hidden, axis=1))[:20]
plotting.pictures(
    hidden[strongest].reshape(-1, 28, 28), columns=10, scale="weight",
    title="MLP, first layer: the 20 of 512 units with the largest weights",
)
kernels = np.asarray(jax.tree.leaves(eqx.filter(trained_deep("CNN").model, eqx.is_array))[0])
ax = plotting.pictures(kernels[:, 0], columns=8, scale="weight", title="CNN, first layer: its 16 kernels of 4 by 4 pixels")

# %% [markdown] name="pixel_gradient_text"
# Ask the network itself. How would the log-probability of the right class change if a pixel got a little more ink? That is a gradient with respect to the
# *input*, one picture per image, called a *saliency map*:
#
# $$\frac{\partial \ln p_y}{\partial x}, \qquad \text{for softmax regression } \; W_y - \sum_k p_k W_k.$$
#
# `pixel_gradient` is given: `jax.grad` for one image, and `jax.vmap` for many, as `sample_grads` in 4.7.

# %% nbgrader={"grade_id": "pixel_gradient", "locked": true}
def pixel_gradient(model: Callable, x: jax.Array, t: jax.Array) -> jax.Array:
    """How each pixel of each image moves the log-probability of its class: gradients, shape ``(n, d)``."""
    log_p_of_class = lambda x, t: jnp.sum(t * model(x))  # one image: t picks its class
    return jax.vmap(jax.grad(log_p_of_class))(x, t)


# %% [markdown] name="look_pixels_text"
# Look: a column for each of seven test images, the last three of them sevens, and a row for each of the three models. Each picture is the gradient, divided by its largest absolute value. Orange: more ink here speaks for the right class. Blue: it speaks against.
# The black line is the outline of the digit. Does the gradient follow *this* image, or only its class? In which model do the pictures of the three sevens differ most?

# %% name="look_pixels" tags=["nbval-ignore-output"]
digits = ten_digits()
seven = np.flatnonzero(digits.t_test[:, 7])[:3]
shown = [*(int(np.argmax(digits.t_test[:, k])) for k in (0, 2, 3, 4)), *seven.tolist()]
named = {"softmax regression": trained_softmax(), **deep}
gradients = []
for training in named.values():
    one_each = np.asarray(eqx.filter_jit(pixel_gradient)(training.model, digits.x_test[shown], digits.t_test[shown]))
    gradients.append(one_each / np.abs(one_each).max(axis=1, keepdims=True))  # an image it is certain of has a tiny gradient
images = digits.x_test[shown].reshape(-1, 28, 28)
classes = [f"a {int(np.argmax(digits.t_test[i]))}" for i in shown]
ax = plotting.pictures(
    np.concatenate(gradients).reshape(-1, 28, 28), columns=len(shown), scale="gradient, each by its largest",
    titles=[f"{name}\n{word}" if j == 0 else word for name in named for j, word in enumerate(classes)],
    outlines=[*images] * len(named), title="Which pixels speak for the right class",
)
for name, pictures in zip(named, gradients, strict=True):
    alike = [float(np.corrcoef(pictures[-3], pictures[j])[0, 1]) for j in (-2, -1)]
    print(f"{name}: correlation of the picture of the first seven with those of the other two {alike[0]:.2f}, {alike[1]:.2f}")

# %% [markdown] name="ask_patterns"
# **In a few sentences.** What do you recognize in the first layer of the MLP and in the kernels of the CNN, and why do you see no digits there? Why can the
# last layer not be shown as 28 by 28 pixels? In the formula above for softmax regression, which part depends on the single image, and which only on the class?
# Does the gradient of the two deeper models depend on the image in more ways?

# %% [markdown] nbgrader={"grade_id": "why_patterns", "grade": true, "solution": true, "points": 1}
# The MLP's first layer shows blobs and partial strokes with noise, no digits: a hidden unit is not a class, it answers to a feature that several digits share,
# and only combinations of units mean a digit. The CNN's kernels are 4 by 4: light and dark sides, edges and bars in a few directions; they see 16 pixels, a
# digit does not fit in. Later layers take hidden activations as input, not pixels (256 numbers, 800 numbers), so their weights have no place in the image. The
# gradient with respect to the input goes through all layers and ends at pixels, so it can be shown. In softmax regression it is $W_y - \sum_k p_k W_k$: the
# image enters only through the probabilities $p_k$, so the picture is a template of the *class*, minus those of its rivals; two sevens with the same
# probabilities have exactly the same picture. (The third seven in the figure has another rival.) In the MLP and the CNN the `relu`s that are on depend on the
# image, so even images with the same probabilities have different pictures. In the MLP they still look like noisy templates of the class (the correlations of
# the sevens are even higher than in softmax regression), and in the CNN they come in blocks of 4 by 4 and differ most from seven to seven; a digit is hard to
# read in either.
#
# **Rubric.** Half a point: features against classes, local kernels. Half a point: later weights live in hidden space; the gradient of softmax regression is a
# template of the class (the image enters through $p$ alone), that of a deep model depends on the image (from the printed correlations: in the MLP only a
# little; that is right, too).

# %% [markdown]
# ## 5.16 JAX beside PyTorch · 2 points
#
# The next sheet trains a convolutional network in PyTorch. The same step in both:
#
# ```python
# model, state, loss = step(model, state, x, t)          # JAX: a function; what changes is in its signature
#
# optimizer.zero_grad()                                  # PyTorch: objects that change
# loss = criterion(model(x), y)
# loss.backward()
# optimizer.step()
# ```

# %% [markdown] name="ask_frameworks"
# **In a few sentences.** (a) Name two advantages of the first style that you have used in this sheet, and two prices you paid for them. (b) JAX also has its
# own version of NumPy, `jax.numpy`. What can a `jax.numpy` function do that a NumPy function cannot? (c) What does a NumPy array allow that a JAX array does
# not? (d) Where does `eqx.nn.Linear` get its random numbers from?

# %% [markdown] nbgrader={"grade_id": "why_frameworks", "grade": true, "solution": true, "points": 2}
# (a) Advantages: transformations compose (the gradient per image was `vmap(grad)`, five trainings were one `vmap`, an epoch became one compiled
# `scan`); functions without side effects and explicit keys make runs reproducible and easy to test; the NumPy interface; one program for CPU,
# GPU and TPU. Prices: all state has to be passed in and out by hand; the rules of tracing (no NumPy, no Python `if` on values, frozen
# globals); waiting for the compiler; a smaller supply of ready-made parts; code that is harder to step through in a debugger. PyTorch narrows
# the gap with `torch.compile` and `torch.func`. Balanced answers of other content are welcome.
#
# (b) `jax.numpy` functions can be *traced*: called with stand-ins instead of numbers, they record what is computed, and from the record JAX
# differentiates, compiles and batches. NumPy needs the numbers at once. (c) A NumPy array can be written to in place, a JAX array cannot (`x.at[i].set(v)` returns a new one), since a function with
# side effects could not be recorded and replayed. (d) `Linear` draws from the key that it is given; two layers with one key would be copies of each other, up to scale.
#
# **Rubric.** 1 point: (a) two advantages with a place in this sheet, and two prices. 1 point: (b) tracing (or `grad`, `jit`, `vmap` of it), (c) writing in place, (d) the key. Half a point for one or two of the three.

# %% [markdown] name="end"
# You could look at every weight of softmax regression. The deep networks are more often right, but their weights are hard to read. Sheet 6 looks into a convolutional network.

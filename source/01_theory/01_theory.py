# %% [markdown] name="title"
# # 1 The probability behind a classifier
#
# A network that ends in a sigmoid makes a statement about probability. This sheet explains which one. At its end you can answer:
#
# - Why does a classifier end in a sigmoid, and what is the number that goes into it?
# - What do *maximum likelihood*, *cross-entropy* and *Kullback-Leibler divergence* have to do with each other? The loss functions of all later
#   sheets come from here.
# - Which inputs (features) does a linear layer need?
# - What does a classifier know about the data, and what can it never know?
#
# **How it works.** Replace each `raise NotImplementedError` by your code, then run the test cells below it. A test that passes says
# so; one that fails says what it expected and where to look. Some tests check more than you can see. Written answers are read by a
# person. Most short questions in the text that give no points have a folded answer below them: think first, then open it.
#
# **Conventions.** There are two classes, $C_1$ with label $y = 1$ and $C_2$ with $y = 0$. $p(x \mid C_k)$ is the density of class
# $k$, $p(C_1)$ its prior, $p(C_1 \mid x)$ its posterior; $z(x)$ is the *logit*, the logarithm of the posterior *odds*
# $p(C_1 \mid x) / p(C_2 \mid x)$. Priors lie strictly
# between 0 and 1. $\mathcal N(\mu, \sigma^2)$ is the Gaussian with mean $\mu$ and **variance** $\sigma^2$; we write
# $\mathcal N(1.5, 0.2^2)$, so that you can read the standard deviation, 0.2. Functions take the standard deviation.
# $\sigma$, $\sigma_1$, $\sigma_2$ are standard deviations; only with an argument, $\sigma(z)$ or $\sigma(u)$, is it the sigmoid.
# Logarithms are natural. Their unit is the *nat*.
#
# **Two rules for code.** In functions that compute with arrays, write `np.log`, `np.exp`, `np.sqrt`: the bare names `log`, `exp` and `sqrt` belong to SymPy
# here and work on formulas, not on arrays. And a function must not change the arrays that it is given.

# %% [markdown] name="points"
# | task | checked automatically | written | points |
# |:--|--:|--:|--:|
# | 1.1 Turning densities around | 2 |  | 2 |
# | 1.2 A sigmoid in disguise | 5 | 2 | 7 |
# | 1.3 How far apart are two densities | 4 | 2 | 6 |
# | 1.4 Where q is 0 | 1 | 1 | 2 |
# | 1.5 Which inputs a linear layer needs | 3 | 1 | 4 |
# | 1.6 Two Gaussians, one parabola | 5 | 1 | 6 |
# | 1.7 What cannot be recovered | 3 | 2 | 5 |
# | 1.8 Two answers, both right | 1 |  | 1 |
# | 1.9 Generative and discriminative models |  | 2 | 2 |
# | **all** | **24** | **11** | **35** |

# %% [markdown] name="times"
# **Time.** A guess for a student who meets this for the first time; it differs a lot from person to person.
#
# | tasks | to work through |
# |:--|--:|
# | 1.1 and 1.2: Bayes' rule, logit, sigmoid | 1 h 20 min |
# | 1.3 and 1.4: divergence, likelihood, cross-entropy | 1 h 40 min |
# | 1.5 and 1.6: which features | 1 h 30 min |
# | 1.7 and 1.8: what cannot be recovered | 1 h 10 min |
# | 1.9: generative and discriminative models, fitted | 30 min |
# | to run the whole sheet | 15 seconds |

# %% [markdown] name="words"
# A word that you do not know? The [glossary](../../docs/glossary.md) explains it in one line.

# %% [markdown] name="contract"
# **What holds for every numerical function of this sheet.** It changes nothing that it is given, and keeps nothing from one call to the next. The result is the
# same whether the numbers are floats or integers, and also for arrays that are not contiguous in memory (a transposed array, every second row); with `float32`
# it is the same to about six digits. An array may have any number of axes, also none. Numbers may be as tiny or as large as the docstring allows; where it
# names no limits, they are 0 or have a size between `1e-100` and `1e100`, so that `float64` holds their squares. Results are exact up to rounding, tiny ones,
# too (a probability of `1e-20` is not 0): add no small constant, clip and round nothing, and do not treat different numbers as equal, except where the text
# says so.

# %% name="find_helpers"
from importlib.util import find_spec

if find_spec("helpers") is None:
    raise SystemExit("This kernel has no helpers. Choose the kernel of the course; in Colab, or before you installed it, see START.html.")

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import numpy as np
import sympy as sp
from helpers import checks, contracts, derivation, plotting
from helpers.announce import announce_tests
from sympy import Integral, Rational, exp, expand, log, oo, pi, sqrt

plotting.style()
announce_tests()

# %% [markdown] name="how_to_derive"
# **Derivations.** Four times you derive something on paper. Then you type your lines into a function that returns them as a list of
# SymPy expressions. Its test tells you the first line that does not follow from the line before, and at which numbers you can see
# it. It compares numbers, not rules, so every correct way is accepted. In the written questions you say *why* a line follows.
# For example, a derivation from the start $\ln\frac{p_1^2}{p_2}$ to a sum of terms in one density each:
#
# ```python
# def derive_example() -> list:
#     return [
#         log(p1**2 / p2),          # the start
#         log(p1**2) - log(p2),     # a step
#         2 * log(p1) - log(p2),    # the result
#     ]
# ```
#
# - All symbols are declared in the next cell. Do not assign to these names outside of a function. Only the variable of an integral may be a symbol of your own. ([SymPy's
#   tutorial](https://docs.sympy.org/latest/tutorials/intro-tutorial/index.html) helps if you have never used it.)
# - The first line is the given start. If you leave it out, the test puts it before your lines.
# - Besides arithmetic, the test knows `exp`, `log`, `sqrt`, `sp.Abs`, `sp.erf`, `sigmoid` and `Integral`.
# - Write `Rational(1, 2)`, or divide by 2: `1/2` alone is a float (it is accepted, but looks ugly in print).
# - SymPy simplifies what you type at once. For example, `exp(log(x))` becomes `x`. The printed line then looks different from
#   what you typed, but the test also looks at what you typed.
# - A line can also be an equation, `sp.Eq(left, right)`. Then both sides must be equal to the line before.
# - An integral must converge. If you forget the density in it, it is infinite, and the line is wrong. And an integral over all $x$ runs from `-oo` to `oo`:
#   with finite limits it is another number, and the line is wrong, however little is cut off.
# - The lines are yours. SymPy may tidy up a line that you wrote, with `expand` or `sp.collect`. But if functions of SymPy produce all the lines from the start,
#   none of these lines counts as a step.
#
# The result gives one point, and so does each step that the task asks for. A step is a line between the start and the last line that says
# something new and does not yet have the form of the result. To reorder a line, or to put in numbers that cancel, says nothing new. If you jump
# from the start to the last line, you earn the point of the result only.

# %% tags=["setup"] nbgrader={"grade_id": "symbols", "locked": true}
x, mu1, mu2 = sp.symbols("x mu1 mu2", real=True)
sigma1, sigma2 = sp.symbols("sigma1 sigma2", positive=True)
p1, p2, prior1 = sp.symbols("p1 p2 prior1", positive=True)  # two densities at one x, and the prior of class 1
h, Z1, Z2 = sp.symbols("h Z1 Z2", positive=True)
phi1, phi2, w11, w12, w21, w22 = sp.symbols("phi1 phi2 w11 w12 w21 w22", real=True)
sigmoid = sp.Function("sigmoid")  # sigmoid(u) stands for 1/(1 + exp(-u))

density1 = exp(-((x - mu1) ** 2) / (2 * sigma1**2)) / (sqrt(2 * pi) * sigma1)
density2 = exp(-((x - mu2) ** 2) / (2 * sigma2**2)) / (sqrt(2 * pi) * sigma2)
member1 = h * exp(w11 * phi1 + w12 * phi2) / Z1
member2 = h * exp(w21 * phi1 + w22 * phi2) / Z2

# Where each derivation starts, what its end must look like, and how many steps it takes at least.
POSTERIOR = {
    "start": p1 * prior1 / (p1 * prior1 + p2 * (1 - prior1)),
    "form": derivation.logistic_of_separate(("p1", "p2"), ("prior1",)),
    "steps": 2,
}
DIVERGENCE = {
    "start": Integral(density1 * (log(density1) - log(density2)), (x, -oo, oo)),
    "form": derivation.without_integral,
    "steps": 2,
}
FAMILY_LOGIT = {
    "start": log(member1) - log(member2) + log(prior1 / (1 - prior1)),
    "form": derivation.linear_in("phi1", "phi2"),
    "steps": 1,
}
GAUSSIAN_LOGIT = {
    "start": log(density1) - log(density2) + log(prior1 / (1 - prior1)),
    "form": derivation.linear_in("x", "x**2"),
    "steps": 2,
}

# Between which numbers a symbol lies when two lines are compared.
DENSITIES = {"p1": (0.1, 3), "p2": (0.1, 3), "prior1": (0.05, 0.95)}
GAUSSIANS = {"x": (-2, 2), "mu1": (-1.5, 1.5), "mu2": (-1.5, 1.5), "sigma1": (0.7, 1.5), "sigma2": (0.7, 1.5)}
WITH_PRIOR = GAUSSIANS | {"prior1": (0.05, 0.95)}
FAMILY = {name: (-2, 2) for name in ("phi1", "phi2", "w11", "w12", "w21", "w22")}
FAMILY |= {"h": (0.1, 3), "Z1": (0.1, 3), "Z2": (0.1, 3), "prior1": (0.05, 0.95)}

# %% [markdown] name="clouds_text"
# Two clouds of samples. They overlap, so no rule can be right about every sample. Each sample was made in two steps: first a class was
# chosen, then an $x$ was drawn from the density of that class. The label comes first and causes the input. But a classifier goes the other
# way, from the input to the label. Is it then the wrong tool? In 1.9 we come back to these clouds and fit two kinds of models to them.

# %% name="clouds_picture"
rng = np.random.default_rng(0)
cloud1 = rng.multivariate_normal([1.0, 1.0], [[1.0, 0.8], [0.8, 1.0]], size=150)
cloud2 = rng.multivariate_normal([0.0, 0.0], np.eye(2), size=150)
ax = plotting.scatter_classes(
    np.concatenate([cloud2, cloud1]), np.repeat([0.0, 1.0], 150), names=("$C_2$, y = 0", "$C_1$, y = 1")
)

# %% [markdown]
# ## 1.1 Turning densities around · 2 points
#
# One dimension is enough to see everything. We use the density of the Gaussian,
#
# $$\mathcal N(x; \mu, \sigma^2) = \frac{1}{\sqrt{2\pi}\,\sigma} \exp\Bigl(-\frac{(x - \mu)^2}{2\sigma^2}\Bigr).$$
#
# On paper it is positive everywhere. In `float64`, $e^{-x^2/2}$ is rounded to 0 beyond 39 standard deviations (it *underflows*), and `np.log(0)` is $-\infty$.
# So simplify the logarithm on paper first. The result needs no exponential; compute that.
#
# *Bayes' rule* turns the densities of the classes, which describe how data are made, into the posterior probability of a class, which is what
# you want to know:
#
# $$p(C_1 \mid x) = \frac{p(x \mid C_1)\, p(C_1)}{p(x \mid C_1)\, p(C_1) + p(x \mid C_2)\, p(C_2)}, \qquad p(C_2) = 1 - p(C_1).$$
#
# Write `log_gauss(x, mu, sigma)` and `posterior_from_densities(p1, p2, prior1)`.

# %% nbgrader={"grade_id": "log_gauss", "solution": true}
def log_gauss(x: np.ndarray, mu: float, sigma: float) -> np.ndarray:
    """Logarithm of the density of a Gaussian.

    Args:
        x: where, any shape, also thousands of standard deviations away from the mean.
        mu: mean.
        sigma: standard deviation, positive.

    Returns:
        The logarithm of the density, same shape as ``x``, finite also where the density itself
        underflows to 0.
    """
    ### BEGIN SOLUTION
    return -(((x - mu) / sigma) ** 2) / 2 - np.log(sigma) - np.log(2 * np.pi) / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "posterior_from_densities", "solution": true}
def posterior_from_densities(p1: np.ndarray, p2: np.ndarray, prior1: float = 0.5) -> np.ndarray:
    """Probability of class 1 by Bayes' rule.

    Args:
        p1: density of class 1 at some inputs, any shape, from 1e-300 to 1e300.
        p2: density of class 2 at the same inputs, same shape, from 1e-300 to 1e300.
        prior1: prior probability of class 1, between 0 and 1. A product of a density and its prior is larger
            than 1e-310: `float64` holds it.

    Returns:
        The posterior of class 1 at each input, same shape.
    """
    ### BEGIN SOLUTION
    joint1, joint2 = p1 * prior1, p2 * (1 - prior1)
    return joint1 / (joint1 + joint2)
    ### END SOLUTION


# %% [markdown] name="look_posterior_text"
# Look: two classes, at two priors. Above are the *joint* densities $p(C_k)\, p(x \mid C_k)$, below the posterior. Where the two
# joint densities cross, the posterior is one half. Before you run the cell: what happens to the crossing if the prior of $C_1$ falls from 0.5 to 0.1? And does
# the posterior of $C_1$ keep rising to the right?
#
# <details><summary>Answer</summary>
#
# A smaller prior lowers the orange curve. At 0.1 it is nowhere the higher one: the posterior stays below one half for every $x$. The posterior falls again at
# large $x$, at both priors: class 2 is wider. Therefore, far away from the means, on *both* sides, its density is the larger one.
#
# </details>

# %% name="look_posterior"
x_grid = np.linspace(-4, 7, 400)
one, two = np.exp(log_gauss(x_grid, 1.5, 0.8)), np.exp(log_gauss(x_grid, 0.0, 1.2))
ax = plotting.classes(
    x_grid,
    {
        f"$p(C_1)$ = {prior}": (prior * one, (1 - prior) * two, posterior_from_densities(one, two, prior))
        for prior in (0.5, 0.1)
    },
    names=("$C_1$", "$C_2$"),
    ylabel=r"$p(C_k)\,p(x\,|\,C_k)$",
)

# %% nbgrader={"grade_id": "test_log_gauss", "grade": true, "points": 1}
"""1.1 log_gauss is the logarithm of the density, near and far."""
checks.close(log_gauss(np.array([1.0, 3.0]), 1.0, 2.0), [-1.6120857, -2.1120857], what="log_gauss([1, 3], 1, 2)",
             hint="At the mean: -ln(2) - ln(2 pi) / 2; one standard deviation out: 1/2 less.")
checks.close(log_gauss(np.array([100.0]), 0.0, 1.0), [-5000.9189385], what="log_gauss([100], 0, 1)",
             hint="exp(-5000) is 0 in any float. Does its logarithm need it?")
checks.close(log_gauss(np.array([5000.0, -5000.0]), 0.0, 0.5), [-50000000.2257914] * 2, tolerance=1e-6, what="log_gauss([5000, -5000], 0, 0.5)", hint="One formula, near and far.")
checks.close(log_gauss(np.array(1e-100), 0.0, 1e-100), 228.8395705, what="log_gauss(1e-100, 0, 1e-100), a number without axes", hint="The result has the shape of x. And tiny is not 0.")
contracts.consistent(lambda x: log_gauss(x, 1.0, 2.0), np.array([[1.0, -3.0], [2.0, 0.0]]), whole=True, what="log_gauss(x, 1, 2)")
### BEGIN HIDDEN TESTS
x_test = np.linspace(-3, 4, 12).reshape(4, 3)
density = np.exp(-((x_test - 0.3) ** 2) / (2 * 0.49)) / np.sqrt(2 * np.pi * 0.49)
checks.close(log_gauss(x_test, 0.3, 0.7), np.log(density), what="log_gauss of an array of shape (4, 3)")
far = np.array([-998.5, 1001.5])  # 5000 standard deviations: exp(-12500000) is 0 in any float
checks.close(log_gauss(far, 1.5, 0.2), np.full(2, -12499999.3095), tolerance=1e-6, what="log_gauss 5000 sigma out",
             hint="Do not take the logarithm of a density: simplify on paper first.")
checks.quiet(log_gauss, far, 1.5, 0.2)
spots = contracts.real("n", 2, low=-5000.0, high=5000.0)
contracts.agrees(log_gauss, contracts.cases(spots, contracts.just(0.3, 0, -2.5), contracts.just(1.0, 0.2, 30, 1e-9)), tolerance=1e-6, floor=1e-9, what="log_gauss(x, mu, sigma)")
some = [(np.float64(7.0), 0.0, 0.1), (np.float64(-2.5), -2.5, 1e-9), (np.zeros((2, 1, 3)), 1.0, 1.0), (np.array([3, -4]), 1, 2), (np.linspace(-9, 9, 1001), 0.5, 3.0)]
some += [(np.array([m, m + s, m - 3 * s]), m, s) for m, s in [(0.0, 1e-100), (0.0, 1e100), (2e99, 1e100), (3e-9, 1e-9)]]
some.append((np.array([0.0, 1e-6]), 0.0, 1 / np.sqrt(2 * np.pi)))  # the logarithm is almost 0
contracts.agrees(log_gauss, some, floor=1e-14, what="log_gauss(x, mu, sigma)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_posterior_from_densities", "grade": true, "points": 1}
"""1.1 posterior_from_densities is Bayes' rule."""
checks.close(posterior_from_densities(np.array([0.3, 0.1]), np.array([0.1, 0.1]), 0.2), [0.4285714, 0.2],
             what="posterior_from_densities([0.3, 0.1], [0.1, 0.1], 0.2)",
             hint="Where both densities are equal, x says nothing: the posterior is the prior.")
checks.close(posterior_from_densities(np.array([[1e-300, 4.0], [1e200, 3.0]]), np.array([[3e-300, 1.0], [1e-200, 3.0]])), [[0.25, 0.8], [1.0, 0.5]],
             what="the posterior for equal priors and densities tiny and huge", hint="Nothing is added to the densities.")
checks.close(posterior_from_densities(np.array([1.0, 1e-10]), np.array([1.0, 1.0]), 1e-20) * [1e20, 1e30], [1.0, 1.0], what="[1e20, 1e30] posterior_from_densities([1, 1e-10], [1, 1], 1e-20)",
             hint="Tiny priors and tiny posteriors are not 0. Is yours 1 minus something?")
checks.close(posterior_from_densities(np.array(3.0), np.array(1.0), 0.2), 0.4285714, what="posterior_from_densities(3, 1, 0.2), numbers without axes")
contracts.consistent(posterior_from_densities, np.array([[1.0, 3.0], [2.0, 1.0]]), np.array([[2.0, 1.0], [5.0, 1.0]]), whole=True, what="posterior_from_densities(p1, p2)")
### BEGIN HIDDEN TESTS
p_test = np.array([[0.2, 4.0], [1e-200, 0.7]])  # densities, not probabilities: they can exceed 1
q_test = np.array([[0.6, 1.0], [3e-200, 0.7]])
odds = p_test / q_test * 0.9 / 0.1
checks.close(posterior_from_densities(p_test, q_test, 0.9), odds / (1 + odds), what="the posterior for prior1 = 0.9")
checks.close(posterior_from_densities(p_test, q_test), [[0.25, 0.8], [0.25, 0.5]], what="the posterior for equal priors")
checks.close(posterior_from_densities(q_test, p_test, 0.1), 1 / (1 + odds), what="the posterior of the other class")
densities = lambda *shape: contracts.positive(*shape, low=1e-300, high=1e300, single=False)
priors = contracts.just(0.5, 0.2, 0.999999, 1e-9, 1 - 1e-12)
contracts.agrees(posterior_from_densities, contracts.cases(densities("n", 2), densities("n", 2), priors), floor=1e-37, what="the posterior")
contracts.agrees(posterior_from_densities, contracts.cases(densities(2, 3, 2), densities(2, 3, 2)), floor=1e-37, what="the posterior")
ladder = 10.0 ** np.linspace(-30, 30, 1001)
some = [(np.float64(1e-250), np.float64(3e-250)), (np.ones((2, 2)), np.ones((2, 2)), 0.1), (np.float32(ladder), np.float32(ladder[::-1]), 0.3), (ladder, np.ones(1001), 1e-3), (np.array([2, 3]), np.array([1, 7]), 0.25), (np.array([1.0, 3.0]), np.array([2.0, 1e-9]), 1e-20)]
contracts.agrees(posterior_from_densities, some, floor=1e-37, what="the posterior")
### END HIDDEN TESTS

# %% [markdown]
# ## 1.2 A sigmoid in disguise · 7 points
#
# Divide numerator and denominator of Bayes' rule by the numerator. The result has the form $1/(1 + \text{something positive})$, which is a
# *sigmoid* (or *logistic function*) of a number $z$:
#
# $$p(C_1 \mid x) = \sigma\bigl(z(x)\bigr), \qquad \sigma(u) = \frac{1}{1 + e^{-u}}.$$
#
# That *some* $z$ exists says little: $\sigma$ takes every value between 0 and 1, so every probability is the sigmoid of some number.
# What matters is that $z$ is a sum of two parts. One depends only on the densities at $x$, the other only on the prior:
#
# $$z(x) = \underbrace{\ln \frac{p(x \mid C_1)}{p(x \mid C_2)}}_{\text{log likelihood ratio}} + \underbrace{\ln \frac{p(C_1)}{p(C_2)}}_{\text{log prior odds}}.$$
#
# Write `derive_posterior()`. It starts with Bayes' rule, `POSTERIOR["start"]`, in which `p1` and `p2` are the two densities at one
# $x$, and ends with `sigmoid(...)` of a sum, or with `1/(1 + exp(-(...)))`. Each term of the sum holds either densities or the prior.
# Take at least two steps between the start and the last line.

# %% nbgrader={"grade_id": "derive_posterior", "solution": true}
def derive_posterior() -> list:
    """From Bayes' rule to the logistic function of the log likelihood ratio plus the log prior odds.

    Returns:
        The lines, in ``p1``, ``p2`` and ``prior1``; each is equal to the one before.
    """
    ### BEGIN SOLUTION
    odds = p1 * prior1 / (p2 * (1 - prior1))
    return [
        POSTERIOR["start"],
        1 / (1 + p2 * (1 - prior1) / (p1 * prior1)),
        sigmoid(log(odds)),
        sigmoid(log(p1 / p2) + log(prior1 / (1 - prior1))),
    ]
    ### END SOLUTION


# %% [markdown] name="look_derive_posterior_text"
# Look: your lines, typeset.

# %% name="look_derive_posterior"
derivation.show(derive_posterior())

# %% nbgrader={"grade_id": "test_derive_posterior", "grade": true, "points": 3}
"""1.2 derive_posterior leads from Bayes' rule to a sigmoid, each line from the one before."""
report = derivation.check(derive_posterior, domain=DENSITIES, **POSTERIOR)
checks.that(report.points(3) > 0, report.message)
print(f"{report.points(3):g} of 3 points. {report.message}")
### BEGIN HIDDEN TESTS
wide = {"p1": (0.001, 20), "p2": (0.001, 20), "prior1": (0.01, 0.99)}  # other points: it did not hold by chance
report = derivation.check(report.lines, domain=wide, **POSTERIOR)
checks.that(report.points(3) > 0, report.message)
### END HIDDEN TESTS
report.points(3)

# %% [markdown] name="llr_text"
# Now the computation. Far out, both densities are rounded to 0 and Bayes' rule is 0/0. The difference of their *logarithms* is still an
# ordinary number, so we start from it. It can be large, and `np.exp(1000)` is infinite in floating point. There are two ways to write the sigmoid,
# $\sigma(u) = \frac{1}{1 + e^{-u}} = \frac{e^u}{1 + e^u}$, and for every $u$ one of them needs only the exponential of a number $\le 0$, which
# cannot overflow.
#
# <details><summary>Which form is safe for which u?</summary>
#
# The first for $u \ge 0$, the second for $u < 0$. But `np.where` computes both branches for every entry before it chooses, and the branch
# that is not chosen can overflow. So write $e^{-|u|}$ in both: $\frac{1}{1 + e^{-|u|}}$ for $u \ge 0$ and $\frac{e^{-|u|}}{1 + e^{-|u|}}$ for $u < 0$. (Or use a
# function that takes care of it: `np.logaddexp(0, -u)` is $\ln(1 + e^{-u})$.)
#
# </details>
#
# Write `posterior_from_llr(llr, log_prior_odds)`.

# %% nbgrader={"grade_id": "posterior_from_llr", "solution": true}
def posterior_from_llr(llr: np.ndarray, log_prior_odds: float = 0.0) -> np.ndarray:
    """Probability of class 1 from the log likelihood ratio.

    Args:
        llr: ``ln p(x | C_1) - ln p(x | C_2)``, any shape, any size. It is the logarithm of the ratio.
        log_prior_odds: ``ln p(C_1) - ln p(C_2)``, any size; 0 for equal priors.

    Returns:
        The posterior of class 1, same shape as ``llr``, without an overflow.
    """
    ### BEGIN SOLUTION
    z = llr + log_prior_odds
    return np.exp(-np.logaddexp(0, -z))
    ### END SOLUTION


# %% [markdown] name="look_llr_text"
# Look: all three curves have the same shape; the prior only shifts them along the axis. By how much? (Part (b) of the question below asks what
# follows from this.)
#
# <details><summary>Answer</summary>
#
# By the log prior odds: for $p(C_1) = 0.9$ by $\ln 9 = 2.2$ nats to the left, for 0.1 by as much to the right.
#
# </details>

# %% name="look_llr"
llr_grid = np.linspace(-8, 8, 300)
ax = plotting.curves(
    {
        f"p(C₁) = {prior}": (llr_grid, posterior_from_llr(llr_grid, np.log(prior / (1 - prior))))
        for prior in (0.9, 0.5, 0.1)
    },
    xlabel="log likelihood ratio (nats)",
    ylabel="posterior of class 1",
)

# %% nbgrader={"grade_id": "test_posterior_from_llr", "grade": true, "points": 1}
"""1.2 posterior_from_llr is the sigmoid of log likelihood ratio plus log prior odds."""
checks.close(posterior_from_llr(np.log(np.array([3.0, 1.0]))), [0.75, 0.5], what="posterior_from_llr([ln 3, ln 1])",
             hint="Three to one is a probability of 3/4.")
checks.close(posterior_from_llr(np.log(np.array([3.0, 1.0])), np.log(0.25)), [0.4285714, 0.2],
             what="posterior_from_llr([ln 3, ln 1], ln 0.25)", hint="Odds multiply, so their logarithms add up.")
checks.shape(posterior_from_llr(np.array(1.0986123)), (), what="posterior_from_llr of a single number")
contracts.consistent(lambda llr: posterior_from_llr(llr, 1.0), np.array([[1.0, -3.0], [2.0, 0.0]]), whole=True, what="posterior_from_llr(llr, 1)")
### BEGIN HIDDEN TESTS
llr_test = np.random.default_rng(1).normal(size=(4, 3)) * 3
odds = np.exp(llr_test) * 0.7 / 0.3
checks.close(posterior_from_llr(llr_test, np.log(0.7 / 0.3)), odds / (1 + odds), what="the posterior of shape (4, 3)")
checks.close(posterior_from_llr(-llr_test) + posterior_from_llr(llr_test), np.ones((4, 3)), what="both posteriors")
contracts.agrees(posterior_from_llr, contracts.cases(contracts.real("n", 3), contracts.just(0.0, 1.5, -3)), what="posterior_from_llr(llr, log_prior_odds)")
contracts.agrees(posterior_from_llr, [(np.array(2.0),), (np.float64(-5.0), 2.0), (np.zeros((2, 1, 2)), 1.0), (np.array([3, -4]), 1)], what="posterior_from_llr(llr, log_prior_odds)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_posterior_from_llr_large", "grade": true, "points": 1}
"""1.2 posterior_from_llr is exact for very large and very small ratios, without an overflow."""
llr_test = np.array([-1000.0, 1000.0])
checks.close(posterior_from_llr(llr_test), [0, 1], what="posterior_from_llr([-1000, 1000])")
checks.quiet(posterior_from_llr, llr_test, hint="Take exp only of numbers that are not positive. np.where computes both branches: use exp(-abs(u)).")
for odds_test, expected in [(995.0, [0.0066929, 1.0]), (-995.0, [0.0, 0.9933071])]:
    checks.close(posterior_from_llr(llr_test, odds_test), expected, what=f"posterior_from_llr([-1000, 1000], {odds_test:g})", hint="Only the sum counts: add first.")
checks.close(posterior_from_llr(np.array([-11.0, -40.0])) * np.exp([11.0, 40.0]), [0.9999833, 1.0], what="exp([11, 40]) posterior_from_llr([-11, -40])", hint="A tiny probability is not 0, and the sigmoid is nowhere exactly exp.")
### BEGIN HIDDEN TESTS
tiny = np.asarray(posterior_from_llr(np.array([-40.0, 5.0]), -10.0))
checks.close(tiny * np.exp([50.0, 0.0]), [1.0, 0.0066929], tolerance=1e-3, what="exp(50) * posterior_from_llr(-40, -10)")
checks.quiet(posterior_from_llr, np.array([-800.0, 3.0, 800.0]), 5.0)  # each entry needs its own form
checks.quiet(posterior_from_llr, np.array([1.0, -1.0]), -800.0)  # the sign of the sum decides
checks.quiet(posterior_from_llr, np.array([1.0, -1.0]), 800.0)
contracts.agrees(posterior_from_llr, contracts.cases(contracts.logits("n", 2, largest=1e100), contracts.just(0.0, 600.0, -40.0, 1e5)), floor=1e-37, what="posterior_from_llr(llr, log_prior_odds)")
ladder = np.linspace(-60, 60, 1001)  # no threshold anywhere
contracts.agrees(posterior_from_llr, [(ladder + far, near - far) for far in (0.0, 1e3, -1e3, 3e5) for near in (0.0, 0.3)], floor=1e-37, again=False, what="posterior_from_llr(llr, log_prior_odds)")
### END HIDDEN TESTS

# %% [markdown] name="ask_llr"
# **In words and formulas.** (a) For equal priors, write the posterior as a function of the likelihood ratio $r = p(x \mid C_1) / p(x \mid C_2)$,
# and as a function of $\ln r$. What are the function from $\ln r$ to the posterior and its inverse called? (b) You trained with equal priors,
# but in the world class 1 is rare. What happens to the curve above, what to the ranking of the samples by their posterior, and what
# would you change, without training again?

# %% [markdown] nbgrader={"grade_id": "why_llr", "grade": true, "solution": true, "points": 2}
# (a) With $p(C_1) = p(C_2) = \frac12$ the priors cancel:
# $p(C_1 \mid x) = \frac{p(x \mid C_1)}{p(x \mid C_1) + p(x \mid C_2)} = \frac{r}{1 + r} = \sigma(\ln r)$. The function is the
# logistic function (sigmoid), its inverse the logit, $\ln r = \ln \frac{p}{1 - p}$.
#
# (b) The log prior odds are a number that does not depend on $x$: the curve is shifted along the axis of the log likelihood ratio,
# its shape stays. The sigmoid is strictly increasing, so the order of the samples stays as well (and with it the ROC curve); only the
# threshold moves. Posterior $> \frac12$ means $\ln r > -\ln\frac{p(C_1)}{p(C_2)}$ instead of $\ln r > 0$. So add the logarithm of the
# true prior odds to the logit, or move the threshold.
#
# **Rubric.** 1 point: $r/(1+r) = \sigma(\ln r)$ with the priors canceling, sigmoid and logit by name. 1 point: a shift, the ranking
# unchanged because the sigmoid is monotone, and the correction (add the log prior odds, or move the threshold).

# %% [markdown]
# ## 1.3 How far apart are two densities · 6 points
#
# Samples come from a density $p$. Somebody claims that they come from $q$. Each sample $x$ has a log likelihood ratio $\ln \frac{p(x)}{q(x)}$: how
# much more probable this sample is under $p$ than under $q$, on a logarithmic scale. Its mean over samples from $p$ is the *Kullback-Leibler divergence* (KL divergence) of $p$ from $q$,
#
# $$\mathrm{KL}(p \,\|\, q) = \int p(x)\, \ln \frac{p(x)}{q(x)}\, dx \quad\text{(nats)}.$$
#
# It is never negative, and it is 0 only if the two are equal (*Gibbs' inequality*: $\ln t \le t - 1$ with $t = q/p$ gives
# $\mathrm{KL}(p \,\|\, q) \ge \int (p - q)\, dx = 0$). For $p = \mathcal N(\mu_1, \sigma_1^2)$ and $q = \mathcal N(\mu_2, \sigma_2^2)$
# there is a closed form without any integral: the logarithm of a Gaussian is a quadratic polynomial in $x$, and the mean of a quadratic
# polynomial under $p$ needs only the mean and the variance of $p$.
#
# Write `derive_kl()`. It starts with `DIVERGENCE["start"]`, the integral with both Gaussians spelled out, and ends without an
# integral. Take at least two steps that still hold an integral. `density1` and `density2` are there for you to write
# `Integral(density1 * (...), (x, -oo, oo))`.

# %% nbgrader={"grade_id": "derive_kl", "solution": true}
def derive_kl() -> list:
    """From the integral to the closed form of the KL divergence of two Gaussians.

    Returns:
        The lines, in ``mu1``, ``sigma1``, ``mu2``, ``sigma2``, and ``x`` under the integral; each is equal to the one before.
    """
    ### BEGIN SOLUTION
    mean = lambda f: Integral(density1 * f, (x, -oo, oo))  # under p
    square1, square2 = (x - mu1) ** 2 / (2 * sigma1**2), (x - mu2) ** 2 / (2 * sigma2**2)
    return [
        DIVERGENCE["start"],
        mean(log(sigma2 / sigma1) - square1 + square2),
        log(sigma2 / sigma1) - mean((x - mu1) ** 2) / (2 * sigma1**2) + mean((x - mu2) ** 2) / (2 * sigma2**2),
        log(sigma2 / sigma1) - Rational(1, 2) + mean((x - mu2) ** 2) / (2 * sigma2**2),
        log(sigma2 / sigma1) - Rational(1, 2) + (sigma1**2 + (mu1 - mu2) ** 2) / (2 * sigma2**2),
    ]
    ### END SOLUTION


# %% name="look_derive_kl"
derivation.show(derive_kl(), {"p(x)": density1, "q(x)": density2})

# %% nbgrader={"grade_id": "test_derive_kl", "grade": true, "points": 3}
"""1.3 derive_kl leads from the integral to the closed form, each line from the one before."""
report = derivation.check(derive_kl, domain=GAUSSIANS, **DIVERGENCE)
checks.that(report.points(3) > 0, report.message)
print(f"{report.points(3):g} of 3 points. {report.message}")
### BEGIN HIDDEN TESTS
wide = {name: (-2.5, 2.5) for name in ("x", "mu1", "mu2")} | {"sigma1": (0.6, 2.5), "sigma2": (0.6, 2.5)}
report = derivation.check(report.lines, domain=wide, **DIVERGENCE)
checks.that(report.points(3) > 0, report.message)
### END HIDDEN TESTS
report.points(3)

# %% [markdown] name="kl_gauss_text"
# Now compute the same in numbers: write `kl_gauss(mu1, s1, mu2, s2)`.

# %% nbgrader={"grade_id": "kl_gauss", "solution": true}
def kl_gauss(mu1: float, s1: float, mu2: float, s2: float) -> float:
    """KL divergence of two Gaussians, of the first from the second, in nats.

    Args:
        mu1: mean of p.
        s1: standard deviation of p, positive.
        mu2: mean of q.
        s2: standard deviation of q, positive.

    Returns:
        KL(p || q).
    """
    ### BEGIN SOLUTION
    return np.log(s2 / s1) + (s1**2 + (mu1 - mu2) ** 2) / (2 * s2**2) - 0.5
    ### END SOLUTION


# %% [markdown] name="look_kl_text"
# Look: $N_1 = \mathcal N(1, 1^2)$ is wide, $N_2 = \mathcal N(1.5, 0.2^2)$ is narrow. The divergence is the blue area ("adds") minus the orange area ("takes
# away") in the lower panel. The two lower panels have different vertical scales.

# %% name="look_kl"
x_grid = np.linspace(-3, 5, 2000)
wide, narrow = log_gauss(x_grid, 1.0, 1.0), log_gauss(x_grid, 1.5, 0.2)
both = {"KL(N₁‖N₂)": kl_gauss(1.0, 1.0, 1.5, 0.2), "KL(N₂‖N₁)": kl_gauss(1.5, 0.2, 1.0, 1.0)}
areas = [np.trapezoid(np.exp(p) * (p - q), x_grid) for p, q in [(wide, narrow), (narrow, wide)]]
checks.close(areas, list(both.values()), tolerance=2e-3, what="the two areas")
titles = [f"{name} = {value:.4f} nats" for name, value in both.items()]
ax = plotting.divergence(x_grid, {titles[0]: (wide, narrow), titles[1]: (narrow, wide)})

# %% nbgrader={"grade_id": "test_kl_gauss", "grade": true, "points": 1}
"""1.3 kl_gauss is the divergence, in nats, with standard deviations, in the right direction."""
checks.close(kl_gauss(1.0, 1.0, 1.5, 0.2), 13.5156, what="kl_gauss(1, 1, 1.5, 0.2)",
             hint="If you get 1.8203, you read 0.2 as a variance; if you get 1.2544, it is the other direction.")
checks.close(kl_gauss(1.5, 0.2, 1.0, 1.0), 1.2544, tolerance=5e-5, what="kl_gauss(1.5, 0.2, 1, 1)")
checks.close([kl_gauss(-1, 1, 1, 1), kl_gauss(2, 1, 2, 2), kl_gauss(300.0, 5.0, -20.0, 100.0)], [2.0, 0.3181472, 7.6169823], what="kl_gauss(-1, 1, 1, 1), (2, 1, 2, 2), (300, 5, -20, 100)",
             hint="Means of both signs, equal means, far from any grid, and integers.")
checks.close([kl_gauss(0.0, 1e-9, 0.0, 2e-9), 1e5 * kl_gauss(1000.0, 1.0, 1000.001, 1.0)], [0.3181472, 0.05], what="kl_gauss(0, 1e-9, 0, 2e-9) and 1e5 kl_gauss(1000, 1, 1000.001, 1)",
             hint="Tiny is not 0, and nearly equal is not equal.")
### BEGIN HIDDEN TESTS
checks.close(kl_gauss(-3.0, 2.5, -3.0, 2.5) + 1, 1.0, what="1 + the divergence of a density from itself")
x_test = np.linspace(-40, 40, 80_001)
for m1, s1, m2, s2 in [(0.3, 0.7, -1.2, 1.9), (-2.0, 3.0, 1.0, 1.5), (5.0, 1.0, 5.0, 4.0)]:  # against the integral
    log_p, log_q = (-((x_test - m) / s) ** 2 / 2 - np.log(s * np.sqrt(2 * np.pi)) for m, s in [(m1, s1), (m2, s2)])
    expected = np.trapezoid(np.exp(log_p) * (log_p - log_q), x_test)
    checks.close(kl_gauss(m1, s1, m2, s2), expected, what=f"kl_gauss({m1:g}, {s1:g}, {m2:g}, {s2:g})")
checks.close(kl_gauss(0.0, 1.0, 60.0, 1.0), 1800.0, what="kl_gauss(0, 1, 60, 1)")  # where q is 0 in any float
contracts.agrees(kl_gauss, [(m1, s1, m2, s2) for m1 in (0.0, -3, 1e4) for s1 in (1.0, 0.01, 50) for m2 in (0.0, 2.0, -1e4) for s2 in (1, 0.02, 3.0)], floor=1e-9, again=False, what="kl_gauss(mu1, s1, mu2, s2)")
close_by = [(0.0, 1.0, 1e-5, 1.0), (0.5, 1.0, 0.5, 1.0 + 1e-5), (1e3, 1.0, 1e3 + 1e-4, 1.0), (-7.0, 2.0, -7.0, 2.0)]
close_by += [(0.0, s, shift * s, ratio * s) for s in (1e-100, 1e-12, 1e12, 1e100) for shift in (0.0, 3.0, -0.01) for ratio in (1.0, 2.0, 0.1)]
contracts.agrees(kl_gauss, close_by, floor=1e-13, again=False, what="kl_gauss(mu1, s1, mu2, s2)")
### END HIDDEN TESTS

# %% [markdown] name="likelihood_text"
# **From likelihood to cross-entropy.** Every later sheet uses the cross-entropy, which this paragraph introduces. You have samples $x_1, \dots, x_n$ from an
# unknown $p$, and a model: a density $q_\theta(x)$ with parameters $\theta$. The *likelihood* of the model is the density that it gives to all samples
# together, $\prod_i q_\theta(x_i)$. *Maximum likelihood* chooses the $\theta$ for which it is largest. A product of many small numbers underflows to 0, so take
# the logarithm, change the sign, and divide by $n$. What is left to minimize is the mean *negative log-likelihood* (NLL):
#
# $$-\frac 1 n \sum_{i=1}^n \ln q_\theta(x_i) \;\xrightarrow{\;n \to \infty\;}\; -\int p(x) \ln q_\theta(x)\, dx \;=:\; H(p, q_\theta).$$
#
# The arrow is the law of large numbers. The right-hand side is called the *cross-entropy* of $p$ and $q_\theta$. Add and subtract $\int p \ln p\,dx$:
#
# $$H(p, q_\theta) = \underbrace{-\int p(x) \ln p(x)\, dx}_{\text{entropy } H(p)} + \underbrace{\int p(x) \ln \frac{p(x)}{q_\theta(x)}\, dx}_{\mathrm{KL}(p \,\|\, q_\theta)}.$$
#
# The entropy $H(p)$ does not depend on $\theta$. So, for many samples, three tasks are one and the same: maximize the likelihood, minimize the cross-entropy,
# minimize $\mathrm{KL}(p \,\|\, q_\theta)$. And since the divergence is at least 0, no model has a cross-entropy below $H(p)$.
#
# For a label $y \in \{0, 1\}$ the same is true with a sum in place of the integral. A model that gives $y = 1$ the probability $q$ has the negative log-likelihood
# $-\ln q$ if $y = 1$, and $-\ln(1 - q)$ if $y = 0$. In one formula: $-y \ln q - (1 - y) \ln(1 - q)$. This is the *binary cross-entropy*, the loss of
# sheets 2 to 4.

# %% [markdown] name="look_likelihood_text"
# Look: the three terms for $p = \mathcal N(1, 1^2)$ and three models $q$. The entropy of $\mathcal N(\mu, \sigma^2)$ is
# $\frac12 \ln(2\pi e \sigma^2)$. The mean negative log-likelihood is measured on 100,000 samples.

# %% name="look_likelihood"
samples = np.random.default_rng(0).normal(1.0, 1.0, size=100_000)
entropy = np.log(2 * np.pi * np.e) / 2
print("model q          H(p)  +  KL(p||q)  =  H(p, q)     mean NLL of the samples")
for m, s in [(1.0, 1.0), (0.0, 1.0), (1.0, 2.0)]:
    kl, nll = kl_gauss(1.0, 1.0, m, s), -np.mean(log_gauss(samples, m, s))
    print(f"N({m:g}, {s:g}²)       {entropy:.4f}  +  {kl:.4f}   =  {entropy + kl:.4f}      {nll:.4f}")
    checks.close(nll, entropy + kl, tolerance=0.01, what="the mean negative log-likelihood")

# %% [markdown] name="look_bumps_text"
# Look: what does it mean to make the divergence small? The density $p = 0.6\,\mathcal N(-2, 0.6^2) + 0.4\,\mathcal N(2, 0.6^2)$ has two bumps. The model $q$ is one
# Gaussian, so it cannot fit. Take the $q$ with the smallest $\mathrm{KL}(p \,\|\, q)$, which is what maximum likelihood finds, and the $q$ with the smallest
# $\mathrm{KL}(q \,\|\, p)$. **Before you run the cell, draw both $q$ on paper.**
#
# <details><summary>What you see, and why</summary>
#
# $\mathrm{KL}(p \,\|\, q)$ is a mean over $p$. It is huge if $q$ is tiny anywhere where $p$ has mass, so $q$ covers both bumps and the empty space between them. Its
# mean and variance are those of $p$ ($-0.4$ and $2.05^2$). $\mathrm{KL}(q \,\|\, p)$ is a mean over $q$. It is huge if $q$ has mass where $p$ is
# tiny, so $q$ keeps away from the empty space and covers the larger bump alone. On that bump $p \approx 0.6\, q$, so the divergence is about $-\ln 0.6 = 0.51$.
# People say "mode-covering" and "mode-seeking".
#
# </details>

# %% name="look_bumps"
x_grid = np.linspace(-8, 8, 1601)
bumps = np.logaddexp(np.log(0.6) + log_gauss(x_grid, -2.0, 0.6), np.log(0.4) + log_gauss(x_grid, 2.0, 0.6))


def divergence_on_grid(log_p: np.ndarray, log_q: np.ndarray) -> float:
    """KL(p || q) of two log densities on the grid."""
    return float(np.trapezoid(np.exp(log_p) * (log_p - log_q), x_grid))


candidates = [(m, s) for m in np.linspace(-3, 3, 61) for s in np.linspace(0.4, 3, 53)]
fits = {}
for name, order in {"KL(p‖q)": 1, "KL(q‖p)": -1}.items():
    m, s = min(candidates, key=lambda c, o=order: divergence_on_grid(*[bumps, log_gauss(x_grid, *c)][::o]))
    least = divergence_on_grid(*[bumps, log_gauss(x_grid, m, s)][::order])
    fits[f"q with least {name}:\nN({m:.1f}, {s:.2f}²), {least:.2f} nats"] = (x_grid, np.exp(log_gauss(x_grid, m, s)))
ax = plotting.curves(
    {"p, two bumps": (x_grid, np.exp(bumps))} | fits, xlabel="$x$", ylabel="density", title="One Gaussian for two bumps"
)

# %% [markdown] name="ask_kl"
# **In words and formulas.** (a) Somewhere on the way to the closed form, $\int p(x)\,(x - \mu_2)^2\,dx$ becomes $\sigma_1^2 + (\mu_1 - \mu_2)^2$. Show why,
# without solving an integral (use the mean and the variance of $p$). (b) For $N_1$ and $N_2$ of the figure below `kl_gauss`, one direction gives 13.5156, the
# other 1.2544. Which term of the closed form makes the difference, and what does it say about the two densities? What does the difference say about KL as a
# distance? A model $q$ is trained by maximum likelihood on samples of $p$: which mistake will it avoid above all others?

# %% [markdown] nbgrader={"grade_id": "why_kl", "grade": true, "solution": true, "points": 2}
# (a) Write $x - \mu_2 = (x - \mu_1) + (\mu_1 - \mu_2)$ and square. Under $p$, the mean of $(x - \mu_1)^2$ is $\sigma_1^2$, that of
# the mixed term $2 (x - \mu_1)(\mu_1 - \mu_2)$ is 0 because $\mathbb E[x] = \mu_1$, and the last square is a constant:
# $\sigma_1^2 + (\mu_1 - \mu_2)^2$.
#
# (b) In $\mathrm{KL}(N_1 \,\|\, N_2)$ the quadratic term is $1.25 / 0.08 = 15.6$, in the other direction $0.29 / 2 = 0.145$. The wide
# $N_1$ puts much of its mass where the narrow $N_2$ is tiny, and there $\ln(p/q)$ is huge: a few samples of $N_1$ are enough to
# exclude $N_2$. The samples of $N_2$ all lie where $N_1$ is not small, so their log likelihood ratios are smaller, and it takes about eleven times as many. The
# divergence is not symmetric: it is not a distance (no metric). Maximum likelihood minimizes $\mathrm{KL}(p \,\|\, q)$ over $q$, so
# $q$ must not be tiny where $p$ has mass: it covers all of the data, if need be too broadly, as in the picture with two bumps.
#
# **Rubric.** 1 point: the square is expanded about $\mu_1$, with the mixed term vanishing because its mean is 0. 1 point: the
# quadratic term (15.6 against 0.145), mass where the other density is tiny, asymmetry, and that $q$ must cover $p$. Naming the
# asymmetry alone: half a point.

# %% [markdown]
# ## 1.4 Where q is 0 · 2 points
#
# The *support* of a density is the set where it is positive, together with the edge of this set. A uniform density makes its edge visible:
# $\mathcal U(a, b)$ is $\frac{1}{b - a}$ between $a$ and $b$ and 0 elsewhere. Two conventions complete the integral: where $p = 0$
# the integrand is 0, and where $p > 0$ but $q = 0$ it is infinite.
#
# Write `kl_uniform(a1, b1, a2, b2)` for $p = \mathcal U(a_1, b_1)$ and $q = \mathcal U(a_2, b_2)$. A single point has no
# mass: if $p$ and $q$ have the same lower end, or the same upper end, this does not make the divergence infinite.

# %% nbgrader={"grade_id": "kl_uniform", "solution": true}
def kl_uniform(a1: float, b1: float, a2: float, b2: float) -> float:
    """KL divergence of two uniform densities, of the first from the second, in nats.

    Args:
        a1: lower end of p.
        b1: upper end of p, above ``a1``.
        a2: lower end of q.
        b2: upper end of q, above ``a2``.

    Returns:
        KL(p || q), which is infinite (``np.inf``) if p reaches beyond q, however little. If p and q share an end,
        p does not reach beyond q there.
    """
    ### BEGIN SOLUTION
    if a1 < a2 or b1 > b2:
        return np.inf
    return np.log((b2 - a2) / (b1 - a1))
    ### END SOLUTION


# %% [markdown] name="look_support_text"
# Look: can the divergence of two *Gaussians* be infinite? On paper never, because a Gaussian is positive everywhere. In `float64` the density
# $\mathcal N(1.5, 0.2^2)$ is rounded to 0 at distances of 7.73 and more from its mean (39 standard deviations). An integral of $p \ln(p/q)$ that computes the density first and then its logarithm says "infinite", as if the
# support ended there. With the logarithm from `log_gauss` it says 13.5156. (This cell needs `log_gauss` of 1.1, not `kl_uniform`.)

# %% name="look_support"
x_grid = np.linspace(-12, 14, 20_001)
p_grid, q_grid = np.exp(log_gauss(x_grid, 1.0, 1.0)), np.exp(log_gauss(x_grid, 1.5, 0.2))
with np.errstate(divide="ignore"):
    naive = np.trapezoid(p_grid * (np.log(p_grid) - np.log(q_grid)), x_grid)
in_logs = np.trapezoid(p_grid * (log_gauss(x_grid, 1.0, 1.0) - log_gauss(x_grid, 1.5, 0.2)), x_grid)
checks.that(naive == np.inf and abs(in_logs - 13.5156) < 1e-4, "The two integrals are not infinite and 13.5156. Does log_gauss pass its test?")
first_zero = x_grid[(x_grid > 1.5) & (q_grid == 0)].min() - 1.5
print(f"logarithm of the density: {naive:.4f}; logarithm on paper: {in_logs:.4f}")
print(f"exp(log_gauss) is 0 from {first_zero:.2f} units on")
checks.close(first_zero, 7.73, tolerance=1e-3, what="the edge")

# %% nbgrader={"grade_id": "test_kl_uniform", "grade": true, "points": 1}
"""1.4 kl_uniform is infinite exactly if a part of p lies where q is 0."""
checks.close(kl_uniform(0.0, 1.0, 0.0, 2.0), 0.6931472, what="kl_uniform(0, 1, 0, 2)", hint="p is twice as high as q.")
checks.equal(kl_uniform(0.0, 2.0, 0.0, 1.0), np.inf, what="kl_uniform(0, 2, 0, 1)", hint="Half of p lies where q is 0.")
checks.close(1 + kl_uniform(-3.0, 2.0, -3.0, 2.0), 1.0, what="1 + kl_uniform(-3, 2, -3, 2)", hint="Shared ends make no difference.")
checks.close([kl_uniform(1.0, 2.0, 0.0, 2.0), kl_uniform(0, 3, -2, 4), kl_uniform(0.0, 1e-20, -1e-20, 1e-20)], [0.6931472] * 3, what="kl_uniform(1, 2, 0, 2), (0, 3, -2, 4) and (0, 1e-20, -1e-20, 1e-20)", hint="A mean over p: only the ratio of the two lengths counts.")
for ends in [(0.0, 1.0, 2.0, 5.0), (0.0, 1.0, 1e-20, 2.0), (0.0, 1.0, 0.0, 1.0 - 1e-15), (-5.0, 0.0, -4.0, 3.0)]:
    checks.equal(kl_uniform(*ends), np.inf, what=f"kl_uniform{ends}", hint="Part of p lies where q is 0, however little.")
### BEGIN HIDDEN TESTS
checks.close(kl_uniform(-1.0, 0.5, -2.0, 4.0), np.log(4), what="kl_uniform(-1, 0.5, -2, 4)")
for ends in [(0.0, 1.0, 0.1, 2.0), (0.0, 1.0, -1.0, 0.9), (0.0, 1.0, 2.0, 3.0), (0.0, 1.0, -3.0, -2.0), (-1.0, 2.0, 0.0, 1.0)]:
    checks.equal(kl_uniform(*ends), np.inf, what=f"kl_uniform{ends}", hint="Part of p lies where q is 0.")
ends = [(a1, b1, a2, b2) for a1, b1 in [(0.0, 1.0), (-2, 3), (1e-12, 1.0)] for a2, b2 in [(0.0, 1.0), (-2, 3), (-1e-12, 1.0), (0.0, np.nextafter(1.0, 0.0)), (1e-11, 1.0), (0, 1000), (1.0, 2.0), (-3.0, 0.0)]]
ends += [(0.0, 1.0, 0.0, 1.0 + 3.3e-11), (0.0, 1e-20, -1e-20, 3e-20), (-1e-100, 0, -1e-100, 1e100), (-1e100, 1e100, -1e100, 3e100), (1e-300, 1.0, 2e-300, 1.0), (0.0, 1e-100, 0.0, 0.9e-100)]
contracts.agrees(kl_uniform, ends, again=False, tolerance=1e-4, floor=1e-13, what="kl_uniform(a1, b1, a2, b2)")
### END HIDDEN TESTS

# %% [markdown] name="ask_support"
# **In a few sentences.** What is the support of a distribution? What happens to $\mathrm{KL}(p \,\|\, q)$ if $p$ reaches beyond the support of $q$, and what if
# $q$ reaches beyond that of $p$? A model is trained by maximum likelihood (see 1.3), and one of its training samples lies outside of its support: what is the
# mean negative log-likelihood of the model over all training samples, and what follows for the choice of a model?

# %% [markdown] nbgrader={"grade_id": "why_support", "grade": true, "solution": true, "points": 1}
# The support is the closure of the set where the density is positive: where samples can come from. If $p$ has mass where $q$ has
# none, the divergence is infinite; where $p$ has none, $q$ costs nothing ($0 \ln 0 = 0$). A sample outside of the model's support has
# likelihood 0, so the negative log-likelihood of the whole data set is infinite, whatever the other samples say, and there is no
# gradient that would lead back. A model for maximum likelihood needs a support that covers the data: densities with tails, or added
# noise. (The other way out is not to use maximum likelihood, but a divergence that stays finite, such as Jensen-Shannon.) And logarithms of densities are computed as such, or floats cut
# the support off.
#
# **Rubric.** Half a point: support, and infinite only if $p$ has mass there. Half a point: infinite loss from a single sample, hence
# a support that covers the data.

# %% [markdown]
# ## 1.5 Which inputs a linear layer needs · 4 points
#
# Many densities have one form, the *exponential family*. The *sufficient statistic* $\phi(x)$ is a vector, its entries are *features* of $x$. The parameter $w$
# gives each feature a weight, the *normalizer* $Z(w)$ makes the integral 1 (other names: normalizing constant, partition function), and $h(x)$ is a factor
# without parameters (often just 1):
#
# $$p(x \mid w) = h(x)\, \frac{\exp\bigl(w^\top \phi(x)\bigr)}{Z(w)}.$$
#
# Let both classes come from **one** family: the same $h$, the same $\phi$, their own $w_1$ and $w_2$. Then the logit is
# $z(x) = \theta^\top \phi(x) + \theta_0$: it is *affine* in $\phi(x)$, that is, linear plus a constant, the *offset* $\theta_0$ (in a network: the bias). Such a map is what a network calls a linear layer.
#
# Write `derive_expfam_logit()`, for two features `phi1`, `phi2`: `w11`, `w12` are the parameters of class 1, `w21`, `w22` those of
# class 2. It starts with `FAMILY_LOGIT["start"]` and ends with one term in `phi1`, one in `phi2`, and terms that are free of both.
# Take at least one step between.

# %% nbgrader={"grade_id": "derive_expfam_logit", "solution": true}
def derive_expfam_logit() -> list:
    """From two members of one exponential family to a logit that is affine in the features.

    Returns:
        The lines, in ``phi1``, ``phi2``, ``w11``, ``w12``, ``w21``, ``w22``, ``Z1``, ``Z2``, ``h`` and ``prior1``; each is
        equal to the one before.
    """
    ### BEGIN SOLUTION
    log_odds = log(prior1 / (1 - prior1))
    return [
        FAMILY_LOGIT["start"],
        (w11 * phi1 + w12 * phi2 - log(Z1)) - (w21 * phi1 + w22 * phi2 - log(Z2)) + log_odds,  # h has canceled
        (w11 - w21) * phi1 + (w12 - w22) * phi2 - log(Z1 / Z2) + log_odds,
    ]
    ### END SOLUTION


# %% name="look_derive_expfam"
derivation.show(derive_expfam_logit(), {"p(x|C_1)": member1, "p(x|C_2)": member2})

# %% nbgrader={"grade_id": "test_derive_expfam_logit", "grade": true, "points": 2}
"""1.5 derive_expfam_logit leads to a logit that is affine in the features, each line from the one before."""
report = derivation.check(derive_expfam_logit, domain=FAMILY, **FAMILY_LOGIT)
checks.that(report.points(2) > 0, report.message)
print(f"{report.points(2):g} of 2 points. {report.message}")
### BEGIN HIDDEN TESTS
wide = {name: (5 * low, 5 * high) for name, (low, high) in FAMILY.items()} | {"prior1": (0.01, 0.99)}
report = derivation.check(report.lines, domain=wide, **FAMILY_LOGIT)
checks.that(report.points(2) > 0, report.message)
### END HIDDEN TESTS
report.points(2)

# %% [markdown] name="expfam_text"
# Now compute the logit for any number of features and a whole batch: write `expfam_logit(phi, w1, w2, log_z1, log_z2, prior1)`. It is given $\ln Z$, not $Z$.

# %% nbgrader={"grade_id": "expfam_logit", "solution": true}
def expfam_logit(
    phi: np.ndarray, w1: np.ndarray, w2: np.ndarray, log_z1: float, log_z2: float, prior1: float
) -> np.ndarray:
    """Logit of class 1 for two members of one exponential family.

    Args:
        phi: features of a batch, shape ``(n, d)``.
        w1: parameter of class 1, shape ``(d,)``.
        w2: parameter of class 2, shape ``(d,)``.
        log_z1: logarithm of the normalizer Z of class 1; Z itself may be too large for a float.
        log_z2: logarithm of the normalizer Z of class 2, likewise.
        prior1: prior probability of class 1, between 0 and 1.

    Returns:
        Logits, shape ``(n,)``.
    """
    ### BEGIN SOLUTION
    theta0 = np.log(prior1 / (1 - prior1)) - (log_z1 - log_z2)
    return phi @ (w1 - w2) + theta0
    ### END SOLUTION


# %% [markdown] name="look_expfam_text"
# Look: counts. A Poisson variable with mean $\lambda$ has the probabilities $\lambda^x e^{-\lambda} / x!$, so $\phi(x) = x$, $w = \ln \lambda$,
# $\ln Z = \lambda$ and $h(x) = 1/x!$. Two call centers get 4 and 9 calls an hour on average. Somebody tells you the number of calls in one hour: does it come
# from the busy center? The logit of the busy center is a straight line over the number of calls, because $h$ cancels. From which count on would you say "the
# busy one"?
#
# <details><summary>Answer</summary>
#
# Where the logit is above 0. For equal priors it is $x \ln\frac94 - 5$, which is positive from 7 calls on ($5 / \ln\frac94 = 6.2$). If the busy center is rare, $p = 0.1$, another
# $\ln 9 = 2.2$ is subtracted: from 9 calls on.
#
# </details>

# %% name="look_expfam"
calls = np.arange(16.0)
ax = plotting.curves(
    {
        f"p(busy) = {prior}": (calls, expfam_logit(calls[:, None], np.log([9.0]), np.log([4.0]), 9.0, 4.0, prior))
        for prior in (0.5, 0.1)
    },
    xlabel="calls in an hour", ylabel="logit of the busy center (nats)",
)
for line in ax.lines:
    line.set(marker="o", linestyle=":")  # counts are whole numbers: there is nothing between the dots
ax = plotting.mark_levels({"undecided": 0.0}, ax=ax)

# %% nbgrader={"grade_id": "test_expfam_logit", "grade": true, "points": 1}
"""1.5 expfam_logit is affine in the features, with the right offset."""
logit_test = expfam_logit(np.array([[1.0, 2.0], [0.0, 0.0]]), np.array([0.5, 1.0]), np.array([0.5, -1.0]), 2.0, 0.5, 0.5)
checks.shape(logit_test, (2,), what="the logits of two samples", hint="One logit per sample.")
checks.close(logit_test, [2.5, -1.5], what="the logits of two samples", hint="At phi = 0 only the offset is left: ln Z of which class lowers it?")
logit_test = expfam_logit(np.array([[0.0, 0.0]]), np.array([0.5, 1.0]), np.array([0.5, -1.0]), 2.0, 2.0, 0.2)
checks.close(logit_test, [-1.3862944], what="the logit at phi = 0 for equal normalizers and prior1 = 0.2", hint="Here the prior is all you know: 1 to 4.")
counts = expfam_logit(np.array([[3], [0], [20]]), np.array([0.5]), np.array([-0.25]), 1.5, 1.0, 0.5)
checks.close(counts, [1.75, -0.5, 14.5], what="the logits of the counts 3, 0 and 20", hint="Counts are integers, logits are not.")
rare = expfam_logit(np.array([[0.0]]), np.array([1.0]), np.array([0.0]), 0.0, 0.0, 1e-20)
checks.close(rare, [-46.0517019], what="the logit at phi = 0 for prior1 = 1e-20", hint="The log prior odds are ln(1e-20 / (1 - 1e-20)).")
checks.close(expfam_logit(np.array([[1000.0]]), np.array([1.0]), np.array([-1.0]), 2005.0, 2000.0, 0.5), [1995.0], what="the logit for phi = 1000, ln Z1 = 2005, ln Z2 = 2000", hint="exp(1000) is not needed.")
contracts.consistent(expfam_logit, np.array([[3.0, 1.0], [0.0, -2.0], [5.0, 4.0]]), np.array([1.0, 2.0]), np.array([0.5, -0.25]), 1.0, 0.0, 0.5, whole=True, rows=[0], what="expfam_logit(phi, w1, w2, 1, 0, 0.5)")
### BEGIN HIDDEN TESTS
rng = np.random.default_rng(2)
phi_test, w_test, v_test = rng.normal(size=(6, 3)), rng.normal(size=3), rng.normal(size=3)
densities = [np.exp(phi_test @ w - log_z) for w, log_z in [(w_test, 0.7), (v_test, -0.4)]]
expected = np.log(densities[0] * 0.2) - np.log(densities[1] * 0.8)  # the definition
checks.close(expfam_logit(phi_test, w_test, v_test, 0.7, -0.4, 0.2), expected, what="the logits of six samples")
weights = lambda: contracts.real("d")
some = contracts.cases(contracts.real("n", "d", low=-1000.0, high=1000.0), weights(), weights(), contracts.just(0.7, -3, 1000.0), contracts.just(-0.4, 2, 0.0, 999.0), contracts.just(0.5, 0.2, 1e-20, 0.999999), n=(5, 1, 4, 1001), d=(2, 1, 3))
contracts.agrees(expfam_logit, some, tolerance=1e-7, floor=1e-9, what="the logits")
small = [(np.array([[1e-12, 0.0], [-3e-13, 2e-12]]), np.array([1.0, 2.0]), np.array([0.5, -1.0]), 0.0, 0.0, 0.5), (np.array([[1e6, -2e5]]), np.array([1.0, 1e-9]), np.array([1.000001, 3e-9]), 0.0, 0.0, 0.5)]
contracts.agrees(expfam_logit, small, floor=1e-15, what="the logits, for small logits and weights that are nearly equal")
### END HIDDEN TESTS

# %% [markdown] name="ask_expfam"
# **In a few sentences.** (a) What cancels in your derivation, and what does not? "The logit is linear": in what? (b) Which assumption on the two classes does the
# canceling need? Now let the classes come from *different* families with the same $h$: class 1 has the sufficient statistic $\phi$, class 2 the
# sufficient statistic $\psi$. Is the logit still affine in something?

# %% [markdown] nbgrader={"grade_id": "why_expfam", "grade": true, "solution": true, "points": 1}
# (a) $h(x)$ cancels because both classes have the same one. The normalizers do not: $Z(w_1)$ and $Z(w_2)$ differ in general when $w_1$ and
# $w_2$ do, so $-\ln Z(w_1) + \ln Z(w_2)$ stays in the offset, beside the log prior odds. The logit is linear (affine) in $\phi(x)$, not in $x$: as a
# function of $x$ it is as curved as $\phi$.
#
# (b) Only the common $h$ is needed. With different $h$ a term $\ln(h_1(x)/h_2(x))$ would be left. Different statistics are no obstacle: the logit is
# $w_1^\top \phi(x) - w_2^\top \psi(x) + \text{const}$, which is affine in the stacked statistic $(\phi(x), \psi(x))$. A common family only saves
# features: terms in the same $\phi$ can be collected to $(w_1 - w_2)^\top \phi(x)$. For example, $\mathcal N(0, 1)$ against the Laplace density $\frac12 e^{-|x|}$ has a
# logit that is affine in $(x^2, |x|)$.
#
# **Rubric.** Half a point: $h$ cancels, $\ln Z$ does not; affine in $\phi(x)$, not in $x$. Half a point: the same $h$ is needed, and different
# statistics still give a logit that is affine in both of them together. (The answer "both need the same $\phi$ to *collect* the terms" is right, "without it the logit is not affine" is
# wrong.)

# %% [markdown]
# ## 1.6 Two Gaussians, one parabola · 6 points
#
# Back to the Gaussian classes, $\mathcal N(\mu_1, \sigma_1^2)$ and $\mathcal N(\mu_2, \sigma_2^2)$. All Gaussians together are an exponential family: the
# exponent is $-\frac{(x - \mu)^2}{2\sigma^2} = -\frac{x^2}{2\sigma^2} + \frac{\mu x}{\sigma^2} - \frac{\mu^2}{2\sigma^2}$, and so
# $\phi(x) = \bigl(x, -\tfrac{x^2}{2}\bigr)$ and $w = (\mu/\sigma^2,\ 1/\sigma^2)$. Therefore $z(x) = \theta_1 x - \theta_2 \frac{x^2}{2} + \theta_0$, and you
# only need to find the three numbers. Take care with the signs and with the factor 1/2: most mistakes are made there. (The derivation below asks for the factor
# of $x^2$, which is $-\theta_2/2$; the function after it asks for $\theta_2$.)
#
# Write `derive_gaussian_logit()`. It starts with `GAUSSIAN_LOGIT["start"]` and ends with one term in `x`, one in `x**2`, and terms
# that are free of $x$. Take at least two steps between.

# %% nbgrader={"grade_id": "derive_gaussian_logit", "solution": true}
def derive_gaussian_logit() -> list:
    """From two Gaussian densities and a prior to a logit that is quadratic in x.

    Returns:
        The lines, in ``x``, ``mu1``, ``sigma1``, ``mu2``, ``sigma2`` and ``prior1``; each is equal to the one before.
    """
    ### BEGIN SOLUTION
    rest = log(sigma2 / sigma1) + log(prior1 / (1 - prior1))
    squares = (x - mu2) ** 2 / (2 * sigma2**2) - (x - mu1) ** 2 / (2 * sigma1**2)
    theta1, theta2 = mu1 / sigma1**2 - mu2 / sigma2**2, 1 / sigma1**2 - 1 / sigma2**2
    return [
        GAUSSIAN_LOGIT["start"],
        squares + rest,
        expand(squares) + rest,
        theta1 * x - theta2 * x**2 / 2 - (mu1**2 / sigma1**2 - mu2**2 / sigma2**2) / 2 + rest,
    ]
    ### END SOLUTION


# %% name="look_derive_gaussian"
derivation.show(derive_gaussian_logit(), {"p(x|C_1)": density1, "p(x|C_2)": density2})

# %% nbgrader={"grade_id": "test_derive_gaussian_logit", "grade": true, "points": 3}
"""1.6 derive_gaussian_logit leads to a quadratic logit, each line from the one before."""
report = derivation.check(derive_gaussian_logit, domain=WITH_PRIOR, **GAUSSIAN_LOGIT)
checks.that(report.points(3) > 0, report.message)
print(f"{report.points(3):g} of 3 points. {report.message}")
### BEGIN HIDDEN TESTS
wide = {name: (-5, 5) for name in ("x", "mu1", "mu2")} | {"sigma1": (0.3, 4), "sigma2": (0.3, 4), "prior1": (0.01, 0.99)}
report = derivation.check(report.lines, domain=wide, **GAUSSIAN_LOGIT)
checks.that(report.points(3) > 0, report.message)
### END HIDDEN TESTS
report.points(3)

# %% [markdown] name="gaussian_text"
# Write `gaussian_logit_params(mu1, s1, mu2, s2, prior1)`: the weights $\theta = (\theta_1, \theta_2)$ that belong to
# $\phi(x) = (x, -x^2/2)$, and the offset $\theta_0$.

# %% nbgrader={"grade_id": "gaussian_logit_params", "solution": true}
def gaussian_logit_params(
    mu1: float, s1: float, mu2: float, s2: float, prior1: float
) -> tuple[np.ndarray, float]:
    """The logit of two Gaussian classes as weights and offset.

    Args:
        mu1: mean of class 1.
        s1: standard deviation of class 1, positive.
        mu2: mean of class 2.
        s2: standard deviation of class 2, positive.
        prior1: prior probability of class 1, between 0 and 1.

    Returns:
        The weights of x and of -x**2/2, an array of shape ``(2,)``, and the offset, a number.
    """
    ### BEGIN SOLUTION
    theta = np.array([mu1 / s1**2 - mu2 / s2**2, 1 / s1**2 - 1 / s2**2])
    theta0 = -(mu1**2 / s1**2 - mu2**2 / s2**2) / 2 + np.log(s2 / s1) + np.log(prior1 / (1 - prior1))
    return theta, theta0
    ### END SOLUTION


# %% [markdown] name="look_gaussian_text"
# Look: with equal standard deviations the parabola is a line, and the boundary is one point. With different ones the narrow class sits
# between two boundaries, and the wide one wins on *both* sides. What can a *logistic regression* on $x$ alone, a model with the logit
# $\theta_1 x + \theta_0$, do in the panel on the right?
#
# <details><summary>Answer</summary>
#
# Its logit is a straight line, which is 0 at one point only. It can put one of the two boundaries about where it belongs, and is wrong beyond the
# other one. With the inputs $x$ *and* $x^2$ it can do both: that is what "which features" means.
#
# </details>

# %% name="look_gaussian"
x_grid = np.linspace(-6, 6, 500)
panels = {}
for title, (m1, s1, m2, s2) in {"equal σ": (1.0, 1.0, -1.0, 1.0), "σ₁ = 1, σ₂ = 3": (1.0, 1.0, -1.0, 3.0)}.items():
    theta, theta0 = gaussian_logit_params(m1, s1, m2, s2, 0.5)
    logit_grid = theta[0] * x_grid - theta[1] * x_grid**2 / 2 + theta0
    one, two = np.exp(log_gauss(x_grid, m1, s1)), np.exp(log_gauss(x_grid, m2, s2))
    panels[title] = one, two, posterior_from_llr(logit_grid)
ax = plotting.classes(x_grid, panels, names=("$C_1$", "$C_2$"))

# %% nbgrader={"grade_id": "test_gaussian_logit_params", "grade": true, "points": 2}
"""1.6 gaussian_logit_params gives weights and offset of the logit."""
theta_test, theta0_test = gaussian_logit_params(2.0, 1.0, 1.0, 2.0, 0.5)
checks.shape(theta_test, (2,), what="theta", hint="Two weights: of x and of -x**2/2.")
checks.that(not isinstance(theta_test, list | tuple), "theta is a list or a tuple, expected an array: 2 * theta must double both weights. Use np.array.")
checks.close(theta_test, [1.75, 0.75], what="theta for N(2, 1²) and N(1, 2²)", hint="The 1/2 of the exponent is already in phi.")
checks.close(theta0_test, -1.1818528, what="theta0 for N(2, 1²), N(1, 2²) and equal priors")
theta_test, theta0_test = gaussian_logit_params(2, 1, 1, 2, 0.2)
checks.close(theta_test, [1.75, 0.75], what="theta for the integers 2, 1, 1, 2", hint="The prior changes theta0 only, and an array made with the dtype of an integer cuts off decimals.")
checks.close(theta0_test, -2.5681472, what="theta0 for N(2, 1²), N(1, 2²) and prior1 = 0.2", hint="A rarer class 1 lowers the logit, by ln 4 here.")
theta_test, theta0_test = gaussian_logit_params(1.0, 0.5, -1.0, 0.5, 0.5)
checks.close(theta_test, [8.0, 0.0], what="theta for N(1, 0.5²) and N(-1, 0.5²)", hint="Divided by the square of s.")
theta_test, theta0_test = gaussian_logit_params(3.0, 2.0, 1.0, 4.0, 0.5)
checks.close([*theta_test, theta0_test], [0.6875, 0.1875, -0.4006028], what="theta_1, theta_2 and theta_0 for N(3, 2²) and N(1, 4²)")
tiny, near = gaussian_logit_params(0.0, 1e-9, 0.0, 2e-9, 0.5)[0], gaussian_logit_params(0.0, 1.0, 0.0, 1.000001, 0.5)[0]
checks.close([tiny[1] / 1e18, near[1] * 1e6], [0.75, 1.999997], what="theta_2 / 1e18 for N(0, 1e-9²) and N(0, 2e-9²), and 1e6 theta_2 for N(0, 1²) and N(0, 1.000001²)", hint="Tiny is not 0, and nearly equal is not equal.")
checks.close(gaussian_logit_params(0.0, 1.0, 0.0, 1.0, 1e-20)[1], -46.0517019, what="theta0 for two equal densities and prior1 = 1e-20", hint="Here the prior is all you know.")
### BEGIN HIDDEN TESTS
x_test = np.linspace(-4, 4, 9)
for m1, s1, m2, s2, prior in [(1.0, 1.0, -1.0, 2.0, 0.3), (-0.5, 2.5, 3.0, 0.6, 0.8), (2.0, 1.5, -1.0, 1.5, 0.5)]:
    log_1, log_2 = (-((x_test - m) / s) ** 2 / 2 - np.log(s) for m, s in [(m1, s1), (m2, s2)])
    theta_test, theta0_test = gaussian_logit_params(m1, s1, m2, s2, prior)
    logit_test = theta_test[0] * x_test - theta_test[1] * x_test**2 / 2 + theta0_test
    checks.close(logit_test, log_1 - log_2 + np.log(prior / (1 - prior)),
                 what=f"theta_1 x - theta_2 x**2/2 + theta_0 for N({m1:g}, {s1:g}²), N({m2:g}, {s2:g}²), prior {prior:g}")
tiny = [(0.0, 1e-4, 1e-4, 1e-4, 0.5), (1e-4, 1e-4, 0.0, 1.0, 0.5), (0.0, 1.0, 0.0, 1e-9, 1e-9), (1, 2, 3, 4, 0.5), (0.0, 1.0, 0.3, 1.0, 1 - 1e-12)]
tiny += [(0.3, 1.0, -0.2, 1.0 + 1e-9, 0.5), (0.3, 2.0, 0.3 + 1e-9, 2.0, 0.5)]  # nearly equal
contracts.agrees(gaussian_logit_params, tiny, tolerance=2e-6, floor=1e-13, what="(theta, theta0)")
scaled = [(shift * s, s, 2 * s, ratio * s, 0.4) for s in (1e-9, 1e3) for shift in (0.0, 3.0) for ratio in (0.5, 2.0)]
contracts.agrees(gaussian_logit_params, scaled, floor=1e-37, again=False, what="(theta, theta0)")
contracts.agrees(gaussian_logit_params, [(m1, s1, m2, s2, prior) for m1 in (0.0, -3, 100.0) for s1 in (1.0, 0.01, 5) for m2 in (0, 2.0) for s2 in (1, 0.5, 5.0) for prior in (0.5, 1e-20, 0.9)], floor=1e-8, again=False, what="(theta, theta0)")
### END HIDDEN TESTS

# %% [markdown] name="explore_gaussian_text"
# Move the sliders: class 2 stays at $\mathcal N(0, 2^2)$, the rest is yours. Make class 1 as wide as class 2, slowly: where does the second boundary go? And
# which settings have no boundary at all?
#
# <details><summary>Answer</summary>
#
# If $\mu_1 \ne 0$, the second boundary moves outward without limit, and is gone when the standard deviations are equal. When class 1 becomes the wider one, a
# second boundary comes back from the *other* side. (If $\mu_1 = 0$ and the priors are equal, the two boundaries move to $\pm 2$ instead.) No boundary: the
# prior of the wide class must be so large that its posterior is above one half for every $x$. For $\mu_1 = 0$, $\sigma_1 = 1$ the density of class 1 is at most
# twice that of class 2, so with $p(C_1) < \frac13$ class 2 wins everywhere. And with $\mu_1 = 0$, $\sigma_1 = 2$ the two densities are the same: the posterior
# is the prior, for every $x$.
#
# </details>

# %% name="explore_gaussian"
def two_gaussians(mu1: float = 1.0, sigma1: float = 1.0, prior1: float = 0.5):
    """Class 1 to be chosen, class 2 fixed, and the posterior from the weights of the logit."""
    theta, theta0 = gaussian_logit_params(mu1, sigma1, 0.0, 2.0, prior1)
    x_grid = np.linspace(-10, 10, 500)
    logit_grid = theta[0] * x_grid - theta[1] * x_grid**2 / 2 + theta0
    one, two = np.exp(log_gauss(x_grid, mu1, sigma1)), np.exp(log_gauss(x_grid, 0.0, 2.0))
    title = rf"$C_1$: N({mu1:g}, {sigma1:g}²), $C_2$: N(0, 2²), $p(C_1)$ = {prior1:g}"
    plotting.classes(x_grid, {title: (one, two, posterior_from_llr(logit_grid))}, names=("$C_1$", "$C_2$"))


plotting.explore(
    two_gaussians,
    mu1=np.arange(-3.0, 3.5, 0.5), sigma1=[0.5, 0.7, 1.0, 1.5, 1.8, 2.0, 2.2, 3.0],
    prior1=[0.05, 0.1, 0.2, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95],
)

# %% [markdown] name="ask_gaussian"
# **In words and formulas.** The two classes are equally probable a priori. For which Gaussian classes does the boundary $z(x) = 0$ consist
# of one point, of two points, of every point? Can there be no boundary point at all, for these priors or for others? Which class wins far out, and why? (Hint: if the standard deviations
# differ, compare the two densities at the mean of the narrow class, and far out.)

# %% [markdown] nbgrader={"grade_id": "why_gaussian", "grade": true, "solution": true, "points": 1}
# Equal standard deviations and different means: $\theta_2 = 0$, $z$ is a line, one point (halfway between the means). Different standard deviations: $z$ is a
# parabola. For equal priors it always has two real zeros: the narrow class has a peak of $1/(\sqrt{2\pi}\,\sigma)$ with the smaller $\sigma$, higher than the
# wide one is anywhere, and far out the wide class wins, since $-\theta_2 x^2/2$ outgrows the rest; so $z$ changes its sign twice. Equal densities and equal
# priors: $z = 0$ everywhere, and nothing to decide. "No point at all" needs unequal priors: either far enough in favor of the wide class to keep the whole
# parabola on its side of 0, or any unequal priors if the two densities are the same ($z$ is a constant that is not 0). With equal standard deviations each
# class wins on its own side.
#
# **Rubric.** Half a point: one point for equal $\sigma$ (and $\mu_1 \ne \mu_2$), two for different $\sigma$. Half a point: far out the class with the larger
# $\sigma$ wins because the quadratic term dominates; with equal priors there is always a boundary point: one, two, or (equal classes) all; none is possible
# only with unequal priors. (Accept "equal classes have no boundary" if the student says that $z = 0$ everywhere.)

# %% [markdown]
# ## 1.7 What cannot be recovered · 5 points
#
# You fit $z(x) = \theta_1 x - \theta_2 \frac{x^2}{2} + \theta_0$ to data, perfectly. Which Gaussians made the data? There are five unknowns,
# $\mu_1, \sigma_1, \mu_2, \sigma_2, p(C_1)$, but only three numbers. In fact you may *choose* class 2 almost freely. Its parameter in the
# exponential family is $w_2 = (\mu_2/\sigma_2^2,\ 1/\sigma_2^2)$. Then $w_1 = w_2 + \theta$ is the parameter of class 1. Last, choose the prior
# such that $\theta_0$ comes out right (the prior is the sigmoid of its log odds, 1.2). For some choices of class 2 there is no Gaussian class 1: find out for which, and raise a `ValueError`.
#
# Write `complete(theta, theta0, mu2, s2)`.

# %% nbgrader={"grade_id": "complete", "solution": true}
def complete(
    theta: np.ndarray, theta0: float, mu2: float, s2: float
) -> tuple[float, float, float, float, float]:
    """All five parameters of two Gaussian classes, from their logit and a free choice of class 2.

    Args:
        theta: weights of x and of -x**2/2 in the logit, shape ``(2,)``.
        theta0: offset of the logit.
        mu2: mean of class 2.
        s2: standard deviation of class 2, positive.

    Returns:
        ``(mu1, s1, mu2, s2, prior1)``, whose logit has these weights and this offset. The prior may be rounded to 0
        or 1.

    Raises:
        ValueError: if there is no Gaussian class 1 that goes with this class 2. (Where only rounding decides whether
            there is one, an error and a result are both accepted.)
    """
    ### BEGIN SOLUTION
    precision1 = 1 / s2**2 + theta[1]
    if precision1 <= 0:
        raise ValueError(f"class 1 would need the precision {precision1}")
    mu1, s1 = (mu2 / s2**2 + theta[0]) / precision1, 1 / np.sqrt(precision1)
    log_odds = theta0 + (mu1**2 / s1**2 - mu2**2 / s2**2) / 2 - np.log(s2 / s1)
    return mu1, s1, mu2, s2, np.exp(-np.logaddexp(0, -log_odds))  # sigmoid, without an overflow
    ### END SOLUTION


# %% [markdown] name="look_complete_text"
# Look: three different pairs of classes. Their densities differ, but their posteriors are the same curve. A classifier that learns
# $p(C_1 \mid x)$ and nothing else cannot tell them apart, however many samples it sees: the parameters are *not identifiable*.

# %% name="look_complete"
theta, theta0 = gaussian_logit_params(1.0, 1.0, -1.0, 2.0, 0.3)
worlds = [complete(theta, theta0, mu, sigma) for mu, sigma in [(-1.0, 2.0), (0.0, 1.5), (0.5, 3.0)]]
x_grid = np.linspace(-7, 7, 500)
panels = {}
for m1, s1, m2, s2, prior in worlds:
    print(f"mu1 {m1:.5f}   sigma1 {s1:.5f}   mu2 {m2:4.1f}   sigma2 {s2:.1f}   prior {prior:.5f}")
    one, two = np.exp(log_gauss(x_grid, m1, s1)), np.exp(log_gauss(x_grid, m2, s2))
    title = f"$C_1$: N({m1:.2f}, {s1:.2f}²)\n$C_2$: N({m2:.1f}, {s2:.1f}²)\n$p(C_1)$ = {prior:.2f}"
    panels[title] = one, two, posterior_from_densities(one, two, prior)
spread = np.ptp([posterior for _, _, posterior in panels.values()], axis=0).max()
checks.that(spread < 1e-12, f"The three posteriors differ by up to {spread:g}.")
ax = plotting.classes(x_grid, panels, names=("$C_1$", "$C_2$"))

# %% nbgrader={"grade_id": "test_complete", "grade": true, "points": 1}
"""1.7 complete finds the class 1 and the prior that belong to the logit."""
found = complete(np.array([1.25, 0.75]), -0.5290, 0.0, 1.5)
checks.equal(len(found), 5, what="the number of parameters")
checks.close(np.array(found), [1.04651, 0.91499, 0.0, 1.5, 0.40869], tolerance=1e-4, what="complete((1.25, 0.75), -0.5290, 0, 1.5)",
             hint="First w_1 = w_2 + theta gives sigma_1 and mu_1, then the prior.")
found = complete(np.array([0.25, -0.1875]), 0.0, 1.0, 2.0)  # w_2 = (1/4, 1/4), so w_1 = (1/2, 1/16)
checks.close(np.array(found[:2]), [8.0, 4.0], what="mu1 and s1 of complete((0.25, -0.1875), 0, 1, 2)", hint="mu_1 is the first entry of w_1, divided by the second. And theta_2 may be negative.")
line = complete(np.array([2.0, 0.0]), 0.0, -1.0, 1.0)
checks.close(np.array(line), [1.0, 1.0, -1.0, 1.0, 0.5], what="complete((2, 0), 0, -1, 1)", hint="A line is fine: then class 1 is as wide as class 2.")
rare = complete(np.array([0.0, 0.0]), -60.0, 3e-9, 1e-9)
checks.close(np.array(rare) * [1e9, 1e9, 1e9, 1e9, np.exp(60)], [3.0, 1.0, 3.0, 1.0, 1.0], what="(1e9, 1e9, 1e9, 1e9, exp(60)) complete((0, 0), -60, 3e-9, 1e-9)", hint="Class 1 is class 2 here, and the prior is tiny, but not 0.")
checks.close([complete(np.array([0.0, 0.0]), theta0, 0.0, 1.0)[4] for theta0 in (-1000.0, 1000.0)], [0.0, 1.0], what="the priors of complete((0, 0), -1000, 0, 1) and complete((0, 0), 1000, 0, 1)", hint="Rounded to 0 or 1. math.exp raises an error where np.exp gives inf, and inf / inf is nan.")
contracts.consistent(complete, np.array([1.0, 1.0]), 0.5, 3.0, 2.0, whole=True, what="complete(theta, 0.5, 3, 2)")
### BEGIN HIDDEN TESTS
for theta_test, theta0_test, m2, s2 in [((-0.7, 0.3), 1.1, 2.0, 1.2), ((0.4, -0.2), -0.6, -1.0, 0.8), ((1.0, 0.0), 0.0, 0.5, 3.0)]:
    m1, s1, same_m2, same_s2, prior = complete(np.array(theta_test), theta0_test, m2, s2)
    checks.close(np.array([same_m2, same_s2]), [m2, s2], what="mu2 and s2, which were given")
    again = [m1 / s1**2 - m2 / s2**2, 1 / s1**2 - 1 / s2**2]
    again += [-(m1**2 / s1**2 - m2**2 / s2**2) / 2 + np.log(s2 / s1) + np.log(prior / (1 - prior))]
    checks.close(np.array(again), [*theta_test, theta0_test], what="theta_1, theta_2, theta_0 of the five parameters")
logits = [(np.array(theta), theta0, m2, s2) for theta in ([1.25, 0.75], [0.0, 0.0], [-3.0, 1e-9], [5.0, 20.0], [1, -1]) for theta0 in (0.0, -2, 30.0, -60.0, 1e3, -1e3) for m2 in (0.0, -1.5) for s2 in (0.5, 1, 0.999)]
logits += [(np.array([1.0 / s, 1.0 / s**2]), 0.3, s, s) for s in (1e-4, 1e-9, 1e6)]  # narrow and wide classes
contracts.agrees(complete, logits, floor=1e-37, types=False, what="(mu1, s1, mu2, s2, prior1)")
### END HIDDEN TESTS

# %% nbgrader={"grade_id": "test_complete_refuses", "grade": true, "points": 1}
"""1.7 complete refuses a class 2 that no Gaussian goes with."""
checks.raises(ValueError, complete, np.array([1.0, -0.5]), 0.0, 0.0, 2.0, hint="1/4 - 1/2 is no inverse of a variance.")
checks.raises(ValueError, complete, np.array([1.0, -0.25]), 0.0, 0.0, 2.0, hint="1/4 - 1/4 is 0, and 0 is no inverse of a variance, either.")
checks.close(complete(np.array([0.1, -0.24]), 0.0, 0.0, 2.0)[1], 10.0, what="sigma_1 when its inverse square is 0.01")
checks.close(complete(np.array([0.0, 0.0]), 0.0, 0.0, 1e9)[1] / 1e9, 1.0, what="sigma_1 / 1e9 of complete((0, 0), 0, 0, 1e9)", hint="However wide: a positive inverse of a variance is enough.")
### BEGIN HIDDEN TESTS
# Powers of 2, so that nothing is rounded: below 0, at 0, and barely above it.
edges = [(np.array([t, (share - 1) / s2**2]), theta0, m2, s2) for share in (-1e300, -1.0, -1e-12, 0.0, 2.0**-40, 0.5) for s2 in (1.0, 2, 0.25, 2.0**40) for t, theta0, m2 in [(0.0, 0.0, 0.0), (1.0 / s2, 1.5, -s2)]]
contracts.agrees(complete, edges, floor=1e-9, types=False, again=False, what="(mu1, s1, mu2, s2, prior1)")
### END HIDDEN TESTS

# %% [markdown] name="recover_text"
# So something else has to be known. Say both standard deviations are 1 and the priors are equal. Then $\theta_1 = \mu_1 - \mu_2$ and
# $\theta_0 = -\frac12(\mu_1^2 - \mu_2^2) = -\frac12(\mu_1 - \mu_2)(\mu_1 + \mu_2)$: two equations for two means.
#
# Write `recover_means(theta, theta0)`.

# %% nbgrader={"grade_id": "recover_means", "solution": true}
def recover_means(theta: np.ndarray, theta0: float) -> tuple[float, float]:
    """The means of two Gaussian classes with standard deviation 1 and equal priors.

    Args:
        theta: weights of x and of -x**2/2 in the logit, shape ``(2,)``; the second is 0.
        theta0: offset of the logit.

    Returns:
        ``(mu1, mu2)``.

    Raises:
        ValueError: if the weight of x is 0, whatever the offset is: then the means are equal, and could be anything.
    """
    ### BEGIN SOLUTION
    t = theta[0]
    if t == 0:
        raise ValueError("equal means leave no trace in the logit")
    return (t - 2 * theta0 / t) / 2, -(t + 2 * theta0 / t) / 2
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_recover_means", "grade": true, "points": 1}
"""1.7 recover_means inverts the logit of two Gaussians of equal width and prior."""
checks.close(np.array(recover_means(np.array([1.0, 0.0]), -1.5)), [2.0, 1.0], what="recover_means((1, 0), -1.5)",
             hint="For N(2, 1²) and N(1, 1²): theta_1 = 1, theta_0 = -(4 - 1)/2.")
checks.close(np.array([recover_means(np.array([-2.0, 0.0]), theta0) for theta0 in (0.0, 3.0, -1.0)]), [[-1.0, 1.0], [0.5, 2.5], [-1.5, 0.5]], what="recover_means((-2, 0), ...) for theta0 = 0, 3, -1",
             hint="The means may stand in either order and have either sign.")
checks.close(np.array(recover_means(np.array([1e-15, 0.0]), -3e-15)), [3.0, 3.0], what="recover_means((1e-15, 0), -3e-15)", hint="A tiny weight is not 0.")
for theta0 in (0.0, 1.0):
    checks.raises(ValueError, recover_means, np.array([0.0, 0.0]), theta0, hint="If the weight of x is 0, the means are equal, and could be anything.")
contracts.consistent(recover_means, np.array([5.0, 0.0]), 3.0, whole=True, what="recover_means(theta, 3)")
### BEGIN HIDDEN TESTS
for m1, m2 in [(-1.0, 2.5), (3.0, -3.0), (0.0, 0.5), (-2.0, -0.3)]:
    theta_test, theta0_test = np.array([m1 - m2, 0.0]), -(m1**2 - m2**2) / 2
    checks.close(np.array(recover_means(theta_test, theta0_test)), [m1, m2], what=f"the means {m1:g} and {m2:g}")
contracts.agrees(recover_means, [(np.array([t, 0.0]), theta0) for t in (0.0, -0.0, 1e-9, -1e-20, 5.0, -7.0, 1e30) for theta0 in (0.0, 1e-9, -2.0, 1e9)], floor=1e-37, again=False, what="(mu1, mu2)")
contracts.agrees(recover_means, [(np.array([2, 0]), 3), (np.array([0, 0]), 1), (np.array([1e-30, 0.0]), 3e-60), (np.array([1e-100, 0.0]), -2e-100)], floor=1e-150, what="(mu1, mu2)")
### END HIDDEN TESTS

# %% [markdown] name="ask_recover"
# **In words and formulas.** (a) Why can $(\theta_1, \theta_2, \theta_0)$ not determine $(\mu_1, \sigma_1, \mu_2, \sigma_2, p(C_1))$? "There are free variables"
# is no proof. Give two different five-tuples $(\mu_1, \sigma_1, \mu_2, \sigma_2, p(C_1))$ that both have $\theta = (1, 0)$ and $\theta_0 = 0$, or explain how
# to construct different five-tuples for any $\theta$ and $\theta_0$. (b) Give two different sets of additional knowledge that suffice, each with a reason. At
# least one of them must not fix *both* standard deviations. (To know one of the classes completely is allowed. The set of `recover_means` may be one of the
# two.)

# %% [markdown] nbgrader={"grade_id": "why_recover", "grade": true, "solution": true, "points": 2}
# (a) Three equations, five unknowns, and the solutions really form a family with two parameters: for every $(\mu_2, \sigma_2)$ with
# $1/\sigma_2^2 + \theta_2 > 0$, $w_1 = w_2 + \theta$ is a Gaussian class 1, and the prior can be chosen to give $\theta_0$, since the
# log odds take every real value. For example $(\frac12, 1, -\frac12, 1, \frac12)$ and $(1, 1, 0, 1, 0.6225)$, where the prior $\sigma(\frac12)$
# makes up for $-\frac12(\mu_1^2 - \mu_2^2) = -\frac12$, both have $\theta = (1, 0)$ and $\theta_0 = 0$.
#
# (b) For example: one class density is known; then $w_1 = w_2 + \theta$ gives the other and $\theta_0$ the prior. Or:
# $\sigma_1 = \sigma_2 = \sigma$ and the prior are known, and $\theta_1 \ne 0$; with $t = \theta_1 \sigma^2$ and
# $e = \theta_0 - \ln\frac{p(C_1)}{1 - p(C_1)}$ the means are $\mu_1 - \mu_2 = t$, $\mu_1 + \mu_2 = -2 e \sigma^2 / t$. Or: the
# density $p(x)$ of the inputs is known as well, from unlabeled data; then $p(C_1) = \mathbb E[\sigma(z(x))]$ and
# $p(x \mid C_1) = \sigma(z(x))\, p(x) / p(C_1)$, which is everything. Not sufficient: equal but unknown $\sigma$ and a known prior
# (only $(\mu_1 - \mu_2)/\sigma^2$ and the midpoint follow); different known $\sigma$ and a known prior (up to two solutions, see
# 1.8).
#
# **Rubric.** 1 point: an explicit pair of five-tuples, or the construction (a count of equations and unknowns alone: half a point). 1 point: two
# sufficient sets with reasons, at least one of which does not fix both standard deviations (one set, or both sets fix them: half a point); the
# condition $\theta_1 \ne 0$ may be missing.

# %% [markdown]
# ## 1.8 Two answers, both right · 1 point
#
# Do the means follow once both standard deviations *and* the prior are known? There are two unknowns, and $\theta_1$ and $\theta_0$ give two equations. But to
# count equations is not enough. Let $m = \mu_2 / \sigma_2^2$, so that $\mu_2 = \sigma_2^2 m$ and, from $\theta_1$ of 1.6, $\mu_1 = \sigma_1^2 (\theta_1 + m)$.
# Put both into $\theta_0$ of 1.6, and write $e = \theta_0 - \ln\frac{\sigma_2}{\sigma_1} - \ln\frac{p(C_1)}{p(C_2)}$ for the part of $\theta_0$ that must come
# from the means:
#
# $$-\tfrac12\bigl(\sigma_1^2 (\theta_1 + m)^2 - \sigma_2^2 m^2\bigr) = e.$$
#
# This is a quadratic equation in $m$. It has two solutions or none. (At a double root, rounding decides: two equal pairs and none are both accepted, but never
# one pair.)
#
# Write `recover_unequal(theta, theta0, s1, s2, prior1)`, for $\sigma_1 \ne \sigma_2$.

# %% nbgrader={"grade_id": "recover_unequal", "solution": true}
def recover_unequal(
    theta: np.ndarray, theta0: float, s1: float, s2: float, prior1: float
) -> list[tuple[float, float]]:
    """All means of two Gaussian classes whose different standard deviations and prior are known.

    Args:
        theta: weights of x and of -x**2/2 in the logit, shape ``(2,)``; the second follows from s1 and s2.
        theta0: offset of the logit.
        s1: standard deviation of class 1, positive.
        s2: standard deviation of class 2, positive, not equal to ``s1``.
        prior1: prior probability of class 1.

    Returns:
        The pairs ``(mu1, mu2)``, by rising mu2: two of them, or none. (At a double root rounding decides: two equal
        pairs and none are both accepted, but never one pair.)
    """
    ### BEGIN SOLUTION
    log_odds = np.log(prior1 / (1 - prior1))
    e = theta0 - np.log(s2 / s1) - log_odds  # what the means have to account for
    t = theta[0]
    a, b, c = s2**2 - s1**2, -2 * s1**2 * t, -(s1**2) * t**2 - 2 * e  # of m**2, m, 1
    if b**2 - 4 * a * c < 0:
        return []
    root = np.sqrt(b**2 - 4 * a * c)
    ms = sorted([(-b - root) / (2 * a), (-b + root) / (2 * a)])
    return [(s1**2 * (t + m), s2**2 * m) for m in ms]
    ### END SOLUTION


# %% [markdown] name="look_unequal_text"
# Look: $\sigma_1 = 1$, $\sigma_2 = 2$, equal priors, and two pairs of means with the same posterior. Which of the two made the data?
#
# <details><summary>Answer</summary>
#
# The posterior cannot tell. The inputs can: in the left panel they have the mean $\frac12(1 - 1) = 0$, in the right one $\frac12(\frac73 + \frac{13}{3}) = \frac{10}3$. But
# a classifier that models $p(C_1 \mid x)$ alone never looks at the density $p(x)$ of its inputs.
#
# </details>

# %% name="look_unequal"
theta, theta0 = gaussian_logit_params(1.0, 1.0, -1.0, 2.0, 0.5)
pairs = recover_unequal(theta, theta0, 1.0, 2.0, 0.5)
checks.close(pairs, [(1, -1), (7 / 3, 13 / 3)], what="the two pairs")
x_grid = np.linspace(-7, 11, 500)
panels = {}
for m1, m2 in pairs:
    one, two = np.exp(log_gauss(x_grid, m1, 1.0)), np.exp(log_gauss(x_grid, m2, 2.0))
    panels[f"$\\mu_1$ = {m1:.2f}, $\\mu_2$ = {m2:.2f}"] = one, two, posterior_from_densities(one, two)
ax = plotting.classes(x_grid, panels, names=("$C_1$", "$C_2$"))

# %% nbgrader={"grade_id": "test_recover_unequal", "grade": true, "points": 1}
"""1.8 recover_unequal finds both pairs of means."""
found = recover_unequal(np.array([1.25, 0.75]), 0.3181472, 1.0, 2.0, 0.5)
checks.equal(len(found), 2, what="the number of pairs")
checks.close(np.array(found), [[1.0, -1.0], [2.3333333, 4.3333333]], what="recover_unequal((1.25, 0.75), 0.3181472, 1, 2, 0.5)",
             hint="One of them is (1, -1). Do you subtract ln(sigma_2 / sigma_1) from theta_0?")
found = recover_unequal(np.array([1.25, 0.75]), 0.3181472 - np.log(4), 1.0, 2.0, 0.2)
checks.close(np.array(found), [[1.0, -1.0], [2.3333333, 4.3333333]], what="the same pairs, made with prior1 = 0.2", hint="What else is in theta_0?")
checks.equal(len(recover_unequal(np.array([1.0, 0.75]), np.log(2) - 2 / 3 - 1, 1.0, 2.0, 0.5)), 0, what="the number of pairs of recover_unequal((1, 0.75), -0.974, 1, 2, 0.5)", hint="A negative number has no root.")
found = recover_unequal(np.array([1.25, -0.75]), -0.3181472, 2.0, 1.0, 0.5)
checks.close(np.array(found), [[-4.3333333, -2.3333333], [1.0, -1.0]], what="recover_unequal((1.25, -0.75), -0.3181472, 2, 1, 0.5)", hint="mu_1 is s_1 squared times (theta_1 + m).")
found = recover_unequal(np.array([1.0, 0.75]), np.log(2) - 0.5, 1.0, 2.0, 0.5)
checks.close(np.array(found), [[1.0, 0.0], [5 / 3, 8 / 3]], what="recover_unequal((1, 0.75), ln 2 - 0.5, 1, 2, 0.5)", hint="A mean may be 0.")
checks.that(len(recover_unequal(np.array([0.0, 0.75]), np.log(2), 1.0, 2.0, 0.5)) in (0, 2), "recover_unequal((0, 0.75), ln 2, 1, 2, 0.5) is a double root: expected two equal pairs, or none where rounding decides so.")
found = recover_unequal(np.array([1.25e9, 0.75e18]), 0.3181472, 1e-9, 2e-9, 0.5)
checks.close(np.array(found) * 1e9, [[1.0, -1.0], [2.3333333, 4.3333333]], what="1e9 recover_unequal((1.25e9, 0.75e18), 0.3181472, 1e-9, 2e-9, 0.5)", hint="The same pairs in another unit of length.")
contracts.consistent(recover_unequal, np.array([2.0, 3.0]), 0.5, 0.5, 1.0, 0.5, whole=True, what="recover_unequal(theta, 0.5, 0.5, 1, 0.5)")
### BEGIN HIDDEN TESTS
for m1, s1, m2, s2, prior in [(0.5, 2.0, -1.5, 0.7, 0.2), (-2.0, 1.0, 1.0, 3.0, 0.9), (1.0, 1.5, 2.0, 0.5, 0.6)]:
    theta_test = np.array([m1 / s1**2 - m2 / s2**2, 1 / s1**2 - 1 / s2**2])
    rest = np.log(s2 / s1) + np.log(prior / (1 - prior))
    theta0_test = -(m1**2 / s1**2 - m2**2 / s2**2) / 2 + rest
    found = np.array(recover_unequal(theta_test, theta0_test, s1, s2, prior))
    checks.shape(found, (2, 2), what="the pairs")
    checks.that(bool(found[0, 1] < found[1, 1]), "The pairs are not ordered by mu2.")
    checks.close(np.abs(found - [m1, m2]).max(axis=1).min() + 1, 1.0, what="1 + the distance of the nearest pair to the true one")
    weights = found[:, 0] / s1**2 - found[:, 1] / s2**2
    offsets = -(found[:, 0] ** 2 / s1**2 - found[:, 1] ** 2 / s2**2) / 2 + rest
    checks.close(np.stack([weights, offsets]), [[theta_test[0]] * 2, [theta0_test] * 2], what="theta_1 and theta_0 of both pairs")
for beyond, pairs_there in [(-5.0, 0), (-0.001, 0), (0.001, 2)]:  # for theta_1 = 1 the roots meet at ln 2 - 2/3
    found = recover_unequal(np.array([1.0, 0.75]), np.log(2) - 2 / 3 + beyond, 1.0, 2.0, 0.5)
    checks.equal(len(found), pairs_there, what=f"the number of pairs {beyond:g} beyond the double root")
known = [(np.array([m1 / s1**2 - m2 / s2**2, 1 / s1**2 - 1 / s2**2]), -(m1**2 / s1**2 - m2**2 / s2**2) / 2 + shift, s1, s2, prior)
         for m1, m2 in [(1.0, -1.0), (3.0, 0.5), (0.0, 2.0), (1.0, 0.0)] for s1, s2 in [(1.0, 2.0), (3.0, 0.5)] for shift in (0.3, -20.0) for prior in (0.5, 0.01, 1e-20, 1 - 1e-6)]
known += [(np.array([t, 1 / s1**2 - 1 / s2**2]), theta0, s1, s2, 0.5) for t, theta0, s1, s2 in [(0.0, -40.0, 1.0, 1e-9), (0.0, 40.0, 1e-8, 1.0), (1e4, 1.2, 1e-4, 2e-4)]]
contracts.agrees(recover_unequal, known, tolerance=1e-6, floor=1e-7, again=False, what="the pairs")
scaled = [(np.array([t / s, -0.75 / s**2 if swap else 0.75 / s**2]), -0.3181472 if swap else 0.3181472, *((2 * s, s) if swap else (s, 2 * s)), 0.5) for s in (1e-30, 1e-6, 1e6) for t in (1.25, -1.25) for swap in (False, True)]
scaled += [(np.array([2, 3]), 1, 0.5, 1, 0.5), (np.array([0.5, 2e-6]), 0.1, 1.0, 1.000001, 0.5), (np.array([-0.5, -2e-4]), 0.1, 1.0001, 1.0, 0.5)]
scaled += [(np.array([1.0 / s, 0.75 / s**2]), np.log(2) - 2 / 3 - 1, s, 2 * s, 0.5) for s in (1e-6, 1e6)]  # no roots
contracts.agrees(recover_unequal, scaled, tolerance=1e-6, floor=0.0, what="the pairs")
### END HIDDEN TESTS

# %% [markdown]
# ## 1.9 Generative and discriminative models · 2 points
#
# Back to the clouds of the beginning, in two dimensions. The Gaussian density in $d$ dimensions, with mean vector $\mu$ and covariance matrix $\Sigma$, is
#
# $$\mathcal N(x; \mu, \Sigma) = \frac{1}{\sqrt{(2\pi)^d \det \Sigma}}\, \exp\Bigl(-\tfrac12 (x - \mu)^\top \Sigma^{-1} (x - \mu)\Bigr).$$
#
# There are two ways to get a posterior from samples:
#
# - A *generative* model describes how the inputs of each class are made. Here (*quadratic discriminant analysis*): estimate mean and covariance matrix of each
#   class (maximum likelihood: the sample mean, and the sample covariance with the factor $1/n$, not $1/(n - 1)$), then use Bayes' rule.
# - A *discriminative* model describes $p(C_1 \mid x)$ directly and never mentions a density. Here: logistic regression, the sigmoid of an affine function of
#   features, trained by maximum likelihood. With the features $x_1, x_2$ its boundary is a straight line. With $x_1, x_2, x_1^2, x_1 x_2, x_2^2$ it is a conic,
#   an ellipse, parabola or hyperbola (1.6, in two dimensions). The boundary of the generative model is a conic, too.
#
# You need not write anything but the answer at the end.

# %% [markdown] name="look_clouds_fitted_text"
# Look: three data sets, three fitted models, and the true boundary. The first data set has 150 samples of each class, the second only ten. In the third, eight of the 150 samples of $C_1$ are
# outliers: broken measurements, far away at the lower right. **Predict before you run the cell:** which model needs the most samples, and which one is damaged most by the outliers?
#
# <details><summary>Answer</summary>
#
# The logistic regression with a conic needs the most samples: with ten of each class its median is 0.89; the median of each of the other two is 0.64. The
# outliers damage the two Gaussians most, from 0.45 to 0.63. Part (b) of the question below asks why.
#
# </details>
#
# The printed numbers are cross-entropies on 20,000 new samples without outliers, each the median over 40 data sets. A perfect model has 0.446 on these
# samples, and 0.445 on average.
# (`fit_logistic` minimizes the cross-entropy by Newton's method, a faster relative of gradient descent. A tiny penalty keeps the weights finite where the classes can be separated
# without an error.)

# %% name="look_clouds_fitted"
TRUE_MEANS = {1: np.array([1.0, 1.0]), 0: np.zeros(2)}
TRUE_COVARIANCES = {1: np.array([[1.0, 0.8], [0.8, 1.0]]), 0: np.eye(2)}


def draw_clouds(n: int, rng: np.random.Generator, outliers: int = 0) -> tuple[np.ndarray, np.ndarray]:
    """n samples of each class, shape (2 n, 2), and labels; some of class 1 may be outliers."""
    parts = [rng.multivariate_normal(TRUE_MEANS[y], TRUE_COVARIANCES[y], size=n) for y in (0, 1)]
    parts[1][:outliers] = rng.normal([6.0, -6.0], 0.5, size=(outliers, 2))
    return np.concatenate(parts), np.repeat([0.0, 1.0], n)


def gaussian_logit(x: np.ndarray, means: dict, covariances: dict) -> np.ndarray:
    """Logit of class 1 for two Gaussian classes of equal prior; x has shape (..., 2)."""
    logs = {}
    for y in (0, 1):
        away = x - means[y]
        squared = np.einsum("...i,ij,...j", away, np.linalg.inv(covariances[y]), away)
        logs[y] = -squared / 2 - np.log(np.linalg.det(covariances[y])) / 2
    return logs[1] - logs[0]


def fit_gaussians(x: np.ndarray, y: np.ndarray):
    """The generative model: one mean and one covariance matrix per class."""
    means = {k: x[y == k].mean(axis=0) for k in (0, 1)}
    covariances = {k: np.cov(x[y == k].T, bias=True) for k in (0, 1)}
    return lambda points: gaussian_logit(points, means, covariances)


def line_features(x: np.ndarray) -> np.ndarray:
    """1, x1, x2."""
    return np.stack([np.ones(x.shape[:-1]), x[..., 0], x[..., 1]], axis=-1)


def conic_features(x: np.ndarray) -> np.ndarray:
    """1, x1, x2 and all products of two."""
    squares = np.stack([x[..., 0] ** 2, x[..., 0] * x[..., 1], x[..., 1] ** 2], axis=-1)
    return np.concatenate([line_features(x), squares], axis=-1)


def fit_logistic(x: np.ndarray, y: np.ndarray, features):
    """The discriminative model: Newton's method on the cross-entropy."""
    f = features(x)
    w = np.zeros(f.shape[1])
    for _ in range(50):
        p = posterior_from_llr(f @ w)
        slope = f.T @ (p - y) / len(y) + 1e-3 * w
        curvature = (f.T * (p * (1 - p))) @ f / len(y) + 1e-3 * np.eye(len(w))
        step = np.linalg.solve(curvature, slope)
        w = w - step * min(1, 5 / np.abs(step).max(initial=1e-12))  # no leaps
        if np.abs(step).max() < 1e-9:
            break
    return lambda points: features(points) @ w


FITS = {
    "two Gaussians": fit_gaussians,
    "logistic, line": lambda x, y: fit_logistic(x, y, line_features),
    "logistic, conic": lambda x, y: fit_logistic(x, y, conic_features),
}
CASES = {"150 of each class": (150, 0), "10 of each class": (10, 0), "150 of each, 8 outliers": (150, 8)}
x_new, y_new = draw_clouds(10_000, np.random.default_rng(99))
fitted, report = {}, ["median cross-entropy on new samples      " + "   ".join(FITS)]
for case, (n, outliers) in CASES.items():
    losses = {name: [] for name in FITS}
    for seed in range(40):
        x_fit, y_fit = draw_clouds(n, np.random.default_rng(seed), outliers)
        models = {name: fit(x_fit, y_fit) for name, fit in FITS.items()}
        for name, model in models.items():
            losses[name].append(np.mean(np.logaddexp(0, -model(x_new) * (2 * y_new - 1))))
        fitted.setdefault(case, (x_fit, y_fit, models))
    report.append(f"{case:36}" + "".join(f"{np.median(values):18.3f}" for values in losses.values()))
print("\n".join(report))
truth = lambda points: gaussian_logit(points, TRUE_MEANS, TRUE_COVARIANCES)
ax = plotting.boundaries(
    {
        case: (x_fit, y_fit, {"truth": truth} | models)
        for case, (x_fit, y_fit, models) in fitted.items()
    },
    xlim=(-4, 8), ylim=(-8, 5), names=("$C_2$", "$C_1$"),
)

# %% [markdown] name="ask_discriminative"
# **In a few sentences.** (a) Is a discriminative model the wrong tool for data that were made label first, input second? What does it encode about the two
# densities, and what not? What does the choice of its features, $x$ alone or $x$ and its squares, assume without saying so? (b) Use the table: with ten samples
# of each class, why are the two Gaussians ahead of the logistic regression with the same kind of boundary, a conic, and what happened to them with outliers?
# Name one thing that a generative model can do and a discriminative model cannot.

# %% [markdown] nbgrader={"grade_id": "why_discriminative", "grade": true, "solution": true, "points": 2}
# (a) It is not the wrong tool. The posterior needs only the log likelihood ratio and the prior odds (1.2), whichever way the data came
# about, and a discriminative model fits their sum directly. It encodes the *ratio* of the two densities, never the densities:
# whatever both classes share, such as $h(x)$, cancels, and very different densities give the same $z$ (1.7). The features are an
# assumption on the family (1.5): a linear layer on $\phi(x)$ is right for two members of the exponential family with sufficient
# statistic $\phi$. On $x$ alone it assumes, for Gaussians, equal covariances; squares and products allow for different ones.
#
# (b) Both have a conic as boundary, and with many samples they are equal (0.45). With ten samples of each class the generative model is ahead (0.64 against
# 0.89): it assumes more, namely that the densities are Gaussian, and this is true here. All it estimates is means and covariances. Logistic regression knows
# nothing about the densities, so the same few samples leave more room to over-fit. (The straight line, which has the fewest parameters, is as good then, 0.64,
# although it is wrong.) The outliers break the assumption: eight samples far away change mean and covariance of $C_1$ completely, and with them the boundary
# everywhere (0.45 to 0.63). Logistic regression is hurt less (the conic 0.45 to 0.54, the line hardly). The gradient of a sample's loss with respect to the
# weights is $(p - y)\,\phi(x)$, and $p - y$ is almost 0 once the sample is well on the right side: from then on it hardly pulls, however far away it is. In the
# Gaussian fit every sample moves mean and covariance, the more the further away it is. (The line is hardly hurt: in most data sets, even the line that was
# fitted without the outliers passes close to them, so a small turn puts them on the right side.) So the generative model is better if its assumption holds, and
# the discriminative one is safer if it does not.
#
# Only the generative model has $p(x)$: it can draw samples, notice inputs unlike any it has seen (the outliers!), use unlabeled data, or fill in missing
# inputs. (New priors are not such a thing: adding the log prior odds corrects a discriminative model, too, see 1.2.)
#
# **Rubric.** 1 point: (a) only the ratio matters (not the wrong tool), the densities and everything shared are lost, and choice of features = assumption on the
# family. 1 point: (b) more assumptions need fewer samples if they are true, and are damaged more if they are not; one thing that needs $p(x)$ (adapting to new
# priors does not count, see 1.2). Half of a point for half of it.

# %% [markdown] name="end"
# Three things to take along. The logit is the log likelihood ratio plus the log prior odds: this is what a network with one sigmoid at its end learns to
# compute. Cross-entropy is entropy plus KL divergence, so the true posterior minimizes it, and its least value is the entropy, not 0. And a linear layer needs the right features
# $\phi(x)$: in the next sheet you build a network that finds its own.


# %% [markdown] name="title"
# # A sheet with NumPy alone

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import matplotlib.pyplot as plt
import numpy as np
from helpers import checks

# %% [markdown]
# ## 1.1 Softmax · 2 points


# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(z: np.ndarray) -> np.ndarray:
    """Softmax over the last axis."""
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% name="look_softmax"
ax = plt.plot(softmax(np.linspace(-3, 3, 50)))

# %% nbgrader={"grade_id": "test_softmax", "grade": true, "points": 1}
"""1.1 softmax of three numbers."""
checks.close(softmax(np.array([[1.0, 2.0, 3.0]])), [[0.0900306, 0.2447285, 0.6652410]])

# %% nbgrader={"grade_id": "test_softmax_sum", "grade": true, "points": 1}
"""1.1 softmax sums to 1."""
z_test = np.random.default_rng(0).normal(size=(5, 4))
checks.close(np.asarray(softmax(z_test)).sum(axis=-1), np.ones(5))

# %% [markdown]
# ## 1.2 Least squares · 2 points


# %% nbgrader={"grade_id": "fit", "solution": true}
def fit(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """The weights of least squares by gradient descent."""
    ### BEGIN SOLUTION
    w = np.zeros(x.shape[1])
    for _ in range(2000):
        w = w - 0.1 * x.T @ (x @ w - y) / len(y)
    return w
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_fit", "grade": true, "points": 2}
"""1.2 fit finds the weights."""
x_test = np.random.default_rng(1).normal(size=(60, 3))
checks.close(fit(x_test, x_test @ np.array([1.0, -2.0, 0.5])), [1.0, -2.0, 0.5], tolerance=1e-3)

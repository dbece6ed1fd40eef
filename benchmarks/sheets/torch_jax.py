# %% [markdown] name="title"
# # One gradient in two libraries
#
# A sheet to measure grading with: what a submission of the course imports and computes, on a small scale.

# %% tags=["setup"] nbgrader={"grade_id": "setup", "locked": true}
import jax
import jax.numpy as jnp
import matplotlib.pyplot as plt
import numpy as np
import torch
from helpers import checks
from torch import nn

# %% [markdown]
# ## 1.1 Softmax · 1 point


# %% nbgrader={"grade_id": "softmax", "solution": true}
def softmax(z: np.ndarray) -> np.ndarray:
    """Softmax over the last axis."""
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)
    ### END SOLUTION


# %% nbgrader={"grade_id": "test_softmax", "grade": true, "points": 1}
"""1.1 softmax sums to 1."""
checks.close(softmax(np.array([[1.0, 2.0, 3.0]])), [[0.0900306, 0.2447285, 0.6652410]])
### BEGIN HIDDEN TESTS
z_test = np.random.default_rng(0).normal(size=(5, 4))
checks.close(np.asarray(softmax(z_test)).sum(axis=-1), np.ones(5))
### END HIDDEN TESTS

# %% [markdown]
# ## 1.2 A network in PyTorch · 1 point


# %% nbgrader={"grade_id": "Net", "solution": true}
class Net(nn.Module):
    """An MLP, 4-32-3."""

    ### BEGIN SOLUTION
    def __init__(self):
        super().__init__()
        self.layers = nn.Sequential(nn.Linear(4, 32), nn.ReLU(), nn.Linear(32, 3))

    def forward(self, x):
        return self.layers(x)

    ### END SOLUTION


# %% nbgrader={"grade_id": "test_net", "grade": true, "points": 1}
"""1.2 Net has 259 parameters and three logits."""
net = Net()
checks.shape(net(torch.ones(7, 4)), (7, 3))
checks.equal(checks.remote(lambda: sum(p.numel() for p in Net().parameters())), 259)

# %% [markdown]
# ## 1.3 Training it · 1 point


# %% nbgrader={"grade_id": "train", "solution": true}
def train(net: nn.Module, steps: int) -> list[float]:
    """The losses of a few steps of SGD on random data."""
    ### BEGIN SOLUTION
    generator = torch.Generator().manual_seed(0)
    x = torch.randn(256, 4, generator=generator)
    y = (x.sum(dim=1) > 0).long()
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    losses = []
    for _ in range(steps):
        loss = nn.functional.cross_entropy(net(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return losses
    ### END SOLUTION


# %% name="look_train"
losses = train(Net(), 100)
plt.plot(losses)
plt.xlabel("step")
ax = plt.ylabel("loss")

# %% nbgrader={"grade_id": "test_train", "grade": true, "points": 1}
"""1.3 the loss falls."""
losses = checks.remote(lambda: train(Net(), 60))
checks.that(losses[-1] < losses[0] / 2, "The loss does not fall.")

# %% [markdown]
# ## 1.4 A loss in JAX · 2 points


# %% nbgrader={"grade_id": "loss", "solution": true}
def loss(w, x, y):
    """Mean squared error of a linear model."""
    ### BEGIN SOLUTION
    return jnp.mean((x @ w - y) ** 2)
    ### END SOLUTION


# %% name="look_loss"
w = jnp.zeros(3)
x = jax.random.normal(jax.random.key(0), (50, 3))
y = x @ jnp.array([1.0, -2.0, 0.5])
step = jax.jit(lambda w: w - 0.1 * jax.grad(loss)(w, x, y))
for _ in range(100):
    w = step(w)
print(w)

# %% nbgrader={"grade_id": "test_loss", "grade": true, "points": 1}
"""1.4 loss is a mean of squares."""
checks.close(loss(np.array([1.0, 0.0]), np.eye(2), np.zeros(2)), 0.5)

# %% nbgrader={"grade_id": "test_grad", "grade": true, "points": 1}
"""1.4 loss can be differentiated."""
grad = checks.remote(lambda: jax.jit(jax.grad(loss))(jnp.array([1.0, 0.0]), jnp.eye(2), jnp.zeros(2)))
checks.close(grad, [1.0, 0.0])

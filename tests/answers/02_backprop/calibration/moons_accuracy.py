# test: test_moons
# cells: train
# passes: > 0.95
import numpy as np


def measure(seed):
    """The smaller of the accuracies on both halves of the moons, trained as in the test from another seed."""
    x_train, y_train = data.two_moons(200, noise=0.1, seed=2)
    x_test, y_test = data.two_moons(100, noise=0.1, seed=3)
    rng = np.random.default_rng(1000 + seed)
    params = init_params([2, 64, 64, 1], rng)
    settings = dict(learning_rate=0.05, gamma=0.99, batch_size=1, epochs=12, rng=rng)
    trained, _ = train(params, x_train, y_train, **settings)
    right = lambda x, y: np.mean((forward(x, trained)[0] > 0) == (y == 1))
    return min(right(x_train, y_train), right(x_test, y_test))

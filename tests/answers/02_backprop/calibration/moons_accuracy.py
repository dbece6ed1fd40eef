# test: test_moons
# cells: train
# passes: > 0.95
import numpy as np


def measure(seed):
    """The smaller of the accuracies on both halves of the moons, of the first of three trainings that passes.

    Trained as in the test, from other seeds; 0 if the loss stays at 0.2 or above.
    """
    x_train, y_train = data.two_moons(200, noise=0.1, seed=2)
    x_test, y_test = data.two_moons(100, noise=0.1, seed=3)
    for start in range(1000 + 3 * seed, 1003 + 3 * seed):
        rng = np.random.default_rng(start)
        params = init_params([2, 64, 64, 1], rng)
        settings = dict(learning_rate=0.05, gamma=0.99, batch_size=1, epochs=12, rng=rng)
        trained, losses = train(params, x_train, y_train, **settings)
        right = lambda x, y: np.mean((forward(x, trained)[0] > 0) == (y == 1))
        reached = min(right(x_train, y_train), right(x_test, y_test))
        if reached > 0.95:
            return reached if np.mean(losses[-500:]) < 0.2 else 0.0
    return reached

# test: test_fit_affine
# cells: AffineFlow, fit, log_abs_det_jac, log_prob_y, nll
# passes: < 0.01
import math

import numpy as np
import torch


def measure(seed):
    """Nats above the floor of another sample; judged without the answer's own log_prob, which may be what is wrong."""
    points = np.random.default_rng(1000 + seed).multivariate_normal([1, 2], [[0.5, 0.3], [0.3, 0.3]], 100)
    model = AffineFlow()
    fit(model, torch.tensor(points, dtype=torch.float32), steps=150, learning_rate=0.1)
    A, b = model.A.detach().double(), model.b.detach().double()
    flow = torch.distributions.MultivariateNormal(b, A @ A.T)
    floor = 1 + math.log(2 * math.pi) + 0.5 * np.linalg.slogdet(np.cov(points.T, bias=True))[1]
    return -flow.log_prob(torch.tensor(points)).mean().item() - floor

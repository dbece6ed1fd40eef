# test: test_flow_moons
# cells: Coupling, Flow, fit
# passes: < 1.72
import torch


def measure(seed):
    """Held-out nats a point, trained as in the test on other moons from another start."""
    points = lambda n, seed: torch.tensor(data.two_moons(n, noise=0.1, seed=seed)[0], dtype=torch.float32)
    torch.manual_seed(1000 + seed)
    chain = []
    for i in range(4):
        net = nn.Sequential(nn.Linear(1, 32), nn.SiLU(), nn.Linear(32, 2))
        nn.init.zeros_(net[-1].weight)
        nn.init.zeros_(net[-1].bias)
        chain.append(Coupling(net, flip=i % 2 == 1))
    model = Flow(chain)
    fit(model, points(1000, 1100 + seed), steps=150, learning_rate=0.01)
    with torch.no_grad():
        return float(nll(model, points(1000, 1200 + seed)))

# test: test_conv_net_learns
# cells: conv_net
# passes: > 0.96
import numpy as np
import torch
import torch.nn.functional as F


def measure(seed):
    """The accuracy on held-out digits, trained as in the test from another seed; 0 if the loss stays at 1 or above."""
    torch.set_num_threads(1)
    torch.manual_seed(1000 + seed)
    network, losses = conv_net(), []
    digits = data.mnist(source="digits")
    images = lambda a: torch.tensor(a, dtype=torch.float32).reshape(-1, 784) / 255
    x, y = images(digits.x_train[:8000]), torch.tensor(digits.y_train[:8000], dtype=torch.int64)
    network(x[:2])
    optimizer = torch.optim.Adam(network.parameters())
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimizer, max_lr=1e-2, total_steps=200)
    for _ in range(200):
        batch = torch.randint(len(x) - 2000, (64,)) + 2000
        loss = F.cross_entropy(network(x[batch]), y[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        schedule.step()
        losses.append(loss.item())
    network.eval()
    with torch.no_grad():
        reached = (network(x[:2000]).argmax(dim=1) == y[:2000]).float().mean().item()
    return reached if np.mean(losses[-50:]) < 1 else 0.0

# mistake: switches gradients on after the call, whatever they were before
# fails: test_probability
# hint: What if the caller has switched gradients off, too?

def probability(model: nn.Module, points: np.ndarray) -> np.ndarray:
    """What a model believes, for NumPy."""
    torch.set_grad_enabled(False)
    p = torch.sigmoid(model(torch.as_tensor(points, dtype=torch.float32))).numpy()
    torch.set_grad_enabled(True)
    return p

# mistake: records the graph and throws it away after the call
# fails: test_probability
# hint: When is a graph recorded: while the model computes, or later?

def probability(model: nn.Module, points: np.ndarray) -> np.ndarray:
    """What a model believes, for NumPy."""
    x = torch.as_tensor(points, dtype=torch.float32)
    return torch.sigmoid(model(x)).detach().numpy()

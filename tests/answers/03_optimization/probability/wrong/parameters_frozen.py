# mistake: switches the gradients of the parameters off for good
# fails: test_probability
# hint: After your function the model cannot be trained any more. How do you go without a graph for
# the moment only?


# where: any model: no parameter requires a gradient afterwards.
def probability(model: nn.Module, points: np.ndarray) -> np.ndarray:
    """What a model believes, for NumPy.

    Args:
        model: maps float32 inputs of shape ``(..., 2)`` to logits of shape ``(..., 1)``.
        points: inputs, shape ``(..., 2)``, float64 or float32.

    Returns:
        The probability of class 1, a NumPy array of shape ``(..., 1)``.
    """
    model.requires_grad_(False)  # no graph
    x = torch.tensor(points).float()
    return torch.sigmoid(model(x)).numpy()

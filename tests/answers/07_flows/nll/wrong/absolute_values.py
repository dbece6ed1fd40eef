# mistake: absolute values, as if a loss could not be negative
# fails: test_nll
# hint: Can a density be above 1? What is its logarithm then, and what should the loss be?

def nll(model: nn.Module, y: Tensor) -> Tensor:
    return model.log_prob(y).abs().mean()

def nll(model: nn.Module, y: Tensor) -> Tensor:
    log_p = model.log_prob(y)
    weights = log_p.new_full((len(y),), -1.0 / len(y))
    return weights @ log_p

# mistake: leaves out points with log density -inf
# fails: test_nll
# hint: A model that calls a point of the data impossible: what should that cost it, and what does it cost here?

def nll(model: nn.Module, y: Tensor) -> Tensor:
    log_p = model.log_prob(y)
    return -log_p[torch.isfinite(log_p)].mean()

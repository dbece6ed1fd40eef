# mistake: no gradient in evaluation mode
# fails: test_nll
# hint: A mode of a model changes its layers, not whether there is a gradient. What switches it off here?

def nll(model: nn.Module, y: Tensor) -> Tensor:
    with torch.set_grad_enabled(model.training):  # held-out data need no graph
        log_p = model.log_prob(y)
        return -log_p.mean()

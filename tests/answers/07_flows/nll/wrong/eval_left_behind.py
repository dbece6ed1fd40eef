# mistake: leaves the model in evaluation mode
# fails: test_nll
# hint: In which mode is the model after you used it? It is not yours.

def nll(model: nn.Module, y: Tensor) -> Tensor:
    model.eval()
    return model.log_prob(y).mul(-1).mean()

# mistake: returns a plain number
# fails: test_nll, test_fit_affine
# hint: Where will backward begin?

def nll(model, y):
    return torch.tensor(-model.log_prob(y).mean().item())

# mistake: switches recording off, and then on, whatever it was before
# fails: test_evaluate, test_evaluate_traceless
# hint: Call your function inside of torch.no_grad(). Who brings back the setting from before?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    torch.set_grad_enabled(False)
    logits = torch.cat([model(portion) for portion in x.split(1000)])
    torch.set_grad_enabled(True)
    model.train(mode)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

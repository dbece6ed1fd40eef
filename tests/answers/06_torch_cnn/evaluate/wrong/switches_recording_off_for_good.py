# mistake: switches gradients off and never on again
# fails: test_evaluate_traceless
# hint: After your function nothing learns any more. Who switches the recording on again?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    torch.set_grad_enabled(False)
    logits = torch.cat([model(portion) for portion in x.split(1000)])
    model.train(mode)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

# mistake: shows the model all samples at once
# fails: test_evaluate
# hint: 60 000 images times 16 channels times 576 pixels: how much memory is that?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    with torch.no_grad():
        logits = model(x)
    model.train(mode)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

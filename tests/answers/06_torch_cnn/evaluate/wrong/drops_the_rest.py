# mistake: leaves out the last, incomplete portion
# fails: test_evaluate
# hint: 2300 samples in portions of 1000: who looks at the last 300?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    n = max(len(x) // 1000, 1) * 1000
    with torch.no_grad():
        logits = torch.cat([model(portion) for portion in x[:n].split(1000)])
    model.train(mode)
    return F.cross_entropy(logits, y[:n]).item(), (logits.argmax(dim=1) == y[:n]).float().mean().item()

# mistake: a softmax before the cross-entropy, which takes one itself
# fails: test_evaluate
# hint: F.cross_entropy wants logits. What do you give it?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    with torch.no_grad():
        p = torch.cat([model(portion) for portion in x.split(1000)]).softmax(dim=1)
    model.train(mode)
    return F.cross_entropy(p, y).item(), (p.argmax(dim=1) == y).float().mean().item()

# mistake: switches to training mode afterward, whatever the mode was
# fails: test_evaluate_traceless
# hint: And if the model was in evaluation mode when you got it?

def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(portion) for portion in x.split(1000)])
    model.train()
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

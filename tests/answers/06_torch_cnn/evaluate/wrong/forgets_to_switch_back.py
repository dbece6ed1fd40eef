# mistake: leaves the model in evaluation mode
# fails: test_evaluate_traceless
# hint: In which mode does training go on after your function?

def evaluate(model, x, y):
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(portion) for portion in x.split(1000)])
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

# mistake: does not switch to evaluation mode
# fails: test_evaluate_traceless
# hint: With dropout, half of the network is missing while you judge it. Which mode is it in?

def evaluate(model, x, y):
    with torch.no_grad():
        logits = torch.cat([model(portion) for portion in x.split(1000)])
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

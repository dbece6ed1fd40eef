# mistake: returns the number of right answers instead of the share
# fails: test_evaluate
# hint: A share lies between 0 and 1. By what do you divide?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    with torch.no_grad():
        logits = torch.cat([model(portion) for portion in x.split(1000)])
    model.train(mode)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).sum().item()

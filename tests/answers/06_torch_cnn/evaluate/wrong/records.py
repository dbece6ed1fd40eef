# mistake: keeps records for gradients
# fails: test_evaluate_traceless
# hint: Nobody will differentiate this. How do you tell PyTorch?

def evaluate(model, x, y):
    mode = model.training
    model.eval()
    logits = torch.cat([model(portion) for portion in x.split(1000)])
    model.train(mode)
    return F.cross_entropy(logits, y).item(), (logits.argmax(dim=1) == y).float().mean().item()

# mistake: steps by plain gradient descent and ignores the optimizer
# fails: test_train_step
# hint: What does your step do when the optimizer is Adam?

def train_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    model.zero_grad()
    loss.backward()
    with torch.no_grad():
        for p in model.parameters():
            p -= optimizer.param_groups[0]["lr"] * p.grad
    return loss.item()

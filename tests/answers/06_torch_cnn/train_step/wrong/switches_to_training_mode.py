# mistake: switches the model to training mode
# fails: test_train_step
# hint: Give it a model in evaluation mode. In which mode is it during the step, and afterward?

def train_step(model, optimizer, x, y):
    model.train()
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    return loss.item()

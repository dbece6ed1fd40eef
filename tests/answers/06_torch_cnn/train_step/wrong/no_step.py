# mistake: differentiates, but does not step
# fails: test_train_step
# hint: Which line changes the weights?

def train_step(model, optimizer, x, y):
    loss = F.cross_entropy(model(x), y)
    optimizer.zero_grad()
    loss.backward()
    return loss.item()

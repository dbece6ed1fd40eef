def train_step(model, optimizer, x, y):
    model.zero_grad()
    z = model(x)
    loss = nn.CrossEntropyLoss()(z, F.one_hot(y, z.shape[1]).float())
    loss.backward()
    optimizer.step()
    return loss.item()

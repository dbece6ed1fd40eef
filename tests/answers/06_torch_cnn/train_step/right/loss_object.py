def train_step(model, optimizer, x, y):
    model.zero_grad()
    loss = nn.CrossEntropyLoss()(model(x), F.one_hot(y, model(x).shape[1]).float())
    loss.backward()
    optimizer.step()
    return loss.item()

def train_on_stream(model, draw, steps, learning_rate=1e-3):
    criterion = nn.BCEWithLogitsLoss()
    adam = torch.optim.Adam(params=list(model.parameters()), lr=learning_rate, foreach=True)
    losses = np.zeros(steps)
    model.train()
    for i in range(steps):
        adam.zero_grad(set_to_none=False)
        inputs, labels = draw()
        loss = criterion(model(inputs), labels)
        losses[i] = loss.detach()
        loss.backward()
        adam.step()
    return losses.tolist()

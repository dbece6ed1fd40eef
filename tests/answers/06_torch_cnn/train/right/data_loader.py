def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    dataset = torch.utils.data.TensorDataset(x, y)
    loader = torch.utils.data.DataLoader(dataset, batch_size=batch_size, shuffle=True, generator=generator)
    losses = []
    while True:
        for batch_x, batch_y in loader:
            if len(losses) == steps:
                return losses
            losses.append(train_step(model, optimizer, batch_x, batch_y))
            watch(len(losses))
        if len(losses) == steps:
            return losses

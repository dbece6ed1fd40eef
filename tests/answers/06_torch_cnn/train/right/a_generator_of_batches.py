def endless(n, batch_size, generator):
    while True:
        order = torch.rand(n, generator=generator).argsort().tolist()
        while order:
            batch, order = order[:batch_size], order[batch_size:]
            yield batch


def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    for step, batch in zip(range(1, steps + 1), endless(len(x), batch_size, generator)):
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        watch(step)
    return losses

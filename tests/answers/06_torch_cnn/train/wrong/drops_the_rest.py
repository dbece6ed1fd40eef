# mistake: leaves out the last, smaller batch of a pass
# fails: test_train
# hint: 10 samples in batches of 4: what becomes of the last two?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        order = torch.randperm(len(x), generator=generator)[: max(len(x) // batch_size, 1) * batch_size]
        for batch in order.split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses

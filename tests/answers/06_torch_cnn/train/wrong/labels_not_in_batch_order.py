# mistake: takes the labels of the first samples instead of those of the batch
# fails: test_train
# hint: Inputs and labels must be picked with the same indices.

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.randperm(len(x), generator=generator).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[: len(batch)]))
            watch(len(losses))
    return losses

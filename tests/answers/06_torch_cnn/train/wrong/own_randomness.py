# mistake: ignores the generator
# fails: test_train
# hint: Two runs with the same generator must be the same, and another one must matter.

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.randperm(len(x)).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses

# mistake: shuffles the batches, not the samples
# fails: test_train
# hint: Neighbors always share a batch. If the data are sorted by class, what is in a batch?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    batches = torch.arange(len(x)).split(batch_size)
    while len(losses) < steps:
        for i in torch.randperm(len(batches), generator=generator)[: steps - len(losses)].tolist():
            losses.append(train_step(model, optimizer, x[batches[i]], y[batches[i]]))
            watch(len(losses))
    return losses

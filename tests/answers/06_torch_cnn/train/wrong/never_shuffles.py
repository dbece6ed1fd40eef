# mistake: goes through the samples in their order
# fails: test_train
# hint: The order of your samples is the same in every pass. What is generator for?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.arange(len(x)).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses

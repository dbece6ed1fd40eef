# mistake: draws from a copy of the generator, so that the next call draws the same
# fails: test_train
# hint: Call it twice with one generator. Do the batches come in the same order?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    own, losses = torch.Generator().set_state(generator.get_state()), []
    while len(losses) < steps:
        for batch in torch.randperm(len(x), generator=own).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
            watch(len(losses))
    return losses

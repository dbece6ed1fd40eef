# mistake: does not call watch
# fails: test_train
# hint: watch is called after each step; otherwise nobody can follow the loss on digits held out.

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    losses = []
    while len(losses) < steps:
        for batch in torch.randperm(len(x), generator=generator).split(batch_size)[: steps - len(losses)]:
            losses.append(train_step(model, optimizer, x[batch], y[batch]))
    return losses

# mistake: deals the samples into batches once, and shuffles only inside of each
# fails: test_train
# hint: Do the same samples meet in a batch in the second pass as in the first?

def train(model, optimizer, x, y, *, steps, batch_size, generator, watch=lambda step: None):
    batches, losses = list(torch.randperm(len(x), generator=generator).split(batch_size)), []
    for step in range(steps):
        batch = batches[step % len(batches)]
        batch = batch[torch.randperm(len(batch), generator=generator)]
        losses.append(train_step(model, optimizer, x[batch], y[batch]))
        watch(step + 1)
    return losses

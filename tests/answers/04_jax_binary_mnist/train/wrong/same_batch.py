# mistake: takes one batch and trains on it alone
# fails: test_train, test_train_batches
# hint: How many batches does your training see?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    x, y = next(batches)
    for step in range(1, steps + 1):
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)

# mistake: shows watch the parameters before the step
# fails: test_train_watch
# hint: watch is promised the new parameters. Which ones does it get from you?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        if step % every == 0:
            watch(step, params)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
    return params, np.array(losses)

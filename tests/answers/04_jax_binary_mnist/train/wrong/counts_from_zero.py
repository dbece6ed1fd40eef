# mistake: counts the steps from zero for watch
# fails: test_train_watch
# hint: How many steps are done when yours calls watch for the first time?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(steps):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)

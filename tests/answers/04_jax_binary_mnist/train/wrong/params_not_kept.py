# mistake: steps from the starting point each time
# fails: test_train, test_train_watch, test_train_moons
# hint: Every step of yours starts from the same parameters.

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        new_params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, new_params)
    return new_params, np.array(losses)

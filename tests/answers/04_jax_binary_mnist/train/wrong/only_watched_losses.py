# mistake: keeps the loss only when somebody looks
# fails: test_train_batches
# hint: The loss of every step is asked for. How many do you return when somebody looks only once?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        if step % every == 0:
            losses.append(value)
            watch(step, params)
    return params, np.array(losses)

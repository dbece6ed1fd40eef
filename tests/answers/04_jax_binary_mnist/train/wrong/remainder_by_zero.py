# mistake: divides by zero when there are fewer steps than looks
# fails: test_train, test_train_watch
# hint: 3 // 50 is 0. What is 1 % 0?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = steps // looks
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)

# mistake: does not hand on the weight decay
# fails: test_train
# hint: A weight decay of 2 changes nothing in your training. Where does it get lost?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, opt_state, losses = make_update(optimizer), optimizer.init(params), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, opt_state, value = update(params, opt_state, x, y, 0.0)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)

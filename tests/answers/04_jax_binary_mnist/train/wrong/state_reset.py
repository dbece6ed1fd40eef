# mistake: starts the optimizer's state anew in each step
# fails: test_train
# hint: With momentum your training forgets. Where does the state start, and how often?

def train(params, optimizer, batches, steps, *, weight_decay, looks=50, watch=lambda step, params: None):
    update, losses = make_update(optimizer), []
    every = max(1, steps // looks)
    for step in range(1, steps + 1):
        x, y = next(batches)
        params, _, value = update(params, optimizer.init(params), x, y, weight_decay)
        losses.append(value)
        if step % every == 0:
            watch(step, params)
    return params, np.array(losses)

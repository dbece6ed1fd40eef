# same as: returned_the_other_way_round

def momentum_step(
    params: Params, grads: Params, velocity: Params, learning_rate: float, gamma: float
) -> tuple[Params, Params]:
    average = []
    stepped = []
    for (W, b), (dW, db), (mW, mb) in zip(params, grads, velocity):
        mW = mW + (1 - gamma) * (dW - mW)
        mb = mb + (1 - gamma) * (db - mb)
        average.append((mW, mb))
        stepped.append((W - learning_rate * mW, b - learning_rate * mb))
    return average, stepped

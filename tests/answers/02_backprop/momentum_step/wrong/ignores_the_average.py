# mistake: steps with the gradient alone
# fails: test_momentum_step
# hint: You compute m and then do not use it.

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [
        (gamma * mW + (1 - gamma) * dW, gamma * mb + (1 - gamma) * db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    new_params = [
        (W - learning_rate * gW, b - learning_rate * gb)
        for (W, b), (gW, gb) in zip(params, grads)
    ]
    return new_params, new_velocity

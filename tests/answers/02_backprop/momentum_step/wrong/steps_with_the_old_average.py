# mistake: steps with the average from before
# fails: test_momentum_step
# hint: In your first step nothing moves. Which m does the second formula use?

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [
        (gamma * mW + (1 - gamma) * dW, gamma * mb + (1 - gamma) * db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    new_params = [
        (W - learning_rate * mW, b - learning_rate * mb)
        for (W, b), (mW, mb) in zip(params, velocity)
    ]
    return new_params, new_velocity

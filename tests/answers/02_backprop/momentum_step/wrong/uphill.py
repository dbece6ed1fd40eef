# mistake: adds the average instead of subtracting it
# fails: test_momentum_step
# hint: The gradient points uphill. Which way should a step go?

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [
        (gamma * mW + (1 - gamma) * dW, gamma * mb + (1 - gamma) * db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    new_params = [
        (W + learning_rate * mW, b + learning_rate * mb)
        for (W, b), (mW, mb) in zip(params, new_velocity)
    ]
    return new_params, new_velocity

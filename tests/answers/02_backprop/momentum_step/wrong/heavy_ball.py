# mistake: m = gamma m + g, the momentum of other books
# fails: test_momentum_step
# hint: That is heavy-ball momentum; its steps are up to 1/(1 - gamma) times longer. With what weight does the new gradient enter an average?

def momentum_step(params, grads, velocity, learning_rate, gamma):
    new_velocity = [
        (gamma * mW + dW, gamma * mb + db)
        for (mW, mb), (dW, db) in zip(velocity, grads)
    ]
    new_params = [
        (W - learning_rate * mW, b - learning_rate * mb)
        for (W, b), (mW, mb) in zip(params, new_velocity)
    ]
    return new_params, new_velocity

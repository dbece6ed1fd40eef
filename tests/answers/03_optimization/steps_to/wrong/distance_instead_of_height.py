# mistake: looks for small coordinates instead of small heights
# fails: test_steps_to
# hint: Which of the two results of gradient_descent do you compare with the bound?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    trajectory, _ = gradient_descent(f, start, learning_rate, limit)
    reached = torch.nonzero(trajectory.norm(dim=1) < below)
    return int(reached[0]) if len(reached) else math.inf

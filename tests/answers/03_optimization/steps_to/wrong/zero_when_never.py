# mistake: takes argmax of the flags, which is 0 if none is set
# fails: test_steps_to
# hint: What does argmax return when nothing is below?

def steps_to(f, start, learning_rate, *, below=1e-6, limit=500):
    _, values = gradient_descent(f, start, learning_rate, limit)
    return int(torch.argmax((values < below).int()))

# mistake: measures processor time
# fails: test_stopwatch
# hint: time.process_time does not move on while you wait.

def stopwatch(function, *arguments):
    jax.block_until_ready(function(*arguments))
    start = time.process_time()
    jax.block_until_ready(function(*arguments))
    return time.process_time() - start

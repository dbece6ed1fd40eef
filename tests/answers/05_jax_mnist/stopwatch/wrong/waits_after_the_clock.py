# mistake: waits, but reads the clock before
# fails: test_stopwatch
# hint: In which order do you read the clock and wait?

def stopwatch(function, *arguments):
    jax.block_until_ready(function(*arguments))
    start = time.perf_counter()
    result = function(*arguments)
    seconds = time.perf_counter() - start
    jax.block_until_ready(result)
    return seconds

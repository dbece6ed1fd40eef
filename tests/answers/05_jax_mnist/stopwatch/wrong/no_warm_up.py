# mistake: times the first call, which compiles
# fails: test_stopwatch
# hint: What does the first call of a jitted function do beside computing?

def stopwatch(function, *arguments):
    start = time.perf_counter()
    jax.block_until_ready(function(*arguments))
    return time.perf_counter() - start

# mistake: stops the clock when the call returns
# fails: test_stopwatch
# hint: Your clock measures how fast you can ask. When is the result there?

def stopwatch(function, *arguments):
    jax.block_until_ready(function(*arguments))
    start = time.perf_counter()
    function(*arguments)
    return time.perf_counter() - start

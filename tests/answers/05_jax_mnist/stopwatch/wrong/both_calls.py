# mistake: times both calls and takes the mean
# fails: test_stopwatch
# hint: Half of the compilation is in your result.

def stopwatch(function, *arguments):
    start = time.perf_counter()
    for _ in range(2):
        jax.block_until_ready(function(*arguments))
    return (time.perf_counter() - start) / 2

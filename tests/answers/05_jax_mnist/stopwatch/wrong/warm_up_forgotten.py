# mistake: does not wait for the warm-up at all
# fails: test_stopwatch
# hint: The first call has returned. Has it finished, and what does the second one have to wait for?

def stopwatch(function: Callable, *arguments: Any) -> float:
    function(*arguments)
    started = time.perf_counter()
    jax.block_until_ready(function(*arguments))
    return time.perf_counter() - started

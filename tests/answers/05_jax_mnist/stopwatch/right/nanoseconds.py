def stopwatch(function, *arguments):
    times = []
    for _ in range(2):
        start = time.perf_counter_ns()
        result = function(*arguments)
        jax.block_until_ready(result)
        times.append(time.perf_counter_ns() - start)
    return times[1] / 1e9

# mistake: starts the clock while the first call is still at work
# fails: test_stopwatch
# hint: The warm-up may not be finished when your clock starts. Whose time do you measure?

def stopwatch(function, *arguments):
    first = function(*arguments)
    start = time.perf_counter()
    jax.block_until_ready((first, function(*arguments)))
    return time.perf_counter() - start

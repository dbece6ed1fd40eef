# mistake: turns every argument into an array before the call
# fails: test_count_traces
# hint: jit tells a Python float from a float32. Does what you hand it?

def count_traces(function: Callable, calls: list[tuple]) -> int:
    seen = []

    def listening(*arguments):
        seen.append(1)
        return function(*arguments)

    jitted = jax.jit(listening)
    for arguments in calls:
        jitted(*(np.asarray(argument) for argument in arguments))
    return len(seen)

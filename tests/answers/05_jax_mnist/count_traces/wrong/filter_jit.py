# mistake: uses eqx.filter_jit, which freezes Python numbers
# fails: test_count_traces
# hint: 1.0 and then 2.0: does jax.jit trace twice? What does yours do with Python numbers?

def count_traces(function: Callable, calls: list[tuple]) -> int:
    seen = []

    @eqx.filter_jit
    def listening(*arguments):
        seen.append(1)
        return function(*arguments)

    for arguments in calls:
        listening(*arguments)
    return len(seen)

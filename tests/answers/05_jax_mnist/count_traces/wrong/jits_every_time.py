# mistake: makes a new jitted function for each call
# fails: test_count_traces
# hint: A new jit has an empty memory. How many do you make?

def count_traces(function, calls):
    traces = 0
    for arguments in calls:
        def listening(*a):
            nonlocal traces
            traces += 1
            return function(*a)
        jax.jit(listening)(*arguments)
    return traces

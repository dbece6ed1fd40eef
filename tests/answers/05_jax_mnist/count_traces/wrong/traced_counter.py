# mistake: adds to a counter that the compiled function returns
# fails: test_count_traces
# hint: What is recorded is replayed in each call. Where does a side effect happen only once?

def count_traces(function, calls):
    jitted = jax.jit(lambda traces, *arguments: (traces + 1, function(*arguments))[0])
    traces = 0
    for arguments in calls:
        traces = int(jitted(traces, *arguments))
    return traces

# mistake: counts in Python beside the compiled function: every call
# fails: test_count_traces
# hint: Yours counts calls. Which code does Python run only while tracing?

def count_traces(function, calls):
    jitted, traces = jax.jit(function), 0
    for arguments in calls:
        traces += 1
        jitted(*arguments)
    return traces

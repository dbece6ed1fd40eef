# mistake: counts without jit
# fails: test_count_traces
# hint: Without jit there is nothing to trace.

def count_traces(function, calls):
    traces = 0

    def listening(*arguments):
        nonlocal traces
        traces += 1
        return function(*arguments)

    for arguments in calls:
        listening(*arguments)
    return traces

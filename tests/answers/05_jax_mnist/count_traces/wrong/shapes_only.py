# mistake: counts the different shapes instead of listening
# fails: test_count_traces
# hint: Shapes are not all that jit looks at. What about types?

def count_traces(function, calls):
    return len({tuple(np.shape(a) for a in arguments) for arguments in calls})

# mistake: counts how often the shape changes
# fails: test_count_traces
# hint: An old shape that comes back is still in the cache.

def count_traces(function, calls):
    kinds = [tuple((np.shape(a), type(a), np.asarray(a).dtype) for a in arguments) for arguments in calls]
    return sum(i == 0 or kinds[i] != kinds[i - 1] for i in range(len(kinds)))

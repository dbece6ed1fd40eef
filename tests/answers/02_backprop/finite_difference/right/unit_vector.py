def finite_difference(f, arrays, k, eps=1e-5):
    step = [np.zeros_like(array) for array in arrays]
    step[k[0]][k[1], k[2]] = eps
    ahead = f([a + s for a, s in zip(arrays, step)])
    behind = f([a - s for a, s in zip(arrays, step)])
    return 0.5 * (ahead - behind) / eps

# same as: plain_mean
def brightness(rgb):
    return np.asarray(rgb, float).mean(axis=-1) / 255

# same as: nothing
def brightness(rgb):
    return rgb @ np.array([0.2126, 0.7152, 0.0722]) / 255

# same as: blue_first
def brightness(rgb):
    blue, green, red = np.moveaxis(np.asarray(rgb, float), -1, 0)
    return (0.299 * red + 0.587 * green + 0.114 * blue) / 255

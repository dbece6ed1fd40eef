# mistake: np.vectorize takes its type from the first pixel, an integer if that is black
# fails: test_brightness
# hint: Make the upper left pixel black. From which value does np.vectorize take the type of all others?

def brightness(rgb):
    def one_pixel(r, g, b):
        return (0.299 * r + 0.587 * g + 0.114 * b) / 255 if max(r, g, b) else 0

    return np.vectorize(one_pixel)(rgb[..., 0], rgb[..., 1], rgb[..., 2])

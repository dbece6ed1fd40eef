def brightness(rgb):
    height, width, _ = rgb.shape
    gray = np.zeros((height, width))
    for i in range(height):
        for j in range(width):
            r, g, b = (float(value) for value in rgb[i, j])
            gray[i, j] = (0.299 * r + 0.587 * g + 0.114 * b) / 255.0
    return gray

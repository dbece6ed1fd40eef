# mistake: scales each photo by its own brightest pixel
# fails: test_brightness
# hint: Your brightest pixel is always 1, also in a photo taken at night. What is white?

def brightness(rgb):
    gray = rgb @ np.array([0.299, 0.587, 0.114])
    return gray / gray.max()

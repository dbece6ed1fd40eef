def brightness(rgb):
    share = np.linspace(0.0, 1.0, 256)
    red, green, blue = (weight * share for weight in (0.299, 0.587, 0.114))
    return red[rgb[:, :, 0]] + green[rgb[:, :, 1]] + blue[rgb[:, :, 2]]

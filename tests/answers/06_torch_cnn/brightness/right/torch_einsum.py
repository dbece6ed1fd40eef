def brightness(rgb):
    pixels = torch.tensor(rgb.copy(), dtype=torch.float64)
    return (torch.einsum("hwc,c->hw", pixels, torch.tensor([0.299, 0.587, 0.114], dtype=torch.float64)) / 255).numpy()

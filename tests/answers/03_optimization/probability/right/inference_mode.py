@torch.inference_mode()
def probability(model, points):
    x = torch.from_numpy(np.ascontiguousarray(points)).float()
    return model(x).sigmoid().numpy()

def gradient_descent(f, start, learning_rate, steps):
    way = [start.detach().numpy().copy()]
    heights = []
    for k in range(steps + 1):
        leaf = torch.tensor(way[k], requires_grad=True)
        height = f(leaf)
        heights.append(float(height))
        height.backward()
        way.append(way[k] - way[k].dtype.type(learning_rate) * leaf.grad.numpy())
    return torch.from_numpy(np.stack(way[:-1])), torch.tensor(heights, dtype=start.dtype)

def gradient_descent(f, start, learning_rate, steps):
    way = [np.array(start.detach(), dtype=np.float32)]
    heights = []
    for k in range(steps + 1):
        leaf = torch.tensor(way[k], requires_grad=True)
        height = f(leaf)
        heights.append(float(height))
        height.backward()
        way.append(way[k] - np.float32(learning_rate) * leaf.grad.numpy())
    return torch.from_numpy(np.stack(way[:-1])), torch.tensor(heights, dtype=torch.float64)

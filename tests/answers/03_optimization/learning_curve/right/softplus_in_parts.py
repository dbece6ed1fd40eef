def learning_curve(make_model, draw, sizes, test, steps):
    result = np.empty(len(sizes))
    for i, size in enumerate(sizes):
        net = make_model()
        train_on_data(net, draw(int(size / 2)), (test[0][:1], test[1][:1]), steps, test_every=max(1, steps))
        with torch.no_grad():
            parts = [F.softplus((1 - 2 * y) * net(x)) for x, y in zip(test[0].split(2), test[1].split(2))]
        result[i] = torch.cat(parts).mean()
    return list(result)

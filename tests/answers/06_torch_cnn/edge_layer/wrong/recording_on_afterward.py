# mistake: switches recording off, and then on, whatever it was before
# fails: test_edge_layer
# hint: Call your function inside of torch.no_grad(). Who brings back the setting from before?

def edge_layer(kernels):
    layer = nn.Conv2d(1, len(kernels), kernel_size=3, padding=1, bias=False)
    torch.set_grad_enabled(False)
    layer.weight[:, 0] = torch.tensor(np.array(kernels, dtype=np.float32, order="C"))
    torch.set_grad_enabled(True)
    return layer

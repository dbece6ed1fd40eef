# mistake: holds parameters that its output does not depend on, and one of them is nan
# fails: test_mlp
# hint: Your network has weights and biases, but its output does not follow from them. What does forward do with x?

class Layers(nn.Module):
    def __init__(self, sizes):
        super().__init__()
        self.parts = nn.ParameterList()
        for d_in, d_out in zip(sizes[:-1], sizes[1:]):
            self.parts += [nn.Parameter(torch.randn(d_out, d_in)), nn.Parameter(torch.zeros(d_out))]
        self.width = sizes[-1]
        with torch.no_grad():
            self.parts[-1].fill_(float("nan"))

    def forward(self, x):
        return torch.zeros(*x.shape[:-1], self.width)


def mlp(sizes):
    return Layers(sizes)

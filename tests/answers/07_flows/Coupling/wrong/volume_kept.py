# mistake: log determinant 0, as if nothing were stretched
# fails: test_coupling_forward, test_coupling_jacobian, test_chain_integral, test_flow_moons
# hint: That is right if s = 0. What does e^s do to an area?

class Coupling(nn.Module):
    def __init__(self, net, flip):
        super().__init__()
        self.net, self.flip = net, flip

    def split(self, points):
        return (points[:, 1:], points[:, :1]) if self.flip else (points[:, :1], points[:, 1:])

    def join(self, kept, moved):
        return torch.cat([moved, kept] if self.flip else [kept, moved], dim=1)

    def scale_and_shift(self, kept):
        raw, shift = self.net(kept).chunk(2, dim=1)
        return torch.tanh(raw), shift

    def forward(self, x):
        kept, moved = self.split(x)
        log_scale, shift = self.scale_and_shift(kept)
        return self.join(kept, moved * log_scale.exp() + shift), torch.zeros(len(x))

    def inverse(self, y):
        kept, moved = self.split(y)
        log_scale, shift = self.scale_and_shift(kept)
        return self.join(kept, (moved - shift) * (-log_scale).exp()), torch.zeros(len(y))

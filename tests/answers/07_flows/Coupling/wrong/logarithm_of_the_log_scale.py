# mistake: takes the logarithm of s, which is a logarithm already, and nan where s is negative
# fails: test_coupling_forward, test_coupling_round_trip, test_coupling_jacobian
# hint: Your log determinants are nan where the layer shrinks. The diagonal holds 1 and e^s: is s to be logged again?

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
        return self.join(kept, moved * log_scale.exp() + shift), log_scale.log()[:, 0]

    def inverse(self, y):
        kept, moved = self.split(y)
        log_scale, shift = self.scale_and_shift(kept)
        return self.join(kept, (moved - shift) * (-log_scale).exp()), -log_scale.log()[:, 0]

# mistake: writes into the caller's points
# fails: test_coupling_forward, test_coupling_round_trip, test_flow_moons
# hint: What is in x after the call?

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
        with torch.no_grad():
            moved.mul_(log_scale.exp()).add_(shift)
        return x, log_scale[:, 0]

    def inverse(self, y):
        kept, moved = self.split(y)
        log_scale, shift = self.scale_and_shift(kept)
        with torch.no_grad():
            moved.sub_(shift).mul_((-log_scale).exp())
        return y, -log_scale[:, 0]

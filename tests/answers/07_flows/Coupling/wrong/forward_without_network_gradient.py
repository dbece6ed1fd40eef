# mistake: forward runs the network without autograd
# fails: test_coupling_forward, test_coupling_jacobian
# hint: Through which of the two directions do gradients not get? What switches them off?

class Coupling(nn.Module):

    def __init__(self, net: nn.Module, flip: bool) -> None:
        super().__init__()
        self.net = net
        self.flip = flip

    def forward(self, x: Tensor) -> tuple[Tensor, Tensor]:
        k, m = x.flip(1).unbind(1) if self.flip else x.unbind(1)
        with torch.no_grad():  # only drawing goes this way
            out = self.net(k.unsqueeze(1))
        s, t = out[:, 0].tanh(), out[:, 1]
        y = torch.stack([k, m * s.exp() + t], dim=1)
        return (y.flip(1) if self.flip else y), s

    def inverse(self, y: Tensor) -> tuple[Tensor, Tensor]:
        k, m = y.flip(1).unbind(1) if self.flip else y.unbind(1)
        out = self.net(k.unsqueeze(1))
        s, t = out[:, 0].tanh(), out[:, 1]
        x = torch.stack([k, (m - t) / s.exp()], dim=1)
        return (x.flip(1) if self.flip else x), -s

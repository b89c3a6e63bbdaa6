"""PyTorch's ReLU, Leaky ReLU, ELU and SELU on the same memory: as its users call them, and given memory for results."""

import torch
import torch.nn.functional as functional

from checks import UNIT, Comparison
from torch_peer import NAME, RECTIFIER_GIVEN as GIVEN, TorchCase

SLOPE = 0.01
ALPHA, GAMMA = 1.6732632423543772848, 1.0507009873554804934
# Units in the last place that ours may be off: half of one for a product; with an exponential our own error, 2, and half of
# one each for the product with dy, the rounding of the constants and that of the reference.
ULPS = {"relu": 0.5, "leaky_relu": 0.5, "elu": 4, "selu": 4}


class RectifierCase(TorchCase):
    def make_outputs(self, generator):
        name = "y" if self.case.direction == "forward" else "dx"
        self.result = self.tensor(name, self.case.elements)

    def forward(self, x=None):
        return getattr(functional, self.case.function)(self.x if x is None else x)

    def graph(self):
        x = self.x.detach().requires_grad_()
        return self.forward(x), (x,)

    def calls(self):
        if self.case.direction == "forward":
            return [
                (NAME, self.forward, torch.inference_mode),
                (GIVEN, lambda: self.forward_into(self.result), torch.inference_mode),
            ]
        y, leaves = self.graph()
        return [
            (NAME, lambda: torch.autograd.grad(y, leaves, self.dy, retain_graph=True), torch.enable_grad),
            (GIVEN, lambda: self.backward_into(self.result), torch.inference_mode),
        ]

    def forward_into(self, y):
        match self.case.function:
            case "relu":
                torch.clamp_min(self.x, 0, out=y)
            case "leaky_relu":
                torch._C._nn.leaky_relu(self.x, SLOPE, out=y)
            case "elu":
                torch._C._nn.elu(self.x, 1, 1, 1, out=y)
            case "selu":
                torch._C._nn.elu(self.x, ALPHA, GAMMA, 1, out=y)

    def backward_into(self, dx):
        aten = torch.ops.aten
        match self.case.function:
            case "relu":
                aten.threshold_backward.grad_input(self.dy, self.x, 0, grad_input=dx)
            case "leaky_relu":
                aten.leaky_relu_backward.grad_input(self.dy, self.x, SLOPE, False, grad_input=dx)
            case "elu":
                aten.elu_backward.grad_input(self.dy, 1, 1, 1, False, self.x, grad_input=dx)
            case "selu":
                aten.elu_backward.grad_input(self.dy, ALPHA, GAMMA, 1, False, self.x, grad_input=dx)

    def check(self):
        """Ours beside the function in float64. PyTorch's own results are not judged."""
        self.library.repeat(self.call, 1)
        x, dy = self.x.double(), self.dy.double()
        slope = torch.tensor(SLOPE, dtype=self.dtype).double()
        negative, positive = {
            "relu": (0 * x, x),
            "leaky_relu": (slope * x, x),
            "elu": (torch.expm1(x), x),
            "selu": (GAMMA * ALPHA * torch.expm1(x), GAMMA * x),
        }[self.case.function]
        if self.case.direction == "backward":
            negative, positive = {
                "relu": (0 * dy, dy),
                "leaky_relu": (slope * dy, dy),
                "elu": (torch.exp(x) * dy, dy),
                "selu": (GAMMA * ALPHA * torch.exp(x) * dy, GAMMA * dy),
            }[self.case.function]
        exact = torch.where(x > 0, positive, negative)
        # A unit in the last place is at most 2 of these, and of a subnormal number less than the smallest normal one.
        unit = 2 * UNIT[self.case.number] * exact.abs()
        allowed = ULPS[self.case.function] * unit + torch.finfo(self.dtype).tiny
        comparison = Comparison(self.case)
        comparison.within(
            "y" if self.case.direction == "forward" else "dx",
            ((self.result.double() - exact).abs() / allowed).max().item(),
            not torch.equal(self.result, self.x if self.case.direction == "forward" else self.dy))
        return comparison

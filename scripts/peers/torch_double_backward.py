"""PyTorch's gradients of PReLU's gradients, by autograd, which is how its users have them."""

import torch

from checks import UNIT, Comparison
from torch_peer import NAME, TorchCase, relative_error


class DoubleBackwardCase(TorchCase):
    def make_outputs(self, generator):
        channels = self.case.reduced[1]
        # At zero PyTorch's backward takes the slope's branch, and its double backward the other one.
        self.x.masked_fill_(self.x == 0, 1)
        self.ddx = self.tensor("ddx", self.case.elements)
        # Above zero, as dy is, so that the products of a sum have one sign.
        self.ddx.uniform_(0.1, 1, generator=generator)
        self.ddslope = self.tensor("ddslope", channels)
        self.ddslope.uniform_(-1, 1, generator=generator)
        self.gx = self.tensor("gx", self.case.elements)
        self.gslope = self.tensor("gslope", channels)
        self.gdy = self.tensor("gdy", self.case.elements)

    def gradients(self):
        """The gradients whose gradients are asked for, with the leaves of their graph."""
        y, (x, slope) = self.graph()
        dy = self.dy.detach().requires_grad_()
        return torch.autograd.grad(y, (x, slope), dy, create_graph=True), (x, slope, dy)

    def calls(self):
        gradients, leaves = self.gradients()
        upstream = (self.ddx, self.ddslope)
        return [(
            NAME, lambda: torch.autograd.grad(gradients, leaves, upstream, retain_graph=True),
            torch.enable_grad)]

    def check(self):
        self.library.repeat(self.call, 1)
        gradients, leaves = self.gradients()
        gx, gslope, gdy = torch.autograd.grad(gradients, leaves, (self.ddx, self.ddslope))
        comparison = Comparison(self.case)
        comparison.equal("gx", torch.equal(gx, self.gx), not torch.equal(self.gx, self.dy))
        # Two products and their sum, rounded each, of either library.
        a, v = (s.double().view(-1, *[1] * (self.x.dim() - 2)) for s in (self.slope, self.ddslope))
        products = (a * self.ddx.double()).abs() + (v * self.x.double()).abs()
        allowed = 2 * UNIT[self.case.number] * (products + gdy.double().abs())
        comparison.within(
            "gdy", ((self.gdy.double() - gdy.double()).abs() / allowed).max().item(),
            not torch.equal(self.gdy, self.ddx))
        terms = (self.ddx.double() * self.dy.double()).masked_fill(self.x > 0, 0)
        exact = terms.sum([axis for axis in range(terms.dim()) if axis != 1])
        comparison.slope_gradient(
            ours=relative_error(self.gslope.double(), exact),
            theirs=relative_error(gslope.double(), exact))
        return comparison

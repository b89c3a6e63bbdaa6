"""PReLU on an input of PyTorch's, in both forms of prelu.h, with its gradients and theirs."""

import ctypes

import numpy
import torch
import torch.nn.functional as functional

from bounds import slope_sum, three_roundings
from elements import Array, Element
from judge import Outcome, Output, judge
from library import Library, Tensor
from torch_oracle import numbers

FIRST_ORDER = ("forward", "forward in place", "forward broadcast", "backward", "backward broadcast")
SECOND_ORDER = "double backward"


class PReLU:
    """x, dy and ddx have one shape, slope and ddslope have one; all are float64, of their types."""

    def __init__(
            self, element: Element, slope_element: Element, x: torch.Tensor, slope: torch.Tensor,
            dy: torch.Tensor, ddx: torch.Tensor, ddslope: torch.Tensor):
        self.element, self.slope_element = element, slope_element
        self.x, self.slope, self.dy, self.ddx, self.ddslope = x, slope, dy, ddx, ddslope
        self.types = element.name if element is slope_element else f"{element.name}_{slope_element.name}"
        # Several slopes stand at axis 1, and one is for all.
        self.by_channel = slope.numel() != 1
        self.aligned = tuple(
            slope.numel() if self.by_channel and axis == 1 else 1 for axis in range(x.dim()))
        self.values = {
            "by_slope": self.by_slope,
            "rounded": element.arithmetic.nearest,
            **{name: numbers(getattr(self, name)) for name in ("x", "dy", "ddx")},
            **{name: self.each(getattr(self, name)) for name in ("slope", "ddslope")},
        }

    @property
    def channels_form(self) -> tuple[int, int, int]:
        """The shape as outer, channels, inner."""
        if not self.by_channel:
            return 1, 1, self.x.numel()
        outer, channels, *rest = self.x.shape
        return outer, channels, int(numpy.prod(rest))

    @property
    def broadcast_form(self) -> tuple:
        return ctypes.c_int32(self.x.dim()), tuple(self.x.shape), self.aligned

    def each(self, slopes: torch.Tensor) -> Array:
        """The slope of each element."""
        return numbers(slopes.reshape(self.aligned).expand(self.x.shape))

    def by_slope(self, terms: Array) -> Array:
        """The sums of what elements with the same slope have."""
        axes = tuple(axis for axis in range(self.x.dim()) if not self.by_channel or axis != 1)
        return terms.reshape(tuple(self.x.shape)).sum(axis=axes, dtype=numpy.float64).reshape(-1)

    def tensor(self, name: str) -> Tensor:
        element = self.slope_element if "slope" in name else self.element
        return Tensor(element, numbers(getattr(self, name)))

    def new(self) -> tuple[Tensor, Tensor]:
        """Memory for a result by element, and for one by slope."""
        return Tensor(self.element, self.x.numel()), Tensor(self.slope_element, self.slope.numel())

    def run(self, direction: str, library: Library) -> Outcome:
        if direction == SECOND_ORDER:
            outputs = self.double_backward(library)
        elif direction.startswith("backward"):
            outputs = self.backward(library, direction)
        else:
            outputs = self.forward(library, direction)
        return judge("prelu", outputs, self.values)

    def call(self, library: Library, direction: str, *arguments) -> None:
        form = self.broadcast_form if "broadcast" in direction else self.channels_form
        library.call(f"prelu_{direction.replace(' ', '_')}_{self.types}", *form, *arguments)

    def forward(self, library: Library, direction: str) -> list[Output]:
        x = self.tensor("x")
        y = x if direction == "forward in place" else self.new()[0]
        self.call(library, direction.removesuffix(" in place"), x, self.tensor("slope"), y)
        return [Output("y", self.element, y.values, numbers(functional.prelu(self.x, self.slope)))]

    def backward(self, library: Library, direction: str) -> list[Output]:
        dx, dslope = self.new()
        self.call(library, direction, *map(self.tensor, ("x", "slope", "dy")), dx, dslope)
        (exact_dx, exact_dslope), _ = self.gradients()
        return [
            Output("dx", self.element, dx.values, numbers(exact_dx)),
            Output(
                "dslope", self.slope_element, dslope.values, numbers(exact_dslope),
                self.sum_bound("dy", "x")),
        ]

    def double_backward(self, library: Library) -> list[Output]:
        gx, gslope = self.new()
        gdy, _ = self.new()
        names = ("x", "slope", "dy", "ddx", "ddslope")
        self.call(library, SECOND_ORDER, *map(self.tensor, names), gx, gslope, gdy)
        gradients, leaves = self.gradients()
        # The slopes' gradient has the type of slopes, and so has its upstream gradient.
        exact = torch.autograd.grad(gradients, leaves, (self.ddx, self.ddslope), materialize_grads=True)
        magnitudes = sum(
            numpy.abs(self.values[one] * self.values[other])
            for one, other in (("slope", "ddx"), ("ddslope", "x")))
        return [
            Output("gx", self.element, gx.values, numbers(exact[0])),
            Output(
                "gslope", self.slope_element, gslope.values, numbers(exact[1]),
                self.sum_bound("ddx", "dy")),
            Output(
                "gdy", self.element, gdy.values, numbers(exact[2]),
                three_roundings(self.element, magnitudes)),
        ]

    def gradients(self):
        """PyTorch's gradients to x and the slopes, and the leaves of their graph."""
        leaves = [tensor.clone().requires_grad_() for tensor in (self.x, self.slope, self.dy)]
        y = functional.prelu(*leaves[:2])
        return torch.autograd.grad(y, leaves[:2], leaves[2], create_graph=True), leaves

    def sum_bound(self, first: str, second: str):
        products = numpy.where(self.values["x"] > 0, 0, self.values[first] * self.values[second])
        terms = self.by_slope(~(self.values["x"] > 0))
        return slope_sum(self.slope_element, self.element, terms, self.by_slope(numpy.abs(products)))

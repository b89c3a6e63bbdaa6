"""ReLU, Leaky ReLU, ELU and SELU on an input of PyTorch's."""

import torch

from bounds import derivative_product, exponential_units, within_units
from elements import Element
from judge import Outcome, Output, judge
from library import Library, Tensor
from torch_oracle import numbers, rectifier

DIRECTIONS = ("forward", "forward in place", "backward")
EXPONENTIAL = ("elu", "selu")


class Rectifier:
    def __init__(
            self, function: str, element: Element, x: torch.Tensor, dy: torch.Tensor,
            constants: tuple[float, ...]):
        self.function, self.element, self.constants = function, element, constants
        self.x, self.dy = x, dy
        self.values = {"x": numbers(x)}
        self.units = exponential_units(element, function, constants)

    def run(self, direction: str, library: Library) -> Outcome:
        with_direction = self.backward if direction == "backward" else self.forward
        output = with_direction(library, direction)
        if self.function == "elu":
            # Above zero nothing is computed: the result is x or dy.
            allowed, above = output.allowed, self.values["x"] > 0
            output.allowed = lambda exact, actual: allowed(exact, actual) * ~above
        return judge(self.function, [output], self.values)

    def call(self, library: Library, direction: str, *arguments) -> None:
        name = f"prelu_{self.function}_{direction}_{self.element.name}"
        library.call(name, self.x.numel(), *arguments)

    def oracle(self, x: torch.Tensor) -> torch.Tensor:
        return rectifier(self.function, self.element, x, self.constants)

    def forward(self, library: Library, direction: str) -> Output:
        x = Tensor(self.element, numbers(self.x))
        y = x if direction == "forward in place" else Tensor(self.element, self.x.numel())
        self.call(library, "forward", x, *self.constants, y)
        allowed = within_units(self.element, self.units) if self.function in EXPONENTIAL else None
        return Output("y", self.element, y.values, numbers(self.oracle(self.x)), allowed)

    def backward(self, library: Library, direction: str) -> Output:
        dx = Tensor(self.element, self.x.numel())
        x, dy = (Tensor(self.element, numbers(tensor)) for tensor in (self.x, self.dy))
        self.call(library, "backward", x, *self.constants, dy, dx)
        allowed = None
        if self.function in EXPONENTIAL:
            derivative = numbers(self.gradient(torch.ones_like(self.x)))
            allowed = derivative_product(self.element, self.units, derivative, numbers(self.dy))
        return Output("dx", self.element, dx.values, numbers(self.gradient(self.dy)), allowed)

    def gradient(self, dy: torch.Tensor) -> torch.Tensor:
        x = self.x.clone().requires_grad_()
        return torch.autograd.grad(self.oracle(x), x, dy)[0]

"""PyTorch's kernels for PReLU on the same memory, as its users call them."""

import itertools
import time
import warnings

# Said at import where there is no NumPy, which nothing here needs.
warnings.filterwarnings("ignore", message="Failed to initialize NumPy")

import torch
import torch.nn.functional as functional

from blocks import Contender, contest
from checks import Comparison
from library import Buffer

NAME = "PyTorch"
# PyTorch's PReLU allocates its results. Its leaky ReLU, with one slope for all and no gradient to it, takes
# memory for them, and stands in for a PReLU that would.
GIVEN = "leaky_relu, given memory"
NEGATIVE_SLOPE = 0.25
TYPES = {"f32": torch.float32, "f64": torch.float64, "f16": torch.float16, "bf16": torch.bfloat16}
# The rectifiers without slopes, of which each has a function that takes memory.
RECTIFIER_GIVEN = "PyTorch, given memory"


def serves(case):
    """Whether PyTorch has a function like this: `functional.prelu` has no slopes for elements."""
    return case.slopes != "element"


def torch_case(library, case):
    """The case's memory, PyTorch's calls on it, and the check of their results."""
    if case.function != "prelu":
        from torch_rectifiers import RectifierCase

        return RectifierCase(library, case)
    if case.direction == "double_backward":
        from torch_double_backward import DoubleBackwardCase

        return DoubleBackwardCase(library, case)
    return TorchCase(library, case)


def description():
    version = torch.__version__.split("+")[0]
    return (
        f"PyTorch {version}, {torch.backends.cpu.get_cpu_capability()}, called from Python, whose overhead its"
        " users pay: functional.prelu, and autograd.grad of it; its leaky_relu, which has no gradient to a"
        " slope, where the memory of results is given")


def repeating(call, mode):
    """A function that makes `call` a number of times from Python, and returns the nanoseconds."""

    def repeat(count):
        with mode():
            start = time.perf_counter_ns()
            for _ in itertools.repeat(None, count):
                call()
            return time.perf_counter_ns() - start

    return repeat


class TorchCase:
    """The memory of a case, and tensors on it."""

    def __init__(self, library, case):
        self.library = library
        self.case = case
        self.buffers = {}
        _, channels, _ = case.reduced
        generator = torch.Generator().manual_seed(20150206)
        self.x = self.tensor("x", case.elements)
        self.x.copy_(torch.randn(self.x.shape, generator=generator, dtype=self.dtype))
        self.slope = self.tensor("slope", channels)
        self.slope.uniform_(0.05, 0.45, generator=generator)
        # Above zero, so that the products of a sum have one sign and its error is small beside it.
        self.dy = self.tensor("dy", case.elements)
        self.dy.uniform_(0.1, 1, generator=generator)
        self.make_outputs(generator)
        pointers = {name: buffer.address for name, buffer in self.buffers.items()}
        self.call = library.call(case, pointers)

    def make_outputs(self, generator):
        if self.case.direction == "forward":
            self.y = self.tensor("y", self.case.elements)
        else:
            self.dx = self.tensor("dx", self.case.elements)
            self.dslope = self.tensor("dslope", self.case.reduced[1])

    @property
    def dtype(self):
        return TYPES[self.case.number]

    def tensor(self, name, count):
        """A tensor on memory of our own: one of slopes, or of the case's dimensions."""
        buffer = Buffer(self.library, count, self.case.item_bytes)
        self.buffers[name] = buffer
        flat = torch.frombuffer(buffer.ctypes_array(), dtype=self.dtype)
        if name in ("slope", "dslope", "ddslope", "gslope"):
            return flat
        if self.case.layout == "nhwc":
            batch, channels, *rest = self.case.dimensions
            return flat.view(batch, *rest, channels).movedim(-1, 1)
        return flat.view(self.case.dimensions)

    def free(self):
        for buffer in self.buffers.values():
            buffer.free()

    # What users call.

    def forward(self):
        return functional.prelu(self.x, self.slope)

    def graph(self):
        """The call whose gradients are asked for, again and again, with the leaves of its graph."""
        x = self.x.detach().requires_grad_()
        slope = self.slope.detach().requires_grad_()
        return functional.prelu(x, slope), (x, slope)

    def calls(self):
        """PyTorch's contenders: name, call, and the mode it is made in."""
        if self.case.direction == "forward":
            given = torch._C._nn.leaky_relu
            return [
                (NAME, self.forward, torch.inference_mode),
                (GIVEN, lambda: given(self.x, NEGATIVE_SLOPE, out=self.y), torch.inference_mode),
            ]
        y, leaves = self.graph()
        given = torch.ops.aten.leaky_relu_backward.grad_input
        return [
            (NAME, lambda: torch.autograd.grad(y, leaves, self.dy, retain_graph=True),
             torch.enable_grad),
            (GIVEN, lambda: given(self.dy, self.x, NEGATIVE_SLOPE, False, grad_input=self.dx),
             torch.inference_mode),
        ]

    def check(self):
        """Compares what the library and PyTorch compute."""
        self.library.repeat(self.call, 1)
        comparison = Comparison(self.case)
        if self.case.direction == "forward":
            with torch.inference_mode():
                y = self.forward()
            comparison.equal("y", torch.equal(y, self.y), not torch.equal(y, self.x))
            return comparison
        y, leaves = self.graph()
        dx, dslope = torch.autograd.grad(y, leaves, self.dy)
        comparison.equal("dx", torch.equal(dx, self.dx), not torch.equal(dx, self.dy))
        products = self.x.double() * self.dy.double()
        products.masked_fill_(self.x > 0, 0)
        axes = [axis for axis in range(products.dim()) if axis != 1 or self.case.slopes == "shared"]
        exact = products.sum(axes).view(-1)
        ours = self.dslope.double()
        comparison.slope_gradient(
            ours=relative_error(ours, exact), theirs=relative_error(dslope.double(), exact))
        return comparison


def relative_error(actual, exact):
    """The largest error beside the exact sum; infinite where that is 0 and the other is not."""
    error = (actual - exact).abs()
    # A slope with few elements may have none that is negative: both sums have to be 0 then.
    return (error / exact.abs()).masked_fill(error == 0, 0).nan_to_num(nan=float("inf")).max().item()


def compare(library, case, thread_counts, min_time):
    """Checks and times a case. Returns contenders and the comparison of results."""
    memory = torch_case(library, case)
    try:
        comparison = memory.check()
        contenders = []
        for threads in thread_counts:
            for name, call, mode in memory.calls():
                contenders.append(
                    Contender(name, threads, torch.set_num_threads, repeating(call, mode)))
        for threads in thread_counts:
            # More threads than one are for the library to use or not.
            own = threads if threads == 1 else library.most_threads
            contenders.append(library.contender(memory.call, own))
        return contest(contenders, min_time), comparison
    finally:
        memory.free()

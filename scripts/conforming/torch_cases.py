"""PyTorch's OpInfo inputs for the tests of prelu, relu, leaky_relu, elu and selu, and some added to them."""

import ctypes
import inspect
import itertools
import math
import warnings
import zlib
from typing import Iterator

# Said at import of PyTorch's tests, about packages that their other operators use.
warnings.filterwarnings("ignore")

import torch
import torch.nn.functional as functional
from torch.testing._internal.common_methods_invocations import op_db
from torch.testing._internal.opinfo.core import OpInfo, SampleInput

from cases import Case, skipped
from elements import BF16, F16, F32, Element
from judge import FAILED, PASSED, SKIPPED, Outcome
from library import Library, Refused, Tensor
from torch_oracle import DTYPES, numbers, rounded
from torch_prelu import FIRST_ORDER, SECOND_ORDER, PReLU
from torch_rectifiers import DIRECTIONS, Rectifier

FUNCTIONS = ("prelu", "relu", "leaky_relu", "elu", "selu")
SOURCES = ("sample_inputs", "reference_inputs")
SELU = (1.6732632423543772848170429916717, 1.0507009873554804934193349852946)
SEED = 20150206

OTHER_TYPE = "elements of a type that is not here: integers"
NO_ERRORS = "PyTorch has no error_inputs of it"
NO_SECOND_ORDER = "gradients of gradients are here those of PReLU alone, of one type for elements and slopes"
TOO_MANY_AXES = "more than 8 axes"


def cases() -> Iterator[Case]:
    for function in FUNCTIONS:
        info = next(info for info in op_db if info.name == f"nn.functional.{function}")
        for element, source in itertools.product(DTYPES, SOURCES):
            dtype = DTYPES[element]
            samples = drawn(info, source, dtype)
            yield from of_samples(function, source, element, element, samples)
        for element in DTYPES:
            yield from of_samples(function, "added", element, element, added(function, element))
        if function == "prelu":
            # PyTorch's own slopes have the type of its inputs.
            for element, source in itertools.product((F16, BF16), SOURCES):
                samples = drawn(info, source, torch.float32)
                yield from of_samples(function, source, element, F32, samples)
        yield from skipped_types(info, function)
        yield from errors(info, function)


def drawn(info: OpInfo, source: str, dtype: torch.dtype) -> Iterator[SampleInput]:
    torch.manual_seed(SEED)
    yield from getattr(info, source)("cpu", dtype, requires_grad=False)


def group(function: str, source: str) -> tuple[str, str]:
    return f"PyTorch, {source}", function


def of_samples(
        function: str, source: str, element: Element, slope_element: Element, samples) -> Iterator[Case]:
    types = element.name if element is slope_element else f"{element.name}_{slope_element.name}"
    second_order = function == "prelu" and element is slope_element
    for index, sample in enumerate(samples):
        name = f"torch/{source}/{function}/{types}/{index}"

        def run(library: Library, direction: str, sample=sample, name=name) -> Outcome:
            if sample.input.dim() > 8:
                return Outcome(SKIPPED, TOO_MANY_AXES)
            return problem_of(function, element, slope_element, sample, name).run(direction, library)

        for direction in FIRST_ORDER if function == "prelu" else DIRECTIONS:
            yield Case(
                f"{name}/{direction.replace(' ', '_')}", group(function, source),
                lambda library, run=run, direction=direction: run(library, direction))
        if second_order:
            yield Case(
                f"{name}/double_backward", group(function, source),
                lambda library, run=run: run(library, SECOND_ORDER))
    if not second_order:
        yield skipped(
            f"torch/{source}/{function}/{types}/double_backward", group(function, source), NO_SECOND_ORDER)


def problem_of(
        function: str, element: Element, slope_element: Element, sample: SampleInput, name: str):
    """A sample as what has to be computed, with upstream gradients that depend on its name alone."""
    generator = torch.Generator().manual_seed(zlib.crc32(name.encode()))
    x = rounded(element, sample.input)

    def upstream(like: torch.Tensor, type_of: Element) -> torch.Tensor:
        values = torch.randn(like.shape, generator=generator, dtype=torch.float64)
        if "/added/" in name and like.numel() > 4:
            special = torch.tensor([math.nan, math.inf, -math.inf, 0.0, -0.0], dtype=torch.float64)
            chosen = torch.randint(0, 25, like.shape, generator=generator)
            values = torch.where(chosen < 5, special[chosen % 5], values)
        return rounded(type_of, values)

    if function != "prelu":
        return Rectifier(function, element, x, upstream(x, element), constants_of(function, sample))
    slope = rounded(slope_element, sample.kwargs["weight"] if sample.kwargs else sample.args[0])
    dy, ddx = upstream(x, element), upstream(x, element)
    return PReLU(element, slope_element, x, slope, dy, ddx, upstream(slope, slope_element))


def constants_of(function: str, sample: SampleInput) -> tuple[float, ...]:
    """The constants of a call, defaults included."""
    signature = inspect.signature(getattr(functional, function))
    bound = signature.bind(sample.input, *sample.args, **sample.kwargs)
    bound.apply_defaults()
    names = {"relu": (), "leaky_relu": ("negative_slope",), "elu": ("alpha",), "selu": ()}[function]
    return SELU if function == "selu" else tuple(float(bound.arguments[name]) for name in names)


def added(function: str, element: Element) -> Iterator[SampleInput]:
    """NaN, infinities, zeros of both signs, the ends of the type, no elements, and ones without axes."""
    special = [
        math.nan, math.inf, -math.inf, 0.0, -0.0, 1.0, -1.0, element.largest, -element.largest,
        2.0**element.exponent, -(2.0**element.exponent), 3.0, -3.0, -20.0, -1e-3]
    single = [torch.tensor(value, dtype=torch.float64) for value in special]
    everything = torch.tensor(special, dtype=torch.float64)
    shapes = ((0,), (0, 3), (2, 0), (0, 3, 2), (2, 3, 0))
    empty = [torch.empty(shape, dtype=torch.float64) for shape in shapes]
    tensors = [*single, everything, everything.repeat(9).reshape(3, 5, 9), *empty]
    slopes = [0.25, -0.5, 0.0, -0.0, math.nan, math.inf, -math.inf, 1.0, 2.0]
    for x in tensors:
        if function != "prelu":
            constants = {"leaky_relu": [{"negative_slope": -0.5}], "elu": [{"alpha": 0.7}]}.get(function, [])
            yield from (SampleInput(x, kwargs=given) for given in [{}, *constants])
            continue
        for slope in slopes:
            yield SampleInput(x, args=(torch.tensor([slope], dtype=torch.float64),))
        if x.dim() > 1:
            channels = torch.tensor((slopes * 2)[:x.shape[1]], dtype=torch.float64)
            yield SampleInput(x, args=(channels,))


def skipped_types(info: OpInfo, function: str) -> Iterator[Case]:
    for dtype in sorted(info.dtypes - set(DTYPES.values()), key=str):
        name = str(dtype).removeprefix("torch.")
        for source in SOURCES:
            yield skipped(f"torch/{source}/{function}/{name}", group(function, source), OTHER_TYPE)


def errors(info: OpInfo, function: str) -> Iterator[Case]:
    where = group(function, "error_inputs")
    if info.error_inputs_func is None:
        yield skipped(f"torch/error_inputs/{function}", where, NO_ERRORS)
        return
    for index, error in enumerate(info.error_inputs("cpu")):
        sample = error.sample_input
        yield Case(
            f"torch/error_inputs/{function}/{index}", where,
            lambda library, sample=sample: refusal(library, sample))


def refusal(library: Library, sample: SampleInput) -> Outcome:
    """A call that PyTorch refuses has to be refused here, and to write nothing. Slopes of one axis stand at
    axis 1; others, which have no place in PyTorch, end with the last axis."""
    x, slope = sample.input, sample.kwargs["weight"]
    rank = max(x.dim(), slope.dim())
    if slope.dim() == 1 and rank > 1:
        slope = slope.reshape([-1 if axis == 1 else 1 for axis in range(rank)])
    dims, slope_dims = ((1,) * (rank - one.dim()) + tuple(one.shape) for one in (x, slope))
    y = Tensor(F32, x.numel())

    def call(slope_dims: tuple[int, ...], y: Tensor) -> None:
        library.call(
            "prelu_forward_broadcast_f32", ctypes.c_int32(rank), dims, slope_dims, Tensor(F32, numbers(x)),
            Tensor(F32, numbers(slope)), y)

    # With one of the slopes for all the call is fine: it is their shape that it is refused for.
    call((1,) * rank, Tensor(F32, x.numel()))
    try:
        call(slope_dims, y)
    except Refused:
        unwritten = (y.stored == Tensor(F32, x.numel()).stored).all()
        return Outcome(PASSED) if unwritten else Outcome(FAILED, "the call was refused, and wrote to y")
    return Outcome(FAILED, f"slopes of shape {list(slope.shape)} were accepted for x of {list(x.shape)}")

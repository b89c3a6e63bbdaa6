"""The ONNX package's backend tests of our operators: models of one node, with inputs and stored outputs."""

import ctypes
import pathlib
import re
import warnings
from typing import Iterator

import numpy
import onnx
from onnx import numpy_helper
from onnx.backend.test.case.test_case import TestCase
from onnx.backend.test.loader import load_model_tests

from bounds import Allowed, exponential_units, within_units
from cases import Case, skipped
from elements import ELEMENTS, Array, Element
from judge import FAILED, PASSED, SKIPPED, Outcome, Output, judge
from library import Library, Tensor

KINDS = ("node", "pytorch-converted", "pytorch-operator", "simple")

# The attributes of the operators with their defaults, in the order of prelu.h.
ATTRIBUTES = {
    "PRelu": {},
    "Relu": {},
    "LeakyRelu": {"alpha": 0.01},
    "Elu": {"alpha": 1.0},
    "Selu": {"alpha": 1.67326319217681884765625, "gamma": 1.05070102214813232421875},
}
FUNCTIONS = {"PRelu": "prelu", "Relu": "relu", "LeakyRelu": "leaky_relu", "Elu": "elu", "Selu": "selu"}
EXPONENTIAL = ("Elu", "Selu")

EXPANDED = "ONNX's _expanded tests are the operator as a graph of other operators, which are not here"
OTHER_TYPE = "elements of a type that is not here"


def cases() -> Iterator[Case]:
    for kind in KINDS:
        with warnings.catch_warnings():
            # What other operators' tests overflow on purpose.
            warnings.simplefilter("ignore")
            tests = sorted(load_model_tests(kind=kind), key=lambda test: test.name)
        operators = {}
        for test in tests:
            model = loaded(test)
            if model and len(model.graph.node) == 1 and model.graph.node[0].op_type in ATTRIBUTES:
                operators[test.name] = model.graph.node[0].op_type
        for test in tests:
            name = f"onnx/{kind}/{test.name}"
            expanded = re.sub("_expanded(_ver[0-9]+)?$", "", test.name)
            if test.name in operators:
                yield Case(
                    name, group(kind, operators[test.name]), lambda library, test=test: run(library, test))
            elif expanded in operators:
                yield skipped(name, group(kind, operators[expanded]), EXPANDED)


def group(kind: str, operator: str) -> tuple[str, str]:
    return f"ONNX, {kind}", operator


def loaded(test: TestCase) -> onnx.ModelProto | None:
    if test.model is not None:
        return test.model
    return onnx.load(pathlib.Path(test.model_dir) / "model.onnx") if test.model_dir else None


def data_sets(test: TestCase) -> list[tuple[list[Array], list[Array]]]:
    if test.data_sets is not None:
        return test.data_sets
    folders = sorted(pathlib.Path(test.model_dir).glob("test_data_set_*"))
    return [(stored_tensors(folder, "input"), stored_tensors(folder, "output")) for folder in folders]


def stored_tensors(folder: pathlib.Path, name: str) -> list[Array]:
    count = len(list(folder.glob(f"{name}_*.pb")))
    paths = [folder / f"{name}_{index}.pb" for index in range(count)]
    return [numpy_helper.to_array(onnx.load_tensor(path)) for path in paths]


def element_of(array: Array) -> Element | None:
    names = {"float32": "f32", "float64": "f64", "float16": "f16", "bfloat16": "bf16"}
    return next((element for element in ELEMENTS if element.name == names.get(array.dtype.name)), None)


def run(library: Library, test: TestCase) -> Outcome:
    model = loaded(test)
    node = model.graph.node[0]
    constants = {entry.name: numpy_helper.to_array(entry) for entry in model.graph.initializer}
    names = [entry.name for entry in model.graph.input if entry.name not in constants]
    outcome = Outcome(FAILED, "it has no data")
    for inputs, outputs in data_sets(test):
        known = constants | dict(zip(names, inputs))
        outcome = run_data(library, test, model, [known[name] for name in node.input], outputs[0])
        if outcome.kind != PASSED:
            break
    return outcome


def run_data(
        library: Library, test: TestCase, model: onnx.ModelProto, inputs: list[Array],
        stored: Array) -> Outcome:
    node = model.graph.node[0]
    operator = node.op_type
    element = element_of(inputs[0])
    if element is None or any(array.dtype != inputs[0].dtype for array in inputs):
        return Outcome(SKIPPED, OTHER_TYPE)
    given = {attribute.name: onnx.helper.get_attribute_value(attribute) for attribute in node.attribute}
    constants = tuple(float(value) for value in (ATTRIBUTES[operator] | given).values())
    x = inputs[0].astype(numpy.float64)
    y = Tensor(element, x.size)
    if operator == "PRelu":
        slope = aligned(inputs[1], x.ndim, model.opset_import[0].version)
        rank = ctypes.c_int32(x.ndim)
        library.call(
            f"prelu_forward_broadcast_{element.name}", rank, x.shape, slope.shape, Tensor(element, x),
            Tensor(element, slope.astype(numpy.float64)), y)
    else:
        name = f"prelu_{FUNCTIONS[operator]}_forward_{element.name}"
        library.call(name, x.size, Tensor(element, x), *constants, y)
    # What ONNX stored; only as closely as ONNX asks for where an exponential makes its own float32 inexact.
    as_stored = tolerance(test) if operator in EXPONENTIAL else None
    results = [Output("y", element, y.values, stored.astype(numpy.float64).ravel(), as_stored)]
    if operator in EXPONENTIAL:
        units = exponential_units(element, FUNCTIONS[operator], constants)
        exact = definition(operator, element, constants, x).ravel()
        results.append(Output("y", element, y.values, exact, within_units(element, units)))
    return judge(FUNCTIONS[operator], results, {"x": x.ravel()})


def aligned(slope: Array, rank: int, version: int) -> Array:
    """The slopes with as many axes as x. Before version 7 they stand at axis 1, or are one for all; since
    then they are broadcast, so that their last axis stands at the last one of x."""
    if version < 7 and slope.size > 1:
        return slope.reshape([-1 if axis == 1 else 1 for axis in range(rank)])
    return slope.reshape((1,) * (rank - slope.ndim) + slope.shape)


def tolerance(test: TestCase) -> Allowed:
    return lambda exact, actual: test.atol + test.rtol * numpy.abs(exact)


def definition(operator: str, element: Element, constants: tuple[float, ...], x: Array) -> Array:
    """The operator as ONNX defines it, in float64, with constants of the arithmetic."""
    alpha, *gamma = constants
    scale = gamma[0] if gamma else 1.0
    below = element.arithmetic.nearest(scale * alpha) * numpy.expm1(x)
    return numpy.where(x > 0, element.arithmetic.nearest(scale) * x, below)

"""Holds the gradients of single layers against PyTorch's in float64. See scripts/compare-layers --gradients."""

import json
import pathlib
import subprocess
import tempfile

from layer_cases import ACTIVATIONS, ALL

# The greatest error over the greatest magnitude.
BOUNDS = {"double": 1e-12, "float": 1e-5}


def ratio(actual, expected):
    """The greatest error over the greatest magnitude of what is expected; infinite where a number is none."""
    if len(actual) != len(expected):
        raise RuntimeError(f"{len(actual)} numbers where there should be {len(expected)}")
    magnitude = max(map(abs, expected), default=0.0)
    if not magnitude > 0:
        raise RuntimeError("numbers that are all zero prove nothing")
    errors = [abs(a - b) for a, b in zip(actual, expected)]
    # NaN is no small error.
    return max(errors) / magnitude if all(error == error for error in errors) else float("inf")


def ratios(actual, expected):
    """That of each output and gradient, by name."""
    if actual.keys() != expected.keys():
        raise RuntimeError(f"{sorted(actual)} where there should be {sorted(expected)}")
    return {name: ratio(actual[name], expected[name]) for name in expected}


def file_name(case, activation):
    return f"{ALL.index(case):02}-{activation.replace(' ', '-')}.safetensors"


class GradientComparison:
    """All layers with all activations; `program` is train-fashion-mnist."""

    def __init__(self, program, threads):
        self.program, self.threads = program, threads

    def run(self):
        """A list with a result for each number type, layer and activation."""
        with tempfile.TemporaryDirectory() as directory:
            questions = pathlib.Path(directory) / "questions"
            questions.mkdir()
            expected = {(case, activation): self.ask(questions, case, activation)
                        for case in ALL for activation in ACTIVATIONS}
            return [result for number in BOUNDS for result in self.judge(questions, number, expected)]

    def ask(self, questions, case, activation):
        """Writes the file of a layer, and returns PyTorch's answer."""
        from safetensors.torch import save_file
        from torch_gradients import answer, question

        tensors = question(case, activation)
        save_file(tensors, questions / file_name(case, activation),
                  {"layer": json.dumps(case.description(activation))})
        return answer(case, activation, tensors)

    def judge(self, questions, number, expected):
        from safetensors.torch import load_file

        answers = questions.parent / number
        answers.mkdir()
        subprocess.run(
            [self.program, "gradients", questions, answers, "--number", number, "--threads", str(self.threads)],
            check=True)
        for (case, activation), theirs in expected.items():
            ours = load_file(answers / file_name(case, activation))
            found = ratios({name: tensor.double().flatten().tolist() for name, tensor in ours.items()}, theirs)
            yield {"number": number, "layer": case.title(), "activation": activation, "ratios": found,
                   "allowed": BOUNDS[number]}


def failed(results):
    return [result for result in results if not max(result["ratios"].values()) <= result["allowed"]]


def show(results):
    """A table for each type, then the greatest ratio of each gradient."""
    for number, allowed in BOUNDS.items():
        own = [result for result in results if result["number"] == number]
        cells = {(result["layer"], result["activation"]): max(result["ratios"].values()) for result in own}
        print(f"\n| {number}, {allowed:.0e} allowed | {' | '.join(ACTIVATIONS)} |")
        print("|---|" + "---:|" * len(ACTIVATIONS))
        for layer in dict.fromkeys(layer for layer, _ in cells):
            print(f"| {layer} | {' | '.join(f'{cells[layer, name]:.1e}' for name in ACTIVATIONS)} |")
        greatest = {}
        for result in own:
            for name, value in result["ratios"].items():
                greatest[name] = max(value, greatest.get(name, 0.0))
        print(f"\n{number}: " + ", ".join(f"{name} {value:.1e}" for name, value in greatest.items()))
    for result in failed(results):
        name, value = max(result["ratios"].items(), key=lambda item: item[1])
        print(f"TOO FAR: {result['layer']}, {result['activation']}, {result['number']}: {name} {value:.2e}")

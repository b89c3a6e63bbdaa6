"""Whether train-fashion-mnist and Python's safetensors read each other's files. See scripts/test-safetensors."""

import gzip
import pathlib
import subprocess
import sys
import tempfile

import numpy
from safetensors import SafetensorError
from safetensors.numpy import load_file, save_file

SHAPES = {
    "conv": {
        "conv1.weight": (16, 1, 3, 3), "conv1.bias": (16,), "conv2.weight": (32, 16, 3, 3), "conv2.bias": (32,),
        "fc3.weight": (64, 1568), "fc3.bias": (64,), "fc4.weight": (10, 64), "fc4.bias": (10,)},
    "dense": {
        "fc1.weight": (256, 784), "fc1.bias": (256,), "fc2.weight": (128, 256), "fc2.bias": (128,),
        "fc3.weight": (10, 128), "fc3.bias": (10,)},
}
SLOPES = {"conv": {"act1": 16, "act2": 32, "act3": 64}, "dense": {"act1": 256, "act2": 128}}


def write_data_set(directory):
    """Ten grey images in each half: the program tests what it loads."""
    for name in ("train", "t10k"):
        with gzip.open(directory / f"{name}-images-idx3-ubyte.gz", "wb") as file:
            file.write(bytes([0, 0, 8, 3, 0, 0, 0, 10, 0, 0, 0, 28, 0, 0, 0, 28]) + bytes([128] * 7840))
        with gzip.open(directory / f"{name}-labels-idx1-ubyte.gz", "wb") as file:
            file.write(bytes([0, 0, 8, 1, 0, 0, 0, 10]) + bytes(range(10)))


class Program:
    def __init__(self, path, data):
        self.path, self.data = path, data

    def run(self, *arguments):
        return subprocess.run(
            [self.path, "train", "--data", self.data, "--epochs", "0", *map(str, arguments)],
            capture_output=True, text=True)

    def check(self, *arguments):
        result = self.run(*arguments)
        if result.returncode != 0:
            sys.exit(f"train-fashion-mnist {' '.join(map(str, arguments))}: {result.stderr.strip()}")


def expected_shapes(network, activation):
    slopes = SLOPES[network] if activation.startswith("prelu") else {}
    shared = activation == "prelu-shared"
    return SHAPES[network] | {f"{name}.weight": (1,) if shared else (count,) for name, count in slopes.items()}


def require(condition, what):
    if not condition:
        sys.exit(what)


def same(left, right):
    return left.keys() == right.keys() and all(
        left[name].dtype == right[name].dtype and left[name].tobytes() == right[name].tobytes() for name in left)


def there_and_back(program, directory, network, activation):
    """Ours to Python, changed there, back to us and to Python again."""
    choice = ("--network", network, "--activation", activation)
    ours, theirs, again = (directory / f"{name}.safetensors" for name in ("ours", "theirs", "again"))
    program.check(*choice, "--seed", 3, "--save", ours)
    tensors = load_file(ours)
    shapes = {name: tensor.shape for name, tensor in tensors.items()}
    require(shapes == expected_shapes(network, activation), f"{network}, {activation}: other tensors: {shapes}")
    require(all(tensor.dtype == numpy.float32 for tensor in tensors.values()), "other types than float32")
    require(numpy.ptp(tensors["fc3.weight"]) > 0, "weights that are all the same prove nothing")

    changed = {name: tensor * numpy.float32(1.25) for name, tensor in tensors.items()}
    save_file(changed, theirs)
    program.check(*choice, "--load", theirs, "--save", again)
    require(same(load_file(again), changed), f"{network}, {activation}: other numbers came back")

    # Numbers of float64 are read, and written as the network has them.
    save_file({name: tensor.astype(numpy.float64) for name, tensor in changed.items()}, theirs)
    program.check(*choice, "--load", theirs, "--save", again)
    require(same(load_file(again), changed), f"{network}, {activation}: other numbers came back from float64")
    return ours


def cut_short(program, directory, file, network, activation):
    """Both refuse what is no whole file, of which the whole is read."""
    load = ("--network", network, "--activation", activation, "--load")
    program.check(*load, file)
    whole = file.read_bytes()
    part = directory / "part.safetensors"
    for count, reason in (
            (0, "too few for the length of a header"), (7, "too few for the length of a header"),
            (8, "is cut short"), (100, "is cut short"), (len(whole) - 1, "follow the header")):
        part.write_bytes(whole[:count])
        result = program.run(*load, part)
        lines = result.stderr.strip().splitlines()
        # Any other mistake would be an error too.
        require(result.returncode > 0 and len(lines) == 1 and reason in lines[0],
                f"{count} bytes of a file are not refused in one line with {reason!r}: {lines}")
        try:
            load_file(part)
            sys.exit(f"Python reads {count} bytes of a file")
        except SafetensorError:
            pass


def main():
    with tempfile.TemporaryDirectory() as temporary:
        directory = pathlib.Path(temporary)
        write_data_set(directory)
        program = Program(sys.argv[1], directory)
        for network in SHAPES:
            for activation in ("relu", "prelu", "prelu-shared"):
                file = there_and_back(program, directory, network, activation)
                print(f"{network}, {activation}: the same bits there and back")
                cut_short(program, directory, file, network, activation)
                print(f"{network}, {activation}: refused by both where it is cut short")


if __name__ == "__main__":
    main()

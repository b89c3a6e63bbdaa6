"""Takes a type from the symbol graph of the module that declares it into that of the one that exports it again.

usage: reexported_symbols.py GRAPH TYPE MODULE OUTPUT

swift symbolgraph-extract leaves such types out. What the type conforms to and has in the declaring module alone, which is not for users,
is left out in turn.
"""

import json
import sys

# Of KernelScalar, by which kernels are generic.
KERNELS_OWN = {"Sums"}


def of_type(graph, name, module):
    """The part of a symbol graph that is a type, as one of another module."""
    symbols = [
        symbol for symbol in graph["symbols"]
        if symbol["pathComponents"][0] == name and symbol["pathComponents"][-1] not in KERNELS_OWN]
    kept = {symbol["identifier"]["precise"] for symbol in symbols}
    elsewhere = f"s:{len(graph['module']['name'])}{graph['module']['name']}"
    relationships = [
        one for one in graph["relationships"]
        if one["source"] in kept and (one["target"] in kept or not one["target"].startswith(elsewhere))]
    return {
        **graph, "module": {**graph["module"], "name": module}, "symbols": symbols, "relationships": relationships}


def main(graph, name, module, output):
    with open(graph, encoding="utf-8") as file:
        part = of_type(json.load(file), name, module)
    if not part["symbols"]:
        sys.exit(f"reexported_symbols.py: {graph} has no type {name}")
    with open(output, "w", encoding="utf-8") as file:
        json.dump(part, file)


if __name__ == "__main__":
    if len(sys.argv) != 5:
        sys.exit(__doc__.strip())
    main(*sys.argv[1:])

"""Writes the speeds of a recorded sweep as tables for gnuplot: plot_sweep.py FILE DIRECTORY."""

import sys
from pathlib import Path

from records import RecordError, number, objects, parsed, quoted, run, text_of

DIRECTIONS = ["forward", "backward"]


def sweep(path):
    """The document of a file that --json wrote for the suite sweep."""
    document = parsed(text_of(path))
    if document is None:
        raise RecordError(f"{path} is cut short, or is not JSON")
    context = document.get("context")
    if not isinstance(context, dict) or not objects(document.get("benchmarks")):
        raise RecordError(f"{path} is not a file that prelu-bench --json wrote")
    if context.get("suite") != "sweep":
        raise RecordError(f"{path} is not of the suite sweep (scripts/bench --suite sweep --json FILE)")
    return document


def rows(document, direction):
    """Footprint in bytes, then GB/s of the kernel, the fastest naive spelling and the roofline, which the file
    has as ratios to the kernel."""
    found = []
    for entry in objects(document["benchmarks"]):
        if not str(entry.get("name")).startswith(f"prelu_{direction}/f32/"):
            continue
        keys = ["footprint_bytes", "bytes_per_second", "speedup_vs_naive", "fraction_of_roofline"]
        footprint, speed, naive, roofline = [number(entry, key) for key in keys]
        if None not in (footprint, speed, naive, roofline):
            speed /= 1e9
            found.append((footprint, speed, speed / naive, speed / roofline))
    return sorted(found)


def size(count):
    """Bytes in the largest unit that leaves a whole number: 48 KiB, 1 MiB."""
    for unit, factor in [("GiB", 1 << 30), ("MiB", 1 << 20), ("KiB", 1 << 10)]:
        if count % factor == 0:
            return f"{count // factor} {unit}"
    return f"{count} B"


def caches(context):
    """Commands that mark where the caches end which hold data."""
    commands = []
    for cache in objects(context.get("caches")):
        end = number(cache, "size")
        if end is None or cache.get("type") == "Instruction":
            continue
        name = f"L{cache.get('level')}{'d' if cache.get('type') == 'Data' else ''} {size(end)}"
        commands += [
            f"set arrow from {end}, graph 0 to {end}, graph 1 nohead back linestyle 13",
            f"set label {quoted(name)} at {end}, graph 1.04 center noenhanced textcolor '#222222'"]
    return commands


def machine(context):
    return ", ".join([
        str(context.get("cpu_model")), f"{context.get('num_cpus')} processors",
        f"instruction set {context.get('instruction_set')}", f"revision {context.get('revision')}"])


def main(path, directory):
    document, directory = sweep(path), Path(directory)
    context = document["context"]
    for direction in DIRECTIONS:
        found = rows(document, direction)
        if len(found) < 2:
            raise RecordError(f"{path} has fewer than two sizes of prelu_{direction} with naive loops and roofline")
        lines = [" ".join(map(repr, row)) for row in found]
        (directory / f"sweep-{direction}.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    commands = [*caches(context), f"machine = {quoted(machine(context))}"]
    (directory / "sweep-machine.gnuplot").write_text("\n".join(commands) + "\n", encoding="utf-8")


if __name__ == "__main__":
    run(main, sys.argv[1:])

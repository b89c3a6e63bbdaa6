"""Holds the instructions that calls take against those that are stored. See scripts/check-instructions."""

import argparse
import json
import pathlib
import re
import subprocess
import sys

import counts
from cases import GATE, REPORT

FOLDER = pathlib.Path(__file__).resolve().parent
STORED = FOLDER.parent.parent / "Tests" / "Instructions"
# What the package's manifest aligns loops to.
LINE = 64
# Those on one thread that take little of callgrind's time.
CASES = [case for case in GATE + REPORT if case.threads == 1 and case.elements <= 1 << 16]


def stored_file(version):
    """Where the counts of a version of Swift stand."""
    return STORED / f"swift-{version}.json"


def swift_version(text):
    """The number in what `swift --version` says."""
    match = re.search(r"Swift version (\S+)", text)
    if not match:
        raise ValueError(f"swift --version says {text!r}")
    return match.group(1)


def short_name(symbol):
    """The function of KernelCore that a kernel's symbol is a specialisation of; "entry" where it is a kernel's entry point."""
    match = re.search(r"10KernelCore(\d+)([a-zA-Z]\w*)", symbol)
    if match and symbol.startswith("$s10KernelCore"):
        return match.group(2)[:int(match.group(1))]
    return "entry"


def record(count):
    """What is kept of a case: its allocations, and its instructions by kernel function. Those outside of kernels, which
    check, choose and call, count as "call"."""
    instructions = {}
    for symbol, number in count["instructions"].items():
        name = short_name(symbol) if counts.KERNELS in symbol else "call"
        instructions[name] = instructions.get(name, 0) + number
    return {"allocations": count["allocations"], "instructions": dict(sorted(instructions.items()))}


def differences(stored, found):
    """Lines that say where counts differ: case, function, before, now."""
    lines = []
    for name in sorted({*stored, *found}):
        if name not in stored or name not in found:
            lines.append((name, "", *("none" if name not in counts else "" for counts in (stored, found))))
            continue
        before, now = stored[name], found[name]
        if before["allocations"] != now["allocations"]:
            lines.append((name, "allocations", before["allocations"], now["allocations"]))
        functions = {*before["instructions"], *now["instructions"]}
        for function in sorted(functions):
            pair = before["instructions"].get(function, 0), now["instructions"].get(function, 0)
            if pair[0] != pair[1]:
                lines.append((name, function, *pair))
    return lines


def table(lines):
    """The differences in columns, with the change in per cent."""
    rows = [("case", "function", "stored", "now", "change")]
    for name, function, before, now in lines:
        numbers = isinstance(before, int) and isinstance(now, int)
        change = f"{(now / before - 1) * 100:+.2f}%" if numbers and before else ""
        rows.append((name, function, str(before), str(now), change))
    widths = [max(len(row[i]) for row in rows) for i in range(5)]
    return "\n".join(
        "  ".join(
            cell.ljust(width) if i < 2 else cell.rjust(width)
            for i, (cell, width) in enumerate(zip(row, widths))).rstrip()
        for row in rows)


def allocating(found):
    """The cases that take memory from the heap and may not."""
    may = {case.name for case in CASES if case.takes_scratch}
    return [name for name, count in found.items() if count["allocations"] and name not in may]


def out_of_line(found):
    """The cases whose hottest loop does not begin at a cache line. Moved by other code, it would take another time."""
    return [name for name, count in found.items() if count["loop"] and count["loop"] % LINE]


def check(found, version, update):
    """Prints what differs, and returns the exit status."""
    path = stored_file(version)
    stored = json.loads(path.read_text()) if path.exists() else None
    lines = differences(stored, found) if stored is not None else []
    if lines:
        print(table(lines))
    for name in allocating(found):
        print(f"{name}: a call allocates memory, {found[name]['allocations']} times")
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(found, indent=1, sort_keys=True) + "\n")
        print(f"{len(lines)} counts changed, {len(found)} cases written to {path.name}")
        return 1 if allocating(found) else 0
    if stored is None:
        print(f"no counts are stored for Swift {version}: scripts/check-instructions --update", file=sys.stderr)
        return 1
    print(f"{len(found)} cases, {len(lines)} counts differ from {path.name}")
    if lines:
        print("where that is meant, scripts/check-instructions --update stores the new ones", file=sys.stderr)
        return 2
    return 1 if allocating(found) else 0


def main():
    parser = argparse.ArgumentParser(allow_abbrev=False, add_help=False)
    for name in ("library", "counted", "swift"):
        parser.add_argument("--" + name, required=True)
    parser.add_argument("--update", action="store_true")
    options = parser.parse_args()
    try:
        found = counts.counts(options.counted, options.library, CASES)
        for case in CASES:
            if case.name not in found:
                raise RuntimeError(f"the library has no prelu_{case.function}")
        unaligned = out_of_line(found)
        for name in unaligned:
            print(f"{name}: its loop begins at {found[name]['loop']:#x}, not at a multiple of {LINE}")
        status = check(
            {name: record(count) for name, count in found.items()}, swift_version(options.swift), options.update)
        return status or (1 if unaligned else 0)
    except (OSError, RuntimeError, ValueError, subprocess.SubprocessError) as error:
        print(f"check-instructions: {error}", file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())

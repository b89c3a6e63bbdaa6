"""Runs native/turns.c: times of several builds that take turns, from several processes."""

import os
import shutil
import subprocess
import tempfile

# Long beside reading a clock, short beside what disturbs a machine.
BLOCK_NANOSECONDS = 100_000


def measure(program, libraries, cases, processes, rounds, progress):
    """For each case, by name, a list of processes, each a list of rounds, each the nanoseconds of a call of every library, which
    all have it. Every process loads copies of its own, in another order, at other addresses and in other pages."""
    measured = {case.name: [] for case in cases}
    for number in range(processes):
        progress(number, processes)
        order = [(place + number) % len(libraries) for place in range(len(libraries))]
        for case, lines in zip(cases, _process(program, [libraries[i] for i in order], cases, rounds)):
            measured[case.name].append([_sorted(line, order) for line in lines])
    return measured


def _sorted(times, order):
    """Times in the order of the libraries, that were measured in another."""
    result = [0] * len(times)
    for time, place in zip(times, order):
        result[place] = time
    return result


def _process(program, libraries, cases, rounds):
    with tempfile.TemporaryDirectory() as folder:
        copies = [os.path.join(folder, f"{i}.so") for i in range(len(libraries))]
        for library, copy in zip(libraries, copies):
            shutil.copyfile(library, copy)
        lines = "".join(f"{rounds} {BLOCK_NANOSECONDS} {case.threads} {case.call}\n" for case in cases)
        run = subprocess.run([program, *copies], input=lines, capture_output=True, text=True)
    if run.returncode != 0:
        raise RuntimeError(run.stderr.strip().splitlines()[-1] if run.stderr else "turns was stopped")
    return parsed(run.stdout, len(cases))


def parsed(output, count):
    """The rounds of each of `count` cases, in nanoseconds a call."""
    found, calls = [], 1
    for line in output.splitlines():
        if line.startswith("calls"):
            calls = int(line.split()[1])
            found.append([])
        else:
            # Two blocks a round.
            found[-1].append([int(word) / (2 * calls) for word in line.split()])
    if len(found) != count:
        raise RuntimeError(f"{len(found)} of {count} cases were timed")
    return found

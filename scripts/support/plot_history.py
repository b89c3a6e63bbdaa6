"""Writes a history's shares of the roofline as a table for gnuplot: plot_history.py FILE DIRECTORY [REGEX]."""

import re
import sys
from pathlib import Path

from records import RecordError, number, objects, parsed, quoted, run, text_of

VERSION = 1
# Names of revisions below the chart.
MOST_LABELS = 24
# Lines from which on nobody tells one from another.
MANY_CASES = 20


def warn(text):
    print(f"plot-bench: warning: {text}", file=sys.stderr)


def is_run(record):
    return record is not None and record.get("history_version") == VERSION and bool(objects(record.get("cases")))


def runs(path):
    """The runs of a history, oldest first. Lines that are not runs, as one that was cut short, are left out."""
    found = []
    for index, line in enumerate(text_of(path).splitlines(), start=1):
        record = parsed(line)
        if is_run(record):
            found.append(record)
        elif line.strip():
            warn(f"line {index} of {path} is cut short, or is not a run, and is left out")
    if not found:
        raise RecordError(f"{path} holds no run that prelu-bench --append wrote")
    return found


def shares(record):
    """The share of the roofline by case, in percent."""
    found = {}
    for case in objects(record["cases"]):
        share = number(case, "fraction_of_roofline")
        if share is not None:
            found[str(case.get("name"))] = 100 * share
    return found


def table(runs, pattern):
    """The names of the cases, and a row of shares a run, with None where a run lacks a case."""
    by_run = [shares(record) for record in runs]
    names = list(dict.fromkeys(name for row in by_run for name in row if pattern.search(name)))
    return names, [[row.get(name) for name in names] for row in by_run]


def title(name):
    """A name between quotation marks, which a cell of the table's first line cannot hold itself."""
    return " ".join(name.replace('"', "'").split())


def ticks(runs):
    step = -(-len(runs) // MOST_LABELS)
    marks = [
        f"{quoted(record.get('revision'))} {index}"
        for index, record in enumerate(runs) if index % step == 0]
    return f"set xtics ({', '.join(marks)})"


def main(path, directory, regex=""):
    try:
        pattern = re.compile(regex)
    except re.error as error:
        raise RecordError(f"--filter is not a regular expression: {error}") from None
    found, directory = runs(path), Path(directory)
    names, rows = table(found, pattern)
    if not names:
        raise RecordError(f"{path} has no case with a roofline whose name the filter matches")
    if len(names) > MANY_CASES:
        warn(f"{len(names)} lines are many; --filter REGEX chooses among the cases")
    lines = [" ".join(['"run"', *(f'"{title(name)}"' for name in names)])]
    for index, row in enumerate(rows):
        lines.append(" ".join([str(index), *("?" if share is None else repr(share) for share in row)]))
    (directory / "history.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    commands = [ticks(found), f"cases = {len(names)}", f"runs = {len(found)}"]
    (directory / "history-runs.gnuplot").write_text("\n".join(commands) + "\n", encoding="utf-8")
    print(len(names))


if __name__ == "__main__":
    run(main, sys.argv[1:])

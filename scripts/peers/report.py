"""What was measured, as rows, a table and JSON."""

import json
import statistics


class Row:
    """One case beside one peer."""

    def __init__(self, case, peer, results, comparison, others, note=""):
        self.case = case
        self.peer = peer
        self.results = results
        self.comparison = comparison
        self.others = others  # the share of the processors that something else used meanwhile
        self.note = note

    def best(self, name):
        """The fastest arrangement of threads of a contender, by its median; None where it did not run."""
        return min(
            (r for r in self.results if r["name"] == name), key=lambda r: r["seconds"], default=None)

    def ratio(self, name):
        """How many times as long the contender took as the library did, each at its best."""
        theirs = self.best(name)
        return theirs["seconds"] / self.best("prelu")["seconds"] if theirs else None

    def record(self):
        names = sorted({r["name"] for r in self.results} - {"prelu"})
        return {
            "case": self.case.name,
            "network": self.case.network,
            "peer": self.peer,
            "bytes": self.case.useful_bytes,
            "contenders": [
                {**r, "gigabytes_per_second": self.case.useful_bytes / r["seconds"] * 1e-9}
                for r in self.results],
            "times_faster": {name: self.ratio(name) for name in names},
            "comparison": self.comparison.result() if self.comparison else None,
            "used_by_others": self.others,
            "note": self.note,
        }


def duration(seconds):
    for unit, name in [(1, "s"), (1e-3, "ms"), (1e-6, "us")]:
        if seconds >= unit:
            return f"{seconds / unit:.3g} {name}"
    return f"{seconds * 1e9:.3g} ns"


def cell(row, name):
    """Time, useful bytes a second and threads of a contender."""
    best = row.best(name)
    if best is None:
        return "-"
    speed = row.case.useful_bytes / best["seconds"] * 1e-9
    threads = {1: "1", "automatic": "auto"}.get(best["threads"], best["threads"])
    return f"{duration(best['seconds'])}, {speed:.3g} GB/s, {threads}"


def times(ratio):
    return "-" if ratio is None else f"{ratio:.2f}x" if ratio < 10 else f"{ratio:.0f}x"


def table(rows, peer, given=None):
    """A markdown table of the rows of one peer."""
    header = ["case", "prelu", peer, "times faster"]
    if given:
        header += [given, "times faster"]
    if any(row.note for row in rows):
        header.append("remarks")
    lines = ["| " + " | ".join(header) + " |", "|" + "---|" * len(header)]
    for row in rows:
        cells = [row.case.name, cell(row, "prelu"), cell(row, peer), times(row.ratio(peer))]
        if given:
            cells += [cell(row, given), times(row.ratio(given))]
        if any(row.note for row in rows):
            cells.append(row.note)
        lines.append("| " + " | ".join(cells) + " |")
    return "\n".join(lines)


def summary(rows, name):
    """How often the library was faster, and by how much."""
    ratios = [ratio for row in rows if (ratio := row.ratio(name)) is not None]
    if not ratios:
        return f"{name}: nothing to compare"
    slower = [row.case.name for row in rows if (row.ratio(name) or 1) < 1]
    text = (
        f"{name}: {len(ratios)} cases, {min(ratios):.2f} to {max(ratios):.0f} times faster,"
        f" median {statistics.median(ratios):.2f}")
    return text + (f"; slower in {', '.join(slower)}" if slower else "; slower in none")


def worse_with_threads(rows):
    """The cases in which the library, left to choose its threads, is slower than on one. The best counts in a
    ratio; this is what a user gets who sets nothing."""
    names = []
    for row in rows:
        seconds = {r["threads"]: r["seconds"] for r in row.results if r["name"] == "prelu"}
        if seconds.get("automatic", 0) > 1.1 * seconds.get(1, float("inf")):
            names.append(row.case.name)
    return names


def save(path, facts, rows):
    with open(path, "w", encoding="utf-8") as file:
        json.dump({**facts, "rows": [row.record() for row in rows]}, file, indent=1)
        file.write("\n")

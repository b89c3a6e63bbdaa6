"""Times libprelu beside its peers. See scripts/compare-peers."""

import datetime
import pathlib
import re
import sys

import report
from cases import all_cases
from library import Library

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
import machine  # noqa: E402
from arguments import Parser, regex  # noqa: E402

def arguments():
    parser = Parser("compare-peers")
    # These, and --torch, are the shell script's.
    for name in ("library", "helper", "revision", "driver"):
        parser.add_argument("--" + name)
    parser.add_argument("--torch", action="store_true")
    parser.add_argument("--filter", type=regex, default=regex(""))
    parser.add_argument("--json")
    parser.add_argument("--min-time", type=float, default=0.2)
    parser.add_argument("--threads", type=int, default=machine.processors())
    parser.add_argument("--list", action="store_true")
    options = parser.parse_args()
    if not 1 <= options.threads <= machine.processors():
        parser.error(f"--threads is a number from 1 to {machine.processors()}, the processors here")
    if not 0 < options.min_time <= 60:
        parser.error("--min-time is a number of seconds above 0, up to 60")
    return options


class Progress:
    """Which case is being measured, on a terminal."""

    def __init__(self, total):
        self.total, self.done = total, 0

    def show(self, text):
        self.done += 1
        if sys.stderr.isatty():
            print(f"\r\033[K[{self.done}/{self.total}] {text}", end="", file=sys.stderr, flush=True)

    def clear(self):
        if sys.stderr.isatty():
            print("\r\033[K", end="", file=sys.stderr, flush=True)


def torch_rows(library, cases, options, progress):
    import torch_peer

    counts = sorted({1, options.threads})
    others = machine.Others()
    for case in cases:
        if not torch_peer.serves(case):
            continue
        progress.show(f"{case.name} beside PyTorch")
        others.share()
        results, comparison = torch_peer.compare(library, case, counts, options.min_time)
        yield report.Row(case, torch_peer.NAME, results, comparison, others.share())


def onednn_rows(driver, cases, progress):
    others = machine.Others([driver.process.pid])
    for case in cases:
        # Its prelu primitive alone is compared.
        if case.function != "prelu" or case.direction == "double_backward":
            continue
        progress.show(f"{case.name} beside oneDNN")
        others.share()
        results, comparison, note = driver.compare(case)
        yield report.Row(case, "oneDNN", results, comparison, others.share(), note)


def print_tables(rows, peer, given=None):
    for direction in ("forward", "backward", "double_backward"):
        part = [row for row in rows if row.case.direction == direction]
        if part:
            print(f"\n{direction.replace('_', ' ').capitalize()} beside {peer}\n")
            print(report.table(part, peer, given if any(row.best(given) for row in part) else None))
    for name in [peer, given] if given else [peer]:
        print(f"\n{report.summary(rows, name)}")
    if names := report.worse_with_threads(rows):
        print(f"\nprelu, left to choose its threads, is slower than on one in {', '.join(names)}")


def faults(rows):
    """Prints what is wrong with rows and returns whether a result was."""
    wrong = False
    for row in rows:
        machine.warn(row.others, f"{row.case.name}: others used")
        for fault in row.comparison.faults if row.comparison else []:
            print(f"{row.case.name} beside {row.peer}: {fault}", file=sys.stderr)
            wrong = True
    return wrong


def main():
    options = arguments()
    cases = [case for case in all_cases() if options.filter.search(case.name)]
    if not cases:
        print("no case has a name that --filter finds; --list shows them", file=sys.stderr)
        return 64
    if options.list:
        print("\n".join(case.name for case in cases))
        return 0
    library = Library(options.library, options.helper)
    library.most_threads = (
        "automatic" if options.threads == machine.processors() else options.threads)
    facts = {
        "machine": machine.description(),
        "revision": options.revision,
        "instruction_set": library.instruction_set,
        "date": datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ"),
        "threads": [1, options.threads],
        "min_time": options.min_time,
        "peers": [],
    }
    for name in ("machine", "revision", "instruction_set", "date"):
        print(f"{name.replace('_', ' ')}: {facts[name]}")
    print(f"each contender on 1 and {options.threads} threads, the better median counts")
    machine.warn_before()

    rows = []
    progress = Progress(len(cases) * (options.torch + (options.driver is not None)))
    if options.torch:
        import torch_peer

        facts["peers"].append(torch_peer.description())
        rows += torch_rows(library, cases, options, progress)
    driver = None
    if options.driver:
        import onednn_peer

        driver = onednn_peer.Driver(options.driver, options.threads, options.min_time)
        facts["peers"].append(driver.description())
        rows += onednn_rows(driver, cases, progress)
        driver.close()
    progress.clear()

    for peer in facts["peers"]:
        print(peer)
    if options.torch:
        beside = [row for row in rows if row.peer == torch_peer.NAME]
        if part := [row for row in beside if row.case.function == "prelu"]:
            print_tables(part, torch_peer.NAME, torch_peer.GIVEN)
        if part := [row for row in beside if row.case.function != "prelu"]:
            print_tables(part, torch_peer.NAME, torch_peer.RECTIFIER_GIVEN)
    if driver:
        print_tables([row for row in rows if row.peer == onednn_peer.NAME], onednn_peer.NAME)
    if options.json:
        report.save(options.json, facts, rows)
    return 1 if faults(rows) else 0


if __name__ == "__main__":
    sys.exit(main())

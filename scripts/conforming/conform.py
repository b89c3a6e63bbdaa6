"""Runs what others wrote against libprelu. See scripts/conformance."""

import argparse
import pathlib
import sys
from typing import Iterator

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "support"))
from arguments import Parser, regex  # noqa: E402

# So many failures are printed of each row of the table, without --verbose.
MOST_SHOWN = 5


def arguments() -> argparse.Namespace:
    parser = Parser("conformance")
    # These are the shell script's.
    parser.add_argument("--library")
    for name in ("onnx", "torch", "only-arguments"):
        parser.add_argument("--" + name, action="store_true")
    parser.add_argument("--filter", type=regex, default=regex(""))
    parser.add_argument("--list", action="store_true")
    parser.add_argument("--verbose", action="store_true")
    return parser.parse_args()


def all_cases(options: argparse.Namespace) -> Iterator["Case"]:
    if options.onnx:
        import onnx_cases

        yield from onnx_cases.cases()
    if options.torch:
        import torch_cases

        yield from torch_cases.cases()


def show_progress(count: int, name: str) -> None:
    if sys.stderr.isatty():
        print(f"\r\033[K[{count}] {name}" if name else "\r\033[K", end="", file=sys.stderr, flush=True)


def outcome_of(case: "Case", library: "Library") -> "Outcome":
    from judge import FAILED, Outcome
    from library import Refused

    try:
        return case.run(library)
    except Refused as refused:
        return Outcome(FAILED, str(refused))


def main() -> int:
    options = arguments()
    if options.only_arguments:
        return 0
    # What needs NumPy comes after the arguments.
    from judge import FAILED
    from library import Library, Unusable
    from report import Report

    chosen = (case for case in all_cases(options) if options.filter.search(case.name))
    if options.list:
        names = [case.name for case in chosen]
        print("\n".join(names) if names else "--filter finds none of the names")
        return 0 if names else 64
    try:
        library = Library(options.library)
    except Unusable as unusable:
        print(unusable, file=sys.stderr)
        return 1
    report = Report()
    for count, case in enumerate(chosen, 1):
        show_progress(count, case.name)
        outcome = outcome_of(case, library)
        report.add(case, outcome)
        # Where everything fails the first cases of a row tell as much as all.
        if options.verbose or outcome.kind == FAILED and report.groups[case.group][FAILED] <= MOST_SHOWN:
            show_progress(count, "")
            details = outcome.note or ", ".join(outcome.differences)
            print(f"{case.name}: {outcome.kind}" + (f": {details}" if details else ""), flush=True)
    show_progress(0, "")
    if not report.total:
        print("no case has a name that --filter finds; --list shows them", file=sys.stderr)
        return 64
    print(f"instruction set: {library.instruction_set}\n\n{report.text()}")
    return 1 if report.total[FAILED] else 0


if __name__ == "__main__":
    sys.exit(main())

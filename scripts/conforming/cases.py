"""What a case is, whoever wrote it."""

from dataclasses import dataclass
from typing import Callable

from judge import SKIPPED, Outcome
from library import Library


@dataclass(frozen=True)
class Case:
    name: str
    group: tuple[str, str]  # who wrote it, and the function: a row of the table
    run: Callable[[Library], Outcome]


def skipped(name: str, group: tuple[str, str], reason: str) -> Case:
    return Case(name, group, lambda library: Outcome(SKIPPED, reason))

"""The tables of a run."""

from collections import Counter

from cases import Case
from differences import DIFFERENCES
from judge import DOCUMENTED, OUTCOMES, SKIPPED, Outcome


class Report:
    def __init__(self) -> None:
        self.groups: dict[tuple[str, str], Counter] = {}
        self.reasons: Counter = Counter()
        self.differing_cases: Counter = Counter()
        self.differing_elements: Counter = Counter()
        self.total: Counter = Counter()

    def add(self, case: Case, outcome: Outcome) -> None:
        self.groups.setdefault(case.group, Counter())[outcome.kind] += 1
        self.total[outcome.kind] += 1
        if outcome.kind == SKIPPED:
            self.reasons[outcome.note] += 1
        for name, elements in outcome.differences.items():
            self.differing_cases[name] += 1
            self.differing_elements[name] += elements

    def text(self) -> str:
        rows = [(*group, *(str(counts[kind]) for kind in OUTCOMES)) for group, counts in self.groups.items()]
        parts = [table(("tests", "function", *OUTCOMES), rows)]
        if self.differing_cases:
            reasons = {difference.name: difference.reason for difference in DIFFERENCES}
            parts.append(table(
                ("documented difference", "cases", "numbers", "why"),
                [(name, str(self.differing_cases[name]), str(self.differing_elements[name]), reason)
                 for name, reason in reasons.items() if self.differing_cases[name]]))
        if self.reasons:
            parts.append(table(
                ("skipped because", "cases"),
                [(reason, str(count)) for reason, count in self.reasons.most_common()]))
        passed, documented, failed, skips = (self.total[kind] for kind in OUTCOMES)
        parts.append(
            f"{documented} cases pass but for documented differences, and are not counted here:\n"
            f"{passed} passed, {failed} failed, {skips} skipped")
        return "\n\n".join(parts)


def table(header: tuple[str, ...], rows: list[tuple[str, ...]]) -> str:
    lines = ["| " + " | ".join(row) + " |" for row in (header, *rows)]
    lines.insert(1, "|" + "---|" * len(header))
    return "\n".join(lines)

"""What pairs of times say about a case."""

import dataclasses
import math
import random
import statistics

# A slow-down of less is not worth anyone's time; one of more is what the check promises to see.
LEAST_FLOOR = 0.02
WORTH_SEEING = 0.05
# Of an interval, and of the test over all cases of a run together.
CONFIDENCE = 0.99
LEVEL = 0.01
RESAMPLES = 2000
RESAMPLES_OF_PROCESS = 50


@dataclasses.dataclass(frozen=True)
class Interval:
    """A ratio of times, new over old, and where it lies with `CONFIDENCE`."""

    ratio: float
    low: float
    high: float

    @property
    def farthest(self):
        """How far from 1 the ratio may be, as a share."""
        return max(self.high, 1 / self.low) - 1


def interval(processes):
    """The median of ratios by process, and a bootstrap interval of it: processes are drawn with replacement, and of each
    its rounds. Rounds of one process have their pages and addresses in common and tell less than as many processes would."""
    generator = random.Random(1)
    medians = []
    for ratios in processes:
        medians.append([
            statistics.median(generator.choices(ratios, k=len(ratios)))
            for _ in range(RESAMPLES_OF_PROCESS)])
    resampled = sorted(
        statistics.median([generator.choice(choices) for choices in generator.choices(medians, k=len(medians))])
        for _ in range(RESAMPLES))
    beyond = int((1 - CONFIDENCE) / 2 * RESAMPLES)
    ratio = statistics.median(statistics.median(ratios) for ratios in processes)
    return Interval(ratio, resampled[beyond], resampled[-1 - beyond])


def sign_test(ratios):
    """The probability that as many of as many fair coins, or more, show what the ratios above 1 do; ties are left out."""
    above = sum(ratio > 1 for ratio in ratios)
    count = above + sum(ratio < 1 for ratio in ratios)
    return sum(math.comb(count, k) for k in range(above, count + 1)) / 2**count


def corrected(probabilities):
    """Holm's correction for as many tests: each is small only if so many chances would not have brought it about."""
    order = sorted(range(len(probabilities)), key=probabilities.__getitem__)
    result, largest = [0.0] * len(order), 0.0
    for rank, index in enumerate(order):
        largest = max(largest, min(1.0, (len(order) - rank) * probabilities[index]))
        result[index] = largest
    return result


@dataclasses.dataclass(frozen=True)
class Judgement:
    head: Interval
    again: Interval
    reordered: Interval
    probability: float
    changed: bool

    @property
    def floor(self):
        """How much slower the same code may seem: another copy of it, and one that stands elsewhere."""
        return max(LEAST_FLOOR, self.again.farthest, self.reordered.farthest)

    @property
    def is_slower(self):
        return self.head.low > 1 + self.floor and self.probability < LEVEL

    @property
    def verdict(self):
        """"regression", "noisy", "placement", "faster" or "same"."""
        if not self.changed:
            # Whatever was measured, the instructions are the same.
            return "placement" if self.is_slower else "same"
        if self.is_slower:
            return "regression"
        if self.head.high < 1 / (1 + self.floor):
            return "faster"
        if self.floor > WORTH_SEEING or self.head.high > 1 + WORTH_SEEING:
            return "noisy"
        return "same"


def judged(measured, changed):
    """A judgement for each case. `measured` has for each case the processes' rounds, each with the times of base, its copy,
    the reordered one and head; `changed` whether its code did."""
    def ratios(rounds, place):
        return [times[place] / times[0] for times in rounds]

    pairs = {name: [ratios(rounds, 3) for rounds in processes] for name, processes in measured.items()}
    chances = corrected([sign_test(sum(processes, [])) for processes in pairs.values()])
    return {
        name: Judgement(
            head=interval(pairs[name]),
            again=interval([ratios(rounds, 1) for rounds in processes]),
            reordered=interval([ratios(rounds, 2) for rounds in processes]),
            probability=chance, changed=changed[name])
        for (name, processes), chance in zip(measured.items(), chances)}


def status(verdicts):
    """The exit status: 2 where one is a regression, 3 where one is too noisy, 0 otherwise."""
    verdicts = set(verdicts)
    return 2 if "regression" in verdicts else 3 if "noisy" in verdicts else 0

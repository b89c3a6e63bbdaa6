"""What was measured, for people and for tools."""

import datetime
import json
import statistics

import judgement


def percent(ratio):
    return f"{(ratio - 1) * 100:+.1f}%"


HEADER = ("case", "time", "99% interval", "floor", "code", "verdict")


def cells(name, one, decides):
    head = one.head
    verdict = one.verdict if decides else f"({one.verdict})"
    return (
        name, percent(head.ratio), f"{percent(head.low)} to {percent(head.high)}",
        f"{one.floor * 100:.1f}%", "changed" if one.changed else "same", verdict)


def console(judgements, gate):
    rows = [HEADER] + [cells(name, one, name in gate) for name, one in judgements.items()]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADER))]
    return "\n".join(
        row[0].ljust(widths[0]) + "".join(
            "  " + cell.rjust(width) for cell, width in zip(row[1:], widths[1:]))
        for row in rows)


def markdown(facts, judgements, gate, conclusion):
    lines = [
        "## Performance check", "",
        f"**{conclusion}**", "",
        "| " + " | ".join(HEADER) + " |", "|---" + "|---:" * (len(HEADER) - 2) + "|---|"]
    for name, one in judgements.items():
        row = cells(name, one, name in gate)
        lines.append("| " + " | ".join((f"`{row[0]}`", *row[1:])) + " |")
    lines += ["", *(f"- {name}: {value}" for name, value in facts.items()), ""]
    return "\n".join(lines)


def google_benchmark(facts, cases, measured, judgements):
    """In the format of Google Benchmark: two entries a case, whose names end in /base and /head, so that its
    `compare.py filters` holds them against each other. Times are of a call."""
    entries = []
    for case in cases:
        if case.name not in judgements:
            continue
        one = judgements[case.name]
        rounds = [times for process in measured[case.name] for times in process]
        for place, which in ((0, "base"), (3, "head")):
            time = statistics.median(times[place] for times in rounds)
            entries.append({
                "name": f"{case.name}/{which}", "run_name": f"{case.name}/{which}",
                "run_type": "iteration", "repetitions": 1, "repetition_index": 0, "threads": 1,
                "iterations": len(rounds), "real_time": time, "cpu_time": time, "time_unit": "ns",
                "ratio": one.head.ratio, "ratio_low": one.head.low,
                "ratio_high": one.head.high, "floor": one.floor,
                "probability": one.probability, "code_changed": float(one.changed),
                "verdict": one.verdict})
    context = {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "library_build_type": "release", "json_schema_version": 1, **facts}
    return json.dumps({"context": context, "benchmarks": entries}, indent=1) + "\n"


def conclusion(judgements, gate):
    found = {
        verdict: [name for name, one in judgements.items() if name in gate and one.verdict == verdict]
        for verdict in ("regression", "noisy", "placement", "faster")}
    if not gate & judgements.keys():
        return "no case that decides was measured"
    if found["regression"]:
        return "slower: " + ", ".join(found["regression"])
    if found["noisy"]:
        return "too noisy to say: " + ", ".join(found["noisy"])
    text = "no regression"
    if found["placement"]:
        text += "; the same code in another place is slower: " + ", ".join(found["placement"])
    if found["faster"]:
        text += "; faster: " + ", ".join(found["faster"])
    return text


def advice(judgements, gate, share, processes):
    """What would help where it is too noisy to say."""
    worth = judgement.WORTH_SEEING
    noisy = [one for name, one in judgements.items() if name in gate and one.verdict == "noisy"]
    if any(one.floor > worth for one in noisy):
        return (
            f"Here the same code may look {max(one.floor for one in noisy):.0%} slower in another copy or place. Others used"
            f" {share:.0%} of the processors: stop what else runs, or ask another machine.")
    return (
        f"Others used {share:.0%} of the processors: stop what else runs, or measure longer"
        f" (--processes {processes}).")

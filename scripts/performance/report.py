"""What was measured, for people and for tools."""

import datetime
import json
import statistics


def percent(ratio):
    return f"{(ratio - 1) * 100:+.1f}%"


def duration(nanoseconds):
    for unit, name in [(1e6, "ms"), (1e3, "us")]:
        if nanoseconds >= unit:
            return f"{nanoseconds / unit:.3g} {name}"
    return f"{nanoseconds:.3g} ns"


HEADER = ("case", "time", "99% interval", "floor", "code", "verdict")


def cells(name, judgement, decides):
    head = judgement.head
    verdict = judgement.verdict if decides else f"({judgement.verdict})"
    return (
        name, percent(head.ratio), f"{percent(head.low)} to {percent(head.high)}",
        f"{judgement.floor * 100:.1f}%", "changed" if judgement.changed else "same", verdict)


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
    `compare.py filters` holds them against each other. Times are of one round."""
    entries = []
    for case in cases:
        if case.name not in judgements:
            continue
        judgement = judgements[case.name]
        rounds = [times for process in measured[case.name] for times in process]
        for place, which in ((0, "base"), (3, "head")):
            time = statistics.median(times[place] for times in rounds)
            entries.append({
                "name": f"{case.name}/{which}", "run_name": f"{case.name}/{which}",
                "run_type": "iteration", "repetitions": 1, "repetition_index": 0, "threads": 1,
                "iterations": len(rounds), "real_time": time, "cpu_time": time, "time_unit": "ns",
                "ratio": judgement.head.ratio, "ratio_low": judgement.head.low,
                "ratio_high": judgement.head.high, "floor": judgement.floor,
                "probability": judgement.probability, "code_changed": float(judgement.changed),
                "verdict": judgement.verdict})
    context = {
        "date": datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds"),
        "library_build_type": "release", "json_schema_version": 1, **facts}
    return json.dumps({"context": context, "benchmarks": entries}, indent=1) + "\n"


def conclusion(judgements, gate):
    found = {
        verdict: [name for name, one in judgements.items() if name in gate and one.verdict == verdict]
        for verdict in ("regression", "noisy", "placement", "faster")}
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

"""How many instructions a call takes, exactly, by valgrind's callgrind."""

import os
import re
import subprocess
import tempfile

# AVX-512 is unknown to callgrind. The cache's size decides how a call stores, and must be that of no machine.
SETTINGS = {"PRELU_ISA": "v3", "PRELU_CACHE_SIZE": str(32 << 20)}
# The module of the kernels that are counted, in a mangled name.
KERNELS = "12KernelsX86V3"
# All that the others of C, C++ and Swift end in.
ALLOCATING = {"malloc", "calloc", "realloc", "posix_memalign", "aligned_alloc", "memalign"}


def counts(program, library, cases):
    """For each case that the library has, by name: `instructions` by function of the library, mangled,
    with "" for what has no symbol; `allocations`; and
    `loop`, the address in the library at which the loop begins that goes round most often."""
    with tempfile.TemporaryDirectory() as folder:
        out = os.path.join(folder, "out")
        # Valgrind does not read every form of debug information, and needs none.
        stripped = os.path.join(folder, "libprelu.so")
        subprocess.run(["objcopy", "--strip-debug", library, stripped], check=True, capture_output=True)
        command = [
            "valgrind", "--tool=callgrind", "--collect-atstart=no", "--dump-instr=yes", "--collect-jumps=yes",
            "--compress-strings=no", "--compress-pos=no", "--demangle=no", "--log-file=/dev/null",
            f"--callgrind-out-file={out}", program, stripped]
        lines = "".join(case.call + "\n" for case in cases)
        run = subprocess.run(
            command, input=lines, text=True, capture_output=True, env={**os.environ, **SETTINGS})
        if run.returncode != 0:
            raise RuntimeError(f"callgrind failed: {(run.stderr.strip() or 'it says nothing').splitlines()[-1]}")
        found = {}
        for name in sorted(os.listdir(folder)):
            if not name.startswith("out"):
                continue
            with open(os.path.join(folder, name), encoding="utf-8") as file:
                number, count = parsed(file.read())
            if number is not None:
                found[cases[number - 1].name] = count
        return found


def parsed(dump):
    """The number that a dump was made under, None where the program's end made it, and what it counted."""
    match = re.search(r"^desc: Trigger: Client Request: (\d+)$", dump, re.MULTILINE)
    number = int(match.group(1)) if match else None
    instructions, allocations = {}, 0
    # The jumps back of kernels' loops: how often taken, over how far (the inner one of two counts), and to where.
    hottest = (0, 0, None)
    library, function, called = "", "", ""
    # What the next line belongs to: a call, whose cost is counted where it arises, or a jump that was taken so often, and its target.
    is_call, jump = False, None
    for line in dump.splitlines():
        key, _, value = line.partition("=")
        if key == "ob":
            library = value
        elif key == "fn":
            function = value
        elif key == "cfn":
            called = value
        elif key == "calls":
            is_call = True
            if called.split("'")[0] in ALLOCATING:
                allocations += int(value.split()[0])
        elif key == "jcnd":
            # "jcnd=EXECUTED/TAKEN TARGET LINE"
            times, target = value.split()[:2]
            jump = int(times.split("/")[1]), int(target, 16)
        elif key == "jump":
            # Inner loops end in a condition.
            jump = 0, 0
        elif line.startswith("0x"):
            fields = line.split()
            if jump:
                (taken, target), jump = jump, None
                back = target - int(fields[0], 16)
                if taken and back <= 0 and KERNELS in function:
                    hottest = max(hottest, (taken, back, target))
            elif is_call:
                is_call = False
            elif "libprelu" in os.path.basename(library):
                # Callgrind numbers the depths of a recursion, f'2, and names a function without a symbol by its address.
                name = function.split("'")[0]
                name = "" if name.startswith("0x") else name
                instructions[name] = instructions.get(name, 0) + int(fields[2])
    return number, {"instructions": instructions, "allocations": allocations, "loop": hottest[2]}

"""How long does a program take for some input, start-up told apart, and how much memory?

In: a command and its input, given on standard input. Out: its output, and start-up, rate and memory. Each program has one core (`taskset`) and one
thread. Start-up is the time for one item; the rate is that of all the other items:

    rate = (items - 1) / (seconds for all - seconds for one)

Seconds are of the processor (user and system, of the program and all that it starts), so that what else the machine does counts little; on an
idle machine they are the seconds of the clock. Each is the least of several runs.
"""

import os
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path

# One thread each, whatever library does the arithmetic.
THREADS = {name: "1" for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "RAYON_NUM_THREADS")}


@dataclass
class Run:
    """What one run of a program gave: its output, what it complained of, seconds of the processor, and the peak of resident memory in MB."""

    output: str
    errors: str
    seconds: float
    mb: float


@dataclass
class Speed:
    """Seconds until the first item is done, items a second after it, the peak of resident memory in MB, and what was written for the items."""

    start: float
    rate: float
    mb: float
    output: str
    errors: str


def core() -> list[str]:
    """The words before a command that give it one core, the last that this process may use; none where `taskset` is not there."""
    try:
        subprocess.run(["taskset", "--version"], capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    return ["taskset", "-c", str(max(os.sched_getaffinity(0)))]


def run(command: list[str], given: str) -> Run:
    """Runs a command on one core.

    Args:
        command: the program and its arguments.
        given: its standard input.

    Raises:
        RuntimeError: it failed; the message ends with what it said.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("in", "out", "err")]
        paths[0].write_text(given, encoding="utf-8")
        with open(paths[0], "rb") as source, open(paths[1], "wb") as sink, open(paths[2], "wb") as errors:
            process = subprocess.Popen([*core(), *command], stdin=source, stdout=sink, stderr=errors, env={**os.environ, **THREADS})
            # The usage is that of the process and of those it started, whichever was larger.
            _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output, errors = (path.read_text(encoding="utf-8", errors="replace") for path in paths[1:])
        if process.returncode != 0:
            raise RuntimeError(f"{' '.join(command)} ended with {process.returncode}: {errors[-500:]}")
        return Run(output, errors, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def speed(command: list[str], items: list[str], seconds: float = 3, rounds: int = 3) -> Speed:
    """Start-up and rate of a command that reads an item a line.

    Args:
        command: the program and its arguments.
        items: lines.
        seconds: a program that is done sooner gets the items again and again, until a run takes about so long.
        rounds: how often each is timed; the least time counts. What takes long anyway is timed once.
    """
    one = min(run(command, items[0] + "\n").seconds for _ in range(rounds))
    given = "".join(item + "\n" for item in items)
    once = run(command, given)
    times = max(1, round(seconds / max(once.seconds - one, 0.01)))
    best = once
    if times > 1:
        best = min((run(command, given * times) for _ in range(rounds)), key=lambda run: run.seconds)
    return Speed(one, (len(items) * times - 1) / (best.seconds - one), best.mb, once.output, once.errors)

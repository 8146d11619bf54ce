"""The project's own workflows: nothing that zizmor or actionlint would say, every Python that is promised."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml

CHECKOUT = Path(__file__).parents[2]
WORKFLOWS = sorted((CHECKOUT / ".github" / "workflows").glob("*.yml"))


def _jobs(name: str) -> dict[str, Any]:
    text = (CHECKOUT / ".github" / "workflows" / name).read_text(encoding="utf-8")
    jobs: dict[str, Any] = yaml.safe_load(text)["jobs"]
    return jobs


@pytest.mark.slow
def test_zizmor_finds_nothing() -> None:
    """At its strictest."""
    zizmor = Path(sys.executable).with_name("zizmor")
    done = subprocess.run(
        [zizmor, "--offline", "--no-progress", "--persona", "pedantic", *WORKFLOWS],
        capture_output=True,
        check=False,
        encoding="utf-8",
    )
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.slow
def test_actionlint_finds_nothing(actionlint: tuple[str, ...]) -> None:
    """Neither in the files nor in what their steps run."""
    done = subprocess.run([*actionlint, *map(str, WORKFLOWS)], capture_output=True, check=True, encoding="utf-8")
    assert json.loads(done.stdout) == []


def test_every_python_that_is_promised_is_tested() -> None:
    """The matrix of the tests is that of the classifiers; the nightly has the oldest and the newest."""
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    promised = [word.rpartition(" ")[2] for word in project["classifiers"] if re.search(r":: 3\.\d+$", word)]
    assert _jobs("tests.yml")["tests"]["strategy"]["matrix"]["python"] == promised
    assert _jobs("nightly.yml")["latest"]["strategy"]["matrix"]["python"] == [promised[0], promised[-1]]


def test_what_publishes_installs_nothing() -> None:
    """The job that may publish runs no line of ours but one that removes files; none that installs may write."""
    jobs = _jobs("release.yml")
    assert [step["run"] for step in jobs["publish"]["steps"] if "run" in step] == ["rm dist/*.rb dist/template.tar"]
    assert jobs["build"]["permissions"] == {"contents": "read"}
    for file in WORKFLOWS:
        workflow = yaml.safe_load(file.read_text(encoding="utf-8"))
        assert workflow["permissions"] == {}, file.name
        for job in workflow["jobs"].values():
            installs = any("make " in step.get("run", "") or ".ci/run" in step.get("run", "") for step in job["steps"])
            assert not (installs and "write" in job["permissions"].values()), file.name


def test_every_word_of_the_makefile_is_there() -> None:
    """What the workflows ask of make, it can do."""
    targets = set(re.findall(r"^([a-z-]+):", (CHECKOUT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE))
    asked = {word for file in WORKFLOWS for word in re.findall(r"\bmake ([a-z-]+)", file.read_text(encoding="utf-8"))}
    assert asked <= targets
    assert asked == {"docs", "release", "robust", "test-all", "test-latest"}

"""The template of a site: what `sitegen new` and `deploy --workflow` write, and it builds by its own lock alone."""

from __future__ import annotations

import importlib.util
import json
import re
import subprocess
import tarfile
from pathlib import Path

import pytest
import yaml

from sitegen.content.starter import starter
from sitegen.publish import pin
from tests.conftest import Run
from tests.environments import make_environment
from tests.release.test_make import REPOSITORY, make

CHECKOUT = Path(__file__).parents[2]
TEMPLATE = CHECKOUT / "template"


def _tree(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in folder.rglob("*")
        if path.is_file() and not path.is_relative_to(folder / "output") and ".sitegen" not in path.parts
    }


def test_it_is_what_the_program_writes(update_golden: bool) -> None:
    """Every file but the README and an editor's settings is as the program writes it; `release/template.py` does."""
    spec = importlib.util.spec_from_file_location("release_template", CHECKOUT / "release" / "template.py")
    assert spec
    assert spec.loader
    template = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(template)
    if update_golden:
        template.main()
    there = {name: text for name, text in _tree(TEMPLATE).items() if name not in template.OWN}
    assert there == template.files(), "run python release/template.py"
    assert starter("Your Name").items() <= there.items()
    assert set(template.OWN) == _tree(TEMPLATE).keys() - there.keys()


def test_a_new_site_is_the_template(sitegen: Run, tmp_path: Path) -> None:
    """`sitegen new` and `deploy --workflow github`, as a person runs them, give the same bytes, but for the id."""
    assert sitegen("new", "site", "--name", "Your Name", cwd=tmp_path).returncode == 0
    site = tmp_path / "site"
    subprocess.run(("git", "init", "-q", "-b", "main", site), check=True)
    assert sitegen("deploy", "--workflow", "github", cwd=site).returncode == 0
    there = _tree(TEMPLATE)
    made = {name: (site / name).read_text(encoding="utf-8") for name in there if (site / name).is_file()}
    made["content/site.yaml"] = re.sub(r"(?m)^id: .*\n", "", made["content/site.yaml"])
    assert made == {name: there[name] for name in made}
    assert {
        ".github/workflows/site.yml",
        ".github/workflows/refresh.yml",
        "content/site.yaml",
        ".gitignore",
    } <= made.keys()


def test_its_editor_settings_name_what_is_there() -> None:
    """Each schema exists; each of its patterns is a file of its kind."""
    settings = json.loads((TEMPLATE / ".vscode" / "settings.json").read_text(encoding="utf-8"))
    assert all((TEMPLATE / name).is_file() for name in settings["yaml.schemas"])


def test_its_readme_names_what_is_there() -> None:
    """The files that it explains are in the template, or made by the release."""
    named = re.findall(r"^\| `([^`]+)` \|", (TEMPLATE / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert named
    assert not [name for name in named if name != "lock/" and not (TEMPLATE / name).exists()]
    owner = yaml.safe_load((TEMPLATE / "content" / "site.yaml").read_text(encoding="utf-8"))["owner"]
    assert (TEMPLATE / "content" / "authors" / f"{owner}.yaml").is_file()


@pytest.mark.slow
def test_it_builds_by_its_own_lock(tmp_path: Path, wheels: Path) -> None:
    """Unpacked, with nothing but its lock and no index: what its workflow runs installs sitegen and builds the site."""
    *_, archive = make.make(tmp_path / "dist", REPOSITORY)
    with tarfile.open(archive) as packed:
        packed.extractall(tmp_path, filter="data")
    site = tmp_path / "site"
    assert (site / "lock" / "sitegen.txt").read_text(encoding="utf-8").startswith(pin._MARK)
    steps = yaml.safe_load((site / ".github/workflows/site.yml").read_text(encoding="utf-8"))["jobs"]["build"]["steps"]
    make_environment(tmp_path / "env")
    environment = {
        "PATH": f"{tmp_path / 'env' / 'bin'}:/usr/bin:/bin", "HOME": str(tmp_path), "PIP_NO_INDEX": "1",
        "PIP_FIND_LINKS": str(wheels), "PIP_NO_COMPILE": "no",  # which is how pip wants to be told not to
    }  # fmt: skip
    for step in steps:
        if "run" in step:
            done = subprocess.run(
                ["bash", "-e", "-o", "pipefail", "-c", step["run"]],
                cwd=site,
                env=environment,
                capture_output=True,
                check=False,
                encoding="utf-8",
                timeout=300,
            )
            assert done.returncode == 0, done.stdout + done.stderr
    assert (site / "output" / "index.html").is_file()

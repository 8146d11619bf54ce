"""What a host installs: the very sitegen that wrote the workflow, by hash or commit, never by a bare name."""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from sitegen import __version__
from sitegen.check import hosting
from sitegen.errors import SitegenError
from sitegen.publish import pin, wheel
from sitegen.publish.workflow import FROM_CHECKOUT, lock, write_workflow
from tests.conftest import CHECKOUT
from tests.deploying import WHO, git
from tests.environments import make_environment
from tests.hosting import unfolded
from tests.making import write_site

ADDRESS = "https://github.com/ada/sitegen.git"


def test_no_workflow_names_a_package_alone() -> None:
    """An owner of the name would run programs; neither template nor program has such a line."""
    files = [*(CHECKOUT / "sitegen" / "publish").rglob("*.py"), *(CHECKOUT / "sitegen" / "publish").rglob("*.yml")]
    texts = [path.read_text("utf-8") for path in files]
    assert not [text for text in texts if hosting.is_bare(text)]
    for bare in ("pip install authorpages", "pip install authorpages==0.1.0", "pip install -U 'authorpages>=1'"):
        assert hosting.is_bare(f"run: python -m {bare}\n"), bare
    for named in ("pip install ./lock/authorpages-0.1.0-py3-none-any.whl", "pip install 'authorpages @ git+https://x'"):
        assert not hosting.is_bare(f"run: python -m {named}\n"), named


def test_the_address_of_a_repository_is_one_that_others_can_read() -> None:
    """Without user, password or token; what only this machine can reach is none."""
    addresses = {
        "https://github.com/ada/sitegen.git": "https://github.com/ada/sitegen.git",
        "https://ada:secret@github.com/ada/sitegen": "https://github.com/ada/sitegen",
        "https://git.example:8443/ada/sitegen": "https://git.example:8443/ada/sitegen",
        "git@github.com:ada/sitegen.git": "https://github.com/ada/sitegen.git",
        "ssh://git@git.example:22/ada/sitegen.git": "https://git.example/ada/sitegen.git",
        "http://git.example/ada/sitegen.git": "",
        "file:///srv/ada/sitegen": "",
        "/srv/ada/sitegen": "",
        "https://git.example/a b; rm -rf ~": "",
        "https://[half/open": "",
    }
    assert {address: pin.public(address) for address in addresses} == addresses


def test_an_action_is_named_by_its_commit_on_github(monkeypatch: pytest.MonkeyPatch) -> None:
    """The one place where GitHub looks for actions; elsewhere, and where no commit is known, there is none."""
    commit = "0123456789" * 4
    for origin, action in {
        ("https://github.com/ada/sitegen.git", commit): f"ada/sitegen@{commit}",
        ("https://github.com/ada/my.sitegen/", commit): f"ada/my.sitegen@{commit}",
        ("https://github.com/ada/group/sitegen", commit): "",
        ("https://github.com.example/ada/sitegen", commit): "",
        ("https://codeberg.org/ada/sitegen.git", commit): "",
        None: "",
    }.items():
        monkeypatch.setattr(pin, "_origin", lambda origin=origin: origin)
        assert pin.action() == action


def test_a_wheel_of_the_checkout_is_what_the_build_tool_makes(tmp_path: Path) -> None:
    """The same files but for what describes them, the same bytes each time, and a record that holds."""
    own = wheel.of_program()
    assert wheel.of_program() == own
    command = (sys.executable, "-m", "pip", "wheel", "-q", "--no-index", "--no-deps", "--no-build-isolation")
    subprocess.run([*command, "-w", tmp_path, CHECKOUT], check=True, capture_output=True)
    (made,) = tmp_path.glob("*.whl")
    assert made.name == own.name
    assert wheel.is_same_program(made.read_bytes(), own.data)
    with zipfile.ZipFile(made, "a") as archive:
        archive.writestr("sitecustomize.py", "print('hello')")
    assert not wheel.is_same_program(made.read_bytes(), own.data)
    assert not wheel.is_same_program(b"no wheel", own.data)


def test_what_is_not_ours_is_left_alone(tmp_path: Path) -> None:
    """A folder of that name may be somebody's own; ours is written anew, and an older wheel goes."""
    site = write_site(tmp_path / "site")
    git(tmp_path, "init", "-q", str(site))
    (site / "lock").mkdir()
    (site / "lock" / "sitegen.txt").write_text("mine\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"lock/sitegen\.txt: is there already, and is not ours"):
        lock(site)
    assert [path.name for path in (site / "lock").iterdir()] == ["sitegen.txt"]
    (site / "lock" / "sitegen.txt").unlink()
    (site / "lock" / "authorpages-0.0.1-py3-none-any.whl").touch()
    written, _ = lock(site)
    assert {path.name for path in written} == {path.name for path in (site / "lock").iterdir()}
    assert "authorpages-0.0.1-py3-none-any.whl" not in {path.name for path in written}
    assert lock(site)[0] == ()


def test_a_site_in_a_folder_names_its_wheel_from_the_top(tmp_path: Path) -> None:
    """The host's commands run at the top of the repository, where pip looks for it."""
    site = write_site(tmp_path / "all" / "papers")
    git(tmp_path, "init", "-q", str(tmp_path / "all"))
    write_workflow(site, "github")
    lock(site)
    assert "\n./papers/lock/authorpages-" in (site / "lock" / "sitegen.txt").read_text(encoding="utf-8")
    text = (tmp_path / "all" / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")
    assert "--require-hashes --requirement papers/lock/requirements.txt" in text
    assert "cache-dependency-path: papers/lock/requirements.txt" in text


class Machine:
    """A machine with Python, a local index in a folder, and no network; `site` is a repository with a site."""

    def __init__(self, folder: Path, wheels: Path) -> None:
        """Make the environment with all libraries, and the release that the index has."""
        self.folder, self.index = folder, folder / "index"
        self.index.mkdir()
        for library in wheels.glob("*.whl"):
            (self.index / library.name).symlink_to(library)
        make_environment(folder / "env", wheels.glob("*.whl"))
        self.site = write_site(folder / "site")
        git(folder, "init", "-q", "-b", "main", str(self.site))
        (folder / "gitconfig").write_text(
            f'[url "file://{folder}/server"]\n\tinsteadOf = {ADDRESS}\n[safe]\n\tdirectory = *\n', encoding="utf-8"
        )

    def do(self, script: str, cwd: Path | None = None, **variables: str) -> str:
        """Run a script as a host does, cut off from every network where this system can do that."""
        cut = ("unshare", "--map-root-user", "--net") if _can_be_cut() else ()
        environment = {
            "PATH": f"{self.folder / 'env' / 'bin'}:{os.environ['PATH']}",
            "HOME": str(self.folder),
            "PIP_NO_INDEX": "1",
            "PIP_FIND_LINKS": str(self.index),
            "PIP_CONFIG_FILE": os.devnull,
            "PIP_DISABLE_PIP_VERSION_CHECK": "1",
            "PIP_NO_COMPILE": "no",  # which is how pip wants to be told not to
            **WHO,
            "GIT_CONFIG_GLOBAL": str(self.folder / "gitconfig"),
            **variables,
        }
        done = subprocess.run(
            [*cut, "bash", "-e", "-o", "pipefail", "-c", script],
            cwd=cwd or self.site,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            check=False,
            encoding="utf-8",
            timeout=300,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def pinned(self) -> tuple[str, str]:
        """Write the workflow; return the pin, and what was said."""
        shutil.rmtree(self.site / ".github", ignore_errors=True)
        said = self.do("sitegen deploy --workflow")
        lines = (self.site / "lock" / "sitegen.txt").read_text(encoding="utf-8").splitlines()
        return next(line for line in lines if not line.startswith("#")), said

    def workflow(self) -> str:
        """Return the text of the workflow that builds the site."""
        return (self.site / ".github" / "workflows" / "site.yml").read_text(encoding="utf-8")

    def published(self) -> tuple[str, str]:
        """Write the workflow, forget sitegen, install what the workflow says, and build; return as `pinned` does."""
        pinned = self.pinned()
        self.do("python -m pip uninstall -q -y authorpages")
        jobs = yaml.safe_load(self.workflow())["jobs"]
        scripts = [(step["run"], step.get("env", {})) for step in unfolded(jobs["build"]["steps"]) if "run" in step]
        script = "\n".join(script for script, _ in scripts)
        steps = re.findall(r"(?m)^ *((?:python -m pip|sitegen (?:-C \S+ )?build).*)$", script)
        from_lock = [
            step for step in steps if step not in FROM_CHECKOUT
        ]  # which is what the action does without a lock
        assert [step.split()[0] for step in from_lock] == ["python", "python", "sitegen"], steps
        self.do("rm -rf output")
        for script, variables in scripts:
            self.do(script, GITHUB_OUTPUT=str(self.folder / "outputs"), **variables)
        assert (self.site / "output" / "index.html").is_file()
        return pinned


def _can_be_cut() -> bool:
    command = shutil.which("unshare")
    return (
        bool(command)
        and not subprocess.run(
            [command or "", "--map-root-user", "--net", "true"], capture_output=True, check=False
        ).returncode
    )


@pytest.fixture(scope="module")
def machine(tmp_path_factory: pytest.TempPathFactory, wheels: Path) -> Machine:
    """One for all ways to get sitegen."""
    return Machine(tmp_path_factory.mktemp("machine"), wheels)


def _a_release_is_pinned(machine: Machine) -> None:
    """By the hash that the index has, compared with what is installed: one that differs is another's, and not taken."""
    machine.do(f"python -m pip wheel -q --no-deps --no-build-isolation -w '{machine.index}' '{CHECKOUT}'")
    (release,) = machine.index.glob("authorpages-*.whl")
    machine.do("python -m pip install -q authorpages")
    requirement, said = machine.published()
    digest = hashlib.sha256(release.read_bytes()).hexdigest()
    assert requirement == f"authorpages=={__version__} --hash=sha256:{digest}"
    assert f"The host installs the release {__version__}" in said
    assert not list((machine.site / "lock").glob("*.whl"))
    with zipfile.ZipFile(release, "a") as archive:
        archive.writestr("sitegen/evil.py", "print('hello')")
    requirement, said = machine.published()
    assert requirement.startswith(f"./lock/authorpages-{__version__}-py3-none-any.whl --hash=sha256:")
    assert "a wheel of the sitegen" in said
    assert "uses: ada/" not in machine.workflow()
    release.unlink()


def _a_commit_is_pinned(machine: Machine) -> None:
    """As the installer noted it; for a checkout, its remote and its commit, unless the remote has not got it."""
    server = machine.folder / "server"
    server.mkdir()
    for part in wheel.PARTS:
        copy = shutil.copytree if (CHECKOUT / part).is_dir() else shutil.copy
        copy(CHECKOUT / part, server / part)
    shutil.copy(CHECKOUT / "README.md", server / "README.md")
    (server / ".gitignore").write_text("__pycache__/\n", encoding="utf-8")
    git(machine.folder, "init", "-q", "-b", "main", str(server))
    git(server, "add", "-A")
    git(server, "commit", "-q", "-m", "Begin")
    commit = git(server, "rev-parse", "HEAD")
    wanted = f"authorpages @ git+{ADDRESS}@{commit}"
    machine.do(f"python -m pip install -q --force-reinstall --no-deps --no-build-isolation 'git+{ADDRESS}@{commit}'")
    requirement, said = machine.published()
    assert requirement == wanted
    assert f"The host installs sitegen at the commit {commit[:10]}" in said
    assert machine.workflow().count(f"uses: ada/sitegen@{commit} # the commit of the sitegen {__version__} ") == 1
    assert "pip install" not in machine.workflow()
    machine.do(f"git clone -q {ADDRESS} '{machine.folder}/clone'")
    machine.do(f"python -m pip install -q --force-reinstall --no-deps --no-build-isolation -e '{machine.folder}/clone'")
    assert machine.pinned()[0] == wanted
    machine.do(f"python -m pip install -q --force-reinstall --no-deps --no-build-isolation '{machine.folder}/clone'")
    assert machine.pinned()[0] == wanted
    (machine.folder / "clone" / "sitegen" / "more.py").write_text('"""More."""\n', encoding="utf-8")
    machine.do(f"python -m pip install -q --force-reinstall --no-deps --no-build-isolation -e '{machine.folder}/clone'")
    assert machine.pinned()[0].startswith("./lock/authorpages-")


@pytest.mark.slow
@pytest.mark.sampled(1)
@pytest.mark.parametrize("way", [_a_release_is_pinned, _a_commit_is_pinned], ids=["release", "commit"])
def test_a_machine_gets_the_very_sitegen_that_wrote_the_workflow(
    machine: Machine, way: Callable[[Machine], None]
) -> None:
    """The very sitegen, whichever way it came to the person: a real installer, an index or a repository of our own."""
    way(machine)

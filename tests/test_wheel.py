"""What a person gets who installs the wheel and has no checkout."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.environments import make_environment

CHECKOUT = Path(__file__).resolve().parents[1]
pytestmark = pytest.mark.slow


def _run(*command: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """Run in an environment that knows nothing of the checkout."""
    return subprocess.run(
        list(map(str, command)),
        cwd=cwd,
        env={"PATH": "/usr/bin:/bin", "HOME": str(cwd)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
        encoding="utf-8",
    )


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, built from the checkout."""
    folder = tmp_path_factory.mktemp("dist")
    pip = (sys.executable, "-m", "pip", "wheel", "--no-index", "--no-deps", "--no-build-isolation")
    done = _run(*pip, "-w", folder, CHECKOUT, cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("authorpages-*.whl"))


@pytest.fixture(scope="module")
def program(wheel: Path, wheels: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The command, in an environment that holds the wheel and what its metadata asks for, at the locked versions."""
    environment = tmp_path_factory.mktemp("elsewhere") / "env"
    make_environment(environment)
    pip = (environment / "bin" / "python", "-m", "pip", "install", "--no-index", "--find-links", wheels)
    done = _run(*pip, "--no-compile", wheel, cwd=environment.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    return environment / "bin" / "sitegen"


def test_the_wheel_holds_the_program_and_its_themes(wheel: Path) -> None:
    """Themes and samples are inside the package; tests, benchmarks and the example site are not."""
    names = zipfile.ZipFile(wheel).namelist()
    assert "sitegen/themes/folio/theme.yaml" in names
    samples = (CHECKOUT / "sitegen/samples").rglob("*")
    assert {path.relative_to(CHECKOUT).as_posix() for path in samples if path.is_file()} <= set(names)
    assert {name.split("/")[0].split("-")[0] for name in names} == {"sitegen", "authorpages"}


def test_the_wheel_alone_makes_a_site_and_builds_it(program: Path, tmp_path: Path) -> None:
    """`sitegen new demo && sitegen -C demo build` works where nothing else of the project is."""
    made = _run(program, "new", "demo", cwd=tmp_path)
    assert made.returncode == 0, made.stdout + made.stderr
    built = _run(program, "-C", "demo", "build", "--strict", cwd=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    for page in ("index.html", "404.html", "papers/index.html", "authors/index.html", "feed.xml", "sitemap.xml"):
        assert (tmp_path / "demo" / "output" / page).is_file(), page


def test_the_wheel_builds_the_example_as_the_checkout_does(program: Path, example: Path, tmp_path: Path) -> None:
    """An installed sitegen writes the same bytes as the checkout, from whatever folder it is called."""
    shutil.copytree(CHECKOUT / "content", tmp_path / "site" / "content")
    built = _run(program, "-C", tmp_path / "site", "build", cwd=tmp_path)
    assert built.returncode == 0, built.stdout + built.stderr
    mine, theirs = _tree(tmp_path / "site" / "output"), _tree(example)
    assert not [name for name in mine.keys() | theirs.keys() if mine.get(name) != theirs.get(name)]


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}

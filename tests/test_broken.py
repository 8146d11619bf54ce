"""Broken content gives exactly the lines a person needs: the cases are the folders of `tests/broken/`."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from sitegen.cli.main import main

CASES = sorted(path.parent for path in Path(__file__).parent.glob("broken/*/expected.txt"))


def _build(site: Path, monkeypatch: pytest.MonkeyPatch) -> object:
    """Run `sitegen build` in this process and return its exit code."""
    monkeypatch.setattr("sys.argv", ["sitegen", "-C", str(site), "build", "--jobs", "1"])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site that was built while its content was still well."""
    site = tmp_path_factory.mktemp("built")
    (site / "content" / "papers").mkdir(parents=True)
    (site / "content" / "site.yaml").write_text("title: Papers\nbase_url: https://ada.example/\n", encoding="utf-8")
    (site / "content" / "papers" / "engine.yaml").write_text("title: E\nauthors: [Ada]\ndate: 1843\n", encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        assert _build(site, patch) == 0
    return site


def test_there_are_many_cases() -> None:
    """The folder of cases is found, and is not a handful."""
    assert len(CASES) >= 70


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_broken_content(
    case: Path,
    built: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    request: pytest.FixtureRequest,
) -> None:
    """A build of broken content prints the expected lines, exits 1, and leaves `output/` as it was."""
    site = tmp_path / "site"
    shutil.copytree(case, site, symlinks=True)
    shutil.copytree(built / "output", site / "output")
    before = _tree(site / "output")
    code = _build(site, monkeypatch)
    printed = capsys.readouterr()
    if request.config.getoption("--update-golden"):
        (case / "expected.txt").write_text(printed.err, encoding="utf-8")
    assert printed.err == (case / "expected.txt").read_text(encoding="utf-8")
    assert (code, printed.out) == (1, "")
    assert _tree(site / "output") == before
    assert "index.html" in before

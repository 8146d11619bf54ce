"""`sitegen theme`: list, new, eject."""

from __future__ import annotations

from pathlib import Path

from tests.conftest import Run
from tests.making import write_site


def test_list_marks_the_sites_theme(tmp_path: Path, sitegen: Run) -> None:
    """Every theme on hand with a line about it, the site's own with a star; also where there is no site."""
    done = sitegen("theme", "list", cwd=write_site(tmp_path / "site", theme="classic"))
    assert [line[:9].strip() for line in done.stdout.splitlines()] == ["* classic", "folio", "lab"]
    assert "(extends folio)" in done.stdout
    assert "*" not in sitegen("theme", "list", cwd=tmp_path).stdout


def test_new_makes_a_theme_that_works(tmp_path: Path, sitegen: Run) -> None:
    """About ten lines change the colour and one block; nothing is overwritten."""
    root = write_site(tmp_path, theme="mine")
    (root / "content/site.yaml").write_text("title: Site\nbase_url: https://example.org/\n", encoding="utf-8")
    assert sitegen("theme", "new", "mine", cwd=root).returncode == 0
    written = [path.read_text(encoding="utf-8") for path in (root / "themes/mine").rglob("*.*")]
    assert sum(len(text.splitlines()) for text in written) <= 14
    with (root / "content/site.yaml").open("a", encoding="utf-8") as config:
        config.write("theme: mine\ntheme_options: {motto: Ever onward}\n")
    assert sitegen("build", "--strict", cwd=root).returncode == 0
    assert "Ever onward" in (root / "output/index.html").read_text(encoding="utf-8")
    assert "--hue: 325" in next((root / "output/theme").glob("base.*.css")).read_text(encoding="utf-8")
    again = sitegen("theme", "new", "mine", cwd=root)
    assert (again.returncode, "already" in again.stderr) == (1, True)


def test_new_refuses_names_that_are_none(tmp_path: Path, sitegen: Run) -> None:
    """A theme's name is a folder's name and nothing else."""
    root = write_site(tmp_path)
    assert sitegen("theme", "new", "../evil", cwd=root).returncode == 2
    assert sitegen("theme", "new", "folio", cwd=root).returncode == 1
    assert not (root / "themes").exists()


def test_eject_copies_one_template_and_build_watches_it(tmp_path: Path, sitegen: Run) -> None:
    """The copy changes nothing until it is edited; when its original is another, the build says so."""
    root = write_site(tmp_path)
    sitegen("build", cwd=root)
    before = (root / "output/papers/first/index.html").read_bytes()
    assert sitegen("theme", "eject", "paper", cwd=root).returncode == 0
    taken = root / "themes/folio/templates/paper.html"
    assert sitegen("build", "--strict", cwd=root).returncode == 0
    assert (root / "output/papers/first/index.html").read_bytes() == before
    text = taken.read_text(encoding="utf-8")
    taken.write_text(text.replace(text.split()[4], "0" * 12, 1), encoding="utf-8")
    done = sitegen("build", cwd=root)
    assert done.returncode == 0
    assert done.stderr.startswith("themes/folio/templates/paper.html:1: taken from folio")
    assert sitegen("theme", "eject", "paper", cwd=root).returncode == 1


def test_eject_knows_its_templates(tmp_path: Path, sitegen: Run) -> None:
    """A template that is not there is wrong usage, with the nearest one that is."""
    done = sitegen("theme", "eject", "papr.html", cwd=write_site(tmp_path))
    assert done.returncode == 2
    assert 'did you mean "paper.html"' in done.stderr

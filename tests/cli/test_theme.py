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


def test_show_makes_a_page_of_every_component(tmp_path: Path, sitegen: Run) -> None:
    """In the theme and the accent of the site, with links that work where the files lie; the site is not touched."""
    root = write_site(tmp_path, theme="lab", theme_options="{accent: '#8a1538'}")
    own = root / "themes/lab/static/own.css"
    own.parent.mkdir(parents=True)
    own.write_text(":root { --ink3: light-dark(#bbbbbb, #555555) }")
    before = {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    done = sitegen("theme", "show", cwd=root)
    assert done.returncode == 0, done.stderr
    page = root / ".sitegen/theme/index.html"
    assert str(page) in done.stdout
    home = page.read_text(encoding="utf-8")
    assert 'href="theme/own.' in home
    assert 'href="papers/forecast/index.html"' in home
    assert '="/' not in home.split("</head>")[1]
    assert "<strong>1.9 too low</strong>" in home  # as the site's own style sheet has it: #bbbbbb on white
    assert before == {path: path.read_bytes() for path in (root / "content").rglob("*") if path.is_file()}
    assert not (root / "output").exists()


def test_show_says_what_is_wrong_with_the_look(tmp_path: Path, sitegen: Run) -> None:
    """At its line, as a build does."""
    root = write_site(tmp_path, theme_options="{accent: '#ffee00'}")
    done = sitegen("theme", "show", cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith("content/site.yaml:3:25: theme_options.accent: #ffee00 cannot be read")


def test_show_names_a_font_that_is_not_there(tmp_path: Path, sitegen: Run) -> None:
    """At its line, as a build does, and before anything is copied."""
    root = write_site(tmp_path, fonts="{serif: assets/Own.woff2}")
    done = sitegen("theme", "show", cwd=root)
    assert done.returncode == 1
    assert done.stderr.startswith("content/site.yaml:3:16: fonts.serif: content/assets/Own.woff2 does not exist")


def test_show_is_in_the_main_language(tmp_path: Path, sitegen: Run) -> None:
    """Where texts of the settings stand in several, the words of the pages are those of the first."""
    root = write_site(tmp_path, languages="[de, en]", description="{de: Eis, en: Ice}")
    done = sitegen("theme", "show", cwd=root)
    assert done.returncode == 0, done.stderr
    assert '<html lang="de"' in (root / ".sitegen/theme/index.html").read_text(encoding="utf-8")

"""One run tells everything that is wrong, as far as it can be known."""

from __future__ import annotations

from pathlib import Path

import pytest

from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from tests.making import write_site

GOOD = "title: T\nauthors: [Ada Lovelace]\ndate: 2020\n"


def told(root: Path) -> list[str]:
    """Return what a build of the site in a folder says is wrong."""
    with pytest.raises(SitegenError) as caught:
        build(root, BuildRequest(jobs=1))
    return [f"{one.file}: {one.sentence}" for one in caught.value.problems]


def test_faults_of_every_kind_are_told_at_once(tmp_path: Path) -> None:
    """A syntax error in one file hides neither a theme's options, nor clashes, nor missing files of other files."""
    files = {
        "papers/first.yaml": GOOD,
        "papers/broken.yaml": "title: [\n",
        "papers/old.yaml": GOOD + "aliases: [first]\n",
        "papers/wrong.yaml": GOOD + "dat: 2020\nfigures: [{file: figures/none.png}, {file: [figures/no.png]}]\n"
        "links: {pdf: papers/none.pdf, other: [{label: x, url: assets/none.zip}], code: https://x.org/}\n",
        "papers/who.yaml": "title: W\nauthors: [{author: nobody, nme: x}]\ndate: 2020\n",
        "authors/ada.yaml": "name: Ada Lovelace\npicture: assets/none.jpg\nnot: [nothing]\nage: 3\n",
    }
    said = told(write_site(tmp_path, files, theme_options="{colour: 3}"))
    wanted = [
        "content/papers/broken.yaml: ",
        "content/papers/wrong.yaml: content/figures/none.png does not exist",
        "content/papers/wrong.yaml: content/figures/no.png does not exist",
        "content/papers/wrong.yaml: content/papers/none.pdf does not exist",
        "content/papers/wrong.yaml: content/assets/none.zip does not exist",
        'content/papers/who.yaml: there is no "nobody" in content/authors/',
        "content/authors/ada.yaml: content/assets/none.jpg does not exist",
        'content/authors/ada.yaml: there is no "nothing" in content/papers/',
        "content/papers/first.yaml: papers/first/index.html would be made by each of",
        "content/site.yaml: ",
    ]
    assert [one for one in wanted if not any(line.startswith(one) for line in said)] == []
    assert len(said) == len(set(said))


def test_a_theme_and_a_clash_are_told_together(tmp_path: Path) -> None:
    """With content that is well, what the theme and the plan say against it comes in one run too."""
    files = {"papers/first.yaml": GOOD, "papers/old.yaml": GOOD + "aliases: [first]\n"}
    said = told(write_site(tmp_path, files, theme="nothing-like-it"))
    assert any("nothing-like-it" in one for one in said)
    assert any("would be made by each of" in one for one in said)

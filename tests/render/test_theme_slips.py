"""What lies in a site's themes and changes nothing is named, with the nearest name that would."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sitegen.content.load import load
from sitegen.render.theme_chain import lineage
from sitegen.render.theme_slips import slips
from tests.conftest import CHECKOUT
from tests.making import write_site


def _told(root: Path, files: dict[str, str], theme: str = "folio") -> list[tuple[str, str, str]]:
    """Return what is said of a site with these files in its themes, as (place, sentence, hint)."""
    write_site(root, theme=theme)
    for name, text in files.items():
        path = root / "themes" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    content, _ = load(root)
    warnings = slips(lineage(content.config.theme, root), root)
    assert all(warning.severity == "warning" for warning in warnings)
    return [(warning.place, warning.sentence, warning.hint) for warning in warnings]


BLOCKS = "its blocks: " + ", ".join(
    "abstract cite colours doors facts figures footer head header links main related styles turn".split()
)
PAPER = '{% extends "parent/paper.html" %}\n'


@pytest.mark.parametrize(
    ("name", "text", "place", "sentence", "hint"),
    [
        ("foliio/static/own.css", ":root { --wide: 1rem }", "themes/foliio",
         'there is no theme named "foliio", so nothing reads this folder', 'did you mean "folio"?'),
        ("folio/template/paper.html", "x", "themes/folio/template", "nothing reads this folder",
         'did you mean "templates"?'),
        ("folio/own.css", "p { color: red }", "themes/folio/own.css", "nothing reads this file here",
         "move it to themes/folio/static/"),
        ("folio/templates/papre.html", PAPER, "themes/folio/templates/papre.html",
         "no page is made of papre.html, and no template includes it", 'did you mean "paper.html"?'),
        ("folio/templates/paper.html", PAPER + "\n{% block citation %}x{% endblock %}\n",
         "themes/folio/templates/paper.html:3",
         "the template it extends has no block citation, so this is shown nowhere",
         BLOCKS),
        ("folio/templates/paper.html", PAPER + "{% block abstrct %}x{% endblock %}\n",
         "themes/folio/templates/paper.html:2",
         "the template it extends has no block abstrct, so this is shown nowhere", 'did you mean "abstract"?'),
        ("folio/static/onw.css", "p { color: red }", "themes/folio/static/onw.css", "no page asks for onw.css",
         'did you mean "own.css"?'),
        ("folio/static/custom.css", "p { color: red }", "themes/folio/static/custom.css",
         "no page asks for custom.css", "own.css is the style sheet that every page links"),
        ("folio/static/icn.svg", "<svg/>", "themes/folio/static/icn.svg", "no page asks for icn.svg",
         'did you mean "icon.svg"?'),
        ("folio/static/own.css", "/* --papr: as it was */\n:root { --papr: #fff }\n", "themes/folio/static/own.css:2",
         "no style sheet reads --papr", 'did you mean "--paper"?'),
        ("folio/strings/en.yaml", "abstarct: Summary\n", "themes/folio/strings/en.yaml:1:1", "no page says abstarct",
         'did you mean "abstract"?'),
    ],
)  # fmt: skip
def test_what_nothing_reads_is_named(
    tmp_path: Path, name: str, text: str, place: str, sentence: str, hint: str
) -> None:
    """A folder, a template, a block, a style sheet, a word, a property: at its line, with the nearest right name."""
    assert _told(tmp_path, {name: text}) == [(place, sentence, hint)]


def test_what_is_read_is_not(tmp_path: Path) -> None:
    """Templates, files, words and properties of one's own that something asks for, and blocks within blocks."""
    files = {
        "mine/theme.yaml": "extends: classic\n",
        "mine/templates/base.html": (
            '{% extends "parent/base.html" %}{# {% block nowhere %} #}{% block head %}{{ super() }}'
            '{% block mine %}<link rel="stylesheet" href="{{ asset("mine-too.css") }}">{% endblock %}{% endblock %}'
        ),
        "mine/templates/paper.html": PAPER + '{% block mine %}{% include "_own.html" %}{% endblock %}',
        "mine/templates/_own.html": "{{ t.motto_of_mine }}",
        "mine/static/mine.css": "a { color: var(--warm, red) }",
        "mine/static/mine-too.css": "a { background: url(leaf.png) }",
        "mine/static/own.css": ":root { --warm: #a00; --wide: 60rem }",
        "mine/static/leaf.png": "",
        "mine/static/LICENSE.txt": "CC0",
        "mine/strings/en.yaml": "motto_of_mine: Know thyself\n",
        "mine/screenshots/page.png": "",
        "mine/README.md": "Mine.",
        "lab/static/own.css": ":root { --wide: 60rem }",
    }
    assert _told(tmp_path, files, theme="mine") == []


def test_every_property_of_the_readme_is_read(tmp_path: Path) -> None:
    """Whoever sets what the documents name is told nothing."""
    readme = (CHECKOUT / "themes/README.md").read_text(encoding="utf-8")
    rows = [line.split("|")[1] for line in readme.splitlines() if line.startswith("| `--")]
    names = {name for row in rows for name in re.findall(r"--[\w-]+", row)}
    assert len(names) > 20
    css = ":root {\n" + "".join(f"{name}: 1px;\n" for name in sorted(names)) + "}\n"
    assert _told(tmp_path / "folio", {"folio/static/own.css": css}) == []
    assert _told(tmp_path / "lab", {"lab/static/own.css": css}, theme="lab") == []

"""The options of themes: declared, set, checked."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.errors import Problem, SitegenError
from sitegen.model import SiteConfig
from sitegen.render.options import declared, settle
from sitegen.render.static_files import read_statics
from sitegen.render.theme_chain import lineage
from tests.making import write_site

OPTIONS = """\
options:
  size: {kind: choice, values: [small, large], default: small}
  shade: {kind: hue, values: {sky: 230}, default: sky}
  faces: {kind: flag, default: true}
  motto: none
"""


def site(root: Path, manifest: str = OPTIONS, options: str = "{}") -> Path:
    """Write a site whose theme has these options, and which sets them so."""
    write_site(root, theme="mine", theme_options=options)
    (root / "themes/mine").mkdir(parents=True)
    (root / "themes/mine/theme.yaml").write_text(f"extends: folio\n{manifest}", encoding="utf-8")
    return root


def settled(root: Path, **options: Any) -> dict[str, Any]:
    """Return the values of all options."""
    config = SiteConfig(
        file="content/site.yaml", title="Site", base_url="https://example.org/", theme="mine", theme_options=options
    )
    return dict(settle(lineage("mine", root), config, root))


def fault(root: Path, **options: Any) -> Problem:
    """Return what is wrong."""
    with pytest.raises(SitegenError) as caught:
        settled(root, **options)
    return caught.value.problems[0]


def test_options_have_defaults_and_kinds(tmp_path: Path) -> None:
    """A choice and a text are texts, a flag is true or false, a hue is degrees; what a parent declares is inherited."""
    expected = {"accent": 192, "size": "small", "shade": 230, "faces": True, "motto": "none"}
    root = site(tmp_path)
    assert settled(root) == expected
    chosen = settled(root, size="large", shade="12", faces="false", motto="Know", accent="plum")
    assert chosen == {"accent": 325, "size": "large", "shade": 12, "faces": False, "motto": "Know"}


def test_a_child_changes_a_default_alone(tmp_path: Path) -> None:
    """`accent: plum` in a child keeps what the parent says an accent may be."""
    root = site(tmp_path, "options:\n  accent: plum\n")
    assert settled(root) == {"accent": 325}
    assert fault(root, accent="pum").hint == "did you mean plum?"


@pytest.mark.parametrize(
    ("name", "value", "sentence", "hint"),
    [
        ("size", "larg", "not one of its values", "did you mean large?"),
        ("size", "9", "not one of its values", "values: small, large"),
        ("shade", "360", "not a hue", "values: sky; or a number of degrees, 0 to 359"),
        ("shade", "-1", "not a hue", "0 to 359"),
        ("faces", "yes", "neither true nor false", "write true"),
        ("motto", ["a"], "one word, number or line", ""),
        ("shade", ["sky"], "one word, number or line", "values: sky; or a number of degrees"),
        ("shade", {"light": "sky"}, "one word, number or line", "values: sky"),
        ("sizes", "large", "no such option", "did you mean size?"),
        ("xyzzy", "large", "no such option", "its options: accent, faces, motto, shade, size"),
    ],
)
def test_a_wrong_value_is_an_error_at_its_line(tmp_path: Path, name: str, value: Any, sentence: str, hint: str) -> None:
    """What a site may not set is told with the line of site.yaml and with what would do."""
    root = site(tmp_path, options=f"\n  {name}: {value}")
    found = fault(root, **{name: value})
    assert (found.file, found.line, found.field) == ("content/site.yaml", 5, f"theme_options.{name}")
    assert sentence in found.sentence
    assert hint in found.hint


@pytest.mark.parametrize(
    ("manifest", "line", "said"),
    [
        ("options:\n  a: {kind: choise, default: x}\n", 3, "not a kind"),
        ("options:\n  a: {kind: choice, default: x}\n", 3, "lists its values"),
        ("options:\n  a: {kind: choice, values: [y], default: x}\n", 3, "not one of its values"),
        ("options:\n  a: {kind: flag}\n", 3, "has a default"),
        ("options:\n  a: {defalt: x}\n", 3, 'no key "defalt"'),
        ("options: [a]\n", 2, "a mapping"),
        ("option:\n  a: b\n", 2, 'no key "option"'),
    ],
)
def test_a_faulty_manifest_is_told_at_its_line(tmp_path: Path, manifest: str, line: int, said: str) -> None:
    """Whoever writes a theme hears what is wrong with its theme.yaml."""
    root = site(tmp_path, manifest)
    with pytest.raises(SitegenError) as caught:
        declared(lineage("mine", root))
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("themes/mine/theme.yaml", line)
    assert said in problem.sentence


def test_a_style_sheet_reads_options(tmp_path: Path) -> None:
    """`option(…)` in a style sheet is the option's value; one that does not exist is an error at its line."""
    root = site(tmp_path)
    sheet = root / "themes/mine/static/own.css"
    sheet.parent.mkdir()
    sheet.write_text(":root {\n  --hue: option(shade);\n}\n", encoding="utf-8")
    folders = [folder for theme in lineage("mine", root) for folder in theme.folders]
    assert b"--hue: 230;" in read_statics(folders, settled(root))["own.css"].data
    sheet.write_text(":root {\n  --hue: option(shad);\n}\n", encoding="utf-8")
    with pytest.raises(SitegenError, match=r"themes/mine/static/own.css:2: .*shad"):
        read_statics(folders, settled(root))


def test_scripts_are_published_without_asides(tmp_path: Path) -> None:
    """Code, licences and what stands behind code stay; a script in which a text spans lines is left as it is."""
    static = tmp_path / "static"
    static.mkdir()
    said = 'use();  // why\n  // aside\n//! (c) Ada\n//# sourceMappingURL=a.map\n  const at = "//x";\n'
    texts = ["const text = `\n// shown\n`;\n", "const text = 'one\\\n  two';\n"]
    (static / "plain.js").write_text(said, encoding="utf-8")
    for number, text in enumerate(texts):
        (static / f"{number}.js").write_text(text, encoding="utf-8")
    files = read_statics([tmp_path], {})
    assert files["plain.js"].data.decode() == said.replace("  // aside\n", "").replace("  const", "const")
    assert [files[f"{number}.js"].data.decode() for number in range(2)] == texts

"""Themes: found, inherited, checked."""

from __future__ import annotations

import gc
import re
import weakref
from pathlib import Path

import jinja2
import pytest
from markupsafe import Markup, escape

from sitegen.content.load import load
from sitegen.errors import SitegenError
from sitegen.render.recipe import BuildRequest, build
from sitegen.render.theme import _shown, find_theme
from tests.making import write_site


def theme(root: Path, name: str, files: dict[str, str]) -> None:
    """Write a theme of the site's own."""
    for path, said in files.items():
        place = root / "themes" / name / path
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(said, encoding="utf-8")


def page(root: Path, path: str = "index.html") -> str:
    """Return a page of the built site."""
    build(root, BuildRequest())
    return (root / "output" / path).read_text(encoding="utf-8")


def test_a_child_theme_changes_one_template_and_keeps_the_rest(tmp_path: Path) -> None:
    """A theme of two files inherits everything else."""
    root = write_site(tmp_path, theme="mine")
    theme(root, "mine", {"theme.yaml": "name: mine\nextends: folio\n"})
    theme(root, "mine", {"templates/404.html": "<!doctype html>Gone fishing"})
    assert page(root, "404.html") == "<!doctype html>Gone fishing"
    assert "First paper" in page(root)


def test_one_block_can_be_overridden(tmp_path: Path) -> None:
    """A child's template may extend the parent's of the same name and change a block of the frame."""
    root = write_site(tmp_path, theme="mine")
    base = '{% extends "base.html" %}{% block main %}<h1>Mine: {{ page.heading }}</h1>{% endblock %}'
    theme(root, "mine", {"theme.yaml": "name: mine\nextends: folio\n", "templates/404.html": base})
    text = page(root, "404.html")
    assert "<h1>Mine: " in text
    assert "<footer" in text


def test_a_template_extends_the_one_it_stands_for(tmp_path: Path) -> None:
    """`parent/…` is the template of that name further down: for a child theme, and for a site's override of it."""
    root = write_site(tmp_path, theme="mine")
    base = '{% extends "parent/base.html" %}{% block footer %}NAME {{ super() }}{% endblock %}'
    theme(root, "mine", {"theme.yaml": "extends: folio\n", "templates/base.html": base.replace("NAME", "outer")})
    theme(root, "folio", {"templates/base.html": base.replace("NAME", "inner")})
    text = page(root, "papers/first/index.html")
    assert "outer" in text
    assert "inner" in text
    assert text.count("<footer") == 1


def test_one_block_of_the_papers_page_is_changed(tmp_path: Path) -> None:
    """The rest of the page stays what the parent makes it."""
    root = write_site(tmp_path)
    changed = '{% extends "parent/paper.html" %}{% block cite %}<p>Cite nicely.</p>{% endblock %}'
    theme(root, "folio", {"templates/paper.html": changed})
    text = page(root, "papers/first/index.html")
    assert "Cite nicely." in text
    assert 'id="cite"' not in text
    assert 'class="facts"' in text


@pytest.mark.parametrize("name", ["links", "doors"])
def test_the_links_of_a_paper_have_their_old_name_too(tmp_path: Path, name: str) -> None:
    """A theme that was written before the block and the variable were called `links` still works."""
    root = write_site(tmp_path)
    listed = f"{{% for link in {name} %}}<i>{{{{ link.kind }}}} {{{{ link.href }}}}</i>{{% endfor %}}"
    changed = f'{{% extends "parent/paper.html" %}}{{% block {name} %}}{listed}{{% endblock %}}'
    theme(root, "folio", {"templates/paper.html": changed, "templates/row.html": f"<li>{listed}{{{{ byline }}}}</li>"})
    (root / "content/papers/first.yaml").write_text(
        "title: First\ndate: 2024\nauthors: [Ada One]\narxiv: '2401.00001'\nlinks: {code: https://example.org/c}\n"
    )
    shown = "<i>arxiv https://arxiv.org/abs/2401.00001</i><i>code https://example.org/c</i>"
    text = page(root, "papers/first/index.html")
    assert shown in text
    assert 'class="buttons"' not in text
    assert shown in page(root, "years/2024/index.html")


def test_a_parent_that_is_not_there_is_told(tmp_path: Path) -> None:
    """The last theme of a chain has nothing to extend: an error at the line that tries, not an endless search."""
    root = write_site(tmp_path)
    theme(root, "folio", {"templates/404.html": '\n{% extends "parent/nothing.html" %}'})
    with pytest.raises(SitegenError) as caught:
        build(root, BuildRequest())
    assert caught.value.problems[0].place == "themes/folio/templates/404.html:2"


def test_words_and_options_are_overlaid(tmp_path: Path) -> None:
    """A child's strings win over its parent's; the site's options win over the theme's defaults."""
    root = write_site(tmp_path, theme="mine")
    theme(
        root,
        "mine",
        {
            "theme.yaml": "name: mine\nextends: folio\noptions:\n  motto: none\n",
            "strings/en.yaml": "updated: Fresh as of\n",
            "templates/404.html": '{% extends "base.html" %}{% block main %}{{ option.motto }}{% endblock %}',
        },
    )
    assert "Fresh as of" in page(root)
    with (root / "content" / "site.yaml").open("a", encoding="utf-8") as site:
        site.write("theme_options: {motto: Publish and perish not}\n")
    assert "Publish and perish not" in page(root, "404.html")


def test_the_sites_language_chooses_the_words(tmp_path: Path) -> None:
    """Words in the site's language overlay the English ones."""
    root = write_site(tmp_path, language="de")
    theme(root, "folio", {"strings/de.yaml": "updated: Stand\n"})
    assert "Stand" in page(root)


@pytest.mark.parametrize(
    ("config", "said"),
    [
        ({"theme": "folia"}, "did you mean folio"),
        ({"theme": "nonesuch"}, "themes on hand: .*folio"),
        ({"theme_options": "{acent: rust}"}, "did you mean accent"),
        ({"theme_options": "{accent: rut}"}, "did you mean rust"),
    ],
)
def test_a_wrong_name_gets_a_hint(tmp_path: Path, config: dict[str, str], said: str) -> None:
    """A theme or an option that does not exist is an error in site.yaml, with the nearest one that does."""
    with pytest.raises(SitegenError) as caught:
        build(write_site(tmp_path, {}, **config), BuildRequest())
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("content/site.yaml", 3)
    assert re.search(said, problem.hint)


def test_themes_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    """A circle of themes is an error that names it."""
    root = write_site(tmp_path, theme="a")
    theme(root, "a", {"theme.yaml": "name: a\nextends: b\n"})
    theme(root, "b", {"theme.yaml": "name: b\nextends: a\n"})
    with pytest.raises(SitegenError, match="circle: a, b, a"):
        build(root, BuildRequest())


@pytest.mark.parametrize(
    ("template", "line", "said"),
    [
        ("one\n{% if %}", 2, "Expected"),
        ("one\ntwo\n{{ nonsense }}", 3, "nonsense"),
        ("{{ t.no_such_word }}", 1, "no_such_word"),
        ("\n{{ option.no_such_option }}", 2, "no_such_option"),
        ("\n\n\n{{ asset('none.css') }}", 4, "none.css"),
        ("{{ 1 / 0 }}", 1, "division"),
        ('{% include "none.html" %}', 1, "none.html"),
    ],
)
def test_a_template_error_names_file_and_line(tmp_path: Path, template: str, line: int, said: str) -> None:
    """Whatever fails in a template is a problem at its file and line, never a traceback."""
    root = write_site(tmp_path)
    theme(root, "folio", {"templates/404.html": template})
    with pytest.raises(SitegenError) as caught:
        build(root, BuildRequest())
    problem = caught.value.problems[0]
    assert (problem.file, problem.line) == ("themes/folio/templates/404.html", line)
    assert said in problem.sentence


def test_a_template_error_names_what_was_at_hand(tmp_path: Path) -> None:
    """The hint lists the names that could have been used there, loop variables too, and the nearest to what was."""
    root = write_site(tmp_path)
    theme(root, "folio", {"templates/404.html": "{% for item in latest %}\n{{ itm }}{% endfor %}"})
    with pytest.raises(SitegenError) as caught:
        build(root, BuildRequest())
    guess, here, everywhere = caught.value.problems[0].hint.splitlines()
    assert guess == "did you mean item?"
    assert here.startswith("here: item, latest, ")
    assert {"site", "config", "at", "option", "t"} <= set(everywhere.removeprefix("everywhere: ").split(", "))


def test_a_fault_of_ours_is_not_blamed_on_a_template(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What breaks inside of a function that templates call is raised as it is; what breaks in their lines is theirs."""
    from sitegen.render.theme import Theme

    def broken(self: Theme, name: str) -> str:
        nothing: dict[str, str] = {}
        return nothing[name]

    root = write_site(tmp_path)
    theme(root, "folio", {"templates/404.html": "{{ asset('x.css') }}"})
    with pytest.raises(SitegenError, match=r"404\.html:1: the template failed: no static/x\.css"):
        build(root, BuildRequest())
    broken.__code__ = broken.__code__.replace(co_filename=str(Path(build.__code__.co_filename).with_name("theme.py")))
    monkeypatch.setattr(Theme, "static", broken)
    with pytest.raises(KeyError):
        build(root, BuildRequest())
    theme(root, "folio", {"templates/404.html": "{{ 'a' + 1 }}"})
    monkeypatch.undo()
    with pytest.raises(SitegenError, match=r"404\.html:1: the template failed"):
        build(root, BuildRequest())


def test_wrong_arguments_are_the_fault_of_the_template_that_gives_them(tmp_path: Path) -> None:
    """Python raises them where the function is called, which is in our code; they are told with the template's line."""
    root = write_site(tmp_path)
    theme(root, "folio", {"templates/404.html": "\n{{ at.paper('a', 'b', 'c') }}"})
    with pytest.raises(SitegenError, match=r"404\.html:2: the template failed: .*takes 2 positional arguments"):
        build(root, BuildRequest())


def test_a_function_that_wants_the_context_has_it(tmp_path: Path) -> None:
    """All others are called at once, in loops and blocks too, where Jinja adds names of its own to the arguments."""
    root = write_site(tmp_path)
    environment = find_theme(load(root)[0].config, root).environment

    @jinja2.pass_context
    def seen(context: jinja2.runtime.Context, word: str) -> str:
        return f"{word} {context['shown']}"

    calls = "{% set y = n %}{{ seen('saw') }} {{ plain(n=n) }};"
    loop = f"{{% block a %}}{{% set x = 1 %}}{{% for n in (1, 2) %}}{calls}{{% endfor %}}{{% endblock %}}"
    template = environment.from_string(loop)
    assert template.render(shown="it", seen=seen, plain=lambda *, n: n * 2) == "saw it 2;saw it 4;"


def test_static_files_carry_a_digest_and_style_sheets_follow(tmp_path: Path) -> None:
    """Static files are named by their content; `url(…)` in a style sheet names the file that is there."""
    root = write_site(tmp_path)
    sheet_text = "a { background: url('img/dot.svg') } b { background: url(data:x) }"
    theme(root, "folio", {"static/own.css": sheet_text, "static/img/dot.svg": "<svg/>"})
    theme(root, "folio", {"templates/404.html": "{{ asset('own.css') }}"})
    address = page(root, "404.html")
    assert address.startswith("/theme/own.")
    sheet = root / "output" / address[1:]
    named = sheet.read_text(encoding="utf-8").split("url(")[1].split(")")[0]
    assert (sheet.parent / named).read_text(encoding="utf-8") == "<svg/>"
    theme(root, "folio", {"static/img/dot.svg": "<svg><!-- new --></svg>"})
    assert page(root, "404.html") != address


def test_style_sheets_are_published_without_comments(tmp_path: Path) -> None:
    """Comments and space that tells nothing stay at home; what only looks like such, and licences, do not."""
    root = write_site(tmp_path)
    written = (
        "/* the reader's own */\na {\n  content: '/* kept */';\n\n  background: url(//x.org/*.svg); /* no\nmore */\n}\n"
        '/*! a licence */\nb::before { content: "\\"/*" }\n'
        ":is(b, i) > u :hover { --own: 1px;\n width: calc(1px + 2px) }\n"
    )
    theme(root, "folio", {"static/mine.css": written, "templates/404.html": "{{ asset('mine.css') }}"})
    sheet = (root / "output" / page(root, "404.html")[1:]).read_text(encoding="utf-8")
    assert sheet == (
        "a{content:'/* kept */';background:url(//x.org/*.svg);}"
        '/*! a licence */ b::before{content:"\\"/*"}'
        ":is(b,i) > u :hover{--own: 1px;width:calc(1px + 2px)}"
    )
    spanning = "a {\n  content: 'one\\\n   two';\n}\n"
    theme(root, "folio", {"static/mine.css": spanning})
    assert (root / "output" / page(root, "404.html")[1:]).read_text(encoding="utf-8") == spanning


class Shown:
    """A value that a template shows."""

    text = "shown"


def test_what_a_page_shows_is_let_go_of_when_it_is_rendered(tmp_path: Path) -> None:
    """A macro holds what it can see, which holds the macro: that is undone, for a build looks for no garbage."""
    root = write_site(tmp_path, theme="mine")
    macro = "{% macro said(word) %}{{ word }} {{ value.text }}{% endmacro %}"
    theme(root, "mine", {"theme.yaml": "extends: folio\n"})
    theme(root, "mine", {"templates/404.html": macro + "{{ said('outer') }} {% include '_inner.html' %}"})
    theme(root, "mine", {"templates/_inner.html": macro + "{{ said('inner') }}"})
    render = find_theme(load(root)[0].config, root).template("404.html")
    value = Shown()
    alive = weakref.ref(value)
    gc.disable()
    try:
        assert render(value=value) == "outer shown inner shown"
        del value
        assert alive() is None
    finally:
        gc.enable()


@pytest.mark.parametrize("value", ["a < b & 'c' \"d\"", Markup("<b>x</b>"), 7, 1.5, None, ["<"]])
def test_a_template_shows_a_value_as_jinja_escapes_it(value: object) -> None:
    """Plain text is escaped, markup is not."""
    assert str(_shown(value)) == str(escape(value))

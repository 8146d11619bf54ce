"""`sitegen theme`: the themes on hand, a theme of one's own, one template to change."""

from __future__ import annotations

from pathlib import Path

import click

from sitegen.cli.context import CliContext
from sitegen.cli.number_range import NumberRange
from sitegen.cli.report import plain, say, show_crash, show_problems
from sitegen.errors import SitegenError
from sitegen.interrupts import INTERRUPTED

_OWN = """\
/* Linked after all others: `sitegen theme show` shows what it changes, themes/README.md lists the properties. */
:root { /* --paper: light-dark(#fffdf7, #10141a); --wide: 64rem; --round: 0; */ }
"""
_MANIFEST = """\
name: {name}
extends: {parent}
description: One line about it, for `sitegen theme list`.
options:
{inherited}  motto: Publish and be read   # an option of its own; a site sets it under theme_options:
"""
_TEMPLATE = """\
{# One block of every page, changed. `sitegen theme eject base.html` shows the others. #}
{% extends "parent/base.html" %}
{% block footer %}
{{ super() }}
<span>{{ option.motto }}</span>
{% endblock %}
"""


@click.group()
def command() -> None:
    """Show the themes on hand, start one of your own, or take one template to change it.

    \b
    Example:
      sitegen theme list
      sitegen theme show
      sitegen theme new mine
      sitegen theme eject row.html
    """


@command.command("list")
@click.pass_obj
def show(cli_context: CliContext) -> None:
    """List the themes on hand; the site's own choice has a star.

    \b
    Example:
      sitegen theme list
    """
    from sitegen.render import theme_chain

    root = cli_context.root or cli_context.start
    used = theme_chain.chosen(root) if cli_context.root else ""
    themes: list[theme_chain.Ancestor] = []
    for name in theme_chain.known(root):
        try:
            themes += filter(None, [theme_chain.ancestor(name, root)])
        except SitegenError as error:  # the others are there all the same
            show_problems(error.problems)
    width = max(len(theme.name) for theme in themes)
    for theme in themes:
        mark, extends = "*" if theme.name == used else " ", f" (extends {theme.parent})" if theme.parent else ""
        click.echo(plain(f"{mark} {theme.name:<{width}}  {theme.description}{extends}"))


@command.command("new")
@click.argument("name")
@click.pass_obj
def create(cli_context: CliContext, name: str) -> None:
    """Make a theme NAME in the site's themes/, which extends the theme that the site has now.

    \b
    Example:
      sitegen theme new mine
    """
    from sitegen.content import forms
    from sitegen.content.form_error import FormError
    from sitegen.render import options, theme_chain

    root = cli_context.site()
    try:
        forms.slug(name)
    except FormError as error:
        raise click.BadParameter(error.sentence, param_hint="NAME") from None
    folder = root / "themes" / name
    if name in theme_chain.known(root) or folder.exists():
        raise SitegenError(f"there is a theme named {name} already; give yours another name")
    parent = theme_chain.chosen(root)
    has_accent = "accent" in options.declared(theme_chain.lineage(parent, root))
    inherited = f"  accent: plum                 # another default for an option of {parent}\n" if has_accent else ""
    _write(folder / "theme.yaml", _MANIFEST.format(name=name, parent=parent, inherited=inherited))
    _write(folder / "templates" / "base.html", _TEMPLATE)
    _write(folder / "static" / "own.css", _OWN)
    if not cli_context.quiet:
        click.echo(f"themes/{name}/ is there. Write theme: {name} into content/site.yaml to use it.")


@command.command("show")
@click.option("--output", type=click.Path(file_okay=False, path_type=Path), metavar="DIR", help="Where the pages go.")
@click.option("--serve", is_flag=True, help="Show them in a browser, and again at every edit of the theme.")
@click.option("--port", type=NumberRange(0, 65535), default=8000, show_default=True, metavar="P")
@click.pass_obj
def showcase(place: CliContext, *, output: Path | None, serve: bool, port: int) -> None:
    """Build pages with every component, of made-up content, in the theme, accent, fonts and own.css of the site.

    \b
    Example:
      sitegen theme show
      sitegen theme show --serve
    """
    from sitegen.content.lock import STATE
    from sitegen.publish.showcase import write_relative, write_showcase
    from sitegen.render.recipe import build
    from sitegen.render.request import BuildRequest

    root = place.site()
    folder = write_showcase(root)
    if serve and not place.quiet:
        say("building the pages; their address follows")
    if serve:
        _serve(folder, port)
        return
    built = build(folder, BuildRequest(remembers=False))
    page = write_relative(built.output, (output or root / STATE / "theme").absolute())
    if not place.quiet:
        click.echo(f"{page} has every component. `sitegen theme show --serve` shows it again at every edit.")


def _serve(folder: Path, port: int) -> None:
    """Show the made-up site until somebody ends it."""
    from sitegen.publish.preview import Listener, serve
    from sitegen.render.request import BuildRequest

    listener = Listener(
        lambda address: click.echo(f"Every component is at {address}  (Ctrl-C ends this)"),
        lambda result: show_problems(result.errors),
        lambda error: show_crash(error, folder),
    )
    try:
        serve(folder, BuildRequest(remembers=False), listener, host="127.0.0.1", port=port)
    except KeyboardInterrupt:  # how one is meant to end it
        raise click.exceptions.Exit(INTERRUPTED) from None


@command.command("eject")
@click.argument("template")
@click.pass_obj
def eject(cli_context: CliContext, template: str) -> None:
    """Copy one TEMPLATE of the site's theme into the site's themes/, to be changed there.

    Its first line says where it came from: when that changes in a later sitegen, `sitegen build` says so.

    \b
    Example:
      sitegen theme eject row.html
    """
    from sitegen.content import guesses
    from sitegen.render import overrides, theme_chain

    root = cli_context.site()
    chain = theme_chain.lineage(theme_chain.chosen(root), root)
    name = template if template.endswith(".html") else f"{template}.html"
    target = root / "themes" / chain[0].name / "templates"
    if (target / name).exists():
        raise SitegenError(f"{theme_chain.shown(target / name)} is there already")
    templates = overrides.originals(chain)
    if name not in templates:
        hint = guesses.did_you_mean(name, templates) or f"templates: {', '.join(sorted(templates))}"
        raise click.BadParameter(f"no theme here has a template {name}; {hint}", param_hint="TEMPLATE")
    owner, original = templates[name]
    _write(target / name, overrides.stamp(owner, original) + original)
    if not cli_context.quiet:
        click.echo(f"{theme_chain.shown(target / name)} is yours to change; without it, that of {owner} stands again.")


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")

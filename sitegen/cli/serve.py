"""`sitegen serve`: look at the site while it is edited."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

import click

from sitegen.cli.automation import is_automatic
from sitegen.cli.clock import now, today
from sitegen.cli.context import CliContext
from sitegen.cli.number_range import NumberRange
from sitegen.cli.report import say, show_crash, show_problems
from sitegen.interrupts import INTERRUPTED

if TYPE_CHECKING:
    from sitegen.errors import Problem
    from sitegen.publish.builder import Built


@click.command()
@click.option("--port", type=NumberRange(0, 65535), default=8000, show_default=True, metavar="P")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="H", help="Address to listen on.")
@click.option("--open", "is_opened", is_flag=True, help="Open the site in a browser.")
@click.pass_obj
def command(cli_context: CliContext, *, port: int, host: str, is_opened: bool) -> None:
    """Build the site, show it in a browser, and build it again at every edit.

    A port that is taken gives way to the next that is free. Ctrl-C ends it.

    \b
    Example:
      sitegen serve
      sitegen serve --port 8080 --open
    """
    from sitegen.publish import port as ports

    root = cli_context.site()
    ports.check(host)
    if not cli_context.quiet:
        say("building the site; its address follows")

    from sitegen.publish.preview import Listener, serve  # which take a moment to load
    from sitegen.render.recipe import BuildRequest

    known: set[Problem] = set()

    def ready(address: str) -> None:
        if port and f":{port}/" not in address:
            say(f"port {port} is taken")
        click.echo(f"The site is at {address}  (Ctrl-C ends this)")
        if is_opened:
            _open(address)

    def built(result: Built) -> None:
        show_problems(warning for warning in result.warnings if warning not in known)
        show_problems(result.errors)
        if result.errors:
            say("not built; the last good site stays")
            return
        known.clear()
        known.update(result.warnings)
        if not cli_context.quiet:
            click.echo(f"built in {result.seconds:.2f} s: {result.changed:,} of {result.files:,} files changed")

    request = BuildRequest(now=now(), today=today(), remembers=not is_automatic())
    listener = Listener(ready, built, lambda error: show_crash(error, root))
    try:
        serve(root, request, listener, host=host, port=port)
    except KeyboardInterrupt:  # how one is meant to end it
        raise click.exceptions.Exit(INTERRUPTED) from None


def _open(address: str) -> None:
    """Open a browser, in a thread of its own: some browsers take the terminal until they are closed."""
    import webbrowser

    threading.Thread(target=webbrowser.open, args=(address,), daemon=True).start()

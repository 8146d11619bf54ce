"""The command `sitegen`: finds the site, runs one command, turns what went wrong into lines and an exit code.

Exit codes: 0 done, 1 content or input at fault, 2 wrong usage, 3 a source or a remote failed, 130 interrupted.
Each command is a module of this folder, imported when it is called: `sitegen --help` imports only click.
"""

from __future__ import annotations

import importlib
import sys
from pathlib import Path

import click

from sitegen import __version__

from .place import Place, find

COMMANDS = {
    "new": "Make a new site.",
    "pull": "Fetch papers and merge them into content/.",
    "build": "Render the site into output/.",
    "serve": "Show the site while it is edited.",
    "check": "Say what should be mended, and where.",
    "fmt": "Put YAML files into canonical form.",
    "deploy": "Publish the site.",
    "alert": "Mail subscribers what is new.",
    "theme": "Show, start or change a theme.",
    "schema": "Print the JSON Schema of a kind of file.",
}


class Commands(click.Group):
    """The commands, by name, without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command object of that module, or nothing."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sitegen.cli.{cmd_name}").command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - see above
        """List the commands with a sentence each, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
@click.option("-C", "folder", type=click.Path(file_okay=False, path_type=Path), help="The site's folder.")
@click.option("-q", "--quiet", is_flag=True, help="Say only what is wrong.")
@click.option("-v", "--verbose", is_flag=True, help="Say more.")
@click.pass_context
def commands(ctx: click.Context, folder: Path | None, *, quiet: bool, verbose: bool) -> None:
    """Turn papers in YAML into a web site.

    \b
    Example:
      sitegen new mysite --name "Ada Lovelace"
      sitegen -C mysite build
    """
    start = folder or Path()
    if folder is not None and not folder.is_dir() and ctx.invoked_subcommand != "new":
        raise click.BadParameter(f"{folder} is not a folder", param_hint="-C")
    ctx.obj = Place(root=find(start, above=folder is None), start=start, quiet=quiet, verbose=verbose)


def main() -> None:
    """Run the command line; never returns."""
    sys.exit(_run())


def _run() -> int:
    """Run the command that was asked for; return the exit code."""
    context: click.Context | None = None
    try:
        context = commands.make_context("sitegen", sys.argv[1:])
        with context:
            commands.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        return 130
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except Exception as error:  # noqa: BLE001 - the last door: a person sees one line, the log has the rest
        from .report import show_crash, show_error

        place = context.obj if context else None
        return show_error(error) or show_crash(error, place.root if isinstance(place, Place) else None)
    return 0


if __name__ == "__main__":
    main()

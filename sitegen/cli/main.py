"""The command `sitegen`: finds the site, runs one command, turns what went wrong into lines and an exit code.

Exit codes: 0 done, 1 content or input at fault, 2 wrong usage, 3 a source or a remote failed, 130 interrupted.
Each command is a module of this folder, imported when it is called: `sitegen --help` imports only click.
"""

from __future__ import annotations

import contextlib
import importlib
import io
import os
import sys
from dataclasses import replace
from pathlib import Path

import click

from sitegen import __version__
from sitegen.cli import terminal
from sitegen.cli.completion import VARIABLE
from sitegen.cli.context import CliContext, find
from sitegen.interrupts import INTERRUPTED

COMMANDS = {
    "new": "Make a new site.",
    "pull": "Fetch papers and merge them into content/.",
    "import": "Bring in papers from a .bib file, a library or an old site.",
    "build": "Render the site into output/.",
    "serve": "Show the site while it is edited.",
    "check": "Say what should be mended, and where.",
    "fmt": "Put YAML files into canonical form.",
    "export": "Write a list of publications: BibTeX, Word, LaTeX …",
    "deploy": "Publish the site.",
    "alert": "Mail subscribers what is new.",
    "theme": "Show, start or change a theme.",
    "schema": "Print the JSON Schema of a kind of file.",
    "completion": "Let a shell complete commands and options.",
}

_MODULES = {"import": "importing"}
"""Commands whose name cannot be a module's."""

HABITS = {
    "new": "init create start scaffold site quickstart",
    "pull": "fetch update sync refresh harvest get download",
    "import": "convert migrate bring load bibtex bib from",
    "build": "generate render make compile html publish-local",
    "serve": "server preview watch run dev livereload show open",
    "check": "lint validate doctor test verify audit status",
    "fmt": "format tidy prettify reformat",
    "export": "bibliography bib list publications convert references",
    "deploy": "publish push upload gh-deploy gh-pages ghp release",
    "alert": "notify mail email newsletter subscribe",
    "theme": "themes template templates skin eject",
    "completion": "completions complete autocomplete",
    "--help": "help commands usage",
    "--version": "version",
}
"""What other tools call these commands."""


FOLDER = click.Path(file_okay=False, path_type=Path)


class Commands(click.Group):
    """The commands, by name, without importing them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Return the names in the order in which a newcomer needs them."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - click's signature
        """Return the command object of that module, or nothing."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"sitegen.cli.{_MODULES.get(cmd_name, cmd_name)}").command
        return _with_common_options(command)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that was typed; where there is none of the name, say which was meant."""
        name = args[0]
        if name.startswith("-") or name in COMMANDS:
            return super().resolve_command(ctx, args)
        raise click.UsageError(f"there is no command {name!r}{_meant(name)}", ctx)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - see above
        """List the commands with a sentence each, from the table above."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))


def _meant(name: str) -> str:
    """Return the end of the sentence about a command that does not exist."""
    from sitegen.content.guesses import nearest

    word = name.casefold()
    meant = next((command for command, habits in HABITS.items() if word in habits.split()), "")
    near = meant or nearest(word, COMMANDS)
    return f"; did you mean `sitegen {near}`?" if near else f"; there are {', '.join(COMMANDS)}"


def _with_common_options(command: click.Command) -> click.Command:
    """Let a command, and those below it, take -C, -q and -v also behind its name."""
    if any(parameter.name == "quiet" for parameter in command.params):
        return command
    command.params += [
        click.Option(["-C", "site_folder"], type=FOLDER, expose_value=False, callback=_set_folder, hidden=True),
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=_set, hidden=True),
        click.Option(["-v", "--verbose"], is_flag=True, expose_value=False, callback=_set, hidden=True),
    ]
    for inner in command.commands.values() if isinstance(command, click.Group) else ():
        _with_common_options(inner)
    return command


def _set(ctx: click.Context, option: click.Parameter, value: bool) -> None:
    """Note -q or -v that stands behind the command's name."""
    if value and isinstance(ctx.obj, CliContext):
        is_quiet = option.name == "quiet"
        _note(ctx, replace(ctx.obj, quiet=True) if is_quiet else replace(ctx.obj, verbose=True))


def _set_folder(ctx: click.Context, option: click.Parameter, value: Path | None) -> None:  # noqa: ARG001 - see above
    """Note -C that stands behind the command's name."""
    if value is not None and isinstance(ctx.obj, CliContext):
        _check_folder(value, ctx.info_name)
        _note(ctx, replace(ctx.obj, root=find(value, above=False), start=value))


def _note(ctx: click.Context, cli_context: CliContext) -> None:
    """Give ours to all contexts from here up: the outermost is asked when something fails."""
    context: click.Context | None = ctx
    while context is not None:
        context.obj = cli_context
        context = context.parent


def _check_folder(folder: Path, command: str | None) -> None:
    if not folder.is_dir() and command != "new":
        raise click.BadParameter(f"{folder} is not a folder", param_hint="-C")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="sitegen")
@click.option("-C", "folder", type=FOLDER, help="The site's folder.")
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
    if folder is not None:
        _check_folder(folder, ctx.invoked_subcommand)
    ctx.obj = CliContext(root=find(start, above=folder is None), start=start, quiet=quiet, verbose=verbose)


def main() -> None:
    """Run the command line; never returns."""
    terminal.prepare()
    try:
        code = _run()
        terminal.finish()
    except BrokenPipeError:
        terminal.abandon()
        code = terminal.CLOSED
    except OSError as error:  # what was printed could not be kept: a full disk
        terminal.complain(error)
        terminal.abandon()
        code = 1
    sys.exit(code)


def _run() -> int:
    """Run the command that was asked for; return the exit code. Raises `BrokenPipeError` when nobody reads on."""
    context: click.Context | None = None
    try:
        if os.environ.get(VARIABLE):
            return _complete(os.environ[VARIABLE])
        context = commands.make_context("sitegen", sys.argv[1:])
        with context:
            commands.invoke(context)
    except click.exceptions.Exit as done:
        return done.exit_code
    except (click.exceptions.Abort, KeyboardInterrupt):
        _note_interrupt(context)
        return INTERRUPTED
    except click.ClickException as error:
        from sitegen.cli.report import plain

        if isinstance(error, click.NoSuchOption):
            from sitegen.content.guesses import nearest

            near = nearest(error.option_name, error.possibilities or ())  # those of click need not be alike
            error = click.NoSuchOption(error.option_name, possibilities=[near] if near else None, ctx=error.ctx)
        message = io.StringIO()
        error.show(message)
        click.echo(plain(message.getvalue()), err=True, nl=False)
        return error.exit_code
    except Exception as error:  # the last door: a person sees one line, the log has the rest
        if isinstance(error, BrokenPipeError) and terminal.is_closed():
            raise
        from sitegen.cli.report import show_crash, show_error

        return show_error(error) or show_crash(error, _site_at_work(context))
    return 0


def _site_at_work(context: click.Context | None) -> Path | None:
    """The folder of the site that the command was about; none for `new`, which makes another than one stands in."""
    if context is None or not isinstance(context.obj, CliContext) or context.invoked_subcommand == "new":
        return None
    return context.obj.root


def _note_interrupt(context: click.Context | None) -> None:
    """Say that a command which had begun was ended, in place of the line that told how far it was."""
    if context and isinstance(context.obj, CliContext) and not context.obj.quiet:
        with contextlib.suppress(OSError):  # the window was closed
            click.echo(("\r\x1b[K" if terminal.can_rewrite() else "") + "interrupted", err=True)


def _complete(instruction: str) -> int:
    """Answer a shell that asks how a line may go on."""
    from click.shell_completion import shell_complete

    return shell_complete(commands, {}, "sitegen", VARIABLE, instruction)


if __name__ == "__main__":
    main()

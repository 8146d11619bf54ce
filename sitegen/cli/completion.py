"""`sitegen completion`: let a shell complete commands and options."""

from __future__ import annotations

import click

VARIABLE = "_SITEGEN_COMPLETE"
"""What a shell sets when it asks for the ways to go on."""
SHELLS = ("bash", "zsh", "fish")


@click.command()
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the lines that let SHELL complete sitegen's commands, options and files.

    \b
    Example:
      sitegen completion bash > ~/.local/share/bash-completion/completions/sitegen
      sitegen completion zsh > ~/.zfunc/_sitegen
      sitegen completion fish > ~/.config/fish/completions/sitegen.fish
    """
    from click.shell_completion import get_completion_class

    completion = get_completion_class(shell)
    if completion is None:
        raise click.UsageError(f"this version of click does not know {shell}")
    click.echo(completion(ctx.find_root().command, {}, "sitegen", VARIABLE).source())

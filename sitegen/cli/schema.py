"""`sitegen schema`: print what may be written in each kind of file."""

from __future__ import annotations

import click

from sitegen.cli.report import say_json

KINDS = ("paper", "author", "site", "page", "news", "venues", "cv", "item", "items")


@click.command()
@click.argument("kind", type=click.Choice(KINDS), required=False)
def command(kind: str | None) -> None:
    """Print the JSON Schema of a KIND of file, or of all kinds.

    \b
    Example:
      sitegen schema paper > paper.json
    """
    from sitegen.content.schema import json_schema

    schemas = json_schema(kind) if kind else {each: json_schema(each) for each in KINDS}
    say_json(schemas, indent=2)

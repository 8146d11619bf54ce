"""XML elements as text, for the formats that are XML.

In: a name, finished content or words, attributes. Out: the element; nothing where it would be empty. Every word is on
one line, escaped once, and free of what XML 1.0 forbids.
"""

from __future__ import annotations

from html import escape

from sitegen.cite.characters import clean, one_line

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'


def element(name: str, /, *children: str, **attributes: str) -> str:
    """Return an element around finished ones; nothing where all of them are empty."""
    inner = "".join(children)
    return f"<{name}{_attributes(attributes)}>{inner}</{name}>" if inner else ""


def words(name: str, text: str, /, **attributes: str) -> str:
    """Return an element that holds a line of words; nothing where there are none."""
    return element(name, escape(one_line(text), quote=False), **attributes)


def prose(name: str, text: str) -> str:
    """Return an element that holds words on several lines; nothing where there are none."""
    return element(name, escape(clean(text).strip(), quote=False))


def _attributes(values: dict[str, str]) -> str:
    return "".join(f' {name}="{escape(one_line(value))}"' for name, value in values.items() if value)

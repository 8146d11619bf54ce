"""The files of a new site.

In: the person's name. Out: every file by its slash path below the site's folder, ready to build. Never writes.
"""

from __future__ import annotations

import json
import re

from sitegen.content.fields import KINDS
from sitegen.content.lock import PUBLISHED
from sitegen.content.schema import json_schema
from sitegen.content.yaml_writer import inline
from sitegen.text.names import split
from sitegen.text.slugs import slug

IGNORED = ("output/", ".sitegen/")
"""What version control has no use for."""
MERGED = f"{PUBLISHED} merge=union"
"""How version control joins what two machines have published: the lines of both stay."""

_SITE = """\
# yaml-language-server: $schema=.schema/site.json
# The site itself. Every key is explained by `sitegen schema site`.
title: {title}
description: {description}
base_url: https://example.org/   # the address it will have; a path such as /papers/ is fine
owner: {slug}   # whose page is the home page: a file in authors/. Delete the line for a lab's site
"""

_AUTHOR = """\
# yaml-language-server: $schema=../.schema/author.json
name: {name}
# names: [N. Other]            # other spellings found on papers
# affiliation: University of Somewhere
# position: Postdoctoral researcher
# bio: |
#   Markdown, as much of it as you like.
# orcid: 0000-0002-1825-0097
# github: user-name
# website: https://example.org/
"""

_PAPER = """\
# yaml-language-server: $schema=../.schema/paper.json
# One work, one file; the file's name is the page's address. Copy this file for each of your papers.
title: 'An example: titles with a colon stand in single quotes'
authors:
  - {name}
  - name: {other}
    affiliation: {place}
    corresponding: true
date: 2024-01-15   # YYYY, YYYY-MM or YYYY-MM-DD
type: inproceedings   # article, preprint, book, thesis, dataset, talk ...
venue:
  name: Conference on Examples
  short: ConfEx
  pages: 1--20
abstract: |
  Several lines go into a block like this one. Nothing in it needs quotes: formulas such as $E = mc^2$, \\emph{{LaTeX}},
  colons and "quotes" are all well here.
# arxiv: 2203.15556
# doi: 10.1234/abc
links:
  code: https://example.org/code
#   pdf: assets/example.pdf     # a file below content/
# figures:
#   - file: figures/example/1.png
#     caption: What it shows.
topics:
  - Examples
draft: true   # delete this line to publish the paper; `sitegen build --drafts` shows it before
"""

_OTHERS = (("Ada Lovelace", "University of London"), ("Charles Babbage", "University of Cambridge"))
"""Co-authors of the example paper with their institutions: the first who is not the person is named."""


def with_id(settings: str, site_id: str) -> str:
    """Return the text of a site's settings with an id, a new UUID, below its address; one that has an id keeps it."""
    if re.search(r"^id:", settings, re.MULTILINE):
        return settings
    line = f"id: {inline(site_id)}   # ids in feeds are made of it, so that they stay when the address changes"
    return re.sub(r"^base_url:.*$", lambda match: f"{match[0]}\n{line}", settings, count=1, flags=re.MULTILINE)


def starter(name: str, *, is_person: bool = True, file: str = "") -> dict[str, str]:
    """The text of each file of a new one-person site, by its path; the site has no id of its own yet.

    The person's file has the name as it was given, `García Márquez, Gabriel`; the site's texts as pages show it. What
    is no person's name (`is_person`) stands as it is. `file` is the slug of a person where it is not made of the name.
    """
    shown = split(name).shown if is_person else name
    person = file or slug(shown)
    values = {"title": inline(shown), "name": inline(name), "slug": inline(person)}
    values["description"] = inline(f"Papers of {shown}")
    values["other"], values["place"] = next(pair for pair in _OTHERS if slug(pair[0]) != person)
    return {
        "content/site.yaml": _SITE.format(**values),
        f"content/authors/{person}.yaml": _AUTHOR.format(**values),
        "content/papers/example.yaml": _PAPER.format(**values),
        **surroundings(),
    }


def surroundings() -> dict[str, str]:
    """The text of each file that any site begins with, by its path: schemas for editors, and what git is told."""
    schemas = {f"content/.schema/{kind}.json": json.dumps(json_schema(kind), indent=1) + "\n" for kind in KINDS}
    return {
        **schemas,
        ".gitignore": "".join(f"{line}\n" for line in IGNORED),
        ".gitattributes": f"{MERGED}\n",
    }

"""Item links: where talks, projects and posts of an old site lead, in the words that items have for it.

In: links as `{label, url}`, addresses. Out: a mapping by kind (`slides`, `code`), all others under `other`; an address
that a page may have, or nothing. Never asks whether it exists.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

from sitegen.content.form_error import FormError
from sitegen.content.web_addresses import url
from sitegen.model import Links

_LINK_KINDS = tuple(one.name for one in fields(Links) if one.name != "other")


def by_kind(links: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """Links as items have them: under the kind that their label names, all others under `other`."""
    targets_by_kind: dict[str, Any] = {}
    for link in links:
        kind = link["label"].lower()
        if kind in _LINK_KINDS:
            targets_by_kind.setdefault(kind, []).append(link["url"])
        elif link not in targets_by_kind.setdefault("other", []):
            targets_by_kind["other"].append({"label": link["label"], "url": link["url"]})
    ours = {kind: [*dict.fromkeys(targets_by_kind[kind])] for kind in _LINK_KINDS if kind in targets_by_kind}
    single = {kind: targets[0] if len(targets) == 1 else targets for kind, targets in ours.items()}
    return {**single, **({"other": targets_by_kind["other"]} if targets_by_kind.get("other") else {})}


def outside(address: str, scheme: str) -> str:
    """An address elsewhere, if it is one that a page may have."""
    if scheme == "mailto":
        return address if "@" in address else ""
    if scheme not in {"http", "https"}:
        return ""
    try:
        return url(re.sub(r"[\s<>\"\\^`{|}]", lambda sign: f"%{ord(sign[0]):02X}", address))
    except (FormError, ValueError):
        return ""

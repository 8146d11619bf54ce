"""Whether a machine works for a host (`CI=true`) or for a person who can commit what it writes."""

from __future__ import annotations

import os


def is_automatic() -> bool:
    """Return whether `CI` says that nobody sits here: what was published is then read, and never written."""
    return os.environ.get("CI", "").strip().lower() in {"true", "1"}

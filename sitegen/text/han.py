"""Han letters: how they are read is not written in them.

In: text. Out: whether it has letters that China, Japan and Korea read each in their own way, and whether it has some
that only Japan or Korea has. Never reads them (`slugs.in_ascii` does, as in China).
"""

from __future__ import annotations

from sitegen.regex import regex

_HAN = regex("[\u3005-\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff]")
_KANA_OR_HANGUL = regex("[\u3041-\u3096\u30a1-\u30fa\u31f0-\u31ff\uff66-\uff9d\u1100-\u11ff\u3131-\u318e\uac00-\ud7a3]")
_LANGUAGES = ("ja", "ko")


def is_han(text: str) -> bool:
    """Tell whether a text has letters that are read in one way in China, and in others elsewhere."""
    return not text.isascii() and _HAN.search(text) is not None


def is_read_otherwise(language: str, *texts: str) -> bool:
    """Tell whether what stands beside Han letters shows that they are not read as in China: a language, or a letter.

    `language` is a tag (`ja-JP`), empty where it is not known.
    """
    if language.lower().split("-")[0] in _LANGUAGES:
        return True
    return any(not text.isascii() and _KANA_OR_HANGUL.search(text) for text in texts)

"""Japanese papers and people get addresses in letters that they are written in elsewhere, and no Chinese reading."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from sitegen.importers import bibtex, new_site, source_text
from sitegen.pull.naming import name


def _named(title: str, author: str, key: str = "") -> str:
    fields: dict[str, Any] = {"title": title, "authors": [author], "date": "2020"}
    return name({**fields, "bibtex": {"key": key}} if key else fields, ())


@pytest.mark.parametrize(
    ("title", "author", "key", "slug"),
    [
        ("SnowNetを用いた雪の観測", "山田 花子", "yamada2020snownet", "2020-yamada-snownet"),
        ("雪の観測", "山田 花子", "yamada2020kansoku", "2020-yamada-kansoku"),
        ("雪の観測", "山田 花子", "Yamada_2020", "2020-yamada"),
        ("雪の観測", "山田 花子", "", "2020-paper"),
        ("雪の観測", "Hanako Yamada", "", "2020-yamada"),
        ("ゆきのこと", "さとう はな", "", "2020-satou-yukinokoto"),
        ("雪的观测", "李娜", "", "2020-lina-xuedeguance"),
        ("雪的观测", "李娜", "WOS:0001", "2020-lina-xuedeguance"),
        ("雪的观测", "李娜", "li2020snow", "2020-li-snow"),
        ("Snow on Mars", "Ada King", "king2020other", "2020-king-snow-mars"),
    ],
)
def test_han_letters_are_read_as_chinese_only_where_nothing_says_otherwise(
    title: str, author: str, key: str, slug: str
) -> None:
    """Kana says that a paper is Japanese, a key how its author and title are spelled; else the letters are read."""
    assert _named(title, author, key) == slug


def test_papers_without_letters_to_read_are_numbered() -> None:
    """Two of one year are still two."""
    fields = {"title": "雪の観測", "authors": ["山田 花子"], "date": "2020"}
    assert name(fields, {"2020-paper"}) == "2020-paper-2"


def _owner(tmp_path: Path, *entries: tuple[str, str, str], owner: str = "山田 花子") -> str:
    """Return the owner's slug on a site made of entries of (key, title, authors)."""
    lines = [
        f"@article{{{key}, title={{{title}}}, author={{{people}}}, year=2020}}\n" for key, title, people in entries
    ]
    file = tmp_path / "list.bib"
    file.write_text("".join(lines), encoding="utf-8")
    texts, _ = new_site.texts(bibtex.papers(source_text.read(file), tmp_path), owner, "site")
    (path,) = (path for path in texts if path.startswith("content/authors/"))
    slug = path.removeprefix("content/authors/").removesuffix(".yaml")
    assert f"owner: {slug} " in texts["content/site.yaml"]
    return slug


def test_the_owner_is_called_as_their_keys_say(tmp_path: Path) -> None:
    """By the family name of their keys, and by the whole name where one person of that family is spelled in Latin."""
    own, other = ("yamada2020yuki", "雪の観測", "山田, 花子"), ("king2020ice", "Ice", "King, Ada and Yamada, Hanako")
    assert _owner(tmp_path, own) == "yamada"
    assert _owner(tmp_path, own, other) == "hanako-yamada"
    assert _owner(tmp_path, own, other, ("king2021", "Sea", "King, Ada and Yamada, Taro")) == "yamada"
    assert _owner(tmp_path, ("a", "雪の観測", "山田, 花子")) == "author"
    assert _owner(tmp_path, ("a", "雪的观测", "李, 娜"), owner="李 娜") == "lina"
    assert _owner(tmp_path, own, owner="Hanako Yamada") == "hanako-yamada"

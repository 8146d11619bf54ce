"""What a link to a page looks like where it is shared."""

from __future__ import annotations

import io
import zlib
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont
from PIL import Image

from sitegen.images import cards
from sitegen.images.cards import Card, can_show, draw
from tests.images.test_cleaning import picture

CARD = Card("Scaling Language Models", "Ada Lovelace, Bob Mason, +78 more", "arXiv · 8 Dec 2021", "Ada Lovelace")


def inked(data: bytes, box: tuple[int, int, int, int]) -> int:
    """Return how many pixels of a part of a card are dark."""
    with Image.open(io.BytesIO(data)) as image:
        return sum(image.convert("L").crop(box).histogram()[:128])


def test_a_card_says_what_it_was_given() -> None:
    """It has the size that is asked for, a title above, a foot below, and a line between them."""
    data = draw(CARD)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.size, image.format) == ((1200, 630), "PNG")
    assert inked(data, (76, 60, 1124, 160)) > 1000
    assert inked(data, (76, 550, 1124, 610)) > 500
    assert inked(data, (76, 400, 1124, 530)) == 0
    assert len(data) < 30_000


@pytest.mark.parametrize("title", ["A", "Long " * 60, "W" * 300, "Pneumonoultramicroscopicsilicovolcanoconiosis " * 4])
def test_nothing_runs_over_the_edge(title: str) -> None:
    """Margins stay free, however long the title, the names, the venue and the site's name are."""
    data = draw(Card(title, "Somebody Orother, " * 40, "Journal of " * 30, "Site " * 40))
    assert inked(data, (1126, 0, 1200, 630)) == 0
    assert inked(data, (17, 0, 74, 630)) == 0
    assert inked(data, (76, 500, 1124, 538)) < 6000


WORDS = [
    ("A", "", "", ""),
    ("", "", "", ""),
    ("ÀÉÎÕŪŐỆ jgpqy,; Ünïcödé ѢЂЏ ŚĄ", "Ǻ" * 40, "ğģy", "j"),
    ("W" * 30 + " and what follows from it", "Ada Lovelace, " * 30, "g" * 90, "Q" * 20),
    ("Long words in a title " * 20, "Bob Mason, Cy Young", "Journal of Things · 2020", "Site of somebody"),
]


@pytest.mark.parametrize("words", WORDS)
def test_a_packed_card_is_what_was_drawn(words: tuple[str, str, str, str]) -> None:
    """Packed by bands, it has each pixel of the card drawn whole, and every check in it is right."""
    card = Card(*words)
    data = draw(card)
    whole = Image.new("P", (cards.WIDTH, cards.HEIGHT), 0)
    whole.paste(cards._SHADES, (0, 0, 17, cards.HEIGHT))
    cards._set(whole, (*cards._head(card), *cards._foot(card)), black=cards._SHADES - 1)
    with Image.open(io.BytesIO(data)) as image:
        assert (image.mode, image.tobytes()) == ("P", whole.tobytes())
        colours = image.getpalette() or []
        assert (colours[:3], colours[24:27]) == ([252, 251, 248], [0, 97, 95])
    start = data.index(b"IDAT")
    size = int.from_bytes(data[start - 4 : start], "big")
    rows = zlib.decompress(data[start + 4 : start + 4 + size])  # which looks at the sum of all rows
    assert (len(rows), set(rows[::601])) == (630 * 601, {0})


def test_a_picture_stands_beside_the_words(tmp_path: Path) -> None:
    """The figure is on the right, and the words keep clear of it; of a person it is round."""
    file = tmp_path / "figure.png"
    file.write_bytes(picture("PNG"))
    for is_person in (False, True):
        card = Card("Scaling Language Models: Methods", "Ada", "", "Site", picture=str(file), is_person=is_person)
        data = draw(card)
        with Image.open(io.BytesIO(data)) as image:
            assert (image.size, image.format) == ((1200, 630), "JPEG")
        assert inked(data, (660, 60, 700, 500)) == 0


def test_words_that_the_font_lacks_make_no_card() -> None:
    """Latin, Greek and Cyrillic can be set; of other scripts there would be boxes."""
    assert can_show("Łukasz Müller, Ευκλείδης, Чебышёв – “naïve”", "Nguyễn")
    assert not can_show("小平 邦彦")
    assert not can_show("fine", "الخوارزمي")


def test_the_font_is_read_as_others_read_it() -> None:
    """The table of characters is the one that fontTools finds."""
    assert cards._characters() == frozenset(TTFont(cards._FONT).getBestCmap())

"""Words without a mark take a short way through the text room; it leads where the long one does."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from sitegen.text import convert, markup, plain
from sitegen.text.repair import repair, unescape

WORDS = st.text(
    alphabet=st.one_of(
        st.sampled_from(" \n.,;:!?()'\"-+/=%@#0123456789abcXYZ"),
        st.characters(exclude_categories=["Cs"]),
        st.just("\u00a0"),
    ),
    max_size=24,
)


@settings(max_examples=1500)
@given(WORDS)
def test_the_short_way_says_what_the_long_one_does(source: str) -> None:
    """For titles and for abstracts, in the page and in plain text."""
    text = repair(unescape(source))[0]
    if convert._SIGNS.search(text):  # the short way is not taken
        return
    parts, troubles = convert._blocks(text, {})
    line, _ = convert._read(text, {})
    assert troubles == ()
    short = convert.abstract(source)[0]
    assert (short.html, short.plain) == (markup.blocks(parts), plain.blocks(parts))
    short = convert.phrase(source)[0]
    assert (short.html, short.plain) == (markup.line(line), plain.line(line))

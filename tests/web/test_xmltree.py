import pytest

from sitegen.web.xmltree import XmlError, child_text, parse, text_of

LAUGHTER = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 9))
LAUGHS = f'<!DOCTYPE l [<!ENTITY l0 "l">{LAUGHTER}]><l>&l8;</l>'
"""A few lines that would be a hundred million letters."""


def test_names_are_read_without_their_prefixes() -> None:
    """Whatever prefix a feed uses, an element is found by its own name."""
    root = parse(b'<a:feed xmlns:a="urn:a" xmlns:b="urn:b"><b:x b:k="1">one <a:y>two</a:y></b:x></a:feed>')
    found = root.find("x")
    assert found is not None
    assert (root.tag, found.get("k"), text_of(found), child_text(root, "z")) == ("feed", "1", "one two", "")


def test_named_characters_are_characters() -> None:
    """Names of HTML are characters, also without the DTD that would define them; unknown ones are an error."""
    assert text_of(parse(b"<a>&Uuml;&eacute;&amp;&#228;&lt;</a>")) == "Üé&ä<"
    with pytest.raises(XmlError):
        parse(b"<a>&nosuchthing;</a>")


@pytest.mark.parametrize("encoding", ["utf-8", "iso-8859-1", "utf-16"])
def test_encodings_are_read_as_declared(encoding: str) -> None:
    """A document says how it is written."""
    document = f'<?xml version="1.0" encoding="{encoding}"?><a>Zoë</a>'.encode(encoding)
    assert text_of(parse(document)) == "Zoë"


@pytest.mark.parametrize(
    "document",
    [
        '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>',
        '<!DOCTYPE a SYSTEM "https://evil.example/a.dtd"><a/>',
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/hosts">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY % p SYSTEM "file:///etc/hosts">%p;]><a/>',
        LAUGHS,
        "<!DOCTYPE a><a/>",
    ],
)  # fmt: skip
def test_a_document_type_is_refused(document: str) -> None:
    """No entity, no DTD, no file, no network: not even when it would do no harm."""
    with pytest.raises(XmlError, match="document type"):
        parse(document.encode())


@pytest.mark.parametrize(
    "document",
    [b"", b"<a>", b"<a></b>", b"<a/><b/>", b"no xml", b"\xff\xfe", b"<a>\x00</a>", b"<a>" * 200 + b"</a>" * 200,
     b'<?xml version="1.0" encoding="nonsense"?><a/>'],
)  # fmt: skip
def test_what_is_cut_or_damaged_is_an_error(document: bytes) -> None:
    """Half a document is none, and so is one that is deeper than any honest one."""
    with pytest.raises(XmlError):
        parse(document)


def test_a_deep_but_honest_document_passes() -> None:
    """Fifty levels are many, and read."""
    assert text_of(parse(b"<a>" * 50 + b"x" + b"</a>" * 50)) == "x"

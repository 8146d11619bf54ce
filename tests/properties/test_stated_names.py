"""Names whose parts a source states: whatever they are, the file says them, and what is read of it has just these."""

from __future__ import annotations

from itertools import product

from sitegen.content import schema, yaml_writer
from sitegen.content.assembly import Texts, make_paper
from sitegen.content.fields import KINDS, Part
from sitegen.content.yamlfile import parse
from sitegen.pull.fields import author_of
from sitegen.text.names import parts, spelling, surname
from tests.sampling import amount, some

GIVEN = (
    "", "Ines", "Jean-Luc", "Ana Rita de", "J. R.", "Ó", "Yu", "Bin", "Md", "Van", "III", "Jr", "Team", "Rain and",
    "A, B", "'t", "明", "はな", "민서", "سلمى عبد", "अनिल", "Đức Anh", "Пётр А.", "ปรีชา",
)  # fmt: skip
FAMILY = (
    "Moss", "Soler Puig", "Ó Floinn", "O'Dea", "d'Orme", "al-Zahra", "Al Zahra", "van den Bos", "Van Bos",
    "de la Peña", "Rius y Mora", "Saint-Orme", "陈", "欧阳", "佐藤", "김", "الزهراء", "वर्मा", "Trần", "Орлов", "Jr",
    "III", "X", "Team", "University", "others", "St. Orme", "e Lima", "und", "Fog, Inc.", "bin Zayd", "Mac an Tuile",
    "'t Hart", "Þórsdóttir", "MD", "PhD", "and Sons",
)  # fmt: skip
SUFFIXES = ("", "Jr.", "III", "PhD")
PARTICLES = ("", "van", "Van", "von und zu", "al-", "d'", "de la", "'t")


def test_every_name_is_read_back_in_the_parts_that_were_stated() -> None:
    """All together, of any script, particle and suffix, with given names and without: none is split elsewhere."""
    stated = some(product(GIVEN, FAMILY, SUFFIXES, PARTICLES), amount(8_000, 30_000))
    authors = [author_of(given, family, suffix, particle=particle) for given, family, suffix, particle in stated]
    for start in range(0, len(stated), 5000):
        data = {"title": "T", "date": "2020", "authors": authors[start : start + 5000]}
        document = parse(yaml_writer.document(data, Part(KINDS["paper"])), "x.yaml")
        values, problems = schema.check("paper", document)
        assert not problems
        paper = make_paper(values, Texts(document, {}), slug="x", file="x.yaml")
        read = [parts(spelling(author)) for author in paper.authors]
        assert [(name.given, name.surname, name.suffix) for name in read] == [
            (given, surname(particle, family), suffix)
            for given, family, suffix, particle in stated[start : start + 5000]
        ]

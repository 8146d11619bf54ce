"""The page of a curriculum vitae, and its PDF.

In: `cv.yaml` as it was read, whose it is, and the fragments of their papers. Out: staged files.
"""

from __future__ import annotations

from sitegen.exports.cv import typst as cv_typst
from sitegen.exports.cv.document import CvPaper, CvWording, cv_document
from sitegen.incremental.task import Result
from sitegen.model import Author, Cv, Text
from sitegen.records import dataclass
from sitegen.render.fragments import PaperList
from sitegen.render.page_context import RenderContext
from sitegen.site.plan import CV_PAGE, CV_PDF


@dataclass(frozen=True, slots=True)
class CvPage:
    """The material of the page; `compiler` is the version of Typst, empty where there is none."""

    cv: Cv
    author: Author | None
    name: str
    papers: PaperList
    compiler: str


def cv_page(inputs: CvPage, context: RenderContext) -> Result:
    """Make the page, and the PDF where Typst is installed."""
    papers = [
        CvPaper(paper.cited.type, paper.cited.title, Text(paper.cited.plain, paper.cited.html, paper.cited.plain))
        for paper in inputs.papers
        if paper.cited
    ]
    wording = CvWording(context.config.language, context.words, context.words.language)
    document = cv_document(inputs.cv, inputs.author, inputs.name, papers, wording)
    about = f"{document.name}: {document.title}"
    page = context.page("cv", context.at.page("cv/"), about, description=about, source=inputs.cv.file)
    pdf = context.at.page(CV_PDF) if inputs.compiler else ""
    files = [context.put(CV_PAGE, context.template("cv.html")(page=page, cv=document, pdf=pdf))]
    if inputs.compiler:
        from sitegen.typeset import typst  # large, and not everybody's

        files.append(context.put_bytes(CV_PDF, typst.pdf(cv_typst.document(document))))
    return Result(tuple(files))

"""Documents to print, and eyes for a PDF: what its tree says, and what stands on its pages."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from io import BytesIO

from pypdf import PdfReader
from pypdf.generic import ContentStream

from formats.papier.pdf import PrintAanvulling, PrintDeel, PrintDocument, PrintRegel, PrintSectie

MADE = datetime(2026, 3, 5, 13, 3, tzinfo=UTC)


def with_answers(document: PrintDocument, *regels: PrintRegel) -> PrintDocument:
    """The same document with only these answers."""
    return replace(document, delen=[PrintDeel("Deel", secties=[PrintSectie("Sectie", list(regels))])])


def with_text(document: PrintDocument, text: str) -> PrintDocument:
    """The same document with this text in every place that takes text."""
    regels = [
        PrintRegel(text, tekst=text),
        PrintRegel(text, soort="lijst", lijst=[text, text]),
        PrintRegel(text, soort="tabel", kop=[text, text], rijen=[[text, text], [text]]),
        PrintRegel(text, soort="tabel", kop=[text] * 9, rijen=[[text] * 9]),
    ]
    deel = PrintDeel(text, text, [PrintSectie(text, regels, text)], [PrintAanvulling(text, text, text)])
    return PrintDocument(text, text, text, text, text, text, text, MADE, text, [deel] * 4, [text], concept=True)


class Paper:
    """A PDF as a reader and a screen reader meet it."""

    def __init__(self, pdf: bytes) -> None:
        self.reader = PdfReader(BytesIO(pdf), strict=True)
        self.root = self.reader.trailer["/Root"]
        self.pages = [_plain(page.extract_text()) for page in self.reader.pages]
        self.text = " ".join(self.pages)
        self.squeezed = "".join(self.text.split())
        self.tags = list(_walk(self.root["/StructTreeRoot"]))

    def shown(self, kind: str) -> int:
        """How many pieces of text are "tagged", marked as "decoration", or neither ("loose", forbidden by PDF/UA-1, 7.1)."""
        count = 0
        for page in self.reader.pages:
            marks: list[str] = []
            for operands, operator in ContentStream(page.get_contents(), self.reader).operations:
                if operator in (b"BDC", b"BMC"):
                    marks.append(str(operands[0]))
                elif operator == b"EMC":
                    marks.pop()
                elif operator in (b"Tj", b"TJ"):
                    count += kind == ("decoration" if "/Artifact" in marks else "tagged" if marks else "loose")
        return count


def _plain(text: str) -> str:
    # A break inside a word is a zero-width space; pypdf reads a hyphen whose glyph also ends a line as a soft one.
    return " ".join(text.replace("\u200b", "").replace("\u00ad", "-").split())


def _walk(node: object) -> Iterator[str]:
    node = node.get_object() if hasattr(node, "get_object") else node
    if isinstance(node, list):
        for child in node:
            yield from _walk(child)
    elif isinstance(node, dict):
        if "/S" in node and node.get("/Type", "/StructElem") == "/StructElem":
            yield str(node["/S"])
        if "/K" in node:
            yield from _walk(node["/K"])

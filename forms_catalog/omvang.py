"""Counts the pages of a document where the file itself tells: a PDF in its page tree, a Word file in its properties. It never fails."""

import re
import zipfile
import zlib
from typing import BinaryIO

from wagtail.documents.models import Document

MAX_BYTES = 20 * 1024 * 1024
# Of one unpacked stream; the page tree of a form is a few hundred bytes, and a bomb is not worth unpacking.
MAX_UNPACKED = 512 * 1024
MAX_STREAMS = 2000

_PAGE_TREE = re.compile(rb"/Type\s*/Pages\b[^>]*?/Count\s+(\d{1,4})\b|/Count\s+(\d{1,4})\b[^>]*?/Type\s*/Pages\b", re.DOTALL)
_STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
_WORD_PAGES = re.compile(rb"<Pages>(\d{1,4})</Pages>")


def count_pages(document: Document) -> int | None:
    """The number of pages, or None when the file does not tell or cannot be read."""
    end = document.filename.rpartition(".")[2].lower()
    if end not in ("pdf", "docx"):
        return None
    try:
        with document.open_file() as file:
            return _of_pdf(file.read(MAX_BYTES)) if end == "pdf" else _of_word(file)
    except (OSError, ValueError, zipfile.BadZipFile, KeyError, RuntimeError):
        return None


def _of_pdf(data: bytes) -> int | None:
    """The largest count in any page tree: the root of the tree counts all pages, its branches fewer."""
    counts = [int(a or b) for a, b in _PAGE_TREE.findall(data)]
    # Since PDF 1.5 the tree may stand in a packed stream.
    for number, match in enumerate(_STREAM.finditer(data)):
        if counts or number > MAX_STREAMS:
            break
        try:
            unpacked = zlib.decompressobj().decompress(match[1], MAX_UNPACKED)
        except zlib.error:
            continue
        counts = [int(a or b) for a, b in _PAGE_TREE.findall(unpacked)]
    return max(counts, default=0) or None


def _of_word(file: BinaryIO) -> int | None:
    """What Word wrote in the properties when it last saved the file."""
    with zipfile.ZipFile(file) as packed, packed.open("docProps/app.xml") as properties:
        found = _WORD_PAGES.search(properties.read(MAX_UNPACKED))
    return int(found[1]) or None if found else None

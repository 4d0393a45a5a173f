"""Reads one PDF that somebody sent, in a process of its own: does anything in it act by itself, how many pages are there, what does page one look like.

Run as a program by `pdf_check`, with the PDF on standard input; says one line of JSON and then the picture of page one as PNG. It knows nothing
of Django, holds no key and gets no environment, so that a PDF that breaks its reader breaks nothing else. The PDF stays in memory.
"""

import json
import os
import re
import resource
import sys
from collections.abc import Iterator
from io import BytesIO
from typing import Any

CPU_SECONDS = 20
MEMORY = 2 * 1024**3
MAX_OBJECTS = 200_000
MAX_TALL = 3
# Names in the file's own bytes that make a reader of PDF do something; what is compressed is found in the objects below.
ACTING = re.compile(rb"/(JavaScript|Launch|RichMedia)\b")
ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
SCRIPT = {"/JS", "/JavaScript", "/XFA"}
STARTS = {"/Launch", "/RichMedia", "/ImportData"}
FILES = {"/EmbeddedFiles", "/EmbeddedFile", "/EF"}


def read(pdf: bytes) -> tuple[dict[str, Any], bytes]:
    """The facts of a PDF, and a picture of its first page (empty where none could be made)."""
    from pypdf import PdfReader
    from pypdf.errors import PyPdfError

    if ACTING.search(ESCAPED.sub(lambda match: bytes([int(match[1], 16)]), pdf)):
        return {"refused": "script"}, b""
    try:
        reader = PdfReader(BytesIO(pdf))
        if reader.is_encrypted and not reader.decrypt(""):
            return {"refused": "password"}, b""
        pages = len(reader.pages)
        refused = next(_acting(reader), "")
    except (PyPdfError, ValueError, KeyError, TypeError, AttributeError, IndexError, RecursionError, OSError):
        return {"refused": "broken"}, b""
    if refused or not pages:
        return {"refused": refused or "broken"}, b""
    return {"refused": "", "pages": pages}, _first_page(reader, pdf)


def _acting(reader: Any) -> Iterator[str]:
    """What is wrong with the objects of this file, one word each."""
    numbers = [(number, generation) for generation, held in reader.xref.items() for number in held]
    numbers += [(number, 0) for number in reader.xref_objStm]
    if len(numbers) > MAX_OBJECTS:
        yield "broken"
    for number, generation in numbers:
        yield from _words(_object(reader, number, generation))


def _object(reader: Any, number: int, generation: int) -> Any:
    from pypdf.generic import IndirectObject

    try:
        return reader.get_object(IndirectObject(number, generation, reader))
    except Exception:  # pypdf raises anything at all for a broken object; a reader of PDF cannot use it either.
        return None


def _words(found: Any) -> Iterator[str]:
    """Walks one object without following references: those are objects of their own."""
    from pypdf.generic import ArrayObject, DictionaryObject, NameObject

    waiting = [found]
    while waiting:
        one = waiting.pop()
        if isinstance(one, DictionaryObject):
            names = {str(key) for key in one} | {str(raw) for raw in dict.values(one) if isinstance(raw, NameObject)}
            if names & SCRIPT:
                yield "script"
            if names & STARTS:
                yield "starts"
            if names & FILES:
                yield "files"
            waiting += list(dict.values(one))
        elif isinstance(one, ArrayObject):
            waiting += list(list.__iter__(one))


def _first_page(reader: Any, pdf: bytes) -> bytes:
    """Page one as PNG, drawn by typst; empty when it cannot be drawn: a preview is a comfort, never a reason to refuse."""
    import typst

    if not hasattr(os, "memfd_create"):
        return b""
    try:
        box = reader.pages[0].mediabox
        if float(box.height) > MAX_TALL * float(box.width):
            return b""
        held = os.memfd_create("pdf")
        os.write(held, pdf)
        page = f'#set page(width: 600pt, height: auto, margin: 0pt)\n#image("/{held}", format: "pdf", page: 1, width: 100%, alt: "")'
        drawn = typst.compile(page.encode(), root="/proc/self/fd", format="png", ppi=108)  # type: ignore[call-overload]  # its stub
        return drawn if isinstance(drawn, bytes) else b""
    except BaseException:  # a panic of the drawing library is no Exception
        return b""


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    resource.setrlimit(resource.RLIMIT_FSIZE, (64 * 1024**2, 64 * 1024**2))
    facts, picture = read(sys.stdin.buffer.read())
    sys.stdout.buffer.write(json.dumps(facts).encode() + b"\n" + picture)

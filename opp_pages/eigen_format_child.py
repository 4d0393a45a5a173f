"""Reads the text of somebody's Word or PDF file in a process of its own, so that a hostile file can cost no more than that process.

Run as a script: the kind as argument, the file on standard input, the lines as JSON on standard output. It knows no Django, writes no file,
and sets its own bounds on memory and time before it looks at the first byte. What it is asked by is opp_pages/eigen_format_reading.py.
"""

import io
import json
import logging
import resource
import sys
import zipfile
from collections.abc import Iterator
from typing import Any

MEMORY_BYTES = 1024 * 1024 * 1024
CPU_SECONDS = 12
MAX_PARTS = 3_000
MAX_UNPACKED = 80 * 1024 * 1024
MAX_BODY = 25 * 1024 * 1024
MAX_PAGES = 100
MAX_CHARACTERS = 400_000
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class Refused(Exception):
    """The file cannot be read; the argument is a code of eigen_format_reading.REDENEN."""


def lines_of_docx(content: bytes) -> Iterator[str]:
    """Every paragraph, those in tables, text boxes and form controls included, in the order of the file.

    Raises:
        Refused: te_groot when it unpacks to more than a document can be; geen_word when it is another kind of zip file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        parts = packed.infolist()
        # What a part claims as its size is also the most that zipfile will unpack of it.
        if len(parts) > MAX_PARTS or sum(part.file_size for part in parts) > MAX_UNPACKED:
            raise Refused("te_groot")
        sizes = {part.filename: part.file_size for part in parts}
        if "word/document.xml" not in sizes or "[Content_Types].xml" not in sizes:
            raise Refused("geen_word")
        if sizes["word/document.xml"] > MAX_BODY:
            raise Refused("te_groot")
        if any(part.flag_bits & 0x1 for part in parts):
            raise Refused("beveiligd")
    from docx import Document

    # Not document.paragraphs: that knows no tables, and no paragraph inside a form control.
    for paragraph in Document(io.BytesIO(content)).element.body.iter(f"{W}p"):
        yield "".join(_text(node) for node in paragraph.iter(f"{W}t", f"{W}tab", f"{W}br"))


def _text(node: Any) -> str:
    return node.text or "" if node.tag == f"{W}t" else " "


def lines_of_pdf(content: bytes) -> Iterator[str]:
    """The lines of the first pages.

    Raises:
        Refused: beveiligd when it opens with a password only.
    """
    from pypdf import PasswordType, PdfReader

    reader = PdfReader(io.BytesIO(content))
    if reader.is_encrypted and reader.decrypt("") == PasswordType.NOT_DECRYPTED:
        raise Refused("beveiligd")
    for page in reader.pages[:MAX_PAGES]:
        yield from page.extract_text().splitlines()


def bounded(lines: Iterator[str]) -> list[str]:
    """The lines that say something, up to what anybody would read."""
    kept, left = [], MAX_CHARACTERS
    for line in lines:
        text = " ".join(line.split())[:left]
        if text:
            kept.append(text)
            left -= len(text)
        if left <= 0:
            break
    return kept


def main(kind: str, content: bytes) -> dict[str, Any]:
    """The lines, or the code of why there are none."""
    try:
        lines = bounded({"docx": lines_of_docx, "pdf": lines_of_pdf}[kind](content))
    except Refused as refused:
        return {"reden": str(refused)}
    except MemoryError:
        return {"reden": "te_groot"}
    except Exception:
        # Readers of other people's formats fail in every way; for the person each of them means that the file is damaged.
        return {"reden": "beschadigd"}
    return {"regels": lines} if sum(map(len, lines)) >= 20 else {"reden": "geen_tekst"}


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_SECONDS, CPU_SECONDS))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    # Readers complain about damaged files at length; what they say may hold words of the file.
    logging.disable(logging.CRITICAL)
    sys.stdout.write(json.dumps(main(sys.argv[1], sys.stdin.buffer.read())))

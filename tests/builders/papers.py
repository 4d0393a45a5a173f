"""Small real files to add: a PDF of a page or more, and a picture."""

import io

import typst
from PIL import Image


def pdf(*pages: str) -> bytes:
    """A PDF with these words, each on a page of its own."""
    return typst.compile("\n#pagebreak()\n".join(pages or ("Een bladzijde",)).encode())  # type: ignore[return-value]


def picture(shape: str = "PNG", size: tuple[int, int] = (60, 30)) -> bytes:
    """A red picture."""
    out = io.BytesIO()
    Image.new("RGB", size, "red").save(out, shape)
    return out.getvalue()

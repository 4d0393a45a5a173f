"""What may be added as a file, judged by its contents, and what is kept of it. Pictures are made anew, so that nothing hidden comes along.

A name or a content type that a browser sends proves nothing: both are chosen by whoever sends the file.
"""

import io
import re
import unicodedata
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

import filetype
from django.core.exceptions import ValidationError
from PIL import Image, ImageOps
from pillow_heif import register_heif_opener

MAX_BYTES = 20 * 1024 * 1024
MAX_PIXELS = 50_000_000
MAX_NAME = 120
ALLOWED = "PDF, Word (docx), OpenDocument (odt), Excel (xlsx), of een foto (jpg, png, heic)"
OTHER = f"Dit soort bestand kan hier niet bij. Wel: {ALLOWED}."
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ODT = "application/vnd.oasis.opendocument.text"
EXTENSIONS = {"application/pdf": "pdf", DOCX: "docx", XLSX: "xlsx", ODT: "odt", "image/png": "png", "image/jpeg": "jpg"}
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG", "image/heic": "JPEG", "image/heif": "JPEG"}

register_heif_opener()


@dataclass(frozen=True)
class Accepted:
    """A file as it will be kept: its clean name, its kind by contents, and its bytes."""

    naam: str
    soort: str
    inhoud: bytes


def accept(naam: str, inhoud: bytes, *, foto: bool = False) -> Accepted:
    """Judge a file and make it ready for keeping.

    Args:
        foto: only pictures will do.

    Raises:
        ValidationError: for a kind that is not allowed, an empty, too large or unreadable file; the text says what will do.
    """
    if not inhoud:
        raise ValidationError("Dit bestand is leeg. Kies een ander bestand.")
    if len(inhoud) > MAX_BYTES:
        raise ValidationError("Dit bestand is groter dan 20 MB. Maak het kleiner, of splits het.")
    soort = _kind(inhoud)
    if soort in PICTURES:
        soort, inhoud = _picture(inhoud, PICTURES[soort])
    elif foto:
        raise ValidationError("Kies hier een foto (jpg, png of heic).")
    return Accepted(clean_name(naam, EXTENSIONS[soort]), soort, inhoud)


def clean_name(naam: str, extension: str) -> str:
    """A name for people to read: no path, no control or direction marks, not too long, with the extension of what is really in it."""
    last = PurePosixPath(naam.replace("\\", "/")).name
    visible = "".join(" " if unicodedata.category(sign)[0] in "CZ" else sign for sign in unicodedata.normalize("NFC", last))
    stem = re.sub(r"\s+", " ", re.sub(r'[<>:"/|?*]', " ", visible)).strip(" .")
    head, dot, tail = stem.rpartition(".")
    if dot and len(tail) <= 5:
        stem = head.strip(" .")
    return f"{stem[: MAX_NAME - 5].strip(' .') or 'bestand'}.{extension}"


def _kind(inhoud: bytes) -> str:
    """The content type by the bytes themselves.

    Raises:
        ValidationError: for everything that is not allowed.
    """
    if inhoud.startswith(b"PK"):
        return _office(inhoud)
    guess = filetype.guess(inhoud)
    if guess is None or guess.mime not in {*PICTURES, "application/pdf"}:
        raise ValidationError(OTHER)
    return str(guess.mime)


def _office(inhoud: bytes) -> str:
    """A zip that is a text or a sheet. Only the list of names in it is read, so that a zip that unfolds endlessly does nothing."""
    try:
        with zipfile.ZipFile(io.BytesIO(inhoud)) as archive:
            names = set(archive.namelist())
            info = archive.getinfo("mimetype") if "mimetype" in names else None
            declared = archive.read(info) if info is not None and info.file_size < 200 else b""
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, RuntimeError, EOFError) as broken:
        raise ValidationError(
            "Dit bestand is beschadigd. Open het op uw computer, bewaar het opnieuw en probeer het nog een keer."
        ) from broken
    if any(name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/")) for name in names):
        raise ValidationError("In dit bestand zitten macro's. Bewaar het zonder macro's, of als PDF.")
    if "[Content_Types].xml" in names:
        if "word/document.xml" in names:
            return DOCX
        if "xl/workbook.xml" in names:
            return XLSX
    if declared == ODT.encode() and "content.xml" in names:
        return ODT
    raise ValidationError(OTHER)


def _picture(inhoud: bytes, shape: str) -> tuple[str, bytes]:
    """A picture painted again: right way up, without place, date, device or anything else that was written beside it."""
    try:
        with Image.open(io.BytesIO(inhoud), formats=["PNG", "JPEG", "HEIF"]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValidationError("Deze foto heeft te veel beeldpunten. Maak hem kleiner, hoogstens 50 megapixel.")
            upright = ImageOps.exif_transpose(picture)
            painted = upright.convert("RGBA" if shape == "PNG" and _transparent(upright) else "RGB")
    except ValidationError:
        raise
    except Exception as broken:  # Pillow and its decoders raise anything at all for a damaged picture.
        raise ValidationError("Deze foto is niet te lezen. Misschien is het bestand beschadigd.") from broken
    clean = Image.new(painted.mode, painted.size)
    clean.paste(painted)
    kept = io.BytesIO()
    clean.save(kept, shape, **({"quality": 88} if shape == "JPEG" else {"optimize": False}))
    return f"image/{shape.lower()}", kept.getvalue()


def _transparent(picture: Image.Image) -> bool:
    return picture.mode in ("RGBA", "LA", "PA") or "transparency" in picture.info

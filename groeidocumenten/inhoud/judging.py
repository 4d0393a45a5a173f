"""Everything that is asked of a file before it is kept, in one place: its kind by its contents, its name, what hides in it, and the virus scanner."""

import io
import zipfile
from dataclasses import dataclass
from pathlib import PurePosixPath

from django.core.exceptions import ValidationError
from PIL import Image

from .filetypes import DOCX, EXTENSIONS, MAX_BYTES, ODT, XLSX, Accepted, accept
from .pdf_check import check_pdf
from .scanner import scan

# What an office file may unfold to, how many parts it may have, and how many times larger than itself it may become.
MAX_UNFOLDED = 300 * 1024 * 1024
MAX_PARTS = 5_000
MAX_GROWTH = 200
SMALL = 10 * 1024 * 1024
RUNNABLE = (".exe", ".dll", ".com", ".scr", ".bat", ".cmd", ".ps1", ".vbs", ".js", ".jar", ".msi", ".lnk", ".hta", ".sh")
# Longest side of the picture that stands for a document on the screen.
PREVIEW = 1200
# What a name may end with for each kind; a name that ends with something else that is known says that somebody is mistaken or deceived.
ENDINGS = {
    "application/pdf": {"pdf"},
    DOCX: {"docx"},
    XLSX: {"xlsx"},
    ODT: {"odt"},
    "image/png": {"png"},
    "image/jpeg": {"jpg", "jpeg", "jpe", "heic", "heif"},
}
KNOWN = {ending for endings in ENDINGS.values() for ending in endings} | {
    *(
        "doc",
        "xls",
        "ppt",
        "pptx",
        "docm",
        "xlsm",
        "rtf",
        "txt",
        "csv",
        "ods",
        "html",
        "htm",
        "svg",
        "xml",
        "gif",
        "webp",
        "bmp",
        "tif",
        "tiff",
    ),
    *("zip", "rar", "7z", "eml", "msg", "mp3", "mp4", "mov", *(ending.lstrip(".") for ending in RUNNABLE)),
}


@dataclass(frozen=True)
class Judged:
    """A file as it will be kept, with what may be shown of it.

    Args:
        paginas: of a PDF.
        beeld: a picture of our own making that stands for it; empty where there is none. `beeld_soort` is its content type.
    """

    naam: str
    soort: str
    inhoud: bytes
    paginas: int | None = None
    beeld: bytes = b""
    beeld_soort: str = ""


def judge(naam: str, inhoud: bytes) -> Judged:
    """Ask everything of a file that somebody sent.

    Raises:
        ValidationError: if it cannot be kept; the text says what will do.
    """
    if len(inhoud) <= MAX_BYTES:  # a larger one is refused below, and is no work for the scanner
        scan(inhoud)
    accepted = accept(naam, inhoud)
    _check_ending(naam, accepted.soort)
    if accepted.soort == "application/pdf":
        facts = check_pdf(accepted.inhoud)
        return Judged(accepted.naam, accepted.soort, accepted.inhoud, facts.paginas, facts.beeld, "image/png" if facts.beeld else "")
    if accepted.soort in (DOCX, XLSX, ODT):
        _check_office(accepted.inhoud)
        return Judged(accepted.naam, accepted.soort, accepted.inhoud)
    return Judged(accepted.naam, accepted.soort, accepted.inhoud, None, _smaller(accepted.inhoud, accepted.soort), accepted.soort)


def accepted_safely(naam: str, inhoud: bytes, *, foto: bool = False) -> Accepted:
    """Judge a file that belongs to an answer: as `judge`, but a name that promises something else is set right instead of refused.

    Args:
        foto: only pictures will do.

    Raises:
        ValidationError: if it cannot be kept; the text says what will do.
    """
    if len(inhoud) <= MAX_BYTES:
        scan(inhoud)
    accepted = accept(naam, inhoud, foto=foto)
    if accepted.soort == "application/pdf":
        check_pdf(accepted.inhoud)
    elif accepted.soort in (DOCX, XLSX, ODT):
        _check_office(accepted.inhoud)
    return accepted


def _check_ending(naam: str, soort: str) -> None:
    """Refuse a name that promises another kind than what is in the file."""
    ending = PurePosixPath(naam.replace("\\", "/").strip()).suffix.lstrip(".").lower()
    if ending in KNOWN and ending not in ENDINGS[soort]:
        inside = EXTENSIONS[soort]
        raise ValidationError(f"De naam eindigt op .{ending}, maar er zit een {inside}-bestand in. Kijk of u het goede bestand koos.")


def _check_office(inhoud: bytes) -> None:
    """Refuse an office file that unfolds endlessly or carries programs. Only its table of contents is read."""
    with zipfile.ZipFile(io.BytesIO(inhoud)) as archive:
        parts = archive.infolist()
    unfolded = sum(part.file_size for part in parts)
    overlapping = sum(part.compress_size for part in parts) > len(inhoud)
    endless = unfolded > MAX_UNFOLDED or (unfolded > SMALL and unfolded > MAX_GROWTH * len(inhoud))
    if overlapping or endless or len(parts) > MAX_PARTS:
        raise ValidationError("Dit bestand wordt bij het openen veel te groot. Bewaar het opnieuw, of bewaar het als PDF.")
    if any(part.filename.lower().endswith(RUNNABLE) or "activex" in part.filename.lower() for part in parts):
        raise ValidationError("In dit bestand zit een programma. Bewaar het zonder programma's, of als PDF.")


def _smaller(inhoud: bytes, soort: str) -> bytes:
    """A picture that was accepted, made small enough to show."""
    shape = "PNG" if soort == "image/png" else "JPEG"
    out = io.BytesIO()
    with Image.open(io.BytesIO(inhoud), formats=[shape]) as picture:
        picture.thumbnail((PREVIEW, PREVIEW))
        picture.save(out, shape, **({"quality": 85} if shape == "JPEG" else {}))
    return out.getvalue()

"""Looks inside what an editor uploads to the library: a file must be what its name says. Both forms stand behind every way in (one, several, chooser).

Wagtail itself refuses an extension that is not on the list; here the first bytes decide, and of an office file the parts that it is made of.
"""

import zipfile
from pathlib import PurePath
from typing import IO, Any

import filetype
from django.core.exceptions import ValidationError
from wagtail.documents.forms import BaseDocumentForm
from wagtail.images.forms import BaseImageForm

HEAD = 2048
# Enough for every real office file; a directory of a million names is a bomb.
MAX_PARTS = 5000
# The part that makes an office file what it is, or the type that it writes down about itself.
# (Word on the web sometimes numbers it: word/document2.xml.)
PART = {"docx": "word/document", "xlsx": "xl/workbook"}
MIMETYPE = {"odt": b"application/vnd.oasis.opendocument.text", "ods": b"application/vnd.oasis.opendocument.spreadsheet"}
MACROS = ("vbaProject.bin", "Basic/", "Scripts/")
MARKUP = (b"<!doctype", b"<html", b"<svg", b"<?xml", b"<script", b"<head", b"<body")
PICTURES = {"jpg": "jpg", "jpeg": "jpg", "png": "png", "webp": "webp"}


def check_document(file: IO[bytes], name: str) -> None:
    """Refuse a document that is not what its name says.

    Args:
        file: what was uploaded; it is read from the begin and left there.
        name: its file name, of which the extension counts. An extension that is not on the list is left to Wagtail, which refuses it.

    Raises:
        ValidationError: in plain Dutch, for beside the field.
    """
    end = PurePath(name).suffix.lstrip(".").lower()
    file.seek(0)
    head = file.read(HEAD)
    try:
        if not head:
            raise ValidationError("Dit bestand is leeg. Kies een ander bestand.")
        if end == "pdf" and not head.startswith(b"%PDF-"):
            raise _mismatch(end)
        if end in PART or end in MIMETYPE:
            _check_office(file, head, end)
        if end == "txt":
            _check_text(head)
    finally:
        file.seek(0)


def check_picture(file: IO[bytes], name: str) -> None:
    """Refuse a picture that is not what its name says.

    Raises:
        ValidationError: in plain Dutch, for beside the field.
    """
    end = PurePath(name).suffix.lstrip(".").lower()
    file.seek(0)
    kind = filetype.guess(file.read(HEAD))
    file.seek(0)
    if end in PICTURES and (kind is None or kind.extension != PICTURES[end]):
        raise _mismatch(end)


def _mismatch(end: str) -> ValidationError:
    return ValidationError(
        f"De naam eindigt op .{end}, maar de inhoud is iets anders. Bewaar het bestand opnieuw als .{end} en probeer het nog eens."
    )


def _check_office(file: IO[bytes], head: bytes, end: str) -> None:
    if not head.startswith(b"PK\x03\x04"):
        raise _mismatch(end)
    try:
        with zipfile.ZipFile(file) as packed:
            names = set(packed.namelist())
            if len(names) > MAX_PARTS:
                raise _mismatch(end)
            if any(marker in name for name in names for marker in MACROS):
                raise ValidationError("In dit bestand zitten macro's. Bewaar het zonder macro's en probeer het nog eens.")
            if end in PART and not ("[Content_Types].xml" in names and any(_is_part(name, PART[end]) for name in names)):
                raise _mismatch(end)
            if end in MIMETYPE and ("mimetype" not in names or packed.open("mimetype").read(100).strip() != MIMETYPE[end]):
                raise _mismatch(end)
    except (zipfile.BadZipFile, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
        raise _mismatch(end) from error


def _is_part(name: str, part: str) -> bool:
    return name.startswith(part) and name.endswith(".xml")


def _check_text(head: bytes) -> None:
    if b"\x00" in head or filetype.guess(head) is not None or head.lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(MARKUP):
        raise _mismatch("txt")


class DocumentForm(BaseDocumentForm):
    """The form behind every upload of a document."""

    def clean_file(self) -> Any:
        """Refuse a file that is not what its name says."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_document(file, file.name)
        return file


class PictureForm(BaseImageForm):
    """The form behind every upload of a picture; Wagtail's own field has read it by then, and refuses SVG by its extension."""

    def clean_file(self) -> Any:
        """Refuse a picture that is not what its name says."""
        file = self.cleaned_data["file"]
        if file and "file" in self.changed_data:
            check_picture(file, file.name)
        return file

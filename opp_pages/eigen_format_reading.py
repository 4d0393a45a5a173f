"""From an uploaded file to lines of text or a format of ours, in memory only. Refuses by content, not by name; nothing of a file is ever kept."""

import json
import subprocess
import sys
import threading
from dataclasses import dataclass
from pathlib import Path

import filetype
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from formats.exchange import read
from formats.schema import FormatSchema
from formats.text import clean_text

MAX_BYTES = 10 * 1024 * 1024
SECONDS = 15
# Of a damaged format, as many mistakes are told.
MAX_FOUTEN = 3
# At once, per process. With the bounds of the child this is all that uploads can cost, so that no visitor's address has to be remembered.
SEATS = threading.BoundedSemaphore(2)
SECONDS_TO_WAIT = 5
CHILD = Path(__file__).with_name("eigen_format_child.py")
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"

REDENEN: dict[str, str] = {
    "leeg": "Dit bestand is leeg. Kies een ander bestand.",
    "te_groot": "Dit bestand is te groot. Kies een bestand van hoogstens 10 MB.",
    "oud_word": "Dit is een oud of beveiligd Word-bestand. Bewaar het als .docx zonder wachtwoord en kies het opnieuw.",
    "onbekend": "Dit soort bestand kunnen wij niet lezen. Kies een Word-bestand (.docx), een PDF of een format dat uit dit portaal komt (.json).",
    "geen_word": "Dit is geen Word-bestand. Kies een Word-bestand (.docx), een PDF of een format dat uit dit portaal komt (.json).",
    "beveiligd": "Dit bestand is beveiligd met een wachtwoord. Haal het wachtwoord eraf en kies het opnieuw.",
    "beschadigd": "Dit bestand kunnen wij niet openen; misschien is het beschadigd. Bewaar het opnieuw, of ga verder zonder bestand.",
    "geen_tekst": "In dit bestand vinden wij geen tekst. Misschien is het een scan of foto. Ga verder zonder bestand.",
    "te_lang_bezig": "Het lezen van dit bestand duurt te lang. Kies een eenvoudiger bestand, of ga verder zonder bestand.",
    "druk": "Het is nu druk. Probeer het over een minuut opnieuw, of ga verder zonder bestand.",
    "geen_format": "Dit bestand kunnen wij niet lezen als een format van dit portaal.",
    "alleen_lijsten": "In dit bestand staan alleen lijsten, en geen format. Kies een bestand met een format.",
}


class ReadingError(Exception):
    """The file cannot be used; the text says why and what to do, for the person."""

    def __init__(self, reden: str, details: list[str] | None = None) -> None:
        self.reden = reden
        super().__init__(" ".join([REDENEN[reden], *(details or [])]))


@dataclass(frozen=True)
class Gelezen:
    """What was in the file: lines of text, and the format when it was one of ours."""

    regels: list[str]
    schema: FormatSchema | None = None


def read_upload(upload: UploadedFile) -> Gelezen:
    """Read a file that somebody chose.

    Raises:
        ReadingError: with what to do instead.
    """
    if (upload.size or 0) > MAX_BYTES:
        raise ReadingError("te_groot")
    content = upload.read(MAX_BYTES + 1)
    if not content.strip():
        raise ReadingError("leeg")
    kind = kind_of(content)
    if kind == "json":
        return _read_exchange(content)
    return Gelezen(_read_in_child(kind, content))


def kind_of(content: bytes) -> str:
    """docx, pdf or json, by content.

    Raises:
        ReadingError: for anything else.
    """
    if content.startswith(OLE):
        raise ReadingError("oud_word")
    guessed = filetype.guess(content)
    if guessed is None:
        if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
            return "json"
        raise ReadingError("onbekend")
    # filetype knows a Word file by the order of its parts; other writers pack it in another order, and then it is a zip like any other.
    kind = {"docx": "docx", "zip": "docx", "pdf": "pdf"}.get(guessed.extension)
    if kind is None:
        raise ReadingError("onbekend")
    return kind


def _read_in_child(kind: str, content: bytes) -> list[str]:
    if not SEATS.acquire(timeout=SECONDS_TO_WAIT):
        raise ReadingError("druk")
    try:
        done = subprocess.run(  # noqa: S603  # our own script, and the kind is one of two words
            [sys.executable, "-I", str(CHILD), kind], input=content, capture_output=True, timeout=SECONDS, check=False
        )
    except subprocess.TimeoutExpired:
        # Without its cause: the exception holds the file.
        raise ReadingError("te_lang_bezig") from None
    finally:
        SEATS.release()
    if done.returncode != 0:
        # Ended by its own bounds: out of time, or out of memory where Python could not say so any more.
        raise ReadingError("te_lang_bezig" if done.returncode < 0 else "beschadigd")
    said = json.loads(done.stdout)
    if "reden" in said:
        raise ReadingError(said["reden"])
    return [line for raw in said["regels"] if (line := clean_text(raw))]


def _read_exchange(content: bytes) -> Gelezen:
    try:
        schema = read(content).format
    except ValidationError as error:
        raise ReadingError("geen_format", error.messages[:MAX_FOUTEN]) from None
    if schema is None:
        raise ReadingError("alleen_lijsten")
    return Gelezen([text for deel, sectie, veld in schema.velden() for text in (deel.titel, sectie.titel, veld.label)], schema)

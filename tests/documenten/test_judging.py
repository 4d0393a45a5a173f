"""What may come in: judged by what is in the file, never by its name alone, and looked at by the virus scanner if there is one."""

import io
import socket
import struct
import threading
import uuid
import zipfile
import zlib

import pytest
from django.core.exceptions import ValidationError
from pypdf import PdfWriter
from pypdf.generic import ArrayObject, DictionaryObject, NameObject, NumberObject, TextStringObject

from groeidocumenten.documenten.models import Document
from groeidocumenten.inhoud import judging, pdf_check
from groeidocumenten.inhoud.judging import judge
from groeidocumenten.inhoud.scanner import scan
from tests.builders.papers import pdf, picture
from tests.documenten.sending import address, drop, sent

WORD = ("[Content_Types].xml", "word/document.xml")


def made(change) -> bytes:
    """A PDF of one page with something in it."""
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    change(writer)
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()


def names(**entries) -> DictionaryObject:
    return DictionaryObject({NameObject(f"/{key}"): value for key, value in entries.items()})


def script(writer) -> None:
    writer._root_object[NameObject("/OpenAction")] = names(S=NameObject("/JavaScript"), JS=TextStringObject("app.alert(1)"))


def launch(writer) -> None:
    action = names(S=NameObject("/Launch"), F=TextStringObject("cmd.exe"))
    note = names(Type=NameObject("/Annot"), Subtype=NameObject("/Link"), A=action, Rect=ArrayObject([NumberObject(0)] * 4))
    writer.pages[0][NameObject("/Annots")] = ArrayObject([note])


def packed() -> bytes:
    """A PDF with a script in an object that is packed away: its name stands nowhere in the bytes of the file."""
    objects = [
        b"<</Type/Catalog/Pages 2 0 R/OpenAction<</S/JavaScript/JS(app.alert(1))>>>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>",
    ]
    places = [sum(len(one) + 1 for one in objects[:number]) for number in range(3)]
    index = b" ".join(b"%d %d" % (number + 1, place) for number, place in enumerate(places)) + b" "
    inside = zlib.compress(index + b"\n".join(objects))
    out = b"%PDF-1.5\n"
    first = len(out)
    out += b"4 0 obj\n<</Type/ObjStm/N 3/First %d/Filter/FlateDecode/Length %d>>stream\n" % (len(index), len(inside))
    out += inside + b"\nendstream\nendobj\n"
    second = len(out)
    entries = [(0, 0, 0), (2, 4, 0), (2, 4, 1), (2, 4, 2), (1, first, 0), (1, second, 0)]
    table = b"".join(struct.pack("!BHB", *entry) for entry in entries)
    out += b"5 0 obj\n<</Type/XRef/Size 6/W[1 2 1]/Root 1 0 R/Length %d>>stream\n" % len(table)
    return out + table + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF" % second


def office(*parts: str, size: int = 4) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for part in parts:
            archive.writestr(part, b"0" * size)
    return out.getvalue()


BAD = {
    "a PDF with a script": (lambda: made(script), "stuk.pdf", "script"),
    "a PDF whose script is written in another way": (lambda: made(script).replace(b"/JavaScript", b"/Java#53cript"), "stuk.pdf", "script"),
    "a PDF with a script in a packed object": (packed, "stuk.pdf", "script"),
    "a PDF that starts a program": (lambda: made(launch), "stuk.pdf", "PDF"),
    "a PDF with a program in it": (lambda: made(lambda w: w.add_attachment("a.exe", b"MZ")), "stuk.pdf", "andere bestanden"),
    "a PDF with a password": (lambda: made(lambda w: w.encrypt("geheim")), "stuk.pdf", "wachtwoord"),
    "half a PDF": (lambda: pdf()[:300], "stuk.pdf", "niet goed te lezen"),
    "a zip bomb that is called Word": (lambda: office(*WORD, size=8 * 1024 * 1024), "plan.docx", "veel te groot"),
    "Word with a program in it": (lambda: office(*WORD, "word/embeddings/a.exe"), "plan.docx", "programma"),
    "a picture that is called PDF": (picture, "verslag.pdf", "png-bestand"),
    "a PDF that is called a picture": (pdf, "foto.jpg", "pdf-bestand"),
    "a picture that is called a program": (picture, "foto.exe", "png-bestand"),
    "an SVG": (lambda: b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>", "foto.svg", "kan hier niet bij"),
    "a web page": (lambda: b"<!doctype html><script>alert(1)</script>", "foto.html", "kan hier niet bij"),
    "a web page that is called a picture": (lambda: b"<html>", "foto.png", "kan hier niet bij"),
    "nothing": (lambda: b"", "leeg.pdf", "leeg"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_trusted_is_refused_with_a_reason(case):
    content, name, reason = BAD[case]
    with pytest.raises(ValidationError) as refused:
        judge(name, content())
    assert reason in " ".join(refused.value.messages)


def test_the_packed_script_is_really_hidden():
    assert b"JavaScript" not in packed()


def test_an_ordinary_pdf_is_kept_with_its_pages_and_a_picture_of_the_first():
    judged = judge("Verslag.PDF", pdf("Een", "Twee"))
    assert (judged.naam, judged.paginas, judged.beeld_soort) == ("Verslag.pdf", 2, "image/png") and judged.beeld.startswith(b"\x89PNG")


def test_a_pdf_that_keeps_its_reader_busy_is_refused(monkeypatch):
    monkeypatch.setattr(pdf_check, "SECONDS", 0.001)
    with pytest.raises(ValidationError):
        pdf_check.check_pdf(pdf())


def test_the_reader_of_pdfs_gets_no_settings_and_no_keys(monkeypatch):
    seen = {}

    def looked(command, **more):
        seen.update(more, command=command)
        raise OSError

    monkeypatch.setattr(pdf_check.subprocess, "run", looked)
    with pytest.raises(ValidationError):
        pdf_check.check_pdf(b"%PDF-")
    assert set(seen["env"]) <= {"LD_LIBRARY_PATH"} and "-I" in seen["command"] and seen["timeout"]


def test_a_large_picture_is_shown_small():
    judged = judge("foto.jpg", picture("JPEG", (3000, 1000)))
    assert judged.paginas is None and judged.beeld_soort == "image/jpeg" and len(judged.beeld) < len(judged.inhoud)


def test_a_file_that_is_too_large_is_refused_on_the_page_without_being_read(world, enter, monkeypatch):
    monkeypatch.setattr("groeidocumenten.documenten.views.judge", lambda *args: pytest.fail("it was read"))
    before = Document.unguarded.count()
    large = b"x" * (20 * 1024 * 1024 + 1)
    anja = enter("anja")
    answer = drop(anja, world, sent(large, "groot.pdf"))
    assert answer.status_code == 422 and "20 MB" in answer.content.decode()
    form = {"soort": "brief", "klasse": "gewoon", "omschrijving": "blijft staan", "verzoek": str(uuid.uuid4())}
    answer = anja.post(address(world, "toevoegen"), form | {"bestand": sent(large, "groot.pdf")})
    assert answer.status_code == 422 and "20 MB" in answer.content.decode() and "blijft staan" in answer.content.decode()
    replaced = anja.post(address(world, "vervangen", world.documents["gewoon"]), {"bestand": sent(large), "verzoek": str(uuid.uuid4())})
    assert replaced.status_code == 422 and Document.unguarded.count() == before


BAD_FORMS = [
    {"soort": "bestaat niet"},
    {"klasse": "gevraagd"},
    {"hoofdstuk": "bestaat-niet"},
    {"geldig_tot": "morgen"},
    {"lezers": "geen-sleutel"},
    {"eigenaar": "00000000-0000-4000-8000-000000000000"},
    {"omschrijving": "x" * 10_000},
    {"omschrijving": "nul\x00"},
    {"verzoek": "1"},
]


@pytest.mark.parametrize("wrong", BAD_FORMS, ids=str)
def test_a_wrong_form_is_shown_again_and_adds_nothing(wrong, world, enter):
    before = Document.unguarded.count()
    form = {"soort": "brief", "klasse": "gewoon", "verzoek": str(uuid.uuid4()), "bestand": sent()} | wrong
    answer = enter("anja").post(address(world, "toevoegen"), form)
    assert answer.status_code == 422 and "gp-error" in answer.content.decode() and Document.unguarded.count() == before


# --- The virus scanner ---------------------------------------------------------------------------


class Clamd:
    """A scanner of our own on a socket of this machine: it takes what INSTREAM sends and says one line."""

    def __init__(self, says: bytes) -> None:
        self.says, self.got = says, b""
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.address = f"127.0.0.1:{self.listener.getsockname()[1]}"
        threading.Thread(target=self.serve, daemon=True).start()

    def serve(self) -> None:
        connection, _who = self.listener.accept()
        with connection, connection.makefile("rb") as stream:
            assert stream.read(10) == b"zINSTREAM\0"
            while size := struct.unpack("!L", stream.read(4))[0]:
                self.got += stream.read(size)
            connection.sendall(self.says)
        self.listener.close()


@pytest.mark.parametrize(
    ("says", "reason"),
    [
        (b"stream: OK\0", ""),
        (b"stream: Eicar-Test-Signature FOUND\0", "gevaarlijks"),
        (b"INSTREAM size limit exceeded. ERROR\0", "nagekeken"),
        (b"", "nagekeken"),
    ],
    ids=["clean", "infected", "an error", "silence"],
)
def test_the_scanner_decides(says, reason, settings):
    clamd, content = Clamd(says), picture() * 3000
    settings.CLAMD_ADDRESS = clamd.address
    if reason:
        with pytest.raises(ValidationError) as refused:
            scan(content)
        assert reason in refused.value.messages[0]
    else:
        scan(content)
    assert clamd.got == content


@pytest.mark.parametrize("where", ["127.0.0.1:1", "/bestaat/niet.sock", "zonder-poort"])
def test_a_scanner_that_cannot_be_reached_lets_nothing_in(where, world, enter, settings):
    settings.CLAMD_ADDRESS = where
    before = Document.unguarded.count()
    answer = drop(enter("anja"), world)
    assert answer.status_code == 422 and "op virussen" in answer.content.decode() and Document.unguarded.count() == before


def test_without_an_address_nothing_is_scanned(settings, monkeypatch):
    assert settings.CLAMD_ADDRESS == ""
    monkeypatch.setattr("groeidocumenten.inhoud.scanner._connect", lambda address: pytest.fail("somebody was asked"))
    assert judging.judge("foto.png", picture()).soort == "image/png"

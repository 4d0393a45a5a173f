"""Files of an answer: judged by what is in them, sealed, given only to who sees the field, added once and wholly or not at all."""

import io
import uuid
import zipfile

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.files.uploadhandler import TemporaryFileUploadHandler
from django.urls import reverse
from PIL import Image

from groeidocumenten.dossiers.kluis import KluisError
from groeidocumenten.dossiers.models import Handeling, Journaalregel
from groeidocumenten.inhoud import files
from groeidocumenten.inhoud.actions import save_section, saved_section
from groeidocumenten.inhoud.files import add_file, contents
from groeidocumenten.inhoud.filetypes import DOCX, ODT, XLSX, accept, clean_name
from groeidocumenten.inhoud.models import Antwoordversie, Bijlage, Bijlagestuk
from tests.builders.papers import pdf
from tests.builders.world import CHAPTERS

ONE, TWO = CHAPTERS[:2]
PDF = pdf("een kaart")


def office(*names: str, mimetype: str = "") -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if mimetype:
            archive.writestr("mimetype", mimetype)
        for name in names:
            archive.writestr(name, "<x/>")
    return out.getvalue()


def picture(shape: str = "JPEG", mode: str = "RGB", **more) -> bytes:
    out = io.BytesIO()
    Image.new(mode, (60, 30), "red").save(out, shape, **more)
    return out.getvalue()


WORD = office("[Content_Types].xml", "word/document.xml")


def add_address(world, chapter: str = ONE, file: str = "noor") -> str:
    return reverse("inhoud:bestand_toevoegen", args=[getattr(world, file), chapter, f"{chapter}-bestanden", f"{chapter}-bestand"])


def address(world, bijlage, chapter: str = ONE) -> str:
    return reverse("inhoud:bestand", args=[world.noor, chapter, bijlage.pk])


def send(client, world, content: bytes = PDF, name: str = "kaart.pdf", verzoek=None, **where):
    sent = {"bestand": SimpleUploadedFile(name, content, content_type="text/html"), "verzoek": str(verzoek or uuid.uuid4())}
    return client.post(add_address(world, **where), sent)


def named(opened) -> list[dict[str, str]]:
    geopend = opened("anja")
    return saved_section(geopend, geopend.sectie(ONE, f"{ONE}-bestanden")[1]).antwoorden[f"{ONE}-bestand"]


def test_a_file_comes_back_byte_for_byte_as_a_download(world, enter, opened):
    anja = enter("anja")
    assert send(anja, world, WORD, "../../Plan van \u202eaanpak.exe").status_code == 302
    item = named(opened)[-1]
    assert item["naam"] == "Plan van aanpak.docx"
    answer = anja.get(reverse("inhoud:bestand", args=[world.noor, ONE, item["id"]]))
    assert answer.content == WORD and answer["Content-Type"] == DOCX
    assert answer["Content-Disposition"].startswith("attachment") and answer["X-Content-Type-Options"] == "nosniff"
    assert "no-store" in answer["Cache-Control"]
    assert item["naam"] in anja.get(reverse("inhoud:hoofdstuk", args=[world.noor, ONE])).content.decode()
    assert Journaalregel.unguarded.filter(handeling=Handeling.BESTAND_GEZIEN, onderwerp=item["id"]).count() == 1


def test_nothing_of_a_file_lies_readable_in_the_database(world, enter):
    send(enter("anja"), world, PDF + b" geheimekanarie", "geheimenaam.pdf")
    rows = str(list(Bijlage.unguarded.values())) + str([bytes(row.inhoud) for row in Bijlagestuk.unguarded.all()])
    assert "geheimekanarie" not in rows and "geheimenaam" not in rows


def test_pieces_that_are_swapped_taken_away_or_moved_do_not_open(world, enter, monkeypatch):
    monkeypatch.setattr(files, "PIECE", 10_000)
    send(enter("anja"), world, PDF * 2)
    row = Bijlage.unguarded.get(aantal_stukken__gt=1, groeidocument=world.noor)
    assert contents(row) == PDF * 2
    first, second = row.stukken.all()[:2]
    first.inhoud, second.inhoud = second.inhoud, first.inhoud
    first.save()
    second.save()
    with pytest.raises(KluisError):
        contents(row)
    row.stukken.last().delete()
    with pytest.raises(KluisError):
        contents(row)


def test_a_large_file_is_never_written_to_a_disk_unsealed(world, enter, opened, monkeypatch):
    def on_disk(*args, **kwargs):
        raise AssertionError("a file of a child went to the temporary folder")

    monkeypatch.setattr(TemporaryFileUploadHandler, "new_file", on_disk)
    large = PDF + b"x" * (19 * 1024 * 1024)
    assert send(enter("anja"), world, large).status_code == 302
    assert contents(Bijlage.unguarded.get(pk=named(opened)[-1]["id"])) == large
    answer = send(enter("anja"), world, large + large)
    assert answer.status_code == 422 and "groter dan 20 MB" in answer.content.decode()


def test_sending_twice_adds_one(world, enter, opened):
    anja, verzoek, before = enter("anja"), uuid.uuid4(), len(named(opened))
    for _ in range(2):
        assert send(anja, world, verzoek=verzoek).status_code == 302
    assert len(named(opened)) == before + 1 and Bijlage.unguarded.filter(pk=verzoek).count() == 1


def test_what_stops_half_way_leaves_nothing(world, opened, monkeypatch):
    geopend = opened("anja")
    sectie = geopend.sectie(ONE, f"{ONE}-bestanden")[1]
    before = (Bijlage.unguarded.count(), Bijlagestuk.unguarded.count(), Antwoordversie.unguarded.count())

    def killed(*args, **kwargs):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "write_version", killed)
    with pytest.raises(KeyboardInterrupt):
        add_file(geopend=geopend, sectie=sectie, veld=sectie.velden[0], accepted=accept("k.pdf", PDF), verzoek=uuid.uuid4())
    assert (Bijlage.unguarded.count(), Bijlagestuk.unguarded.count(), Antwoordversie.unguarded.count()) == before


def test_a_full_answer_takes_no_more(world, enter, opened):
    anja = enter("anja")
    while len(named(opened)) < 5:
        assert send(anja, world).status_code == 302
    answer = send(anja, world)
    assert answer.status_code == 422 and "hoogstens 5" in answer.content.decode() and len(named(opened)) == 5


def test_the_key_of_another_file_is_refused(world, enter):
    theirs = Bijlage.unguarded.filter(groeidocument=world.daan).first()
    answer = send(enter("anja"), world, verzoek=theirs.pk)
    assert answer.status_code == 422 and "al gebruikt" in answer.content.decode()


BAD = {
    "a program": b"MZ\x90\x00" + b"\x00" * 100,
    "a web page": b"<html><script>alert(1)</script>",
    "an SVG": b"<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
    "plain text": b"hallo",
    "nothing": b"",
    "a zip of anything": office("a.txt"),
    "a broken zip": b"PK\x03\x04" + b"x" * 50,
    "Word with macros": office("[Content_Types].xml", "word/document.xml", "word/vbaProject.bin"),
    "OpenDocument with macros": office("content.xml", "Basic/Standard/a.xml", mimetype=ODT),
    "a GIF": b"GIF89a" + b"\x00" * 50,
    "half a picture": picture()[:200],
    "a PDF with a script": PDF + b"\n<</S/JavaScript/JS(x)>>",
    "too large": PDF + b"x" * (20 * 1024 * 1024),
}


@pytest.mark.parametrize("case", BAD)
def test_what_is_not_allowed_is_refused_with_a_reason_and_not_kept(case, world, enter):
    before = Bijlage.unguarded.count()
    answer = send(enter("anja"), world, BAD[case], "kaart.pdf")
    assert answer.status_code == 422 and "gp-error" in answer.content.decode() and Bijlage.unguarded.count() == before


@pytest.mark.parametrize(
    ("content", "soort"),
    [
        (PDF, "application/pdf"),
        (WORD, DOCX),
        (office("[Content_Types].xml", "xl/workbook.xml"), XLSX),
        (office("content.xml", mimetype=ODT), ODT),
        (picture(), "image/jpeg"),
        (picture("PNG", "RGBA"), "image/png"),
        (picture("HEIF"), "image/jpeg"),
    ],
    ids=["pdf", "docx", "xlsx", "odt", "jpg", "png", "heic"],
)
def test_the_kind_follows_from_the_contents(content, soort):
    assert accept("naam.exe", content).soort == soort


def test_of_a_picture_only_the_picture_is_kept():
    exif = Image.Exif()
    exif[0x0112], exif[0x010E], exif[0x8825] = 6, "geheimekanarie", {1: "N", 2: (52.0, 0.0, 0.0)}
    kept = accept("foto.jpg", picture(exif=exif, comment=b"geheimekanarie")).inhoud
    again = Image.open(io.BytesIO(kept))
    assert b"geheimekanarie" not in kept and not again.getexif() and again.size == (30, 60), "turned upright first"


NAMES = {
    "../../etc/passwd": "passwd.pdf",
    "C:\\Users\\juf\\plan.pdf": "plan.pdf",
    "a\x00b\r\nc.pdf": "a b c.pdf",
    "verslag\u202efdp.exe": "verslag fdp.pdf",
    "": "bestand.pdf",
    "...": "bestand.pdf",
    "x" * 400 + ".pdf": "x" * 115 + ".pdf",
    "plan.v2.final.docx": "plan.v2.final.pdf",
}


@pytest.mark.parametrize("name", NAMES, ids=range(len(NAMES)))
def test_a_name_is_cleaned(name):
    assert clean_name(name, "pdf") == NAMES[name]


def test_a_removed_file_is_not_given_out_and_stays_in_history(world, enter):
    row = Bijlage.unguarded.get(groeidocument=world.noor, veld=f"{ONE}-bestand")
    anja = enter("anja")
    remove = reverse("inhoud:bestand_weghalen", args=[world.noor, ONE, row.pk])
    assert anja.get(remove).status_code == 200 and anja.post(remove).status_code == 200 and anja.get(address(world, row)).status_code == 200
    assert anja.post(remove, {"bevestig": "ja"}).status_code == 302
    assert anja.get(address(world, row)).status_code == 404 and anja.post(remove, {"bevestig": "ja"}).status_code == 404
    assert Bijlage.unguarded.filter(pk=row.pk).exists()


def test_a_file_is_fetched_only_inside_its_own_hoofdstuk_and_file(world, enter):
    row = Bijlage.unguarded.get(groeidocument=world.noor, veld=f"{ONE}-bestand")
    theirs = Bijlage.unguarded.get(groeidocument=world.sem, veld=f"{ONE}-bestand")
    assert enter("anja").get(address(world, row, TWO)).status_code == 404
    assert enter("anja").get(address(world, theirs)).status_code == 404, "also for who may open both files"
    assert enter("gast_leest_twee").get(address(world, row)).status_code == 404
    assert enter("fatima").get(address(world, row)).status_code == 200


def test_a_form_cannot_name_a_file_that_was_not_added_there(world, enter, opened):
    before = named(opened)
    geopend = opened("anja")
    sectie = geopend.sectie(ONE, f"{ONE}-bestanden")[1]
    theirs = Bijlage.unguarded.get(groeidocument=world.noor, veld=f"{TWO}-bestand")
    save_section(geopend=geopend, sectie=sectie, antwoorden={f"{ONE}-bestand": [{"id": str(theirs.pk), "naam": "x"}]}, versie=1)
    assert named(opened) == before


@pytest.mark.parametrize("name", ["fatima", "noor", "gast_leest_alles", "mehmet", "gast_schrijft_twee"])
def test_who_may_not_fill_a_field_in_adds_and_removes_no_file(name, world, enter):
    row = Bijlage.unguarded.get(groeidocument=world.noor, veld=f"{ONE}-bestand")
    before, client = Bijlage.unguarded.count(), enter(name)
    assert send(client, world).status_code == 404 and Bijlage.unguarded.count() == before
    assert client.post(reverse("inhoud:bestand_weghalen", args=[world.noor, ONE, row.pk]), {"bevestig": "ja"}).status_code == 404
    assert enter("anja").get(address(world, row)).status_code == 200

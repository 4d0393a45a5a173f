"""An upload is what its name says or it is refused, at every door to the library; and what is served cannot run in the visitor's browser."""

import zipfile
import zlib
from io import BytesIO

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from docx import Document as Word
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image

from forms_catalog.models import FormulierBestand
from forms_catalog.omvang import count_pages
from forms_catalog.uploads import check_document, check_picture
from tests.website.public_tree import PublicTree

from .test_admin import member

HTML = b"<!DOCTYPE html><script>alert(1)</script>"
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
PDF = b"%PDF-1.7\n1 0 obj << /Type /Pages /Kids [] /Count 3 >> endobj"


def word() -> bytes:
    made = BytesIO()
    Word().save(made)
    return made.getvalue()


def packed(**parts: bytes) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        for name, content in parts.items():
            file.writestr(name.replace("__", "/"), content)
    return made.getvalue()


def picture(kind: str) -> bytes:
    made = BytesIO()
    Picture.new("RGB", (40, 40), "white").save(made, kind)
    return made.getvalue()


ODT = packed(mimetype=b"application/vnd.oasis.opendocument.text")


@pytest.mark.parametrize(("name", "content"), [("a.pdf", PDF), ("a.docx", word()), ("A.ODT", ODT), ("a.txt", "Café".encode())])
def test_a_file_that_is_what_its_name_says_is_taken(name: str, content: bytes) -> None:
    check_document(BytesIO(content), name)


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.pdf", HTML),
        ("a.pdf", b""),
        ("a.pdf", b" %PDF-1.7"),
        ("a.docx", PDF),
        ("a.docx", ODT),
        ("a.docx", b"PK\x03\x04 and no more"),
        ("a.docx", packed(**{"[Content_Types].xml": b"", "xl__workbook.xml": b""})),
        ("a.docx", packed(**{"[Content_Types].xml": b"", "word__document.xml": b"", "word__vbaProject.bin": b""})),
        ("a.xlsx", word()),
        ("a.odt", word()),
        ("a.ods", ODT),
        ("a.txt", HTML),
        ("a.txt", b"\xef\xbb\xbf  " + SVG),
        ("a.txt", b"a\x00b"),
        ("a.txt", picture("PNG")),
    ],
)
def test_a_file_that_is_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_document(BytesIO(content), name)


@pytest.mark.parametrize(("name", "content"), [("a.png", picture("JPEG")), ("a.jpg", SVG), ("a.webp", HTML), ("a.jpeg", b"")])
def test_a_picture_that_is_something_else_is_refused(name: str, content: bytes) -> None:
    with pytest.raises(ValidationError):
        check_picture(BytesIO(content), name)


DOORS = {
    "/admin/documents/add/": "file",
    "/admin/documents/multiple/add/": "files[]",
    "/admin/documents/chooser/create/": "document-chooser-upload-file",
}
PICTURE_DOORS = {
    "/admin/images/add/": "file",
    "/admin/images/multiple/add/": "files[]",
    "/admin/images/chooser/create/": "image-chooser-upload-file",
}


def send(client: Client, path: str, field: str, name: str, content: bytes) -> str:
    prefix = field.rpartition("-")[0]
    title = f"{prefix}-title" if prefix else "title"
    data = {field: SimpleUploadedFile(name, content), title: "Iets", f"{prefix}-collection" if prefix else "collection": "1"}
    answer = client.post(path, data, headers={"X-Requested-With": "XMLHttpRequest"})
    return (
        answer.content.decode("unicode_escape", "replace")
        if answer["Content-Type"].startswith("application/json")
        else answer.content.decode()
    )


def test_every_door_to_the_library_looks_inside_a_document(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    before = Document.objects.count()
    for path, field in DOORS.items():
        assert "de inhoud is iets anders" in send(client, path, field, "brief.pdf", HTML), path
        for name in ("kwaad.html", "kwaad.svg", "kwaad.exe"):
            send(client, path, field, name, SVG)
        assert Document.objects.count() == before, path
        send(client, path, field, "brief.pdf", PDF)
        assert Document.objects.count() == before + 1, path
        before += 1


def test_every_door_to_the_library_looks_inside_a_picture(tree: PublicTree) -> None:
    client = member("Eindredacteur")
    for path, field in PICTURE_DOORS.items():
        for name, content in (("foto.png", HTML), ("foto.png", SVG), ("foto.svg", SVG), ("foto.jpg", picture("PNG"))):
            send(client, path, field, name, content)
        assert not Image.objects.exists(), path
    send(client, "/admin/images/add/", "file", "foto.png", picture("PNG"))
    assert Image.objects.count() == 1


@pytest.mark.parametrize(("name", "content"), [("kwaad.html", HTML), ("kwaad.svg", SVG), ("kwaad.txt", HTML)])
def test_what_came_in_before_is_never_shown_as_a_page(client: Client, tree: PublicTree, name: str, content: bytes) -> None:
    document = Document(title="Oud")
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    tree.geldend.bestanden.add(FormulierBestand(document=document))
    tree.geldend.save()
    answer = client.get(document.url)
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "default-src 'none'" in answer["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("name", "content", "pages"),
    [
        ("a.pdf", PDF, 3),
        ("a.pdf", b"%PDF-1.7 stream\n" + zlib.compress(b"<< /Type /Pages /Count 12 >>") + b"endstream", 12),
        ("a.pdf", b"%PDF-1.7 stream\nno zlib endstream", None),
        ("a.docx", packed(**{"docProps__app.xml": b"<Properties><Pages>2</Pages></Properties>"}), 2),
        ("a.docx", packed(other=b""), None),
        ("a.docx", b"PK\x03\x04", None),
        ("a.txt", b"x", None),
    ],
)
def test_pages_are_counted_where_the_file_tells(db: None, name: str, content: bytes, pages: int | None) -> None:
    document = Document(title="x")
    document.file.save(name, ContentFile(content), save=False)
    document.save()
    assert count_pages(document) == pages

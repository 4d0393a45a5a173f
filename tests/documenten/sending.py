"""What the tests of documents do again and again: send a file, say what it is, and look at what is there."""

import uuid
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tests.builders.papers import picture

PICTURE = picture()


def address(world, name: str, *args: Any, file: str = "noor") -> str:
    """An address of the room, in Noor's file or another's."""
    return reverse(f"documenten:{name}", args=[getattr(world, file), *args])


def sent(content: bytes = PICTURE, name: str = "foto.png") -> SimpleUploadedFile:
    """A file as a browser sends it, with a content type that says nothing."""
    return SimpleUploadedFile(name, content, content_type="text/html")


def drop(client, world, *files: SimpleUploadedFile, verzoek=None, **more: Any):
    """Drop files on the pupil."""
    form = {"bestanden": list(files) or [sent()], "verzoek": str(verzoek or uuid.uuid4())}
    return client.post(address(world, "direct"), form, **more)


def add(client, world, content: bytes = PICTURE, name: str = "foto.png", **said: Any):
    """Add one document and say what it is."""
    form = {"soort": "brief", "klasse": "gewoon", "verzoek": str(uuid.uuid4()), "bestand": sent(content, name)} | said
    return client.post(address(world, "toevoegen"), form)

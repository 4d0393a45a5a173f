"""Puts the pictures that a program makes into the steps that ask for them by name, and renews a picture that the program made anew."""

import hashlib
from datetime import date
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.images import get_image_model

from handleidingen.models import HandleidingPage

FOLDER = Path(__file__).parent / "screenshots"
# The day on which somebody last walked through the steps of the demo's handleidingen.
CHECKED_ON = date(2026, 11, 30)


def place_screenshots(entries: list[dict[str, str]], folder: Path = FOLDER) -> int:
    """Fill the picture of every step whose screenshot exists; returns the number of pages that changed.

    Args:
        entries: `naam` and `alt` of every screenshot, from content/screenshots.toml.
        folder: where the PNG files stand.
    """
    alts = {entry["naam"]: entry["alt"] for entry in entries if (folder / f"{entry['naam']}.png").is_file()}
    pictures = {naam: _picture(naam, (folder / f"{naam}.png").read_bytes()) for naam in alts}
    changed = 0
    for page in HandleidingPage.objects.live():
        if _fill(page, pictures, alts):
            page.save_revision().publish()
            changed += 1
    return changed


def _fill(page: HandleidingPage, pictures: dict[str, Any], alts: dict[str, str]) -> bool:
    """Fill the empty steps of one page; a step with a picture is an editor's business."""
    changed = False
    for block in page.stappen:
        naam = block.value.get("schermafdruk") if block.block_type == "stap" else None
        if naam in pictures and not block.value["afbeelding"]:
            block.value["afbeelding"], block.value["alt"] = pictures[naam], block.value["alt"] or alts[naam]
            changed = True
    return changed


def _picture(naam: str, png: bytes) -> Any:
    """The image of this screenshot, made when it is missing and given the new file when that differs."""
    model = get_image_model()
    image = model.objects.filter(title=_title(naam)).first() or model(title=_title(naam))
    if image.pk is None or image.file_hash != hashlib.sha1(png, usedforsecurity=False).hexdigest():
        image.file = ContentFile(png, name=f"{naam}.png")
        image.file_hash, image.file_size = "", None
        image.save()
        image.renditions.all().delete()
        image.get_file_size()
        image.get_file_hash()
    return image


def _title(naam: str) -> str:
    return f"Schermafdruk {naam}"

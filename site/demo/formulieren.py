"""The demo's catalogue: each kind of document, several files, an earlier version, one that was replaced, one that has expired and some in voorbereiding.

Content is in content/formulieren.toml. A second run adds what is missing, found by its slug, and changes nothing that exists.
"""

import tomllib
from pathlib import Path
from typing import Any

from django.core.files.base import ContentFile
from wagtail.documents.models import Document

from formats.models import Format
from forms_catalog.models import Doelgroep, EerdereVersie, Formulier, FormulierBestand, Onderwijstype, Thema
from opp_pages import default_formats

from .paper import make_pdf, make_word
from .screenshots import CHECKED_ON

CONTENT = Path(__file__).parent / "content" / "formulieren.toml"
EIGENAAR = "Samenwerkingsverband, team ondersteuning"
PLAIN = (
    *("titel", "slug", "omschrijving", "soort", "categorie", "leerjaren", "wanneer", "wie_vult_in", "wie_tekent", "waar_naartoe"),
    *("hoe_verder", "status", "versie", "wat_is_veranderd", "verwacht_op", "geldig_van", "geldig_tot", "volgende_herziening"),
)
MAKERS = {"pdf": (make_pdf, "om te printen en met de hand in te vullen"), "word": (make_word, "om in te vullen op de computer")}
ENDS = {"pdf": "pdf", "word": "docx"}


def load_formulieren() -> None:
    """Make every formulier that is not there yet, and then what leads from one to another."""
    entries = _entries()
    for entry in entries:
        if not Formulier.objects.filter(slug=entry["slug"]).exists():
            _formulier(entry)
    for entry in entries:
        if "vervangen_door" in entry:
            newer = Formulier.objects.get(slug=entry["vervangen_door"])
            Formulier.objects.filter(slug=entry["slug"], vervangen_door=None).update(vervangen_door=newer)


def link_formats() -> None:
    """Say of a formulier with which format it can be filled in digitally, once the formats exist; an editor's own choice stays."""
    for entry in _entries():
        if "format" in entry:
            titel = default_formats.details(entry["format"])["titel"]
            found = Format.objects.filter(titel=titel, ingetrokken_op=None).first()
            Formulier.objects.filter(slug=entry["slug"], format=None).update(format=found)


def _entries() -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = tomllib.loads(CONTENT.read_text(encoding="utf-8"))["formulier"]
    return entries


def _formulier(entry: dict[str, Any]) -> None:
    """One formulier with its marks, its files and its earlier versions."""
    formulier = Formulier(eigenaar=EIGENAAR, **{name: entry[name] for name in PLAIN if name in entry})
    if entry.get("versie"):
        formulier.versiedatum = entry.get("geldig_van") if "geldig_tot" in entry else CHECKED_ON
    formulier.full_clean()
    formulier.save()
    _files(formulier, entry)
    formulier.doelgroepen.set(Doelgroep.objects.filter(code__in=entry["doelgroepen"]))
    formulier.onderwijstypen.set(Onderwijstype.objects.filter(code__in=entry["onderwijstypen"]))
    formulier.themas.set(Thema.objects.filter(code__in=entry["themas"]))
    for eerder in entry.get("eerder", []):
        EerdereVersie.objects.create(formulier=formulier, vervangen_op=formulier.versiedatum, **eerder)


def _files(formulier: Formulier, entry: dict[str, Any]) -> None:
    if "bestand" not in entry:
        return
    for vorm in entry.get("vormen", ["pdf"]):
        _file(formulier, entry, vorm, taal="")
    for vertaling in entry.get("vertaling", []):
        _file(formulier, vertaling, "pdf", taal=vertaling["taal"])


def _file(formulier: Formulier, entry: dict[str, Any], vorm: str, *, taal: str) -> None:
    make, omschrijving = MAKERS[vorm]
    content = make(entry, eigenaar=EIGENAAR, versie=formulier.versie)
    document = Document(title=f"{entry['titel']} ({vorm})")
    document.file.save(f"{entry['bestand']}.{ENDS[vorm]}", ContentFile(content), save=False)
    document.file_size = len(content)
    document.save()
    # By this a browser that has the file asks whether it still is the same one.
    document.get_file_hash()
    FormulierBestand.objects.create(
        formulier=formulier,
        document=document,
        omschrijving=omschrijving if "vragen" in entry else "om te lezen of te printen",
        taal=taal,
        # Both makers write headings, a language and a title; the PDF is checked as PDF/UA-1 while it is made.
        toegankelijk="ja" if vorm == "pdf" else "",
        sort_order=formulier.bestanden.count(),
    )

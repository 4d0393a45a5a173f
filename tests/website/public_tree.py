"""Builds a small public site: what is live, what is a draft, and what is only a concept, each with a word that must (not) be found."""

from dataclasses import dataclass
from datetime import date
from io import BytesIO
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.images import ImageFile
from PIL import Image as Picture
from wagtail.documents.models import Document
from wagtail.images.models import Image
from wagtail.models import Page, Site

from forms_catalog.models import Doelgroep, Formulier, FormulierBestand, FormulierenIndexPage, Status, Thema
from handleidingen.models import HandleidingIndexPage, HandleidingPage
from website.models import HomePage, InfoPage

DRAFT_WORD = "kladversie"
CONCEPT_WORD = "geheimconcept"


@dataclass
class PublicTree:
    """The pages and formulieren of a small site."""

    home: HomePage
    info: InfoPage
    draft: InfoPage
    edited: InfoPage
    handleidingen: HandleidingIndexPage
    handleiding: HandleidingPage
    catalogue: FormulierenIndexPage
    geldend: Formulier
    voorbereiding: Formulier
    concept: Formulier


def build_public_tree() -> PublicTree:
    """The site, with its home page as root of the default site."""
    root = Page.objects.get(depth=1)
    home = add(root, HomePage(title="Welkom bij ons", slug="start", introductie="De voordeur."))
    site = Site.objects.get(is_default_site=True)
    site.root_page = home
    site.save()
    info = add(home, InfoPage(title="Voor ouders", slug="voor-ouders", show_in_menus=True, inhoud=[("tekst", "<p>Over vlinders.</p>")]))
    draft = home.add_child(instance=InfoPage(title=f"Een {DRAFT_WORD}", slug="klad", live=False, show_in_menus=True))
    edited = add(home, InfoPage(title="Al gepubliceerd", slug="gepubliceerd", introductie="De tekst die telt."))
    edited.introductie = f"Nog een {DRAFT_WORD}."
    edited.save_revision()
    index = add(home, HandleidingIndexPage(title="Handleiding", slug="handleiding", show_in_menus=True))
    handleiding = add_handleiding(index, "Inloggen")
    catalogue = add(home, FormulierenIndexPage(title="Formulieren", slug="formulieren", show_in_menus=True))
    return PublicTree(
        home=home,
        info=info,
        draft=draft,
        edited=InfoPage.objects.get(pk=edited.pk),
        handleidingen=index,
        handleiding=handleiding,
        catalogue=catalogue,
        geldend=add_formulier("Gezinsvragenlijst", Status.GELDEND, bestand=True),
        voorbereiding=add_formulier("Signaleringsplan", Status.VOORBEREIDING, bestand=True),
        concept=add_formulier(f"Een {CONCEPT_WORD}", Status.CONCEPT, bestand=True),
    )


def add(parent: Page, page: Any) -> Any:
    """A live page under this parent."""
    return parent.add_child(instance=page)


def add_handleiding(index: HandleidingIndexPage, title: str, **fields: Any) -> HandleidingPage:
    """A live handleiding with two steps and a tip."""
    steps = [
        (
            "stap",
            {
                "titel": "Open de site",
                "tekst": "<p>Ga naar de site.</p>",
                "afbeelding": fields.pop("afbeelding", None),
                "alt": fields.pop("alt", ""),
                "schermafdruk": "",
            },
        ),
        ("tip", {"tekst": "<p>Bewaar het adres.</p>"}),
        ("stap", {"titel": "Log in", "tekst": "<p>Vul alles in.</p>", "afbeelding": None, "alt": "", "schermafdruk": ""}),
    ]
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    return add(index, HandleidingPage(title=title, slug=slug, stappen=steps, **fields))


def add_formulier(
    titel: str, status: str, *, bestand: bool = False, thema: str = "opp", doelgroep: str = "ouder", **fields: Any
) -> Formulier:
    """A formulier of this status."""
    slug = fields.pop("slug", titel.lower().replace(" ", "-"))
    formulier = Formulier(
        titel=titel, slug=slug, omschrijving=f"{titel}, kort gezegd.", status=status, versie="1.0", versiedatum=date(2026, 1, 5), **fields
    )
    if bestand:
        formulier.bestanden = [FormulierBestand(document=a_document(titel))]
    formulier.save()
    formulier.themas.set(Thema.objects.filter(code=thema))
    formulier.doelgroepen.set(Doelgroep.objects.filter(code=doelgroep))
    return formulier


def a_document(title: str) -> Document:
    """A small text file in the library."""
    document = Document(title=title)
    document.file.save("bestand.txt", ContentFile(b"inhoud"), save=False)
    document.save()
    return document


def an_image(title: str = "Een plaatje") -> Image:
    """A small picture in the library."""
    data = BytesIO()
    Picture.new("RGB", (600, 400), "white").save(data, "PNG")
    return Image.objects.create(title=title, file=ImageFile(BytesIO(data.getvalue()), name="plaatje.png"))

"""The part of the demo around handleidingen and formulieren: settings, news, questions, terms, contact, steunpunt, privacy, accessibility.

A second run adds what is missing, found by its slug, and changes nothing that exists.
"""

from typing import Any

from django.utils.text import slugify
from wagtail.models import Site

from website.models import (
    Begrip,
    BegrippenPage,
    ContactPage,
    HomePage,
    NieuwsIndexPage,
    NieuwsPage,
    PrivacyPage,
    SiteInstellingen,
    SteunpuntPage,
    ToegankelijkheidPage,
    VragenIndexPage,
    VragenPage,
)
from website.verplicht import PRIVACY_TEKSTEN

from .making import child, content, paragraphs

STEUNPUNT_TEKSTEN = ("aanbod", "voor_jongeren", "onafhankelijkheid", "signalen")
# What every entry calls otherwise than the page does.
FURNITURE = frozenset({"slug", "titel", "blokken", "doelen", "tekortkomingen"})


def load_house(home: HomePage) -> None:
    """Make every page around the rooms that is not there yet, and the settings of the site when it has none."""
    pages = content("pages")
    _settings(home, pages["instellingen"])
    _questions(home)
    _news(home)
    _terms(home)
    entry = pages["contact"]
    _required(home, ContactPage, entry, inhoud=blocks(entry["blokken"]))
    _required(home, SteunpuntPage, pages["steunpunt"], rich=STEUNPUNT_TEKSTEN)
    entry = pages["privacy"]
    names = ("doel", "gegevens", "grondslag", "bewaartermijn")
    doelen = [("doel", dict(zip(names, row, strict=True))) for row in entry["doelen"]]
    _required(home, PrivacyPage, entry, rich=PRIVACY_TEKSTEN, doelen=doelen)
    entry = pages["toegankelijkheid"]
    shortcomings = [("tekortkoming", row) for row in entry["tekortkomingen"]]
    _required(home, ToegankelijkheidPage, entry, rich=("methode", "klacht"), tekortkomingen=shortcomings)


def blocks(rows: list[list[str]]) -> list[tuple[str, Any]]:
    """Rows of kind and text as the blocks of a page."""
    made: list[tuple[str, Any]] = []
    for kind, text in rows:
        value = paragraphs(text) if kind == "tekst" else {"tekst": text if kind == "kop" else paragraphs(text)}
        made.append((kind, value))
    return made


def _settings(home: HomePage, entry: dict[str, str]) -> None:
    site = Site.objects.filter(root_page=home).first()
    if site is not None:
        SiteInstellingen.objects.get_or_create(site=site, defaults=entry)


def _required(home: HomePage, model: Any, entry: dict[str, Any], rich: tuple[str, ...] = (), **streams: Any) -> None:
    """One of the pages that a samenwerkingsverband must have."""
    fields = {name: paragraphs(value) if name in rich else value for name, value in entry.items() if name not in FURNITURE}
    child(home, model, entry["slug"], title=entry["titel"], **fields, **streams)


def _news(home: HomePage) -> None:
    news = content("nieuws")
    index = child(home, NieuwsIndexPage, news["slug"], title=news["titel"], introductie=news["introductie"])
    for entry in news["bericht"]:
        fields = {"title": entry["titel"], "datum": entry["datum"], "introductie": entry["introductie"]}
        child(index, NieuwsPage, entry["slug"], inhoud=blocks(entry["blokken"]), **fields)


def _questions(home: HomePage) -> None:
    questions = content("vragen")
    index = child(home, VragenIndexPage, questions["slug"], title=questions["titel"], introductie=questions["introductie"])
    for entry in questions["lijst"]:
        rows = [("vraag", {"vraag": vraag, "antwoord": paragraphs(antwoord)}) for vraag, antwoord in entry["vragen"]]
        child(index, VragenPage, entry["slug"], title=entry["titel"], introductie=entry["introductie"], lezer=entry["lezer"], vragen=rows)


def _terms(home: HomePage) -> None:
    """The begrippenlijst; a term that an editor took away stays away."""
    terms = content("begrippen")
    rows = [
        Begrip(
            term=entry["term"],
            slug=slugify(entry["term"]),
            uitleg=entry["uitleg"],
            varianten="\n".join(entry.get("varianten", [])),
            bron=entry.get("bron", ""),
        )
        for entry in terms["begrip"]
    ]
    child(home, BegrippenPage, terms["slug"], title=terms["titel"], introductie=terms["introductie"], begrippen=rows)

"""Builds the pages around the manuals on a site: news, questions, terms, and the four that a samenwerkingsverband must have."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from wagtail.models import Page, Site

from tests.website.public_tree import add
from website.models import (
    Begrip,
    BegrippenPage,
    ContactPage,
    HomePage,
    InfoPage,
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

TEXT = "<p>Het OPP en nog eens het OPP.</p>"


@dataclass
class House:
    """The pages around the manuals."""

    nieuws: NieuwsIndexPage
    bericht: NieuwsPage
    vragen: VragenIndexPage
    ouders: VragenPage
    begrippen: BegrippenPage
    contact: ContactPage
    steunpunt: SteunpuntPage
    privacy: PrivacyPage
    toegankelijkheid: ToegankelijkheidPage


def build_house(home: HomePage, mark: str = "") -> House:
    """Every kind of page around the manuals below this home page; `mark` stands in every text, to tell two sites apart."""
    nieuws = add(home, NieuwsIndexPage(title=f"Nieuws {mark}".strip(), slug="nieuws"))
    vragen = add(home, VragenIndexPage(title=f"Vragen {mark}".strip(), slug="vragen"))
    begrippen = BegrippenPage(
        title=f"Begrippen {mark}".strip(),
        slug="begrippen",
        begrippen=[
            Begrip(term="OPP", uitleg=f"Een plan voor een leerling {mark}.", varianten="ontwikkelingsperspectief\nOPP's", bron="WPO 40a"),
            Begrip(term="handelingsdeel", uitleg="Het deel met <doelen> & hulp.", bron="WPO 40a"),
            Begrip(term="PO", uitleg="Primair onderwijs."),
            Begrip(term="extra ondersteuning", uitleg="Hulp die verder gaat."),
            Begrip(term="ondersteuning", uitleg="Hulp."),
        ],
    )
    return House(
        nieuws=nieuws,
        bericht=add_bericht(nieuws, f"Nieuw format {mark}".strip(), date(2026, 3, 1)),
        vragen=vragen,
        ouders=add(
            vragen,
            VragenPage(
                title="Vragen van ouders",
                slug="ouders",
                lezer="ouder",
                vragen=[("vraag", {"vraag": f"Mag ik meelezen {mark}?", "antwoord": "<p>Ja, dat mag. Het OPP ook.</p>"})],
            ),
        ),
        begrippen=add(home, begrippen),
        contact=add(home, ContactPage(title="Contact", slug="contact", **CONTACT)),
        steunpunt=add(home, SteunpuntPage(title="Ouder- en jeugdsteunpunt", slug="steunpunt", **STEUNPUNT)),
        privacy=add(home, PrivacyPage(title="Privacy", slug="privacy", **PRIVACY)),
        toegankelijkheid=add(home, ToegankelijkheidPage(title="Toegankelijkheid", slug="toegankelijkheid", **TOEGANKELIJKHEID)),
    )


def add_bericht(index: NieuwsIndexPage, title: str, datum: date, **fields: Any) -> NieuwsPage:
    """A live item of news."""
    slug = fields.pop("slug", title.lower().replace(" ", "-"))
    return add(index, NieuwsPage(title=title, slug=slug, datum=datum, introductie="Kort.", inhoud=[("tekst", TEXT)], **fields))


def second_site(mark: str = "buren") -> tuple[Site, House]:
    """Another samenwerkingsverband on the same installation, at another address, with everything of its own."""
    home = add(Page.objects.get(depth=1), HomePage(title=f"Welkom bij de {mark}", slug=mark))
    add(home, InfoPage(title=f"Over {mark}", slug="over", show_in_menus=True, inhoud=[("tekst", f"<p>Alleen {mark}.</p>")]))
    site = Site.objects.create(hostname="buren.example", port=80, root_page=home, site_name=f"Site {mark}")
    SiteInstellingen.objects.create(site=site, naam=f"Naam {mark}", organisatie=f"Swv {mark}", kleur="#8a1c5b", voettekst=f"Voet {mark}")
    return site, build_house(home, mark)


CONTACT = {
    "telefoon": "0200 000 010",
    "email": "info@swv.example",
    "bezoekadres": "Straat 1\n1234 AB Plaats",
    "bereikbaar": "Op schooldagen",
    "antwoordtermijn": "Binnen drie dagen",
}
STEUNPUNT = {
    "naam": "Steunpunt",
    "telefoon": "0200 000 011",
    "email": "steun@swv.example",
    "bereikbaar": "Op schooldagen",
    **dict.fromkeys(("aanbod", "voor_jongeren", "onafhankelijkheid", "signalen"), TEXT),
}
PRIVACY = {
    "verantwoordelijke": "Swv\nStraat 1",
    "contact": "privacy@swv.example",
    "fg": "fg@swv.example",
    "bijgewerkt_op": date(2026, 1, 1),
    "doelen": [("doel", {"doel": "Vragen beantwoorden", "gegevens": "Uw naam", "grondslag": "Belang", "bewaartermijn": "Een jaar"})],
    **dict.fromkeys(PRIVACY_TEKSTEN, TEXT),
}
TOEGANKELIJKHEID = {
    "organisatie": "Swv",
    "reikwijdte": "Deze website",
    "opgesteld_op": date(2026, 1, 1),
    "bijgewerkt_op": date(2026, 1, 1),
    "methode": TEXT,
    "klacht": TEXT,
    "contact_email": "t@swv.example",
    "contact_telefoon": "0200 000 010",
    "antwoordtermijn": "Binnen twee weken",
    "ondertekenaar": "de directeur",
    "tekortkomingen": [
        (
            "tekortkoming",
            {
                "wat": "Een oude pdf",
                "criterium": "1.3.1",
                "gevolg": "Voorlezen lukt niet",
                "oorzaak": "Oud",
                "maatregel": "Vervangen",
                "gepland": date(2027, 1, 1),
                "alternatief": "Bel ons",
            },
        )
    ],
}
